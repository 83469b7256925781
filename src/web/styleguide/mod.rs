//! `/styleguide`: every component in every state. Development only.

mod data;
mod forms;
mod parts;
pub mod samples;

use super::components::{Actions, Markup};
use super::shell::{NavItem, Shell, Viewer};
use crate::i18n::{Text, Words};
use askama::Template;
use askama::filters::HtmlSafe;

/// Components of one kind.
struct Section {
    title: Text,
    note: Option<Text>,
    body: Markup,
}

/// The page.
#[derive(Template)]
#[template(path = "pages/styleguide/styleguide.html")]
pub struct StyleguidePage {
    shell: Shell,
    actions: Actions,
    sections: Vec<Section>,
}

impl StyleguidePage {
    /// The style guide in the viewer's language, digits and colours.
    #[must_use]
    pub fn new(viewer: &Viewer) -> Self {
        let w = viewer.words;
        Self {
            shell: Shell::new(viewer, w.t("sg-title"), NavItem::Elsewhere),
            actions: Actions::of_page(w, "/styleguide".to_owned(), "/styleguide", ""),
            sections: sections(w),
        }
    }
}

fn sections(w: Words) -> Vec<Section> {
    let section = |key: &str, body: Markup| Section { title: w.t(key), note: None, body };
    vec![
        Section { note: Some(w.t("sg-kpi-note")), ..section("sg-kpi", grid("kpis six", &data::kpis(w))) },
        section("sg-buttons", Markup::of(&parts::buttons(w))),
        section("sg-filters", Markup::of(&parts::filters(w))),
        section("sg-actions", Markup::of(&parts::switch(w))),
        section("sg-empty", grid("eg", &parts::empties(w))),
        section("sg-errors", forms::errors(w)),
        section("sg-fields", forms::fields(w)),
        section("sg-cohort", Markup::of(&data::cohort(w))),
        section("sg-table", Markup::of(&data::records(w)).then(&data::pager(w))),
        section("sg-toast", Markup::of(&parts::overlays(w))),
        section("sg-charts", Markup::of(&data::trend(w)).then(&data::small_charts(w))),
        section("sg-funnel", Markup::of(&data::funnel(w))),
        section("sg-lists", Markup::of(&data::rows(w)).then(&parts::timeline(w))),
    ]
}

#[derive(Template)]
#[template(ext = "html", source = r#"<div class="{{ class }}">{% for part in parts %}{{ part }}{% endfor %}</div>"#)]
struct Grid<'a> {
    class: &'static str,
    parts: &'a [Markup],
}
impl HtmlSafe for Grid<'_> {}

fn grid(class: &'static str, parts: &[Markup]) -> Markup {
    Markup::of(&Grid { class, parts })
}
