//! A week of shifts as people type and read it: a line a day, "09:00-12:00, 13:00-17:00".

use crate::domain::calendar::{Hours, HoursError, Shift, WEEK};
use crate::domain::text;
use crate::i18n::{Text, Words};
use crate::web::components::{Facts, Field, FieldKind, Markup};
use crate::web::settings::Errors;
use chrono::Weekday;

/// The fields of the days, from Monday.
const DAYS: [&str; 7] = ["day_1", "day_2", "day_3", "day_4", "day_5", "day_6", "day_7"];

/// The days of a week from the first one of the workspace.
fn in_order(first: Weekday) -> impl Iterator<Item = (usize, Weekday)> {
    let skip = first.num_days_from_monday() as usize;
    (0..WEEK.len()).filter_map(move |n| {
        let index = (n + skip) % WEEK.len();
        Some((index, *WEEK.get(index)?))
    })
}

/// A week as it is typed, from Monday.
pub type Typed = [String; 7];

/// The lines of a week.
pub fn typed(hours: &Hours) -> Typed {
    let clock = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
    let shift = |s: &Shift| format!("{}-{}", clock(s.from()), clock(s.to()));
    WEEK.map(|day| hours.on(day).iter().map(shift).collect::<Vec<_>>().join(", "))
}

/// The week that the lines say; what is wrong stands in `errors`.
pub fn parse(lines: &Typed, errors: &mut Errors) -> Option<Hours> {
    let before = errors.len();
    let mut days: [Vec<Shift>; 7] = Default::default();
    for ((line, name), day) in lines.iter().zip(DAYS).zip(&mut days) {
        match parse_day(line) {
            Ok(shifts) => *day = shifts,
            Err(key) => errors.push((name, key)),
        }
    }
    if errors.len() > before {
        return None;
    }
    Hours::new(days)
        .map_err(|error| match error {
            HoursError::Overlap(day) => {
                errors.push((DAYS.get(usize::from(day) - 1).copied().unwrap_or("day_1"), "error-shifts-overlap"));
            }
            _ => errors.push(("day_1", "error-no-work")),
        })
        .ok()
}

fn parse_day(line: &str) -> Result<Vec<Shift>, &'static str> {
    let line = text::western_digits(line);
    line.split([',', '،', ';', '؛']).map(str::trim).filter(|part| !part.is_empty()).map(parse_shift).collect()
}

fn parse_shift(part: &str) -> Result<Shift, &'static str> {
    let (from, to) = part.split_once(['-', '–', '—']).ok_or("error-shift")?;
    let from = minute(from).ok_or("error-shift")?;
    // Midnight ends a day as 24:00, and a shift that ends at 00:00 means the same.
    let to = minute(to).map(|to| if to == 0 { 1_440 } else { to }).ok_or("error-shift")?;
    Shift::new(from, to).map_err(|error| match error {
        HoursError::Backwards => "error-shift-backwards",
        _ => "error-shift",
    })
}

/// "9", "09:30", "24:00".
fn minute(clock: &str) -> Option<u16> {
    let (hour, minute) = clock.trim().split_once(':').unwrap_or((clock.trim(), "0"));
    let (hour, minute) = (hour.parse::<u16>().ok()?, minute.parse::<u16>().ok()?);
    (minute < 60 && hour <= 24).then(|| hour * 60 + minute)
}

/// A field for each day.
pub fn fields(w: Words, first: Weekday, lines: &Typed, errors: &Errors) -> Vec<Field> {
    let field = |(index, _): (usize, Weekday)| {
        let name = DAYS.get(index)?;
        let mut field = Field::new(w, name, w.t(&format!("weekday-{}", index + 1)), FieldKind::Line("text"))
            .value(lines.get(index)?)
            .sometimes()
            .error(super::error(w, errors, name));
        field.ltr = true;
        Some(field)
    };
    in_order(first).filter_map(field).collect()
}

/// The week in words.
pub fn facts(w: Words, first: Weekday, hours: &Hours) -> Facts {
    let line = |(index, day): (usize, Weekday)| {
        let shifts: Vec<Text> = hours.on(day).iter().map(|s| w.hours(s.from(), s.to())).collect();
        let said = if shifts.is_empty() { w.t("day-off") } else { w.list(&shifts) };
        (w.t(&format!("weekday-{}", index + 1)), Markup::of(&said))
    };
    Facts { facts: in_order(first).map(line).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn week(sunday: &str) -> Typed {
        let mut lines = Typed::default();
        sunday.clone_into(&mut lines[6]);
        lines
    }
    fn wrong(lines: &Typed) -> Errors {
        let mut errors = Errors::new();
        assert_eq!(parse(lines, &mut errors), None);
        errors
    }

    #[test]
    fn shifts_are_read_as_people_write_them() {
        for (line, stored) in [
            ("09:00-12:00, 13:00-17:00", "09:00-12:00, 13:00-17:00"),
            ("٩–١٢:٣٠، ١٣:٠٠–١٧", "09:00-12:30, 13:00-17:00"),
            ("13-17; 9-12", "09:00-12:00, 13:00-17:00"),
            ("22:00-00:00", "22:00-24:00"),
            ("0-24", "00:00-24:00"),
        ] {
            let hours = parse(&week(line), &mut Errors::new()).unwrap();
            assert_eq!(typed(&hours)[6], stored, "{line}");
            assert_eq!(typed(&hours)[0], "");
        }
    }

    #[test]
    fn what_is_no_shift_says_why_beside_its_day() {
        assert_eq!(wrong(&week("17:00-09:00")), [("day_7", "error-shift-backwards")]);
        assert_eq!(wrong(&week("09:00-14:00, 13:00-17:00")), [("day_7", "error-shifts-overlap")]);
        for line in ["nine to five", "9", "9:75-10", "25-26", "24:30-25", "-1-5", "9-17-18"] {
            assert_eq!(wrong(&week(line)), [("day_7", "error-shift")], "{line}");
        }
        assert_eq!(wrong(&week("")), [("day_1", "error-no-work")]);
    }
}
