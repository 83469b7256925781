//! Accepting an offer: the lead is sales' to follow up.

use super::{Case, Deed, Done};
use crate::domain::handoff::State;
use crate::domain::person::Role;
use crate::domain::stage::Stage;
use crate::storage::users::User;
use crate::storage::{Database, StorageError, leads, next_steps};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

/// What is to be done next with an accepted lead, and by when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextStep {
    /// What.
    pub what: String,
    /// The day by which.
    pub due: NaiveDate,
}

/// Accepts an offer. Of two who answer at once, the second is told who was first.
pub async fn accept_handoff(
    db: &Database,
    id: Uuid,
    next: NextStep,
    by: &User,
    now: DateTime<Utc>,
) -> Result<Done, StorageError> {
    let mut tx = db.pages.begin().await?;
    let Some(mut case) = Case::open(&mut tx, id).await? else { return Ok(Done::Gone) };
    if case.handoff.state() == State::Accepted && case.handoff.decided_by == Some(by.person_id.0) {
        return Ok(Done::Yes);
    }
    if case.handoff.state() != State::Offered {
        return Ok(Done::Already(case.handoff.state()));
    }
    if !case.is_answered_by(by) {
        return Ok(Done::Forbidden);
    }
    accept_in(&mut tx, &mut case, &next, by, now).await?;
    case.close(&mut tx, Deed::of("accepted", by, now), None).await?;
    tx.commit().await?;
    Ok(Done::Yes)
}

/// The same for an offer that is open and this person's to answer.
pub(super) async fn accept_in(
    tx: &mut PgConnection,
    case: &mut Case,
    next: &NextStep,
    by: &User,
    now: DateTime<Utc>,
) -> Result<(), StorageError> {
    if case.handoff.assignee_id.is_none() {
        case.give(tx, by.person_id.0, Some(by.person_id), "taken", now).await?;
    }
    let worker = case.handoff.assignee_id;
    State::Accepted.key().clone_into(&mut case.handoff.state);
    case.handoff.decided_at = Some(now);
    case.handoff.decided_by = Some(by.person_id.0);
    if matches!(case.stage(), Stage::Lead | Stage::Mql | Stage::Recycled | Stage::Disqualified) {
        case.handoff.sal_entry = Some(case.enter(tx, Stage::Sal, None, Some(by.person_id), now).await?);
    }
    case.handoff.owner_before = leads::set_owner(&mut *tx, case.handoff.lead_id, worker).await?;
    let worker = worker.unwrap_or(by.person_id.0);
    let step = next_steps::NewStep {
        lead: case.handoff.lead_id,
        handoff: Some(case.handoff.id),
        person: worker,
        what: &next.what,
        due: next.due,
    };
    next_steps::insert(&mut *tx, Uuid::now_v7(), step, by.person_id, now).await?;
    let helped = matches!(by.role, Role::Manager | Role::Admin) && worker != by.person_id.0;
    let told = [case.handoff.offered_by, helped.then_some(worker)];
    case.tell(tx, told, "accepted", Some(by.person_id), now).await
}
