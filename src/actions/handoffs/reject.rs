//! Rejecting an offer: the reason is what marketing learns from it.

use super::{Case, Deed, Done};
use crate::domain::handoff::{ReasonOutcome, State};
use crate::domain::stage::Stage;
use crate::storage::users::User;
use crate::storage::{Database, StorageError, handoff_reasons};
use chrono::{DateTime, Days, NaiveDate, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

/// As far ahead as a lead is put off.
const FARTHEST_DAYS: u64 = 3_650;

/// Why, and what becomes of the lead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Why {
    /// The key of the reason.
    pub reason: String,
    /// In the person's words.
    pub note: Option<String>,
    /// When the lead comes again; none: as the reason says.
    pub recycle_on: Option<NaiveDate>,
    /// Today, where the person is.
    pub today: NaiveDate,
}

/// Rejects an offer.
pub async fn reject_handoff(db: &Database, id: Uuid, why: Why, by: &User, now: DateTime<Utc>) -> Result<Done, StorageError> {
    let mut tx = db.pages.begin().await?;
    let Some(mut case) = Case::open(&mut tx, id).await? else { return Ok(Done::Gone) };
    if case.handoff.state() == State::Rejected && case.handoff.decided_by == Some(by.person_id.0) {
        return Ok(Done::Yes);
    }
    if case.handoff.state() != State::Offered {
        return Ok(Done::Already(case.handoff.state()));
    }
    if !case.is_answered_by(by) {
        return Ok(Done::Forbidden);
    }
    State::Rejected.key().clone_into(&mut case.handoff.state);
    case.handoff.decided_at = Some(now);
    case.handoff.decided_by = Some(by.person_id.0);
    if let Some(refused) = send_back(&mut tx, &mut case, why, by, now).await? {
        return Ok(refused);
    }
    case.tell(&mut tx, [case.handoff.offered_by], "rejected", Some(by.person_id), now).await?;
    let detail = serde_json::json!({ "reason": case.handoff.reason });
    case.close(&mut tx, Deed::of("rejected", by, now), Some(detail)).await?;
    tx.commit().await?;
    Ok(Done::Yes)
}

/// Notes why a lead goes back, and moves it as the reason says. Gives why not, where it cannot be.
pub(super) async fn send_back(
    tx: &mut PgConnection,
    case: &mut Case,
    why: Why,
    by: &User,
    now: DateTime<Utc>,
) -> Result<Option<Done>, StorageError> {
    let Some(reason) = handoff_reasons::find(&mut *tx, &why.reason).await?.filter(|reason| reason.active) else {
        return Ok(Some(Done::UnknownReason));
    };
    let farthest = why.today.checked_add_days(Days::new(FARTHEST_DAYS));
    if why.recycle_on.is_some_and(|day| day <= why.today || farthest.is_none_or(|last| day > last)) {
        return Ok(Some(Done::BadDay));
    }
    let usual = reason.recycle_days.and_then(|days| why.today.checked_add_days(Days::new(u64::try_from(days).ok()?)));
    case.handoff.recycle_on = why.recycle_on.or(usual);
    case.handoff.reason_note = why.note;
    let stage = match (case.handoff.recycle_on, reason.outcome) {
        (Some(_), _) => Stage::Recycled,
        (None, ReasonOutcome::Disqualify) => Stage::Disqualified,
        (None, ReasonOutcome::Back | ReasonOutcome::Recycle) => Stage::Mql,
    };
    // A deal says where its lead stands.
    if case.stage() != stage && !case.stage().is_of_a_deal() {
        case.handoff.out_entry = Some(case.enter(tx, stage, Some(reason.key.clone()), Some(by.person_id), now).await?);
    }
    case.handoff.reason = Some(reason.key);
    Ok(None)
}
