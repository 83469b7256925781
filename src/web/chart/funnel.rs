//! The funnel: columns of equal width, tapering to the next.

use super::{Svg, Way, escape, float, r, share};
use std::fmt::Write as _;

const WIDTH: f64 = 600.0;
const HEIGHT: f64 = 216.0;

/// One stage.
#[derive(Clone, Copy, Debug)]
pub struct FunnelBar {
    /// How many reached it.
    pub count: f64,
    /// Who owns it: `m` marketing, `s` sales, `c` shared.
    pub class: &'static str,
}

/// The drawing between the names above and the rates below, which are HTML in the same grid. `handoff` is the number
/// of stages before the line where marketing hands over.
#[must_use]
pub fn funnel(way: Way, stages: &[FunnelBar], handoff: Option<usize>) -> Svg {
    let max = stages.iter().map(|s| s.count).fold(0.0, f64::max);
    let step = WIDTH / float(stages.len().max(1));
    let width = step * 0.46;
    // A stage that nobody reached is a line on the ground, not a bar.
    let height = |s: &FunnelBar| if s.count > 0.0 { (share(s.count, max) / 100.0 * (HEIGHT - 10.0)).max(4.0) } else { 0.0 };
    let x = |x: f64| r(if way.page_rtl { WIDTH - x } else { x });
    let mut body = String::new();
    for (i, stage) in stages.iter().enumerate() {
        let (from, tall, class) = (float(i) * step, height(stage), escape(stage.class));
        if let Some(next) = stages.get(i + 1) {
            let (a, b) = (x(from + width), x(from + step));
            let (ya, yb) = (r(HEIGHT - tall), r(HEIGHT - height(next)));
            let points = format!("{a},{ya} {b},{yb} {b},{HEIGHT} {a},{HEIGHT}");
            let _ = write!(body, r#"<polygon class="conn {class}" points="{points}"/>"#);
        }
        let left = r(if way.page_rtl { WIDTH - from - width } else { from });
        let (y, w, h) = (r(HEIGHT - tall), r(width), r(tall));
        let _ = write!(body, r#"<rect class="fbar {class}" x="{left}" y="{y}" width="{w}" height="{h}"/>"#);
    }
    if let Some(handoff) = handoff.filter(|h| *h > 0 && *h < stages.len()) {
        let at = x(float(handoff) * step - step * 0.27);
        let _ =
            write!(body, r#"<line class="marker" vector-effect="non-scaling-stroke" x1="{at}" x2="{at}" y1="0" y2="{HEIGHT}"/>"#);
    }
    Svg(format!(
        r#"<svg class="funnel" width="100%" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="none" aria-hidden="true" focusable="false"><line class="grid axis" x1="0" x2="{WIDTH}" y1="{HEIGHT}" y2="{HEIGHT}" vector-effect="non-scaling-stroke"/>{body}</svg>"#
    ))
}
