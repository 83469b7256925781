//! A hardware seller's deals, from the file to the report: win rate, cycle, both curves, revenue.

use super::{Company, EXACT, agree, agree_figure, agree_revenue, agree_summary, list, number, whole};
use crate::support::{Mapping, days};
use serde_json::Value;

#[tokio::test]
async fn maven_crm_agrees() {
    // Its last day is a date: the end of that day is meant.
    let as_of = "2017-12-31T23:59:59Z";
    let Some(company) = Company::import("maven_crm", "maven_crm", Mapping::MavenCrm, as_of).await else { return };
    let question = company.question(days("2016-10-01", "2018-01-01"));
    let expected = &company.expected;

    let win_rate = company.report("win-rate", &question).await;
    agree_figure("win rate", &win_rate["win_rate"]["figure"], &expected["conversion"]["win_rate_closed"]);

    let cycle = company.report("cycle", &question).await;
    agree_summary("cycle", &cycle["opportunity_to_won"]["summary"], &expected["cycle"]["won"]);
    let followed = &cycle["followed"];
    assert_eq!(whole(&followed["without_opening"]), whole(&expected["counts"]["Prospecting"]));
    agree_curves(followed, &expected["survival"]);

    let year = company.report("revenue", &company.question(days("2017-03-01", "2018-01-01"))).await;
    agree_revenue(&year["by_month"], &expected["revenue"]["monthly"], "count");
    agree("revenue", number(&year["revenue"]["figure"]["value"]) / 100.0, number(&expected["revenue"]["total"]), EXACT);
    agree("deal size", number(&year["deal_size"]["figure"]["value"]) / 100.0, number(&expected["revenue"]["avg_deal"]), EXACT);
}

fn agree_curves(followed: &Value, expected: &Value) {
    let close = &expected["b_time_to_close"];
    assert_eq!((whole(&followed["deals"]), whole(&followed["closed"])), (whole(&close["n"]), whole(&close["events"])));
    agree("median time to close", number(&followed["median_time_to_close"]["value"]), number(&close["median"]), EXACT);
    for (day, at) in close["at"].as_object().unwrap() {
        let row = on(&followed["time_to_close"], day);
        agree(&format!("open on day {day}"), number(&row["survival"]), number(&at["S"]), EXACT);
        agree(&format!("error on day {day}"), number(&row["standard_error"]), number(&at["greenwood_se"]), EXACT);
        for end in [0, 1] {
            let (found, known) = (&row["interval"][end], &at["ci_loglog"][end]);
            agree(&format!("interval on day {day}"), number(found), number(known), EXACT);
        }
    }
    for (day, share) in expected["aalen_johansen_cif_won"].as_object().unwrap() {
        agree(&format!("won by day {day}"), number(&on(&followed["share_won"], day)["share_won"]), number(share), EXACT);
    }
    for named in list(&followed["at"]) {
        let day = named["day"].to_string();
        let known = &close["at"][&day];
        assert_eq!(whole(&named["time_to_close"]["at_risk"]), whole(&known["at_risk_just_before"]), "day {day}");
        agree(&day, number(&named["time_to_close"]["survival"]), number(&known["S"]), EXACT);
        agree(&day, number(&named["share_won"]["value"]), number(&expected["aalen_johansen_cif_won"][&day]), EXACT);
    }
}

/// The last row of a curve at or before a day.
fn on<'a>(curve: &'a Value, day: &str) -> &'a Value {
    let day: f64 = day.parse().unwrap();
    list(curve).iter().rev().find(|row| number(&row["day"]) <= day).unwrap()
}
