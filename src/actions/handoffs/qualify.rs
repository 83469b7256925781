//! Qualifying an accepted lead by the agreed criteria: it becomes an SQL, and the answers are kept.

use super::{Case, Deed, Done};
use crate::domain::handoff::State;
use crate::domain::stage::Stage;
use crate::storage::qualifications::{self, NewQualification};
use crate::storage::users::User;
use crate::storage::{Database, StorageError};
use chrono::{DateTime, Utc};
use serde_json::json;
use uuid::Uuid;

/// What a salesperson says of a lead.
#[derive(Clone, Debug)]
pub struct Answers {
    /// Made with the form, so that a form sent twice qualifies once.
    pub id: Uuid,
    /// The keys of the criteria that the lead meets.
    pub met: Vec<String>,
    /// Why it is an SQL where it does not meet all.
    pub because: Option<String>,
}

/// Whether a lead in this stage is an SQL, or was brought beyond it.
#[must_use]
pub fn is_qualified(stage: Stage) -> bool {
    stage == Stage::Lost || stage.rank() >= Stage::Sql.rank()
}

/// Qualifies an accepted lead.
pub async fn qualify_handoff(
    db: &Database,
    id: Uuid,
    answers: Answers,
    by: &User,
    now: DateTime<Utc>,
) -> Result<Done, StorageError> {
    let mut tx = db.pages.begin().await?;
    let Some(case) = Case::open(&mut tx, id).await? else { return Ok(Done::Gone) };
    if !case.is_answered_by(by) {
        return Ok(Done::Forbidden);
    }
    if qualifications::exists(&mut *tx, answers.id).await? {
        return Ok(Done::Yes);
    }
    if case.handoff.state() != State::Accepted {
        return Ok(Done::Already(case.handoff.state()));
    }
    if is_qualified(case.stage()) {
        return Ok(Done::QualifiedBefore);
    }
    let agreed = qualifications::criteria(&mut *tx).await?.into_iter().map(|criterion| criterion.key);
    let (met, missing): (Vec<_>, Vec<_>) = agreed.partition(|key| answers.met.contains(key));
    let because = answers.because.filter(|_| !missing.is_empty());
    if because.is_none() && !missing.is_empty() {
        return Ok(Done::NeedsReason);
    }
    let lead = case.handoff.lead_id;
    let entry = case.enter(&mut tx, Stage::Sql, because.clone(), Some(by.person_id), now).await?;
    let new = NewQualification { lead, handoff: id, entry, met: &met, missing: &missing, because: because.as_deref() };
    qualifications::insert(&mut *tx, answers.id, new, by.person_id, now).await?;
    let detail = json!({ "stage": Stage::Sql.key(), "met": met, "missing": missing });
    case.close(&mut tx, Deed::of("qualified", by, now), Some(detail)).await?;
    tx.commit().await?;
    Ok(Done::Yes)
}
