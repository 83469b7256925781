//! Offers: who gets them, and which are refused.

use super::*;
use futures::future::join_all;
use mihwar::actions::erase_person::erase_person;
use mihwar::domain::routing::Unavailable;
use mihwar::domain::stage::Stage;

impl Company {
    async fn offer_now(&self, lead: Uuid, to: To) -> Offered {
        self.offer(Uuid::now_v7(), lead, to, &self.marketer, at(NOW)).await
    }
}

#[tokio::test]
async fn an_offer_is_written_whole_and_sent_twice_is_one() {
    let company = Company::new().await;
    let (id, lead) = (Uuid::now_v7(), company.lead().await);
    let omar = company.reps[0].person_id;
    for _ in 0..2 {
        assert_eq!(company.offer(id, lead, To::Person(omar), &company.marketer, at(NOW)).await, Offered::Yes(Some(omar)));
    }
    let made = company.handoff(id).await;
    assert_eq!((made.assigned_at, made.note.as_deref()), (Some(at(NOW)), Some("Asked twice")));
    // Four hours of work for the touch, two days for the answer, five more until it expires.
    assert_eq!(made.touch_due_at, Some(at("2026-03-02T11:00:00Z")));
    assert_eq!(made.decide_due_at, Some(at("2026-03-04T07:00:00Z")));
    assert_eq!(made.expire_at, Some(at("2026-03-11T07:00:00Z")));
    assert_eq!(made.wake_at, Some(at("2026-03-02T10:12:00Z")), "at risk first");
    assert_eq!(company.stage(id).await, "mql", "an offered lead is a qualified one");
    assert_eq!(company.verbs(id).await, ["offered"]);
    assert_eq!(company.told(id).await, pairs(&[("offered", "Omar")]));
    let other = company.lead().await;
    assert_eq!(company.offer(id, other, To::Queue, &company.marketer, at(NOW)).await, Offered::Gone, "the form of another lead");
}

#[tokio::test]
async fn what_cannot_be_offered_is_refused_with_its_reason() {
    let company = Company::new().await;
    let omar = To::Person(company.reps[0].person_id);
    let lead = company.lead().await;
    for nobody in [&company.reps[0], &User { role: Role::Viewer, ..company.admin.clone() }] {
        assert_eq!(company.offer(Uuid::now_v7(), lead, omar, nobody, at(NOW)).await, Offered::Forbidden);
    }
    assert_eq!(company.offer_now(Uuid::now_v7(), omar).await, Offered::Gone);
    let (first, second) = tokio::join!(company.offer_now(lead, omar), company.offer_now(lead, To::Queue));
    assert!(matches!((first, second), (Offered::Yes(_), Offered::Already) | (Offered::Already, Offered::Yes(_))));
    let id: Uuid = company.ask("select id from handoffs").await;
    company.accept(id, &company.manager, NOW).await;
    assert_eq!(company.offer_now(lead, omar).await, Offered::WithSales(Stage::Sal));
    let gone = company.lead().await;
    erase_person(company.db(), &[gone], None, at(NOW)).await.unwrap();
    let archived = company.lead().await;
    company.run(&format!("update leads set archived_at = now() where id = '{archived}'")).await;
    for lead in [gone, archived] {
        assert_eq!(company.offer_now(lead, omar).await, Offered::OutOfSight);
    }
    let free = company.lead().await;
    let marketer = To::Person(company.marketer.person_id);
    assert_eq!(company.offer_now(free, marketer).await, Offered::Unavailable(Unavailable::Inactive));
    company.run(&format!("insert into leaves (id, person_id, from_on, to_on, made_at) values (gen_random_uuid(), '{}', '2026-03-01', '2026-03-02', now())", company.reps[0].person_id.0)).await;
    assert_eq!(company.offer_now(free, omar).await, Offered::Unavailable(Unavailable::OnLeave));
    assert_eq!(company.ask::<i64>("select count(*) from handoffs").await, 1);
    assert_eq!(company.ask::<i64>("select count(*) from events where verb = 'offered'").await, 1);
}

#[tokio::test]
async fn turns_are_even_however_many_offer_at_once() {
    let company = Company::new().await;
    company.user("Nora", Role::Sales, Some(Team::Sales)).await;
    let mut leads = Vec::new();
    for _ in 0..24 {
        leads.push(company.lead().await);
    }
    let made = join_all(leads.iter().map(|lead| company.offer_now(*lead, To::RoundRobin))).await;
    assert!(made.iter().all(|made| matches!(made, Offered::Yes(Some(_)))), "{made:?}");
    let counts: Vec<i64> =
        sqlx::query_scalar("select count(*) from handoffs group by assignee_id").fetch_all(&company.db().jobs).await.unwrap();
    assert_eq!(counts, [8, 8, 8]);
    assert_eq!(company.ask::<i64>("select count(*) from sla_policies").await, 1, "the usual promise is made once");
    assert_eq!(company.ask::<i64>("select count(*) from calendars where team = 'sales'").await, 1);
}

#[tokio::test]
async fn who_has_the_business_already_comes_first() {
    let company = Company::new().await;
    let [omar, sara] = &company.reps;
    let account = Uuid::now_v7();
    company
        .run(&format!("insert into accounts (id, name, name_key, recorded_at) values ('{account}', 'Al Waha', 'al waha', now())"))
        .await;
    let at_account = async || {
        let lead = company.lead().await;
        company.run(&format!("update leads set account_id = '{account}' where id = '{lead}'")).await;
        lead
    };
    let deal = async |lead: &str, account: &str, owner: &User, outcome: &str| {
        let owner = owner.person_id.0;
        company.run(&format!("insert into deals (id, lead_id, account_id, owner_id, outcome, closed_on, opened_on, recorded_at) values (gen_random_uuid(), {lead}, {account}, '{owner}', {outcome}, case when {outcome} is not null then date '2026-02-20' end, '2026-02-01', now())")).await;
    };
    deal("null", &format!("'{account}'"), sara, "'won'").await;
    for to in [To::Queue, To::RoundRobin] {
        let lead = at_account().await;
        assert_eq!(company.offer_now(lead, to).await, Offered::Yes(Some(sara.person_id)));
    }
    assert_eq!(company.ask::<i64>("select count(*) from handoffs where route = 'account_owner'").await, 2);
    // The lead's own open deal comes before the account's past.
    let lead = at_account().await;
    deal(&format!("'{lead}'"), "null", omar, "null").await;
    assert_eq!(company.offer_now(lead, To::RoundRobin).await, Offered::Yes(Some(omar.person_id)));
    assert_eq!(company.ask::<i64>("select count(*) from handoffs where route = 'deal_owner'").await, 1);
    // Marketing's word stands before both, and who is away is passed over.
    let lead = at_account().await;
    assert_eq!(company.offer_now(lead, To::Person(omar.person_id)).await, Offered::Yes(Some(omar.person_id)));
    company.run(&format!("insert into leaves (id, person_id, from_on, to_on, made_at) values (gen_random_uuid(), '{}', '2026-03-01', '2026-03-05', now())", sara.person_id.0)).await;
    let lead = at_account().await;
    assert_eq!(company.offer_now(lead, To::Queue).await, Offered::Yes(None));
    let lead = at_account().await;
    assert_eq!(company.offer_now(lead, To::RoundRobin).await, Offered::Yes(Some(omar.person_id)));
}

#[tokio::test]
async fn where_nobody_is_available_the_offer_waits_with_its_reason() {
    let company = Company::new().await;
    company.run("update people set handoff_cap = 0 where name in ('Omar', 'Sara')").await;
    let lead = company.lead().await;
    assert_eq!(company.offer_now(lead, To::RoundRobin).await, Offered::Unassigned(Unavailable::Full));
    let id: Uuid = company.ask("select id from handoffs").await;
    let waits = company.handoff(id).await;
    assert_eq!((waits.assignee_id, waits.unassigned_because.as_deref()), (None, Some("full")));
    assert_eq!(waits.wake_at, Some(at("2026-03-02T07:30:00Z")), "somebody is to be found within half an hour");
    // Room was made: the clock finds whose turn it is.
    company.run("update people set handoff_cap = 1 where name = 'Sara'").await;
    assert_eq!(company.run_clocks("2026-03-02T07:30:00Z").await, 1);
    let given = company.handoff(id).await;
    assert_eq!((given.assignee_id, given.unassigned_because), (Some(company.reps[1].person_id.0), None));
    assert_eq!(given.touch_due_at, Some(at("2026-03-02T11:30:00Z")), "the response counts from the assignment");
    let lead = company.lead().await;
    company.run("update users set active = false where role = 'sales'").await;
    assert_eq!(company.offer_now(lead, To::RoundRobin).await, Offered::Unassigned(Unavailable::Inactive));
    assert_eq!(company.run_clocks("2026-03-02T07:30:00Z").await, 1);
    let told: Vec<(String, String)> = sqlx::query_as(
        "select n.kind, p.name from notifications n join people p on p.id = n.person_id where n.lead_id = $1 order by p.name",
    )
    .bind(lead)
    .fetch_all(&company.db().jobs)
    .await
    .unwrap();
    assert_eq!(told, pairs(&[("assign_breached", "Majed"), ("assign_breached", "Reem")]));
}
