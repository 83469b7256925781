//! Further contacts of a deal.

use super::Site;
use crate::support::World;
use axum::http::StatusCode;
use mihwar::domain::person::Role;

/// A deal of Anna, and Badr and Carla beside her.
async fn site(role: Role) -> (Site, String, String, [String; 3]) {
    let (site, session) = Site::with(role).await;
    let mut world = World::default();
    for name in ["Anna", "Badr", "Carla"] {
        world.lead_like(name, "2026-03-01T09:00:00Z", |lead| lead.first_name = Some(name.to_owned()));
    }
    world.open_deal("D1", Some("Anna"), "2026-03-05");
    world.save(&site.database.db).await;
    let ids = ["Anna", "Badr", "Carla"].map(|name| format!("select id::text from leads where first_name = '{name}'"));
    let mut leads = Vec::new();
    for sql in ids {
        leads.push(one(&site, &sql).await);
    }
    let deal = one(&site, "select '/deals/' || id from deals").await;
    (site, session, deal, leads.try_into().unwrap())
}

async fn one(site: &Site, sql: &str) -> String {
    let sql = sqlx::AssertSqlSafe(format!("select ({sql})::text"));
    sqlx::query_scalar(sql).fetch_one(&site.database.db.jobs).await.unwrap()
}

#[tokio::test]
async fn a_contact_is_found_added_and_taken_away() {
    let (site, session, deal, [anna, badr, _]) = site(Role::Manager).await;
    let page = site.get(&deal, Some(&session)).await.body;
    assert!(page.contains(&format!("href=\"{deal}/contacts\"")) && !page.contains("/remove"), "{page}");
    let blank = site.get(&format!("{deal}/contacts"), Some(&session)).await.body;
    assert!(blank.contains("type=\"search\"") && !blank.contains("<table"), "{blank}");
    let found = site.get(&format!("{deal}/contacts?q=badr"), Some(&session)).await.body;
    let add = format!("{deal}/contacts/{badr}");
    assert!(found.contains(&format!("action=\"{add}\"")) && found.contains("aria-label=\"Add \u{2068}Badr\u{2069}\""), "{found}");
    let hers = site.get(&format!("{deal}/contacts?q=anna"), Some(&session)).await.body;
    assert!(hers.contains("Lead of the deal") && !hers.contains(&format!("{deal}/contacts/{anna}")), "{hers}");
    assert!(site.get(&format!("{deal}/contacts?q=nobody"), Some(&session)).await.body.contains("No lead fits"));

    for _ in 0..2 {
        let added = site.post(&add, &session, "").await;
        assert_eq!((added.status, added.location.as_str()), (StatusCode::SEE_OTHER, deal.as_str()), "also when sent twice");
    }
    let page = site.get(&deal, Some(&session)).await.body;
    assert!(
        page.contains("Badr") && page.contains(&format!("action=\"{add}/remove\"")) && page.contains("Contact added"),
        "{page}"
    );
    assert!(!page.contains(&format!("{anna}/remove")), "the lead of the deal is no contact: {page}");
    assert!(site.get(&format!("/leads/{badr}"), Some(&session)).await.body.contains(&deal), "the deal stands at the contact too");
    let again = site.get(&format!("{deal}/contacts?q=badr"), Some(&session)).await.body;
    assert!(!again.contains(&format!("action=\"{add}\"")), "{again}");

    for _ in 0..2 {
        assert_eq!(site.post(&format!("{add}/remove"), &session, "").await.location, deal);
    }
    assert!(!site.get(&deal, Some(&session)).await.body.contains("Badr"));
    let told = "select string_agg(verb || ' ' || (detail ->> 'lead' = (select id::text from leads where first_name = 'Badr')), ', ' order by id) from events where kind = 'deal'";
    assert_eq!(one(&site, told).await, "linked true, unlinked true", "one event each");
}

#[tokio::test]
async fn whose_the_deal_is_not_changes_no_contact_of_it() {
    let (site, session, deal, [anna, badr, carla]) = site(Role::Sales).await;
    sqlx::raw_sql(
        "insert into people (id, handle, name) values (gen_random_uuid(), 'omar', 'Omar');
         update deals set owner_id = (select id from people where handle = 'omar');
         insert into deal_contacts select d.id, l.id from deals d, leads l where l.first_name = 'Badr'",
    )
    .execute(&site.database.db.jobs)
    .await
    .unwrap();
    let page = site.get(&deal, Some(&session)).await.body;
    assert!(page.contains("Badr") && !page.contains("/contacts"), "{page}");
    assert_eq!(site.get(&format!("{deal}/contacts"), Some(&session)).await.status, StatusCode::FORBIDDEN);
    for path in [carla.clone(), format!("{badr}/remove")] {
        assert_eq!(site.post(&format!("{deal}/contacts/{path}"), &session, "").await.status, StatusCode::FORBIDDEN, "{path}");
    }
    sqlx::query("update deals set owner_id = (select person_id from users)").execute(&site.database.db.jobs).await.unwrap();
    assert_eq!(site.post(&format!("{deal}/contacts/{carla}"), &session, "").await.location, deal);
    let own = site.post(&format!("{deal}/contacts/{anna}"), &session, "").await;
    assert_eq!(own.location, deal, "the lead of the deal is no contact beside");
    assert_eq!(one(&site, "select count(*) from deal_contacts").await, "2");
    sqlx::query("update leads set erased_at = now() where first_name = 'Badr'").execute(&site.database.db.jobs).await.unwrap();
    site.post(&format!("{deal}/contacts/{badr}/remove"), &session, "").await;
    assert_eq!(one(&site, "select count(*) from deal_contacts").await, "1", "an erased one can be taken away");
    assert_eq!(
        site.post(&format!("{deal}/contacts/{badr}"), &session, "").await.status,
        StatusCode::FORBIDDEN,
        "and not come back"
    );
    for path in ["0190b0a0-0000-7000-8000-000000000000", "x"] {
        assert_eq!(site.post(&format!("{deal}/contacts/{path}"), &session, "").await.status, StatusCode::NOT_FOUND);
    }
}
