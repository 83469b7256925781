//! Words, numbers, money and dates in the reader's language.

mod dates;
pub mod lead_name;
mod money;
pub mod notices;
mod numbers;
mod plural;
mod text;

pub use text::Text;

use crate::domain::person::{Digits, Language, TimeDirection};
use chrono_tz::Tz;
use fluent_templates::fluent_bundle::{FluentValue, bundle::FluentBundle};
use fluent_templates::{LanguageIdentifier, Loader as _};
use std::borrow::Cow;
use std::collections::HashMap;
use unic_langid::langid;

const ENGLISH: LanguageIdentifier = langid!("en");
const ARABIC: LanguageIdentifier = langid!("ar");

/// Around a number inside a message, until the reader's digits are known.
const NUMBER: char = '\u{E000}';
const NUMBER_END: char = '\u{E001}';

fluent_templates::static_loader! {
    // A closure, because the macro takes nothing else.
    static MESSAGES = {
        locales: "./src/i18n/locales",
        fallback_language: "en",
        customise: |bundle| { prepare(bundle); },
    };
}

/// Isolation is done by [`Text`], numbers by [`Words`]: Fluent only chooses the words.
fn prepare<R, M>(bundle: &mut FluentBundle<R, M>) {
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(|value, _| match value {
        FluentValue::Number(n) => plural::written(n).map(|plain| format!("{NUMBER}{plain}{NUMBER_END}")),
        _ => None,
    }));
}

/// How a reader wants to be addressed: language, digits, zone. Small and copied freely.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    /// The language.
    pub language: Language,
    /// The digits.
    pub digits: Digits,
    /// The zone in which instants are shown.
    pub zone: Tz,
    /// The direction of time on charts.
    pub time: TimeDirection,
}

/// What stands for a variable of a message.
#[derive(Clone, Debug)]
pub enum Arg {
    /// A number: it is written with the reader's digits and chooses the plural form.
    Number(f64, usize),
    /// Finished text.
    Text(Text),
}

impl From<Text> for Arg {
    fn from(text: Text) -> Self {
        Self::Text(text)
    }
}
impl From<&Text> for Arg {
    fn from(text: &Text) -> Self {
        Self::Text(text.clone())
    }
}
/// A datum: isolated.
impl From<&str> for Arg {
    fn from(datum: &str) -> Self {
        Self::Text(Text::datum(datum))
    }
}
macro_rules! counts {
    ($($t:ty),+) => { $(
        impl From<$t> for Arg {
            #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
            fn from(count: $t) -> Self {
                Self::Number(count as f64, 0)
            }
        }
    )+ };
}
counts!(i64, u64, usize);

impl Words {
    /// A language with Western digits and the page's own direction of time.
    #[must_use]
    pub const fn new(language: Language, zone: Tz) -> Self {
        Self { language, digits: Digits::Western, zone, time: TimeDirection::Page }
    }

    /// Whether the page runs from right to left.
    #[must_use]
    pub const fn rtl(self) -> bool {
        self.language.is_rtl()
    }

    /// Whether time runs from right to left on charts.
    #[must_use]
    pub const fn time_rtl(self) -> bool {
        self.rtl() && matches!(self.time, TimeDirection::Page)
    }

    /// For `<html lang>`.
    #[must_use]
    pub const fn lang(self) -> &'static str {
        self.language.key()
    }

    /// For `<html dir>`.
    #[must_use]
    pub const fn dir(self) -> &'static str {
        if self.rtl() { "rtl" } else { "ltr" }
    }

    /// The message of a key.
    #[must_use]
    pub fn t(self, key: &str) -> Text {
        self.t_args(key, &[])
    }

    /// The message of a key with its variables.
    #[must_use]
    pub fn t_args(self, key: &str, args: &[(&'static str, Arg)]) -> Text {
        let args: HashMap<Cow<'static, str>, FluentValue<'_>> =
            args.iter().map(|(name, arg)| (Cow::Borrowed(*name), plural::argument(self.language, arg))).collect();
        let message = MESSAGES.try_lookup_complete(&self.identifier(), key, Some(&args));
        Text::finished(message.map_or_else(|| format!("⟦{key}⟧"), |m| self.write_numbers(&m)))
    }

    /// The message of a key that is put together at run time, if there is one.
    #[must_use]
    pub fn find(self, key: &str) -> Option<Text> {
        MESSAGES.try_lookup_complete(&self.identifier(), key, None).map(Text::finished)
    }

    /// Texts joined as a list is written: "a, b", «أ، ب».
    #[must_use]
    pub fn list(self, texts: &[Text]) -> Text {
        let comma = self.t("list-comma");
        let parts: Vec<&str> = texts.iter().map(Text::attr).collect();
        Text::finished(parts.join(&format!("{} ", comma.attr())))
    }

    const fn identifier(self) -> LanguageIdentifier {
        match self.language {
            Language::En => ENGLISH,
            Language::Ar => ARABIC,
        }
    }

    fn write_numbers(self, message: &str) -> String {
        let mut parts = message.split(NUMBER);
        let mut out = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (number, rest) = part.split_once(NUMBER_END).unwrap_or((part, ""));
            out.push_str(&self.isolated(&self.written(number)));
            out.push_str(rest);
        }
        out
    }
}

#[cfg(test)]
mod tests;
