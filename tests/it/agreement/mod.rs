//! Our numbers against reference figures that independent packages computed (lifelines, statsmodels, scipy). They lie
//! beside the project in `../shared/data`; a clone without them says that the comparisons were left out.

mod b2b_mini;
mod calendar;
mod handoffs;
mod intervals;
mod maven_crm;
mod media_costs;
mod survival;
mod synthetic;

use crate::support::{Mapping, TestDatabase, import_world, workspace};
use chrono::{DateTime, Utc};
use mihwar::domain::period::Period;
use mihwar::metrics::figure::Interval;
use mihwar::metrics::rate::{Difference, Rate, difference};
use mihwar::reports::{Compare, Question, run};
use serde_json::Value;
use std::io::Write as _;
use std::path::PathBuf;
use std::sync::Once;

/// Relative tolerance of closed forms.
const EXACT: f64 = 1e-9;

/// `../shared/data`, or none where it is missing: that is said once.
fn shared_folder() -> Option<PathBuf> {
    static LEFT_OUT: Once = Once::new();
    let data = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data"));
    if !data.is_dir() {
        // Straight to stderr: what a passing test prints is swallowed.
        LEFT_OUT.call_once(|| {
            let _ = writeln!(std::io::stderr(), "agreement: ../shared/data is missing, comparisons with it were left out");
        });
        return None;
    }
    Some(data)
}

/// A file of `../shared/data`, or none where the folder is missing. A file missing from a folder that is there is an
/// error of the test.
fn shared(path: &str) -> Option<String> {
    Some(std::fs::read_to_string(shared_folder()?.join(path)).unwrap_or_else(|error| panic!("{path}: {error}")))
}

/// A company of `../shared/data` in a database, with its reference figures.
struct Company {
    database: TestDatabase,
    expected: Value,
    zone: &'static str,
    as_of: DateTime<Utc>,
}

impl Company {
    /// Imports it, unless the folder is missing.
    async fn import(dataset: &str, folder: &str, mapping: Mapping, as_of: &str) -> Option<Self> {
        let expected = expected(dataset)?;
        let database = TestDatabase::lease().await;
        import_world(&database.db, mapping, &shared_folder()?.join(folder)).await;
        Some(Self { database, expected, zone: "UTC", as_of: as_of.parse().unwrap() })
    }

    /// What is asked about a period; all figures of the references stand alone.
    fn question(&self, period: Period) -> Question {
        let question = Question::new(workspace(self.zone, "USD"), period, self.as_of);
        Question { compare: Compare::None, ..question }
    }

    /// A report as a script gets it.
    async fn report(&self, name: &str, question: &Question) -> Value {
        run(name, &self.database.db, question).await.unwrap()
    }
}

/// A figure of a report against a rate of the references, its interval included.
#[track_caller]
fn agree_figure(what: &str, found: &Value, expected: &Value) {
    agree(&format!("{what}, part"), number(&found["numerator"]), number(&expected["k"]), EXACT);
    agree(&format!("{what}, whole"), number(&found["denominator"]), number(&expected["n"]), EXACT);
    agree(what, number(&found["value"]), number(&expected["rate"]), EXACT);
    agree(&format!("{what}, lower end"), number(&found["interval"][0]), number(&expected["lo"]), EXACT);
    agree(&format!("{what}, upper end"), number(&found["interval"][1]), number(&expected["hi"]), EXACT);
}

/// Days of a report against those of the references.
#[track_caller]
fn agree_summary(what: &str, found: &Value, expected: &Value) {
    let pairs = [("median", "p50"), ("sd", "sd_sample")].into_iter();
    let same = ["n", "mean", "min", "p10", "p25", "p75", "p90", "p95", "max"].map(|key| (key, key));
    for (ours, theirs) in pairs.chain(same) {
        agree(&format!("{what} {ours}"), number(&found[ours]), number(&expected[theirs]), EXACT);
    }
}

/// The months of a revenue report against those of the references, in which amounts are whole units of money.
#[track_caller]
fn agree_revenue(found: &Value, expected: &Value, count: &str) {
    let (found, expected) = (list(found), list(expected));
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        let month = expected["month"].as_str().unwrap();
        assert!(text(&found["period"]["from"]).starts_with(month), "{month}: {found}");
        let revenue = expected["revenue"].as_f64().unwrap_or_else(|| text(&expected["revenue"]).parse().unwrap());
        agree(month, number(&found["revenue"]["value"]) / 100.0, revenue, EXACT);
        assert_eq!(whole(&found["deals"]), whole(&expected[count]), "{month}");
        match expected["mom_growth"].as_f64() {
            Some(growth) => agree(&format!("{month} growth"), number(&found["growth"]["value"]), growth, EXACT),
            None => assert_eq!(found["growth"], Value::Null, "{month}"),
        }
    }
}

#[track_caller]
fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}"))
}

#[track_caller]
fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap_or_else(|| panic!("no list: {value}"))
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
