//! Why leads left the way, and how long they stood in each stage of it.

use super::conversion::{counted, unreadable};
use super::scope::{Scope, ask};
use crate::domain::stage::Stage;
use crate::metrics::funnel::LeftRow;
use crate::metrics::stage_times::StageTimes;
use crate::storage::{StorageError, derived};
use sqlx::PgConnection;
use std::collections::BTreeMap;

/// Why the leads created in a period that are lost, disqualified or recycled are so.
pub async fn reasons(db: &mut PgConnection, scope: &Scope) -> Result<Vec<LeftRow>, StorageError> {
    if let Some(found) = derived::reasons(db, scope).await? {
        return Ok(found);
    }
    let rows = ask!("src/storage/metrics/cohort_reasons.sql", scope).fetch_all(db).await?;
    rows.into_iter()
        .map(|row| {
            let rank = usize::try_from(row.furthest).unwrap_or(0).min(Stage::FUNNEL.len() - 1);
            let current = row.current.parse().map_err(unreadable)?;
            Ok(LeftRow { furthest: Stage::FUNNEL[rank], current, reason: row.reason, leads: counted(row.leads) })
        })
        .collect()
}

/// How long the leads created in a period stood in each stage before the last one.
pub async fn times(db: &mut PgConnection, scope: &Scope) -> Result<BTreeMap<Stage, StageTimes>, StorageError> {
    let rows = ask!("src/storage/metrics/stage_times.sql", scope, scope.zone.name()).fetch_all(db).await?;
    rows.into_iter()
        .map(|row| {
            let (running, undated, negative) = (counted(row.running), counted(row.undated), counted(row.negative));
            Ok((row.stage.parse().map_err(unreadable)?, StageTimes { days: row.days, running, undated, negative }))
        })
        .collect()
}
