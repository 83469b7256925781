//! Verifying: are the tables what the records say?

use super::deal_day::DealDay;
use super::lead_day::LeadDay;
use super::packs::Day;
use super::reading::{local_days, state_of_tables};
use super::{build, table};
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

/// Compares one of the tables, or both, with the records, day by day. Nothing where they were not built for the zone.
///
/// # Errors
/// When the database does not answer.
pub async fn verify(db: &mut PgConnection, zone: Tz, name: Option<super::Name>) -> Result<Option<Verified>, StorageError> {
    let (leads, deals) = table::every_day(db).await?;
    let mut found = Verified::default();
    let all = |days: Vec<NaiveDate>| local_days(&days, zone).into_iter().collect::<Vec<_>>();
    if name != Some(super::Name::DealDays) {
        for days in all(leads).chunks(DAYS) {
            if !compare(db, zone, days, &mut found, true).await? {
                return Ok(None);
            }
        }
    }
    if name != Some(super::Name::LeadDays) {
        for days in all(deals).chunks(DAYS) {
            if !compare(db, zone, days, &mut found, false).await? {
                return Ok(None);
            }
        }
    }
    Ok(Some(found))
}

/// Compares some days of either table from these on. Nothing where they were not built for the zone.
///
/// # Errors
/// When the database does not answer.
pub async fn verify_some(
    db: &mut PgConnection,
    zone: Tz,
    leads: Option<NaiveDate>,
    deals: Option<NaiveDate>,
) -> Result<Option<Verified>, StorageError> {
    let mut found = Verified::default();
    let from = |day: Option<NaiveDate>| day.iter().flat_map(|day| day.iter_days().take(DAYS)).collect::<Vec<_>>();
    let is_built =
        compare(db, zone, &from(leads), &mut found, true).await? && compare(db, zone, &from(deals), &mut found, false).await?;
    Ok(is_built.then_some(found))
}

/// One view of some days. Gives whether the tables are built.
async fn compare(
    db: &mut PgConnection,
    zone: Tz,
    days: &[NaiveDate],
    found: &mut Verified,
    is_of_leads: bool,
) -> Result<bool, StorageError> {
    let mut tx = db.begin_with("begin isolation level repeatable read, read only").await?;
    sqlx::raw_sql("set local plan_cache_mode = force_custom_plan; set local jit = off").execute(&mut *tx).await?;
    let Some(state) = state_of_tables(&mut tx, zone).await? else { return Ok(false) };
    let dirty = if is_of_leads { &state.leads } else { &state.deals };
    let clean: BTreeSet<NaiveDate> = days.iter().copied().filter(|day| !dirty.contains(day)).collect();
    found.dirty += (days.len() - clean.len()) as u64;
    let (Some(first), Some(last)) = (clean.first(), clean.last()) else { return Ok(true) };
    let period = Period { from: *first, to: crate::domain::moment::next_day(*last) };
    if is_of_leads {
        let stored = table::whole::<LeadDay>(&mut tx, period).await?;
        let built = build::lead_days(&mut tx, zone, &clean).await?;
        let by_day = |rows: Vec<LeadDay>| rows.into_iter().filter(|row| clean.contains(&row.day)).map(|row| (row.day, row));
        differences("derived_lead_days", &by_day(stored).collect(), &by_day(built).collect(), lead_day_differs, found);
    } else {
        let stored = table::whole::<DealDay>(&mut tx, period).await?;
        let built = build::deal_days(&mut tx, zone, &clean).await?;
        let by_key =
            |rows: Vec<DealDay>| rows.into_iter().filter(|row| clean.contains(&row.day)).map(|row| ((row.day, row.won), row));
        let named = |rows: BTreeMap<(NaiveDate, bool), DealDay>| {
            let name = |(day, won): (NaiveDate, bool)| format!("{day} {}", if won { "won" } else { "lost" });
            rows.into_iter().map(|(key, row)| (name(key), row)).collect()
        };
        differences(
            "derived_deal_days",
            &named(by_key(stored).collect()),
            &named(by_key(built).collect()),
            deal_day_differs,
            found,
        );
    }
    Ok(true)
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

/// The name of the first dictionary or column that is another.
fn pack_differs<D: Day>(stored: &D, built: &D) -> Option<String> {
    let (stored, built) = (stored.packs(), built.packs());
    let words = stored.words.iter().zip(&built.words).map(|(stored, built)| stored == built);
    let columns = stored.columns.iter().zip(&built.columns).map(|(stored, built)| stored == built);
    D::names().into_iter().zip(words.chain(columns)).find(|(_, is_same)| !is_same).map(|(name, _)| name)
}
