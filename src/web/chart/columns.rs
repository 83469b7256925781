//! Upright columns by category, standing on zero.

use super::axis::{Scale, grid, plot};
use super::{Svg, Tick, Way, escape, float, mirror, mirror_span, r};
use crate::i18n::Text;
use std::fmt::Write as _;

/// The columns over one label.
#[derive(Clone, Debug)]
pub struct Column {
    /// The label below.
    pub label: Text,
    /// A value and its printed form for each series; none leaves a gap.
    pub values: Vec<Option<(f64, Text)>>,
}

/// A column chart.
#[derive(Clone, Debug)]
pub struct Columns {
    /// The groups, in order.
    pub groups: Vec<Column>,
    /// A class for each series: `a` marketing, `b` sales, `x` shared, `y` other.
    pub series: Vec<&'static str>,
    /// The lines across.
    pub ticks: Vec<Tick>,
    /// Whether the values are printed over the columns.
    pub show_values: bool,
    /// Whether the labels are times.
    pub is_time: bool,
    /// Height in pixels.
    pub height: u32,
}

/// Draws columns.
#[must_use]
pub fn columns(way: Way, chart: &Columns) -> Svg {
    const TOP: f64 = 18.0;
    const BOTTOM: f64 = 26.0;
    let rtl = if chart.is_time { way.time_rtl } else { way.page_rtl };
    let scale = Scale::new(&chart.ticks, TOP, f64::from(chart.height) - TOP - BOTTOM);
    let band = 100.0 / float(chart.groups.len().max(1));
    let mut body = grid(&chart.ticks, &scale);
    for (i, group) in chart.groups.iter().enumerate() {
        let width = band * 0.62 / float(chart.series.len().max(1));
        for (j, value) in group.values.iter().enumerate() {
            let Some((value, text)) = value else { continue };
            let x = mirror_span(float(i) * band + band * 0.19 + float(j) * width, width * 0.9, rtl);
            let (top, base) = (scale.y(value.max(scale.base())), scale.y(value.min(scale.base())));
            let class = escape(chart.series.get(j).copied().unwrap_or("x"));
            let (w, h) = (r(width * 0.9), r(base - top));
            let _ = write!(body, r#"<rect class="col {class}" x="{x}%" y="{top}" width="{w}%" height="{h}"/>"#);
            if chart.show_values {
                let (mid, y, text) = (r(x + w / 2.0), r(top - 6.0), escape(text.attr()));
                let _ = write!(body, r#"<text class="lbl cv" x="{mid}%" y="{y}" text-anchor="middle">{text}</text>"#);
            }
        }
        let (x, y, label) = (mirror((float(i) + 0.5) * band, rtl), chart.height.saturating_sub(7), escape(group.label.attr()));
        let _ = write!(body, r#"<text class="xl" x="{x}%" y="{y}" text-anchor="middle">{label}</text>"#);
    }
    Svg(plot(way, &chart.ticks, &scale, chart.height, &body))
}
