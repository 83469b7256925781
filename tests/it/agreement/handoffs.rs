//! Five thousand handoffs under a policy of 24 hours around the clock: answers, breaches and the times of response.

use super::{Company, EXACT, agree, agree_before_after, agree_figure, agree_rate, agree_summary, list, number, rate, whole};
use crate::support::days;
use chrono::{DateTime, Utc};
use mihwar::metrics::quantile::Summary;
use mihwar::metrics::rate::Rate;
use mihwar::metrics::survival::{Observation, Outcome, Survival};
use mihwar::storage::metrics::handoffs::Key;
use serde_json::Value;

const HOUR: f64 = 3_600.0;

/// A handoff as it was stored.
#[derive(sqlx::FromRow)]
struct Row {
    state: String,
    reason: Option<String>,
    first: bool,
    before: bool,
    response: Option<i64>,
    offered: DateTime<Utc>,
    breach: DateTime<Utc>,
}

impl Row {
    /// Whether the promise was broken; none where it is not due yet.
    fn is_breached(&self, as_of: DateTime<Utc>) -> Option<bool> {
        match self.response {
            Some(seconds) => Some(seconds > 24 * 3_600),
            None => (self.breach < as_of).then_some(true),
        }
    }
}

/// Everything that was stored against the references.
pub async fn handoffs_agree(company: &Company) {
    let expected = &company.expected["handoffs"];
    let rows: Vec<Row> = sqlx::query_as(
        "select state, reason, row_number() over (partition by lead_id order by offered_at) = 1 as first,
                offered_at < '2025-01-01T00:00:00Z' as before, response_seconds as response, offered_at as offered, touch_breach_at as breach
         from handoffs where wake_at is null and calendar_id is null",
    )
    .fetch_all(&company.database.db.pages)
    .await
    .unwrap();
    assert_eq!(rows.len() as u64, whole(&expected["rows"]));
    assert_eq!(rows.iter().filter(|row| row.first).count() as u64, whole(&expected["attempts"]["1"]));
    answers_agree(&rows, expected);
    breaches_agree(&rows, expected, company.as_of);
    responses_agree(&rows, expected, company.as_of);
    confirmed(company).await;
    report_agrees(company, expected).await;
}

fn count(rows: &[Row], holds: impl Fn(&Row) -> bool) -> u64 {
    rows.iter().filter(|row| holds(row)).count() as u64
}

fn accepted(rows: &[Row], of: impl Fn(&Row) -> bool) -> Rate {
    let (yes, no) = (count(rows, |r| of(r) && r.state == "accepted"), count(rows, |r| of(r) && r.state == "rejected"));
    Rate::new(yes, yes + no).unwrap()
}

fn answers_agree(rows: &[Row], expected: &Value) {
    for (theirs, ours) in [("accepted", "accepted"), ("rejected", "rejected"), ("pending", "offered")] {
        assert_eq!(count(rows, |row| row.state == ours), whole(&expected["outcomes"][theirs]), "{theirs}");
    }
    agree_rate("acceptance", accepted(rows, |_| true), &expected["acceptance_of_decided"]);
    agree_rate("of first attempts", accepted(rows, |r| r.first), &expected["acceptance_first_attempt_of_decided"]);
    let (before, after) = (accepted(rows, |r| r.first && r.before), accepted(rows, |r| r.first && !r.before));
    agree_before_after("acceptance", before, after, &expected["acceptance_first_before_after"]);
    for (theirs, ours) in [
        ("Not a fit", "not a fit"),
        ("Duplicate", "duplicate"),
        ("Too early", "bad_timing"),
        ("Bad contact data", "wrong_contact"),
        ("No budget", "no_budget"),
    ] {
        let found = count(rows, |row| row.reason.as_deref() == Some(ours));
        assert_eq!(found, whole(&expected["reject_reasons"][theirs]), "{theirs}");
    }
}

/// The references count those that are not due yet as kept; here they are in neither number.
fn breaches_agree(rows: &[Row], expected: &Value, as_of: DateTime<Utc>) {
    let broken = |of: &dyn Fn(&Row) -> bool| {
        let due = count(rows, |r| of(r) && r.is_breached(as_of).is_some());
        (count(rows, |r| of(r) && r.is_breached(as_of) == Some(true)), due, count(rows, of) - due)
    };
    let (k, n, waiting) = broken(&|_| true);
    assert_eq!((k, n), (1_398, 5_430));
    assert_eq!(waiting, whole(&expected["still_within_sla_at_as_of"]));
    assert_eq!((k, n + waiting), (rate(&expected["breach_all"]).k(), rate(&expected["breach_all"]).n()));
    for (before, key) in [(true, "before"), (false, "after")] {
        let (k, n, waiting) = broken(&|r| r.first && r.before == before);
        let known = rate(&expected["breach_first_before_after"][key]);
        assert_eq!((k, n + waiting), (known.k(), known.n()), "{key}");
    }
    for (month, known) in expected["breach_by_month"].as_object().unwrap() {
        let (k, n, waiting) = broken(&|r| r.offered.format("%Y-%m").to_string() == *month);
        assert_eq!((k, n + waiting), (whole(&known["k"]), whole(&known["n"])), "{month}");
    }
}

#[expect(clippy::cast_precision_loss, reason = "seconds of two years")]
fn responses_agree(rows: &[Row], expected: &Value, as_of: DateTime<Utc>) {
    for (before, key) in [(true, "before"), (false, "after")] {
        let of: Vec<&Row> = rows.iter().filter(|r| r.first && r.before == before).collect();
        let hours: Vec<f64> = of.iter().filter_map(|r| r.response).map(|seconds| seconds as f64 / HOUR).collect();
        let (found, known) = (Summary::of(&hours).unwrap(), &expected["response_hours_answered"][key]);
        assert_eq!(found.n, whole(&known["n"]), "{key}");
        let pairs = [
            ("mean", found.mean),
            ("sd_sample", found.sd.unwrap()),
            ("min", found.min),
            ("p10", found.p10),
            ("p25", found.p25),
            ("p50", found.median),
            ("p75", found.p75),
            ("p90", found.p90),
            ("p95", found.p95),
            ("max", found.max),
        ];
        for (name, value) in pairs {
            agree(&format!("{key} {name}"), value, number(&known[name]), EXACT);
        }
        let observed = |row: &&Row| match row.response {
            Some(seconds) => Observation { days: seconds as f64 / HOUR, outcome: Outcome::Won },
            None => Observation { days: (as_of - row.offered).num_seconds() as f64 / HOUR, outcome: Outcome::Open },
        };
        let curve = Survival::of(&of.iter().map(observed).collect::<Vec<_>>());
        let known = &expected[format!("response_km_{key}")];
        assert_eq!((curve.n(), curve.events()), (whole(&known["n"]), whole(&known["events"])), "{key}");
        agree(&format!("{key} median"), curve.median().value.unwrap(), number(&known["median"]), EXACT);
        for (hour, survival) in known["S"].as_object().unwrap() {
            let at = curve.at(hour.parse().unwrap()).unwrap();
            agree(&format!("{key} S({hour})"), at.survival, number(survival), EXACT);
        }
    }
}

/// The report says the same: all attempts over the two years, and first attempts before and after the alignment.
async fn report_agrees(company: &Company, expected: &Value) {
    let all = company.report("handoffs", &company.question(days("2024-01-01", "2026-01-01"))).await;
    let figure = |report: &Value, key: &str| report[key]["figure"].clone();
    let attained = figure(&all, "sla_attainment");
    agree("kept", number(&attained["numerator"]), 5_430.0 - 1_398.0, EXACT);
    agree("due", number(&attained["denominator"]), 5_430.0, EXACT);
    agree_figure("acceptance of the report", &figure(&all, "acceptance"), &expected["acceptance_of_decided"]);
    for (key, from, to) in [("before", "2024-01-01", "2025-01-01"), ("after", "2025-01-01", "2026-01-01")] {
        let mut question = company.question(days(from, to));
        assert!(question.narrowed.narrow(Key::Attempt, "1"));
        let report = company.report("handoffs", &question).await;
        agree_figure(key, &figure(&report, "acceptance"), &expected["acceptance_first_before_after"][key]);
        let (attained, known) = (figure(&report, "sla_attainment"), &expected["breach_first_before_after"][key]);
        agree(key, number(&attained["denominator"]) - number(&attained["numerator"]), number(&known["k"]), EXACT);
        agree_summary(key, &report["answered_times"], &expected["response_hours_answered"][key]);
        let curve = &expected[format!("response_km_{key}")];
        agree(&format!("{key} median"), number(&figure(&report, "response")["value"]), number(&curve["median"]), EXACT);
        for hour in list(&report["untouched_after"]) {
            let known = &curve["S"][format!("{:.0}", number(&hour["hours"]))];
            agree(&format!("{key} untouched"), number(&hour["share"]["value"]), number(known), EXACT);
        }
    }
}

/// Each acceptance confirms the entry into SAL that the stage history tells; none is doubled.
async fn confirmed(company: &Company) {
    let (accepted, told): (i64, i64) = sqlx::query_as(
        "select count(*), count(*) filter (where t.event_id is not null and t.at = h.decided_at)
         from handoffs h left join stage_transitions t on t.id = h.sal_entry where h.state = 'accepted'",
    )
    .fetch_one(&company.database.db.pages)
    .await
    .unwrap();
    assert_eq!((accepted, told), (3_684, 3_684));
}
