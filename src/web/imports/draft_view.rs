//! The confirmation: how each file would be read, and its first rows.

use super::draft::{Draft, DraftFile, KINDS, Seen, column_name, sample_of};
use super::words;
use crate::domain::money::Currency;
use crate::i18n::{Text, Words};
use crate::import::dates::DateOrder;
use crate::import::fields::{Field, Shape};
use crate::import::mapping::CurrencyChoice;
use crate::storage::import_rows::kind_key;
use crate::storage::imports::{Import, ImportFile};
use crate::web::components::{Cell, Column, ErrorSummary, Link, OptionItem, Row, State, StateKind, Table, Tag, TagKind};
use crate::web::shell::{NavItem, Shell, Viewer};
use askama::Template;

/// Columns of the file that a preview shows.
const COLUMNS: usize = 10;
/// Characters of a cell that it shows.
const CHARS: usize = 60;

/// A field of a file's form. Its name carries the file's place, so it is not one of the fixed fields of other forms.
pub struct Choice {
    name: String,
    label: Text,
    hint: Option<Text>,
    error: Option<Text>,
    value: String,
    options: Option<Vec<OptionItem>>,
    list: Option<&'static str>,
}

impl Choice {
    fn described(&self) -> Option<String> {
        let part = |there: bool, end: &str| there.then(|| format!("{}-{end}", self.name));
        let parts: Vec<String> =
            [part(self.hint.is_some(), "h"), part(self.error.is_some(), "e")].into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    }
}

/// The columns of one kind of records.
struct Columns {
    heading: Text,
    choices: Vec<Choice>,
}

/// A file as the page shows it.
struct FileCard {
    id: String,
    name: Text,
    tags: Vec<Tag>,
    problem: Option<State>,
    needed: Option<State>,
    settings: Vec<Choice>,
    tables: Vec<Columns>,
    unmapped: Option<Text>,
    preview: Option<Table>,
    mapping: Option<Link>,
}

/// The page on which a proposal is confirmed.
#[derive(Template)]
#[template(path = "pages/imports/draft.html")]
pub struct DraftPage {
    shell: Shell,
    id: String,
    summary: Option<ErrorSummary>,
    files: Vec<FileCard>,
    save_name: Choice,
    zones: Vec<&'static str>,
}

/// What was typed and is wrong: the fields' names and why.
pub type Wrong = Vec<(String, &'static str)>;

impl DraftPage {
    /// The page: each file with what is known of it. `form` is what was typed, where it could not be taken.
    #[must_use]
    pub fn new(
        viewer: &Viewer,
        import: &Import,
        files: &[(ImportFile, DraftFile, Seen)],
        (form, wrong): (&[(String, String)], &Wrong),
        currency: Currency,
    ) -> Self {
        let w = viewer.words;
        let maker = Maker { w, form, wrong, currency };
        let place = |name: &str| if name == "save_name" || name.contains('-') { format!("#{name}") } else { "#main".to_owned() };
        let errors = wrong.iter().map(|(name, key)| Link::new(w.t(key), place(name)));
        let asked =
            files.iter().filter(|(_, _, seen)| !wrong.is_empty() && seen.must_be_decided()).filter_map(|(file, _, seen)| {
                let sentence = words::problem(w, seen.problem.as_ref()?);
                let args = [("file", words::file(&file.name).into()), ("what", sentence.into())];
                Some(Link::new(w.t_args("import-of-file", &args), format!("#file-{}", file.position)))
            });
        Self {
            shell: Shell::new(viewer, w.t("import-draft-title"), NavItem::Imports),
            id: import.id.to_string(),
            summary: ErrorSummary::new(w, errors.chain(asked).collect()),
            files: files.iter().map(|(file, draft, seen)| maker.card(import, file, draft, seen)).collect(),
            save_name: maker.line("save_name".to_owned(), "import-save-name", String::new()),
            zones: chrono_tz::TZ_VARIANTS
                .iter()
                .map(|z| z.name())
                .filter(|z| z.contains('/') && !z.starts_with("Etc/"))
                .collect(),
        }
    }
}

struct Maker<'a> {
    w: Words,
    form: &'a [(String, String)],
    wrong: &'a Wrong,
    currency: Currency,
}

impl Maker<'_> {
    fn line(&self, name: String, label: &str, value: String) -> Choice {
        let error = self.wrong.iter().find(|(n, _)| *n == name).map(|(_, key)| self.w.t(key));
        let typed = error.as_ref().and_then(|_| self.form.iter().find(|(n, _)| *n == name)).map(|(_, value)| value.clone());
        let label = self.w.t(label);
        Choice { value: typed.unwrap_or(value), name, label, hint: None, error, options: None, list: None }
    }

    fn card(&self, import: &Import, file: &ImportFile, draft: &DraftFile, seen: &Seen) -> FileCard {
        let w = self.w;
        let mut tags = vec![Tag::new(TagKind::Accent, w.t(&format!("import-sender-{}", draft.sender.key().replace('_', "-"))))];
        tags.extend(draft.mapping.tables.iter().map(|t| Tag::new(TagKind::Neutral, words::kind(w, t.kind))));
        tags.dedup_by_key(|tag| tag.text.clone());
        if seen.total > 0 {
            tags.push(Tag::new(TagKind::Neutral, w.t_args("import-rows", &[("n", seen.total.into())])));
        }
        let readable = draft.problem.is_none();
        let kind = if seen.must_be_decided() { StateKind::Warn } else { StateKind::Bad };
        FileCard {
            id: format!("file-{}", file.position),
            name: words::file(&file.name),
            tags: if readable { tags } else { Vec::new() },
            problem: seen.problem.as_ref().map(|p| State { kind, text: words::problem(w, p) }),
            needed: if readable && !draft.asks_for_sheet() { self.needed(draft) } else { None },
            settings: if readable { self.settings(draft, seen) } else { Vec::new() },
            tables: if readable && !draft.asks_for_sheet() { self.tables(draft, seen) } else { Vec::new() },
            unmapped: Some(draft.unmapped()).filter(|u| readable && !u.is_empty()).map(|names| self.unmapped(&names)),
            preview: (!seen.rows.is_empty()).then(|| self.preview(draft, seen)),
            mapping: (readable && !draft.mapping.tables.is_empty()).then(|| {
                let href = format!("/imports/{}/mapping.toml?file={}", import.id, file.position);
                Link::new(w.t("import-mapping-download"), href)
            }),
        }
    }

    /// What rows need and no column brings.
    fn needed(&self, draft: &DraftFile) -> Option<State> {
        let w = self.w;
        let fields: Vec<Text> =
            (0..draft.mapping.tables.len()).flat_map(|at| draft.lacks(at)).map(|field| words::field(w, field)).collect();
        let text = || w.t_args("import-needed", &[("fields", w.list(&fields).into())]);
        (!fields.is_empty()).then(|| State { kind: StateKind::Warn, text: text() })
    }

    fn unmapped(&self, names: &[&str]) -> Text {
        let names: Vec<Text> = names.iter().take(40).map(|name| Text::datum(name)).collect();
        self.w.t_args("import-unmapped", &[("columns", self.w.list(&names).into())])
    }

    fn settings(&self, draft: &DraftFile, seen: &Seen) -> Vec<Choice> {
        let w = self.w;
        let at = draft.position;
        let asked = |key: &str| {
            let is = seen.problem.as_ref().is_some_and(|p| p.key == key);
            is.then(|| w.t("import-answer"))
        };
        let select = |name: &str, label: &str, value: String, options: Vec<OptionItem>, error: Option<Text>| Choice {
            options: Some(options),
            error,
            ..self.line(format!("{name}-{at}"), label, value)
        };
        let mut all = Vec::new();
        if !draft.sheets.is_empty() {
            let mut options = vec![OptionItem::new("", w.t("import-choose"))];
            options.extend(draft.sheets.iter().map(|s| OptionItem::new(s.clone(), Text::datum(s))));
            let chosen = draft.mapping.tables.iter().find_map(|t| t.sheet.clone()).unwrap_or_default();
            all.push(select("sheet", "import-sheet", chosen, options, asked("ask-sheet")));
        }
        if draft.asks_for_sheet() {
            return all;
        }
        if draft.mapping.tables.len() < 2 {
            let mut options: Vec<OptionItem> = KINDS.map(|kind| OptionItem::new(kind_key(kind), words::kind(w, kind))).into();
            if draft.mapping.tables.is_empty() {
                options.insert(0, OptionItem::new("", w.t("import-choose")));
            }
            let kind = draft.mapping.tables.first().map_or("", |t| kind_key(t.kind)).to_owned();
            all.push(select("kind", "import-kind", kind, options, asked("ask-kind")));
        }
        let orders = ["", "dmy", "mdy"];
        let order = match draft.mapping.date_order {
            None => "",
            Some(DateOrder::Dmy) => "dmy",
            Some(DateOrder::Mdy) => "mdy",
        };
        let named = |key: &str| w.t(&format!("import-dates-{}", if key.is_empty() { "file" } else { key }));
        let options = orders.iter().map(|key| OptionItem::new(*key, named(key))).collect();
        all.push(select("dates", "import-dates", order.to_owned(), options, asked("ask-date-order")));
        all.push(Choice { error: asked("ask-currency"), ..self.currency(draft) });
        let zone = draft.mapping.zone.map(|z| z.name().to_owned()).unwrap_or_default();
        all.push(Choice {
            hint: Some(w.t("import-zone-hint")),
            list: Some("zones"),
            ..self.line(format!("zone-{at}"), "import-zone", zone)
        });
        let source = self.line(format!("source-{at}"), "import-source", draft.mapping.source.clone());
        all.push(Choice { hint: Some(w.t("import-source-hint")), ..source });
        all
    }

    fn currency(&self, draft: &DraftFile) -> Choice {
        let w = self.w;
        let chosen = draft.mapping.currency.map(String::from).unwrap_or_default();
        let own = w.t_args("import-currency-workspace", &[("currency", Text::code(self.currency.code()).into())]);
        let mut options = vec![OptionItem::new("", w.t("import-currency-file")), OptionItem::new("workspace", own)];
        let mut codes: Vec<&str> = CURRENCIES.to_vec();
        if let Some(CurrencyChoice::Fixed(fixed)) = &draft.mapping.currency
            && !codes.contains(&fixed.code())
        {
            codes.push(fixed.code());
        }
        options.extend(codes.iter().map(|code| OptionItem::new(*code, Text::code(code))));
        Choice { options: Some(options), ..self.line(format!("currency-{}", draft.position), "import-currency", chosen) }
    }

    fn tables(&self, draft: &DraftFile, seen: &Seen) -> Vec<Columns> {
        let w = self.w;
        let table = |at: usize| {
            let kind = draft.mapping.tables[at].kind;
            let shown = |field: &&Field| field.shape() != Shape::Click || draft.header_of(at, **field).is_some();
            Columns {
                heading: w.t_args("import-columns", &[("kind", words::kind(w, kind).into())]),
                choices: Field::of(kind).iter().filter(shown).map(|field| self.column(draft, seen, at, *field)).collect(),
            }
        };
        (0..draft.mapping.tables.len()).map(table).collect()
    }

    fn column(&self, draft: &DraftFile, seen: &Seen, table: usize, field: Field) -> Choice {
        let w = self.w;
        let header = draft.header_of(table, field).unwrap_or_default();
        let mut options = vec![OptionItem::new("", w.t("import-no-column"))];
        options.extend(draft.headers.iter().filter(|h| !h.is_empty()).map(|h| OptionItem::new(h.clone(), Text::datum(h))));
        let constant = draft.mapping.tables[table].columns.get(&field).and_then(|c| c.constant.as_deref());
        let hint = match (sample_of(seen, &draft.headers, header), constant) {
            (Some(sample), _) => Some(w.t_args("import-sample", &[("value", short(sample).into())])),
            (None, Some(constant)) => Some(w.t_args("import-constant", &[("value", short(constant).into())])),
            _ => draft.lacks(table).any(|lacking| lacking == field).then(|| w.t("import-needed-here")),
        };
        Choice {
            name: column_name(draft.position, table, field),
            label: words::field(w, field),
            hint,
            error: None,
            value: header.to_owned(),
            options: Some(options),
            list: None,
        }
    }

    /// The first rows as they stand in the file, and what would become of each.
    fn preview(&self, draft: &DraftFile, seen: &Seen) -> Table {
        let w = self.w;
        let unmapped = draft.unmapped();
        let shown: Vec<usize> = (0..draft.headers.len())
            .filter(|at| !draft.headers[*at].is_empty() && !unmapped.contains(&draft.headers[*at].as_str()))
            .take(COLUMNS)
            .collect();
        let mut columns = vec![Column::text(w.t("import-line")), Column::text(w.t("import-verdict"))];
        columns.extend(shown.iter().map(|at| Column::text(Text::datum(&draft.headers[*at]))));
        // A row about a new lead needs the day it came, which a row about a known one may leave out.
        let is_lacking = (0..draft.mapping.tables.len()).any(|at| draft.lacks(at).next().is_some());
        let rows = seen.rows.iter().map(|row| {
            let verdict = if row.errors.is_empty() && is_lacking {
                State { kind: StateKind::Warn, text: w.t("import-row-if-known") }
            } else if row.errors.is_empty() {
                State { kind: StateKind::Good, text: w.t("import-row-good") }
            } else {
                let why =
                    |e: &crate::import::error::RowError| words::reason(w, e.field.map_or("", Field::key), e.kind.key(), &e.value);
                State { kind: StateKind::Bad, text: w.list(&row.errors.iter().map(why).collect::<Vec<_>>()) }
            };
            let mut cells =
                vec![Cell::of(&w.count(usize::try_from(row.line).unwrap_or_default())), Cell::of(&verdict).class("verdict")];
            cells.extend(shown.iter().map(|at| match row.cells.get(*at) {
                Some(cell) if !cell.is_empty() => Cell::of(&short(cell)),
                _ => Cell::empty(),
            }));
            Row::new(cells)
        });
        Table::new(w.t("import-preview"), columns, rows.collect())
    }
}

/// A value of a file, cut where it is long.
fn short(value: &str) -> Text {
    let mut cut: String = value.chars().take(CHARS).collect();
    if value.chars().nth(CHARS).is_some() {
        cut.push('…');
    }
    Text::datum(&cut)
}

/// Currencies that the field proposes.
const CURRENCIES: [&str; 16] =
    ["SAR", "AED", "QAR", "KWD", "BHD", "OMR", "EGP", "JOD", "MAD", "TND", "USD", "EUR", "GBP", "TRY", "INR", "JPY"];

/// The files of an import with what its draft says of each.
#[must_use]
pub fn paired(files: Vec<ImportFile>, draft: &Draft) -> Vec<(ImportFile, DraftFile)> {
    let of = |file: &ImportFile| draft.files.iter().find(|d| d.position == file.position).cloned();
    files.into_iter().filter_map(|file| of(&file).map(|draft| (file, draft))).collect()
}
