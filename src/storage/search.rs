//! Searching records by what a person types: any notation of letters and digits, in any order of words.

use crate::domain::text::{clean, fold, western_digits};
use sqlx::{Postgres, QueryBuilder};

/// Only records that a text finds: by the id that a source gave them, by all of its words in `columns` together, or by
/// what `more` adds with ` or `.
pub(super) fn push(
    sql: &mut QueryBuilder<Postgres>,
    text: &str,
    (id, kind): (&str, &'static str),
    columns: &[&str],
    more: impl FnOnce(&mut QueryBuilder<Postgres>),
) {
    let words = fold(text);
    if words.is_empty() {
        return;
    }
    sql.push(format!(" and ({id} in (select r.record_id from external_refs r where r.kind = ")).push_bind(kind);
    sql.push(" and r.external_id = ").push_bind(clean(text)).push(")");
    if !columns.is_empty() {
        sql.push(" or (true");
        for word in words.split(' ').take(8) {
            sql.push(format!(" and {} like ", folded(columns))).push_bind(format!("%{}%", like(word)));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phone_is_searched_by_its_digits_however_it_is_written() {
        for text in ["+966 (50) 123-4567", "00966501234567", "٠٠٩٦٦٥٠١٢٣٤٥٦٧"] {
            assert_eq!(phone_digits(text).as_deref(), Some("966501234567"), "{text}");
        }
        assert_eq!(phone_digits("050 123").as_deref(), Some("50123"));
        assert_eq!((phone_digits("Acme 2000"), phone_digits("12")), (None, None));
    }

    #[test]
    fn a_search_for_a_percent_sign_is_no_pattern() {
        assert_eq!(like("50%_\\"), "50\\%\\_\\\\");
    }
}
