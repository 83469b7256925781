//! Rows that came back, as a CSV that can be put right and imported again.

use crate::domain::ids::ImportId;
use crate::i18n::{Text, Words};
use crate::import::fields::Field;
use crate::import::rejects::neutral;
use crate::storage::import_rows::{self, RejectedRow};
use crate::storage::{Database, StorageError};
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::Write;

/// Rows that a file of rejected rows holds at most.
const LIMIT: i64 = 200_000;

/// Writes the rejected rows of one file of an import (or of all), with a column that says why. Gives how many.
pub async fn write_rejected(
    db: &Database,
    id: ImportId,
    file: Option<i16>,
    w: Words,
    out: impl Write,
) -> Result<usize, anyhow::Error> {
    let rows = rejected(db, id, file).await?;
    let cells: Vec<_> = rows.iter().map(|row| named(cells(&row.raw))).collect();
    // One table for all: a row that is short, or of a file with other columns, leaves cells empty.
    let mut place: BTreeMap<&Named, usize> = BTreeMap::new();
    let mut headers: Vec<&Named> = Vec::new();
    for (name, _) in cells.iter().flatten() {
        place.entry(name).or_insert_with(|| {
            headers.push(name);
            headers.len() - 1
        });
    }
    let mut out = out;
    out.write_all("\u{FEFF}".as_bytes())?;
    let mut csv = csv::Writer::from_writer(out);
    let reason = w.t("import-reason").plain();
    let names = headers.iter().map(|(name, _)| name.as_str()).chain([reason.as_str()]);
    csv.write_record(names.map(|name| neutral(name).into_owned()))?;
    for (row, cells) in rows.iter().zip(&cells) {
        let mut line = vec![""; headers.len()];
        for (name, cell) in cells {
            line[place[name]] = cell;
        }
        let reason = reasons(row, w).join(" · ");
        csv.write_record(line.into_iter().chain([reason.as_str()]).map(|cell| neutral(cell).into_owned()))?;
    }
    csv.flush()?;
    Ok(rows.len())
}

/// A header, and which one of those that are called so.
type Named = (String, usize);

fn named(cells: Vec<(String, String)>) -> Vec<(Named, String)> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let number = |(name, cell): (String, String)| {
        let count = seen.entry(name.clone()).or_default();
        *count += 1;
        ((name, *count), cell)
    };
    cells.into_iter().map(number).collect()
}

async fn rejected(db: &Database, id: ImportId, file: Option<i16>) -> Result<Vec<RejectedRow>, StorageError> {
    let mut rows = import_rows::rejected(&db.jobs, id, LIMIT).await?;
    // A row whose person was erased has no cells any more.
    rows.retain(|row| file.is_none_or(|f| f == row.file) && row.raw.as_array().is_none_or(|cells| !cells.is_empty()));
    Ok(rows)
}

/// Why a row came back, in words.
#[must_use]
pub fn reasons(row: &RejectedRow, w: Words) -> Vec<String> {
    let text = |value: &Value, key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let one = |reason: &Value| {
        let what = w.t(&format!("import-reason-{}", text(reason, "reason").replace('_', "-")));
        let what = match Field::from_key(&text(reason, "field")) {
            Some(field) => {
                let field = w.t(&format!("import-field-{}", field.key().replace('_', "-")));
                w.t_args("import-row-reason", &[("field", field.into()), ("what", what.into())])
            }
            None => what,
        };
        match text(reason, "value") {
            value if value.is_empty() => what.plain(),
            value => w.t_args("import-reason-value", &[("what", what.into()), ("value", Text::datum(&value).into())]).plain(),
        }
    };
    row.reasons.as_array().map(|list| list.iter().map(one).collect()).unwrap_or_default()
}

/// The cells of a row as they stood, with their headers.
#[must_use]
pub fn cells(raw: &Value) -> Vec<(String, String)> {
    let pair = |cell: &Value| {
        let text = |at: usize| cell.get(at).and_then(Value::as_str).unwrap_or_default().to_owned();
        (text(0), text(1))
    };
    raw.as_array().map(|cells| cells.iter().map(pair).collect()).unwrap_or_default()
}
