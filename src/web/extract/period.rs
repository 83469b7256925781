//! The period of an address: `2026-q3`, `2026-09`, `last-30d`, `ytd`, `since-alignment`, `2026-07-01..2026-09-29`
//! (UX.md §4). Pure: today and the workspace's calendar are told.

use crate::domain::moment::next_day;
use crate::domain::period::Period;
use crate::domain::workspace::Workspace;
use chrono::{DateTime, Datelike as _, Days, NaiveDate, Utc};
use std::fmt;

/// Years outside of these are mistyped.
const YEARS: std::ops::RangeInclusive<i32> = 1970..=2200;
/// Days of `last-30d`, today included.
const LAST_DAYS: u64 = 30;

/// What relative periods are reckoned from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// The workspace's local day.
    pub today: NaiveDate,
    /// The first month of the fiscal year, 1 to 12.
    pub fiscal_month: u32,
    /// The day since which the two teams work by agreement.
    pub alignment_start: Option<NaiveDate>,
}

impl Calendar {
    /// The calendar of a workspace at a moment.
    #[must_use]
    pub fn of(workspace: &Workspace, now: DateTime<Utc>) -> Self {
        Self {
            today: now.with_timezone(&workspace.zone).date_naive(),
            fiscal_month: workspace.fiscal_month,
            alignment_start: workspace.alignment_start,
        }
    }

    /// The fiscal year that a day belongs to, named by the calendar year in which it ends.
    fn fiscal_year(self, day: NaiveDate) -> i32 {
        Period::year_of(day, self.fiscal_month).last_day().year()
    }
}

/// A period as the address has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PeriodParam {
    /// A quarter of a fiscal year, 1 to 4.
    Quarter(i32, u32),
    /// A calendar month.
    Month(i32, u32),
    /// The last thirty days, today included.
    LastDays,
    /// The fiscal year up to today.
    YearToDate,
    /// From the alignment start to today.
    SinceAlignment,
    /// Two days, both included.
    Days(NaiveDate, NaiveDate),
}

impl PeriodParam {
    /// The quarter that a day lies in.
    #[must_use]
    pub fn quarter_of(day: NaiveDate, calendar: &Calendar) -> Self {
        let into = (day.month() + 12 - calendar.fiscal_month) % 12;
        Self::Quarter(calendar.fiscal_year(day), into / 3 + 1)
    }

    /// The month that a day lies in.
    #[must_use]
    pub fn month_of(day: NaiveDate) -> Self {
        Self::Month(day.year(), day.month())
    }

    /// The days of a period.
    #[must_use]
    pub fn of_days(period: Period) -> Self {
        Self::Days(period.from, period.last_day())
    }

    /// Reads a period; none where it is no period, or one that this workspace does not have.
    #[must_use]
    pub fn parse(text: &str, calendar: &Calendar) -> Option<Self> {
        let text = text.trim().to_ascii_lowercase();
        let found = match text.as_str() {
            "last-30d" => Self::LastDays,
            "ytd" => Self::YearToDate,
            "since-alignment" => Self::SinceAlignment,
            other => match other.split_once("..") {
                Some((from, last)) => Self::days(from, last)?,
                None => Self::quarter_or_month(other)?,
            },
        };
        found.period(calendar).map(|_| found)
    }

    /// Two days, both included, as a form sends them.
    #[must_use]
    pub fn days(from: &str, last: &str) -> Option<Self> {
        let (from, last) = (day(from)?, day(last)?);
        (from <= last).then_some(Self::Days(from, last))
    }

    fn quarter_or_month(text: &str) -> Option<Self> {
        let (year, part) = text.split_once('-')?;
        let year = (year.len() == 4).then(|| year.parse().ok()).flatten().filter(|year| YEARS.contains(year))?;
        match part.strip_prefix('q') {
            Some(quarter) => one_of(quarter, 1, 4).map(|quarter| Self::Quarter(year, quarter)),
            None => one_of(part, 2, 12).map(|month| Self::Month(year, month)),
        }
    }

    /// Its local days; none where the workspace has no such period.
    #[must_use]
    pub fn period(self, calendar: &Calendar) -> Option<Period> {
        let tomorrow = next_day(calendar.today);
        match self {
            Self::Quarter(year, quarter) => {
                let first = calendar.fiscal_month;
                let begins = NaiveDate::from_ymd_opt(if first == 1 { year } else { year - 1 }, first, 1)?;
                let month = crate::domain::period::add_months(begins, i64::from(quarter - 1) * 3);
                Some(Period::quarter_of(month, first))
            }
            Self::Month(year, month) => NaiveDate::from_ymd_opt(year, month, 1).map(Period::month_of),
            Self::LastDays => Period::new(tomorrow.checked_sub_days(Days::new(LAST_DAYS))?, tomorrow),
            Self::YearToDate => Period::new(Period::year_of(calendar.today, calendar.fiscal_month).from, tomorrow),
            Self::SinceAlignment => Period::new(calendar.alignment_start?, tomorrow),
            Self::Days(from, last) => Period::new(from, next_day(last)),
        }
    }

    /// Whether it means other days tomorrow.
    #[must_use]
    pub const fn is_relative(self) -> bool {
        matches!(self, Self::LastDays | Self::YearToDate | Self::SinceAlignment)
    }
}

fn day(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    let day: NaiveDate = text.parse().ok()?;
    // Only one way of writing a day, so that equal views have equal addresses.
    (YEARS.contains(&day.year()) && day.to_string() == text).then_some(day)
}

/// A number of so many digits from 1 to `last`.
fn one_of(text: &str, digits: usize, last: u32) -> Option<u32> {
    let plain = text.len() == digits && text.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten().filter(|n| (1..=last).contains(n))
}

/// As the address has it.
impl fmt::Display for PeriodParam {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Quarter(year, quarter) => write!(f, "{year}-q{quarter}"),
            Self::Month(year, month) => write!(f, "{year}-{month:02}"),
            Self::LastDays => write!(f, "last-{LAST_DAYS}d"),
            Self::YearToDate => f.write_str("ytd"),
            Self::SinceAlignment => f.write_str("since-alignment"),
            Self::Days(from, last) => write!(f, "{from}..{last}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn calendar(fiscal_month: u32) -> Calendar {
        Calendar { today: date("2026-09-29"), fiscal_month, alignment_start: Some(date("2026-03-02")) }
    }

    fn days(text: &str, fiscal_month: u32) -> Option<(String, String)> {
        let calendar = calendar(fiscal_month);
        let period = PeriodParam::parse(text, &calendar)?.period(&calendar)?;
        Some((period.from.to_string(), period.to.to_string()))
    }

    fn pair(from: &str, to: &str) -> (String, String) {
        (from.to_owned(), to.to_owned())
    }

    #[test]
    fn every_way_of_naming_a_period_has_its_days() {
        assert_eq!(days("2026-q3", 1), Some(pair("2026-07-01", "2026-10-01")));
        assert_eq!(days(" 2026-Q3 ", 1), Some(pair("2026-07-01", "2026-10-01")));
        assert_eq!(days("2026-09", 1), Some(pair("2026-09-01", "2026-10-01")));
        assert_eq!(days("last-30d", 1), Some(pair("2026-08-31", "2026-09-30")));
        assert_eq!(days("ytd", 1), Some(pair("2026-01-01", "2026-09-30")));
        assert_eq!(days("ytd", 4), Some(pair("2026-04-01", "2026-09-30")));
        assert_eq!(days("since-alignment", 1), Some(pair("2026-03-02", "2026-09-30")));
        assert_eq!(days("2026-07-01..2026-09-29", 1), Some(pair("2026-07-01", "2026-09-30")));
        assert_eq!(days("2026-07-01..2026-07-01", 1), Some(pair("2026-07-01", "2026-07-02")));
    }

    #[test]
    fn a_fiscal_year_is_named_by_the_year_in_which_it_ends() {
        assert_eq!(days("2026-q1", 4), Some(pair("2025-04-01", "2025-07-01")));
        assert_eq!(days("2026-q4", 4), Some(pair("2026-01-01", "2026-04-01")));
        assert_eq!(PeriodParam::quarter_of(date("2026-03-31"), &calendar(4)), PeriodParam::Quarter(2026, 4));
        assert_eq!(PeriodParam::quarter_of(date("2026-04-01"), &calendar(4)), PeriodParam::Quarter(2027, 1));
        assert_eq!(PeriodParam::quarter_of(date("2026-09-29"), &calendar(1)), PeriodParam::Quarter(2026, 3));
    }

    #[test]
    fn what_is_no_period_is_none() {
        for text in ["", "2026", "2026-q0", "2026-q5", "2026-13", "2026-9", "26-09", "1066-09", "..", "2026-q+3"] {
            assert_eq!(days(text, 1), None, "{text:?}");
        }
        for text in ["2026-09-29..2026-07-01", "2026-07-01..", "2026-7-1..2026-7-2", "2026-02-30..2026-03-01"] {
            assert_eq!(days(text, 1), None, "{text:?}");
        }
    }

    #[test]
    fn without_an_alignment_start_nothing_is_since_it() {
        let none = Calendar { alignment_start: None, ..calendar(1) };
        assert_eq!(PeriodParam::parse("since-alignment", &none), None);
        let later = Calendar { alignment_start: Some(date("2026-10-05")), ..none };
        assert_eq!(PeriodParam::parse("since-alignment", &later), None);
    }

    fn any_day() -> impl Strategy<Value = NaiveDate> {
        (0_i64..30_000).prop_map(|n| date("1990-01-01") + chrono::TimeDelta::days(n))
    }

    proptest! {
        #[test]
        fn what_is_printed_is_read_again(a in any_day(), b in any_day(), fiscal in 1_u32..=12) {
            let calendar = Calendar { today: a, fiscal_month: fiscal, alignment_start: Some(a.min(b)) };
            let days = PeriodParam::Days(a.min(b), a.max(b));
            let relative = [PeriodParam::LastDays, PeriodParam::YearToDate, PeriodParam::SinceAlignment];
            let fixed = [PeriodParam::quarter_of(b, &calendar), PeriodParam::month_of(b), days];
            for param in fixed.into_iter().chain(relative) {
                prop_assert_eq!(PeriodParam::parse(&param.to_string(), &calendar), Some(param));
            }
        }

        #[test]
        fn a_quarter_holds_the_day_that_it_was_made_of(day in any_day(), fiscal in 1_u32..=12) {
            let calendar = Calendar { today: day, fiscal_month: fiscal, alignment_start: None };
            let period = PeriodParam::quarter_of(day, &calendar).period(&calendar).unwrap();
            prop_assert!(period.contains(day) && period.whole_months() == Some(3));
        }

        #[test]
        fn no_text_is_too_strange(text in "\\PC{0,24}", day in any_day()) {
            let calendar = Calendar { today: day, fiscal_month: 1, alignment_start: Some(day) };
            if let Some(param) = PeriodParam::parse(&text, &calendar) {
                prop_assert!(param.period(&calendar).is_some());
            }
        }
    }
}
