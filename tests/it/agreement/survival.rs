//! Kaplan–Meier curves against lifelines. Its plain intervals are another definition.

use super::{EXACT, agree, agree_interval, expected, number, whole};
use mihwar::metrics::survival::{Observation, Outcome, Survival};
use serde_json::Value;

/// A curve of the references: its median, its first rows and the curve at some days.
#[track_caller]
fn agree_curve(what: &str, found: &Survival, expected: &Value) {
    assert_eq!((found.n(), found.events()), (whole(&expected["n"]), whole(&expected["events"])), "{what}");
    assert_eq!(found.median().value, expected["median"].as_f64(), "{what}, median");
    for (share, key) in [(0.25, "p25"), (0.75, "p75"), (0.9, "p90")] {
        assert_eq!(found.closed_by(share), expected[key].as_f64(), "{what}, {key}");
    }
    let days = expected["at"].as_object().unwrap();
    assert!(!days.is_empty());
    for (day, point) in days {
        let what = format!("{what} on day {day}");
        let at = found.at(day.parse().unwrap()).unwrap_or_else(|| panic!("{what}: not known"));
        agree(&what, at.survival, number(&point["S"]), EXACT);
        agree(&format!("{what}, error"), at.standard_error, number(&point["greenwood_se"]), EXACT);
        agree_interval(&what, at.interval, &point["ci_loglog"][0], &point["ci_loglog"][1]);
        assert_eq!(at.at_risk, whole(&point["at_risk_just_before"]), "{what}");
    }
    let rows = expected["first_rows_time_atrisk_events_S"].as_array().unwrap();
    assert!(found.closings().len() >= rows.len());
    for (row, known) in found.closings().iter().zip(rows) {
        agree(&format!("{what}, day of a row"), row.day, number(&known[0]), EXACT);
        assert_eq!((row.at_risk, row.events), (whole(&known[1]), whole(&known[2])), "{what}: {row:?}");
        agree(&format!("{what}, row"), row.survival, number(&known[3]), EXACT);
    }
}

fn followed(events: &[(f64, bool)]) -> Survival {
    let outcome = |event: bool| if event { Outcome::Won } else { Outcome::Open };
    Survival::of(&events.iter().map(|&(days, event)| Observation { days, outcome: outcome(event) }).collect::<Vec<_>>())
}

#[test]
fn the_curve_of_the_6_mp_patients_agrees() {
    let Some(micro) = expected("micro_cases") else { return };
    let gehan = &micro["km_gehan_6mp"];
    let events = gehan["times_event"].as_array().unwrap().iter().map(|pair| (number(&pair[0]), whole(&pair[1]) == 1));
    let found = followed(&events.collect::<Vec<_>>());
    agree_curve("6-MP", &found, &gehan["result"]);
    let published = gehan["S_published"].as_object().unwrap();
    assert_eq!(published.len(), found.closings().len());
    for (week, survival) in published {
        let at = found.at(week.parse().unwrap()).unwrap();
        assert!((at.survival - number(survival)).abs() < 0.000_51, "week {week}: {at:?}");
    }
}

#[test]
fn curves_of_extreme_cases_agree() {
    let Some(micro) = expected("micro_cases") else { return };
    for (case, events) in [
        ("km_all_censored", vec![(5.0, false), (10.0, false)]),
        ("km_all_events_same_time", vec![(3.0, true); 3]),
        ("km_censor_and_event_tie", vec![(4.0, true), (4.0, false), (8.0, true)]),
    ] {
        agree_curve(case, &followed(&events), &micro[case]);
    }
}
