//! Targets: monthly values that hold from a month on, what they make of a period, and how a number stands to them
//! (METRICS.md §§2, 7, 8).
//!
//! Of a sum (revenue, leads) the months of a period add up, a part of a month by its days. Of a rate, a median or a cost
//! of one the target that is in force on the last day seen holds for the whole period. So a target that changes in July
//! leaves June judged by the old one.

use super::figure::Figure;
use super::kpi::{Kind, Kpi};
use super::metric::Direction;
use crate::domain::period::{self, Period};
use crate::domain::person::keyed;
use chrono::NaiveDate;

/// A miss by no more than this part of the target is close.
const CLOSE_PART: f64 = 0.1;
/// Of a rate also by no more than these points.
const CLOSE_POINTS: f64 = 0.02;
/// Less than this part of the target is the noise of binary fractions.
const NOISE: f64 = 1e-9;

keyed!(
    /// How a number stands to its target.
    State {
        /// It is reached; of a sum whose period runs: it is on pace.
        Met = "met",
        /// Missed by no more than a tenth of the target, of a rate by no more than 2 points too.
        Close = "close",
        /// Missed by more.
        Missed = "missed",
        /// No target holds.
        NoTarget = "no_target",
        /// The period has not begun, its leads are too young, or nothing is expected of it yet.
        TooEarly = "too_early",
        /// Months of the period have no target, so that its sum has none.
        Partial = "partial",
        /// Targets are for all records, and the question is about some.
        Filtered = "filtered",
        /// There is no number to judge.
        NoValue = "no_value",
    }
);

impl State {
    /// Whether it judges.
    #[must_use]
    pub const fn is_judged(self) -> bool {
        matches!(self, Self::Met | Self::Close | Self::Missed)
    }
}

/// A target from a month on; none ends the one before it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// The first day of the month.
    pub from: NaiveDate,
    /// The target of one month, in the unit of the number.
    pub value: Option<f64>,
}

/// The targets of one number.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Targets(Vec<Step>);

impl Targets {
    /// Steps in any order, at most one a month.
    #[must_use]
    pub fn new(mut steps: Vec<Step>) -> Self {
        steps.sort_by_key(|step| step.from);
        Self(steps)
    }

    /// The monthly target in force on a day.
    #[must_use]
    pub fn on(&self, day: NaiveDate) -> Option<f64> {
        self.0.iter().rev().find(|step| step.from <= day)?.value
    }

    /// Whether any target was ever set.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|step| step.value.is_none())
    }

    /// The target of a sum over a period: its months added up, parts by their days. None holds unless each month has one.
    fn sum(&self, period: Period) -> Result<f64, State> {
        let parts = period.steps(period::Step::Month);
        let of = |part: &Period| Some(self.on(part.from)? * days(*part) / days(Period::month_of(part.from)));
        let known: Vec<f64> = parts.iter().filter_map(of).collect();
        match known.len() {
            0 => Err(State::NoTarget),
            n if n < parts.len() => Err(State::Partial),
            _ => Ok(known.iter().sum()),
        }
    }

    /// The target of each of the first `n` months of a period; a sum's for the days of the month that lie in it.
    #[must_use]
    pub fn by_month(&self, kind: Kind, period: Period, n: usize) -> Vec<Option<f64>> {
        let of = |month: &Period| match kind {
            Kind::Sum => self.sum(*month).ok(),
            Kind::Level => self.on(month.from),
        };
        period.steps(period::Step::Month).iter().take(n).map(of).collect()
    }

    fn of(&self, kind: Kind, asked: &Asked) -> Result<f64, State> {
        match kind {
            Kind::Sum => self.sum(asked.period),
            Kind::Level => self.on(asked.seen().last_day()).ok_or(State::NoTarget),
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "periods have few days")]
fn days(period: Period) -> f64 {
    period.days() as f64
}

/// How far the same period of the year before had come by the same day, and in the end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Course {
    /// By the same day.
    pub reached: f64,
    /// In the end.
    pub whole: f64,
}

/// What is to be judged.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Asked {
    /// The days asked about.
    pub period: Period,
    /// The local day of the question.
    pub today: NaiveDate,
    /// The number; of a period that runs, so far.
    pub figure: Figure,
    /// The day from which the number is final, while its leads are too young.
    pub matures_on: Option<NaiveDate>,
    /// The same period a year before, where a sum has one.
    pub past: Option<Course>,
    /// Whether the question leaves records out.
    pub is_filtered: bool,
}

impl Asked {
    fn seen(&self) -> Period {
        self.period.until(self.today).unwrap_or(self.period)
    }

    /// The part of the period's target that is due by today: the share that the year before had reached by the same day, a
    /// straight line without one.
    fn share(&self) -> f64 {
        if !self.period.is_running(self.today) {
            return 1.0;
        }
        match self.past {
            Some(past) if past.whole > 0.0 => (past.reached / past.whole).clamp(0.0, 1.0),
            _ => days(self.seen()) / days(self.period),
        }
    }
}

/// How a number stands to its target.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Standing {
    /// Which number.
    pub kpi: Kpi,
    /// How it stands.
    pub state: State,
    /// The target of the period, where one holds.
    pub value: Option<f64>,
    /// What is due by today: less than the target while the period of a sum runs.
    pub expected: Option<f64>,
    /// The number ÷ what is due; from 1 on a sum is on pace. Of sums only.
    pub pace: Option<f64>,
    /// The number that is judged; none where no target holds.
    pub judged: Option<Figure>,
    /// The day from which it can be judged, while its leads are too young.
    pub judged_from: Option<NaiveDate>,
    /// The targets of the months of the trend; none where the question leaves records out.
    pub months: Vec<Option<f64>>,
}

impl Standing {
    /// Judges a number by its targets.
    #[must_use]
    pub fn of(kpi: Kpi, targets: &Targets, months: &[Period], asked: &Asked) -> Self {
        let months = months.iter().map(|month| targets.on(month.from).filter(|_| !asked.is_filtered)).collect();
        let unjudged = Self {
            kpi,
            state: State::NoTarget,
            value: None,
            expected: None,
            pace: None,
            judged: None,
            judged_from: None,
            months,
        };
        let target = match targets.of(kpi.kind(), asked) {
            Err(state) => return Self { state, ..unjudged },
            Ok(_) if asked.is_filtered => return Self { state: State::Filtered, ..unjudged },
            Ok(target) => target,
        };
        let known = Self { value: Some(target), judged: Some(asked.figure), ..unjudged };
        let Some(actual) = asked.figure.value.filter(|_| asked.matures_on.is_none() && asked.period.from <= asked.today) else {
            let early = asked.matures_on.is_some() || asked.period.from > asked.today;
            let state = if early { State::TooEarly } else { State::NoValue };
            return Self { state, judged_from: asked.matures_on, ..known };
        };
        if kpi.kind() == Kind::Level {
            return Self { state: judge(kpi, actual, target), expected: Some(target), ..known };
        }
        let expected = target * asked.share();
        let pace = (expected > 0.0).then(|| actual / expected);
        let state = match pace {
            _ if actual >= target => State::Met,
            None => State::TooEarly,
            Some(_) => judge(kpi, actual, expected),
        };
        Self { state, expected: Some(expected), pace, ..known }
    }

    /// Whether the whole target is reached, not only the part due by today.
    #[must_use]
    pub fn is_reached(&self) -> bool {
        let actual = self.judged.and_then(|figure| figure.value);
        self.state == State::Met && self.value.zip(actual).is_some_and(|(target, actual)| !is_short(self.kpi, actual, target))
    }
}

/// How a value stands to a target, both known.
#[must_use]
pub fn judge(kpi: Kpi, actual: f64, target: f64) -> State {
    if !is_short(kpi, actual, target) {
        State::Met
    } else if short(kpi, actual, target) <= slack(kpi, target) * (1.0 + NOISE) {
        State::Close
    } else {
        State::Missed
    }
}

/// By how much a value misses a target; negative where it is better.
fn short(kpi: Kpi, actual: f64, target: f64) -> f64 {
    if kpi.direction() == Direction::Down { actual - target } else { target - actual }
}

fn is_short(kpi: Kpi, actual: f64, target: f64) -> bool {
    short(kpi, actual, target) > NOISE * target.abs()
}

/// How much may be missing from a target that is close.
fn slack(kpi: Kpi, target: f64) -> f64 {
    let part = target.abs() * CLOSE_PART;
    match kpi {
        // Growth has its zero anywhere, so a part of it says nothing.
        Kpi::RevenueGrowth => CLOSE_POINTS,
        Kpi::WithinHorizon | Kpi::WinRate | Kpi::SlaAttainment | Kpi::Acceptance => part.min(CLOSE_POINTS),
        Kpi::Cycle | Kpi::Cac | Kpi::Revenue | Kpi::Leads | Kpi::LeadQuality => part,
    }
}

#[cfg(test)]
#[path = "target_tests.rs"]
mod tests;
