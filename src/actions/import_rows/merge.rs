//! How a newer row changes a record: field by field; blank never overwrites, and what a person set last stays.

use crate::domain::columns::{equal, person_fields, value};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// What a row changed on a record.
#[derive(Debug, Default, PartialEq)]
pub struct Change {
    /// The values before.
    pub before: Map<String, Value>,
    /// The values after.
    pub after: Map<String, Value>,
}

impl Change {
    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.after.is_empty()
    }

    /// Adds a later change of the same record: the first "before" stays.
    pub fn follow(&mut self, later: Self) {
        let Self { before, after } = later;
        for (field, value) in before {
            self.before.entry(field).or_insert(value);
        }
        self.after.extend(after);
    }

    /// The columns that changed.
    pub fn columns(&self) -> BTreeSet<String> {
        self.after.keys().cloned().collect()
    }
}

/// How much a row may change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// A newer row of a file: what it says.
    Newer,
    /// A row that meets a record which a person entered: blanks only.
    Blanks,
    /// A row that takes a record's place: everything, its blanks too.
    Replace,
}

/// Applies the fields of `row` to `stored`, group by group: fields that say one thing together are replaced together.
pub fn absorb(stored: &mut Map<String, Value>, row: &Map<String, Value>, groups: &[&[&str]], mode: Mode) -> Change {
    let kept = person_fields(stored);
    let mut change = Change::default();
    for group in groups {
        let says_nothing = mode != Mode::Replace && group.iter().all(|f| value(row, f).is_null());
        let same = group.iter().all(|f| equal(value(row, f), value(stored, f)));
        let is_set = group.iter().any(|f| !value(stored, f).is_null());
        if says_nothing || same || group.iter().any(|f| kept.contains(*f)) || (mode == Mode::Blanks && is_set) {
            continue;
        }
        for field in *group {
            change.before.insert((*field).to_owned(), value(stored, field).clone());
            change.after.insert((*field).to_owned(), value(row, field).clone());
            stored.insert((*field).to_owned(), value(row, field).clone());
        }
    }
    change
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[expect(clippy::needless_pass_by_value, reason = "literals read better")]
    fn map(value: Value) -> Map<String, Value> {
        value.as_object().cloned().unwrap()
    }

    #[test]
    fn blank_never_overwrites_and_a_persons_word_stays() {
        let mut stored = map(json!({"region": "MENA", "segment": "SMB", "persona": "Buyer", "person_fields": ["segment"]}));
        let row = map(json!({"region": null, "segment": "Enterprise", "persona": "Technical buyer"}));
        let change = absorb(&mut stored, &row, &[&["region"], &["segment"], &["persona"]], Mode::Newer);
        assert_eq!(change.after, map(json!({"persona": "Technical buyer"})));
        assert_eq!(change.before, map(json!({"persona": "Buyer"})));
        assert_eq!(stored["region"], "MENA");
    }

    #[test]
    fn a_date_that_becomes_an_instant_leaves_no_date_behind() {
        let mut stored = map(json!({"created_at": null, "created_on": "2026-03-31"}));
        let row = map(json!({"created_at": "2026-03-31T20:00:00Z", "created_on": null}));
        absorb(&mut stored, &row, &[&["created_at", "created_on"]], Mode::Newer);
        assert!(stored["created_on"].is_null());
    }
}
