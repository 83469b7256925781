//! Touches of leads and visitors.

use super::StorageError;
use super::copy::stored;
use chrono::{DateTime, NaiveDate, Utc};
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

stored!(
    /// A touch as an import writes it.
    StoredTouch in "touches" {
        id: Uuid, lead_id: Option<Uuid>, visitor: Option<String>, campaign_id: Option<Uuid>, channel: Option<String>,
        kind: Option<String>, side: String, occurred_at: Option<DateTime<Utc>>, occurred_on: Option<NaiveDate>,
        responded: Option<bool>, source_id: Option<i16>, event_id: Option<String>,
        raw: Option<Value>, import_id: Option<Uuid>, import_file: Option<i16>, import_line: Option<i64>,
        recorded_at: DateTime<Utc>,
    }
);

/// Gives the touches of visitors to the leads that they became: pairs of visitor and lead.
pub async fn claim(db: &mut PgConnection, source: i16, pairs: &[(String, Uuid)]) -> Result<(), StorageError> {
    if pairs.is_empty() {
        return Ok(());
    }
    let (visitors, leads): (Vec<String>, Vec<Uuid>) = pairs.iter().cloned().unzip();
    sqlx::query!(
        "update touches t set lead_id = p.lead from unnest($2::text[], $3::uuid[]) as p (visitor, lead)
         where t.source_id = $1 and t.visitor = p.visitor and t.lead_id is null",
        source,
        &visitors,
        &leads
    )
    .execute(db)
    .await?;
    Ok(())
}
