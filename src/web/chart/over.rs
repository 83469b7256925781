//! What may lie over a line chart: a target that changes in steps, and notes on days.

use super::axis::Scale;
use super::{Place, Way, escape, float, mirror, r, stretched};
use crate::i18n::Text;
use std::fmt::Write as _;

/// The part of the width in percent that the words of a target take on a phone.
const WIDTH: f64 = 36.0;
/// Their height over and under their base line.
const LABEL: (f64, f64) = (11.0, 3.0);

/// A note on a day.
#[derive(Clone, Debug)]
pub struct NoteMark {
    /// How many periods lie before it; a fraction is a day within one.
    pub at: f64,
    /// What happened, as it is read on hover.
    pub label: Text,
    /// Where it stands in full.
    pub href: String,
}

/// What lies over a line chart.
#[derive(Clone, Debug, Default)]
pub struct Over {
    /// The target of each period; none where none holds.
    pub targets: Vec<Option<f64>>,
    /// What the last target says.
    pub target_label: Option<Text>,
    /// Notes.
    pub notes: Vec<NoteMark>,
}

/// Neighbouring periods of one target: the first, the one after the last, and the target.
pub(super) fn steps(targets: &[Option<f64>]) -> Vec<(usize, usize, f64)> {
    let mut steps: Vec<(usize, usize, f64)> = Vec::new();
    for (i, target) in targets.iter().enumerate() {
        let Some(value) = target.filter(|value| value.is_finite()) else { continue };
        match steps.last_mut() {
            Some((_, end, last)) if *end == i && (*last - value).abs() <= f64::EPSILON * value.abs() => *end = i + 1,
            _ => steps.push((i, i + 1, value)),
        }
    }
    steps
}

/// The path of a target over `n` periods, between `from` and `to` of a drawing that is 1000 wide.
fn step_path(targets: &[Option<f64>], way: Way, n: usize, y: impl Fn(f64) -> f64) -> String {
    let x = |i: usize| r(mirror(float(i) / float(n.max(1)) * 100.0, way.time_rtl) * 10.0);
    let mut path = String::new();
    let mut before = None;
    for (from, to, value) in steps(targets) {
        let pen = if before == Some(from) { 'L' } else { 'M' };
        let _ = write!(path, "{pen}{} {}L{} {}", x(from), y(value), x(to), y(value));
        before = Some(to);
    }
    path
}

/// Where the words of a target that begins at `start` percent and lies at the height `line` are least crowded: at its
/// end or at its beginning, over or under it, close to it or with a line between them.
fn freest(start: f64, line: f64, scale: &Scale, crowd: impl Fn((f64, f64), (f64, f64)) -> f64) -> (f64, Place, f64) {
    let at_end = (99.2, Place::Before, (99.2 - WIDTH, 99.2));
    let at_start = Some((start + 0.8, Place::After, (start, start + WIDTH))).filter(|(.., (_, to))| *to <= 100.0);
    let (highest, lowest) = (scale.top - 6.0, scale.top + scale.height - LABEL.1);
    let ways = std::iter::once(at_end).chain(at_start);
    let places = ways.flat_map(|way| [-6.0, 15.0, -22.0, 31.0].map(|from_line| (way, line + from_line)));
    let inside = places.filter(|(_, y)| (highest..=lowest).contains(y));
    let crowded = inside.map(|((x, place, width), y)| (crowd(width, (y - LABEL.0, y + LABEL.1)), (x, place, y)));
    crowded.min_by(|(a, _), (b, _)| a.total_cmp(b)).map_or((at_end.0, at_end.1, line - 6.0), |(_, place)| place)
}

impl Over {
    /// The target's steps with the words of the last one, where the least is in their way. `crowd` tells how many pixels
    /// of a box are taken: between two parts of the width in percent, and between two heights.
    pub(super) fn target(
        &self,
        (way, n, height): (Way, usize, u32),
        scale: &Scale,
        crowd: impl Fn((f64, f64), (f64, f64)) -> f64,
        out: &mut String,
    ) {
        let path = step_path(&self.targets, way, n, |value| scale.y(value));
        if path.is_empty() {
            return;
        }
        let line = format!(r#"<path class="target" vector-effect="non-scaling-stroke" d="{path}"/>"#);
        out.push_str(&stretched(1000, height, &line));
        if let (Some((from, _, value)), Some(label)) = (steps(&self.targets).last(), &self.target_label) {
            let (start, line) = (float(*from) / float(n.max(1)) * 100.0, scale.y(*value));
            let (x, place, y) = freest(start, line, scale, crowd);
            let (x, y) = (mirror(x, way.time_rtl), r(y));
            let (anchor, label) = (way.anchor(place), escape(label.attr()));
            let _ = write!(out, r#"<text class="lbl tlabel" x="{x}%" y="{y}" text-anchor="{anchor}">{label}</text>"#);
        }
    }

    /// The marks of the notes, on the base line. They are drawn last, so that they can be reached over the periods.
    pub(super) fn notes(&self, way: Way, n: usize, scale: &Scale, out: &mut String) {
        for note in &self.notes {
            let at = note.at / float(n.max(1)) * 100.0;
            if !(0.0..=100.0).contains(&at) {
                continue;
            }
            let (x, bottom) = (mirror(at, way.time_rtl), r(scale.top + scale.height));
            let (tip, place) = match at {
                at if at < 30.0 => (0.5, Place::After),
                at if at > 70.0 => (99.5, Place::Before),
                at => (at, Place::Middle),
            };
            let (tip, anchor) = (mirror(tip, way.time_rtl), way.anchor(place));
            let (label, href) = (escape(note.label.attr()), escape(&note.href));
            let (top, y) = (r(scale.top), r(scale.top + 12.0));
            let _ = write!(
                out,
                r#"<a class="note" href="{href}" tabindex="-1"><line class="nline" x1="{x}%" x2="{x}%" y1="{top}" y2="{bottom}"/><circle class="nhit" cx="{x}%" cy="{bottom}" r="12"/><circle class="ndot" cx="{x}%" cy="{bottom}" r="5"/><text class="tip" x="{tip}%" y="{y}" text-anchor="{anchor}">{label}</text></a>"#
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LTR: Way = Way { page_rtl: false, time_rtl: false };

    #[test]
    fn a_target_that_changes_is_one_line_of_steps_and_a_gap_breaks_it() {
        let path = |targets: &[Option<f64>]| step_path(targets, LTR, 4, |value| value);
        assert_eq!(path(&[Some(5.0), Some(5.0), Some(7.0), Some(7.0)]), "M0 5L500 5L500 7L1000 7");
        assert_eq!(path(&[Some(5.0), None, Some(5.0), None]), "M0 5L250 5M500 5L750 5");
        assert_eq!(path(&[None, None]), "");
    }

    proptest! {
        #[test]
        fn the_steps_are_the_targets(targets in proptest::collection::vec(proptest::option::of(0_u8..3), 0..24)) {
            let targets: Vec<Option<f64>> = targets.into_iter().map(|target| target.map(f64::from)).collect();
            let mut again = vec![None; targets.len()];
            for (from, to, value) in steps(&targets) {
                again[from..to].fill(Some(value));
            }
            prop_assert_eq!(again, targets);
        }
    }
}
