//! Goals: who may set what, how it is kept, and what two people at once are told.

use super::{Answer, Site};
use crate::support::World;
use axum::http::StatusCode;
use mihwar::domain::person::Role;

const NOW: &str = "2026-09-29T06:40:00Z";

struct Manager {
    site: Site,
    session: String,
}

impl Manager {
    async fn new() -> Self {
        let (site, session) = Site::with_on(Role::Manager, NOW).await;
        let mut world = World::default();
        world.lead("a", "2026-07-06", "search");
        world.won_deal("D1", Some("a"), "2026-07-10", "2026-07-30", 1200);
        world.save(&site.database.db).await;
        Self { site, session }
    }
    async fn get(&self, path: &str) -> String {
        self.site.get(path, Some(&self.session)).await.body
    }
    async fn target(&self, kpi: &str, form: &str) -> Answer {
        self.site.post(&format!("/goals/{kpi}/target"), &self.session, form).await
    }
    async fn count(&self, sql: &'static str) -> i64 {
        sqlx::query_scalar(sql).fetch_one(&self.site.database.db.pages).await.unwrap()
    }
    async fn person(&self, name: &str, team: &str) -> String {
        let id = uuid::Uuid::now_v7();
        sqlx::query("insert into people (id, handle, name, team) values ($1, $2, $2, $3)")
            .bind(id)
            .bind(name)
            .bind(team)
            .execute(&self.site.database.db.pages)
            .await
            .unwrap();
        id.to_string()
    }
}

#[tokio::test]
async fn a_target_is_kept_and_the_same_again_changes_nothing() {
    let site = Manager::new().await;
    let form = "month=2026-07&value=1%2C000&act=set&version=1";
    assert_eq!(site.target("revenue", form).await.location, "/goals/revenue");
    assert!(site.get("/goals").await.contains("Target SAR 3,000, behind pace"), "July to September, so far");
    assert_eq!(site.target("revenue", form).await.status, StatusCode::SEE_OTHER, "a form that is sent twice");
    assert_eq!(site.count("select count(*) from kpi_targets").await, 1);
    assert_eq!(site.count("select count(*) from events where kind = 'kpi'").await, 1);
}

#[tokio::test]
async fn arabic_digits_are_read() {
    let site = Manager::new().await;
    let form = format!("month=2026-07&value={}&act=set&version=1", urlencode("٢٥٫٥"));
    assert_eq!(site.target("cycle", &form).await.status, StatusCode::SEE_OTHER);
    assert_eq!(site.count("select count(*) from kpi_targets where value = 25.5").await, 1);
    assert!(site.get("/goals/cycle").await.contains("Ceiling 26 days, met"));
}

#[tokio::test]
async fn what_is_no_target_comes_back_with_what_was_typed() {
    let site = Manager::new().await;
    for (kpi, form) in [
        ("cac", "month=2026-07&value=soon&act=set&version=1"),
        ("win_rate", "month=2026-07&value=400&act=set&version=1"),
        ("leads", "month=July&value=-3&act=set&version=1"),
    ] {
        let answer = site.target(kpi, form).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
        assert!(answer.body.contains("class=\"errsum\"") && answer.body.contains("aria-invalid"), "{form}");
    }
    assert!(site.target("cac", "month=2026-07&value=soon&act=set").await.body.contains("value=\"soon\""));
    assert_eq!(site.target("nothing", "month=2026-07&value=1").await.status, StatusCode::NOT_FOUND);
    assert_eq!(site.count("select count(*) from kpi_targets").await, 0);
}

#[tokio::test]
async fn a_stale_save_shows_both_values_and_can_be_repeated_knowingly() {
    let site = Manager::new().await;
    site.target("cycle", "month=2026-07&value=30&act=set&version=1").await;
    let stale = site.target("cycle", "month=2026-07&value=40&act=set&version=1").await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
    for shown in ["30 days", "40 days", "Lama", "name=\"version\" value=\"2\""] {
        assert!(stale.body.contains(shown), "{shown}");
    }
    assert_eq!(site.target("cycle", "month=2026-07&value=40&act=set&version=2").await.status, StatusCode::SEE_OTHER);
    let page = site.get("/goals/cycle").await;
    assert!(page.contains("Target from Jul 2026: 30 days") && page.contains("Target from Jul 2026: 40 days"), "history stays");
}

#[tokio::test]
async fn a_target_can_be_ended_and_taken_back() {
    let site = Manager::new().await;
    site.target("cycle", "month=2026-01&value=30&act=set&version=1").await;
    site.target("cycle", "month=2026-08&value=&act=ended&version=2").await;
    assert!(!site.get("/goals/cycle").await.contains("Ceiling 30 days"), "no target holds in September");
    site.target("cycle", "month=2026-08&value=&act=removed&version=3").await;
    assert!(site.get("/goals/cycle").await.contains("Ceiling 30 days, met"));
    assert!(site.get("/goals/cycle?month=2026-01").await.contains("value=\"30\""), "the form begins with what holds");
}

#[tokio::test]
async fn owners_are_of_their_team_and_one_that_is_missing_is_told() {
    let site = Manager::new().await;
    let (huda, omar) = (site.person("Huda", "marketing").await, site.person("Omar", "sales").await);
    assert!(site.get("/goals").await.contains("10 numbers lack an owner in a team"));
    let form = format!("marketing={huda}&sales={omar}&version=1");
    assert_eq!(site.site.post("/goals/cac/owners", &site.session, &form).await.location, "/goals/cac");
    let list = site.get("/goals").await;
    assert!(list.contains("9 numbers lack an owner") && list.contains("<bdi>Huda</bdi>") && list.contains("<bdi>Omar</bdi>"));
    let crossed = format!("marketing={omar}&sales=&version=2");
    let answer = site.site.post("/goals/cac/owners", &site.session, &crossed).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("Choose somebody of this team"));
    let stale = site.site.post("/goals/cac/owners", &site.session, &format!("marketing={huda}&sales=&version=1")).await;
    assert!(stale.status == StatusCode::UNPROCESSABLE_ENTITY && stale.body.contains("Somebody changed this number"));
    let history = site.get("/goals/cac").await;
    assert!(history.contains("Owner changed: Marketing, Sales"));
}

#[tokio::test]
async fn others_read_and_do_not_change() {
    for role in [Role::Viewer, Role::Sales, Role::Marketing] {
        let (site, session) = Site::with(role).await;
        let page = site.get("/goals/cac", Some(&session)).await;
        assert!(page.status == StatusCode::OK && !page.body.contains("action=\"/goals"), "{role:?}");
        assert!(!site.get("/goals", Some(&session)).await.body.contains("#target"), "{role:?}");
        let sent = site.post("/goals/cac/target", &session, "month=2026-07&value=1&act=set&version=1").await;
        assert_eq!(sent.status, StatusCode::FORBIDDEN, "{role:?}");
    }
}

fn urlencode(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}
