//! Activities: an imported one counts as logged when it happened.

use super::erased::Erased;
use super::{Line, Outcome, Refusal, Run, resolve};
use crate::actions::handoffs::touches::follow_activities;
use crate::domain::record::{ActivityRow, Kind, Record};
use crate::storage::activities::StoredActivity;
use crate::storage::{StorageError, copy, external_refs, leads};
use sqlx::PgConnection;
use std::collections::{BTreeSet, HashSet};
use uuid::Uuid;

pub async fn import(tx: &mut PgConnection, run: &Run, batch: &[Line]) -> Result<Outcome, StorageError> {
    let rows: Vec<(&Line, &ActivityRow)> =
        batch.iter().filter_map(|l| if let Record::Activity(r) = &l.record { Some((l, r)) } else { None }).collect();
    let people = resolve::people(tx, run, rows.iter().filter_map(|(_, r)| r.actor.as_ref())).await?;
    let named = resolve::leads(tx, run, rows.iter().filter_map(|(_, r)| r.lead.as_ref())).await?;
    let deals = resolve::deals(tx, run, &rows.iter().filter_map(|(_, r)| r.deal.clone()).collect::<Vec<_>>()).await?;
    let erased = Erased::of_refs(tx, run, rows.iter().filter_map(|(_, r)| r.lead.as_ref())).await?;
    let keys: Vec<String> = rows.iter().map(|(_, r)| r.event_id.key()).collect();
    let mut known: HashSet<String> =
        external_refs::known_events(tx, "activities", run.source, &keys).await?.into_iter().collect();
    let mut outcome = Outcome::default();
    let mut fresh = Vec::new();
    for (line, row) in rows {
        let lead_id = row.lead.as_ref().and_then(|l| named.get(l));
        let deal_id = row.deal.as_ref().and_then(|d| deals.get(d)).copied();
        if lead_id.is_none() && row.lead.as_ref().is_some_and(|named| erased.is_named(run, named)) {
            outcome.leave_out();
            continue;
        }
        if lead_id.is_none() && deal_id.is_none() {
            outcome.refuse(Kind::Activity, line, &Refusal { field: "lead", reason: "unknown_lead" });
            continue;
        }
        if !known.insert(row.event_id.key()) {
            outcome.counts.unchanged += 1;
            continue;
        }
        outcome.counts.inserted += 1;
        fresh.push(StoredActivity {
            id: Uuid::now_v7(),
            lead_id,
            deal_id,
            kind: row.kind.clone(),
            happened_at: row.happened.at(),
            happened_on: row.happened.on(),
            logged_at: row.happened.begins(chrono_tz::UTC),
            actor_id: people.get(row.actor.as_ref()),
            outcome: row.outcome.clone(),
            note: row.note.clone(),
            source_id: Some(run.source),
            event_id: Some(row.event_id.key()),
            import_id: Some(run.id.0),
            import_file: Some(line.file),
            import_line: Some(line.line),
            recorded_at: run.now,
        });
    }
    copy::insert_all(tx, &fresh).await?;
    let worked: BTreeSet<Uuid> = fresh.iter().filter_map(|activity| activity.lead_id).collect();
    let worked: Vec<Uuid> = worked.into_iter().collect();
    leads::refresh_work(tx, &worked).await?;
    follow_activities(tx, &worked).await?;
    Ok(outcome)
}
