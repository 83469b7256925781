//! What is known and decided about the files of an import before it runs.

use crate::domain::record::{Context, Kind};
use crate::import::dates::DateOrder;
use crate::import::error::{FileError, Problem, Question, RowError};
use crate::import::fields::Field;
use crate::import::headers::{Headers, clean, is_blank};
use crate::import::mapping::{Column, CurrencyChoice, Mapping, Names, Table};
use crate::import::propose::{Sender, columns_for, propose};
use crate::import::read::{self, Options};
use crate::storage::import_rows::kind_key;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// Every kind of records.
pub const KINDS: [Kind; 9] = [
    Kind::Lead,
    Kind::Deal,
    Kind::StageEvent,
    Kind::Touch,
    Kind::Activity,
    Kind::Handoff,
    Kind::Campaign,
    Kind::CampaignCost,
    Kind::Account,
];
/// Rows of each kind, good and bad, that a preview shows.
const SHOWN: usize = 5;
/// Rows in which a preview looks for them.
const LOOKED_AT: usize = 20_000;

/// The files of an import and how each is to be read.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Draft {
    /// Each file.
    pub files: Vec<DraftFile>,
    /// The files are those of a folder, of which a mapping may name some.
    #[serde(alias = "given")]
    pub in_folder: bool,
}

/// How a file is to be read.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DraftFile {
    /// Its place among the files.
    pub position: i16,
    /// Who sent it, as far as its headers tell.
    pub sender: Sender,
    /// How to read it.
    pub mapping: Mapping,
    /// Its headers.
    pub headers: Vec<String>,
    /// The sheets that were asked about.
    pub sheets: Vec<String>,
    /// Why it cannot be read at all.
    pub problem: Option<Problem>,
    /// What was seen of it as it would be read: a file is gone over once, not at each look at the page.
    #[serde(default)]
    pub seen: Seen,
}

/// A row of a preview.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SeenRow {
    /// Its line.
    pub line: u64,
    /// Its cells, cleaned.
    pub cells: Vec<String>,
    /// What is wrong with it.
    pub errors: Vec<RowError>,
}

/// What a preview found.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Seen {
    /// Rows under the header.
    pub total: u64,
    /// The first good and bad rows, in their order.
    pub rows: Vec<SeenRow>,
    /// Why there are none.
    pub problem: Option<Problem>,
}

impl Seen {
    /// Whether something must be decided before the import can run.
    #[must_use]
    pub fn must_be_decided(&self) -> bool {
        self.problem.as_ref().is_some_and(|p| p.key.starts_with("ask-") || p.key.starts_with("mapping-"))
    }
}

/// Looks at a file for the first time. `in_folder` says that it came with others, of which a given mapping may name some.
#[must_use]
pub fn look(path: &Path, position: i16, context: &Context, given: Option<&Mapping>, in_folder: bool) -> DraftFile {
    let mut file = proposed(path, position, context, None);
    if let Some(mapping) = given {
        file.mapping = mapping.clone();
        // A file that our presets do not know may well be known to a given mapping.
        let opened = read::open(path, mapping, context);
        file.problem = match &opened {
            Ok(_) | Err(FileError::Ask(_)) => None,
            Err(error) => Some(error.problem()),
        };
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if !mapping.tables.iter().any(|table| table.takes(&name, in_folder)) {
            file.problem = Some(Problem::new("not-named"));
        }
        if let Ok(reader) = opened {
            file.headers = reader.headers().to_vec();
        }
    }
    file.seen = file.preview(path, context);
    file
}

fn proposed(path: &Path, position: i16, context: &Context, sheet: Option<&str>) -> DraftFile {
    let options = Options { sheet: sheet.map(str::to_owned), ..Options::default() };
    let unread = |sheets, problem| {
        let mapping = Mapping { tables: Vec::new(), ..crate::import::templates::mapping() };
        DraftFile { sheets, problem, ..DraftFile::of(position, mapping) }
    };
    match propose(path, context, &options) {
        Ok(found) => {
            let mut mapping = found.mapping;
            for table in &mut mapping.tables {
                table.sheet = sheet.map(str::to_owned);
            }
            DraftFile { sender: found.sender, headers: found.headers, ..DraftFile::of(position, mapping) }
        }
        Err(FileError::Ask(Question::Sheet(sheets))) => unread(sheets, None),
        Err(error) => unread(Vec::new(), Some(error.problem())),
    }
}

impl DraftFile {
    /// A file of which no more is known than how to read it.
    fn of(position: i16, mapping: Mapping) -> Self {
        Self {
            position,
            sender: Sender::Unknown,
            mapping,
            headers: Vec::new(),
            sheets: Vec::new(),
            problem: None,
            seen: Seen::default(),
        }
    }

    /// Whether the sheet of the workbook must be chosen before anything else.
    #[must_use]
    pub const fn asks_for_sheet(&self) -> bool {
        self.headers.is_empty() && !self.sheets.is_empty()
    }

    /// Reads its first rows as they would be imported.
    fn preview(&self, path: &Path, context: &Context) -> Seen {
        if let Some(problem) = &self.problem {
            return Seen { problem: Some(problem.clone()), ..Seen::default() };
        }
        let asked = if self.asks_for_sheet() {
            Some("ask-sheet")
        } else if self.mapping.tables.is_empty() {
            Some("ask-kind")
        } else {
            None
        };
        let seen = match asked {
            Some(key) => return Seen { problem: Some(Problem::new(key)), ..Seen::default() },
            None => rows(path, &self.mapping, context),
        };
        seen.unwrap_or_else(|error| Seen { problem: Some(error.problem()), ..Seen::default() })
    }

    /// The header that a field of a table is read from now.
    #[must_use]
    pub fn header_of(&self, table: usize, field: Field) -> Option<&str> {
        self.header_of_table(self.mapping.tables.get(table)?, field)
    }

    fn header_of_table(&self, table: &Table, field: Field) -> Option<&str> {
        let headers = Headers::new(self.headers.iter().map(String::as_str));
        let columns = &table.columns.get(&field)?.columns;
        columns.iter().find_map(|name| headers.find(name)).and_then(|(at, _)| self.headers.get(at)).map(String::as_str)
    }

    /// Needed fields that a table reads from nowhere.
    pub fn lacks(&self, table: usize) -> impl Iterator<Item = Field> {
        let table = &self.mapping.tables[table];
        let is_said = |field: &Field| table.columns.get(field).is_some_and(|column| column.constant.is_some());
        Field::needed(table.kind)
            .iter()
            .copied()
            .filter(move |field| self.header_of_table(table, *field).is_none() && !is_said(field))
    }

    /// Headers that no table reads: their cells are kept with the records.
    #[must_use]
    pub fn unmapped(&self) -> Vec<&str> {
        let used = |header: &str| {
            (0..self.mapping.tables.len())
                .any(|table| self.mapping.tables[table].columns.keys().any(|f| self.header_of(table, *f) == Some(header)))
        };
        self.headers.iter().map(String::as_str).filter(|header| !header.is_empty() && !used(header)).collect()
    }

    /// Takes what a person decided: `(name, value)` of the form. Gives the names of fields that hold nothing usable.
    pub fn decide(&mut self, path: &Path, context: &Context, form: &[(String, String)]) -> Vec<(String, &'static str)> {
        let before = self.mapping.clone();
        let wrong = self.take(path, context, form);
        if self.mapping != before {
            self.seen = self.preview(path, context);
        }
        wrong
    }

    fn take(&mut self, path: &Path, context: &Context, form: &[(String, String)]) -> Vec<(String, &'static str)> {
        let at = self.position;
        let given = |name: &str| {
            let name = format!("{name}-{at}");
            form.iter().find(|(n, _)| *n == name).map(|(_, value)| value.trim())
        };
        let mut wrong = Vec::new();
        if let Some(sheet) = given("sheet").filter(|s| self.sheets.iter().any(|known| known == s))
            && self.mapping.tables.iter().all(|table| table.sheet.as_deref() != Some(sheet))
        {
            let sheets = std::mem::take(&mut self.sheets);
            *self = Self { sheets, ..proposed(path, at, context, Some(sheet)) };
            return wrong;
        }
        self.decide_settings(&given, &mut wrong);
        let kind = given("kind").and_then(|key| KINDS.into_iter().find(|kind| kind_key(*kind) == key));
        match kind {
            Some(kind) if self.mapping.tables.len() < 2 && self.mapping.tables.first().is_none_or(|t| t.kind != kind) => {
                self.become_kind(kind);
            }
            _ => self.decide_columns(form),
        }
        wrong
    }

    fn decide_settings<'a>(&mut self, given: &impl Fn(&str) -> Option<&'a str>, wrong: &mut Vec<(String, &'static str)>) {
        let name = |field: &str| format!("{field}-{}", self.position);
        match given("source") {
            Some("") => wrong.push((name("source"), "error-required")),
            Some(source) if source.chars().count() > 100 => wrong.push((name("source"), "error-too-long")),
            Some(source) => self.mapping.source = crate::domain::text::clean(source),
            None => {}
        }
        match given("zone") {
            Some("") => self.mapping.zone = None,
            Some(zone) => match zone.parse() {
                Ok(zone) => self.mapping.zone = Some(zone),
                Err(_) => wrong.push((name("zone"), "error-zone")),
            },
            None => {}
        }
        if let Some(order) = given("dates") {
            self.mapping.date_order = match order {
                "dmy" => Some(DateOrder::Dmy),
                "mdy" => Some(DateOrder::Mdy),
                _ => None,
            };
        }
        match given("currency") {
            Some("") => self.mapping.currency = None,
            Some(code) => match CurrencyChoice::try_from(code.to_owned()) {
                Ok(choice) => self.mapping.currency = Some(choice),
                Err(_) => wrong.push((name("currency"), "error-currency")),
            },
            None => {}
        }
    }

    fn become_kind(&mut self, kind: Kind) {
        let columns = columns_for(kind, &self.headers);
        let first = columns.values().find_map(|column| column.columns.first().cloned());
        let header = first.or_else(|| self.headers.iter().find(|h| !h.is_empty()).cloned()).unwrap_or_default();
        let sheet = self.mapping.tables.first().and_then(|table| table.sheet.clone());
        let table = Table { headers: vec![Names::One(header)], sheet, ..Table::new(kind, columns) };
        self.mapping.tables = vec![table];
    }

    fn decide_columns(&mut self, form: &[(String, String)]) {
        for table in 0..self.mapping.tables.len() {
            for field in Field::of(self.mapping.tables[table].kind) {
                let name = column_name(self.position, table, *field);
                let Some((_, header)) = form.iter().find(|(n, _)| *n == name) else { continue };
                if self.header_of(table, *field).unwrap_or_default() == header {
                    continue;
                }
                let columns = &mut self.mapping.tables[table].columns;
                if header.is_empty() {
                    columns.remove(field);
                } else if self.headers.contains(header) {
                    let kept = columns.remove(field).unwrap_or_default();
                    columns.insert(*field, Column { columns: vec![header.clone()], ..kept });
                }
            }
        }
    }
}

/// The name of the form field that chooses a column.
#[must_use]
pub fn column_name(position: i16, table: usize, field: Field) -> String {
    format!("column-{position}-{table}-{}", field.key())
}

fn rows(path: &Path, mapping: &Mapping, context: &Context) -> Result<Seen, FileError> {
    let mut reader = read::open(path, mapping, context)?;
    let (mut good, mut bad): (Vec<SeenRow>, Vec<SeenRow>) = (Vec::new(), Vec::new());
    let mut looked_at = 0;
    while let Some(parsed) = reader.next() {
        let parsed = parsed?;
        looked_at += 1;
        let (list, errors) = match parsed.record {
            Ok(_) => (&mut good, Vec::new()),
            Err(errors) => (&mut bad, errors),
        };
        match list.iter().position(|row| row.line == parsed.line) {
            Some(at) => list[at].errors.extend(errors),
            None if list.len() < SHOWN => {
                let cells = reader.cells().iter().map(|cell| clean(cell).into_owned()).collect();
                list.push(SeenRow { line: parsed.line, cells, errors });
            }
            None => {}
        }
        if looked_at >= LOOKED_AT || (good.len() == SHOWN && bad.len() == SHOWN) {
            break;
        }
    }
    good.retain(|row| bad.iter().all(|b| b.line != row.line));
    good.append(&mut bad);
    good.sort_by_key(|row| row.line);
    for row in &mut good {
        let mut told: Vec<RowError> = Vec::new();
        row.errors.retain(|error| {
            !told.contains(error) && {
                told.push(error.clone());
                true
            }
        });
    }
    Ok(Seen { total: reader.total_rows(), rows: good, problem: None })
}

impl Draft {
    /// The files of an import that the command line started: each with the mapping that it is read by.
    #[must_use]
    pub fn of_groups(groups: &[(Mapping, Vec<PathBuf>)], in_folder: bool) -> Self {
        let mappings = groups.iter().flat_map(|(mapping, files)| files.iter().map(move |_| mapping));
        Self { files: mappings.zip(0..).map(|(mapping, at)| DraftFile::of(at, mapping.clone())).collect(), in_folder }
    }

    /// What was kept with an import, where it can be read.
    #[must_use]
    pub fn read(kept: &str) -> Option<Self> {
        serde_json::from_str(kept).ok()
    }

    /// As it is kept with the import.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// One mapping for each source and set of answers, to be kept for the next time.
    #[must_use]
    pub fn mappings(&self) -> Vec<Mapping> {
        let mut all: Vec<Mapping> = Vec::new();
        let same = |a: &Mapping, b: &Mapping| {
            Mapping { tables: Vec::new(), vocabularies: b.vocabularies.clone(), ..a.clone() }
                == Mapping { tables: Vec::new(), ..b.clone() }
        };
        for file in self.files.iter().filter(|f| f.problem.is_none() && !f.mapping.tables.is_empty()) {
            match all.iter_mut().find(|m| same(m, &file.mapping)) {
                Some(mapping) => {
                    mapping.vocabularies.extend(file.mapping.vocabularies.clone());
                    let new: Vec<Table> = file.mapping.tables.iter().filter(|t| !mapping.tables.contains(t)).cloned().collect();
                    mapping.tables.extend(new);
                }
                None => all.push(file.mapping.clone()),
            }
        }
        all
    }
}

/// The first cell of a column that holds something.
#[must_use]
pub fn sample_of<'a>(seen: &'a Seen, headers: &[String], header: &str) -> Option<&'a str> {
    let at = headers.iter().position(|h| h == header)?;
    seen.rows.iter().filter_map(|row| row.cells.get(at)).map(String::as_str).find(|cell| !is_blank(cell))
}
