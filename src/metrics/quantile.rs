//! Quantiles and the summary of a list of durations.

use super::real;

/// The quantile of sorted values by linear interpolation between order statistics (R type 7, `percentile_cont`).
#[must_use]
pub fn quantile(sorted: &[f64], p: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let position = p.clamp(0.0, 1.0) * real(last as u64);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "lies between 0 and the last index")]
    let below = (position.floor() as usize).min(last);
    let (low, high) = (sorted[below], sorted[(below + 1).min(last)]);
    Some(low + (position - real(below as u64)) * (high - low))
}

/// The middle of values in any order, which it leaves in another; of none there is none. It sorts no more than it must.
pub fn median(values: &mut [f64]) -> Option<f64> {
    let last = values.len().checked_sub(1)?;
    let (below, middle, _) = values.select_nth_unstable_by(values.len() / 2, f64::total_cmp);
    let upper = *middle;
    let lower = if last % 2 == 0 { upper } else { below.iter().copied().max_by(f64::total_cmp).unwrap_or(upper) };
    quantile(&[lower, upper], 0.5)
}

/// How a list of values is spread.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct Summary {
    /// How many.
    pub n: u64,
    /// Their mean.
    pub mean: f64,
    /// Their sample standard deviation; one value alone has none.
    pub sd: Option<f64>,
    /// The smallest.
    pub min: f64,
    /// 10 % are no larger.
    pub p10: f64,
    /// The lower quartile.
    pub p25: f64,
    /// The middle.
    pub median: f64,
    /// The upper quartile.
    pub p75: f64,
    /// 90 % are no larger.
    pub p90: f64,
    /// 95 % are no larger.
    pub p95: f64,
    /// The largest.
    pub max: f64,
}

impl Summary {
    /// The summary of values in any order; of none there is none.
    #[must_use]
    pub fn of(values: &[f64]) -> Option<Self> {
        let mut sorted = values.to_vec();
        sorted.sort_unstable_by(f64::total_cmp);
        let (min, max) = (*sorted.first()?, *sorted.last()?);
        let n = sorted.len() as u64;
        let mean = sorted.iter().sum::<f64>() / real(n);
        let squares: f64 = sorted.iter().map(|v| (v - mean).powi(2)).sum();
        let at = |p| quantile(&sorted, p).unwrap_or(min);
        Some(Self {
            n,
            mean,
            sd: (n > 1).then(|| (squares / real(n - 1)).sqrt()),
            min,
            p10: at(0.10),
            p25: at(0.25),
            median: at(0.50),
            p75: at(0.75),
            p90: at(0.90),
            p95: at(0.95),
            max,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::near::near;
    use proptest::prelude::*;

    /// R: `quantile(c(15, 20, 35, 40, 50), c(.05, .3, .4, .5, 1))`, type 7.
    #[test]
    fn quantiles_interpolate_as_in_r() {
        for (p, expected) in [(0.05, 16.0), (0.30, 23.0), (0.40, 29.0), (0.50, 35.0), (1.0, 50.0)] {
            assert!(near(quantile(&[15.0, 20.0, 35.0, 40.0, 50.0], p).unwrap(), expected), "{p}");
        }
    }

    #[test]
    fn a_summary_can_be_added_up_by_eye() {
        let summary = Summary::of(&[4.0, 1.0, 3.0, 2.0]).unwrap();
        assert!(near(summary.mean, 2.5) && near(summary.median, 2.5) && near(summary.p25, 1.75));
        assert!(near(summary.sd.unwrap(), (5.0_f64 / 3.0).sqrt()));
        assert!(near(summary.min, 1.0) && near(summary.max, 4.0) && summary.n == 4);
    }

    #[test]
    fn nothing_has_no_summary_and_one_value_no_deviation() {
        assert_eq!(Summary::of(&[]), None);
        assert_eq!(quantile(&[], 0.5), None);
        assert_eq!(Summary::of(&[7.0]).unwrap().sd, None);
    }

    proptest! {
        #[test]
        fn the_median_alone_is_that_of_the_summary(values in prop::collection::vec(-1e6_f64..1e6, 0..60)) {
            prop_assert_eq!(median(&mut values.clone()), Summary::of(&values).map(|summary| summary.median));
        }

        #[test]
        fn quantiles_rise_and_stay_between_the_ends(values in prop::collection::vec(-1e6_f64..1e6, 1..60)) {
            let s = Summary::of(&values).unwrap();
            let line = [s.min, s.p10, s.p25, s.median, s.p75, s.p90, s.p95, s.max];
            prop_assert!(line.is_sorted());
        }
    }
}
