//! Goals in words: their names, definitions, targets, and how they stand.

use crate::domain::money::Currency;
use crate::i18n::{Arg, Text, Words};
use crate::metrics::kpi::{Kind, Kpi};
use crate::metrics::target::{Standing, State};
use crate::web::chart::{Bullet, Svg, bullet};
use crate::web::components::{KpiFoot, State as StateMark, StateKind, TargetState};
use crate::web::measure::figures::in_unit;

/// The messages of a number: its name and its definition.
const fn keys(kpi: Kpi) -> (&'static str, &'static str) {
    match kpi {
        Kpi::WithinHorizon => ("goal-conversion", "def-trend-conversion"),
        Kpi::Cycle => ("kpi-cycle", "def-cycle"),
        Kpi::Cac => ("kpi-cac", "def-cac"),
        Kpi::Revenue => ("kpi-revenue", "def-revenue"),
        Kpi::RevenueGrowth => ("goal-growth", "def-goal-growth"),
        Kpi::Leads => ("goal-leads", "def-goal-leads"),
        Kpi::WinRate => ("goal-win-rate", "def-goal-win-rate"),
        Kpi::LeadQuality => ("goal-quality", "def-goal-quality"),
        Kpi::SlaAttainment => ("kpi-sla", "def-sla"),
        Kpi::Acceptance => ("kpi-acceptance", "def-acceptance"),
    }
}

/// Its name.
#[must_use]
pub fn name(w: Words, kpi: Kpi, horizon: u16) -> Text {
    w.t_args(keys(kpi).0, &[("days", days(w, horizon))])
}

/// What it means.
#[must_use]
pub fn definition(w: Words, kpi: Kpi, horizon: u16) -> Text {
    w.t_args(keys(kpi).1, &[("days", days(w, horizon))])
}

fn days(w: Words, horizon: u16) -> Arg {
    w.integer(i64::from(horizon)).into()
}

/// Which way is good.
#[must_use]
pub fn direction(w: Words, kpi: Kpi) -> Text {
    w.t(if kpi.has_ceiling() { "goal-less-is-better" } else { "goal-more-is-better" })
}

/// What a monthly target makes of a longer period.
#[must_use]
pub fn rule(w: Words, kpi: Kpi) -> Text {
    w.t(match kpi.kind() {
        Kind::Sum => "goal-rule-sum",
        Kind::Level => "goal-rule-level",
    })
}

/// A target in the unit of its number.
#[must_use]
pub fn target(w: Words, kpi: Kpi, currency: Currency, value: f64) -> Text {
    in_unit(w, value, kpi.unit(currency))
}

/// How a number stands to its target, with the target; none where none holds.
#[must_use]
pub fn state(w: Words, standing: &Standing, target: Option<&Text>) -> Option<StateMark> {
    let mute = |text| Some(StateMark { kind: StateKind::Mute, text });
    let Some(target) = target else {
        return match standing.state {
            State::Partial => mute(w.t("target-partial")),
            State::Filtered => mute(w.t("target-filtered")),
            _ => None,
        };
    };
    let is_running = standing.expected != standing.value && !standing.is_reached();
    let args = [("target", target.into())];
    let judged = |state, pace: &str, kind| {
        if is_running {
            return Some(StateMark { kind, text: w.t_args(pace, &args) });
        }
        match KpiFoot::target(w, state, target, standing.kpi.has_ceiling()) {
            KpiFoot::State(mark) => Some(mark),
            KpiFoot::Link(_) => None,
        }
    };
    match (standing.state, standing.judged_from) {
        (State::Met, _) => judged(TargetState::Met, "target-on-pace", StateKind::Good),
        (State::Close, _) => judged(TargetState::Close, "target-just-behind", StateKind::Warn),
        (State::Missed, _) => judged(TargetState::Missed, "target-behind", StateKind::Bad),
        (State::TooEarly, Some(from)) => {
            mute(w.t_args("target-judged-from", &[("target", target.into()), ("date", w.date(from).into())]))
        }
        (State::TooEarly, None) => mute(w.t_args("target-too-early", &args)),
        _ => mute(w.t_args("target-only", &args)),
    }
}

/// The bar of a number with the tick of what is due; none where no target holds.
#[must_use]
pub fn bar(w: Words, standing: &Standing) -> Option<Svg> {
    let target = standing.value?;
    let value = standing.judged.and_then(|figure| figure.value);
    let max = value.unwrap_or_default().max(target) * 1.1;
    let drawn = Bullet {
        value,
        max,
        target: Some(target),
        previous: standing.expected.filter(|expected| *expected < target),
        missed: standing.state == State::Missed,
    };
    (max > 0.0).then(|| bullet(w.into(), drawn))
}
