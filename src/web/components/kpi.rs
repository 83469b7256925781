//! The KPI card.

use super::{Definition, Delta, Link, State, StateKind};
use crate::i18n::{Text, Words};
use crate::web::chart::Svg;
use askama::Template;

/// What stands under the number.
#[derive(Clone, Debug)]
pub enum KpiChange {
    /// The change against the other period.
    Delta(Delta),
    /// Why there is none.
    Note(Text),
}

/// What stands at the foot.
#[derive(Clone, Debug)]
pub enum KpiFoot {
    /// How it stands to its target, or what is wrong.
    State(State),
    /// What to do: set a target.
    Link(Link),
}

/// How a value stands to its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named by its meaning")]
pub enum TargetState {
    Met,
    Close,
    Missed,
}

impl KpiFoot {
    /// The state against a target; a ceiling is a target to stay below.
    #[must_use]
    pub fn target(w: Words, state: TargetState, target: &Text, is_ceiling: bool) -> Self {
        let (kind, key) = match (state, is_ceiling) {
            (TargetState::Met, false) => (StateKind::Good, "kpi-target-met"),
            (TargetState::Close, false) => (StateKind::Warn, "kpi-target-close"),
            (TargetState::Missed, false) => (StateKind::Bad, "kpi-target-missed"),
            (TargetState::Met, true) => (StateKind::Good, "kpi-ceiling-met"),
            (TargetState::Close, true) => (StateKind::Warn, "kpi-ceiling-close"),
            (TargetState::Missed, true) => (StateKind::Bad, "kpi-ceiling-missed"),
        };
        Self::State(State { kind, text: w.t_args(key, &[("target", target.into())]) })
    }
}

/// A number with its context: period, comparison, target, definition.
#[derive(Clone, Debug, Template)]
#[template(path = "components/kpi.html")]
pub struct KpiCard {
    /// Unique on the page.
    pub id: String,
    /// What is measured.
    pub title: Text,
    /// Its records.
    pub href: Option<String>,
    /// The page that says more: the title leads there and the number to the records.
    pub page: Option<String>,
    /// What it means.
    pub definition: Option<Definition>,
    /// The number; none prints a dash, and `change` says why.
    pub value: Option<Text>,
    /// A unit that stands small beside it.
    pub unit: Option<Text>,
    /// The change, or why there is none.
    pub change: KpiChange,
    /// One more line: the counts behind a rate, or that they are few.
    pub note: Option<Text>,
    /// The line of the last months.
    pub spark: Svg,
    /// The first and the last month of that line.
    pub span: Option<(Text, Text)>,
    /// The target.
    pub foot: Option<KpiFoot>,
    /// The value is the last good one.
    pub stale: bool,
}

impl KpiCard {
    /// The records, where the title leads to another page.
    fn rows(&self) -> Option<&str> {
        self.page.as_ref().and(self.href.as_deref())
    }
}

/// A card that is still being computed.
#[derive(Clone, Debug, Template)]
#[template(
    ext = "html",
    source = r#"<article class="card kpi skel" aria-busy="true" aria-label="{{ w.t("kpi-loading").attr() }}"><i></i><i></i><i></i><i></i></article>"#
)]
pub struct KpiLoading {
    /// Words of its label.
    pub w: Words,
}

super::prints_itself!(KpiCard, KpiLoading);
