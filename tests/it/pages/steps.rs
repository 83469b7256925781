//! Next steps, qualifying and the switch of leave over HTTP.

use super::handoffs::{LEAD, Office, run};
use axum::http::StatusCode;

/// The day after the morning of the office, and two later.
const NEXT_DAY: &str = "2026-04-01T07:00:00Z";

impl Office {
    /// A lead that Sara accepted. Gives the address of its handoff and the id of its next step.
    async fn accepted(&self) -> (String, String) {
        let handoff = self.offered_to_sara().await;
        assert_eq!(self.answer(&handoff, "acceptance", &self.sara, "").await.status, StatusCode::SEE_OTHER);
        let step = self.one("select id::text from next_steps where done_at is null").await;
        (handoff, step)
    }

    async fn see(&self, path: &str, who: &str) -> String {
        let answer = self.site.get(path, Some(who)).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
        answer.body
    }
}

#[tokio::test]
async fn an_accepted_lead_always_has_a_dated_next_step() {
    let office = Office::open().await;
    let (_, step) = office.accepted().await;
    assert_eq!(office.one("select due_on::text || ' ' || what from next_steps").await, "2026-03-31 First contact");
    let today = office.see("/handoffs/steps", &office.sara).await;
    assert!(today.contains("Noura") && today.contains("Due today") && !today.contains("day late"), "{today}");
    let path = format!("/handoffs/steps/{step}/finish");
    let nothing = office.site.post(&path, &office.sara, "what=&because=").await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nothing.body.contains("Say what comes next, or why nothing does"), "{}", nothing.body);
    for (form, error) in [
        ("what=Send+a+quote&due=2026-03-30", "Choose a day from today on"),
        ("what=Send+a+quote&due=tomorrow", "Choose a day from today on"),
        ("what=Send+a+quote&due=2099-01-01", "Choose a day from today on"),
    ] {
        let wrong = office.site.post(&path, &office.sara, form).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
        assert!(wrong.body.contains(error) && wrong.body.contains("value=\"Send a quote\""), "{form}: {}", wrong.body);
    }
    assert_eq!(office.one("select count(*)::text from next_steps where done_at is null").await, "1", "nothing was lost");
    let form = "id=0190b0a0-0000-7000-8000-0000000000f1&what=Send+a+quote&due=2026-04-02";
    for _ in 0..2 {
        let done = office.site.post(&path, &office.sara, form).await;
        assert_eq!((done.status, done.location.as_str()), (StatusCode::SEE_OTHER, "/handoffs/steps"), "{}", done.body);
    }
    assert_eq!(office.one("select count(*)::text from next_steps").await, "2", "sent twice is one");
    assert_eq!(office.one("select count(*)::text from events where verb = 'finished'").await, "1");
    assert!(office.see("/handoffs/steps?tab=later", &office.sara).await.contains("Send a quote"));
    let done = office.see("/handoffs/steps?tab=done", &office.sara).await;
    assert!(done.contains("First contact") && done.contains("/resume"), "{done}");
    assert_eq!(office.site.post(&format!("/handoffs/steps/{step}/resume"), &office.sara, "").await.status, StatusCode::SEE_OTHER);
    let open = "select string_agg(what, ',') from next_steps where done_at is null";
    assert_eq!(office.one(open).await, "First contact", "what was to follow is gone");
}

#[tokio::test]
async fn a_late_step_says_how_late_and_is_moved() {
    let mut office = Office::open().await;
    let (_, step) = office.accepted().await;
    office.site.at("2026-04-03T07:00:00Z");
    let late = office.see("/handoffs/steps", &office.sara).await;
    assert!(late.contains("<bdi>3</bdi> days late") || late.contains("3 days late"), "the late ones come first: {late}");
    let path = format!("/handoffs/steps/{step}/move");
    assert!(office.see(&path, &office.sara).await.contains("value=\"2026-04-03\""), "today is proposed");
    let back = office.site.post(&path, &office.sara, "what=First+contact&due=2026-04-02").await;
    assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
    for _ in 0..2 {
        let moved = office.site.post(&path, &office.sara, "what=Call+again&due=2026-04-06").await;
        assert_eq!(moved.status, StatusCode::SEE_OTHER, "{}", moved.body);
    }
    assert_eq!(office.one("select due_on::text || ' ' || what from next_steps").await, "2026-04-06 Call again");
    assert_eq!(office.one("select count(*)::text from events where verb = 'rescheduled'").await, "1");
    assert!(office.see("/handoffs/steps", &office.sara).await.contains("Nothing is due today"));
    let log = office.see("/settings/audit", &office.manager).await;
    assert!(log.contains("Next step moved to another day"), "{log}");
}

#[tokio::test]
async fn a_reason_is_enough_where_nothing_follows() {
    let mut office = Office::open().await;
    let (_, step) = office.accepted().await;
    let done = office.site.post(&format!("/handoffs/steps/{step}/finish"), &office.sara, "what=&because=They+call+us").await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert!(office.see("/handoffs/steps?tab=done", &office.sara).await.contains("They call us"));
    office.site.at(NEXT_DAY);
    let late = office.site.post(&format!("/handoffs/steps/{step}/resume"), &office.sara, "").await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.body.contains("within 10 minutes"), "{}", late.body);
}

#[tokio::test]
async fn steps_are_their_persons_and_a_managers() {
    let office = Office::open().await;
    let (handoff, step) = office.accepted().await;
    assert!(!office.see("/handoffs/steps", &office.omar).await.contains("Noura"));
    let sara = office.one("select person_id::text from users where email = 'Sara'").await;
    let peek = office.see(&format!("/handoffs/steps?person={sara}"), &office.omar).await;
    assert!(!peek.contains("Noura"), "a colleague’s steps are not chosen");
    for verb in ["finish", "move", "resume"] {
        let path = format!("/handoffs/steps/{step}/{verb}");
        for who in [&office.omar, &office.marketer] {
            let refused = office.site.post(&path, who, "what=x&due=2026-04-02&because=x").await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{path}");
        }
    }
    let path = format!("{handoff}/qualification");
    assert_eq!(office.site.post(&path, &office.marketer, "because=x").await.status, StatusCode::FORBIDDEN);
    assert_eq!(office.site.post(&path, &office.omar, "because=x").await.status, StatusCode::FORBIDDEN);
    let team = office.see("/handoffs/steps", &office.manager).await;
    assert!(team.contains("Noura") && team.contains("<bdi>Sara</bdi>") && team.contains("name=\"person\""), "{team}");
    let nobody = office.see(&format!("/handoffs/steps?person={}", uuid::Uuid::now_v7()), &office.manager).await;
    assert!(!nobody.contains("Noura"));
    let done = office.site.post(&format!("/handoffs/steps/{step}/finish"), &office.manager, "because=Left+the+company").await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let again = office.site.post(&format!("/handoffs/steps/{step}/finish"), &office.sara, "because=x").await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.body.contains("done already"), "{}", again.body);
}

#[tokio::test]
async fn a_contact_is_logged_from_the_list_and_leads_back_to_it() {
    let office = Office::open().await;
    let (handoff, _) = office.accepted().await;
    let called = office.answer(&handoff, "contact", &office.sara, "kind=call&back=today").await;
    assert_eq!((called.status, called.location.as_str()), (StatusCode::SEE_OTHER, "/handoffs/steps?tab=today"));
    assert_eq!(office.one("select kind from activities").await, "call");
}

#[tokio::test]
async fn taking_an_acceptance_back_takes_its_steps() {
    let mut office = Office::open().await;
    let (handoff, step) = office.accepted().await;
    office.site.at("2026-03-31T07:02:00Z");
    let form = "id=0190b0a0-0000-7000-8000-0000000000f2&what=Send+a+quote&due=2026-04-02";
    assert_eq!(
        office.site.post(&format!("/handoffs/steps/{step}/finish"), &office.sara, form).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(office.answer(&handoff, "undo", &office.sara, "").await.status, StatusCode::SEE_OTHER);
    assert_eq!(office.one("select count(*)::text from next_steps").await, "0");
}

#[tokio::test]
async fn a_lead_is_qualified_by_the_criteria_and_its_deal_opens_filled_in() {
    let office = Office::open().await;
    let (handoff, _) = office.accepted().await;
    assert!(office.see(&handoff, &office.sara).await.contains("/qualification\""));
    let path = format!("{handoff}/qualification");
    let asked = office.see(&path, &office.sara).await;
    for criterion in ["Need", "Budget", "Authority", "Timing"] {
        assert!(asked.contains(criterion), "{criterion}: {asked}");
    }
    let missing = office.site.post(&path, &office.sara, "met-1=on&met-3=on").await;
    assert_eq!(missing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(missing.body.contains("Say why it is an SQL although a tick is missing"), "{}", missing.body);
    assert_eq!(missing.body.matches("value=\"on\" checked").count(), 2, "ticks are kept: {}", missing.body);
    assert_eq!(office.one("select count(*)::text from qualifications").await, "0");
    let form = "id=0190b0a0-0000-7000-8000-0000000000f3&met-1=on&met-3=on&because=The+tender+closes+soon";
    for _ in 0..2 {
        let done = office.site.post(&path, &office.sara, form).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        assert!(done.location.starts_with(&format!("/deals/new?lead={LEAD}")), "{}", done.location);
    }
    assert_eq!(office.one("select current_stage from leads").await, "sql");
    let kept =
        "select array_to_string(met, ',') || ' / ' || array_to_string(missing, ',') || ' / ' || because from qualifications";
    assert_eq!(office.one(kept).await, "need,authority / budget,timing / The tender closes soon");
    assert_eq!(
        office.one("select t.reason from stage_transitions t join qualifications q on q.entry_id = t.id").await,
        "The tender closes soon"
    );
    assert_eq!(office.one("select count(*)::text from events where verb = 'qualified'").await, "1");
    let again = office.site.post(&path, &office.sara, "met-1=on&because=x").await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    assert!(again.body.contains("This lead is an SQL already"), "{}", again.body);
    let returned = office.answer(&handoff, "return", &office.sara, "reason=no_budget").await;
    assert_eq!(returned.status, StatusCode::CONFLICT, "not after SQL");
    assert!(returned.body.contains("The lead was qualified by sales"), "{}", returned.body);
    let shown = office.see(&handoff, &office.sara).await;
    assert!(
        shown.contains("The tender closes soon") && shown.contains("/deal\""),
        "the answers, and the way to the deal: {shown}"
    );
    let to = office.site.get(&format!("{handoff}/deal"), Some(&office.sara)).await.location;
    let deal = office.see(&to, &office.sara).await;
    assert!(deal.contains("value=\"Najd Medical\"") && deal.contains(&format!("value=\"{LEAD}\"")), "{deal}");
    let sara = office.one("select person_id::text from users where email = 'Sara'").await;
    assert!(deal.contains(&format!("value=\"{sara}\" selected")), "hers: {deal}");
    let saved = office
        .site
        .post("/deals/new", &office.sara, &format!("name=Najd&lead={LEAD}&account=Najd+Medical&opened=2026-03-31&owner={sara}"))
        .await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    assert_eq!(office.one("select lead_id::text from deals").await, LEAD);
    let entered = "select count(*)::text from stage_transitions where to_stage = 'opportunity' and voids is null";
    assert_eq!(office.one(entered).await, "1");
    assert_eq!(
        office.one("select current_stage from leads").await,
        "opportunity",
        "a deal of today comes after its SQL of today"
    );
}

#[tokio::test]
async fn only_an_accepted_lead_is_qualified() {
    let office = Office::open().await;
    let handoff = office.offered_to_sara().await;
    let path = format!("{handoff}/qualification");
    assert_eq!(office.site.get(&path, Some(&office.sara)).await.status, StatusCode::CONFLICT);
    assert_eq!(office.site.post(&path, &office.sara, "because=x").await.status, StatusCode::CONFLICT);
    assert_eq!(office.one("select count(*)::text from qualifications").await, "0");
}

#[tokio::test]
async fn who_is_away_says_so_in_the_inbox_and_gets_nothing() {
    let office = Office::open().await;
    assert!(office.see("/handoffs", &office.sara).await.contains("action=\"/me/leave\""));
    assert!(
        !office.see("/handoffs", &office.marketer).await.contains("action=\"/me/leave\""),
        "who takes no leads has no switch"
    );
    let form = "id=0190b0a0-0000-7000-8000-0000000000f4&from=2026-03-31&to=2026-04-02&back=/handoffs";
    let away = office.site.post("/me/leave", &office.sara, form).await;
    assert_eq!((away.status, away.location.as_str()), (StatusCode::SEE_OTHER, "/handoffs"), "{}", away.body);
    assert!(office.see("/handoffs", &office.sara).await.contains("You are away until the end of"));
    assert!(office.see("/handoffs/steps", &office.sara).await.contains("You are away until the end of"));
    let sara = office.one("select person_id::text from users where email = 'Sara'").await;
    let refused = office.offer(&sara).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("is away"), "{}", refused.body);
    assert_eq!(office.one("select count(*)::text from handoffs").await, "0");
    let id = "0190b0a0-0000-7000-8000-0000000000f4";
    let back = office.site.post(&format!("/me/leave/{id}/end"), &office.sara, "back=/handoffs/steps").await;
    assert_eq!((back.status, back.location.as_str()), (StatusCode::SEE_OTHER, "/handoffs/steps"), "{}", back.body);
    let elsewhere = office.site.post(&format!("/me/leave/{id}/end"), &office.sara, "back=//evil.example").await;
    assert_eq!(elsewhere.location, "/me", "only to pages of the house");
    run(&office.site, "delete from leaves".to_owned()).await;
    assert_eq!(office.offer(&sara).await.status, StatusCode::SEE_OTHER);
}
