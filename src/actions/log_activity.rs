//! Logging what was done with a lead or a deal, and taking it back while it is fresh.

use super::handoffs::touches::follow_activities;
use super::save_record::Saved;
use crate::domain::activity::{ActivityKind, ActivityOutcome};
use crate::domain::moment::Moment;
use crate::domain::ownership::{Noun, Ownership};
use crate::storage::activities::{self, StoredActivity};
use crate::storage::users::User;
use crate::storage::{Database, StorageError, copy, events, leads, records};
use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

/// How long a person may take back what he logged.
pub const FRESH: TimeDelta = TimeDelta::minutes(10);

/// What was done.
#[derive(Clone, Debug)]
pub struct Activity {
    /// The entry: made with the form, so that a form sent twice is one entry.
    pub id: Uuid,
    /// With what: a lead or a deal.
    pub noun: Noun,
    /// Which.
    pub record: Uuid,
    /// What.
    pub kind: ActivityKind,
    /// When.
    pub happened: Moment,
    /// What came of it.
    pub outcome: Option<ActivityOutcome>,
    /// A note.
    pub note: Option<String>,
}

/// Logs an activity.
pub async fn log_activity(db: &Database, done: Activity, by: &User, now: DateTime<Utc>) -> Result<Saved, StorageError> {
    let mut tx = db.pages.begin().await?;
    let Some(row) = records::lock(&mut *tx, done.noun, done.record).await? else { return Ok(Saved::Gone) };
    let owner = records::owner(&mut *tx, done.noun, &row).await?;
    if records::is_erased(&row) || !by.role.edits(done.noun, Ownership::of(owner, by.person_id)) {
        return Ok(Saved::Forbidden);
    }
    if activities::find(&mut *tx, done.id).await?.is_some() {
        return Ok(Saved::Done);
    }
    let deal = done.noun == Noun::Deal;
    let lead = if deal { records::id_of(&row, "lead_id") } else { Some(done.record) };
    insert(&mut tx, done.clone(), lead, by, now).await?;
    said(&mut tx, "logged", (done.noun, done.record), lead, (by, now)).await?;
    follow_activities(&mut tx, &lead.into_iter().collect::<Vec<_>>()).await?;
    tx.commit().await?;
    Ok(Saved::Done)
}

/// Writes an activity with a lead, in the transaction of what it belongs to.
pub(super) async fn write(tx: &mut PgConnection, done: Activity, by: &User, now: DateTime<Utc>) -> Result<(), StorageError> {
    let lead = done.record;
    insert(tx, done, Some(lead), by, now).await?;
    leads::refresh_work(tx, &[lead]).await
}

async fn insert(
    tx: &mut PgConnection,
    done: Activity,
    lead_id: Option<Uuid>,
    by: &User,
    now: DateTime<Utc>,
) -> Result<(), StorageError> {
    let stored = StoredActivity {
        id: done.id,
        lead_id,
        deal_id: (done.noun == Noun::Deal).then_some(done.record),
        kind: done.kind.key().to_owned(),
        happened_at: done.happened.at(),
        happened_on: done.happened.on(),
        logged_at: now,
        actor_id: Some(by.person_id.0),
        outcome: done.outcome.map(|outcome| outcome.key().to_owned()),
        note: done.note,
        source_id: None,
        event_id: None,
        import_id: None,
        import_file: None,
        import_line: None,
        recorded_at: now,
    };
    copy::insert_all(tx, &[stored]).await
}

/// Takes back what a person logged himself a moment ago.
pub async fn remove_activity(db: &Database, id: Uuid, by: &User, now: DateTime<Utc>) -> Result<Saved, StorageError> {
    let mut tx = db.pages.begin().await?;
    let Some(logged) = activities::find(&mut *tx, id).await? else { return Ok(Saved::Done) };
    let own = logged.actor_id == Some(by.person_id.0) && !logged.imported;
    if !own || now - logged.logged_at > FRESH {
        return Ok(Saved::Forbidden);
    }
    activities::delete(&mut *tx, id).await?;
    let about = match (logged.deal_id, logged.lead_id) {
        (Some(deal), _) => (Noun::Deal, deal),
        (None, Some(lead)) => (Noun::Lead, lead),
        (None, None) => return Ok(Saved::Gone),
    };
    said(&mut tx, "unlogged", about, logged.lead_id, (by, now)).await?;
    follow_activities(&mut tx, &logged.lead_id.into_iter().collect::<Vec<_>>()).await?;
    tx.commit().await?;
    Ok(Saved::Done)
}

async fn said(
    tx: &mut PgConnection,
    verb: &'static str,
    (noun, record): (Noun, Uuid),
    lead: Option<Uuid>,
    (by, now): (&User, DateTime<Utc>),
) -> Result<(), StorageError> {
    leads::refresh_work(tx, &lead.into_iter().collect::<Vec<_>>()).await?;
    let fields = ["activity".to_owned()];
    let event = events::Event { at: now, user: Some(by.id), verb, kind: noun.key(), record: Some(record), fields: &fields };
    events::insert(&mut *tx, event).await
}
