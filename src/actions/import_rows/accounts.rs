//! Accounts: matched by id in the source, then by name.

use super::merge::Mode;
use super::upsert::Upsert;
use super::{Line, Outcome, Run, resolve};
use crate::domain::record::{AccountRow, Kind, Record};
use crate::domain::text;
use crate::storage::StorageError;
use crate::storage::accounts::{self, FIELDS, StoredAccount};
use crate::storage::external_refs::{self, ACCOUNT, NewRef};
use sqlx::PgConnection;
use std::collections::HashMap;
use uuid::Uuid;

pub async fn import(tx: &mut PgConnection, run: &Run, batch: &[Line]) -> Result<Outcome, StorageError> {
    let rows: Vec<(&Line, &AccountRow)> =
        batch.iter().filter_map(|l| if let Record::Account(r) = &l.record { Some((l, r)) } else { None }).collect();
    let ids: Vec<String> = rows.iter().map(|(_, r)| r.external_id.clone()).collect();
    let names: Vec<String> = rows.iter().filter_map(|(_, r)| r.name.as_deref().map(text::fold)).collect();
    let mut by_ref = external_refs::find(tx, run.source, ACCOUNT, &ids).await?;
    let mut by_name: HashMap<String, Uuid> = accounts::find_by_name(tx, &names).await?.into_iter().collect();
    let met: Vec<Uuid> = by_ref.values().chain(by_name.values()).copied().collect();
    let mut upsert = Upsert::load(tx, Kind::Account, FIELDS, &met).await?;
    let mut outcome = Outcome::default();
    let mut refs = Vec::new();
    for (line, row) in rows {
        let new = StoredAccount {
            domain: row.domain.clone(),
            country: row.country.clone(),
            region: row.region.clone(),
            segment: row.segment.clone(),
            raw: line.unmapped.clone(),
            import_file: Some(line.file),
            import_line: Some(line.line),
            ..resolve::new_account(run, row.name.as_ref().unwrap_or(&row.external_id))
        };
        let met = by_ref.get(&row.external_id).or_else(|| by_name.get(&new.name_key));
        let id = if let Some(id) = met.copied() {
            upsert.apply(id, &new, Mode::Newer, run, line, &mut outcome)?;
            id
        } else {
            let id = new.id;
            by_name.insert(new.name_key.clone(), id);
            upsert.add(new, &mut outcome);
            id
        };
        if by_ref.insert(row.external_id.clone(), id).is_none() {
            refs.push(NewRef { kind: ACCOUNT, external_id: row.external_id.clone(), record_id: id });
        }
    }
    upsert.flush(tx, run, &mut outcome).await?;
    external_refs::insert_all(tx, run.source, run.id.0, &refs).await?;
    Ok(outcome)
}
