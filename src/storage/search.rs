//! Searching records by what a person types: any notation of letters and digits, in any order of words.

use crate::domain::text::{clean, fold, western_digits};
use sqlx::{Postgres, QueryBuilder};

/// Where words are looked for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Within<'a> {
    /// Nowhere: only ids find something.
    Ids,
    /// In these columns together.
    Columns(&'a [&'a str]),
    /// In a column that is stored folded and has an index of its letters.
    Folded(&'a str),
}

/// Only records that a text finds: by the id that a source gave them, by all of its words `within` columns, or by what
/// `more` adds with ` or `.
pub(super) fn push(
    sql: &mut QueryBuilder<Postgres>,
    text: &str,
    (id, kind): (&str, &'static str),
    within: Within<'_>,
    more: impl FnOnce(&mut QueryBuilder<Postgres>),
) {
    let words = fold(text);
    if words.is_empty() {
        return;
    }
    // An array of the few, so that its index and those of the words can be read together.
    sql.push(format!(
        " and ({id} = any (array(select r.record_id from sources o join external_refs r on r.source_id = o.id and r.kind = "
    ));
    sql.push_bind(kind).push(" and r.external_id = ").push_bind(clean(text)).push("))");
    if !matches!(within, Within::Ids) {
        sql.push(" or (true");
        let words: Vec<&str> = words.split(' ').take(8).collect();
        match within {
            Within::Columns(columns) => {
                for word in words {
                    sql.push(format!(" and {} like ", folded(columns))).push_bind(format!("%{}%", like(word)));
                }
            }
            Within::Folded(column) => push_words(sql, column, &words),
            Within::Ids => {}
        }
        sql.push(")");
    }
    more(sql);
    sql.push(")");
}

/// The same folding as `domain::text::fold`; what is stored has no invisible marks.
fn folded(columns: &[&str]) -> String {
    format!(
        "translate(lower(concat_ws(' ', {})),
    'أإآٱةىیک٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹ـ\u{64B}\u{64C}\u{64D}\u{64E}\u{64F}\u{650}\u{651}\u{652}\u{670}', 'ااااهييك01234567890123456789')",
        columns.join(", ")
    )
}

/// Letters without which the index of letters finds nothing: it knows them by threes.
const INDEXED: usize = 3;

/// Only where a folded column has folded words: as they are written, which is the cheaper look at a row, and by the index of
/// its letters, which would be no help for a shorter word.
pub(super) fn push_words(sql: &mut QueryBuilder<Postgres>, column: &str, words: &[&str]) {
    let pattern = |word: &str| format!("%{}%", like(word));
    for word in words {
        sql.push(format!(" and {column} like ")).push_bind(pattern(word));
    }
    for word in words.iter().filter(|word| word.chars().count() >= INDEXED) {
        sql.push(format!(" and mihwar_letters({column}) like mihwar_letters(")).push_bind(pattern(word)).push(")");
    }
}

/// A word with nothing special in it for `like`.
fn like(word: &str) -> String {
    word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}

/// The digits of a text that looks like a phone number, without the zeros that stand for going abroad or for the country.
pub(super) fn phone_digits(text: &str) -> Option<String> {
    let text = western_digits(&clean(text));
    let plain = text.chars().all(|c| c.is_ascii_digit() || " +-()./".contains(c));
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_start_matches('0');
    (plain && digits.len() >= 4).then(|| digits.to_owned())
}

/// The end of a phone number that is the same with its country and without: nine digits of most national numbers.
pub(super) fn national_end(text: &str) -> Option<String> {
    const DIGITS: usize = 9;
    let digits = phone_digits(text)?;
    digits.len().checked_sub(DIGITS).map(|from| digits[from..].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phone_is_searched_by_its_digits_however_it_is_written() {
        for text in ["+966 (50) 123-4567", "00966501234567", "٠٠٩٦٦٥٠١٢٣٤٥٦٧"] {
            assert_eq!(phone_digits(text).as_deref(), Some("966501234567"), "{text}");
        }
        assert_eq!(phone_digits("050 123").as_deref(), Some("50123"));
        for text in ["+966 50 123 4567", "0501234567", "٠٥٠-١٢٣-٤٥٦٧"] {
            assert_eq!(national_end(text).as_deref(), Some("501234567"), "{text}");
        }
        assert_eq!(national_end("050 123"), None);
        assert_eq!((phone_digits("Acme 2000"), phone_digits("12")), (None, None));
    }

    #[test]
    fn a_search_for_a_percent_sign_is_no_pattern() {
        assert_eq!(like("50%_\\"), "50\\%\\_\\\\");
    }
}
