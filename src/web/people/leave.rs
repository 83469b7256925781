//! Handing open work over, with or without leaving: what it is stands there before it is done.

use super::person::work_facts;
use crate::domain::stage::Stage;
use crate::i18n::{Text, Words};
use crate::storage::open_work::{OpenWork, Piece};
use crate::storage::people::Choice;
use crate::storage::staff::Someone;
use crate::web::components::{Cell, Column, ErrorSummary, Facts, Field, FieldKind, Link, Row, Table, owner_field};
use crate::web::extract::Member;
use crate::web::leads::{short, stage_tag};
use crate::web::shell::{NavItem, Shell};
use askama::Template;

/// Pieces of each kind that the page lists.
pub const LISTED: i64 = 10;

/// Somebody leaves, or only his work goes to somebody else.
#[derive(Template)]
#[template(path = "pages/people/leave.html")]
pub struct LeavePage {
    shell: Shell,
    crumb: Link,
    lede: Text,
    action: String,
    summary: Option<ErrorSummary>,
    field: Option<Field>,
    button: Text,
    danger: bool,
    back: String,
    work: Option<(Facts, Table)>,
    none: Text,
}

/// What the page is about.
#[derive(Clone, Debug)]
pub struct Leaving<'a> {
    /// Whose work.
    pub someone: &'a Someone,
    /// He leaves as well.
    pub leaves: bool,
    /// How much is open.
    pub work: OpenWork,
    /// The newest of it.
    pub pieces: &'a [Piece],
    /// Who can take over.
    pub people: &'a [Choice],
}

impl LeavePage {
    /// The page; `to` is what was chosen, `error` what is wrong with it.
    #[must_use]
    pub fn new(member: &Member, of: &Leaving<'_>, to: &str, error: Option<&'static str>) -> Self {
        let w = member.viewer.words;
        let person = format!("/settings/people/{}", of.someone.person);
        let name = || Text::datum(&of.someone.name);
        let (title, lede, button, verb) = if of.leaves {
            ("leave-title", "leave-lede", "leave-button", "deactivate")
        } else {
            ("hand-over-title", "hand-over-lede", "hand-over-button", "hand-over")
        };
        let field = (!of.work.is_none()).then(|| taker(w, of, to, error));
        Self {
            shell: Shell::new(&member.viewer, w.t_args(title, &[("name", name().into())]), NavItem::Settings),
            crumb: Link::new(name(), person.as_str()),
            lede: w.t(lede),
            action: format!("{person}/{verb}"),
            summary: ErrorSummary::of(w, &field)
                .or_else(|| ErrorSummary::new(w, error.map(|key| vec![Link::new(w.t(key), "#confirm")]).unwrap_or_default())),
            field,
            button: w.t(button),
            danger: of.leaves,
            back: person,
            work: (!of.work.is_none()).then(|| (Facts { facts: work_facts(w, of.someone, of.work) }, table(w, of.pieces))),
            none: w.t("work-none"),
        }
    }
}

fn taker(w: Words, of: &Leaving<'_>, to: &str, error: Option<&'static str>) -> Field {
    let people: Vec<Choice> = of.people.iter().filter(|choice| choice.id != of.someone.person).cloned().collect();
    let mut field = owner_field(w, "to", w.t("hand-over-to"), &people, to).error(error.map(|key| w.t(key)));
    if let FieldKind::Select(options) = &mut field.kind {
        options[0].text = w.t(if of.leaves { "hand-over-later" } else { "hand-over-choose" });
    }
    field.required = !of.leaves;
    field
}

fn table(w: Words, pieces: &[Piece]) -> Table {
    let row = |piece: &Piece| {
        let name = piece.name.as_ref().map_or_else(|| Text::code(&short(piece.id)), |name| Text::datum(name));
        let named = match piece.kind.as_str() {
            "campaign" => Cell::of(&name),
            kind => Cell::link(name, format!("/{kind}s/{}", piece.id)),
        };
        let stage = piece.stage.as_deref().and_then(|stage| stage.parse::<Stage>().ok());
        let stage = stage.map_or_else(Cell::empty, |stage| Cell::of(&stage_tag(w, stage)));
        Row::new(vec![named, Cell::of(&w.t(&format!("audit-kind-{}", piece.kind))), stage])
    };
    let columns = ["hand-over-record", "audit-kind", "lead-stage"].map(|key| Column::text(w.t(key))).into();
    Table::new(w.t_args("hand-over-newest", &[("n", LISTED.into())]), columns, pieces.iter().map(row).collect())
}
