//! Taking an invitation back: the user is gone, and his person too unless files or records know him.

use crate::domain::ids::UserId;
use crate::storage::{Database, StorageError, events, people, users};
use chrono::{DateTime, Utc};
use sqlx::Acquire as _;

/// Withdraws the invitation of a user who has not come yet. Gives whether there was one.
pub async fn withdraw_invitation(
    db: &Database,
    user: UserId,
    by: Option<UserId>,
    now: DateTime<Utc>,
) -> Result<bool, StorageError> {
    let mut tx = db.pages.begin().await?;
    let Some(person) = users::delete_invited(&mut *tx, user).await? else { return Ok(false) };
    // The database knows whether anything names him.
    let mut attempt = tx.begin().await?;
    match people::delete(&mut *attempt, person).await {
        Ok(()) => attempt.commit().await?,
        Err(StorageError::Constraint { .. }) => attempt.rollback().await?,
        Err(other) => return Err(other),
    }
    let event = events::Event { at: now, user: by, verb: "withdrew", kind: "user", record: Some(user.0), fields: &[] };
    events::insert(&mut *tx, event).await?;
    tx.commit().await?;
    Ok(true)
}
