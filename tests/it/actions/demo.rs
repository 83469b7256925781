//! The demo company lands whole, once, and lets everybody in.

use crate::support::{TestDatabase, at};
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
    for card in ["lead_to_customer", "cycle", "cac", "revenue", "leads", "lead_quality"] {
        let (now, before) = (&overview[card]["figure"]["value"], &overview[card]["before"]["value"]);
        assert!(now.is_number() && before.is_number(), "{card}: {now} after {before}");
    }
}
