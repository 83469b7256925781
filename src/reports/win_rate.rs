//! Which share of the deals closed in a period was won?

use super::standings::month_targets;
use super::trend::{Point, points};
use super::{Compared, Head, Question, closed_deals};
use crate::domain::period::Step;
use crate::metrics::kpi::Kpi;
use crate::metrics::lost::{LostRow, by_reason};
use crate::metrics::metric::Metric;
use crate::storage::StorageError;
use crate::storage::metrics::deals::Detail;
use crate::storage::metrics::{deals, money};
use sqlx::PgConnection;

/// The report.
#[derive(Clone, Debug, serde::Serialize)]
pub struct WinRate {
    /// The question.
    #[serde(flatten)]
    pub head: Head,
    /// Won ÷ (won + lost).
    pub win_rate: Compared,
    /// The same month by month.
    pub by_month: Vec<Point>,
    /// The targets of those months; none where none holds.
    pub month_targets: Vec<Option<f64>>,
    /// Why deals were lost in the period; the rows add up to all of them.
    pub lost_reasons: Vec<LostRow>,
}

/// Loads the report.
pub async fn load(db: &mut PgConnection, question: &Question) -> Result<WinRate, StorageError> {
    let before = question.before();
    let lost = deals::lost(db, &question.scope(question.period, question.as_of)).await?;
    let rates = money::rates(db, question.workspace.currency).await?;
    let deals = closed_deals(db, question, before.as_slice(), Detail::Deal).await?;
    let months = question.seen().steps(Step::Month);
    Ok(WinRate {
        head: question.head("win-rate"),
        win_rate: Compared::new(Metric::WinRate, deals.win_rate(question.period), before.map(|before| deals.win_rate(before))),
        month_targets: month_targets(db, question, Kpi::WinRate).await?,
        by_month: points(question, &months, |month| deals.win_rate(month)),
        lost_reasons: by_reason(&lost, &rates, question.workspace.zone),
    })
}
