//! The overview: report in, finished text out.

use super::first_run::{NoteCard, begin, checklist};
use super::quality::QualityCard;
use super::since::SinceCard;
use super::trend::Trend;
use crate::domain::person::Role;
use crate::i18n::{Text, Words};
use crate::reports::Question;
use crate::reports::overview::Overview;
use crate::reports::since::Since;
use crate::storage::chart_notes::Note;
use crate::storage::metrics::Dimension;
use crate::storage::metrics::coverage::Coverage;
use crate::web::components::{Actions, ChartFigure, Empty, FilterBar, KpiCard, Link, Markup};
use crate::web::extract::{Asked, notices};
use crate::web::measure::naming::{asked_name, versus};
use crate::web::measure::{Bar, CohortFunnel, Links};
use crate::web::shell::{NavItem, Shell, Viewer};
use askama::Template;

/// What the page is made from.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// What the address asks for.
    pub asked: Asked,
    /// The question that it came to.
    pub question: Question,
    /// The answer.
    pub overview: Overview,
    /// The values that filters offer.
    pub choices: Vec<(Dimension, Vec<String>)>,
    /// What data there is at all.
    pub coverage: Coverage,
    /// The notes on the days of the trend.
    pub notes: Vec<Note>,
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
    trend: ChartFigure,
    notes: Vec<Link>,
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
        Links(&self.loaded.asked)
    }
}

impl Page<'_> {
    fn cohort(&self) -> CohortFunnel<'_> {
        let (w, funnel, period) = (self.w, &self.loaded.overview.funnel, self.period.clone());
        CohortFunnel { w, asked: &self.loaded.asked, funnel, period, more: Some("/funnel") }
    }
}

impl OverviewPage {
    /// The page for a reader.
    #[must_use]
    pub fn new(viewer: &Viewer, loaded: &Loaded) -> Self {
        let w = viewer.words;
        let role = viewer.user.as_ref().map_or(Role::Viewer, |user| user.role);
        let trend = loaded.asked.own("trend").and_then(Trend::from_key).unwrap_or(Trend::Conversion);
        let page = Page {
            w,
            role,
            loaded,
            trend,
            period: asked_name(w, &loaded.asked, loaded.question.period),
            versus: versus(w, &loaded.question, loaded.asked.calendar()),
        };
        let has_records = loaded.coverage.has_records;
        Self {
            shell: Shell {
                notices: notices(w, &loaded.asked.ignored),
                ..Shell::new(viewer, w.t("nav-overview"), NavItem::Overview)
            },
            actions: actions(w, loaded),
            filters: has_records.then(|| bar(w, loaded).filters()),
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
            notes: self.note_links(),
            start: start.then(|| NoteCard::alignment(self.w, self.role)),
            funnel: self.cohort().drawn_or_empty(),
        }
    }
}

/// Copy link and the files of the same numbers; nothing to export where nothing is.
fn actions(w: Words, loaded: &Loaded) -> Actions {
    if !loaded.coverage.has_records {
        return Actions { w, link: None, exports: Vec::new() };
    }
    let absolute = loaded.asked.absolute();
    let query = absolute.with_own("trend", None).query();
    let mut actions = Actions::of_page(w, absolute.href("/overview"), "/overview", &query);
    actions.exports.push(Link::new(w.t("export-json"), format!("/overview.json{query}")));
    actions
}

fn bar(w: Words, loaded: &Loaded) -> Bar<'_> {
    let Loaded { asked, question, choices, coverage, .. } = loaded;
    Bar { w, path: "/overview", asked, question, choices, coverage }
}
