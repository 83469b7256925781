//! A provisional day off holds.

use super::handoffs::replan::replan_moved;
use crate::domain::holidays::Moved;
use crate::domain::ids::{HolidayId, UserId};
use crate::storage::{Database, StorageError, events, holidays};
use chrono::{DateTime, Utc};

/// Lets a provisional day off hold, and gives whose day it is: only open clocks are counted anew for it. None where it
/// is gone; nothing moves where it held already.
pub async fn confirm_holiday(
    db: &Database,
    id: HolidayId,
    user: UserId,
    now: DateTime<Utc>,
) -> Result<Option<Moved>, StorageError> {
    let mut tx = db.pages.begin().await?;
    let Some(stored) = holidays::lock(&mut *tx, id).await? else { return Ok(None) };
    if stored.confirmed {
        return Ok(Some(Moved::default()));
    }
    holidays::confirm(&mut *tx, id, user, now).await?;
    let event = events::Event { at: now, user: Some(user), verb: "confirmed", kind: "holiday", record: Some(id.0), fields: &[] };
    events::insert(&mut *tx, event).await?;
    let moved = Moved { days: vec![(stored.team, stored.day)] };
    replan_moved(&mut tx, &moved).await?;
    tx.commit().await?;
    Ok(Some(moved))
}
