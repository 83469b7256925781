//! What is left of a person who was erased, and how mentions of him are found.

use super::text;
use hmac::{Hmac, KeyInit as _, Mac as _};
use regex::Regex;
use serde_json::Value;
use sha2::Sha256;

/// What stands where a mention was.
pub const REMOVED: &str = "█████";
/// Columns of free text: in rows about the person a first name alone is a mention there.
pub const FREE_TEXT: [&str; 12] =
    ["body", "comment", "detail", "lost_reason", "message", "name", "note", "notes", "reason", "subject", "text", "title"];
/// What identifies a lead's person, in the columns of `leads` and in what is remembered of them.
pub const IDENTITY: [&str; 9] =
    ["email", "email_key", "phone", "phone_key", "first_name", "last_name", "company", "domain", "raw"];
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

impl Names {
    /// Takes in what remembered leads are called, wherever in a value one stands: it has the columns of a lead.
    pub fn learn(&mut self, value: &Value) {
        match value {
            Value::Object(map) if map.contains_key("email_key") && map.contains_key("phone_key") => {
                let text = |key: &str| map.get(key).and_then(Value::as_str).map(str::to_owned);
                self.emails.extend(text("email_key"));
                self.phones.extend([text("phone"), text("phone_key")].into_iter().flatten());
                self.full.push((text("first_name"), text("last_name")));
            }
            Value::Object(map) => map.values().for_each(|value| self.learn(value)),
            Value::Array(items) => items.iter().for_each(|value| self.learn(value)),
            _ => {}
        }
    }
}

/// Whose text it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// Somebody else's, or nobody's: only what is the person's alone is a mention.
    Anybody,
    /// A row about the person: what identifies him goes whole.
    Person,
    /// Free text about the person: a first name is a mention.
    FreeText,
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

    /// Takes mentions out of all texts of a value. Gives whether any was there.
    pub fn remove(&self, value: &mut Value, about: About) -> bool {
        match value {
            Value::String(text) => {
                let regex = if about == About::FreeText { &self.wide } else { &self.narrow };
                let Some(regex) = regex else { return false };
                let clean = regex.replace_all(text, REMOVED).into_owned();
                let changed = clean != *text;
                *text = clean;
                changed
            }
            // Each is cleaned, whatever the others brought.
            Value::Array(items) => items.iter_mut().filter_map(|item| self.remove(item, about).then_some(())).count() > 0,
            Value::Object(map) => {
                map.iter_mut().filter_map(|(key, item)| self.remove_field(key, item, about).then_some(())).count() > 0
            }
            _ => false,
        }
    }
}

impl Mentions {
    fn remove_field(&self, key: &str, item: &mut Value, about: About) -> bool {
        if about != About::Anybody && IDENTITY.contains(&key) {
            let changed = !item.is_null();
            *item = Value::Null;
            return changed;
        }
        let free = about != About::Anybody && FREE_TEXT.contains(&key);
        self.remove(item, if free { About::FreeText } else { about })
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

    fn cleaned(text: &str, about: About) -> String {
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
        assert_eq!(cleaned("Ask HUDA@alwaha.example, tel 966-50-1234567.", About::Anybody), "Ask █████, tel █████.");
        assert_eq!(cleaned("Order of Saleh, Huda for 12", About::Person), "Order of █████ for 12");
        assert_eq!(cleaned("Huda will call", About::Anybody), "Huda will call");
        assert_eq!(cleaned("Huda will call, not Hudaibah", About::FreeText), "█████ will call, not Hudaibah");
    }

    #[test]
    fn only_texts_of_a_json_change() {
        let mut value = json!({"phone": 966_501_234_567_i64, "notes": ["Huda Saleh", "966501234567"], "n": null});
        assert!(huda().remove(&mut value, About::Anybody));
        assert_eq!(value, json!({"phone": 966_501_234_567_i64, "notes": [REMOVED, REMOVED], "n": null}));
    }

    #[test]
    fn a_remembered_lead_is_learnt_from_and_blanked() {
        let lead = json!({"email_key": "old@alwaha.example", "phone_key": null, "first_name": "Hoda", "last_name": "Saleh",
                          "region": "MENA", "reason": "Hoda asked"});
        let mut kept = json!({"loser": lead, "moved": [1]});
        let mut names = Names::default();
        names.learn(&kept);
        assert_eq!(names.emails, ["old@alwaha.example"]);
        assert!(Mentions::of(&names).remove(&mut kept, About::Person));
        let left = json!({"email_key": null, "phone_key": null, "first_name": null, "last_name": null, "region": "MENA",
                          "reason": "█████ asked"});
        assert_eq!(kept, json!({"loser": left, "moved": [1]}));
    }

    proptest::proptest! {
        #[test]
        fn nothing_of_a_person_is_left_in_any_text(
            first in "[A-Zهدص][a-zêاحلن]{2,8}", last in "[A-Zس][a-zّا]{3,8}", digits in "[1-9][0-9]{9,12}",
            before in "[ -~]{0,20}", between in "[ ().-]{0,2}", after in "[ -~]{0,20}", upper: bool,
        ) {
            let email = format!("{}@{}.example", first.to_lowercase(), last.to_lowercase());
            let names = Names {
                emails: vec![email.clone()],
                phones: vec![format!("+{digits}")],
                full: vec![(Some(first.clone()), Some(last.clone()))],
            };
            let phone = digits.chars().map(String::from).collect::<Vec<_>>().join(&between);
            let shown = if upper { email.to_uppercase() } else { email.clone() };
            let mut value = json!({"n": [format!("{before} {shown} | {phone} | {first}  {last} | {last}, {first} {after}")]});
            proptest::prop_assert!(Mentions::of(&names).remove(&mut value, About::Anybody));
            let left = value.to_string().to_lowercase();
            proptest::prop_assert!(!left.contains(&email), "{left}");
            proptest::prop_assert!(!left.contains(&phone), "{left}");
            proptest::prop_assert!(!left.contains(&format!("{first}  {last}").to_lowercase()), "{left}");
            proptest::prop_assert!(!left.contains(&format!("{last}, {first}").to_lowercase()), "{left}");
        }
    }

    #[test]
    fn nobody_is_mentioned_by_nothing() {
        let nobody = Mentions::of(&Names::default());
        assert_eq!(nobody.pattern(), None);
        assert!(!nobody.remove(&mut json!("anything"), About::FreeText));
    }
}
