//! A day off that is none.

use super::handoffs::replan::replan_moved;
use crate::domain::holidays::Moved;
use crate::domain::ids::{HolidayId, UserId};
use crate::storage::{Database, StorageError, events, holidays};
use chrono::{DateTime, Utc};

/// Takes a day off away, and gives whose it was where it held. One that is gone stays gone.
pub async fn remove_holiday(db: &Database, id: HolidayId, user: UserId, now: DateTime<Utc>) -> Result<Moved, StorageError> {
    let mut tx = db.pages.begin().await?;
    let Some(stored) = holidays::lock(&mut *tx, id).await? else { return Ok(Moved::default()) };
    holidays::delete(&mut *tx, id).await?;
    let event = events::Event { at: now, user: Some(user), verb: "removed", kind: "holiday", record: Some(id.0), fields: &[] };
    events::insert(&mut *tx, event).await?;
    let moved = Moved { days: stored.confirmed.then_some((stored.team, stored.day)).into_iter().collect() };
    replan_moved(&mut tx, &moved).await?;
    tx.commit().await?;
    Ok(moved)
}
