//! The same rows as a workbook, its headings in the reader's language.

use super::flat::{COLUMNS, FlatRow};
use crate::i18n::Words;
use rust_xlsxwriter::{Format, Workbook, XlsxError};

/// The rows as a workbook.
///
/// # Errors
/// Errors of writing.
pub fn workbook(w: Words, name: &str, rows: &[FlatRow]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name(name)?.set_right_to_left(w.rtl());
    let bold = Format::new().set_bold();
    for (at, key) in (0_u16..).zip(COLUMNS) {
        sheet.write_string_with_format(0, at, w.t(&format!("file-{key}")).plain(), &bold)?;
    }
    for (line, row) in (1_u32..).zip(rows) {
        sheet.write_string(line, 0, &row.figure)?;
        for (at, number) in (1_u16..).zip(row.numbers) {
            if let Some(number) = number {
                sheet.write_number(line, at, number)?;
            }
        }
        sheet.write_string(line, 7, &row.unit)?;
        sheet.write_string(line, 8, &row.currency)?;
        let reason = w.find(&format!("reason-{}", row.reason.replace('_', "-")));
        sheet.write_string(line, 9, reason.map(|reason| reason.plain()).unwrap_or_default())?;
    }
    sheet.set_column_width(0, 48)?.set_freeze_panes(1, 1)?;
    book.save_to_buffer()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::person::Language;

    #[test]
    fn a_workbook_is_written_in_both_languages() {
        let row = FlatRow { figure: "=rate".to_owned(), numbers: [Some(0.5); 6], ..FlatRow::default() };
        for language in [Language::En, Language::Ar] {
            let bytes = workbook(Words::new(language, chrono_tz::UTC), "overview", std::slice::from_ref(&row)).unwrap();
            assert!(bytes.starts_with(b"PK"));
        }
    }
}
