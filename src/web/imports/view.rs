//! The list of imports and the upload.

use super::words;
use crate::domain::ids::ImportId;
use crate::i18n::{Text, Words};
use crate::import::error::Problem;
use crate::import::templates;
use crate::storage::imports::{Counts, Import, State};
use crate::storage::mappings::SavedMapping;
use crate::web::components::{Cell, Column, Empty, EmptyKind, ErrorSummary, Field, FieldKind, Link, OptionItem, Row, Table};
use crate::web::icon::Icon;
use crate::web::shell::{NavItem, Shell, Viewer};
use askama::Template;

/// An import as the list shows it.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The import.
    pub import: Import,
    /// The names of its files.
    pub names: Vec<String>,
    /// What came of all its rows.
    pub counts: Counts,
}

/// A template to download.
struct TemplateLink {
    link: Link,
    about: Text,
}

/// The list of imports, and what one needs to make a file.
#[derive(Template)]
#[template(path = "pages/imports/list.html")]
pub struct ListPage {
    shell: Shell,
    table: Option<Table>,
    empty: Option<Empty>,
    templates: Vec<TemplateLink>,
    saved: Vec<Link>,
}

impl ListPage {
    /// The page.
    #[must_use]
    pub fn new(viewer: &Viewer, imports: &[Listed], saved: &[SavedMapping]) -> Self {
        let w = viewer.words;
        let column = |key: &str| Column::text(w.t(key));
        let number = |key: &str| Column::number(w.t(key));
        let columns = vec![
            column("imports-when"),
            column("imports-files"),
            column("imports-state"),
            number("imports-new"),
            number("imports-changed"),
            number("imports-merged"),
            number("imports-unchanged"),
            number("imports-rejected"),
            column("imports-who"),
        ];
        let rows: Vec<Row> = imports.iter().map(|listed| row(w, listed)).collect();
        let empty = Empty {
            kind: EmptyKind::First,
            title: w.t("imports-empty"),
            body: w.t("imports-empty-body"),
            action: Some(Link::new(w.t("imports-add"), "/imports/new")),
        };
        let template = |kind| TemplateLink {
            link: Link::new(words::kind(w, kind), format!("/imports/templates/{}", templates::file_name(kind))),
            about: w.t(&format!("import-template-{}", templates::file_name(kind).trim_end_matches(".csv").replace('_', "-"))),
        };
        Self {
            shell: Shell::new(viewer, w.t("imports-title"), NavItem::Imports),
            empty: rows.is_empty().then_some(empty),
            table: (!rows.is_empty()).then(|| Table { keys: true, ..Table::new(w.t("imports-title"), columns, rows) }),
            templates: templates::KINDS.into_iter().map(template).collect(),
            saved: saved.iter().map(|m| Link::new(Text::datum(&m.name), format!("/imports/mappings/{}.toml", m.id))).collect(),
        }
    }
}

fn row(w: Words, listed: &Listed) -> Row {
    let Listed { import, names, counts } = listed;
    // Nothing has been counted before an import runs.
    let count = |n: i64| if import.state == State::Draft { Cell::empty() } else { Cell::of(&w.integer(n)) };
    let some: Vec<Text> = names.iter().take(3).map(|name| words::file(name)).collect();
    let mut files = w.list(&some);
    if names.len() > some.len() {
        files = w.t_args("imports-more-files", &[("files", files.into()), ("n", (names.len() - some.len()).into())]);
    }
    let nobody = if import.token.is_some() { "imports-token" } else { "imports-command-line" };
    let who = import.user.as_deref().map_or_else(|| w.t(nobody), Text::datum);
    Row::new(vec![
        Cell::link(w.date_time(import.created_at), format!("/imports/{}", import.id)),
        Cell::of(&files),
        Cell::of(&words::state(w, import.state)),
        count(counts.inserted),
        count(counts.updated),
        count(counts.merged),
        count(counts.unchanged),
        count(counts.rejected),
        Cell::of(&who),
    ])
}

/// The upload of files.
#[derive(Template)]
#[template(path = "pages/imports/new.html")]
pub struct NewPage {
    shell: Shell,
    id: ImportId,
    summary: Option<ErrorSummary>,
    fields: Vec<Field>,
}

impl NewPage {
    /// The page for an import that does not exist yet; `problems` say why the last upload was refused.
    #[must_use]
    pub fn new(viewer: &Viewer, id: ImportId, saved: &[SavedMapping], chosen: &str, problems: &[Problem]) -> Self {
        let w = viewer.words;
        let of_mapping = |p: &&Problem| p.key.starts_with("mapping-");
        let error = |found: Option<&Problem>| found.map(|p| words::problem(w, p));
        let mut options = vec![OptionItem::new("", w.t("import-recognise"))];
        options.extend(saved.iter().map(|m| OptionItem::new(m.id.to_string(), Text::datum(&m.name))));
        let mut fields = vec![
            Field::new(w, "files", w.t("import-files"), FieldKind::File(".csv,.tsv,.txt,.xlsx", true))
                .hint(w.t("import-files-hint"))
                .required()
                .error(error(problems.iter().find(|p| !of_mapping(p)))),
        ];
        if !saved.is_empty() {
            let field = Field::new(w, "saved", w.t("import-saved"), FieldKind::Select(options));
            fields.push(field.value(chosen).required());
        }
        fields.push(
            Field::new(w, "mapping", w.t("import-mapping"), FieldKind::File(".toml", false))
                .hint(w.t("import-mapping-hint"))
                .error(error(problems.iter().find(of_mapping))),
        );
        let links = problems.iter().map(|p| {
            let place = if of_mapping(&p) { "#f-mapping" } else { "#f-files" };
            Link::new(words::problem(w, p), place)
        });
        Self {
            shell: Shell::new(viewer, w.t("import-new-title"), NavItem::Imports),
            id,
            summary: ErrorSummary::new(w, links.collect()),
            fields,
        }
    }
}
