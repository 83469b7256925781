//! Conditions as they are typed and told.

use super::Errors;
use crate::domain::money::{Currency, Money};
use crate::domain::policy::Conditions;
use crate::domain::text;
use crate::i18n::{Text, Words};
use crate::import::numbers::{self, DecimalMark};
use crate::storage::metrics::Dimension;
use crate::web::components::{Field, FieldKind};
use std::collections::HashMap;

/// The words that leads have.
pub type Known = HashMap<Dimension, Vec<String>>;

/// The lists of a condition: the name of its field, and the words of leads that it is about.
pub const LISTS: [(&str, Dimension); 5] = [
    ("sources", Dimension::Source),
    ("channels", Dimension::Channel),
    ("personas", Dimension::Persona),
    ("regions", Dimension::Region),
    ("segments", Dimension::Segment),
];

/// As many values as a hint names.
const NAMED: usize = 6;

/// Conditions as typed: lists one value a line, then the least score and the least value.
#[derive(Clone, Debug, Default)]
pub struct Typed<'a> {
    /// In the order of [`LISTS`].
    pub lists: [&'a str; 5],
    /// The least score.
    pub score: &'a str,
    /// The least value.
    pub value: &'a str,
}

/// A list as it would be typed.
pub fn lines(values: &[String]) -> String {
    values.join("\n")
}

impl Typed<'_> {
    /// What they come to.
    pub fn parse(&self, currency: Currency, errors: &mut Errors) -> Conditions {
        let mut list = |at: usize| {
            let values: Vec<String> = self.lists[at].lines().map(text::clean).filter(|line| !line.is_empty()).collect();
            if values.len() > 100 || values.iter().any(|value| value.chars().count() > 200) {
                errors.push((LISTS[at].0, "error-promise-list"));
            }
            values
        };
        let [sources, channels, personas, regions, segments] = [0, 1, 2, 3, 4].map(&mut list);
        let number = |typed: &str| numbers::parse(typed.trim(), DecimalMark::Open);
        let mut min_score = None;
        if !self.score.trim().is_empty() {
            min_score = number(self.score).filter(|n| n.currency.is_none()).and_then(|n| n.decimal.parse::<f64>().ok());
            if min_score.is_none_or(|score| !score.is_finite()) {
                errors.push(("min_score", "error-promise-number"));
            }
        }
        let mut min_value = None;
        if !self.value.trim().is_empty() {
            let own = number(self.value).filter(|n| n.currency.is_none_or(|named| named == currency));
            min_value =
                own.and_then(|n| Money::parse(&n.decimal, currency).ok()).map(|money| money.minor).filter(|minor| *minor > 0);
            if min_value.is_none() {
                errors.push(("min_value", "error-promise-amount"));
            }
        }
        Conditions { sources, channels, personas, regions, segments, min_score, min_value }
    }

    /// The fields.
    pub fn fields(&self, w: Words, currency: Currency, known: &Known, errors: &Errors) -> Vec<Field> {
        let error = |name: &str| errors.iter().find(|(field, _)| *field == name).map(|(_, key)| w.t(key));
        let mut fields: Vec<Field> = LISTS
            .into_iter()
            .zip(self.lists)
            .map(|((name, dimension), typed)| {
                let field =
                    Field::new(w, name, w.t(&format!("promise-{name}")), FieldKind::Lines(2)).value(typed).error(error(name));
                match known.get(&dimension).map(Vec::as_slice) {
                    None | Some([]) => field,
                    Some(values) => {
                        let some: Vec<Text> = values.iter().take(NAMED).map(|value| Text::datum(value)).collect();
                        let key = if values.len() > NAMED { "promise-known-some" } else { "promise-known" };
                        field.hint(w.t_args(key, &[("values", w.list(&some).into())]))
                    }
                }
            })
            .collect();
        fields.push(
            Field::new(w, "min_score", w.t("promise-min-score"), FieldKind::Number).value(self.score).error(error("min_score")),
        );
        fields.push(
            Field::new(w, "min_value", w.t("promise-min-value"), FieldKind::Number)
                .value(self.value)
                .unit(w.currency(currency))
                .error(error("min_value")),
        );
        fields
    }
}

/// An amount as it would be typed.
pub fn typed_amount(minor: i64, currency: Currency) -> String {
    let scale = currency.scale().max(1);
    let (whole, rest) = (minor / scale, minor % scale);
    if rest == 0 {
        return whole.to_string();
    }
    let decimals = usize::try_from(currency.decimals()).unwrap_or(2);
    format!("{whole}.{rest:0decimals$}")
}

/// Conditions in words.
pub fn told(w: Words, currency: Currency, conditions: &Conditions) -> Text {
    if conditions.are_none() {
        return w.t("promise-every-lead");
    }
    let lists = [&conditions.sources, &conditions.channels, &conditions.personas, &conditions.regions, &conditions.segments];
    let mut parts = Vec::new();
    for ((name, _), values) in LISTS.into_iter().zip(lists).filter(|(_, values)| !values.is_empty()) {
        let values: Vec<Text> = values.iter().map(|value| Text::datum(value)).collect();
        parts.push(w.t_args(
            "promise-condition",
            &[("what", w.t(&format!("promise-{name}")).into()), ("values", w.list(&values).into())],
        ));
    }
    if let Some(score) = conditions.min_score {
        parts.push(w.t_args("promise-score-from", &[("n", w.decimal(score, 1).into())]));
    }
    if let Some(minor) = conditions.min_value {
        parts.push(w.t_args("promise-value-from", &[("amount", w.money(Money { minor, currency }).into())]));
    }
    parts.into_iter().reduce(|a, b| w.t_args("promise-and", &[("a", a.into()), ("b", b.into())])).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_are_read_as_they_are_typed() {
        let sar: Currency = "SAR".parse().unwrap();
        let mut errors = Errors::new();
        let typed = Typed { lists: ["", "Paid Search\r\n\n Email ", "", "", ""], score: "٧٠", value: "12,500.50" };
        let read = typed.parse(sar, &mut errors);
        assert!(errors.is_empty(), "{errors:?}");
        assert_eq!(
            (read.channels, read.min_score, read.min_value),
            (vec!["Paid Search".into(), "Email".into()], Some(70.0), Some(1_250_050))
        );
        assert!(Typed::default().parse(sar, &mut errors).are_none());
        Typed { score: "high", value: "USD 5", ..Typed::default() }.parse(sar, &mut errors);
        assert_eq!(errors, [("min_score", "error-promise-number"), ("min_value", "error-promise-amount")]);
        assert_eq!(typed_amount(1_250_050, sar), "12500.50");
        assert_eq!(typed_amount(500, "KWD".parse().unwrap()), "0.500");
    }
}
