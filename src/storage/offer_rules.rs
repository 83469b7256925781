//! Rules that offer a lead when it reaches MQL, and what they ask of the log.

use super::StorageError;
use crate::domain::handoff::Route;
use crate::domain::ids::{PersonId, UserId};
use crate::domain::policy::{Conditions, OfferRule};
use crate::domain::routing::Unavailable;
use chrono::{DateTime, Utc};
use sqlx::PgExecutor;
use sqlx::types::Json;
use uuid::Uuid;

struct Row {
    id: Uuid,
    name: String,
    position: i32,
    conditions: Json<Conditions>,
    route: String,
    person_id: Option<Uuid>,
    note: Option<String>,
    active: bool,
    version: i32,
}

impl Row {
    fn rule(self) -> OfferRule {
        OfferRule {
            id: self.id,
            name: self.name,
            position: self.position,
            conditions: self.conditions.0,
            route: Route::from_key(&self.route).unwrap_or(Route::Queue),
            person: self.person_id.map(PersonId),
            note: self.note,
            active: self.active,
            version: self.version,
        }
    }
}

/// All rules, in the order in which they are asked.
pub async fn all(db: impl PgExecutor<'_>) -> Result<Vec<OfferRule>, StorageError> {
    let rows = sqlx::query_as!(
        Row,
        r#"select id, name, position, conditions as "conditions: _", route, person_id, note, active, version
           from offer_rules order by position, made_at, id"#
    );
    Ok(rows.fetch_all(db).await?.into_iter().map(Row::rule).collect())
}

/// One change of the rules after another, until the end of the transaction.
pub async fn lock(db: impl PgExecutor<'_>) -> Result<(), StorageError> {
    sqlx::query!("select pg_advisory_xact_lock(hashtext('mihwar.offer_rules')) as taken").execute(db).await?;
    Ok(())
}

/// Adds a rule behind all others. Gives whether there was none with its id.
pub async fn insert(db: impl PgExecutor<'_>, rule: &OfferRule, by: UserId, now: DateTime<Utc>) -> Result<bool, StorageError> {
    let done = sqlx::query!(
        "insert into offer_rules (id, name, position, conditions, route, person_id, note, active, made_at, made_by)
         values ($1, $2, (select coalesce(max(position), 0) + 1 from offer_rules), $3, $4, $5, $6, $7, $8, $9) on conflict (id) do nothing",
        rule.id,
        rule.name,
        Json(&rule.conditions) as _,
        rule.route.key(),
        rule.person.map(|person| person.0),
        rule.note,
        rule.active,
        now,
        by.0
    );
    Ok(done.execute(db).await?.rows_affected() == 1)
}

/// Changes a rule that still has the version given.
pub async fn update(db: impl PgExecutor<'_>, rule: &OfferRule) -> Result<bool, StorageError> {
    let done = sqlx::query!(
        "update offer_rules set name = $2, conditions = $3, route = $4, person_id = $5, note = $6, active = $7, version = version + 1
         where id = $1 and version = $8",
        rule.id,
        rule.name,
        Json(&rule.conditions) as _,
        rule.route.key(),
        rule.person.map(|person| person.0),
        rule.note,
        rule.active,
        rule.version
    );
    Ok(done.execute(db).await?.rows_affected() == 1)
}

/// Puts a rule at a place among the others.
pub async fn place(db: impl PgExecutor<'_>, id: Uuid, position: i32) -> Result<(), StorageError> {
    sqlx::query!("update offer_rules set position = $2 where id = $1", id, position).execute(db).await?;
    Ok(())
}

/// Says of an open offer why nobody has it.
pub async fn name_unassigned(db: impl PgExecutor<'_>, handoff: Uuid, why: Unavailable) -> Result<(), StorageError> {
    sqlx::query!("update handoffs set unassigned_because = $2 where id = $1 and assignee_id is null", handoff, why.key())
        .execute(db)
        .await?;
    Ok(())
}

/// Those of some leads that an import brought into MQL just now.
pub async fn brought_to_mql(
    db: impl PgExecutor<'_>,
    import: Uuid,
    recorded: DateTime<Utc>,
    leads: &[Uuid],
) -> Result<Vec<Uuid>, StorageError> {
    let found = sqlx::query_scalar!(
        r#"select distinct t.lead_id as "lead!" from stage_transitions t join leads l on l.id = t.lead_id
           where t.lead_id = any($3) and t.import_id = $1 and t.recorded_at = $2 and t.to_stage = 'mql' and t.voids is null
             and l.current_stage = 'mql' order by 1"#,
        import,
        recorded,
        leads
    );
    Ok(found.fetch_all(db).await?)
}
