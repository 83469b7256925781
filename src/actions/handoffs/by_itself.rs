//! What happens to a handoff by the clock: it is told, escalated, given to somebody else, or expires. Each step happens
//! once, however many processes look; what came due while none ran is caught up with.

use super::{Case, Deed, mark, routing};
use crate::domain::handoff::{Route, State, Step};
use crate::domain::ids::PersonId;
use crate::domain::ownership::Noun;
use crate::domain::sla::next_step;
use crate::storage::{Database, StorageError, handoffs, notifications, records};
use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

/// After how long a handoff is looked at again whose clocks could not be run.
const LATER: TimeDelta = TimeDelta::minutes(10);

/// Does what is due for one handoff. Gives whether there was any: ask again until there is none.
pub async fn run_due(db: &Database, now: DateTime<Utc>) -> Result<bool, StorageError> {
    let mut tx = db.jobs.begin().await?;
    let Some((id, lead)) = handoffs::lock_due(&mut *tx, now).await? else { return Ok(false) };
    match catch_up(&mut tx, id, lead, now).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(true)
        }
        Err(error) => {
            tx.rollback().await?;
            if !error.may_pass() {
                handoffs::postpone(&db.jobs, id, now + LATER).await?;
            }
            Err(error)
        }
    }
}

/// Does what has come due for a handoff. Of several steps that came due while nothing ran, people hear of the last only.
async fn catch_up(tx: &mut PgConnection, id: Uuid, lead: Uuid, now: DateTime<Utc>) -> Result<(), StorageError> {
    let Some(lead) = records::lock(&mut *tx, Noun::Lead, lead).await? else { return Ok(()) };
    let Some(handoff) = handoffs::lock(&mut *tx, id).await? else { return Ok(()) };
    let mut case = Case::with(tx, handoff, lead).await?;
    let mut any = false;
    let mut verb = "escalated";
    let mut told = None;
    while let Some(step) = due(&case, now) {
        mark(&mut case.handoff, step);
        any = true;
        match step {
            Step::AtRisk | Step::Breached | Step::ToldAgain | Step::DecideBreached => told = Some(step),
            // The end of a hold is no news beside a breach.
            Step::HoldOver => {
                told.get_or_insert(step);
            }
            Step::AssignBreached => assign_late(tx, &mut case, now).await?,
            Step::Reassigned => {
                reassign(tx, &mut case, now).await?;
                told = None;
            }
            Step::Expired => {
                State::Expired.key().clone_into(&mut case.handoff.state);
                case.tell(tx, [case.handoff.offered_by, case.handoff.assignee_id], "expired", None, now).await?;
                verb = "expired";
                told = None;
            }
        }
    }
    if let Some(step) = told {
        escalate(tx, &case, step, now).await?;
    }
    if !any {
        // Another process did it between our look and our lock.
        return case.settle(tx).await;
    }
    case.close(tx, Deed { verb, user: None, now }, None).await.map(|_| ())
}

/// The step that is due.
fn due(case: &Case, now: DateTime<Utc>) -> Option<Step> {
    let facts = case.handoff.facts();
    let dues = case.clocks().plan(&facts);
    next_step(&facts, &dues, &case.handoff.done()).filter(|(at, _)| *at <= now).map(|(_, step)| step)
}

/// The ladder: at risk the salesperson, at the breach his manager too, and both again.
async fn escalate(tx: &mut PgConnection, case: &Case, step: Step, now: DateTime<Utc>) -> Result<(), StorageError> {
    let mut people = vec![case.handoff.assignee_id];
    if step == Step::DecideBreached {
        people.push(case.handoff.offered_by);
    }
    if matches!(step, Step::ToldAgain) || step == Step::Breached && case.policy.tell_manager {
        people.extend(notifications::managers(&mut *tx).await?.into_iter().map(|manager| Some(manager.0)));
    }
    case.tell(tx, people, step.key(), None, now).await
}

/// Nobody was assigned in time: whose turn it is now gets it, else whoever offered it and the managers are told.
async fn assign_late(tx: &mut PgConnection, case: &mut Case, now: DateTime<Utc>) -> Result<(), StorageError> {
    if case.handoff.route == Route::RoundRobin.key() {
        let found = routing::in_turn(tx, &case.calendar, None, now).await?;
        case.handoff.unassigned_because = found.because.map(|why| why.key().to_owned());
        if let Some(person) = found.person {
            case.give(tx, person, None, Route::RoundRobin.key(), now).await?;
            return case.tell(tx, [Some(person)], "offered", None, now).await;
        }
    }
    let managers = notifications::managers(&mut *tx).await?;
    let people = managers.into_iter().map(|manager| Some(manager.0)).chain([case.handoff.offered_by]);
    case.tell(tx, people, Step::AssignBreached.key(), None, now).await
}

/// Untouched long after the breach: somebody else gets it; where nobody else can, the managers are told.
async fn reassign(tx: &mut PgConnection, case: &mut Case, now: DateTime<Utc>) -> Result<(), StorageError> {
    let before = case.handoff.assignee_id;
    let found = routing::in_turn(tx, &case.calendar, before.map(PersonId), now).await?;
    let managers: Vec<_> = notifications::managers(&mut *tx).await?.into_iter().map(|manager| Some(manager.0)).collect();
    let Some(person) = found.person else { return case.tell(tx, managers, "nobody_else", None, now).await };
    case.give(tx, person, None, Step::Reassigned.key(), now).await?;
    if case.handoff.decided_at.is_some() {
        crate::storage::leads::set_owner(&mut *tx, case.handoff.lead_id, Some(person)).await?;
        crate::storage::next_steps::give(&mut *tx, case.handoff.id, person).await?;
    }
    case.tell(tx, [Some(person)], "offered", None, now).await?;
    case.tell(tx, managers.into_iter().chain([before]), "taken_over", None, now).await
}
