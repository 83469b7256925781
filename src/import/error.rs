//! What is wrong with a file or with a row, as keys: the words stand in the languages' files.

use super::fields::Field;
use super::limits;
use super::mapping::MappingError;
use crate::domain::person::keyed;

/// Why a whole file cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// It cannot be opened or read.
    #[error("the file cannot be read: {0}")]
    Io(#[from] std::io::Error),
    /// It holds nothing, or nothing but a header.
    #[error("the file is empty")]
    Empty,
    /// It is no text and no .xlsx workbook.
    #[error("the file is neither text nor an .xlsx workbook")]
    Binary,
    /// It is a workbook of Excel 97 to 2003.
    #[error("the file is an old .xls workbook")]
    OldWorkbook,
    /// The workbook is damaged or protected.
    #[error("the workbook cannot be read: {0}")]
    Workbook(String),
    /// It is larger than the cap.
    #[error("the file has {bytes} bytes, more than {limit}")]
    TooLarge {
        /// Its size, or the size at which reading stopped.
        bytes: u64,
        /// The cap.
        limit: u64,
    },
    /// It has more rows than the cap.
    #[error("the file has more than {limit} rows")]
    TooManyRows {
        /// The cap.
        limit: u64,
    },
    /// It has more columns than the cap.
    #[error("the file has more than {limit} columns")]
    TooManyColumns {
        /// The cap.
        limit: usize,
    },
    /// A row does not end: most often a quote that is never closed.
    #[error("the row that begins at line {line} does not end")]
    RowTooLong {
        /// Where the row begins.
        line: u64,
    },
    /// No table of the mapping fits its headers.
    #[error("no table of the mapping fits the headers")]
    NoTable {
        /// The headers as they were read.
        headers: Vec<String>,
    },
    /// Something must be asked first.
    #[error("the file does not tell: {}", .0.key())]
    Ask(Question),
    /// The mapping is wrong.
    #[error(transparent)]
    Mapping(#[from] MappingError),
}

impl FileError {
    /// The fixed key, by which its words are found.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Io(_) => "io",
            Self::Empty => "empty",
            Self::Binary => "binary",
            Self::OldWorkbook => "old_workbook",
            Self::Workbook(_) => "workbook",
            Self::TooLarge { .. } => "too_large",
            Self::TooManyRows { .. } => "too_many_rows",
            Self::TooManyColumns { .. } => "too_many_columns",
            Self::RowTooLong { .. } => "row_too_long",
            Self::NoTable { .. } => "no_table",
            Self::Ask(_) => "ask",
            Self::Mapping(_) => "mapping",
        }
    }
}

/// What is wrong with a file, to be kept and said later in any language: a key and what its sentence repeats.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Problem {
    /// The key of the sentence.
    pub key: String,
    /// The file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// A number: a limit or a line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u64>,
    /// A word of the file or of the mapping.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub word: Option<String>,
    /// A value of the file, or what a parser says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

impl Problem {
    /// A problem of which there is nothing more to say.
    #[must_use]
    pub fn new(key: &str) -> Self {
        Self { key: key.to_owned(), ..Self::default() }
    }

    /// As it is kept.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// What was kept; what cannot be read is a problem without a name.
    #[must_use]
    pub fn from_json(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_else(|_| Self::new("unknown"))
    }
}

impl FileError {
    /// What is kept of it.
    #[must_use]
    pub fn problem(&self) -> Problem {
        let of = |key: &str| Problem::new(key);
        match self {
            Self::TooLarge { limit, .. } => Problem { number: Some(limit >> 20), ..of("too-large") },
            Self::TooManyRows { limit } => Problem { number: Some(*limit), ..of("too-many-rows") },
            Self::TooManyColumns { limit } => Problem { number: u64::try_from(*limit).ok(), ..of("too-many-columns") },
            Self::RowTooLong { line } => Problem { number: Some(*line), ..of("row-too-long") },
            Self::Workbook(detail) => Problem { detail: Some(detail.clone()), ..of("workbook") },
            Self::Ask(Question::DateOrder { column, sample }) => {
                Problem { word: Some(column.clone()), detail: Some(sample.clone()), ..of("ask-date-order") }
            }
            Self::Ask(question) => of(&format!("ask-{}", question.key())),
            Self::Mapping(error) => error.problem(),
            _ => of(&self.key().replace('_', "-")),
        }
    }
}

/// What a file does not tell and a person must, once per file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// Whether the day or the month comes first.
    DateOrder {
        /// A column that leaves it open.
        column: String,
        /// One of its values.
        sample: String,
    },
    /// The currency of its amounts.
    Currency,
    /// The zone of its times.
    Zone,
    /// Which sheet of the workbook.
    Sheet(Vec<String>),
    /// What the file holds: no layout fits its headers.
    Kind,
}

impl Question {
    /// The fixed key.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            Self::DateOrder { .. } => "date_order",
            Self::Currency => "currency",
            Self::Zone => "zone",
            Self::Sheet(_) => "sheet",
            Self::Kind => "kind",
        }
    }
}

keyed!(
    /// Why a row is refused.
    Reason {
        Missing = "missing",
        NoIdentity = "no_identity",
        ImpossibleDate = "impossible_date",
        NotADate = "not_a_date",
        FutureDate = "future_date",
        NotANumber = "not_a_number",
        OutOfRange = "out_of_range",
        NegativeCost = "negative_cost",
        NegativeAmount = "negative_amount",
        UnknownStage = "unknown_stage",
        UnknownWord = "unknown_word",
        UnknownCurrency = "unknown_currency",
        TooLong = "too_long",
        ClosedWithoutDate = "closed_without_date",
        ClosedWithoutOutcome = "closed_without_outcome",
        ClosedBeforeOpened = "closed_before_opened",
        EndsBeforeStart = "ends_before_start",
        BeforeOffer = "before_offer",
        AnswerWithoutOutcome = "answer_without_outcome",
        ExtraCells = "extra_cells",
    }
);

/// What is wrong with a row.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct RowError {
    /// The field it is about; none where it is the row.
    pub field: Option<Field>,
    /// Why.
    pub kind: Reason,
    /// The value as given, shortened.
    pub value: String,
}

impl RowError {
    /// An error about a field.
    #[must_use]
    pub fn new(field: Field, kind: Reason, value: &str) -> Self {
        Self { field: Some(field), kind, value: shown(value) }
    }

    /// An error about the row as a whole.
    #[must_use]
    pub fn row(kind: Reason, value: &str) -> Self {
        Self { field: None, kind, value: shown(value) }
    }
}

/// A value short enough to be repeated.
fn shown(value: &str) -> String {
    value.chars().filter(|c| !c.is_control()).take(limits::SHOWN_CHARS).collect()
}
