//! Returning an accepted lead: what is learnt only after contact goes back to marketing too, until the lead is an SQL.

use super::reject::{Why, send_back};
use super::{Case, Deed, Done};
use crate::domain::handoff::State;
use crate::storage::users::User;
use crate::storage::{Database, StorageError, leads, next_steps, stage_transitions};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// Returns an accepted lead.
pub async fn return_handoff(db: &Database, id: Uuid, why: Why, by: &User, now: DateTime<Utc>) -> Result<Done, StorageError> {
    let mut tx = db.pages.begin().await?;
    let Some(mut case) = Case::open(&mut tx, id).await? else { return Ok(Done::Gone) };
    if case.handoff.state() == State::Returned && case.handoff.returned_by == Some(by.person_id.0) {
        return Ok(Done::Yes);
    }
    if case.handoff.state() != State::Accepted {
        return Ok(Done::Already(case.handoff.state()));
    }
    if !case.is_answered_by(by) {
        return Ok(Done::Forbidden);
    }
    let decided = case.handoff.decided_at.unwrap_or(case.handoff.offered_at);
    if stage_transitions::is_qualified_since(&mut *tx, case.handoff.lead_id, decided).await? {
        return Ok(Done::Qualified);
    }
    State::Returned.key().clone_into(&mut case.handoff.state);
    case.handoff.returned_at = Some(now);
    case.handoff.returned_by = Some(by.person_id.0);
    if let Some(refused) = send_back(&mut tx, &mut case, why, by, now).await? {
        return Ok(refused);
    }
    // Whose it was is kept for the moment in which this is taken back.
    case.handoff.owner_before = leads::set_owner(&mut *tx, case.handoff.lead_id, case.handoff.owner_before).await?;
    next_steps::drop_open(&mut *tx, case.handoff.id, by.person_id, now).await?;
    case.tell(&mut tx, [case.handoff.offered_by], "returned", Some(by.person_id), now).await?;
    let detail = serde_json::json!({ "reason": case.handoff.reason });
    case.close(&mut tx, Deed::of("returned", by, now), Some(detail)).await?;
    tx.commit().await?;
    Ok(Done::Yes)
}
