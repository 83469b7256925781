use super::*;
use crate::domain::period::add_months;
use crate::metrics::figure::{Reason, Unit};
use proptest::prelude::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn days_of(from: &str, to: &str) -> Period {
    Period::new(day(from), day(to)).unwrap()
}

fn targets(steps: &[(&str, Option<f64>)]) -> Targets {
    Targets::new(steps.iter().map(|(from, value)| Step { from: day(from), value: *value }).collect())
}

fn asked(period: Period, today: &str, value: f64) -> Asked {
    let figure = Figure::plain(value, 100, Unit::Count);
    Asked { period, today: day(today), figure, matures_on: None, past: None, is_filtered: false }
}

fn state(kpi: Kpi, targets: &Targets, asked: &Asked) -> State {
    Standing::of(kpi, targets, &[], asked).state
}

#[test]
fn a_target_that_changes_in_july_leaves_june_judged_by_the_old_one() {
    let targets = targets(&[("2026-07-01", Some(0.08)), ("2026-01-01", Some(0.05))]);
    let of = |month: &str| state(Kpi::WinRate, &targets, &asked(Period::month_of(day(month)), "2026-12-31", 0.06));
    assert_eq!((of("2026-06-01"), of("2026-07-01"), of("2025-12-01")), (State::Met, State::Missed, State::NoTarget));
}

#[test]
fn a_target_can_end() {
    let targets = targets(&[("2026-01-01", Some(30.0)), ("2026-07-01", None)]);
    assert_eq!((targets.on(day("2026-06-30")), targets.on(day("2026-07-01"))), (Some(30.0), None));
    let quarter = days_of("2026-07-01", "2026-10-01");
    assert_eq!(state(Kpi::Cycle, &targets, &asked(quarter, "2026-12-31", 20.0)), State::NoTarget);
}

#[test]
fn months_of_a_sum_add_up_and_parts_of_them_by_their_days() {
    let targets = targets(&[("2026-07-01", Some(310.0)), ("2026-09-01", Some(600.0))]);
    let of = |from: &str, to: &str| {
        let standing = Standing::of(Kpi::Leads, &targets, &[], &asked(days_of(from, to), "2026-12-31", 1.0));
        (standing.value, standing.state)
    };
    assert_eq!(of("2026-07-01", "2026-10-01").0, Some(1220.0));
    assert_eq!(of("2026-07-11", "2026-07-21").0, Some(100.0));
    assert_eq!(of("2026-06-01", "2026-08-01"), (None, State::Partial), "June has none");
    assert_eq!(of("2026-05-01", "2026-07-01"), (None, State::NoTarget));
}

#[test]
fn a_level_is_judged_by_the_target_in_force_on_the_last_day_seen() {
    let targets = targets(&[("2026-07-01", Some(40.0)), ("2026-09-01", Some(30.0))]);
    let quarter = days_of("2026-07-01", "2026-10-01");
    let of = |today| Standing::of(Kpi::Cycle, &targets, &[], &asked(quarter, today, 35.0));
    assert_eq!((of("2026-08-10").value, of("2026-08-10").state), (Some(40.0), State::Met));
    assert_eq!((of("2026-11-10").value, of("2026-11-10").state), (Some(30.0), State::Missed));
}

#[test]
fn close_is_a_tenth_of_the_target_and_of_a_rate_two_points_at_most() {
    assert_eq!(judge(Kpi::Cac, 4400.0, 4000.0), State::Close);
    assert_eq!(judge(Kpi::Cac, 4401.0, 4000.0), State::Missed);
    assert_eq!(judge(Kpi::Cac, 3000.0, 4000.0), State::Met, "less is better");
    assert_eq!(judge(Kpi::WinRate, 0.48, 0.5), State::Close);
    assert_eq!(judge(Kpi::WinRate, 0.475, 0.5), State::Missed);
    assert_eq!(judge(Kpi::WithinHorizon, 0.054, 0.06), State::Close);
    assert_eq!(judge(Kpi::WithinHorizon, 0.053, 0.06), State::Missed, "two points of six percent would be a third");
    assert_eq!(judge(Kpi::RevenueGrowth, -0.01, 0.0), State::Close);
    assert_eq!(judge(Kpi::WithinHorizon, 0.1 + 0.2, 0.3), State::Met);
}

#[test]
fn a_running_sum_is_measured_by_the_course_of_the_year_before() {
    let targets = targets(&[("2026-01-01", Some(100.0))]);
    let quarter = days_of("2026-07-01", "2026-10-01");
    let running = asked(quarter, "2026-08-15", 90.0);
    let straight = Standing::of(Kpi::Revenue, &targets, &[], &running);
    assert_eq!(straight.expected, Some(300.0 * 46.0 / 92.0));
    assert_eq!((straight.state, straight.pace), (State::Missed, Some(0.6)));
    let slow_start = Asked { past: Some(Course { reached: 30.0, whole: 120.0 }), ..running };
    let paced = Standing::of(Kpi::Revenue, &targets, &[], &slow_start);
    assert_eq!((paced.expected, paced.state, paced.is_reached()), (Some(75.0), State::Met, false));
    let nothing_yet = Asked { past: Some(Course { reached: 0.0, whole: 120.0 }), ..running };
    assert_eq!(state(Kpi::Revenue, &targets, &nothing_yet), State::TooEarly);
    let passed = Asked { figure: Figure::plain(300.0, 5, Unit::Count), ..nothing_yet };
    assert!(Standing::of(Kpi::Revenue, &targets, &[], &passed).is_reached());
    let over = Asked { today: day("2026-10-01"), ..slow_start };
    assert_eq!(Standing::of(Kpi::Revenue, &targets, &[], &over).expected, Some(300.0));
}

#[test]
fn what_cannot_be_judged_says_why() {
    let targets = targets(&[("2026-01-01", Some(0.05))]);
    let month = days_of("2026-07-01", "2026-08-01");
    let young = Asked { matures_on: Some(day("2026-10-30")), ..asked(month, "2026-08-15", 0.01) };
    let standing = Standing::of(Kpi::WithinHorizon, &targets, &[], &young);
    assert_eq!((standing.state, standing.judged_from), (State::TooEarly, young.matures_on));
    let none = Asked { figure: Figure::none(Unit::Ratio, Reason::NoLeads), ..asked(month, "2026-08-15", 0.0) };
    assert_eq!(state(Kpi::WithinHorizon, &targets, &none), State::NoValue);
    let some = Asked { is_filtered: true, ..asked(month, "2026-08-15", 0.01) };
    assert_eq!(state(Kpi::WithinHorizon, &targets, &some), State::Filtered);
    assert_eq!(state(Kpi::Leads, &targets, &asked(month, "2026-06-15", 0.0)), State::TooEarly, "it has not begun");
}

fn any_kpi() -> impl Strategy<Value = Kpi> {
    proptest::sample::select(Kpi::ALL)
}

fn rank(state: State) -> u8 {
    match state {
        State::Met => 2,
        State::Close => 1,
        _ => 0,
    }
}

proptest! {
    #[test]
    fn better_is_never_judged_worse(kpi in any_kpi(), target in 0.01_f64..1e6, a in 0.0_f64..2e6, b in 0.0_f64..2e6) {
        let (worse, better) = if kpi.has_ceiling() { (a.max(b), a.min(b)) } else { (a.min(b), a.max(b)) };
        prop_assert!(rank(judge(kpi, better, target)) >= rank(judge(kpi, worse, target)));
        prop_assert_eq!(judge(kpi, target, target), State::Met);
    }

    #[test]
    fn the_parts_of_a_period_have_its_target(
        values in proptest::collection::vec(1.0_f64..1e6, 12), from in 0_i64..300, length in 2_i64..60, cut in 1_i64..60,
    ) {
        let first = day("2026-01-01");
        let steps = values.iter().zip(0..).map(|(value, month)| Step { from: add_months(first, month), value: Some(*value) });
        let targets = Targets::new(steps.collect());
        let begin = first + chrono::TimeDelta::days(from);
        let whole = Period { from: begin, to: begin + chrono::TimeDelta::days(length) };
        let middle = begin + chrono::TimeDelta::days(cut.min(length - 1));
        let (a, b) = (Period { to: middle, ..whole }, Period { from: middle, ..whole });
        let sum = targets.sum(whole).unwrap();
        prop_assert!((targets.sum(a).unwrap() + targets.sum(b).unwrap() - sum).abs() < 1e-6 * sum);
    }

    #[test]
    fn what_is_due_grows_with_the_days_and_ends_at_the_target(value in 1.0_f64..1e6, early in 0_i64..92, late in 0_i64..92) {
        let targets = Targets::new(vec![Step { from: day("2026-01-01"), value: Some(value) }]);
        let quarter = days_of("2026-07-01", "2026-10-01");
        let due = |after: i64| {
            let today = quarter.from + chrono::TimeDelta::days(after);
            let figure = Figure::plain(0.0, 0, Unit::Count);
            let asked = Asked { period: quarter, today, figure, matures_on: None, past: None, is_filtered: false };
            Standing::of(Kpi::Leads, &targets, &[], &asked).expected.unwrap()
        };
        prop_assert!(due(early.min(late)) <= due(early.max(late)));
        prop_assert!((due(91) - 3.0 * value).abs() < 1e-6 * value);
    }
}
