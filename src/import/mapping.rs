//! A mapping: how the columns of a source's files become our fields. Written in TOML, by hand or from a proposal.

use super::dates::DateOrder;
use super::error::Problem;
use super::fields::Field;
use super::numbers::DecimalMark;
use crate::domain::money::Currency;
use crate::domain::record::Kind;
use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Why a mapping cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MappingError {
    /// It is no TOML, or has a word that no mapping has.
    #[error("{0}")]
    Syntax(String),
    /// It maps nothing.
    #[error("the mapping has no table")]
    NoTables,
    /// A table has no headers to be chosen by.
    #[error("table {table} names no headers")]
    NoHeaders {
        /// The table, counted from 1.
        table: usize,
    },
    /// A table maps a field that its kind has not.
    #[error("table {table}: its kind has no field {field}")]
    WrongField {
        /// The table, counted from 1.
        table: usize,
        /// The field.
        field: &'static str,
    },
    /// A table leaves out a field that its kind cannot do without.
    #[error("table {table}: {field} is missing")]
    MissingField {
        /// The table, counted from 1.
        table: usize,
        /// The field, or the fields of which one is needed.
        field: &'static str,
    },
    /// A column names a vocabulary that is not there.
    #[error("table {table}: there is no vocabulary {name}")]
    NoVocabulary {
        /// The table, counted from 1.
        table: usize,
        /// Its name.
        name: String,
    },
}

impl MappingError {
    /// What is kept of it.
    #[must_use]
    pub fn problem(&self) -> Problem {
        let at = |table: &usize| u64::try_from(*table).ok();
        let of = |key: &str, table: &usize, word: &str| Problem {
            number: at(table),
            word: Some(word.to_owned()),
            ..Problem::new(key)
        };
        match self {
            Self::Syntax(detail) => Problem { detail: Some(detail.clone()), ..Problem::new("mapping-syntax") },
            Self::NoTables => Problem::new("mapping-no-tables"),
            Self::NoHeaders { table } => of("mapping-no-headers", table, ""),
            Self::WrongField { table, field } => of("mapping-wrong-field", table, field),
            Self::MissingField { table, field } => of("mapping-missing-field", table, field),
            Self::NoVocabulary { table, name } => of("mapping-no-vocabulary", table, name),
        }
    }
}

/// A mapping of one source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// The source that the ids belong to.
    pub source: String,
    /// The zone of times that name none; the workspace's where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<Tz>,
    /// Whether the day or the month comes first, where the files do not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_order: Option<DateOrder>,
    /// The decimal mark, where the files do not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decimal: Option<DecimalMark>,
    /// The currency of amounts that name none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<CurrencyChoice>,
    /// The day on which the files were exported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exported_on: Option<NaiveDate>,
    /// Vocabularies that columns name: a word of the source and ours.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub vocabularies: BTreeMap<String, BTreeMap<String, String>>,
    /// The tables.
    #[serde(rename = "table", default)]
    pub tables: Vec<Table>,
}

/// The currency of amounts that name none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum CurrencyChoice {
    /// The workspace's.
    Workspace,
    /// This one.
    Fixed(Currency),
}

impl TryFrom<String> for CurrencyChoice {
    type Error = crate::domain::money::MoneyError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        if text == "workspace" { Ok(Self::Workspace) } else { text.parse().map(Self::Fixed) }
    }
}

impl From<CurrencyChoice> for String {
    fn from(choice: CurrencyChoice) -> Self {
        match choice {
            CurrencyChoice::Workspace => "workspace".to_owned(),
            CurrencyChoice::Fixed(currency) => currency.to_string(),
        }
    }
}

/// How the rows of a file become records of one kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// The kind of its records.
    pub kind: Kind,
    /// Headers that a file must have to be read by this table; of a list, one.
    pub headers: Vec<Names>,
    /// Headers that it must not have.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub without: Vec<String>,
    /// The names of its files, with `*` and `?`; any name where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// Further names of files that are read when they are named themselves, not when their folder is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alone: Option<String>,
    /// The sheet of a workbook.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// How channels are told.
    #[serde(default, skip_serializing_if = "ChannelMode::is_rules")]
    pub channel: ChannelMode,
    /// The days over which a cost that has no last day is spread.
    #[serde(default, skip_serializing_if = "Spread::is_day")]
    pub spread: Spread,
    /// Rows for which it does not hold are none of this table's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    /// Whether a record that came before in the file is not given again: companies and campaigns that stand on every row.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub distinct: bool,
    /// Which column each field is read from.
    pub columns: BTreeMap<Field, Column>,
}

/// How channels are told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChannelMode {
    /// By the channel rules, from source, medium, campaign and click ids.
    #[default]
    Rules,
    /// As the file gives them.
    AsGiven,
}

impl ChannelMode {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
    fn is_rules(&self) -> bool {
        *self == Self::Rules
    }
}

/// The days over which a cost that has no last day is spread.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Spread {
    /// Its first day alone.
    #[default]
    Day,
    /// Seven days.
    Week,
    /// To the end of the month.
    Month,
}

impl Spread {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
    fn is_day(&self) -> bool {
        *self == Self::Day
    }
}

/// One name, or several of which the first that fits is taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Names {
    /// One.
    One(String),
    /// Several.
    Any(Vec<String>),
}

impl Names {
    /// The names.
    #[must_use]
    pub fn all(&self) -> &[String] {
        match self {
            Self::One(name) => std::slice::from_ref(name),
            Self::Any(names) => names,
        }
    }
}

/// Where a field's value comes from.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(from = "Written", into = "Written")]
pub struct Column {
    /// The headers of its column; of several, row by row the first that holds something.
    pub columns: Vec<String>,
    /// The value where no column holds one.
    pub constant: Option<String>,
    /// Words of the source and ours; an empty word of ours is no value.
    pub vocabulary: Option<Vocabulary>,
    /// What a word that the vocabulary lacks stands for.
    pub otherwise: Option<String>,
    /// Rows for which it does not hold have no value.
    pub when: Option<Condition>,
    /// How a reference to a lead is read.
    pub by: Option<By>,
}

/// A vocabulary in place, or the name of one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Vocabulary {
    /// The name of one of the mapping's vocabularies.
    Named(String),
    /// The words themselves.
    Words(BTreeMap<String, String>),
}

/// A condition on a row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// The header of the column that is looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<Names>,
    /// One of these stands in it, whatever its case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub equals: Option<Vec<String>>,
    /// Something stands in it, or nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filled: Option<bool>,
    /// The deal has an outcome, or none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed: Option<bool>,
}

/// How a reference to a lead is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// As an id of the source.
    Id,
    /// As an e-mail address.
    Email,
    /// As the second key of leads.
    Key2,
}

/// A column as it is written: a header, several, or all there is to say.
#[derive(Clone, Serialize, Deserialize)]
#[serde(untagged)]
enum Written {
    Short(Names),
    Full(Full),
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Full {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    column: Option<Names>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    constant: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    otherwise: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    by: Option<By>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    vocabulary: Option<Vocabulary>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    when: Option<Condition>,
}

impl From<Written> for Column {
    fn from(written: Written) -> Self {
        match written {
            Written::Short(names) => Self { columns: names.all().to_vec(), ..Self::default() },
            Written::Full(full) => Self {
                columns: full.column.map(|names| names.all().to_vec()).unwrap_or_default(),
                constant: full.constant,
                vocabulary: full.vocabulary,
                otherwise: full.otherwise,
                when: full.when,
                by: full.by,
            },
        }
    }
}

impl From<Column> for Written {
    fn from(column: Column) -> Self {
        let mut columns = column.columns;
        let names = match columns.len() {
            0 => None,
            1 => columns.pop().map(Names::One),
            _ => Some(Names::Any(columns)),
        };
        let Column { constant, vocabulary, otherwise, when, by, .. } = column;
        match names {
            Some(names)
                if constant.is_none() && vocabulary.is_none() && otherwise.is_none() && when.is_none() && by.is_none() =>
            {
                Self::Short(names)
            }
            column => Self::Full(Full { column, constant, otherwise, by, vocabulary, when }),
        }
    }
}

impl Column {
    /// A column of one header.
    #[must_use]
    pub fn of(header: &str) -> Self {
        Self { columns: vec![header.to_owned()], ..Self::default() }
    }
}

impl Mapping {
    /// Reads a mapping and checks it.
    ///
    /// # Errors
    /// [`MappingError`], which names the table.
    pub fn parse(text: &str) -> Result<Self, MappingError> {
        let mapping: Self = toml::from_str(text).map_err(|e| MappingError::Syntax(e.to_string()))?;
        mapping.check()?;
        Ok(mapping)
    }

    /// The mapping as a file, to be kept and edited.
    ///
    /// # Errors
    /// [`MappingError::Syntax`] when a text cannot be written, which none of ours is.
    pub fn to_toml(&self) -> Result<String, MappingError> {
        toml::to_string_pretty(self).map_err(|e| MappingError::Syntax(e.to_string()))
    }

    /// Checks that every table can make records.
    ///
    /// # Errors
    /// [`MappingError`], which names the table.
    pub fn check(&self) -> Result<(), MappingError> {
        if self.tables.is_empty() {
            return Err(MappingError::NoTables);
        }
        self.tables.iter().enumerate().try_for_each(|(at, table)| self.check_table(at + 1, table))
    }

    fn check_table(&self, number: usize, table: &Table) -> Result<(), MappingError> {
        if table.headers.is_empty() {
            return Err(MappingError::NoHeaders { table: number });
        }
        for (field, column) in &table.columns {
            if !Field::of(table.kind).contains(field) {
                return Err(MappingError::WrongField { table: number, field: field.key() });
            }
            if let Some(Vocabulary::Named(name)) = &column.vocabulary
                && !self.vocabularies.contains_key(name)
            {
                return Err(MappingError::NoVocabulary { table: number, name: name.clone() });
            }
        }
        let lacks = |fields: &[Field]| !fields.iter().any(|field| table.columns.contains_key(field));
        needed(table.kind)
            .iter()
            .find(|(fields, _)| lacks(fields))
            .map_or(Ok(()), |(_, field)| Err(MappingError::MissingField { table: number, field }))
    }
}

impl Table {
    /// A table of some columns, chosen by no header yet.
    #[must_use]
    pub const fn new(kind: Kind, columns: BTreeMap<Field, Column>) -> Self {
        Self {
            kind,
            headers: Vec::new(),
            without: Vec::new(),
            file: None,
            alone: None,
            sheet: None,
            channel: ChannelMode::Rules,
            spread: Spread::Day,
            when: None,
            distinct: false,
            columns,
        }
    }
}

/// What a kind cannot do without: of each group one.
fn needed(kind: Kind) -> &'static [(&'static [Field], &'static str)] {
    use Field as F;
    match kind {
        Kind::Account | Kind::Campaign | Kind::Deal => &[(&[F::ExternalId, F::Name], "external_id, name")],
        Kind::CampaignCost => &[(&[F::StartDate], "start_date"), (&[F::Amount], "amount")],
        Kind::Lead => &[(&[F::ExternalId, F::Email, F::Phone], "external_id, email, phone")],
        Kind::StageEvent => &[(&[F::Lead], "lead"), (&[F::Stage], "stage")],
        Kind::Touch => &[(&[F::Lead, F::Visitor], "lead, visitor"), (&[F::OccurredAt], "occurred_at")],
        Kind::Activity => &[(&[F::Kind], "kind"), (&[F::HappenedAt], "happened_at")],
        Kind::Handoff => &[(&[F::Lead], "lead"), (&[F::OfferedAt], "offered_at")],
    }
}

#[cfg(test)]
#[path = "mapping_tests.rs"]
mod tests;
