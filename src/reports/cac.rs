//! What does a new customer cost?

use super::question::covering;
use super::revenue::{FIRST_TOUCH_EVER, new_customers};
use super::standings::month_targets;
use super::{Compared, Head, Question, closed_deals};
use crate::domain::period::{Period, Step};
use crate::metrics::cac::{CacRow, ChannelCosts, Lag, LaggedCac, by_channel};
use crate::metrics::costs::Spent;
use crate::metrics::deals::{Clock, ClosedDeals};
use crate::metrics::exchange::Rates;
use crate::metrics::figure::{Figure, Unit};
use crate::metrics::kpi::Kpi;
use crate::metrics::ledger::{Ledger, Part};
use crate::metrics::metric::Metric;
use crate::metrics::origins::{CostEntry, OriginRow, by_origin};
use crate::storage::StorageError;
use crate::storage::metrics::deals::Detail;
use crate::storage::metrics::money;
use sqlx::PgConnection;

/// The report.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Cac {
    /// The question.
    #[serde(flatten)]
    pub head: Head,
    /// All sales and marketing cost ÷ new customers.
    pub full: Compared,
    /// Campaign media cost ÷ new customers.
    pub media: Compared,
    /// The cost of the time in which the customers were being won ÷ new customers.
    pub lagged: LaggedCac,
    /// All cost of the period.
    pub costs: Compared,
    /// Media cost of the period.
    pub media_costs: Figure,
    /// Days of costs left out because no exchange rate is known for them.
    pub days_without_rate: u64,
    /// New customers won.
    pub new_customers: Compared,
    /// Deals won, new customers or not.
    pub deals_won: Figure,
    /// Month by month.
    pub by_month: Vec<CacMonth>,
    /// The targets of `full` in those months; none where none holds.
    pub month_targets: Vec<Option<f64>>,
    /// How the rows by channel were credited.
    pub attribution: &'static str,
    /// By the channel of the first touch ever; the rows add up to all costs and all new customers.
    pub by_channel: Vec<CacRow>,
    /// The cost of the period by category.
    pub by_category: Vec<OriginRow>,
    /// The cost of the period by campaign; what belongs to none is a row.
    pub by_campaign: Vec<OriginRow>,
    /// The costs that touch the period, each with its part in it.
    pub entries: Vec<EntryRow>,
}

/// One recorded cost.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct EntryRow {
    /// The days it is for.
    pub period: Period,
    /// Media, tools, people and the like.
    pub category: String,
    /// The campaign.
    pub campaign: Option<String>,
    /// Its own channel, else its campaign's.
    pub channel: Option<String>,
    /// The amount in its own currency, for all its days.
    pub amount: Figure,
    /// Its part in the period.
    pub cost: Figure,
}

/// One month of it.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct CacMonth {
    /// The month, cut to the period and to today.
    pub period: Period,
    /// All cost.
    pub cost: Figure,
    /// New customers.
    pub new_customers: u64,
    /// Cost ÷ new customers.
    pub full: Figure,
    /// Media cost ÷ new customers.
    pub media: Figure,
    /// The cost of the time before ÷ new customers, by the wins of the month.
    pub lagged: Figure,
}

/// Loads the report.
pub async fn load(db: &mut PgConnection, question: &Question) -> Result<Cac, StorageError> {
    let before = question.before();
    let seen = question.seen();
    let deals = closed_deals(db, question, before.as_slice(), Detail::All).await?;
    let lag = lag(&deals, seen);
    let months = seen.steps(Step::Month);
    let earlier = months.iter().chain([&seen]).filter_map(|period| Some(self::lag(&deals, *period)?.shift(*period)));
    let earlier: Vec<Period> = earlier.chain(before).collect();
    let ledger = ledger(db, question, covering(seen, &earlier)).await?;
    let rates = money::rates(db, question.workspace.currency).await?;
    let recorded = if question.filters.split_costs() { money::entries(db, seen, &question.filters).await? } else { Vec::new() };
    let compared = |metric, figure: &dyn Fn(Period) -> Figure| Compared::new(metric, figure(seen), before.map(figure));
    Ok(Cac {
        head: question.head("cac"),
        full: compared(Metric::Cac, &|period| ledger_cac(&ledger, &deals, period, Part::Full)),
        media: compared(Metric::CacMedia, &|period| ledger_cac(&ledger, &deals, period, Part::Media)),
        lagged: ledger.lagged(lag, seen, deals.new_customers(seen)),
        costs: compared(Metric::Costs, &|period| ledger.figure(period, Part::Full)),
        media_costs: ledger.figure(seen, Part::Media),
        days_without_rate: ledger.spent(seen, Part::Full).days_without_rate,
        new_customers: new_customers(&deals, question),
        deals_won: Figure::count(deals.won(seen).deals),
        month_targets: month_targets(db, question, Kpi::Cac).await?,
        by_month: months.into_iter().map(|month| by_month(&ledger, &deals, month)).collect(),
        attribution: FIRST_TOUCH_EVER,
        by_channel: by_channel(
            &ChannelCosts {
                full: ledger.by_channel(seen, Part::Full),
                media: ledger.by_channel(seen, Part::Media),
                lagged: lag.map(|lag| ledger.by_channel(lag.shift(seen), Part::Full)),
            },
            &deals.customers_by_channel(seen),
            question.workspace.currency,
        ),
        by_category: by_origin(&recorded, seen, &rates, |entry| Some(entry.category.as_str())),
        by_campaign: by_origin(&recorded, seen, &rates, |entry| entry.campaign.as_deref()),
        entries: recorded.iter().map(|entry| entry_row(entry, seen, &rates)).collect(),
    })
}

/// The costs that touch a period.
pub(super) async fn ledger(db: &mut PgConnection, question: &Question, period: Period) -> Result<Ledger, StorageError> {
    let rates = money::rates(db, question.workspace.currency).await?;
    money::ledger(db, period, &question.filters, rates).await
}

/// CAC of a period.
pub(super) fn ledger_cac(ledger: &Ledger, deals: &ClosedDeals, period: Period, part: Part) -> Figure {
    ledger.cac(period, deals.new_customers(period), part)
}

fn lag(deals: &ClosedDeals, period: Period) -> Option<Lag> {
    Lag::of(&deals.durations(period, Clock::Lead).days, &deals.durations(period, Clock::Opportunity).days)
}

fn by_month(ledger: &Ledger, deals: &ClosedDeals, month: Period) -> CacMonth {
    CacMonth {
        period: month,
        cost: ledger.figure(month, Part::Full),
        new_customers: deals.new_customers(month),
        full: ledger_cac(ledger, deals, month, Part::Full),
        media: ledger_cac(ledger, deals, month, Part::Media),
        lagged: ledger.lagged(lag(deals, month), month, deals.new_customers(month)).cac,
    }
}

fn entry_row(entry: &CostEntry, period: Period, rates: &Rates) -> EntryRow {
    let (amount, currency) = (entry.cost.amount, rates.currency());
    let spent = Spent::within(period, &[entry.cost], currency, |from, day| rates.on(from, day));
    EntryRow {
        period: entry.cost.over,
        category: entry.category.clone(),
        campaign: entry.campaign.clone(),
        channel: entry.channel.clone(),
        amount: Figure::money(amount.minor, 1, amount.currency),
        cost: match spent.minor {
            Some(minor) => Figure::money(minor, 1, currency),
            None => Figure::none(Unit::Money(currency), spent.missing()),
        },
    }
}
