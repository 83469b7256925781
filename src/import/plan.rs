//! A table of a mapping made ready for one file: every header found, every vocabulary folded, once.

use super::error::FileError;
use super::fields::Field;
use super::headers::{self, Headers};
use super::mapping::{By, ChannelMode, Column, Condition, Mapping, MappingError, Spread, Table, Vocabulary};
use super::words;
use crate::domain::money::Currency;
use crate::domain::record::Kind;
use crate::domain::text;
use csv::StringRecord;
use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};

/// A table made ready for one file.
pub struct Plan {
    /// Which table of the mapping, counted from 0.
    pub table: usize,
    /// The kind of its records.
    pub kind: Kind,
    /// How channels are told.
    pub channel: ChannelMode,
    /// Over what a cost without a last day is spread.
    pub spread: Spread,
    /// Whether a record is given once only.
    pub distinct: bool,
    when: Option<Test>,
    slots: Vec<Option<Slot>>,
}

/// Where one field comes from.
pub struct Slot {
    /// Places of its columns.
    pub columns: Vec<usize>,
    constant: Option<String>,
    words: Option<HashMap<String, String>>,
    /// What an unknown word stands for.
    pub otherwise: Option<String>,
    when: Option<Test>,
    /// How a reference is read.
    pub by: Option<By>,
    /// The currency in the column's header.
    pub currency: Option<Currency>,
}

struct Test {
    columns: Vec<usize>,
    equals: Option<HashSet<String>>,
    filled: Option<bool>,
    closed: Option<bool>,
}

impl Plan {
    /// Makes a table of `mapping` ready.
    ///
    /// # Errors
    /// [`FileError::Mapping`] when a vocabulary is missing.
    pub fn new(table: usize, mapping: &Mapping, headers: &Headers) -> Result<Self, FileError> {
        let Table { kind, channel, spread, distinct, when, columns, .. } = &mapping.tables[table];
        let mut slots: Vec<Option<Slot>> = Field::ALL.iter().map(|_| None).collect();
        for (field, column) in columns {
            slots[*field as usize] = slot(column, mapping, headers, table)?;
        }
        let when = when.as_ref().map(|w| test(w, headers));
        Ok(Self { table, kind: *kind, channel: *channel, spread: *spread, distinct: *distinct, when, slots })
    }

    /// Where a field comes from.
    #[must_use]
    pub fn slot(&self, field: Field) -> Option<&Slot> {
        self.slots[field as usize].as_ref()
    }

    /// The fields that have a column here, and the places of those columns.
    pub fn columns(&self) -> impl Iterator<Item = (Field, usize)> + '_ {
        Field::ALL.iter().flat_map(move |field| {
            self.slot(*field).into_iter().flat_map(move |slot| slot.columns.iter().map(move |at| (*field, *at)))
        })
    }

    /// The places of all columns that this table reads, those of conditions and of click ids left out: they stay raw.
    #[must_use]
    pub fn used(&self) -> BTreeSet<usize> {
        self.columns().filter(|(field, _)| field.shape() != super::fields::Shape::Click).map(|(_, at)| at).collect()
    }

    /// Whether a row is one of this table's.
    #[must_use]
    pub fn takes(&self, cells: &StringRecord, closed: bool) -> bool {
        self.when.as_ref().is_none_or(|test| test.holds(cells, closed))
    }

    /// The value of a field: cleaned, in our word where a vocabulary has one, none where it is blank.
    #[must_use]
    pub fn value<'a>(&'a self, field: Field, cells: &'a StringRecord, closed: bool) -> Option<Cow<'a, str>> {
        let slot = self.slot(field)?;
        if slot.when.as_ref().is_some_and(|test| !test.holds(cells, closed)) {
            return None;
        }
        let given = first_filled(&slot.columns, cells);
        let Some(given) = given else { return slot.constant.as_deref().map(Cow::Borrowed) };
        let Some(words) = &slot.words else { return Some(given) };
        match words.get(&text::fold(&given)).map(String::as_str).or(slot.otherwise.as_deref()) {
            Some("") => None,
            Some(ours) => Some(Cow::Borrowed(ours)),
            None => Some(given),
        }
    }

    /// Whether a row is one of totals: labelled so, and without what would make it a record.
    #[must_use]
    pub fn is_total(&self, cells: &StringRecord) -> bool {
        let Some((label_at, label)) = cells.iter().enumerate().find(|(_, cell)| !cell.trim().is_empty()) else { return false };
        if self.kind == Kind::Account || !words::is_total(label) {
            return false;
        }
        let keys: &[Field] = match self.kind {
            Kind::CampaignCost => &[Field::StartDate],
            Kind::Lead => &[Field::ExternalId, Field::Email, Field::Phone],
            Kind::StageEvent => &[Field::Lead, Field::EnteredAt],
            Kind::Touch => &[Field::OccurredAt],
            Kind::Activity => &[Field::HappenedAt],
            Kind::Handoff => &[Field::Lead, Field::OfferedAt],
            Kind::Account | Kind::Campaign | Kind::Deal => &[Field::ExternalId, Field::StartDate, Field::OpenedAt],
        };
        let places = keys.iter().filter_map(|field| self.slot(*field)).flat_map(|slot| &slot.columns);
        places.copied().filter(|at| *at != label_at).all(|at| headers::is_blank(cells.get(at).unwrap_or_default().trim()))
    }
}

impl Test {
    fn holds(&self, cells: &StringRecord, closed: bool) -> bool {
        let value = first_filled(&self.columns, cells);
        let told = |set: &HashSet<String>| set.contains(&value.as_deref().map(text::fold).unwrap_or_default());
        self.equals.as_ref().is_none_or(told)
            && self.filled.is_none_or(|filled| filled == value.is_some())
            && self.closed.is_none_or(|wanted| wanted == closed)
    }
}

/// The first of some cells that holds something, cleaned.
fn first_filled<'a>(columns: &[usize], cells: &'a StringRecord) -> Option<Cow<'a, str>> {
    columns.iter().filter_map(|at| cells.get(*at)).map(headers::clean).find(|cell| !headers::is_blank(cell))
}

fn slot(column: &Column, mapping: &Mapping, headers: &Headers, table: usize) -> Result<Option<Slot>, FileError> {
    let found: Vec<(usize, Option<String>)> = column.columns.iter().filter_map(|name| headers.find(name)).collect();
    if found.is_empty() && column.constant.is_none() {
        return Ok(None);
    }
    let words = match &column.vocabulary {
        None => None,
        Some(Vocabulary::Words(words)) => Some(words),
        Some(Vocabulary::Named(name)) => Some(
            mapping.vocabularies.get(name).ok_or_else(|| MappingError::NoVocabulary { table: table + 1, name: name.clone() })?,
        ),
    };
    Ok(Some(Slot {
        currency: found.iter().find_map(|(_, code)| code.as_ref()?.parse().ok()),
        columns: found.into_iter().map(|(at, _)| at).collect(),
        constant: column.constant.clone(),
        words: words.map(|words| words.iter().map(|(theirs, ours)| (text::fold(theirs), ours.clone())).collect()),
        otherwise: column.otherwise.clone(),
        when: column.when.as_ref().map(|w| test(w, headers)),
        by: column.by,
    }))
}

fn test(condition: &Condition, headers: &Headers) -> Test {
    let names = condition.column.as_ref().map(|names| names.all().to_vec()).unwrap_or_default();
    Test {
        columns: names.iter().filter_map(|name| headers.find(name).map(|(at, _)| at)).collect(),
        equals: condition.equals.as_ref().map(|words| words.iter().map(|w| text::fold(w)).collect()),
        filled: condition.filled,
        closed: condition.closed,
    }
}
