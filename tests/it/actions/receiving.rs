//! Rows that programs send: one lead however many connections, beside imports, and nobody who was erased.

use crate::support::{TestDatabase, at, workspace};
use mihwar::actions::erase_person::erase_person;
use mihwar::actions::import_rows::{Caller, Fate, Landed, Line, receive_rows};
use mihwar::actions::make_token::{Wanted, make_token};
use mihwar::actions::set_up::{Admin, set_up};
use mihwar::domain::api::Scope;
use mihwar::domain::ids::TokenId;
use mihwar::domain::record::{Context, Kind};
use mihwar::import::live;
use mihwar::import::spelling::Known;
use mihwar::storage::{Database, api_tokens};
use serde_json::{Value, json};
use sqlx::AssertSqlSafe;

const NOW: &str = "2026-03-31T20:30:00Z";

/// An installation and two programs that call it.
struct Company {
    database: TestDatabase,
    callers: Vec<Caller>,
}

impl Company {
    async fn new() -> Self {
        let database = TestDatabase::lease().await;
        let admin = Admin { name: "Lama".into(), email: "lama@example.com".into(), password: "correct horse battery".into() };
        let user = set_up(&database.db, &workspace("Asia/Riyadh", "SAR"), admin, at(NOW)).await.unwrap();
        for name in ["form", "chat"] {
            let wanted =
                Wanted { id: TokenId::new(), name: name.into(), source: name.into(), scopes: Scope::ALL.to_vec(), expires: None };
            make_token(&database.db, &wanted, user, at(NOW)).await.unwrap();
        }
        let mut tokens = api_tokens::list(&database.db.pages).await.unwrap();
        tokens.sort_by(|a, b| b.name.cmp(&a.name));
        let caller = |token: api_tokens::Token| Caller {
            token: token.id,
            name: token.name,
            source: token.source,
            day: "2026-03-31".parse().unwrap(),
            now: at(NOW),
        };
        Self { database, callers: tokens.into_iter().map(caller).collect() }
    }

    fn db(&self) -> &Database {
        &self.database.db
    }

    async fn send(&self, kind: Kind, rows: Value) -> Landed {
        send(self.db(), &self.callers[0], kind, rows).await
    }

    async fn one(&self, sql: &str) -> String {
        let sql = format!("select ({sql})::text");
        sqlx::query_scalar::<_, Option<String>>(AssertSqlSafe(sql)).fetch_one(&self.db().jobs).await.unwrap().unwrap_or_default()
    }
}

async fn send(db: &Database, caller: &Caller, kind: Kind, rows: Value) -> Landed {
    let context = Context { zone: chrono_tz::Asia::Riyadh, currency: "SAR".parse().unwrap(), now: caller.now };
    let rows = if let Value::Array(rows) = rows { rows } else { vec![rows] };
    let lines: Vec<Line> = (1..)
        .zip(live::read(kind, rows, &context, &Known::new()))
        .map(|(line, sent)| Line {
            file: 0,
            line,
            record: sent.record.unwrap(),
            unmapped: sent.told,
            cells: sent.cells,
            headers: sent.names,
        })
        .collect();
    receive_rows(db, caller, kind, &lines, Vec::new()).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_same_lead_from_eight_connections_at_once_is_one() {
    let company = Company::new().await;
    let mut calls = tokio::task::JoinSet::new();
    for nth in 0..8_usize {
        // Half of them from another system, which knows the person by address only.
        let (db, caller) = (company.db().clone(), company.callers[nth % 2].clone());
        let id = format!("id-{}", nth % 2);
        let row = json!({"external_id": id, "email": "huda@example.com", "owner": "Faisal", "company": "Najd",
                         "utm_source": "google", "utm_campaign": "spring"});
        calls.spawn(async move { send(&db, &caller, Kind::Lead, row).await });
    }
    let landed = calls.join_all().await;
    assert_eq!(landed.iter().map(|landed| landed.created().len()).sum::<usize>(), 1);
    assert_eq!(company.one("select count(*) from leads").await, "1");
    assert_eq!(company.one("select count(*) from campaigns").await, "1");
    assert_eq!(company.one("select count(*) from people where name = 'Faisal'").await, "1");
    assert_eq!(company.one("select count(*) from external_refs where kind = 'lead'").await, "2");
    assert_eq!(company.one("select count(*) from touches").await, "2", "one a source");
    assert_eq!(company.one("select concat_ws('|', sum(read), sum(inserted), count(*)) from import_files").await, "8|1|2");
}

#[tokio::test]
async fn what_came_of_the_leads_is_told_for_whoever_follows() {
    let company = Company::new().await;
    let first = company.send(Kind::Lead, json!([{"external_id": "1"}, {"external_id": "2", "stage": "mql"}])).await;
    assert_eq!((first.created().len(), first.updated().len()), (2, 0));
    let second = company
        .send(
            Kind::Lead,
            json!([{"external_id": "1", "region": "MENA"}, {"external_id": "2"}, {"external_id": "3"}, {"external_id": "3", "region": "EMEA"}]),
        )
        .await;
    let Some(Fate::Created(one)) = first.fates.get(&1) else { panic!("{first:?}") };
    assert_eq!(second.updated(), [*one]);
    assert!(matches!(second.fates.get(&2), Some(Fate::Unchanged(Some(_)))));
    assert_eq!(second.created().len(), 1, "a lead that is new is no changed one");
    assert_eq!(
        company.one("select current_stage from leads l join external_refs r on r.record_id = l.id where external_id = '2'").await,
        "mql"
    );
}

#[tokio::test]
async fn a_row_that_the_database_refuses_stands_alone() {
    let company = Company::new().await;
    sqlx::query("alter table leads add constraint leads_no_thirteen check (region is distinct from 'thirteen') not valid")
        .execute(&company.db().jobs)
        .await
        .unwrap();
    let rows: Vec<Value> =
        (1..=20).map(|n| json!({"external_id": n, "region": if n == 13 { "thirteen" } else { "MENA" }})).collect();
    let landed = company.send(Kind::Lead, rows.into()).await;
    let count = company.one("select count(*) from leads").await;
    sqlx::query("alter table leads drop constraint leads_no_thirteen").execute(&company.db().jobs).await.unwrap();
    assert_eq!((landed.created().len(), landed.fates.len(), count.as_str()), (19, 20, "19"));
    assert!(matches!(&landed.fates[&13], Fate::Rejected(refusal) if refusal.reason == "refused"));
    assert_eq!(company.one("select concat_ws('|', read, inserted, rejected) from import_files").await, "20|19|1");
}

#[tokio::test]
async fn nobody_who_was_erased_comes_back_by_a_call() {
    let company = Company::new().await;
    let her = json!({"external_id": "h-1", "email": "huda@example.com", "visitor": "v-huda", "landing_page": "https://x.example/?mail=huda@example.com", "utm_source": "google"});
    let landed = company.send(Kind::Lead, her.clone()).await;
    company.send(Kind::Touch, json!({"event_id": "t", "lead": "h-1", "occurred_at": "2026-03-30", "landing_page": "https://x.example/?mail=huda@example.com"})).await;
    assert!(erase_person(company.db(), &landed.created(), None, at(NOW)).await.unwrap() > 0);
    assert_eq!(company.one("select count(*) from touches where raw is not null or visitor is not null").await, "0");
    let again = company.send(Kind::Lead, her).await;
    assert!(matches!(&again.fates[&1], Fate::Rejected(refusal) if refusal.reason == "erased"), "{again:?}");
    let touch =
        company.send(Kind::Touch, json!({"event_id": "t2", "lead": "huda@example.com", "occurred_at": "2026-03-30"})).await;
    assert!(matches!(&touch.fates[&1], Fate::Rejected(refusal) if refusal.reason == "erased"));
    assert_eq!(company.one("select concat_ws('|', count(*), count(email), count(erased_at)) from leads").await, "1|0|1");
    assert_eq!(company.one("select count(*) from import_rows where raw::text like '%huda%'").await, "0");
}

#[tokio::test]
async fn what_arrives_is_marked_for_the_derived_days() {
    let company = Company::new().await;
    let dirty = "select count(*) from derived_dirty";
    let before = company.one(dirty).await;
    company.send(Kind::Lead, json!({"external_id": "1", "channel": "Email"})).await;
    assert_ne!(company.one(dirty).await, before);
}

#[tokio::test]
async fn a_lead_that_arrives_as_an_mql_is_offered_by_a_rule_once_and_history_is_not() {
    let company = Company::new().await;
    let rule = "insert into offer_rules (id, name, position, conditions, route, made_at)
                values (gen_random_uuid(), 'Live', 1, '{\"channels\": [\"Webinar\"]}', 'queue', '2026-03-01T00:00:00Z')";
    sqlx::query(rule).execute(&company.db().jobs).await.unwrap();
    let rows = json!([
        { "external_id": "1", "email": "huda@example.com", "channel": "Webinar", "stage": "MQL" },
        { "external_id": "2", "email": "omar@example.com", "channel": "Webinar" },
        { "external_id": "3", "email": "lina@example.com", "channel": "Fair", "stage": "MQL" },
    ]);
    for _ in 0..2 {
        company.send(Kind::Lead, rows.clone()).await;
    }
    let offered = "select string_agg(l.email, ',') from handoffs h join leads l on l.id = h.lead_id where h.rule_id is not null";
    assert_eq!(company.one(offered).await, "huda@example.com");
    // The second becomes an MQL later.
    company.send(Kind::Lead, json!([{ "external_id": "2", "channel": "Webinar", "stage": "MQL" }])).await;
    assert_eq!(company.one("select count(*) from handoffs").await, "2");
    assert_eq!(company.one("select count(*) from events where verb = 'offered' and user_id is null").await, "2");

    let mut world = crate::support::World::default();
    world.lead("9", "2026-03-20", "Webinar");
    world.entered("9", mihwar::domain::stage::Stage::Mql, Some("2026-03-21"));
    world.save(company.db()).await;
    assert_eq!(company.one("select count(*) from leads where current_stage = 'mql'").await, "4");
    assert_eq!(company.one("select count(*) from handoffs").await, "2", "a file tells of history");
}
