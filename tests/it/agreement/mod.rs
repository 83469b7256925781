//! Our numbers against reference figures that independent packages computed (lifelines, statsmodels, scipy). They lie
//! beside the project in `../shared/data`; a clone without them says that the comparisons were left out.

mod calendar;
mod intervals;
mod media_costs;
mod survival;

use mihwar::metrics::figure::Interval;
use mihwar::metrics::rate::{Difference, Rate, difference};
use serde_json::Value;
use std::io::Write as _;
use std::path::PathBuf;
use std::sync::Once;

/// Relative tolerance of closed forms.
const EXACT: f64 = 1e-9;

/// A file of `../shared/data`, or none where the folder is missing. A file missing from a folder that is there is an
/// error of the test.
fn shared(path: &str) -> Option<String> {
    static LEFT_OUT: Once = Once::new();
    let data = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data"));
    if !data.is_dir() {
        // Straight to stderr: what a passing test prints is swallowed.
        LEFT_OUT.call_once(|| {
            let _ = writeln!(std::io::stderr(), "agreement: ../shared/data is missing, comparisons with it were left out");
        });
        return None;
    }
    Some(std::fs::read_to_string(data.join(path)).unwrap_or_else(|error| panic!("{path}: {error}")))
}

/// The reference figures of a data set.
fn expected(dataset: &str) -> Option<Value> {
    Some(serde_json::from_str(&shared(&format!("expected/{dataset}.json"))?).unwrap())
}

/// Fails unless two numbers agree relative to their size; against zero, absolutely.
#[track_caller]
fn agree(what: &str, found: f64, expected: f64, tolerance: f64) {
    let size = if expected == 0.0 { 1.0 } else { expected.abs() };
    assert!((found - expected).abs() <= tolerance * size, "{what}: found {found:e}, expected {expected:e}");
}

#[track_caller]
fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("no number: {value}"))
}

#[track_caller]
fn whole(value: &Value) -> u64 {
    value.as_u64().unwrap_or_else(|| panic!("no whole number: {value}"))
}

/// A rate of the references: `{k, n, rate, lo, hi}`.
fn rate(value: &Value) -> Rate {
    Rate::new(whole(&value["k"]), whole(&value["n"])).unwrap()
}

#[track_caller]
fn agree_interval(what: &str, found: Interval, lo: &Value, hi: &Value) {
    agree(&format!("{what}, lower end"), found.lo, number(lo), EXACT);
    agree(&format!("{what}, upper end"), found.hi, number(hi), EXACT);
}

/// A rate that was counted here against one of the references, its interval included.
#[track_caller]
fn agree_rate(what: &str, found: Rate, expected: &Value) {
    assert_eq!((found.k(), found.n()), (whole(&expected["k"]), whole(&expected["n"])), "{what}");
    agree(what, found.value(), number(&expected["rate"]), EXACT);
    agree_interval(what, found.interval(), &expected["lo"], &expected["hi"]);
}

/// A comparison of two rates against one of the references. Its Wald interval and exact test are other definitions.
#[track_caller]
fn agree_difference(what: &str, found: Difference, expected: &Value) {
    agree(what, found.value, number(&expected["diff_after_minus_before"]), EXACT);
    agree_interval(what, found.interval, &expected["newcombe95"][0], &expected["newcombe95"][1]);
    agree(&format!("{what}, z"), found.z.unwrap(), number(&expected["z_pooled"]), EXACT);
    agree(&format!("{what}, p"), found.p.unwrap(), number(&expected["p_two_sided"]), EXACT);
}

#[track_caller]
fn agree_before_after(what: &str, before: Rate, after: Rate, expected: &Value) {
    agree_rate(what, before, &expected["before"]);
    agree_rate(what, after, &expected["after"]);
    agree_difference(what, difference(before, after), expected);
}
