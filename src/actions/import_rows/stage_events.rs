//! Entries into stages. Those that deals own confirm what the deal says; without a deal they make one.

use super::erased::Erased;
use super::merge::Mode;
use super::upsert::Upsert;
use super::{Line, Outcome, Refusal, Run, resolve, stages};
use crate::domain::moment::Moment;
use crate::domain::record::{Kind, Record, StageEventRow};
use crate::domain::stage::Stage;
use crate::storage::deals::{LeadDeal, StoredDeal};
use crate::storage::stage_transitions::StoredTransition;
use crate::storage::{StorageError, copy, external_refs, handoff_history};
use sqlx::PgConnection;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use uuid::Uuid;

/// What an event may tell of a placeholder deal.
const PLACEHOLDER_FIELDS: &[&[&str]] = &[&["opened_at", "opened_on"], &["closed_at", "closed_on", "outcome"]];

pub async fn import(tx: &mut PgConnection, run: &Run, batch: &[Line]) -> Result<Outcome, StorageError> {
    let rows: Vec<(&Line, &StageEventRow)> =
        batch.iter().filter_map(|l| if let Record::StageEvent(r) = &l.record { Some((l, r)) } else { None }).collect();
    let people = resolve::people(tx, run, rows.iter().filter_map(|(_, r)| r.actor.as_ref())).await?;
    let leads = resolve::leads(tx, run, rows.iter().map(|(_, r)| &r.lead)).await?;
    let erased = Erased::of_refs(tx, run, rows.iter().map(|(_, r)| &r.lead)).await?;
    let keys: Vec<String> = rows.iter().map(|(_, r)| r.event_id.key()).collect();
    let mut known: HashSet<String> =
        external_refs::known_events(tx, "stage_transitions", run.source, &keys).await?.into_iter().collect();
    let of_deals: Vec<Uuid> =
        rows.iter().filter(|(_, r)| r.stage.is_of_a_deal()).filter_map(|(_, r)| leads.get(&r.lead)).collect();
    let mut deals = Deals::load(tx, &of_deals).await?;
    let mut outcome = Outcome::default();
    let (mut fresh, mut moved) = (Vec::new(), BTreeSet::new());
    for (line, row) in rows {
        let Some(lead) = leads.get(&row.lead) else {
            if erased.is_named(run, &row.lead) {
                outcome.leave_out();
                continue;
            }
            outcome.refuse(Kind::StageEvent, line, &Refusal { field: "lead", reason: "unknown_lead" });
            continue;
        };
        if row.stage.is_of_a_deal() {
            deals.take(run, lead, row, line, &mut outcome)?;
        } else if row.stage == Stage::Lead || !known.insert(row.event_id.key()) {
            // Being a lead begins with the lead's own creation: the event only confirms it.
            outcome.counts.unchanged += 1;
        } else {
            outcome.counts.inserted += 1;
            moved.insert(lead);
            fresh.push(StoredTransition {
                actor_id: people.get(row.actor.as_ref()),
                reason: row.reason.clone(),
                source_id: Some(run.source),
                event_id: Some(row.event_id.key()),
                import_file: Some(line.file),
                import_line: Some(line.line),
                ..stages::transition(run, lead, row.stage, row.entered)
            });
        }
    }
    copy::insert_all(tx, &fresh).await?;
    deals.upsert.flush(tx, run, &mut outcome).await?;
    stages::follow_deals(tx, run, &deals.changed.iter().copied().collect::<Vec<_>>()).await?;
    stages::refresh_leads(tx, &moved.into_iter().collect::<Vec<_>>()).await?;
    // The acceptance of a handoff was an entry into SAL until now: here it is told.
    let accepted: BTreeSet<Uuid> = fresh.iter().filter(|t| t.to_stage == Stage::Sal.key()).map(|t| t.lead_id).collect();
    handoff_history::follow_answers(tx, &accepted.into_iter().collect::<Vec<_>>(), run.now).await?;
    Ok(outcome)
}

/// Deals of the batch's leads, and what the events say of those that are only placeholders.
struct Deals {
    by_lead: BTreeMap<Uuid, Vec<LeadDeal>>,
    upsert: Upsert<StoredDeal>,
    changed: BTreeSet<Uuid>,
}

impl Deals {
    async fn load(tx: &mut PgConnection, leads: &[Uuid]) -> Result<Self, StorageError> {
        let by_lead = stages::deals_by_lead(tx, leads).await?;
        let met: Vec<Uuid> = by_lead.values().flatten().filter(|d| d.placeholder).map(|d| d.id).collect();
        let upsert = Upsert::load(tx, Kind::StageEvent, PLACEHOLDER_FIELDS, &met).await?;
        Ok(Self { by_lead, upsert, changed: BTreeSet::new() })
    }

    fn take(
        &mut self,
        run: &Run,
        lead: Uuid,
        row: &StageEventRow,
        line: &Line,
        outcome: &mut Outcome,
    ) -> Result<(), StorageError> {
        let deals = self.by_lead.entry(lead).or_default();
        if deals.iter().any(|d| !d.placeholder) {
            outcome.counts.unchanged += 1;
            return Ok(());
        }
        let new = said(run, lead, row, line);
        if let Some(placeholder) = deals.first() {
            if self.upsert.apply(placeholder.id, &new, Mode::Newer, run, line, outcome)? {
                self.changed.insert(lead);
            }
        } else {
            deals.push(LeadDeal { id: new.id, lead_id: lead, opened: None, closed: None, won: None, placeholder: true });
            self.upsert.add(new, outcome);
            self.changed.insert(lead);
        }
        Ok(())
    }
}

fn said(run: &Run, lead: Uuid, row: &StageEventRow, line: &Line) -> StoredDeal {
    let (at, on) = (row.entered.and_then(Moment::at), row.entered.and_then(Moment::on));
    let base = StoredDeal { import_file: Some(line.file), import_line: Some(line.line), ..stages::new_placeholder(run, lead) };
    match row.stage {
        Stage::Won => StoredDeal { closed_at: at, closed_on: on, outcome: Some("won".to_owned()), ..base },
        Stage::Lost => {
            StoredDeal { closed_at: at, closed_on: on, outcome: Some("lost".to_owned()), lost_reason: row.reason.clone(), ..base }
        }
        _ => StoredDeal { opened_at: at, opened_on: on, ..base },
    }
}
