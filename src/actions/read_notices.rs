//! One reads what one was told. Nobody else sees whether.

use crate::domain::ids::PersonId;
use crate::storage::{Database, StorageError, notifications};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// What was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Read {
    /// One notice.
    One(Uuid),
    /// All up to this one, which was the newest on the page.
    Until(Uuid),
}

/// Marks as read what is one's own; what is not stays as it is.
pub async fn read_notices(db: &Database, person: PersonId, read: Read, now: DateTime<Utc>) -> Result<(), StorageError> {
    match read {
        Read::One(id) => notifications::read_one(&db.pages, person, id, now).await,
        Read::Until(newest) => notifications::read_until(&db.pages, person, newest, now).await,
    }
}

/// Marks as read what one was told about a handoff that one looks at. Gives how much that was.
pub async fn read_of_handoff(db: &Database, person: PersonId, handoff: Uuid, now: DateTime<Utc>) -> Result<u64, StorageError> {
    notifications::read_of_handoff(&db.pages, person, handoff, now).await
}
