//! Costs: a row that is known is not counted twice.

use super::{Line, Outcome, Run, resolve};
use crate::domain::record::{CampaignCostRow, Record};
use crate::storage::campaign_costs::StoredCost;
use crate::storage::{StorageError, copy, external_refs};
use sqlx::PgConnection;
use std::collections::HashSet;
use uuid::Uuid;

pub async fn import(tx: &mut PgConnection, run: &Run, batch: &[Line]) -> Result<Outcome, StorageError> {
    let rows: Vec<(&Line, &CampaignCostRow)> =
        batch.iter().filter_map(|l| if let Record::CampaignCost(r) = &l.record { Some((l, r)) } else { None }).collect();
    let campaigns = resolve::campaigns(tx, run, rows.iter().filter_map(|(_, r)| r.campaign.as_ref())).await?;
    let keys: Vec<String> = rows.iter().map(|(_, r)| r.event_id.key()).collect();
    let mut known: HashSet<String> =
        external_refs::known_events(tx, "campaign_costs", run.source, &keys).await?.into_iter().collect();
    let mut outcome = Outcome::default();
    let mut fresh = Vec::new();
    for (line, row) in rows {
        if !known.insert(row.event_id.key()) {
            outcome.counts.unchanged += 1;
            continue;
        }
        outcome.counts.inserted += 1;
        fresh.push(StoredCost {
            id: Uuid::now_v7(),
            campaign_id: campaigns.get(row.campaign.as_ref()),
            channel: row.channel.clone(),
            start_on: row.start,
            end_on: row.end,
            category: row.category.clone(),
            amount_minor: row.amount.minor,
            currency: row.amount.currency.code().to_owned(),
            source_id: Some(run.source),
            event_id: Some(row.event_id.key()),
            import_id: Some(run.id.0),
            import_file: Some(line.file),
            import_line: Some(line.line),
            recorded_at: run.now,
        });
    }
    copy::insert_all(tx, &fresh).await?;
    Ok(outcome)
}
