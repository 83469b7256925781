//! Lists of leads: filtered, sorted, paged, and streamed for exports.

use super::StorageError;
use super::keyset::{self, Order, Page, Total};
use super::lead_evidence::LeadEvidence;
use super::metrics::{Dimension, Filters};
use super::search::{self, Within};
use crate::domain::moment::Moment;
use crate::domain::money::Money;
use crate::domain::period::Period;
use crate::domain::person::{Language, keyed};
use crate::domain::stage::Stage;
use crate::domain::text::fold_email;
use crate::metrics::quality::Kind;
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use futures::Stream;
use sqlx::{PgConnection, PgPool, Postgres, QueryBuilder};
use uuid::Uuid;

keyed!(
    /// By what leads are sorted.
    LeadSort {
        /// When they were created.
        Created = "created",
        /// By name, as the reader's language sorts.
        Name = "name",
        /// How far along they stand.
        Stage = "stage",
    }
);

/// Which leads.
#[derive(Clone, Debug)]
pub struct LeadQuery {
    /// Created in these local days.
    pub created: Option<Period>,
    /// Where they stand: one of these.
    pub stages: Vec<Stage>,
    /// They came at least so far.
    pub reached: Option<Stage>,
    /// They came so far and no further.
    pub furthest: Option<Stage>,
    /// They came further without entering this stage.
    pub skipped: Option<Stage>,
    /// At least so many days old: those that *converted within* so many is a share of.
    pub old_enough: Option<u16>,
    /// At least so many days old, and won within as many.
    pub won_within: Option<u16>,
    /// What a number of the funnel counted.
    pub evidence: LeadEvidence,
    /// Of these kinds: what a third by quality is made of.
    pub kinds: Option<Vec<Kind>>,
    /// As of this moment; later events are ignored. None is now, as the leads carry it.
    pub as_of: Option<DateTime<Utc>>,
    /// Now.
    pub now: DateTime<Utc>,
    /// Words that all occur in name, company or e-mail address, or digits of the phone number, or an id of the source.
    pub search: String,
    /// Whether the search may look at contact data.
    pub contacts: bool,
    /// With those that are archived.
    pub archived: bool,
    /// The other filters.
    pub filters: Filters,
    /// The workspace's zone.
    pub zone: Tz,
    /// The order.
    pub sort: LeadSort,
    /// Largest first.
    pub descending: bool,
    /// The language whose order of letters counts.
    pub language: Language,
}

/// A lead of a list.
#[derive(Clone, Debug, Default, sqlx::FromRow)]
pub struct LeadLine {
    /// Its id.
    pub id: Uuid,
    /// The id that its source gave it.
    pub external_id: Option<String>,
    /// First name.
    pub first_name: Option<String>,
    /// Last name.
    pub last_name: Option<String>,
    /// Company.
    pub company: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Phone number.
    pub phone: Option<String>,
    pub(crate) created_at: Option<DateTime<Utc>>,
    pub(crate) created_on: Option<NaiveDate>,
    pub(crate) stage: String,
    pub(crate) furthest: String,
    /// Whether anybody works on it.
    pub work_status: String,
    /// Its owner's id.
    pub owner_id: Option<Uuid>,
    /// Its owner.
    pub owner: Option<String>,
    /// Channel of the first source.
    pub channel: Option<String>,
    /// The first source.
    pub source: Option<String>,
    /// Campaign.
    pub campaign: Option<String>,
    /// Persona.
    pub persona: Option<String>,
    /// Country.
    pub country: Option<String>,
    /// Region.
    pub region: Option<String>,
    /// Segment.
    pub segment: Option<String>,
    /// Score as the source gave it.
    pub score: Option<f64>,
    pub(crate) value_minor: Option<i64>,
    pub(crate) value_currency: Option<String>,
    /// Out of sight since.
    pub archived_at: Option<DateTime<Utc>>,
}

impl LeadLine {
    /// When it was created.
    #[must_use]
    pub fn created(&self) -> Option<Moment> {
        Moment::from_columns(self.created_at, self.created_on)
    }
    /// Where it stands.
    #[must_use]
    pub fn stage(&self) -> Stage {
        self.stage.parse().unwrap_or(Stage::Lead)
    }
    /// The furthest stage it ever reached.
    #[must_use]
    pub fn furthest(&self) -> Stage {
        self.furthest.parse().unwrap_or(Stage::Lead)
    }
    /// The expected value.
    #[must_use]
    pub fn value(&self) -> Option<Money> {
        Some(Money { minor: self.value_minor?, currency: self.value_currency.as_deref()?.parse().ok()? })
    }
}

const LINE: &str = "select l.id,
    (select min(r.external_id) from external_refs r where r.record_id = l.id and r.kind = 'lead') as external_id,
    l.first_name, l.last_name, l.company, l.email, l.phone, l.created_at, l.created_on, l.work_status,
    l.owner_id, (select p.name from people p where p.id = l.owner_id) as owner, l.channel, l.source,
    (select c.name from campaigns c where c.id = l.campaign_id) as campaign, l.persona, l.country, l.region, l.segment,
    l.score, l.value_minor, l.value_currency, l.archived_at, ";
/// The story of a lead as of a moment, as the cohort funnel tells it.
const STORY: &str = "select coalesce((array['lead','mql','sal','sql','opportunity','won'])[1 + max(coalesce(
        array_position(array['lead','mql','sal','sql','opportunity','won'], t.to_stage) - 1, case t.to_stage when 'lost' then 4 end))], 'lead') as furthest,
    coalesce((array_agg(t.to_stage order by coalesce(t.at, t.on_day::timestamp at time zone 'UTC', '-infinity') desc, t.recorded_at desc, t.id desc))[1], 'lead') as current
    from stage_transitions t where t.lead_id = l.id";

/// A page of leads.
///
/// # Errors
/// When the database does not answer.
pub async fn page(db: &mut PgConnection, query: &LeadQuery, from: keyset::From) -> Result<Page<LeadLine>, StorageError> {
    keyset::page(db, query.select(), query.order(), "leads l", from).await
}

/// The first leads of a list, at most so many.
///
/// # Errors
/// When the database does not answer.
pub async fn first(db: &mut PgConnection, query: &LeadQuery, most: usize) -> Result<Vec<LeadLine>, StorageError> {
    let mut sql = query.select();
    query.order().push(&mut sql, false);
    sql.push(format!(" limit {most}"));
    Ok(sql.build_query_as().fetch_all(db).await?)
}

/// These leads, as lists tell them.
///
/// # Errors
/// When the database does not answer.
pub async fn of_ids(db: &mut PgConnection, ids: &[Uuid]) -> Result<Vec<LeadLine>, StorageError> {
    let mut sql = QueryBuilder::new(LINE);
    sql.push("l.current_stage as stage, l.furthest_stage as furthest from leads l where l.id = any (");
    sql.push_bind(ids.to_vec()).push(")");
    Ok(sql.build_query_as().fetch_all(db).await?)
}

/// How many leads.
///
/// # Errors
/// When the database does not answer.
pub async fn count(db: &mut PgConnection, query: &LeadQuery) -> Result<Total, StorageError> {
    let mut sql = QueryBuilder::new("select count(*) from (select 1 ");
    query.push_from(&mut sql);
    keyset::count(db, sql).await
}

/// Whether there is any lead at all.
///
/// # Errors
/// When the database does not answer.
pub async fn is_any(db: &mut PgConnection) -> Result<bool, StorageError> {
    Ok(sqlx::query_scalar!(r#"select exists (select from leads) as "any!""#).fetch_one(db).await?)
}

/// Every lead in order, as the database hands them out.
pub fn stream(pool: PgPool, query: &LeadQuery) -> impl Stream<Item = Result<LeadLine, StorageError>> + Send + use<> {
    let mut sql = query.select();
    query.order().push(&mut sql, false);
    keyset::stream(pool, sql)
}

impl LeadQuery {
    fn order(&self) -> Order {
        let (key, nullable) = match (self.sort, self.language) {
            (LeadSort::Created, _) => ("l.created_sort", false),
            (LeadSort::Name, Language::En) => (NAME_EN, false),
            (LeadSort::Name, Language::Ar) => (NAME_AR, false),
            (LeadSort::Stage, _) => (STAGE, false),
        };
        Order { key, id: "l.id", nullable, descending: self.descending }
    }

    fn select(&self) -> QueryBuilder<Postgres> {
        let mut sql = QueryBuilder::new(LINE);
        sql.push(if self.as_of.is_some() {
            "s.current as stage, s.furthest "
        } else {
            "l.current_stage as stage, l.furthest_stage as furthest "
        });
        self.push_from(&mut sql);
        sql
    }

    fn push_from(&self, sql: &mut QueryBuilder<Postgres>) {
        sql.push("from leads l");
        if let Some(as_of) = self.as_of {
            sql.push(" cross join lateral (").push(STORY);
            self.push_valid(sql, as_of);
            sql.push(") s");
        }
        sql.push(if self.archived { " where true" } else { " where l.archived_at is null" });
        if let Some(created) = self.created {
            push_days(sql, "l.created", created, self.zone);
            let (from, to) = created.instants(self.zone);
            // For the index.
            sql.push(" and l.created_sort >= ").push_bind(from).push(" - interval '1 day' and l.created_sort < ");
            sql.push_bind(to).push(" + interval '1 day'");
        }
        if let Some(as_of) = self.as_of {
            push_until(sql, "l.created_at", "l.created_on", as_of, self.zone);
        }
        self.push_stages(sql);
        self.old_enough.iter().for_each(|days| self.push_old_enough(sql, *days));
        self.push_won_within(sql);
        self.push_evidence(sql);
        self.push_kinds(sql);
        push_lead_filters(sql, &self.filters);
        self.push_search(sql);
    }

    /// Only transitions that no other voids and that had happened.
    pub(super) fn push_valid(&self, sql: &mut QueryBuilder<Postgres>, as_of: DateTime<Utc>) {
        sql.push(" and t.voids is null and not exists (select from stage_transitions v where v.voids = t.id)");
        sql.push(" and (num_nonnulls(t.at, t.on_day) = 0 or t.at <= ").push_bind(as_of);
        sql.push(" or t.on_day <= ").push_bind(as_of.with_timezone(&self.zone).date_naive()).push(")");
    }

    fn push_stages(&self, sql: &mut QueryBuilder<Postgres>) {
        let (current, furthest) =
            if self.as_of.is_some() { ("s.current", "s.furthest") } else { ("l.current_stage", "l.furthest_stage") };
        let keys = |stages: &[Stage]| stages.iter().map(|s| s.key().to_owned()).collect::<Vec<_>>();
        if !self.stages.is_empty() {
            sql.push(format!(" and {current} = any (")).push_bind(keys(&self.stages)).push(")");
        }
        if let Some(rank) = self.reached.and_then(Stage::rank) {
            sql.push(format!(" and {furthest} = any (")).push_bind(keys(&Stage::FUNNEL[rank..])).push(")");
        }
        if let Some(rank) = self.furthest.and_then(Stage::rank) {
            sql.push(format!(" and {furthest} = ")).push_bind(Stage::FUNNEL[rank].key());
        }
        if let Some((stage, rank)) = self.skipped.and_then(|stage| Some((stage, stage.rank()?))) {
            sql.push(format!(" and {furthest} = any (")).push_bind(keys(&Stage::FUNNEL[rank + 1..])).push(")");
            sql.push(" and not exists (select from stage_transitions t where t.lead_id = l.id and t.to_stage = ");
            sql.push_bind(stage.key());
            self.push_valid(sql, self.as_of.unwrap_or(self.now));
            sql.push(")");
        }
    }

    /// The denominator of *converted within H days* (METRICS.md §2): those old enough, without the ones whose winning has
    /// no day or lies before their creation, which are errors of the data.
    fn push_old_enough(&self, sql: &mut QueryBuilder<Postgres>, days: u16) {
        let (days, as_of) = (i32::from(days), self.as_of.unwrap_or(self.now));
        sql.push(" and (l.created_at <= ").push_bind(as_of).push(" - make_interval(hours => 24 * ").push_bind(days);
        sql.push(") or l.created_on <= ").push_bind(as_of.with_timezone(&self.zone).date_naive()).push(" - ").push_bind(days);
        sql.push(") and coalesce(");
        self.push_days_to_win(sql);
        sql.push(", 0) >= 0");
    }

    /// Its numerator.
    fn push_won_within(&self, sql: &mut QueryBuilder<Postgres>) {
        let Some(days) = self.won_within else { return };
        self.push_old_enough(sql, days);
        sql.push(" and ");
        self.push_days_to_win(sql);
        sql.push(" between 0 and ").push_bind(f64::from(days));
    }

    /// Days from the creation to the first winning: -1 where it has no day, null where there was none.
    fn push_days_to_win(&self, sql: &mut QueryBuilder<Postgres>) {
        let zone = self.zone.name();
        sql.push(
            "(select coalesce(case when l.created_on is not null and w.on_day is not null then (w.on_day - l.created_on)::float8",
        );
        sql.push(" else extract(epoch from coalesce(w.at, (w.on_day + 1)::timestamp at time zone ").push_bind(zone);
        sql.push(") - coalesce(l.created_at, l.created_on::timestamp at time zone ").push_bind(zone);
        sql.push("))::float8 / 86400 end, -1) from (select t.at, t.on_day from stage_transitions t where t.lead_id = l.id and t.to_stage = 'won'");
        self.push_valid(sql, self.as_of.unwrap_or(self.now));
        sql.push(" order by coalesce(t.at, t.on_day::timestamp at time zone 'UTC') nulls last, t.recorded_at, t.id limit 1) w)");
    }

    fn push_search(&self, sql: &mut QueryBuilder<Postgres>) {
        let email = fold_email(&self.search).filter(|_| self.contacts);
        let digits = search::phone_digits(&self.search).filter(|_| self.contacts);
        // An address has an index of its own.
        let within = if self.contacts && email.is_none() { Within::Folded("l.search") } else { Within::Ids };
        search::push(sql, &self.search, ("l.id", "lead"), within, |sql| {
            if let Some(email) = email {
                sql.push(" or l.email_key = ").push_bind(email);
            }
            if let Some(digits) = digits {
                push_phone(sql, &digits);
            }
        });
    }

    /// The kinds of one third by quality.
    fn push_kinds(&self, sql: &mut QueryBuilder<Postgres>) {
        let Some(kinds) = &self.kinds else { return };
        let keys = kinds.iter().map(|kind| serde_json::json!([kind.channel, kind.source, kind.persona, kind.segment]));
        sql.push(" and jsonb_build_array(coalesce(l.channel, l.source), l.source, l.persona, l.segment) = any (");
        sql.push_bind(keys.collect::<Vec<_>>()).push(")");
    }
}

/// By the digits of the phone number. A number that was stored without its country is met by its end.
fn push_phone(sql: &mut QueryBuilder<Postgres>, digits: &str) {
    sql.push(" or (true");
    search::push_words(sql, "l.search", &[digits]);
    sql.push(")");
    if digits.len() >= 10 {
        sql.push(" or (l.phone_key is null");
        search::push_words(sql, "l.search", &[&digits[digits.len() - 8..]]);
        sql.push(" and ").push_bind(digits.to_owned());
        sql.push(" like '%' || ltrim(regexp_replace(mihwar_fold(l.phone), '[^0-9]', '', 'g'), '0'))");
    }
}

const NAME_EN: &str = "(l.sort_name collate \"en-x-icu\")";
const NAME_AR: &str = "(l.sort_name collate \"ar-x-icu\")";
const STAGE: &str =
    "array_position(array['disqualified','lost','recycled','lead','mql','sal','sql','opportunity','won'], l.current_stage)";

/// Only what falls in a period: `column` is the beginning of the names of its two columns.
pub(super) fn push_days(sql: &mut QueryBuilder<Postgres>, column: &str, period: Period, zone: Tz) {
    let (from, to) = period.instants(zone);
    sql.push(format!(" and ({column}_at >= ")).push_bind(from).push(format!(" and {column}_at < ")).push_bind(to);
    sql.push(format!(" or {column}_on >= ")).push_bind(period.from).push(format!(" and {column}_on < "));
    sql.push_bind(period.to).push(")");
}

/// Only what had happened by a moment.
pub(super) fn push_until(sql: &mut QueryBuilder<Postgres>, at: &str, on: &str, as_of: DateTime<Utc>, zone: Tz) {
    sql.push(format!(" and ({at} <= ")).push_bind(as_of).push(format!(" or {on} <= "));
    sql.push_bind(as_of.with_timezone(&zone).date_naive()).push(")");
}

fn push_lead_filters(sql: &mut QueryBuilder<Postgres>, filters: &Filters) {
    push_filters(
        sql,
        filters,
        &[
            (Dimension::Channel, "coalesce(l.channel, '')"),
            (Dimension::Campaign, "l.campaign_id"),
            (Dimension::Persona, "coalesce(l.persona, '')"),
            (Dimension::Region, "coalesce(l.region, '')"),
            (Dimension::Segment, "coalesce(l.segment, '')"),
            (Dimension::Owner, "l.owner_id"),
            (Dimension::Source, "coalesce(l.source, '')"),
        ],
    );
}

/// Narrows to the filters; each dimension with what it is compared to.
pub(super) fn push_filters(sql: &mut QueryBuilder<Postgres>, filters: &Filters, columns: &[(Dimension, &str)]) {
    for (key, column) in columns {
        let values = filters.values(*key);
        if values.is_empty() {
            continue;
        }
        sql.push(format!(" and {column} = any ("));
        match key {
            Dimension::Campaign => sql.push_bind(filters.campaigns.clone()),
            Dimension::Owner => sql.push_bind(filters.owners.clone()),
            _ => sql.push_bind(values),
        };
        sql.push(")");
    }
}
