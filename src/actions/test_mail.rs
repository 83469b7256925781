//! An admin sends himself a letter, to see whether e-mail arrives.

use crate::storage::users::User;
use crate::storage::{Database, StorageError, events, outbox};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// Writes a test to oneself into the outbox. The same form sent twice is one letter.
pub async fn test_mail(db: &Database, id: Uuid, by: &User, now: DateTime<Utc>) -> Result<(), StorageError> {
    let mut tx = db.pages.begin().await?;
    if outbox::insert_test(&mut *tx, id, by.person_id, now).await? {
        let event = events::Event { at: now, user: Some(by.id), verb: "tested", kind: "letter", record: Some(id), fields: &[] };
        events::insert(&mut *tx, event).await?;
    }
    tx.commit().await?;
    Ok(())
}
