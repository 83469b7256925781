//! Intervals of rates and of their differences.

use super::{agree, agree_before_after, agree_interval, agree_rate, expected, number, rate, shared, whole};
use mihwar::metrics::rate::{Rate, difference};
use serde_json::Value;
use std::collections::BTreeMap;

/// The published figures have four decimals.
const PUBLISHED: f64 = 0.000_051;

#[test]
fn wilson_intervals_agree() {
    let Some(micro) = expected("micro_cases") else { return };
    let cases = micro["wilson_published"].as_array().unwrap();
    assert!(!cases.is_empty());
    for case in cases {
        let found = rate(case);
        agree_rate("wilson", found, &case["full"]);
        assert!((found.interval().lo - number(&case["lo"])).abs() < PUBLISHED, "{case}");
        assert!((found.interval().hi - number(&case["hi"])).abs() < PUBLISHED, "{case}");
    }
}

#[test]
fn newcombe_intervals_agree() {
    let Some(micro) = expected("micro_cases") else { return };
    let cases = micro["newcombe_published"].as_array().unwrap();
    assert!(!cases.is_empty());
    for case in cases {
        let side = |k: &str, n: &str| Rate::new(whole(&case[k]), whole(&case[n])).unwrap();
        let found = difference(side("k2", "n2"), side("k1", "n1"));
        for (found, published) in
            [(found.value, &case["diff_1_minus_2"]), (found.interval.lo, &case["lo"]), (found.interval.hi, &case["hi"])]
        {
            assert!((found - number(published)).abs() < PUBLISHED, "{case}: {found}");
        }
    }
}

#[test]
fn before_and_after_agree() {
    let Some(micro) = expected("micro_cases") else { return };
    let cases = micro["before_after_examples"].as_array().unwrap();
    assert!(!cases.is_empty());
    for case in cases {
        agree_before_after(case["args"].as_str().unwrap(), rate(&case["before"]), rate(&case["after"]), case);
    }
}

/// Contacts and conversions by the value of one column.
type Groups = BTreeMap<String, (u64, u64)>;

fn count_by(rows: &[csv::StringRecord], column: usize, outcome: usize) -> Groups {
    let mut groups = Groups::new();
    for row in rows {
        let (won, all) = groups.entry(row[column].to_owned()).or_default();
        *won += u64::from(&row[outcome] == "yes");
        *all += 1;
    }
    groups
}

#[test]
fn conversions_of_bank_marketing_agree() {
    let (Some(reference), Some(file)) = (expected("bank_marketing"), shared("bank_marketing/bank-additional.csv")) else {
        return;
    };
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(file.as_bytes());
    let headers = reader.headers().unwrap().clone();
    let column = |name: &str| headers.iter().position(|header| header == name).unwrap();
    let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
    let outcome = column("y");
    let overall: u64 = rows.iter().map(|row| u64::from(&row[outcome] == "yes")).sum();
    agree_rate("overall", Rate::new(overall, rows.len() as u64).unwrap(), &reference["conversion"]["overall"]);
    for name in ["contact", "month", "job", "poutcome"] {
        let groups = count_by(&rows, column(name), outcome);
        let known = reference["conversion"][format!("by_{name}")].as_object().unwrap();
        assert_eq!(groups.keys().collect::<Vec<_>>(), sorted_keys(known), "{name}");
        for (group, (won, all)) in &groups {
            agree_rate(&format!("{name} {group}"), Rate::new(*won, *all).unwrap(), &known[group]);
        }
    }
    let by_contact = count_by(&rows, column("contact"), outcome);
    let of = |contact: &str| Rate::new(by_contact[contact].0, by_contact[contact].1).unwrap();
    agree_before_after("telephone to cellular", of("telephone"), of("cellular"), &reference["cellular_vs_telephone"]);
}

fn sorted_keys(object: &serde_json::Map<String, Value>) -> Vec<&String> {
    let mut keys: Vec<_> = object.keys().collect();
    keys.sort();
    keys
}

#[test]
fn a_disagreement_is_noticed() {
    let found = Rate::new(81, 263).unwrap();
    let off = std::panic::catch_unwind(|| agree("off by 2e-9", found.value(), found.value() * (1.0 + 2e-9), super::EXACT));
    let interval = found.interval();
    let swapped = std::panic::catch_unwind(|| agree_interval("swapped", interval, &interval.hi.into(), &interval.lo.into()));
    assert!(off.is_err() && swapped.is_err());
}
