//! Records that files name by an id or by a name, and that rows of other kinds may have named before: accounts and
//! campaigns.

use super::merge::Mode;
use super::upsert::Upsert;
use super::{Line, Outcome, Run};
use crate::storage::StorageError;
use crate::storage::copy::Stored;
use crate::storage::external_refs::{self, NewRef};
use sqlx::PgConnection;
use std::collections::HashMap;
use uuid::Uuid;

/// Meets the records of a batch by their ids in the source, else by their names, and makes those that are met nowhere.
pub struct Named<T> {
    /// What kind of reference their ids are.
    pub kind: &'static str,
    /// Records by id.
    pub by_ref: HashMap<String, Uuid>,
    /// Records by folded name.
    pub by_name: HashMap<String, Uuid>,
    /// What the batch does to them.
    pub upsert: Upsert<T>,
    refs: Vec<NewRef>,
}

impl<T: Stored> Named<T> {
    /// Records that were met, and what the batch does to them.
    pub const fn new(
        kind: &'static str,
        by_ref: HashMap<String, Uuid>,
        by_name: HashMap<String, Uuid>,
        upsert: Upsert<T>,
    ) -> Self {
        Self { kind, by_ref, by_name, upsert, refs: Vec::new() }
    }

    /// Takes a row about the record of this id; of these names, folded, the first that is known is its record.
    pub fn take(
        &mut self,
        (external_id, names): (&str, &[&str]),
        new: T,
        (run, line): (&Run, &Line),
        outcome: &mut Outcome,
    ) -> Result<(), StorageError> {
        let by_name = || names.iter().find_map(|name| self.by_name.get(*name));
        let id = if let Some(id) = self.by_ref.get(external_id).or_else(by_name).copied() {
            self.upsert.apply(id, &new, Mode::Newer, run, line, outcome)?;
            id
        } else {
            let id = new.id();
            if let Some(own) = names.last() {
                self.by_name.insert((*own).to_owned(), id);
            }
            self.upsert.add(new, outcome);
            id
        };
        if self.by_ref.insert(external_id.to_owned(), id).is_none() {
            self.refs.push(NewRef { kind: self.kind, external_id: external_id.to_owned(), record_id: id });
        }
        Ok(())
    }

    /// Writes them.
    pub async fn write(self, tx: &mut PgConnection, run: &Run, outcome: &mut Outcome) -> Result<(), StorageError> {
        self.upsert.flush(tx, run, outcome).await?;
        external_refs::insert_all(tx, run.source, run.id.0, &self.refs).await
    }
}
