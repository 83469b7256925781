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
    insert_as(db, Uuid::now_v7(), event, detail).await
}

/// The same with an id by which it is known again: of what may be asked for twice.
pub async fn insert_as(db: impl PgExecutor<'_>, id: Uuid, event: Event<'_>, detail: Option<Value>) -> Result<(), StorageError> {
    sqlx::query!(
        "insert into events (id, at, user_id, verb, kind, record, fields, detail) values ($1, $2, $3, $4, $5, $6, $7, $8)",
        id,
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

/// Whether an entry was written.
pub async fn is_known(db: impl PgExecutor<'_>, id: Uuid) -> Result<bool, StorageError> {
    Ok(sqlx::query_scalar!(r#"select exists (select from events where id = $1) as "known!""#, id).fetch_one(db).await?)
}

/// A change of a record, as its page tells it.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// When.
    pub at: DateTime<Utc>,
    /// Who; none for the command line and for jobs.
    pub who: Option<String>,
    /// What was done.
    pub verb: String,
    /// Which fields.
    pub fields: Vec<String>,
    /// The import that did it.
    pub import: Option<Uuid>,
    /// The lead on which it was done, where that was merged into this one since.
    pub of: Option<Uuid>,
}

/// What people and imports changed on a record, newest first.
pub async fn of_record(db: impl PgExecutor<'_>, kind: &str, record: Uuid) -> Result<Vec<Change>, StorageError> {
    let found = sqlx::query_as!(
        Change,
        r#"select e.at as "at!", p.name as "who?", e.verb as "verb!", e.fields as "fields!", null::uuid as import,
                  nullif(e.record, $2) as of
           from events e left join users u on u.id = e.user_id left join people p on p.id = u.person_id
           where e.kind = $1 and (e.record = $2 or e.record in (select merged_id from lead_merges where lead_id = $2 and undone_at is null))
           union all
           select i.created_at, p.name, 'imported', array(select jsonb_object_keys(r.after)), i.id, nullif(r.record_id, $2)
           from import_rows r join imports i on i.id = r.import_id
           left join users u on u.id = i.user_id left join people p on p.id = u.person_id
           where r.action = 'updated' and (r.record_id = $2 or r.record_id in (select merged_id from lead_merges where lead_id = $2 and undone_at is null))
           order by 1 desc limit 100"#,
        kind,
        record
    );
    Ok(found.fetch_all(db).await?)
}
