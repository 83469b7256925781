use super::*;
use crate::metrics::change::Change;
use crate::metrics::figure::Reason;
use chrono::NaiveDate;

fn date(s: &str) -> NaiveDate {
    s.parse().unwrap()
}
fn on(s: &str) -> Moment {
    Moment::Date(date(s))
}
fn period(from: &str, to: &str) -> Period {
    Period::new(date(from), date(to)).unwrap()
}
fn sar(minor: i64) -> Money {
    Money { minor, currency: "SAR".parse().unwrap() }
}
fn deal(closed: &str, is_won: bool, minor: Option<i64>) -> ClosedDeal {
    ClosedDeal {
        id: DealId::new(),
        opened: None,
        closed: on(closed),
        is_won,
        amount: minor.map(sar),
        is_new_customer: is_won,
        origin: None,
    }
}
fn closed(deals: Vec<ClosedDeal>) -> ClosedDeals {
    ClosedDeals::new(deals, chrono_tz::Asia::Riyadh, Rates::new("SAR".parse().unwrap(), []))
}

#[test]
fn what_falls_outside_the_period_is_not_counted() {
    let deals = closed(vec![
        deal("2026-02-28", true, Some(1)),
        deal("2026-03-01", true, Some(10)),
        deal("2026-03-31", false, Some(100)),
        deal("2026-04-01", true, Some(1000)),
    ]);
    let march = period("2026-03-01", "2026-04-01");
    assert_eq!(deals.won(march), Won { deals: 1, priced: 1, minor: 10, unrated: 0 });
    assert_eq!(deals.win_rate(march).value, Some(0.5));
    assert_eq!(deals.new_customers(march), 1);
    assert_eq!(deals.win_rate(period("2027-01-01", "2027-02-01")).reason, Some(Reason::NoDealsClosed));
}

#[test]
fn an_amount_without_a_rate_is_counted_and_left_out() {
    let dollars = Money { minor: 100, currency: "USD".parse().unwrap() };
    let deals = closed(vec![ClosedDeal { amount: Some(dollars), ..deal("2026-03-01", true, None) }]);
    assert_eq!(deals.won(period("2026-03-01", "2026-04-01")), Won { deals: 1, unrated: 1, ..Won::default() });
}

#[test]
fn a_duration_needs_its_start_and_is_never_negative() {
    let opened = |s: &str| ClosedDeal { opened: Some(on(s)), ..deal("2026-03-10", true, None) };
    let deals = closed(vec![opened("2026-03-01"), opened("2026-03-11"), deal("2026-03-10", true, None)]);
    let found = deals.durations(period("2026-03-01", "2026-04-01"), Clock::Opportunity);
    assert_eq!(found, Durations { days: vec![9.0], without_start: 1, negative: 1 });
}

#[test]
fn a_running_month_is_compared_with_as_many_days_of_the_one_before() {
    let deals = closed(vec![
        deal("2026-02-05", true, Some(100)),
        deal("2026-02-20", true, Some(900)),
        deal("2026-03-05", true, Some(150)),
    ]);
    let steps = deals.revenue_by_month(period("2026-01-01", "2026-03-11"));
    let growth: Vec<_> = steps.iter().map(|step| step.growth).collect();
    assert_eq!(growth, [None, Some(Change::New), Some(Change::Percent { value: 0.5 })]);
    assert_eq!(steps[0].revenue.value, Some(0.0));
}

#[test]
fn the_channel_is_that_of_the_first_touch_else_of_the_lead_and_a_touch_after_the_closing_is_none() {
    let touch = |s: &str, channel: Option<&str>| FirstTouch { at: on(s), channel: channel.map(str::to_owned) };
    let of = |origin: Origin| ClosedDeal { origin: Some(Box::new(origin)), ..deal("2026-03-10", true, Some(1)) };
    let created = |channel: &str| Origin { lead_channel: Some(channel.to_owned()), ..Origin::default() };
    let touched = |s: &str, channel: Option<&str>| of(Origin { first_touch: Some(touch(s, channel)), ..created("email") });
    let deals = vec![
        touched("2025-01-01", Some("event")),
        touched("2026-03-11", Some("event")),
        touched("2026-01-01", None),
        deal("2026-03-10", true, Some(1)),
    ];
    let rows = closed(deals).won_by_channel(period("2026-03-01", "2026-04-01"));
    let seen: Vec<_> = rows.into_iter().map(|(source, won)| (source, won.deals)).collect();
    let channel = |name: &str| Source::Channel(name.to_owned());
    assert_eq!(seen, [(channel("email"), 2), (channel("event"), 1), (Source::Unattributed, 1)]);
}

#[test]
fn a_deal_closed_after_now_is_still_open_and_one_closed_on_an_unknown_day_cannot_be_followed() {
    let opened = OpenedDeal { opened: on("2026-03-01"), closed: Some(on("2026-03-20")), won: Some(true) };
    let zone = chrono_tz::UTC;
    let at = |s: &str| opened.followed(s.parse().unwrap(), zone);
    assert_eq!(at("2026-03-11T12:00:00Z"), Some(Observation { days: 10.0, outcome: Outcome::Open }));
    assert_eq!(at("2026-03-20T12:00:00Z"), Some(Observation { days: 19.0, outcome: Outcome::Won }));
    assert_eq!(OpenedDeal { closed: None, ..opened }.followed("2026-03-20T12:00:00Z".parse().unwrap(), zone), None);
}
