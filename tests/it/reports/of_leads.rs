//! Funnel and cohorts.

use super::Asked;
use crate::support::{World, at, days};
use mihwar::domain::stage::Stage;
use mihwar::storage::metrics::Dimension;
use serde_json::{Value, json};

/// Four leads of May and four of June. Of May's, anna won in June and omar in August.
fn two_months() -> World {
    let mut world = World::default();
    for (id, created) in [("anna", "2026-05-05"), ("omar", "2026-05-06"), ("lina", "2026-05-07"), ("noor", "2026-05-31")] {
        world.lead(id, created, "Email");
    }
    for (id, created) in [("hana", "2026-06-01"), ("zaid", "2026-06-10"), ("sami", "2026-06-11"), ("dana", "2026-06-30")] {
        world.lead(id, created, "Event");
    }
    world.entered("anna", Stage::Mql, Some("2026-05-10"));
    world.won_deal("d1", Some("anna"), "2026-05-20", "2026-06-20", 100);
    world.won_deal("d2", Some("omar"), "2026-05-20", "2026-08-20", 100);
    world.won_deal("d3", Some("hana"), "2026-06-02", "2026-07-02", 100);
    world.entered("zaid", Stage::Disqualified, None);
    world.entered("sami", Stage::Mql, None);
    world
}

#[tokio::test]
async fn an_earlier_cohort_is_read_at_the_age_that_this_one_has() {
    let asked = Asked::new(two_months(), days("2026-06-01", "2026-07-01"), "2026-09-01T09:00:00Z").await;
    let report = asked.report("funnel").await;
    // On 1 August, 31 days back, omar was not won yet.
    let rate = &report["lead_to_customer"];
    assert_eq!((&rate["figure"]["value"], &rate["before"]["value"]), (&json!(0.25), &json!(0.25)));
    assert_eq!(rate["comparison"]["verdict"], "not_judged", "{rate}");
    assert_eq!(report["cohort"]["still_open"]["value"], json!(0.5));
    let may =
        Asked { question: mihwar::reports::Question { period: days("2026-05-01", "2026-06-01"), ..asked.question }, ..asked };
    assert_eq!(may.report("funnel").await["lead_to_customer"]["figure"]["value"], json!(0.5));
}

#[tokio::test]
async fn as_of_a_past_day_later_events_are_unknown_and_undated_ones_count() {
    let asked = Asked::new(two_months(), days("2026-06-01", "2026-07-01"), "2026-07-01T09:00:00Z").await;
    let report = asked.report("funnel").await;
    let reached: Vec<_> = report["cohort"]["stages"].as_array().unwrap().iter().map(|stage| &stage["reached"]).collect();
    // hana is an opportunity and passed what comes before; sami is an MQL; her win comes a day later.
    assert_eq!(reached, [&json!(4), &json!(2), &json!(1), &json!(1), &json!(1), &json!(0)]);
    let first = &report["cohort"]["stages"][0];
    assert_eq!((&first["still_here"], &first["lost"]), (&json!(1), &json!(1)));
    assert_eq!(report["cohort"]["stages"][1]["skipped"], json!(1));
}

#[tokio::test]
async fn months_of_a_cohort_grow_and_end_where_the_present_begins() {
    let asked = Asked::new(two_months(), days("2026-05-01", "2026-07-01"), "2026-08-31T09:00:00Z").await;
    let report = asked.report("cohorts").await;
    let may = &report["cohorts"][0];
    let won = may["stages"].as_array().unwrap().last().unwrap();
    let shares: Vec<Value> = won["by_offset"].as_array().unwrap().iter().map(|share| share["value"].clone()).collect();
    assert_eq!(shares, [json!(0.0), json!(0.25), json!(0.25), Value::Null]); // August is not over
    assert_eq!(won["reached"]["value"], json!(0.5));
    let june = &report["cohorts"][1];
    assert_eq!(june["stages"][0]["undated"], json!(1));
    // Without a year of wins H is 90 days, and the leads of 3 June and later are younger.
    assert_eq!((&june["maturity"]["is_mature"], &june["maturity"]["matures_on"]), (&json!(false), &json!("2026-09-29")));
    assert_eq!(
        june["within_horizon"],
        json!({
            "value": 1.0, "numerator": 1.0, "denominator": 1.0, "n": 1, "interval": june["within_horizon"]["interval"], "unit": "ratio"
        })
    );
}

#[tokio::test]
async fn a_lead_is_judged_from_the_day_on_which_it_is_h_days_old() {
    let mut world = World::default();
    world.lead("dated", "2026-06-02", "Email");
    world.lead("timed", "2026-06-02T09:00:00Z", "Email");
    world.lead("younger", "2026-06-02T09:00:01Z", "Email");
    let mut asked = Asked::new(world, days("2026-06-01", "2026-07-01"), "2026-07-02T09:00:00Z").await;
    asked.question.workspace.horizon = Some(30);
    let rate = asked.report("cohorts").await["cohorts"][0]["within_horizon"].clone();
    assert_eq!((&rate["n"], &rate["value"]), (&json!(2), &json!(0.0)));
}

#[tokio::test]
async fn the_funnel_is_broken_down_and_filtered_by_the_same_values() {
    let mut asked = Asked::new(two_months(), days("2026-05-01", "2026-07-01"), "2026-09-01T09:00:00Z").await;
    asked.question.by = Some(Dimension::Channel);
    let report = asked.report("funnel").await;
    for row in report["breakdown"]["rows"].as_array().unwrap() {
        asked.only(Dimension::Channel, row["value"].as_str().unwrap()).await;
        let alone = asked.report("funnel").await;
        assert_eq!(alone["cohort"], row["funnel"]);
        assert_eq!(alone["filters"], json!({ "channel": [row["value"]] }));
    }
    assert_eq!(report["breakdown"]["rows"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn new_leads_are_valued_by_the_past_of_their_like() {
    let mut world = World::default();
    for n in 0..40 {
        let (good, poor) = (format!("good{n}"), format!("poor{n}"));
        world.lead(&good, "2025-10-01", "Event");
        world.lead(&poor, "2025-10-01", "Email");
        if n < 10 {
            world.won_deal(&format!("d{n}"), Some(&good), "2025-10-05", "2025-11-05", 400);
        }
    }
    world.lead("new1", "2026-06-01", "Event");
    world.lead("new2", "2026-06-02", "Email");
    world.lead("new3", "2026-06-02", "Radio");
    let asked = Asked::new(world, days("2026-06-01", "2026-07-01"), "2026-07-01T09:00:00Z").await;
    let report = asked.report("overview").await;
    // 10 of 40 × 400 riyals are 100 riyals a lead.
    let quality = &report["quality"];
    assert_eq!((&quality["high"]["leads"], &quality["high"]["mean"]["value"]), (&json!(1), &json!(10_000.0)));
    assert_eq!((&quality["low"]["leads"], &quality["low"]["mean"]["value"]), (&json!(1), &json!(0.0)));
    assert_eq!((&quality["unvalued"], &report["leads"]["figure"]["value"]), (&json!(1), &json!(3.0)));
    assert_eq!(report["lead_quality"]["figure"]["value"], json!(5_000.0));
}

#[tokio::test]
async fn near_midnight_the_workspace_decides_which_month_it_is() {
    let mut world = World::default();
    world.lead("late", "2026-06-30T21:30:00Z", "Email"); // 1 July, 00:30 in Riyadh
    world.lead("dated", "2026-06-30", "Email");
    let mut asked = Asked::new(world, days("2026-07-01", "2026-08-01"), "2026-09-01T00:00:00Z").await;
    assert_eq!(asked.report("funnel").await["cohort"]["leads"], json!(1));
    asked.question.workspace.zone = chrono_tz::UTC;
    assert_eq!(asked.report("funnel").await["cohort"]["leads"], json!(0));
    asked.question.period = days("2026-06-01", "2026-07-01");
    assert_eq!(asked.report("funnel").await["cohort"]["leads"], json!(2));
    asked.question.as_of = at("2026-06-30T21:00:00Z");
    assert_eq!(asked.report("funnel").await["cohort"]["leads"], json!(1));
}
