//! The handoffs offered on one local day, counted once for all questions about moments after all of their instants.
//!
//! A count as of a moment differs from that of the end of days only where an instant of a handoff lies between them: a
//! decision that was still to come, a window that was not yet over. Days with such an instant, and dirty ones, are asked
//! of the records; all others are read.

use super::reading::{State, state_of_tables};
use crate::domain::moment::{day_start, next_day};
use crate::domain::period::Period;
use crate::metrics::handoffs::Counts;
use crate::storage::StorageError;
use crate::storage::metrics::handoffs::{Narrowed, recorded};
use crate::storage::metrics::{Filters, Scope};
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use sqlx::PgConnection;
use sqlx::types::Json;
use std::collections::{BTreeMap, BTreeSet};

/// Runs of days that are asked of the records one by one: to plan a query costs as much as to read some thousand handoffs.
const RUNS: usize = 6;

/// The handoffs offered on one local day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct HandoffDay {
    pub day: NaiveDate,
    /// The last instant of any of them.
    pub settled_at: DateTime<Utc>,
    /// How they stand after it; none where another version of the program wrote what this one does not read.
    pub counts: Option<Counts>,
}

/// How all handoffs offered in each step of a period stand. Nothing where the records themselves are to be asked.
pub(in crate::storage) async fn handoff_counts(
    db: &mut PgConnection,
    scope: &Scope,
    steps: &[Period],
) -> Result<Option<Vec<Counts>>, StorageError> {
    let Some(State { handoffs: dirty, .. }) = state_of_tables(db, scope.zone).await? else { return Ok(None) };
    let (settled, waiting): (Vec<_>, Vec<_>) = stored(db, scope.period)
        .await?
        .into_iter()
        .filter(|day| !dirty.contains(&day.day))
        .partition(|day| day.settled_at < scope.as_of && day.counts.is_some());
    let asked = dirty.into_iter().filter(|day| scope.period.contains(*day)).chain(waiting.iter().map(|day| day.day));
    let runs = runs(&asked.collect());
    if runs.len() > RUNS {
        return Ok(None);
    }
    let mut days: Vec<(NaiveDate, Counts)> = settled.iter().filter_map(|day| Some((day.day, day.counts?))).collect();
    for run in runs {
        days.extend(counted(db, scope.zone, run, scope.as_of).await?);
    }
    let mut counts = vec![Counts::default(); steps.len()];
    for (day, of_day) in days {
        let step = steps.partition_point(|step| step.from <= day).saturating_sub(1);
        counts[step] = counts[step].and(of_day);
    }
    Ok(Some(counts))
}

/// The records' counts of each of these days.
async fn counted(
    db: &mut PgConnection,
    zone: Tz,
    days: Period,
    as_of: DateTime<Utc>,
) -> Result<Vec<(NaiveDate, Counts)>, StorageError> {
    let each: Vec<Period> = days_of(days);
    let counts = recorded(db, &Scope::new(days, as_of, zone, Filters::default()), &Narrowed::default(), &each).await?;
    Ok(each.into_iter().map(|day| day.from).zip(counts).collect())
}

fn days_of(period: Period) -> Vec<Period> {
    period.from.iter_days().take_while(|day| *day < period.to).map(|day| Period { from: day, to: next_day(day) }).collect()
}

/// Days that follow one another, together.
fn runs(days: &BTreeSet<NaiveDate>) -> Vec<Period> {
    let mut runs: Vec<Period> = Vec::new();
    for day in days {
        match runs.last_mut() {
            Some(run) if run.to == *day => run.to = next_day(*day),
            _ => runs.push(Period { from: *day, to: next_day(*day) }),
        }
    }
    runs
}

/// What the table has of a period.
pub(super) async fn stored(db: &mut PgConnection, period: Period) -> Result<Vec<HandoffDay>, StorageError> {
    let rows = sqlx::query!(
        "select day, settled_at, counts from derived_handoff_days where day >= $1 and day < $2 order by day",
        period.from,
        period.to
    );
    let rows = rows.fetch_all(db).await?.into_iter();
    Ok(rows
        .map(|row| HandoffDay { day: row.day, settled_at: row.settled_at, counts: serde_json::from_value(row.counts).ok() })
        .collect())
}

/// The days as the records have them; those on which nothing was offered are left out.
pub(super) async fn build(db: &mut PgConnection, zone: Tz, days: &BTreeSet<NaiveDate>) -> Result<Vec<HandoffDay>, StorageError> {
    let mut built = Vec::new();
    for run in runs(days) {
        let settled = settled(db, zone, run).await?;
        if settled.is_empty() {
            continue;
        }
        for (day, counts) in counted(db, zone, run, end_of_days()).await? {
            built.extend(settled.get(&day).map(|at| HandoffDay { day, settled_at: *at, counts: Some(counts) }));
        }
    }
    Ok(built)
}

async fn settled(db: &mut PgConnection, zone: Tz, run: Period) -> Result<BTreeMap<NaiveDate, DateTime<Utc>>, StorageError> {
    let days: Vec<NaiveDate> = days_of(run).iter().map(|day| day.from).collect();
    let starts: Vec<DateTime<Utc>> = days.iter().map(|day| day_start(*day, zone)).collect();
    let (from, to) = run.instants(zone);
    let rows = sqlx::query_file!("src/storage/derived/settled.sql", from, to, &starts).fetch_all(db).await?;
    let place = |place: i32| usize::try_from(place - 1).ok().and_then(|place| days.get(place).copied());
    Ok(rows.into_iter().filter_map(|row| Some((place(row.place)?, row.settled_at))).collect())
}

/// Puts days in the place of what the table has on them.
pub(super) async fn write(db: &mut PgConnection, days: &BTreeSet<NaiveDate>, built: &[HandoffDay]) -> Result<(), StorageError> {
    let days: Vec<NaiveDate> = days.iter().copied().collect();
    sqlx::query!("delete from derived_handoff_days where day = any ($1)", &days).execute(&mut *db).await?;
    for day in built {
        sqlx::query!(
            "insert into derived_handoff_days (day, settled_at, counts) values ($1, $2, $3)",
            day.day,
            day.settled_at,
            Json(day.counts) as _
        )
        .execute(&mut *db)
        .await?;
    }
    Ok(())
}

/// After all that a clock can wait for.
fn end_of_days() -> DateTime<Utc> {
    NaiveDate::from_ymd_opt(9999, 1, 1).unwrap_or_default().and_time(chrono::NaiveTime::MIN).and_utc()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_that_follow_one_another_are_one_run() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 2, day).unwrap();
        let found = runs(&[3, 4, 5, 9, 28].into_iter().map(day).collect());
        let ends: Vec<_> = found.iter().map(|run| (run.from, run.to)).collect();
        let march = NaiveDate::from_ymd_opt(2026, 3, 1).unwrap();
        assert_eq!(ends, [(day(3), day(6)), (day(9), day(10)), (day(28), march)]);
        assert_eq!(days_of(found[0]).len(), 3);
    }
}
