//! The page of the tokens: made once, shown once, revoked.

use super::{NOW, Site};
use axum::http::StatusCode;
use mihwar::actions::sign_in::token_hash;
use mihwar::domain::ids::TokenId;
use mihwar::domain::person::Role;
use regex::Regex;

async fn one(site: &Site, sql: &'static str) -> Option<String> {
    sqlx::query_scalar(sql).fetch_one(&site.database.db.pages).await.unwrap()
}

fn secret(body: &str) -> String {
    let shown = Regex::new(r#"value="(mihwar_[0-9a-f]{64})""#).unwrap();
    shown.captures(body).unwrap_or_else(|| panic!("no secret in {body}"))[1].to_owned()
}

#[tokio::test]
async fn a_secret_is_shown_once_and_only_its_hash_stays() {
    let (site, admin) = Site::with(Role::Admin).await;
    let id = TokenId::new();
    let form = format!("id={id}&name=Website+form&source=website&leads=on&expires=2026-04-30");
    let made = site.post("/settings/tokens", &admin, &form).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.body);
    let secret = secret(&made.body);
    assert!(made.body.contains("curl http://mihwar.test/api/leads"));
    let list = site.get("/settings/tokens", Some(&admin)).await.body;
    assert!(!list.contains(&secret) && list.contains(&secret[secret.len() - 4..]) && list.contains("Website form"));
    assert!(list.contains("leads:write") && !list.contains("touches:write</"));
    let stored: (Vec<u8>, String) =
        sqlx::query_as("select token_hash, (expires_at at time zone 'Asia/Riyadh')::text from api_tokens")
            .fetch_one(&site.database.db.pages)
            .await
            .unwrap();
    assert_eq!(stored, (token_hash(&secret), "2026-05-01 00:00:00".to_owned()), "to the end of its last day");
    // The lost answer of a double click: the same form makes the same token, with a fresh secret until it is used.
    let again = site.post("/settings/tokens", &admin, &form).await;
    assert_ne!(self::secret(&again.body), secret);
    assert_eq!(one(&site, "select count(*)::text from api_tokens").await.unwrap(), "1");
    sqlx::query("update api_tokens set last_used_at = now()").execute(&site.database.db.pages).await.unwrap();
    let late = site.post("/settings/tokens", &admin, &form).await;
    assert_eq!((late.status, late.location.as_str()), (StatusCode::SEE_OTHER, "/settings/tokens"));
    let audit = site.get("/settings/audit?kind=api_token", Some(&admin)).await.body;
    assert!(audit.contains("API token") && audit.contains("Creation"), "{audit}");
}

#[tokio::test]
async fn a_form_that_does_not_hold_comes_back_as_it_was_typed() {
    let (site, admin) = Site::with(Role::Admin).await;
    let wrong = site.post("/settings/tokens", &admin, "name=+&source=My+source&expires=2026-03-30").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    for part in ["My source", "Fill in this field", "Tick at least one", "This day is over"] {
        assert!(wrong.body.contains(part), "{part}");
    }
    let today = site.post("/settings/tokens", &admin, "name=x&source=y&touches=on&expires=2026-03-31").await;
    assert_eq!(today.status, StatusCode::OK, "today is not over at {NOW}");
    assert!(today.body.contains("/api/touches"));
    let long = format!("name={}&source=y&leads=on", "x".repeat(201));
    assert!(site.post("/settings/tokens", &admin, &long).await.body.contains("At most 200 characters"));
    let arabic = site.get("/settings/tokens?lang=ar", Some(&admin)).await.body;
    assert!(arabic.contains("رموز واجهة البرمجة") && arabic.contains("dir=\"rtl\""));
}

#[tokio::test]
async fn a_token_is_revoked_once_and_stays_in_the_list() {
    let (site, admin) = Site::with(Role::Admin).await;
    site.post("/settings/tokens", &admin, "name=Old+form&source=website&leads=on").await;
    let id = one(&site, "select id::text from api_tokens").await.unwrap();
    for _ in 0..2 {
        let answer = site.post(&format!("/settings/tokens/{id}/revoke"), &admin, "").await;
        assert_eq!(answer.location, "/settings/tokens");
    }
    let list = site.get("/settings/tokens", Some(&admin)).await.body;
    assert!(list.contains("Old form") && list.contains("Revoked") && !list.contains("Revoke now"));
    assert_eq!(one(&site, "select count(*)::text from events where verb = 'revoked'").await.unwrap(), "1");
    assert_eq!(site.post("/settings/tokens/nonsense/revoke", &admin, "").await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        site.post_raw(&format!("/settings/tokens/{id}/revoke"), &admin, "").await.status,
        StatusCode::FORBIDDEN,
        "no CSRF"
    );
}
