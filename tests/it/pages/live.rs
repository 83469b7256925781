//! Streams of open pages.

use super::{NOW, Site};
use axum::body::{Body, BodyDataStream};
use axum::http::{HeaderMap, Request, StatusCode, header};
use futures::StreamExt as _;
use mihwar::domain::person::Role;
use mihwar::jobs::handoff_news::handoff_news;
use mihwar::live::{Live, News};
use mihwar::storage::handoffs;
use std::time::Duration;
use tokio::time::timeout;
use tower::ServiceExt as _;
use uuid::Uuid;

const PATIENCE: Duration = Duration::from_secs(10);

/// A page that is open.
struct Page {
    headers: HeaderMap,
    stream: BodyDataStream,
    text: String,
}

impl Site {
    async fn opened(&self, session: &str) -> (StatusCode, Page) {
        let request = Request::get("/events")
            .header(header::COOKIE, format!("mihwar_session={session}"))
            .header(header::ACCEPT_ENCODING, "br, gzip")
            .body(Body::empty());
        let (parts, body) = self.router.clone().oneshot(request.unwrap()).await.unwrap().into_parts();
        (parts.status, Page { headers: parts.headers, stream: body.into_data_stream(), text: String::new() })
    }
}

impl Page {
    /// Reads until a text has come.
    async fn hears(&mut self, text: &str) {
        while !self.text.contains(text) {
            let more = timeout(PATIENCE, self.stream.next()).await.unwrap_or_else(|_| panic!("no {text} in {:?}", self.text));
            let more = more.unwrap_or_else(|| panic!("the stream ended: {:?}", self.text)).unwrap();
            self.text.push_str(&String::from_utf8_lossy(&more));
        }
    }

    /// Reads to the end.
    async fn ends(&mut self) {
        while let Some(more) = timeout(PATIENCE, self.stream.next()).await.expect("the stream goes on") {
            self.text.push_str(&String::from_utf8_lossy(&more.unwrap()));
        }
    }
}

#[tokio::test]
async fn an_open_page_hears_ids_and_its_count_and_is_let_go_when_the_server_stops() {
    let (site, session) = Site::with(Role::Sales).await;
    let (status, mut page) = site.opened(&session).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(page.headers[header::CONTENT_TYPE], "text/event-stream");
    assert!(!page.headers.contains_key(header::CONTENT_ENCODING), "what is compressed is held back");
    page.hears("event: badge").await;
    assert!(page.text.contains(r#""open":0"#), "{}", page.text);
    let id = Uuid::now_v7();
    site.live.tell(News::Handoff(id));
    site.live.tell(News::Handoff(id));
    page.hears(&format!("event: handoff\ndata: {id}\n")).await;
    site.live.tell(News::Missed);
    page.hears("event: stale").await;
    assert_eq!(page.text.matches("event: handoff").count(), 1, "told at once, it is told once");
    assert_eq!(page.text.matches("event: badge").count(), 1, "nor is a count repeated that did not change");
    site.live.end();
    page.ends().await;
}

#[tokio::test]
async fn streams_hold_no_connection_and_places_are_bounded() {
    let (site, session) = Site::with(Role::Viewer).await;
    let mut pages = Vec::new();
    // Three times the connections of the pool.
    for _ in 0..48 {
        let (status, mut page) = site.opened(&session).await;
        assert_eq!(status, StatusCode::OK);
        page.hears("event: badge").await;
        pages.push(page);
    }
    assert_eq!(site.get("/goals", Some(&session)).await.status, StatusCode::OK);
    let taken: Vec<_> = std::iter::from_fn(|| site.live.open()).collect();
    assert!(taken.len() > 500);
    assert_eq!(site.opened(&session).await.0, StatusCode::SERVICE_UNAVAILABLE);
    drop(pages.pop());
    assert_eq!(site.opened(&session).await.0, StatusCode::OK);
}

#[tokio::test]
async fn a_stream_ends_with_its_session() {
    let (site, session) = Site::with(Role::Viewer).await;
    let (_, mut page) = site.opened(&session).await;
    page.hears("event: badge").await;
    sqlx::query("delete from sessions").execute(&site.database.db.pages).await.unwrap();
    site.live.tell(News::Handoff(Uuid::now_v7()));
    page.ends().await;
    assert!(!page.text.contains("event: handoff"), "{}", page.text);
}

#[tokio::test]
async fn what_one_process_does_every_process_hears_also_after_a_lost_connection() {
    let (site, _) = Site::with(Role::Viewer).await;
    let db = &site.database.db;
    let (here, there) = (Live::default(), Live::default());
    let (mut one, mut other) = (here.open().unwrap(), there.open().unwrap());
    let tasks = [tokio::spawn(handoff_news(db.clone(), here)), tokio::spawn(handoff_news(db.clone(), there))];
    let heard = async |listening: &mut mihwar::live::Listening| timeout(PATIENCE, listening.next()).await.unwrap().unwrap();
    for listening in [&mut one, &mut other] {
        assert_eq!(heard(listening).await, News::Missed, "what was announced before nobody heard");
    }
    let id = Uuid::now_v7();
    handoffs::announce(&db.pages, id).await.unwrap();
    for listening in [&mut one, &mut other] {
        assert_eq!(heard(listening).await, News::Handoff(id));
    }
    let ended = "select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name = 'mihwar-live' and datname = current_database()";
    let ended: i64 = sqlx::query_scalar(ended).fetch_one(&db.jobs).await.unwrap();
    assert_eq!(ended, 2, "a connection of its own for each process");
    for listening in [&mut one, &mut other] {
        assert_eq!(heard(listening).await, News::Missed);
    }
    // The new connection listens before it says so.
    let id = Uuid::now_v7();
    handoffs::announce(&db.pages, id).await.unwrap();
    for listening in [&mut one, &mut other] {
        assert_eq!(heard(listening).await, News::Handoff(id));
    }
    for task in tasks {
        task.abort();
    }
}

#[tokio::test]
async fn who_answered_is_said_in_a_sentence() {
    let (site, session) = Site::with(Role::Viewer).await;
    let db = &site.database.db;
    let (lead, policy, handoff) = (Uuid::now_v7(), Uuid::now_v7(), Uuid::now_v7());
    sqlx::raw_sql(sqlx::AssertSqlSafe(format!(
        "insert into leads (id, created_on, recorded_at) values ('{lead}', '2026-03-01', '{NOW}');
         insert into sla_policies (id, key, version, name, position, assign_minutes, touch_minutes, decide_minutes, made_at)
         values ('{policy}', '{policy}', 1, 'Usual', 1, 30, 240, 960, '{NOW}');
         insert into handoffs (id, lead_id, state, policy_id, offered_at, route, decided_at, decided_by, decision_seconds, recorded_at)
         select '{handoff}', '{lead}', 'accepted', '{policy}', '{NOW}', 'queue', '2026-03-31T20:40:00Z', person_id, 600, '{NOW}' from users"
    )))
    .execute(&db.jobs)
    .await
    .unwrap();
    let said = site.get(&format!("/events/{handoff}"), Some(&session)).await;
    assert_eq!(said.status, StatusCode::OK);
    assert!(said.body.contains("Accepted by") && said.body.contains("Lama") && said.body.contains("23:40"), "{}", said.body);
    assert_eq!(site.get(&format!("/events/{}", Uuid::now_v7()), Some(&session)).await.status, StatusCode::NOT_FOUND);
    assert_eq!(site.get("/events/nonsense", Some(&session)).await.status, StatusCode::NOT_FOUND);
}
