//! Taking an answer back while it is fresh.

use super::touches::settle_touch;
use super::{Case, Deed, Done, FRESH};
use crate::domain::handoff::State;
use crate::storage::users::User;
use crate::storage::{Database, StorageError, activities, handoffs, leads, next_steps, stage_transitions};
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

/// Takes back the last answer that this person gave.
pub async fn undo_handoff(db: &Database, id: Uuid, by: &User, now: DateTime<Utc>) -> Result<Done, StorageError> {
    let mut tx = db.pages.begin().await?;
    let Some(mut case) = Case::open(&mut tx, id).await? else { return Ok(Done::Gone) };
    let state = case.handoff.state();
    let Some(before) = state.undone() else { return Ok(Done::Already(state)) };
    let (who, when) = match state {
        State::Returned => (case.handoff.returned_by, case.handoff.returned_at),
        _ => (case.handoff.decided_by, case.handoff.decided_at),
    };
    if who != Some(by.person_id.0) || case.handoff.import_id.is_some() {
        return Ok(Done::Forbidden);
    }
    let Some(when) = when.filter(|when| now - *when <= FRESH && case.handoff.reply.is_none()) else { return Ok(Done::TooLate) };
    // Somebody has offered the lead anew, or gave it to somebody else.
    if handoffs::is_offered_since(&mut *tx, &case.handoff, when).await? || case.handoff.reassigned_at.is_some_and(|at| at > when)
    {
        return Ok(Done::TooLate);
    }
    if state == State::Accepted && stage_transitions::is_qualified_since(&mut *tx, case.handoff.lead_id, when).await? {
        return Ok(Done::Qualified);
    }
    match state {
        State::Accepted => take_back_acceptance(&mut tx, &mut case, when, by, now).await?,
        _ => take_back_refusal(&mut tx, &mut case, by, now).await?,
    }
    before.key().clone_into(&mut case.handoff.state);
    case.handoff.undos += 1;
    settle_touch(&mut tx, &mut case).await?;
    case.close(&mut tx, Deed::of("reconsidered", by, now), None).await?;
    tx.commit().await?;
    Ok(Done::Yes)
}

async fn take_back_acceptance(
    tx: &mut PgConnection,
    case: &mut Case,
    when: DateTime<Utc>,
    by: &User,
    now: DateTime<Utc>,
) -> Result<(), StorageError> {
    let lead = case.handoff.lead_id;
    let entry = case.handoff.sal_entry.take();
    case.leave(tx, entry, by, now).await?;
    activities::delete_logged(&mut *tx, lead, by.person_id, when).await?;
    leads::refresh_work(tx, &[lead]).await?;
    next_steps::delete_made(&mut *tx, case.handoff.id, when).await?;
    leads::set_owner(&mut *tx, lead, case.handoff.owner_before.take()).await?;
    // Taken from the queue by this very answer: it goes back there.
    if case.handoff.assigned_at == Some(when) {
        (case.handoff.assignee_id, case.handoff.assigned_at, case.handoff.reassigned_at) = (None, None, None);
        handoffs::note_assignment(&mut *tx, case.handoff.id, None, Some(by.person_id.0), "reconsidered", now).await?;
    }
    case.handoff.decided_at = None;
    case.handoff.decided_by = None;
    Ok(())
}

async fn take_back_refusal(tx: &mut PgConnection, case: &mut Case, by: &User, now: DateTime<Utc>) -> Result<(), StorageError> {
    let entry = case.handoff.out_entry.take();
    case.leave(tx, entry, by, now).await?;
    (case.handoff.reason, case.handoff.reason_note, case.handoff.recycle_on) = (None, None, None);
    if case.handoff.returned_at.take().is_some() {
        case.handoff.returned_by = None;
        case.handoff.owner_before = leads::set_owner(&mut *tx, case.handoff.lead_id, case.handoff.owner_before).await?;
        next_steps::reopen(&mut *tx, case.handoff.id, by.person_id).await?;
    } else {
        case.handoff.decided_at = None;
        case.handoff.decided_by = None;
    }
    Ok(())
}
