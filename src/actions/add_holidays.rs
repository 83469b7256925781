//! Days off that somebody enters; they hold at once.

use super::import_holidays::store;
use crate::domain::holidays::Moved;
use crate::domain::ids::UserId;
use crate::storage::holidays::Holiday;
use crate::storage::{Database, StorageError, events};
use chrono::{DateTime, Utc};

/// Adds days off. Days that stand already are left as they are.
pub async fn add_holidays(db: &Database, new: &[Holiday], user: UserId, now: DateTime<Utc>) -> Result<Moved, StorageError> {
    let event = events::Event { at: now, user: Some(user), verb: "added", kind: "holiday", record: None, fields: &[] };
    store(db, new, event, user).await
}
