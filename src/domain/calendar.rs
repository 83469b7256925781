//! Working time: when a team works, and how much of it lies between two instants (METRICS.md §3).
//!
//! A calendar is open at an instant when the local clock of its zone then shows a time of a shift. All else follows
//! from that one sentence: where the clock skips an hour a shift over it is shorter, where an hour comes twice both
//! count, and the laws (never negative, additive, monotone) hold on any day.

mod hours;
mod spans;
#[cfg(test)]
mod tests;

pub use hours::{Hours, HoursError, MINUTES_A_DAY, Shift, WEEK};

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc, Weekday};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// How far ahead an end of working time is looked for, in days: ten years and the days between.
const HORIZON_DAYS: i64 = 3_660;
/// Characters of a season's name.
const NAME_LENGTH: usize = 100;

/// When a team works.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    zone: Tz,
    hours: Hours,
    seasons: Vec<Season>,
    holidays: BTreeSet<NaiveDate>,
}

/// Dated hours, such as those of Ramadan: they stand in place of the usual ones.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Season {
    /// What people call it.
    pub name: String,
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
    /// The hours of its days.
    pub hours: Hours,
}

/// Why something is no calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// A season needs a name of at most a hundred characters.
    #[error("a season without a name, or with a very long one")]
    SeasonName,
    /// A season ends before it begins.
    #[error("a season that ends before it begins")]
    SeasonBackwards,
    /// Two seasons claim the same day.
    #[error("two seasons on {0}")]
    SeasonsOverlap(NaiveDate),
}

impl Season {
    /// A season from its first day to its last.
    pub fn new(name: &str, from: NaiveDate, to: NaiveDate, hours: Hours) -> Result<Self, CalendarError> {
        let name = super::text::clean(name);
        if name.is_empty() || name.chars().count() > NAME_LENGTH {
            return Err(CalendarError::SeasonName);
        }
        if to < from {
            return Err(CalendarError::SeasonBackwards);
        }
        Ok(Self { name, from, to, hours })
    }

    /// Whether a local day lies in it.
    #[must_use]
    pub fn contains(&self, day: NaiveDate) -> bool {
        self.from <= day && day <= self.to
    }
}

impl Calendar {
    /// A calendar, whose seasons are put in order.
    pub fn new(zone: Tz, hours: Hours, mut seasons: Vec<Season>, holidays: BTreeSet<NaiveDate>) -> Result<Self, CalendarError> {
        seasons.sort_by_key(|s| (s.from, s.to));
        if seasons.iter().any(|s| s.to < s.from) {
            return Err(CalendarError::SeasonBackwards);
        }
        if let Some(two) = seasons.windows(2).find(|two| two[1].from <= two[0].to) {
            return Err(CalendarError::SeasonsOverlap(two[1].from));
        }
        Ok(Self { zone, hours, seasons, holidays })
    }

    /// Every hour of every day.
    #[must_use]
    pub fn around_the_clock(zone: Tz) -> Self {
        Self { zone, hours: Hours::around_the_clock(), seasons: Vec::new(), holidays: BTreeSet::new() }
    }

    /// What a team begins with: 09:00 to 17:00 on every day that is not of the weekend.
    #[must_use]
    pub fn usual(zone: Tz, weekend: &[Weekday]) -> Self {
        Self { zone, hours: Hours::usual(weekend), seasons: Vec::new(), holidays: BTreeSet::new() }
    }

    /// Whose clocks it reads.
    #[must_use]
    pub fn zone(&self) -> Tz {
        self.zone
    }

    /// The hours of a usual week.
    #[must_use]
    pub fn hours(&self) -> &Hours {
        &self.hours
    }

    /// Its seasons by their first day.
    #[must_use]
    pub fn seasons(&self) -> &[Season] {
        &self.seasons
    }

    /// Days on which nobody works.
    #[must_use]
    pub fn holidays(&self) -> &BTreeSet<NaiveDate> {
        &self.holidays
    }

    /// Working time between two instants; none where the second is not later.
    #[must_use]
    pub fn elapsed(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> TimeDelta {
        let mut worked = TimeDelta::zero();
        let mut at = from;
        while at < to {
            if let Some(ends) = self.plain_week(at).filter(|ends| *ends <= to) {
                worked += self.hours.week();
                at = ends;
                continue;
            }
            let ends = Self::window(at).min(to);
            worked = self.spans(at, ends).iter().fold(worked, |sum, span| sum + span.length());
            at = ends;
        }
        worked
    }

    /// The first instant at which that much has been worked since `start`. A window that is used up at closing time
    /// ends there, not at the next opening. None where the calendar does not open for so long within ten years.
    #[must_use]
    pub fn add(&self, start: DateTime<Utc>, worked: TimeDelta) -> Option<DateTime<Utc>> {
        let mut left = worked;
        if left <= TimeDelta::zero() {
            return Some(start);
        }
        let limit = start.checked_add_signed(TimeDelta::days(HORIZON_DAYS))?;
        let mut at = start;
        while at < limit {
            if let Some(ends) = self.plain_week(at).filter(|_| left > self.hours.week()) {
                left -= self.hours.week();
                at = ends;
                continue;
            }
            let ends = Self::window(at);
            for span in self.spans(at, ends) {
                if left <= span.length() {
                    return Some(span.from + left);
                }
                left -= span.length();
            }
            at = ends;
        }
        None
    }

    /// Whether work goes on at an instant. A closing time is no longer open.
    #[must_use]
    pub fn is_open(&self, at: DateTime<Utc>) -> bool {
        let local = at.with_timezone(&self.zone).naive_local();
        let since_midnight = local.time() - NaiveTime::MIN;
        self.shifts(local.date()).iter().any(|shift| shift.begins() <= since_midnight && since_midnight < shift.ends())
    }

    /// The first open instant at or after this one. None where it does not open within ten years.
    #[must_use]
    pub fn next_opening(&self, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let limit = at.checked_add_signed(TimeDelta::days(HORIZON_DAYS))?;
        let mut at = at;
        while at < limit {
            let ends = Self::window(at);
            if let Some(span) = self.spans(at, ends).first() {
                return Some(span.from);
            }
            at = ends;
        }
        None
    }

    /// Whether anybody works on a local day.
    #[must_use]
    pub fn works_on(&self, day: NaiveDate) -> bool {
        !self.shifts(day).is_empty()
    }

    /// What "one working day" means: the hours of a usual week over the days on which it works.
    #[must_use]
    pub fn usual_day(&self) -> TimeDelta {
        self.hours.usual_day()
    }

    /// The shifts of a local day, by the season it lies in.
    fn shifts(&self, day: NaiveDate) -> &[Shift] {
        if self.holidays.contains(&day) {
            return &[];
        }
        let hours = self.seasons.iter().find(|s| s.contains(day)).map_or(&self.hours, |season| &season.hours);
        hours.of(day)
    }
}
