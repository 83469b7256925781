//! The log of stages: append-only.

use super::StorageError;
use super::copy::stored;
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

stored!(
    /// An entry into a stage.
    StoredTransition in "stage_transitions" {
        id: Uuid, lead_id: Uuid, to_stage: String, at: Option<DateTime<Utc>>, on_day: Option<NaiveDate>, observed: bool,
        deal_id: Option<Uuid>, actor_id: Option<Uuid>, reason: Option<String>, voids: Option<Uuid>,
        source_id: Option<i16>, event_id: Option<String>,
        import_id: Option<Uuid>, import_file: Option<i16>, import_line: Option<i64>, recorded_at: DateTime<Utc>,
    }
);

/// The live transitions of these leads: those that no correction voids.
pub async fn find_live(db: &mut PgConnection, leads: &[Uuid]) -> Result<Vec<StoredTransition>, StorageError> {
    let rows = sqlx::query_as!(
        StoredTransition,
        "select id, lead_id, to_stage, at, on_day, observed, deal_id, actor_id, reason, voids, source_id, event_id,
                import_id, import_file, import_line, recorded_at
         from stage_transitions t
         where lead_id = any($1) and voids is null and not exists (select 1 from stage_transitions v where v.voids = t.id)
         order by lead_id, recorded_at, id",
        leads
    )
    .fetch_all(db)
    .await?;
    Ok(rows)
}

/// A transition, and whether it still counts.
pub async fn find(db: &mut PgConnection, id: Uuid) -> Result<Option<(StoredTransition, bool)>, StorageError> {
    let row = sqlx::query_as!(
        StoredTransition,
        "select id, lead_id, to_stage, at, on_day, observed, deal_id, actor_id, reason, voids, source_id, event_id,
                import_id, import_file, import_line, recorded_at
         from stage_transitions where id = $1",
        id
    )
    .fetch_optional(&mut *db)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let voided = sqlx::query_scalar!(r#"select exists (select from stage_transitions where voids = $1) as "voided!""#, id)
        .fetch_one(db)
        .await?;
    let live = !voided && row.voids.is_none();
    Ok(Some((row, live)))
}

/// Whether a lead was qualified, or went further, at or after an instant.
pub async fn is_qualified_since(db: impl sqlx::PgExecutor<'_>, lead: Uuid, since: DateTime<Utc>) -> Result<bool, StorageError> {
    let qualified = sqlx::query_scalar!(
        r#"select exists (
               select from stage_transitions t
               where t.lead_id = $1 and t.voids is null and t.to_stage in ('sql', 'opportunity', 'won')
                 and coalesce(t.at, (t.on_day + 1)::timestamp at time zone 'UTC') >= $2
                 and not exists (select from stage_transitions v where v.voids = t.id)) as "qualified!""#,
        lead,
        since
    );
    Ok(qualified.fetch_one(db).await?)
}
