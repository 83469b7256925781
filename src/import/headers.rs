//! Headers and cells as people write them: what differs only in writing is the same.

use crate::domain::text;
use std::borrow::Cow;
use std::collections::HashMap;

/// A header as it is compared: without case, spaces, underscores, stars, BOM, bidi marks and tashkeel.
#[must_use]
pub fn fold(header: &str) -> String {
    text::fold(header).chars().filter(|c| !c.is_whitespace() && !matches!(c, '_' | '*' | '\'' | '"')).collect()
}

/// The headers of a file, by which columns are found.
#[derive(Clone, Debug, Default)]
pub struct Headers {
    names: Vec<String>,
    places: HashMap<String, usize>,
}

impl Headers {
    /// The headers of a row. Where one stands twice, the first is found.
    #[must_use]
    pub fn new<'a>(cells: impl IntoIterator<Item = &'a str>) -> Self {
        let mut headers = Self::default();
        for (at, cell) in cells.into_iter().enumerate() {
            let key = fold(cell);
            headers.names.push(clean(cell).into_owned());
            if !key.is_empty() {
                headers.places.entry(key).or_insert(at);
            }
        }
        while headers.names.last().is_some_and(String::is_empty) {
            headers.names.pop();
        }
        headers
    }

    /// As they were read, cleaned.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The place of a header. `{currency}` in `name` stands for a code of three letters, which is given back.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<(usize, Option<String>)> {
        let key = fold(name);
        let Some((before, after)) = key.split_once("{currency}") else {
            return self.places.get(&key).map(|at| (*at, None));
        };
        self.places.iter().find_map(|(header, at)| {
            let code = header.strip_prefix(before)?.strip_suffix(after)?;
            (code.len() == 3 && code.bytes().all(|b| b.is_ascii_lowercase())).then(|| (*at, Some(code.to_uppercase())))
        })
    }

    /// Whether a header is there.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }
}

/// A cell without marks, control characters and outer space; the apostrophe that our own exports put before a text that
/// looks like a formula is taken off again.
#[must_use]
pub fn clean(cell: &str) -> Cow<'_, str> {
    let plain = |b: u8| b > b' ' && b < 0x7f;
    let bytes = cell.as_bytes();
    let tidy = bytes.iter().all(|b| plain(*b) || *b == b' ')
        && bytes.first() != Some(&b' ')
        && bytes.last() != Some(&b' ')
        && !bytes.windows(2).any(|pair| pair == b"  ");
    let text = if tidy { Cow::Borrowed(cell) } else { Cow::Owned(text::clean(cell)) };
    match text {
        Cow::Borrowed(t) => Cow::Borrowed(without_apostrophe(t)),
        Cow::Owned(t) if without_apostrophe(&t).len() < t.len() => Cow::Owned(t[1..].to_owned()),
        owned @ Cow::Owned(_) => owned,
    }
}

/// The text that a neutralised cell stands for.
fn without_apostrophe(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if is_formula(rest) => rest,
        _ => cell,
    }
}

/// Whether a spreadsheet would take a cell for a formula.
#[must_use]
pub fn is_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// Whether a cell says nothing: empty, or one of the marks that reports print for it.
#[must_use]
pub fn is_blank(cell: &str) -> bool {
    matches!(cell, "" | "-" | "--" | "—" | "–" | "(blank)" | "NULL" | "null" | "#N/A")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_match_in_any_writing() {
        let headers =
            Headers::new(["\u{FEFF}External_ID *", "\u{200F}تاريخ الإنشاء\u{200E}", "Amount spent (USD)", "", "E Mail", ""]);
        assert_eq!(headers.find("external id"), Some((0, None)));
        assert_eq!(headers.find("تاريخ الانشاء"), Some((1, None)));
        assert_eq!(headers.find("Amount spent ({currency})"), Some((2, Some("USD".into()))));
        assert_eq!(headers.find("email"), Some((4, None)));
        assert_eq!(headers.find(""), None);
        assert_eq!(headers.names().len(), 5, "trailing empty headers fall away");
        assert!(!headers.has("Amount spent"));
        assert_eq!(Headers::new(["Amount spent (dollars)"]).find("Amount spent ({currency})"), None);
    }

    #[test]
    fn the_first_of_two_equal_headers_counts() {
        assert_eq!(Headers::new(["Name", "name"]).find("NAME"), Some((0, None)));
    }

    #[test]
    fn cells_are_cleaned_and_neutralising_is_undone() {
        for (cell, text) in [
            ("plain", "plain"),
            (" Organic  Search ", "Organic Search"),
            ("\u{202B}محور\u{202C}", "محور"),
            ("a\0b", "a b"),
            ("two\nlines", "two lines"),
            ("'=1+1", "=1+1"),
            ("'+966501234567", "+966501234567"),
            ("'twas", "'twas"),
            ("\u{200F}'-x", "-x"),
            ("", ""),
        ] {
            assert_eq!(clean(cell), text, "{cell:?}");
        }
    }
}
