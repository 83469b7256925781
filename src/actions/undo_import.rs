//! Taking an import back. What people changed since stays, and is counted.

use super::handoffs::touches::follow_activities;
use super::import_rows::{Run, follow_deals};
use crate::domain::columns::give_back;
use crate::domain::handoff::State;
use crate::domain::ids::{ImportId, UserId};
use crate::storage::copy::{self, Stored};
use crate::storage::deals::{self, StoredDeal};
use crate::storage::handoffs::StoredHandoff;
use crate::storage::imports::{self, State as ImportState};
use crate::storage::undo::{self, PastChange};
use crate::storage::{Database, StorageError, batches, events, handoff_history};
use crate::storage::{
    accounts::{self, StoredAccount},
    campaigns::{self, StoredCampaign},
    leads::{self, StoredLead},
};
use chrono::{DateTime, Utc};
use serde_json::{Map, Value};
use sqlx::PgConnection;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// What stayed when an import was taken back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// Records of the import on which something else was built.
    pub records: i64,
    /// Fields that were changed again since.
    pub fields: usize,
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undone {
    /// It is taken back, but for what stayed.
    Done(Kept),
    /// Nothing is: leads of it were merged into others, and those merges come first.
    Merged,
}

/// Takes an import back in one transaction.
pub async fn undo_import(db: &Database, id: ImportId, user: Option<UserId>, now: DateTime<Utc>) -> Result<Undone, StorageError> {
    let mut tx = db.jobs.begin().await?;
    batches::one_batch_at_a_time(&mut tx).await?;
    if !undo::merged_away(&mut tx, id).await?.is_empty() {
        return Ok(Undone::Merged);
    }
    handoff_history::tell(&mut tx).await?;
    let undo::Events { moved, worked } = undo::delete_events(&mut tx, id).await?;
    let mut leads: BTreeSet<Uuid> = moved.into_iter().collect();
    let changes = undo::changes(&mut tx, id).await?;
    let mut kept = Kept::default();
    for (kind, changes) in by_kind(changes) {
        kept.fields += match kind.as_str() {
            "lead" => restore::<StoredLead>(&mut tx, changes, leads::FIELDS, &mut leads).await?,
            "deal" | "stage_event" => restore::<StoredDeal>(&mut tx, changes, deals::FIELDS, &mut leads).await?,
            "handoff" => {
                let changes = still_free(&mut tx, changes, &mut kept).await?;
                restore::<StoredHandoff>(&mut tx, changes, handoff_history::FIELDS, &mut leads).await?
            }
            "campaign" => restore::<StoredCampaign>(&mut tx, changes, campaigns::FIELDS, &mut leads).await?,
            _ => restore::<StoredAccount>(&mut tx, changes, accounts::FIELDS, &mut leads).await?,
        };
    }
    leads.extend(undo::delete_deals(&mut tx, id).await?);
    handoff_history::delete_unused(&mut tx, id.0).await?;
    kept.records = undo::delete_records(&mut tx, id).await?;
    let left = undo::existing_leads(&mut tx, &leads.into_iter().collect::<Vec<_>>()).await?;
    follow_deals(&mut tx, &Run { id, source: 0, exported_on: None, now }, &left).await?;
    handoff_history::follow_answers(&mut tx, &left, now).await?;
    leads::refresh_stages(&mut tx, &left).await?;
    follow_activities(&mut tx, &worked).await?;
    imports::set_state(&mut *tx, id, ImportState::Undone, None, now).await?;
    events::insert(&mut *tx, events::Event { at: now, user, verb: "undone", kind: "import", record: Some(id.0), fields: &[] })
        .await?;
    tx.commit().await?;
    Ok(Undone::Done(kept))
}

fn by_kind(changes: Vec<PastChange>) -> BTreeMap<String, Vec<PastChange>> {
    let mut kinds: BTreeMap<String, Vec<PastChange>> = BTreeMap::new();
    for change in changes {
        kinds.entry(change.kind.clone()).or_default().push(change);
    }
    kinds
}

/// The changes of handoffs without those that would have one wait again beside another that was offered since.
async fn still_free(tx: &mut PgConnection, changes: Vec<PastChange>, kept: &mut Kept) -> Result<Vec<PastChange>, StorageError> {
    let waited = |change: &PastChange| change.before["state"] == State::Offered.key();
    let ids: Vec<Uuid> = changes.iter().filter(|change| waited(change)).map(|change| change.record_id).collect();
    let taken = handoff_history::open_beside(tx, &ids).await?;
    let (stay, free): (Vec<_>, Vec<_>) =
        changes.into_iter().partition(|change| waited(change) && taken.contains(&change.record_id));
    kept.fields += stay.len();
    Ok(free)
}

/// Gives records the values that they had before, where nobody changed them since. Gives how many things stay as they
/// are, and notes the leads of deals.
async fn restore<T: Stored>(
    tx: &mut PgConnection,
    changes: Vec<PastChange>,
    groups: &[&[&str]],
    leads: &mut BTreeSet<Uuid>,
) -> Result<usize, StorageError> {
    let ids: Vec<Uuid> = changes.iter().map(|c| c.record_id).collect();
    let mut stored: BTreeMap<String, Map<String, Value>> = copy::find_json::<T>(tx, &ids)
        .await?
        .into_iter()
        .filter_map(|v| if let Value::Object(map) = v { Some((map.get("id")?.as_str()?.to_owned(), map)) } else { None })
        .collect();
    let mut columns = BTreeSet::new();
    let mut kept = 0;
    for change in changes {
        let (Some(now), Value::Object(before), Value::Object(after)) =
            (stored.get_mut(&change.record_id.to_string()), change.before, change.after)
        else {
            continue;
        };
        note_lead(now, leads);
        let (set, changed_since) = give_back(now, &before, &after, groups);
        columns.extend(set);
        kept += changed_since;
        note_lead(now, leads);
    }
    let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
    let rows: Vec<Value> = stored.into_values().map(Value::Object).collect();
    copy::update_all(tx, T::TABLE, &columns, &rows).await?;
    Ok(kept)
}

fn note_lead(record: &Map<String, Value>, leads: &mut BTreeSet<Uuid>) {
    leads.extend(record.get("lead_id").and_then(Value::as_str).and_then(|id| id.parse::<Uuid>().ok()));
}
