//! What did deals bring, how did that grow, and where did it come from?

use super::standings::month_targets;
use super::{Compared, Head, Question, closed_deals};
use crate::domain::period::Period;
use crate::metrics::change::Change;
use crate::metrics::deals::ClosedDeals;
use crate::metrics::figure::Figure;
use crate::metrics::kpi::Kpi;
use crate::metrics::metric::Metric;
use crate::metrics::revenue::{RevenueRow, RevenueStep, by_channel};
use crate::storage::StorageError;
use crate::storage::metrics::deals::Detail;
use sqlx::PgConnection;

/// How a row was credited, named until a person can choose a model.
pub const FIRST_TOUCH_EVER: &str = "first_touch_ever";

/// The report.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Revenue {
    /// The question.
    #[serde(flatten)]
    pub head: Head,
    /// Amounts of the deals closed won.
    pub revenue: Compared,
    /// Growth since the period of equal calendar length before.
    pub growth: Change,
    /// Growth since the same period a year earlier.
    pub growth_over_year: Change,
    /// Deals won.
    pub deals_won: Compared,
    /// Mean amount of a won deal.
    pub deal_size: Compared,
    /// New customers won.
    pub new_customers: Compared,
    /// Deals won whose amount or exchange rate is unknown: not in the revenue.
    pub left_out: u64,
    /// Month by month, months without revenue included.
    pub by_month: Vec<RevenueStep>,
    /// The targets of those months; none where none holds.
    pub month_targets: Vec<Option<f64>>,
    /// How the rows by channel were credited.
    pub attribution: &'static str,
    /// By the channel of the first touch ever; the rows add up to all revenue.
    pub by_channel: Vec<RevenueRow>,
}

/// Loads the report.
pub async fn load(db: &mut PgConnection, question: &Question) -> Result<Revenue, StorageError> {
    let (previous, year) = (question.cut(question.period.previous()), question.cut(question.period.year_before()));
    let deals = closed_deals(db, question, &[previous, year], Detail::All).await?;
    let (period, currency) = (question.period, question.workspace.currency);
    let won = deals.won(period);
    let growth = |earlier: Period| won.growth_since(deals.won(earlier), currency);
    let compared =
        |metric, figure: &dyn Fn(Period) -> Figure| Compared::new(metric, figure(period), question.before().map(figure));
    Ok(Revenue {
        head: question.head("revenue"),
        revenue: compared(Metric::Revenue, &|period| deals.won(period).total(currency)),
        growth: growth(previous),
        growth_over_year: growth(year),
        deals_won: compared(Metric::DealsWon, &|period| Figure::count(deals.won(period).deals)),
        deal_size: compared(Metric::DealSize, &|period| deals.won(period).mean(currency)),
        new_customers: new_customers(&deals, question),
        left_out: won.left_out(),
        month_targets: month_targets(db, question, Kpi::Revenue).await?,
        by_month: deals.revenue_by_month(question.seen()),
        attribution: FIRST_TOUCH_EVER,
        by_channel: by_channel(&deals.won_by_channel(period), currency),
    })
}

/// New customers of the period and of the one compared with.
pub(super) fn new_customers(deals: &ClosedDeals, question: &Question) -> Compared {
    let count = |period| Figure::count(deals.new_customers(period));
    Compared::new(Metric::NewCustomers, count(question.period), question.before().map(count))
}
