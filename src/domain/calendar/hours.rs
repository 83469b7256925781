//! The hours of a week.

use chrono::{Datelike as _, NaiveDate, TimeDelta, Weekday};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Minutes of a local day.
pub const MINUTES_A_DAY: u16 = 1_440;
/// Days of a week, from Monday.
pub const WEEK: [Weekday; 7] = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

/// Time of a local day in which a team works: minutes since midnight, the second not included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "(u16, u16)", into = "(u16, u16)")]
pub struct Shift {
    from: u16,
    to: u16,
}

/// The shifts of each day of a week. They are stored by ISO weekday: `{"1": [[540, 1020]]}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "BTreeMap<u8, Vec<Shift>>", into = "BTreeMap<u8, Vec<Shift>>")]
pub struct Hours {
    days: [Vec<Shift>; 7],
}

/// Why something is no week of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HoursError {
    /// A shift ends when it begins, or before. One over midnight is two.
    #[error("a shift that ends before it begins")]
    Backwards,
    /// A shift ends after its day.
    #[error("a shift that ends after its day")]
    PastMidnight,
    /// Two shifts of a day share some time.
    #[error("two shifts at the same time on day {0}")]
    Overlap(u8),
    /// Nobody would ever work.
    #[error("a week without work")]
    NoWork,
    /// No such day of a week.
    #[error("no day {0} in a week")]
    Weekday(u8),
}

impl Shift {
    /// A shift between two minutes of the local day; 1440 is midnight at its end.
    pub fn new(from: u16, to: u16) -> Result<Self, HoursError> {
        if to > MINUTES_A_DAY {
            return Err(HoursError::PastMidnight);
        }
        if from >= to {
            return Err(HoursError::Backwards);
        }
        Ok(Self { from, to })
    }

    /// The minute at which it begins.
    #[must_use]
    pub fn from(self) -> u16 {
        self.from
    }

    /// The minute at which it has ended.
    #[must_use]
    pub fn to(self) -> u16 {
        self.to
    }

    /// From midnight to its beginning.
    pub(super) fn begins(self) -> TimeDelta {
        TimeDelta::minutes(self.from.into())
    }

    /// From midnight to its end.
    pub(super) fn ends(self) -> TimeDelta {
        TimeDelta::minutes(self.to.into())
    }
}

impl TryFrom<(u16, u16)> for Shift {
    type Error = HoursError;

    fn try_from((from, to): (u16, u16)) -> Result<Self, HoursError> {
        Self::new(from, to)
    }
}

impl From<Shift> for (u16, u16) {
    fn from(shift: Shift) -> Self {
        (shift.from, shift.to)
    }
}

impl Hours {
    /// The hours of a week, Monday first. Shifts are put in order; they may touch, not overlap.
    pub fn new(mut days: [Vec<Shift>; 7]) -> Result<Self, HoursError> {
        for (number, day) in (1..).zip(&mut days) {
            day.sort();
            if day.windows(2).any(|two| two[1].from < two[0].to) {
                return Err(HoursError::Overlap(number));
            }
        }
        if days.iter().all(Vec::is_empty) {
            return Err(HoursError::NoWork);
        }
        Ok(Self { days })
    }

    /// Every hour of every day.
    #[must_use]
    pub fn around_the_clock() -> Self {
        Self { days: std::array::from_fn(|_| vec![Shift { from: 0, to: MINUTES_A_DAY }]) }
    }

    /// 09:00 to 17:00 on each day that is not of the weekend. A week that is all weekend is taken for none.
    #[must_use]
    pub fn usual(weekend: &[Weekday]) -> Self {
        let off = |day: &Weekday| weekend.contains(day);
        let all_off = WEEK.iter().all(off);
        let shift = Shift { from: 9 * 60, to: 17 * 60 };
        Self { days: WEEK.map(|day| if off(&day) && !all_off { Vec::new() } else { vec![shift] }) }
    }

    /// The shifts of a day of the week.
    #[must_use]
    pub fn on(&self, day: Weekday) -> &[Shift] {
        self.days.get(day.num_days_from_monday() as usize).map_or(&[], Vec::as_slice)
    }

    /// The shifts of a local day.
    #[must_use]
    pub fn of(&self, day: NaiveDate) -> &[Shift] {
        self.on(day.weekday())
    }

    /// Working time of a week without a change of clocks.
    #[must_use]
    pub fn week(&self) -> TimeDelta {
        self.days.iter().flatten().fold(TimeDelta::zero(), |sum, shift| sum + shift.ends() - shift.begins())
    }

    /// Working time of a week over the days on which it works.
    #[must_use]
    pub fn usual_day(&self) -> TimeDelta {
        let days = self.days.iter().filter(|day| !day.is_empty()).map(|_| 1).sum::<i32>();
        self.week() / days.max(1)
    }
}

impl TryFrom<BTreeMap<u8, Vec<Shift>>> for Hours {
    type Error = HoursError;

    fn try_from(stored: BTreeMap<u8, Vec<Shift>>) -> Result<Self, HoursError> {
        let mut days: [Vec<Shift>; 7] = Default::default();
        for (number, shifts) in stored {
            let day = number.checked_sub(1).and_then(|index| days.get_mut(usize::from(index)));
            *day.ok_or(HoursError::Weekday(number))? = shifts;
        }
        Self::new(days)
    }
}

impl From<Hours> for BTreeMap<u8, Vec<Shift>> {
    fn from(hours: Hours) -> Self {
        (1..).zip(hours.days).filter(|(_, day)| !day.is_empty()).collect()
    }
}
