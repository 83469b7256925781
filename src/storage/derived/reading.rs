//! Reading: which days are clean, and what a reader is given for those that are not.

use super::build;
use super::bytes::micros;
use super::deal_day::DealDay;
use super::held;
use super::lead_day::{Column, LeadDay, words_pack};
use super::packs::Which;
use super::table;
use crate::domain::moment::{day_start, next_day};
use crate::domain::period::Period;
use crate::storage::StorageError;
use crate::storage::metrics::{Dimension, Filters, Scope};
use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use chrono_tz::Tz;
use sqlx::PgConnection;
use std::collections::BTreeSet;
use std::sync::Arc;
use uuid::Uuid;

/// Leads of dirty days that a reader builds himself: about 30 ms.
const BUILT_BY_READERS: i64 = 4_000;
/// Deals of dirty days that a reader builds himself.
const DEALS_BUILT_BY_READERS: i64 = 1_000;
/// Leads, or deals, that are asked one by one whenever more of their days are dirty.
const FEW: i64 = 30_000;

/// What the tables hold.
pub(super) struct State {
    pub clean_at: Option<DateTime<Utc>>,
    /// Of the rows of the days of leads and of closed deals.
    pub version: Option<Uuid>,
    /// Local days on which leads were created and that are dirty.
    pub leads: BTreeSet<NaiveDate>,
    /// Local days on which deals were closed and that are dirty.
    pub deals: BTreeSet<NaiveDate>,
    /// Local days on which handoffs were offered and that are dirty: whoever asks about them asks the records.
    pub handoffs: BTreeSet<NaiveDate>,
}

/// The state of the tables, unless they were not built for this zone.
pub(super) async fn state_of_tables(db: &mut PgConnection, zone: Tz) -> Result<Option<State>, StorageError> {
    Ok(any_state(db).await?.filter(|(built_for, _)| *built_for == zone).map(|(_, state)| state))
}

/// The state of the tables and the zone that they were built for.
async fn any_state(db: &mut PgConnection) -> Result<Option<(Tz, State)>, StorageError> {
    let row = sqlx::query!(
        r#"select zone, clean_at, (select version from derived_version) as "version?",
                  (select array_agg(distinct day) from derived_dirty, unnest(lead_days) day) as "leads?",
                  (select array_agg(distinct day) from derived_dirty, unnest(deal_days) day) as "deals?",
                  (select array_agg(distinct day) from derived_dirty, unnest(handoff_days) day) as "handoffs?"
           from derived_state"#
    )
    .fetch_optional(db)
    .await?;
    Ok(row.and_then(|row| {
        let zone: Tz = row.zone?.parse().ok()?;
        let leads = local_days(&row.leads.unwrap_or_default(), zone);
        let deals = local_days(&row.deals.unwrap_or_default(), zone);
        let handoffs = local_days(&row.handoffs.unwrap_or_default(), zone);
        Some((zone, State { clean_at: row.clean_at, version: row.version, leads, deals, handoffs }))
    }))
}

/// The dirty days of leads, and what was built of them from the records.
pub(super) struct Dirty {
    pub days: BTreeSet<NaiveDate>,
    pub built: Vec<LeadDay>,
    /// Of the rows of the days of leads and of closed deals.
    pub version: Option<Uuid>,
}

/// The dirty days of leads, whatever their zone; none where readers are given days as they were. Nothing where the records
/// themselves are to be asked.
pub(super) async fn dirty_lead_days(db: &mut PgConnection) -> Result<Option<Dirty>, StorageError> {
    let Some((zone, state)) = any_state(db).await? else { return Ok(None) };
    let version = state.version;
    match way(db, zone, &state).await? {
        Way::Build => {
            let built = build::lead_days(db, zone, &state.leads).await?;
            Ok(Some(Dirty { days: state.leads, built, version }))
        }
        Way::Late => Ok(Some(Dirty { days: BTreeSet::new(), built: Vec::new(), version })),
        Way::Records => Ok(None),
    }
}

/// The local days of the records that marks stand for. A mark is a day in UTC, or a date; a day in UTC touches two local ones.
pub(super) fn local_days(marks: &[NaiveDate], zone: Tz) -> BTreeSet<NaiveDate> {
    let of_mark = |day: &NaiveDate| {
        let local = |at: DateTime<Utc>| at.with_timezone(&zone).date_naive();
        let start = day.and_time(NaiveTime::MIN).and_utc();
        [*day, local(start), local(start + TimeDelta::days(1) - TimeDelta::microseconds(1))]
    };
    marks.iter().flat_map(of_mark).collect()
}

/// Which days, and which of their columns.
pub(super) struct Wanted<'a> {
    pub zone: Tz,
    /// Only these days; none is all.
    pub period: Option<Period>,
    /// Only days on which something happened to a lead since, in microseconds.
    pub since: Option<i64>,
    /// The moment asked about, in microseconds.
    pub as_of: i64,
    /// The columns, each with the days for which it is wanted.
    pub columns: Vec<(Column, When)>,
    /// The dictionaries.
    pub words: Vec<Dimension>,
    /// What is filtered by: its words and columns are wanted too.
    pub filters: &'a Filters,
}

/// For which days a column is wanted.
#[derive(Clone, Copy, Debug)]
pub(super) enum When {
    /// For all.
    Always,
    /// Where something happened after the moment asked about.
    Later,
    /// Where a lead was created after the moment asked about.
    Unborn,
    /// The same, and between two days.
    UnbornOr(Period),
}

impl<'a> Wanted<'a> {
    /// The days on which the leads of a scope were created.
    pub fn created(scope: &'a Scope, columns: Vec<(Column, When)>, words: Vec<Dimension>) -> Self {
        Self {
            zone: scope.zone,
            period: Some(scope.period),
            since: None,
            as_of: micros(scope.as_of),
            columns,
            words,
            filters: &scope.filters,
        }
    }

    /// What is wanted of a day; none where the day itself is not.
    fn of(&self, day: &LeadDay) -> Option<Which> {
        let is_wanted =
            self.period.is_none_or(|period| period.contains(day.day)) && self.since.is_none_or(|since| day.latest >= since);
        let filtered = self.filters.asked().iter().map(|(dimension, _)| words_pack(*dimension) | Column::Word(*dimension).pack());
        let words = self.words.iter().map(|dimension| words_pack(*dimension));
        let columns = self.columns.iter().filter(|(_, when)| when.holds(day, self.as_of)).map(|(column, _)| column.pack());
        is_wanted.then(|| filtered.chain(words).chain(columns).fold(0, |which, pack| which | pack))
    }
}

impl When {
    fn holds(self, day: &LeadDay, as_of: i64) -> bool {
        match self {
            Self::Always => true,
            Self::Later => day.latest > as_of,
            Self::Unborn => day.newest > as_of,
            Self::UnbornOr(days) => day.newest > as_of || days.contains(day.day),
        }
    }
}

/// The days wanted, dirty ones built from the records. None where the records themselves are to be asked.
pub(super) async fn lead_days(db: &mut PgConnection, wanted: Wanted<'_>) -> Result<Option<Vec<Arc<LeadDay>>>, StorageError> {
    let Some(state) = state_of_tables(db, wanted.zone).await? else { return Ok(None) };
    let way = way(db, wanted.zone, &state).await?;
    let asked = |day: &NaiveDate| way == Way::Build && wanted.period.is_none_or(|period| period.contains(*day));
    let dirty: BTreeSet<NaiveDate> = state.leads.into_iter().filter(asked).collect();
    if way == Way::Records {
        return Ok(None);
    }
    let built = build::lead_days(db, wanted.zone, &dirty).await?;
    let mut days = held::days(db, state.version, |day| wanted.of(day)).await?;
    if !dirty.is_empty() {
        days.retain(|day| !dirty.contains(&day.day));
        days.extend(built.into_iter().map(Arc::new));
        days.sort_by_key(|day| day.day);
    }
    Ok(Some(days))
}

/// The deals closed in a period, with these packs.
pub(super) async fn deal_days(
    db: &mut PgConnection,
    zone: Tz,
    period: Period,
    which: Which,
) -> Result<Option<Vec<Arc<DealDay>>>, StorageError> {
    let Some(state) = state_of_tables(db, zone).await? else { return Ok(None) };
    let way = way(db, zone, &state).await?;
    let asked = |day: &NaiveDate| way == Way::Build && period.contains(*day);
    let dirty: BTreeSet<NaiveDate> = state.deals.into_iter().filter(asked).collect();
    if way == Way::Records {
        return Ok(None);
    }
    let built = build::deal_days(db, zone, &dirty).await?;
    let wanted = |day: &DealDay| period.contains(day.day).then_some(which);
    let mut days = held::days(db, state.version, wanted).await?;
    if !dirty.is_empty() {
        days.retain(|day| !dirty.contains(&day.day));
        days.extend(built.into_iter().map(Arc::new));
        days.sort_by_key(|day| (day.day, !day.won));
    }
    Ok(Some(days))
}

/// What a reader is given. All questions of a view get the same, so that the numbers of a page agree.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// The tables, dirty days built from the records.
    Build,
    /// The tables as they are.
    Late,
    /// The records themselves.
    Records,
}

async fn way(db: &mut PgConnection, zone: Tz, state: &State) -> Result<Way, StorageError> {
    let leads = table::count_leads(db, zone, &state.leads, BUILT_BY_READERS + 1).await?;
    let deals = table::count_deals(db, zone, &state.deals, DEALS_BUILT_BY_READERS + 1).await?;
    Ok(if leads <= BUILT_BY_READERS && deals <= DEALS_BUILT_BY_READERS {
        Way::Build
    } else if table::has_leads(db, FEW).await? || table::has_deals(db, FEW).await? {
        Way::Late
    } else {
        Way::Records
    })
}

/// Since when readers are given days as they were, if they are: more is dirty than they can build.
///
/// # Errors
/// When the database does not answer.
pub async fn late_since(db: &mut PgConnection, zone: Tz) -> Result<Option<DateTime<Utc>>, StorageError> {
    let Some(state) = state_of_tables(db, zone).await? else { return Ok(None) };
    let is_late = way(db, zone, &state).await? == Way::Late;
    Ok(state.clean_at.filter(|_| is_late))
}

/// The instants between which local days lie, for the index of when records were sorted.
pub(super) fn around(days: &BTreeSet<NaiveDate>, zone: Tz) -> (Vec<DateTime<Utc>>, Vec<DateTime<Utc>>) {
    days.iter().map(|day| (day_start(*day, zone), day_start(next_day(*day), zone))).unzip()
}
