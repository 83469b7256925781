//! Campaigns.

use super::StorageError;
use super::copy::stored;
use chrono::{DateTime, NaiveDate, Utc};
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

stored!(
    /// A campaign as an import writes it.
    StoredCampaign in "campaigns" {
        id: Uuid, name: String, name_key: String, parent_id: Option<Uuid>, channel: Option<String>,
        start_on: Option<NaiveDate>, end_on: Option<NaiveDate>, budget_minor: Option<i64>, budget_currency: Option<String>,
        owner_id: Option<Uuid>, sales_partner_id: Option<Uuid>, persona: Option<String>, raw: Option<Value>,
        import_id: Option<Uuid>, import_file: Option<i16>, import_line: Option<i64>, recorded_at: DateTime<Utc>,
    }
);

/// Fields that a newer row replaces, those together that say one thing.
pub const FIELDS: &[&[&str]] = &[
    &["name", "name_key"],
    &["parent_id"],
    &["channel"],
    &["start_on"],
    &["end_on"],
    &["budget_minor", "budget_currency"],
    &["owner_id"],
    &["sales_partner_id"],
    &["persona"],
    &["raw"],
];

/// Campaigns by folded name; of several with one name the oldest.
pub async fn find_by_name(db: &mut PgConnection, keys: &[String]) -> Result<Vec<(String, Uuid)>, StorageError> {
    let rows = sqlx::query!(
        "select distinct on (name_key) name_key, id from campaigns where name_key = any($1) order by name_key, id",
        keys
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|r| (r.name_key, r.id)).collect())
}
