//! Hours, days and months across a change of the clocks.

use super::{EXACT, agree, expected, number};
use chrono::{DateTime, Datelike as _, NaiveDate, Utc};
use mihwar::domain::moment::Moment;
use mihwar::domain::period::Period;
use serde_json::Value;

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

fn instant(value: &Value) -> DateTime<Utc> {
    text(value).replace(' ', "T").parse().unwrap()
}

#[test]
fn a_day_of_23_hours_agrees() {
    let Some(micro) = expected("micro_cases") else { return };
    let case = &micro["calendar"]["dst_spring_berlin"];
    let zone = chrono_tz::Europe::Berlin;
    let (start, end) = (Moment::Instant(instant(&case["start"])), Moment::Instant(instant(&case["end"])));
    agree("elapsed hours", start.days_until(end, zone) * 24.0, number(&case["elapsed_hours"]), EXACT);
    let days = Moment::Date(start.local_date(zone)).days_until(Moment::Date(end.local_date(zone)), zone);
    agree("calendar days", days, number(&case["calendar_days"]), EXACT);
}

#[test]
fn the_month_of_an_instant_follows_the_zone() {
    let Some(micro) = expected("micro_cases") else { return };
    let case = &micro["calendar"]["cairo_month_edge"];
    let moment = Moment::Instant(instant(&case["utc"]));
    for (zone, month) in [(chrono_tz::UTC, &case["month_in_utc"]), (chrono_tz::Africa::Cairo, &case["month_in_cairo"])] {
        let month_of = Period::month_of(moment.local_date(zone));
        assert_eq!(format!("{}-{:02}", month_of.from.year(), month_of.from.month()), text(month), "{zone}");
        assert!(month_of.holds(moment, zone));
    }
}

#[test]
fn the_leap_day_counts() {
    let Some(micro) = expected("micro_cases") else { return };
    let case = &micro["calendar"]["leap"];
    let date = |key: &str| Moment::Date(text(&case[key]).parse::<NaiveDate>().unwrap());
    agree("days", date("a").days_until(date("b"), chrono_tz::UTC), number(&case["days"]), EXACT);
}
