//! Verdicts over evidence, pure (METRICS.md): what divides by what, what "no data" means, what counts as better.
//! SQL counts and sums; nothing here reads a database, a clock or a language.

pub mod cac;
pub mod change;
pub mod cohorts;
pub mod conversion;
pub mod costs;
pub mod deals;
pub mod exchange;
pub mod figure;
pub mod funnel;
pub mod handoffs;
pub mod histogram;
pub mod kpi;
pub mod ledger;
pub mod lost;
pub mod metric;
pub mod origins;
pub mod quality;
pub mod quantile;
pub mod rate;
pub mod revenue;
pub mod since;
pub mod stage_times;
pub mod survival;
pub mod target;

/// A count as a real number.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
fn real(count: u64) -> f64 {
    count as f64
}

/// Minor units as a real number, for what is derived from them.
#[expect(clippy::cast_precision_loss, reason = "amounts are below 2^52 minor units")]
fn minor_units(amount: i64) -> f64 {
    amount as f64
}

#[cfg(test)]
mod near {
    /// Whether two numbers agree to twelve digits.
    pub fn near(a: f64, b: f64) -> bool {
        (a - b).abs() <= 1e-12 * a.abs().max(b.abs()).max(1.0)
    }
}
