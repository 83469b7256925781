//! A value over time.

use super::axis::{Scale, grid, plot};
use super::over::Over;
use super::{Place, Svg, Tick, Way, escape, float, mirror, mirror_span, r, stretched};
use crate::i18n::Text;
use std::fmt::Write as _;

const TOP: f64 = 34.0;
const BOTTOM: f64 = 26.0;
/// How much worse than words on a line words on a dot are.
const DOT: f64 = 3.0;
/// How much worse words on words are: neither can be read.
const WORDS: f64 = 60.0;
/// Places at which a line is asked whether it stands in the way.
const SAMPLES: usize = 12;
/// More labels than this would touch one another.
const LABELS: usize = 12;

/// One period on the line.
#[derive(Clone, Debug)]
pub struct Point {
    /// The value; none is a gap, never zero.
    pub value: Option<f64>,
    /// The value as it is printed.
    pub text: Text,
    /// The label on the axis.
    pub label: Text,
    /// The full name of the period, for the hover text.
    pub name: Text,
    /// The records behind it.
    pub href: Option<String>,
}

/// A day that splits the time: where the alignment began.
#[derive(Clone, Debug)]
pub struct Marker {
    /// How many periods lie before it; a fraction is a day within one.
    pub at: f64,
    /// What happened.
    pub label: Text,
}

/// The mean over some periods.
#[derive(Clone, Debug)]
pub struct Mean {
    /// The first period.
    pub from: usize,
    /// The period after the last.
    pub to: usize,
    /// The mean.
    pub value: f64,
    /// What it says.
    pub label: Text,
    /// The label stands at the end instead of the start.
    pub label_at_end: bool,
}

/// A line to reach.
#[derive(Clone, Debug)]
pub struct Target {
    /// The target.
    pub value: f64,
    /// What it says.
    pub label: Text,
}

/// A line chart.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// The periods in order.
    pub points: Vec<Point>,
    /// The lines across.
    pub ticks: Vec<Tick>,
    /// Where the time is split.
    pub marker: Option<Marker>,
    /// Means of groups.
    pub means: Vec<Mean>,
    /// The target.
    pub target: Option<Target>,
    /// How many periods at the end are not final: dashed, with open dots.
    pub provisional: usize,
    /// Height in pixels; 270 in a card.
    pub height: u32,
}

/// Draws a line chart.
#[must_use]
pub fn line(way: Way, l: &Line) -> Svg {
    line_under(way, l, &Over::default())
}

/// Draws a line chart under targets and notes.
#[must_use]
pub fn line_under(way: Way, l: &Line, over: &Over) -> Svg {
    let scale = Scale::new(&l.ticks, TOP, f64::from(l.height) - TOP - BOTTOM);
    let d = Drawing { way, l, scale, n: l.points.len() };
    let mut body = String::new();
    d.after(&mut body);
    body.push_str(&grid(&l.ticks, &d.scale));
    d.target(&mut body);
    over.target((way, d.n, l.height), &d.scale, |width, height| d.crowd(width, height), &mut body);
    d.means(&mut body);
    d.path(&mut body);
    d.marker(&mut body);
    (0..d.n).for_each(|i| d.band(&mut body, i));
    over.notes(way, d.n, &d.scale, &mut body);
    Svg(plot(way, &l.ticks, &d.scale, l.height, &body))
}

struct Drawing<'a> {
    way: Way,
    l: &'a Line,
    scale: Scale,
    n: usize,
}

impl Drawing<'_> {
    /// The middle of a period in percent, before mirroring.
    fn middle(&self, i: usize) -> f64 {
        (float(i) + 0.5) / float(self.n.max(1)) * 100.0
    }

    fn x(&self, at: f64) -> f64 {
        mirror(at, self.way.time_rtl)
    }

    fn value(&self, i: usize) -> Option<f64> {
        self.l.points.get(i)?.value.filter(|v| v.is_finite())
    }

    fn is_provisional(&self, i: usize) -> bool {
        i + self.l.provisional >= self.n
    }

    fn marker_at(&self) -> Option<(f64, &Marker)> {
        let marker = self.l.marker.as_ref()?;
        let at = marker.at / float(self.n.max(1)) * 100.0;
        (0.0..=100.0).contains(&at).then_some((at, marker))
    }

    fn after(&self, out: &mut String) {
        if let Some((at, _)) = self.marker_at() {
            let (x, w) = (mirror_span(at, 100.0 - at, self.way.time_rtl), r(100.0 - at));
            let (y, h) = (TOP - 8.0, r(self.scale.height + 8.0));
            let _ = write!(out, r#"<rect class="after" x="{x}%" y="{y}" width="{w}%" height="{h}"/>"#);
        }
    }

    fn target(&self, out: &mut String) {
        if let Some(target) = &self.l.target {
            let (y, x) = (self.scale.y(target.value), self.x(0.8));
            let (anchor, label) = (self.way.anchor(Place::After), escape(target.label.attr()));
            let _ = write!(
                out,
                r#"<line class="target" x1="0" x2="100%" y1="{y}" y2="{y}"/><text class="lbl tlabel" x="{x}%" y="{}" text-anchor="{anchor}">{label}</text>"#,
                r(y - 6.0)
            );
        }
    }

    fn means(&self, out: &mut String) {
        for mean in self.l.means.iter().filter(|m| m.from < m.to && m.to <= self.n) {
            let n = float(self.n);
            // Drawn a little short of the edges, but never inside out.
            let inset = (50.0 / n).min(1.0);
            let (x1, x2) = (float(mean.from) / n * 100.0 + inset, float(mean.to) / n * 100.0 - inset);
            let y = self.scale.y(mean.value);
            let (at, place) = if mean.label_at_end { (x2 - 0.4, Place::Before) } else { (x1 + 0.4, Place::After) };
            let (a, b, lx) = (self.x(x1), self.x(x2), self.x(at));
            let (anchor, label) = (self.way.anchor(place), escape(mean.label.attr()));
            let _ = write!(
                out,
                r#"<line class="mean" x1="{a}%" x2="{b}%" y1="{y}" y2="{y}"/><text class="lbl mlabel" x="{lx}%" y="{}" text-anchor="{anchor}">{label}</text>"#,
                r(y + 15.0)
            );
        }
    }

    /// The line itself: broken at gaps, dashed where it is not final.
    fn path(&self, out: &mut String) {
        let (mut solid, mut dashed) = (String::new(), String::new());
        let at = |i: usize, v: f64| format!("{} {}", r(self.x(self.middle(i)) * 10.0), self.scale.y(v));
        for i in 0..self.n {
            let Some(v) = self.value(i) else { continue };
            let before = i.checked_sub(1).and_then(|b| Some((b, self.value(b)?)));
            match before {
                Some((b, vb)) if self.is_provisional(i) => {
                    let _ = write!(dashed, "M{}L{}", at(b, vb), at(i, v));
                }
                Some(_) => {
                    let _ = write!(solid, "L{}", at(i, v));
                }
                None if self.is_provisional(i) => {}
                None => {
                    let _ = write!(solid, "M{}", at(i, v));
                }
            }
        }
        let mut layer = String::new();
        for (class, d) in [("ln s1", solid), ("ln s1 prov", dashed)] {
            if !d.is_empty() {
                let _ = write!(layer, r#"<path class="{class}" vector-effect="non-scaling-stroke" d="{d}"/>"#);
            }
        }
        out.push_str(&stretched(1000, self.l.height, &layer));
    }

    fn marker(&self, out: &mut String) {
        if let Some((at, marker)) = self.marker_at() {
            // Near the end of time the label stands before the line.
            let place = if at > 70.0 { Place::Before } else { Place::After };
            let forward = if matches!(place, Place::After) { 8 } else { -8 };
            let dx = if self.way.time_rtl { -forward } else { forward };
            let (x, bottom) = (self.x(at), r(TOP + self.scale.height));
            let (anchor, label) = (self.way.anchor(place), escape(marker.label.attr()));
            let _ = write!(
                out,
                r#"<line class="marker" x1="{x}%" x2="{x}%" y1="8" y2="{bottom}"/><text class="lbl mk" x="{x}%" dx="{dx}" y="17" text-anchor="{anchor}">{label}</text>"#
            );
        }
    }

    /// One period: the area to hover, the dot, the hover text and the label.
    fn band(&self, out: &mut String, i: usize) {
        let point = &self.l.points[i];
        let (width, middle) = (100.0 / float(self.n), self.middle(i));
        let (left, x) = (mirror_span(float(i) * width, width, self.way.time_rtl), self.x(middle));
        let href = point.href.as_deref().map(|h| format!(r#" href="{}""#, escape(h))).unwrap_or_default();
        let (top, hit) = (TOP - 8.0, r(self.scale.height + 8.0 + BOTTOM));
        let _ = write!(
            out,
            r#"<a class="band"{href} tabindex="-1"><rect class="hit" x="{left}%" y="{top}" width="{}%" height="{hit}"/>"#,
            r(width)
        );
        if let Some(value) = self.value(i) {
            self.dot(out, i, x, value);
        }
        self.label(out, i, x);
        out.push_str("</a>");
    }

    fn dot(&self, out: &mut String, i: usize, x: f64, value: f64) {
        let point = &self.l.points[i];
        let neighbour = |n: Option<usize>| n.and_then(|n| self.value(n)).is_some();
        let is_last = (i + 1..self.n).all(|later| self.value(later).is_none());
        let alone = !neighbour(i.checked_sub(1)) && !neighbour(Some(i + 1));
        let open = if self.is_provisional(i) { " open" } else { "" };
        let show = if is_last || alone || self.is_provisional(i) { " show" } else { "" };
        let (y, top, bottom) = (self.scale.y(value), TOP, r(TOP + self.scale.height));
        let middle = self.middle(i);
        let (at, place) = match middle {
            m if m < 12.0 => (0.5, Place::After),
            m if m > 88.0 => (99.5, Place::Before),
            m => (m, Place::Middle),
        };
        let (tip, anchor, ty) = (self.x(at), self.way.anchor(place), r(y - 12.0));
        let (name, text) = (escape(point.name.attr()), escape(point.text.attr()));
        let _ = write!(
            out,
            r#"<line class="cross" x1="{x}%" x2="{x}%" y1="{top}" y2="{bottom}"/><circle class="pt s1{open}{show}" cx="{x}%" cy="{y}" r="4"/><text class="tip" x="{tip}%" y="{ty}" text-anchor="{anchor}">{name}: {text}</text>"#
        );
        if is_last {
            let ty = if self.falls_to(i, value) { r(y + 21.0) } else { ty };
            let _ = write!(out, r#"<text class="lbl endv" x="{tip}%" y="{ty}" text-anchor="{anchor}">{text}</text>"#);
        }
    }

    /// How many pixels of a box are taken by the line, and by the value at its end.
    fn crowd(&self, (from, to): (f64, f64), (top, bottom): (f64, f64)) -> f64 {
        let taken = |a: f64, b: f64| (b.min(bottom) - a.max(top)).max(0.0);
        let of_line = (0..=SAMPLES).map(|step| {
            let at = (from + (to - from) * float(step) / float(SAMPLES)) / 100.0 * float(self.n) - 0.5;
            let part = at.rem_euclid(1.0);
            let value = |i: usize| self.value(i).filter(|_| at >= 0.0);
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place among few periods")]
            let i = at.max(0.0) as usize;
            let y = value(i).zip(value(i + 1)).map(|(a, b)| self.scale.y(a) * (1.0 - part) + self.scale.y(b) * part);
            y.map_or(0.0, |y| taken(y - 2.0, y + 2.0))
        });
        let end = (0..self.n).rev().find_map(|i| Some((i, self.value(i)?))).filter(|(i, _)| self.middle(*i) > from);
        let of_end = end.filter(|(i, _)| self.middle(*i) - 12.0 < to).map_or(0.0, |(i, value)| {
            let y = self.scale.y(value);
            let words = if self.falls_to(i, value) { y + 21.0 } else { y - 12.0 };
            taken(y - 5.0, y + 5.0) * DOT + taken(words - 11.0, words + 3.0) * WORDS
        });
        of_line.sum::<f64>() + of_end
    }

    /// Whether the line comes down to a value with room under it: its label would stand on the line.
    fn falls_to(&self, i: usize, value: f64) -> bool {
        let before = i.checked_sub(1).and_then(|before| self.value(before));
        before.is_some_and(|before| self.scale.y(before) < self.scale.y(value))
            && self.scale.y(value) + 26.0 < TOP + self.scale.height
    }

    fn label(&self, out: &mut String, i: usize, x: f64) {
        let every = self.n.div_ceil(LABELS).max(1);
        let is_last = i + 1 == self.n;
        // The last period is always named, and nothing stands close enough to touch its name.
        let crowds_last = every > 1 && self.n - 1 - i < every;
        if !is_last && (!i.is_multiple_of(every) || crowds_last) {
            return;
        }
        let phone =
            if self.n > 7 && !is_last && (!i.is_multiple_of(every * 3) || self.n - 1 - i < every * 2) { " l1" } else { "" };
        let (y, label) = (self.l.height.saturating_sub(7), escape(self.l.points[i].label.attr()));
        let _ = write!(out, r#"<text class="xl{phone}" x="{x}%" y="{y}" text-anchor="middle">{label}</text>"#);
    }
}
