//! What does a new customer cost?

use super::question::covering;
use super::revenue::{FIRST_TOUCH_EVER, new_customers};
use super::{Compared, Head, Question, touched_deals};
use crate::domain::period::{Period, Step};
use crate::metrics::cac::{CacRow, Lag, LaggedCac, by_channel};
use crate::metrics::deals::{Clock, ClosedDeals};
use crate::metrics::figure::Figure;
use crate::metrics::ledger::{Ledger, Part};
use crate::metrics::metric::Metric;
use crate::storage::StorageError;
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
    /// How the rows by channel were credited.
    pub attribution: &'static str,
    /// By the channel of the first touch ever; the rows add up to all costs and all new customers.
    pub by_channel: Vec<CacRow>,
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
}

/// Loads the report.
pub async fn load(db: &mut PgConnection, question: &Question) -> Result<Cac, StorageError> {
    let before = question.before();
    let seen = question.seen();
    let deals = touched_deals(db, question, before.as_slice()).await?;
    let lag = lag(&deals, seen);
    let shifted: Vec<Period> = lag.map(|lag| lag.shift(seen)).into_iter().chain(before).collect();
    let ledger = ledger(db, question, covering(seen, &shifted)).await?;
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
        by_month: seen.steps(Step::Month).into_iter().map(|month| by_month(&ledger, &deals, month)).collect(),
        attribution: FIRST_TOUCH_EVER,
        by_channel: by_channel(&ledger.by_channel(seen), &deals.customers_by_channel(seen), question.workspace.currency),
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
    }
}
