//! The rows of a text file, one at a time, each with the line on which it begins.

use super::encoding::Decoding;
use super::error::FileError;
use super::limits;
use csv::StringRecord;
use encoding_rs::Encoding;
use std::io::Read;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The rows of a file.
pub struct Rows<R> {
    csv: csv::Reader<Guard<Decoding<R>>>,
    record: StringRecord,
    since: Arc<AtomicU64>,
    begins: u64,
    count: u64,
}

impl<R: Read> Rows<R> {
    /// Reads rows from `source`; the bytes taken from it are added to `read`.
    pub fn new(source: R, encoding: &'static Encoding, delimiter: u8, read: Arc<AtomicU64>) -> Self {
        let since = Arc::new(AtomicU64::new(0));
        let guard = Guard { inner: Decoding::new(source, encoding, read), since: Arc::clone(&since) };
        let csv = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .buffer_capacity(64 << 10)
            .from_reader(guard);
        Self { csv, record: StringRecord::new(), since, begins: 1, count: 0 }
    }

    /// Goes to the next row and gives the line on which it begins; none at the end.
    ///
    /// # Errors
    /// Errors of reading, and the caps on rows, columns and the length of a row.
    pub fn advance(&mut self) -> Result<Option<u64>, FileError> {
        match self.csv.read_record(&mut self.record) {
            Ok(true) => {}
            Ok(false) => return Ok(None),
            Err(_) if self.since.load(Ordering::Relaxed) > limits::ROW_BYTES => {
                return Err(FileError::RowTooLong { line: self.begins });
            }
            Err(error) => return Err(FileError::Io(std::io::Error::other(error))),
        }
        self.since.store(0, Ordering::Relaxed);
        self.count += 1;
        if self.count > limits::ROWS {
            return Err(FileError::TooManyRows { limit: limits::ROWS });
        }
        if self.record.len() > limits::COLUMNS {
            return Err(FileError::TooManyColumns { limit: limits::COLUMNS });
        }
        // Empty lines before a row are passed over by the parser, so the line is counted back from the row's end.
        let ends = self.csv.position().line();
        let inside = self.record.as_slice().bytes().filter(|b| *b == b'\n').count() as u64;
        self.begins = ends;
        Ok(Some(ends.saturating_sub(1 + inside)))
    }

    /// The cells of the row that [`Self::advance`] went to.
    #[must_use]
    pub const fn cells(&self) -> &StringRecord {
        &self.record
    }
}

/// Stops reading when a row does not end, so that memory stays bounded.
struct Guard<R> {
    inner: R,
    since: Arc<AtomicU64>,
}

impl<R: Read> Read for Guard<R> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        if self.since.load(Ordering::Relaxed) > limits::ROW_BYTES {
            return Err(std::io::Error::other("the row does not end"));
        }
        let n = self.inner.read(out)?;
        self.since.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<(u64, Vec<String>)> {
        let mut rows = Rows::new(text.as_bytes(), encoding_rs::UTF_8, b',', Arc::default());
        let mut all = Vec::new();
        while let Some(line) = rows.advance().unwrap() {
            all.push((line, rows.cells().iter().map(ToOwned::to_owned).collect()));
        }
        all
    }

    #[test]
    fn lines_are_those_of_the_file() {
        let text = "a,b\r\n\r\n\r\n1,\"two\r\nlines\"\r\n2,x\r\n\r\n3,\"y\"";
        let lines: Vec<u64> = rows(text).iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [1, 4, 6, 8]);
    }

    #[test]
    fn quotes_newlines_and_ragged_rows_are_read() {
        let all = rows("a,b\n\"say \"\"hi\"\"\",\"x,\ny\"\n1\n1,2,3\n5\" pipe,x\n");
        let cells: Vec<&[String]> = all.iter().map(|(_, cells)| cells.as_slice()).collect();
        assert_eq!(cells[1], ["say \"hi\"", "x,\ny"]);
        assert_eq!(cells[2], ["1"]);
        assert_eq!(cells[3], ["1", "2", "3"]);
        assert_eq!(cells[4], ["5\" pipe", "x"]);
    }

    #[test]
    fn a_quote_that_is_never_closed_does_not_fill_the_memory() {
        let text = format!("a,b\n1,2\n3,\"never closed\n{}", "x,y\n".repeat(3_000_000));
        let mut rows = Rows::new(text.as_bytes(), encoding_rs::UTF_8, b',', Arc::default());
        let error = loop {
            match rows.advance() {
                Ok(Some(_)) => {}
                Ok(None) => panic!("it has no end"),
                Err(error) => break error,
            }
        };
        assert!(matches!(error, FileError::RowTooLong { line: 3 }), "{error}");
    }

    #[test]
    fn too_many_columns_are_refused() {
        let text = ",".repeat(limits::COLUMNS + 1);
        let mut rows = Rows::new(text.as_bytes(), encoding_rs::UTF_8, b',', Arc::default());
        assert!(matches!(rows.advance(), Err(FileError::TooManyColumns { .. })));
    }
}
