//! The smallest complete chain, from the files to the report: visitors, leads, deals, costs.

use super::{Company, EXACT, agree, agree_figure, agree_revenue, agree_summary, list, number};
use crate::support::{Mapping, days};
use serde_json::Value;

#[tokio::test]
async fn b2b_mini_agrees() {
    let as_of = "2026-04-18T23:59:59Z";
    let Some(mut company) = Company::import("b2b_mini", "b2b_mini", Mapping::B2bMini, as_of).await else { return };
    let question = company.question(days("2026-01-01", "2026-05-01"));

    let funnel = company.report("funnel", &question).await;
    let stage = |at: usize| &funnel["cohort"]["stages"][at];
    let conversion = &company.expected["conversion"];
    agree_figure("lead to opportunity", &stage(4)["cumulative"], &conversion["lead_to_opp"]);
    agree_figure("opportunity to won", &stage(4)["next"], &conversion["opp_to_won"]);
    agree_figure("lead to won", &funnel["cohort"]["lead_to_customer"], &conversion["lead_to_won"]);

    let win_rate = company.report("win-rate", &question).await;
    agree_figure("win rate", &win_rate["win_rate"]["figure"], &conversion["closed_win_rate"]);

    let cycle = company.report("cycle", &question).await;
    agree_summary("deal", &cycle["opportunity_to_won"]["summary"], &company.expected["cycle"]["opp_to_won"]);
    agree_summary("lead", &cycle["lead_to_won"]["summary"], &company.expected["cycle"]["lead_to_won"]);

    let cac = company.report("cac", &question).await;
    agree("CAC", number(&cac["full"]["figure"]["value"]) / 100.0, number(&company.expected["cac"]["blended"]), EXACT);
    agree_channels(&cac["by_channel"], &company.expected["cac"]["by_channel_first_touch"]);

    company.as_of = "2026-05-01T00:00:00Z".parse().unwrap();
    let revenue = company.report("revenue", &company.question(days("2026-02-01", "2026-05-01"))).await;
    agree_revenue(&revenue["by_month"], &company.expected["revenue"]["monthly"], "count");
}

/// The rows with a channel; the one customer whom nothing touched stands in the row without one.
fn agree_channels(found: &Value, expected: &Value) {
    for (channel, row) in expected.as_object().unwrap() {
        let found = list(found).iter().find(|row| row["source"]["name"] == channel.as_str());
        let Some(found) = found else {
            assert_eq!((number(&row["customers"]), number(&row["spend"])), (0.0, 0.0), "{channel}");
            continue;
        };
        agree(channel, number(&found["customers"]), number(&row["customers"]), EXACT);
        agree(channel, found["cost"]["value"].as_f64().unwrap_or(0.0) / 100.0, number(&row["spend"]), EXACT);
        match row["cac"].as_f64() {
            Some(cac) => agree(channel, number(&found["cac"]["value"]) / 100.0, cac, EXACT),
            None => assert_eq!(found["cac"]["value"], Value::Null, "{channel}"),
        }
    }
    let unattributed = list(found).iter().find(|row| row["source"]["kind"] == "unattributed").unwrap();
    agree("unattributed", number(&unattributed["customers"]), 1.0, EXACT);
}
