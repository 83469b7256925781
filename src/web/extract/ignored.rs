//! What of an address meant nothing: a page falls back to its default and says so (UX.md §4), the same way everywhere.

use crate::i18n::{Text, Words};

/// As many of them as a page names: an address can be made of nothing else.
const NAMED: usize = 5;

/// A part of an address that meant nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ignored {
    /// The page has no parameter of this name.
    Name(String),
    /// The parameter has no such value.
    Value {
        /// Its name.
        name: String,
        /// Its value.
        value: String,
    },
    /// The parameter says nothing without another one.
    Alone {
        /// Its name.
        name: &'static str,
        /// The other's.
        needs: &'static str,
    },
}

impl Ignored {
    fn text(&self, w: Words) -> Text {
        let named = |name: &str| w.find(&format!("filter-{}", name.replace('_', "-"))).unwrap_or_else(|| Text::code(name));
        match self {
            Self::Name(name) => w.t_args("filter-unknown", &[("name", Text::code(name).into())]),
            Self::Value { name, value } => match Text::datum(value) {
                blank if blank.is_empty() => w.t_args("filter-ignored-blank", &[("name", named(name).into())]),
                value => w.t_args("filter-ignored", &[("name", named(name).into()), ("value", value.into())]),
            },
            Self::Alone { name, needs } => {
                w.t_args("filter-alone", &[("name", named(name).into()), ("needs", named(needs).into())])
            }
        }
    }
}

/// What a page says of them.
#[must_use]
pub fn notices(w: Words, ignored: &[Ignored]) -> Vec<Text> {
    ignored.iter().take(NAMED).map(|ignored| ignored.text(w)).collect()
}
