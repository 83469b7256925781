//! What changed its state since somebody last looked. Only states turn, never mere values: what moved a little says nothing.

use super::change::Verdict;
use super::kpi::{Kind, Kpi};
use super::target::{Standing, State};
use crate::domain::period::Period;
use chrono::NaiveDate;
use std::collections::HashMap;

/// Turns that are told at most.
const MOST: usize = 5;

/// What somebody saw of a number.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Seen {
    /// How it stood to its target.
    pub state: State,
    /// Whether the whole target was reached.
    pub reached: bool,
    /// The target.
    pub target: Option<f64>,
    /// What the comparison said.
    pub verdict: Verdict,
}

impl Seen {
    /// A number as it is shown.
    #[must_use]
    pub fn of(standing: &Standing, verdict: Option<Verdict>) -> Self {
        Self {
            state: standing.state,
            reached: standing.is_reached(),
            target: standing.value,
            verdict: verdict.unwrap_or(Verdict::NotJudged),
        }
    }
}

/// What somebody saw of a period.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Glance {
    /// The first day and the day after the last.
    pub period: (NaiveDate, NaiveDate),
    /// Each number.
    pub numbers: HashMap<Kpi, Seen>,
}

impl Glance {
    /// What is shown of a period.
    #[must_use]
    pub fn of(period: Period, numbers: HashMap<Kpi, Seen>) -> Self {
        Self { period: (period.from, period.to), numbers }
    }
}

/// How a number turned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// A sum reached its whole target.
    Reached,
    /// It stands otherwise to its target.
    Target {
        /// How it stood.
        from: State,
        /// How it stands.
        to: State,
        /// Whether the target is another one.
        is_new_target: bool,
    },
    /// The comparison says something else.
    Verdict {
        /// What it said.
        from: Verdict,
        /// What it says.
        to: Verdict,
    },
}

/// The numbers that turned, targets first, in the order of the numbers. Another period is another story: nothing turned.
#[must_use]
pub fn turns(before: &Glance, now: &Glance) -> Vec<(Kpi, Turn)> {
    if before.period != now.period {
        return Vec::new();
    }
    let turned = |kpi: &Kpi| Some((*kpi, turn(*kpi, before.numbers.get(kpi)?, now.numbers.get(kpi)?)?));
    let mut turns: Vec<(Kpi, Turn)> = Kpi::ALL.iter().filter_map(turned).collect();
    turns.sort_by_key(|(_, turn)| matches!(turn, Turn::Verdict { .. }));
    turns.truncate(MOST);
    turns
}

fn turn(kpi: Kpi, before: &Seen, now: &Seen) -> Option<Turn> {
    if before.state.is_judged() && now.state.is_judged() {
        if kpi.kind() == Kind::Sum && now.reached && !before.reached {
            return Some(Turn::Reached);
        }
        if before.state != now.state {
            let is_new_target = !same(before.target, now.target);
            return Some(Turn::Target { from: before.state, to: now.state, is_new_target });
        }
    }
    let says = |seen: &Seen| seen.verdict != Verdict::NotJudged;
    (says(before) && says(now) && before.verdict != now.verdict)
        .then_some(Turn::Verdict { from: before.verdict, to: now.verdict })
}

/// Whether two targets are the same. One of them was kept as text, which may cost the last bit.
fn same(a: Option<f64>, b: Option<f64>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() <= 1e-9 * a.abs().max(b.abs()),
        (a, b) => a.is_none() && b.is_none(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn seen(state: State, verdict: Verdict) -> Seen {
        Seen { state, reached: false, target: Some(10.0), verdict }
    }

    fn glance(numbers: &[(Kpi, Seen)]) -> Glance {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        Glance { period: (day("2026-07-01"), day("2026-10-01")), numbers: numbers.iter().copied().collect() }
    }

    fn turn_of(kpi: Kpi, before: Seen, now: Seen) -> Option<Turn> {
        turns(&glance(&[(kpi, before)]), &glance(&[(kpi, now)])).first().map(|(_, turn)| *turn)
    }

    #[test]
    fn a_number_that_left_its_target_is_told() {
        let (met, missed) = (seen(State::Met, Verdict::Better), seen(State::Missed, Verdict::Worse));
        let told = Turn::Target { from: State::Met, to: State::Missed, is_new_target: false };
        assert_eq!(turn_of(Kpi::Cac, met, missed), Some(told), "once, not also for its verdict");
        let other = Seen { target: Some(8.0), ..missed };
        assert!(matches!(turn_of(Kpi::Cac, met, other), Some(Turn::Target { is_new_target: true, .. })));
    }

    #[test]
    fn a_sum_that_passes_its_target_is_told_even_from_on_pace() {
        let before = seen(State::Met, Verdict::Same);
        let now = Seen { reached: true, ..before };
        assert_eq!(turn_of(Kpi::Revenue, before, now), Some(Turn::Reached));
        assert_eq!(turn_of(Kpi::Cycle, before, now), None, "a median is met, not passed");
    }

    #[test]
    fn a_target_that_was_set_or_ended_is_no_news_of_the_number() {
        let none = seen(State::NoTarget, Verdict::NotJudged);
        assert_eq!(turn_of(Kpi::Cac, none, seen(State::Missed, Verdict::Worse)), None);
        assert_eq!(turn_of(Kpi::Cac, seen(State::Missed, Verdict::Worse), none), None);
        let better = seen(State::NoTarget, Verdict::Better);
        let told = Turn::Verdict { from: Verdict::Better, to: Verdict::Same };
        assert_eq!(turn_of(Kpi::Cycle, better, seen(State::NoTarget, Verdict::Same)), Some(told));
    }

    #[test]
    fn another_quarter_says_nothing() {
        let before = glance(&[(Kpi::Cac, seen(State::Met, Verdict::Same))]);
        let now =
            Glance { period: (before.period.1, before.period.1), ..glance(&[(Kpi::Cac, seen(State::Missed, Verdict::Same))]) };
        assert_eq!(turns(&before, &now), []);
    }

    #[test]
    fn a_glance_is_read_again_as_it_was_kept() {
        let glance = glance(&[
            (Kpi::WithinHorizon, seen(State::TooEarly, Verdict::NotJudged)),
            (Kpi::Leads, seen(State::Close, Verdict::Worse)),
        ]);
        let kept = serde_json::to_value(&glance).unwrap();
        assert_eq!(serde_json::from_value::<Glance>(kept).unwrap(), glance);
    }

    fn any_glance() -> impl Strategy<Value = Glance> {
        let any = (proptest::sample::select(State::ALL), any::<bool>(), proptest::sample::select(Verdict::ALL));
        proptest::collection::vec(any, Kpi::ALL.len()).prop_map(|all| {
            let seen = |(state, reached, verdict): (State, bool, Verdict)| Seen { reached, ..seen(state, verdict) };
            glance(&Kpi::ALL.iter().copied().zip(all.into_iter().map(seen)).collect::<Vec<_>>())
        })
    }

    proptest! {
        #[test]
        fn nothing_new_says_nothing_and_there_are_never_many(before in any_glance(), now in any_glance()) {
            prop_assert_eq!(turns(&now, &now), []);
            let told = turns(&before, &now);
            prop_assert!(told.len() <= MOST);
            prop_assert!(told.iter().all(|(kpi, _)| before.numbers[kpi] != now.numbers[kpi]));
        }
    }
}
