//! Plural forms by ICU.
//!
//! Fluent's own rules (`intl_pluralrules` 7.0.2) call 103 *other* in Arabic, where CLDR and every Arabic reader say
//! *few*. So the number that Fluent sees is one of the same form below a hundred, and the number that is printed
//! travels beside it.

use super::{Arg, numbers};
use crate::domain::person::Language;
use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::fluent_bundle::types::{FluentNumber, FluentNumberOptions};
use icu::decimal::input::Decimal;
use icu::locale::{Locale, locale};
use icu::plurals::{PluralCategory, PluralOperands, PluralRules};

thread_local! {
    static ENGLISH: Option<PluralRules> = rules(locale!("en"));
    static ARABIC: Option<PluralRules> = rules(locale!("ar"));
}

fn rules(locale: Locale) -> Option<PluralRules> {
    PluralRules::try_new_cardinal(locale.into()).ok()
}

/// The plural form of a plain decimal such as `103` or `1.5`.
fn category(language: Language, plain: &str) -> PluralCategory {
    let rules = match language {
        Language::En => &ENGLISH,
        Language::Ar => &ARABIC,
    };
    let operands = Decimal::try_from_str(plain).map(|decimal| PluralOperands::from(&decimal));
    rules.with(|r| Some(r.as_ref()?.category_for(operands.ok()?))).unwrap_or(PluralCategory::Other)
}

/// A number for which Fluent's rules agree with ICU's.
const fn example(category: PluralCategory) -> f64 {
    match category {
        PluralCategory::Zero => 0.0,
        PluralCategory::One => 1.0,
        PluralCategory::Two => 2.0,
        PluralCategory::Few => 3.0,
        PluralCategory::Many => 11.0,
        PluralCategory::Other => 100.0,
    }
}

/// An argument as Fluent takes it.
pub(super) fn argument(language: Language, arg: &Arg) -> FluentValue<'_> {
    match arg {
        Arg::Text(text) => FluentValue::from(text.attr()),
        Arg::Number(value, places) => {
            let plain = format!("{:.places$}", numbers::rounded(*value, *places));
            let value = example(category(language, &plain));
            // No message uses Fluent's currency: it carries the number to print.
            let options = FluentNumberOptions { currency: Some(plain), ..FluentNumberOptions::default() };
            FluentValue::Number(FluentNumber::new(value, options))
        }
    }
}

/// The number to print.
pub(super) fn written(number: &FluentNumber) -> Option<String> {
    number.options.currency.clone()
}
