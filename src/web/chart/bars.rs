//! Horizontal bars: plain, against a target, and parts of a whole.

use super::{Svg, Way, escape, mirror, mirror_span, r, share, svg};
use std::fmt::Write as _;

/// A value against its target and the period before.
#[derive(Clone, Copy, Debug)]
pub struct Bullet {
    /// The value; none draws only the track.
    pub value: Option<f64>,
    /// The end of the scale.
    pub max: f64,
    /// The target's tick.
    pub target: Option<f64>,
    /// The tick of the period before.
    pub previous: Option<f64>,
    /// Drawn as missed: the words beside it say so.
    pub missed: bool,
}

/// A bullet bar.
#[must_use]
pub fn bullet(way: Way, b: Bullet) -> Svg {
    const HEIGHT: u32 = 10;
    let rtl = way.page_rtl;
    let mut body = format!(r#"<rect class="track" x="0" y="3" width="100%" height="{HEIGHT}" rx="2"/>"#);
    if let Some(value) = b.value {
        let width = share(value, b.max);
        let x = mirror_span(0.0, width, rtl);
        let _ = write!(body, r#"<rect class="fill" x="{x}%" y="3" width="{}%" height="{HEIGHT}" rx="2"/>"#, r(width));
    }
    let mut tick = |class: &str, at: Option<f64>, y1: u32, y2: u32| {
        if let Some(at) = at {
            let x = mirror(share(at, b.max), rtl);
            let _ = write!(body, r#"<line class="{class}" x1="{x}%" x2="{x}%" y1="{y1}" y2="{y2}"/>"#);
        }
    };
    tick("prev", b.previous, 3, HEIGHT + 3);
    tick("tick", b.target, 0, HEIGHT + 6);
    Svg(svg(if b.missed { "bullet hot" } else { "bullet" }, HEIGHT + 6, &body))
}

/// A bar of a list. `class` colours it: `m` marketing, `s` sales, `bad`, `mute`, or nothing. Zero draws nothing; what
/// is more than zero is always seen.
#[must_use]
pub fn bar(way: Way, value: f64, max: f64, class: &str) -> Svg {
    const HEIGHT: u32 = 8;
    let width = if value > 0.0 { share(value, max).max(0.6) } else { 0.0 };
    let x = mirror_span(0.0, width, way.page_rtl);
    let body = format!(r#"<rect x="{x}%" y="0" width="{}%" height="{HEIGHT}" rx="2"/>"#, r(width));
    Svg(svg(format!("hbar {class}").trim_end(), HEIGHT, &body))
}

/// One part of a whole.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// How much.
    pub value: f64,
    /// `pos`, `neu`, `neg`, or a team: `m`, `s`.
    pub class: &'static str,
}

/// Parts of one whole beside one another.
#[must_use]
pub fn stacked(way: Way, parts: &[Part]) -> Svg {
    const HEIGHT: u32 = 14;
    let positive = |p: &Part| if p.value.is_finite() { p.value.max(0.0) } else { 0.0 };
    let total: f64 = parts.iter().map(positive).sum();
    let (mut at, mut body) = (0.0, String::new());
    for (i, part) in parts.iter().enumerate() {
        let width = share(positive(part), total).min(100.0 - at);
        let x = mirror_span(at, width, way.page_rtl);
        let class = escape(part.class);
        let _ = write!(body, r#"<rect class="{class}" x="{x}%" y="0" width="{}%" height="{HEIGHT}"/>"#, r(width));
        if i > 0 {
            let edge = mirror(at, way.page_rtl);
            let _ = write!(body, r#"<line class="gap" x1="{edge}%" x2="{edge}%" y1="0" y2="{HEIGHT}"/>"#);
        }
        at += width;
    }
    Svg(svg("stack", HEIGHT, &body))
}
