//! Erasing a person: the whole database is searched for him, no number changes, and no import brings him back.

use crate::support::{TestDatabase, at, days, workspace};
use mihwar::actions::erase_person::erase_person;
use mihwar::actions::export_person::export_person;
use mihwar::actions::undo_import::undo_import;
use mihwar::clock::Clock;
use mihwar::domain::ids::ImportId;
use mihwar::import::templates;
use mihwar::jobs::run_import::{Job, run_import};
use mihwar::reports::{NAMES, Question, run};
use mihwar::storage::imports::{self, Counts};
use mihwar::storage::metrics::Dimension;
use serde_json::Value;
use sqlx::AssertSqlSafe;
use std::path::PathBuf;
use uuid::Uuid;

const NOW: &str = "2026-03-31T20:30:00Z";

const LEADS: &str = "external_id,email,phone,first_name,last_name,company,region,source,created_at,stage,owner,Hobby\n\
    HUBID-7001,Huda@Alwaha.example,+966 50 123 4567,Hudawiyya,Salehani,Hudawiyya Trading,MENA,Email,2026-01-05T08:00:00Z,,Faisal,chess with Salehani\n\
    7002,d.reyes@harbour.example,,Daniel,Reyes,Harbour,EMEA,Web,2026-01-06,mql,Faisal,asked by huda@alwaha.example\n\
    7003,,,Rania,Khoury,Marsa,MENA,Web,2026-01-07,won,,\n\
    7004,not an address huda@alwaha.example,,Hudawiyya,Salehani,,MENA,Web,2026-02-31,,,\n\
    HUBID-7001,,,,,,,,2026-02-31,,,\n";
const DEALS: &str = "external_id,lead,account,name,amount,currency,opened_at,closed_at,outcome,Contact\n\
    D1,HUBID-7001,Alwaha Group,Order of Hudawiyya Salehani,1000.50,SAR,2026-02-01,2026-03-01,won,+966501234567\n\
    D2,7002,Harbour,Second,500,SAR,2026-02-02,,,\n";
const EVENTS: &str = "event_id,lead,stage,entered_at,reason\n\
    E1,HUBID-7001,mql,2026-01-10T08:00:00Z,Hudawiyya asked for a price\nE2,7002,sql,2026-02-01,\n";
const TOUCHES: &str =
    "event_id,lead,channel,kind,occurred_at\nT1,HUBID-7001,Email,email,2026-01-04\nT2,7002,Email,email,2026-01-05\n";
const ACTIVITIES: &str = "event_id,lead,kind,happened_at,actor,note\n\
    A1,HUBID-7001,call,2026-01-11T09:00:00Z,Faisal,Her number is 00966 50 1234567\n\
    A2,7002,call,2026-01-12T09:00:00Z,Faisal,Knows Salehani Hudawiyya well\n";
/// A later file: another address, another stage of knowledge.
const LATER: &str = "external_id,email,last_name,region,created_at,updated_at\n\
    HUBID-7001,h.salehani@newjob.example,Salehani-Haddad,EMEA,2026-01-05T08:00:00Z,2026-03-01T08:00:00Z\n";

const ALL: [(&str, &str); 5] = [
    ("leads.csv", LEADS),
    ("deals.csv", DEALS),
    ("stage_events.csv", EVENTS),
    ("touches.csv", TOUCHES),
    ("activities.csv", ACTIVITIES),
];

/// All by which anybody could know her.
const HER: [&str; 8] = ["hudawiyya", "salehani", "huda@alwaha", "newjob.example", "1234567", "123 4567", "HUBID-7001", "chess"];

struct Company {
    database: TestDatabase,
    folder: tempfile::TempDir,
}

impl Company {
    async fn new() -> Self {
        Self { database: TestDatabase::lease().await, folder: tempfile::tempdir().unwrap() }
    }

    async fn import(&self, files: &[(&str, &str)]) -> (ImportId, Counts) {
        let (id, db) = (ImportId::new(), &self.database.db);
        let path = |(name, text): &(&str, &str)| {
            let path = self.folder.path().join(name);
            std::fs::write(&path, text).unwrap();
            path
        };
        let paths: Vec<PathBuf> = files.iter().map(path).collect();
        let entries: Vec<(String, String, i64)> = files.iter().map(|(name, _)| ((*name).to_owned(), String::new(), 0)).collect();
        imports::insert(&mut db.jobs.acquire().await.unwrap(), id, None, &entries, at(NOW)).await.unwrap();
        let job = Job::of_one_mapping(id, paths, false, templates::mapping());
        let clock = Clock::fixed(at(NOW));
        (id, run_import(db, &clock, &workspace("Asia/Riyadh", "SAR"), job, |_| {}).await.unwrap())
    }

    async fn her(&self) -> Uuid {
        let sql = "select record_id from external_refs where external_id = 'HUBID-7001' and kind = 'lead'";
        sqlx::query_scalar(sql).fetch_one(&self.database.db.jobs).await.unwrap()
    }

    async fn erase(&self, id: Uuid) -> usize {
        erase_person(&self.database.db, &[id], None, at(NOW)).await.unwrap()
    }

    async fn count(&self, sql: &'static str) -> i64 {
        sqlx::query_scalar(sql).fetch_one(&self.database.db.jobs).await.unwrap()
    }

    /// Every report, whole and broken down.
    async fn reports(&self) -> Vec<Value> {
        let mut all = Vec::new();
        for by in [None, Some(Dimension::Channel), Some(Dimension::Owner), Some(Dimension::Region)] {
            let mut question =
                Question::new(workspace("Asia/Riyadh", "SAR"), days("2026-01-01", "2026-04-01"), at("2026-08-01T09:00:00Z"));
            question.by = by;
            for name in NAMES {
                all.push(run(name, &self.database.db, &question).await.unwrap());
            }
        }
        all
    }

    /// Where a word stands: every row of every table, whatever its columns are.
    async fn places_of(&self, word: &str) -> Vec<String> {
        let db = &self.database.db.jobs;
        let tables: Vec<String> = sqlx::query_scalar(
            "select quote_ident(tablename) from pg_tables where schemaname = 'public' and tablename <> '_sqlx_migrations'",
        )
        .fetch_all(db)
        .await
        .unwrap();
        let mut found = Vec::new();
        for table in tables {
            // Bytes are read as the text that they may be, too.
            let sql = format!(
                "select t::text from {table} t where t::text ilike '%' || $1 || '%'
                    or t::text ilike '%' || encode(convert_to(lower($1), 'UTF8'), 'hex') || '%'"
            );
            let rows: Vec<String> = sqlx::query_scalar(AssertSqlSafe(sql)).bind(word).fetch_all(db).await.unwrap();
            found.extend(rows.into_iter().map(|row| format!("{table}: {row}")));
        }
        found
    }

    async fn is_free_of_her(&self) {
        for word in HER {
            let places = self.places_of(word).await;
            assert!(places.is_empty(), "{word} stands in {places:#?}");
        }
    }
}

#[tokio::test]
async fn nothing_in_the_whole_database_names_an_erased_person_and_no_number_changes() {
    let company = Company::new().await;
    company.import(&ALL).await;
    company.import(&[("leads.csv", LATER)]).await;
    let her = company.her().await;
    for word in HER {
        assert!(!company.places_of(word).await.is_empty(), "{word} should be found before");
    }
    let before = company.reports().await;

    assert_eq!(company.erase(her).await, 1);
    company.is_free_of_her().await;
    assert_eq!(company.reports().await, before);
    assert_eq!(company.count("select count(*) from leads").await, 3, "she counts on");
    assert_eq!(company.count("select sum(amount_minor)::bigint from deals").await, 150_050);
    assert_eq!(company.count("select count(*) from leads where last_name = 'Reyes' and email is not null").await, 1);
    assert_eq!(
        company.count("select count(*) from activities where note = 'Knows █████ well'").await,
        1,
        "others keep their own"
    );
    assert_eq!(company.count("select count(*) from deals where name = 'Order of █████'").await, 1);
    assert_eq!(company.count("select count(*) from events where verb = 'erased' and detail is null").await, 1);
    assert_eq!(company.erase(her).await, 0, "once is enough");
}

#[tokio::test]
async fn an_import_leaves_an_erased_person_out_and_counts_the_rows() {
    let company = Company::new().await;
    company.import(&ALL).await;
    company.erase(company.her().await).await;
    let before = company.reports().await;
    // The same files, but for what they say of her in the rows of others: those are others' rows, and land.
    let leads = LEADS.replace("asked by huda@alwaha.example", "tennis");
    let mut again = ALL;
    again[0].1 = &leads;
    let (_, counts) = company.import(&again).await;
    assert_eq!(counts.erased, 1 + 1 + 1 + 1 + 1, "a row of each file: {counts:?}");
    assert_eq!((counts.inserted, counts.updated), (0, 1), "{counts:?}");
    assert_eq!(company.reports().await, before);
    assert_eq!(company.count("select count(*) from leads").await, 3);
    // What a file says wrong is remembered as it stands; only rows that could be read are known to be hers.
    sqlx::query("delete from import_rows where action = 'rejected'").execute(&company.database.db.jobs).await.unwrap();
    company.is_free_of_her().await;

    // Another system knows her by another id; her address or her number is enough.
    for row in ["X1,HUDA@alwaha.example,,H.", "X2,,00966501234567,H.", "X3,h.salehani@else.example,+966-50-1234567,H."] {
        let text = format!("external_id,email,phone,first_name,created_at\n{row},2026-02-01\n");
        let (_, counts) = company.import(&[("leads.csv", &text)]).await;
        assert_eq!((counts.erased, counts.inserted, counts.rejected), (1, 0, 0), "{row}");
    }
    let other = "external_id,email,phone,first_name,created_at\nX9,maha@alwaha.example,+966509999999,Maha,2026-02-01\n";
    assert_eq!(company.import(&[("leads.csv", other)]).await.1.inserted, 1, "her colleague is somebody else");
}

#[tokio::test]
async fn taking_back_an_older_import_brings_no_name_back() {
    let company = Company::new().await;
    let (first, _) = company.import(&ALL).await;
    let (later, _) = company.import(&[("leads.csv", LATER)]).await;
    company.erase(company.her().await).await;
    undo_import(&company.database.db, later, None, at(NOW)).await.unwrap();
    company.is_free_of_her().await;
    assert_eq!(
        company.count("select count(*) from leads where erased_at is not null and region = 'MENA'").await,
        1,
        "the rest comes back"
    );
    undo_import(&company.database.db, first, None, at(NOW)).await.unwrap();
    company.is_free_of_her().await;
    let (_, counts) = company.import(&ALL).await;
    assert_eq!(counts.erased, 5, "{counts:?}");
}

#[tokio::test]
async fn what_is_remembered_of_a_former_record_of_hers_goes_too_and_is_known_again() {
    let company = Company::new().await;
    company.import(&ALL).await;
    let her = company.her().await;
    // As a merge keeps the record that went into another, wherever that is.
    let kept = serde_json::json!({ "loser": { "email": "Maiden@Older.example", "email_key": "maiden@older.example", "phone_key": null,
        "first_name": "Hudawiyya", "last_name": "Maidenname", "region": "MENA", "reason": "Maidenname asked" } });
    sqlx::query(
        "insert into events (id, at, verb, kind, record, detail) values (gen_random_uuid(), now(), 'merged', 'lead', $1, $2)",
    )
    .bind(her)
    .bind(kept)
    .execute(&company.database.db.jobs)
    .await
    .unwrap();
    company.erase(her).await;
    company.is_free_of_her().await;
    for word in ["maiden", "older.example"] {
        assert!(company.places_of(word).await.is_empty(), "{word}");
    }
    assert_eq!(company.count("select count(*) from events where detail #>> '{loser,region}' = 'MENA'").await, 1);
    let text = "external_id,email,first_name,created_at\nY1,maiden@older.example,H.,2026-02-01\n";
    assert_eq!(company.import(&[("leads.csv", text)]).await.1.erased, 1);
}

#[tokio::test]
async fn whoever_lives_under_the_same_number_stays() {
    let company = Company::new().await;
    let shared = "external_id,email,phone,first_name,created_at\n\
        S1,one@desk.example,+966501112222,One,2026-02-01\nS2,two@desk.example,+966503334444,Two,2026-02-01\n";
    company.import(&[("leads.csv", shared)]).await;
    sqlx::query("update leads set phone = '+966501112222', phone_key = '+966501112222'")
        .execute(&company.database.db.jobs)
        .await
        .unwrap();
    let one: Uuid =
        sqlx::query_scalar("select id from leads where first_name = 'One'").fetch_one(&company.database.db.jobs).await.unwrap();
    company.erase(one).await;
    let (_, counts) = company.import(&[("leads.csv", shared)]).await;
    assert_eq!((counts.erased, counts.rejected), (1, 0), "{counts:?}");
    assert_eq!(company.count("select count(*) from leads where first_name = 'Two' and phone is not null").await, 1);
}

#[tokio::test]
async fn what_is_taken_along_is_all_that_there_is() {
    let company = Company::new().await;
    company.import(&ALL).await;
    company.import(&[("leads.csv", LATER)]).await;
    let her = company.her().await;
    let kept = export_person(&company.database.db, &[her], None, at(NOW)).await.unwrap().unwrap();
    let text = kept.to_string().to_lowercase();
    for word in HER {
        assert!(text.contains(&word.to_lowercase()), "{word} is missing: {text}");
    }
    for table in ["leads", "stage_transitions", "touches", "activities", "deals", "external_refs", "accounts", "import_rows"] {
        assert!(kept["tables"][table].as_array().is_some_and(|rows| !rows.is_empty()), "{table}: {text}");
    }
    assert!(!text.contains("daniel"), "nothing of anybody else: {text}");
    assert_eq!(company.count("select count(*) from events where verb = 'exported'").await, 1);
    assert!(export_person(&company.database.db, &[Uuid::nil()], None, at(NOW)).await.unwrap().is_none());
}
