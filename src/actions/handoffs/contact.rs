//! One press: a contact that happened is logged, accepts the lead and stops the clock.

use super::accept::{NextStep, accept_in};
use super::touches::settle_touch;
use super::{Case, Deed, Done};
use crate::actions::log_activity::{Activity, write};
use crate::domain::handoff::State;
use crate::domain::ownership::Noun;
use crate::storage::users::User;
use crate::storage::{Database, StorageError, activities};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// Logs a contact with the lead of a handoff; an open offer is accepted by it.
pub async fn log_contact(
    db: &Database,
    id: Uuid,
    contact: Activity,
    next: NextStep,
    by: &User,
    now: DateTime<Utc>,
) -> Result<Done, StorageError> {
    let mut tx = db.pages.begin().await?;
    let Some(mut case) = Case::open(&mut tx, id).await? else { return Ok(Done::Gone) };
    if activities::find(&mut *tx, contact.id).await?.is_some() {
        return Ok(Done::Yes);
    }
    if !case.handoff.state().is_running() {
        return Ok(Done::Already(case.handoff.state()));
    }
    if !case.is_answered_by(by) {
        return Ok(Done::Forbidden);
    }
    let accepts = case.handoff.state() == State::Offered;
    if accepts {
        accept_in(&mut tx, &mut case, &next, by, now).await?;
    }
    write(&mut tx, Activity { noun: Noun::Lead, record: case.handoff.lead_id, ..contact }, by, now).await?;
    settle_touch(&mut tx, &mut case).await?;
    case.close(&mut tx, Deed::of(if accepts { "accepted" } else { "contacted" }, by, now), None).await?;
    tx.commit().await?;
    Ok(Done::Yes)
}
