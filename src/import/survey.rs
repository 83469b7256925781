//! The first pass over a file: what only the whole of it can tell. Day or month first, decimal marks, spellings, rows
//! that repeat, where the report's footer begins.

use super::channels::ChannelRules;
use super::dates::{self, DateOrder, Evidence};
use super::error::{FileError, Question};
use super::fields::{Field, Shape};
use super::headers::{self, Headers};
use super::mapping::{CurrencyChoice, Mapping};
use super::numbers::{self, DecimalMark};
use super::plan::Plan;
use super::repeats::{Repeats, Seen};
use super::row::{self, Row, Settled};
use super::sniff::Input;
use super::spelling::{Counts, Known};
use super::words;
use crate::domain::record::{Context, Kind};
use csv::StringRecord;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What the first pass found.
pub struct Survey {
    /// What is settled for reading the rows.
    pub settled: Settled,
    /// Counts of rows that repeat.
    pub repeats: Repeats,
    /// Rows under the header, those of totals and footers included.
    pub rows: u64,
    /// The row, counted under the header from 0, at which the footer begins.
    pub footer: Option<u64>,
    /// Whether there are times without a zone.
    pub naive_times: bool,
}

/// Dates that could be read either way are decided by those that cannot; one side must clearly outnumber the other.
const CLEARLY: u64 = 10;

/// Counts over the date columns.
#[derive(Default)]
struct Dates {
    dmy: u64,
    mdy: u64,
    open: Option<(usize, String)>,
    naive: bool,
}

impl Dates {
    fn look(&mut self, at: usize, cell: &str) {
        match dates::evidence(cell) {
            Some(Evidence::Dmy) => self.dmy += 1,
            Some(Evidence::Mdy) => self.mdy += 1,
            Some(Evidence::Either) if self.open.is_none() => self.open = Some((at, headers::clean(cell).into_owned())),
            _ => {}
        }
        if !self.naive && cell.contains(':') {
            self.naive = matches!(dates::parse(&headers::clean(cell), Some(DateOrder::Dmy)), Ok(dates::Stamp::Naive(_)));
        }
    }

    fn order(&self, given: Option<DateOrder>, headers: &Headers) -> Result<Option<DateOrder>, FileError> {
        if given.is_some() {
            return Ok(given);
        }
        match (self.dmy, self.mdy, &self.open) {
            (dmy, mdy, _) if dmy > mdy.saturating_mul(CLEARLY) => Ok(Some(DateOrder::Dmy)),
            (dmy, mdy, _) if mdy > dmy.saturating_mul(CLEARLY) => Ok(Some(DateOrder::Mdy)),
            (0, 0, None) => Ok(None),
            (_, _, open) => {
                let column = open.as_ref().and_then(|(at, _)| headers.names().get(*at)).cloned().unwrap_or_default();
                let sample = open.as_ref().map(|(_, sample)| sample.clone()).unwrap_or_default();
                Err(FileError::Ask(Question::DateOrder { column, sample }))
            }
        }
    }
}

/// Passes once over the rows under the header.
///
/// # Errors
/// Errors of reading, and [`FileError::Ask`] for what the file leaves open and the mapping does not say.
pub fn survey(
    input: &Input,
    header: (usize, &Headers),
    plans: &[Plan],
    mapping: &Mapping,
    context: &Context,
    extra: (&Known, &Arc<ChannelRules>),
) -> Result<Survey, FileError> {
    let (skip, headers) = header;
    let columns = |wanted: &[Shape]| -> Vec<usize> {
        let all = plans.iter().flat_map(Plan::columns).filter(|(field, _)| wanted.contains(&field.shape()));
        all.map(|(_, at)| at).collect::<BTreeSet<_>>().into_iter().collect()
    };
    let (date_columns, number_columns) = (columns(&[Shape::When, Shape::Day]), columns(&[Shape::Amount, Shape::Number]));
    let spelled: Vec<(usize, Field)> = plans
        .iter()
        .enumerate()
        .flat_map(|(at, plan)| Field::ALL.iter().map(move |field| (at, plan, *field)))
        .filter(|(_, plan, field)| field.shape() == Shape::Spelled && plan.slot(*field).is_some_and(|s| !s.columns.is_empty()))
        .map(|(at, _, field)| (at, field))
        .collect();
    let mut survey = Survey {
        settled: Settled {
            zone: mapping.zone.unwrap_or(context.zone),
            now: context.now,
            date_order: None,
            marks: vec![DecimalMark::Open; headers.names().len()],
            currency: currency(mapping, plans, context)?,
            spellings: super::spelling::Spellings::default(),
            rules: Arc::clone(extra.1),
            told: RefCell::default(),
        },
        repeats: Repeats::default(),
        rows: 0,
        footer: None,
        naive_times: false,
    };
    let mut dates = Dates::default();
    let mut marks: Vec<(u64, u64)> = vec![(0, 0); headers.names().len()];
    let mut counts = Counts::default();
    let mut seen: Option<Seen> = plans.iter().any(counted).then(|| Seen::for_file(input.bytes));
    let mut tail = Tail::default();
    let mut rows = input.rows(Arc::default())?;
    for _ in 0..=skip {
        rows.advance()?;
    }
    while rows.advance()?.is_some() {
        let cells = rows.cells();
        tail.look(survey.rows, cells, headers.names().len());
        survey.rows += 1;
        for at in &date_columns {
            dates.look(*at, cells.get(*at).unwrap_or_default());
        }
        for at in &number_columns {
            match numbers::evidence(cells.get(*at).unwrap_or_default()) {
                DecimalMark::Dot => marks[*at].0 += 1,
                DecimalMark::Comma => marks[*at].1 += 1,
                DecimalMark::Open => {}
            }
        }
        for (plan, field) in &spelled {
            if let Some(word) = plans[*plan].value(*field, cells, false) {
                counts.add(*field, &word);
            }
        }
        if let Some(seen) = &mut seen {
            for plan in plans.iter().filter(|plan| counted(plan)) {
                let row = Row::new(plan, cells, &survey.settled);
                if row.value(Field::EventId).is_none() && row.belongs() {
                    seen.mark(row::short(row.hash()));
                }
            }
        }
    }
    if survey.rows == 0 {
        return Err(FileError::Empty);
    }
    survey.footer = tail.footer();
    survey.naive_times = dates.naive;
    survey.settled.date_order = dates.order(mapping.date_order, headers)?;
    survey.settled.marks = settle_marks(&marks, mapping.decimal);
    survey.settled.spellings = counts.settle(extra.0);
    survey.repeats = seen.map(Seen::repeats).unwrap_or_default();
    Ok(survey)
}

/// Whether rows of a table may have to be counted.
fn counted(plan: &Plan) -> bool {
    matches!(plan.kind, Kind::CampaignCost | Kind::StageEvent | Kind::Touch | Kind::Activity)
}

/// The currency of amounts that name none. Where a file has amounts that could not name any, it must be said.
fn currency(mapping: &Mapping, plans: &[Plan], context: &Context) -> Result<Option<crate::domain::money::Currency>, FileError> {
    let given = mapping.currency.map(|choice| match choice {
        CurrencyChoice::Workspace => context.currency,
        CurrencyChoice::Fixed(currency) => currency,
    });
    let silent = |plan: &Plan| {
        let named = plan.slot(Field::Currency).is_some();
        let amounts = [Field::Amount, Field::Value, Field::Budget];
        !named && amounts.iter().filter_map(|field| plan.slot(*field)).any(|slot| slot.currency.is_none())
    };
    if given.is_none() && plans.iter().any(silent) {
        return Err(FileError::Ask(Question::Currency));
    }
    Ok(given)
}

/// A column that does not tell its mark follows the others of its file where these agree.
fn settle_marks(marks: &[(u64, u64)], given: Option<DecimalMark>) -> Vec<DecimalMark> {
    let mark = |(dots, commas): (u64, u64)| match dots.cmp(&commas) {
        std::cmp::Ordering::Less => DecimalMark::Comma,
        std::cmp::Ordering::Greater => DecimalMark::Dot,
        std::cmp::Ordering::Equal => DecimalMark::Open,
    };
    let told: BTreeSet<bool> =
        marks.iter().map(|m| mark(*m)).filter(|m| *m != DecimalMark::Open).map(|m| m == DecimalMark::Comma).collect();
    let file = match (told.contains(&true), told.contains(&false)) {
        (true, false) => DecimalMark::Comma,
        (false, true) => DecimalMark::Dot,
        _ => DecimalMark::Open,
    };
    let of = |m: &(u64, u64)| if mark(*m) == DecimalMark::Open { file } else { mark(*m) };
    marks.iter().map(|m| given.unwrap_or_else(|| of(m))).collect()
}

/// Watches for the footer of a report: lone cells at the end of a wider table, one of which says what it is.
#[derive(Default)]
struct Tail {
    from: Option<u64>,
    known: bool,
}

impl Tail {
    fn look(&mut self, at: u64, cells: &StringRecord, width: usize) {
        let mut filled = cells.iter().filter(|cell| !cell.trim().is_empty());
        match (filled.next(), filled.next()) {
            (Some(lone), None) if width > 2 => {
                self.from = self.from.or(Some(at));
                self.known |= words::is_footer(lone);
            }
            (Some(_), _) => *self = Self::default(),
            (None, _) => {}
        }
    }

    fn footer(&self) -> Option<u64> {
        self.from.filter(|at| self.known && *at > 0)
    }
}
