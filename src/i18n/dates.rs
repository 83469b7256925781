//! Dates, months, times and periods.

use super::{Text, Words};
use crate::domain::moment::Moment;
use crate::domain::period::Period;
use chrono::{DateTime, Datelike as _, NaiveDate, Timelike as _, Utc};

impl Words {
    /// "29 Sep 2026", «29 سبتمبر 2026».
    #[must_use]
    pub fn date(self, day: NaiveDate) -> Text {
        self.dated("date-full", day)
    }

    /// "29 Sep", where the year is plain.
    #[must_use]
    pub fn day_month(self, day: NaiveDate) -> Text {
        self.dated("date-day-month", day)
    }

    /// "Sep 2026".
    #[must_use]
    pub fn month(self, day: NaiveDate) -> Text {
        self.dated("date-month", day)
    }

    /// "Sep".
    #[must_use]
    pub fn month_name(self, day: NaiveDate) -> Text {
        self.t(&format!("month-short-{}", day.month()))
    }

    /// The label of a month on an axis: the year stands at the first label and at each January.
    #[must_use]
    pub fn month_label(self, day: NaiveDate, first: bool) -> Text {
        if first || day.month() == 1 { self.month(day) } else { self.month_name(day) }
    }

    /// "09:40" in the reader's zone.
    #[must_use]
    pub fn time(self, at: DateTime<Utc>) -> Text {
        let local = at.with_timezone(&self.zone);
        let time = format!("{:02}:{:02}", local.hour(), local.minute());
        Text::finished(self.isolated(&self.digits(&time)))
    }

    /// "09:00–17:00": minutes of a local day, which no zone moves.
    #[must_use]
    pub fn hours(self, from: u16, to: u16) -> Text {
        let clock = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
        Text::finished(self.isolated(&self.digits(&format!("{}–{}", clock(from), clock(to)))))
    }

    /// "29 Sep 2026, 09:40" in the reader's zone.
    #[must_use]
    pub fn date_time(self, at: DateTime<Utc>) -> Text {
        let day = at.with_timezone(&self.zone).date_naive();
        self.t_args("date-time", &[("date", self.date(day).into()), ("time", self.time(at).into())])
    }

    /// A business moment: with its time where the source knew it.
    #[must_use]
    pub fn moment(self, moment: Moment) -> Text {
        match moment {
            Moment::Instant(at) => self.date_time(at),
            Moment::Date(on) => self.date(on),
        }
    }

    /// A year: never grouped.
    #[must_use]
    pub fn year(self, year: i32) -> Text {
        Text::finished(self.digits(&year.to_string()))
    }

    /// Both days of a period: "1 Jul to 29 Sep 2026", the year twice only where it differs.
    #[must_use]
    pub fn period(self, period: Period) -> Text {
        let (from, to) = (period.from, period.last_day());
        if from == to {
            return self.date(from);
        }
        if period.whole_months() == Some(1) {
            return self.month(from);
        }
        let first = if from.year() == to.year() { self.day_month(from) } else { self.date(from) };
        self.t_args("date-range", &[("from", first.into()), ("to", self.date(to).into())])
    }

    fn dated(self, key: &'static str, day: NaiveDate) -> Text {
        let number = |n: String| Text::finished(self.digits(&n));
        self.t_args(
            key,
            &[
                ("day", number(day.day().to_string()).into()),
                ("month", self.month_name(day).into()),
                ("year", number(day.year().to_string()).into()),
            ],
        )
    }
}
