//! What stands where no data is yet: how to begin.

use crate::domain::person::Role;
use crate::i18n::{Text, Words};
use crate::web::components::Link;
use askama::Template;
use askama::filters::HtmlSafe;

/// A thing to do or to know.
#[derive(Template)]
#[template(path = "pages/overview/note_card.html")]
pub(super) struct NoteCard {
    title: Text,
    body: Text,
    action: Option<Link>,
}
impl HtmlSafe for NoteCard {}

impl NoteCard {
    /// When did you start? Shown while no alignment start is set.
    pub(super) fn alignment(w: Words, role: Role) -> Self {
        let key = if role.administers() { "start-body" } else { "start-body-ask" };
        let action = role.administers().then(|| Link::new(w.t("start-action"), "/settings#f-alignment_start"));
        Self { title: w.t("start-title"), body: w.t(key), action }
    }
}

/// What else makes the first numbers good.
pub(super) fn checklist(w: Words, role: Role) -> Vec<NoteCard> {
    let card = |key: &str, href: &str, may: bool| NoteCard {
        title: w.t(&format!("first-{key}")),
        body: w.t(&format!("first-{key}-body")),
        action: may.then(|| Link::new(w.t(&format!("first-{key}-action")), href)),
    };
    vec![
        card("leads", "/imports/new", role.imports()),
        card("deals", "/imports/new", role.imports()),
        card("costs", "/imports/new", role.imports()),
        card("start", "/settings#f-alignment_start", role.administers()),
    ]
}
