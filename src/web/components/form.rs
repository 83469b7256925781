//! Form fields with all their states.

use super::Link;
use crate::i18n::{Text, Words};
use askama::Template;

/// One choice of a list.
#[derive(Clone, Debug)]
pub struct OptionItem {
    /// What the form sends.
    pub value: String,
    /// What the reader sees.
    pub text: Text,
    /// A smaller word beside it.
    pub note: Option<Text>,
}

impl OptionItem {
    /// A choice.
    #[must_use]
    pub fn new(value: impl Into<String>, text: Text) -> Self {
        Self { value: value.into(), text, note: None }
    }
}

/// What is entered.
#[derive(Clone, Debug)]
pub enum FieldKind {
    /// One line; the string is the `type`: `text`, `email`, `password`, `date`, `search`, `url`.
    Line(&'static str),
    /// A number, with either digits: checked by the server.
    Number,
    /// Several lines.
    Lines(u8),
    /// One of a list.
    Select(Vec<OptionItem>),
    /// Yes or no.
    Check,
    /// Files: what is accepted, and whether several.
    File(&'static str, bool),
}

/// A field with its label, hint and error.
#[expect(clippy::struct_excessive_bools, reason = "each is an attribute of the HTML element")]
#[derive(Clone, Debug, Template)]
#[template(path = "components/field.html")]
pub struct Field {
    /// Words of its marks.
    pub w: Words,
    /// Its name, and its id with `id_prefix`.
    pub name: &'static str,
    /// Before the name in the id, where two forms have the same field.
    pub id_prefix: &'static str,
    /// Its label.
    pub label: Text,
    /// What is entered.
    pub kind: FieldKind,
    /// What was entered; never of a password.
    pub value: String,
    /// How to fill it.
    pub hint: Option<Text>,
    /// What to correct.
    pub error: Option<Text>,
    /// A unit after it: a currency.
    pub unit: Option<Text>,
    /// It must be filled.
    pub required: bool,
    /// It must be filled in some cases, of which its hint tells: then it is not called optional.
    pub sometimes: bool,
    /// It is shown, not changed.
    pub readonly: bool,
    /// It cannot be used now.
    pub disabled: bool,
    /// Codes, addresses and numbers run from left to right.
    pub ltr: bool,
    /// For the browser's own filling in.
    pub autocomplete: Option<&'static str>,
}

impl Field {
    /// A field of a kind.
    #[must_use]
    pub fn new(w: Words, name: &'static str, label: Text, kind: FieldKind) -> Self {
        Self {
            w,
            name,
            id_prefix: "f-",
            label,
            ltr: matches!(kind, FieldKind::Number | FieldKind::Line("email" | "url" | "date")),
            kind,
            value: String::new(),
            hint: None,
            error: None,
            unit: None,
            required: false,
            sometimes: false,
            readonly: false,
            disabled: false,
            autocomplete: None,
        }
    }
    /// With what was entered.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }
    /// With a hint.
    #[must_use]
    pub fn hint(mut self, hint: Text) -> Self {
        self.hint = Some(hint);
        self
    }
    /// With an error, if there is one.
    #[must_use]
    pub fn error(mut self, error: Option<Text>) -> Self {
        self.error = error;
        self
    }
    /// With a unit after it.
    #[must_use]
    pub fn unit(mut self, unit: Text) -> Self {
        self.unit = Some(unit);
        self
    }
    /// That must be filled.
    #[must_use]
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }
    /// That must be filled in some cases.
    #[must_use]
    pub fn sometimes(mut self) -> Self {
        self.sometimes = true;
        self
    }
    /// That is shown, not changed.
    #[must_use]
    pub fn readonly(mut self) -> Self {
        self.readonly = true;
        self
    }
    /// That cannot be used now.
    #[must_use]
    pub fn disabled(mut self) -> Self {
        self.disabled = true;
        self
    }
    /// For the browser's own filling in.
    #[must_use]
    pub fn autocomplete(mut self, hint: &'static str) -> Self {
        self.autocomplete = Some(hint);
        self
    }

    /// Its id, for a summary of errors.
    #[must_use]
    pub fn id(&self) -> String {
        format!("{}{}", self.id_prefix, self.name)
    }

    /// Hint and error, for screen readers.
    fn described(&self) -> Option<String> {
        let id = self.id();
        let parts: Vec<String> =
            [self.hint.is_some().then(|| format!("{id}-h")), self.error.is_some().then(|| format!("{id}-e"))]
                .into_iter()
                .flatten()
                .collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    }
    fn dir(&self) -> &'static str {
        if self.ltr { "ltr" } else { "auto" }
    }
    fn is_check(&self) -> bool {
        matches!(self.kind, FieldKind::Check)
    }
}

/// One of a few, all seen at once.
#[derive(Clone, Debug, Template)]
#[template(path = "components/radios.html")]
pub struct Radios {
    /// The name of the field.
    pub name: &'static str,
    /// What is chosen.
    pub legend: Text,
    /// The choices.
    pub options: Vec<OptionItem>,
    /// The chosen value.
    pub chosen: String,
    /// What to correct.
    pub error: Option<Text>,
}

/// Every error of a form, at its top, with the focus on it.
#[derive(Clone, Debug, Template)]
#[template(path = "components/error_summary.html")]
pub struct ErrorSummary {
    /// How many.
    pub title: Text,
    /// Each, leading to its field.
    pub errors: Vec<Link>,
}

impl ErrorSummary {
    /// The errors of some fields; none when all is well.
    #[must_use]
    pub fn of<'a>(w: Words, fields: impl IntoIterator<Item = &'a Field>) -> Option<Self> {
        let link = |f: &Field| f.error.clone().map(|error| Link::new(error, format!("#{}", f.id())));
        Self::new(w, fields.into_iter().filter_map(link).collect())
    }

    /// Errors with the place of each; none when there are none.
    #[must_use]
    pub fn new(w: Words, errors: Vec<Link>) -> Option<Self> {
        (!errors.is_empty()).then(|| Self { title: w.t_args("form-errors", &[("n", errors.len().into())]), errors })
    }
}

super::prints_itself!(Field, Radios, ErrorSummary);
