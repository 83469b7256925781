//! Leads chosen in the list and changed at once.

use super::Site;
use crate::support::World;
use axum::http::StatusCode;
use mihwar::domain::person::Role;
use scraper::{Html, Selector};
use sqlx::AssertSqlSafe;
use url::form_urlencoded::Serializer;
use uuid::Uuid;

/// Leads L1 to L60, of two regions, each from another company.
async fn with_leads(role: Role) -> (Site, String) {
    let (site, session) = Site::with(role).await;
    let mut world = World::default();
    for n in 1..=60 {
        world.lead_like(&format!("L{n}"), "2026-01-05T08:00:00Z", |lead| {
            lead.company = Some(format!("Company {n}"));
            lead.region = Some(if n <= 4 { "Muscat" } else { "Riyadh" }.to_owned());
        });
    }
    world.save(&site.database.db).await;
    (site, session)
}

fn values(body: &str, css: &str, attribute: &str) -> Vec<String> {
    let html = Html::parse_document(body);
    let css = Selector::parse(css).unwrap();
    html.select(&css).filter_map(|e| e.value().attr(attribute)).map(str::to_owned).collect()
}

/// The unseen fields of the form, with what is answered.
fn form(body: &str, answers: &[(&str, &str)]) -> String {
    let names = values(body, "form.record-form input[type=hidden]", "name");
    let given = values(body, "form.record-form input[type=hidden]", "value");
    let pairs: Vec<_> = names.into_iter().zip(given).filter(|(name, _)| name != "csrf").collect();
    Serializer::new(String::new()).extend_pairs(pairs).extend_pairs(answers).finish()
}

async fn one(site: &Site, sql: &str) -> String {
    sqlx::query_scalar(AssertSqlSafe(format!("select ({sql})::text"))).fetch_one(&site.database.db.jobs).await.unwrap()
}

#[tokio::test]
async fn only_whoever_may_change_leads_can_choose_them() {
    for role in Role::ALL {
        let (site, session) = with_leads(*role).await;
        let page = site.get("/leads", Some(&session)).await;
        let boxes = values(&page.body, "input[type=checkbox][name=id][form=bulk]", "value");
        assert_eq!(boxes.len(), if *role == Role::Viewer { 0 } else { 50 }, "{role:?}");
        assert_eq!(page.body.contains("/leads/bulk"), *role != Role::Viewer, "{role:?}");
        let sent = site.post("/leads/bulk", &session, &format!("do=owner&owner=nobody&leads={}", Uuid::nil())).await;
        assert_eq!(sent.status == StatusCode::FORBIDDEN, *role == Role::Viewer, "{role:?}");
    }
}

#[tokio::test]
async fn three_leads_of_a_list_get_another_owner_and_the_list_stays_where_it_was() {
    let (site, session) = with_leads(Role::Manager).await;
    let list = site.get("/leads?region=Muscat", Some(&session)).await;
    let ids = values(&list.body, "input[name=id][form=bulk]", "value");
    assert_eq!(ids.len(), 4);
    let label = Html::parse_document(&list.body);
    let label: String = label.select(&Selector::parse("tbody td.choose-row label").unwrap()).next().unwrap().text().collect();
    assert!(label.contains("Choose") && label.contains("Company"), "{label}");
    let address = format!("/leads/bulk?region=Muscat&id={}&id={}&id={}&do=owner", ids[0], ids[1], ids[2]);
    let asked = site.get(&address, Some(&session)).await;
    assert_eq!(asked.status, StatusCode::OK);
    assert!(asked.body.contains("3 leads: "), "{}", asked.body);
    let blank = site.post("/leads/bulk", &session, &form(&asked.body, &[("owner", "")])).await;
    assert_eq!(blank.status, StatusCode::UNPROCESSABLE_ENTITY, "an owner is chosen, never assumed");
    let stranger = site.post("/leads/bulk", &session, &form(&asked.body, &[("owner", &Uuid::nil().to_string())])).await;
    assert_eq!(stranger.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(one(&site, "select count(*) from leads where owner_id is not null").await, "0");
    let me = one(&site, "select person_id from users").await;
    let done = site.post("/leads/bulk", &session, &form(&asked.body, &[("owner", &me)])).await;
    assert_eq!(done.status, StatusCode::OK);
    assert!(done.body.contains("3 leads now belong to") && done.body.contains("href=\"/leads?region=Muscat\""));
    assert!(!done.body.contains("Not changed"), "{}", done.body);
    assert_eq!(one(&site, "select count(*) from leads where owner_id is not null").await, "3");
    let again = site.get(&address, Some(&session)).await;
    let again = site.post("/leads/bulk", &session, &form(&again.body, &[("owner", &me)])).await;
    assert!(again.body.contains("No lead was changed.") && again.body.contains("it was so already"), "{}", again.body);
    assert_eq!(values(&again.body, "section.left li a", "href").len(), 3, "each of them with its link");
    let page = site.get(&format!("/leads/{}", ids[0]), Some(&session)).await;
    assert!(page.body.contains("Lama"), "its page shows the owner");
}

#[tokio::test]
async fn a_whole_list_is_chosen_by_its_filters() {
    let (site, session) = with_leads(Role::Admin).await;
    let list = site.get("/leads?region=Riyadh", Some(&session)).await;
    let whole = values(&list.body, ".bulk-all a", "href");
    assert_eq!(whole, ["owner", "stage"].map(|deed| format!("/leads/bulk?do={deed}&all=1&region=Riyadh")));
    let wider = site.get("/leads/bulk?do=owner&all=1&region=Riyadh&channel=nowhere", Some(&session)).await;
    assert_eq!(wider.status, StatusCode::UNPROCESSABLE_ENTITY, "a filter that means nothing is no wider list");
    let asked = site.get(&whole[1], Some(&session)).await;
    assert!(asked.body.contains("56 leads: ") && asked.body.contains("46 more"), "{}", asked.body);
    let unsaid = site.post("/leads/bulk", &session, &form(&asked.body, &[("stage", "recycled")])).await;
    assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unsaid.body.contains("Choose a reason"));
    let done = site.post("/leads/bulk", &session, &form(&unsaid.body, &[("stage", "recycled"), ("reason", "no_budget")])).await;
    assert!(done.body.contains("56 leads were moved to"), "{}", done.body);
    let twice = site.post("/leads/bulk", &session, &form(&unsaid.body, &[("stage", "recycled"), ("reason", "no_budget")])).await;
    assert!(twice.body.contains("56 leads were moved to"), "{}", twice.body);
    assert_eq!(one(&site, "select count(*) from stage_transitions where to_stage = 'recycled'").await, "56");
    let many = "insert into leads (id, created_on, recorded_at, region) select gen_random_uuid(), '2026-01-05', now(), 'Riyadh' from generate_series(1, 950)";
    sqlx::query(many).execute(&site.database.db.jobs).await.unwrap();
    let list = site.get("/leads?region=Riyadh", Some(&session)).await;
    assert!(values(&list.body, ".bulk-all a", "href").is_empty() && list.body.contains("This list has more than"));
    let refused = site.get(&whole[0], Some(&session)).await;
    assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains("leads are changed at once"));
}

#[tokio::test]
async fn a_choice_that_is_none_is_refused_in_words() {
    let (site, session) = with_leads(Role::Sales).await;
    let id = Uuid::nil();
    let many = "0190b0a0-0000-7000-8000-000000000000 ".repeat(2_000);
    let (nothing, odd) = ("Choose at least one lead", "This choice cannot be read");
    for (query, said) in [
        ("do=owner".to_owned(), nothing),
        ("do=owner&id=".to_owned(), nothing),
        ("do=stage&id=%3Cscript%3Ealert(1)".to_owned(), odd),
        (format!("do=erase&id={id}"), odd),
        (format!("id={id}"), odd),
        (format!("do=owner&id={id}&id=x&owner=nobody"), odd),
    ] {
        let sent = query.replace("id=", "leads=");
        for answer in
            [site.get(&format!("/leads/bulk?{query}"), Some(&session)).await, site.post("/leads/bulk", &session, &sent).await]
        {
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
            assert!(answer.body.contains(said) && !answer.body.contains("<script>alert"), "{query}: {}", answer.body);
            assert!(!answer.body.contains("form class=\"record-form\""), "{query}");
        }
    }
    let same = site.post("/leads/bulk", &session, &format!("do=owner&owner=nobody&leads={many}")).await;
    assert_eq!(same.status, StatusCode::OK, "the same lead two thousand times is one");
    let gone = values(&same.body, "section.left li a", "href");
    assert_eq!((gone.len(), same.body.contains("no longer exists")), (1, true));
    let too_many = (1..=1_001_u128).map(|n| Uuid::from_u128(n).to_string()).collect::<Vec<_>>().join("+");
    let refused = site.post("/leads/bulk", &session, &format!("do=owner&owner=nobody&leads={too_many}")).await;
    assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains("leads are changed at once"));
}
