//! The open spans of a calendar on the line of instants.

use super::Calendar;
use crate::domain::moment::next_day;
use chrono::{DateTime, NaiveTime, Offset as _, TimeDelta, TimeZone as _, Utc};
use chrono_tz::Tz;

/// Open time between two instants, the second not included.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    pub from: DateTime<Utc>,
    pub to: DateTime<Utc>,
}

impl Span {
    pub fn length(self) -> TimeDelta {
        self.to - self.from
    }
}

impl Calendar {
    /// Where the window that begins at an instant ends. Windows are short enough for one change of clocks at most.
    pub(super) fn window(at: DateTime<Utc>) -> DateTime<Utc> {
        at.checked_add_signed(TimeDelta::days(1)).unwrap_or(DateTime::<Utc>::MAX_UTC)
    }

    /// The open spans of a window in their order.
    pub(super) fn spans(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> Vec<Span> {
        let mut spans = Vec::new();
        match self.change_of_clocks(from, to) {
            None => self.spans_at_one_offset(from, to, &mut spans),
            Some(change) => {
                self.spans_at_one_offset(from, change, &mut spans);
                self.spans_at_one_offset(change, to, &mut spans);
            }
        }
        spans
    }

    /// The end of the week that begins at an instant, where it is a usual one: no change of clocks (none has ever
    /// been taken back within a week), no season and no holiday. Such a week holds the hours of a week.
    pub(super) fn plain_week(&self, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let ends = at.checked_add_signed(TimeDelta::weeks(1))?;
        let (first, last) = (at.with_timezone(&self.zone()).date_naive(), ends.with_timezone(&self.zone()).date_naive());
        let plain = offset(self.zone(), at) == offset(self.zone(), ends)
            && self.seasons().iter().all(|s| s.to < first || last < s.from)
            && self.holidays().range(first..=last).next().is_none();
        plain.then_some(ends)
    }

    /// The instant of a window from which the clocks are set differently.
    fn change_of_clocks(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let last = to - TimeDelta::nanoseconds(1);
        let after = offset(self.zone(), last);
        if last <= from || offset(self.zone(), from) == after {
            return None;
        }
        // Clocks are set at whole seconds: between one with the old offset and one with the new.
        let (mut old, mut new) = (from.timestamp(), last.timestamp());
        while new - old > 1 {
            let middle = old + (new - old) / 2;
            let at = DateTime::from_timestamp(middle, 0)?;
            if offset(self.zone(), at) == after { new = middle } else { old = middle }
        }
        DateTime::from_timestamp(new, 0)
    }

    fn spans_at_one_offset(&self, from: DateTime<Utc>, to: DateTime<Utc>, spans: &mut Vec<Span>) {
        let offset = offset(self.zone(), from);
        let (local_from, local_to) = (from.naive_utc() + offset, to.naive_utc() + offset);
        let mut day = local_from.date();
        while day <= local_to.date() {
            let midnight = day.and_time(NaiveTime::MIN);
            for shift in self.shifts(day) {
                let begins = (midnight + shift.begins()).max(local_from);
                let ends = (midnight + shift.ends()).min(local_to);
                if begins < ends {
                    spans.push(Span { from: (begins - offset).and_utc(), to: (ends - offset).and_utc() });
                }
            }
            if next_day(day) == day {
                break;
            }
            day = next_day(day);
        }
    }
}

/// How far the local clock is ahead of UTC at an instant.
fn offset(zone: Tz, at: DateTime<Utc>) -> TimeDelta {
    TimeDelta::seconds(zone.offset_from_utc_datetime(&at.naive_utc()).fix().local_minus_utc().into())
}
