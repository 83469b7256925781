//! The overview: report in, finished text out.

use super::figures;
use super::first_run::{NoteCard, checklist};
use super::quality::QualityCard;
use super::since::SinceCard;
use super::trend::Trend;
use crate::domain::person::Role;
use crate::i18n::{Text, Words};
use crate::reports::overview::{Card, Overview};
use crate::reports::since::Since;
use crate::web::components::{Actions, Empty, FilterBar, KpiCard, Markup};
use crate::web::extract::notices;
use crate::web::measure::months::Noted;
use crate::web::measure::page::begin;
use crate::web::measure::{CohortFunnel, Frame, Links};
use crate::web::shell::{NavItem, Shell, Viewer};
use askama::Template;

/// What the page is made from.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// How the page is asked.
    pub frame: Frame,
    /// The answer.
    pub overview: Overview,
    /// What turned since the reader last looked, on the page as it opens.
    pub since: Option<Since>,
}

/// The page.
#[derive(Template)]
#[template(path = "pages/overview/overview.html")]
pub struct OverviewPage {
    shell: Shell,
    actions: Actions,
    filters: Option<FilterBar>,
    body: Body,
}

/// What the page shows.
enum Body {
    /// How to begin.
    Begin(Empty, Vec<NoteCard>),
    /// The numbers.
    Numbers(Box<Numbers>),
}

struct Numbers {
    since: Option<SinceCard>,
    cards: Vec<KpiCard>,
    quality: QualityCard,
    trend: Noted,
    start: Option<NoteCard>,
    funnel: Markup,
}

/// What every part of the page needs to know.
pub(super) struct Page<'a> {
    pub w: Words,
    pub role: Role,
    pub loaded: &'a Loaded,
    pub trend: Trend,
    /// The name of the period.
    pub period: Text,
    /// "vs Q2".
    pub versus: Option<Text>,
}

impl Page<'_> {
    pub(super) fn links(&self) -> Links<'_> {
        self.loaded.frame.links()
    }
}

impl Page<'_> {
    /// What happens at the line of the handoff, in a sentence.
    fn handed_over(&self) -> Option<Text> {
        let (w, found) = (self.w, &self.loaded.overview);
        let value = |card: &Card| figures::value(w, &card.compared.figure);
        let args = [("accepted", value(&found.acceptance)?.into()), ("met", value(&found.sla_attainment)?.into())];
        Some(w.t_args("funnel-handed-over", &args))
    }

    fn cohort(&self) -> CohortFunnel<'_> {
        let (w, funnel, period) = (self.w, &self.loaded.overview.funnel, self.period.clone());
        CohortFunnel { w, asked: &self.loaded.frame.asked, funnel, period, more: Some("/funnel"), handoff: self.handed_over() }
    }
}

impl OverviewPage {
    /// The page for a reader.
    #[must_use]
    pub fn new(viewer: &Viewer, loaded: &Loaded) -> Self {
        let w = viewer.words;
        let role = viewer.user.as_ref().map_or(Role::Viewer, |user| user.role);
        let trend = loaded.frame.asked.own("trend").and_then(Trend::from_key).unwrap_or(Trend::Conversion);
        let page = Page { w, role, loaded, trend, period: loaded.frame.period(w), versus: loaded.frame.versus(w) };
        let has_records = loaded.frame.coverage.has_records;
        Self {
            shell: Shell {
                notices: notices(w, &loaded.frame.asked.ignored),
                ..Shell::new(viewer, w.t("nav-overview"), NavItem::Overview)
            },
            actions: loaded.frame.actions_without(w, "trend"),
            filters: has_records.then(|| loaded.frame.filters(w)),
            body: if has_records {
                Body::Numbers(Box::new(page.numbers()))
            } else {
                Body::Begin(begin(w, role), checklist(w, role))
            },
        }
    }
}

impl Page<'_> {
    fn numbers(&self) -> Numbers {
        let start = self.loaded.overview.alignment_start.is_none();
        Numbers {
            since: self.since(),
            cards: self.cards(),
            quality: self.quality(),
            trend: self.trend(),
            start: start.then(|| NoteCard::alignment(self.w, self.role)),
            funnel: self.cohort().drawn_or_empty(),
        }
    }
}
