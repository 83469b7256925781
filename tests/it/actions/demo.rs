//! The demo company lands whole, once, and lets everybody in.

use crate::support::{TestDatabase, at};
use chrono::Months;
use mihwar::actions::handoffs::by_itself::run_due;
use mihwar::actions::set_up::SetUpError;
use mihwar::actions::sign_in::{SignedIn, sign_in};
use mihwar::clock::Clock;
use mihwar::demo;
use mihwar::domain::period::Period;
use mihwar::jobs::fill_demo::fill_demo;
use mihwar::reports::{Question, run};
use mihwar::storage::{Database, chart_notes, imports, workspace};

const NOW: &str = "2026-03-31T06:00:00Z";

async fn fill(db: &Database) -> Result<(), SetUpError> {
    let story = demo::invent(demo::today(at(NOW)), demo::SEED);
    fill_demo(db, &Clock::fixed(at(NOW)), story).await
}

#[tokio::test]
async fn the_demo_fills_an_empty_installation_once() {
    let database = TestDatabase::lease().await;
    let db = &database.db;
    fill(db).await.unwrap();
    assert!(workspace::is_demo(&db.pages).await.unwrap());
    let landed = imports::list(&db.pages, 9).await.unwrap();
    let files = imports::files(&db.pages, landed[0].id).await.unwrap();
    assert!(files[0].counts.inserted > 20_000, "{files:?}");
    assert_eq!((files[0].counts.rejected, files[0].counts.merged), (0, 0), "every row lands as a record of its own");
    let notes = chart_notes::list(&db.pages, None).await.unwrap();
    let told = demo::invent(demo::today(at(NOW)), demo::SEED).notes;
    let newest = (notes[0].day, notes[0].body.clone());
    assert_eq!((notes.len(), Some(newest)), (told.len(), told.last().map(|note| (note.day, note.body.clone()))));
    assert!(matches!(fill(db).await, Err(SetUpError::AlreadyDone)));
    assert_eq!(imports::list(&db.pages, 9).await.unwrap().len(), 1, "the second time nothing is touched");
    for user in demo::people() {
        let done = sign_in(db, &user.email, demo::PASSWORD.to_owned(), "203.0.113.9", at(NOW)).await.unwrap();
        assert!(matches!(done, SignedIn::Session(_)), "{}", user.email);
    }
}

#[tokio::test]
async fn every_card_of_the_overview_has_its_number() {
    let database = TestDatabase::lease().await;
    fill(&database.db).await.unwrap();
    let workspace = workspace::find(&database.db.pages).await.unwrap().unwrap();
    let quarter = Period::new("2025-10-01".parse().unwrap(), "2026-01-01".parse().unwrap()).unwrap();
    let overview = run("overview", &database.db, &Question::new(workspace, quarter, at(NOW))).await.unwrap();
    for card in ["cycle", "cac", "revenue", "leads"] {
        let state = overview[card]["target"]["state"].as_str().unwrap();
        assert!(["met", "close", "missed"].contains(&state), "{card}: {state}");
    }
    for card in ["lead_to_customer", "cycle", "cac", "revenue", "leads", "lead_quality", "sla_attainment", "acceptance"] {
        let (now, before) = (&overview[card]["figure"]["value"], &overview[card]["before"]["value"]);
        assert!(now.is_number() && before.is_number(), "{card}: {now} after {before}");
    }
}

#[tokio::test]
async fn the_health_of_its_handoffs_is_better_since_the_alignment() {
    let database = TestDatabase::lease().await;
    let db = &database.db;
    fill(db).await.unwrap();
    let workspace = workspace::find(&db.pages).await.unwrap().unwrap();
    let start = workspace.alignment_start.unwrap();
    let of = async |from, to| {
        let question = Question::new(workspace.clone(), Period::new(from, to).unwrap(), at(NOW));
        run("handoffs", db, &question).await.unwrap()
    };
    let before = of("2024-04-01".parse().unwrap(), start).await;
    let after = of(start.checked_add_months(Months::new(2)).unwrap(), demo::today(at(NOW))).await;
    let value = |report: &serde_json::Value, name: &str| -> f64 {
        let found = report.pointer(&format!("/{name}/figure/value")).and_then(serde_json::Value::as_f64);
        found.unwrap_or_else(|| panic!("{name} in {report}"))
    };
    for name in ["sla_attainment", "acceptance", "kept"] {
        let (before, after) = (value(&before, name), value(&after, name));
        println!("{name}: {before:.3} then {after:.3}");
        assert!(before > 0.2 && after > before + 0.08 && after < 0.98, "{name}: {before} then {after}");
    }
    let now = at(NOW);
    assert!(!run_due(db, now).await.unwrap(), "history does nothing by itself");
    let told: i64 = sqlx::query_scalar("select count(*) from notifications").fetch_one(&db.jobs).await.unwrap();
    assert_eq!(told, 0, "and tells nobody");
    let open = "select count(*), count(distinct assignee_id) from handoffs where state = 'offered'";
    let (waiting, people): (i64, i64) = sqlx::query_as(open).fetch_one(&db.jobs).await.unwrap();
    assert!(waiting >= 4 && people >= 2, "{waiting} of {people}");
    let doubled = "select count(*) from (select lead_id, at from stage_transitions where to_stage = 'sal' group by 1, 2 having count(*) > 1) twice";
    let doubled: i64 = sqlx::query_scalar(doubled).fetch_one(&db.jobs).await.unwrap();
    assert_eq!(doubled, 0, "an acceptance is the entry that the log has");
}
