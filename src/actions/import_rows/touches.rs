//! Touches: an event that is known is not taken twice.

use super::erased::Erased;
use super::{Fate, Line, Outcome, Refusal, Run, resolve};
use crate::domain::moment::Moment;
use crate::domain::record::{Kind, Record, Ref, Side, TouchRow};
use crate::storage::touches::StoredTouch;
use crate::storage::{StorageError, copy, external_refs};
use sqlx::PgConnection;
use std::collections::HashSet;
use uuid::Uuid;

pub async fn import(tx: &mut PgConnection, run: &Run, batch: &[Line]) -> Result<Outcome, StorageError> {
    let rows: Vec<(&Line, &TouchRow)> =
        batch.iter().filter_map(|l| if let Record::Touch(r) = &l.record { Some((l, r)) } else { None }).collect();
    let campaigns = resolve::campaigns(tx, run, rows.iter().filter_map(|(_, r)| r.campaign.as_ref())).await?;
    let visitors: Vec<Ref> = rows.iter().filter_map(|(_, r)| r.visitor.clone().map(Ref::Key2)).collect();
    let leads = resolve::leads(tx, run, rows.iter().filter_map(|(_, r)| r.lead.as_ref()).chain(&visitors)).await?;
    let erased = Erased::of_refs(tx, run, rows.iter().filter_map(|(_, r)| r.lead.as_ref()).chain(&visitors)).await?;
    let keys: Vec<String> = rows.iter().map(|(_, r)| r.event_id.key()).collect();
    let mut known: HashSet<String> = external_refs::known_events(tx, "touches", run.source, &keys).await?.into_iter().collect();
    let mut outcome = Outcome::default();
    let mut fresh = Vec::new();
    for (line, row) in rows {
        let named = row.lead.as_ref().and_then(|l| leads.get(l));
        let lead = named.or_else(|| leads.get(&Ref::Key2(row.visitor.clone()?)));
        let visitor = || row.visitor.clone().map(Ref::Key2);
        if lead.is_none() && row.lead.iter().chain(&visitor()).any(|named| erased.is_named(run, named)) {
            outcome.leave_out();
            outcome.tell(line, Fate::Rejected(Refusal { field: "row", reason: "erased" }));
        } else if lead.is_none() && row.visitor.is_none() {
            outcome.refuse(Kind::Touch, line, &Refusal { field: "lead", reason: "unknown_lead" });
        } else if known.insert(row.event_id.key()) {
            outcome.counts.inserted += 1;
            let campaign_id = campaigns.get(row.campaign.as_ref());
            let touch = StoredTouch { lead_id: lead, campaign_id, ..stored(run, line, row) };
            outcome.tell(line, Fate::Created(touch.id));
            fresh.push(touch);
        } else {
            outcome.counts.unchanged += 1;
            outcome.tell(line, Fate::Unchanged(None));
        }
    }
    copy::insert_all(tx, &fresh).await?;
    Ok(outcome)
}

fn stored(run: &Run, line: &Line, row: &TouchRow) -> StoredTouch {
    StoredTouch {
        id: Uuid::now_v7(),
        lead_id: None,
        visitor: row.visitor.clone(),
        campaign_id: None,
        channel: row.channel.clone(),
        kind: row.kind.clone(),
        side: if row.side == Side::Sales { "sales" } else { "marketing" }.to_owned(),
        occurred_at: row.occurred.at(),
        occurred_on: Moment::on(row.occurred),
        responded: row.responded,
        source_id: Some(run.source),
        event_id: Some(row.event_id.key()),
        raw: row.told.clone(),
        import_id: Some(run.id.0),
        import_file: Some(line.file),
        import_line: Some(line.line),
        recorded_at: run.now,
    }
}
