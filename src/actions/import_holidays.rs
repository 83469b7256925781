//! Days off that a file named and somebody looked through; they hold at once.

use super::handoffs::replan::replan_moved;
use crate::domain::holidays::Moved;
use crate::domain::ids::UserId;
use crate::storage::holidays::{self, Holiday};
use crate::storage::{Database, StorageError, events};
use chrono::{DateTime, Utc};

/// Adds the days of a file. Days that stand already are left as they are.
pub async fn import_holidays(db: &Database, new: &[Holiday], user: UserId, now: DateTime<Utc>) -> Result<Moved, StorageError> {
    let event = events::Event { at: now, user: Some(user), verb: "imported", kind: "holiday", record: None, fields: &[] };
    store(db, new, event, user).await
}

/// Stores days off of one team, or of both. Gives those that are new and hold.
pub(super) async fn store(db: &Database, new: &[Holiday], event: events::Event<'_>, user: UserId) -> Result<Moved, StorageError> {
    let mut tx = db.pages.begin().await?;
    let added = holidays::insert(&mut *tx, new, user, event.at).await?;
    if added.is_empty() {
        return Ok(Moved::default());
    }
    let detail = serde_json::json!({ "days": added.len() });
    events::insert_with(&mut *tx, event, Some(detail)).await?;
    let holds = |h: &&Holiday| h.confirmed && added.contains(&h.day);
    let moved = Moved { days: new.iter().filter(holds).map(|h| (h.team, h.day)).collect() };
    replan_moved(&mut tx, &moved).await?;
    tx.commit().await?;
    Ok(moved)
}
