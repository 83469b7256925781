//! The list of accounts, and everything that is known of one.

use super::StorageError;
use super::keyset::{self, Order, Page, Total};
use super::lead_details::{EVENTS, Origin};
use crate::domain::person::Language;
use crate::domain::text::fold;
use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::{PgConnection, Postgres, QueryBuilder};
use uuid::Uuid;

/// Which accounts.
#[derive(Clone, Debug)]
pub struct AccountQuery {
    /// Words that occur in the name.
    pub search: String,
    /// With those that are archived.
    pub archived: bool,
    /// The language whose order of letters counts.
    pub language: Language,
    /// From the end of the alphabet.
    pub descending: bool,
}

/// An account of a list.
#[derive(Clone, Debug, Default, sqlx::FromRow)]
#[expect(missing_docs, reason = "the fields are the columns of accounts")]
pub struct AccountLine {
    pub id: Uuid,
    pub name: String,
    pub segment: Option<String>,
    pub region: Option<String>,
    pub country: Option<String>,
    pub archived_at: Option<DateTime<Utc>>,
    /// How many leads belong to it.
    pub leads: i64,
    /// How many deals.
    pub deals: i64,
    /// How many of them are open.
    pub open: i64,
}

const LINE: &str = "select a.id, a.name, a.segment, a.region, a.country, a.archived_at,
    (select count(*) from leads l where l.account_id = a.id) as leads,
    (select count(*) from deals d where d.account_id = a.id) as deals,
    (select count(*) from deals d where d.account_id = a.id and d.outcome is null) as open ";

impl AccountQuery {
    fn push_from(&self, sql: &mut QueryBuilder<Postgres>) {
        sql.push("from accounts a where true");
        if !self.archived {
            sql.push(" and a.archived_at is null");
        }
        let words = fold(&self.search);
        let words: Vec<&str> = words.split(' ').filter(|word| !word.is_empty()).take(8).collect();
        super::search::push_words(sql, "a.name_key", &words);
    }

    const fn order(&self) -> Order {
        let key = match self.language {
            Language::En => "(left(a.name, 200) collate \"en-x-icu\")",
            Language::Ar => "(left(a.name, 200) collate \"ar-x-icu\")",
        };
        Order { key, id: "a.id", nullable: false, descending: self.descending }
    }
}

/// A page of accounts.
pub async fn page(db: &mut PgConnection, query: &AccountQuery, from: keyset::From) -> Result<Page<AccountLine>, StorageError> {
    let mut sql = QueryBuilder::new(LINE);
    query.push_from(&mut sql);
    keyset::page(db, sql, query.order(), "accounts a", from).await
}

/// How many accounts.
pub async fn count(db: &mut PgConnection, query: &AccountQuery) -> Result<Total, StorageError> {
    let mut sql = QueryBuilder::new("select count(*) from (select 1 ");
    query.push_from(&mut sql);
    keyset::count(db, sql).await
}

/// Whether there is any account at all.
pub async fn is_any(db: &mut PgConnection) -> Result<bool, StorageError> {
    Ok(sqlx::query_scalar!(r#"select exists (select from accounts) as "any!""#).fetch_one(db).await?)
}

/// An account.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "the fields are the columns of accounts")]
pub struct Account {
    pub name: String,
    pub domain: Option<String>,
    pub country: Option<String>,
    pub region: Option<String>,
    pub segment: Option<String>,
    pub archived_at: Option<DateTime<Utc>>,
    pub raw: Option<Value>,
    pub origin: Option<Origin>,
}

/// The account itself.
pub async fn find(db: &mut PgConnection, id: Uuid) -> Result<Option<Account>, StorageError> {
    let row = sqlx::query!(
        r#"select a.name, a.domain, a.country, a.region, a.segment, a.archived_at, a.raw, a.import_id, f.name as "file?",
                  a.import_line, a.recorded_at
           from accounts a left join import_files f on f.import_id = a.import_id and f.position = a.import_file where a.id = $1"#,
        id
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|r| Account {
        name: r.name,
        domain: r.domain,
        country: r.country,
        region: r.region,
        segment: r.segment,
        archived_at: r.archived_at,
        raw: r.raw,
        origin: Origin::of(r.import_id, r.file, r.import_line, r.recorded_at),
    }))
}

/// The newest leads of an account or of a campaign.
pub async fn leads(
    db: &mut PgConnection,
    account: Option<Uuid>,
    campaign: Option<Uuid>,
) -> Result<Vec<super::deal_details::DealLead>, StorageError> {
    let found = sqlx::query_as!(
        super::deal_details::DealLead,
        r#"select l.id, false as "primary!",
                  (select min(r.external_id) from external_refs r where r.record_id = l.id and r.kind = 'lead') as external_id,
                  l.first_name, l.last_name, l.company, l.email, l.current_stage as stage
           from leads l where l.account_id = $1 or l.campaign_id = $2 order by l.created_sort desc, l.id desc limit 50"#,
        account,
        campaign
    );
    Ok(found.fetch_all(db).await?)
}

/// The deals of an account, its leads' deals among them.
pub async fn deals(db: &mut PgConnection, account: Uuid) -> Result<Vec<super::lead_details::LeadDeal>, StorageError> {
    let rows = sqlx::query!(
        "select d.id, (select min(r.external_id) from external_refs r where r.record_id = d.id and r.kind = 'deal') as external_id,
                d.name, d.amount_minor, d.currency, d.outcome, coalesce(d.closed_at, case when d.closed_on is null then d.opened_at end) as at,
                coalesce(d.closed_on, case when d.closed_at is null then d.opened_on end) as on_day
         from deals d
         where d.id in (select o.id from deals o where o.account_id = $1
                        union select o.id from deals o join leads l on l.id = o.lead_id where l.account_id = $1 and o.account_id is null)
         order by d.sort_at desc nulls last, d.id desc limit $2",
        account,
        EVENTS
    )
    .fetch_all(db)
    .await?;
    let deal = rows.into_iter().map(|r| super::lead_details::LeadDeal {
        id: r.id,
        external_id: r.external_id,
        name: r.name,
        amount: super::lead_details::money(r.amount_minor, r.currency.as_deref()),
        outcome: r.outcome,
        moment: crate::domain::moment::Moment::from_columns(r.at, r.on_day),
    });
    Ok(deal.collect())
}
