//! What salespeople did.

use super::copy::stored;
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

stored!(
    /// An activity as an import writes it. An imported one counts as logged when it happened.
    StoredActivity in "activities" {
        id: Uuid, lead_id: Option<Uuid>, deal_id: Option<Uuid>, kind: String, happened_at: Option<DateTime<Utc>>,
        happened_on: Option<NaiveDate>, logged_at: DateTime<Utc>, actor_id: Option<Uuid>, outcome: Option<String>,
        note: Option<String>, source_id: Option<i16>, event_id: Option<String>,
        import_id: Option<Uuid>, import_file: Option<i16>, import_line: Option<i64>, recorded_at: DateTime<Utc>,
    }
);
