//! People over HTTP: an invitation and its link, what is refused, and who takes over.

use super::{NOW, Site};
use axum::http::StatusCode;
use mihwar::domain::person::Role;
use regex::Regex;
use sqlx::AssertSqlSafe;

const OMAR: &str = "name=Omar+Faris&email=omar%40example.com&role=sales&team=&language=ar&person=";

/// What the page of a fresh link shows: the path of the link.
fn link(body: &str) -> String {
    let shown = Regex::new(r#"value="(http://mihwar\.test/join/[0-9a-f]{64}\?lang=ar)""#).unwrap();
    let address = &shown.captures(body).unwrap_or_else(|| panic!("no link in {body}"))[1];
    address.trim_start_matches("http://mihwar.test").to_owned()
}

async fn person(site: &Site, email: &str) -> String {
    let sql = "select person_id::text from users where email_key = $1";
    let id: String = sqlx::query_scalar(sql).bind(email).fetch_one(&site.database.db.pages).await.unwrap();
    format!("/settings/people/{id}")
}

/// Invites Omar, who comes in. Gives his session.
async fn omar(site: &Site, admin: &str) -> String {
    let shown = site.post("/settings/people/invite", admin, OMAR).await;
    let path = link(&shown.body);
    let path = path.split('?').next().unwrap();
    let form = "password=correct+horse+battery&language=ar&theme=dark";
    let answer = site.post_raw(path, "", form).await;
    assert_eq!(answer.location, "/overview", "{}", answer.body);
    let cookie = answer.cookies.iter().find_map(|cookie| cookie.strip_prefix("mihwar_session=")).unwrap();
    cookie.split(';').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_newcomer_comes_in_by_his_link_in_his_language_and_sees_what_he_may() {
    let (site, admin) = Site::with(Role::Admin).await;
    let shown = site.post("/settings/people/invite", &admin, OMAR).await;
    assert_eq!(shown.status, StatusCode::OK);
    let path = link(&shown.body);
    let list = site.get("/settings/people", Some(&admin)).await.body;
    assert!(list.contains("omar@example.com") && !list.contains("/join/"), "the link is shown once");
    let page = site.get(&path, None).await;
    assert!(page.status == StatusCode::OK && page.body.contains("dir=\"rtl\"") && page.body.contains("omar@example.com"));
    let short = site.post_raw(path.split('?').next().unwrap(), "", "password=short").await;
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
    let session = omar_again(&site, &path).await;
    let overview = site.get("/overview", Some(&session)).await;
    assert!(overview.body.contains("data-theme=\"dark\"") && overview.body.contains("dir=\"rtl\""));
    for (path, status) in
        [("/leads", StatusCode::OK), ("/settings/people", StatusCode::FORBIDDEN), ("/imports", StatusCode::FORBIDDEN)]
    {
        assert_eq!(site.get(path, Some(&session)).await.status, status, "{path}");
    }
}

async fn omar_again(site: &Site, path: &str) -> String {
    let form = "password=correct+horse+battery&language=ar&theme=dark";
    let answer = site.post_raw(path.split('?').next().unwrap(), "", form).await;
    let gone = site.get(path, None).await;
    assert_eq!(gone.status, StatusCode::GONE);
    assert!(gone.body.contains("dir=\"rtl\"") && !gone.body.contains("omar@example.com"));
    let invented = site.get(&format!("/join/{}?lang=ar", "0".repeat(64)), None).await;
    let without_address = |body: &str| Regex::new(r"/join/[0-9a-f]+").unwrap().replace_all(body, "").into_owned();
    assert_eq!(without_address(&gone.body), without_address(&invented.body), "nobody learns which links there were");
    let cookie = answer.cookies.iter().find_map(|cookie| cookie.strip_prefix("mihwar_session=")).unwrap();
    cookie.split(';').next().unwrap().to_owned()
}

#[tokio::test]
async fn an_invitation_that_cannot_be_comes_back_with_what_was_typed() {
    let (site, admin) = Site::with(Role::Admin).await;
    let forms = [
        ("name=&email=nobody&role=sales&team=&language=en&person=", 2),
        ("name=A&email=a%40example.com&role=manager&team=&language=en&person=", 1),
        ("name=A&email=LAMA%40example.com&role=viewer&team=&language=en&person=", 1),
        ("name=A&email=a%40example.com&role=king&team=sales&language=en&person=huda", 1),
    ];
    for (form, errors) in forms {
        let answer = site.post("/settings/people/invite", &admin, form).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
        assert_eq!(answer.body.matches("class=\"fe\"").count(), errors, "{form}");
    }
    assert_eq!(site.get("/settings/people/x", Some(&admin)).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_change_of_role_counts_for_the_next_request() {
    let (site, admin) = Site::with(Role::Admin).await;
    let session = omar(&site, &admin).await;
    assert_eq!(site.get("/settings/audit", Some(&session)).await.status, StatusCode::FORBIDDEN);
    let path = person(&site, "omar@example.com").await;
    let form = |role: &str, version: u8| format!("name=Omar&email=omar%40example.com&role={role}&team=sales&version={version}");
    assert_eq!(site.post(&path, &admin, &form("manager", 1)).await.location, path);
    assert_eq!(site.get("/settings/audit", Some(&session)).await.status, StatusCode::OK);
    assert_eq!(site.post(&path, &session, &form("admin", 2)).await.status, StatusCode::FORBIDDEN, "nobody raises himself");
    let stale = site.post(&path, &admin, &form("viewer", 1)).await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(stale.body.contains("class=\"errsum\"") && stale.body.contains("value=\"2\""), "{}", stale.body);
    let own = person(&site, "lama@example.com").await;
    let demoted = site.post(&own, &admin, "name=Lama&email=lama%40example.com&role=viewer&team=&version=1").await;
    assert_eq!(demoted.status, StatusCode::UNPROCESSABLE_ENTITY, "the last admin stays");
    assert_eq!(site.post(&format!("{own}/deactivate"), &admin, "to=").await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn what_a_leaver_has_open_is_listed_before_it_goes_over() {
    let (site, admin) = Site::with(Role::Admin).await;
    let session = omar(&site, &admin).await;
    let path = person(&site, "omar@example.com").await;
    let lead = format!(
        "insert into leads (id, first_name, created_at, owner_id, current_stage, recorded_at)
         select gen_random_uuid(), 'Huda', '{NOW}', person_id, 'sal', '{NOW}' from users where email_key = 'omar@example.com'"
    );
    sqlx::query(AssertSqlSafe(lead)).execute(&site.database.db.pages).await.unwrap();
    let page = site.get(&format!("{path}/deactivate"), Some(&admin)).await.body;
    assert!(
        page.contains("Huda") && page.contains("stage=sal&#38;stage=sql") || page.contains("stage=sal&amp;stage=sql"),
        "{page}"
    );
    let own = person(&site, "lama@example.com").await;
    let lama = own.rsplit('/').next().unwrap();
    assert_eq!(site.post(&format!("{path}/deactivate"), &admin, &format!("to={lama}")).await.location, "/settings/people");
    assert!(site.get("/overview", Some(&session)).await.location.starts_with("/sign-in"));
    assert!(site.get(&own, Some(&admin)).await.body.contains("/hand-over"), "it is hers now");
    assert_eq!(site.get(&format!("{path}/deactivate"), Some(&admin)).await.status, StatusCode::CONFLICT);
    assert_eq!(site.post(&format!("{path}/reactivate"), &admin, "").await.location, path);
    let nobody = site.post(&format!("{own}/hand-over"), &admin, &format!("to={lama}")).await;
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY, "not to herself");
    let omar = path.rsplit('/').next().unwrap();
    assert_eq!(site.post(&format!("{own}/hand-over"), &admin, &format!("to={omar}")).await.location, own);
}

#[tokio::test]
async fn a_switch_of_language_outlasts_the_language_of_a_link() {
    let (site, admin) = Site::with(Role::Admin).await;
    for (back, kept) in [("/join/x?lang=ar", "/join/x"), ("/leads?q=a&lang=ar&stage=sal", "/leads?q=a&stage=sal")] {
        let back: String = url::form_urlencoded::byte_serialize(back.as_bytes()).collect();
        let answer = site.post("/me/preferences", &admin, &format!("language=en&back={back}")).await;
        assert_eq!(answer.location, kept);
    }
}

#[tokio::test]
async fn ones_own_sessions_are_listed_and_the_others_ended() {
    let (site, admin) = Site::with(Role::Admin).await;
    let alone = site.get("/me", Some(&admin)).await.body;
    assert!(!alone.contains("/me/sessions") && alone.contains("This one"));
    let other = site.post_raw("/sign-in", "", "email=lama%40example.com&password=correct+horse+battery").await;
    let other = other.cookies.iter().find_map(|cookie| cookie.strip_prefix("mihwar_session=")).unwrap();
    let other = other.split(';').next().unwrap();
    assert!(site.get("/me", Some(&admin)).await.body.contains("/me/sessions"));
    assert_eq!(site.post("/me/sessions", &admin, "").await.location, "/me");
    assert!(site.get("/me", Some(other)).await.location.starts_with("/sign-in"));
    assert_eq!(site.get("/me", Some(&admin)).await.status, StatusCode::OK);
}
