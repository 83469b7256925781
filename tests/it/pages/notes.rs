//! Notes on charts: who writes which, and where they are read.

use super::Site;
use crate::support::World;
use axum::http::StatusCode;
use mihwar::domain::person::Role;

const NOW: &str = "2026-09-29T06:40:00Z";
const ID: &str = "0190b0a0-0000-7000-8000-000000000001";

async fn site(role: Role) -> (Site, String) {
    let (site, session) = Site::with_on(role, NOW).await;
    let mut world = World::default();
    world.lead("a", "2026-05-06", "search");
    world.won_deal("D1", Some("a"), "2026-05-10", "2026-06-30", 1200);
    world.save(&site.database.db).await;
    (site, session)
}

async fn count(site: &Site, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(&site.database.db.pages).await.unwrap()
}

fn form(day: &str, body: &str, version: u8) -> String {
    let body: String = url::form_urlencoded::byte_serialize(body.as_bytes()).collect();
    format!("id={ID}&day={day}&body={body}&version={version}")
}

#[tokio::test]
async fn a_note_stands_on_its_day_on_the_trend_and_in_its_table() {
    let (site, session) = site(Role::Sales).await;
    let note = form("٢٠٢٦-٠٦-١٥", "Prices <b>rose</b>\u{202E}", 1);
    let sent = site.post("/notes/new", &session, &note).await;
    assert_eq!(sent.location, "/notes");
    assert_eq!(site.post("/notes/new", &session, &note).await.status, StatusCode::SEE_OTHER, "a form that is sent twice");
    assert_eq!(count(&site, "select count(*) from chart_notes where on_day = '2026-06-15'").await, 1);
    assert_eq!(count(&site, "select count(*) from events where kind = 'chart_note'").await, 1);
    let page = site.get("/overview?trend=revenue", Some(&session)).await.body;
    let notes = "/notes?back=%2Foverview%3Ftrend%3Drevenue";
    assert!(page.contains(&format!("class=\"note\" href=\"{notes}#note-0190")), "the mark");
    let said = "15 Jun 2026: <bdi>Prices &lt;b&gt;rose&lt;/b&gt;</bdi> (<bdi>Lama</bdi>)";
    assert!(page.contains(said), "in the table");
    assert!(page.contains("One note in these months") && page.contains(&format!("href=\"{notes}#f-day\"")));
    let earlier = site.get("/overview?period=2025-q1", Some(&session)).await.body;
    assert!(!earlier.contains("class=\"note\""), "none of these months");
}

#[tokio::test]
async fn an_author_changes_his_own_and_who_manages_any() {
    let (site, session) = site(Role::Marketing).await;
    site.post("/notes/new", &session, &form("2026-06-15", "Mine", 1)).await;
    assert_eq!(site.post(&format!("/notes/{ID}"), &session, &form("2026-06-16", "Mine", 1)).await.location, "/notes");
    let stale = site.post(&format!("/notes/{ID}"), &session, &form("2026-06-17", "Other", 1)).await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(stale.body.contains("16 Jun 2026") && stale.body.contains(">Other<"), "both are shown");
    // Somebody else's: the role decides.
    sqlx::query("with p as (insert into people (id, handle, name) values (gen_random_uuid(), 'x', 'Omar') returning id),
                 u as (insert into users (id, person_id, email, email_key, role, created_at) select id, id, 'x', 'x', 'sales', now() from p returning id)
                 update chart_notes set author_id = (select id from u)")
        .execute(&site.database.db.pages)
        .await
        .unwrap();
    for (role, expected) in [(Role::Marketing, StatusCode::FORBIDDEN), (Role::Manager, StatusCode::SEE_OTHER)] {
        sqlx::query("update users set role = $1 where email_key <> 'x'")
            .bind(role.key())
            .execute(&site.database.db.pages)
            .await
            .unwrap();
        let opened = site.get(&format!("/notes/{ID}"), Some(&session)).await.status;
        assert_eq!(opened == StatusCode::OK, role == Role::Manager, "{role:?}");
        assert_eq!(
            site.post(&format!("/notes/{ID}"), &session, &form("2026-06-18", "Theirs", 2)).await.status,
            expected,
            "{role:?}"
        );
        assert_eq!(site.post(&format!("/notes/{ID}/delete"), &session, "").await.status, expected, "{role:?}");
    }
    assert_eq!(count(&site, "select count(*) from chart_notes").await, 0);
    assert_eq!(site.post(&format!("/notes/{ID}/delete"), &session, "").await.status, StatusCode::SEE_OTHER, "gone stays gone");
}

#[tokio::test]
async fn a_viewer_reads_and_what_is_no_note_comes_back() {
    let (viewers, viewer) = site(Role::Viewer).await;
    let page = viewers.get("/notes", Some(&viewer)).await;
    assert!(page.status == StatusCode::OK && !page.body.contains("action=\"/notes"));
    let sent = viewers.post("/notes/new", &viewer, &form("2026-06-15", "Mine", 1)).await;
    assert_eq!(sent.status, StatusCode::FORBIDDEN);
    let (site, session) = site(Role::Sales).await;
    for bad in [form("soon", "What", 1), form("2026-06-15", " \u{200B} ", 1), form("2026-06-15", &"ط".repeat(281), 1)] {
        let answer = site.post("/notes/new", &session, &bad).await;
        assert!(answer.status == StatusCode::UNPROCESSABLE_ENTITY && answer.body.contains("class=\"errsum\""), "{bad}");
    }
    assert_eq!(count(&site, "select count(*) from chart_notes").await, 0);
}

#[tokio::test]
async fn a_note_that_is_saved_leads_back_to_its_chart_and_nowhere_else() {
    let (site, session) = site(Role::Sales).await;
    let page = site.get("/notes?back=%2Fcycle%3Fperiod%3D2026-q2", Some(&session)).await.body;
    assert!(page.contains("name=\"back\" value=\"/cycle?period=2026-q2\""), "{page}");
    let with = |back: &str| format!("{}&back={back}", form("2026-06-15", "Mine", 1));
    assert_eq!(site.post("/notes/new", &session, &with("%2Fcycle%3Fperiod%3D2026-q2")).await.location, "/cycle?period=2026-q2");
    let list = site.get("/notes?back=%2Fcycle", Some(&session)).await.body;
    assert!(list.contains(&format!("href=\"/notes/{ID}?back=%2Fcycle\"")), "{list}");
    let one = site.get(&format!("/notes/{ID}?back=%2Fcycle"), Some(&session)).await.body;
    assert_eq!(one.matches("name=\"back\" value=\"/cycle\"").count(), 2, "to change it and to take it away: {one}");
    assert_eq!(site.post(&format!("/notes/{ID}"), &session, &with("%2Fcycle")).await.location, "/cycle");
    for foreign in ["https%3A%2F%2Fevil.example", "%2F%2Fevil.example", "%2F%5Cevil.example", "%2F%09%2Fevil.example", ""] {
        let to = site.post(&format!("/notes/{ID}/delete"), &session, &format!("back={foreign}")).await.location;
        assert_eq!(to, "/notes", "{foreign}");
    }
}
