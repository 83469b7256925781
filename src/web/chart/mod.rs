//! Charts as SVG made on the server (UX.md §8): x in percent, y in pixels, colours only by class, no inline style.
//!
//! A chart draws finished text; it formats nothing. It is hidden from screen readers, because the table beside it
//! says the same with links.

mod axis;
mod bars;
mod columns;
mod funnel;
mod histogram;
mod line;
mod over;
mod range;
mod spark;
mod steps;

pub use axis::{Tick, nice_ticks};
pub use bars::{Bullet, Part, bar, bullet, stacked};
pub use columns::{Column, Columns, columns};
pub use funnel::{FunnelBar, funnel};
pub use histogram::{Histogram, HistogramBar, histogram};
pub use line::{Line, Marker, Mean, Point, Target, line, line_under};
pub use over::{NoteMark, Over};
pub use range::{Dot, Shape, Whisker, range, whisker};
pub use spark::{spark, spark_to};
pub use steps::{Named, Step, Steps, steps};

use crate::i18n::Words;
use std::fmt;

/// A finished drawing. Only this module makes one, so its strings are escaped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Svg(String);

impl Svg {
    /// Whether there was nothing to draw.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Svg {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl askama::filters::HtmlSafe for Svg {}

/// Which way a chart runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Way {
    /// The page runs from right to left: bars grow to the left, axes stand on the right.
    pub page_rtl: bool,
    /// Time runs from right to left.
    pub time_rtl: bool,
}

impl From<Words> for Way {
    fn from(words: Words) -> Self {
        Self { page_rtl: words.rtl(), time_rtl: words.time_rtl() }
    }
}

impl Way {
    /// Where a text begins, told from the start of time: `text-anchor` follows the direction of the page.
    const fn anchor(self, place: Place) -> &'static str {
        match (place, self.page_rtl == self.time_rtl) {
            (Place::Middle, _) => "middle",
            (Place::After, true) | (Place::Before, false) => "start",
            (Place::Before, true) | (Place::After, false) => "end",
        }
    }
}

/// Where a text stands to its anchor, in the direction of time.
#[derive(Clone, Copy)]
enum Place {
    Before,
    Middle,
    After,
}

/// A coordinate at two decimals, without noise.
fn r(value: f64) -> f64 {
    (value * 100.0).round() / 100.0 + 0.0
}

/// A point mirrored where the chart runs from right to left.
fn mirror(x: f64, rtl: bool) -> f64 {
    r(if rtl { 100.0 - x } else { x })
}

/// The left edge of a span mirrored.
fn mirror_span(x: f64, width: f64, rtl: bool) -> f64 {
    r(if rtl { 100.0 - x - width } else { x })
}

/// A share of a whole in percent, kept on the drawing. What is not a number draws nothing.
fn share(value: f64, max: f64) -> f64 {
    let share = value / max * 100.0;
    if share.is_finite() { share.clamp(0.0, 100.0) } else { 0.0 }
}

#[expect(clippy::cast_precision_loss, reason = "charts have few points")]
const fn float(n: usize) -> f64 {
    n as f64
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

/// An SVG element that fills its width and is hidden from screen readers.
fn svg(class: &str, height: u32, body: &str) -> String {
    let class = escape(class);
    format!(r#"<svg class="{class}" width="100%" height="{height}" aria-hidden="true" focusable="false">{body}</svg>"#)
}

/// A layer whose paths stretch with the width while their strokes do not.
fn stretched(width: u32, height: u32, body: &str) -> String {
    format!(r#"<svg viewBox="0 0 {width} {height}" preserveAspectRatio="none" width="100%" height="{height}">{body}</svg>"#)
}

#[cfg(test)]
mod tests;
