//! What becomes of handoffs when a salesperson leaves, and when two leads are one.

use super::*;
use mihwar::actions::hand_over::{HandOver, hand_over};
use mihwar::actions::handoffs::withdraw::withdraw_handoff;
use mihwar::actions::merge_leads::{Merged, Wanted, merge_leads};
use mihwar::storage::open_work;
use std::collections::BTreeSet;

impl Company {
    async fn hand_over(&self) -> open_work::OpenWork {
        let (from, to) = (self.reps[0].person_id, self.reps[1].person_id);
        let wanted = HandOver { from, to, today: day("2026-03-02") };
        hand_over(self.db(), wanted, Some(self.admin.id), at("2026-03-02T09:00:00Z")).await.unwrap().unwrap()
    }

    async fn merge(&self, kept: Uuid, merged: Uuid) -> Merged {
        let mut version = Vec::new();
        for lead in [kept, merged] {
            version.push(self.ask::<i32>(&format!("select version from leads where id = '{lead}'")).await.into());
        }
        let wanted =
            Wanted { id: Uuid::now_v7(), kept: (kept, version[0]), merged: (merged, version[1]), taken: BTreeSet::new() };
        merge_leads(self.db(), wanted, &self.admin, at(NOW)).await.unwrap()
    }
}

#[tokio::test]
async fn what_waits_for_a_leaver_goes_over_and_what_he_did_stays_his() {
    let company = Company::new().await;
    let (omar, sara) = (company.reps[0].clone(), company.reps[1].clone());
    let [open, untouched, called, of_sara] = [
        company.offered().await,
        company.offered().await,
        company.offered().await,
        company.offered_to(To::Person(sara.person_id)).await,
    ];
    assert_eq!(company.accept(untouched, &omar, "2026-03-02T07:30:00Z").await, Done::Yes);
    assert_eq!(company.call(called, Uuid::now_v7(), &omar, "2026-03-02T07:30:00Z").await, Done::Yes);
    let due = company.handoff(open).await.touch_due_at;
    let work = open_work::count(&company.db().pages, omar.person_id, day("2026-03-02")).await.unwrap();
    assert_eq!(work.handoffs, 2);
    let listed = open_work::list(&company.db().pages, omar.person_id, day("2026-03-02"), 9).await.unwrap();
    assert_eq!(listed.iter().filter(|piece| piece.kind == "handoff").count(), 2, "each is named");
    assert_eq!(company.hand_over().await.handoffs, 2);
    for id in [open, untouched, of_sara] {
        assert_eq!(company.handoff(id).await.assignee_id, Some(sara.person_id.0));
    }
    assert_eq!(company.handoff(called).await.assignee_id, Some(omar.person_id.0), "he answered it");
    assert_eq!(company.handoff(open).await.touch_due_at, due, "the clock goes on");
    let steps = "select count(distinct person_id) from next_steps where done_at is null";
    assert_eq!(company.ask::<i64>(steps).await, 1);
    assert_eq!(company.owner(untouched).await, Some(sara.person_id.0));
    assert_eq!(company.accept(open, &sara, "2026-03-02T10:00:00Z").await, Done::Yes);
    assert_eq!(company.hand_over().await.handoffs, 0, "again it moves nothing");
    let detail = "select (detail->>'handoffs')::bigint from events where verb = 'handed_over'";
    assert_eq!(company.ask::<i64>(detail).await, 2);
}

#[tokio::test]
async fn two_leads_that_are_both_offered_are_not_merged_before_one_offer_ends() {
    let company = Company::new().await;
    let (first, second) = (company.offered().await, company.offered().await);
    let (kept, merged) = (company.handoff(first).await.lead_id, company.handoff(second).await.lead_id);
    assert_eq!(company.merge(kept, merged).await, Merged::BothOffered);
    assert_eq!(company.handoff(second).await.lead_id, merged, "nothing moved");
    assert_eq!(withdraw_handoff(company.db(), first, &company.marketer, at("2026-03-02T08:00:00Z")).await.unwrap(), Done::Yes);
    assert_eq!(company.merge(kept, merged).await, Merged::Done);
    assert_eq!(company.handoff(second).await.lead_id, kept);
}
