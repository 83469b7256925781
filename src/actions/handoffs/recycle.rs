//! The day on which a lead that was put off comes again.

use super::Case;
use crate::domain::ownership::Noun;
use crate::storage::{Database, StorageError, handoffs, records};
use chrono::{DateTime, NaiveDate, Utc};

/// What is noted with a handoff of which it was told, so that it is told once; also the kind of the notice.
const STEP: &str = "recycle_due";

/// Tells whoever offered a lead that its day has come; the owner of the lead, where a rule offered it. Gives whether there
/// was one: ask again until there is none.
pub async fn tell_recycled(db: &Database, today: NaiveDate, now: DateTime<Utc>) -> Result<bool, StorageError> {
    let mut tx = db.jobs.begin().await?;
    let Some((id, lead)) = handoffs::lock_recycled(&mut *tx, today).await? else { return Ok(false) };
    let Some(lead) = records::lock(&mut *tx, Noun::Lead, lead).await? else { return Ok(true) };
    let Some(handoff) = handoffs::lock(&mut *tx, id).await? else { return Ok(true) };
    let mut case = Case::with(&mut tx, handoff, lead).await?;
    // Another process may have told it between our look and our lock.
    if !case.handoff.steps.iter().any(|done| done == STEP) {
        let owner = records::id_of(&case.lead, "owner_id");
        case.handoff.steps.push(STEP.to_owned());
        case.tell(&mut tx, [case.handoff.offered_by.or(owner)], STEP, None, now).await?;
        case.settle(&mut tx).await?;
    }
    tx.commit().await?;
    Ok(true)
}
