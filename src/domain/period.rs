//! Periods: half-open ranges of local days (METRICS.md rule 3).

use super::moment::{Moment, day_start, next_day};
use chrono::{DateTime, Datelike as _, Days, Months, NaiveDate, Utc, Weekday};
use chrono_tz::Tz;

/// Local days from `from` (included) to `to` (not included).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
pub struct Period {
    /// The first day.
    pub from: NaiveDate,
    /// The day after the last.
    pub to: NaiveDate,
}

/// Steps by which a period is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Calendar days.
    Day,
    /// Weeks that begin on this day.
    Week(Weekday),
    /// Calendar months.
    Month,
}

impl Period {
    /// A period, unless it is empty or runs backwards.
    #[must_use]
    pub fn new(from: NaiveDate, to: NaiveDate) -> Option<Self> {
        (from < to).then_some(Self { from, to })
    }

    /// The calendar month of a day.
    #[must_use]
    pub fn month_of(day: NaiveDate) -> Self {
        let from = first_of_month(day);
        Self { from, to: add_months(from, 1) }
    }

    /// The quarter of a day, where the fiscal year begins with `fiscal_month`.
    #[must_use]
    pub fn quarter_of(day: NaiveDate, fiscal_month: u32) -> Self {
        let back = (day.month() + 12 - fiscal_month) % 3;
        let from = add_months(first_of_month(day), -i64::from(back));
        Self { from, to: add_months(from, 3) }
    }

    /// The fiscal year of a day.
    #[must_use]
    pub fn year_of(day: NaiveDate, fiscal_month: u32) -> Self {
        let back = (day.month() + 12 - fiscal_month) % 12;
        let from = add_months(first_of_month(day), -i64::from(back));
        Self { from, to: add_months(from, 12) }
    }

    /// Days in it.
    #[must_use]
    pub fn days(self) -> i64 {
        (self.to - self.from).num_days()
    }

    /// The last day in it.
    #[must_use]
    pub fn last_day(self) -> NaiveDate {
        self.to.checked_sub_days(Days::new(1)).unwrap_or(self.to)
    }

    /// Whether a local day lies in it.
    #[must_use]
    pub fn contains(self, day: NaiveDate) -> bool {
        self.from <= day && day < self.to
    }

    /// Whether a moment lies in it.
    #[must_use]
    pub fn holds(self, moment: Moment, zone: Tz) -> bool {
        self.contains(moment.local_date(zone))
    }

    /// The instants at which it begins and ends.
    #[must_use]
    pub fn instants(self, zone: Tz) -> (DateTime<Utc>, DateTime<Utc>) {
        (day_start(self.from, zone), day_start(self.to, zone))
    }

    /// The whole months if it consists of such.
    #[must_use]
    pub fn whole_months(self) -> Option<i64> {
        let first = |d: NaiveDate| d.day() == 1;
        let months =
            i64::from(self.to.year() - self.from.year()) * 12 + i64::from(self.to.month()) - i64::from(self.from.month());
        (first(self.from) && first(self.to)).then_some(months)
    }

    /// The period of equal calendar length just before it: as many months for whole months, else as many days.
    #[must_use]
    pub fn previous(self) -> Self {
        match self.whole_months() {
            Some(months) => Self { from: add_months(self.from, -months), to: self.from },
            None => Self { from: self.from - chrono::TimeDelta::days(self.days()), to: self.from },
        }
    }

    /// The same period a year earlier. The 29th of February becomes the 28th.
    #[must_use]
    pub fn year_before(self) -> Self {
        Self { from: add_months(self.from, -12), to: add_months(self.to, -12) }
    }

    /// The part of it up to and including `today`; none before it began.
    #[must_use]
    pub fn until(self, today: NaiveDate) -> Option<Self> {
        Self::new(self.from, self.to.min(next_day(today)))
    }

    /// Whether `today` lies in it, so that it is not yet whole.
    #[must_use]
    pub fn is_running(self, today: NaiveDate) -> bool {
        self.contains(today)
    }

    /// The first `days` days of it, at most all of it (METRICS.md rule 6).
    #[must_use]
    pub fn first_days(self, days: i64) -> Self {
        Self { from: self.from, to: self.to.min(self.from + chrono::TimeDelta::days(days)) }
    }

    /// The calendar steps that it touches, each cut to the period: they add up to it.
    #[must_use]
    pub fn steps(self, step: Step) -> Vec<Self> {
        let mut parts = Vec::new();
        let mut from = self.from;
        while from < self.to {
            let next = match step {
                Step::Day => next_day(from),
                Step::Week(first) => {
                    let into = (from.weekday().num_days_from_monday() + 7 - first.num_days_from_monday()) % 7;
                    from + chrono::TimeDelta::days(i64::from(7 - into))
                }
                Step::Month => add_months(first_of_month(from), 1),
            };
            parts.push(Self { from, to: next.min(self.to) });
            from = next;
        }
        parts
    }
}

fn first_of_month(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

/// A date some months later or earlier, cut to the end of the month reached.
#[must_use]
pub fn add_months(day: NaiveDate, months: i64) -> NaiveDate {
    let count = Months::new(u32::try_from(months.unsigned_abs()).unwrap_or(u32::MAX));
    let moved = if months < 0 { day.checked_sub_months(count) } else { day.checked_add_months(count) };
    moved.unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn date(s: &str) -> NaiveDate {
        s.parse().unwrap()
    }
    fn period(from: &str, to: &str) -> Period {
        Period::new(date(from), date(to)).unwrap()
    }

    #[test]
    fn quarters_and_years_follow_the_fiscal_year() {
        assert_eq!(Period::quarter_of(date("2026-03-31"), 1), period("2026-01-01", "2026-04-01"));
        assert_eq!(Period::quarter_of(date("2026-01-15"), 2), period("2025-11-01", "2026-02-01"));
        assert_eq!(Period::year_of(date("2026-03-31"), 4), period("2025-04-01", "2026-04-01"));
    }

    #[test]
    fn the_period_before_has_equal_calendar_length() {
        assert_eq!(period("2026-03-01", "2026-04-01").previous(), period("2026-02-01", "2026-03-01"));
        assert_eq!(period("2026-03-05", "2026-03-12").previous(), period("2026-02-26", "2026-03-05"));
    }

    proptest! {
        #[test]
        fn steps_add_up_to_the_period(start in 0_i64..4000, length in 1_i64..900) {
            let from = date("2020-01-01") + chrono::TimeDelta::days(start);
            let whole = Period { from, to: from + chrono::TimeDelta::days(length) };
            for step in [Step::Day, Step::Week(Weekday::Sun), Step::Month] {
                let parts = whole.steps(step);
                prop_assert_eq!(parts.iter().map(|p| p.days()).sum::<i64>(), whole.days());
                prop_assert!(parts.windows(2).all(|w| w[0].to == w[1].from));
            }
        }
    }
}
