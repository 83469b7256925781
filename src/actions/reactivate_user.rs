//! Somebody comes back.

use crate::domain::ids::UserId;
use crate::storage::{Database, StorageError, events, users};
use chrono::{DateTime, Utc};

/// Lets a user sign in again, with the password that he had. Gives whether that is new.
pub async fn reactivate_user(db: &Database, user: UserId, by: Option<UserId>, now: DateTime<Utc>) -> Result<bool, StorageError> {
    let mut tx = db.pages.begin().await?;
    if !users::set_active(&mut *tx, user, true).await? {
        return Ok(false);
    }
    let event = events::Event { at: now, user: by, verb: "reactivated", kind: "user", record: Some(user.0), fields: &[] };
    events::insert(&mut *tx, event).await?;
    tx.commit().await?;
    Ok(true)
}
