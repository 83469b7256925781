//! Leads: matched by id in the source, then address, then phone; a tie is refused, never guessed.

use super::erased::{Erased, OwnedTrace};
use super::merge::Mode;
use super::stages::{self, Entries, Stated};
use super::upsert::Upsert;
use super::visits::{self, Arrived};
use super::{Fate, Line, Outcome, Refusal, Run, resolve};
use crate::domain::erasure::Trace;
use crate::domain::moment::Moment;
use crate::domain::record::{Kind, LeadRow, Record};
use crate::domain::stage::Stage;
use crate::domain::text;
use crate::storage::external_refs::{self, LEAD, LEAD_KEY2, NewRef};
use crate::storage::leads::{self, FIELDS, StoredLead};
use crate::storage::{StorageError, touches};
use sqlx::PgConnection;
use std::collections::HashMap;
use uuid::Uuid;

struct Known {
    ids: HashMap<String, Uuid>,
    second_keys: HashMap<String, Uuid>,
    contacts: HashMap<String, Vec<Uuid>>,
}

pub async fn import(tx: &mut PgConnection, run: &Run, batch: &[Line]) -> Result<Outcome, StorageError> {
    let rows: Vec<(&Line, &LeadRow, StoredLead)> = batch
        .iter()
        .filter_map(|l| if let Record::Lead(r) = &l.record { Some((l, &**r, stored(run, l, r))) } else { None })
        .collect();
    let people = resolve::people(tx, run, rows.iter().filter_map(|(_, r, _)| r.owner.as_ref())).await?;
    let named: Vec<&String> = rows.iter().flat_map(|(_, r, _)| r.campaign.iter().chain(visits::campaign(r))).collect();
    let campaigns = resolve::campaigns(tx, run, named.into_iter()).await?;
    let accounts = resolve::accounts(tx, run, rows.iter().filter_map(|(_, r, _)| r.company.as_ref()), false).await?;
    let mut known = find_known(tx, run, &rows).await?;
    let erased = Erased::load(tx, run, rows.iter().flat_map(|(_, row, _)| traces(run, row))).await?;
    let met: Vec<Uuid> =
        known.ids.values().chain(known.second_keys.values()).chain(known.contacts.values().flatten()).copied().collect();
    let mut upsert = Upsert::load(tx, Kind::Lead, FIELDS, &met).await?;
    let mut outcome = Outcome::default();
    let (mut refs, mut stated, mut claims, mut arrived) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (line, row, stored) in rows {
        let mut stored = StoredLead {
            campaign_id: campaigns.get(row.campaign.as_ref()),
            account_id: accounts.get(row.company.as_ref()),
            owner_id: people.get(row.owner.as_ref()),
            ..stored
        };
        if known.is_erased(&erased, run, &stored, row) {
            outcome.leave_out();
            outcome.tell(line, Fate::Rejected(Refusal { field: "row", reason: "erased" }));
            continue;
        }
        let id = match known.find(&stored, row) {
            Err(refusal) => {
                outcome.refuse(Kind::Lead, line, &refusal);
                continue;
            }
            Ok(None) if row.created.is_none() && row.arrival.is_none() => {
                outcome.refuse(Kind::Lead, line, &Refusal { field: "created_at", reason: "missing" });
                continue;
            }
            Ok(None) => {
                let id = stored.id;
                visits::first(run, row, &campaigns, &mut stored);
                known.remember_contacts(&stored);
                upsert.add(stored, &mut outcome);
                outcome.tell(line, Fate::Created(id));
                id
            }
            Ok(Some(id)) => {
                let older = is_older(row, upsert.stored(id));
                let mode = if older { Mode::Blanks } else { Mode::Newer };
                visits::later(row, &campaigns, upsert.stored(id), &mut stored);
                let changed = upsert.apply(id, &stored, mode, run, line, &mut outcome)?;
                outcome.tell(line, if changed { Fate::Updated(id) } else { Fate::Unchanged(Some(id)) });
                id
            }
        };
        if let Some(external_id) = row.external_id.clone().filter(|e| !known.ids.contains_key(e)) {
            known.ids.insert(external_id.clone(), id);
            refs.push(NewRef { kind: LEAD, external_id, record_id: id });
        }
        if let Some(key2) = row.key2.clone().filter(|k| !known.second_keys.contains_key(k)) {
            known.second_keys.insert(key2.clone(), id);
            claims.push((key2.clone(), id));
            refs.push(NewRef { kind: LEAD_KEY2, external_id: key2, record_id: id });
        }
        arrived.extend(row.arrival.as_ref().map(|_| Arrived { line, row, lead: id }));
        if let Some(stage) = row.stage {
            stated.push(Stated { lead: id, stage, file: line.file, line: line.line });
        }
    }
    // New leads are written with the stages that they carry; only of earlier ones the log must be asked.
    let (of_new, of_known): (Vec<Stated>, Vec<Stated>) = stated.into_iter().partition(|s| upsert.is_new(s.lead));
    let mut logs = HashMap::new();
    let entries = Entries::of(run, &of_new, &mut logs);
    for (lead, log) in &logs {
        if let Some(lead) = upsert.new_mut(*lead) {
            log.current().key().clone_into(&mut lead.current_stage);
            log.furthest().key().clone_into(&mut lead.furthest_stage);
        }
    }
    upsert.flush(tx, run, &mut outcome).await?;
    external_refs::insert_all(tx, run.source, run.id.0, &refs).await?;
    touches::claim(tx, run.source, &claims).await?;
    entries.write(tx, run).await?;
    stages::state(tx, run, &of_known).await?;
    visits::write(tx, run, &campaigns, &arrived).await?;
    Ok(outcome)
}

async fn find_known(tx: &mut PgConnection, run: &Run, rows: &[(&Line, &LeadRow, StoredLead)]) -> Result<Known, StorageError> {
    let ids: Vec<String> = rows.iter().filter_map(|(_, r, _)| r.external_id.clone()).collect();
    let keys: Vec<String> = rows.iter().filter_map(|(_, r, _)| r.key2.clone()).collect();
    let emails: Vec<String> = rows.iter().filter_map(|(.., lead)| lead.email_key.clone()).collect();
    let phones: Vec<String> = rows.iter().filter_map(|(.., lead)| lead.phone_key.clone()).collect();
    let mut contacts: HashMap<String, Vec<Uuid>> = HashMap::new();
    for (key, id) in leads::find_by_key(tx, &emails, &phones).await? {
        let found = contacts.entry(key).or_default();
        if !found.contains(&id) {
            found.push(id);
        }
    }
    Ok(Known {
        ids: external_refs::find(tx, run.source, LEAD, &ids).await?,
        second_keys: external_refs::find(tx, run.source, LEAD_KEY2, &keys).await?,
        contacts,
    })
}

/// By what a row may mean somebody who was erased.
fn traces(run: &Run, row: &LeadRow) -> Vec<OwnedTrace> {
    let id = |kind, id: &String| OwnedTrace::Id(run.source, kind, id.clone());
    let mut traces: Vec<OwnedTrace> = row.external_id.iter().map(|e| id(LEAD, e)).collect();
    traces.extend(row.key2.iter().map(|k| id(LEAD_KEY2, k)));
    traces.extend(row.email.as_deref().and_then(text::fold_email).map(OwnedTrace::Email));
    traces.extend(row.phone.as_deref().and_then(text::fold_phone).map(OwnedTrace::Phone));
    traces
}

impl Known {
    /// Whether a row means somebody who was erased. Whoever lives under the same id, address or number comes first, in the
    /// order in which rows are matched.
    fn is_erased(&self, erased: &Erased, run: &Run, lead: &StoredLead, row: &LeadRow) -> bool {
        if erased.is_nobody() {
            return false;
        }
        let id = |kind, id| Trace::Id(run.source, kind, id);
        let levels = [
            (row.external_id.as_ref().map(|e| id(LEAD, e)), row.external_id.as_ref().is_some_and(|e| self.ids.contains_key(e))),
            (row.key2.as_ref().map(|k| id(LEAD_KEY2, k)), row.key2.as_ref().is_some_and(|k| self.second_keys.contains_key(k))),
            (lead.email_key.as_deref().map(Trace::Email), self.is_contact(lead.email_key.as_ref())),
            (lead.phone_key.as_deref().map(Trace::Phone), self.is_contact(lead.phone_key.as_ref())),
        ];
        let told = levels.into_iter().find(|(trace, lives)| *lives || trace.is_some_and(|trace| erased.has(trace)));
        told.is_some_and(|(_, lives)| !lives)
    }

    fn is_contact(&self, key: Option<&String>) -> bool {
        key.is_some_and(|key| self.contacts.get(key).is_some_and(|found| !found.is_empty()))
    }

    fn find(&self, lead: &StoredLead, row: &LeadRow) -> Result<Option<Uuid>, Refusal> {
        if let Some(id) = row.external_id.as_ref().and_then(|e| self.ids.get(e)) {
            return Ok(Some(*id));
        }
        if row.external_id.is_none()
            && let Some(id) = row.key2.as_ref().and_then(|k| self.second_keys.get(k))
        {
            return Ok(Some(*id));
        }
        for (field, key) in [("email", &lead.email_key), ("phone", &lead.phone_key)] {
            match key.as_ref().and_then(|k| self.contacts.get(k)).map(Vec::as_slice) {
                Some([one]) => return Ok(Some(*one)),
                Some([_, _, ..]) => return Err(Refusal { field, reason: "ambiguous" }),
                _ => {}
            }
        }
        Ok(None)
    }

    fn remember_contacts(&mut self, lead: &StoredLead) {
        for key in [&lead.email_key, &lead.phone_key].into_iter().flatten() {
            let found = self.contacts.entry(key.clone()).or_default();
            if found.is_empty() {
                found.push(lead.id);
            }
        }
    }
}

/// Whether the row's own date of change is before the one that the record carries.
fn is_older(row: &LeadRow, stored: Option<&serde_json::Map<String, serde_json::Value>>) -> bool {
    let (Some(changed), Some(stored)) = (row.updated, stored) else { return false };
    let text = |field: &str| stored.get(field).and_then(serde_json::Value::as_str);
    match changed {
        Moment::Instant(at) => {
            text("changed_at").and_then(|s| chrono::DateTime::parse_from_rfc3339(s).ok()).is_some_and(|was| at < was)
        }
        Moment::Date(on) => text("changed_on").and_then(|s| s.parse().ok()).is_some_and(|was: chrono::NaiveDate| on < was),
    }
}

fn stored(run: &Run, line: &Line, row: &LeadRow) -> StoredLead {
    StoredLead {
        id: Uuid::now_v7(),
        email: row.email.clone(),
        email_key: row.email.as_deref().and_then(text::fold_email),
        phone: row.phone.clone(),
        phone_key: row.phone.as_deref().and_then(text::fold_phone),
        first_name: row.first_name.clone(),
        last_name: row.last_name.clone(),
        company: row.company.clone(),
        domain: row.domain.clone(),
        account_id: None,
        country: row.country.clone(),
        region: row.region.clone(),
        segment: row.segment.clone(),
        source: row.source.clone(),
        medium: row.medium.clone(),
        channel: row.channel.clone(),
        campaign_id: None,
        created_at: row.created.and_then(Moment::at),
        created_on: row.created.and_then(Moment::on),
        changed_at: row.updated.and_then(Moment::at),
        changed_on: row.updated.and_then(Moment::on),
        current_stage: Stage::Lead.key().to_owned(),
        furthest_stage: Stage::Lead.key().to_owned(),
        owner_id: None,
        persona: row.persona.clone(),
        score: row.score,
        value_minor: row.value.map(|v| v.minor),
        value_currency: row.value.map(|v| v.currency.code().to_owned()),
        consent_at: row.consent.and_then(Moment::at),
        consent_on: row.consent.and_then(Moment::on),
        raw: line.unmapped.clone(),
        import_id: Some(run.id.0),
        import_file: Some(line.file),
        import_line: Some(line.line),
        recorded_at: run.now,
    }
}
