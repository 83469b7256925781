//! The page: one of four views of the same leads.

use crate::domain::person::keyed;
use crate::domain::stage::Stage;
use crate::i18n::{Text, Words};
use crate::reports::cohorts::Cohorts;
use crate::reports::funnel::FunnelReport;
use crate::reports::stage_durations::StageDurations;
use crate::reports::win_rate::WinRate;
use crate::storage::metrics::Dimension;
use crate::web::components::{Definition, Link, Segmented};
use crate::web::measure::frame::Own;
use crate::web::measure::{Frame, MeasurePage};
use crate::web::shell::Viewer;

keyed!(
    /// What of the funnel is shown.
    View {
        /// How far leads come, and where the others are.
        Stages = "stages",
        /// The leads of each month, month after month.
        Cohorts = "cohorts",
        /// How long they stand in each stage.
        Durations = "durations",
        /// Deals won, and why others are lost.
        Outcomes = "outcomes",
    }
);

/// By what the funnel is split, in the order of its switch.
pub(super) const SPLITS: [Dimension; 6] =
    [Dimension::Channel, Dimension::Campaign, Dimension::Persona, Dimension::Region, Dimension::Segment, Dimension::Owner];

/// The stages that the table of cohorts can show.
pub(super) const REACHED: [Stage; 5] = [Stage::Mql, Stage::Sal, Stage::Sql, Stage::Opportunity, Stage::Won];

/// The parameters of the page itself.
pub(super) const OWN: [Own; 3] = [
    ("view", |view| View::from_key(view).is_some()),
    ("by", |by| Dimension::from_key(by).is_some_and(|by| SPLITS.contains(&by))),
    ("stage", |stage| stage.parse().is_ok_and(|stage| REACHED.contains(&stage))),
];

/// What the page itself is asked for.
#[derive(Clone, Copy, Debug)]
pub struct FunnelAsked {
    /// Which view.
    pub view: View,
    /// By what the funnel is split.
    pub by: Dimension,
    /// Which stage the cohorts reach.
    pub stage: Stage,
}

impl FunnelAsked {
    /// Reads it from an address.
    #[must_use]
    pub fn of(frame: &Frame) -> Self {
        let own = |name| frame.asked.own(name).unwrap_or_default();
        Self {
            view: View::from_key(own("view")).unwrap_or(View::Stages),
            by: Dimension::from_key(own("by")).filter(|by| SPLITS.contains(by)).unwrap_or(Dimension::Channel),
            stage: own("stage").parse().ok().filter(|stage| REACHED.contains(stage)).unwrap_or(Stage::Won),
        }
    }
}

/// The answer to what a view asks.
#[derive(Clone, Debug)]
pub enum Answer {
    /// The funnel.
    Stages(Box<FunnelReport>),
    /// The cohorts.
    Cohorts(Box<Cohorts>),
    /// The times in stages.
    Durations(Box<StageDurations>),
    /// Won and lost.
    Outcomes(Box<WinRate>),
}

/// What every part of the page needs to know.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    pub w: Words,
    pub frame: &'a Frame,
    pub asked: FunnelAsked,
}

impl Context<'_> {
    /// A definition behind an (i).
    pub(super) fn definition(&self, id: &str, title: Text) -> Definition {
        let w = self.w;
        let facts = vec![(w.t("fact-period"), self.frame.period(w))];
        Definition { w, id: format!("def-{id}"), title, body: w.t(&format!("def-{id}")), facts, link: None }
    }
}

/// The page for a reader.
#[must_use]
pub fn page(viewer: &Viewer, frame: &Frame, answer: &Answer) -> MeasurePage {
    let (w, asked) = (viewer.words, FunnelAsked::of(frame));
    let context = Context { w, frame, asked };
    MeasurePage::new(
        viewer,
        frame,
        [w.t("nav-funnel"), w.t(&format!("funnel-lede-{}", asked.view.key()))],
        tabs(&context),
        |_| match answer {
            Answer::Stages(report) => context.stages(report),
            Answer::Cohorts(report) => context.cohorts(report),
            Answer::Durations(report) => context.durations(report),
            Answer::Outcomes(report) => context.outcomes(report),
        },
    )
}

fn tabs(context: &Context<'_>) -> Segmented {
    let (w, frame) = (context.w, context.frame);
    let rest = frame.asked.with_own("by", None).with_own("stage", None);
    let link = |view: &View| {
        let own = (*view != View::Stages).then(|| view.key());
        let text = w.t(&format!("funnel-view-{}", view.key()));
        (Link::new(text, rest.with_own("view", own).href(frame.path)), *view == context.asked.view)
    };
    Segmented { label: w.t("funnel-views"), links: View::ALL.iter().map(link).collect() }
}
