//! Putting a record out of sight, and back: it stays in every count.

use super::save_record::{Draft, Saved, change_in};
use crate::domain::ownership::Noun;
use crate::storage::users::User;
use crate::storage::{Database, StorageError};
use chrono::{DateTime, Utc};
use serde_json::json;
use uuid::Uuid;

/// Archives a record, or brings it back.
pub async fn archive_record(
    db: &Database,
    (noun, id): (Noun, Uuid),
    away: bool,
    by: &User,
    now: DateTime<Utc>,
) -> Result<Saved, StorageError> {
    let mut tx = db.pages.begin().await?;
    let value = if away { json!(now) } else { json!(null) };
    let columns = [("archived_at".to_owned(), value)].into_iter().collect();
    let verb = if away { "archived" } else { "restored" };
    let saved = change_in(&mut tx, Draft { noun, id, columns, account: None }, None, verb, by, now).await?;
    tx.commit().await?;
    Ok(saved)
}
