//! Somebody leaves: his sessions and links end at once, and somebody else takes over what he had open.

use super::hand_over::{self, HandOver};
use crate::domain::ids::{PersonId, UserId};
use crate::storage::staff::{self, Which};
use crate::storage::{Database, StorageError, events, one_time_links, sessions, users};
use chrono::{DateTime, NaiveDate, Utc};

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deactivated {
    /// Done.
    Done,
    /// There is no such user.
    Nobody,
    /// Nobody else administers.
    LastAdmin,
    /// Whoever was to take over has left too, or is the same.
    NoTaker,
}

/// Deactivates a user, and gives his open work to `taker`, all in one transaction. Again, it changes nothing.
pub async fn deactivate_user(
    db: &Database,
    user: UserId,
    taker: Option<PersonId>,
    today: NaiveDate,
    by: Option<UserId>,
    now: DateTime<Utc>,
) -> Result<Deactivated, StorageError> {
    let mut tx = db.jobs.begin().await?;
    let Some(someone) = staff::find(&mut *tx, Which::User(user)).await?.pop() else { return Ok(Deactivated::Nobody) };
    let new = match users::set_active(&mut *tx, user, false).await {
        Err(StorageError::Constraint { name, .. }) if name == "users_admin_remains" => return Ok(Deactivated::LastAdmin),
        done => done?,
    };
    sessions::delete_all(&mut *tx, user).await?;
    one_time_links::delete_of(&mut *tx, user).await?;
    if new {
        let event = events::Event { at: now, user: by, verb: "deactivated", kind: "user", record: Some(user.0), fields: &[] };
        events::insert(&mut *tx, event).await?;
    }
    if let Some(to) = taker {
        let wanted = HandOver { from: someone.person, to, today };
        if hand_over::within(&mut tx, wanted, by, now).await?.is_none() {
            return Ok(Deactivated::NoTaker);
        }
    }
    tx.commit().await?;
    Ok(Deactivated::Done)
}
