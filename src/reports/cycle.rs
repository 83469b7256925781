//! How long do deals take? The deals won in a period, and, since those flatter, all deals opened in it with the open ones
//! counted.

use super::standings::month_targets;
use super::trend::{Point, points};
use super::{Compared, Head, Question, closed_deals};
use crate::domain::period::{Period, Step};
use crate::metrics::deals::{Clock, ClosedDeals, Durations};
use crate::metrics::figure::{Figure, Reason};
use crate::metrics::histogram::{Bin, histogram};
use crate::metrics::kpi::Kpi;
use crate::metrics::metric::Metric;
use crate::metrics::quantile::{Summary, median as middle};
use crate::metrics::survival::{ClosingAt, ClosingRow, ShareRow, Survival};
use crate::storage::StorageError;
use crate::storage::metrics::deals;
use crate::storage::metrics::deals::Detail;
use sqlx::PgConnection;

/// Days after the opening at which the curves are named.
const NAMED_DAYS: [u16; 3] = [30, 60, 90];

/// The report. Durations are in days.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Cycle {
    /// The question.
    #[serde(flatten)]
    pub head: Head,
    /// From the opening of the deal: the headline.
    pub opportunity_to_won: Headline,
    /// From the creation of the lead.
    pub lead_to_won: Headline,
    /// From the first touch.
    pub first_touch_to_won: Headline,
    /// Median days from the opening, by month of winning.
    pub by_month: Vec<Point>,
    /// The targets of those months; none where none holds.
    pub month_targets: Vec<Option<f64>>,
    /// The deals opened in the period, followed to now.
    pub followed: Followed,
}

/// Durations of the deals won in the period.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Headline {
    /// From where.
    pub from: Clock,
    /// The median.
    pub median: Compared,
    /// How they are spread; none where no deal has both moments.
    pub summary: Option<Summary>,
    /// How many took how long, from bin to bin.
    pub histogram: Vec<Bin>,
    /// Won deals left out because the moment they are measured from is unknown.
    pub without_start: u64,
    /// Won deals left out because they were won before they began: errors of the data.
    pub negative: u64,
}

/// The deals opened in the period, with those still open counted.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Followed {
    /// Deals followed.
    pub deals: u64,
    /// Of them, closed.
    pub closed: u64,
    /// The smallest day by which no more than half were open.
    pub median_time_to_close: Figure,
    /// The curves on named days.
    pub at: Vec<NamedDay>,
    /// The Kaplan–Meier curve of the time to close, one row a day on which a deal closed.
    pub time_to_close: Vec<ClosingRow>,
    /// The Aalen–Johansen share won, losing being a competing event, one row a day on which a deal closed.
    pub share_won: Vec<ShareRow>,
    /// Deals that may have been opened in the period but have no opening date.
    pub without_opening: u64,
    /// Deals that ended on an unknown day.
    pub without_closing: u64,
    /// Deals closed before they were opened: errors of the data.
    pub negative: u64,
}

/// Both curves on a day.
#[derive(Clone, Copy, Debug, serde::Serialize)]
pub struct NamedDay {
    /// Days since the opening.
    pub day: u16,
    /// The share still open; none where no deal has been followed so long.
    pub time_to_close: Option<ClosingAt>,
    /// The share won.
    pub share_won: Figure,
}

/// Loads the report.
pub async fn load(db: &mut PgConnection, question: &Question) -> Result<Cycle, StorageError> {
    let before = question.before();
    let closed = closed_deals(db, question, before.as_slice(), Detail::All).await?;
    let months = question.seen().steps(Step::Month);
    let headline = |clock| headline(&closed, question.period, before, clock);
    Ok(Cycle {
        head: question.head("cycle"),
        opportunity_to_won: headline(Clock::Opportunity),
        lead_to_won: headline(Clock::Lead),
        first_touch_to_won: headline(Clock::FirstTouch),
        month_targets: month_targets(db, question, Kpi::Cycle).await?,
        by_month: points(question, &months, |month| median(&closed, month)),
        followed: followed(db, question).await?,
    })
}

fn headline(deals: &ClosedDeals, period: Period, before: Option<Period>, clock: Clock) -> Headline {
    let mut durations = deals.durations(period, clock);
    let before = before.map(|before| median_of(&mut deals.durations(before, clock)));
    Headline {
        from: clock,
        median: Compared::new(Metric::Cycle, median_of(&mut durations), before),
        summary: Summary::of(&durations.days),
        histogram: histogram(&durations.days),
        without_start: durations.without_start,
        negative: durations.negative,
    }
}

/// The median of a period, from the opening of the deals won in it.
pub(super) fn median(deals: &ClosedDeals, period: Period) -> Figure {
    median_of(&mut deals.durations(period, Clock::Opportunity))
}

fn median_of(durations: &mut Durations) -> Figure {
    let has_wins = durations.without_start + durations.negative > 0;
    let empty = if has_wins { Reason::NoDurations } else { Reason::NoDealsWon };
    Figure::days(middle(&mut durations.days), durations.days.len() as u64, empty)
}

async fn followed(db: &mut PgConnection, question: &Question) -> Result<Followed, StorageError> {
    let scope = question.scope(question.period, question.as_of);
    let opened = deals::opened(db, &scope).await?;
    let observations: Vec<_> = opened.iter().filter_map(|deal| deal.followed(question.as_of, question.workspace.zone)).collect();
    let curves = Survival::of(&observations);
    let at = |day: u16| NamedDay { day, time_to_close: curves.at(f64::from(day)), share_won: curves.share_won(f64::from(day)) };
    Ok(Followed {
        deals: curves.n(),
        closed: curves.events(),
        median_time_to_close: curves.median(),
        at: NAMED_DAYS.map(at).to_vec(),
        time_to_close: curves.closings().to_vec(),
        share_won: curves.shares().to_vec(),
        without_opening: deals::unopened(db, &scope).await?,
        without_closing: (opened.len() - observations.len()) as u64,
        negative: curves.impossible(),
    })
}
