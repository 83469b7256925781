//! Ten thousand leads over two years, from the files to the report: funnel, conversion, deals, zones, costs.

use super::handoffs::handoffs_agree;
use super::{Company, EXACT, agree, agree_figure, agree_revenue, agree_summary, list, number, text, whole};
use crate::support::{Mapping, days};
use mihwar::reports::Question;
use mihwar::storage::metrics::Dimension;
use serde_json::Value;

/// The stages as the references name them, in order.
const STAGES: [&str; 6] = ["leads", "mql", "sal", "sql", "opp", "won"];

#[tokio::test]
async fn synthetic_dev_10k_agrees() {
    let as_of = "2026-01-01T00:00:00Z";
    let Some(mut company) = Company::import("synthetic_dev_10k", "synthetic_dev_10k", Mapping::Synthetic, as_of).await else {
        return;
    };
    let question = company.question(days("2024-01-01", "2026-01-01"));
    funnel_agrees(&company, &question).await;
    groups_agree(&company, &question).await;
    deals_agree(&company, &question).await;
    costs_agree(&company, &question).await;
    handoffs_agree(&company).await;
    zones_agree(&mut company).await;
}

async fn funnel_agrees(company: &Company, question: &Question) {
    let funnel = company.report("funnel", question).await;
    let stages = list(&funnel["cohort"]["stages"]);
    for (stage, key) in stages.iter().zip(STAGES) {
        assert_eq!(whole(&stage["reached"]), whole(&company.expected["funnel"][key]), "{key}");
        let parts = ["moved_on", "still_here", "recycled", "lost"].map(|part| whole(&stage[part]));
        assert_eq!(parts.iter().sum::<u64>(), whole(&stage["reached"]), "{key}");
    }
    let steps = &company.expected["conversion"]["steps"];
    for (stage, key) in stages.iter().zip(["lead->mql", "mql->sal", "sal->sql", "sql->opp", "opp->won"]) {
        agree_figure(key, &stage["next"], &steps[key]);
    }
    // All that happened did so in these two years, so the period funnel counts the same.
    for (stage, key) in list(&funnel["period_funnel"]).iter().zip(STAGES) {
        assert_eq!(whole(&stage["entered"]), whole(&company.expected["funnel"][key]), "{key} entered");
    }
}

async fn groups_agree(company: &Company, question: &Question) {
    let conversion = &company.expected["conversion"];
    for (dimension, key) in
        [(Dimension::Source, "by_source"), (Dimension::Persona, "by_persona"), (Dimension::Region, "by_region")]
    {
        let question = Question { by: Some(dimension), ..question.clone() };
        let report = company.report("funnel", &question).await;
        let rows = list(&report["breakdown"]["rows"]);
        assert_eq!(rows.len(), conversion[key].as_object().unwrap().len(), "{key}");
        for row in rows {
            let value = text(&row["value"]);
            for (rank, stage) in [(1, "mql"), (4, "opp"), (5, "won")] {
                let found = &row["funnel"]["stages"][rank]["cumulative"];
                agree_figure(&format!("{key} {value} {stage}"), found, &conversion[key][value][stage]);
            }
        }
    }
    let cohorts = company.report("cohorts", question).await;
    let months = list(&cohorts["cohorts"]);
    assert_eq!(months.len(), conversion["by_cohort"].as_object().unwrap().len());
    for month in months {
        let name = &text(&month["period"]["from"])[..7];
        for (place, stage) in [(0, "mql"), (3, "opp"), (4, "won")] {
            let found = &month["stages"][place];
            agree_figure(&format!("{name} {stage}"), &found["reached"], &conversion["by_cohort"][name][stage]);
            // All is dated, so the last month that is over says the same as "so far"; January 2026 is not over.
            let shares = list(&found["by_offset"]);
            assert_eq!(shares.iter().rev().nth(1), Some(&found["reached"]), "{name} {stage}");
            assert_eq!(shares.last(), Some(&Value::Null), "{name} {stage}");
        }
    }
}

async fn deals_agree(company: &Company, question: &Question) {
    let expected = &company.expected["deals"];
    let win_rate = company.report("win-rate", question).await;
    agree_figure("win rate", &win_rate["win_rate"]["figure"], &expected["win_rate_closed"]);

    let cycle = company.report("cycle", question).await;
    agree_summary("cycle", &cycle["opportunity_to_won"]["summary"], &expected["cycle_won_days"]);
    let followed = &cycle["followed"];
    assert_eq!(whole(&followed["deals"]), whole(&expected["rows"]));
    assert_eq!(whole(&followed["closed"]), whole(&expected["status"]["won"]) + whole(&expected["status"]["lost"]));

    let revenue = company.report("revenue", &company.question(days("2024-02-01", "2026-01-01"))).await;
    agree_revenue(&revenue["by_month"], &expected["monthly_revenue"], "won");
    let won: f64 = text(&expected["won_amount_exact"]).parse().unwrap();
    agree("revenue", number(&revenue["revenue"]["figure"]["value"]) / 100.0, won, EXACT);
    assert_eq!(whole(&revenue["deals_won"]["figure"]["n"]), whole(&expected["status"]["won"]));
    let channels: f64 = list(&revenue["by_channel"]).iter().map(|row| number(&row["revenue"]["value"])).sum();
    agree("channels", channels / 100.0, won, EXACT);
    for (channel, known) in company.expected["attribution"]["models"]["first_touch"].as_object().unwrap() {
        let row = list(&revenue["by_channel"]).iter().find(|row| row["source"]["name"] == channel.as_str()).unwrap();
        agree(channel, number(&row["revenue"]["value"]) / 100.0, number(&known["value"]), EXACT);
    }
}

async fn costs_agree(company: &Company, question: &Question) {
    let expected = &company.expected["cac"];
    let report = company.report("cac", question).await;
    agree("spend", number(&report["costs"]["figure"]["value"]) / 100.0, number(&expected["total_spend"]), EXACT);
    agree("CAC", number(&report["full"]["figure"]["value"]) / 100.0, number(&expected["blended_cac"]), EXACT);
    let months = list(&report["by_month"]);
    assert_eq!(months.len(), expected["monthly"].as_object().unwrap().len());
    for month in months {
        let name = &text(&month["period"]["from"])[..7];
        let known = &expected["monthly"][name];
        agree(&format!("{name} spend"), number(&month["cost"]["value"]) / 100.0, number(&known["spend"]), EXACT);
        assert_eq!(whole(&month["new_customers"]), whole(&known["won"]), "{name}");
        match known["cac"].as_f64() {
            Some(cac) => agree(name, number(&month["full"]["value"]) / 100.0, cac, EXACT),
            None => assert_eq!(month["full"]["value"], Value::Null, "{name}"),
        }
    }
    for (channel, known) in expected["by_channel"]["first_touch"].as_object().unwrap() {
        let row = list(&report["by_channel"]).iter().find(|row| row["source"]["name"] == channel.as_str()).unwrap();
        agree(channel, number(&row["customers"]), number(&known["customers"]), EXACT);
        match known["cac"].as_f64() {
            Some(cac) => agree(channel, number(&row["cac"]["value"]) / 100.0, cac, EXACT),
            None => assert_eq!(row["cac"]["value"], Value::Null, "{channel}"),
        }
    }
}

/// The workspace moves to another zone, and what happened near midnight to another month.
async fn zones_agree(company: &mut Company) {
    let zones = company.expected["time_zones"].clone();
    for (zone, expected) in zones.as_object().unwrap() {
        company.zone = Box::leak(zone.clone().into_boxed_str());
        let question = company.question(days("2023-12-01", "2026-02-01"));
        let cohorts = company.report("cohorts", &question).await;
        let leads = |month: &Value| Some((month["period"]["from"].clone(), month["leads"].as_u64().filter(|n| *n > 0)?));
        agree_months(zone, list(&cohorts["cohorts"]).iter().filter_map(leads), &expected["leads_by_month"]);
        let revenue = company.report("revenue", &question).await;
        let won = |month: &Value| Some((month["period"]["from"].clone(), month["deals"].as_u64().filter(|n| *n > 0)?));
        agree_months(zone, list(&revenue["by_month"]).iter().filter_map(won), &expected["won_deals_by_month"]);
    }
}

fn agree_months(zone: &str, found: impl Iterator<Item = (Value, u64)>, expected: &Value) {
    let found: serde_json::Map<_, _> = found.map(|(from, n)| (text(&from)[..7].to_owned(), n.into())).collect();
    assert_eq!(&Value::Object(found), expected, "{zone}");
}
