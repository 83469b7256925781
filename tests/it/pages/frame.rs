//! What holds for every page: headers, forgery, errors in the reader's language, one's own settings.

use super::Site;
use axum::http::StatusCode;
use mihwar::domain::person::Role;

#[tokio::test]
async fn a_form_without_the_sessions_token_changes_nothing() {
    let (site, session) = Site::with(Role::Admin).await;
    for form in ["language=ar", "csrf=guessed&language=ar"] {
        assert_eq!(site.post_raw("/me/preferences", &session, form).await.status, StatusCode::FORBIDDEN, "{form}");
    }
    assert_eq!(site.post("/me/preferences", &session, "language=ar&back=/overview").await.location, "/overview");
    assert!(site.get("/settings", Some(&session)).await.body.contains("dir=\"rtl\""));
}

#[tokio::test]
async fn nobody_is_sent_to_another_host() {
    let (site, session) = Site::with(Role::Admin).await;
    for back in ["https://evil.example", "//evil.example", "/\\evil.example"] {
        let form = format!("theme=dark&back={}", urlencode(back));
        assert_eq!(site.post("/me/preferences", &session, &form).await.location, "/", "{back}");
        let next = site.get(&format!("/sign-in?next={}", urlencode(back)), Some(&session)).await;
        assert_eq!(next.location, "/", "{back}");
    }
}

#[tokio::test]
async fn a_page_that_is_not_there_says_so_in_the_readers_language() {
    let (site, session) = Site::with(Role::Viewer).await;
    let answer = site.get("/nothing?lang=ar", Some(&session)).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(answer.body.contains("lang=\"ar\""));
}

#[tokio::test]
async fn bad_settings_come_back_with_what_was_typed() {
    let (site, session) = Site::with(Role::Admin).await;
    let form = "name=&zone=Mars%2FOlympus&currency=dollars&language=en&weekend=fri-sat&week_start=7&fiscal_month=1&alignment_start=soon&horizon=&version=1";
    let answer = site.post("/settings/workspace", &session, form).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("value=\"Mars/Olympus\"") && answer.body.contains("value=\"dollars\""));
    assert_eq!(answer.body.matches("class=\"fe\"").count(), 4, "name, zone, currency and date are at fault");
}

#[tokio::test]
async fn good_settings_are_stored_and_a_stale_form_shows_both() {
    let (site, session) = Site::with(Role::Admin).await;
    let form = |month: u8| {
        format!(
            "name=Al+Waha&zone=Asia%2FRiyadh&currency=SAR&language=ar&weekend=fri-sat&week_start=7&fiscal_month={month}&alignment_start=2026-03-02&horizon=90&version=1"
        )
    };
    assert_eq!(site.post("/settings/workspace", &session, &form(4)).await.location, "/settings");
    let stale = site.post("/settings/workspace", &session, &form(7)).await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(stale.body.contains("class=\"facts\""), "what stands now is shown beside what was typed");
}

#[tokio::test]
async fn the_session_cookie_is_out_of_reach_of_scripts_and_other_sites() {
    let (site, session) = Site::with(Role::Admin).await;
    let answer = site.post("/me/preferences", &session, "theme=dark&back=/").await;
    let cookie = &answer.cookies[0];
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
}

fn urlencode(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}
