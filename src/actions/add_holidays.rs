//! Days off that somebody enters; they hold at once.

use super::import_holidays::store;
use crate::domain::holidays::Moved;
use crate::domain::ids::UserId;
use crate::storage::holidays::Holiday;
use crate::storage::{Database, StorageError};
use chrono::{DateTime, Utc};

/// Adds days off. Days that stand already are left as they are.
pub async fn add_holidays(db: &Database, new: &[Holiday], user: UserId, now: DateTime<Utc>) -> Result<Moved, StorageError> {
    store(db, new, "added", user, now).await
}
