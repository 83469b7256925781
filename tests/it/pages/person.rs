//! The page of a person's data: taken along by an admin, erased after a confirmation.

use super::Site;
use crate::support::World;
use axum::http::StatusCode;
use mihwar::domain::person::Role;

async fn site() -> (Site, String, Vec<String>) {
    let (site, session) = Site::with(Role::Admin).await;
    let mut world = World::default();
    for (id, phone) in [("L1", "+966501234567"), ("L2", "+966507654321")] {
        world.lead_like(id, "2026-03-01T09:00:00Z", |lead| {
            lead.first_name = Some("Hudawiyya".to_owned());
            lead.last_name = Some(id.to_owned());
            lead.phone = Some(phone.to_owned());
        });
    }
    world.save(&site.database.db).await;
    let db = &site.database.db.jobs;
    sqlx::query("update leads set phone_key = '+966501234567'").execute(db).await.unwrap();
    let ids: Vec<String> = sqlx::query_scalar("select id::text from leads order by last_name").fetch_all(db).await.unwrap();
    (site, session, ids)
}

#[tokio::test]
async fn a_person_is_taken_along_and_erased_with_the_records_that_were_chosen() {
    let (site, session, ids) = site().await;
    let page = format!("/leads/{}/person", ids[0]);
    assert!(site.get(&format!("/leads/{}", ids[0]), Some(&session)).await.body.contains(&page));
    let shown = site.get(&page, Some(&session)).await;
    assert!(shown.body.contains("Hudawiyya L1") && shown.body.contains("Hudawiyya L2"), "{}", shown.body);
    for name in ["data.json", "data.txt"] {
        let file = site.get(&format!("{page}/{name}"), Some(&session)).await;
        assert!(file.status == StatusCode::OK && file.body.contains("+966501234567"), "{name}: {}", file.body);
    }
    assert_eq!(site.get(&format!("{page}/data.exe"), Some(&session)).await.status, StatusCode::NOT_FOUND);

    let unsure = site.post(&page, &session, &format!("also={}", ids[1])).await;
    assert_eq!(unsure.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unsure.body.contains("checked") && unsure.body.contains("Confirm first"), "{}", unsure.body);
    let done = site.post(&page, &session, &format!("confirm=on&also={}&also=0190b0a0-0000-7000-8000-000000000000", ids[1])).await;
    assert_eq!((done.status, done.location), (StatusCode::SEE_OTHER, format!("/leads/{}", ids[0])));
    for id in &ids {
        let lead = site.get(&format!("/leads/{id}"), Some(&session)).await;
        assert!(lead.body.contains("This person was erased") && !lead.body.contains("Hudawiyya"), "{}", lead.body);
    }
    let again = site.post(&page, &session, "confirm=on").await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "a form sent twice does no harm");
    let erased: i64 =
        sqlx::query_scalar("select count(*) from events where verb = 'erased'").fetch_one(&site.database.db.jobs).await.unwrap();
    assert_eq!(erased, 2);
}
