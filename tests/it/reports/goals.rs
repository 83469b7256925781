//! Targets in reports: each month by its own, running sums by the course of the year before.

use super::Asked;
use crate::support::{World, at, days};
use chrono::NaiveDate;
use mihwar::actions::set_target::{Recorded, Wanted, set_target};
use mihwar::domain::ids::UserId;
use mihwar::domain::period::Period;
use mihwar::metrics::kpi::Kpi;
use mihwar::storage::kpis::TargetState;
use mihwar::storage::metrics::Dimension;
use serde_json::{Value, json};

/// Two hundred in June and in July a year ago, twice that this year, with as many leads as hundreds.
fn two_summers() -> World {
    let mut world = World::default();
    for (year, riyals) in [(2025, 100), (2026, 200)] {
        for day in ["06-10", "06-20", "07-05", "07-25"] {
            let (id, on) = (format!("{year}-{day}"), format!("{year}-{day}"));
            world.lead(&id, &on, "Email");
            world.won_deal(&id, Some(&id), &on, &on, riyals);
        }
    }
    world
}

impl Asked {
    async fn set(&self, kpi: Kpi, from: &str, value: f64) {
        let user = uuid::Uuid::now_v7();
        for sql in [
            "insert into people (id, handle, name) values ($1, $1::text, 'Huda')",
            "insert into users (id, person_id, email, email_key, role, created_at) values ($1, $1, $1::text, $1::text, 'manager', now())",
        ] {
            sqlx::query(sql).bind(user).execute(&self.database.db.jobs).await.unwrap();
        }
        let version: Option<i32> = sqlx::query_scalar("select version from kpis where key = $1")
            .bind(kpi.key())
            .fetch_optional(&self.database.db.jobs)
            .await
            .unwrap();
        let from: NaiveDate = from.parse().unwrap();
        let wanted = Wanted { kpi, from, state: TargetState::Set, value: Some(value), version: version.unwrap_or(1) };
        let currency = self.question.workspace.currency;
        let done = set_target(&self.database.db, wanted, currency, UserId(user), at("2026-01-01T00:00:00Z")).await.unwrap();
        assert_eq!(done, Recorded::Done);
    }

    async fn card(&mut self, period: Period, card: &str) -> Value {
        self.question.period = period;
        self.report("overview").await[card]["target"].clone()
    }
}

#[tokio::test]
async fn a_target_that_changes_in_july_leaves_june_judged_by_the_old_one() {
    let (june, july) = (days("2026-06-01", "2026-07-01"), days("2026-07-01", "2026-08-01"));
    let mut asked = Asked::new(two_summers(), june, "2026-09-15T09:00:00Z").await;
    asked.set(Kpi::Revenue, "2026-01-01", 30_000.0).await;
    asked.set(Kpi::Revenue, "2026-07-01", 50_000.0).await;
    let (of_june, of_july) = (asked.card(june, "revenue").await, asked.card(july, "revenue").await);
    assert_eq!((&of_june["state"], &of_june["value"]), (&json!("met"), &json!(30_000.0)));
    assert_eq!((&of_july["state"], &of_july["value"]), (&json!("missed"), &json!(50_000.0)));
    let both = asked.card(days("2026-06-01", "2026-08-01"), "revenue").await;
    assert_eq!((&both["state"], &both["value"], &both["pace"]), (&json!("met"), &json!(80_000.0), &json!(1.0)));
    let months = of_july["months"].as_array().unwrap();
    assert_eq!(months[9..], [json!(30_000.0), json!(30_000.0), json!(50_000.0)], "May, June, July");
}

#[tokio::test]
async fn a_running_sum_is_due_as_the_year_before_had_come_by_the_day() {
    let july = days("2026-07-01", "2026-08-01");
    let mut asked = Asked::new(two_summers(), july, "2026-07-10T09:00:00Z").await;
    asked.set(Kpi::Revenue, "2026-07-01", 40_000.0).await;
    asked.set(Kpi::Leads, "2026-07-01", 4.0).await;
    let revenue = asked.card(july, "revenue").await;
    assert_eq!((&revenue["expected"], &revenue["pace"]), (&json!(20_000.0), &json!(1.0)), "half of last July by the 10th");
    let leads = asked.card(july, "leads").await;
    assert_eq!((&leads["expected"], &leads["state"]), (&json!(2.0), &json!("missed")));
}

#[tokio::test]
async fn young_leads_and_filtered_records_are_not_judged() {
    let july = days("2026-07-01", "2026-08-01");
    let mut asked = Asked::new(two_summers(), july, "2026-08-10T09:00:00Z").await;
    asked.set(Kpi::WithinHorizon, "2026-07-01", 0.5).await;
    let young = asked.card(july, "lead_to_customer").await;
    assert_eq!((&young["state"], &young["judged_from"]), (&json!("too_early"), &json!("2026-08-31")));
    asked.question.as_of = at("2026-12-01T09:00:00Z");
    let old = asked.card(july, "lead_to_customer").await;
    assert_eq!((&old["state"], &old["judged"]["value"]), (&json!("met"), &json!(1.0)));
    asked.only(Dimension::Channel, "Email").await;
    assert_eq!(asked.card(july, "lead_to_customer").await["state"], "filtered");
}

#[tokio::test]
async fn the_goals_say_the_same_as_the_cards() {
    let july = days("2026-07-01", "2026-08-01");
    let asked = Asked::new(two_summers(), july, "2026-12-01T09:00:00Z").await;
    asked.set(Kpi::WinRate, "2026-07-01", 0.9).await;
    let (overview, goals) = (asked.report("overview").await, asked.report("goals").await);
    let goal = |key: &str| goals["goals"].as_array().unwrap().iter().find(|goal| goal["kpi"] == key).unwrap().clone();
    assert_eq!(goal("win_rate")["target"], overview["win_rate"]["target"]);
    assert_eq!(goal("win_rate")["target"]["state"], "met");
    assert_eq!(goal("revenue")["figure"], overview["revenue"]["figure"]);
    assert_eq!(goal("revenue_growth")["figure"]["value"], 1.0, "twice as much as a year before");
    assert_eq!(goal("within_horizon")["period"], json!({"from": "2026-07-01", "to": "2026-08-01"}));
    assert_eq!(goal("cac")["target"]["state"], "no_target");
}
