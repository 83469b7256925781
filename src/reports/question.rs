//! What a report is asked: days, moment, filters, and what to compare with.

use crate::domain::moment::{day_start, next_day};
use crate::domain::money::Currency;
use crate::domain::period::{Period, add_months};
use crate::domain::person::keyed;
use crate::domain::workspace::Workspace;
use crate::storage::metrics::handoffs::Narrowed;
use crate::storage::metrics::{Dimension, Filters, Scope};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;

/// Months that a trend shows.
const TREND_MONTHS: i64 = 12;

keyed!(
    /// What a period is compared with.
    Compare {
        /// The period of equal calendar length before it.
        Previous = "previous",
        /// The same period a year earlier.
        Year = "year",
        /// Nothing.
        None = "none",
    }
);

/// A question.
#[derive(Clone, Debug)]
pub struct Question {
    /// The settings that every number is computed under.
    pub workspace: Workspace,
    /// The days asked about.
    pub period: Period,
    /// The moment as of which: now, or a past one.
    pub as_of: DateTime<Utc>,
    /// What the records are narrowed to.
    pub filters: Filters,
    /// What to compare with.
    pub compare: Compare,
    /// By what to break the funnel down.
    pub by: Option<Dimension>,
    /// To which handoffs a question about them is narrowed.
    pub narrowed: Narrowed,
}

impl Question {
    /// A question about all records, compared with the period before.
    #[must_use]
    pub fn new(workspace: Workspace, period: Period, as_of: DateTime<Utc>) -> Self {
        Self {
            workspace,
            period,
            as_of,
            filters: Filters::default(),
            compare: Compare::Previous,
            by: None,
            narrowed: Narrowed::default(),
        }
    }

    /// The local day of the moment asked about.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        self.as_of.with_timezone(&self.workspace.zone).date_naive()
    }

    /// Whether the period is not over.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.period.is_running(self.today())
    }

    /// The days of the period that there have been; all of one that has not begun.
    #[must_use]
    pub fn seen(&self) -> Period {
        self.period.until(self.today()).unwrap_or(self.period)
    }

    /// The period compared with, cut after as many days while this one runs (METRICS.md rule 6).
    #[must_use]
    pub fn before(&self) -> Option<Period> {
        let other = match self.compare {
            Compare::Previous => self.period.previous(),
            Compare::Year => self.period.year_before(),
            Compare::None => return None,
        };
        Some(self.cut(other))
    }

    /// Another period, cut like this one while it runs.
    #[must_use]
    pub fn cut(&self, other: Period) -> Period {
        if self.is_running() { other.first_days(self.seen().days()) } else { other }
    }

    /// The moment at which the leads of an earlier cohort were as old as those of this one are now.
    #[must_use]
    pub fn at_the_same_age(&self, earlier: Period) -> DateTime<Utc> {
        let zone = self.workspace.zone;
        self.as_of - (self.period.instants(zone).0 - earlier.instants(zone).0)
    }

    /// The months of a trend: the last one is that of the last day seen.
    #[must_use]
    pub fn trend_months(&self) -> Vec<Period> {
        let last = Period::month_of(self.seen().last_day());
        let months = (0..TREND_MONTHS).rev().map(|back| add_months(last.from, -back));
        months.map(Period::month_of).collect()
    }

    /// The records of a period as of a moment.
    #[must_use]
    pub fn scope(&self, period: Period, as_of: DateTime<Utc>) -> Scope {
        Scope::new(period, as_of, self.workspace.zone, self.filters.clone())
    }

    /// The same without filters.
    #[must_use]
    pub fn scope_of_all(&self, period: Period, as_of: DateTime<Utc>) -> Scope {
        Scope::new(period, as_of, self.workspace.zone, Filters::default())
    }

    /// What every report begins with.
    #[must_use]
    pub fn head(&self, report: &'static str) -> Head {
        let zone = self.workspace.zone;
        Head {
            report,
            period: Span::of(self.period, zone),
            is_running: self.is_running(),
            compared_with: self.before().map(|before| Span::of(before, zone)),
            as_of: self.as_of,
            zone,
            currency: self.workspace.currency,
            filters: self.filters.clone(),
        }
    }
}

/// The last instant of a local day: as of a day, all of it is meant.
fn end_of_day(day: NaiveDate, zone: Tz) -> DateTime<Utc> {
    day_start(next_day(day), zone) - TimeDelta::microseconds(1)
}

/// The moment that a text means: an instant, or a local day, of which all counts.
#[must_use]
pub fn as_of(text: &str, zone: Tz) -> Option<DateTime<Utc>> {
    let day = text.parse::<NaiveDate>().ok().map(|day| end_of_day(day, zone));
    day.or_else(|| DateTime::parse_from_rfc3339(text).ok().map(|at| at.to_utc()))
}

/// The shortest period that covers all of these.
#[must_use]
pub fn covering(first: Period, others: &[Period]) -> Period {
    others.iter().fold(first, |sum, other| Period { from: sum.from.min(other.from), to: sum.to.max(other.to) })
}

/// A period with its instants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Span {
    /// The first day.
    pub from: NaiveDate,
    /// The day after the last.
    pub to: NaiveDate,
    /// The instant at which it begins.
    pub from_at: DateTime<Utc>,
    /// The instant at which it ends, not included.
    pub to_at: DateTime<Utc>,
}

impl Span {
    fn of(period: Period, zone: Tz) -> Self {
        let (from_at, to_at) = period.instants(zone);
        Self { from: period.from, to: period.to, from_at, to_at }
    }
}

/// What every report begins with: the question as it was understood.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Head {
    /// The report's name.
    pub report: &'static str,
    /// The days asked about.
    pub period: Span,
    /// Whether they are not over.
    pub is_running: bool,
    /// The days compared with, cut while the period runs.
    pub compared_with: Option<Span>,
    /// The moment as of which.
    pub as_of: DateTime<Utc>,
    /// Where the days begin.
    pub zone: Tz,
    /// The currency of all money.
    pub currency: Currency,
    /// What the records are narrowed to.
    pub filters: Filters,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::person::Language;

    fn period(from: &str, to: &str) -> Period {
        Period::new(from.parse().unwrap(), to.parse().unwrap()).unwrap()
    }

    /// The third quarter, asked in Riyadh on its 23rd day, or after its end.
    fn asked(as_of: &str) -> Question {
        let workspace = Workspace {
            name: "Al Waha".to_owned(),
            zone: chrono_tz::Asia::Riyadh,
            currency: "SAR".parse().unwrap(),
            language: Language::En,
            week_start: chrono::Weekday::Sun,
            weekend: vec![chrono::Weekday::Fri, chrono::Weekday::Sat],
            fiscal_month: 1,
            alignment_start: None,
            horizon: None,
            version: 1,
        };
        Question::new(workspace, period("2026-07-01", "2026-10-01"), as_of.parse().unwrap())
    }

    #[test]
    fn a_running_period_is_compared_with_as_many_days() {
        let running = asked("2026-07-22T21:00:00Z"); // already the 23rd in Riyadh
        assert_eq!(running.seen(), period("2026-07-01", "2026-07-24"));
        assert_eq!(running.before(), Some(period("2026-04-01", "2026-04-24")));
        let year = Question { compare: Compare::Year, ..running };
        assert_eq!(year.before(), Some(period("2025-07-01", "2025-07-24")));
        assert_eq!(Question { compare: Compare::None, ..year }.before(), None);
    }

    #[test]
    fn a_period_that_is_over_is_compared_with_a_whole_one_at_the_same_age() {
        let over = asked("2026-11-01T00:00:00Z");
        let before = over.before().unwrap();
        assert_eq!(before, period("2026-04-01", "2026-07-01"));
        assert_eq!(over.at_the_same_age(before), "2026-08-02T00:00:00Z".parse::<DateTime<Utc>>().unwrap());
    }

    #[test]
    fn a_trend_ends_with_the_month_last_seen() {
        let months = asked("2026-07-22T21:00:00Z").trend_months();
        assert_eq!(
            (months.len(), months[0].from, months[11]),
            (12, "2025-08-01".parse().unwrap(), period("2026-07-01", "2026-08-01"))
        );
    }

    #[test]
    fn as_of_a_day_the_next_one_has_not_begun() {
        let zone = chrono_tz::Asia::Riyadh;
        let end = end_of_day("2026-07-23".parse().unwrap(), zone);
        assert_eq!(end.with_timezone(&zone).date_naive(), "2026-07-23".parse::<NaiveDate>().unwrap());
        assert_eq!(super::as_of("2026-07-23", zone), Some(end));
        assert_eq!(super::as_of("2026-07-23T23:59:59.999999+03:00", zone), Some(end));
        assert_eq!(super::as_of("yesterday", zone), None);
    }
}
