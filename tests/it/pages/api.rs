//! What programs meet: statuses, answers row by row, and whatever somebody might send.

use super::{NOW, Site};
use crate::support::at;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use mihwar::actions::make_token::{Wanted, make_token};
use mihwar::actions::revoke_token::revoke_token;
use mihwar::domain::api::Scope;
use mihwar::domain::ids::{TokenId, UserId};
use mihwar::domain::person::Role;
use mihwar::storage::api_tokens;
use mihwar::web::api::{BODY_BYTES, LEAD_EXAMPLES, ROWS, TOUCH_EXAMPLES, document};
use serde_json::{Value, json};
use sqlx::AssertSqlSafe;
use tower::ServiceExt as _;

/// A server and a token.
struct Api {
    site: Site,
    token: String,
}

struct Called {
    status: StatusCode,
    headers: HeaderMap,
    body: Value,
}

impl Called {
    fn reason(&self) -> &str {
        self.body["error"]["reason"].as_str().unwrap_or_default()
    }

    fn counts(&self) -> [u64; 5] {
        ["received", "created", "updated", "unchanged", "rejected"].map(|key| self.body[key].as_u64().unwrap())
    }

    /// The reasons of a row, with their fields.
    fn errors(&self, row: usize) -> Vec<(String, String)> {
        let text = |value: &Value| value.as_str().unwrap_or("–").to_owned();
        let errors = self.body["rows"][row]["errors"].as_array().cloned().unwrap_or_default();
        errors.iter().map(|error| (text(&error["field"]), text(&error["reason"]))).collect()
    }
}

impl Api {
    async fn new() -> Self {
        let (site, _) = Site::with(Role::Admin).await;
        let token = token(&site, "web form", Scope::ALL, None).await;
        Self { site, token }
    }

    async fn post(&self, path: &str, body: impl Into<Body>) -> Called {
        self.call(path, Some(&self.token), body, |request| request).await
    }

    async fn call(
        &self,
        path: &str,
        token: Option<&str>,
        body: impl Into<Body>,
        more: impl FnOnce(axum::http::request::Builder) -> axum::http::request::Builder,
    ) -> Called {
        let mut request = Request::post(path).header(header::HOST, "mihwar.test");
        if let Some(token) = token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        let mut request = more(request).body(body.into()).unwrap();
        request.headers_mut().entry(header::CONTENT_TYPE).or_insert("application/json".parse().unwrap());
        self.send(request).await
    }

    async fn send(&self, request: Request<Body>) -> Called {
        let response = self.site.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, 8 << 20).await.unwrap();
        let body = serde_json::from_slice(&bytes)
            .unwrap_or_else(|_| panic!("{} is no JSON: {}", parts.status, String::from_utf8_lossy(&bytes)));
        Called { status: parts.status, headers: parts.headers, body }
    }

    async fn one(&self, sql: &str) -> Option<String> {
        let sql = format!("select ({sql})::text");
        sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(&self.site.database.db.pages).await.unwrap()
    }
}

async fn token(site: &Site, name: &str, scopes: &[Scope], expires: Option<&str>) -> String {
    let wanted = Wanted {
        id: TokenId::new(),
        name: name.to_owned(),
        source: "website".to_owned(),
        scopes: scopes.to_vec(),
        expires: expires.map(at),
    };
    make_token(&site.database.db, &wanted, admin(site).await, at(NOW)).await.unwrap().unwrap()
}

async fn admin(site: &Site) -> UserId {
    UserId(sqlx::query_scalar("select id from users limit 1").fetch_one(&site.database.db.pages).await.unwrap())
}

#[tokio::test]
async fn a_lead_arrives_with_its_visit_consent_and_channel() {
    let api = Api::new().await;
    let called = api
        .post(
            "/api/leads",
            r#"{"external_id": 4711, "email": "Huda@Example.com", "phone": "+966 50 123 4567", "full_name": "Huda Saleh",
                "utm_source": "Google", "utm_medium": "CPC", "utm_campaign": "Spring", "gclid": "AbC", "persona": null,
                "landing_page": "https://www.example.com/Demo", "consent_at": "2026-03-30"}"#,
        )
        .await;
    assert_eq!((called.status, called.counts()), (StatusCode::OK, [1, 1, 0, 0, 0]), "{}", called.body);
    assert_eq!(called.body["rows"][0]["external_id"], "4711");
    let id = api.one("select id from leads").await;
    assert_eq!(called.body["rows"][0]["id"].as_str(), id.as_deref());
    let lead = api
        .one("select concat_ws('|', l.source, medium, l.channel, c.name, first_name, last_name, email_key, consent_on, created_at = '2026-03-31T20:30:00Z')
              from leads l join campaigns c on c.id = l.campaign_id")
        .await;
    assert_eq!(lead.unwrap(), "google|cpc|Paid Search|spring|Huda|Saleh|huda@example.com|2026-03-30|t");
    let touch = api
        .one("select concat_ws('|', t.channel, kind, side, c.name, occurred_at = '2026-03-31T20:30:00Z', t.raw->>'gclid', t.raw->>'landing_page')
              from touches t join campaigns c on c.id = t.campaign_id")
        .await;
    assert_eq!(touch.unwrap(), "Paid Search|form|marketing|spring|t|AbC|https://www.example.com/Demo");
}

#[tokio::test]
async fn the_same_row_again_changes_nothing_and_a_newer_one_what_it_says() {
    let api = Api::new().await;
    let first = r#"{"external_id": "a", "email": "a@example.com", "region": "MENA", "created_at": "2026-03-01",
                    "updated_at": "2026-03-02T00:00:00Z", "utm_source": "google"}"#;
    api.post("/api/leads", first).await;
    let again = api.post("/api/leads", first).await;
    assert_eq!(again.counts(), [1, 0, 0, 1, 0], "{}", again.body);
    assert_eq!(api.one("select count(*) from touches").await.unwrap(), "1");
    let newer = r#"{"external_id": "a", "region": "EMEA", "updated_at": "2026-03-05T00:00:00Z", "utm_source": "linkedin", "utm_medium": "social"}"#;
    let newer = api.post("/api/leads", newer).await;
    assert_eq!(newer.counts(), [1, 0, 1, 0, 0], "{}", newer.body);
    // The first visit stays the source; the later one is a touch.
    assert_eq!(
        api.one("select concat_ws('|', region, source, medium, raw->>'utm_source') from leads").await.unwrap(),
        "EMEA|google|google"
    );
    let touches = "select string_agg(concat(coalesce(channel, '–'), ' ', coalesce(occurred_at::date, occurred_on)), ', ' order by occurred_at nulls first) from touches";
    assert_eq!(api.one(touches).await.unwrap(), "Organic Search 2026-03-02, Organic Social 2026-03-05");
    let older = r#"{"external_id": "a", "region": "Asia", "segment": "SMB", "updated_at": "2026-03-03T00:00:00Z"}"#;
    api.post("/api/leads", older).await;
    assert_eq!(api.one("select concat_ws('|', region, segment) from leads").await.unwrap(), "EMEA|SMB", "older rows fill blanks");
    sqlx::query("update leads set region = 'by hand', person_fields = '{region}'")
        .execute(&api.site.database.db.pages)
        .await
        .unwrap();
    let later = r#"{"external_id": "a", "region": "Asia", "segment": "Enterprise", "updated_at": "2026-03-09"}"#;
    api.post("/api/leads", later).await;
    assert_eq!(api.one("select concat_ws('|', region, segment) from leads").await.unwrap(), "by hand|Enterprise");
    // By address it is the same lead, whatever the id.
    let other = api.post("/api/leads", r#"{"external_id": "b", "email": "a@example.com"}"#).await;
    assert_eq!(other.counts(), [1, 0, 0, 1, 0], "{}", other.body);
    assert_eq!(api.one("select count(*) from leads").await.unwrap(), "1");
}

#[tokio::test]
async fn a_batch_answers_row_by_row_and_good_rows_land() {
    let api = Api::new().await;
    let rows = json!([
        {"external_id": "1", "email": "one@example.com"},
        {"external_id": "2", "created_at": "2099-01-01", "stage": "warm", "e_mail": "x"},
        {"first_name": "Nobody"},
        {"external_id": "4", "value": 10},
        {"external_id": "5", "email": {"at": "home"}, "phone": true},
        "text", 7, null, [],
        {"external_id": "9", "company": "x".repeat(501), "utm_term": "y".repeat(201)},
        {"external_id": "10", "created_at": "03/04/2026"},
        {"external_id": "11", "value": -3, "currency": "SAR", "score": "high"},
        {"external_id": "1", "first_name": "One"},
    ]);
    let called = api.post("/api/leads", rows.to_string()).await;
    assert_eq!((called.status, called.counts()), (StatusCode::MULTI_STATUS, [13, 1, 1, 0, 11]), "{}", called.body);
    let pair = |field: &str, reason: &str| (field.to_owned(), reason.to_owned());
    let mut second = called.errors(1);
    second.sort();
    assert_eq!(second, [pair("created_at", "future_date"), pair("e_mail", "unknown_field"), pair("stage", "unknown_stage")]);
    assert_eq!(called.errors(2), [pair("–", "no_identity")]);
    assert_eq!(called.errors(3), [pair("currency", "missing")]);
    assert_eq!(called.errors(4), [pair("email", "wrong_type"), pair("phone", "wrong_type")]);
    for row in 5..=8 {
        assert_eq!(called.errors(row), [pair("–", "not_an_object")]);
    }
    assert_eq!(called.errors(9), [pair("utm_term", "too_long"), pair("company", "too_long")]);
    assert_eq!(called.errors(10), [pair("created_at", "not_a_date")]);
    assert_eq!(called.errors(11), [pair("score", "not_a_number"), pair("value", "negative_amount")]);
    let message = called.body["rows"][1]["errors"].as_array().unwrap().iter().find(|e| e["field"] == "created_at").unwrap();
    assert_eq!(message["message"], "created_at: is in the future (2099-01-01)");
    assert_eq!(api.one("select concat_ws('|', count(*), min(first_name)) from leads").await.unwrap(), "1|One");
    // Whoever looks at the import finds them.
    assert_eq!(api.one("select count(*) from import_rows where action = 'rejected'").await.unwrap(), "11");
    assert_eq!(api.one("select concat_ws('|', read, inserted, merged, rejected) from import_files").await.unwrap(), "13|1|1|11");
    let all_bad = api.post("/api/leads", r#"[{"first_name": "x"}, {}]"#).await;
    assert_eq!((all_bad.status, all_bad.counts()), (StatusCode::UNPROCESSABLE_ENTITY, [2, 0, 0, 0, 2]));
    let arabic = api.call("/api/leads", Some(&api.token), "{}", |r| r.header(header::ACCEPT_LANGUAGE, "ar-SA,ar;q=0.9")).await;
    assert_eq!(arabic.body["rows"][0]["errors"][0]["message"], "الصف لا معرّف ولا بريد ولا هاتف للتعرف عليه");
}

#[tokio::test]
async fn touches_are_taken_once_and_follow_a_visitor_who_becomes_a_lead() {
    let api = Api::new().await;
    let visit = r#"{"event_id": "t1", "visitor": "v-1", "kind": "web", "occurred_at": "2026-03-30T07:50:00Z", "utm_source": "News", "utm_medium": "Email"}"#;
    assert_eq!(api.post("/api/touches", visit).await.counts(), [1, 1, 0, 0, 0]);
    let again = api.post("/api/touches", visit).await;
    assert_eq!(again.counts(), [1, 0, 0, 1, 0]);
    assert_eq!(again.body["rows"][0]["event_id"], "t1");
    let plain = r#"{"visitor": "v-1", "kind": "web", "occurred_at": "2026-03-30T08:00:00Z", "responded": false}"#;
    assert_eq!(api.post("/api/touches", format!("[{plain}, {plain}]")).await.counts(), [2, 1, 0, 1, 0], "equal ones are one");
    api.post("/api/leads", r#"{"external_id": "a", "visitor": "v-1"}"#).await;
    assert_eq!(api.one("select count(*) from touches where lead_id = (select id from leads)").await.unwrap(), "2");
    assert_eq!(
        api.one("select concat_ws('|', channel, raw->>'utm_source') from touches where event_id = 't1'").await.unwrap(),
        "Email|news"
    );
    let wrong = json!([
        {"lead": "nobody", "occurred_at": "2026-03-30"},
        {"visitor": "v", "kind": "telepathy", "occurred_at": "2026-03-30"},
        {"visitor": "v", "email": "x@example.com", "occurred_at": "2026-02-30"},
        {"visitor": "v"},
    ]);
    let called = api.post("/api/touches", wrong.to_string()).await;
    assert_eq!(called.status, StatusCode::UNPROCESSABLE_ENTITY);
    let pair = |field: &str, reason: &str| (field.to_owned(), reason.to_owned());
    assert_eq!(called.errors(0), [pair("lead", "unknown_lead")]);
    assert_eq!(called.errors(1), [pair("kind", "unknown_word")]);
    assert_eq!(called.errors(2), [pair("email", "unknown_field"), pair("occurred_at", "impossible_date"),]);
    assert_eq!(called.errors(3), [pair("occurred_at", "missing")]);
}

#[tokio::test]
async fn only_a_token_that_may_opens_the_door() {
    let api = Api::new().await;
    let (site, db) = (&api.site, &api.site.database.db);
    let ended = token(site, "ended", Scope::ALL, Some("2026-03-31T20:29:59Z")).await;
    let revoked = token(site, "revoked", Scope::ALL, None).await;
    let tokens = api_tokens::list(&db.pages).await.unwrap();
    let id = tokens.iter().find(|token| token.name == "revoked").unwrap().id;
    assert!(revoke_token(db, id, admin(site).await, at(NOW)).await.unwrap());
    assert!(!revoke_token(db, id, admin(site).await, at(NOW)).await.unwrap(), "once");
    let touches = token(site, "touches", &[Scope::Touches], None).await;
    let unknown = format!("mihwar_{}", "0".repeat(64));
    for (token, status, reason) in [
        (None, StatusCode::UNAUTHORIZED, "no_token"),
        (Some("anything"), StatusCode::UNAUTHORIZED, "unknown_token"),
        (Some(unknown.as_str()), StatusCode::UNAUTHORIZED, "unknown_token"),
        (Some(&revoked), StatusCode::UNAUTHORIZED, "revoked_token"),
        (Some(&ended), StatusCode::UNAUTHORIZED, "expired_token"),
        (Some(&touches), StatusCode::FORBIDDEN, "out_of_scope"),
    ] {
        let called = api.call("/api/leads", token, LEAD_EXAMPLES[0], |r| r).await;
        assert_eq!((called.status, called.reason()), (status, reason));
        assert!(called.headers.get(header::WWW_AUTHENTICATE).unwrap().to_str().unwrap().starts_with("Bearer"), "{reason}");
        assert!(called.body["error"]["message"].as_str().is_some_and(|m| m.ends_with(['.', '…'])), "{reason}");
    }
    let basic = api.call("/api/leads", None, "{}", |r| r.header(header::AUTHORIZATION, "Basic aHVkYTpodWRh")).await;
    assert_eq!(basic.reason(), "no_token");
    assert_eq!(api.one("select count(*) from leads").await.unwrap(), "0");
    let uses = "select string_agg(name, ',' order by name) from api_tokens where last_used_at is not null";
    assert_eq!(api.one(uses).await, None, "refused calls use nothing");
    assert_eq!(api.post("/api/leads", LEAD_EXAMPLES[0]).await.status, StatusCode::OK);
    assert_eq!(api.one(uses).await.unwrap(), "web form");
}

#[tokio::test]
async fn bodies_that_are_none_are_refused_in_a_sentence() {
    let api = Api::new().await;
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let many = format!("[{}]", vec!["{}"; ROWS + 1].join(","));
    let large = format!(r#"{{"external_id": "{}"}}"#, "x".repeat(BODY_BYTES));
    for (body, status, reason) in [
        ("", StatusCode::BAD_REQUEST, "bad_json"),
        ("{\"external_id\": \"1\",\n  \"email\": }", StatusCode::BAD_REQUEST, "bad_json"),
        ("{\"external_id\": \"\\ud800\"}", StatusCode::BAD_REQUEST, "bad_json"),
        ("{\"score\": 1e999}", StatusCode::BAD_REQUEST, "bad_json"),
        ("external_id,email\n1,2", StatusCode::BAD_REQUEST, "bad_json"),
        (deep.as_str(), StatusCode::BAD_REQUEST, "bad_json"),
        ("\"text\"", StatusCode::BAD_REQUEST, "not_rows"),
        ("null", StatusCode::BAD_REQUEST, "not_rows"),
        ("[]", StatusCode::UNPROCESSABLE_ENTITY, "no_rows"),
        (&many, StatusCode::PAYLOAD_TOO_LARGE, "too_many_rows"),
        (&large, StatusCode::PAYLOAD_TOO_LARGE, "too_large"),
    ] {
        let called = api.post("/api/leads", body.to_owned()).await;
        assert_eq!((called.status, called.reason()), (status, reason), "{body:.60}");
    }
    let bad = api.post("/api/leads", "{\"external_id\": \"1\",\n  \"email\": }").await;
    assert_eq!((&bad.body["error"]["line"], &bad.body["error"]["column"]), (&json!(2), &json!(12)));
    let invalid = api.post("/api/leads", vec![b'{', b'"', 0xff, 0xfe, b'"', b'}']).await;
    assert_eq!(invalid.reason(), "bad_json");
    for kind in ["text/plain", "application/x-www-form-urlencoded", "application/json; charset=windows-1256", ""] {
        let called = api.call("/api/leads", Some(&api.token), "{}", |r| r.header(header::CONTENT_TYPE, kind)).await;
        assert_eq!((called.status, called.reason()), (StatusCode::UNSUPPORTED_MEDIA_TYPE, "not_json"), "{kind}");
    }
    let packed = api.call("/api/leads", Some(&api.token), "{}", |r| r.header(header::CONTENT_ENCODING, "gzip")).await;
    assert_eq!(packed.reason(), "not_json");
    let lies = api.call("/api/leads", Some(&api.token), "{}", |r| r.header(header::CONTENT_LENGTH, 50 << 20)).await;
    assert_eq!((lies.status, lies.body["error"]["limit"].as_u64()), (StatusCode::PAYLOAD_TOO_LARGE, Some(1 << 20)));
    assert_eq!(api.one("select count(*) from leads").await.unwrap(), "0");
    let mark = api.post("/api/leads", format!("\u{FEFF}{}", LEAD_EXAMPLES[0])).await;
    assert_eq!(mark.status, StatusCode::OK, "a byte order mark is forgiven");
}

#[tokio::test]
async fn hostile_values_are_stored_as_the_texts_that_they_are() {
    let api = Api::new().await;
    let name = "Robert'); drop table leads;--<script>alert(1)</script>\u{202E}\\N\t";
    let rows = json!([
        {"external_id": "1", "first_name": name, "company": "=cmd|' /C calc'!A0", "utm_source": "<img src=x>", "utm_campaign": "\\."},
        {"external_id": "2", "first_name": "nul\u{0}byte", "landing_page": "javascript:alert(1)\u{0}"},
    ]);
    let called = api.post("/api/leads", rows.to_string()).await;
    assert_eq!(called.counts(), [2, 2, 0, 0, 0], "{}", called.body);
    let stored = api.one("select first_name from leads where company is not null").await.unwrap();
    assert_eq!(stored, "Robert'); drop table leads;--<script>alert(1)</script>\\N");
    assert_eq!(api.one("select first_name from leads where company is null").await.unwrap(), "nul byte");
    let session = api.site.session(admin(&api.site).await, Role::Admin, NOW).await;
    for row in [0, 1] {
        let page = api.site.get(&format!("/leads/{}", called.body["rows"][row]["id"].as_str().unwrap()), Some(&session)).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(
            !page.body.contains("<script>alert")
                && !page.body.contains("<img src=x>")
                && !page.body.contains("href=\"javascript")
        );
    }
}

#[tokio::test]
async fn too_many_calls_wait_as_long_as_they_are_told() {
    let mut api = Api::new().await;
    for call in 0..100 {
        assert_ne!(api.post("/api/leads", "[]").await.status, StatusCode::TOO_MANY_REQUESTS, "call {call}");
    }
    let refused = api.post("/api/leads", "[]").await;
    assert_eq!((refused.status, refused.reason()), (StatusCode::TOO_MANY_REQUESTS, "too_many_calls"));
    assert_eq!(refused.headers.get(header::RETRY_AFTER).unwrap(), "1");
    assert_eq!(refused.body["error"]["message"], "Too many calls. Try again in 1 second.");
    let other = token(&api.site, "another", Scope::ALL, None).await;
    let free = api.call("/api/leads", Some(&other), "[]", |r| r).await;
    assert_eq!(free.reason(), "no_rows", "each token has its own");
    api.site.at("2026-03-31T20:30:01Z");
    for call in 0..10 {
        assert_eq!(api.post("/api/leads", "[]").await.reason(), "no_rows", "call {call} of the next second");
    }
    assert_eq!(api.post("/api/leads", "[]").await.reason(), "too_many_calls");
}

#[tokio::test]
async fn other_addresses_and_methods_answer_a_program_too() {
    let api = Api::new().await;
    let nowhere = api.post("/api/deals", "{}").await;
    assert_eq!((nowhere.status, nowhere.reason()), (StatusCode::NOT_FOUND, "no_such_path"));
    let request = Request::get("/api/leads").header(header::AUTHORIZATION, format!("Bearer {}", api.token));
    let read = api.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!((read.status, read.reason()), (StatusCode::METHOD_NOT_ALLOWED, "wrong_method"));
    // A page of another site cannot use a cookie here, and a browser's own headers are no key.
    let session = api.site.session(admin(&api.site).await, Role::Admin, NOW).await;
    let cookie = api.call("/api/leads", None, "{}", |r| r.header(header::COOKIE, format!("mihwar_session={session}"))).await;
    assert_eq!(cookie.reason(), "no_token");
}

#[tokio::test]
async fn what_a_token_brought_in_a_day_is_one_import_that_can_be_undone() {
    let mut api = Api::new().await;
    api.post("/api/leads", LEAD_EXAMPLES[0]).await;
    api.post("/api/leads", LEAD_EXAMPLES[1]).await;
    assert_eq!(api.one("select count(*) from imports").await.unwrap(), "1");
    assert_eq!(api.one("select count(*) from events where verb = 'received'").await.unwrap(), "1");
    let session = api.site.session(admin(&api.site).await, Role::Admin, NOW).await;
    let list = api.site.get("/imports", Some(&session)).await.body;
    assert!(list.contains("web form") && list.contains("API token"));
    let id = api.one("select id from imports").await.unwrap();
    let page = api.site.get(&format!("/imports/{id}"), Some(&session)).await;
    assert!(page.status == StatusCode::OK && page.body.contains("web form"));
    let undone = api.site.post(&format!("/imports/{id}/undo"), &session, "").await;
    assert_eq!(undone.status, StatusCode::SEE_OTHER);
    assert_eq!(api.one("select concat_ws('|', (select count(*) from leads), (select count(*) from touches), (select count(*) from campaigns))").await.unwrap(), "0|0|0");
    let again = api.post("/api/leads", LEAD_EXAMPLES[0]).await;
    assert_eq!(again.counts(), [1, 1, 0, 0, 0], "it can be sent again");
    api.site.at("2026-04-01T20:59:59Z");
    api.post("/api/leads", r#"{"external_id": "late"}"#).await;
    api.site.at("2026-04-01T21:00:00Z");
    api.post("/api/leads", r#"{"external_id": "later"}"#).await;
    let days = "select string_agg(day::text, ',' order by day) from imports where state = 'done'";
    assert_eq!(api.one(days).await.unwrap(), "2026-03-31,2026-04-01,2026-04-02", "local days");
}

#[tokio::test]
async fn the_document_has_every_route_and_its_examples_are_taken() {
    let api = Api::new().await;
    let request = Request::get("/api/openapi.json").body(Body::empty()).unwrap();
    let served = api.send(request).await;
    assert_eq!(
        (served.status, served.body.to_string()),
        (StatusCode::OK, serde_json::from_str::<Value>(document()).unwrap().to_string())
    );
    let paths = served.body["paths"].as_object().unwrap();
    for (path, of) in paths {
        let Some(example) = of["post"]["requestBody"]["content"]["application/json"]["examples"].as_object() else { continue };
        assert_eq!(example.len(), 2, "{path}");
        for (name, example) in example {
            let called = api.post(path, example["value"].to_string()).await;
            assert_eq!(called.status, StatusCode::OK, "{path} {name}: {}", called.body);
            let key = if path == "/api/leads" { "created" } else { "received" };
            assert_eq!(called.body[key], called.body["received"], "{path} {name}");
        }
    }
    assert!(TOUCH_EXAMPLES.len() == 2 && paths.len() == 3);
}

#[tokio::test]
async fn the_calls_of_the_guide_work_as_they_stand() {
    const GUIDE: &str = include_str!("../../../docs/api.md");
    let api = Api::new().await;
    let calls: Vec<&str> = GUIDE.split("```sh\n").skip(1).map(|block| block.split("```").next().unwrap()).collect();
    assert_eq!(calls.len(), 3);
    for call in calls {
        assert!(
            call.contains("-H \"Authorization: Bearer $MIHWAR_TOKEN\"") && call.contains("-H 'Content-Type: application/json'")
        );
        let path = call.split_once("http://localhost:8080").unwrap().1.split_whitespace().next().unwrap();
        let body = call.split_once("-d '").unwrap().1.rsplit_once('\'').unwrap().0;
        let called = api.post(path, body.to_owned()).await;
        assert_eq!(
            (called.status, &called.body["created"]),
            (StatusCode::OK, &called.body["received"]),
            "{call}: {}",
            called.body
        );
    }
}

#[tokio::test]
async fn a_body_of_50_megabytes_is_refused_before_it_was_read_and_the_sender_hears_why() {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let api = Api::new().await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = api.site.router.clone();
    let server = tokio::spawn(async move { axum::serve(listener, router).await });
    for (length, token) in [
        ("Content-Length: 52428800", Some(&api.token)),
        ("Transfer-Encoding: chunked", Some(&api.token)),
        ("Content-Length: 52428800", None),
    ] {
        let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
        let bearer = token.map(|token| format!("Authorization: Bearer {token}\r\n")).unwrap_or_default();
        let head = format!(
            "POST /api/leads HTTP/1.1\r\nHost: mihwar.test\r\n{bearer}Content-Type: application/json\r\n{length}\r\n\r\n"
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        // A simple sender: it writes everything before it reads anything.
        let piece = vec![b' '; 1 << 20];
        for _ in 0..50 {
            if length.starts_with("Transfer") {
                stream.write_all(b"100000\r\n").await.unwrap();
            }
            stream.write_all(&piece).await.unwrap();
            if length.starts_with("Transfer") {
                stream.write_all(b"\r\n").await.unwrap();
            }
        }
        if length.starts_with("Transfer") {
            stream.write_all(b"0\r\n\r\n").await.unwrap();
        }
        let mut answer = Vec::new();
        let read = async {
            let mut buffer = [0; 4096];
            while let Ok(n @ 1..) = stream.read(&mut buffer).await {
                answer.extend_from_slice(&buffer[..n]);
                if answer.ends_with(b"}}") {
                    break;
                }
            }
        };
        tokio::time::timeout(std::time::Duration::from_secs(10), read).await.expect("the sender is not left hanging");
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let (status, reason) = if token.is_some() { ("413", "too_large") } else { ("401", "no_token") };
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status}")) && answer.contains(&format!("\"reason\":\"{reason}\"")),
            "{length}: {answer}"
        );
        if token.is_some() {
            let mut rest = Vec::new();
            let end = tokio::time::timeout(std::time::Duration::from_secs(10), stream.read_to_end(&mut rest)).await;
            assert!(end.is_ok(), "the connection is closed");
        }
    }
    server.abort();
}
