//! A report as rows: one a figure, named by its place in the report.

use serde_json::{Map, Value};
use std::borrow::Cow;

/// The columns of the file: stable keys.
pub const COLUMNS: [&str; 10] = ["figure", "value", "numerator", "denominator", "n", "lo", "hi", "unit", "currency", "reason"];

/// What a figure always has.
const FIGURE: [&str; 4] = ["value", "numerator", "denominator", "unit"];
/// What tells the items of a list apart.
const NAMES: [&str; 8] = ["stage", "period", "month", "channel", "value", "day", "from", "metric"];
/// What is a setting or an instant, not a number of the report.
const HEAD: [&str; 7] = ["report", "period", "compared_with", "as_of", "zone", "currency", "filters"];

/// One figure.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FlatRow {
    /// Where it stands: `funnel.stages.mql.next`.
    pub figure: String,
    /// Value, numerator, denominator, n, lower and upper end.
    pub numbers: [Option<f64>; 6],
    /// What it is counted in.
    pub unit: String,
    /// Of money.
    pub currency: String,
    /// Why there is no value: the key of a reason.
    pub reason: String,
}

/// Every figure and every plain number of a report, in order.
#[must_use]
pub fn flatten(report: &Value) -> Vec<FlatRow> {
    let mut rows = Vec::new();
    if let Value::Object(report) = report {
        for (key, value) in report.iter().filter(|(key, _)| !HEAD.contains(&key.as_str())) {
            walk(key, value, &mut rows);
        }
    }
    rows
}

fn walk(path: &str, value: &Value, rows: &mut Vec<FlatRow>) {
    match value {
        Value::Object(map) if FIGURE.iter().all(|key| map.contains_key(*key)) => rows.push(figure(path, map)),
        Value::Object(map) if map.contains_key("reason") => {
            rows.push(FlatRow { figure: format!("{path}.value"), reason: text(map, "reason"), ..FlatRow::default() });
        }
        Value::Object(map) => {
            for (key, value) in map.iter().filter(|(key, _)| *key != "period") {
                walk(&format!("{path}.{key}"), value, rows);
            }
        }
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                walk(&format!("{path}.{}", name(item).unwrap_or_else(|| at.to_string())), item, rows);
            }
        }
        Value::Number(number) => {
            let numbers = [number.as_f64(), None, None, None, None, None];
            rows.push(FlatRow { figure: path.to_owned(), numbers, ..FlatRow::default() });
        }
        Value::Null | Value::Bool(_) | Value::String(_) => {}
    }
}

fn figure(path: &str, map: &Map<String, Value>) -> FlatRow {
    let number = |key: &str| map.get(key).and_then(Value::as_f64);
    let end = |at: usize| map.get("interval").and_then(|ends| ends.get(at)).and_then(Value::as_f64);
    FlatRow {
        figure: path.to_owned(),
        numbers: [number("value"), number("numerator"), number("denominator"), number("n"), end(0), end(1)],
        unit: text(map, "unit"),
        currency: text(map, "currency"),
        reason: text(map, "reason"),
    }
}

fn text(map: &Map<String, Value>, key: &str) -> String {
    map.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// What an item of a list is called.
fn name(item: &Value) -> Option<String> {
    NAMES.iter().find_map(|key| match item.get(key)? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(period) => period.get("from").and_then(Value::as_str).map(str::to_owned),
        _ => None,
    })
}

/// A cell that no spreadsheet takes for a formula.
#[must_use]
pub fn neutral(cell: &str) -> Cow<'_, str> {
    let is_risky = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
    if is_risky { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

/// The rows as CSV with a BOM, by which spreadsheets know UTF-8.
///
/// # Errors
/// Errors of writing.
pub fn csv(rows: &[FlatRow]) -> Result<Vec<u8>, csv::Error> {
    let mut out = csv::WriterBuilder::new().from_writer("\u{FEFF}".as_bytes().to_vec());
    out.write_record(COLUMNS)?;
    for row in rows {
        let numbers = row.numbers.map(|number| number.map(|number| number.to_string()).unwrap_or_default());
        let cells = std::iter::once(neutral(&row.figure).into_owned()).chain(numbers);
        out.write_record(cells.chain([row.unit.clone(), row.currency.clone(), row.reason.clone()]))?;
    }
    Ok(out.into_inner().map_err(csv::IntoInnerError::into_error)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn rate() -> Value {
        json!({"value": 0.25, "numerator": 1.0, "denominator": 4.0, "n": 4, "interval": [0.05, 0.7], "unit": "ratio"})
    }

    #[test]
    fn every_figure_is_a_row_named_by_its_place() {
        let report = json!({
            "report": "x", "zone": "Asia/Riyadh", "period": {"from": "2026-07-01"}, "as_of": 5,
            "rate": rate(),
            "funnel": {"leads": 4, "stages": [{"stage": "mql", "next": rate()}]},
            "months": [{"period": {"from": "2026-07-01", "to": "2026-08-01"}, "figure": rate(), "is_running": true}],
        });
        let rows = flatten(&report);
        let mut names: Vec<_> = rows.iter().map(|row| row.figure.as_str()).collect();
        names.sort_unstable();
        assert_eq!(names, ["funnel.leads", "funnel.stages.mql.next", "months.2026-07-01.figure", "rate"]);
        let first = rows.iter().find(|row| row.figure == "rate").unwrap();
        assert_eq!(first.numbers, [Some(0.25), Some(1.0), Some(4.0), Some(4.0), Some(0.05), Some(0.7)]);
        assert_eq!(first.unit, "ratio");
    }

    #[test]
    fn a_missing_value_is_an_empty_cell_with_its_reason_and_a_formula_is_none() {
        let report = json!({"by_channel": [{"channel": "=cmd()", "cac": {
            "value": null, "reason": "no_costs", "numerator": null, "denominator": null, "n": 0, "interval": null,
            "unit": "money", "currency": "SAR"}}], "growth": {"kind": "not_comparable", "reason": "no_rates"}});
        let printed = String::from_utf8(csv(&flatten(&report)).unwrap()).unwrap();
        assert_eq!(printed.lines().nth(1), Some("by_channel.=cmd().cac,,,,0,,,money,SAR,no_costs"));
        assert_eq!(printed.lines().nth(2), Some("growth.value,,,,,,,,,no_rates"));
        assert_eq!(neutral("=1+1"), "'=1+1");
        assert_eq!((neutral("-5"), neutral("-x")), ("-5".into(), "'-x".into()));
        assert!(printed.starts_with('\u{FEFF}'));
    }
}
