//! Taking an import back: what it brought goes, what it changed returns, and what others built upon stays.

use super::StorageError;
use crate::domain::ids::ImportId;
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

/// A change that an import made to an earlier record.
#[derive(Clone, Debug)]
pub struct PastChange {
    /// What kind of row made it.
    pub kind: String,
    /// The record.
    pub record_id: Uuid,
    /// The values before, by column.
    pub before: Value,
    /// The values after, by column.
    pub after: Value,
}

/// The changes of an import, the last first.
pub async fn changes(db: &mut PgConnection, import: ImportId) -> Result<Vec<PastChange>, StorageError> {
    let rows = sqlx::query!(
        r#"select kind, record_id as "record_id!", before as "before!", after as "after!"
           from import_rows where import_id = $1 and action = 'updated' order by id desc"#,
        import.0
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|r| PastChange { kind: r.kind, record_id: r.record_id, before: r.before, after: r.after }).collect())
}

/// The leads of events that went.
#[derive(Clone, Debug, Default)]
pub struct Events {
    /// Those whose log is shorter.
    pub moved: Vec<Uuid>,
    /// Those with which less was done.
    pub worked: Vec<Uuid>,
}

/// Deletes the events that an import brought.
pub async fn delete_events(db: &mut PgConnection, import: ImportId) -> Result<Events, StorageError> {
    let offered = super::handoff_history::delete(db, import.0).await?;
    sqlx::query!("delete from touches where import_id = $1", import.0).execute(&mut *db).await?;
    let worked = sqlx::query_scalar!("delete from activities where import_id = $1 returning lead_id", import.0);
    let worked: Vec<Uuid> = worked.fetch_all(&mut *db).await?.into_iter().flatten().collect();
    super::leads::refresh_work(db, &worked).await?;
    sqlx::query!("delete from campaign_costs where import_id = $1", import.0).execute(&mut *db).await?;
    sqlx::query!("delete from deal_contacts where import_id = $1", import.0).execute(&mut *db).await?;
    let mut moved = sqlx::query_scalar!("delete from stage_transitions where import_id = $1 returning lead_id", import.0)
        .fetch_all(db)
        .await?;
    moved.extend(offered);
    Ok(Events { moved, worked })
}

/// Deletes the deals that an import brought and nobody touched since. Gives their leads.
pub async fn delete_deals(db: &mut PgConnection, import: ImportId) -> Result<Vec<Uuid>, StorageError> {
    let leads = sqlx::query_scalar!(
        r#"delete from deals d where import_id = $1 and person_fields = '{}'
             and not exists (select 1 from activities a where a.deal_id = d.id)
             and not exists (select 1 from deal_contacts c where c.deal_id = d.id and c.import_id is null)
             and not exists (
                 select 1 from import_rows r join imports i on i.id = r.import_id
                 where r.record_id = d.id and r.action = 'updated' and r.import_id <> $1 and i.state <> 'undone')
           returning lead_id as "lead_id?""#,
        import.0
    )
    .fetch_all(db)
    .await?;
    Ok(leads.into_iter().flatten().collect())
}

/// Deletes the leads, campaigns and accounts that an import brought and nothing else refers to, with the references
/// to what is gone. Gives how many of its records stay because something was built upon them.
pub async fn delete_records(db: &mut PgConnection, import: ImportId) -> Result<i64, StorageError> {
    sqlx::query_file!("src/storage/undo_release_visitors.sql", import.0).execute(&mut *db).await?;
    sqlx::query!(
        "delete from lead_merges m using leads l where l.id = m.lead_id and l.import_id = $1 and m.undone_at is not null",
        import.0
    )
    .execute(&mut *db)
    .await?;
    sqlx::query_file!("src/storage/undo_delete_leads.sql", import.0).execute(&mut *db).await?;
    sqlx::query!(
        "delete from campaigns c where import_id = $1 and person_fields = '{}'
           and not exists (select 1 from leads where campaign_id = c.id) and not exists (select 1 from deals where campaign_id = c.id)
           and not exists (select 1 from touches where campaign_id = c.id) and not exists (select 1 from campaign_costs where campaign_id = c.id)
           and not exists (select 1 from campaigns child where child.parent_id = c.id and child.import_id is distinct from $1)",
        import.0
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        "delete from accounts a where import_id = $1 and person_fields = '{}'
           and not exists (select 1 from leads where account_id = a.id) and not exists (select 1 from deals where account_id = a.id)",
        import.0
    )
    .execute(&mut *db)
    .await?;
    sqlx::query_file!("src/storage/undo_delete_refs.sql", import.0).execute(&mut *db).await?;
    let kept = sqlx::query_scalar!(
        r#"select (select count(*) from leads where import_id = $1) + (select count(*) from deals where import_id = $1)
                + (select count(*) from campaigns where import_id = $1) + (select count(*) from handoffs where import_id = $1) + (select count(*) from accounts where import_id = $1)
                + (select count(*) from lead_merges where merged ->> 'import_id' = $1::text and undone_at is null) as "kept!""#,
        import.0
    )
    .fetch_one(db)
    .await?;
    Ok(kept)
}

/// Which of these leads still exist.
pub async fn existing_leads(db: &mut PgConnection, ids: &[Uuid]) -> Result<Vec<Uuid>, StorageError> {
    Ok(sqlx::query_scalar!("select id from leads where id = any($1)", ids).fetch_all(db).await?)
}

/// A lead of an import that was merged into another one since.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MergedAway {
    /// The lead that went.
    pub merged: Uuid,
    /// Its first name.
    pub first_name: Option<String>,
    /// Its last name.
    pub last_name: Option<String>,
    /// Its company.
    pub company: Option<String>,
    /// Its address.
    pub email: Option<String>,
    /// The lead that both are now.
    pub lead: Uuid,
    /// Its first name.
    pub lead_first_name: Option<String>,
    /// Its last name.
    pub lead_last_name: Option<String>,
    /// Its company.
    pub lead_company: Option<String>,
    /// Its address.
    pub lead_email: Option<String>,
}

/// The leads that an import brought or changed and that were merged into others since, the last merge first. Until that
/// is taken back, their rows cannot be. Of who was erased nothing is left to take back.
pub async fn merged_away(db: &mut PgConnection, import: ImportId) -> Result<Vec<MergedAway>, StorageError> {
    let found = sqlx::query_as!(
        MergedAway,
        r#"select m.merged_id as merged, m.merged ->> 'first_name' as first_name, m.merged ->> 'last_name' as last_name,
                  m.merged ->> 'company' as company, m.merged ->> 'email' as email, l.id as lead,
                  l.first_name as lead_first_name, l.last_name as lead_last_name, l.company as lead_company, l.email as lead_email
           from lead_merges m join leads l on l.id = m.lead_id
           where m.undone_at is null and l.erased_at is null
             and (m.merged ->> 'import_id' = $1::uuid::text
                  or exists (select from import_rows r where r.import_id = $1 and r.record_id = m.merged_id and r.action = 'updated'))
           order by m.at desc, m.id desc limit 100"#,
        import.0
    );
    Ok(found.fetch_all(db).await?)
}
