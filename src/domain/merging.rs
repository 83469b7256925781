//! Two leads that are one person: what the lead that stays says afterwards (IMPORTS.md, identity).

use super::columns::{Columns, PERSON_FIELDS, equal, person_fields, value};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What a person decides where both leads say something: columns that say one thing, by the name of the first.
pub const CHOICES: &[&[&str]] = &[
    &["first_name"],
    &["last_name"],
    &["email", "email_key"],
    &["phone", "phone_key"],
    &["company"],
    &["domain"],
    &["account_id"],
    &["country"],
    &["region"],
    &["segment"],
    &["persona"],
    &["owner_id"],
    FIRST_SOURCE,
    &["score"],
    &["value_minor", "value_currency"],
    &["consent_at", "consent_on"],
];
/// Where a lead first came from: one story, never half of each.
pub const FIRST_SOURCE: &[&str] = &["source", "medium", "channel", "campaign_id"];
const CREATED: &[&str] = &["created_at", "created_on"];
const CHANGED: &[&str] = &["changed_at", "changed_on"];

/// A thing that both leads say, differently.
#[must_use]
pub fn differing(kept: &Columns, merged: &Columns) -> Vec<&'static [&'static str]> {
    let differs = |group: &[&str]| group.iter().any(|column| !equal(value(kept, column), value(merged, column)));
    CHOICES.iter().copied().filter(|group| says(kept, group) && says(merged, group) && differs(group)).collect()
}

/// Whose word is proposed: that of the lead that stays, but the first source is that of the lead which came first.
#[must_use]
pub fn proposes_merged(kept: &Columns, merged: &Columns, group: &[&str]) -> bool {
    group == FIRST_SOURCE && earliest(merged, CREATED) < earliest(kept, CREATED)
}

/// The columns of the lead that stays which change, with their values after. Where both say something, it says what the
/// merged one said if its first column is `taken`; where one says nothing, it says what the other said. It is as old as
/// the older of them. What was decided here, or what a person had set, no import changes.
#[must_use]
pub fn united(kept: &Columns, merged: &Columns, taken: &BTreeSet<String>) -> Columns {
    let mut after = Columns::new();
    let (mut set, theirs) = (person_fields(kept), person_fields(merged));
    let decided = differing(kept, merged);
    for group in CHOICES {
        let decided = decided.contains(group);
        let take = if decided { taken.contains(group[0]) } else { says(merged, group) && !says(kept, group) };
        if take {
            copy(&mut after, merged, group);
        }
        let fields = group.iter().filter(|column| decided || (take && theirs.contains(**column)));
        set.extend(fields.map(|column| (*column).to_owned()));
    }
    if earliest(merged, CREATED) < earliest(kept, CREATED) {
        copy(&mut after, merged, CREATED);
    }
    if says(merged, CHANGED) && (!says(kept, CHANGED) || earliest(merged, CHANGED) > earliest(kept, CHANGED)) {
        copy(&mut after, merged, CHANGED);
    }
    if let Value::Object(others) = value(merged, "raw") {
        let mut raw = others.clone();
        raw.extend(value(kept, "raw").as_object().cloned().unwrap_or_default());
        after.insert("raw".to_owned(), Value::Object(raw));
    }
    after.insert(PERSON_FIELDS.to_owned(), json!(set));
    after.retain(|column, new| !equal(new, value(kept, column)));
    after
}

fn says(of: &Columns, group: &[&str]) -> bool {
    group.iter().any(|column| !value(of, column).is_null())
}

/// For order only: a day stands before the instants in it.
fn earliest(of: &Columns, group: &[&str]) -> Option<(chrono::NaiveDate, Option<chrono::DateTime<chrono::Utc>>)> {
    let text = |column: &str| value(of, column).as_str().map(str::to_owned);
    let at = text(group[0]).and_then(|at| chrono::DateTime::parse_from_rfc3339(&at).ok()).map(|at| at.to_utc());
    let on = text(group[1]).and_then(|on| on.parse().ok());
    at.map(|at| (at.date_naive(), Some(at))).or_else(|| on.map(|on| (on, None)))
}

fn copy(after: &mut Columns, from: &Columns, group: &[&str]) {
    after.extend(group.iter().map(|column| ((*column).to_owned(), value(from, column).clone())));
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[expect(clippy::needless_pass_by_value, reason = "literals read better")]
    fn map(value: Value) -> Columns {
        value.as_object().cloned().unwrap()
    }

    fn taking(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn blanks_are_filled_and_what_differs_is_decided() {
        let kept = map(json!({"email": "a@x.example", "email_key": "a@x.example", "region": null, "segment": "SMB",
                              "created_at": "2026-02-01T00:00:00Z", "person_fields": []}));
        let merged = map(json!({"email": "b@x.example", "email_key": "b@x.example", "region": "MENA", "segment": "Enterprise",
                                "created_on": "2026-01-05", "person_fields": ["region"]}));
        let differ: Vec<&str> = differing(&kept, &merged).iter().map(|group| group[0]).collect();
        assert_eq!(differ, ["email", "segment"]);
        let after = united(&kept, &merged, &taking(&["email"]));
        assert_eq!(
            after,
            map(json!({"email": "b@x.example", "email_key": "b@x.example", "region": "MENA",
                       "created_at": null, "created_on": "2026-01-05",
                       "person_fields": ["email", "email_key", "region", "segment"]}))
        );
    }

    #[test]
    fn the_first_source_is_that_of_the_lead_which_came_first() {
        let young = map(json!({"source": "google", "medium": "cpc", "created_at": "2026-02-01T00:00:00Z"}));
        let old = map(json!({"source": "expo", "medium": null, "created_at": "2026-01-01T00:00:00Z"}));
        assert!(proposes_merged(&young, &old, FIRST_SOURCE) && !proposes_merged(&old, &young, FIRST_SOURCE));
        assert!(!proposes_merged(&young, &old, &["company"]));
        let after = united(&young, &old, &taking(&["source"]));
        assert_eq!((value(&after, "source"), value(&after, "medium")), (&json!("expo"), &Value::Null));
    }

    #[test]
    fn columns_of_both_files_are_kept() {
        let after = united(&map(json!({"raw": {"a": 1}})), &map(json!({"raw": {"a": 2, "b": 3}})), &taking(&[]));
        assert_eq!(after["raw"], json!({"a": 1, "b": 3}));
    }

    fn lead() -> impl Strategy<Value = Columns> {
        let word = || proptest::option::of("[ab]");
        let day = proptest::option::of(1..28_u32);
        (word(), word(), word(), word(), day, proptest::sample::subsequence(vec!["email", "region", "source"], 0..=3)).prop_map(
            |(email, region, source, medium, day, person)| {
                map(json!({"email": email, "email_key": email, "region": region, "source": source, "medium": medium,
                           "created_on": day.map_or("2026-02-01".to_owned(), |d| format!("2026-01-{d:02}")), "person_fields": person}))
            },
        )
    }

    proptest! {
        #[test]
        fn nothing_that_either_said_is_lost_and_what_was_changed_goes_back(
            kept in lead(), merged in lead(), take in proptest::sample::subsequence(vec!["email", "region", "source"], 0..=3)
        ) {
            let after = united(&kept, &merged, &taking(&take));
            let mut now = kept.clone();
            now.extend(after.clone());
            for group in CHOICES {
                prop_assert_eq!(says(&now, group), says(&kept, group) || says(&merged, group), "{:?}", group);
                let of = |lead: &Columns| group.iter().all(|column| equal(value(&now, column), value(lead, column)));
                prop_assert!(of(&kept) || of(&merged), "{group:?} is a mixture");
            }
            prop_assert_eq!(earliest(&now, CREATED), earliest(&kept, CREATED).min(earliest(&merged, CREATED)));
            prop_assert!(person_fields(&now).is_superset(&person_fields(&kept)));
            super::super::columns::give_back(&mut now, &kept, &after, CHOICES);
            now.insert(PERSON_FIELDS.to_owned(), value(&kept, PERSON_FIELDS).clone());
            now.retain(|_, v| !v.is_null());
            let mut was = kept.clone();
            was.retain(|_, v| !v.is_null());
            prop_assert_eq!(now, was);
        }
    }
}
