//! How far leads came, and when.

use super::filters::{Dimension, Filters};
use super::scope::{Scope, ask};
use crate::domain::moment::Moment;
use crate::domain::period::Period;
use crate::domain::stage::Stage;
use crate::metrics::cohorts::Reach;
use crate::metrics::conversion::{HorizonCount, LeadWin, WinDelays};
use crate::metrics::funnel::{CohortCount, Entered};
use crate::storage::{StorageError, derived};
use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use sqlx::PgConnection;

/// Leads of one step and one value of a dimension that share their story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CohortRow {
    /// The place of the step.
    pub step: usize,
    /// The value of the dimension that was asked for; none where the leads have none.
    pub value: Option<String>,
    /// The leads.
    pub count: CohortCount,
}

/// What became of the leads created in a period, by the steps of the period and by a dimension.
pub async fn cohort_counts(
    db: &mut PgConnection,
    scope: &Scope,
    steps: &[Period],
    by: Option<Dimension>,
) -> Result<Vec<CohortRow>, StorageError> {
    if let Some(found) = derived::cohort_counts(db, scope, steps, by).await? {
        return Ok(found);
    }
    let (instants, days) = scope.beginnings(steps);
    let by = by.map(Dimension::key);
    let rows = ask!("src/storage/metrics/cohort_counts.sql", scope, &instants, &days, by).fetch_all(db).await?;
    rows.into_iter()
        .map(|row| {
            let count = CohortCount {
                furthest: Stage::FUNNEL[place(row.furthest).min(Stage::FUNNEL.len() - 1)],
                current: row.current.parse().map_err(unreadable)?,
                entered: Entered(u8::try_from(row.entered).unwrap_or(u8::MAX)),
                recycled_before: row.recycled,
                leads: counted(row.leads),
            };
            Ok(CohortRow { step: from_one(row.step), value: row.value, count })
        })
        .collect()
}

/// The leads of each step by age, and which of them were won within H days.
pub async fn horizon_counts(
    db: &mut PgConnection,
    scope: &Scope,
    steps: &[Period],
    horizon: u16,
) -> Result<Vec<HorizonCount>, StorageError> {
    let ages = lead_ages(db, scope, steps, horizon).await?;
    let mut wins = vec![Vec::new(); steps.len()];
    for (step, win) in lead_wins(db, scope, steps).await? {
        wins[step].push(win);
    }
    let count = |((mature, leads), wins): ((u64, u64), &Vec<LeadWin>)| {
        HorizonCount::of(mature, leads - mature, wins, horizon, scope.as_of, scope.zone)
    };
    Ok(ages.into_iter().zip(&wins).map(count).collect())
}

/// Leads old enough to be judged, and all leads, of each step.
async fn lead_ages(
    db: &mut PgConnection,
    scope: &Scope,
    steps: &[Period],
    horizon: u16,
) -> Result<Vec<(u64, u64)>, StorageError> {
    if let Some(found) = derived::lead_ages(db, scope, steps, horizon).await? {
        return Ok(found);
    }
    let (instants, days) = scope.beginnings(steps);
    let h = i32::from(horizon);
    let mut ages = vec![(0, 0); steps.len()];
    for row in ask!("src/storage/metrics/lead_ages.sql", scope, &instants, &days, h).fetch_all(db).await? {
        ages[from_one(row.step)] = (counted(row.mature), counted(row.leads));
    }
    Ok(ages)
}

/// The won leads of a cohort, each with the place of its step.
pub async fn lead_wins(db: &mut PgConnection, scope: &Scope, steps: &[Period]) -> Result<Vec<(usize, LeadWin)>, StorageError> {
    if let Some(found) = derived::lead_wins(db, scope, steps).await? {
        return Ok(found);
    }
    let (instants, days) = scope.beginnings(steps);
    let rows = ask!("src/storage/metrics/lead_wins.sql", scope, &instants, &days).fetch_all(db).await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let created = Moment::from_columns(row.created_at, row.created_on)?;
            Some((from_one(row.step), LeadWin { created, won: Moment::from_columns(row.won_at, row.won_on) }))
        })
        .collect())
}

/// How long the wins of the year before a moment took, over all leads.
pub async fn win_delays(db: &mut PgConnection, as_of: DateTime<Utc>, zone: Tz) -> Result<WinDelays, StorageError> {
    let today = as_of.with_timezone(&zone).date_naive();
    let year = Period {
        from: today - TimeDelta::days(i64::from(crate::metrics::conversion::DAYS_OF_A_YEAR)),
        to: today + TimeDelta::days(1),
    };
    let wins = wins_of(db, year, as_of, zone).await?;
    let first = sqlx::query!("select min(at) as at, min(on_day) as on_day from stage_transitions where to_stage = 'won'")
        .fetch_one(db)
        .await?;
    let first = [first.at.map(Moment::Instant), first.on_day.map(Moment::Date)];
    let first = first.into_iter().flatten().min_by_key(|moment| moment.begins(zone));
    Ok(WinDelays::of(&wins, first, as_of, zone))
}

/// The wins of some days.
async fn wins_of(db: &mut PgConnection, days: Period, as_of: DateTime<Utc>, zone: Tz) -> Result<Vec<LeadWin>, StorageError> {
    if let Some(found) = derived::win_delays(db, days, as_of, zone).await? {
        return Ok(found);
    }
    let Scope { from_at, to_at, today, .. } = Scope::new(days, as_of, zone, Filters::default());
    let rows = sqlx::query_file!("src/storage/metrics/win_delays.sql", from_at, to_at, days.from, days.to, as_of, today)
        .fetch_all(db)
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let created = Moment::from_columns(row.created_at, row.created_on)?;
            Some(LeadWin { created, won: Moment::from_columns(row.won_at, row.won_on) })
        })
        .collect())
}

/// In which month the leads of each cohort first came as far as each stage.
pub async fn cohort_months(
    db: &mut PgConnection,
    scope: &Scope,
    cohorts: &[Period],
    months: &[Period],
) -> Result<Vec<Reach>, StorageError> {
    if let Some(found) = derived::cohort_months(db, scope, cohorts, months).await? {
        return Ok(found);
    }
    let (instants, days) = scope.beginnings(cohorts);
    let (month_instants, month_days) = scope.beginnings(months);
    let rows = ask!("src/storage/metrics/cohort_months.sql", scope, &instants, &days, &month_instants, &month_days)
        .fetch_all(db)
        .await?;
    let reach = |cohort, rank, month: Option<i32>, leads| Reach {
        cohort: from_one(cohort),
        rank: place(rank),
        month: month.map(from_one),
        leads: counted(leads),
    };
    Ok(rows.into_iter().map(|row| reach(row.step, row.rank, row.month, row.leads)).collect())
}

/// Leads that first entered each stage of the way in a period, by rank.
pub async fn stage_entries(db: &mut PgConnection, scope: &Scope) -> Result<[u64; Stage::FUNNEL.len()], StorageError> {
    if let Some(found) = derived::stage_entries(db, scope).await? {
        return Ok(found);
    }
    let rows = ask!("src/storage/metrics/stage_entries.sql", scope).fetch_all(db).await?;
    let mut entries = [0; Stage::FUNNEL.len()];
    for row in rows {
        let stage: Stage = row.stage.parse().map_err(unreadable)?;
        if let Some(rank) = stage.rank() {
            entries[rank] = counted(row.leads);
        }
    }
    Ok(entries)
}

/// A count of rows.
pub(super) fn counted(count: i64) -> u64 {
    u64::try_from(count).unwrap_or(0)
}

fn place(number: i32) -> usize {
    usize::try_from(number).unwrap_or(0)
}

/// The place of a step that `width_bucket` numbered from one.
fn from_one(bucket: i32) -> usize {
    place(bucket - 1)
}

pub(in crate::storage) fn unreadable(error: impl std::error::Error + Send + Sync + 'static) -> StorageError {
    StorageError::Other(sqlx::Error::Decode(Box::new(error)))
}
