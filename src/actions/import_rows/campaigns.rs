//! Campaigns: matched by id in the source, then by name, since costs and touches may have named them before.

use super::named::Named;
use super::upsert::Upsert;
use super::{Line, Outcome, Run, resolve};
use crate::domain::record::{CampaignRow, Kind, Record};
use crate::domain::text;
use crate::storage::StorageError;
use crate::storage::campaigns::{self, FIELDS, StoredCampaign};
use crate::storage::external_refs::{self, CAMPAIGN};
use sqlx::PgConnection;
use std::collections::HashMap;
use uuid::Uuid;

pub async fn import(tx: &mut PgConnection, run: &Run, batch: &[Line]) -> Result<Outcome, StorageError> {
    let rows: Vec<(&Line, &CampaignRow)> =
        batch.iter().filter_map(|l| if let Record::Campaign(r) = &l.record { Some((l, r)) } else { None }).collect();
    let people = resolve::people(tx, run, rows.iter().flat_map(|(_, r)| r.owner.iter().chain(&r.sales_partner))).await?;
    let parents = resolve::campaigns(tx, run, rows.iter().filter_map(|(_, r)| r.parent.as_ref())).await?;
    let ids: Vec<String> = rows.iter().map(|(_, r)| r.external_id.clone()).collect();
    let names: Vec<String> =
        rows.iter().flat_map(|(_, r)| r.name.iter().chain([&r.external_id])).map(|n| text::fold(n)).collect();
    let by_ref = external_refs::find(tx, run.source, CAMPAIGN, &ids).await?;
    let by_name: HashMap<String, Uuid> = campaigns::find_by_name(tx, &names).await?.into_iter().collect();
    let met: Vec<Uuid> = by_ref.values().chain(by_name.values()).copied().collect();
    let upsert = Upsert::load(tx, Kind::Campaign, FIELDS, &met).await?;
    let mut records = Named::new(CAMPAIGN, by_ref, by_name, upsert);
    let mut outcome = Outcome::default();
    for (line, row) in rows {
        let name = row.name.as_ref().unwrap_or(&row.external_id);
        let new = StoredCampaign {
            parent_id: parents.get(row.parent.as_ref()),
            channel: row.channel.clone(),
            start_on: row.start,
            end_on: row.end,
            budget_minor: row.budget.map(|b| b.minor),
            budget_currency: row.budget.map(|b| b.currency.code().to_owned()),
            owner_id: people.get(row.owner.as_ref()),
            sales_partner_id: people.get(row.sales_partner.as_ref()),
            persona: row.persona.clone(),
            raw: line.unmapped.clone(),
            import_file: Some(line.file),
            import_line: Some(line.line),
            ..resolve::new_campaign(run, name)
        };
        // A row of another kind may have named it by its id or by its name before.
        let (as_named, name) = (text::fold(&row.external_id), new.name_key.clone());
        records.take((&row.external_id, &[&as_named, &name]), new, (run, line), &mut outcome)?;
    }
    records.write(tx, run, &mut outcome).await?;
    Ok(outcome)
}
