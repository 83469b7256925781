//! Lists of deals: filtered, sorted, paged, and streamed for exports.

use super::StorageError;
use super::deal_evidence::DealEvidence;
use super::keyset::{self, Order, Page, Total};
use super::lead_lists::{push_days, push_filters, push_until};
use super::metrics::{Dimension, Filters};
use super::search;
use crate::domain::moment::Moment;
use crate::domain::money::Money;
use crate::domain::period::Period;
use crate::domain::person::keyed;
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use futures::Stream;
use sqlx::{PgConnection, PgPool, Postgres, QueryBuilder};
use uuid::Uuid;

keyed!(
    /// By what deals are sorted.
    DealSort {
        /// When they were closed, those still open when they were opened.
        Date = "date",
        /// When they were opened.
        Opened = "opened",
        /// When they were closed.
        Closed = "closed",
        /// Their amount, in the workspace's currency where a rate is known.
        Amount = "amount",
    }
);
keyed!(
    /// How a deal stands.
    Standing {
        /// Won.
        Won = "won",
        /// Lost.
        Lost = "lost",
        /// Neither.
        Open = "open",
    }
);

/// Which deals.
#[derive(Clone, Debug)]
pub struct DealQuery {
    /// Closed in these local days.
    pub closed: Option<Period>,
    /// Opened in these local days.
    pub opened: Option<Period>,
    /// How they stand.
    pub standing: Option<Standing>,
    /// Of this account.
    pub account: Option<Uuid>,
    /// What a number counted.
    pub evidence: DealEvidence,
    /// Words that all occur in the deal's name or its company's, or an id of the source.
    pub search: String,
    /// Closed, or opened, by this moment.
    pub as_of: Option<DateTime<Utc>>,
    /// The filters, as the metrics of deals take them.
    pub filters: Filters,
    /// With those that are archived.
    pub archived: bool,
    /// The workspace's zone.
    pub zone: Tz,
    /// The order.
    pub sort: DealSort,
    /// Largest first.
    pub descending: bool,
}

/// A deal of a list.
#[derive(Clone, Debug, Default, sqlx::FromRow)]
pub struct DealLine {
    /// Its id.
    pub id: Uuid,
    /// The id that its source gave it.
    pub external_id: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// The company.
    pub account: Option<String>,
    /// The stage as its source calls it.
    pub stage: Option<String>,
    pub(crate) amount_minor: Option<i64>,
    pub(crate) currency: Option<String>,
    /// Its owner.
    pub owner: Option<String>,
    pub(crate) opened_at: Option<DateTime<Utc>>,
    pub(crate) opened_on: Option<NaiveDate>,
    /// When it is expected to close.
    pub expected_close: Option<NaiveDate>,
    pub(crate) closed_at: Option<DateTime<Utc>>,
    pub(crate) closed_on: Option<NaiveDate>,
    pub(crate) outcome: Option<String>,
    /// Why it was lost.
    pub lost_reason: Option<String>,
    /// `new` or `existing`, where somebody says so.
    pub business: Option<String>,
    /// Channel of its lead's first source.
    pub channel: Option<String>,
    /// Campaign, its own or its lead's.
    pub campaign: Option<String>,
    /// Made from a stage that had no deal.
    pub placeholder: bool,
}

impl DealLine {
    /// When it was opened.
    #[must_use]
    pub fn opened(&self) -> Option<Moment> {
        Moment::from_columns(self.opened_at, self.opened_on)
    }
    /// When it was closed.
    #[must_use]
    pub fn closed(&self) -> Option<Moment> {
        Moment::from_columns(self.closed_at, self.closed_on)
    }
    /// How it stands.
    #[must_use]
    pub fn standing(&self) -> Standing {
        self.outcome.as_deref().and_then(Standing::from_key).unwrap_or(Standing::Open)
    }
    /// The amount.
    #[must_use]
    pub fn amount(&self) -> Option<Money> {
        Some(Money { minor: self.amount_minor?, currency: self.currency.as_deref()?.parse().ok()? })
    }
}

const LINE: &str = "select d.id,
    (select min(r.external_id) from external_refs r where r.record_id = d.id and r.kind = 'deal') as external_id,
    d.name, a.name as account, d.stage, d.amount_minor, d.currency,
    (select p.name from people p where p.id = coalesce(d.owner_id, l.owner_id)) as owner,
    d.opened_at, d.opened_on, d.expected_close, d.closed_at, d.closed_on, d.outcome, d.lost_reason, d.business,
    coalesce(l.channel, l.source) as channel,
    (select c.name from campaigns c where c.id = coalesce(d.campaign_id, l.campaign_id)) as campaign, d.placeholder ";
const TABLES: &str =
    "deals d left join leads l on l.id = d.lead_id left join accounts a on a.id = coalesce(d.account_id, l.account_id)";
/// An amount in the workspace's currency by the newest rate known, in minor units. Without a rate it sorts below all.
const AMOUNT: &str = "(d.amount_minor * case when d.currency = (select w.currency from workspace w) then 1
    else (select e.rate from exchange_rates e where e.currency = d.currency order by e.on_day desc limit 1) end
    / case when d.currency in ('BHD','IQD','JOD','KWD','LYD','OMR','TND') then 1000
           when d.currency in ('BIF','CLP','DJF','GNF','ISK','JPY','KMF','KRW','PYG','RWF','UGX','VND','VUV','XAF','XOF') then 1
           else 100 end::float8)";

/// A page of deals.
///
/// # Errors
/// When the database does not answer.
pub async fn page(db: &mut PgConnection, query: &DealQuery, from: keyset::From) -> Result<Page<DealLine>, StorageError> {
    keyset::page(db, query.select(), query.order(), "deals d", from).await
}

/// How many deals.
///
/// # Errors
/// When the database does not answer.
pub async fn count(db: &mut PgConnection, query: &DealQuery) -> Result<Total, StorageError> {
    let mut sql = QueryBuilder::new("select count(*) from (select 1 ");
    query.push_from(&mut sql);
    keyset::count(db, sql).await
}

/// Whether there is any deal at all.
///
/// # Errors
/// When the database does not answer.
pub async fn is_any(db: &mut PgConnection) -> Result<bool, StorageError> {
    Ok(sqlx::query_scalar!(r#"select exists (select from deals) as "any!""#).fetch_one(db).await?)
}

/// The name of an account.
///
/// # Errors
/// When the database does not answer.
pub async fn account_name(db: &mut PgConnection, id: Uuid) -> Result<Option<String>, StorageError> {
    Ok(sqlx::query_scalar!("select name from accounts where id = $1", id).fetch_optional(db).await?)
}

/// Every deal in order, as the database hands them out.
pub fn stream(pool: PgPool, query: &DealQuery) -> impl Stream<Item = Result<DealLine, StorageError>> + Send + use<> {
    let mut sql = query.select();
    query.order().push(&mut sql, false);
    keyset::stream(pool, sql)
}

impl DealQuery {
    const fn order(&self) -> Order {
        let key = match self.sort {
            DealSort::Date => "d.sort_at",
            DealSort::Opened => "coalesce(d.opened_at, d.opened_on::timestamp at time zone 'UTC')",
            DealSort::Closed => "coalesce(d.closed_at, d.closed_on::timestamp at time zone 'UTC')",
            DealSort::Amount => AMOUNT,
        };
        Order { key, id: "d.id", nullable: true, descending: self.descending }
    }

    fn select(&self) -> QueryBuilder<Postgres> {
        let mut sql = QueryBuilder::new(LINE);
        self.push_from(&mut sql);
        sql
    }

    fn push_from(&self, sql: &mut QueryBuilder<Postgres>) {
        sql.push("from ").push(TABLES);
        sql.push(if self.archived { " where true" } else { " where d.archived_at is null" });
        if let Some(period) = self.closed {
            push_days(sql, "d.closed", period, self.zone);
            self.push_as_of(sql, "d.closed_at", "d.closed_on");
        }
        if let Some(period) = self.opened {
            push_days(sql, "d.opened", period, self.zone);
            self.push_as_of(sql, "d.opened_at", "d.opened_on");
        }
        match self.standing {
            None => {}
            Some(Standing::Open) => {
                sql.push(" and d.outcome is null");
            }
            Some(ended) => {
                sql.push(" and d.outcome = ").push_bind(ended.key());
            }
        }
        self.push_evidence(sql);
        if let Some(account) = self.account {
            sql.push(" and coalesce(d.account_id, l.account_id) = ").push_bind(account);
        }
        search::push(sql, &self.search, ("d.id", "deal"), search::Within::Columns(&["d.name", "a.name"]), |_| {});
        push_filters(
            sql,
            &self.filters,
            &[
                (Dimension::Channel, "coalesce(l.channel, '')"),
                (Dimension::Campaign, "coalesce(d.campaign_id, l.campaign_id)"),
                (Dimension::Persona, "coalesce(l.persona, '')"),
                (Dimension::Region, "coalesce(l.region, a.region, '')"),
                (Dimension::Segment, "coalesce(l.segment, a.segment, '')"),
                (Dimension::Owner, "coalesce(d.owner_id, l.owner_id)"),
                (Dimension::Source, "coalesce(l.source, '')"),
            ],
        );
    }

    fn push_as_of(&self, sql: &mut QueryBuilder<Postgres>, at: &str, on: &str) {
        if let Some(as_of) = self.as_of {
            push_until(sql, at, on, as_of, self.zone);
        }
    }
}
