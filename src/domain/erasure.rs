//! What is left of a person who was erased, and how mentions of him are found.

use super::text;
use hmac::{Hmac, KeyInit as _, Mac as _};
use regex::Regex;
use serde_json::Value;
use sha2::Sha256;

/// What stands where a mention was.
pub const REMOVED: &str = "█████";
/// Columns of free text: in rows about the person a first name alone is a mention there.
pub const FREE_TEXT: [&str; 13] = [
    "body",
    "comment",
    "detail",
    "lost_reason",
    "message",
    "name",
    "note",
    "notes",
    "outcome",
    "reason",
    "subject",
    "text",
    "title",
];
/// A name shorter than this would be found everywhere.
const SHORTEST_NAME: usize = 5;
/// So many digits make a phone number.
const SHORTEST_PHONE: usize = 7;

/// Something by which files know a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trace<'a> {
    /// A folded e-mail address.
    Email(&'a str),
    /// A folded phone number.
    Phone(&'a str),
    /// An id in a source: the source, the kind of reference, the id.
    Id(i16, &'a str, &'a str),
}

/// The key of this installation's traces.
#[derive(Clone)]
pub struct Secret(Vec<u8>);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}

impl Secret {
    /// From its bytes.
    #[must_use]
    pub const fn new(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// What is kept of a trace: nobody who lacks the secret can try addresses against it.
    #[must_use]
    pub fn key(&self, trace: Trace<'_>) -> Vec<u8> {
        let text = match trace {
            Trace::Email(email) => format!("email\0{email}"),
            Trace::Phone(phone) => format!("phone\0{phone}"),
            Trace::Id(source, kind, id) => format!("id\0{source}\0{kind}\0{id}"),
        };
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).unwrap_or_else(|_| unreachable!("a key of any length will do"));
        mac.update(text.as_bytes());
        mac.finalize().into_bytes().to_vec()
    }
}

/// What a person is called in texts.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// E-mail addresses, also former ones.
    pub emails: Vec<String>,
    /// Phone numbers, as written and folded.
    pub phones: Vec<String>,
    /// First and last names, in pairs.
    pub full: Vec<(Option<String>, Option<String>)>,
}

/// Finds and takes out mentions of a person.
#[derive(Clone, Debug)]
pub struct Mentions {
    anywhere: String,
    narrow: Option<Regex>,
    wide: Option<Regex>,
}

impl Mentions {
    /// Mentions by these names.
    #[must_use]
    pub fn of(names: &Names) -> Self {
        let mut anywhere: Vec<String> = names.emails.iter().map(|email| regex::escape(email)).collect();
        anywhere.extend(names.phones.iter().filter_map(|phone| digits(phone)));
        let mut alone = Vec::new();
        for (first, last) in &names.full {
            let parts: Vec<&str> = [first, last].into_iter().flatten().map(String::as_str).collect();
            if let [first, last] = parts[..] {
                for name in [format!("{first} {last}"), format!("{last} {first}"), format!("{last}, {first}")] {
                    anywhere.extend([&name, &text::fold(&name)].into_iter().filter_map(|name| full(name)));
                }
            } else {
                anywhere.extend(parts.iter().filter(|name| name.contains(' ')).filter_map(|name| full(name)));
            }
            alone
                .extend(parts.iter().filter(|name| name.chars().count() > 1).map(|name| format!(r"\b{}\b", regex::escape(name))));
        }
        anywhere.sort_by_key(|pattern| std::cmp::Reverse(pattern.len()));
        anywhere.dedup();
        let anywhere = anywhere.join("|");
        alone.extend((!anywhere.is_empty()).then(|| anywhere.clone()));
        alone.sort_by_key(|pattern| std::cmp::Reverse(pattern.len()));
        let regex = |pattern: &str| (!pattern.is_empty()).then(|| Regex::new(&format!("(?i){pattern}")).ok()).flatten();
        Self { narrow: regex(&anywhere), wide: regex(&alone.join("|")), anywhere }
    }

    /// The expression that finds rows with a mention, for a database to look; none where nothing could be found.
    #[must_use]
    pub fn pattern(&self) -> Option<&str> {
        (!self.anywhere.is_empty()).then_some(self.anywhere.as_str())
    }

    /// Takes mentions out of all texts of a value; `about` says that it is free text about the person. Gives whether any was there.
    pub fn remove(&self, value: &mut Value, about: bool) -> bool {
        match value {
            Value::String(text) => {
                let regex = if about { &self.wide } else { &self.narrow };
                let Some(regex) = regex else { return false };
                let clean = regex.replace_all(text, REMOVED).into_owned();
                let changed = clean != *text;
                *text = clean;
                changed
            }
            Value::Array(items) => items.iter_mut().fold(false, |changed, item| self.remove(item, about) || changed),
            Value::Object(map) => map.values_mut().fold(false, |changed, item| self.remove(item, about) || changed),
            _ => false,
        }
    }
}

fn full(name: &str) -> Option<String> {
    let words: Vec<String> = name.split_whitespace().map(regex::escape).collect();
    (name.chars().count() >= SHORTEST_NAME).then(|| words.join(r"\s+"))
}

/// The digits of a number in any notation.
fn digits(phone: &str) -> Option<String> {
    let digits: Vec<String> = text::western_digits(phone).chars().filter(char::is_ascii_digit).map(String::from).collect();
    (digits.len() >= SHORTEST_PHONE).then(|| digits.join(r"[ ().\-]*"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn huda() -> Mentions {
        Mentions::of(&Names {
            emails: vec!["huda@alwaha.example".to_owned()],
            phones: vec!["+966 50 123 4567".to_owned()],
            full: vec![(Some("Huda".to_owned()), Some("Saleh".to_owned()))],
        })
    }

    fn cleaned(text: &str, about: bool) -> String {
        let mut value = json!(text);
        huda().remove(&mut value, about);
        value.as_str().unwrap().to_owned()
    }

    #[test]
    fn a_trace_is_keyed_and_tells_kinds_and_sources_apart() {
        let (one, other) = (Secret::new(vec![1]), Secret::new(vec![2]));
        let trace = Trace::Email("huda@alwaha.example");
        assert_eq!(one.key(trace), one.key(trace));
        assert_ne!(one.key(trace), other.key(trace));
        assert_ne!(one.key(Trace::Id(1, "lead", "7")), one.key(Trace::Id(2, "lead", "7")));
        assert_ne!(one.key(Trace::Phone("7")), one.key(Trace::Email("7")));
    }

    #[test]
    fn mentions_go_in_any_notation_and_the_rest_stays() {
        assert_eq!(cleaned("Ask HUDA@alwaha.example, tel 966-50-1234567.", false), "Ask █████, tel █████.");
        assert_eq!(cleaned("Order of Saleh, Huda for 12", false), "Order of █████ for 12");
        assert_eq!(cleaned("Huda will call", false), "Huda will call");
        assert_eq!(cleaned("Huda will call, not Hudaibah", true), "█████ will call, not Hudaibah");
    }

    #[test]
    fn only_texts_of_a_json_change() {
        let mut value = json!({"phone": 966_501_234_567_i64, "notes": ["Huda Saleh", "966501234567"], "n": null});
        assert!(huda().remove(&mut value, false));
        assert_eq!(value, json!({"phone": 966_501_234_567_i64, "notes": [REMOVED, REMOVED], "n": null}));
    }

    #[test]
    fn nobody_is_mentioned_by_nothing() {
        let nobody = Mentions::of(&Names::default());
        assert_eq!(nobody.pattern(), None);
        assert!(!nobody.remove(&mut json!("anything"), true));
    }
}
