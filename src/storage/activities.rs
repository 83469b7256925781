//! What salespeople did.

use super::StorageError;
use super::copy::stored;
use crate::domain::ids::PersonId;
use crate::domain::moment::Moment;
use crate::domain::sla::Effort;
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::HashMap;
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

/// What sales did with leads, by lead: calls, messages and meetings of salespeople, and those of files that name nobody.
pub async fn efforts_of(db: impl sqlx::PgExecutor<'_>, leads: &[Uuid]) -> Result<HashMap<Uuid, Vec<Effort>>, StorageError> {
    let rows = sqlx::query!(
        r#"select a.lead_id as "lead_id!", a.happened_at, a.happened_on, a.logged_at, a.actor_id from activities a left join people p on p.id = a.actor_id
           where a.lead_id = any($1) and a.kind in ('call', 'email', 'whatsapp', 'message', 'meeting')
             and (p.team = 'sales' or a.actor_id is null and a.import_id is not null)
           order by a.happened_at nulls last, a.happened_on, a.id"#,
        leads
    )
    .fetch_all(db)
    .await?;
    let mut efforts: HashMap<Uuid, Vec<Effort>> = HashMap::new();
    for row in rows {
        if let Some(happened) = Moment::from_columns(row.happened_at, row.happened_on) {
            let effort = Effort { happened, logged: row.logged_at, by: row.actor_id };
            efforts.entry(row.lead_id).or_default().push(effort);
        }
    }
    Ok(efforts)
}

/// Takes away what a person logged with a lead at this very moment.
pub async fn delete_logged(
    db: impl sqlx::PgExecutor<'_>,
    lead: Uuid,
    by: PersonId,
    at: DateTime<Utc>,
) -> Result<(), StorageError> {
    sqlx::query!(
        "delete from activities where lead_id = $1 and actor_id = $2 and logged_at = $3 and import_id is null",
        lead,
        by.0,
        at
    )
    .execute(db)
    .await?;
    Ok(())
}
