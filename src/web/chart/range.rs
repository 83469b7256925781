//! Dots on one shared scale: agreement and disagreement.

use super::{Svg, Way, escape, mirror, share, svg};
use std::fmt::Write as _;

/// The shape of a dot: it tells what colour alone must not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A circle.
    Circle,
    /// A diamond.
    Diamond,
}

/// One value on the scale.
#[derive(Clone, Copy, Debug)]
pub struct Dot {
    /// Where it stands.
    pub value: f64,
    /// Its shape.
    pub shape: Shape,
    /// `on` selected, `o` other, `fi` first touch, `la` last touch, `m` and `s` teams.
    pub class: &'static str,
}

/// Dots from `min` to `max`, the selected one drawn last.
#[must_use]
pub fn range(way: Way, dots: &[Dot], min: f64, max: f64) -> Svg {
    const HEIGHT: u32 = 26;
    let y = HEIGHT / 2;
    let x = |v: f64| 4.0 + share(v - min, max - min) * 0.92;
    let (lo, hi) = dots.iter().map(|d| x(d.value)).fold((100.0_f64, 0.0_f64), |(lo, hi), x| (lo.min(x), hi.max(x)));
    let mut body = format!(r#"<line class="base" x1="0" x2="100%" y1="{y}" y2="{y}"/>"#);
    if lo < hi {
        let (a, b) = (mirror(lo, way.page_rtl), mirror(hi, way.page_rtl));
        let _ = write!(body, r#"<line class="span" x1="{a}%" x2="{b}%" y1="{y}" y2="{y}"/>"#);
    }
    let mut order: Vec<&Dot> = dots.iter().collect();
    order.sort_by_key(|d| d.class == "on");
    for dot in order {
        let (cx, class) = (mirror(x(dot.value), way.page_rtl), escape(dot.class));
        let _ = match dot.shape {
            Shape::Circle => write!(body, r#"<circle class="{class}" cx="{cx}%" cy="{y}" r="4"/>"#),
            Shape::Diamond => write!(
                body,
                r#"<svg class="mk" x="{cx}%" y="{y}" width="1" height="1"><path class="{class}" d="M0-6.2 6.2 0 0 6.2-6.2 0Z"/></svg>"#
            ),
        };
    }
    Svg(svg("range", HEIGHT, &body))
}

/// A value with its interval, on a scale from `min` to `max`.
#[derive(Clone, Copy, Debug)]
pub struct Whisker {
    /// The value.
    pub value: f64,
    /// The ends of its interval, where it has one.
    pub ends: Option<(f64, f64)>,
    /// The value of all, a line across: what this one is compared with.
    pub all: Option<f64>,
    /// `on`, or `o` where the records are too few to be judged.
    pub class: &'static str,
}

/// A dot with its interval.
#[must_use]
pub fn whisker(way: Way, drawn: Whisker, min: f64, max: f64) -> Svg {
    const HEIGHT: u32 = 22;
    let y = HEIGHT / 2;
    let x = |v: f64| mirror(2.0 + share(v - min, max - min) * 0.96, way.page_rtl);
    let mut body = format!(r#"<line class="base" x1="0" x2="100%" y1="{y}" y2="{y}"/>"#);
    if let Some(all) = drawn.all {
        let at = x(all);
        let _ = write!(body, r#"<line class="all" x1="{at}%" x2="{at}%" y1="1" y2="{}"/>"#, HEIGHT - 1);
    }
    if let Some((lo, hi)) = drawn.ends {
        let ends = [x(lo), x(hi)];
        let _ = write!(body, r#"<line class="span" x1="{}%" x2="{}%" y1="{y}" y2="{y}"/>"#, ends[0], ends[1]);
        for end in ends {
            let _ = write!(body, r#"<line class="span" x1="{end}%" x2="{end}%" y1="{}" y2="{}"/>"#, y - 4, y + 4);
        }
    }
    let (cx, class) = (x(drawn.value), escape(drawn.class));
    let _ = write!(body, r#"<circle class="{class}" cx="{cx}%" cy="{y}" r="4.5"/>"#);
    Svg(svg("range whisker", HEIGHT, &body))
}
