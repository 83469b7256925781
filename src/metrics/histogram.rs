//! How durations are distributed: bins of one width in whole days.

/// Bins that a histogram has at most.
const BINS: f64 = 24.0;
/// Widths that a person reads easily.
const WIDTHS: [f64; 10] = [1.0, 2.0, 5.0, 7.0, 10.0, 14.0, 30.0, 60.0, 90.0, 180.0];

/// One bin, from a day to before another.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct Bin {
    /// The first day.
    pub from: f64,
    /// The day after.
    pub to: f64,
    /// Deals in it.
    pub deals: u64,
}

/// The bins of these days, empty ones between them included; negative ones belong in none.
#[must_use]
pub fn histogram(days: &[f64]) -> Vec<Bin> {
    let valid = || days.iter().copied().filter(|d| d.is_finite() && *d >= 0.0);
    let Some(longest) = valid().reduce(f64::max) else { return Vec::new() };
    let fits = |width: &f64| longest / width < BINS;
    let width = WIDTHS.into_iter().find(fits).unwrap_or_else(|| ((longest + 1.0) / BINS / 365.0).ceil() * 365.0);
    let last = (longest / width).floor();
    let mut bins: Vec<Bin> = std::iter::successors(Some(0.0), |at| (*at < last).then_some(at + 1.0))
        .map(|at| Bin { from: at * width, to: (at + 1.0) * width, deals: 0 })
        .collect();
    for day in valid() {
        let at = bins.partition_point(|bin| bin.to <= day);
        if let Some(bin) = bins.get_mut(at) {
            bin.deals += 1;
        }
    }
    bins
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_bin_ends_before_the_next_one_begins() {
        let bins = histogram(&[0.0, 6.9, 7.0, 40.0, -1.0, 167.9]);
        assert_eq!((bins[0].from, bins[0].to, bins[0].deals), (0.0, 7.0, 2));
        assert_eq!((bins[1].deals, bins.len()), (1, 24));
        assert!(histogram(&[]).is_empty() && histogram(&[-3.0]).is_empty());
    }

    proptest! {
        #[test]
        fn bins_hold_every_day_once_and_are_few(days in prop::collection::vec(0.0..20_000.0_f64, 1..80)) {
            let bins = histogram(&days);
            prop_assert!(!bins.is_empty() && bins.len() <= 24);
            prop_assert_eq!(bins.iter().map(|bin| bin.deals).sum::<u64>(), days.len() as u64);
            prop_assert!(bins.windows(2).all(|pair| (pair[0].to - pair[1].from).abs() < 1e-9));
            prop_assert!(bins.last().is_some_and(|bin| bin.deals > 0));
            for bin in bins {
                let inside = days.iter().filter(|day| bin.from <= **day && **day < bin.to).count() as u64;
                prop_assert_eq!(inside, bin.deals);
            }
        }
    }
}
