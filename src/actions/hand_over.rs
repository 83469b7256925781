//! Giving somebody's open work to somebody else, all of it at once.

use super::handoffs::take_over;
use crate::domain::ids::{PersonId, UserId};
use crate::storage::open_work::{self, OpenWork};
use crate::storage::staff::{self, Standing, Which};
use crate::storage::{Database, StorageError, events};
use chrono::{DateTime, NaiveDate, Utc};
use serde_json::json;

/// Whose work goes to whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HandOver {
    /// Whose.
    pub from: PersonId,
    /// Who takes over.
    pub to: PersonId,
    /// The workspace's day, by which campaigns have ended or not.
    pub today: NaiveDate,
}

/// Hands work over. None where the one who takes over has left, does not exist, or is the same.
pub async fn hand_over(
    db: &Database,
    wanted: HandOver,
    by: Option<UserId>,
    now: DateTime<Utc>,
) -> Result<Option<OpenWork>, StorageError> {
    // Of many records, so without the short time-out of pages.
    let mut tx = db.jobs.begin().await?;
    let moved = within(&mut tx, wanted, by, now).await?;
    tx.commit().await?;
    Ok(moved)
}

/// The same within a transaction.
pub(super) async fn within(
    tx: &mut sqlx::PgConnection,
    wanted: HandOver,
    by: Option<UserId>,
    now: DateTime<Utc>,
) -> Result<Option<OpenWork>, StorageError> {
    let HandOver { from, to, today } = wanted;
    let taker = staff::find(&mut *tx, Which::Person(to)).await?.pop();
    let stays = taker.is_some_and(|taker| taker.user.is_none_or(|account| account.standing != Standing::Left));
    if from == to || !stays {
        return Ok(None);
    }
    let handoffs = take_over(tx, from, to, by, now).await?;
    let moved = OpenWork { handoffs, ..open_work::hand_over(tx, from, to, today, by, now).await? };
    if !moved.is_none() {
        let event = events::Event { at: now, user: by, verb: "handed_over", kind: "person", record: Some(from.0), fields: &[] };
        let detail =
            json!({ "to": to.0, "leads": moved.leads, "deals": moved.deals, "campaigns": moved.campaigns, "handoffs": handoffs });
        events::insert_with(tx, event, Some(detail)).await?;
    }
    Ok(Some(moved))
}
