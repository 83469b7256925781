//! New and changed records of one kind in one batch.

use super::merge::{Change, Mode, absorb};
use super::{Line, Outcome, Run};
use crate::domain::record::Kind;
use crate::storage::StorageError;
use crate::storage::copy::{self, Stored};
use crate::storage::import_rows::NewRow;
use serde_json::{Map, Value};
use sqlx::PgConnection;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use uuid::Uuid;

/// Collects what a batch does to records, to write it at once.
pub struct Upsert<T> {
    kind: Kind,
    groups: &'static [&'static [&'static str]],
    existing: HashMap<Uuid, Map<String, Value>>,
    changes: BTreeMap<Uuid, (Change, i16, i64)>,
    fresh: Vec<T>,
    places: HashMap<Uuid, usize>,
}

impl<T: Stored> Upsert<T> {
    /// Loads the records that rows of the batch will meet.
    pub async fn load(
        tx: &mut PgConnection,
        kind: Kind,
        groups: &'static [&'static [&'static str]],
        ids: &[Uuid],
    ) -> Result<Self, StorageError> {
        let existing = copy::find_json::<T>(tx, ids).await?.into_iter().filter_map(|value| match value {
            Value::Object(map) => Some((id_of(&map)?, map)),
            _ => None,
        });
        let existing = existing.collect();
        Ok(Self { kind, groups, existing, changes: BTreeMap::new(), fresh: Vec::new(), places: HashMap::new() })
    }

    /// A record as stored, if it is an earlier one.
    pub fn stored(&self, id: Uuid) -> Option<&Map<String, Value>> {
        self.existing.get(&id)
    }

    /// Takes a record that is new.
    pub fn add(&mut self, row: T, outcome: &mut Outcome) {
        outcome.counts.inserted += 1;
        self.places.insert(row.id(), self.fresh.len());
        self.fresh.push(row);
    }

    /// A record as it stands after the rows so far.
    pub fn current(&self, id: Uuid) -> Result<Option<T>, StorageError> {
        match (self.places.get(&id), self.existing.get(&id)) {
            (Some(place), _) => Ok(Some(self.fresh[*place].clone())),
            (None, Some(stored)) => serde_json::from_value(Value::Object(stored.clone())).map(Some).map_err(unreadable),
            (None, None) => Ok(None),
        }
    }

    /// Whether a record is one that the batch brought.
    pub fn is_new(&self, id: Uuid) -> bool {
        self.places.contains_key(&id)
    }

    /// A record that the batch brought.
    pub fn new_mut(&mut self, id: Uuid) -> Option<&mut T> {
        self.places.get(&id).map(|place| &mut self.fresh[*place])
    }

    /// Applies a row to a record met before. Gives whether anything changed.
    pub fn apply(
        &mut self,
        id: Uuid,
        row: &T,
        mode: Mode,
        run: &Run,
        line: &Line,
        outcome: &mut Outcome,
    ) -> Result<bool, StorageError> {
        let row = object(row)?;
        if let Some(place) = self.places.get(&id) {
            let mut stored = object(&self.fresh[*place])?;
            let change = absorb(&mut stored, &row, self.groups, mode);
            self.fresh[*place] = serde_json::from_value(Value::Object(stored)).map_err(unreadable)?;
            outcome.counts.merged += 1;
            return Ok(!change.is_empty());
        }
        let Some(stored) = self.existing.get_mut(&id) else { return Ok(false) };
        let by_hand = stored.get("import_id").is_none_or(Value::is_null);
        let mode = if by_hand && mode == Mode::Newer { Mode::Blanks } else { mode };
        let change = absorb(stored, &row, self.groups, mode);
        let own = stored.get("import_id").and_then(Value::as_str) == Some(run.id.to_string().as_str());
        let other_line = stored.get("import_line").and_then(Value::as_i64) != Some(line.line);
        if own && other_line {
            outcome.counts.merged += 1;
        } else if change.is_empty() {
            outcome.counts.unchanged += 1;
        } else {
            outcome.counts.updated += 1;
        }
        let changed = !change.is_empty();
        if changed {
            self.changes.entry(id).or_insert_with(|| (Change::default(), line.file, line.line)).0.follow(change);
        }
        Ok(changed)
    }

    /// Writes everything, with the values before each change.
    pub async fn flush(self, tx: &mut PgConnection, run: &Run, outcome: &mut Outcome) -> Result<(), StorageError> {
        copy::insert_all(tx, &self.fresh).await?;
        self.write_changes(tx, run, outcome).await
    }

    /// The same, changes first: a new record may take the place that a changed one leaves.
    pub async fn flush_changes_first(
        mut self,
        tx: &mut PgConnection,
        run: &Run,
        outcome: &mut Outcome,
    ) -> Result<(), StorageError> {
        let fresh = std::mem::take(&mut self.fresh);
        self.write_changes(tx, run, outcome).await?;
        copy::insert_all(tx, &fresh).await
    }

    async fn write_changes(self, tx: &mut PgConnection, run: &Run, outcome: &mut Outcome) -> Result<(), StorageError> {
        let mut columns = BTreeSet::new();
        let mut rows = Vec::new();
        for (id, (change, file, line)) in self.changes {
            let Some(stored) = self.existing.get(&id) else { continue };
            columns.extend(change.columns());
            rows.push(Value::Object(stored.clone()));
            if stored.get("import_id").and_then(Value::as_str) != Some(run.id.to_string().as_str()) {
                let (before, after) = (Value::Object(change.before), Value::Object(change.after));
                outcome.rows.push(NewRow::updated(self.kind, file, line, id, before, after));
            }
        }
        let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
        copy::update_all(tx, T::TABLE, &columns, &rows).await
    }
}

fn id_of(map: &Map<String, Value>) -> Option<Uuid> {
    map.get("id")?.as_str()?.parse().ok()
}

fn object(row: &impl serde::Serialize) -> Result<Map<String, Value>, StorageError> {
    match serde_json::to_value(row).map_err(unreadable)? {
        Value::Object(map) => Ok(map),
        _ => Ok(Map::new()),
    }
}

fn unreadable(error: serde_json::Error) -> StorageError {
    StorageError::Other(sqlx::Error::Decode(Box::new(error)))
}
