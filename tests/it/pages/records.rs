//! Lists of leads and deals and their pages: who may read what, and what the files hold.

use super::Site;
use crate::support::World;
use axum::http::StatusCode;
use calamine::{Reader as _, Xlsx};
use mihwar::domain::person::Role;
use std::io::Cursor;

/// What belongs to the person of the only lead.
const CONTACT: [&str; 5] = ["Huda", "Saleh", "Alwaha", "huda@alwaha.example", "123 4567"];

/// A lead with contact data and its won deal, the session of a role, and the lead's id.
async fn site(role: Role) -> (Site, String, String) {
    let (site, session) = Site::with(role).await;
    let mut world = World::default();
    world.lead_like("L1", "2026-03-01T09:00:00Z", |lead| {
        lead.first_name = Some("Huda".to_owned());
        lead.last_name = Some("Saleh".to_owned());
        lead.company = Some("=Alwaha".to_owned());
        lead.email = Some("huda@alwaha.example".to_owned());
        lead.phone = Some("+966 50 123 4567".to_owned());
        lead.score = Some(-5.0);
    });
    world.won_deal("D1", Some("L1"), "2026-03-02", "2026-03-30", 1200);
    world.save(&site.database.db).await;
    let mut db = site.database.db.pages.acquire().await.unwrap();
    let id: uuid::Uuid = sqlx::query_scalar("select id from leads").fetch_one(&mut *db).await.unwrap();
    (site, session, id.to_string())
}

#[tokio::test]
async fn contact_data_is_read_and_taken_along_by_role() {
    for role in Role::ALL.iter().copied() {
        let (site, session, id) = site(role).await;
        let lead = format!("/leads/{id}");
        for path in ["/leads", lead.as_str(), "/leads?sort=name", "/leads.csv", "/deals", "/deals.csv"] {
            let answer = site.get(path, Some(&session)).await;
            assert_eq!(answer.status, StatusCode::OK, "{path}");
            let may = if path.contains(".csv") { role.exports_contacts() } else { role.reads_contacts() };
            let shown = CONTACT.iter().filter(|word| answer.body.contains(*word)).count();
            assert!(may || shown == 0, "{role:?} {path}");
            assert!(!may || shown > 0 || path.starts_with("/deals"), "{role:?} {path}");
            assert!(may || path.starts_with("/deals") || answer.body.contains("L1"), "{role:?} {path}");
        }
        let found = site.get("/leads?q=huda", Some(&session)).await.body.contains(&id);
        assert_eq!(found, role.reads_contacts(), "{role:?}");
    }
}

#[tokio::test]
async fn a_file_neutralises_text_and_leaves_numbers() {
    let (site, session, _) = site(Role::Manager).await;
    let csv = site.get("/leads.csv?period=2026-03", Some(&session)).await.body;
    assert!(csv.starts_with('\u{FEFF}') && csv.contains(",'=Alwaha,") && csv.contains(",-5,"), "{csv}");
    assert!(csv.contains("2026-03-01T12:00:00+03:00"), "{csv}");
    let none = site.get("/leads.csv?period=2019-q1", Some(&session)).await.body;
    assert_eq!(none.lines().count(), 1);
    let arabic = site.get("/deals.csv?outcome=won&lang=ar", Some(&session)).await.body;
    assert!(arabic.contains("القيمة") && arabic.contains("1200.00,SAR,2026-03-02,,2026-03-30"), "{arabic}");
    let mut book = Xlsx::new(Cursor::new(site.get("/deals.xlsx", Some(&session)).await.bytes)).unwrap();
    let sheet = book.worksheet_range_at(0).unwrap().unwrap();
    assert_eq!(sheet.height(), 2);
    assert!(sheet.rows().nth(1).unwrap().iter().any(|cell| *cell == 1200.0));
}

#[tokio::test]
async fn what_does_not_exist_is_not_found_and_what_means_nothing_is_left_out() {
    let (site, session, id) = site(Role::Viewer).await;
    for path in
        ["/leads/x", "/deals/x", "/leads/0190b0a0-0000-7000-8000-000000000000", "/deals/0190b0a0-0000-7000-8000-000000000000"]
    {
        assert_eq!(site.get(path, Some(&session)).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    for path in ["/leads?period=2026-q9&stage=x&won_within=7&as_of=x&after=x&at=x&sort=x", "/leads?lang=ar"] {
        let answer = site.get(path, Some(&session)).await;
        assert!(answer.status == StatusCode::OK && answer.body.contains(&id), "{path}");
    }
    for path in
        ["/leads?campaign=nope", "/leads?owner=nope", "/leads?q=nope", "/deals?account=0190b0a0-0000-7000-8000-000000000000"]
    {
        let answer = site.get(path, Some(&session)).await;
        assert!(answer.status == StatusCode::OK && answer.body.contains("Nothing matches"), "{path}");
    }
    let form = site.get("/leads?from=2026-03-01&to=2026-03-31&stage=won", Some(&session)).await;
    assert_eq!(form.location, "/leads?period=2026-03-01..2026-03-31&stage=won");
}
