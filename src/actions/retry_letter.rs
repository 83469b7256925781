//! A letter that failed is tried again.

use crate::domain::ids::UserId;
use crate::storage::{Database, StorageError, events, outbox};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// Lets a letter that failed wait as if it were new. False where there is none that failed.
pub async fn retry_letter(db: &Database, id: Uuid, by: UserId, now: DateTime<Utc>) -> Result<bool, StorageError> {
    let mut tx = db.pages.begin().await?;
    if !outbox::retry(&mut *tx, id, now).await? {
        return Ok(false);
    }
    let event = events::Event { at: now, user: Some(by), verb: "retried", kind: "letter", record: Some(id), fields: &[] };
    events::insert(&mut *tx, event).await?;
    tx.commit().await?;
    Ok(true)
}
