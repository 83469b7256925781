//! Targets on the overview: the foot of a card, what its definition says of them, and the steps of the trend.

use super::figures;
use super::trend::Trend;
use super::view::Page;
use crate::i18n::Text;
use crate::metrics::kpi::Kpi;
use crate::metrics::target::{Standing, State};
use crate::web::components::{KpiFoot, Link};
use crate::web::goals::words;

impl Page<'_> {
    /// The target of a number; of conversion with the days within which it is measured.
    fn target_text(&self, standing: &Standing) -> Option<Text> {
        let w = self.w;
        let target = words::target(w, standing.kpi, self.loaded.frame.question.workspace.currency, standing.value?);
        if standing.kpi != Kpi::WithinHorizon {
            return Some(target);
        }
        let days = w.integer(i64::from(self.loaded.overview.horizon.days));
        Some(w.t_args("target-within", &[("target", target.into()), ("days", days.into())]))
    }

    /// How a card stands to its target; who may set one and has none is led there.
    pub(super) fn foot(&self, standing: &Standing) -> Option<KpiFoot> {
        match words::state(self.w, standing, self.target_text(standing).as_ref()) {
            Some(state) => Some(KpiFoot::State(state)),
            None if self.role.sets_targets() && standing.state == State::NoTarget => {
                let href = format!("/goals/{}#target", standing.kpi.key());
                Some(KpiFoot::Link(Link::new(self.w.t("target-set"), href)))
            }
            None => None,
        }
    }

    /// What the definition of a card says of its target.
    pub(super) fn target_facts(&self, standing: &Standing) -> Vec<(Text, Text)> {
        let w = self.w;
        let Some(target) = self.target_text(standing) else { return Vec::new() };
        let mut facts = vec![(w.t("fact-target"), target)];
        let currency = self.loaded.frame.question.workspace.currency;
        if let Some(expected) = standing.expected.filter(|expected| Some(*expected) != standing.value) {
            facts.push((w.t("goal-due"), words::target(w, standing.kpi, currency, expected)));
        }
        if let Some(judged) = standing.judged.filter(|_| standing.kpi == Kpi::WithinHorizon) {
            let value = figures::value(w, &judged).unwrap_or_else(|| figures::why(w, &judged));
            facts.push((words::name(w, standing.kpi, self.loaded.overview.horizon.days), value));
        }
        facts.push((w.t("fact-target-rule"), words::rule(w, standing.kpi)));
        facts
    }

    /// How the number of the trend stands to its target.
    pub(super) fn trend_standing(&self) -> &Standing {
        let found = &self.loaded.overview;
        match self.trend {
            Trend::Conversion => &found.lead_to_customer.target,
            Trend::Cycle => &found.cycle.target,
            Trend::Cac => &found.cac.target,
            Trend::Revenue => &found.revenue.target,
        }
    }
}
