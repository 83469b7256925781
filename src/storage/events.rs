//! The audit log: who did what to which record. Field names always; values only of what is not personal.

use super::StorageError;
use crate::domain::ids::UserId;
use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::PgExecutor;
use uuid::Uuid;

/// One entry.
#[derive(Clone, Debug)]
pub struct Event<'a> {
    /// When.
    pub at: DateTime<Utc>,
    /// Who; none for the command line and for jobs.
    pub user: Option<UserId>,
    /// What: `signed_in`, `imported`, `changed`, …
    pub verb: &'a str,
    /// The kind of the record.
    pub kind: &'a str,
    /// The record.
    pub record: Option<Uuid>,
    /// Names of the fields that changed.
    pub fields: &'a [String],
}

/// Writes an entry, in the transaction of what it tells.
pub async fn insert(db: impl PgExecutor<'_>, event: Event<'_>) -> Result<(), StorageError> {
    insert_with(db, event, None).await
}

/// Writes an entry with values: only of what is not personal.
pub async fn insert_with(db: impl PgExecutor<'_>, event: Event<'_>, detail: Option<Value>) -> Result<(), StorageError> {
    sqlx::query!(
        "insert into events (id, at, user_id, verb, kind, record, fields, detail) values ($1, $2, $3, $4, $5, $6, $7, $8)",
        Uuid::now_v7(),
        event.at,
        event.user.map(|u| u.0),
        event.verb,
        event.kind,
        event.record,
        event.fields,
        detail
    )
    .execute(db)
    .await?;
    Ok(())
}
