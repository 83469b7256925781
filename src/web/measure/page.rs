//! A page that answers one question with figures.

use super::frame::Frame;
use crate::domain::person::Role;
use crate::i18n::{Text, Words};
use crate::web::components::{Actions, Empty, EmptyKind, FilterBar, Link, Markup, Segmented};
use crate::web::extract::notices;
use crate::web::shell::{NavItem, Shell, Viewer};
use askama::Template;

/// Figures beside one another.
#[derive(Clone, Debug)]
pub struct Parts {
    class: &'static str,
    parts: Vec<Markup>,
}

impl Parts {
    /// One over the whole width.
    #[must_use]
    pub fn one(part: Markup) -> Self {
        Self { class: "g-1", parts: vec![part] }
    }

    /// Two of equal width, each as high as it is.
    #[must_use]
    pub fn two(first: Markup, second: Markup) -> Self {
        Self { class: "g-2 apart", parts: vec![first, second] }
    }

    /// Cards in a row.
    #[must_use]
    pub fn cards(cards: Vec<Markup>) -> Self {
        Self { class: "kpis four", parts: cards }
    }
}

/// The page.
#[derive(Template)]
#[template(path = "pages/measure/page.html")]
pub struct MeasurePage {
    shell: Shell,
    lede: Text,
    crumb: Option<Link>,
    actions: Actions,
    filters: Option<FilterBar>,
    tabs: Option<Segmented>,
    body: Result<Vec<Parts>, Empty>,
}

impl MeasurePage {
    /// The page of a frame. Without any record it says how to begin and `parts` is not asked.
    #[must_use]
    pub fn new(
        viewer: &Viewer,
        frame: &Frame,
        [title, lede]: [Text; 2],
        tabs: Segmented,
        parts: impl FnOnce(Words) -> Vec<Parts>,
    ) -> Self {
        let w = viewer.words;
        let has_records = frame.coverage.has_records;
        let item = match frame.path {
            "/funnel" => NavItem::Funnel,
            "/handoffs/health" => NavItem::Health,
            _ => NavItem::Elsewhere,
        };
        let role = viewer.user.as_ref().map_or(Role::Viewer, |user| user.role);
        Self {
            shell: Shell { notices: notices(w, &frame.asked.ignored), ..Shell::new(viewer, title, item) },
            lede,
            crumb: (item == NavItem::Elsewhere).then(|| Link::new(w.t("nav-overview"), frame.other("/overview"))),
            actions: frame.actions(w),
            filters: has_records.then(|| frame.filters(w)),
            tabs: has_records.then_some(tabs),
            body: if has_records { Ok(parts(w)) } else { Err(begin(w, role)) },
        }
    }
}

/// What stands in the place of all numbers while there is no record.
#[must_use]
pub fn begin(w: Words, role: Role) -> Empty {
    let may = role.imports();
    Empty {
        kind: EmptyKind::First,
        title: w.t("first-title"),
        body: w.t(if may { "first-body" } else { "first-body-ask" }),
        action: may.then(|| Link::new(w.t("first-action"), "/imports/new")),
    }
}

/// What stands where a figure has nothing to draw.
#[must_use]
pub fn nothing(title: Text, why: Text) -> Empty {
    Empty { kind: EmptyKind::NoMatch, title, body: why, action: None }
}
