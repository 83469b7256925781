//! Giving an open handoff to another salesperson.

use super::{Case, Deed, Done, routing};
use crate::domain::routing::Unavailable;
use crate::storage::users::User;
use crate::storage::{Database, StorageError, leads, next_steps};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// Gives it to this person. The clock of the response goes on; a personal one begins.
pub async fn assign_handoff(db: &Database, id: Uuid, to: Uuid, by: &User, now: DateTime<Utc>) -> Result<Done, StorageError> {
    let mut tx = db.pages.begin().await?;
    let Some(mut case) = Case::open(&mut tx, id).await? else { return Ok(Done::Gone) };
    let waits = case.handoff.assignee_id.is_none();
    let may =
        matches!(by.role, crate::domain::person::Role::Manager | crate::domain::person::Role::Admin) || waits && by.role.offers();
    if !may {
        return Ok(Done::Forbidden);
    }
    if !case.handoff.state().is_running() {
        return Ok(Done::Already(case.handoff.state()));
    }
    if case.handoff.assignee_id == Some(to) {
        return Ok(Done::Yes);
    }
    let away = routing::unavailable(&mut tx, &case.calendar, to, now).await?;
    if matches!(away, Some(Unavailable::Inactive | Unavailable::OnLeave)) {
        return Ok(Done::Unavailable);
    }
    let before = case.handoff.assignee_id;
    case.give(&mut tx, to, Some(by.person_id), "assigned", now).await?;
    if case.handoff.decided_at.is_some() {
        leads::set_owner(&mut *tx, case.handoff.lead_id, Some(to)).await?;
        next_steps::give(&mut *tx, case.handoff.id, to).await?;
    }
    case.tell(&mut tx, [Some(to)], "offered", Some(by.person_id), now).await?;
    case.tell(&mut tx, [before], "taken_over", Some(by.person_id), now).await?;
    case.close(&mut tx, Deed::of("assigned", by, now), None).await?;
    tx.commit().await?;
    Ok(Done::Yes)
}
