//! What every report has in common: its head, its figures, and that nothing is not zero.

use super::Asked;
use crate::support::{World, days};
use mihwar::reports::{Compare, NAMES, ReportError, run};
use mihwar::storage::metrics::{Dimension, FilterError, Filters};
use serde_json::{Value, json};

/// Calls `look` for every figure of a report, with its place.
fn each_figure(place: &str, value: &Value, look: &mut dyn FnMut(&str, &Value)) {
    match value {
        Value::Object(map) if map.contains_key("unit") => look(place, value),
        Value::Object(map) => map.iter().for_each(|(key, value)| each_figure(&format!("{place}.{key}"), value, look)),
        Value::Array(list) => (0..).zip(list).for_each(|(n, value): (u32, _)| each_figure(&format!("{place}[{n}]"), value, look)),
        _ => {}
    }
}

#[tokio::test]
async fn an_empty_company_has_reasons_instead_of_rates() {
    let asked = Asked::new(World::default(), days("2026-07-01", "2026-10-01"), "2026-07-23T09:00:00Z").await;
    for name in NAMES {
        let report = asked.report(name).await;
        let mut figures = 0;
        each_figure(name, &report, &mut |place, figure| {
            figures += 1;
            let is_sum = figure["unit"] == "count" || place.contains(".revenue") || place == "goals.goals[3].figure";
            assert!(is_sum == figure["reason"].is_null(), "{place}: {figure}");
            assert!(is_sum == (figure["value"] == json!(0.0)), "{place}: {figure}");
        });
        assert!(figures > 0, "{name}");
    }
}

#[tokio::test]
async fn every_report_says_what_it_was_asked() {
    let mut asked = Asked::new(World::default(), days("2026-07-01", "2026-10-01"), "2026-07-23T09:00:00Z").await;
    for name in NAMES {
        let report = asked.report(name).await;
        assert_eq!(report["report"], name);
        let period = json!({
            "from": "2026-07-01", "to": "2026-10-01", "from_at": "2026-06-30T21:00:00Z", "to_at": "2026-09-30T21:00:00Z"
        });
        assert_eq!(report["period"], period);
        assert_eq!((&report["as_of"], &report["zone"]), (&json!("2026-07-23T09:00:00Z"), &json!("Asia/Riyadh")));
        assert_eq!((&report["currency"], &report["is_running"]), (&json!("SAR"), &json!(true)));
        assert_eq!(report["filters"], json!({}));
    }
    asked.question.compare = Compare::Year;
    assert_eq!(asked.report("overview").await["compared_with"]["from"], "2025-07-01");
    asked.question.compare = Compare::None;
    assert_eq!(asked.report("overview").await["cycle"]["before"], Value::Null);
}

#[tokio::test]
async fn a_card_has_twelve_months_and_says_which_are_not_final() {
    let mut world = World::default();
    world.lead("anna", "2026-02-10", "Email");
    world.lead("omar", "2026-06-10", "Email");
    world.won_deal("d1", Some("anna"), "2026-02-20", "2026-03-20", 100);
    let mut asked = Asked::new(world, days("2026-04-01", "2026-07-01"), "2026-06-23T09:00:00Z").await;
    asked.question.workspace.alignment_start = Some("2026-03-01".parse().unwrap());
    asked.question.workspace.horizon = Some(60);
    let report = asked.report("overview").await;
    assert_eq!(
        (&report["alignment_start"], &report["horizon"]),
        (&json!("2026-03-01"), &json!({ "days": 60, "is_proposed": false }))
    );
    for card in ["lead_to_customer", "cycle", "cac", "revenue", "leads"] {
        let months = report[card]["months"].as_array().unwrap();
        assert_eq!((months.len(), &months[11]["period"]["from"]), (12, &json!("2026-06-01")), "{card}");
        assert_eq!((&months[11]["is_running"], &months[10]["is_running"]), (&json!(true), &json!(false)), "{card}");
    }
    let conversion = &report["lead_to_customer"]["months"];
    assert_eq!((&conversion[7]["figure"]["value"], &conversion[7]["matures_on"]), (&json!(1.0), &Value::Null));
    assert_eq!((&conversion[8]["figure"]["reason"], &conversion[8]["matures_on"]), (&json!("no_leads"), &Value::Null));
    assert_eq!((&conversion[11]["figure"]["reason"], &conversion[11]["matures_on"]), (&json!("immature"), &json!("2026-08-30")));
    assert_eq!(report["cycle"]["months"][8]["figure"]["value"], json!(28.0));
    assert_eq!(report["leads"]["figure"]["value"], json!(1.0));
}

#[tokio::test]
async fn what_does_not_exist_is_refused_by_name() {
    let asked = Asked::new(World::default(), days("2026-07-01", "2026-10-01"), "2026-07-23T09:00:00Z").await;
    let unknown = run("weather", &asked.database.db, &asked.question).await;
    assert!(matches!(unknown, Err(ReportError::Unknown(name)) if name == "weather"));
    let mut db = asked.database.db.pages.acquire().await.unwrap();
    let unknown = Filters::resolve(&mut db, vec![(Dimension::Campaign, "summer".to_owned())]).await;
    assert!(matches!(unknown, Err(FilterError::Unknown { key: Dimension::Campaign, .. })));
}
