//! Handoffs over HTTP: offering, answering, taking back, and what is refused in words.

use super::{Answer, Site};
use crate::support::at;
use axum::http::StatusCode;
use mihwar::actions::sign_in::open_session;
use mihwar::domain::ids::UserId;
use mihwar::domain::person::Role;
use sqlx::AssertSqlSafe;
use uuid::Uuid;

/// A Tuesday morning in Riyadh.
const MORNING: &str = "2026-03-31T07:00:00Z";
const LATER: &str = "2026-03-31T07:05:00Z";
pub const LEAD: &str = "0190b0a0-0000-7000-8000-00000000000a";

pub struct Office {
    pub site: Site,
    pub manager: String,
    pub marketer: String,
    pub sara: String,
    pub omar: String,
}

impl Office {
    pub async fn open() -> Self {
        let (site, manager) = Site::with_on(Role::Manager, MORNING).await;
        let marketer = somebody(&site, "Maha", Role::Marketing).await;
        let sara = somebody(&site, "Sara", Role::Sales).await;
        let omar = somebody(&site, "Omar", Role::Sales).await;
        let lead = format!(
            "insert into leads (id, first_name, last_name, company, phone, email, created_at, recorded_at)
             values ('{LEAD}', 'Noura', 'Al-Qahtani', 'Najd Medical', '+966550100142', 'n@najd.example', '{MORNING}', '{MORNING}')"
        );
        run(&site, lead).await;
        Self { site, manager, marketer, sara, omar }
    }

    pub async fn offer(&self, to: &str) -> Answer {
        self.site.post(&format!("/leads/{LEAD}/offer"), &self.marketer, &format!("to={to}&note=Asked+for+pricing")).await
    }

    /// Offers the lead to Sara. Gives the address of the handoff.
    pub async fn offered_to_sara(&self) -> String {
        let sara = self.one("select person_id::text from users where email = 'Sara'").await;
        let answer = self.offer(&sara).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        answer.location.split('?').next().unwrap().to_owned()
    }

    pub async fn answer(&self, handoff: &str, verb: &str, who: &str, form: &str) -> Answer {
        self.site.post(&format!("{handoff}/{verb}"), who, form).await
    }

    pub async fn one(&self, sql: &str) -> String {
        sqlx::query_scalar(AssertSqlSafe(sql.to_owned())).fetch_one(&self.site.database.db.pages).await.unwrap()
    }
}

pub async fn run(site: &Site, sql: String) {
    sqlx::query(AssertSqlSafe(sql)).execute(&site.database.db.pages).await.unwrap();
}

/// The session of another person with a role.
async fn somebody(site: &Site, name: &str, role: Role) -> String {
    let (person, user) = (Uuid::now_v7(), Uuid::now_v7());
    let team = if role == Role::Sales { "sales" } else { "marketing" };
    run(site, format!("insert into people (id, handle, name, team) values ('{person}', '{name}', '{name}', '{team}')")).await;
    let key = role.key();
    run(site, format!("insert into users (id, person_id, email, email_key, password_hash, role, created_at) values ('{user}', '{person}', '{name}', '{name}', 'x', '{key}', '{MORNING}')")).await;
    let mut db = site.database.db.pages.acquire().await.unwrap();
    open_session(&mut db, UserId(user), at(MORNING)).await.unwrap()
}

#[tokio::test]
async fn an_offer_is_accepted_taken_back_and_touched() {
    let mut office = Office::open().await;
    let handoff = office.offered_to_sara().await;
    let inbox = office.site.get("/handoffs", Some(&office.sara)).await.body;
    assert!(inbox.contains("Noura") && inbox.contains("Asked for pricing") && inbox.contains("data-left=\"14400\""), "{inbox}");
    assert!(
        inbox.contains("tel:+966550100142")
            && inbox.contains("https://wa.me/966550100142")
            && inbox.contains("mailto:n@najd.example")
    );
    assert!(inbox.contains("data-badge"), "one waits for her");
    office.site.at(LATER);
    let accepted = office.answer(&handoff, "acceptance", &office.sara, "").await;
    assert_eq!((accepted.status, accepted.location.as_str()), (StatusCode::SEE_OTHER, handoff.as_str()));
    let id = handoff.rsplit('/').next().unwrap();
    assert!(accepted.cookies.iter().any(|c| c.contains("handoff-accepted") && c.contains(id)), "a toast with the way back");
    assert_eq!(office.one("select state from handoffs").await, "accepted");
    assert_eq!(office.one("select count(*)::text from next_steps").await, "1");
    let twice = office.answer(&handoff, "acceptance", &office.sara, "").await;
    assert_eq!(twice.status, StatusCode::SEE_OTHER, "the same press twice is one");
    assert_eq!(office.answer(&handoff, "undo", &office.sara, "").await.status, StatusCode::SEE_OTHER);
    assert_eq!(office.one("select state from handoffs").await, "offered");
    let called = office.answer(&handoff, "contact", &office.sara, "kind=call&outcome=wrong_number").await;
    assert_eq!(called.status, StatusCode::SEE_OTHER, "{}", called.body);
    assert_eq!(office.one("select state || ' ' || response_seconds from handoffs").await, "accepted 300");
    assert_eq!(office.one("select kind || ' ' || outcome from activities").await, "call wrong_number");
    let shown = office.site.get(&handoff, Some(&office.sara)).await.body;
    assert!(shown.contains("Contacted after") && shown.contains("Wrong number"), "{shown}");
    let lead = office.site.get(&format!("/leads/{LEAD}"), Some(&office.sara)).await.body;
    assert!(lead.contains(&handoff), "the page of the lead tells of it");
    assert_eq!(office.site.get("/", Some(&office.sara)).await.location, "/handoffs");
}

#[tokio::test]
async fn whoever_comes_second_is_told_who_was_first() {
    let office = Office::open().await;
    let handoff = office.offer("queue").await.location.split('?').next().unwrap().to_owned();
    let team = office.site.get("/handoffs?view=team", Some(&office.omar)).await.body;
    assert!(team.contains("Waiting in the queue"), "{team}");
    assert_eq!(office.answer(&handoff, "acceptance", &office.sara, "").await.status, StatusCode::SEE_OTHER);
    let late = office.answer(&handoff, "acceptance", &office.manager, "").await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.body.contains("Accepted by <bdi>Sara</bdi> at 10:00"), "{}", late.body);
    assert_eq!(office.answer(&handoff, "acceptance", &office.omar, "").await.status, StatusCode::CONFLICT);
    assert_eq!(office.one("select count(*)::text from next_steps").await, "1");
}

#[tokio::test]
async fn a_rejection_needs_a_reason_and_gets_a_reply() {
    let office = Office::open().await;
    let handoff = office.offered_to_sara().await;
    let asked = office.site.get(&format!("{handoff}/rejection"), Some(&office.sara)).await;
    assert!(asked.status == StatusCode::OK && asked.body.contains("No budget"), "without scripts a page asks");
    let bare = office.answer(&handoff, "rejection", &office.sara, "note=later").await;
    assert!(
        bare.status == StatusCode::UNPROCESSABLE_ENTITY && bare.body.contains("Choose a reason") && bare.body.contains(">later<")
    );
    for form in ["reason=nonsense", "reason=no_budget&recycle_on=2026-03-31", "reason=no_budget&recycle_on=soon"] {
        let wrong = office.answer(&handoff, "rejection", &office.sara, form).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
    }
    assert_eq!(office.one("select state from handoffs").await, "offered");
    let form = "reason=bad_timing&recycle_on=2026-06-01&note=Tender+in+June";
    assert_eq!(office.answer(&handoff, "rejection", &office.sara, form).await.location, "/handoffs");
    let sent = office.site.get("/handoffs?view=sent", Some(&office.marketer)).await.body;
    assert!(sent.contains("Rejected: reply due") && sent.contains("Bad timing") && sent.contains("Tender in June"), "{sent}");
    assert!(sent.contains(&format!("/leads/{LEAD}/offer")), "it can be offered again");
    assert_eq!(office.answer(&handoff, "reply", &office.marketer, "note=x").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(office.answer(&handoff, "reply", &office.sara, "reply=agreed").await.status, StatusCode::FORBIDDEN);
    let agreed = office.answer(&handoff, "reply", &office.marketer, "reply=contested&note=Budget+was+named").await;
    assert_eq!(agreed.status, StatusCode::SEE_OTHER, "{}", agreed.body);
    assert_eq!(office.answer(&handoff, "reply", &office.manager, "reply=agreed").await.status, StatusCode::CONFLICT);
    let shown = office.site.get(&handoff, Some(&office.sara)).await.body;
    assert!(shown.contains("contested it") && shown.contains("Budget was named"), "{shown}");
    assert_eq!(office.answer(&handoff, "undo", &office.sara, "").await.status, StatusCode::CONFLICT, "it was replied to");
}

#[tokio::test]
async fn a_hold_has_a_reason_and_an_end_and_comes_once() {
    let office = Office::open().await;
    let handoff = office.offered_to_sara().await;
    assert_eq!(office.site.get(&format!("{handoff}/hold"), Some(&office.sara)).await.status, StatusCode::OK);
    for form in
        ["reason=Eid", "until=2026-04-05", "reason=Eid&until=2026-03-01", "reason=Eid&until=2027-01-01", "reason=Eid&until=x"]
    {
        let wrong = office.answer(&handoff, "hold", &office.sara, form).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
    }
    assert_eq!(office.answer(&handoff, "hold", &office.omar, "reason=Eid&until=2026-04-05").await.status, StatusCode::FORBIDDEN);
    assert_eq!(office.answer(&handoff, "hold", &office.sara, "reason=Eid&until=2026-04-05").await.status, StatusCode::SEE_OTHER);
    let held = office.site.get(&handoff, Some(&office.sara)).await.body;
    assert!(held.contains("On hold") && held.contains("The clock goes on"), "{held}");
    let again = office.answer(&handoff, "hold", &office.sara, "reason=More&until=2026-04-09").await;
    assert!(again.status == StatusCode::CONFLICT && again.body.contains("only once"));
}

#[tokio::test]
async fn an_accepted_lead_comes_back_until_it_is_qualified() {
    let office = Office::open().await;
    let handoff = office.offered_to_sara().await;
    office.answer(&handoff, "acceptance", &office.sara, "").await;
    let qualified = office.site.post(&format!("/leads/{LEAD}/move"), &office.sara, "stage=sql").await;
    assert_eq!(qualified.status, StatusCode::SEE_OTHER, "{}", qualified.body);
    let late = office.answer(&handoff, "return", &office.sara, "reason=no_project").await;
    assert!(late.status == StatusCode::CONFLICT && late.body.contains("qualified"), "{}", late.body);
    assert_eq!(office.one("select state from handoffs").await, "accepted");
}

#[tokio::test]
async fn a_lead_is_offered_once_and_what_nobody_got_is_listed() {
    let office = Office::open().await;
    assert_eq!(office.offer("nobody").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    run(&office.site, "update users set active = false where role = 'sales'".to_owned()).await;
    let waits = office.offer("round_robin").await;
    assert!(waits.location.ends_with("?view=unassigned"), "{}", waits.body);
    let twice = office.offer("round_robin").await;
    assert!(twice.status == StatusCode::UNPROCESSABLE_ENTITY && twice.body.contains("offered already"));
    let list = office.site.get("/handoffs?view=unassigned", Some(&office.marketer)).await.body;
    assert!(list.contains("Nobody takes leads yet"), "{list}");
    let handoff = waits.location.split('?').next().unwrap().to_owned();
    let sara = office.one("select person_id::text from users where email = 'Sara'").await;
    let away = office.answer(&handoff, "assignment", &office.marketer, &format!("to={sara}")).await;
    assert!(away.status == StatusCode::UNPROCESSABLE_ENTITY && away.body.contains("takes no leads"), "{}", away.body);
    run(&office.site, "update users set active = true".to_owned()).await;
    assert_eq!(
        office.answer(&handoff, "assignment", &office.marketer, &format!("to={sara}")).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(office.answer(&handoff, "withdrawal", &office.marketer, "").await.status, StatusCode::SEE_OTHER);
    let gone = office.answer(&handoff, "acceptance", &office.sara, "").await;
    assert!(gone.status == StatusCode::CONFLICT && gone.body.contains("Withdrawn"), "{}", gone.body);
}

#[tokio::test]
async fn a_viewer_sees_no_contact_data_and_answers_nothing() {
    let office = Office::open().await;
    let handoff = office.offered_to_sara().await;
    let viewer = somebody(&office.site, "Vera", Role::Viewer).await;
    let page = office.site.get(&handoff, Some(&viewer)).await;
    assert_eq!(page.status, StatusCode::OK);
    for hidden in ["Noura", "Najd Medical", "n@najd.example", "966550100142", "data-key=\"KeyA\""] {
        assert!(!page.body.contains(hidden), "{hidden}");
    }
    assert_eq!(office.answer(&handoff, "acceptance", &viewer, "").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn many_leads_are_offered_at_once_and_each_that_was_not_is_named() {
    let office = Office::open().await;
    let more = format!(
        "insert into leads (id, first_name, created_at, recorded_at, current_stage)
         select ('0190b0a0-0000-7000-8000-0000000000c' || n)::uuid, 'Lead ' || n, '{MORNING}', '{MORNING}', case n when 3 then 'sql' else 'lead' end
         from generate_series(1, 3) n"
    );
    run(&office.site, more).await;
    office.offered_to_sara().await;
    let id = |n: u8| format!("0190b0a0-0000-7000-8000-0000000000c{n}");
    let asked = office.site.get(&format!("/leads/bulk?do=offer&id={}&id={LEAD}", id(1)), Some(&office.marketer)).await;
    assert!(asked.status == StatusCode::OK && asked.body.contains("Why now"), "{}", asked.body);
    let form = format!("do=offer&id=0190b0a0-0000-7000-8000-0000000000ff&to=queue&leads={LEAD}+{}+{}+{}", id(1), id(2), id(3));
    let first = office.site.post("/leads/bulk", &office.marketer, &form).await;
    assert_eq!(first.status, StatusCode::OK);
    assert!(first.body.contains("leads were offered to sales"), "{}", first.body);
    assert!(first.body.contains("it is offered already") && first.body.contains("sales has it already"), "{}", first.body);
    assert_eq!(office.one("select count(*)::text from handoffs").await, "3");
    let again = office.site.post("/leads/bulk", &office.marketer, &form).await;
    assert_eq!(again.status, StatusCode::OK);
    assert_eq!(office.one("select count(*)::text from handoffs").await, "3", "the same form offers once");
    let nobody = office.site.post("/leads/bulk", &office.marketer, &form.replace("queue", "x")).await;
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        office.site.get("/leads/bulk?do=offer&id=0190b0a0-0000-7000-8000-0000000000c1", Some(&office.sara)).await.status,
        StatusCode::FORBIDDEN
    );
}
