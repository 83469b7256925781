//! What may lie over a line chart: a target that changes in steps, and notes on days.

use super::axis::Scale;
use super::{Place, Way, escape, float, mirror, r, stretched};
use crate::i18n::Text;
use std::fmt::Write as _;

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

impl Over {
    /// The target's steps with the words of the last one.
    pub(super) fn target(&self, way: Way, n: usize, scale: &Scale, height: u32, out: &mut String) {
        let path = step_path(&self.targets, way, n, |value| scale.y(value));
        if path.is_empty() {
            return;
        }
        let line = format!(r#"<path class="target" vector-effect="non-scaling-stroke" d="{path}"/>"#);
        out.push_str(&stretched(1000, height, &line));
        if let (Some((_, _, value)), Some(label)) = (steps(&self.targets).last(), &self.target_label) {
            let (x, y) = (mirror(99.2, way.time_rtl), r(scale.y(*value) - 6.0));
            let (anchor, label) = (way.anchor(Place::Before), escape(label.attr()));
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
