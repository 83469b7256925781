//! Revenue, customers, costs.

use super::Asked;
use crate::support::{World, days, money};
use mihwar::domain::record::Ref;
use mihwar::storage::metrics::Dimension;
use serde_json::{Value, json};

/// The rows of a table by channel: (channel or none, a value of the row).
fn by_channel(report: &Value, value: impl Fn(&Value) -> Value) -> Vec<(String, Value)> {
    let name = |row: &Value| row["source"]["name"].as_str().unwrap_or("-").to_owned();
    report["by_channel"].as_array().unwrap().iter().map(|row| (name(row), value(row))).collect()
}

fn rows(expected: &[(&str, f64)]) -> Vec<(String, Value)> {
    expected.iter().map(|(channel, value)| ((*channel).to_owned(), json!(value))).collect()
}

#[tokio::test]
async fn a_running_quarter_is_compared_with_as_many_days_of_the_one_before() {
    let mut world = World::default();
    world.won_deal("d1", None, "2026-01-01", "2026-04-10", 100);
    world.won_deal("d2", None, "2026-01-01", "2026-05-20", 900);
    world.won_deal("d3", None, "2026-01-01", "2026-07-10", 150);
    let asked = Asked::new(world, days("2026-07-01", "2026-10-01"), "2026-07-23T09:00:00Z").await;
    let report = asked.report("revenue").await;
    assert_eq!(report["compared_with"]["to"], "2026-04-24");
    assert_eq!(report["compared_with"]["to_at"], "2026-04-23T21:00:00Z");
    assert_eq!(report["growth"], json!({ "kind": "percent", "value": 0.5 }));
    assert_eq!(report["growth_over_year"], json!({ "kind": "new" }));
    assert_eq!(report["by_month"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn revenue_goes_to_the_first_touch_of_any_contact_then_to_the_lead_then_to_nobody() {
    let mut world = World::default();
    for id in ["anna", "omar", "lina"] {
        world.lead(id, "2026-01-10", "Email");
    }
    world.touch("anna", "2026-01-09", Some("Event"));
    world.touch("omar", "2025-03-01", Some("Webinar"));
    world.touch("lina", "2026-08-01", Some("Event")); // after her deal was closed
    world.deal_like("d1", Some("anna"), |deal| {
        deal.contacts = vec![Ref::Id("omar".to_owned())];
        won(deal, "2026-07-02", 100);
    });
    world.won_deal("d2", Some("lina"), "2026-02-01", "2026-07-03", 30);
    world.won_deal("d3", None, "2026-02-01", "2026-07-04", 7);
    let asked = Asked::new(world, days("2026-07-01", "2026-08-01"), "2026-09-01T09:00:00Z").await;
    let report = asked.report("revenue").await;
    let revenue = by_channel(&report, |row| row["revenue"]["value"].clone());
    assert_eq!(revenue, rows(&[("Webinar", 10_000.0), ("Email", 3_000.0), ("-", 700.0)]));
    assert_eq!(report["revenue"]["figure"]["value"], json!(13_700.0));
    let cycle = asked.report("cycle").await;
    let first_touch = &cycle["first_touch_to_won"];
    assert_eq!((&first_touch["summary"]["n"], &first_touch["summary"]["median"]), (&json!(1), &json!(488.0)));
    assert_eq!(first_touch["without_start"], json!(2));
    assert_eq!(cycle["opportunity_to_won"]["without_start"], json!(1));
}

#[tokio::test]
async fn touches_of_one_moment_stand_in_the_order_of_their_numbers() {
    let mut world = World::default();
    for id in ["anna", "omar"] {
        world.lead(id, "2026-01-10", "Email");
    }
    for n in 1..=12 {
        let (lead, channel) = if n < 9 { ("omar", "Event".to_owned()) } else { ("anna", format!("number {n}")) };
        world.touch(lead, "2026-01-01", Some(&channel));
    }
    world.won_deal("d1", Some("anna"), "2026-02-01", "2026-07-03", 30);
    let asked = Asked::new(world, days("2026-07-01", "2026-08-01"), "2026-09-01T09:00:00Z").await;
    let revenue = by_channel(&asked.report("revenue").await, |row| row["revenue"]["value"].clone());
    assert_eq!(revenue, rows(&[("number 9", 3_000.0)])); // as texts, 10 would come first
}

fn won(deal: &mut mihwar::domain::record::DealRow, closed: &str, riyals: i64) {
    deal.closed = Some(crate::support::moment(closed));
    deal.outcome = Some(mihwar::domain::record::Outcome::Won);
    deal.amount = Some(money(riyals, "SAR"));
}

#[tokio::test]
async fn a_customer_is_new_once() {
    let mut world = World::default();
    world.lead("anna", "2026-01-10", "Email");
    for (id, account, lead, closed) in [
        ("first of Acme", Some("Acme"), None, "2026-07-02"),
        ("second of Acme", Some("Acme"), Some("anna"), "2026-07-03"),
        ("first of anna", None, Some("anna"), "2026-07-04"),
        ("second of anna", None, Some("anna"), "2026-07-05"),
        ("of nobody", None, None, "2026-07-06"),
        ("of nobody either", None, None, "2026-07-07"),
        ("existing business", Some("Umbrella"), None, "2026-07-08"),
    ] {
        world.deal_like(id, lead, |deal| {
            deal.account = account.map(str::to_owned);
            won(deal, closed, 1);
            if id == "existing business" {
                World::existing_business(deal);
            }
        });
    }
    let asked = Asked::new(world, days("2026-07-01", "2026-08-01"), "2026-09-01T09:00:00Z").await;
    let report = asked.report("revenue").await;
    assert_eq!(
        (&report["new_customers"]["figure"]["value"], &report["deals_won"]["figure"]["value"]),
        (&json!(4.0), &json!(7.0))
    );
}

/// July: 310 riyals of media for the month, 62 of people without a channel; 100 dollars in June and July.
fn costs() -> World {
    let mut world = World::default();
    world.campaign("summer", "Event");
    world.cost("2026-07-01", "2026-07-31", money(310, "SAR"), "media", |cost| cost.campaign = Some("summer".to_owned()));
    world.cost("2026-07-01", "2026-07-31", money(62, "SAR"), "people", |_| {});
    world.cost("2026-06-21", "2026-07-10", money(100, "USD"), "tools", |cost| cost.channel = Some("Email".to_owned()));
    world.lead("anna", "2026-07-01", "Event");
    world.lead("omar", "2026-07-01", "Email");
    world.won_deal("d1", Some("anna"), "2026-07-02", "2026-07-05", 10);
    world.won_deal("d2", Some("omar"), "2026-07-02", "2026-07-08", 10);
    world
}

async fn dollar(asked: &Asked, from: &str) {
    sqlx::query("insert into exchange_rates (currency, on_day, rate) values ('USD', $1::date, 3.75)")
        .bind(from.parse::<chrono::NaiveDate>().unwrap())
        .execute(&asked.database.db.jobs)
        .await
        .unwrap();
}

#[tokio::test]
async fn costs_are_spread_converted_by_day_and_divided_by_new_customers() {
    let asked = Asked::new(costs(), days("2026-07-01", "2026-08-01"), "2026-09-01T09:00:00Z").await;
    dollar(&asked, "2026-07-06").await;
    let report = asked.report("cac").await;
    // Ten of July's days are of the dollar cost, 5 dollars each; five of them have a rate: 93.75 riyals.
    assert_eq!(report["costs"]["figure"]["value"], json!(46_575.0));
    assert_eq!(report["days_without_rate"], json!(5));
    assert_eq!(report["full"]["figure"]["value"], json!(23_287.5));
    assert_eq!(report["media"]["figure"]["value"], json!(15_500.0));
    assert_eq!(by_channel(&report, |row| row["cac"]["value"].clone())[..2], rows(&[("Email", 9_375.0), ("Event", 31_000.0)]));
    assert_eq!(by_channel(&report, |row| row["cac"]["reason"].clone())[2], ("-".to_owned(), json!("unattributed")));
    // Deals took 4 and 7 days from the lead: the cost of 6 days before, half up.
    assert_eq!(report["lagged"]["lag"], json!({ "days": 6, "from": "lead" }));
    assert_eq!(report["lagged"]["cost_period"], json!({ "from": "2026-06-25", "to": "2026-07-26" }));
}

#[tokio::test]
async fn while_a_month_runs_only_its_days_so_far_cost() {
    let asked = Asked::new(costs(), days("2026-07-01", "2026-08-01"), "2026-07-10T09:00:00Z").await;
    dollar(&asked, "2026-01-01").await;
    let report = asked.report("cac").await;
    // Ten days of 10 and 2 riyals, and ten of 18.75.
    assert_eq!(report["costs"]["figure"]["value"], json!(30_750.0));
    assert_eq!(report["costs"]["before"]["value"], Value::Null);
    assert_eq!(report["full"]["before"]["reason"], "no_costs");
}

#[tokio::test]
async fn a_filter_that_costs_know_nothing_of_leaves_no_cac_and_says_why() {
    let mut asked = Asked::new(costs(), days("2026-07-01", "2026-08-01"), "2026-09-01T09:00:00Z").await;
    asked.only(Dimension::Source, "Event").await;
    let full = asked.report("cac").await["full"]["figure"].clone();
    assert_eq!((&full["value"], &full["reason"]), (&Value::Null, &json!("costs_not_split")));
    asked.only(Dimension::Campaign, "summer").await;
    assert_eq!(asked.report("cac").await["costs"]["figure"]["value"], json!(31_000.0));
    asked.only(Dimension::Channel, "Event").await;
    assert_eq!(asked.report("cac").await["full"]["figure"]["value"], json!(31_000.0));
}

#[tokio::test]
async fn amounts_are_converted_at_the_rate_of_the_closing_and_one_without_is_left_out() {
    let mut world = World::default();
    for (id, closed) in [("d1", "2026-07-02"), ("d2", "2026-07-20")] {
        world.deal_like(id, None, |deal| {
            won(deal, closed, 0);
            deal.amount = Some(money(100, "USD"));
        });
    }
    let asked = Asked::new(world, days("2026-07-01", "2026-08-01"), "2026-09-01T09:00:00Z").await;
    dollar(&asked, "2026-07-10").await;
    let report = asked.report("revenue").await;
    assert_eq!((&report["revenue"]["figure"]["value"], &report["left_out"]), (&json!(37_500.0), &json!(1)));
    assert_eq!(report["deal_size"]["figure"]["denominator"], json!(1.0));
}
