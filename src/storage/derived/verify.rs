//! Verifying: are the tables what the records say?

use super::deal_day::DealDay;
use super::handoff_day::{self, HandoffDay};
use super::lead_day::LeadDay;
use super::packs::Day;
use super::reading::{local_days, state_of_tables};
use super::{Name, build, table};
use crate::domain::period::Period;
use crate::storage::StorageError;
use chrono::NaiveDate;
use chrono_tz::Tz;
use sqlx::{Connection as _, PgConnection};
use std::collections::{BTreeMap, BTreeSet};

/// Days looked at in one view of the records.
const DAYS: usize = 16;

/// What verifying found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// Rows that were compared.
    pub rows: u64,
    /// Rows that are not compared, since they are known to wait for being built.
    pub dirty: u64,
    /// Rows that are not what the records say: table, row and column of each.
    pub differences: Vec<String>,
}

/// Compares one of the tables, or all, with the records, day by day. Nothing where they were not built for the zone.
///
/// # Errors
/// When the database does not answer.
pub async fn verify(db: &mut PgConnection, zone: Tz, name: Option<Name>) -> Result<Option<Verified>, StorageError> {
    let all = table::every_day(db).await?;
    let mut found = Verified::default();
    for (table, days) in [(Name::LeadDays, all.leads), (Name::DealDays, all.deals), (Name::HandoffDays, all.handoffs)] {
        if name.is_some_and(|name| name != table) {
            continue;
        }
        let days: Vec<NaiveDate> = local_days(&days, zone).into_iter().collect();
        for days in days.chunks(DAYS) {
            if !compare(db, zone, table, days, &mut found).await? {
                return Ok(None);
            }
        }
    }
    Ok(Some(found))
}

/// Compares some days of each table from its day on. Nothing where they were not built for the zone.
///
/// # Errors
/// When the database does not answer.
pub async fn verify_some(
    db: &mut PgConnection,
    zone: Tz,
    from: [(Name, Option<NaiveDate>); 3],
) -> Result<Option<Verified>, StorageError> {
    let mut found = Verified::default();
    for (table, day) in from {
        let days: Vec<NaiveDate> = day.iter().flat_map(|day| day.iter_days().take(DAYS)).collect();
        if !compare(db, zone, table, &days, &mut found).await? {
            return Ok(None);
        }
    }
    Ok(Some(found))
}

/// One view of some days. Gives whether the tables are built.
async fn compare(
    db: &mut PgConnection,
    zone: Tz,
    name: Name,
    days: &[NaiveDate],
    found: &mut Verified,
) -> Result<bool, StorageError> {
    let mut tx = db.begin_with("begin isolation level repeatable read, read only").await?;
    sqlx::raw_sql("set local plan_cache_mode = force_custom_plan; set local jit = off").execute(&mut *tx).await?;
    let Some(state) = state_of_tables(&mut tx, zone).await? else { return Ok(false) };
    let dirty = match name {
        Name::LeadDays => &state.leads,
        Name::DealDays => &state.deals,
        Name::HandoffDays => &state.handoffs,
    };
    let clean: BTreeSet<NaiveDate> = days.iter().copied().filter(|day| !dirty.contains(day)).collect();
    found.dirty += (days.len() - clean.len()) as u64;
    let (Some(first), Some(last)) = (clean.first(), clean.last()) else { return Ok(true) };
    let period = Period { from: *first, to: crate::domain::moment::next_day(*last) };
    match name {
        Name::LeadDays => compare_leads(&mut tx, zone, period, &clean, found).await?,
        Name::DealDays => compare_deals(&mut tx, zone, period, &clean, found).await?,
        Name::HandoffDays => compare_handoffs(&mut tx, zone, period, &clean, found).await?,
    }
    Ok(true)
}

async fn compare_leads(
    db: &mut PgConnection,
    zone: Tz,
    period: Period,
    clean: &BTreeSet<NaiveDate>,
    found: &mut Verified,
) -> Result<(), StorageError> {
    let stored = table::whole::<LeadDay>(&mut *db, period).await?;
    let built = build::lead_days(db, zone, clean).await?;
    let by_day = |rows: Vec<LeadDay>| rows.into_iter().filter(|row| clean.contains(&row.day)).map(|row| (row.day, row));
    differences("derived_lead_days", &by_day(stored).collect(), &by_day(built).collect(), lead_day_differs, found);
    Ok(())
}

async fn compare_deals(
    db: &mut PgConnection,
    zone: Tz,
    period: Period,
    clean: &BTreeSet<NaiveDate>,
    found: &mut Verified,
) -> Result<(), StorageError> {
    let stored = table::whole::<DealDay>(&mut *db, period).await?;
    let built = build::deal_days(db, zone, clean).await?;
    let named = |rows: Vec<DealDay>| {
        let rows: BTreeMap<_, _> =
            rows.into_iter().filter(|row| clean.contains(&row.day)).map(|row| ((row.day, row.won), row)).collect();
        let name = |(day, won): (NaiveDate, bool)| format!("{day} {}", if won { "won" } else { "lost" });
        rows.into_iter().map(|(key, row)| (name(key), row)).collect()
    };
    differences("derived_deal_days", &named(stored), &named(built), deal_day_differs, found);
    Ok(())
}

async fn compare_handoffs(
    db: &mut PgConnection,
    zone: Tz,
    period: Period,
    clean: &BTreeSet<NaiveDate>,
    found: &mut Verified,
) -> Result<(), StorageError> {
    let stored = handoff_day::stored(&mut *db, period).await?;
    let built = handoff_day::build(db, zone, clean).await?;
    let by_day = |rows: Vec<HandoffDay>| rows.into_iter().filter(|row| clean.contains(&row.day)).map(|row| (row.day, row));
    differences("derived_handoff_days", &by_day(stored).collect(), &by_day(built).collect(), handoff_day_differs, found);
    Ok(())
}

fn differences<K: Ord + std::fmt::Display + Clone, T>(
    table: &str,
    stored: &BTreeMap<K, T>,
    built: &BTreeMap<K, T>,
    differs: fn(&T, &T) -> Option<String>,
    found: &mut Verified,
) {
    let keys: BTreeSet<K> = stored.keys().chain(built.keys()).cloned().collect();
    for key in keys {
        found.rows += 1;
        let what = match (stored.get(&key), built.get(&key)) {
            (Some(stored), Some(built)) => differs(stored, built),
            (Some(_), None) => Some("no record stands behind it".to_owned()),
            (None, Some(_)) => Some("it is missing".to_owned()),
            (None, None) => None,
        };
        found.differences.extend(what.map(|what| format!("{table} {key}: {what}")));
    }
}

fn lead_day_differs(stored: &LeadDay, built: &LeadDay) -> Option<String> {
    if (stored.leads, stored.newest, stored.latest) != (built.leads, built.newest, built.latest) {
        return Some("leads, newest or latest".to_owned());
    }
    pack_differs(stored, built)
}

fn deal_day_differs(stored: &DealDay, built: &DealDay) -> Option<String> {
    if stored.deals != built.deals {
        return Some("deals".to_owned());
    }
    pack_differs(stored, built)
}

fn handoff_day_differs(stored: &HandoffDay, built: &HandoffDay) -> Option<String> {
    let what = if stored.settled_at == built.settled_at { "counts" } else { "settled_at" };
    (stored != built).then(|| what.to_owned())
}

/// The name of the first dictionary or column that is another.
fn pack_differs<D: Day>(stored: &D, built: &D) -> Option<String> {
    let (stored, built) = (stored.packs(), built.packs());
    let words = stored.words.iter().zip(&built.words).map(|(stored, built)| stored == built);
    let columns = stored.columns.iter().zip(&built.columns).map(|(stored, built)| stored == built);
    D::names().into_iter().zip(words.chain(columns)).find(|(_, is_same)| !is_same).map(|(name, _)| name)
}
