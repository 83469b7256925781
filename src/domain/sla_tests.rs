//! What is stored as a due instant and what a page reads from the clock must agree, whatever the calendar and the hold.

use super::*;
use crate::domain::calendar::{Hours, Shift, WEEK};
use chrono::Weekday;
use proptest::prelude::*;
use std::collections::BTreeSet;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn minutes(minutes: i64) -> TimeDelta {
    TimeDelta::minutes(minutes)
}

fn gulf() -> Calendar {
    Calendar::usual(chrono_tz::Asia::Riyadh, &[Weekday::Fri, Weekday::Sat])
}

/// Two shifts a day, one of them through the hour that Berlin's clocks skip in spring and repeat in autumn, a holiday.
fn nights() -> Calendar {
    let shifts = vec![Shift::new(60, 200).unwrap(), Shift::new(780, 1_000).unwrap()];
    let hours = Hours::new(WEEK.map(|_| shifts.clone())).unwrap();
    Calendar::new(chrono_tz::Europe::Berlin, hours, Vec::new(), BTreeSet::from(["2026-03-27".parse().unwrap()])).unwrap()
}

fn windows(touch: i64, decide: i64) -> Windows {
    Windows {
        assign: minutes(30),
        touch: minutes(touch),
        decide: minutes(decide),
        expire: Some(minutes(decide)),
        at_risk_percent: 80,
        tell_again: Some(minutes(touch * 2)),
        reassign: Some(minutes(touch * 3)),
    }
}

/// An offer assigned at once.
fn offered(at: DateTime<Utc>) -> Facts {
    Facts { state: State::Offered, offered: at, assigned: Some(at), touched: None, decided: None, hold: None }
}

#[test]
fn the_clock_of_a_working_day() {
    let (calendar, windows) = (gulf(), windows(240, 960));
    let clocks = Clocks { calendar: &calendar, windows: &windows };
    // Thursday 15:00 in Riyadh: two hours that day, two on Sunday.
    let facts = offered(at("2026-01-08T12:00:00Z"));
    let read = |text: &str| clocks.read(&facts, at(text));
    assert_eq!(clocks.plan(&facts).touch, Some(at("2026-01-11T08:00:00Z")));
    assert_eq!(clocks.plan(&facts).touch_breach, Some(at("2026-01-11T08:00:00Z")));
    assert_eq!(read("2026-01-08T13:00:00Z").state, TouchState::Pending);
    let night = read("2026-01-09T00:00:00Z");
    assert_eq!((night.state, night.resumes, night.left()), (TouchState::Closed, Some(at("2026-01-11T06:00:00Z")), minutes(120)));
    assert_eq!(read("2026-01-11T07:12:00Z").state, TouchState::AtRisk);
    assert_eq!(read("2026-01-11T08:00:00Z").state, TouchState::AtRisk, "the window is used, and not more");
    let late = read("2026-01-11T08:30:00Z");
    assert_eq!((late.state, late.late(), late.left()), (TouchState::Breached, minutes(30), TimeDelta::zero()));
}

#[test]
fn a_window_used_up_at_closing_is_late_from_the_next_opening_on() {
    let (calendar, windows) = (gulf(), windows(120, 960));
    let clocks = Clocks { calendar: &calendar, windows: &windows };
    let facts = offered(at("2026-01-08T12:00:00Z"));
    let dues = clocks.plan(&facts);
    assert_eq!((dues.touch, dues.touch_breach), (Some(at("2026-01-08T14:00:00Z")), Some(at("2026-01-11T06:00:00Z"))));
    let weekend = Facts { touched: Some(at("2026-01-10T10:00:00Z")), ..facts };
    assert_eq!(clocks.read(&weekend, at("2026-01-11T09:00:00Z")).state, TouchState::Met, "on a day off nothing is late");
    assert_eq!(clocks.response(&weekend), Some((minutes(120), minutes(120))));
}

#[test]
fn a_hold_stops_the_clock_and_hides_no_breach() {
    let (calendar, windows) = (gulf(), windows(240, 960));
    let clocks = Clocks { calendar: &calendar, windows: &windows };
    let hold = |from: &str, until: &str| Some(Hold { from: at(from), until: at(until) });
    // Held from 10:00 to noon of the next day, local time.
    let facts = Facts { hold: hold("2026-01-11T07:00:00Z", "2026-01-12T09:00:00Z"), ..offered(at("2026-01-11T06:00:00Z")) };
    let standing = clocks.read(&facts, at("2026-01-11T12:00:00Z"));
    assert_eq!(
        (standing.state, standing.used, standing.resumes),
        (TouchState::Held, minutes(60), Some(at("2026-01-12T09:00:00Z")))
    );
    let dues = clocks.plan(&facts);
    assert_eq!((dues.touch, dues.touch_breach_unheld), (Some(at("2026-01-12T12:00:00Z")), Some(at("2026-01-11T10:00:00Z"))));
    let too_late = Facts { hold: hold("2026-01-11T11:00:00Z", "2026-01-20T09:00:00Z"), ..facts };
    let read = clocks.read(&too_late, at("2026-01-12T09:00:00Z"));
    assert_eq!((read.state, read.late()), (TouchState::Breached, minutes(60)));
}

#[test]
fn an_offer_that_ended_is_not_late_for_ever() {
    let (calendar, windows) = (gulf(), windows(240, 480));
    let clocks = Clocks { calendar: &calendar, windows: &windows };
    let facts = offered(at("2026-01-11T06:00:00Z"));
    let read = |facts: Facts| {
        let read = clocks.read(&facts, at("2026-03-01T09:00:00Z"));
        (read.state, read.late())
    };
    assert_eq!(read(Facts { state: State::Withdrawn, ..facts }), (TouchState::Ended, TimeDelta::zero()));
    let rejected = Facts { state: State::Rejected, decided: Some(at("2026-01-11T08:00:00Z")), ..facts };
    assert_eq!(read(rejected), (TouchState::Ended, TimeDelta::zero()));
    let late = Facts { decided: Some(at("2026-01-11T11:00:00Z")), ..rejected };
    assert_eq!(read(late), (TouchState::Breached, minutes(60)));
    // It expired eight hours past the eight of its decision: twelve past the four of its touch.
    assert_eq!(read(Facts { state: State::Expired, ..facts }), (TouchState::Breached, minutes(720)));
}

#[test]
fn a_touch_before_the_assignment_took_no_time() {
    let (calendar, windows) = (gulf(), windows(240, 960));
    let clocks = Clocks { calendar: &calendar, windows: &windows };
    let facts = Facts { touched: Some(at("2026-01-11T05:00:00Z")), ..offered(at("2026-01-11T06:00:00Z")) };
    assert_eq!(clocks.response(&facts), Some((TimeDelta::zero(), TimeDelta::zero())));
    assert_eq!(clocks.read(&facts, at("2026-02-01T06:00:00Z")).state, TouchState::Met);
}

#[test]
fn what_is_typed_in_late_saves_no_breach() {
    let zone = chrono_tz::Asia::Riyadh;
    let effort = |happened: Moment, logged: &str| Effort { happened, logged: at(logged), by: None };
    let since = at("2026-01-11T06:00:00Z");
    let first = |efforts: &[Effort]| first_touch(efforts, since, zone).map(|(at, _)| at);
    let call = |text: &str| Moment::Instant(at(text));
    assert_eq!(first(&[]), None);
    assert_eq!(first(&[effort(call("2026-01-11T05:59:59Z"), "2026-01-11T06:00:00Z")]), None, "before the engagement");
    assert_eq!(first(&[effort(call("2026-01-11T07:00:00Z"), "2026-01-12T07:00:00Z")]), Some(at("2026-01-11T07:00:00Z")));
    assert_eq!(first(&[effort(call("2026-01-11T07:00:00Z"), "2026-01-12T07:00:01Z")]), Some(at("2026-01-12T07:00:01Z")));
    // A day counts as its end, at the latest as when it was logged, and never as a time before the engagement.
    let day = Moment::Date("2026-01-11".parse().unwrap());
    assert_eq!(first(&[effort(day, "2026-01-11T09:00:00Z")]), Some(at("2026-01-11T09:00:00Z")));
    assert_eq!(first(&[effort(day, "2026-01-12T09:00:00Z")]), Some(at("2026-01-11T21:00:00Z")));
    let two = [effort(call("2026-01-13T07:00:00Z"), "2026-01-13T07:00:00Z"), effort(day, "2026-01-11T09:00:00Z")];
    assert_eq!(first(&two), Some(at("2026-01-11T09:00:00Z")), "the first of them, in any order");
}

/// Two calendars, an offer within days when clocks change, and a hold somewhere near it.
fn cases() -> impl Strategy<Value = (Calendar, Windows, Facts)> {
    let calendars = prop_oneof![Just(gulf()), Just(nights()), Just(Calendar::around_the_clock(chrono_tz::Europe::Berlin))];
    let hold = proptest::option::of((0_i64..6_000, 1_i64..10_000));
    (calendars, 1_i64..1_500, 1_i64..3_000, 0_i64..14_400, 0_i64..600, hold).prop_map(
        |(calendar, touch, decide, start, delay, hold)| {
            let from = at("2026-03-22T00:00:00Z") + minutes(start);
            let hold = hold.map(|(after, length)| {
                let from = from + minutes(after);
                Hold { from, until: from + minutes(length) }
            });
            (calendar, windows(touch, decide), Facts { assigned: Some(from + minutes(delay)), hold, ..offered(from) })
        },
    )
}

proptest! {
    #[test]
    fn the_page_and_the_stored_due_agree_at_every_instant((calendar, windows, facts) in cases(), after in 0_i64..40_000) {
        let clocks = Clocks { calendar: &calendar, windows: &windows };
        let dues = clocks.plan(&facts);
        let (breach, risk) = (dues.touch_breach.unwrap(), dues.touch_risk.unwrap());
        let second = TimeDelta::seconds(1);
        for now in [facts.offered + minutes(after), breach - second, breach, breach + second, risk, risk - second] {
            let read = clocks.read(&facts, now);
            prop_assert_eq!(read.state == TouchState::Breached, now > breach, "{:?} at {}", read, now);
            prop_assert_eq!(read.late() > TimeDelta::zero(), now > breach);
            prop_assert!(read.left() >= TimeDelta::zero() && read.late() >= TimeDelta::zero() && read.used >= TimeDelta::zero());
            prop_assert!(read.left().is_zero() || read.late().is_zero());
            if read.state == TouchState::AtRisk {
                prop_assert!(risk <= now && now <= breach);
            }
            // Touched now.
            let touched = Facts { touched: Some(now), ..facts };
            let expected = if now > breach { TouchState::MetLate } else { TouchState::Met };
            prop_assert_eq!(clocks.read(&touched, now + minutes(5)).state, expected);
            let (held, unheld) = clocks.response(&touched).unwrap();
            prop_assert!(TimeDelta::zero() <= held && held <= unheld);
            prop_assert_eq!(unheld > windows.touch, now > dues.touch_breach_unheld.unwrap());
        }
    }

    #[test]
    fn a_hold_only_moves_what_is_due_to_later((calendar, windows, facts) in cases()) {
        let clocks = Clocks { calendar: &calendar, windows: &windows };
        let (held, free) = (clocks.plan(&facts), clocks.plan(&Facts { hold: None, ..facts }));
        let dues = |dues: Dues| [dues.assign, dues.touch_risk, dues.touch, dues.touch_breach, dues.tell_again, dues.reassign,
            dues.decide, dues.decide_breach, dues.expire].map(Option::unwrap);
        for (held, free) in dues(held).into_iter().zip(dues(free)) {
            prop_assert!(held >= free);
            // Nothing comes due while the clocks stand, but for what did at the very moment.
            if let Some(hold) = facts.hold {
                prop_assert!(held == free || held >= hold.until);
            }
        }
        prop_assert_eq!(held.touch_breach_unheld, free.touch_breach);
        prop_assert!(held.touch_risk <= held.touch && held.touch <= held.touch_breach && held.touch_breach <= held.tell_again);
        prop_assert!(held.decide <= held.decide_breach && held.decide <= held.expire);
    }

    #[test]
    fn steps_come_in_order_and_each_once((calendar, windows, facts) in cases(), unassigned: bool, accepted: bool) {
        let clocks = Clocks { calendar: &calendar, windows: &windows };
        let assigned = if unassigned { None } else { facts.assigned };
        let state = if accepted { State::Accepted } else { State::Offered };
        let facts = Facts { state, assigned, ..facts };
        let dues = clocks.plan(&facts);
        let (mut done, mut last) = (Vec::new(), facts.offered);
        while let Some((at, step)) = next_step(&facts, &dues, &done) {
            prop_assert!(at >= last, "{step:?} before its turn");
            prop_assert!(!done.contains(&step));
            last = at;
            done.push(step);
        }
        let mut expected = BTreeSet::new();
        expected.extend(facts.hold.map(|_| "hold_over"));
        if !unassigned { expected.extend(["at_risk", "breached", "told_again", "reassigned"]); }
        if !accepted { expected.extend(["decide_breached", "expired"]); }
        if unassigned && !accepted { expected.insert("assign_breached"); }
        prop_assert_eq!(done.iter().map(|step| step.key()).collect::<BTreeSet<_>>(), expected);
        let touched = Facts { state: State::Accepted, assigned: facts.assigned.or(Some(facts.offered)), touched: Some(last), ..facts };
        prop_assert_eq!(next_step(&touched, &dues, &[]), None, "who was called is left in peace");
    }
}
