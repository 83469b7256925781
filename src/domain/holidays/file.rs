//! Holidays from an iCalendar file (RFC 5545): events of whole days, once or every year.

use crate::domain::period::Period;
use crate::domain::text;
use chrono::{Datelike as _, Days, NaiveDate, NaiveDateTime, NaiveTime, Weekday};
use icalendar::parser::{Component, read_calendar_simple, unfold};
use std::collections::BTreeMap;

/// Bytes of a file that are read.
pub const MOST_BYTES: usize = 1024 * 1024;
/// Days that a file may bring.
pub const MOST_DAYS: usize = 300;
/// Characters of a name that are kept.
const NAME_LENGTH: usize = 80;
/// How deep a file may nest; calendars nest three deep.
const MOST_DEPTH: usize = 8;
/// An event of more days is no holiday.
const LONGEST: i64 = 31;

/// A day off with its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayOff {
    /// The day.
    pub day: NaiveDate,
    /// What people call it.
    pub name: String,
}

/// What a file brings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HolidayFile {
    /// Its days off in the period asked for, in order, each once.
    pub days: Vec<DayOff>,
    /// Events at a time of day: meetings, not holidays.
    pub timed: usize,
    /// Events that were not understood: without a date, of more than a month, or repeated in another way than yearly.
    pub unread: usize,
    /// Events without a day in the period.
    pub elsewhere: usize,
}

/// Why a file brings nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    /// Too many bytes.
    #[error("a file of more than a megabyte")]
    TooLarge,
    /// It is something else.
    #[error("no iCalendar file")]
    NotACalendar,
    /// More days than a team can be off.
    #[error("a file of too many days")]
    TooMany,
}

/// Reads the days off of a file that lie in a period.
pub fn read(file: &[u8], period: Period) -> Result<HolidayFile, FileError> {
    if file.len() > MOST_BYTES {
        return Err(FileError::TooLarge);
    }
    let content = std::str::from_utf8(file).map_err(|_| FileError::NotACalendar)?;
    let content = unfold(content.trim_start_matches('\u{feff}').trim());
    if depth(&content) > MOST_DEPTH {
        return Err(FileError::NotACalendar);
    }
    let roots = read_calendar_simple(&content).map_err(|_| FileError::NotACalendar)?;
    let calendar = roots.first().filter(|root| root.name == "VCALENDAR").ok_or(FileError::NotACalendar)?;
    let mut found = HolidayFile::default();
    let mut days = BTreeMap::new();
    for event in calendar.components.iter().filter(|c| c.name == "VEVENT" && value(c, "STATUS") != Some("CANCELLED")) {
        match occurrences(event, period) {
            Read::Timed => found.timed += 1,
            Read::Unread => found.unread += 1,
            Read::Days(of_event) if of_event.is_empty() => found.elsewhere += 1,
            Read::Days(of_event) => {
                let name = name(event);
                for day in of_event {
                    days.entry(day).or_insert_with(|| name.clone());
                }
            }
        }
        if days.len() > MOST_DAYS {
            return Err(FileError::TooMany);
        }
    }
    found.days = days.into_iter().map(|(day, name)| DayOff { day, name }).collect();
    Ok(found)
}

/// How deep a file nests. The parser goes down by recursion, so it is asked first.
fn depth(content: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for line in content.lines() {
        if line.starts_with("BEGIN:") {
            depth += 1;
            deepest = deepest.max(depth);
        } else if line.starts_with("END:") {
            depth = depth.saturating_sub(1);
        }
    }
    deepest
}

fn value<'a>(event: &'a Component<'_>, name: &str) -> Option<&'a str> {
    event.find_prop(name).map(|property| property.val.as_str())
}

fn name(event: &Component<'_>) -> String {
    let summary = event.find_prop("SUMMARY").map(|p| p.val.clone().unescape_text().as_str().to_owned()).unwrap_or_default();
    text::clean(&summary).chars().take(NAME_LENGTH).collect()
}

/// What an event says.
enum Read {
    /// These days of the period.
    Days(Vec<NaiveDate>),
    /// It has a time of day.
    Timed,
    /// Nothing that is understood.
    Unread,
}

fn occurrences(event: &Component<'_>, period: Period) -> Read {
    let Some(starts) = value(event, "DTSTART").and_then(When::parse) else { return Read::Unread };
    let ends = value(event, "DTEND").and_then(When::parse);
    let (first, length) = match (starts, ends) {
        (When::Day(first), Some(When::Day(end))) => (first, (end - first).num_days().max(1)),
        (When::Day(first), _) => (first, value(event, "DURATION").and_then(whole_days).unwrap_or(1)),
        // Outlook writes whole days from midnight to midnight.
        (When::Local(first), Some(When::Local(end))) if is_midnight(first) && is_midnight(end) && first < end => {
            (first.date(), (end.date() - first.date()).num_days())
        }
        _ => return Read::Timed,
    };
    if !(1..=LONGEST).contains(&length) {
        return Read::Unread;
    }
    let firsts = match value(event, "RRULE") {
        None => vec![first],
        Some(rule) => match Yearly::parse(rule, first) {
            Some(yearly) => yearly.firsts(first, period),
            None => return Read::Unread,
        },
    };
    let days = firsts.into_iter().flat_map(|first| (0..length).map(move |n| first + chrono::TimeDelta::days(n)));
    Read::Days(days.filter(|day| period.contains(*day)).collect())
}

fn is_midnight(at: NaiveDateTime) -> bool {
    at.time() == NaiveTime::MIN
}

/// A duration of whole days or weeks.
fn whole_days(duration: &str) -> Option<i64> {
    let rest = duration.strip_prefix('P')?;
    let number = |text: &str| text.parse::<i64>().ok().filter(|n| (1..=1_000).contains(n));
    rest.strip_suffix('D').and_then(number).or_else(|| rest.strip_suffix('W').and_then(number).map(|weeks| weeks * 7))
}

/// A date or a time as a file writes it. Years of four digits only: dates stay where adding to them is safe.
#[derive(Clone, Copy)]
enum When {
    Day(NaiveDate),
    Local(NaiveDateTime),
    Instant,
}

impl When {
    fn parse(written: &str) -> Option<Self> {
        if written.len() == 8 {
            return NaiveDate::parse_from_str(written, "%Y%m%d").ok().map(Self::Day);
        }
        let local = NaiveDateTime::parse_from_str(written.strip_suffix('Z').unwrap_or(written), "%Y%m%dT%H%M%S").ok()?;
        Some(if written.ends_with('Z') { Self::Instant } else { Self::Local(local) })
    }
}

/// Once every year or every few: on the same date, or on a weekday of a month ("the fourth Thursday of November").
struct Yearly {
    interval: i32,
    count: Option<i32>,
    until: Option<NaiveDate>,
    weekday: Option<(u32, i8, Weekday)>,
}

impl Yearly {
    fn parse(rule: &str, first: NaiveDate) -> Option<Self> {
        let mut yearly = Self { interval: 1, count: None, until: None, weekday: None };
        let (mut is_yearly, mut month, mut by_day) = (false, first.month(), None);
        for part in rule.split(';') {
            match part.split_once('=')? {
                ("FREQ", "YEARLY") => is_yearly = true,
                ("INTERVAL", n) => yearly.interval = n.parse().ok().filter(|n| (1..=100).contains(n))?,
                ("COUNT", n) => yearly.count = Some(n.parse().ok().filter(|n| *n >= 1)?),
                ("UNTIL", until) => yearly.until = NaiveDate::parse_from_str(until.get(..8)?, "%Y%m%d").ok(),
                ("BYMONTH", n) => month = n.parse().ok().filter(|n| (1..=12).contains(n))?,
                ("BYMONTHDAY", n) if n.parse() == Ok(first.day()) => {}
                ("BYDAY", which) => by_day = Some(which),
                ("WKST", _) => {}
                _ => return None,
            }
        }
        if let Some(which) = by_day {
            let (number, day) = which.split_at_checked(which.len().checked_sub(2)?)?;
            yearly.weekday = Some((month, number.parse().ok().filter(|n| (-5..=5).contains(n) && *n != 0)?, weekday(day)?));
        } else if month != first.month() {
            return None;
        }
        is_yearly.then_some(yearly)
    }

    /// The first days of its occurrences that may touch a period.
    fn firsts(&self, first: NaiveDate, period: Period) -> Vec<NaiveDate> {
        let from = period.from.checked_sub_days(Days::new(LONGEST.unsigned_abs())).unwrap_or(period.from);
        (from.year()..=period.to.year())
            .filter(|year| (year - first.year()).rem_euclid(self.interval) == 0 && *year >= first.year())
            .filter(|year| self.count.is_none_or(|count| (year - first.year()) / self.interval < count))
            .filter_map(|year| match self.weekday {
                None => first.with_year(year),
                Some((month, number, day)) => weekday_of_month(year, month, number, day),
            })
            .filter(|day| *day >= first && self.until.is_none_or(|until| *day <= until))
            .collect()
    }
}

/// The n-th weekday of a month; counted from its end where n is negative.
fn weekday_of_month(year: i32, month: u32, number: i8, day: Weekday) -> Option<NaiveDate> {
    let from_start = |n: u8| NaiveDate::from_weekday_of_month_opt(year, month, day, n);
    if number > 0 {
        return from_start(number.unsigned_abs());
    }
    let last: u8 = if from_start(5).is_some() { 5 } else { 4 };
    from_start((last + 1).checked_sub(number.unsigned_abs()).filter(|n| *n > 0)?)
}

fn weekday(key: &str) -> Option<Weekday> {
    Some(match key {
        "MO" => Weekday::Mon,
        "TU" => Weekday::Tue,
        "WE" => Weekday::Wed,
        "TH" => Weekday::Thu,
        "FR" => Weekday::Fri,
        "SA" => Weekday::Sat,
        "SU" => Weekday::Sun,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn period() -> Period {
        Period::new("2026-01-01".parse().unwrap(), "2029-01-01".parse().unwrap()).unwrap()
    }
    fn file(events: &[&str]) -> String {
        let events: Vec<String> = events.iter().map(|e| format!("BEGIN:VEVENT\r\nUID:1@x\r\n{e}\r\nEND:VEVENT\r\n")).collect();
        let events = events.concat();
        format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\n{events}END:VCALENDAR\r\n")
    }
    fn days(events: &[&str]) -> Vec<String> {
        let read = read(file(events).as_bytes(), period()).unwrap();
        read.days.iter().map(|d| format!("{} {}", d.day, d.name)).collect()
    }

    #[test]
    fn an_event_of_several_days_ends_before_its_end() {
        let eid = "DTSTART;VALUE=DATE:20260320\r\nDTEND;VALUE=DATE:20260323\r\nSUMMARY:عيد الفطر\\, إجازة";
        let name = "عيد الفطر, إجازة";
        assert_eq!(days(&[eid]), ["2026-03-20", "2026-03-21", "2026-03-22"].map(|d| format!("{d} {name}")));
        assert_eq!(days(&["DTSTART;VALUE=DATE:20260923\r\nSUMMARY:National Day"]), ["2026-09-23 National Day"]);
    }

    #[test]
    fn whole_days_are_known_without_their_type_too() {
        assert_eq!(days(&["DTSTART:20260923\r\nDURATION:P2D\r\nSUMMARY:a"]), ["2026-09-23 a", "2026-09-24 a"]);
        let outlook =
            "DTSTART;TZID=Arab Standard Time:20260923T000000\r\nDTEND;TZID=Arab Standard Time:20260924T000000\r\nSUMMARY:a";
        assert_eq!(days(&[outlook]), ["2026-09-23 a"]);
    }

    #[test]
    fn a_day_of_every_year_is_expanded_within_the_period() {
        let yearly = |rule: &str| days(&[&format!("DTSTART;VALUE=DATE:20200222\r\nRRULE:FREQ=YEARLY{rule}\r\nSUMMARY:f")]);
        let all = ["2026-02-22 f", "2027-02-22 f", "2028-02-22 f"];
        assert_eq!(yearly(""), all);
        assert_eq!(yearly(";BYMONTH=2;BYMONTHDAY=22"), all);
        assert_eq!(yearly(";INTERVAL=2"), ["2026-02-22 f", "2028-02-22 f"]);
        assert_eq!(yearly(";COUNT=8"), ["2026-02-22 f", "2027-02-22 f"]);
        assert_eq!(yearly(";UNTIL=20260301T000000Z"), ["2026-02-22 f"]);
        let thanksgiving = "DTSTART;VALUE=DATE:20251127\r\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH\r\nSUMMARY:t";
        assert_eq!(days(&[thanksgiving]), ["2026-11-26 t", "2027-11-25 t", "2028-11-23 t"]);
        let last = "DTSTART;VALUE=DATE:20250526\r\nRRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO\r\nSUMMARY:t";
        assert_eq!(days(&[last]), ["2026-05-25 t", "2027-05-31 t", "2028-05-29 t"]);
    }

    #[test]
    fn what_is_no_holiday_is_counted() {
        let content = file(&[
            "DTSTART:20260923T090000Z\r\nDTEND:20260923T100000Z\r\nSUMMARY:meeting",
            "DTSTART;VALUE=DATE:20260923\r\nRRULE:FREQ=WEEKLY\r\nSUMMARY:weekly",
            "DTSTART;VALUE=DATE:20260101\r\nDTEND;VALUE=DATE:20261231\r\nSUMMARY:a year",
            "SUMMARY:no date",
            "DTSTART;VALUE=DATE:20100923\r\nSUMMARY:long ago",
            "DTSTART;VALUE=DATE:20260923\r\nSTATUS:CANCELLED\r\nSUMMARY:off",
        ]);
        let read = read(content.as_bytes(), period()).unwrap();
        assert_eq!((read.days.len(), read.timed, read.unread, read.elsewhere), (0, 1, 3, 1));
    }

    #[test]
    fn something_else_is_no_calendar() {
        let deep = "BEGIN:A\r\n".repeat(100_000);
        for wrong in
            ["", "name,day\nEid,2026-03-20", "BEGIN:VCARD\r\nFN:x\r\nEND:VCARD", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT", &deep]
        {
            assert_eq!(read(wrong.as_bytes(), period()), Err(FileError::NotACalendar));
        }
        assert_eq!(read(b"\xff\xfe\x00", period()), Err(FileError::NotACalendar));
        assert_eq!(read(&vec![b'a'; MOST_BYTES + 1], period()), Err(FileError::TooLarge));
    }

    #[test]
    fn too_many_days_are_refused() {
        let events: Vec<String> = (0..14)
            .map(|n| period().from + chrono::TimeDelta::days(n * 30))
            .map(|from| format!("DTSTART;VALUE=DATE:{}\r\nDURATION:P30D\r\nSUMMARY:a", from.format("%Y%m%d")))
            .collect();
        let events: Vec<&str> = events.iter().map(String::as_str).collect();
        assert_eq!(read(file(&events).as_bytes(), period()), Err(FileError::TooMany));
    }

    proptest! {
        #[test]
        fn no_file_breaks_the_reader(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let _ = read(&bytes, period());
        }

        #[test]
        fn no_event_breaks_the_reader(start in "[0-9T]{0,15}Z?", end in "[0-9]{8}", rule in "(FREQ=YEARLY)?(;?[A-Z]{2,10}=-?[A-Z0-9]{0,9}){0,3}") {
            let event = format!("DTSTART:{start}\r\nDTEND:{end}\r\nRRULE:{rule}\r\nSUMMARY:s");
            let found = read(file(&[&event]).as_bytes(), period());
            prop_assert!(found.is_ok_and(|found| found.days.iter().all(|d| period().contains(d.day))));
        }
    }
}
