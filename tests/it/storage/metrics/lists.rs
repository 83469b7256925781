//! Lists of records hold exactly the rows that a number counted.

use super::{Asked, Both};
use crate::support::{TestDatabase, World, at, money, workspace};
use mihwar::domain::person::Language;
use mihwar::domain::stage::Stage;
use mihwar::metrics::funnel::Funnel;
use mihwar::metrics::quality::Grade;
use mihwar::reports::{Question, quality};
use mihwar::storage::deal_evidence::DealEvidence;
use mihwar::storage::deal_lists::{self, DealQuery, DealSort, Standing};
use mihwar::storage::keyset::{From, Page};
use mihwar::storage::lead_evidence::LeadEvidence;
use mihwar::storage::lead_lists::{self, LeadQuery, LeadSort};
use mihwar::storage::metrics::deals::Detail;
use mihwar::storage::metrics::{Filters, conversion, deals};
use sqlx::PgConnection;
use std::collections::BTreeSet;
use uuid::Uuid;

pub fn leads(asked: &Asked) -> LeadQuery {
    let scope = &asked.scope;
    LeadQuery {
        created: Some(scope.period),
        as_of: Some(scope.as_of),
        filters: scope.filters.clone(),
        zone: scope.zone,
        ..every_lead()
    }
}

fn every_lead() -> LeadQuery {
    LeadQuery {
        archived: true,
        created: None,
        stages: Vec::new(),
        reached: None,
        furthest: None,
        skipped: None,
        old_enough: None,
        won_within: None,
        evidence: LeadEvidence::default(),
        kinds: None,
        as_of: None,
        now: at("2027-01-01T00:00:00Z"),
        search: String::new(),
        contacts: true,
        filters: Filters::default(),
        zone: chrono_tz::Asia::Riyadh,
        sort: LeadSort::Created,
        descending: true,
        language: Language::En,
    }
}

pub fn every_deal() -> DealQuery {
    DealQuery {
        archived: true,
        closed: None,
        opened: None,
        standing: None,
        account: None,
        evidence: DealEvidence::default(),
        search: String::new(),
        as_of: None,
        filters: Filters::default(),
        zone: chrono_tz::Asia::Riyadh,
        sort: DealSort::Date,
        descending: true,
    }
}

pub async fn count(db: &mut PgConnection, wanted: LeadQuery) -> u64 {
    let total = lead_lists::count(db, &wanted).await.unwrap();
    let page = lead_lists::page(db, &wanted, From::Start).await.unwrap();
    assert_eq!(page.after, total.rows > 50);
    total.rows.unsigned_abs()
}

#[tokio::test]
async fn the_lists_behind_a_funnel_are_as_long_as_its_numbers() {
    let mut world = Both::of(11).await;
    for asked in world.questions().await {
        let rows = conversion::cohort_counts(&mut world.view, &asked.scope, &asked.steps, None).await.unwrap();
        let funnel = Funnel::of(&rows.iter().map(|row| row.count).collect::<Vec<_>>());
        for part in funnel.stages {
            let db = &mut world.view;
            let stage = Some(part.stage);
            let left = |stages: &[Stage]| LeadQuery { furthest: stage, stages: stages.to_vec(), ..leads(&asked) };
            assert_eq!(count(db, LeadQuery { reached: stage, ..leads(&asked) }).await, part.reached);
            assert_eq!(count(db, left(&[Stage::Recycled])).await, part.recycled);
            assert_eq!(count(db, left(&[Stage::Lost, Stage::Disqualified])).await, part.lost);
            assert_eq!(count(db, left(&Stage::FUNNEL)).await, part.still_here);
            if part.stage != Stage::Lead && part.stage != Stage::Won {
                assert_eq!(count(db, LeadQuery { skipped: stage, ..leads(&asked) }).await, part.skipped, "{}", part.stage);
            }
        }
    }
}

#[tokio::test]
async fn the_lists_of_leads_won_in_time_and_old_enough_are_as_long_as_their_numbers() {
    let mut world = Both::of(12).await;
    let (mut all, mut young) = (0, 0);
    for asked in world.questions().await {
        for horizon in [30, 90] {
            let counts = conversion::horizon_counts(&mut world.view, &asked.scope, &asked.steps, horizon).await.unwrap();
            let won: u64 = counts.iter().map(|count| count.won).sum();
            assert_eq!(count(&mut world.view, LeadQuery { won_within: Some(horizon), ..leads(&asked) }).await, won);
            let mature: u64 = counts.iter().map(|count| count.mature).sum();
            assert_eq!(count(&mut world.view, LeadQuery { old_enough: Some(horizon), ..leads(&asked) }).await, mature);
            all += won;
            young += count(&mut world.view, leads(&asked)).await - mature;
        }
    }
    assert!(all > 0 && young > 0);
}

#[tokio::test]
async fn the_lists_of_new_leads_by_quality_are_as_long_as_their_numbers() {
    let mut world = Both::of(14).await;
    let mut seen = BTreeSet::new();
    for asked in world.questions().await {
        let scope = &asked.scope;
        let settings = workspace(scope.zone.name(), "SAR");
        let filters = scope.filters.clone();
        let question = Question { filters, ..Question::new(settings, scope.period, scope.as_of) };
        let found = quality::new_by_quality(&mut world.view, &question, question.period, question.as_of).await.unwrap();
        let numbers = [
            (Grade::High, found.high.leads),
            (Grade::Middle, found.middle.leads),
            (Grade::Low, found.low.leads),
            (Grade::Unvalued, found.unvalued),
        ];
        for (grade, number) in numbers {
            let kinds = Some(quality::kinds(&mut world.view, &question, grade).await.unwrap());
            assert_eq!(count(&mut world.view, LeadQuery { kinds, ..leads(&asked) }).await, number, "{grade:?}");
            seen.extend((number > 0).then(|| grade.key()));
        }
    }
    assert!(seen.len() > 2, "only {seen:?} had any");
}

#[tokio::test]
async fn the_lists_of_closed_deals_are_as_long_as_their_number() {
    let mut world = Both::of(13).await;
    for asked in world.questions().await {
        let scope = &asked.scope;
        let counted = deals::closed(&mut world.view, scope, Detail::Deal).await.unwrap();
        let (as_of, filters) = (Some(scope.as_of), scope.filters.clone());
        let wanted = DealQuery { closed: Some(scope.period), as_of, filters, zone: scope.zone, ..every_deal() };
        let total = deal_lists::count(&mut world.view, &wanted).await.unwrap();
        assert_eq!(usize::try_from(total.rows).unwrap(), counted.len());
        let open = DealQuery { standing: Some(Standing::Open), ..wanted };
        assert_eq!(deal_lists::count(&mut world.view, &open).await.unwrap().rows, 0);
    }
}

/// Leads and deals among which most sort alike, and some have nothing to be sorted by.
async fn alike() -> TestDatabase {
    let mut world = World::default();
    for i in 0..130 {
        let (id, lead) = (format!("D{i}"), format!("L{i}"));
        world.lead_like(&lead, if i % 3 == 0 { "2026-03-01" } else { "2026-03-02T09:00:00Z" }, |lead| {
            lead.last_name = (i % 4 > 0).then(|| ["هدى", "Adam", "adam"][i % 3].to_owned());
        });
        world.deal_like(&id, None, |deal| {
            deal.opened = (i % 5 > 0).then(|| crate::support::moment("2026-04-01"));
            deal.amount = (i % 2 > 0).then(|| money(if i % 7 == 0 { 5 } else { 9 }, if i % 11 == 0 { "EUR" } else { "SAR" }));
        });
    }
    let database = TestDatabase::lease().await;
    world.save(&database.db).await;
    database
}

/// Walks to the end and back again; the rows in their order.
async fn walk<T>(mut read: impl AsyncFnMut(From) -> Page<T>, id: fn(&T) -> Uuid) -> Vec<Uuid> {
    let mut pages = vec![read(From::Start).await];
    assert!(!pages[0].before);
    while pages.last().unwrap().after {
        let last = id(pages.last().unwrap().rows.last().unwrap());
        pages.push(read(From::After(last)).await);
        assert!(pages.last().unwrap().before && pages.len() < 9);
    }
    for pair in pages.windows(2) {
        let back = read(From::Before(id(&pair[1].rows[0]))).await;
        assert_eq!(back.rows.iter().map(id).collect::<Vec<_>>(), pair[0].rows.iter().map(id).collect::<Vec<_>>());
        assert!(back.after);
    }
    pages.iter().flat_map(|page| page.rows.iter().map(id)).collect()
}

#[tokio::test]
async fn no_row_is_lost_or_doubled_where_many_sort_alike() {
    let database = alike().await;
    let mut db = database.db.pages.acquire().await.unwrap();
    for descending in [true, false] {
        for (sort, language) in LeadSort::ALL.iter().flat_map(|sort| Language::ALL.iter().map(move |l| (*sort, *l))) {
            let wanted = LeadQuery { sort, language, descending, ..every_lead() };
            let ids = walk(async |from| lead_lists::page(&mut db, &wanted, from).await.unwrap(), |line| line.id).await;
            assert_eq!((ids.len(), ids.iter().collect::<BTreeSet<_>>().len()), (130, 130), "{sort:?} {descending}");
        }
        for sort in DealSort::ALL.iter().copied() {
            let wanted = DealQuery { sort, descending, ..every_deal() };
            let ids = walk(async |from| deal_lists::page(&mut db, &wanted, from).await.unwrap(), |line| line.id).await;
            assert_eq!((ids.len(), ids.iter().collect::<BTreeSet<_>>().len()), (130, 130), "{sort:?} {descending}");
        }
    }
}

#[tokio::test]
async fn a_record_that_is_gone_begins_the_list_anew() {
    let database = alike().await;
    let mut db = database.db.pages.acquire().await.unwrap();
    let page = lead_lists::page(&mut db, &every_lead(), From::After(Uuid::nil())).await.unwrap();
    assert!(page.rows.len() == 50 && !page.before);
}

#[tokio::test]
async fn a_search_finds_a_lead_in_any_notation_and_nobody_else() {
    let mut world = World::default();
    world.lead_like("L1", "2026-03-01", |lead| {
        lead.first_name = Some("أحْمَد".to_owned());
        lead.last_name = Some("القاهرة".to_owned());
        lead.email = Some("Ahmad@Alwaha.Example".to_owned());
        lead.phone = Some("+966 50 123 4567".to_owned());
    });
    world.deal_like("D1", None, |deal| deal.name = Some("طلب القاهرة".to_owned()));
    world.lead_like("L2", "2026-03-01", |lead| lead.company = Some("100% _Acme\\".to_owned()));
    let database = TestDatabase::lease().await;
    world.save(&database.db).await;
    let mut db = database.db.pages.acquire().await.unwrap();
    let mut other = database.db.pages.acquire().await.unwrap();
    let mut found = async |search: &str, contacts| {
        let wanted = LeadQuery { search: search.to_owned(), contacts, ..every_lead() };
        let page = lead_lists::page(&mut db, &wanted, From::Start).await.unwrap();
        page.rows.into_iter().filter_map(|line| line.external_id).collect::<Vec<_>>()
    };
    for search in ["احمد القاهره", "القـاهرة", "ahmad@alwaha.example", "00966501234567", "٠٥٠١٢٣", "L1"]
    {
        assert_eq!(found(search, true).await, ["L1"], "{search}");
    }
    for search in ["100%", "_ACME", "\\"] {
        assert_eq!(found(search, true).await, ["L2"], "{search}");
    }
    for search in ["nobody", "%", "1_0", "9999999"] {
        assert_eq!(found(search, true).await.len(), usize::from(search == "%"), "{search}");
    }
    let mut deals = async |search: &str| {
        let wanted = DealQuery { search: search.to_owned(), ..every_deal() };
        deal_lists::page(&mut other, &wanted, From::Start).await.unwrap().rows.len()
    };
    for (search, expected) in [("القاهره طلب", 1), ("D1", 1), ("nobody", 0), ("", 1)] {
        assert_eq!(deals(search).await, expected, "{search}");
    }
    assert!(found("احمد", false).await.is_empty() && found("alwaha", false).await.is_empty());
    assert_eq!(found("L1", false).await, ["L1"]);
}
