//! How far leads came, when, and what their kind brought.

use super::facts::{Facts, Lead};
use super::{Asked, Both};
use mihwar::domain::money::Money;
use mihwar::domain::period::{Period, Step};
use mihwar::domain::stage::Stage;
use mihwar::metrics::conversion::{HorizonCount, LeadWin};
use mihwar::metrics::exchange::Rates;
use mihwar::metrics::quality::{Kind, Past};
use mihwar::storage::metrics::{Dimension, conversion, quality};
use std::collections::BTreeMap;

type Story = (usize, Option<String>, String, String, u8, bool);

/// Furthest, current, what was entered, and whether it was recycled before it was won.
fn story(facts: &Facts, asked: &Asked, lead: &Lead) -> Story {
    let log = facts.log(&asked.scope, lead.id);
    let furthest = log.iter().filter_map(|entry| entry.stage().rank()).max().unwrap_or(0);
    let current = log.last().map_or(Stage::Lead, |entry| entry.stage());
    let entered = log.iter().filter(|entry| entry.stage() != Stage::Lost).filter_map(|entry| entry.stage().rank());
    let first = |stage| log.iter().find(|entry| entry.stage() == stage).map(|entry| entry.order().0);
    let recycled = matches!((first(Stage::Recycled), first(Stage::Won)), (Some(recycled), Some(won)) if recycled < won);
    (
        asked.step(lead.created()),
        lead.persona.clone(),
        Stage::FUNNEL[furthest].to_string(),
        current.to_string(),
        entered.fold(0, |bits, rank| bits | 1 << rank),
        recycled,
    )
}

#[tokio::test]
async fn cohort_counts_are_those_of_a_fold() {
    let mut both = Both::of(11).await;
    let mut seen = 0;
    for asked in both.questions().await {
        let rows = conversion::cohort_counts(&mut both.view, &asked.scope, &asked.steps, Some(Dimension::Persona)).await;
        let found: BTreeMap<Story, u64> = rows
            .unwrap()
            .into_iter()
            .map(|row| {
                let count = row.count;
                let stages = (count.furthest.to_string(), count.current.to_string());
                ((row.step, row.value, stages.0, stages.1, count.entered.0, count.recycled_before), count.leads)
            })
            .collect();
        let mut expected: BTreeMap<Story, u64> = BTreeMap::new();
        for lead in both.facts.cohort(&asked.scope) {
            *expected.entry(story(&both.facts, &asked, lead)).or_default() += 1;
        }
        seen += expected.len();
        assert_eq!(found, expected);
    }
    assert!(seen > 100, "{seen}");
}

#[tokio::test]
async fn horizon_counts_are_those_of_a_fold() {
    let mut both = Both::of(12).await;
    let mut won = 0;
    for asked in both.questions().await {
        for horizon in [30, 180] {
            let found = conversion::horizon_counts(&mut both.view, &asked.scope, &asked.steps, horizon).await.unwrap();
            let mut expected = vec![HorizonCount::default(); asked.steps.len()];
            for lead in both.facts.cohort(&asked.scope) {
                count_lead(&both.facts, &asked, lead, horizon, &mut expected[asked.step(lead.created())]);
            }
            won += expected.iter().map(|count| count.won + count.unplaced).sum::<u64>();
            assert_eq!(found, expected);
        }
    }
    assert!(won > 20, "{won}");
}

fn count_lead(facts: &Facts, asked: &Asked, lead: &Lead, horizon: u16, count: &mut HorizonCount) {
    let scope = &asked.scope;
    if lead.created().days_until_now(scope.as_of, scope.zone) < f64::from(horizon) {
        count.young += 1;
        return;
    }
    // The first win with a day; one without a day only where there is no other.
    let log = facts.log(scope, lead.id);
    let wins: Vec<_> = log.iter().filter(|entry| entry.stage() == Stage::Won).collect();
    let won = wins.iter().find_map(|entry| entry.moment());
    match (wins.is_empty(), LeadWin { created: lead.created(), won }.days(scope.zone)) {
        (true, _) => count.mature += 1,
        (false, None) => count.unplaced += 1,
        (false, Some(days)) => {
            count.mature += 1;
            count.won += u64::from(days <= f64::from(horizon));
        }
    }
}

#[tokio::test]
async fn months_of_cohorts_are_those_of_a_fold() {
    let mut both = Both::of(13).await;
    for asked in both.questions().await {
        let whole = Period { from: Period::month_of(asked.scope.period.from).from, to: "2026-05-01".parse().unwrap() };
        let months = whole.steps(Step::Month);
        let rows = conversion::cohort_months(&mut both.view, &asked.scope, &asked.steps, &months).await.unwrap();
        let found: BTreeMap<_, u64> = rows.into_iter().map(|r| ((r.cohort, r.rank, r.month), r.leads)).collect();
        let mut expected: BTreeMap<_, u64> = BTreeMap::new();
        for lead in both.facts.cohort(&asked.scope) {
            let log = both.facts.log(&asked.scope, lead.id);
            for rank in 1..Stage::FUNNEL.len() {
                let passing: Vec<_> = log.iter().filter(|entry| entry.stage().rank() >= Some(rank)).collect();
                let moments: Option<Vec<_>> = passing.iter().map(|entry| entry.moment()).collect();
                let place = |day| months.iter().rposition(|month| month.from <= day).unwrap_or(0);
                let month = moments.and_then(|all| all.iter().map(|m| place(m.local_date(asked.scope.zone))).min());
                if !passing.is_empty() {
                    *expected.entry((asked.step(lead.created()), rank, month)).or_default() += 1;
                }
            }
        }
        assert_eq!(found, expected);
    }
}

#[tokio::test]
async fn stage_entries_are_those_of_a_fold() {
    let mut both = Both::of(14).await;
    for asked in both.questions().await {
        let scope = &asked.scope;
        let found = conversion::stage_entries(&mut both.view, scope).await.unwrap();
        let mut expected = [0; Stage::FUNNEL.len()];
        expected[0] = both.facts.cohort(scope).len() as u64;
        for lead in both.facts.leads.iter().filter(|lead| super::facts::fits_lead(scope, lead)) {
            for (count, stage) in expected.iter_mut().zip(Stage::FUNNEL).skip(1) {
                let of_stage = both.facts.entries.iter().filter(|e| e.lead_id == lead.id && e.stage() == stage);
                let dated: Vec<_> = of_stage.filter_map(super::facts::Entry::moment).collect();
                let first = dated.iter().map(|moment| moment.local_date(scope.zone)).min();
                let counted = |m: &&_| scope.period.holds(**m, scope.zone) && m.has_happened(scope.as_of, scope.zone);
                let in_period = first.is_some_and(|day| day >= scope.period.from) && dated.iter().any(|m| counted(&m));
                *count += u64::from(in_period);
            }
        }
        assert_eq!(found, expected);
    }
}

#[tokio::test]
async fn the_past_of_each_kind_is_that_of_a_fold() {
    let mut both = Both::of(15).await;
    let rates = Rates::new("SAR".parse().unwrap(), []);
    for asked in both.questions().await {
        let scope = &asked.scope;
        let found = quality::groups(&mut both.view, scope, &rates).await.unwrap();
        let mut expected: BTreeMap<Kind, Past> = BTreeMap::new();
        for lead in both.facts.cohort(scope) {
            let kind = Kind {
                channel: lead.channel.clone().or(lead.source.clone()),
                source: lead.source.clone(),
                persona: lead.persona.clone(),
                segment: lead.segment.clone(),
            };
            let past = expected.entry(kind).or_default();
            let happened = |deal: &&super::facts::Deal| deal.closed().is_none_or(|c| c.has_happened(scope.as_of, scope.zone));
            let deals = both.facts.deals.iter().filter(|deal| deal.lead_id == Some(lead.id) && deal.is_won());
            let won: Vec<_> = deals.filter(happened).collect();
            past.leads += 1;
            past.won += u64::from(!won.is_empty());
            for minor in won.iter().filter(|deal| deal.closed().is_some()).filter_map(|deal| deal.amount_minor) {
                past.priced += 1;
                past.minor += Money { minor, currency: rates.currency() }.minor;
            }
        }
        assert_eq!(found, expected);
    }
}
