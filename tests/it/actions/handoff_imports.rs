//! Handoffs of which files tell: their clocks, their reasons, the log of stages, and what a later file or an undo changes.

use crate::support::{TestDatabase, workspace};
use mihwar::actions::undo_import::{Undone, undo_import};
use mihwar::clock::Clock;
use mihwar::domain::ids::ImportId;
use mihwar::import::templates;
use mihwar::jobs::run_import::{Job, run_import};
use mihwar::storage::imports::{self, Counts};
use mihwar::storage::{import_rows, workspace as workspaces};
use sqlx::AssertSqlSafe;
use std::path::PathBuf;

const LEADS: &str = "external_id,email,created_at\n1,huda@alwaha.example,2026-01-05\n2,,2026-01-06\n3,,2026-01-07\n";
const STAGES: &str = "event_id,lead,stage,entered_at\nE1,1,mql,2026-01-10T08:00:00Z\nE2,1,sal,2026-01-12T10:00:00Z\n";
const HANDOFFS: &str = "external_id,lead,offered_at,assigned_at,assignee,responded_at,decided_at,outcome,reason,sla_hours\n\
    H1,1,2026-01-12T08:00:00Z,2026-01-12T08:00:00Z,,2026-01-12T09:30:00Z,2026-01-12T10:00:00Z,accepted,,24\n\
    H2,2,2026-01-12T08:00:00Z,2026-01-12T08:00:00Z,,2026-01-14T08:00:01Z,2026-01-14T09:00:00Z,rejected,ميزانية السنة القادمة,24\n\
    H3,2,2026-02-01T08:00:00Z,2026-02-01T08:00:00Z,,,2026-02-02T08:00:00Z,rejected,لا ميزانية,24\n\
    H4,3,2026-03-01T08:00:00Z,2026-03-01T08:00:00Z,,,,pending,,24\n";

struct Company {
    database: TestDatabase,
    folder: tempfile::TempDir,
}

impl Company {
    async fn new() -> Self {
        let database = TestDatabase::lease().await;
        workspaces::insert(&database.db.jobs, &workspace("Asia/Riyadh", "SAR"), now().now()).await.unwrap();
        Self { database, folder: tempfile::tempdir().unwrap() }
    }

    async fn import(&self, files: &[(&str, &str)]) -> (ImportId, Counts) {
        let id = ImportId::new();
        let paths: Vec<PathBuf> = files
            .iter()
            .map(|(name, text)| {
                let path = self.folder.path().join(name);
                std::fs::write(&path, text).unwrap();
                path
            })
            .collect();
        let entries: Vec<(String, String, i64)> =
            files.iter().zip(&paths).map(|((name, _), path)| ((*name).to_owned(), path.display().to_string(), 0)).collect();
        let db = &self.database.db;
        imports::insert(&mut db.jobs.acquire().await.unwrap(), id, None, &entries, now().now()).await.unwrap();
        let job = Job::of_one_mapping(id, paths, false, templates::mapping());
        (id, run_import(db, &now(), &workspace("Asia/Riyadh", "SAR"), job, |_| {}).await.unwrap())
    }

    async fn undo(&self, id: ImportId) {
        let done = undo_import(&self.database.db, id, None, now().now()).await.unwrap();
        assert!(matches!(done, Undone::Done(_)), "{done:?}");
    }

    async fn one(&self, sql: &str) -> String {
        let sql = format!("select ({sql})::text");
        let found: Option<String> = sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(&self.database.db.jobs).await.unwrap();
        found.unwrap_or_default()
    }

    async fn of(&self, event: &str, column: &str) -> String {
        self.one(&format!("select {column} from handoffs where event_id = '{event}'")).await
    }

    /// The handoffs and the log, row for row.
    async fn everything(&self) -> (String, String, String) {
        let all = |table: &str| format!("select jsonb_agg(to_jsonb(t) order by t.id) from {table} t");
        let reasons = self.one("select jsonb_agg(to_jsonb(t) order by t.key) from handoff_reasons t").await;
        (self.one(&all("handoffs")).await, self.one(&all("stage_transitions")).await, reasons)
    }

    async fn sal_entries(&self) -> String {
        self.one("select count(*) from stage_transitions where to_stage = 'sal' and voids is null").await
    }
}

fn now() -> Clock {
    Clock::fixed("2026-03-31T20:30:00Z".parse().unwrap())
}

const ALL: [(&str, &str); 3] = [("leads.csv", LEADS), ("stage_events.csv", STAGES), ("handoffs.csv", HANDOFFS)];

#[tokio::test]
async fn a_file_tells_the_whole_clock_and_never_wakes() {
    let company = Company::new().await;
    let (_, counts) = company.import(&ALL).await;
    assert_eq!((counts.inserted, counts.rejected), (3 + 2 + 4, 0), "{counts:?}");
    assert_eq!(company.of("H1", "response_seconds || ' ' || decision_seconds").await, "5400 7200");
    assert_eq!(company.of("H2", "response_seconds > 24 * 3600 and touched_at > touch_breach_at").await, "true");
    assert_eq!(company.of("H1", "engaged_at = '2026-01-10T08:00:00Z'").await, "true");
    assert_eq!(company.of("H4", "state || ' ' || (touch_breach_at = '2026-03-02T08:00:00Z')::text").await, "offered true");
    assert_eq!(company.one("select count(*) from handoffs where wake_at is not null or calendar_id is not null").await, "0");
    assert_eq!(company.one("select count(*) from notifications").await, "0");
    let policy = "select string_agg(name || ' ' || imported || around_the_clock || touch_minutes, ',') from sla_policies";
    assert_eq!(company.one(policy).await, "mihwar · 24 h truetrue1440");
}

#[tokio::test]
async fn reasons_are_known_by_their_words_and_others_are_kept() {
    let company = Company::new().await;
    company.import(&ALL).await;
    assert_eq!(company.of("H3", "reason").await, "no_budget");
    let own =
        "select r.name || ' ' || r.active from handoffs h join handoff_reasons r on r.key = h.reason where h.event_id = 'H2'";
    assert_eq!(company.one(own).await, "ميزانية السنة القادمة false");
}

#[tokio::test]
async fn a_second_import_changes_nothing_and_undo_takes_everything_back() {
    let company = Company::new().await;
    let empty = company.everything().await;
    let (first, _) = company.import(&ALL).await;
    let before = company.everything().await;
    let (_, again) = company.import(&ALL).await;
    assert_eq!(again.unchanged, again.read, "{again:?}");
    assert_eq!(company.everything().await, before);
    company.undo(first).await;
    assert_eq!(company.everything().await, empty);
    assert_eq!(company.one("select count(*) from sla_policies").await, "0");
}

#[tokio::test]
async fn an_acceptance_and_its_entry_are_one_whichever_comes_first() {
    let stages_first = Company::new().await;
    stages_first.import(&ALL).await;
    assert_eq!(stages_first.sal_entries().await, "1");

    let company = Company::new().await;
    company.import(&[("leads.csv", LEADS), ("handoffs.csv", HANDOFFS)]).await;
    assert_eq!(company.sal_entries().await, "1", "without a history the acceptance is the entry");
    let (stages, _) = company.import(&[("stage_events.csv", STAGES)]).await;
    let confirmed = "select t.event_id from handoffs h join stage_transitions t on t.id = h.sal_entry where h.event_id = 'H1'";
    assert_eq!((company.sal_entries().await, company.one(confirmed).await), ("1".into(), "E2".into()));
    let before = company.everything().await;
    let (_, again) = company.import(&ALL).await;
    assert_eq!(company.everything().await.1, before.1, "{again:?}");
    company.undo(stages).await;
    assert_eq!((company.sal_entries().await, company.one(confirmed).await), ("1".into(), String::new()));
    assert_eq!(company.one("select string_agg(distinct furthest_stage, ',') from leads").await, "lead,sal");
}

#[tokio::test]
async fn a_later_export_answers_and_undo_opens_again() {
    let company = Company::new().await;
    company.import(&ALL).await;
    let before = company.everything().await;
    let head = HANDOFFS.lines().next().unwrap();
    let late = "H4,3,2026-03-01T08:00:00Z,2026-03-01T08:00:00Z,,2026-03-01T09:00:00Z,2026-03-02T09:00:00Z,returned,Duplicate,24";
    let (id, counts) = company.import(&[("handoffs.csv", &format!("{head}\n{late}\n"))]).await;
    assert_eq!((counts.updated, counts.inserted), (1, 0), "{counts:?}");
    assert_eq!(company.of("H4", "state || ' ' || reason || ' ' || response_seconds").await, "returned duplicate 3600");
    assert_eq!(company.sal_entries().await, "2");
    company.undo(id).await;
    assert_eq!(company.of("H4", "state").await, "offered");
    assert_eq!(company.everything().await.1, before.1);
}

#[tokio::test]
async fn only_the_last_offer_of_a_lead_waits() {
    let company = Company::new().await;
    company.import(&ALL).await;
    let head = HANDOFFS.lines().next().unwrap();
    let next = "H5,3,2026-03-20T08:00:00Z,2026-03-20T08:00:00Z,,,,pending,,24\nH6,3,2026-03-10T08:00:00Z,,,,,pending,,24";
    let (id, counts) = company.import(&[("handoffs.csv", &format!("{head}\n{next}\n"))]).await;
    assert_eq!((counts.inserted, counts.rejected), (2, 0), "{counts:?}");
    let states = "select string_agg(event_id || state, ' ' order by event_id) from handoffs where event_id >= 'H4'";
    assert_eq!(company.one(states).await, "H4withdrawn H5offered H6withdrawn");
    company.import(&ALL).await;
    assert_eq!(company.one(states).await, "H4withdrawn H5offered H6withdrawn");
    company.undo(id).await;
    assert_eq!(company.one(states).await, "H4offered");
}

#[tokio::test]
async fn activities_are_the_touch_where_the_file_tells_of_none() {
    let company = Company::new().await;
    company.import(&ALL).await;
    let calls = "event_id,lead,kind,happened_at\nA1,1,call,2026-01-12T08:10:00Z\nA2,2,call,2026-02-01T10:00:00Z\nA3,3,message,2026-03-04T08:00:00Z\n";
    let (id, _) = company.import(&[("activities.csv", calls)]).await;
    assert_eq!(company.of("H1", "response_seconds").await, "5400", "the file's own response stays");
    assert_eq!(company.of("H3", "response_seconds").await, "7200");
    assert_eq!(company.of("H4", "response_seconds").await, (3 * 86_400).to_string());
    company.undo(id).await;
    assert_eq!(company.of("H3", "coalesce(response_seconds::text, 'none')").await, "none");
}

#[tokio::test]
async fn working_hours_count_where_somebody_was_assigned_and_nobody_promised_hours() {
    let company = Company::new().await;
    // Thursday 15:00 in Riyadh to Sunday 10:00: two hours, and one.
    let text = "external_id,lead,offered_at,assignee,responded_at\n\
        H1,1,2026-01-08T12:00:00Z,Faisal,2026-01-11T07:00:00Z\nH2,2,2026-01-08T12:00:00Z,,\n";
    company.import(&[("leads.csv", LEADS), ("handoffs.csv", text)]).await;
    assert_eq!(company.of("H1", "response_seconds || ' ' || (calendar_id is not null)::text").await, "10800 true");
    assert_eq!(company.of("H2", "(calendar_id is null and assigned_at is null)").await, "true");
    assert_eq!(company.one("select count(*) from sla_policies where not imported").await, "0");
}

#[tokio::test]
async fn what_contradicts_itself_comes_back() {
    let company = Company::new().await;
    let text = "external_id,lead,offered_at,decided_at,outcome\n\
        H1,1,2026-01-12T08:00:00Z,,accepted\nH2,1,2026-01-12T08:00:00Z,2026-01-11T08:00:00Z,rejected\n\
        H3,1,2026-01-12T08:00:00Z,2026-01-13T08:00:00Z,\nH4,9,2026-01-12T08:00:00Z,,\nH5,1,,,pending\nH6,1,2026-01-12T08:00:00Z,,maybe\n";
    let (id, counts) = company.import(&[("leads.csv", LEADS), ("handoffs.csv", text)]).await;
    assert_eq!(counts.rejected, 6, "{counts:?}");
    let rows = import_rows::rejected(&company.database.db.jobs, id, 10).await.unwrap();
    let why: Vec<&str> = rows.iter().map(|row| row.reasons[0]["reason"].as_str().unwrap()).collect();
    assert_eq!(why, ["missing", "before_offer", "answer_without_outcome", "unknown_lead", "missing", "unknown_word"]);
}
