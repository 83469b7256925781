//! Ending one's sessions on every other device.

use super::sign_in::token_hash;
use crate::domain::ids::UserId;
use crate::storage::{Database, StorageError, events, sessions};
use chrono::{DateTime, Utc};

/// Ends every session of a user but the one of this secret.
pub async fn end_sessions(db: &Database, user: UserId, token: &str, now: DateTime<Utc>) -> Result<(), StorageError> {
    let mut tx = db.pages.begin().await?;
    sessions::delete_others(&mut *tx, user, &token_hash(token)).await?;
    let event =
        events::Event { at: now, user: Some(user), verb: "ended_sessions", kind: "user", record: Some(user.0), fields: &[] };
    events::insert(&mut *tx, event).await?;
    Ok(tx.commit().await?)
}
