//! Moving a lead to a stage by hand, and taking a wrong entry back.

use super::handoffs::offer_by_rule;
use super::import_rows::{Cause, transition};
use crate::domain::moment::Moment;
use crate::domain::ownership::{Noun, Ownership};
use crate::domain::stage::Stage;
use crate::storage::stage_transitions::{self, StoredTransition};
use crate::storage::users::User;
use crate::storage::{Database, StorageError, copy, deals, events, leads, records};
use chrono::{DateTime, Utc};
use serde_json::json;
use sqlx::PgConnection;
use uuid::Uuid;

/// An entry into a stage that a person asks for.
#[derive(Clone, Debug)]
pub struct Move {
    /// The entry: made with the form, so that a form sent twice is one entry.
    pub id: Uuid,
    /// The lead.
    pub lead: Uuid,
    /// Where it goes.
    pub stage: Stage,
    /// When.
    pub moment: Moment,
    /// Why: needed where it leaves the way.
    pub reason: Option<String>,
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moved {
    /// Done, or done before.
    Done,
    /// It stands there already.
    Same,
    /// The lead is not this person's to move.
    Forbidden,
    /// There is no such lead, or no such entry.
    Gone,
    /// A deal says where the lead stands: open, close or reopen it.
    OfItsDeal,
    /// Leaving the way needs a reason.
    NeedsReason,
    /// It happened before the lead was there.
    TooEarly,
}

/// Moves a lead.
pub async fn move_lead(db: &Database, wanted: Move, by: &User, now: DateTime<Utc>) -> Result<Moved, StorageError> {
    let mut tx = db.pages.begin().await?;
    let moved = move_in(&mut tx, wanted, by, now).await?;
    tx.commit().await?;
    Ok(moved)
}

/// The same within a transaction.
pub(super) async fn move_in(tx: &mut PgConnection, wanted: Move, by: &User, now: DateTime<Utc>) -> Result<Moved, StorageError> {
    let Some(row) = records::lock(&mut *tx, Noun::Lead, wanted.lead).await? else { return Ok(Moved::Gone) };
    let owner = records::owner(&mut *tx, Noun::Lead, &row).await?;
    if records::is_erased(&row) || !by.role.edits(Noun::Lead, Ownership::of(owner, by.person_id)) {
        return Ok(Moved::Forbidden);
    }
    if stage_transitions::find(tx, wanted.id).await?.is_some() {
        return Ok(Moved::Done);
    }
    if wanted.stage.is_of_a_deal() || deals::find_of_leads(tx, &[wanted.lead]).await?.iter().any(|d| d.won != Some(false)) {
        return Ok(Moved::OfItsDeal);
    }
    if wanted.stage.rank().is_none() && wanted.reason.is_none() {
        return Ok(Moved::NeedsReason);
    }
    if records::text_of(&row, "current_stage") == Some(wanted.stage.key()) {
        return Ok(Moved::Same);
    }
    let created = records::moment_of(&row, "created_at", "created_on");
    // Days are compared where either is a day: which hour it was, nobody said.
    let early = |created: Moment| match (created, wanted.moment) {
        (Moment::Instant(created), Moment::Instant(moved)) => moved < created,
        _ => wanted.moment.local_date(chrono_tz::UTC) < created.local_date(chrono_tz::UTC),
    };
    if created.is_some_and(early) {
        return Ok(Moved::TooEarly);
    }
    let cause = Cause { import: None, actor: Some(by.person_id.0), now };
    let entry = transition(cause, wanted.lead, wanted.stage, Some(wanted.moment));
    let entry = StoredTransition { id: wanted.id, reason: wanted.reason, ..entry };
    copy::insert_all(tx, &[entry]).await?;
    leads::refresh_stages(tx, &[wanted.lead]).await?;
    said(tx, "moved", wanted.lead, wanted.stage.key(), by, now).await?;
    if wanted.stage == Stage::Mql {
        offer_by_rule(tx, &[wanted.lead], now).await?;
    }
    Ok(Moved::Done)
}

/// Takes an entry back by a row that voids it: the log keeps both.
pub async fn void_transition(
    db: &Database,
    lead: Uuid,
    entry: Uuid,
    reason: Option<String>,
    by: &User,
    now: DateTime<Utc>,
) -> Result<Moved, StorageError> {
    let mut tx = db.pages.begin().await?;
    let Some(row) = records::lock(&mut *tx, Noun::Lead, lead).await? else { return Ok(Moved::Gone) };
    let owner = records::owner(&mut *tx, Noun::Lead, &row).await?;
    if records::is_erased(&row) || !by.role.edits(Noun::Lead, Ownership::of(owner, by.person_id)) {
        return Ok(Moved::Forbidden);
    }
    let Some((wrong, live)) = stage_transitions::find(&mut tx, entry).await?.filter(|(t, _)| t.lead_id == lead) else {
        return Ok(Moved::Gone);
    };
    if wrong.deal_id.is_some() {
        return Ok(Moved::OfItsDeal);
    }
    if !live {
        return Ok(Moved::Done);
    }
    let stage = wrong.to_stage.clone();
    let void = StoredTransition {
        id: Uuid::now_v7(),
        voids: Some(entry),
        actor_id: Some(by.person_id.0),
        reason,
        source_id: None,
        event_id: None,
        import_id: None,
        import_file: None,
        import_line: None,
        recorded_at: now,
        ..wrong
    };
    copy::insert_all(&mut tx, &[void]).await?;
    leads::refresh_stages(&mut tx, &[lead]).await?;
    said(&mut tx, "corrected", lead, &stage, by, now).await?;
    tx.commit().await?;
    Ok(Moved::Done)
}

async fn said(
    tx: &mut PgConnection,
    verb: &'static str,
    lead: Uuid,
    stage: &str,
    by: &User,
    now: DateTime<Utc>,
) -> Result<(), StorageError> {
    let fields = ["stage".to_owned()];
    let event = events::Event { at: now, user: Some(by.id), verb, kind: Noun::Lead.key(), record: Some(lead), fields: &fields };
    events::insert_with(&mut *tx, event, Some(json!({ "stage": stage }))).await
}
