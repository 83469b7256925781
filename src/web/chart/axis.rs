//! The value axis.

use super::{Way, escape, float, r};
use crate::i18n::Text;
use std::fmt::Write as _;

/// A line across the chart with its label.
#[derive(Clone, Debug)]
pub struct Tick {
    /// Where it stands.
    pub value: f64,
    /// What it says.
    pub label: Text,
}

/// Round values that hold the data, at most five, with zero when the data is near it. Empty data has the axis 0 to 1.
#[must_use]
pub fn nice_ticks(values: impl IntoIterator<Item = f64>) -> Vec<f64> {
    let (mut lo, mut hi) = values
        .into_iter()
        .filter(|v| v.is_finite())
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(lo, hi), v| (lo.min(v), hi.max(v)));
    if lo > hi {
        (lo, hi) = (0.0, 1.0);
    }
    if lo > 0.0 {
        lo = 0.0;
    }
    if hi < 0.0 {
        hi = 0.0;
    }
    if hi - lo < f64::MIN_POSITIVE {
        hi = lo + 1.0;
    }
    let mut step = nice_step((hi - lo) / 4.0);
    // Widening both ends to whole steps can need one more line: then the next rounder step.
    while (hi / step).ceil() - (lo / step).floor() > 4.0 {
        step = nice_step(step * 1.01);
    }
    let (first, last) = ((lo / step).floor(), (hi / step).ceil());
    (0..=4).map(float).map(|i| first + i).take_while(|i| *i <= last).map(|i| clean(i * step)).collect()
}

/// The next of 1, 2, 2.5, 5 × 10ⁿ.
fn nice_step(raw: f64) -> f64 {
    let magnitude = 10_f64.powf(raw.log10().floor());
    let nice = [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().find(|n| n * magnitude >= raw * 0.999_999);
    nice.unwrap_or(10.0) * magnitude
}

/// Without the noise of binary fractions: 0.30000000000000004 is 0.3.
fn clean(value: f64) -> f64 {
    format!("{value:.12e}").parse::<f64>().unwrap_or(value) + 0.0
}

/// Places values between the first and the last tick.
pub(super) struct Scale {
    pub top: f64,
    pub height: f64,
    lo: f64,
    hi: f64,
}

impl Scale {
    pub(super) fn new(ticks: &[Tick], top: f64, height: f64) -> Self {
        let lo = ticks.first().map_or(0.0, |t| t.value);
        let hi = ticks.last().map_or(1.0, |t| t.value);
        Self { top, height, lo, hi: if hi > lo { hi } else { lo + 1.0 } }
    }

    /// The height of a value; what lies outside stays at the edge.
    pub(super) fn y(&self, value: f64) -> f64 {
        let share = ((value - self.lo) / (self.hi - self.lo)).clamp(0.0, 1.0);
        r(self.top + self.height - share * self.height)
    }

    /// The value on which bars stand.
    pub(super) fn base(&self) -> f64 {
        0.0_f64.clamp(self.lo, self.hi)
    }
}

/// Horizontal lines, the base line stronger.
pub(super) fn grid(ticks: &[Tick], scale: &Scale) -> String {
    ticks.iter().fold(String::new(), |mut out, tick| {
        let axis = if (tick.value - scale.base()).abs() < f64::EPSILON { " axis" } else { "" };
        let y = scale.y(tick.value);
        let _ = write!(out, r#"<line class="grid{axis}" x1="0" x2="100%" y1="{y}" y2="{y}"/>"#);
        out
    })
}

/// The plot with its axis in a column of its own, so that it changes sides by itself.
pub(super) fn plot(way: Way, ticks: &[Tick], scale: &Scale, height: u32, body: &str) -> String {
    let longest = ticks.iter().map(|t| t.label.plain().chars().count()).max().unwrap_or(0);
    let width = match longest {
        0..=4 => 40,
        5 => 50,
        _ => 68,
    };
    // The labels end at the plot, whichever side it is on: `end` follows the direction of the page.
    let x = if way.page_rtl { 8 } else { width - 8 };
    let labels = ticks.iter().fold(String::new(), |mut out, tick| {
        let (y, label) = (r(scale.y(tick.value) + 4.0), escape(tick.label.attr()));
        let _ = write!(out, r#"<text class="yl" x="{x}" y="{y}" text-anchor="end">{label}</text>"#);
        out
    });
    format!(
        r#"<div class="plot"><svg class="yax" width="{width}" height="{height}" aria-hidden="true" focusable="false">{labels}</svg>{}</div>"#,
        super::svg("pl", height, body)
    )
}
