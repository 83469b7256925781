//! What importing says: problems, reasons, names of kinds and fields.

use crate::domain::record::Kind;
use crate::i18n::{Arg, Text, Words};
use crate::import::error::Problem;
use crate::import::fields::Field;
use crate::storage::import_rows::kind_key;
use crate::storage::imports::State;
use crate::web::components::{self, StateKind};

/// A key as it stands in a message's name.
fn dashed(key: &str) -> String {
    key.replace('_', "-")
}

/// A problem in one sentence, with the file it is about.
#[must_use]
pub fn problem(w: Words, problem: &Problem) -> Text {
    let word = problem.word.as_deref().unwrap_or_default();
    let args: Vec<(&'static str, Arg)> = vec![
        ("number", problem.number.unwrap_or_default().into()),
        ("word", words_of(w, word).into()),
        ("detail", Text::datum(problem.detail.as_deref().unwrap_or_default()).into()),
    ];
    let found = w.t_args(&format!("import-error-{}", dashed(&problem.key)), &args);
    // Imports of an older version may have kept what this one does not know.
    let sentence = if found.attr().starts_with('⟦') { w.t("import-error-unknown") } else { found };
    match &problem.file {
        Some(file) => w.t_args("import-of-file", &[("file", self::file(file).into()), ("what", sentence.into())]),
        None => sentence,
    }
}

/// Fields in the reader's words, anything else as it stands.
fn words_of(w: Words, keys: &str) -> Text {
    let one = |key: &str| Field::from_key(key).map_or_else(|| Text::datum(key), |known| field(w, known));
    w.list(&keys.split(", ").map(one).collect::<Vec<_>>())
}

/// Why a row comes back: the field, what is wrong, the value.
#[must_use]
pub fn reason(w: Words, of: &str, key: &str, value: &str) -> Text {
    let what = w.t(&format!("import-reason-{}", dashed(key)));
    let what = match Field::from_key(of) {
        Some(known) => w.t_args("import-row-reason", &[("field", field(w, known).into()), ("what", what.into())]),
        None => what,
    };
    if value.is_empty() {
        return what;
    }
    w.t_args("import-reason-value", &[("what", what.into()), ("value", Text::datum(value).into())])
}

/// The name of a field.
#[must_use]
pub fn field(w: Words, of: Field) -> Text {
    w.t(&format!("import-field-{}", dashed(of.key())))
}

/// The name of a kind of records.
#[must_use]
pub fn kind(w: Words, of: Kind) -> Text {
    w.t(&format!("import-kind-{}", dashed(kind_key(of))))
}

/// Where an import stands.
#[must_use]
pub fn state(w: Words, of: State) -> components::State {
    let kind = match of {
        State::Draft => StateKind::Warn,
        State::Running => StateKind::Info,
        State::Done => StateKind::Good,
        State::Failed | State::Interrupted => StateKind::Bad,
        State::Undone => StateKind::Mute,
    };
    components::State { kind, text: w.t(&format!("import-state-{}", of.key())) }
}

/// The name of a file, cut in the middle where it is long: its end tells as much as its beginning.
#[must_use]
pub fn file(name: &str) -> Text {
    const SHOWN: usize = 40;
    let chars: Vec<char> = name.chars().collect();
    if chars.len() <= SHOWN {
        return Text::datum(name);
    }
    let head: String = chars[..SHOWN / 2].iter().collect();
    let tail: String = chars[chars.len() - SHOWN / 2 + 1..].iter().collect();
    Text::datum(&format!("{head}…{tail}"))
}
