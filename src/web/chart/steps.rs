//! A curve of steps over days, with the band of its interval: how many are still open, how many were won.

use super::axis::{Scale, grid, plot};
use super::{Place, Svg, Tick, Way, escape, mirror, r, share, stretched};
use crate::i18n::Text;
use std::fmt::Write as _;

const TOP: f64 = 34.0;
const BOTTOM: f64 = 26.0;
/// More steps than this are not seen apart.
const SEEN: f64 = 400.0;

/// One step: from its day on the value holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// The day.
    pub day: f64,
    /// The value from then on.
    pub value: f64,
    /// Its interval from then on.
    pub ends: Option<(f64, f64)>,
}

/// A day that has a name.
#[derive(Clone, Debug)]
pub struct Named {
    /// The day.
    pub day: f64,
    /// The value on it.
    pub value: f64,
    /// What it says: "day 30: 41.2%".
    pub label: Text,
}

/// A curve.
#[derive(Clone, Debug, Default)]
pub struct Steps {
    /// The value on day 0, before the first step.
    pub start: f64,
    /// The steps by day.
    pub steps: Vec<Step>,
    /// The last day of the scale: the longest that anybody was followed.
    pub end: f64,
    /// The lines across.
    pub ticks: Vec<Tick>,
    /// The labels of days.
    pub days: Vec<Tick>,
    /// Days with their names.
    pub named: Vec<Named>,
    /// Height in pixels.
    pub height: u32,
}

/// Draws a curve of steps. Its days run as time does.
#[must_use]
pub fn steps(way: Way, s: &Steps) -> Svg {
    let scale = Scale::new(&s.ticks, TOP, f64::from(s.height) - TOP - BOTTOM);
    let d = Drawing { way, s, scale };
    let mut body = grid(&s.ticks, &d.scale);
    let shown = d.shown();
    let mut layer = d.band(&shown);
    layer.push_str(&d.curve(&shown));
    body.push_str(&stretched(1000, s.height, &layer));
    d.days(&mut body);
    s.named.iter().for_each(|named| d.named(&mut body, named));
    Svg(plot(way, &s.ticks, &d.scale, s.height, &body))
}

struct Drawing<'a> {
    way: Way,
    s: &'a Steps,
    scale: Scale,
}

impl Drawing<'_> {
    /// In percent, mirrored.
    fn x(&self, day: f64) -> f64 {
        mirror(share(day, self.s.end), self.way.time_rtl)
    }

    /// In the stretched layer.
    fn wide(&self, day: f64) -> f64 {
        r(self.x(day) * 10.0)
    }

    /// The steps that can be seen apart: of each pixel's the last.
    fn shown(&self) -> Vec<Step> {
        let column = |step: &Step| (share(step.day, self.s.end) / 100.0 * SEEN).floor();
        let valid = |step: &&Step| step.day.is_finite() && step.value.is_finite() && step.day <= self.s.end;
        let mut shown: Vec<Step> = Vec::new();
        for step in self.s.steps.iter().filter(valid) {
            match shown.last_mut().filter(|last| (column(last) - column(step)).abs() < 0.5) {
                Some(last) => *last = *step,
                None => shown.push(*step),
            }
        }
        shown
    }

    fn curve(&self, shown: &[Step]) -> String {
        let mut path = format!("M{} {}", self.wide(0.0), self.scale.y(self.s.start));
        for step in shown {
            let _ = write!(path, "H{}V{}", self.wide(step.day), self.scale.y(step.value));
        }
        let _ = write!(path, "H{}", self.wide(self.s.end));
        format!(r#"<path class="ln s1 steps" vector-effect="non-scaling-stroke" d="{path}"/>"#)
    }

    /// The area between the ends of the intervals, along the steps and back.
    fn band(&self, shown: &[Step]) -> String {
        let known: Vec<(f64, (f64, f64))> = shown.iter().filter_map(|step| Some((step.day, step.ends?))).collect();
        let Some((first, _)) = known.first() else { return String::new() };
        let mut path = String::new();
        let mut there = format!("M{}", self.wide(*first));
        let mut upper = None;
        for (day, (_, hi)) in &known {
            let _ = match upper {
                None => write!(there, " {}", self.scale.y(*hi)),
                Some(_) => write!(there, "H{}V{}", self.wide(*day), self.scale.y(*hi)),
            };
            upper = Some(hi);
        }
        let _ = write!(path, "{there}H{}", self.wide(self.s.end));
        for (i, (day, (lo, _))) in known.iter().enumerate().rev() {
            let _ = write!(path, "V{}H{}", self.scale.y(*lo), self.wide(if i == 0 { *first } else { *day }));
        }
        format!(r#"<path class="ci" d="{path}Z"/>"#)
    }

    fn days(&self, out: &mut String) {
        let y = self.s.height.saturating_sub(7);
        for tick in self.s.days.iter().filter(|tick| (0.0..=self.s.end).contains(&tick.value)) {
            let place = match share(tick.value, self.s.end) {
                at if at < 3.0 => Place::After,
                at if at > 96.0 => Place::Before,
                _ => Place::Middle,
            };
            let (x, anchor, label) = (self.x(tick.value), self.way.anchor(place), escape(tick.label.attr()));
            let _ = write!(out, r#"<text class="xl" x="{x}%" y="{y}" text-anchor="{anchor}">{label}</text>"#);
        }
    }

    fn named(&self, out: &mut String, named: &Named) {
        if !(0.0..=self.s.end).contains(&named.day) || !named.value.is_finite() {
            return;
        }
        // Above a rising curve there is room before the day, above a falling one behind it.
        let is_rising = self.s.steps.last().is_some_and(|last| last.value > self.s.start);
        let turns = if is_rising { 24.0 } else { 72.0 };
        let place = if share(named.day, self.s.end) > turns { Place::Before } else { Place::After };
        let forward = if matches!(place, Place::After) { 8 } else { -8 };
        let dx = if self.way.time_rtl { -forward } else { forward };
        let (x, y, bottom) = (self.x(named.day), self.scale.y(named.value), r(TOP + self.scale.height));
        let (anchor, label, ty) = (self.way.anchor(place), escape(named.label.attr()), r((y - 9.0).max(12.0)));
        let _ = write!(
            out,
            r#"<line class="target" x1="{x}%" x2="{x}%" y1="{y}" y2="{bottom}"/><circle class="pt s1 show" cx="{x}%" cy="{y}" r="4"/><text class="lbl mk day" x="{x}%" dx="{dx}" y="{ty}" text-anchor="{anchor}">{label}</text>"#
        );
    }
}
