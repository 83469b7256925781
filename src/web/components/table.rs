//! Data tables and their pager.

use super::{Link, Markup};
use crate::i18n::{Text, Words};
use crate::web::icon::Icon;
use askama::Template;
use askama::filters::HtmlSafe;

/// How a column is sorted now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortState {
    /// Another column is.
    Unsorted,
    /// Smallest first.
    Ascending,
    /// Largest first.
    Descending,
}

/// A column that can be sorted.
#[derive(Clone, Debug)]
pub struct Sort {
    /// The page sorted by it, or the other way round.
    pub href: String,
    /// How it is sorted now.
    pub state: SortState,
}

impl Sort {
    fn aria(&self) -> &'static str {
        match self.state {
            SortState::Unsorted => "none",
            SortState::Ascending => "ascending",
            SortState::Descending => "descending",
        }
    }
    fn icon(&self) -> Option<Icon> {
        match self.state {
            SortState::Unsorted => None,
            SortState::Ascending => Some(Icon::ArrowUp),
            SortState::Descending => Some(Icon::ArrowDown),
        }
    }
}

/// The head of a column.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its name.
    pub text: Text,
    /// A smaller word beside it.
    pub note: Option<Text>,
    /// Numbers stand at the end of the line.
    pub numeric: bool,
    /// Sorting.
    pub sort: Option<Sort>,
}

impl Column {
    /// A column of text.
    #[must_use]
    pub const fn text(text: Text) -> Self {
        Self { text, note: None, numeric: false, sort: None }
    }
    /// A column of numbers.
    #[must_use]
    pub const fn number(text: Text) -> Self {
        Self { text, note: None, numeric: true, sort: None }
    }
    /// With a smaller word beside its name.
    #[must_use]
    pub fn note(mut self, note: Text) -> Self {
        self.note = Some(note);
        self
    }
    /// With sorting.
    #[must_use]
    pub fn sort(mut self, href: impl Into<String>, state: SortState) -> Self {
        self.sort = Some(Sort { href: href.into(), state });
        self
    }
}

/// One cell.
#[derive(Clone, Debug)]
pub struct Cell {
    content: Markup,
    strong: bool,
    class: &'static str,
}

impl Cell {
    /// What a text, a component or a drawing prints.
    #[must_use]
    pub fn of(content: &impl HtmlSafe) -> Self {
        Self { content: Markup::of(content), strong: false, class: "" }
    }
    /// A link to the records or the record.
    #[must_use]
    pub fn link(text: Text, href: impl Into<String>) -> Self {
        Self::of(&Link::new(text, href))
    }
    /// No value: a dash, with the reason on hover and for screen readers.
    #[must_use]
    pub fn none(reason: Text) -> Self {
        Self::of(&Nothing { reason })
    }
    /// An empty cell, where nothing was to be expected.
    #[must_use]
    pub fn empty() -> Self {
        Self { content: Markup::default(), strong: false, class: "" }
    }
    /// Stands out.
    #[must_use]
    pub fn strong(mut self) -> Self {
        self.strong = true;
        self
    }
    /// With a class: `h h1` to `h h5` for heat, `na` for not yet.
    #[must_use]
    pub fn class(mut self, class: &'static str) -> Self {
        self.class = class;
        self
    }
}

#[derive(Template)]
#[template(
    ext = "html",
    source = r#"<span class="none" title="{{ reason.attr() }}" tabindex="0">–<span class="sr">{{ reason }}</span></span>"#
)]
struct Nothing {
    reason: Text,
}

/// A box in front of a row, by which it is chosen.
#[derive(Clone, Debug)]
pub struct Pick {
    /// What the form sends.
    pub value: String,
    /// What is chosen, for screen readers.
    pub label: Text,
    /// It is chosen already.
    pub picked: bool,
}

/// A form that rows of a table are chosen for.
#[derive(Clone, Debug)]
pub struct Picks {
    /// The id of the form.
    pub form: &'static str,
    /// Says that one box chooses them all.
    pub all: Text,
}

/// One row. Its first cell is its heading.
#[derive(Clone, Debug)]
pub struct Row {
    /// The cells, one for each column.
    pub cells: Vec<Cell>,
    /// Marked.
    pub selected: bool,
    /// How it is chosen, in a table with [`Table::picks`].
    pub pick: Option<Pick>,
}

impl Row {
    /// A row.
    #[must_use]
    pub const fn new(cells: Vec<Cell>) -> Self {
        Self { cells, selected: false, pick: None }
    }
}

/// A table. Wide ones scroll by themselves.
#[derive(Clone, Debug, Template)]
#[template(path = "components/table.html")]
pub struct Table {
    /// What it shows.
    pub caption: Text,
    /// Whether the caption is read, not seen.
    pub caption_hidden: bool,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<Row>,
    /// Totals.
    pub foot: Option<Row>,
    /// A class of its own: `ba` before and after, `coh` cohorts, `sticky` keeps the first column on phones.
    pub class: &'static str,
    /// J and K move through its rows.
    pub keys: bool,
    /// Its rows can be chosen.
    pub picks: Option<Picks>,
}

impl Table {
    /// With a column at its end, where there is one; its cells in the order of the rows.
    #[must_use]
    pub fn beside(mut self, column: Option<(Column, Vec<Cell>)>) -> Self {
        if let Some((head, cells)) = column {
            self.columns.push(head);
            self.rows.iter_mut().zip(cells).for_each(|(row, cell)| row.cells.push(cell));
        }
        self
    }

    /// A table with a hidden caption.
    #[must_use]
    pub const fn new(caption: Text, columns: Vec<Column>, rows: Vec<Row>) -> Self {
        Self { caption, caption_hidden: true, columns, rows, foot: None, class: "", keys: false, picks: None }
    }

    fn is_numeric(&self, i: usize) -> bool {
        self.columns.get(i).is_some_and(|c| c.numeric)
    }
}

/// Links to the pages before and after.
#[derive(Clone, Debug, Template)]
#[template(path = "components/pager.html")]
pub struct Pager {
    /// Words of its links.
    pub w: Words,
    /// Which rows of how many: [`Pager::range`].
    pub range: Text,
    /// The page before.
    pub previous: Option<String>,
    /// The page after.
    pub next: Option<String>,
}

impl Pager {
    /// "1–50 of 1,383", or "of more than 10,000" when the count stopped there.
    #[must_use]
    pub fn range(w: Words, from: i64, to: i64, total: i64, more: bool) -> Text {
        let args = [("range", w.range(from, to).into()), ("total", w.integer(total).into())];
        if more { w.t_args("pager-range-many", &args) } else { w.t_args("pager-range", &args) }
    }
}

super::prints_itself!(Table, Pager, Nothing);
