//! Dates and times as people write them.

use crate::domain::moment::Moment;
use crate::domain::text;
use chrono::{DateTime, Datelike as _, Days, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Offset as _, TimeZone as _, Utc};
use chrono_tz::Tz;

/// Which comes first where both could be the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// 31/12/2026.
    Dmy,
    /// 12/31/2026.
    Mdy,
}

/// A date as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stamp {
    /// A time with its zone.
    Instant(DateTime<Utc>),
    /// A time without a zone.
    Naive(NaiveDateTime),
    /// A day.
    Day(NaiveDate),
}

/// Why a text gives no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateError {
    /// It has the form of a date that does not exist, such as 31/02.
    Impossible,
    /// It has not the form of a date.
    Unreadable,
    /// Day and month could be exchanged and nobody has said which comes first.
    Undecided,
}

/// What a text tells of the order of day and month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// The day comes first.
    Dmy,
    /// The month comes first.
    Mdy,
    /// It could be either.
    Either,
}

impl Stamp {
    /// The moment it stands for; a time without a zone is one of `zone`.
    #[must_use]
    pub fn moment(self, zone: Tz) -> Moment {
        match self {
            Self::Instant(at) => Moment::Instant(at),
            Self::Naive(local) => Moment::Instant(in_zone(local, zone)),
            Self::Day(day) => Moment::Date(day),
        }
    }

    /// The local day.
    #[must_use]
    pub fn day(self, zone: Tz) -> NaiveDate {
        match self {
            Self::Instant(at) => at.with_timezone(&zone).date_naive(),
            Self::Naive(local) => local.date(),
            Self::Day(day) => day,
        }
    }
}

/// The instant of a local time: the earlier one where the clock shows it twice, and by the offset before where the clock
/// skips it, as calendars do.
#[must_use]
pub fn in_zone(local: NaiveDateTime, zone: Tz) -> DateTime<Utc> {
    if let Some(at) = zone.from_local_datetime(&local).earliest() {
        return at.with_timezone(&Utc);
    }
    let offset = (1..=3)
        .filter_map(|days| zone.from_local_datetime(&local.checked_sub_days(Days::new(days))?).latest())
        .map(|before| before.offset().fix())
        .next();
    offset
        .and_then(|offset| offset.from_local_datetime(&local).single())
        .map_or_else(|| local.and_utc(), |at| at.with_timezone(&Utc))
}

/// Reads a date. A blank cell is for the caller to tell.
///
/// # Errors
/// [`DateError`], which says whether the date is impossible, unreadable or undecided.
pub fn parse(cell: &str, order: Option<DateOrder>) -> Result<Stamp, DateError> {
    if cell.is_ascii() {
        return parse_ascii(cell.trim(), order);
    }
    let western: String = text::western_digits(cell).chars().filter(|c| !text::is_invisible(*c)).collect();
    parse_ascii(western.replace(['\u{00A0}', '\u{202F}', '،'], " ").trim(), order)
}

/// What a cell tells of the order of day and month; none for a cell whose form leaves nothing open.
#[must_use]
pub fn evidence(cell: &str) -> Option<Evidence> {
    // The common forms begin with a year or a long number: nothing to tell.
    let bytes = cell.as_bytes();
    if bytes.len() >= 5 && bytes[..4].iter().all(u8::is_ascii_digit) {
        return None;
    }
    let western: String = text::western_digits(cell).chars().filter(|c| !text::is_invisible(*c)).collect();
    let (a, b, _, mark, _) = triple(western.trim())?;
    match (a, b) {
        _ if mark == '.' => None,
        (13..=31, 1..=12) => Some(Evidence::Dmy),
        (1..=12, 13..=31) => Some(Evidence::Mdy),
        (1..=12, 1..=12) if a != b => Some(Evidence::Either),
        _ => None,
    }
}

fn parse_ascii(cell: &str, order: Option<DateOrder>) -> Result<Stamp, DateError> {
    let bytes = cell.as_bytes();
    let digits = bytes.iter().take_while(|b| b.is_ascii_digit()).count();
    if digits == 4 && bytes.len() >= 8 && matches!(bytes[4], b'-' | b'/' | b'.') {
        return year_first(cell);
    }
    if digits == bytes.len() {
        return match digits {
            8 => day(number(&cell[..4]), number(&cell[4..6]), number(&cell[6..])).map(Stamp::Day),
            // Milliseconds since 1970, as interfaces print them.
            13 => cell.parse().ok().and_then(DateTime::from_timestamp_millis).map(Stamp::Instant).ok_or(DateError::Unreadable),
            _ => Err(DateError::Unreadable),
        };
    }
    if let Some((a, b, year, mark, rest)) = triple(cell) {
        let (d, m) = if mark == '.' { (a, b) } else { ordered(a, b, order)? };
        return with_time(day(year, m, d)?, rest);
    }
    named(cell)
}

/// `2026-03-31`, `2026/3/31`, with a time or without.
fn year_first(cell: &str) -> Result<Stamp, DateError> {
    let mark = char::from(cell.as_bytes()[4]);
    let (month, rest) = cell[5..].split_once(mark).ok_or(DateError::Unreadable)?;
    let length = rest.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=2).contains(&length) || !(1..=2).contains(&month.len()) || !month.bytes().all(|b| b.is_ascii_digit()) {
        return Err(DateError::Unreadable);
    }
    let date = day(number(&cell[..4]), number(month), number(&rest[..length]))?;
    with_time(date, &rest[length..])
}

/// Three numbers with one mark between them, the year last: the first two, the year, the mark and what follows.
fn triple(cell: &str) -> Option<(u32, u32, u32, char, &str)> {
    let (a, rest) = leading(cell, 2)?;
    let mark = rest.chars().next().filter(|c| matches!(c, '/' | '.' | '-'))?;
    let (b, rest) = leading(&rest[1..], 2)?;
    let rest = rest.strip_prefix(mark)?;
    let length = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (year, rest) = leading(rest, 4)?;
    let year = match (length, year) {
        (4, year) => year,
        (2, year) if year < 70 => 2000 + year,
        (2, year) => 1900 + year,
        _ => return None,
    };
    Some((a, b, year, mark, rest))
}

/// The number of at most `most` digits that a text begins with.
fn leading(text: &str, most: usize) -> Option<(u32, &str)> {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    (1..=most).contains(&length).then(|| (number(&text[..length]), &text[length..]))
}

/// Day and month in the order that is known.
fn ordered(a: u32, b: u32, order: Option<DateOrder>) -> Result<(u32, u32), DateError> {
    match order {
        Some(DateOrder::Dmy) => Ok((a, b)),
        Some(DateOrder::Mdy) => Ok((b, a)),
        None if a > 12 && b > 12 => Err(DateError::Impossible),
        None if a > 12 || a == b => Ok((a, b)),
        None if b > 12 => Ok((b, a)),
        None => Err(DateError::Undecided),
    }
}

/// `30 Mar 2026`, `Mar 30, 2026`, `30-Mar-26`, `Monday, 30 March 2026 14:05`, `٣٠ مارس ٢٠٢٦`.
fn named(cell: &str) -> Result<Stamp, DateError> {
    let mut month = None;
    let mut numbers: Vec<(u32, usize)> = Vec::with_capacity(2);
    let mut rest = cell;
    while !rest.is_empty() && (month.is_none() || numbers.len() < 2) {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '-' | '/' | '.'));
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 {
            if digits > 4 || rest[digits..].starts_with(':') {
                return Err(DateError::Unreadable);
            }
            numbers.push((number(&rest[..digits]), digits));
            rest = &rest[digits..];
            continue;
        }
        let length = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        if length == 0 {
            return Err(DateError::Unreadable);
        }
        let word = text::fold(&rest[..length]);
        rest = &rest[length..];
        match month_of(&word) {
            Some(m) if month.is_none() => month = Some(m),
            _ if is_filler(&word) => {}
            _ => return Err(DateError::Unreadable),
        }
    }
    let month = month.ok_or(DateError::Unreadable)?;
    let (d, year) = match numbers.as_slice() {
        [(year, 4), (d, 1 | 2)] | [(d, 1 | 2), (year, 4)] => (*d, *year),
        [(d, 1 | 2), (year, 2)] => (*d, 2000 + *year),
        _ => return Err(DateError::Unreadable),
    };
    with_time(day(year, month, d)?, rest)
}

/// Months by their names: English, and the two sets of names that Arabic uses, folded.
fn month_of(word: &str) -> Option<u32> {
    const ENGLISH: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    const ARABIC: [&[&str]; 12] = [
        &["يناير", "جانفي"],
        &["فبراير", "فيفري", "شباط"],
        &["مارس", "اذار"],
        &["ابريل", "افريل", "نيسان"],
        &["مايو", "ماي", "ايار"],
        &["يونيو", "جوان", "حزيران"],
        &["يوليو", "جويليه", "تموز"],
        &["اغسطس", "اوت", "اب"],
        &["سبتمبر", "ايلول"],
        &["اكتوبر"],
        &["نوفمبر"],
        &["ديسمبر"],
    ];
    let found =
        ENGLISH.iter().position(|name| word.len() >= 3 && name.starts_with(word)).or_else(|| (word == "sept").then_some(8));
    let found = found.or_else(|| ARABIC.iter().position(|names| names.contains(&word)));
    found.and_then(|at| u32::try_from(at + 1).ok())
}

/// Weekdays and endings of numbers, which add nothing to a date.
fn is_filler(word: &str) -> bool {
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    matches!(word, "st" | "nd" | "rd" | "th") || (word.len() >= 3 && DAYS.iter().any(|day| day.starts_with(word)))
}

fn number(digits: &str) -> u32 {
    digits.bytes().fold(0, |n, b| n * 10 + u32::from(b - b'0'))
}

fn day(year: u32, month: u32, day: u32) -> Result<NaiveDate, DateError> {
    i32::try_from(year)
        .ok()
        .filter(|year| (1900..=9999).contains(year))
        .and_then(|year| NaiveDate::from_ymd_opt(year, month, day))
        .ok_or(DateError::Impossible)
}

/// A day and what follows it: nothing, or a time with its zone or without.
fn with_time(date: NaiveDate, rest: &str) -> Result<Stamp, DateError> {
    if rest.is_empty() {
        return Ok(Stamp::Day(date));
    }
    let rest = rest.strip_prefix(['T', 't', ' ', ',']).ok_or(DateError::Unreadable)?.trim_start();
    if rest.is_empty() {
        return Ok(Stamp::Day(date));
    }
    let (hour, rest) = leading(rest, 2).ok_or(DateError::Unreadable)?;
    let (minute, mut rest) = rest.strip_prefix(':').and_then(|r| leading(r, 2)).ok_or(DateError::Unreadable)?;
    let (mut second, mut nanos) = (0, 0);
    if let Some(more) = rest.strip_prefix(':') {
        (second, rest) = leading(more, 2).ok_or(DateError::Unreadable)?;
        if let Some(more) = rest.strip_prefix(['.', ',']) {
            let length = more.bytes().take_while(u8::is_ascii_digit).count();
            if length == 0 {
                return Err(DateError::Unreadable);
            }
            nanos = format!("{:0<9}", &more[..length.min(9)]).parse().map_err(|_| DateError::Unreadable)?;
            rest = &more[length..];
        }
    }
    let rest = rest.trim();
    let (hour, rest) = half_day(hour, rest)?;
    // A leap second is the last second of its minute here.
    let second = if second == 60 { 59 } else { second };
    let time = NaiveTime::from_hms_nano_opt(hour, minute, second, nanos).ok_or(DateError::Impossible)?;
    let local = date.and_time(time);
    match offset(rest)? {
        None => Ok(Stamp::Naive(local)),
        Some(offset) => offset
            .from_local_datetime(&local)
            .single()
            .map(|at| Stamp::Instant(at.with_timezone(&Utc)))
            .filter(|at| matches!(at, Stamp::Instant(at) if at.year() < 10_000))
            .ok_or(DateError::Impossible),
    }
}

/// Takes off `AM`, `PM`, `ص`, `م`.
fn half_day(hour: u32, rest: &str) -> Result<(u32, &str), DateError> {
    let end = rest.find(|c: char| !c.is_alphabetic() && c != '.').unwrap_or(rest.len());
    let afternoon = match rest[..end].to_ascii_lowercase().replace('.', "").as_str() {
        "am" | "ص" => false,
        "pm" | "م" => true,
        _ => return Ok((hour, rest)),
    };
    if !(1..=12).contains(&hour) {
        return Err(DateError::Impossible);
    }
    Ok((hour % 12 + if afternoon { 12 } else { 0 }, rest[end..].trim_start()))
}

/// `Z`, `UTC`, `+03:00`, `-0500`, `+03`; none where there is none.
fn offset(text: &str) -> Result<Option<FixedOffset>, DateError> {
    if text.is_empty() {
        return Ok(None);
    }
    if matches!(text, "Z" | "z" | "UTC" | "GMT") {
        return Ok(Some(Utc.fix()));
    }
    let text = text.strip_prefix("UTC").or_else(|| text.strip_prefix("GMT")).unwrap_or(text);
    let (east, digits) = match text.as_bytes().first() {
        Some(b'+') => (1, &text[1..]),
        Some(b'-') => (-1, &text[1..]),
        _ => return Err(DateError::Unreadable),
    };
    let (hours, minutes) = match digits.len() {
        1 | 2 => (digits, "0"),
        4 if digits.is_ascii() => digits.split_at(2),
        _ => digits.split_once(':').ok_or(DateError::Unreadable)?,
    };
    let part = |s: &str| s.parse::<i32>().ok().filter(|n| (0..60).contains(n) && s.len() <= 2).ok_or(DateError::Unreadable);
    let seconds = part(hours)? * 3600 + part(minutes)? * 60;
    FixedOffset::east_opt(east * seconds).map(Some).ok_or(DateError::Impossible)
}

#[cfg(test)]
#[path = "dates_tests.rs"]
mod tests;
