//! What campaigns and teams cost.

use super::copy::stored;
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

stored!(
    /// A cost as an import writes it.
    StoredCost in "campaign_costs" {
        id: Uuid, campaign_id: Option<Uuid>, channel: Option<String>, start_on: NaiveDate, end_on: NaiveDate, category: String,
        amount_minor: i64, currency: String, source_id: Option<i16>, event_id: Option<String>,
        import_id: Option<Uuid>, import_file: Option<i16>, import_line: Option<i64>, recorded_at: DateTime<Utc>,
    }
);
