//! The page of a plain record: an account, a campaign.

use super::tools::{Tool, Tools};
use crate::domain::ownership::{Noun, Ownership};
use crate::i18n::{Text, Words};
use crate::storage::events::Change;
use crate::web::components::{Facts, Link, Markup, Table, Timeline};
use crate::web::extract::Member;
use crate::web::icon::Icon;
use crate::web::shell::Shell;
use askama::Template;
use uuid::Uuid;

/// A card with a table, or why there is none, and where more stands.
pub type TableCard = (Text, Result<Table, Text>, Option<Link>);

/// The page of a plain record.
#[derive(Template)]
#[template(path = "pages/records/detail.html")]
pub struct DetailPage {
    shell: Shell,
    crumb: Link,
    tools: Option<Tools>,
    /// Its own fields.
    facts: (Text, Facts),
    origin: Option<(Text, Facts)>,
    tables: Vec<TableCard>,
    changes: Option<(Text, Timeline)>,
}

/// What the page of a record shows.
#[derive(Debug)]
pub struct Shown {
    /// Which record.
    pub id: Uuid,
    /// Its name.
    pub name: Text,
    /// Its own fields.
    pub facts: Vec<(Text, Markup)>,
    /// Where it came from.
    pub origin: Vec<(Text, Markup)>,
    /// It is out of sight.
    pub archived: bool,
    /// What belongs to it.
    pub tables: Vec<TableCard>,
    /// Who changed it.
    pub changes: Vec<Change>,
}

impl DetailPage {
    /// The page of a record.
    #[must_use]
    pub fn new(member: &Member, noun: Noun, shown: Shown) -> Self {
        let w = member.viewer.words;
        let (nav, list, nav_key) = super::view::place(noun);
        let edits = member.user.role.edits(noun, Ownership::Unowned);
        Self {
            shell: Shell::new(&member.viewer, shown.name, nav),
            crumb: Link::new(w.t(nav_key), list),
            tools: edits.then(|| tools(w, &member.viewer.csrf, &super::view::href(noun, shown.id), shown.archived)),
            facts: (w.t(&format!("edit-section-{}", noun.key())), Facts { facts: shown.facts }),
            origin: (!shown.origin.is_empty()).then(|| (w.t("record-provenance"), Facts { facts: shown.origin })),
            tables: shown.tables,
            changes: super::changes(w, &shown.changes, member.user.role.imports()),
        }
    }
}

fn tools(w: Words, csrf: &str, address: &str, archived: bool) -> Tools {
    let edit = Tool::Page { text: w.t("tools-edit"), icon: Icon::Pencil, href: format!("{address}/edit"), primary: true };
    Tools {
        label: w.t("tools-label"),
        csrf: csrf.to_owned(),
        quick_label: None,
        quick: Vec::new(),
        tools: vec![edit, super::archiving(w, address, archived)],
    }
}
