//! Accounts: companies.

use super::StorageError;
use super::copy::stored;
use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

stored!(
    /// An account as an import writes it.
    StoredAccount in "accounts" {
        id: Uuid, name: String, name_key: String, domain: Option<String>, country: Option<String>, region: Option<String>,
        segment: Option<String>, raw: Option<Value>,
        import_id: Option<Uuid>, import_file: Option<i16>, import_line: Option<i64>, recorded_at: DateTime<Utc>,
    }
);

/// Fields that a newer row replaces, those together that say one thing.
pub const FIELDS: &[&[&str]] = &[&["name", "name_key"], &["domain"], &["country"], &["region"], &["segment"], &["raw"]];

/// Accounts by folded name; of several with one name the oldest.
pub async fn find_by_name(db: &mut PgConnection, keys: &[String]) -> Result<Vec<(String, Uuid)>, StorageError> {
    let rows = sqlx::query!(
        "select distinct on (name_key) name_key, id from accounts where name_key = any($1) order by name_key, id",
        keys
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|r| (r.name_key, r.id)).collect())
}
