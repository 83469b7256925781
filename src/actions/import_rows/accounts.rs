//! Accounts: matched by id in the source, then by name.

use super::named::Named;
use super::upsert::Upsert;
use super::{Line, Outcome, Run, resolve};
use crate::domain::record::{AccountRow, Kind, Record};
use crate::domain::text;
use crate::storage::StorageError;
use crate::storage::accounts::{self, FIELDS, StoredAccount};
use crate::storage::external_refs::{self, ACCOUNT};
use sqlx::PgConnection;
use std::collections::HashMap;
use uuid::Uuid;

pub async fn import(tx: &mut PgConnection, run: &Run, batch: &[Line]) -> Result<Outcome, StorageError> {
    let rows: Vec<(&Line, &AccountRow)> =
        batch.iter().filter_map(|l| if let Record::Account(r) = &l.record { Some((l, r)) } else { None }).collect();
    let ids: Vec<String> = rows.iter().map(|(_, r)| r.external_id.clone()).collect();
    let names: Vec<String> = rows.iter().filter_map(|(_, r)| r.name.as_deref().map(text::fold)).collect();
    let by_ref = external_refs::find(tx, run.source, ACCOUNT, &ids).await?;
    let by_name: HashMap<String, Uuid> = accounts::find_by_name(tx, &names).await?.into_iter().collect();
    let met: Vec<Uuid> = by_ref.values().chain(by_name.values()).copied().collect();
    let upsert = Upsert::load(tx, Kind::Account, FIELDS, &met).await?;
    let mut records = Named::new(ACCOUNT, by_ref, by_name, upsert);
    let mut outcome = Outcome::default();
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
        let name = new.name_key.clone();
        records.take((&row.external_id, &[&name]), new, (run, line), &mut outcome)?;
    }
    records.write(tx, run, &mut outcome).await?;
    Ok(outcome)
}
