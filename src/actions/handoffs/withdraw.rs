//! Taking an offer back before sales answered it.

use super::{Case, Deed, Done};
use crate::domain::handoff::State;
use crate::storage::users::User;
use crate::storage::{Database, StorageError};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// Withdraws an offer.
pub async fn withdraw_handoff(db: &Database, id: Uuid, by: &User, now: DateTime<Utc>) -> Result<Done, StorageError> {
    let mut tx = db.pages.begin().await?;
    let Some(mut case) = Case::open(&mut tx, id).await? else { return Ok(Done::Gone) };
    if !by.role.offers() {
        return Ok(Done::Forbidden);
    }
    match case.handoff.state() {
        State::Offered => {}
        State::Withdrawn => return Ok(Done::Yes),
        other => return Ok(Done::Already(other)),
    }
    State::Withdrawn.key().clone_into(&mut case.handoff.state);
    case.tell(&mut tx, [case.handoff.assignee_id], "withdrawn", Some(by.person_id), now).await?;
    case.close(&mut tx, Deed::of("withdrawn", by, now), None).await?;
    tx.commit().await?;
    Ok(Done::Yes)
}
