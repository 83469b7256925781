//! What salespeople did.

use super::StorageError;
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

/// An activity that may be taken back.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are the columns of activities")]
pub struct Logged {
    pub lead_id: Option<Uuid>,
    pub deal_id: Option<Uuid>,
    pub actor_id: Option<Uuid>,
    pub logged_at: DateTime<Utc>,
    pub imported: bool,
}

/// An activity.
pub async fn find(db: impl sqlx::PgExecutor<'_>, id: Uuid) -> Result<Option<Logged>, StorageError> {
    let found = sqlx::query_as!(
        Logged,
        r#"select lead_id, deal_id, actor_id, logged_at, import_id is not null as "imported!" from activities where id = $1"#,
        id
    );
    Ok(found.fetch_optional(db).await?)
}

/// Takes an activity away.
pub async fn delete(db: impl sqlx::PgExecutor<'_>, id: Uuid) -> Result<(), StorageError> {
    sqlx::query!("delete from activities where id = $1", id).execute(db).await?;
    Ok(())
}
