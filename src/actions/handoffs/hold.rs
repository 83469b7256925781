//! Letting the clocks of a handoff stand, once, with a reason and an end.

use super::{Case, Deed, Done};
use crate::storage::users::User;
use crate::storage::{Database, StorageError};
use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

/// As long as a hold may be.
const LONGEST: TimeDelta = TimeDelta::days(90);

/// Puts a handoff on hold.
pub async fn hold_handoff(
    db: &Database,
    id: Uuid,
    until: DateTime<Utc>,
    reason: String,
    by: &User,
    now: DateTime<Utc>,
) -> Result<Done, StorageError> {
    let mut tx = db.pages.begin().await?;
    let Some(mut case) = Case::open(&mut tx, id).await? else { return Ok(Done::Gone) };
    if !case.handoff.state().is_running() {
        return Ok(Done::Already(case.handoff.state()));
    }
    if !case.is_answered_by(by) {
        return Ok(Done::Forbidden);
    }
    if case.handoff.touched_at.is_some() {
        return Ok(Done::Touched);
    }
    match (case.handoff.hold_until, case.handoff.hold_reason.as_deref()) {
        (Some(held), Some(before)) if held == until && before == reason => return Ok(Done::Yes),
        (Some(_), _) => return Ok(Done::HeldBefore),
        (None, _) => {}
    }
    if until <= now || until - now > LONGEST {
        return Ok(Done::BadDay);
    }
    case.handoff.hold_from = Some(now);
    case.handoff.hold_until = Some(until);
    case.handoff.hold_reason = Some(reason);
    case.tell(&mut tx, [case.handoff.offered_by], "held", Some(by.person_id), now).await?;
    case.close(&mut tx, Deed::of("held", by, now), None).await?;
    tx.commit().await?;
    Ok(Done::Yes)
}
