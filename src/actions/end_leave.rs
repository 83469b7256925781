//! Somebody is back, or will not be away after all.

use super::set_leave::{LeaveSet, Setter, event};
use crate::domain::ids::LeaveId;
use crate::storage::{Database, StorageError, events, leaves};
use chrono::{DateTime, NaiveDate, Utc};

/// Ends a leave with the day before today; one that has not begun is taken away. One that is gone or over stays so.
pub async fn end_leave(
    db: &Database,
    id: LeaveId,
    by: Setter,
    today: NaiveDate,
    now: DateTime<Utc>,
) -> Result<LeaveSet, StorageError> {
    let mut tx = db.pages.begin().await?;
    let Some(stored) = leaves::lock(&mut *tx, id).await? else { return Ok(LeaveSet::Done) };
    if !by.may_for(stored.person) {
        return Ok(LeaveSet::NotYours);
    }
    if stored.to < today {
        return Ok(LeaveSet::Done);
    }
    match today.pred_opt().filter(|yesterday| *yesterday >= stored.from) {
        Some(yesterday) => leaves::shorten(&mut *tx, id, yesterday).await?,
        None => leaves::delete(&mut *tx, id).await?,
    }
    events::insert(&mut *tx, event(id, "ended", by.user, now)).await?;
    tx.commit().await?;
    Ok(LeaveSet::Done)
}
