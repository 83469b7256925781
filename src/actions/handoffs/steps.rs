//! A next step is finished by the next one, moved to another day, or taken up again: an accepted lead that is still worked
//! always has one, or a sentence why there is none.

use super::accept::NextStep;
use super::{Done, FRESH, stage_of};
use crate::domain::handoff::State;
use crate::domain::ids::PersonId;
use crate::domain::ownership::Noun;
use crate::domain::stage::Stage;
use crate::storage::next_steps::{self, NewStep, StoredStep};
use crate::storage::users::User;
use crate::storage::{Database, StorageError, events, handoffs, records};
use chrono::{DateTime, Utc};
use serde_json::json;
use sqlx::PgConnection;
use uuid::Uuid;

/// What follows a finished step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// Another one; its id is made with the form.
    Step(Uuid, NextStep),
    /// Nothing, because.
    Nothing(String),
    /// Nothing, and nobody says why: enough for a lead that is no longer worked.
    Unsaid,
}

/// Whether something has to follow: sales still works the lead.
#[must_use]
pub fn is_worked(stage: Stage, handoff: Option<State>) -> bool {
    stage.rank().is_some() && stage != Stage::Won && handoff.is_none_or(|state| state == State::Accepted)
}

/// A step whose lead is locked, where this person may work with it.
async fn open(tx: &mut PgConnection, id: Uuid, by: &User) -> Result<Result<(StoredStep, bool), Done>, StorageError> {
    let Some(found) = next_steps::find(&mut *tx, id).await? else { return Ok(Err(Done::Gone)) };
    let Some(lead) = records::lock(&mut *tx, Noun::Lead, found.lead_id).await? else { return Ok(Err(Done::Gone)) };
    // What another press did while this one waited for the lead.
    let Some(step) = next_steps::find(&mut *tx, id).await? else { return Ok(Err(Done::Gone)) };
    if !by.role.answers(step.person_id == by.person_id.0, false) {
        return Ok(Err(Done::Forbidden));
    }
    let handoff = match step.handoff_id {
        Some(id) => handoffs::find(&mut *tx, id).await?.map(|handoff| handoff.state()),
        None => None,
    };
    Ok(Ok((step, is_worked(stage_of(&lead), handoff))))
}

async fn said(tx: &mut PgConnection, verb: &str, step: &StoredStep, by: &User, now: DateTime<Utc>) -> Result<(), StorageError> {
    let fields = ["next_step".to_owned()];
    let event = events::Event { at: now, user: Some(by.id), verb, kind: "lead", record: Some(step.lead_id), fields: &fields };
    events::insert_with(&mut *tx, event, Some(json!({ "step": step.id }))).await
}

/// Finishes a step. The same form again changes nothing.
pub async fn finish_step(db: &Database, id: Uuid, next: Next, by: &User, now: DateTime<Utc>) -> Result<Done, StorageError> {
    let mut tx = db.pages.begin().await?;
    let (step, worked) = match open(&mut tx, id, by).await? {
        Ok(found) => found,
        Err(refused) => return Ok(refused),
    };
    if step.done_at.is_some() {
        return Ok(if step.done_by == Some(by.person_id.0) { Done::Yes } else { Done::StepDone });
    }
    if next == Next::Unsaid && worked {
        return Ok(Done::NeedsNext);
    }
    let because = match &next {
        Next::Nothing(because) => Some(because.as_str()),
        Next::Step(..) | Next::Unsaid => None,
    };
    next_steps::finish(&mut *tx, step.id, because, by.person_id, now).await?;
    if let Next::Step(id, NextStep { what, due }) = next {
        let new = NewStep { lead: step.lead_id, handoff: step.handoff_id, person: step.person_id, what: &what, due };
        next_steps::insert(&mut *tx, id, new, by.person_id, now).await?;
    }
    said(&mut tx, "finished", &step, by, now).await?;
    tx.commit().await?;
    Ok(Done::Yes)
}

/// Moves a step to another day.
pub async fn move_step(db: &Database, id: Uuid, to: NextStep, by: &User, now: DateTime<Utc>) -> Result<Done, StorageError> {
    let mut tx = db.pages.begin().await?;
    let step = match open(&mut tx, id, by).await? {
        Ok((step, _)) => step,
        Err(refused) => return Ok(refused),
    };
    if step.done_at.is_some() {
        return Ok(Done::StepDone);
    }
    if (step.what.as_str(), step.due_on) == (to.what.as_str(), to.due) {
        return Ok(Done::Yes);
    }
    next_steps::reschedule(&mut *tx, id, &to.what, to.due).await?;
    said(&mut tx, "rescheduled", &step, by, now).await?;
    tx.commit().await?;
    Ok(Done::Yes)
}

/// Whether this person may take a finished step up again.
#[must_use]
pub fn is_fresh(done_at: Option<DateTime<Utc>>, done_by: Option<Uuid>, by: PersonId, now: DateTime<Utc>) -> bool {
    done_by == Some(by.0) && done_at.is_some_and(|at| now - at <= FRESH)
}

/// Takes a finished step up again while that is fresh; what was to follow it goes.
pub async fn resume_step(db: &Database, id: Uuid, by: &User, now: DateTime<Utc>) -> Result<Done, StorageError> {
    let mut tx = db.pages.begin().await?;
    let (step, worked) = match open(&mut tx, id, by).await? {
        Ok(found) => found,
        Err(refused) => return Ok(refused),
    };
    if step.done_at.is_none() {
        return Ok(Done::Yes);
    }
    if !worked || !is_fresh(step.done_at, step.done_by, by.person_id, now) {
        return Ok(Done::TooLate);
    }
    next_steps::resume(&mut *tx, &step).await?;
    said(&mut tx, "resumed", &step, by, now).await?;
    tx.commit().await?;
    Ok(Done::Yes)
}
