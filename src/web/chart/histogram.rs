//! How many took how long: bars side by side over a scale of days.

use super::axis::{Scale, grid, plot};
use super::{Place, Svg, Tick, Way, escape, float, mirror, mirror_span, r};
use crate::i18n::Text;
use std::fmt::Write as _;

const TOP: f64 = 34.0;
const BOTTOM: f64 = 26.0;
/// More labels than this would touch one another.
const LABELS: usize = 10;

/// One bar.
#[derive(Clone, Debug)]
pub struct HistogramBar {
    /// How many.
    pub count: f64,
    /// What it says on hover: "30 to 60 days: 12 deals".
    pub text: Text,
    /// The label where it begins.
    pub label: Text,
    /// The records behind it.
    pub href: Option<String>,
}

/// A histogram. Its bars are of one width.
#[derive(Clone, Debug, Default)]
pub struct Histogram {
    /// The bars in order.
    pub bars: Vec<HistogramBar>,
    /// The lines across.
    pub ticks: Vec<Tick>,
    /// A line up, with what it says: how many bars lie before it, in fractions.
    pub marker: Option<(f64, Text)>,
    /// Height in pixels.
    pub height: u32,
}

/// Draws a histogram. Its days run as time does.
#[must_use]
pub fn histogram(way: Way, h: &Histogram) -> Svg {
    let scale = Scale::new(&h.ticks, TOP, f64::from(h.height) - TOP - BOTTOM);
    let band = 100.0 / float(h.bars.len().max(1));
    let gap = (band * 0.08).min(0.4);
    let every = h.bars.len().div_ceil(LABELS).max(1);
    let mut body = grid(&h.ticks, &scale);
    for (i, bar) in h.bars.iter().enumerate() {
        let from = float(i) * band;
        let (x, width) = (mirror_span(from + gap / 2.0, band - gap, way.time_rtl), r(band - gap));
        let (top, base) = (scale.y(bar.count), scale.y(0.0));
        let (hit_x, hit_w, hit_h) = (mirror_span(from, band, way.time_rtl), r(band), r(scale.height));
        let href =
            bar.href.as_deref().filter(|_| bar.count > 0.0).map(|h| format!(r#" href="{}""#, escape(h))).unwrap_or_default();
        let middle = from + band / 2.0;
        let (at, place) = match middle {
            m if m < 14.0 => (0.5, Place::After),
            m if m > 86.0 => (99.5, Place::Before),
            m => (m, Place::Middle),
        };
        let (tip, anchor, tip_y, text) = (mirror(at, way.time_rtl), way.anchor(place), r(top - 7.0), escape(bar.text.attr()));
        let _ = write!(
            body,
            r#"<a class="band"{href} tabindex="-1"><rect class="hit" x="{hit_x}%" y="{TOP}" width="{hit_w}%" height="{hit_h}"/><rect class="col x" x="{x}%" y="{top}" width="{width}%" height="{}"/><text class="tip" x="{tip}%" y="{tip_y}" text-anchor="{anchor}">{text}</text></a>"#,
            r((base - top).max(0.0))
        );
        if i.is_multiple_of(every) {
            let phone = if i.is_multiple_of(every * 2) { "" } else { " l1" };
            let (x, y, label) = (mirror(from, way.time_rtl), h.height.saturating_sub(7), escape(bar.label.attr()));
            let anchor = way.anchor(if i == 0 { Place::After } else { Place::Middle });
            let _ = write!(body, r#"<text class="xl{phone}" x="{x}%" y="{y}" text-anchor="{anchor}">{label}</text>"#);
        }
    }
    marker(way, h, &scale, &mut body);
    Svg(plot(way, &h.ticks, &scale, h.height, &body))
}

fn marker(way: Way, h: &Histogram, scale: &Scale, out: &mut String) {
    let Some((at, label)) = &h.marker else { return };
    let at = at / float(h.bars.len().max(1)) * 100.0;
    if !(0.0..=100.0).contains(&at) {
        return;
    }
    let place = if at > 60.0 { Place::Before } else { Place::After };
    let forward = if matches!(place, Place::After) { 8 } else { -8 };
    let dx = if way.time_rtl { -forward } else { forward };
    let (x, bottom) = (mirror(at, way.time_rtl), r(TOP + scale.height));
    let (anchor, label) = (way.anchor(place), escape(label.attr()));
    let _ = write!(
        out,
        r#"<line class="marker" x1="{x}%" x2="{x}%" y1="8" y2="{bottom}"/><text class="lbl mk" x="{x}%" dx="{dx}" y="17" text-anchor="{anchor}">{label}</text>"#
    );
}
