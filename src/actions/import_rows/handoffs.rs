//! Handoffs of which files tell: history that neither notifies nor expires. A later export changes them.
//!
//! Only the last offer of a lead can still wait, and none does beside one that was made here: an earlier one without an
//! answer was withdrawn.

use super::erased::Erased;
use super::handoff_terms::{Reasons, Terms};
use super::merge::Mode;
use super::upsert::Upsert;
use super::{Line, Outcome, Refusal, Run, resolve};
use crate::actions::handoffs::promises::Promises;
use crate::domain::handoff::{Route, State};
use crate::domain::record::{HandoffRow, Kind, Record};
use crate::storage::handoff_history::{self, FIELDS, Known};
use crate::storage::handoffs::StoredHandoff;
use crate::storage::import_rows::NewRow;
use crate::storage::{StorageError, activities};
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use uuid::Uuid;

pub async fn import(tx: &mut PgConnection, run: &Run, batch: &[Line]) -> Result<Outcome, StorageError> {
    handoff_history::tell(tx).await?;
    let told: Vec<(&Line, &HandoffRow)> =
        batch.iter().filter_map(|l| if let Record::Handoff(r) = &l.record { Some((l, &**r)) } else { None }).collect();
    let mut outcome = Outcome::default();
    let rows = of_known_leads(tx, run, &told, &mut outcome).await?;
    let people = resolve::people(tx, run, rows.iter().filter_map(|(_, r, _)| r.assignee.as_ref())).await?;
    let reasons = Reasons::ensure(tx, run, rows.iter().filter_map(|(_, r, _)| r.reason.as_ref())).await?;
    let terms = Terms::load(tx, run, &rows).await?;
    let leads: Vec<Uuid> = rows.iter().map(|(.., lead)| *lead).collect::<BTreeSet<_>>().into_iter().collect();
    let ids: Vec<String> = rows.iter().map(|(_, r, _)| r.external_id.clone()).collect();
    let mut past = Past::of(handoff_history::known(tx, run.source, &ids, &leads).await?);
    for (_, row, lead) in &rows {
        past.note(*lead, row.offered, &row.external_id);
    }
    let mut upsert = Upsert::<StoredHandoff>::load(tx, Kind::Handoff, FIELDS, &past.met(&ids)).await?;
    let engaged = {
        let (leads, offered): (Vec<Uuid>, Vec<DateTime<Utc>>) = rows.iter().map(|(_, r, lead)| (*lead, r.offered)).unzip();
        handoff_history::engagements(tx, &leads, &offered).await?
    };
    let efforts = activities::efforts_of(&mut *tx, &leads).await?;
    let mut promises = Promises::default();
    let mut moved: BTreeSet<Uuid> = leads.iter().copied().collect();
    for ((line, row, lead), engaged) in rows.iter().zip(engaged) {
        let before = past.by_event.get(&row.external_id).copied().map(|id| upsert.current(id)).transpose()?.flatten();
        // What people here said of it counts more than what a file says.
        if before.as_ref().is_some_and(|h| h.import_id.is_none() || h.decided_by.is_some() || h.returned_by.is_some()) {
            outcome.counts.unchanged += 1;
            continue;
        }
        let Some(terms) = terms.of(row, *lead) else { continue };
        let is_new = before.is_none();
        let (own_terms, seen) = (before.as_ref().map(|h| (h.policy_id, h.calendar_id)), before.as_ref().map(|h| h.lead_id));
        moved.extend(seen);
        // A running clock keeps its policy, unless the row names one.
        let (policy_id, calendar_id) = own_terms.filter(|_| row.window_minutes.is_none()).unwrap_or(terms);
        let base = before.clone().unwrap_or_else(|| new(run, line, row, *lead, policy_id));
        let (assignee, reason) = (people.get(row.assignee.as_ref()), reasons.key(row.reason.as_ref()));
        let mut handoff = StoredHandoff { lead_id: *lead, policy_id, calendar_id, ..base };
        tell(&mut handoff, row, assignee, reason);
        handoff.engaged_at = engaged.or(handoff.engaged_at);
        if handoff.state() == State::Offered && !past.may_wait(*lead, &row.external_id) {
            State::Withdrawn.key().clone_into(&mut handoff.state);
        }
        promises.settle(tx, before.as_ref(), &mut handoff, efforts.get(lead).map_or(&[], Vec::as_slice)).await?;
        if is_new {
            past.by_event.insert(row.external_id.clone(), handoff.id);
            upsert.add(handoff, &mut outcome);
        } else {
            upsert.apply(handoff.id, &handoff, Mode::Replace, run, line, &mut outcome)?;
        }
    }
    supersede(tx, run, &past, &rows, &mut outcome).await?;
    upsert.flush_changes_first(tx, run, &mut outcome).await?;
    handoff_history::follow_answers(tx, &moved.into_iter().collect::<Vec<_>>(), run.now).await?;
    Ok(outcome)
}

/// The rows whose leads are known; the others come back.
async fn of_known_leads<'a>(
    tx: &mut PgConnection,
    run: &Run,
    told: &[(&'a Line, &'a HandoffRow)],
    outcome: &mut Outcome,
) -> Result<Vec<(&'a Line, &'a HandoffRow, Uuid)>, StorageError> {
    let leads = resolve::leads(tx, run, told.iter().map(|(_, r)| &r.lead)).await?;
    let erased = Erased::of_refs(tx, run, told.iter().map(|(_, r)| &r.lead)).await?;
    let mut rows = Vec::with_capacity(told.len());
    for (line, row) in told {
        match leads.get(&row.lead) {
            Some(lead) => rows.push((*line, *row, lead)),
            None if erased.is_named(run, &row.lead) => outcome.leave_out(),
            None => outcome.refuse(Kind::Handoff, line, &Refusal { field: "lead", reason: "unknown_lead" }),
        }
    }
    Ok(rows)
}

fn new(run: &Run, line: &Line, row: &HandoffRow, lead: Uuid, policy: Uuid) -> StoredHandoff {
    StoredHandoff {
        source_id: Some(run.source),
        event_id: Some(row.external_id.clone()),
        import_id: Some(run.id.0),
        import_file: Some(line.file),
        import_line: Some(line.line),
        recorded_at: run.now,
        ..StoredHandoff::new(Uuid::now_v7(), lead, policy, None, Route::Imported.key(), row.offered)
    }
}

/// Takes over what a row says; a blank says nothing, but for what belongs to an answer that changed.
fn tell(handoff: &mut StoredHandoff, row: &HandoffRow, assignee: Option<Uuid>, reason: Option<String>) {
    let same = handoff.state == row.state.key();
    row.state.key().clone_into(&mut handoff.state);
    handoff.offered_at = row.offered;
    handoff.assignee_id = assignee.or(handoff.assignee_id);
    handoff.assigned_at = row.assigned.or(handoff.assigned_at);
    handoff.reassigned_at = handoff.assigned_at;
    handoff.told_touch_at = row.responded.or(handoff.told_touch_at);
    handoff.decided_at = row.decided;
    handoff.returned_at = row.returned;
    handoff.reason = if same { reason.or_else(|| handoff.reason.take()) } else { reason };
}

/// Earlier offers that still wait are withdrawn by a later one.
async fn supersede(
    tx: &mut PgConnection,
    run: &Run,
    past: &Past,
    rows: &[(&Line, &HandoffRow, Uuid)],
    outcome: &mut Outcome,
) -> Result<(), StorageError> {
    let told: HashSet<&String> = rows.iter().map(|(_, row, _)| &row.external_id).collect();
    let mut ids = Vec::new();
    for (line, row, lead) in rows.iter().filter(|(_, row, lead)| past.is_last(*lead, &row.external_id)) {
        for waiting in past.waiting.get(lead).into_iter().flatten() {
            if waiting.event_id.as_ref() != Some(&row.external_id)
                && !waiting.event_id.as_ref().is_some_and(|id| told.contains(id))
            {
                ids.push(waiting.id);
                let (before, after) = (State::Offered, State::Withdrawn);
                let said = |state: State| serde_json::json!({ "state": state.key() });
                outcome.rows.push(NewRow::updated(Kind::Handoff, line.file, line.line, waiting.id, said(before), said(after)));
            }
        }
    }
    tracing::debug!(import = %run.id, n = ids.len(), "earlier offers withdrawn");
    if ids.is_empty() { Ok(()) } else { handoff_history::withdraw(tx, &ids).await }
}

/// The handoffs that the leads of a batch had before.
#[derive(Debug, Default)]
struct Past {
    by_event: HashMap<String, Uuid>,
    waiting: BTreeMap<Uuid, Vec<Known>>,
    has_open_here: HashSet<Uuid>,
    last: HashMap<Uuid, (DateTime<Utc>, Option<String>)>,
}

impl Past {
    fn of(known: Vec<Known>) -> Self {
        let mut past = Self::default();
        for one in known {
            let last = past.last.entry(one.lead_id).or_insert_with(|| (one.offered_at, one.event_id.clone()));
            if one.offered_at > last.0 {
                *last = (one.offered_at, one.event_id.clone());
            }
            if let Some(event) = &one.event_id {
                past.by_event.insert(event.clone(), one.id);
            }
            match (one.open, one.imported) {
                (true, true) => past.waiting.entry(one.lead_id).or_default().push(one),
                (true, false) => drop(past.has_open_here.insert(one.lead_id)),
                (false, _) => {}
            }
        }
        past
    }

    fn note(&mut self, lead: Uuid, offered: DateTime<Utc>, event: &str) {
        let last = self.last.entry(lead).or_insert_with(|| (offered, Some(event.to_owned())));
        if offered > last.0 {
            *last = (offered, Some(event.to_owned()));
        }
    }

    /// Whether it is the last offer of its lead.
    fn is_last(&self, lead: Uuid, event: &str) -> bool {
        self.last.get(&lead).is_some_and(|(_, last)| last.as_deref() == Some(event))
    }

    fn may_wait(&self, lead: Uuid, event: &str) -> bool {
        self.is_last(lead, event) && !self.has_open_here.contains(&lead)
    }

    /// The records that the rows of a batch mean.
    fn met(&self, events: &[String]) -> Vec<Uuid> {
        events.iter().filter_map(|event| self.by_event.get(event)).copied().collect()
    }
}
