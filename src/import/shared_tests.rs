//! Counts over the data that stands beside the project. Where it is missing, that is said and nothing is compared.

use super::folder::{self, FolderPlan};
use super::mapping::Mapping;
use super::read::{Options, Parsed, open, open_with};
use crate::domain::moment::Moment;
use crate::domain::record::{Context, Kind, Outcome, Record};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

fn shared(part: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(part);
    if !path.exists() {
        println!("left out: ../shared/data/{part} is not there");
        return None;
    }
    Some(path)
}

fn mapping(name: &str) -> Mapping {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/mappings").join(name);
    Mapping::parse(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn context() -> Context {
    Context { zone: chrono_tz::UTC, currency: "USD".parse().unwrap(), now: "2026-06-01T00:00:00Z".parse().unwrap() }
}

fn read(path: &Path, mapping: &Mapping) -> Vec<Parsed> {
    open(path, mapping, &context()).unwrap().map(Result::unwrap).collect()
}

fn read_folder(folder: &Path, mapping: &Mapping) -> (FolderPlan, BTreeMap<Kind, Vec<Record>>) {
    let plan = folder::plan(&folder::files(folder).unwrap(), mapping, true);
    assert!(plan.failed.is_empty(), "{:?}", plan.failed);
    let mut records: BTreeMap<Kind, Vec<Record>> = BTreeMap::new();
    for step in &plan.steps {
        let options = Options { tables: Some(step.tables.clone()), ..Options::default() };
        let reader = open_with(&step.path, mapping, &context(), &options).unwrap();
        records.entry(step.kind).or_default().extend(reader.map(|parsed| parsed.unwrap().record.unwrap()));
    }
    (plan, records)
}

fn left_out(plan: &FolderPlan) -> Vec<String> {
    plan.left_out.iter().map(|p| p.file_name().unwrap().to_string_lossy().into_owned()).collect()
}

#[test]
fn maven_crm_gives_its_deals() {
    let Some(folder) = shared("maven_crm") else { return };
    let (plan, records) = read_folder(&folder, &mapping("maven_crm.toml"));
    assert_eq!(left_out(&plan), ["data_dictionary.csv", "products.csv", "sales_teams.csv"]);
    assert_eq!(records[&Kind::Account].len(), 85);
    let deals: Vec<_> = records[&Kind::Deal].iter().map(|r| if let Record::Deal(d) = r { d } else { panic!() }).collect();
    let count = |outcome, opened| deals.iter().filter(|d| d.outcome == outcome && d.opened.is_some() == opened).count();
    assert_eq!(
        [count(Some(Outcome::Won), true), count(Some(Outcome::Lost), true), count(None, true), count(None, false)],
        [4238, 2473, 1589, 500]
    );
    assert_eq!(deals.iter().filter(|d| d.account.is_none()).count(), 1425);
    assert!(deals.iter().all(|d| d.amount.is_some() == (d.outcome == Some(Outcome::Won))));
    assert!(deals.iter().all(|d| d.closed.is_some() == d.outcome.is_some() && d.owner.is_some()));
}

#[test]
fn the_synthetic_folder_gives_its_records_and_leaves_the_rest_out() {
    let Some(folder) = shared("synthetic_dev_10k") else { return };
    let (plan, records) = read_folder(&folder, &mapping("synthetic.toml"));
    assert_eq!(left_out(&plan), ["leads_dirty.csv", "survey_responses.csv", "truth.json"]);
    let counts: Vec<(Kind, usize)> = records.iter().map(|(kind, rows)| (*kind, rows.len())).collect();
    assert_eq!(
        counts,
        [
            (Kind::Campaign, 24),
            (Kind::CampaignCost, 576),
            (Kind::Lead, 10_000),
            (Kind::Deal, 1318),
            (Kind::StageEvent, 32_520),
            (Kind::Touch, 48_972),
            (Kind::Handoff, 5_432)
        ]
    );
    let costs = records[&Kind::CampaignCost].iter().map(|r| if let Record::CampaignCost(c) = r { c } else { panic!() });
    assert_eq!(costs.clone().map(|c| c.amount.minor).sum::<i64>(), 55_035_114);
    assert!(costs.clone().all(|c| c.start.format("%d").to_string() == "01" && (c.end - c.start).num_days() >= 27));
}

#[test]
fn the_dirty_leads_give_what_they_hold() {
    let Some(file) = shared("synthetic_dev_10k/leads_dirty.csv") else { return };
    let rows = read(&file, &mapping("synthetic.toml"));
    assert_eq!(rows.len(), 10_046);
    let count = |key: &str| {
        let is = |row: &&Parsed| row.record.as_ref().is_err_and(|e| e.len() == 1 && e[0].kind.key() == key);
        rows.iter().filter(is).count()
    };
    assert_eq!((count("impossible_date"), count("future_date")), (11, 13));
    let leads: Vec<_> = rows.iter().filter_map(|r| if let Ok(Record::Lead(l)) = &r.record { Some(l) } else { None }).collect();
    assert_eq!(leads.len(), 10_022);
    assert_eq!(leads.iter().map(|l| l.external_id.as_deref().unwrap()).collect::<BTreeSet<_>>().len(), 9_976);
    let sources: BTreeSet<&str> = leads.iter().filter_map(|l| l.source.as_deref()).collect();
    assert_eq!(sources.len(), 8, "{sources:?}");
    let fourth = leads.iter().filter(|l| l.created == Some(Moment::Instant("2024-01-04T03:55:00Z".parse().unwrap())));
    assert_eq!(fourth.count(), 1, "04/01/2024 03:55 is in January");
}

#[test]
fn b2b_mini_gives_its_chain() {
    let Some(folder) = shared("b2b_mini") else { return };
    let (plan, records) = read_folder(&folder, &mapping("b2b_mini.toml"));
    assert_eq!(left_out(&plan), ["revenue.csv"]);
    let counts: Vec<(Kind, usize)> = records.iter().map(|(kind, rows)| (*kind, rows.len())).collect();
    assert_eq!(counts, [(Kind::Campaign, 5), (Kind::CampaignCost, 60), (Kind::Lead, 135), (Kind::Deal, 47), (Kind::Touch, 729)]);
    let won: i64 = records[&Kind::Deal]
        .iter()
        .filter_map(|r| if let Record::Deal(d) = r { d.outcome.filter(|o| *o == Outcome::Won).and(d.amount) } else { None })
        .map(|amount| amount.minor)
        .sum();
    assert_eq!(won, 81_222_000, "the arr of revenue.csv");
    let open = |d: &crate::domain::record::DealRow| d.outcome.is_none() && d.closed.is_none() && d.expected_close.is_some();
    let opens = records[&Kind::Deal].iter().filter(|r| matches!(r, Record::Deal(d) if open(d))).count();
    assert_eq!(opens, 17);
}
