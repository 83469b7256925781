//! Clocks: told, escalated, given to somebody else, expired; once, whoever looks, and caught up with after downtime.

use super::*;
use futures::future::join_all;
use mihwar::actions::confirm_holiday::confirm_holiday;
use mihwar::actions::import_holidays::import_holidays;
use mihwar::actions::remove_holiday::remove_holiday;
use mihwar::domain::handoff::State;
use mihwar::domain::ids::HolidayId;
use mihwar::jobs::handoff_clocks;
use mihwar::storage::holidays::Holiday;

#[tokio::test]
async fn an_unanswered_offer_goes_through_every_step_and_expires() {
    let company = Company::new().await;
    let id = company.offered().await;
    let mut told = BTreeMap::from([("offered".to_owned(), 1)]);
    let steps = [
        ("2026-03-02T10:11:59Z", None),
        ("2026-03-02T10:12:00Z", Some(("at_risk", 1))),
        ("2026-03-02T10:59:59Z", None),
        ("2026-03-02T11:00:00Z", Some(("breached", 2))),
        ("2026-03-03T09:00:00Z", None),
        ("2026-03-04T07:00:00Z", Some(("decide_breached", 2))),
        ("2026-03-05T11:00:00Z", Some(("told_again", 2))),
        ("2026-03-11T06:59:59Z", None),
        ("2026-03-11T07:00:00Z", Some(("expired", 2))),
        ("2026-06-01T07:00:00Z", None),
    ];
    for (now, step) in steps {
        assert_eq!(company.run_clocks(now).await, usize::from(step.is_some()), "{now}");
        told.extend(step.map(|(kind, people)| (kind.to_owned(), people)));
        assert_eq!(company.kinds(id).await, told, "{now}");
    }
    let expired = company.handoff(id).await;
    assert_eq!((expired.state(), expired.wake_at), (State::Expired, None));
    assert_eq!(company.verbs(id).await, ["offered", "escalated", "escalated", "escalated", "escalated", "expired"]);
    assert!(company.told(id).await.contains(&("breached".to_owned(), "Majed".to_owned())), "the manager hears of the breach");
    let nobody = company.ask::<i64>("select count(*) from events where verb in ('escalated', 'expired') and user_id is not null");
    assert_eq!(nobody.await, 0, "nobody did it");
}

#[tokio::test]
async fn an_accepted_lead_that_nobody_touches_goes_to_somebody_else() {
    let company = Company::new().await;
    let [omar, sara] = &company.reps;
    let id = company.offered().await;
    company.accept(id, omar, "2026-03-02T08:00:00Z").await;
    for now in ["2026-03-02T10:12:00Z", "2026-03-02T11:00:00Z", "2026-03-05T11:00:00Z", "2026-03-11T11:00:00Z"] {
        assert_eq!(company.run_clocks(now).await, 1, "{now}");
    }
    let given = company.handoff(id).await;
    assert_eq!((given.assignee_id, given.state()), (Some(sara.person_id.0), State::Accepted));
    assert_eq!((company.owner(id).await, given.assigned_at), (Some(sara.person_id.0), Some(at(NOW))));
    assert_eq!(company.ask::<Uuid>("select person_id from next_steps").await, sara.person_id.0);
    let told = company.told(id).await;
    for (kind, name) in [("offered", "Sara"), ("taken_over", "Omar"), ("taken_over", "Majed")] {
        assert!(told.contains(&(kind.to_owned(), name.to_owned())), "{kind} {name}: {told:?}");
    }
    assert_eq!(company.run_clocks("2027-01-01T00:00:00Z").await, 0, "once");

    // Where nobody else can, he keeps it and the managers hear of it.
    company.run("update users set active = false where email_key = 'sara@example.com'").await;
    let id = company.offered().await;
    company.accept(id, omar, "2026-03-02T08:00:00Z").await;
    company.run_clocks("2026-03-05T11:00:00Z").await;
    company.run_clocks("2026-03-11T11:00:00Z").await;
    assert_eq!(company.handoff(id).await.assignee_id, Some(omar.person_id.0));
    assert_eq!(company.kinds(id).await.get("nobody_else"), Some(&1));
}

#[tokio::test]
async fn after_downtime_people_hear_of_the_last_step_only() {
    let company = Company::new().await;
    let (late, gone, accepted) = (company.offered().await, company.offered().await, company.offered().await);
    company.run(&format!("update handoffs set wake_at = null where id = '{gone}'")).await;
    company.accept(accepted, &company.reps[0], "2026-03-02T08:00:00Z").await;
    assert_eq!(company.run_clocks("2026-03-02T12:00:00Z").await, 2);
    let once = |kind: &str, people: usize| BTreeMap::from([("offered".to_owned(), 1), (kind.to_owned(), people)]);
    assert_eq!(company.kinds(late).await, once("breached", 2), "and not that it was at risk");
    assert_eq!(company.handoff(late).await.steps, ["at_risk", "breached"]);
    assert_eq!(company.verbs(late).await, ["offered", "escalated"], "one deed");
    // A month without a server.
    company.run(&format!("update handoffs set wake_at = touch_risk_at where id = '{gone}'")).await;
    company.run_clocks("2026-04-02T12:00:00Z").await;
    assert_eq!(company.kinds(gone).await, once("expired", 2));
    assert_eq!(company.handoff(gone).await.state(), State::Expired);
    let kinds = company.kinds(accepted).await;
    assert!(!kinds.contains_key("told_again"), "who has it now was never told before: {kinds:?}");
    assert_eq!(kinds["taken_over"], 2);
}

#[tokio::test]
async fn eight_servers_do_each_step_once() {
    let company = Company::new().await;
    let mut all = Vec::new();
    for _ in 0..20 {
        all.push(company.offered().await);
    }
    for (now, people) in [("2026-03-02T10:12:00Z", 1), ("2026-03-02T11:00:00Z", 2), ("2026-03-11T07:00:00Z", 2)] {
        // Two processes of four connections each, all at once.
        let servers = [Database::lazy((*company.db().jobs.connect_options()).clone()), company.db().clone()];
        let loops = (0..8).map(|n| {
            let db = servers[n % 2].clone();
            async move {
                let mut done = 0;
                while run_due(&db, at(now)).await.unwrap() {
                    done += 1;
                }
                done
            }
        });
        let done: usize = join_all(loops).await.into_iter().sum();
        assert!(done >= all.len(), "{done}");
        let last = match now {
            "2026-03-02T10:12:00Z" => "at_risk",
            "2026-03-02T11:00:00Z" => "breached",
            _ => "expired",
        };
        for id in &all {
            assert_eq!(company.kinds(*id).await[last], people);
        }
    }
    for id in all {
        assert_eq!(company.verbs(id).await, ["offered", "escalated", "escalated", "expired"]);
    }
}

#[tokio::test]
async fn a_held_clock_wakes_people_when_the_hold_is_over() {
    let company = Company::new().await;
    let id = company.offered().await;
    let omar = &company.reps[0];
    let until = at("2026-03-04T08:00:00Z");
    mihwar::actions::handoffs::hold::hold_handoff(company.db(), id, until, "Asked".to_owned(), omar, at("2026-03-02T08:00:00Z"))
        .await
        .unwrap();
    assert_eq!(company.run_clocks("2026-03-04T08:00:00Z").await, 1);
    assert_eq!(company.kinds(id).await.get("hold_over"), Some(&1));
    assert_eq!(company.run_clocks("2026-03-04T10:12:00Z").await, 1);
    assert_eq!(company.kinds(id).await.get("at_risk"), Some(&1), "three hours and twelve minutes of work outside the hold");
}

#[tokio::test]
async fn history_does_nothing_by_itself() {
    let company = Company::new().await;
    let id = company.offered().await;
    company.run(&format!("update handoffs set import_id = gen_random_uuid(), wake_at = null where id = '{id}'")).await;
    assert_eq!(company.run_clocks("2027-03-04T08:00:00Z").await, 0);
    company.call(id, Uuid::now_v7(), &company.reps[0], "2026-03-03T08:00:00Z").await;
    assert_eq!(company.handoff(id).await.wake_at, None);
}

#[tokio::test]
async fn one_that_cannot_be_read_keeps_no_other_waiting() {
    let company = Company::new().await;
    let (broken, well) = (company.offered().await, company.offered().await);
    company
        .run(&format!("update handoffs set wake_at = wake_at - interval '1 minute', steps = '{{}}' where id = '{broken}'"))
        .await;
    // Hours that no version of ours wrote.
    company.run(&format!("insert into calendars (id, team, version, zone, hours, made_at) values (gen_random_uuid(), 'sales', 99, 'Nowhere/Land', '{{}}', now()); update handoffs set calendar_id = (select id from calendars where version = 99) where id = '{broken}'")).await;
    let now = at("2026-03-02T10:12:00Z");
    assert!(run_due(company.db(), now).await.is_err());
    assert!(run_due(company.db(), now).await.unwrap());
    assert!(!run_due(company.db(), now).await.unwrap());
    assert_eq!(company.kinds(well).await.get("at_risk"), Some(&1));
    assert_eq!(company.kinds(broken).await.get("at_risk"), None);
}

#[tokio::test]
async fn a_lead_put_off_is_told_of_on_its_day_once_and_not_where_it_went_another_way() {
    let company = Company::new().await;
    let (waits, again) = (company.offered().await, company.offered().await);
    for id in [waits, again] {
        let why = Why { recycle_on: Some(day("2026-03-10")), ..why("no_budget") };
        reject_handoff(company.db(), id, why, &company.reps[0], at("2026-03-02T08:00:00Z")).await.unwrap();
    }
    let lead = company.handoff(again).await.lead_id;
    company.offer(Uuid::now_v7(), lead, To::Queue, &company.marketer, at("2026-03-03T08:00:00Z")).await;
    // In Riyadh the tenth begins at 21:00 of the ninth.
    let look = async |now: &str| handoff_clocks::run(company.db(), at(now), true).await.unwrap();
    look("2026-03-09T20:59:59Z").await;
    assert_eq!(company.kinds(waits).await.get("recycle_due"), None);
    let (one, other) = tokio::join!(look("2026-03-09T21:00:00Z"), look("2026-03-09T21:00:00Z"));
    assert!(one + other >= 1);
    assert_eq!(look("2026-03-20T21:00:00Z").await, 1, "only the clock of the new offer has something to do");
    assert!(company.told(waits).await.contains(&("recycle_due".to_owned(), "Reem".to_owned())));
    assert_eq!(company.kinds(waits).await.get("recycle_due"), Some(&1));
    assert_eq!(company.kinds(again).await.get("recycle_due"), None);
}

#[tokio::test]
async fn a_confirmed_day_off_moves_open_clocks_only() {
    let company = Company::new().await;
    let omar = &company.reps[0];
    let (open, accepted, called) = (company.offered().await, company.offered().await, company.offered().await);
    company.accept(accepted, omar, "2026-03-02T08:00:00Z").await;
    company.call(called, Uuid::now_v7(), omar, "2026-03-02T12:00:00Z").await;
    let (before, touched) = (company.handoff(accepted).await, company.handoff(called).await);
    // The very Monday, which both teams have off, and the Tuesday after it, of which sales hears by a file.
    company.run("insert into holidays (id, team, on_day, name, made_at) values ('00000000-0000-7000-8000-000000000001', null, '2026-03-02', 'Eid', now())").await;
    let monday = "00000000-0000-7000-8000-000000000001".parse().unwrap();
    let unmoved = company.handoff(open).await;
    let of = |team| Holiday {
        id: HolidayId(Uuid::now_v7()),
        team: Some(team),
        day: day("2026-03-03"),
        name: "Eid".to_owned(),
        hijri: false,
        confirmed: true,
    };
    import_holidays(company.db(), &[of(Team::Marketing)], company.admin.id, at(NOW)).await.unwrap();
    assert_eq!(company.handoff(open).await, unmoved, "marketing's day off, and one that is not certain, move nothing of sales");
    confirm_holiday(company.db(), HolidayId(monday), company.admin.id, at(NOW)).await.unwrap();
    import_holidays(company.db(), &[of(Team::Sales)], company.admin.id, at(NOW)).await.unwrap();
    let moved = company.handoff(open).await;
    assert_eq!((moved.touch_due_at, moved.wake_at), (Some(at("2026-03-04T10:00:00Z")), Some(at("2026-03-04T09:12:00Z"))));
    let after = company.handoff(accepted).await;
    assert_eq!(after.touch_due_at, Some(at("2026-03-04T10:00:00Z")), "the touch is still to come");
    assert_eq!((after.decision_seconds, after.decide_due_at), (before.decision_seconds, before.decide_due_at));
    assert_eq!(company.handoff(called).await, touched, "what was answered and touched late stays late");
    // Nor does what happens later touch a clock that stopped.
    company.call(accepted, Uuid::now_v7(), omar, "2026-03-04T07:00:00Z").await;
    let after = company.handoff(accepted).await;
    assert_eq!((after.decision_seconds, after.response_seconds), (Some(3_600), Some(3_600)));
    // The Monday is taken off the list again: what is open follows, what is closed does not.
    remove_holiday(company.db(), HolidayId(monday), company.admin.id, at(NOW)).await.unwrap();
    assert_eq!(company.handoff(open).await.touch_due_at, Some(at("2026-03-02T11:00:00Z")));
    assert_eq!(company.handoff(called).await, touched);
}
