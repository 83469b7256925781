//! Chance with a seed: the same throws on every machine.

use chrono::TimeDelta;
use rand::rngs::ChaCha8Rng;
use rand::{RngExt as _, SeedableRng as _};

/// A generator whose throws the next versions of its library keep.
#[derive(Debug)]
pub(super) struct Dice(ChaCha8Rng);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    /// From 0 to below 1.
    pub fn unit(&mut self) -> f64 {
        self.0.random()
    }

    /// Whether something of this probability happens.
    pub fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    /// A place in a list of so many.
    pub fn place(&mut self, of: usize) -> usize {
        self.0.random_range(0..of)
    }

    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.place(of.len())]
    }

    /// One of several by their weights.
    pub fn weighted<'a, T>(&mut self, of: &'a [T], weight: impl Fn(&T) -> f64) -> &'a T {
        let mut left = self.unit() * of.iter().map(&weight).sum::<f64>();
        for one in of {
            left -= weight(one);
            if left < 0.0 {
                return one;
            }
        }
        &of[of.len() - 1]
    }

    /// A length of time, log-normal about its median.
    pub fn span(&mut self, median_days: f64, sigma: f64) -> TimeDelta {
        let days = median_days * (sigma * self.normal()).exp();
        #[expect(clippy::cast_possible_truncation, reason = "some months in seconds")]
        let seconds = (days * 86_400.0) as i64;
        TimeDelta::seconds(seconds.max(60))
    }

    /// A factor, log-normal about one.
    pub fn factor(&mut self, sigma: f64) -> f64 {
        (sigma * self.normal()).exp()
    }

    /// Box and Muller's transform of two throws.
    fn normal(&mut self) -> f64 {
        let (radius, angle) = (1.0 - self.unit(), self.unit());
        (-2.0 * radius.ln()).sqrt() * (std::f64::consts::TAU * angle).cos()
    }
}

/// The whole number next to an expected count.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small count, never negative")]
pub(super) fn rounded(expected: f64) -> usize {
    expected.round().max(0.0) as usize
}
