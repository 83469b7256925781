//! Looks at a file and proposes how to read it: who sent it, which columns are which, and what must be asked.

use super::channels::ChannelRules;
use super::dates::DateOrder;
use super::error::{FileError, Question};
use super::fields::Field;
use super::headers::Headers;
use super::mapping::{Column, CurrencyChoice, Mapping, Names, Table};
use super::plan::Plan;
use super::read::{Options, file_name};
use super::sniff::{self, Input, SampleRow};
use super::spelling::Known;
use super::survey::survey;
use super::templates;
use crate::domain::person::keyed;
use crate::domain::record::{Context, Kind};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

keyed!(
    /// Who a file comes from, as far as its headers tell.
    Sender {
        Mihwar = "mihwar", Hubspot = "hubspot", Salesforce = "salesforce", Pipedrive = "pipedrive",
        GoogleAds = "google_ads", Meta = "meta_ads", Linkedin = "linkedin_ads", MicrosoftAds = "microsoft_ads",
        Unknown = "unknown",
    }
);

/// What is proposed for a file.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// Who sent it.
    pub sender: Sender,
    /// How it would be read; without tables where nothing fits, then [`Question::Kind`] is asked.
    pub mapping: Mapping,
    /// Its headers.
    pub headers: Vec<String>,
    /// Headers that no table reads.
    pub unmapped: Vec<String>,
    /// Its first rows under the header.
    pub sample: Vec<SampleRow>,
    /// What must be asked before it can be read.
    pub questions: Vec<Question>,
    /// The sheet that was chosen, of a workbook.
    pub sheet: Option<String>,
}

/// Rows of the sample that a proposal shows.
const SHOWN: usize = 20;

static PRESETS: LazyLock<Vec<(Sender, Mapping)>> = LazyLock::new(|| {
    let preset = |text: &str| Mapping::parse(text).expect("the shipped mappings are tested");
    vec![
        (Sender::Mihwar, templates::mapping()),
        (Sender::Hubspot, preset(include_str!("presets/hubspot.toml"))),
        (Sender::Salesforce, preset(include_str!("presets/salesforce.toml"))),
        (Sender::Pipedrive, preset(include_str!("presets/pipedrive.toml"))),
        (Sender::GoogleAds, preset(include_str!("presets/google_ads.toml"))),
        (Sender::Meta, preset(include_str!("presets/meta.toml"))),
        (Sender::Linkedin, preset(include_str!("presets/linkedin.toml"))),
        (Sender::MicrosoftAds, preset(include_str!("presets/microsoft_ads.toml"))),
        (Sender::Unknown, preset(include_str!("presets/guess.toml"))),
    ]
});

/// Looks at a file and proposes how to read it.
///
/// # Errors
/// [`FileError`]: why it cannot be read, or which sheet must be said first.
pub fn propose(path: &Path, context: &Context, options: &Options) -> Result<Proposal, FileError> {
    let name = file_name(path, options);
    let known = |headers: &Headers| PRESETS.iter().any(|(_, mapping)| !mapping.tables_for(&name, headers, false).is_empty());
    let fits = |sample: &[SampleRow]| sniff::header(sample, known).is_some();
    let input = Input::open(path, options.sheet.as_deref(), &fits)?;
    let best = best(&input, &name);
    let (sender, mapping, skip, headers) = if let Some(best) = best {
        best
    } else {
        let (skip, headers) = input.likely_header().ok_or(FileError::Empty)?;
        let mapping = Mapping { source: "files".to_owned(), tables: Vec::new(), ..templates::mapping() };
        (Sender::Unknown, Mapping { currency: None, ..mapping }, skip, headers)
    };
    let plans = plans(&mapping, &headers)?;
    let used: BTreeSet<usize> = plans.iter().flat_map(Plan::used).collect();
    let unmapped = headers.names().iter().enumerate().filter(|(at, name)| !used.contains(at) && !name.is_empty());
    Ok(Proposal {
        sender,
        questions: questions(&input, (skip, &headers), &plans, &mapping, context)?,
        unmapped: unmapped.map(|(_, name)| name.clone()).collect(),
        headers: headers.names().to_vec(),
        sample: input.sample.iter().skip(skip + 1).take(SHOWN).cloned().collect(),
        sheet: input.sheet.clone(),
        mapping,
    })
}

/// The preset that knows most of the columns; of equals the first.
fn best(input: &Input, name: &str) -> Option<(Sender, Mapping, usize, Headers)> {
    let mut best: Option<(usize, Sender, Mapping, usize, Headers)> = None;
    for (sender, preset) in PRESETS.iter() {
        let Some((skip, headers)) = input.header(|headers| !preset.tables_for(name, headers, false).is_empty()) else { continue };
        let mut tables = preset.tables_for(name, &headers, false);
        if *sender == Sender::Unknown {
            // A guess is one table: two would be two guesses.
            let most = tables.iter().copied().max_by_key(|at| (known(preset, *at, &headers), std::cmp::Reverse(*at)));
            tables.retain(|at| Some(*at) == most);
        }
        let mapping = trimmed(preset, &tables, &headers);
        let Ok(plans) = plans(&mapping, &headers) else { continue };
        let score = plans.iter().flat_map(Plan::used).collect::<BTreeSet<_>>().len();
        if best.as_ref().is_none_or(|(most, ..)| score > *most) {
            best = Some((score, *sender, mapping, skip, headers));
        }
    }
    best.map(|(_, sender, mut mapping, skip, headers)| {
        name_by_plain_id(&mut mapping, &headers);
        if sender == Sender::Mihwar {
            fill_by_guess(&mut mapping, &headers);
        }
        (sender, mapping, skip, headers)
    })
}

/// Where a file is of one kind whose records have ids and nothing else names them, a plain `id` does.
fn name_by_plain_id(mapping: &mut Mapping, headers: &Headers) {
    let [table] = mapping.tables.as_mut_slice() else { return };
    let Some((id, _)) = headers.find("id") else { return };
    let read = |column: &Column| column.columns.iter().any(|name| headers.find(name).is_some_and(|(at, _)| at == id));
    let has_ids = Field::of(table.kind).contains(&Field::ExternalId) && !table.columns.contains_key(&Field::ExternalId);
    if has_ids && !table.columns.values().any(read) {
        table.columns.insert(Field::ExternalId, Column::of("id"));
    }
}

/// Whoever fills our template may call a column otherwise: what it leaves unread is guessed as in any other file.
fn fill_by_guess(mapping: &mut Mapping, headers: &Headers) {
    let [table] = mapping.tables.as_mut_slice() else { return };
    let place = |name: &String| headers.find(name).map(|(at, _)| at);
    let mut read: BTreeSet<usize> = table.columns.values().flat_map(|column| &column.columns).filter_map(place).collect();
    let guesses = PRESETS.iter().filter(|(sender, _)| *sender == Sender::Unknown).flat_map(|(_, preset)| &preset.tables);
    for guess in guesses.filter(|guess| guess.kind == table.kind) {
        for (field, column) in trimmed_table(guess, headers).columns {
            let found: Vec<usize> = column.columns.iter().filter_map(place).collect();
            let is_plain = column.vocabulary.is_none() && column.constant.is_none();
            if is_plain && !table.columns.contains_key(&field) && found.iter().all(|at| !read.contains(at)) {
                read.extend(found);
                table.columns.insert(field, column);
            }
        }
    }
}

fn known(mapping: &Mapping, table: usize, headers: &Headers) -> usize {
    Plan::new(table, mapping, headers).map(|plan| plan.used().len()).unwrap_or_default()
}

fn plans(mapping: &Mapping, headers: &Headers) -> Result<Vec<Plan>, FileError> {
    (0..mapping.tables.len()).map(|table| Plan::new(table, mapping, headers)).collect()
}

/// A mapping of what the file has, so that a person sees nothing that is not there.
fn trimmed(preset: &Mapping, tables: &[usize], headers: &Headers) -> Mapping {
    let tables: Vec<Table> = tables.iter().map(|at| trimmed_table(&preset.tables[*at], headers)).collect();
    let mut mapping = Mapping { tables, ..preset.clone() };
    let uses = |name: &str| {
        let is = |column: &Column| matches!(&column.vocabulary, Some(super::mapping::Vocabulary::Named(n)) if n == name);
        mapping.tables.iter().any(|table| table.columns.values().any(is))
    };
    let unused: Vec<String> = mapping.vocabularies.keys().filter(|name| !uses(name)).cloned().collect();
    for name in unused {
        mapping.vocabularies.remove(&name);
    }
    mapping
}

fn trimmed_table(table: &Table, headers: &Headers) -> Table {
    let there = |names: &[String]| -> Vec<String> { names.iter().filter(|name| headers.has(name)).cloned().collect() };
    let mut columns = BTreeMap::new();
    for (field, column) in &table.columns {
        let kept = Column { columns: there(&column.columns), ..column.clone() };
        if !kept.columns.is_empty() || kept.constant.is_some() {
            columns.insert(*field, kept);
        }
    }
    let needed = table.headers.iter().filter_map(|names| there(names.all()).into_iter().next()).map(Names::One).collect();
    let mut trimmed = Table { columns, headers: needed, ..table.clone() };
    if let Some(names) = trimmed.when.as_mut().and_then(|when| when.column.as_mut()) {
        *names = Names::Any(there(names.all()));
    }
    trimmed
}

/// What must be asked: each answer is supposed in turn, until the file could be read.
fn questions(
    input: &Input,
    header: (usize, &Headers),
    plans: &[Plan],
    mapping: &Mapping,
    context: &Context,
) -> Result<Vec<Question>, FileError> {
    if mapping.tables.is_empty() {
        return Ok(vec![Question::Kind]);
    }
    let mut supposed = mapping.clone();
    let mut questions = Vec::new();
    let rules = ChannelRules::shipped();
    loop {
        match survey(input, header, plans, &supposed, context, (&Known::new(), &rules)) {
            Ok(found) => {
                if found.naive_times && mapping.zone.is_none() {
                    questions.push(Question::Zone);
                }
                return Ok(questions);
            }
            Err(FileError::Ask(question)) if !questions.contains(&question) => {
                match &question {
                    Question::DateOrder { .. } => supposed.date_order = Some(DateOrder::Dmy),
                    _ => supposed.currency = Some(CurrencyChoice::Workspace),
                }
                questions.push(question);
            }
            // A header without rows can still be mapped.
            Err(FileError::Empty) => return Ok(questions),
            Err(error) => return Err(error),
        }
    }
}

/// The columns that a person would most likely choose for a kind, where the file's kind could not be told.
#[must_use]
pub fn columns_for(kind: Kind, headers: &[String]) -> BTreeMap<Field, Column> {
    let headers = Headers::new(headers.iter().map(String::as_str));
    let mut columns: BTreeMap<Field, Column> =
        Field::of(kind).iter().filter(|field| headers.has(field.key())).map(|field| (*field, Column::of(field.key()))).collect();
    let tables = PRESETS.iter().rev().flat_map(|(_, mapping)| &mapping.tables).filter(|table| table.kind == kind);
    for table in tables {
        for (field, column) in trimmed_table(table, &headers).columns {
            columns.entry(field).or_insert(column);
        }
    }
    columns
}

#[cfg(test)]
#[path = "propose_tests.rs"]
mod tests;
