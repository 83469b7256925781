//! The laws of METRICS.md §3, on days when clocks change, at month ends, in Gulf weeks, seasons and holidays.

use super::*;
use chrono_tz::{America::New_York, Asia::Riyadh, Europe::Berlin};
use proptest::prelude::*;

fn date(s: &str) -> NaiveDate {
    s.parse().unwrap()
}
fn at(s: &str) -> DateTime<Utc> {
    s.parse().unwrap()
}
fn shift(from: u16, to: u16) -> Shift {
    Shift::new(from * 60, to * 60).unwrap()
}
fn hours(minutes: i64) -> TimeDelta {
    TimeDelta::hours(minutes)
}
fn gulf() -> Calendar {
    Calendar::usual(Riyadh, &[Weekday::Fri, Weekday::Sat])
}
fn every_day(zone: Tz, shifts: &[Shift]) -> Calendar {
    let hours = Hours::new(std::array::from_fn(|_| shifts.to_vec())).unwrap();
    Calendar::new(zone, hours, Vec::new(), BTreeSet::new()).unwrap()
}

#[test]
fn a_window_that_starts_on_a_gulf_friday_ends_on_sunday() {
    // 9 January 2026 is a Friday; Riyadh is three hours ahead of UTC.
    assert_eq!(gulf().add(at("2026-01-09T13:00:00Z"), hours(2)), Some(at("2026-01-11T08:00:00Z")));
}

#[test]
fn a_window_that_is_used_up_at_closing_ends_there() {
    assert_eq!(gulf().add(at("2026-01-08T12:00:00Z"), hours(2)), Some(at("2026-01-08T14:00:00Z")));
    assert_eq!(gulf().add(at("2026-01-08T12:00:01Z"), hours(2)), Some(at("2026-01-11T06:00:01Z")));
    // Whole weeks of work end at a closing too.
    assert_eq!(gulf().add(at("2026-01-08T14:00:00Z"), hours(80)), Some(at("2026-01-22T14:00:00Z")));
}

#[test]
fn a_closing_time_is_closed_and_an_opening_time_is_open() {
    let calendar = gulf();
    assert!(!calendar.is_open(at("2026-01-08T05:59:59Z")));
    assert!(calendar.is_open(at("2026-01-08T06:00:00Z")));
    assert!(!calendar.is_open(at("2026-01-08T14:00:00Z")));
    assert_eq!(calendar.next_opening(at("2026-01-08T14:00:00Z")), Some(at("2026-01-11T06:00:00Z")));
    assert_eq!(calendar.next_opening(at("2026-01-08T13:00:00Z")), Some(at("2026-01-08T13:00:00Z")));
}

#[test]
fn an_hour_that_the_clock_skips_is_not_worked() {
    // Berlin went from 02:00 to 03:00 on 29 March 2026, and back on 25 October.
    let night = every_day(Berlin, &[shift(1, 4)]);
    assert_eq!(night.elapsed(at("2026-03-28T23:00:00Z"), at("2026-03-29T22:00:00Z")), hours(2));
    assert_eq!(night.elapsed(at("2026-10-24T22:00:00Z"), at("2026-10-25T23:00:00Z")), hours(4));
    let gone = every_day(Berlin, &[shift(2, 3)]);
    assert_eq!(gone.elapsed(at("2026-03-28T23:00:00Z"), at("2026-03-29T22:00:00Z")), TimeDelta::zero());
}

#[test]
fn days_around_the_clock_have_23_and_25_hours() {
    let (berlin, new_york) = (Calendar::around_the_clock(Berlin), Calendar::around_the_clock(New_York));
    assert_eq!(berlin.elapsed(at("2026-03-28T23:00:00Z"), at("2026-03-29T22:00:00Z")), hours(23));
    assert_eq!(new_york.elapsed(at("2026-11-01T04:00:00Z"), at("2026-11-02T05:00:00Z")), hours(25));
}

#[test]
fn an_hour_that_comes_twice_is_open_twice() {
    // New York's 01:00 to 02:00 came twice on 1 November 2026, from 05:00 to 07:00 UTC.
    let early = every_day(New_York, &[Shift::new(60, 90).unwrap()]);
    let open: Vec<bool> =
        ["05:15", "05:45", "06:15", "06:45"].map(|t| early.is_open(at(&format!("2026-11-01T{t}:00Z")))).to_vec();
    assert_eq!(open, [true, false, true, false]);
    assert_eq!(early.add(at("2026-11-01T05:00:00Z"), hours(1)), Some(at("2026-11-01T06:30:00Z")));
}

#[test]
fn seasons_and_holidays_stand_before_the_usual_hours() {
    let ramadan = Hours::new(WEEK.map(|day| if day == Weekday::Fri { Vec::new() } else { vec![shift(10, 15)] })).unwrap();
    let season = Season::new("Ramadan", date("2026-02-18"), date("2026-03-19"), ramadan).unwrap();
    let off = BTreeSet::from([date("2026-03-22"), date("2026-03-23")]);
    let usual = Hours::usual(&[Weekday::Fri, Weekday::Sat]);
    let calendar = Calendar::new(Riyadh, usual, vec![season], off).unwrap();
    assert!(calendar.works_on(date("2026-02-21")), "Saturdays are worked in this season");
    assert!(!calendar.works_on(date("2026-03-22")));
    // Thursday 19 March is the last day of the season, with five hours; work goes on on Tuesday the 24th.
    assert_eq!(calendar.add(at("2026-03-19T07:00:00Z"), hours(6)), Some(at("2026-03-24T07:00:00Z")));
    assert_eq!(calendar.usual_day(), hours(8));
}

#[test]
fn a_team_that_never_opens_again_has_no_end_of_a_window() {
    let days: BTreeSet<NaiveDate> = date("2026-01-01").iter_days().take(5_000).collect();
    let calendar = Calendar::new(Riyadh, Hours::usual(&[]), Vec::new(), days).unwrap();
    assert_eq!(calendar.add(at("2026-01-02T00:00:00Z"), hours(1)), None);
    assert_eq!(calendar.next_opening(at("2026-01-02T00:00:00Z")), None);
}

#[test]
fn shifts_weeks_and_seasons_that_make_no_sense_are_refused() {
    assert_eq!(Shift::new(1_020, 540), Err(HoursError::Backwards));
    assert_eq!(Shift::new(540, 540), Err(HoursError::Backwards));
    assert_eq!(Shift::new(540, 1_441), Err(HoursError::PastMidnight));
    let mut days: [Vec<Shift>; 7] = Default::default();
    assert_eq!(Hours::new(days.clone()), Err(HoursError::NoWork));
    days[2] = vec![shift(13, 17), shift(9, 14)];
    assert_eq!(Hours::new(days.clone()), Err(HoursError::Overlap(3)));
    days[2] = vec![shift(13, 17), shift(9, 13)];
    assert_eq!(Hours::new(days).unwrap().on(Weekday::Wed), [shift(9, 13), shift(13, 17)]);

    let season = |from, to| Season::new("Summer", date(from), date(to), Hours::usual(&[]));
    assert_eq!(season("2026-07-02", "2026-07-01"), Err(CalendarError::SeasonBackwards));
    let two = vec![season("2026-07-10", "2026-07-20").unwrap(), season("2026-07-01", "2026-07-10").unwrap()];
    let calendar = Calendar::new(Riyadh, Hours::usual(&[]), two, BTreeSet::new());
    assert_eq!(calendar, Err(CalendarError::SeasonsOverlap(date("2026-07-10"))));
}

#[test]
fn hours_are_stored_by_iso_weekday() {
    let stored = r#"{"1":[[540,720],[780,1020]],"7":[[540,1020]]}"#;
    let hours: Hours = serde_json::from_str(stored).unwrap();
    assert_eq!(hours.on(Weekday::Sun), [shift(9, 17)]);
    assert_eq!(hours.week(), TimeDelta::hours(15));
    assert_eq!(serde_json::to_string(&hours).unwrap(), stored);
    for broken in [r#"{"8":[[540,720]]}"#, r#"{"0":[]}"#, r#"{"1":[[720,540]]}"#, "{}"] {
        assert!(serde_json::from_str::<Hours>(broken).is_err(), "{broken}");
    }
}

#[test]
fn a_week_that_is_all_weekend_still_has_hours() {
    assert_eq!(Calendar::usual(Riyadh, &WEEK).hours().week(), hours(56));
}

/// A week of none to three shifts a day, in quarters of an hour.
fn any_hours() -> impl Strategy<Value = Hours> {
    let day = prop::collection::btree_set(0_u16..=96, 0..=6).prop_map(|marks| {
        let marks: Vec<u16> = marks.into_iter().collect();
        marks.chunks_exact(2).map(|two| Shift::new(two[0] * 15, two[1] * 15).unwrap()).collect::<Vec<_>>()
    });
    prop::array::uniform7(day).prop_filter_map("some work", |days| Hours::new(days).ok())
}

/// Calendars of 2026 with seasons and holidays about its changes of clocks.
fn any_calendar() -> impl Strategy<Value = Calendar> {
    let zone = prop::sample::select(vec![Berlin, New_York, Riyadh, chrono_tz::Africa::Cairo, chrono_tz::Australia::Lord_Howe]);
    let season = prop::option::of((0_u64..300, 0_u64..40, any_hours()));
    let holidays = prop::collection::btree_set(0_u64..400, 0..12);
    (zone, any_hours(), season, holidays).prop_map(|(zone, hours, season, holidays)| {
        let day = |n: u64| date("2026-01-01") + chrono::Days::new(n);
        let seasons = season.map(|(from, days, hours)| Season::new("s", day(from), day(from + days), hours).unwrap());
        Calendar::new(zone, hours, seasons.into_iter().collect(), holidays.into_iter().map(day).collect()).unwrap()
    })
}

/// Instants of 2026; many about the days when clocks change and about a month's end.
fn any_instant() -> impl Strategy<Value = DateTime<Utc>> {
    let year = at("2026-01-01T00:00:00Z");
    let about = |s: &'static str| (-172_800_000_i64..172_800_000).prop_map(move |ms| at(s) + TimeDelta::milliseconds(ms));
    prop_oneof![
        (0_i64..365 * 86_400_000).prop_map(move |ms| year + TimeDelta::milliseconds(ms)),
        about("2026-03-29T01:00:00Z"),
        about("2026-10-25T01:00:00Z"),
        about("2026-03-08T07:00:00Z"),
        about("2026-11-01T06:00:00Z"),
        about("2026-02-28T21:00:00Z"),
    ]
}

proptest! {
    #[test]
    fn elapsed_is_never_negative_nor_more_than_the_clock(calendar in any_calendar(), a in any_instant(), b in any_instant()) {
        let worked = calendar.elapsed(a, b);
        prop_assert!(worked >= TimeDelta::zero());
        prop_assert!(worked <= (b - a).max(TimeDelta::zero()));
    }

    #[test]
    fn elapsed_is_additive_and_monotone(calendar in any_calendar(), mut t in prop::array::uniform3(any_instant())) {
        t.sort();
        let [a, b, c] = t;
        prop_assert_eq!(calendar.elapsed(a, b) + calendar.elapsed(b, c), calendar.elapsed(a, c));
        prop_assert!(calendar.elapsed(a, b) <= calendar.elapsed(a, c));
        prop_assert!(calendar.elapsed(b, c) <= calendar.elapsed(a, c));
    }

    #[test]
    fn adding_what_elapsed_never_passes_the_instant(calendar in any_calendar(), a in any_instant(), b in any_instant()) {
        let (start, end) = (a.min(b), a.max(b));
        let reached = calendar.add(start, calendar.elapsed(start, end)).unwrap();
        prop_assert!(reached <= end);
        prop_assert_eq!(calendar.elapsed(reached, end), TimeDelta::zero());
    }

    #[test]
    fn what_was_added_has_elapsed(calendar in any_calendar(), start in any_instant(), minutes in 0_i64..30_000) {
        let worked = TimeDelta::minutes(minutes) + TimeDelta::milliseconds(minutes % 7);
        // A calendar of few minutes a week may not get there in ten years.
        if let Some(end) = calendar.add(start, worked) {
            prop_assert!(end >= start);
            prop_assert_eq!(calendar.elapsed(start, end), worked);
            let longer = calendar.add(start, worked + TimeDelta::seconds(1));
            prop_assert!(longer.is_none_or(|longer| longer > end));
        }
    }

    #[test]
    fn an_opening_is_open_and_nothing_elapses_before_it(calendar in any_calendar(), start in any_instant()) {
        let opening = calendar.next_opening(start).unwrap();
        prop_assert!(calendar.is_open(opening));
        prop_assert_eq!(calendar.elapsed(start, opening), TimeDelta::zero());
        prop_assert_eq!(calendar.is_open(start), opening == start);
    }

    #[test]
    fn elapsed_is_the_open_minutes(calendar in any_calendar(), start in any_instant(), minutes in 0_i64..4_000) {
        // Shifts and changes of clocks lie on whole minutes, so minute by minute is exact.
        let start = start - TimeDelta::milliseconds(start.timestamp_millis().rem_euclid(60_000));
        let open = (0..minutes).filter(|m| calendar.is_open(start + TimeDelta::minutes(*m))).count();
        let elapsed = calendar.elapsed(start, start + TimeDelta::minutes(minutes));
        prop_assert_eq!(elapsed, TimeDelta::minutes(i64::try_from(open).unwrap()));
    }

    #[test]
    fn whole_weeks_are_cut_short_without_changing_the_sum(calendar in any_calendar(), a in any_instant(), days in 0_i64..120) {
        let by_day = (0..days).map(|d| calendar.elapsed(a + TimeDelta::days(d), a + TimeDelta::days(d + 1)));
        let sum = by_day.fold(TimeDelta::zero(), |sum, day| sum + day);
        prop_assert_eq!(calendar.elapsed(a, a + TimeDelta::days(days)), sum);
    }
}
