//! Finished text that keeps its reading order wherever it is put.

use crate::domain::text::clean;
use std::fmt::{self, Write as _};

pub(super) const LTR: char = '\u{2066}';
pub(super) const RTL: char = '\u{2067}';
const FIRST_STRONG: char = '\u{2068}';
pub(super) const END: char = '\u{2069}';

/// Text in the reader's language, with Unicode isolates around each number and datum in it (UX.md §10.3).
///
/// In HTML (`{{ text }}` in a template) the isolates become `<bdi>`; attributes and SVG take [`Text::attr`], files and
/// logs [`Text::plain`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text(String);

impl Text {
    /// Text that stands as it is; only for text that already is in its final order.
    pub(super) const fn finished(text: String) -> Self {
        Self(text)
    }

    /// A datum such as a name: its own first letter decides how it runs, and invisible marks are taken off.
    #[must_use]
    pub fn datum(text: &str) -> Self {
        Self(format!("{FIRST_STRONG}{}{END}", harmless(text)))
    }

    /// A code, address or number that runs from left to right on every page.
    #[must_use]
    pub fn code(text: &str) -> Self {
        Self(format!("{LTR}{}{END}", harmless(text)))
    }

    /// For attributes and for text in SVG, where `<bdi>` does not exist. Askama escapes it.
    #[must_use]
    pub fn attr(&self) -> &str {
        &self.0
    }

    /// Without isolates: for files, logs and comparisons.
    #[must_use]
    pub fn plain(&self) -> String {
        self.0.chars().filter(|c| !is_isolate(*c)).collect()
    }

    /// Whether there is nothing to read.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.chars().all(is_isolate)
    }

    /// This text, then another.
    #[must_use]
    pub fn and(&self, next: &Self) -> Self {
        Self(format!("{}{}", self.0, next.0))
    }
}

/// Without invisible marks and without the marks that stand around numbers in messages.
fn harmless(text: &str) -> String {
    clean(&text.replace([super::NUMBER, super::NUMBER_END], ""))
}

const fn is_isolate(c: char) -> bool {
    matches!(c, '\u{2066}'..='\u{2069}')
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut open = 0_u32;
        for c in self.0.chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                END if open == 0 => {}
                END => {
                    open -= 1;
                    f.write_str("</bdi>")?;
                }
                LTR | RTL | FIRST_STRONG => {
                    open += 1;
                    f.write_str(match c {
                        LTR => "<bdi dir=ltr>",
                        RTL => "<bdi dir=rtl>",
                        _ => "<bdi>",
                    })?;
                }
                other => f.write_char(other)?,
            }
        }
        (0..open).try_for_each(|_| f.write_str("</bdi>"))
    }
}

impl askama::filters::HtmlSafe for Text {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_datum_is_isolated_cleaned_and_escaped() {
        let name = Text::datum("\u{202E}<b>هدى\u{2069} & \"Co\"");
        assert_eq!(name.to_string(), "<bdi>&lt;b&gt;هدى &amp; &quot;Co&quot;</bdi>");
        assert_eq!(name.plain(), "<b>هدى & \"Co\"");
    }

    proptest::proptest! {
        #[test]
        fn every_isolate_that_opens_is_closed(parts in proptest::collection::vec("[a\u{2066}-\u{2069}<ب]{0,8}", 0..5)) {
            let html = Text::finished(parts.concat()).to_string();
            let mut open = 0_i32;
            for (at, _) in html.match_indices('<') {
                open += match html.get(at..at + 2) { Some("</") => -1, _ => 1 };
                proptest::prop_assert!(open >= 0);
            }
            proptest::prop_assert_eq!(open, 0);
        }
    }
}
