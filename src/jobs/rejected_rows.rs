//! Rows that came back, as a CSV that can be put right and imported again.

use crate::domain::ids::ImportId;
use crate::i18n::Words;
use crate::import::rejects::neutral;
use crate::storage::import_rows::{self, RejectedRow};
use crate::storage::{Database, StorageError};
use serde_json::Value;
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
    let mut out = out;
    out.write_all("\u{FEFF}".as_bytes())?;
    let mut csv = csv::WriterBuilder::new().flexible(true).from_writer(out);
    let mut shown: Option<Vec<String>> = None;
    for row in &rows {
        let cells = cells(&row.raw);
        let headers: Vec<String> = cells.iter().map(|(name, _)| name.clone()).collect();
        // Files of other columns follow with a header of their own.
        if shown.as_ref() != Some(&headers) {
            csv.write_record(
                headers
                    .iter()
                    .map(String::as_str)
                    .chain([w.t("import-reason").plain().as_str()])
                    .map(|c| neutral(c).into_owned()),
            )?;
            shown = Some(headers);
        }
        let reason = reasons(row, w).join(" · ");
        csv.write_record(cells.iter().map(|(_, cell)| cell.as_str()).chain([reason.as_str()]).map(|c| neutral(c).into_owned()))?;
    }
    csv.flush()?;
    Ok(rows.len())
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
        let message = w.t(&format!("import-reason-{}", text(reason, "reason").replace('_', "-")));
        let field = text(reason, "field");
        let value = text(reason, "value");
        let place = if field == "row" || field.is_empty() { String::new() } else { format!("{field}: ") };
        let value = if value.is_empty() { String::new() } else { format!(" ({value})") };
        format!("{place}{}{value}", message.plain())
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
