//! The small line of a KPI card.

use super::over::steps;
use super::{Svg, Way, float, mirror, r, stretched, svg};
use std::fmt::Write as _;

const PAD: f64 = 5.0;

/// A line without axes: its first and last month are printed under it by the card. Gaps stay gaps; the last known
/// point is marked.
#[must_use]
pub fn spark(way: Way, values: &[Option<f64>], target: Option<f64>, height: u32) -> Svg {
    spark_to(way, values, &vec![target; values.len().max(1)], height)
}

/// The same with a target of each period: a line of steps.
#[must_use]
pub fn spark_to(way: Way, values: &[Option<f64>], targets: &[Option<f64>], height: u32) -> Svg {
    let known = || values.iter().chain(targets).flatten().copied().filter(|v| v.is_finite());
    let (lo, hi) = known().fold((f64::INFINITY, f64::NEG_INFINITY), |(lo, hi), v| (lo.min(v), hi.max(v)));
    if lo > hi {
        return Svg(svg("spark", height, ""));
    }
    let inner = f64::from(height) - 2.0 * PAD;
    let y = |v: f64| r(f64::from(height) - PAD - if hi > lo { (v - lo) / (hi - lo) } else { 0.5 } * inner);
    let last = values.len().saturating_sub(1);
    let x = |i: usize| mirror(if last == 0 { 50.0 } else { 2.0 + float(i) / float(last) * 94.0 }, way.time_rtl);
    let mut body = String::new();
    for (from, to, target) in steps(targets) {
        let at = |i: usize| mirror(float(i) / float(targets.len()) * 100.0, way.time_rtl);
        let _ = write!(body, r#"<line class="tgt" x1="{1}%" x2="{2}%" y1="{0}" y2="{0}"/>"#, y(target), at(from), at(to));
    }
    let points: Vec<(usize, f64)> =
        values.iter().enumerate().filter_map(|(i, v)| v.filter(|v| v.is_finite()).map(|v| (i, v))).collect();
    let mut path = String::new();
    let mut before = None;
    for (i, v) in &points {
        let pen = if before.is_some_and(|b: usize| b + 1 == *i) { 'L' } else { 'M' };
        let _ = write!(path, "{pen}{} {}", x(*i), y(*v));
        before = Some(*i);
    }
    if !path.is_empty() {
        let line = format!(r#"<path class="ln" vector-effect="non-scaling-stroke" d="{path}"/>"#);
        body.push_str(&stretched(100, height, &line));
    }
    if let Some((i, v)) = points.last() {
        let _ = write!(body, r#"<circle class="dot" cx="{}%" cy="{}" r="3.25"/>"#, x(*i), y(*v));
    }
    Svg(svg("spark", height, &body))
}
