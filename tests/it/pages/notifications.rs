//! The bell, the page behind it, and the admins' page of what became of e-mail.

use super::handoffs::{LEAD, Office, run};
use super::{NOW, Site};
use axum::http::StatusCode;
use mihwar::domain::handoff::Step;
use mihwar::domain::notice::{BY_ITSELF, BY_PEOPLE};
use mihwar::domain::person::Role;
use mihwar::mail::Route;
use mihwar::web::state::Settings;
use regex::Regex;
use scraper::{Html, Selector};
use std::collections::BTreeSet;
use std::path::Path;
use uuid::Uuid;

/// What the bell shows and says.
fn bell(page: &str) -> (String, String) {
    let html = Html::parse_document(page);
    let bell = html.select(&Selector::parse("#bell[href='/notifications']").unwrap()).next().expect("a bell");
    (bell.text().collect::<String>().trim().to_owned(), bell.attr("aria-label").unwrap().replace(['\u{2066}', '\u{2069}'], ""))
}

fn lines(page: &str) -> Vec<String> {
    let html = Html::parse_document(page);
    html.select(&Selector::parse(".ntf").unwrap()).map(|line| line.html()).collect()
}

async fn id_of(office: &Office, email: &str) -> String {
    office
        .one(&format!(
            "select n.id::text from notifications n join users u on u.person_id = n.person_id where u.email = '{email}'"
        ))
        .await
}

#[tokio::test]
async fn the_bell_counts_what_one_was_told_and_reading_clears_it() {
    let office = Office::open().await;
    let handoff = office.offered_to_sara().await;
    assert_eq!(bell(&office.site.get("/goals", Some(&office.omar)).await.body), (String::new(), "Notifications".to_owned()));
    assert_eq!(
        bell(&office.site.get("/goals", Some(&office.sara)).await.body),
        ("1".to_owned(), "Notifications, 1 unread".to_owned())
    );
    let page = office.site.get("/notifications", Some(&office.sara)).await.body;
    let [line] = &lines(&page)[..] else { panic!("{page}") };
    assert!(line.contains("New handoff from <bdi>Maha</bdi>: <bdi>Noura Al-Qahtani</bdi>"), "{line}");
    assert!(
        line.contains(&format!("href=\"{handoff}\"")) && line.contains("data-left=\"14400\"") && line.contains("10:00"),
        "{line}"
    );
    assert!(lines(&office.site.get("/notifications", Some(&office.omar)).await.body).is_empty(), "nobody else sees it");
    let id = id_of(&office, "Sara").await;
    let path = format!("/notifications/{id}/read");
    assert_eq!(office.site.post_raw(&path, &office.sara, "csrf=wrong").await.status, StatusCode::FORBIDDEN);
    office.site.post(&path, &office.omar, "").await;
    assert_eq!(bell(&office.site.get("/goals", Some(&office.sara)).await.body).0, "1", "nobody reads it for her");
    let read = office.site.post(&path, &office.sara, "").await;
    assert_eq!((read.status, read.location.as_str()), (StatusCode::SEE_OTHER, "/notifications"));
    let page = office.site.get("/notifications", Some(&office.sara)).await.body;
    assert_eq!(bell(&page).0, "");
    assert!(lines(&page).len() == 1 && !page.contains("/notifications/read"), "it stays, and nothing is left to mark: {page}");
    assert_eq!(office.site.post("/notifications/nonsense/read", &office.sara, "").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn whoever_looks_at_a_handoff_has_read_of_it() {
    let office = Office::open().await;
    let handoff = office.offered_to_sara().await;
    office.site.get(&handoff, Some(&office.manager)).await;
    assert_eq!(
        bell(&office.site.get("/handoffs", Some(&office.sara)).await.body).0,
        "1",
        "neither another's look nor the list reads it"
    );
    assert_eq!(bell(&office.site.get(&handoff, Some(&office.sara)).await.body).0, "", "already on that page");
    office.answer(&handoff, "rejection", &office.sara, "reason=no_budget").await;
    let page = office.site.get("/notifications", Some(&office.marketer)).await.body;
    assert!(page.contains("Handoff rejected by <bdi>Sara</bdi>: <bdi>Noura Al-Qahtani</bdi>"), "{page}");
    assert!(!lines(&page)[0].contains("class=\"sla"), "what is answered has no clock: {page}");
}

#[tokio::test]
async fn who_may_not_know_a_name_reads_none_and_links_lead_where_one_may_go() {
    let office = Office::open().await;
    let handoff = office.offered_to_sara().await;
    run(&office.site, format!("update leads set archived_at = now() where id = '{LEAD}'")).await;
    run(&office.site, "update users set role = 'viewer' where email = 'Sara'".to_owned()).await;
    let page = office.site.get("/notifications", Some(&office.sara)).await.body;
    assert!(!page.contains("Noura") && !page.contains("Najd") && page.contains("Lead <bdi dir=ltr>0000000a</bdi>"), "{page}");
    assert!(page.contains(&format!("href=\"{handoff}\"")));
    assert_eq!(office.site.get(&handoff, Some(&office.sara)).await.status, StatusCode::OK, "no link to a page that is refused");
    office.site.post(&format!("/leads/{LEAD}/person"), &office.manager, "").await;
    assert_eq!(office.site.get("/notifications", None).await.location, "/sign-in?next=%2Fnotifications");
}

#[tokio::test]
async fn long_lists_have_pages_and_all_is_read_up_to_what_was_seen() {
    let (site, session) = Site::with(Role::Sales).await;
    run(&site, "insert into notifications (id, person_id, turn, at, kind)
        select gen_random_uuid(), (select person_id from users), n, '2026-03-01T00:00:00Z'::timestamptz + n * interval '1 minute', 'expired'
        from generate_series(1, 120) n".to_owned()).await;
    let first = site.get("/notifications", Some(&session)).await.body;
    assert_eq!(bell(&first), ("99+".to_owned(), "Notifications, 99+ unread".to_owned()));
    assert_eq!(lines(&first).len(), 50);
    assert!(lines(&first)[0].contains("05:00"), "newest first, in Riyadh: {}", lines(&first)[0]);
    let html = Html::parse_document(&first);
    let next = html.select(&Selector::parse(".q-more a").unwrap()).next().unwrap().attr("href").unwrap();
    let second = site.get(next, Some(&session)).await.body;
    assert!(lines(&second).len() == 50 && second.contains("before="), "{second}");
    assert!(!second.contains("action=\"/notifications/read\""), "newer ones are not on this page");
    let (way, id) = next.split_once('?').unwrap().1.split_once('=').unwrap();
    let one: String = sqlx::query_scalar("select id::text from notifications order by at limit 1")
        .fetch_one(&site.database.db.pages)
        .await
        .unwrap();
    let back = site.post(&format!("/notifications/{one}/read"), &session, &format!("{way}={id}")).await;
    assert_eq!(back.location, next, "back to the same place");
    let newest = html.select(&Selector::parse("[name=newest]").unwrap()).next().unwrap().attr("value").unwrap();
    run(&site, "insert into notifications (id, person_id, at, kind) select gen_random_uuid(), person_id, '2026-03-31T00:00:00Z', 'at_risk' from users".to_owned()).await;
    site.post("/notifications/read", &session, &format!("newest={newest}")).await;
    assert_eq!(bell(&site.get("/notifications", Some(&session)).await.body).0, "1", "what came meanwhile was not seen");
    let empty = Site::with(Role::Viewer).await;
    assert!(empty.0.get("/notifications", Some(&empty.1)).await.body.contains("class=\"empty ok\""));
}

#[tokio::test]
async fn everybody_may_do_without_e_mail() {
    let (site, session) = Site::with(Role::Sales).await;
    let page = site.get("/me", Some(&session)).await.body;
    assert!(page.contains("name=\"mailed\"") && page.contains("sends no e-mail"), "{page}");
    let mailed =
        async || -> bool { sqlx::query_scalar("select mailed from users").fetch_one(&site.database.db.pages).await.unwrap() };
    let form = "language=&digits=western&theme=system&zone=";
    site.post("/me", &session, form).await;
    assert!(!mailed().await);
    site.post("/me/preferences", &session, "theme=dark&back=/me").await;
    assert!(!mailed().await, "another switch leaves it alone");
    site.post("/me", &session, &format!("{form}&mailed=on")).await;
    assert!(mailed().await);
}

fn with_mail() -> Settings {
    let mail = Route { host: "mail.example.com:465".to_owned(), from: "Mihwar <mihwar@example.com>".to_owned() };
    Settings { mail: Some(mail), ..Settings::default() }
}

#[tokio::test]
async fn without_e_mail_the_outbox_says_so_and_how_it_is_turned_on() {
    let (site, session) = Site::with(Role::Admin).await;
    let page = site.get("/settings/outbox", Some(&session)).await.body;
    assert!(
        page.contains("E-mail is off") && page.contains("MIHWAR_SMTP_URL=smtps://") && page.contains("MIHWAR_MAIL_FROM="),
        "{page}"
    );
    assert!(!page.contains("action=\"/settings/outbox/test\""));
    let id = Uuid::now_v7();
    site.post("/settings/outbox/test", &session, &format!("id={id}")).await;
    let letters: i64 = sqlx::query_scalar("select count(*) from outbox").fetch_one(&site.database.db.pages).await.unwrap();
    assert_eq!(letters, 0, "nothing is kept that nobody sends");
    for role in [Role::Manager, Role::Sales] {
        let (site, session) = Site::with(role).await;
        assert_eq!(site.get("/settings/outbox", Some(&session)).await.status, StatusCode::FORBIDDEN);
        assert_eq!(site.post("/settings/outbox/test", &session, &format!("id={id}")).await.status, StatusCode::FORBIDDEN);
    }
}

#[tokio::test]
async fn the_outbox_shows_what_became_of_letters_and_tries_one_again() {
    let (site, session) = Site::with_settings(Role::Admin, with_mail()).await;
    let id = Uuid::now_v7();
    let asked = site.post("/settings/outbox/test", &session, &format!("id={id}")).await;
    assert_eq!((asked.status, asked.location.as_str()), (StatusCode::SEE_OTHER, "/settings/outbox"));
    assert!(asked.cookies.iter().any(|c| c.contains("outbox-tested")));
    let page = site.get("/settings/outbox", Some(&session)).await.body;
    assert!(page.contains("mail.example.com:465") && page.contains("<dt>Waiting</dt><dd>1</dd>"), "{page}");
    assert!(page.contains("MIHWAR_PUBLIC_URL"), "links would lead nowhere");
    run(
        &site,
        format!("update outbox set state = 'failed', tries = 5, error = 'permanent error (550): <b>no</b>' where id = '{id}'"),
    )
    .await;
    run(
        &site,
        format!(
            "insert into outbox (id, person_id, state, made_at, send_after, give_up_at, sent_at)
        select gen_random_uuid(), person_id, 'sent', '{NOW}', '{NOW}', '{NOW}', '2026-03-31T20:31:00Z' from users"
        ),
    )
    .await;
    let page = site.get("/settings/outbox", Some(&session)).await.body;
    assert!(page.contains("permanent error (550): &lt;b&gt;no&lt;/b&gt;") && page.contains("For <bdi>Lama</bdi>"), "{page}");
    let sent = site.get("/settings/outbox?state=sent", Some(&session)).await.body;
    assert!(!sent.contains("permanent error") && lines(&sent).len() == 1, "{sent}");
    let retried = site.post(&format!("/settings/outbox/{id}/retry"), &session, "").await;
    assert!(retried.cookies.iter().any(|c| c.contains("outbox-retried")), "{:?}", retried.cookies);
    let state: String = sqlx::query_scalar("select state || tries from outbox where error is null and state <> 'sent'")
        .fetch_one(&site.database.db.pages)
        .await
        .unwrap();
    assert_eq!(state, "waiting0");
    let again = site.post(&format!("/settings/outbox/{id}/retry"), &session, "").await;
    assert!(again.cookies.iter().any(|c| c.contains("outbox-not-failed")), "it does not fail any more");
    let log = site.get("/settings/audit", Some(&session)).await.body;
    assert!(log.contains("Test e-mail") && log.contains("E-mail tried again"), "{log}");
}

#[test]
fn every_kind_that_people_are_told_has_a_sentence() {
    let told = Regex::new(r#"(?s)\.tell\([^;]*?"([a-z_]+)"|(?:const STEP: &str = |Reply::\w+ => )"([a-z_]+)""#).unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/actions/handoffs");
    let files = std::fs::read_dir(folder).unwrap().map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap());
    let source: String = files.collect();
    let mut kinds: BTreeSet<String> = told
        .captures_iter(&source)
        .filter_map(|found| found.get(1).or(found.get(2)))
        .map(|kind| kind.as_str().to_owned())
        .collect();
    // Of a reassignment people hear as an offer, and as one that went to somebody else.
    kinds.extend(Step::ALL.iter().filter(|step| **step != Step::Reassigned).map(|step| step.key().to_owned()));
    let known: BTreeSet<String> = BY_PEOPLE.iter().chain(BY_ITSELF).map(|kind| (*kind).to_owned()).collect();
    assert_eq!(kinds, known);
}
