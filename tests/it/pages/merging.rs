//! The pages on which two leads become one.

use super::Site;
use crate::support::World;
use axum::http::StatusCode;
use mihwar::domain::person::Role;

/// Two leads with one number, and a third.
async fn site(role: Role) -> (Site, String, Vec<String>) {
    let (site, session) = Site::with(role).await;
    let mut world = World::default();
    for (id, segment) in [("L1", "SMB"), ("L2", "Enterprise"), ("L3", "Retail")] {
        world.lead_like(id, "2026-03-01T09:00:00Z", |lead| {
            lead.first_name = Some("Hudawiyya".to_owned());
            lead.last_name = Some(id.to_owned());
            lead.segment = Some(segment.to_owned());
        });
        world.touch(id, "2026-03-02", Some("Email"));
    }
    world.save(&site.database.db).await;
    let db = &site.database.db.jobs;
    sqlx::query("update leads set phone = '+966501234567', phone_key = '+966501234567' where last_name <> 'L3'")
        .execute(db)
        .await
        .unwrap();
    let ids: Vec<String> = sqlx::query_scalar("select id::text from leads order by last_name").fetch_all(db).await.unwrap();
    (site, session, ids)
}

/// The value of a hidden field.
fn hidden(body: &str, name: &str) -> String {
    let start = body.find(&format!("name=\"{name}\" value=\"")).unwrap_or_else(|| panic!("no {name} in {body}"));
    body[start..].split('"').nth(3).unwrap().to_owned()
}

#[tokio::test]
async fn two_leads_become_one_and_two_again() {
    let (site, session, ids) = site(Role::Marketing).await;
    let lead = format!("/leads/{}", ids[0]);
    assert!(site.get(&lead, Some(&session)).await.body.contains(&format!("{lead}/merge")));
    let alike = site.get(&format!("{lead}/merge"), Some(&session)).await;
    assert!(alike.body.contains("Hudawiyya L2") && !alike.body.contains("Hudawiyya L3"), "the same number: {}", alike.body);
    let found = site.get(&format!("{lead}/merge?q=L3"), Some(&session)).await;
    assert!(found.body.contains("Hudawiyya L3") && !found.body.contains("Compare with \u{2068}Hudawiyya L1"), "{}", found.body);

    let chosen = site.get(&format!("/leads/merge?id={}&id={}&q=x", ids[1], ids[0]), Some(&session)).await.location;
    assert!(chosen.starts_with("/leads/") && ids[..2].iter().all(|id| chosen.contains(id.as_str())), "{chosen}");
    let one = site.get(&format!("/leads/merge?id={}&q=x", ids[1]), Some(&session)).await;
    assert_eq!(one.location, format!("/leads?q=x&id={}", ids[1]), "one alone leads back to the list");
    let list = site.get(&format!("/leads?id={}", ids[1]), Some(&session)).await.body;
    assert!(list.contains(&format!("value=\"{}\" autocomplete=\"off\" checked", ids[1])), "still chosen: {list}");
    assert_eq!(list.matches("autocomplete=\"off\" checked").count(), 1, "and no other: {list}");

    let page = format!("{lead}/merge?with={}", ids[1]);
    let pair = site.get(&page, Some(&session)).await.body;
    assert!(pair.contains("SMB") && pair.contains("Enterprise") && pair.contains("choose-segment"), "{pair}");
    let fields: Vec<String> =
        ["id", "with", "version", "other_version"].iter().map(|name| format!("{name}={}", hidden(&pair, name))).collect();
    let form = format!("{}&choose-segment=theirs", fields.join("&"));
    for _ in 0..2 {
        let done = site.post(&format!("{lead}/merge"), &session, &form).await;
        assert_eq!((done.status, done.location.as_str()), (StatusCode::SEE_OTHER, lead.as_str()), "also when sent twice");
    }
    let merged = site.get(&lead, Some(&session)).await.body;
    assert!(
        merged.contains("Enterprise") && merged.contains("Merged into this lead") && merged.contains("Hudawiyya L2"),
        "{merged}"
    );
    let gone = site.get(&format!("/leads/{}", ids[1]), Some(&session)).await;
    assert_eq!((gone.status, gone.location.as_str()), (StatusCode::SEE_OTHER, lead.as_str()), "an old address leads on");
    assert!(!site.get("/leads", Some(&session)).await.body.contains("Hudawiyya L2"));
    let back = site.get(&page, Some(&session)).await;
    assert_eq!((back.status, back.location.as_str()), (StatusCode::SEE_OTHER, lead.as_str()), "back to the form after the merge");
    let late = format!("with={}&version=1&other_version=1", ids[1]);
    let second = site.post(&format!("{lead}/merge"), &session, &late).await;
    assert_eq!((second.status, second.location.as_str()), (StatusCode::SEE_OTHER, lead.as_str()), "somebody else was quicker");

    let start = merged.find("/merges/").unwrap();
    let undo = format!("{lead}{}", merged[start..].split('"').next().unwrap());
    for _ in 0..2 {
        let back = site.post(&undo, &session, "").await;
        assert_eq!((back.status, back.location.as_str()), (StatusCode::SEE_OTHER, lead.as_str()));
    }
    assert!(site.get(&format!("/leads/{}", ids[1]), Some(&session)).await.body.contains("Hudawiyya L2"));
    assert!(!site.get(&lead, Some(&session)).await.body.contains("Merged into this lead"));
}

#[tokio::test]
async fn a_stale_merge_shows_both_as_they_stand_and_keeps_the_choices() {
    let (site, session, ids) = site(Role::Manager).await;
    let lead = format!("/leads/{}", ids[0]);
    let pair = site.get(&format!("{lead}/merge?with={}", ids[1]), Some(&session)).await.body;
    let id = hidden(&pair, "id");
    sqlx::query("update leads set region = 'MENA', version = version + 1 where last_name = 'L2'")
        .execute(&site.database.db.jobs)
        .await
        .unwrap();
    let form = format!("id={id}&with={}&version=1&other_version=1&choose-segment=theirs", ids[1]);
    let stale = site.post(&format!("{lead}/merge"), &session, &form).await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(stale.body.contains("MENA") && stale.body.contains("value=\"theirs\" checked"), "{}", stale.body);
    assert_ne!(hidden(&stale.body, "id"), id, "what was refused is not what is sent next");
}

#[tokio::test]
async fn what_cannot_be_merged_is_said() {
    let (site, session, ids) = site(Role::Admin).await;
    let lead = format!("/leads/{}", ids[0]);
    for with in [ids[0].as_str(), "0190b0a0-0000-7000-8000-000000000000", "%D9%87%D8%AF%D9%89"] {
        let page = site.get(&format!("{lead}/merge?with={with}"), Some(&session)).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{with}");
        assert!(page.body.contains("Choose another"), "{with}");
    }
    sqlx::query("update leads set erased_at = now() where last_name = 'L2'").execute(&site.database.db.jobs).await.unwrap();
    assert_eq!(site.get(&format!("{lead}/merge?with={}", ids[1]), Some(&session)).await.status, StatusCode::FORBIDDEN);
    let forged = format!("with={}&version=1&other_version=1", ids[1]);
    assert_eq!(site.post(&format!("{lead}/merge"), &session, &forged).await.status, StatusCode::FORBIDDEN);
    assert_eq!(site.post(&format!("{lead}/merge"), &session, "with=x").await.status, StatusCode::NOT_FOUND);
    let nothing = site.post(&format!("{lead}/merges/{}/undo", ids[2]), &session, "").await;
    assert_eq!(nothing.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_was_chosen_stays_chosen_when_the_two_change_places() {
    let (site, session, ids) = site(Role::Manager).await;
    let form = format!("with={}&version=1&other_version=1&choose-segment=theirs&choose-last_name=mine&swap=1", ids[1]);
    let swapped = site.post(&format!("/leads/{}/merge", ids[0]), &session, &form).await;
    assert_eq!(swapped.status, StatusCode::SEE_OTHER);
    assert_eq!(swapped.location, format!("/leads/{}/merge?with={}&taken=last_name", ids[1], ids[0]));
    let page = site.get(&swapped.location, Some(&session)).await.body;
    let is_checked = |name: &str, side: &str| page.contains(&format!("name=\"choose-{name}\" value=\"{side}\" checked"));
    assert!(is_checked("segment", "mine") && is_checked("last_name", "theirs"), "{page}");
    let merges: i64 = sqlx::query_scalar("select count(*) from lead_merges").fetch_one(&site.database.db.jobs).await.unwrap();
    assert_eq!(merges, 0, "nothing was merged");
}

#[tokio::test]
async fn a_number_without_its_country_is_alike_to_one_with_it() {
    let (site, session, ids) = site(Role::Manager).await;
    let third = async |phone: &str, key: Option<&str>| {
        sqlx::query("update leads set phone = $1, phone_key = $2 where last_name = 'L3'")
            .bind(phone)
            .bind(key)
            .execute(&site.database.db.jobs)
            .await
            .unwrap();
        site.get(&format!("/leads/{}/merge", ids[0]), Some(&session)).await.body.contains("Hudawiyya L3")
    };
    assert!(third("050 123 4567", None).await, "with one that has a country");
    assert!(!third("050 123 4568", None).await);
    assert!(!third("01234567", None).await, "too short to tell");
    assert!(!third("+971501234567", Some("+971501234567")).await, "two countries are two numbers");
    sqlx::query("update leads set phone = '0501234567', phone_key = null where last_name = 'L1'")
        .execute(&site.database.db.jobs)
        .await
        .unwrap();
    assert!(third("+971501234567", Some("+971501234567")).await, "from the one without");
    assert!(third("٠٥٠١٢٣٤٥٦٧", None).await, "two without, in other digits");
}

#[tokio::test]
async fn the_history_of_a_merged_lead_says_whose_it_was() {
    let (site, session, ids) = site(Role::Manager).await;
    sqlx::query("insert into events (id, at, verb, kind, record) select gen_random_uuid(), '2026-03-01', 'created', 'lead', id from leads")
        .execute(&site.database.db.jobs)
        .await
        .unwrap();
    let lead = format!("/leads/{}", ids[0]);
    let before = site.get(&lead, Some(&session)).await.body;
    assert!(!before.contains("before the merge"), "{before}");
    let form = format!("with={}&version=1&other_version=1", ids[1]);
    assert_eq!(site.post(&format!("{lead}/merge"), &session, &form).await.status, StatusCode::SEE_OTHER);
    let after = site.get(&lead, Some(&session)).await.body;
    assert_eq!(after.matches("Hudawiyya L2</bdi>, before the merge").count(), 1, "{after}");
}
