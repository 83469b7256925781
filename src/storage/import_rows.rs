//! Rows that an import must remember: those that came back, and the values before a change.

use super::StorageError;
use super::copy::{CopyField as _, copy_text};
use crate::domain::ids::ImportId;
use crate::domain::record::Kind;
use serde_json::Value;
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

/// A row to remember.
#[derive(Clone, Debug)]
pub struct NewRow {
    file: i16,
    line: i64,
    kind: Kind,
    action: &'static str,
    record_id: Option<Uuid>,
    before: Option<Value>,
    after: Option<Value>,
    reasons: Option<Value>,
    raw: Option<Value>,
}

impl NewRow {
    /// A row that came back, with `[{field, reason}]` and its cells.
    #[must_use]
    pub fn rejected(kind: Kind, file: i16, line: i64, reasons: Value, raw: Value) -> Self {
        Self {
            file,
            line,
            kind,
            action: "rejected",
            record_id: None,
            before: None,
            after: None,
            reasons: Some(reasons),
            raw: Some(raw),
        }
    }

    /// A row that changed a record.
    #[must_use]
    pub fn updated(kind: Kind, file: i16, line: i64, record: Uuid, before: Value, after: Value) -> Self {
        let (before, after) = (Some(before), Some(after));
        Self { file, line, kind, action: "updated", record_id: Some(record), before, after, reasons: None, raw: None }
    }
}

/// Remembers rows.
pub async fn insert_rows(db: &mut PgConnection, import: ImportId, rows: &[NewRow]) -> Result<(), StorageError> {
    if rows.is_empty() {
        return Ok(());
    }
    let mut text = String::new();
    for row in rows {
        import.0.write(&mut text);
        for field in [row.file.into(), row.line] {
            text.push('\t');
            field.write(&mut text);
        }
        text.push('\t');
        text.push_str(kind_key(row.kind));
        text.push('\t');
        text.push_str(row.action);
        text.push('\t');
        row.record_id.write(&mut text);
        for json in [&row.before, &row.after, &row.reasons, &row.raw] {
            text.push('\t');
            json.write(&mut text);
        }
        text.push('\n');
    }
    let columns = ["import_id", "file", "line", "kind", "action", "record_id", "before", "after", "reasons", "raw"];
    copy_text(db, "import_rows", &columns, text).await
}

/// The key of a kind of records.
#[must_use]
pub fn kind_key(kind: Kind) -> &'static str {
    match kind {
        Kind::Account => "account",
        Kind::Campaign => "campaign",
        Kind::CampaignCost => "campaign_cost",
        Kind::Lead => "lead",
        Kind::Deal => "deal",
        Kind::StageEvent => "stage_event",
        Kind::Touch => "touch",
        Kind::Activity => "activity",
        Kind::Handoff => "handoff",
    }
}

/// A rejected row.
#[derive(Clone, Debug)]
pub struct RejectedRow {
    /// Its file.
    pub file: i16,
    /// Its line.
    pub line: i64,
    /// `[{field, reason}]`.
    pub reasons: Value,
    /// `[[column, cell], …]`.
    pub raw: Value,
}

/// The rejected rows of an import, in the order of the files; at most `limit`.
pub async fn rejected(db: impl PgExecutor<'_>, id: ImportId, limit: i64) -> Result<Vec<RejectedRow>, StorageError> {
    let rows = sqlx::query!(
        r#"select file, line, reasons as "reasons!", raw as "raw!" from import_rows
           where import_id = $1 and action = 'rejected' order by file, line limit $2"#,
        id.0,
        limit
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|r| RejectedRow { file: r.file, line: r.line, reasons: r.reasons, raw: r.raw }).collect())
}
