//! Answers of sales, marketing's reply, holds, and taking an answer back.

use super::*;
use mihwar::actions::handoffs::assign::assign_handoff;
use mihwar::actions::handoffs::hold::hold_handoff;
use mihwar::actions::handoffs::reply::reply_handoff;
use mihwar::actions::handoffs::undo::undo_handoff;
use mihwar::actions::handoffs::withdraw::withdraw_handoff;
use mihwar::actions::log_activity::{log_activity, remove_activity};
use mihwar::domain::handoff::{Reply, State};

impl Company {
    async fn undo(&self, id: Uuid, by: &User, now: &str) -> Done {
        undo_handoff(self.db(), id, by, at(now)).await.unwrap()
    }

    async fn hold(&self, id: Uuid, until: &str, reason: &str, now: &str) -> Done {
        hold_handoff(self.db(), id, at(until), reason.to_owned(), &self.reps[0], at(now)).await.unwrap()
    }

    async fn reply(&self, id: Uuid, reply: Reply, by: &User) -> Done {
        reply_handoff(self.db(), id, reply, None, by, at("2026-03-02T10:00:00Z")).await.unwrap()
    }

    async fn withdraw(&self, id: Uuid, by: &User) -> Done {
        withdraw_handoff(self.db(), id, by, at("2026-03-02T08:00:00Z")).await.unwrap()
    }

    /// Everything that an answer writes and taking it back must leave as it was.
    async fn picture(&self, id: Uuid) -> serde_json::Value {
        self.ask(&format!(
            "select jsonb_build_object(
                'handoff', to_jsonb(h) - '{{undos,version,steps}}'::text[],
                'lead', to_jsonb(l) - '{{version,person_fields}}'::text[],
                'log', (select jsonb_agg(to_jsonb(t) order by t.id) from stage_transitions t
                        where t.lead_id = l.id and t.voids is null
                          and not exists (select from stage_transitions v where v.voids = t.id)),
                'steps', (select jsonb_agg(to_jsonb(n) order by n.id) from next_steps n where n.lead_id = l.id),
                'activities', (select jsonb_agg(to_jsonb(a) order by a.id) from activities a where a.lead_id = l.id))
             from handoffs h join leads l on l.id = h.lead_id where h.id = '{id}'"
        ))
        .await
    }
}

#[tokio::test]
async fn accepting_gives_the_lead_to_sales_in_one_stroke() {
    let company = Company::new().await;
    let id = company.offered().await;
    let [omar, sara] = &company.reps;
    assert_eq!(company.stage(id).await, "mql");
    for nobody in [sara, &company.marketer] {
        assert_eq!(company.accept(id, nobody, "2026-03-02T08:00:00Z").await, Done::Forbidden);
    }
    assert_eq!(company.accept(id, omar, "2026-03-02T08:30:00Z").await, Done::Yes);
    let after = company.handoff(id).await;
    assert_eq!((after.state(), after.decision_seconds, after.touched_at), (State::Accepted, Some(5_400), None));
    assert_eq!((company.stage(id).await.as_str(), company.owner(id).await), ("sal", Some(omar.person_id.0)));
    let step: (String, NaiveDate, Uuid) = sqlx::query_as("select what, due_on, person_id from next_steps where handoff_id = $1")
        .bind(id)
        .fetch_one(&company.db().jobs)
        .await
        .unwrap();
    assert_eq!(step, ("Call".to_owned(), day("2026-03-04"), omar.person_id.0));
    assert_eq!(company.told(id).await, pairs(&[("accepted", "Reem"), ("offered", "Omar")]));
    // The answer was lost on the way: the form comes again.
    assert_eq!(company.accept(id, omar, "2026-03-02T08:31:00Z").await, Done::Yes);
    assert_eq!(company.handoff(id).await, after, "twice is once");
    assert_eq!(company.accept(id, &company.manager, "2026-03-02T08:31:00Z").await, Done::Already(State::Accepted));
    assert_eq!(company.verbs(id).await, ["offered", "accepted"]);
    assert_eq!(company.accept(Uuid::now_v7(), omar, NOW).await, Done::Gone);
}

#[tokio::test]
async fn of_two_who_take_a_lead_from_the_queue_at_once_one_wins() {
    let company = Company::new().await;
    for _ in 0..8 {
        let id = company.offered_to(To::Queue).await;
        let [omar, sara] = &company.reps;
        let (one, other) =
            tokio::join!(company.accept(id, omar, "2026-03-02T08:00:00Z"), company.accept(id, sara, "2026-03-02T08:00:00Z"));
        let winner = match (one, other) {
            (Done::Yes, Done::Already(State::Accepted)) => omar,
            (Done::Already(State::Accepted), Done::Yes) => sara,
            both => panic!("{both:?}"),
        };
        let answer = handoffs::answer(&company.db().pages, id).await.unwrap().unwrap();
        assert_eq!(answer.by.as_deref(), Some(winner.name.as_str()), "the other is told who");
        assert_eq!(answer.at, at("2026-03-02T08:00:00Z"), "and when");
        assert_eq!(company.owner(id).await, Some(winner.person_id.0));
        assert_eq!(company.handoff(id).await.assigned_at, Some(at("2026-03-02T08:00:00Z")));
        assert_eq!(company.ask::<i64>(&format!("select count(*) from next_steps where handoff_id = '{id}'")).await, 1);
        assert_eq!(company.verbs(id).await, ["offered", "accepted"]);
    }
}

#[tokio::test]
async fn an_acceptance_and_a_withdrawal_at_once_do_not_both_happen() {
    let company = Company::new().await;
    for _ in 0..8 {
        let id = company.offered().await;
        let (accepted, withdrawn) =
            tokio::join!(company.accept(id, &company.reps[0], "2026-03-02T08:00:00Z"), company.withdraw(id, &company.marketer));
        let state = company.handoff(id).await.state();
        match state {
            State::Accepted => assert_eq!((accepted, withdrawn), (Done::Yes, Done::Already(state))),
            State::Withdrawn => assert_eq!((accepted, withdrawn), (Done::Already(state), Done::Yes)),
            other => panic!("{other:?}"),
        }
        assert_eq!(company.verbs(id).await.len(), 2);
    }
}

#[tokio::test]
async fn a_rejection_needs_a_reason_in_use_which_says_what_becomes_of_the_lead() {
    let company = Company::new().await;
    let omar = &company.reps[0];
    let id = company.offered().await;
    company.run("insert into handoff_reasons (key, position, outcome, active) values ('old', 99, 'back', false)").await;
    let before = company.handoff(id).await;
    for reason in ["", "nonsense", "old"] {
        assert_eq!(company.reject(id, reason, omar, "2026-03-02T08:00:00Z").await, Done::UnknownReason);
    }
    for bad in ["2026-03-02", "2026-03-01", "2036-03-01"] {
        let why = Why { recycle_on: Some(day(bad)), ..why("no_budget") };
        let done = reject_handoff(company.db(), id, why, omar, at("2026-03-02T08:00:00Z")).await.unwrap();
        assert_eq!(done, Done::BadDay, "{bad}");
    }
    assert_eq!(company.handoff(id).await, before, "nothing is left of what was refused");
    assert_eq!(company.reject(id, "no_budget", &company.reps[1], "2026-03-02T08:00:00Z").await, Done::Forbidden);

    assert_eq!(company.reject(id, "no_budget", omar, "2026-03-02T08:00:00Z").await, Done::Yes);
    assert_eq!(company.reject(id, "no_budget", omar, "2026-03-02T08:05:00Z").await, Done::Yes, "the same again");
    assert_eq!(company.accept(id, omar, "2026-03-02T08:06:00Z").await, Done::Already(State::Rejected));
    let after = company.handoff(id).await;
    assert_eq!((after.recycle_on, after.wake_at), (Some(day("2026-05-31")), None), "ninety days on; no clock runs");
    assert_eq!(company.stage(id).await, "recycled");
    assert_eq!(company.owner(id).await, Some(company.marketer.person_id.0), "it never was sales'");
    assert_eq!(company.told(id).await, pairs(&[("offered", "Omar"), ("rejected", "Reem")]));
    assert_eq!(company.verbs(id).await, ["offered", "rejected"]);

    for (reason, stage) in [("wrong_contact", "mql"), ("too_small", "disqualified"), ("bad_timing", "recycled")] {
        let id = company.offered().await;
        assert_eq!(company.reject(id, reason, omar, "2026-03-02T08:00:00Z").await, Done::Yes);
        assert_eq!(company.stage(id).await, stage, "{reason}");
    }
    let id = company.offered().await;
    let why = Why { recycle_on: Some(day("2026-04-01")), ..why("too_small") };
    assert_eq!(reject_handoff(company.db(), id, why, omar, at("2026-03-02T08:00:00Z")).await.unwrap(), Done::Yes);
    assert_eq!((company.stage(id).await.as_str(), company.handoff(id).await.recycle_on), ("recycled", Some(day("2026-04-01"))));
}

#[tokio::test]
async fn an_accepted_lead_comes_back_until_it_is_qualified() {
    let company = Company::new().await;
    let omar = &company.reps[0];
    let id = company.offered().await;
    assert_eq!(company.give_back(id, "no_project", omar, "2026-03-02T08:00:00Z").await, Done::Already(State::Offered));
    company.accept(id, omar, "2026-03-02T08:00:00Z").await;
    assert_eq!(company.give_back(id, "", omar, "2026-03-03T08:00:00Z").await, Done::UnknownReason);
    assert_eq!(company.give_back(id, "no_project", &company.reps[1], "2026-03-03T08:00:00Z").await, Done::Forbidden);
    assert_eq!(company.give_back(id, "no_project", omar, "2026-03-03T08:00:00Z").await, Done::Yes);
    assert_eq!(company.give_back(id, "no_project", omar, "2026-03-03T08:00:00Z").await, Done::Yes, "the same again");
    assert_eq!((company.stage(id).await.as_str(), company.owner(id).await), ("mql", Some(company.marketer.person_id.0)));
    assert_eq!(company.ask::<i64>("select count(*) from next_steps where done_at is null").await, 0);
    assert_eq!(company.verbs(id).await, ["offered", "accepted", "returned"]);

    let id = company.offered().await;
    company.accept(id, omar, "2026-03-02T08:00:00Z").await;
    let lead = company.handoff(id).await.lead_id;
    company.run(&format!("insert into stage_transitions (id, lead_id, to_stage, at, observed, recorded_at) values (gen_random_uuid(), '{lead}', 'sql', '2026-03-03T08:00:00Z', true, now())")).await;
    assert_eq!(company.give_back(id, "no_project", omar, "2026-03-04T08:00:00Z").await, Done::Qualified);
    let refused = company
        .refused(&format!("update handoffs set state = 'returned', returned_at = now(), reason = 'no_project' where id = '{id}'"))
        .await;
    assert_eq!(refused, "handoffs_return_before_sql", "nor past the product");
    assert_eq!(company.undo(id, omar, "2026-03-02T08:05:00Z").await, Done::Qualified, "nor is its acceptance taken back");
}

#[tokio::test]
async fn moves_that_are_not_legal_are_refused_by_the_product_and_by_the_database() {
    let company = Company::new().await;
    let omar = &company.reps[0];
    let later = "2026-03-02T09:00:00Z";
    let mut handoffs = Vec::new();
    for state in State::ALL {
        let id = company.offered().await;
        match state {
            State::Offered => {}
            State::Accepted => assert_eq!(company.accept(id, omar, NOW).await, Done::Yes),
            State::Rejected => assert_eq!(company.reject(id, "no_project", omar, NOW).await, Done::Yes),
            State::Withdrawn => assert_eq!(company.withdraw(id, &company.marketer).await, Done::Yes),
            State::Returned => {
                assert_eq!(company.accept(id, omar, NOW).await, Done::Yes);
                assert_eq!(company.give_back(id, "no_project", omar, later).await, Done::Yes);
            }
            State::Expired => company.run(&format!("update handoffs set state = 'expired' where id = '{id}'")).await,
        }
        handoffs.push((*state, id));
    }
    // What each state needs, so that only the move itself is judged.
    let fields = |to: State| match to {
        State::Offered | State::Expired | State::Withdrawn => {
            "decided_at = null, decision_seconds = null, returned_at = null, reason = null"
        }
        State::Accepted => "decided_at = offered_at, decision_seconds = 0, returned_at = null, reason = null",
        State::Rejected => "decided_at = offered_at, decision_seconds = 0, returned_at = null, reason = 'no_project'",
        State::Returned => "decided_at = offered_at, decision_seconds = 0, returned_at = offered_at, reason = 'no_project'",
    };
    for &(from, id) in &handoffs {
        for &to in State::ALL {
            if from == to || from.may_become(to) {
                continue;
            }
            let update = format!("update handoffs set state = '{}', {} where id = '{id}'", to.key(), fields(to));
            assert_eq!(company.refused(&update).await, "handoffs_move_legal", "{from:?} to {to:?}");
        }
        // And by the domain, whoever asks.
        let before = company.handoff(id).await;
        let admin = &company.admin;
        if !from.may_become(State::Accepted) {
            assert_eq!(company.accept(id, admin, later).await, Done::Already(from));
        }
        if !from.may_become(State::Rejected) {
            assert_eq!(company.reject(id, "no_project", admin, later).await, Done::Already(from));
        }
        if !from.may_become(State::Returned) {
            assert_eq!(company.give_back(id, "no_project", admin, later).await, Done::Already(from));
        }
        if !from.may_become(State::Withdrawn) && from != State::Withdrawn {
            assert_eq!(company.withdraw(id, admin).await, Done::Already(from));
        }
        if !from.is_running() {
            assert_eq!(company.hold(id, "2026-03-05T08:00:00Z", "Asked to", later).await, Done::Already(from));
            assert_eq!(company.call(id, Uuid::now_v7(), omar, later).await, Done::Already(from));
        }
        if !from.wants_reply() {
            assert_eq!(company.reply(id, Reply::Agreed, admin).await, Done::Already(from));
        }
        assert_eq!(company.handoff(id).await, before);
    }
}

#[tokio::test]
async fn one_press_logs_accepts_and_stops_the_clock_and_taking_it_back_leaves_no_trace() {
    let company = Company::new().await;
    let omar = &company.reps[0];
    for queued in [false, true] {
        let id = company.offered_to(if queued { To::Queue } else { To::Person(omar.person_id) }).await;
        let before = company.picture(id).await;
        let entry = Uuid::now_v7();
        assert_eq!(company.call(id, entry, omar, "2026-03-02T08:30:00Z").await, Done::Yes);
        assert_eq!(company.call(id, entry, omar, "2026-03-02T08:30:10Z").await, Done::Yes, "a double press");
        let after = company.handoff(id).await;
        assert_eq!((after.state(), after.touched_at), (State::Accepted, Some(at("2026-03-02T08:30:00Z"))));
        assert_eq!((after.touched_by, after.response_seconds), (Some(omar.person_id.0), Some(if queued { 0 } else { 5_400 })));
        assert_eq!(after.wake_at, None, "who was called is left in peace");
        let lead = after.lead_id;
        assert_eq!(company.ask::<i64>(&format!("select count(*) from activities where lead_id = '{lead}'")).await, 1);
        assert_eq!(company.verbs(id).await, ["offered", "accepted"]);

        assert_eq!(company.undo(id, &company.manager, "2026-03-02T08:35:00Z").await, Done::Forbidden, "it is his to take back");
        assert_eq!(company.undo(id, omar, "2026-03-02T08:35:00Z").await, Done::Yes);
        assert_eq!(company.picture(id).await, before);
        assert_eq!(company.undo(id, omar, "2026-03-02T08:35:00Z").await, Done::Already(State::Offered));
        // And again, which tells people again.
        assert_eq!(company.call(id, Uuid::now_v7(), omar, "2026-03-02T08:40:00Z").await, Done::Yes);
        assert_eq!(company.kinds(id).await["accepted"], 2);
        assert_eq!(company.undo(id, omar, "2026-03-02T08:50:01Z").await, Done::TooLate);
        // A second call is no acceptance.
        assert_eq!(company.call(id, Uuid::now_v7(), omar, "2026-03-03T08:40:00Z").await, Done::Yes);
        assert_eq!(company.verbs(id).await.last().unwrap(), "contacted");
    }
}

#[tokio::test]
async fn rejections_and_returns_are_taken_back_until_marketing_replies_or_offers_anew() {
    let company = Company::new().await;
    let (omar, reem) = (&company.reps[0], &company.marketer);
    let id = company.offered().await;
    let before = company.picture(id).await;
    company.reject(id, "no_budget", omar, "2026-03-02T08:00:00Z").await;
    assert_eq!(company.undo(id, omar, "2026-03-02T08:05:00Z").await, Done::Yes);
    assert_eq!(company.picture(id).await, before);

    company.accept(id, omar, "2026-03-02T08:06:00Z").await;
    // Somebody gave the lead to a colleague meanwhile.
    let sara = company.reps[1].person_id.0;
    company
        .run(&format!("update leads set owner_id = '{sara}' where id = (select lead_id from handoffs where id = '{id}')"))
        .await;
    let accepted = company.picture(id).await;
    company.give_back(id, "no_budget", omar, "2026-03-02T08:07:00Z").await;
    assert_eq!(company.undo(id, omar, "2026-03-02T08:08:00Z").await, Done::Yes);
    assert_eq!(company.picture(id).await, accepted);

    company.give_back(id, "no_budget", omar, "2026-03-02T08:09:00Z").await;
    assert_eq!(company.reply(id, Reply::Contested, omar).await, Done::Forbidden);
    assert_eq!(company.reply(id, Reply::Contested, reem).await, Done::Yes);
    assert_eq!(company.reply(id, Reply::Contested, reem).await, Done::Yes, "the same again");
    assert_eq!(company.reply(id, Reply::Agreed, reem).await, Done::Already(State::Returned), "the first stands");
    assert_eq!(company.kinds(id).await["contested"], 1);
    assert_eq!(company.undo(id, omar, "2026-03-02T08:10:00Z").await, Done::TooLate);

    let id = company.offered().await;
    company.accept(id, omar, "2026-03-02T08:00:00Z").await;
    company.give_back(id, "wrong_contact", omar, "2026-03-02T08:01:00Z").await;
    let again = Uuid::now_v7();
    let lead = company.handoff(id).await.lead_id;
    let to = To::Person(PersonId(sara));
    assert_eq!(company.offer(again, lead, to, reem, at("2026-03-02T08:02:00Z")).await, Offered::Yes(Some(PersonId(sara))));
    company.accept(again, &company.reps[1], "2026-03-02T08:03:00Z").await;
    assert_eq!(company.undo(id, omar, "2026-03-02T08:04:00Z").await, Done::TooLate, "it is somebody else's by now");
}

#[tokio::test]
async fn a_hold_comes_once_with_an_end_and_moves_what_is_due() {
    let company = Company::new().await;
    let id = company.offered().await;
    let free = company.handoff(id).await;
    assert_eq!(free.touch_due_at, Some(at("2026-03-02T11:00:00Z")));
    for bad in ["2026-03-02T08:00:00Z", "2026-03-01T08:00:00Z", "2026-06-30T08:00:00Z"] {
        assert_eq!(company.hold(id, bad, "Asked to", "2026-03-02T08:00:00Z").await, Done::BadDay, "{bad}");
    }
    let bare = company.refused(&format!("update handoffs set hold_from = now() where id = '{id}'")).await;
    assert_eq!(bare, "handoffs_hold_whole", "a hold without an end");
    assert_eq!(company.hold(id, "2026-03-04T08:00:00Z", "Asked to", "2026-03-02T08:00:00Z").await, Done::Yes);
    let held = company.handoff(id).await;
    assert_eq!(held.touch_due_at, Some(at("2026-03-04T11:00:00Z")), "one hour was used");
    assert_eq!(held.touch_breach_unheld_at, free.touch_breach_at);
    assert!(held.decide_due_at > free.decide_due_at && held.expire_at > free.expire_at);
    assert_eq!(company.hold(id, "2026-03-04T08:00:00Z", "Asked to", "2026-03-02T08:00:01Z").await, Done::Yes, "the same again");
    assert_eq!(company.hold(id, "2026-03-09T08:00:00Z", "Longer", "2026-03-04T09:00:00Z").await, Done::HeldBefore);
    assert_eq!(company.run_clocks("2026-03-04T07:59:59Z").await, 0, "nothing comes due while it stands");
    assert_eq!(company.verbs(id).await, ["offered", "held"]);
    assert_eq!(company.told(id).await, pairs(&[("held", "Reem"), ("offered", "Omar")]));
    let touched = company.offered().await;
    company.call(touched, Uuid::now_v7(), &company.reps[0], "2026-03-02T08:00:00Z").await;
    assert_eq!(company.hold(touched, "2026-03-04T08:00:00Z", "Asked to", "2026-03-02T09:00:00Z").await, Done::Touched);
}

#[tokio::test]
async fn giving_a_handoff_to_a_colleague_keeps_its_clock() {
    let company = Company::new().await;
    let [omar, sara] = &company.reps;
    let id = company.offered().await;
    let due = company.handoff(id).await.touch_due_at;
    let assign =
        async |to: &User, by: &User, now: &str| assign_handoff(company.db(), id, to.person_id.0, by, at(now)).await.unwrap();
    for nobody in [omar, sara, &company.marketer] {
        assert_eq!(assign(sara, nobody, "2026-03-02T08:00:00Z").await, Done::Forbidden);
    }
    assert_eq!(assign(&company.marketer, &company.manager, "2026-03-02T08:00:00Z").await, Done::Unavailable, "he takes no leads");
    company.run(&format!("insert into leaves (id, person_id, from_on, to_on, made_at) values (gen_random_uuid(), '{}', '2026-03-02', '2026-03-02', now())", sara.person_id.0)).await;
    assert_eq!(assign(sara, &company.manager, "2026-03-02T08:00:00Z").await, Done::Unavailable, "she is away");
    company.accept(id, omar, "2026-03-02T08:30:00Z").await;
    assert_eq!(assign(sara, &company.manager, "2026-03-03T08:00:00Z").await, Done::Yes);
    assert_eq!(assign(sara, &company.manager, "2026-03-03T08:00:01Z").await, Done::Yes, "the same again");
    let after = company.handoff(id).await;
    assert_eq!((after.touch_due_at, after.assigned_at), (due, Some(at(NOW))), "the response is still counted from the first");
    assert_eq!(after.reassigned_at, Some(at("2026-03-03T08:00:00Z")));
    assert_eq!(company.owner(id).await, Some(sara.person_id.0));
    assert_eq!(company.ask::<Uuid>("select person_id from next_steps").await, sara.person_id.0);
    let told = [("accepted", "Reem"), ("offered", "Omar"), ("offered", "Sara"), ("taken_over", "Omar")];
    assert_eq!(company.told(id).await, pairs(&told));
    assert_eq!(company.verbs(id).await, ["offered", "accepted", "assigned"]);
    assert_eq!(company.undo(id, omar, "2026-03-02T08:31:00Z").await, Done::TooLate, "it is not his any more");
}

#[tokio::test]
async fn what_is_logged_elsewhere_stops_the_clock_and_taking_it_back_starts_it_again() {
    let company = Company::new().await;
    let omar = &company.reps[0];
    let id = company.offered().await;
    let free = company.handoff(id).await;
    let entry = Uuid::now_v7();
    let log = async |kind: ActivityKind, by: &User, id: Uuid, happened: &str| {
        let happened = Moment::Instant(at(happened));
        let activity = Activity { id, noun: Noun::Lead, record: free.lead_id, kind, happened, outcome: None, note: None };
        log_activity(company.db(), activity, by, at("2026-03-02T09:00:00Z")).await.unwrap()
    };
    // A note is no touch, marketing's call is none of sales, and one before the engagement is too early.
    log(ActivityKind::Note, &company.admin, Uuid::now_v7(), "2026-03-02T08:59:00Z").await;
    log(ActivityKind::Call, &company.marketer, Uuid::now_v7(), "2026-03-02T08:59:00Z").await;
    assert_eq!(company.handoff(id).await.touched_at, None);
    company.run(&format!("update leads set owner_id = '{}' where id = '{}'", omar.person_id.0, free.lead_id)).await;
    assert_eq!(log(ActivityKind::Call, omar, entry, "2026-03-02T08:45:00Z").await, Saved::Done);
    let touched = company.handoff(id).await;
    assert_eq!((touched.touched_at, touched.response_seconds), (Some(at("2026-03-02T08:45:00Z")), Some(6_300)));
    assert_eq!(remove_activity(company.db(), entry, omar, at("2026-03-02T09:01:00Z")).await.unwrap(), Saved::Done);
    let again = company.handoff(id).await;
    assert_eq!((again.touched_at, again.response_seconds, again.wake_at), (None, None, free.wake_at));
}

#[tokio::test]
async fn withdrawing_is_marketings_and_ends_the_clock() {
    let company = Company::new().await;
    let id = company.offered().await;
    assert_eq!(company.withdraw(id, &company.reps[0]).await, Done::Forbidden);
    assert_eq!(company.withdraw(id, &company.marketer).await, Done::Yes);
    assert_eq!(company.withdraw(id, &company.marketer).await, Done::Yes, "the same again");
    assert_eq!(company.handoff(id).await.wake_at, None);
    assert_eq!(company.told(id).await, pairs(&[("offered", "Omar"), ("withdrawn", "Omar")]));
    assert_eq!(company.verbs(id).await, ["offered", "withdrawn"]);
}
