//! Deals: they own their outcome.

use super::StorageError;
use super::copy::stored;
use chrono::{DateTime, NaiveDate, Utc};
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

stored!(
    /// A deal as an import writes it.
    StoredDeal in "deals" {
        id: Uuid, name: Option<String>, account_id: Option<Uuid>, lead_id: Option<Uuid>,
        amount_minor: Option<i64>, currency: Option<String>, stage: Option<String>, owner_id: Option<Uuid>,
        opened_at: Option<DateTime<Utc>>, opened_on: Option<NaiveDate>, expected_close: Option<NaiveDate>,
        closed_at: Option<DateTime<Utc>>, closed_on: Option<NaiveDate>, outcome: Option<String>, lost_reason: Option<String>,
        business: Option<String>, campaign_id: Option<Uuid>, placeholder: bool, raw: Option<Value>,
        import_id: Option<Uuid>, import_file: Option<i16>, import_line: Option<i64>, recorded_at: DateTime<Utc>,
    }
);

/// Fields that a newer row replaces, those together that say one thing.
pub const FIELDS: &[&[&str]] = &[
    &["name"],
    &["account_id"],
    &["lead_id"],
    &["amount_minor", "currency"],
    &["stage"],
    &["owner_id"],
    &["opened_at", "opened_on"],
    &["expected_close"],
    &["closed_at", "closed_on", "outcome"],
    &["lost_reason"],
    &["business"],
    &["campaign_id"],
    &["placeholder"],
    &["raw"],
];

/// What the stages of leads follow from: their deals.
#[derive(Clone, Debug)]
pub struct LeadDeal {
    /// The deal.
    pub id: Uuid,
    /// Its primary lead.
    pub lead_id: Uuid,
    /// When it was opened.
    pub opened: Option<crate::domain::moment::Moment>,
    /// When it was closed.
    pub closed: Option<crate::domain::moment::Moment>,
    /// Won (true), lost (false), or open.
    pub won: Option<bool>,
    /// Whether it stands for a stage without a deal.
    pub placeholder: bool,
}

/// The deals of which these are the primary leads.
pub async fn find_of_leads(db: &mut PgConnection, leads: &[Uuid]) -> Result<Vec<LeadDeal>, StorageError> {
    use crate::domain::moment::Moment;
    let rows = sqlx::query!(
        r#"select id, lead_id as "lead_id!", opened_at, opened_on, closed_at, closed_on, outcome, placeholder
           from deals where lead_id = any($1) order by lead_id, sort_at, id"#,
        leads
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| LeadDeal {
            id: r.id,
            lead_id: r.lead_id,
            opened: Moment::from_columns(r.opened_at, r.opened_on),
            closed: Moment::from_columns(r.closed_at, r.closed_on),
            won: r.outcome.map(|o| o == "won"),
            placeholder: r.placeholder,
        })
        .collect())
}

/// Adds further leads to deals: (deal, lead).
pub async fn add_contacts(db: &mut PgConnection, pairs: &[(Uuid, Uuid)], import: Uuid) -> Result<(), StorageError> {
    if pairs.is_empty() {
        return Ok(());
    }
    let (deals, leads): (Vec<Uuid>, Vec<Uuid>) = pairs.iter().copied().unzip();
    sqlx::query!(
        "insert into deal_contacts (deal_id, lead_id, import_id) select d, l, $3 from unnest($1::uuid[], $2::uuid[]) as p (d, l) on conflict do nothing",
        &deals,
        &leads,
        import
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Makes a lead a contact of a deal. Gives whether it was none.
pub async fn add_contact(db: impl sqlx::PgExecutor<'_>, deal: Uuid, lead: Uuid) -> Result<bool, StorageError> {
    let done = sqlx::query!("insert into deal_contacts (deal_id, lead_id) values ($1, $2) on conflict do nothing", deal, lead);
    Ok(done.execute(db).await?.rows_affected() == 1)
}

/// Takes away that a lead is a contact of a deal. Gives whether it was one.
pub async fn remove_contact(db: impl sqlx::PgExecutor<'_>, deal: Uuid, lead: Uuid) -> Result<bool, StorageError> {
    let done = sqlx::query!("delete from deal_contacts where deal_id = $1 and lead_id = $2", deal, lead);
    Ok(done.execute(db).await?.rows_affected() == 1)
}

/// Why deals were lost, in the words used so far: the most used first.
pub async fn lost_reasons(db: impl sqlx::PgExecutor<'_>) -> Result<Vec<String>, StorageError> {
    let found = sqlx::query_scalar!(
        r#"select lost_reason as "reason!" from deals where lost_reason is not null and char_length(lost_reason) <= 100
           group by 1 order by count(*) desc, 1 limit 50"#
    );
    Ok(found.fetch_all(db).await?)
}
