//! Everything that is known of one deal.

use super::StorageError;
use super::lead_details::{EVENTS, Origin, money};
use crate::domain::moment::Moment;
use crate::domain::money::Money;
use chrono::{DateTime, NaiveDate, Utc};
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

/// A deal with the names of what it belongs to.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "the fields are the columns of deals")]
pub struct Deal {
    pub name: Option<String>,
    pub account: Option<(Uuid, String)>,
    pub stage: Option<String>,
    pub amount: Option<Money>,
    pub owner: Option<String>,
    /// Its owner, else its lead's.
    pub owner_id: Option<Uuid>,
    pub archived_at: Option<DateTime<Utc>>,
    pub campaign: Option<String>,
    pub opened: Option<Moment>,
    pub expected_close: Option<NaiveDate>,
    pub closed: Option<Moment>,
    pub outcome: Option<String>,
    pub lost_reason: Option<String>,
    pub business: Option<String>,
    pub placeholder: bool,
    pub raw: Option<Value>,
    pub origin: Option<Origin>,
}

/// A lead of a deal.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "the fields are the columns of leads")]
pub struct DealLead {
    pub id: Uuid,
    /// The lead that the deal came from; the others are contacts.
    pub primary: bool,
    pub external_id: Option<String>,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub company: Option<String>,
    pub email: Option<String>,
    pub stage: String,
}

/// The deal itself.
///
/// # Errors
/// When the database does not answer.
pub async fn find(db: &mut PgConnection, id: Uuid) -> Result<Option<Deal>, StorageError> {
    let row = sqlx::query!(
        r#"select d.name, d.account_id, a.name as "account?", d.stage, d.amount_minor, d.currency, p.name as "owner?",
                  c.name as "campaign?", d.opened_at, d.opened_on, d.expected_close, d.closed_at, d.closed_on, d.outcome,
                  d.lost_reason, d.business, d.placeholder, d.archived_at,
                  coalesce(d.owner_id, (select l.owner_id from leads l where l.id = d.lead_id)) as owner_id, d.raw, d.import_id, f.name as "file?", d.import_line, d.recorded_at
           from deals d
           left join accounts a on a.id = d.account_id
           left join campaigns c on c.id = d.campaign_id
           left join people p on p.id = d.owner_id
           left join import_files f on f.import_id = d.import_id and f.position = d.import_file
           where d.id = $1"#,
        id
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|r| Deal {
        name: r.name,
        account: r.account_id.zip(r.account),
        stage: r.stage,
        amount: money(r.amount_minor, r.currency.as_deref()),
        owner: r.owner,
        owner_id: r.owner_id,
        archived_at: r.archived_at,
        campaign: r.campaign,
        opened: Moment::from_columns(r.opened_at, r.opened_on),
        expected_close: r.expected_close,
        closed: Moment::from_columns(r.closed_at, r.closed_on),
        outcome: r.outcome,
        lost_reason: r.lost_reason,
        business: r.business,
        placeholder: r.placeholder,
        raw: r.raw,
        origin: Origin::of(r.import_id, r.file, r.import_line, r.recorded_at),
    }))
}

/// The leads of a deal: the one it came from, then its contacts.
///
/// # Errors
/// When the database does not answer.
pub async fn leads(db: &mut PgConnection, id: Uuid) -> Result<Vec<DealLead>, StorageError> {
    let found = sqlx::query_as!(
        DealLead,
        r#"select l.id, coalesce(l.id = d.lead_id, false) as "primary!",
                  (select min(r.external_id) from external_refs r where r.record_id = l.id and r.kind = 'lead') as external_id,
                  l.first_name, l.last_name, l.company, l.email, l.current_stage as stage
           from deals d
           join leads l on l.id in (select o.lead_id from deals o where o.id = $1
                                    union select c.lead_id from deal_contacts c where c.deal_id = $1)
           where d.id = $1 order by 2 desc, l.id limit $2"#,
        id,
        EVENTS
    );
    Ok(found.fetch_all(db).await?)
}
