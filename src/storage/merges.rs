//! Merges of two leads: what changed hands, and how it goes back.

use super::StorageError;
use crate::domain::columns::Columns;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sqlx::types::Json;
use sqlx::{AssertSqlSafe, PgConnection, PgExecutor};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The tables whose rows belong to a lead by `lead_id` and have an id of their own.
pub const OWNED: [&str; 9] = [
    "activities",
    "deals",
    "handoffs",
    "lead_merges",
    "next_steps",
    "notifications",
    "qualifications",
    "stage_transitions",
    "touches",
];

/// An id by which a source knows a lead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefKey {
    /// The source.
    pub source_id: i16,
    /// The kind of reference.
    pub kind: String,
    /// The id.
    pub external_id: String,
}

/// What changed hands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Moved {
    /// Rows with an id of their own, by table.
    pub rows: BTreeMap<String, Vec<Uuid>>,
    /// Ids that sources gave it.
    pub refs: Vec<RefKey>,
    /// Deals of which it is a contact.
    pub contacts: Vec<Uuid>,
    /// Entries that the deals of both together gave the log.
    pub added: Vec<Uuid>,
}

/// Rows that were in the way, by table, in the order in which they were taken.
pub type Taken = BTreeMap<String, Vec<Value>>;

/// A merge as it is kept.
#[derive(Clone, Debug)]
pub struct Merge {
    /// Its id: made with the form.
    pub id: Uuid,
    /// The lead that both are now.
    pub lead_id: Uuid,
    /// The lead that stayed.
    pub kept_id: Uuid,
    /// The lead that went.
    pub merged_id: Uuid,
    /// Who did it.
    pub user_id: Option<Uuid>,
    /// When.
    pub at: DateTime<Utc>,
    /// The lead that stayed, before.
    pub kept: Columns,
    /// The lead that went.
    pub merged: Columns,
    /// What changed on the lead that stayed.
    pub after: Columns,
    /// What changed hands.
    pub moved: Moved,
    /// What was in the way.
    pub taken: Taken,
}

/// Keeps a merge.
pub async fn insert(db: impl PgExecutor<'_>, merge: &Merge) -> Result<(), StorageError> {
    sqlx::query!(
        "insert into lead_merges (id, lead_id, kept_id, merged_id, user_id, at, kept, merged, after, moved, taken)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        merge.id,
        merge.lead_id,
        merge.kept_id,
        merge.merged_id,
        merge.user_id,
        merge.at,
        Json(&merge.kept) as _,
        Json(&merge.merged) as _,
        Json(&merge.after) as _,
        Json(&merge.moved) as _,
        Json(&merge.taken) as _
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The lead that a merge belongs to now.
pub async fn lead_of(db: impl PgExecutor<'_>, id: Uuid) -> Result<Option<Uuid>, StorageError> {
    Ok(sqlx::query_scalar!("select lead_id from lead_merges where id = $1", id).fetch_optional(db).await?)
}

/// Whether something was merged into the same lead after a merge.
pub async fn is_followed(db: impl PgExecutor<'_>, merge: &Merge) -> Result<bool, StorageError> {
    let found = sqlx::query_scalar!(
        r#"select exists (select from lead_merges where lead_id = $1 and undone_at is null and (at, id) > ($2, $3)) as "there!""#,
        merge.lead_id,
        merge.at,
        merge.id
    );
    Ok(found.fetch_one(db).await?)
}

/// A merge that nobody else takes back until the end of the transaction, and whether it was taken back before.
pub async fn lock(db: impl PgExecutor<'_>, id: Uuid) -> Result<Option<(Merge, bool)>, StorageError> {
    let row = sqlx::query!(
        r#"select lead_id, kept_id, merged_id, user_id, at, kept as "kept: Json<Columns>", merged as "merged: Json<Columns>",
                  after as "after: Json<Columns>", moved as "moved: Json<Moved>", taken as "taken: Json<Taken>", undone_at
           from lead_merges where id = $1 for update"#,
        id
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|r| {
        let merge = Merge {
            id,
            lead_id: r.lead_id,
            kept_id: r.kept_id,
            merged_id: r.merged_id,
            user_id: r.user_id,
            at: r.at,
            kept: r.kept.0,
            merged: r.merged.0,
            after: r.after.0,
            moved: r.moved.0,
            taken: r.taken.0,
        };
        (merge, r.undone_at.is_some())
    }))
}

/// What came of a form that was answered before: whether its merge stands.
pub async fn stands(db: impl PgExecutor<'_>, id: Uuid) -> Result<Option<bool>, StorageError> {
    let found = sqlx::query_scalar!(r#"select undone_at is null as "stands!" from lead_merges where id = $1"#, id);
    Ok(found.fetch_optional(db).await?)
}

/// Says that a merge was taken back, and forgets what it kept: the two are two people now, and neither is told of the other.
pub async fn set_undone(db: impl PgExecutor<'_>, id: Uuid, now: DateTime<Utc>) -> Result<(), StorageError> {
    sqlx::query!(
        "update lead_merges set undone_at = $2, kept = '{}', merged = '{}', after = '{}', moved = '{}', taken = '{}' where id = $1",
        id,
        now
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The lead that a merged one is now.
pub async fn survivor(db: impl PgExecutor<'_>, merged: Uuid) -> Result<Option<Uuid>, StorageError> {
    Ok(sqlx::query_scalar!("select lead_id from lead_merges where merged_id = $1 and undone_at is null", merged)
        .fetch_optional(db)
        .await?)
}

/// These leads and all that were merged into them.
pub async fn with_merged(db: impl PgExecutor<'_>, leads: &[Uuid]) -> Result<Vec<Uuid>, StorageError> {
    let merged = sqlx::query_scalar!("select merged_id from lead_merges where lead_id = any($1) and undone_at is null", leads);
    let mut all = leads.to_vec();
    all.extend(merged.fetch_all(db).await?);
    Ok(all)
}

/// A merge as the page of its lead tells it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// Its id.
    pub id: Uuid,
    /// The lead that went.
    pub merged_id: Uuid,
    /// Its first name.
    pub first_name: Option<String>,
    /// Its last name.
    pub last_name: Option<String>,
    /// Its company.
    pub company: Option<String>,
    /// Its address.
    pub email: Option<String>,
    /// When.
    pub at: DateTime<Utc>,
    /// Who did it.
    pub who: Option<String>,
    /// It can be taken back: nothing was merged on top of it.
    pub is_last: bool,
}

/// What was merged into a lead, the last first.
pub async fn of_lead(db: impl PgExecutor<'_>, lead: Uuid) -> Result<Vec<Told>, StorageError> {
    let found = sqlx::query_as!(
        Told,
        r#"select m.id, m.merged_id, m.merged ->> 'first_name' as first_name, m.merged ->> 'last_name' as last_name,
                  m.merged ->> 'company' as company, m.merged ->> 'email' as email, m.at, p.name as "who?",
                  m.kept_id = m.lead_id as "is_last!"
           from lead_merges m left join users u on u.id = m.user_id left join people p on p.id = u.person_id
           where m.lead_id = $1 and m.undone_at is null order by m.at desc, m.id desc limit 50"#,
        lead
    );
    Ok(found.fetch_all(db).await?)
}

/// Gives everything of a lead to another.
pub async fn move_all(db: &mut PgConnection, from: Uuid, to: Uuid) -> Result<Moved, StorageError> {
    let mut moved = Moved::default();
    for table in OWNED {
        let statement = format!("update {table} set {} where lead_id = $1 returning id", sets(table));
        let ids: Vec<Uuid> = sqlx::query_scalar(AssertSqlSafe(statement)).bind(from).bind(to).fetch_all(&mut *db).await?;
        moved.rows.insert(table.to_owned(), ids);
    }
    moved.contacts = sqlx::query_scalar!(
        "update deal_contacts c set lead_id = $2 where lead_id = $1
           and not exists (select from deal_contacts o where o.deal_id = c.deal_id and o.lead_id = $2) returning deal_id",
        from,
        to
    )
    .fetch_all(&mut *db)
    .await?;
    moved.refs = sqlx::query_as!(
        RefKey,
        "update external_refs set record_id = $2 where record_id = $1 returning source_id, kind, external_id",
        from,
        to
    )
    .fetch_all(db)
    .await?;
    Ok(moved)
}

/// Gives it back, as far as it is still there and with the same lead.
pub async fn move_back(db: &mut PgConnection, moved: &Moved, from: Uuid, to: Uuid) -> Result<(), StorageError> {
    for table in OWNED {
        let ids = moved.rows.get(table).map(Vec::as_slice).unwrap_or_default();
        // A correction made since goes with what it corrects.
        let also = if table == "stage_transitions" { " or voids = any($3)" } else { "" };
        let statement = format!("update {table} set {} where lead_id = $1 and (id = any($3){also})", sets(table));
        sqlx::query(AssertSqlSafe(statement)).bind(from).bind(to).bind(ids).execute(&mut *db).await?;
    }
    sqlx::query!("update deal_contacts set lead_id = $2 where lead_id = $1 and deal_id = any($3)", from, to, &moved.contacts)
        .execute(&mut *db)
        .await?;
    sqlx::query!(
        "update external_refs r set record_id = $2
         from jsonb_to_recordset($3) m (source_id smallint, kind text, external_id text)
         where r.record_id = $1 and r.source_id = m.source_id and r.kind = m.kind and r.external_id = m.external_id",
        from,
        to,
        Json(&moved.refs) as _
    )
    .execute(db)
    .await?;
    Ok(())
}

fn sets(table: &str) -> &'static str {
    if table == "deals" { "lead_id = $2, version = version + 1" } else { "lead_id = $2" }
}

/// The entries in the log of a lead.
pub async fn entries(db: impl PgExecutor<'_>, lead: Uuid) -> Result<Vec<Uuid>, StorageError> {
    Ok(sqlx::query_scalar!("select id from stage_transitions where lead_id = $1", lead).fetch_all(db).await?)
}

/// Deletes entries that a merge added.
pub async fn delete_entries(db: impl PgExecutor<'_>, ids: &[Uuid]) -> Result<(), StorageError> {
    sqlx::query!("delete from stage_transitions where id = any($1)", ids).execute(db).await?;
    Ok(())
}

/// Takes deals away that only stand for a stage, with their entries; one on which something was built stays. Rows by table,
/// to be put back in the order of the tables' names: a deal before its entries.
pub async fn take_deals(db: &mut PgConnection, deals: &[Uuid]) -> Result<Taken, StorageError> {
    let deals = sqlx::query_scalar!(
        "select id from deals d where id = any($1) and placeholder and person_fields = '{}'
           and not exists (select from activities where deal_id = d.id) and not exists (select from deal_contacts where deal_id = d.id)
           and not exists (select from external_refs where record_id = d.id)",
        deals
    )
    .fetch_all(&mut *db)
    .await?;
    let entries = sqlx::query_scalar!(
            r#"delete from stage_transitions t
               where deal_id = any($1) or voids in (select id from stage_transitions where deal_id = any($1)) returning to_jsonb(t) as "row!""#,
            &deals
        )
        .fetch_all(&mut *db)
        .await?;
    let rows = sqlx::query_scalar!(r#"delete from deals t where id = any($1) returning to_jsonb(t) as "row!""#, &deals)
        .fetch_all(db)
        .await?;
    Ok(Taken::from([("deals".to_owned(), rows), ("stage_transitions".to_owned(), entries)]))
}

/// Takes away that a lead is a contact of its own deals.
pub async fn take_contacts(db: impl PgExecutor<'_>, leads: &[Uuid], deals_of: Uuid) -> Result<Vec<Value>, StorageError> {
    Ok(sqlx::query_scalar!(
        r#"delete from deal_contacts t using deals d
           where d.id = t.deal_id and d.lead_id = $2 and t.lead_id = any($1) returning to_jsonb(t) as "row!""#,
        leads,
        deals_of
    )
    .fetch_all(db)
    .await?)
}

/// Takes away that a lead is a contact of deals.
pub async fn take_other_contacts(db: impl PgExecutor<'_>, lead: Uuid) -> Result<Vec<Value>, StorageError> {
    let taken = sqlx::query_scalar!(r#"delete from deal_contacts t where lead_id = $1 returning to_jsonb(t) as "row!""#, lead);
    Ok(taken.fetch_all(db).await?)
}

/// Takes the row of a lead away, of which nothing is left.
pub async fn take_lead(db: impl PgExecutor<'_>, lead: Uuid) -> Result<(), StorageError> {
    sqlx::query!("delete from leads where id = $1", lead).execute(db).await?;
    Ok(())
}

/// Puts the row of a lead back. What it belonged to may be gone meanwhile.
pub async fn put_lead_back(db: &mut PgConnection, lead: &Columns) -> Result<(), StorageError> {
    let mut lead = lead.clone();
    for (column, table) in [("account_id", "accounts"), ("campaign_id", "campaigns"), ("owner_id", "people")] {
        let statement = format!("select exists (select from {table} where id = $1)");
        let id = super::records::id_of(&lead, column);
        if !sqlx::query_scalar::<_, bool>(AssertSqlSafe(statement)).bind(id).fetch_one(&mut *db).await? {
            lead.insert(column.to_owned(), Value::Null);
        }
    }
    put_back(db, "leads", &[Value::Object(lead)]).await
}

/// Puts back of which deals leads were contacts, as far as the deals are still there.
pub async fn put_contacts_back(db: &mut PgConnection, rows: &[Value]) -> Result<(), StorageError> {
    let deals: Vec<Uuid> = rows.iter().filter_map(|row| row.get("deal_id")?.as_str()?.parse().ok()).collect();
    let there = sqlx::query_scalar!("select id from deals where id = any($1)", &deals).fetch_all(&mut *db).await?;
    let is_there = |row: &&Value| {
        let deal = row.get("deal_id").and_then(Value::as_str).and_then(|id| id.parse::<Uuid>().ok());
        deal.is_some_and(|deal| there.contains(&deal))
    };
    put_back(db, "deal_contacts", &rows.iter().filter(is_there).cloned().collect::<Vec<_>>()).await
}

/// Puts rows back as they stood.
pub async fn put_back(db: &mut PgConnection, table: &str, rows: &[Value]) -> Result<(), StorageError> {
    if rows.is_empty() {
        return Ok(());
    }
    let columns: String = sqlx::query_scalar!(
        r#"select string_agg(quote_ident(attname), ', ' order by attnum) as "columns!" from pg_attribute
           where attrelid = $1::text::regclass and attnum > 0 and not attisdropped and attgenerated = ''"#,
        table
    )
    .fetch_one(&mut *db)
    .await?;
    let statement = format!(
        "insert into {table} ({columns}) select {columns} from jsonb_populate_recordset(null::{table}, $1) on conflict do nothing"
    );
    sqlx::query(AssertSqlSafe(statement)).bind(Json(rows)).execute(db).await?;
    Ok(())
}

/// How much belongs to a lead.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Belongings {
    /// Touches.
    pub touches: i64,
    /// Activities.
    pub activities: i64,
    /// Entries into stages.
    pub entries: i64,
    /// Deals.
    pub deals: i64,
}

/// How much a merge would move.
pub async fn belongings(db: impl PgExecutor<'_>, lead: Uuid) -> Result<Belongings, StorageError> {
    let found = sqlx::query_as!(
        Belongings,
        r#"select (select count(*) from touches where lead_id = $1) as "touches!",
                  (select count(*) from activities where lead_id = $1) as "activities!",
                  (select count(*) from stage_transitions where lead_id = $1 and voids is null) as "entries!",
                  (select count(*) from deals where lead_id = $1) as "deals!""#,
        lead
    );
    Ok(found.fetch_one(db).await?)
}
