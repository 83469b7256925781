//! A record as its columns: what is the same, and how a change of some is taken back.

use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// The columns of a record with their values.
pub type Columns = Map<String, Value>;

/// The fields that a person set last: an import leaves them alone.
pub const PERSON_FIELDS: &str = "person_fields";

/// The value of a column; one that is not there is null.
#[must_use]
pub fn value<'a>(of: &'a Columns, column: &str) -> &'a Value {
    of.get(column).unwrap_or(&Value::Null)
}

/// Whether two values are the same. Postgres and Rust write one instant in two ways.
#[must_use]
pub fn equal(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::String(a), Value::String(b)) if a != b => {
            let instant = |s: &str| chrono::DateTime::parse_from_rfc3339(s).ok();
            matches!((instant(a), instant(b)), (Some(a), Some(b)) if a == b)
        }
        (Value::Number(a), Value::Number(b)) => a.as_f64() == b.as_f64(),
        _ => a == b,
    }
}

/// Which columns a person set last.
#[must_use]
pub fn person_fields(of: &Columns) -> BTreeSet<String> {
    let fields = value(of, PERSON_FIELDS).as_array();
    fields.map(|fields| fields.iter().filter_map(|field| field.as_str().map(str::to_owned)).collect()).unwrap_or_default()
}

/// Takes a change back on a record: columns that say one thing together get the values `before` back if they still are as
/// they were `after`. Gives the columns that it set, and how many things stay because somebody changed them since.
pub fn give_back(now: &mut Columns, before: &Columns, after: &Columns, groups: &[&[&str]]) -> (BTreeSet<String>, usize) {
    let mut things: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for column in after.keys().map(String::as_str).filter(|column| *column != PERSON_FIELDS) {
        let thing = groups.iter().find(|group| group.contains(&column)).map_or(column, |group| group[0]);
        things.entry(thing).or_default().push(column);
    }
    let mut set = BTreeSet::new();
    let mut kept = 0;
    for columns in things.values() {
        if columns.iter().all(|column| equal(value(now, column), value(after, column))) {
            for column in columns {
                now.insert((*column).to_owned(), value(before, column).clone());
                set.insert((*column).to_owned());
            }
        } else {
            kept += 1;
        }
    }
    (set, kept)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[expect(clippy::needless_pass_by_value, reason = "literals read better")]
    fn map(value: Value) -> Columns {
        value.as_object().cloned().unwrap()
    }

    #[test]
    fn one_instant_in_two_notations_is_the_same() {
        assert!(equal(&json!("2026-03-31T20:00:00+00:00"), &json!("2026-03-31T20:00:00Z")));
        assert!(!equal(&json!("2026-03-31"), &json!("2026-04-01")));
        assert!(equal(&json!(1), &json!(1.0)));
    }

    #[test]
    fn what_somebody_changed_since_stays_as_a_whole() {
        let groups: &[&[&str]] = &[&["region"], &["value_minor", "value_currency"]];
        let before = map(json!({"region": "MENA", "value_minor": null, "value_currency": null}));
        let after = map(json!({"region": "EU", "value_minor": 100, "value_currency": "SAR"}));
        let mut now = map(json!({"region": "EU", "value_minor": 250, "value_currency": "SAR"}));
        let (set, kept) = give_back(&mut now, &before, &after, groups);
        assert_eq!(now, map(json!({"region": "MENA", "value_minor": 250, "value_currency": "SAR"})));
        assert_eq!((set.into_iter().collect::<Vec<_>>(), kept), (vec!["region".to_owned()], 1));
    }
}
