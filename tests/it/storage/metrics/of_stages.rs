//! Why leads left the way, how long they stood in each stage, and what was lost and spent.

use super::Both;
use super::facts::{Deal, Facts, Lead};
use super::of_deals::of_scope;
use mihwar::domain::moment::Moment;
use mihwar::domain::stage::Stage;
use mihwar::metrics::stage_times::{StageTimes, TimeIn};
use mihwar::storage::metrics::{Scope, deals, stages};
use std::collections::BTreeMap;

/// What is known of a lead's time in each stage that it stood in.
pub fn times_of(facts: &Facts, scope: &Scope, lead: &Lead) -> BTreeMap<Stage, (TimeIn, f64)> {
    let mut log: Vec<(Stage, Option<Moment>)> = vec![(Stage::Lead, Some(lead.created()))];
    log.extend(facts.log(scope, lead.id).into_iter().map(|entry| (entry.stage(), entry.moment())));
    let mut found: BTreeMap<Stage, (TimeIn, f64)> = BTreeMap::new();
    for (at, (stage, began)) in log.iter().enumerate() {
        let stay = match (log.get(at + 1), began) {
            (None, _) => (TimeIn::Running, 0.0),
            (Some((_, None)), _) | (Some(_), None) => (TimeIn::Undated, 0.0),
            (Some((_, Some(ended))), Some(began)) => match began.days_until(*ended, scope.zone) {
                days if days < 0.0 => (TimeIn::Negative, 0.0),
                days => (TimeIn::Known, days),
            },
        };
        let place =
            |known: TimeIn| [TimeIn::Known, TimeIn::Running, TimeIn::Undated, TimeIn::Negative].iter().position(|k| *k == known);
        let total = found.entry(*stage).or_insert((TimeIn::Known, 0.0));
        let worse = if place(stay.0) > place(total.0) { stay.0 } else { total.0 };
        *total = (worse, total.1 + stay.1);
    }
    found
}

#[tokio::test]
async fn times_in_stages_are_those_of_a_fold() {
    let mut both = Both::of(31).await;
    let (mut known, mut wrong) = (0, 0);
    for asked in both.questions().await {
        let found = stages::times(&mut both.view, &asked.scope).await.unwrap();
        let mut expected: BTreeMap<Stage, StageTimes> = BTreeMap::new();
        for lead in both.facts.cohort(&asked.scope) {
            for (stage, (what, days)) in times_of(&both.facts, &asked.scope, lead) {
                if Stage::FUNNEL[..5].contains(&stage) {
                    let times = expected.entry(stage).or_default();
                    match what {
                        TimeIn::Known => times.days.push(days),
                        TimeIn::Running => times.running += 1,
                        TimeIn::Undated => times.undated += 1,
                        TimeIn::Negative => times.negative += 1,
                    }
                }
            }
        }
        assert_eq!(found.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>());
        for (stage, found) in found {
            let expected = expected.remove(&stage).unwrap();
            let sorted = |times: &StageTimes| {
                let mut days = times.days.clone();
                days.sort_unstable_by(f64::total_cmp);
                days
            };
            let (a, b) = (sorted(&found), sorted(&expected));
            assert!(a.len() == b.len() && a.iter().zip(&b).all(|(a, b)| (a - b).abs() < 1e-9), "{stage}: {a:?} {b:?}");
            assert_eq!((found.running, found.undated, found.negative), (expected.running, expected.undated, expected.negative));
            known += a.len();
            wrong += found.negative;
        }
    }
    assert!(known > 50 && wrong > 10, "{known} {wrong}");
}

#[tokio::test]
async fn reasons_of_leaving_are_those_of_a_fold() {
    let mut both = Both::of(32).await;
    let mut reasons = 0;
    for asked in both.questions().await {
        let rows = stages::reasons(&mut both.view, &asked.scope).await.unwrap();
        let found: BTreeMap<_, u64> = rows.into_iter().map(|row| ((row.furthest, row.current, row.reason), row.leads)).collect();
        let mut expected: BTreeMap<_, u64> = BTreeMap::new();
        for lead in both.facts.cohort(&asked.scope) {
            let log = both.facts.log(&asked.scope, lead.id);
            let Some(last) = log.last().filter(|e| matches!(e.stage(), Stage::Lost | Stage::Recycled | Stage::Disqualified))
            else {
                continue;
            };
            let furthest = log.iter().filter_map(|entry| entry.stage().rank()).max().unwrap_or(0);
            let of_deal =
                both.facts.deals.iter().find(|deal| Some(deal.id) == last.deal_id).and_then(|deal| deal.lost_reason.clone());
            let reason = last.reason.clone().or(of_deal);
            reasons += u32::from(reason.is_some());
            *expected.entry((Stage::FUNNEL[furthest], last.stage(), reason)).or_default() += 1;
        }
        assert_eq!(found, expected);
    }
    assert!(reasons > 20, "{reasons}");
}

#[tokio::test]
async fn lost_deals_are_those_of_a_fold() {
    let mut both = Both::of(33).await;
    for asked in both.questions().await {
        let key = |closed: Moment, minor: Option<i64>, reason: Option<&String>| format!("{closed:?} {minor:?} {reason:?}");
        let rows = deals::lost(&mut both.view, &asked.scope).await.unwrap();
        let mut found: Vec<_> =
            rows.iter().map(|row| key(row.closed, row.amount.map(|amount| amount.minor), row.reason.as_ref())).collect();
        let lost = of_scope(&both.facts, &asked, Deal::closed).into_iter().filter(|deal| !deal.is_won());
        let mut expected: Vec<_> =
            lost.map(|deal| key(deal.closed().unwrap(), deal.amount_minor, deal.lost_reason.as_ref())).collect();
        found.sort();
        expected.sort();
        assert_eq!(found, expected);
    }
}
