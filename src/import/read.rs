//! Reading a file: rows in, records and refusals out, one at a time.

use super::build;
use super::channels::ChannelRules;
use super::dates::DateOrder;
use super::error::{FileError, Reason, RowError};
use super::headers::{self, Headers};
use super::limits;
use super::mapping::Mapping;
use super::plan::Plan;
use super::repeats::Repeats;
use super::row::{Row, Settled};
use super::rows::Rows;
use super::sniff::{self, Input, SampleRow};
use super::spelling::Known;
use super::survey::{self, Survey};
use crate::domain::record::{Context, Record};
use csv::StringRecord;
use std::collections::HashSet;
use std::fs::File;
use std::hash::BuildHasher as _;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// What a caller may say about reading a file.
#[derive(Default)]
pub struct Options {
    /// The file's own name, where it is stored under another.
    pub name: Option<String>,
    /// Only these tables of the mapping.
    pub tables: Option<Vec<usize>>,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// Spellings that the database already has.
    pub spellings: Known,
    /// Channel rules other than the shipped ones.
    pub rules: Option<Arc<ChannelRules>>,
}

/// One row as one table of the mapping reads it.
#[derive(Clone, Debug, PartialEq)]
pub struct Parsed {
    /// The line of the file, or the row of the sheet, on which it begins.
    pub line: u64,
    /// The table of the mapping.
    pub table: usize,
    /// The record, or everything that is wrong with the row.
    pub record: Result<Record, Vec<RowError>>,
    /// Of a good row the columns that no table maps, of a bad one all, with their headers; blank ones are left out of the
    /// former. Where several tables read a good row, only the one with the most columns carries them.
    pub raw: Vec<(String, String)>,
}

/// Why a row was passed over without being refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PassedOver {
    /// It is one of totals.
    Total,
    /// It belongs to the footer of a report.
    Footer,
    /// It repeats the header.
    Header,
}

/// Passed-over rows that are remembered one by one.
const REMEMBERED: usize = 100;
/// Records that are remembered where each is given once.
const DISTINCT: usize = 1 << 20;

/// Reads a file. Each row comes once for each table that takes it, in the order of the kinds.
pub struct Reader {
    rows: Rows<File>,
    headers: Headers,
    header_line: u64,
    plans: Vec<Plan>,
    main: usize,
    unmapped: Vec<usize>,
    settled: Settled,
    repeats: Repeats,
    footer: u64,
    total_rows: u64,
    ordinal: u64,
    line: u64,
    next_plan: usize,
    given: HashSet<u64>,
    hasher: std::hash::RandomState,
    passed_over: Vec<(u64, PassedOver)>,
    read: Arc<AtomicU64>,
    bytes: u64,
    sheet: Option<String>,
    finished: bool,
}

/// Opens a file by a mapping, going over it once to settle what only the whole of it can tell.
///
/// # Errors
/// [`FileError`]: why it cannot be read, or what must be asked first.
pub fn open(path: &Path, mapping: &Mapping, context: &Context) -> Result<Reader, FileError> {
    open_with(path, mapping, context, &Options::default())
}

/// Opens a file as [`open`] does, with what the caller knows of it.
///
/// # Errors
/// [`FileError`]: why it cannot be read, or what must be asked first.
pub fn open_with(path: &Path, mapping: &Mapping, context: &Context, options: &Options) -> Result<Reader, FileError> {
    mapping.check()?;
    let name = file_name(path, options);
    let tables = |headers: &Headers| tables(mapping, &name, headers, options);
    let sheet = options.sheet.as_deref().or_else(|| mapping.tables.iter().find_map(|t| t.sheet.as_deref()));
    let fits = |sample: &[SampleRow]| sniff::header(sample, |headers| !tables(headers).is_empty()).is_some();
    let input = Input::open(path, sheet, &fits)?;
    let Some((skip, headers)) = input.header(|headers| !tables(headers).is_empty()) else {
        return Err(FileError::NoTable { headers: input.likely_header().map(|(_, h)| h.names().to_vec()).unwrap_or_default() });
    };
    let plans: Vec<Plan> =
        tables(&headers).into_iter().map(|table| Plan::new(table, mapping, &headers)).collect::<Result<_, _>>()?;
    let rules = options.rules.clone().unwrap_or_else(ChannelRules::shipped);
    let survey = survey::survey(&input, (skip, &headers), &plans, mapping, context, (&options.spellings, &rules))?;
    Reader::new(&input, skip, headers, plans, survey)
}

/// The name by which tables choose a file.
pub(super) fn file_name(path: &Path, options: &Options) -> String {
    let own = || path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    options.name.clone().unwrap_or_else(own)
}

fn tables(mapping: &Mapping, name: &str, headers: &Headers, options: &Options) -> Vec<usize> {
    let mut tables = mapping.tables_for(name, headers, false);
    if let Some(only) = &options.tables {
        tables.retain(|table| only.contains(table));
    }
    tables
}

impl Reader {
    fn new(input: &Input, skip: usize, headers: Headers, plans: Vec<Plan>, survey: Survey) -> Result<Self, FileError> {
        let read = Arc::new(AtomicU64::new(0));
        let mut rows = input.rows(Arc::clone(&read))?;
        let mut header_line = 0;
        for _ in 0..=skip {
            header_line = rows.advance()?.unwrap_or_default();
        }
        let used: HashSet<usize> = plans.iter().flat_map(Plan::used).collect();
        let main = (0..plans.len()).max_by_key(|at| plans[*at].used().len()).unwrap_or_default();
        Ok(Self {
            rows,
            header_line,
            main,
            unmapped: (0..headers.names().len()).filter(|at| !used.contains(at)).collect(),
            headers,
            next_plan: plans.len(),
            plans,
            settled: survey.settled,
            repeats: survey.repeats,
            footer: survey.footer.unwrap_or(u64::MAX),
            total_rows: survey.rows,
            ordinal: 0,
            line: 0,
            given: HashSet::new(),
            hasher: std::hash::RandomState::new(),
            passed_over: Vec::new(),
            read,
            bytes: input.bytes,
            sheet: input.sheet.clone(),
            finished: false,
        })
    }

    /// The headers of the file, cleaned.
    #[must_use]
    pub fn headers(&self) -> &[String] {
        self.headers.names()
    }

    /// The line on which the header stands.
    #[must_use]
    pub const fn header_line(&self) -> u64 {
        self.header_line
    }

    /// The tables of the mapping that read the file.
    pub fn tables(&self) -> impl Iterator<Item = usize> + '_ {
        self.plans.iter().map(|plan| plan.table)
    }

    /// The sheet that was chosen, of a workbook.
    #[must_use]
    pub fn sheet(&self) -> Option<&str> {
        self.sheet.as_deref()
    }

    /// Rows under the header.
    #[must_use]
    pub const fn total_rows(&self) -> u64 {
        self.total_rows
    }

    /// Bytes read so far.
    #[must_use]
    pub fn bytes_read(&self) -> u64 {
        self.read.load(Ordering::Relaxed)
    }

    /// Bytes there are to read.
    #[must_use]
    pub const fn total_bytes(&self) -> u64 {
        self.bytes
    }

    /// A counter of the bytes read, for whoever shows progress from elsewhere.
    #[must_use]
    pub fn progress(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.read)
    }

    /// Rows that were passed over so far, with their lines: totals, footers, repeated headers. The first hundred.
    #[must_use]
    pub fn passed_over(&self) -> &[(u64, PassedOver)] {
        &self.passed_over
    }

    /// Whether the day or the month comes first, where any date left it open.
    #[must_use]
    pub const fn date_order(&self) -> Option<DateOrder> {
        self.settled.date_order
    }

    /// The cells of the row that was given last, as they stand in the file.
    #[must_use]
    pub fn cells(&self) -> &StringRecord {
        self.rows.cells()
    }

    /// Goes to the next row that is not passed over.
    fn advance(&mut self) -> Result<bool, FileError> {
        loop {
            let Some(line) = self.rows.advance()? else { return Ok(false) };
            self.ordinal += 1;
            let cells = self.rows.cells();
            let why = if self.ordinal > self.footer {
                Some(PassedOver::Footer)
            } else if self.plans.iter().any(|plan| plan.is_total(cells)) {
                Some(PassedOver::Total)
            } else if repeats_header(cells, &self.headers) {
                Some(PassedOver::Header)
            } else {
                None
            };
            match why {
                Some(why) if self.passed_over.len() < REMEMBERED => self.passed_over.push((line, why)),
                Some(_) => {}
                None if cells.iter().all(|cell| headers::clean(cell).is_empty()) => {}
                None => {
                    self.line = line;
                    self.next_plan = 0;
                    return Ok(true);
                }
            }
        }
    }

    /// The current row as a table reads it; none where it is not one of the table's.
    fn parse(&mut self, at: usize) -> Option<Parsed> {
        let (plan, cells) = (&self.plans[at], self.rows.cells());
        let row = Row::new(plan, cells, &self.settled);
        if !row.belongs() {
            return None;
        }
        let record = check_cells(cells, self.headers.names().len()).and_then(|()| build::record(row, &mut self.repeats));
        if let (true, Ok(record)) = (plan.distinct, &record)
            && let Some(identity) = build::identity(record)
        {
            let hash = self.hasher.hash_one((plan.table, identity));
            if !self.given.insert(hash) {
                return None;
            }
            if self.given.len() > DISTINCT {
                self.given.clear();
            }
        }
        let raw = match &record {
            Ok(_) if at == self.main => self.raw(&self.unmapped, false),
            Ok(_) => Vec::new(),
            Err(_) => self.raw(&(0..cells.len().max(self.headers.names().len())).collect::<Vec<_>>(), true),
        };
        Some(Parsed { line: self.line, table: plan.table, record, raw })
    }

    fn raw(&self, columns: &[usize], blank: bool) -> Vec<(String, String)> {
        let cell = |at: &usize| headers::clean(self.rows.cells().get(*at).unwrap_or_default());
        let bounded = |text: &str| text.chars().take(limits::NOTE_CHARS).collect::<String>();
        let name = |at: &usize| self.headers.names().get(*at).cloned().unwrap_or_default();
        columns.iter().map(|at| (name(at), bounded(&cell(at)))).filter(|(_, text)| blank || !text.is_empty()).collect()
    }
}

impl Iterator for Reader {
    type Item = Result<Parsed, FileError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.finished {
            if self.next_plan >= self.plans.len() {
                match self.advance() {
                    Ok(true) => {}
                    Ok(false) => self.finished = true,
                    Err(error) => {
                        self.finished = true;
                        return Some(Err(error));
                    }
                }
                continue;
            }
            self.next_plan += 1;
            if let Some(parsed) = self.parse(self.next_plan - 1) {
                return Some(Ok(parsed));
            }
        }
        None
    }
}

/// A row with more cells than headers has slipped: one of its cells holds the delimiter.
fn check_cells(cells: &StringRecord, width: usize) -> Result<(), Vec<RowError>> {
    match cells.iter().skip(width).find(|cell| !cell.trim().is_empty()) {
        Some(extra) => Err(vec![RowError::row(Reason::ExtraCells, extra)]),
        None => Ok(()),
    }
}

/// Whether a row is the header once more, as in files that were put one after the other.
fn repeats_header(cells: &StringRecord, headers: &Headers) -> bool {
    let names = headers.names();
    cells.len() >= names.len()
        && cells.get(0).is_some_and(|first| names.first().is_some_and(|name| headers::clean(first) == name.as_str()))
        && names.iter().zip(cells).all(|(name, cell)| headers::clean(cell) == name.as_str())
}

/// The first rows of a file, as they would be imported.
#[derive(Debug)]
pub struct Preview {
    /// The headers.
    pub headers: Vec<String>,
    /// The sheet that was chosen.
    pub sheet: Option<String>,
    /// Rows under the header.
    pub total_rows: u64,
    /// The first rows that are taken.
    pub good: Vec<Parsed>,
    /// The first rows that are refused, among those that were looked at.
    pub bad: Vec<Parsed>,
}

/// Rows in which a preview looks for bad ones.
const PREVIEWED: usize = 20_000;

/// Shows the first `count` good and bad rows.
///
/// # Errors
/// As [`open`].
pub fn preview(path: &Path, mapping: &Mapping, context: &Context, options: &Options, count: usize) -> Result<Preview, FileError> {
    let mut reader = open_with(path, mapping, context, options)?;
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    for parsed in reader.by_ref().take(PREVIEWED) {
        let parsed = parsed?;
        let list = if parsed.record.is_ok() { &mut good } else { &mut bad };
        if list.len() < count {
            list.push(parsed);
        }
        if good.len() == count && bad.len() == count {
            break;
        }
    }
    Ok(Preview { headers: reader.headers().to_vec(), sheet: reader.sheet.clone(), total_rows: reader.total_rows, good, bad })
}

#[cfg(test)]
#[path = "read_tests.rs"]
mod tests;
