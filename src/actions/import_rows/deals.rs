//! Deals: opening or closing one moves its primary lead.

use super::erased::Erased;
use super::merge::Mode;
use super::upsert::Upsert;
use super::{Line, Outcome, Refusal, Run, resolve, stages};
use crate::domain::moment::Moment;
use crate::domain::record::{Business, DealRow, Kind, Outcome as Ending, Record};
use crate::storage::StorageError;
use crate::storage::deals::{self, FIELDS, StoredDeal};
use crate::storage::external_refs::{self, DEAL, NewRef};
use serde_json::Value;
use sqlx::PgConnection;
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

pub async fn import(tx: &mut PgConnection, run: &Run, batch: &[Line]) -> Result<Outcome, StorageError> {
    let rows: Vec<(&Line, &DealRow)> =
        batch.iter().filter_map(|l| if let Record::Deal(r) = &l.record { Some((l, &**r)) } else { None }).collect();
    let people = resolve::people(tx, run, rows.iter().filter_map(|(_, r)| r.owner.as_ref())).await?;
    let campaigns = resolve::campaigns(tx, run, rows.iter().filter_map(|(_, r)| r.campaign.as_ref())).await?;
    let accounts = resolve::accounts(tx, run, rows.iter().filter_map(|(_, r)| r.account.as_ref()), true).await?;
    let leads = resolve::leads(tx, run, rows.iter().flat_map(|(_, r)| r.lead.iter().chain(&r.contacts))).await?;
    let erased = Erased::of_refs(tx, run, rows.iter().filter_map(|(_, r)| r.lead.as_ref())).await?;
    let ids: Vec<String> = rows.iter().map(|(_, r)| r.external_id.clone()).collect();
    let mut known = resolve::deals(tx, run, &ids).await?;
    let mut placeholders = find_placeholders(tx, rows.iter().filter_map(|(_, r)| leads.get(r.lead.as_ref()?)).collect()).await?;
    let met: Vec<Uuid> = known.values().chain(placeholders.values()).copied().collect();
    let mut upsert = Upsert::load(tx, Kind::Deal, FIELDS, &met).await?;
    let mut outcome = Outcome::default();
    let (mut refs, mut contacts, mut moved) = (Vec::new(), Vec::new(), BTreeSet::new());
    for (line, row) in rows {
        let lead = row.lead.as_ref().and_then(|l| leads.get(l));
        if lead.is_none() && row.lead.as_ref().is_some_and(|named| erased.is_named(run, named)) {
            outcome.leave_out();
            continue;
        }
        if row.lead.is_some() && lead.is_none() {
            outcome.refuse(Kind::Deal, line, &Refusal { field: "lead", reason: "unknown_lead" });
            continue;
        }
        let new = StoredDeal {
            account_id: accounts.get(row.account.as_ref()),
            lead_id: lead,
            owner_id: people.get(row.owner.as_ref()),
            campaign_id: campaigns.get(row.campaign.as_ref()),
            ..stored(run, line, row)
        };
        let id = if let Some(id) = known.get(&row.external_id).copied() {
            // An earlier lead of the deal loses what the deal gave it.
            moved.extend(upsert.stored(id).and_then(|d| d.get("lead_id")?.as_str()?.parse::<Uuid>().ok()));
            upsert.apply(id, &new, Mode::Newer, run, line, &mut outcome)?;
            id
        } else if let Some(id) = lead.and_then(|l| placeholders.remove(&l)) {
            upsert.apply(id, &new, Mode::Replace, run, line, &mut outcome)?;
            id
        } else {
            let id = new.id;
            upsert.add(new, &mut outcome);
            id
        };
        if !known.contains_key(&row.external_id) {
            known.insert(row.external_id.clone(), id);
            refs.push(NewRef { kind: DEAL, external_id: row.external_id.clone(), record_id: id });
        }
        moved.extend(lead);
        contacts.extend(row.contacts.iter().filter_map(|c| leads.get(c)).filter(|c| Some(*c) != lead).map(|c| (id, c)));
    }
    upsert.flush(tx, run, &mut outcome).await?;
    external_refs::insert_all(tx, run.source, run.id.0, &refs).await?;
    deals::add_contacts(tx, &contacts, run.id.0).await?;
    stages::follow_deals(tx, run, &moved.into_iter().collect::<Vec<_>>()).await?;
    Ok(outcome)
}

async fn find_placeholders(tx: &mut PgConnection, leads: Vec<Uuid>) -> Result<HashMap<Uuid, Uuid>, StorageError> {
    let found = deals::find_of_leads(tx, &leads).await?;
    Ok(found.into_iter().filter(|d| d.placeholder).map(|d| (d.lead_id, d.id)).collect())
}

fn stored(run: &Run, line: &Line, row: &DealRow) -> StoredDeal {
    StoredDeal {
        id: Uuid::now_v7(),
        name: row.name.clone(),
        account_id: None,
        lead_id: None,
        amount_minor: row.amount.map(|a| a.minor),
        currency: row.amount.map(|a| a.currency.code().to_owned()),
        stage: row.stage.clone(),
        owner_id: None,
        opened_at: row.opened.and_then(Moment::at),
        opened_on: row.opened.and_then(Moment::on),
        expected_close: row.expected_close,
        closed_at: row.closed.and_then(Moment::at),
        closed_on: row.closed.and_then(Moment::on),
        outcome: row.outcome.map(|o| if o == Ending::Won { "won" } else { "lost" }.to_owned()),
        lost_reason: row.lost_reason.clone(),
        business: row.business.map(|b| if b == Business::New { "new" } else { "existing" }.to_owned()),
        campaign_id: None,
        placeholder: false,
        raw: line.unmapped.clone().filter(|raw| !matches!(raw, Value::Object(map) if map.is_empty())),
        import_id: Some(run.id.0),
        import_file: Some(line.file),
        import_line: Some(line.line),
        recorded_at: run.now,
    }
}
