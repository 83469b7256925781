//! How long something takes while some still wait: the product-limit estimate of Kaplan and Meier, in seconds.

use crate::metrics::figure::{Figure, Reason, Unit};
use crate::metrics::quantile::Summary;
use crate::metrics::real;

/// Products of fractions miss a share by some last digits; a curve this close has reached it.
const TOLERANCE: f64 = 1e-12;

/// Waits that ended, and those that still run, in any order.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Waits {
    ended: Vec<f64>,
    running: Vec<f64>,
}

impl Waits {
    /// From their lengths in seconds. None is negative.
    #[must_use]
    pub const fn new(ended: Vec<f64>, running: Vec<f64>) -> Self {
        Self { ended, running }
    }

    /// Takes in others.
    pub fn add(&mut self, other: &Self) {
        self.ended.extend(&other.ended);
        self.running.extend(&other.running);
    }

    /// Takes in one that still runs.
    pub fn runs(&mut self, seconds: f64) {
        self.running.push(seconds);
    }

    /// How many.
    #[must_use]
    pub fn n(&self) -> u64 {
        (self.ended.len() + self.running.len()) as u64
    }

    /// How many ended.
    #[must_use]
    pub fn ended(&self) -> u64 {
        self.ended.len() as u64
    }

    /// The smallest length by which no more than half still wait; `empty` is the reason where there is none at all.
    #[must_use]
    pub fn median(&self, empty: Reason) -> Figure {
        let reason = if self.n() == 0 { empty } else { Reason::NotReached };
        let sorted = self.sorted();
        let median = sorted.curve().find(|(_, share)| *share <= 0.5 + TOLERANCE).map(|(length, _)| length);
        Figure::hours(median, self.n(), reason)
    }

    /// The share that still waits after each of some hours; none where nobody has been followed so long.
    #[must_use]
    pub fn waiting_after<const N: usize>(&self, hours: [f64; N]) -> [Figure; N] {
        let sorted = self.sorted();
        hours.map(|hours| sorted.waiting_after_of_sorted(hours * 3600.0))
    }

    fn sorted(&self) -> Self {
        let mut sorted = self.clone();
        sorted.ended.sort_unstable_by(f64::total_cmp);
        sorted.running.sort_unstable_by(f64::total_cmp);
        sorted
    }

    /// Of sorted lengths, the share that still waits after each at which one ended. At one length those that end come
    /// before those that are merely seen no longer.
    fn curve(&self) -> impl Iterator<Item = (f64, f64)> + '_ {
        let (mut left, mut unseen, mut share) = (self.ended.len(), 0, 1.0);
        self.ended.chunk_by(|a, b| a.total_cmp(b).is_eq()).map(move |same| {
            unseen += self.running[unseen..].partition_point(|length| *length < same[0]);
            let at_risk = left + self.running.len() - unseen;
            share *= 1.0 - real(same.len() as u64) / real(at_risk as u64);
            left -= same.len();
            (same[0], share)
        })
    }

    fn waiting_after_of_sorted(&self, seconds: f64) -> Figure {
        let last = self.curve().take_while(|(length, _)| *length <= seconds).last();
        let share = last.map_or(1.0, |(_, share)| share);
        let longest = [&self.running, &self.ended].into_iter().filter_map(|list| list.last().copied()).reduce(f64::max);
        let is_followed = longest.is_some_and(|length| length >= seconds) || self.n() > 0 && share <= TOLERANCE;
        if is_followed {
            return Figure::plain(share, self.n(), Unit::Ratio);
        }
        let reason = if self.n() == 0 { Reason::NoneAssigned } else { Reason::Immature };
        Figure { n: self.n(), ..Figure::none(Unit::Ratio, reason) }
    }

    /// How those that ended are spread, in hours: without those that still wait, so it flatters.
    #[must_use]
    pub fn summary(&self) -> Option<Summary> {
        Summary::of(&self.ended.iter().map(|seconds| seconds / 3600.0).collect::<Vec<_>>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::near::near;
    use crate::metrics::survival::{Observation, Outcome, Survival};
    use proptest::prelude::*;

    fn hours(list: &[f64]) -> Vec<f64> {
        list.iter().map(|h| h * 3600.0).collect()
    }

    #[test]
    fn neglect_cannot_flatter() {
        let answered = Waits::new(hours(&[1.0, 2.0, 3.0]), Vec::new());
        assert_eq!(answered.median(Reason::NoneAssigned).value, Some(2.0));
        let neglected = Waits::new(hours(&[1.0, 2.0, 3.0]), hours(&[90.0, 91.0]));
        assert_eq!(neglected.median(Reason::NoneAssigned).value, Some(3.0));
        assert!(near(neglected.summary().unwrap().median, 2.0));
        let mostly = Waits::new(hours(&[1.0]), hours(&[90.0, 91.0]));
        assert_eq!(mostly.median(Reason::NoneAssigned).reason, Some(Reason::NotReached));
        assert_eq!(Waits::default().median(Reason::NoneAssigned).reason, Some(Reason::NoneAssigned));
    }

    #[test]
    fn nobody_knows_what_lies_beyond_the_longest_wait() {
        let waits = Waits::new(hours(&[1.0, 2.0]), hours(&[4.0, 10.0]));
        assert!(near(waits.waiting_after([1.5])[0].value.unwrap(), 0.75));
        assert!(near(waits.waiting_after([10.0])[0].value.unwrap(), 0.5));
        assert_eq!(waits.waiting_after([11.0])[0].reason, Some(Reason::Immature));
        assert_eq!(Waits::new(hours(&[1.0]), Vec::new()).waiting_after([5.0])[0].value, Some(0.0));
    }

    proptest! {
        #[test]
        fn it_is_the_estimate_of_the_sales_cycle(
            ended in prop::collection::vec(0_u16..40, 0..40), running in prop::collection::vec(0_u16..40, 0..40), at in 0_u16..40,
        ) {
            let lengths = |list: &[u16]| list.iter().map(|h| f64::from(*h)).collect::<Vec<_>>();
            let (ended, running) = (lengths(&ended), lengths(&running));
            let of = |list: &[f64], outcome| list.iter().map(|days| Observation { days: *days, outcome }).collect::<Vec<_>>();
            let other = Survival::of(&[of(&ended, Outcome::Won), of(&running, Outcome::Open)].concat());
            let mut waits = Waits::default();
            waits.add(&Waits::new(hours(&ended), Vec::new()));
            waits.add(&Waits::new(Vec::new(), hours(&running)));
            prop_assert_eq!(waits.median(Reason::NoneAssigned).value, other.closed_by(0.5));
            let (found, expected) = (waits.waiting_after([f64::from(at)])[0], other.at(f64::from(at)));
            prop_assert_eq!(found.value.is_some(), expected.is_some());
            prop_assert!(found.value.zip(expected).is_none_or(|(a, b)| near(a, b.survival)));
        }
    }
}
