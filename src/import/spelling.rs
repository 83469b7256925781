//! One spelling for words that differ only in writing: `ORGANIC SEARCH` and ` Organic Search ` are one source.

use super::fields::Field;
use super::limits;
use crate::domain::text;
use std::collections::{BTreeMap, HashMap};

/// Spellings that are already known, by field and folded word.
pub type Known = BTreeMap<Field, HashMap<String, String>>;

/// Counts the spellings of each field.
#[derive(Default)]
pub struct Counts(BTreeMap<Field, HashMap<String, u64>>);

impl Counts {
    /// Counts one more.
    pub fn add(&mut self, field: Field, word: &str) {
        let words = self.0.entry(field).or_default();
        if let Some(count) = words.get_mut(word) {
            *count += 1;
        } else if words.len() < limits::SPELLINGS {
            words.insert(word.to_owned(), 1);
        }
    }

    /// Settles on one spelling for each word: the known one, else the most frequent.
    #[must_use]
    pub fn settle(self, known: &Known) -> Spellings {
        let settle = |field: Field, counts: HashMap<String, u64>| {
            let mut best: HashMap<String, (u64, &str)> = HashMap::new();
            for (word, count) in &counts {
                let entry = best.entry(text::fold(word)).or_insert((0, word));
                // Of equally frequent ones any would do, but always the same.
                if (*count, std::cmp::Reverse(word.as_str())) > (entry.0, std::cmp::Reverse(entry.1)) {
                    *entry = (*count, word);
                }
            }
            let of = |word: &str| {
                let folded = text::fold(word);
                known.get(&field).and_then(|k| k.get(&folded)).cloned().unwrap_or_else(|| best[&folded].1.to_owned())
            };
            counts.keys().map(|word| (word.clone(), of(word))).filter(|(word, settled)| word != settled).collect()
        };
        Spellings(self.0.into_iter().map(|(field, counts)| (field, settle(field, counts))).collect())
    }
}

/// The settled spellings of a file.
#[derive(Default)]
pub struct Spellings(BTreeMap<Field, HashMap<String, String>>);

impl Spellings {
    /// The settled spelling of a word.
    #[must_use]
    pub fn of<'a>(&'a self, field: Field, word: &'a str) -> &'a str {
        self.0.get(&field).and_then(|words| words.get(word)).map_or(word, String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(words: &[(&str, u64)]) -> Counts {
        let mut counts = Counts::default();
        for (word, count) in words {
            (0..*count).for_each(|_| counts.add(Field::Source, word));
        }
        counts
    }

    #[test]
    fn the_most_frequent_spelling_stands_for_all() {
        let spellings = counted(&[("ORGANIC SEARCH", 2), ("Organic Search", 5), ("Email", 1)]).settle(&Known::new());
        assert_eq!(spellings.of(Field::Source, "ORGANIC SEARCH"), "Organic Search");
        assert_eq!(spellings.of(Field::Source, "Email"), "Email");
        assert_eq!(spellings.of(Field::Source, "never seen"), "never seen");
        assert_eq!(spellings.of(Field::Region, "ORGANIC SEARCH"), "ORGANIC SEARCH");
    }

    #[test]
    fn a_known_spelling_comes_first_and_ties_are_stable() {
        let known = Known::from([(Field::Source, HashMap::from([("email".to_owned(), "E-mail".to_owned())]))]);
        assert_eq!(counted(&[("EMAIL", 9), ("Email", 1)]).settle(&known).of(Field::Source, "Email"), "E-mail");
        assert_eq!(counted(&[("EMAIL", 2), ("Email", 2)]).settle(&Known::new()).of(Field::Source, "Email"), "EMAIL");
    }
}
