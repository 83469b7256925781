//! When something happened, as precisely as the source knows it (METRICS.md rule 4).

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeZone as _, Utc};
use chrono_tz::Tz;

/// Seconds in a day of 24 hours, the unit of a fractional day.
const DAY_SECONDS: f64 = 86_400.0;

/// A business moment: an instant, or a local date where the source knows no more.
/// A date never moves with the time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(untagged)]
pub enum Moment {
    /// An exact instant.
    Instant(DateTime<Utc>),
    /// A whole local day.
    Date(NaiveDate),
}

impl Moment {
    /// Puts together the two columns in which a moment is stored. Both empty is no moment.
    #[must_use]
    pub fn from_columns(at: Option<DateTime<Utc>>, on: Option<NaiveDate>) -> Option<Self> {
        at.map(Self::Instant).or(on.map(Self::Date))
    }

    /// The instant, if the source knew it.
    #[must_use]
    pub fn at(self) -> Option<DateTime<Utc>> {
        match self {
            Self::Instant(at) => Some(at),
            Self::Date(_) => None,
        }
    }

    /// The date, if the source knew only that.
    #[must_use]
    pub fn on(self) -> Option<NaiveDate> {
        match self {
            Self::Instant(_) => None,
            Self::Date(on) => Some(on),
        }
    }

    /// The local day it belongs to.
    #[must_use]
    pub fn local_date(self, zone: Tz) -> NaiveDate {
        match self {
            Self::Instant(at) => at.with_timezone(&zone).date_naive(),
            Self::Date(on) => on,
        }
    }

    /// The first instant it can stand for.
    #[must_use]
    pub fn begins(self, zone: Tz) -> DateTime<Utc> {
        match self {
            Self::Instant(at) => at,
            Self::Date(on) => day_start(on, zone),
        }
    }

    /// The end of what it can stand for: for a date, the start of the next local day.
    #[must_use]
    pub fn ends(self, zone: Tz) -> DateTime<Utc> {
        match self {
            Self::Instant(at) => at,
            Self::Date(on) => day_start(next_day(on), zone),
        }
    }

    /// Whether it has happened by `now`: a date has when it is no later than the local date of now.
    #[must_use]
    pub fn has_happened(self, now: DateTime<Utc>, zone: Tz) -> bool {
        match self {
            Self::Instant(at) => at <= now,
            Self::Date(on) => on <= now.with_timezone(&zone).date_naive(),
        }
    }

    /// Days from this moment to `end`, negative when `end` comes first. Between two dates it is a difference of
    /// dates in whole days; between instants it is exact; mixed, a date that begins counts from the start of its
    /// local day and one that ends to its end.
    #[must_use]
    pub fn days_until(self, end: Self, zone: Tz) -> f64 {
        match (self, end) {
            (Self::Date(a), Self::Date(b)) => whole_days(a, b),
            _ => elapsed_days(self.begins(zone), end.ends(zone)),
        }
    }

    /// Days from this moment to now: whole days from a date, exact from an instant.
    #[must_use]
    pub fn days_until_now(self, now: DateTime<Utc>, zone: Tz) -> f64 {
        match self {
            Self::Date(on) => whole_days(on, now.with_timezone(&zone).date_naive()),
            Self::Instant(at) => elapsed_days(at, now),
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "day counts are far below 2^52")]
fn whole_days(a: NaiveDate, b: NaiveDate) -> f64 {
    (b - a).num_days() as f64
}

#[expect(clippy::cast_precision_loss, reason = "seconds of centuries are far below 2^52")]
fn elapsed_days(a: DateTime<Utc>, b: DateTime<Utc>) -> f64 {
    let span = b - a;
    (span.num_seconds() as f64 + f64::from(span.subsec_nanos()) / 1e9) / DAY_SECONDS
}

/// The day after. At the end of the calendar it stays.
#[must_use]
pub fn next_day(day: NaiveDate) -> NaiveDate {
    day.checked_add_days(Days::new(1)).unwrap_or(day)
}

/// The instant at which a local day begins. Where the clock skips midnight, the day begins at the first minute
/// that exists; where midnight comes twice, at the first of the two.
#[must_use]
pub fn day_start(day: NaiveDate, zone: Tz) -> DateTime<Utc> {
    let midnight = day.and_time(NaiveTime::MIN);
    (0..=24 * 4)
        .filter_map(|quarter| zone.from_local_datetime(&(midnight + chrono::TimeDelta::minutes(15 * quarter))).earliest())
        .map(|local| local.with_timezone(&Utc))
        .next()
        .unwrap_or_else(|| midnight.and_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(s: &str) -> NaiveDate {
        s.parse().unwrap()
    }
    fn instant(s: &str) -> DateTime<Utc> {
        s.parse().unwrap()
    }

    #[test]
    fn a_spring_day_in_berlin_has_23_hours() {
        let zone = chrono_tz::Europe::Berlin;
        let hours = (day_start(date("2024-04-01"), zone) - day_start(date("2024-03-31"), zone)).num_hours();
        assert_eq!(hours, 23);
    }

    #[test]
    fn a_day_that_skips_midnight_begins_when_the_clock_first_shows_it() {
        // Cairo's clocks went from 00:00 to 01:00 on 26 April 2024.
        assert_eq!(day_start(date("2024-04-26"), chrono_tz::Africa::Cairo), instant("2024-04-25T22:00:00Z"));
    }

    #[test]
    fn between_two_dates_the_leap_day_counts() {
        let days = Moment::Date(date("2024-02-28")).days_until(Moment::Date(date("2024-03-01")), chrono_tz::UTC);
        assert!((days - 2.0).abs() < f64::EPSILON);
    }

    #[test]
    fn a_date_that_ends_runs_to_the_end_of_its_day() {
        let zone = chrono_tz::Asia::Riyadh;
        let from = Moment::Instant(instant("2026-03-31T09:00:00Z"));
        assert!((from.days_until(Moment::Date(date("2026-03-31")), zone) - 0.5).abs() < 1e-12);
    }

    #[test]
    fn a_date_has_happened_on_its_own_day() {
        let zone = chrono_tz::Asia::Riyadh;
        let now = instant("2026-03-30T21:00:00Z"); // 31 March, 00:00 in Riyadh
        assert!(Moment::Date(date("2026-03-31")).has_happened(now, zone));
        assert!(!Moment::Date(date("2026-04-01")).has_happened(now, zone));
    }
}
