//! The list of campaigns, and everything that is known of one.

use super::StorageError;
use super::keyset::{self, Order, Page, Total};
use super::lead_details::{EVENTS, Origin, money};
use crate::domain::money::Money;
use crate::domain::person::keyed;
use crate::domain::text::fold;
use chrono::{DateTime, NaiveDate, Utc};
use serde_json::Value;
use sqlx::{PgConnection, Postgres, QueryBuilder};
use uuid::Uuid;

keyed!(
    /// By what campaigns are sorted.
    CampaignSort {
        /// When they began.
        Start = "start",
        /// By name.
        Name = "name",
    }
);

/// Which campaigns.
#[derive(Clone, Debug)]
pub struct CampaignQuery {
    /// Words that occur in the name.
    pub search: String,
    /// With those that are archived.
    pub archived: bool,
    /// The order.
    pub sort: CampaignSort,
    /// Largest first.
    pub descending: bool,
}

/// A campaign of a list.
#[derive(Clone, Debug, Default, sqlx::FromRow)]
#[expect(missing_docs, reason = "the fields are the columns of campaigns")]
pub struct CampaignLine {
    pub id: Uuid,
    pub name: String,
    pub channel: Option<String>,
    pub start_on: Option<NaiveDate>,
    pub end_on: Option<NaiveDate>,
    pub owner: Option<String>,
    pub archived_at: Option<DateTime<Utc>>,
    pub(crate) budget_minor: Option<i64>,
    pub(crate) budget_currency: Option<String>,
    /// How many leads came from it first.
    pub leads: i64,
}

impl CampaignLine {
    /// Its budget.
    #[must_use]
    pub fn budget(&self) -> Option<Money> {
        money(self.budget_minor, self.budget_currency.as_deref())
    }
}

const LINE: &str = "select c.id, c.name, c.channel, c.start_on, c.end_on, c.archived_at, c.budget_minor, c.budget_currency,
    (select p.name from people p where p.id = c.owner_id) as owner,
    (select count(*) from leads l where l.campaign_id = c.id) as leads ";

impl CampaignQuery {
    fn push_from(&self, sql: &mut QueryBuilder<Postgres>) {
        sql.push("from campaigns c where true");
        if !self.archived {
            sql.push(" and c.archived_at is null");
        }
        let words = fold(&self.search);
        let words: Vec<&str> = words.split(' ').filter(|word| !word.is_empty()).take(8).collect();
        super::search::push_words(sql, "c.name_key", &words);
    }

    const fn order(&self) -> Order {
        let (key, nullable) = match self.sort {
            CampaignSort::Start => ("c.start_on", true),
            CampaignSort::Name => ("(c.name collate \"und-x-icu\")", false),
        };
        Order { key, id: "c.id", nullable, descending: self.descending }
    }
}

/// A page of campaigns.
pub async fn page(db: &mut PgConnection, query: &CampaignQuery, from: keyset::From) -> Result<Page<CampaignLine>, StorageError> {
    let mut sql = QueryBuilder::new(LINE);
    query.push_from(&mut sql);
    keyset::page(db, sql, query.order(), "campaigns c", from).await
}

/// How many campaigns.
pub async fn count(db: &mut PgConnection, query: &CampaignQuery) -> Result<Total, StorageError> {
    let mut sql = QueryBuilder::new("select count(*) from (select 1 ");
    query.push_from(&mut sql);
    keyset::count(db, sql).await
}

/// Whether there is any campaign at all.
pub async fn is_any(db: &mut PgConnection) -> Result<bool, StorageError> {
    Ok(sqlx::query_scalar!(r#"select exists (select from campaigns) as "any!""#).fetch_one(db).await?)
}

/// A campaign with the names of what it belongs to.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "the fields are the columns of campaigns")]
pub struct Campaign {
    pub name: String,
    pub parent: Option<(Uuid, String)>,
    pub channel: Option<String>,
    pub start: Option<NaiveDate>,
    pub end: Option<NaiveDate>,
    pub budget: Option<Money>,
    pub owner: Option<String>,
    pub sales_partner: Option<String>,
    pub persona: Option<String>,
    pub archived_at: Option<DateTime<Utc>>,
    pub raw: Option<Value>,
    pub origin: Option<Origin>,
    /// How many leads came from it first.
    pub leads: i64,
}

/// The campaign itself.
pub async fn find(db: &mut PgConnection, id: Uuid) -> Result<Option<Campaign>, StorageError> {
    let row = sqlx::query!(
        r#"select c.name, c.parent_id, above.name as "parent?", c.channel, c.start_on, c.end_on, c.budget_minor, c.budget_currency,
                  p.name as "owner?", s.name as "sales_partner?", c.persona, c.archived_at, c.raw, c.import_id, f.name as "file?",
                  c.import_line, c.recorded_at, (select count(*) from leads l where l.campaign_id = c.id) as "leads!"
           from campaigns c
           left join campaigns above on above.id = c.parent_id
           left join people p on p.id = c.owner_id
           left join people s on s.id = c.sales_partner_id
           left join import_files f on f.import_id = c.import_id and f.position = c.import_file
           where c.id = $1"#,
        id
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|r| Campaign {
        name: r.name,
        parent: r.parent_id.zip(r.parent),
        channel: r.channel,
        start: r.start_on,
        end: r.end_on,
        budget: money(r.budget_minor, r.budget_currency.as_deref()),
        owner: r.owner,
        sales_partner: r.sales_partner,
        persona: r.persona,
        archived_at: r.archived_at,
        raw: r.raw,
        origin: Origin::of(r.import_id, r.file, r.import_line, r.recorded_at),
        leads: r.leads,
    }))
}

/// What a campaign cost.
#[derive(Clone, Debug)]
pub struct Cost {
    /// The first day.
    pub start: NaiveDate,
    /// The last day.
    pub end: NaiveDate,
    /// media, people …
    pub category: String,
    /// How much.
    pub amount: Option<Money>,
}

/// The costs of a campaign, newest first.
pub async fn costs(db: &mut PgConnection, id: Uuid) -> Result<Vec<Cost>, StorageError> {
    let rows = sqlx::query!(
        "select start_on, end_on, category, amount_minor, currency from campaign_costs where campaign_id = $1
         order by start_on desc, id desc limit $2",
        id,
        EVENTS
    )
    .fetch_all(db)
    .await?;
    let cost = |start, end, category, amount| Cost { start, end, category, amount };
    Ok(rows.into_iter().map(|r| cost(r.start_on, r.end_on, r.category, money(Some(r.amount_minor), Some(&r.currency)))).collect())
}
