//! The refused rows as a CSV that can be put right and imported again.

use super::headers;
use super::numbers;
use super::read::Parsed;
use std::borrow::Cow;
use std::io::Write;

/// Writes refused rows: the columns of their file, and one with the reasons.
pub struct Rejects<W: Write> {
    csv: csv::Writer<W>,
    pending: Option<(u64, Vec<String>, Vec<String>)>,
    width: usize,
    rows: u64,
}

impl<W: Write> Rejects<W> {
    /// Begins a file with the headers of the rows and the name of the column with the reasons.
    ///
    /// # Errors
    /// Errors of writing.
    pub fn new(mut out: W, headers: &[String], reason_header: &str) -> std::io::Result<Self> {
        // Spreadsheets take a CSV for UTF-8 only by its BOM.
        out.write_all("\u{FEFF}".as_bytes())?;
        let mut csv = csv::WriterBuilder::new().flexible(true).from_writer(out);
        csv.write_record(
            headers.iter().map(String::as_str).chain([reason_header]).map(neutral).map(std::borrow::Cow::into_owned),
        )?;
        Ok(Self { csv, pending: None, width: headers.len(), rows: 0 })
    }

    /// Writes a refused row with its reasons in words. A row that several tables refuse is written once.
    ///
    /// # Errors
    /// Errors of writing.
    pub fn push(&mut self, row: &Parsed, reason: &str) -> std::io::Result<()> {
        if let Some((line, _, reasons)) = &mut self.pending
            && *line == row.line
        {
            if !reasons.iter().any(|known| known == reason) {
                reasons.push(reason.to_owned());
            }
            return Ok(());
        }
        self.flush_row()?;
        let cells = row.raw.iter().map(|(_, cell)| cell.clone()).collect();
        self.pending = Some((row.line, cells, vec![reason.to_owned()]));
        Ok(())
    }

    fn flush_row(&mut self) -> std::io::Result<()> {
        let Some((_, mut cells, reasons)) = self.pending.take() else { return Ok(()) };
        // Cells beyond the headers stand behind the reason, where they were too many before.
        let extra = cells.split_off(cells.len().min(self.width));
        cells.resize(self.width, String::new());
        cells.push(reasons.join(" · "));
        cells.extend(extra);
        self.rows += 1;
        self.csv.write_record(cells.iter().map(|cell| neutral(cell).into_owned()))?;
        Ok(())
    }

    /// Ends the file; gives back the writer and the number of rows.
    ///
    /// # Errors
    /// Errors of writing.
    pub fn finish(mut self) -> std::io::Result<(W, u64)> {
        self.flush_row()?;
        let rows = self.rows;
        let out = self.csv.into_inner().map_err(csv::IntoInnerError::into_error)?;
        Ok((out, rows))
    }
}

/// A cell that no spreadsheet takes for a formula: text that looks like one gets an apostrophe, a number never.
#[must_use]
pub fn neutral(cell: &str) -> Cow<'_, str> {
    if headers::is_formula(cell) && !numbers::is_number(cell) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::error::{Reason, RowError};

    fn parsed(line: u64, cells: &[&str]) -> Parsed {
        let raw = cells.iter().map(|c| (String::new(), (*c).to_owned())).collect();
        Parsed { line, table: 0, record: Err(vec![RowError::row(Reason::NoIdentity, "")]), raw }
    }

    #[test]
    fn rows_come_back_with_reasons_and_without_formulas() {
        let headers = ["id".to_owned(), "=name".to_owned()];
        let mut rejects = Rejects::new(Vec::new(), &headers, "سبب الرفض").unwrap();
        rejects.push(&parsed(2, &["-5", "=HYPERLINK(\"x\")"]), "first").unwrap();
        rejects.push(&parsed(2, &["-5", "=HYPERLINK(\"x\")"]), "second").unwrap();
        rejects.push(&parsed(3, &["+966501234567", "@x", "too much"]), "third").unwrap();
        rejects.push(&parsed(4, &["-1,234.50"]), "fourth").unwrap();
        let (out, rows) = rejects.finish().unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(rows, 3);
        assert_eq!(
            text,
            "\u{FEFF}id,'=name,سبب الرفض\n-5,\"'=HYPERLINK(\"\"x\"\")\",first · second\n+966501234567,'@x,third,too much\n\"-1,234.50\",,fourth\n"
        );
    }

    proptest::proptest! {
        #[test]
        fn a_cell_comes_back_as_it_went(cell in "[=+@a-z0-9-]{0,12}") {
            let stored = headers::clean(&cell).into_owned();
            let written = neutral(&stored).into_owned();
            proptest::prop_assert_eq!(headers::clean(&written).into_owned(), stored);
            proptest::prop_assert!(!headers::is_formula(&written) || numbers::is_number(&written));
        }
    }
}
