//! A share of a whole with what it is worth: the count behind it and its interval.

use super::figure::Interval;
use super::real;
use statrs::function::erf::erfc;

/// The standard normal quantile that leaves 2.5 % on each side.
pub const Z_95: f64 = 1.959_963_984_540_054;
/// Below so many observations a rate is printed with its count and marked "few" (METRICS.md rule 2).
pub const FEW_BELOW: u64 = 10;
/// From so many observations on, better or worse is judged (METRICS.md rule 2).
pub const JUDGED_FROM: u64 = 30;

/// `k` of `n`, where `n` is not zero and `k` no more than `n`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    k: u64,
    n: u64,
}

impl Rate {
    /// A rate, unless there is nothing to divide by or the part exceeds the whole.
    #[must_use]
    pub const fn new(k: u64, n: u64) -> Option<Self> {
        if n == 0 || k > n { None } else { Some(Self { k, n }) }
    }

    /// The part.
    #[must_use]
    pub const fn k(self) -> u64 {
        self.k
    }

    /// The whole.
    #[must_use]
    pub const fn n(self) -> u64 {
        self.n
    }

    /// The share, 0 to 1.
    #[must_use]
    pub fn value(self) -> f64 {
        real(self.k) / real(self.n)
    }

    /// The Wilson score interval, 95 %. Its ends are exactly 0 and 1 where none or all were counted.
    #[must_use]
    pub fn interval(self) -> Interval {
        let (n, p, zz) = (real(self.n), self.value(), Z_95 * Z_95);
        let centre = p + zz / (2.0 * n);
        let reach = Z_95 * (p * (1.0 - p) / n + zz / (4.0 * n * n)).sqrt();
        let scale = 1.0 + zz / n;
        Interval {
            lo: if self.k == 0 { 0.0 } else { ((centre - reach) / scale).max(0.0) },
            hi: if self.k == self.n { 1.0 } else { ((centre + reach) / scale).min(1.0) },
        }
    }

    /// Too few to be read without its count.
    #[must_use]
    pub const fn is_few(self) -> bool {
        self.n < FEW_BELOW
    }

    /// Enough to be called better or worse.
    #[must_use]
    pub const fn is_judged(self) -> bool {
        self.n >= JUDGED_FROM
    }
}

/// How a rate changed between two independent groups of records.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct Difference {
    /// After minus before.
    pub value: f64,
    /// Newcombe's hybrid score interval (1998, method 10), 95 %.
    pub interval: Interval,
    /// The z statistic of the pooled two-proportion test; none where nothing varies.
    pub z: Option<f64>,
    /// Its two-sided p-value.
    pub p: Option<f64>,
}

/// Compares a rate with an earlier one.
#[must_use]
pub fn difference(before: Rate, after: Rate) -> Difference {
    let (b, a) = (before.value(), after.value());
    let (wb, wa) = (before.interval(), after.interval());
    let value = a - b;
    let interval =
        Interval { lo: (value - (a - wa.lo).hypot(wb.hi - b)).max(-1.0), hi: (value + (wa.hi - a).hypot(b - wb.lo)).min(1.0) };
    let pooled = real(before.k + after.k) / real(before.n + after.n);
    let error = (pooled * (1.0 - pooled) * (1.0 / real(before.n) + 1.0 / real(after.n))).sqrt();
    let z = (error > 0.0).then(|| value / error);
    Difference { value, interval, z, p: z.map(|z| erfc(z.abs() / std::f64::consts::SQRT_2)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rate(k: u64, n: u64) -> Rate {
        Rate::new(k, n).unwrap()
    }
    fn published(a: f64, b: f64) -> bool {
        (a - b).abs() < 0.000_05 + 1e-9
    }

    #[test]
    fn nothing_has_no_rate_and_a_part_is_no_more_than_the_whole() {
        assert_eq!(Rate::new(0, 0), None);
        assert_eq!(Rate::new(3, 2), None);
    }

    /// Newcombe RG (1998), Two-sided confidence intervals for the single proportion, Stat Med 17:857-872, method 3.
    #[test]
    fn score_intervals_are_those_published() {
        for (k, n, lo, hi) in
            [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)]
        {
            let interval = rate(k, n).interval();
            assert!(published(interval.lo, lo) && published(interval.hi, hi), "{k}/{n}: {interval:?}");
        }
    }

    /// Newcombe RG (1998), Interval estimation for the difference between independent proportions, Stat Med
    /// 17:873-890, method 10.
    #[test]
    fn intervals_of_differences_are_those_published() {
        for (after, before, lo, hi) in [
            ((56, 70), (48, 80), 0.0524, 0.3339),
            ((9, 10), (3, 10), 0.1705, 0.8090),
            ((6, 7), (2, 7), 0.0582, 0.8062),
            ((5, 56), (0, 29), -0.0381, 0.1926),
            ((0, 10), (0, 20), -0.1611, 0.2775),
            ((0, 10), (0, 10), -0.2775, 0.2775),
            ((10, 10), (0, 20), 0.6791, 1.0),
            ((10, 10), (0, 10), 0.6075, 1.0),
        ] {
            let found = difference(rate(before.0, before.1), rate(after.0, after.1)).interval;
            assert!(published(found.lo, lo) && published(found.hi, hi), "{after:?} - {before:?}: {found:?}");
        }
    }

    #[test]
    fn equal_rates_differ_by_nothing_and_where_nothing_varies_there_is_no_test() {
        let equal = difference(rate(5, 50), rate(5, 50));
        assert!(equal.value.abs() < f64::EPSILON && equal.p.is_some_and(|p| (p - 1.0).abs() < 1e-12));
        let nobody = difference(rate(0, 50), rate(0, 50));
        assert_eq!((nobody.z, nobody.p), (None, None));
    }

    proptest! {
        #[test]
        fn the_interval_holds_its_rate_and_stays_a_share(n in 1_u64..100_000, part in 0.0_f64..=1.0) {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of n")]
            let k = (real(n) * part) as u64;
            let (rate, interval) = (rate(k, n), rate(k, n).interval());
            prop_assert!(0.0 <= interval.lo && interval.hi <= 1.0);
            prop_assert!(interval.lo <= rate.value() && rate.value() <= interval.hi);
            prop_assert!(interval.lo < interval.hi);
        }

        #[test]
        fn a_difference_lies_in_its_interval_and_turns_with_its_sides(
            (n, k) in (1_u64..500).prop_flat_map(|n| (Just(n), 0..=n)),
            (m, j) in (1_u64..500).prop_flat_map(|m| (Just(m), 0..=m)),
        ) {
            let there = difference(rate(k, n), rate(j, m));
            let back = difference(rate(j, m), rate(k, n));
            prop_assert!(there.interval.lo <= there.value && there.value <= there.interval.hi);
            prop_assert!(there.interval.lo >= -1.0 && there.interval.hi <= 1.0);
            prop_assert!((there.interval.lo + back.interval.hi).abs() < 1e-12);
            prop_assert!(there.p.is_none_or(|p| (0.0..=1.0).contains(&p)));
        }
    }
}
