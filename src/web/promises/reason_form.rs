//! A reason as it is typed.

use super::Errors;
use super::policy_form::whole;
use super::view::Section;
use crate::domain::handoff::ReasonOutcome;
use crate::domain::text;
use crate::i18n::{Text, Words};
use crate::storage::handoff_reasons::Reason;
use crate::web::components::{Field, FieldKind, OptionItem};
use serde::Deserialize;

/// A reason as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the fields are those of a reason, as typed")]
pub struct ReasonForm {
    pub key: String,
    pub version: String,
    pub name: String,
    pub outcome: String,
    pub days: String,
    pub active: Option<String>,
}

/// What a reason is called: as the company calls it, else in Mihwar's words.
pub fn name(w: Words, reason: &Reason) -> Text {
    match &reason.name {
        Some(name) => Text::datum(name),
        None => w.find(&format!("reason-{}", reason.key)).unwrap_or_else(|| Text::datum(&reason.key)),
    }
}

/// Whether Mihwar has words for it.
pub fn has_words(w: Words, key: &str) -> bool {
    w.find(&format!("reason-{key}")).is_some()
}

/// What becomes of the lead, in words.
pub fn outcome(w: Words, reason: &Reason) -> Text {
    match reason.recycle_days {
        Some(days) => w.t_args("promise-recycle-after", &[("n", i64::from(days).into())]),
        None => w.t(&format!("promise-outcome-{}", reason.outcome.key())),
    }
}

impl ReasonForm {
    /// A new one.
    #[must_use]
    pub fn fresh() -> Self {
        let key = format!("own-{}", uuid::Uuid::now_v7().simple());
        Self { key, version: "0".to_owned(), outcome: "back".to_owned(), active: Some("on".to_owned()), ..Self::default() }
    }

    /// A reason as it would be typed.
    #[must_use]
    pub fn of(reason: &Reason) -> Self {
        Self {
            key: reason.key.clone(),
            version: reason.version.to_string(),
            name: reason.name.clone().unwrap_or_default(),
            outcome: reason.outcome.key().to_owned(),
            days: reason.recycle_days.map(|days| days.to_string()).unwrap_or_default(),
            active: reason.active.then(|| "on".to_owned()),
        }
    }

    /// What it comes to.
    ///
    /// # Errors
    /// The fields that cannot be used.
    pub fn parse(&self, w: Words) -> Result<Reason, Errors> {
        let mut errors = Errors::new();
        let name = text::clean(&self.name);
        match name.chars().count() {
            0 if !has_words(w, &self.key) => errors.push(("name", "error-required")),
            0..=200 => {}
            _ => errors.push(("name", "error-too-long")),
        }
        let outcome = ReasonOutcome::from_key(&self.outcome);
        if outcome.is_none() {
            errors.push(("outcome", "error-required"));
        }
        let recycles = outcome == Some(ReasonOutcome::Recycle);
        let recycle_days = if recycles { whole(&self.days).filter(|days| (1..=3_650).contains(days)) } else { None };
        if recycles && recycle_days.is_none() {
            errors.push(("days", "error-promise-recycle"));
        }
        let own = self.key.strip_prefix("own-").is_some_and(|id| id.len() == 32 && id.bytes().all(|b| b.is_ascii_hexdigit()));
        let version = whole(&self.version).unwrap_or_default();
        if version == 0 && !own {
            errors.push(("name", "error-required"));
        }
        match outcome {
            Some(outcome) if errors.is_empty() => Ok(Reason {
                key: self.key.clone(),
                name: (!name.is_empty()).then_some(name),
                position: 0,
                outcome,
                recycle_days,
                active: self.active.is_some(),
                version,
            }),
            _ => Err(errors),
        }
    }

    /// Its fields on a page.
    pub(super) fn sections(&self, w: Words, errors: &Errors) -> Vec<Section> {
        let error = |name: &str| errors.iter().find(|(field, _)| *field == name).map(|(_, key)| w.t(key));
        let name =
            Field::new(w, "name", w.t("promise-reason-name"), FieldKind::Line("text")).value(&self.name).error(error("name"));
        let name = match w.find(&format!("reason-{}", self.key)) {
            Some(word) => name.hint(w.t_args("promise-reason-word", &[("word", word.into())])),
            None => name.required(),
        };
        let outcomes =
            ReasonOutcome::ALL.iter().map(|o| OptionItem::new(o.key(), w.t(&format!("promise-outcome-{}", o.key())))).collect();
        let outcome =
            Field::new(w, "outcome", w.t("promise-outcome"), FieldKind::Select(outcomes)).value(&self.outcome).required();
        let days = Field::new(w, "days", w.t("promise-recycle-days"), FieldKind::Number)
            .value(&self.days)
            .hint(w.t("promise-recycle-hint"))
            .sometimes()
            .error(error("days"));
        let active = Field::new(w, "active", w.t("promise-reason-active"), FieldKind::Check)
            .value(if self.active.is_some() { "on" } else { "" })
            .error(error("active"));
        let rows = vec![vec![name], vec![outcome.error(error("outcome")), days], vec![active]];
        vec![Section { heading: None, rows }]
    }

    /// What somebody else stored and this has otherwise.
    pub(super) fn differences(&self, w: Words, theirs: &Reason) -> Vec<(Text, Text)> {
        let of = Self::of(theirs);
        let mut found = Vec::new();
        if self.name != of.name {
            found.push((w.t("promise-reason-name"), name(w, theirs)));
        }
        if (&self.outcome, &self.days) != (&of.outcome, &of.days) {
            found.push((w.t("promise-outcome"), outcome(w, theirs)));
        }
        if self.active.is_some() != theirs.active {
            found.push((w.t("promise-reason-active"), w.t(if theirs.active { "promise-on" } else { "promise-off" })));
        }
        found
    }
}
