//! Handoffs that files tell of: which are known, and what their acceptances mean for the log of stages.

use super::StorageError;
use super::stage_transitions::StoredTransition;
use crate::domain::stage::Stage;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

/// The columns that say one thing together, as an import sets them: how it stands, when sales touched it, and what had
/// made it an MQL.
pub const FIELDS: &[&[&str]] = &[
    &[
        "lead_id",
        "state",
        "policy_id",
        "calendar_id",
        "offered_at",
        "decided_at",
        "decision_seconds",
        "returned_at",
        "reason",
        "assign_due_at",
        "touch_risk_at",
        "touch_due_at",
        "touch_breach_at",
        "touch_breach_unheld_at",
        "decide_due_at",
        "decide_breach_at",
        "expire_at",
    ],
    &[
        "assignee_id",
        "assigned_at",
        "reassigned_at",
        "told_touch_at",
        "touched_at",
        "touched_by",
        "response_seconds",
        "response_unheld_seconds",
    ],
    &["engaged_at"],
];

/// What the rest of this transaction says of imported handoffs is history: any state may become any other.
pub async fn tell(db: &mut PgConnection) -> Result<(), StorageError> {
    sqlx::query("select set_config('mihwar.history', 'told', true)").execute(db).await?;
    Ok(())
}

/// A handoff that a batch meets.
#[derive(Clone, Debug)]
pub struct Known {
    /// Which.
    pub id: Uuid,
    /// Of which lead.
    pub lead_id: Uuid,
    /// Its id in the batch's source.
    pub event_id: Option<String>,
    /// When it was offered.
    pub offered_at: DateTime<Utc>,
    /// Whether it waits for an answer.
    pub open: bool,
    /// Whether a file told of it.
    pub imported: bool,
}

/// The handoffs of these leads, and those with these ids in a source.
pub async fn known(db: &mut PgConnection, source: i16, ids: &[String], leads: &[Uuid]) -> Result<Vec<Known>, StorageError> {
    let rows = sqlx::query_as!(
        Known,
        r#"select h.id as "id!", h.lead_id as "lead_id!", case when h.source_id = $1 then h.event_id end as event_id,
                  h.offered_at as "offered_at!", h.state = 'offered' as "open!", h.import_id is not null as "imported!"
           from unnest($2::text[]) as given (event) join handoffs h on h.source_id = $1 and h.event_id = given.event
           union
           select h.id, h.lead_id, case when h.source_id = $1 then h.event_id end, h.offered_at, h.state = 'offered', h.import_id is not null
           from unnest($3::uuid[]) as named (lead) join handoffs h on h.lead_id = named.lead"#,
        source,
        ids,
        leads
    );
    Ok(rows.fetch_all(db).await?)
}

/// Of each lead at an instant, in their order: the last touch of marketing at or before its entry into MQL, else that entry.
pub async fn engagements(
    db: &mut PgConnection,
    leads: &[Uuid],
    at: &[DateTime<Utc>],
) -> Result<Vec<Option<DateTime<Utc>>>, StorageError> {
    let found = sqlx::query_scalar!(
        r#"select coalesce(touch.at, mql.at) as at
           from unnest($1::uuid[], $2::timestamptz[]) with ordinality as given (lead, at, place)
           cross join lateral (
               select max(t.at) as at from stage_transitions t
               where t.lead_id = given.lead and t.to_stage = 'mql' and t.voids is null and t.at <= given.at
                 and not exists (select from stage_transitions v where v.voids = t.id)) mql
           cross join lateral (
               select max(t.occurred_at) as at from touches t
               where t.lead_id = given.lead and t.side = 'marketing' and t.occurred_at <= coalesce(mql.at, given.at)) touch
           order by given.place"#,
        leads,
        at
    );
    Ok(found.fetch_all(db).await?)
}

/// Takes back imported offers that wait no longer, since a later one of their lead is told of.
pub async fn withdraw(db: &mut PgConnection, ids: &[Uuid]) -> Result<(), StorageError> {
    let done = sqlx::query!("update handoffs set state = 'withdrawn', version = version + 1 where id = any($1)", ids);
    done.execute(db).await?;
    Ok(())
}

/// Handoffs other than these that wait for an answer, of these handoffs' leads: pairs of one of these and the other.
pub async fn open_beside(db: &mut PgConnection, ids: &[Uuid]) -> Result<Vec<Uuid>, StorageError> {
    let found = sqlx::query_scalar!(
        "select h.id from handoffs h join handoffs o on o.lead_id = h.lead_id and o.id <> h.id and o.state = 'offered' where h.id = any($1)",
        ids
    );
    Ok(found.fetch_all(db).await?)
}

/// Brings the log of these leads in line with the imported answers: an acceptance is an entry into SAL. One that a file
/// or a person entered at that very instant is confirmed; where there is none, the acceptance gives it.
pub async fn follow_answers(db: &mut PgConnection, leads: &[Uuid], now: DateTime<Utc>) -> Result<(), StorageError> {
    if leads.is_empty() {
        return Ok(());
    }
    sqlx::query_file!("src/storage/handoff_history_drop.sql", leads).execute(&mut *db).await?;
    sqlx::query!(
        "update handoffs set sal_entry = null
         where lead_id = any($1) and import_id is not null and sal_entry is not null and decided_by is null
           and state not in ('accepted', 'returned')",
        leads
    )
    .execute(&mut *db)
    .await?;
    confirm(db, leads).await?;
    let missing = sqlx::query!(
        r#"select distinct on (lead_id, decided_at) lead_id, decided_at as "at!", import_id, import_file, import_line from handoffs
           where lead_id = any($1) and import_id is not null and decided_by is null and sal_entry is null
             and state in ('accepted', 'returned')
           order by lead_id, decided_at, id"#,
        leads
    );
    let given: Vec<StoredTransition> = missing
        .fetch_all(&mut *db)
        .await?
        .into_iter()
        .map(|row| StoredTransition {
            id: Uuid::now_v7(),
            lead_id: row.lead_id,
            to_stage: Stage::Sal.key().to_owned(),
            at: Some(row.at),
            on_day: None,
            observed: false,
            deal_id: None,
            actor_id: None,
            reason: None,
            voids: None,
            source_id: None,
            event_id: None,
            import_id: row.import_id,
            import_file: row.import_file,
            import_line: row.import_line,
            recorded_at: now,
        })
        .collect();
    if !given.is_empty() {
        super::copy::insert_all(&mut *db, &given).await?;
        confirm(db, leads).await?;
    }
    super::leads::refresh_stages(db, leads).await
}

/// Notes which entries the acceptances confirm.
async fn confirm(db: &mut PgConnection, leads: &[Uuid]) -> Result<(), StorageError> {
    sqlx::query_file!("src/storage/handoff_history_confirm.sql", leads).execute(db).await?;
    Ok(())
}

/// Deletes the handoffs that an import brought and nobody worked on since. Gives their leads.
pub async fn delete(db: &mut PgConnection, import: Uuid) -> Result<Vec<Uuid>, StorageError> {
    let gone = sqlx::query_scalar!(
        "delete from handoffs h
         where h.import_id = $1 and h.decided_by is null and h.returned_by is null and h.reply is null
           and not exists (select from handoff_assignments a where a.handoff_id = h.id)
           and not exists (
               select from import_rows r join imports i on i.id = r.import_id
               where r.record_id = h.id and r.action = 'updated' and r.import_id <> $1 and i.state <> 'undone')
         returning h.lead_id",
        import
    );
    Ok(gone.fetch_all(db).await?)
}

/// Deletes the promises and reasons that only the handoffs of an import needed.
pub async fn delete_unused(db: &mut PgConnection, import: Uuid) -> Result<(), StorageError> {
    sqlx::query!(
        "delete from handoff_reasons r where r.import_id = $1 and not exists (select from handoffs h where h.reason = r.key)",
        import
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!("delete from sla_policies p where p.imported and not exists (select from handoffs h where h.policy_id = p.id)")
        .execute(db)
        .await?;
    Ok(())
}
