//! Leads that arrive live: the visit that brought somebody first stays his source, and each visit is a touch.

use super::resolve::Names;
use super::{Line, Run};
use crate::domain::hex::hex;
use crate::domain::moment::Moment;
use crate::domain::record::{LeadRow, Visit};
use crate::storage::leads::StoredLead;
use crate::storage::touches::StoredTouch;
use crate::storage::{StorageError, copy, external_refs};
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};
use sqlx::PgConnection;
use std::collections::HashSet;
use uuid::Uuid;

/// A row that arrived, and whose it is.
#[derive(Clone, Copy, Debug)]
pub struct Arrived<'a> {
    /// Where it stands.
    pub line: &'a Line,
    /// What it says.
    pub row: &'a LeadRow,
    /// Its lead.
    pub lead: Uuid,
}

fn visit(row: &LeadRow) -> Option<&Visit> {
    row.arrival.as_ref()?.visit.as_ref()
}

/// The campaign that a row's visit names.
pub fn campaign(row: &LeadRow) -> Option<&String> {
    visit(row)?.campaign.as_ref()
}

/// Completes a lead that arrives for the first time: it was created now unless the row knows better, and came by its visit.
pub fn first(run: &Run, row: &LeadRow, campaigns: &Names, lead: &mut StoredLead) {
    if row.arrival.is_some() && row.created.is_none() {
        lead.created_at = Some(run.now);
    }
    if let Some(visit) = visit(row) {
        came_by(visit, campaigns, lead);
    }
}

/// Completes a row of a lead that is there already: a later visit is its source only where nothing is known of an earlier
/// one.
pub fn later(row: &LeadRow, campaigns: &Names, stored: Option<&Map<String, Value>>, lead: &mut StoredLead) {
    if row.arrival.is_none() {
        return;
    }
    let is_known = |column: &&str| stored.is_none_or(|stored| stored.get(*column).is_some_and(|value| !value.is_null()));
    if ["source", "medium", "channel", "campaign_id", "raw"].iter().any(is_known) {
        lead.raw = None;
    } else if let Some(visit) = visit(row) {
        came_by(visit, campaigns, lead);
    }
}

fn came_by(visit: &Visit, campaigns: &Names, lead: &mut StoredLead) {
    if lead.source.is_none() && lead.medium.is_none() {
        lead.source.clone_from(&visit.source);
        lead.medium.clone_from(&visit.medium);
        lead.channel = lead.channel.take().or_else(|| visit.channel.clone());
    }
    lead.campaign_id = lead.campaign_id.or_else(|| campaigns.get(visit.campaign.as_ref()));
}

/// Writes the touches of visits, each once however often it is told.
pub async fn write(tx: &mut PgConnection, run: &Run, campaigns: &Names, arrived: &[Arrived<'_>]) -> Result<(), StorageError> {
    let told: Vec<(&Arrived<'_>, &Visit, String)> =
        arrived.iter().filter_map(|one| visit(one.row).map(|visit| (one, visit, key(one, visit)))).collect();
    let keys: Vec<String> = told.iter().map(|(.., key)| key.clone()).collect();
    if keys.is_empty() {
        return Ok(());
    }
    let mut known: HashSet<String> = external_refs::known_events(tx, "touches", run.source, &keys).await?.into_iter().collect();
    let fresh: Vec<StoredTouch> = told
        .into_iter()
        .filter(|(.., key)| known.insert(key.clone()))
        .map(|(one, visit, key)| touch(run, campaigns, one, visit, key))
        .collect();
    copy::insert_all(tx, &fresh).await
}

/// By what a visit is known again: its lead, by the sender's own id where there is one, and everything that was told.
fn key(one: &Arrived<'_>, visit: &Visit) -> String {
    let mut sha = Sha256::new();
    sha.update(one.row.external_id.clone().unwrap_or_else(|| one.lead.to_string()));
    for (name, value) in &visit.told {
        sha.update(format!("\u{1e}{name}\u{1f}{value}"));
    }
    format!("visit:{}", hex(&sha.finalize()[..16]))
}

fn touch(run: &Run, campaigns: &Names, one: &Arrived<'_>, visit: &Visit, key: String) -> StoredTouch {
    let row = one.row;
    // A row that says when it changed tells of a later visit than the one that created the lead.
    let occurred = row.updated.or(row.created).unwrap_or(Moment::Instant(run.now));
    StoredTouch {
        id: Uuid::now_v7(),
        lead_id: Some(one.lead),
        visitor: row.key2.clone(),
        campaign_id: campaigns.get(visit.campaign.as_ref()),
        channel: visit.channel.clone(),
        kind: Some("form".to_owned()),
        side: "marketing".to_owned(),
        occurred_at: occurred.at(),
        occurred_on: occurred.on(),
        responded: None,
        source_id: Some(run.source),
        event_id: Some(key),
        raw: Some(Value::Object(visit.told.clone())),
        import_id: Some(run.id.0),
        import_file: Some(one.line.file),
        import_line: Some(one.line.line),
        recorded_at: run.now,
    }
}
