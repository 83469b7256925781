//! Lists of leads and deals that open a number hold as many rows as the number counted.

use super::lists::{count, every_deal, leads};
use super::of_stages::times_of;
use super::{Asked, Both};
use mihwar::domain::period::{Period, Step};
use mihwar::domain::stage::Stage;
use mihwar::metrics::deals::{Clock, ClosedDeals};
use mihwar::metrics::exchange::Rates;
use mihwar::metrics::histogram::histogram;
use mihwar::metrics::lost::by_reason;
use mihwar::metrics::stage_times::TimeIn;
use mihwar::storage::deal_evidence::{DealEvidence, Took};
use mihwar::storage::deal_lists::{self, DealQuery, Standing};
use mihwar::storage::lead_evidence::LeadEvidence;
use mihwar::storage::lead_lists::LeadQuery;
use mihwar::storage::metrics::deals::Detail;
use mihwar::storage::metrics::{conversion, deals, stages};
use sqlx::PgConnection;
use std::collections::BTreeMap;

fn evidence(asked: &Asked, evidence: LeadEvidence) -> LeadQuery {
    LeadQuery { evidence, ..leads(asked) }
}

#[tokio::test]
async fn the_leads_behind_a_cell_of_the_cohorts_are_as_many_as_it_says() {
    let mut world = Both::of(41).await;
    let mut all = 0;
    for asked in world.questions().await {
        let scope = &asked.scope;
        let whole = Period { from: Period::month_of(scope.period.from).from, to: Period::month_of(scope.today()).to };
        let months = whole.steps(Step::Month);
        let reaches = conversion::cohort_months(&mut world.view, scope, &asked.steps, &months).await.unwrap();
        for (cohort, step) in asked.steps.iter().enumerate().take(2) {
            for (rank, month) in [(1, cohort), (1, cohort + 2), (5, cohort + 3)] {
                let Some(last) = months.get(month).filter(|month| month.to <= scope.today()) else { continue };
                let by = |r: &&mihwar::metrics::cohorts::Reach| {
                    r.cohort == cohort && r.rank == rank && r.month.is_some_and(|m| m <= month)
                };
                let counted: u64 = reaches.iter().filter(by).map(|r| r.leads).sum();
                let reached_by = Some((Stage::FUNNEL[rank], last.last_day()));
                let wanted = LeadQuery {
                    created: Some(*step),
                    ..evidence(&asked, LeadEvidence { reached_by, ..LeadEvidence::default() })
                };
                assert_eq!(count(&mut world.view, wanted).await, counted, "{cohort} {rank} {month}");
                all += counted;
            }
        }
    }
    assert!(all > 20, "{all}");
}

#[tokio::test]
async fn the_leads_behind_the_period_funnel_are_as_many_as_it_says() {
    let mut world = Both::of(42).await;
    for asked in world.questions().await {
        let entries = conversion::stage_entries(&mut world.view, &asked.scope).await.unwrap();
        for (stage, counted) in Stage::FUNNEL.into_iter().zip(entries) {
            let entered = Some((stage, asked.scope.period));
            let wanted = evidence(&asked, LeadEvidence { entered, ..LeadEvidence::default() });
            assert_eq!(
                count(&mut world.view, LeadQuery { created: None, as_of: None, now: asked.scope.as_of, ..wanted }).await,
                counted,
                "{stage}"
            );
        }
    }
}

#[tokio::test]
async fn the_leads_behind_a_reason_are_as_many_as_it_says() {
    let mut world = Both::of(43).await;
    for asked in world.questions().await {
        for row in stages::reasons(&mut world.view, &asked.scope).await.unwrap() {
            let reason = Some(row.reason.clone().unwrap_or_default());
            let wanted = LeadQuery {
                furthest: Some(row.furthest),
                stages: vec![row.current],
                ..evidence(&asked, LeadEvidence { reason, ..LeadEvidence::default() })
            };
            assert_eq!(count(&mut world.view, wanted).await, row.leads, "{row:?}");
        }
    }
}

#[tokio::test]
async fn the_leads_behind_a_time_in_a_stage_are_as_many_as_it_says() {
    let mut world = Both::of(44).await;
    for asked in world.questions().await {
        let mut expected: BTreeMap<(Stage, &str), u64> = BTreeMap::new();
        for lead in world.facts.cohort(&asked.scope) {
            for (stage, (known, _)) in times_of(&world.facts, &asked.scope, lead) {
                *expected.entry((stage, known.key())).or_default() += 1;
            }
        }
        for stage in &Stage::FUNNEL[..5] {
            for known in TimeIn::ALL {
                let time_in = Some((*stage, *known));
                let wanted = evidence(&asked, LeadEvidence { time_in, ..LeadEvidence::default() });
                let counted = expected.get(&(*stage, known.key())).copied().unwrap_or(0);
                assert_eq!(count(&mut world.view, wanted).await, counted, "{stage} {known:?}");
            }
        }
    }
}

async fn deals_of(db: &mut PgConnection, asked: &Asked, standing: Standing, evidence: DealEvidence) -> u64 {
    let scope = &asked.scope;
    let wanted = DealQuery {
        closed: Some(scope.period),
        as_of: Some(scope.as_of),
        filters: scope.filters.clone(),
        zone: scope.zone,
        standing: Some(standing),
        evidence,
        ..every_deal()
    };
    deal_lists::count(db, &wanted).await.unwrap().rows.unsigned_abs()
}

#[tokio::test]
async fn the_deals_behind_lost_reasons_are_as_many_as_they_say() {
    let mut world = Both::of(45).await;
    let rates = Rates::new("SAR".parse().unwrap(), []);
    for asked in world.questions().await {
        let lost = deals::lost(&mut world.view, &asked.scope).await.unwrap();
        for row in by_reason(&lost, &rates, asked.scope.zone) {
            let evidence = DealEvidence { lost_reason: Some(row.reason.clone().unwrap_or_default()), ..DealEvidence::default() };
            assert_eq!(deals_of(&mut world.view, &asked, Standing::Lost, evidence).await, row.deals, "{row:?}");
        }
    }
}

#[tokio::test]
async fn the_deals_behind_durations_channels_and_customers_are_as_many_as_they_say() {
    let mut world = Both::of(46).await;
    let (mut bins, mut negative) = (0, 0);
    for asked in world.questions().await {
        let (scope, db) = (&asked.scope, &mut world.view);
        let closed = ClosedDeals::new(
            deals::closed(db, scope, Detail::All).await.unwrap(),
            scope.zone,
            Rates::new("SAR".parse().unwrap(), []),
        );
        for clock in Clock::ALL {
            let durations = closed.durations(scope.period, *clock);
            let took = |took| DealEvidence { took: Some((*clock, took)), ..DealEvidence::default() };
            for bin in histogram(&durations.days) {
                let listed = deals_of(db, &asked, Standing::Won, took(Took::Between(bin.from, bin.to))).await;
                assert_eq!(listed, bin.deals, "{clock:?} {bin:?}");
                bins += 1;
            }
            assert_eq!(deals_of(db, &asked, Standing::Won, took(Took::Unknown)).await, durations.without_start, "{clock:?}");
            assert_eq!(deals_of(db, &asked, Standing::Won, took(Took::Negative)).await, durations.negative, "{clock:?}");
            negative += durations.negative;
        }
        for (source, won) in closed.won_by_channel(scope.period) {
            let evidence = DealEvidence { credited: Some(source.clone()), ..DealEvidence::default() };
            assert_eq!(deals_of(db, &asked, Standing::Won, evidence.clone()).await, won.deals, "{source:?}");
            let new = DealEvidence { is_new_customer: true, ..evidence };
            let customers = closed.customers_by_channel(scope.period).get(&source).copied().unwrap_or(0.0);
            let listed = deals_of(db, &asked, Standing::Won, new).await;
            assert!((customers - f64::from(u32::try_from(listed).unwrap())).abs() < 1e-9, "{source:?}");
        }
        let new = DealEvidence { is_new_customer: true, ..DealEvidence::default() };
        assert_eq!(deals_of(db, &asked, Standing::Won, new).await, closed.new_customers(scope.period));
    }
    assert!(bins > 100 && negative > 5, "{bins} {negative}");
}
