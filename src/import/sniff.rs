//! What a file is: its encoding, its delimiter, where its header stands. A workbook becomes the same text rows.

use super::dates;
use super::encoding;
use super::error::FileError;
use super::headers::{self, Headers};
use super::limits;
use super::numbers::{self, DecimalMark};
use super::rows::Rows;
use super::workbook;
use encoding_rs::Encoding;
use std::collections::{BTreeMap, HashSet};
use std::fs::File;
use std::io::{Read, Seek as _, SeekFrom};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

/// Rows of the sample.
const SAMPLE_ROWS: usize = 300;
/// Delimiters, in the order in which they are preferred.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// A row of the sample.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampleRow {
    /// The line on which it begins.
    pub line: u64,
    /// Its cells as they stand in the file.
    pub cells: Vec<String>,
}

/// A file of rows, ready to be read once or several times, one after the other.
pub struct Input {
    file: File,
    /// The encoding of its text.
    pub encoding: &'static Encoding,
    /// What stands between its cells.
    pub delimiter: u8,
    /// How many bytes there are to read.
    pub bytes: u64,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// Its first rows.
    pub sample: Vec<SampleRow>,
}

/// Says of the first rows of a sheet whether they are what is looked for.
pub type Fits<'a> = &'a dyn Fn(&[SampleRow]) -> bool;

impl Input {
    /// Opens a file. Of a workbook with several sheets that fit, `sheet` names the one to take.
    ///
    /// # Errors
    /// [`FileError`]: what it is not, what it exceeds, or which sheet must be asked for.
    pub fn open(path: &Path, sheet: Option<&str>, fits: Fits<'_>) -> Result<Self, FileError> {
        let mut file = File::open(path)?;
        let bytes = file.metadata()?.len();
        if bytes > limits::FILE_BYTES {
            return Err(FileError::TooLarge { bytes, limit: limits::FILE_BYTES });
        }
        let mut head = Vec::new();
        file.by_ref().take(limits::SAMPLE_BYTES as u64).read_to_end(&mut head)?;
        match head.as_slice() {
            [] => Err(FileError::Empty),
            [b'P', b'K', 3, 4, ..] => workbook::open(file, bytes, sheet, fits),
            [0xD0, 0xCF, 0x11, 0xE0, ..] => Err(FileError::OldWorkbook),
            _ => {
                let encoding = encoding::detect(&head, &mut file)?;
                let truncated = (head.len() as u64) < bytes;
                let (delimiter, sample) = delimiter(&head, encoding, truncated)?;
                Ok(Self { file, encoding, delimiter, bytes, sheet: None, sample })
            }
        }
    }

    /// A file that was made of a sheet.
    pub(super) fn of_sheet(file: File, sheet: String, sample: Vec<SampleRow>) -> Result<Self, FileError> {
        let bytes = file.metadata()?.len();
        Ok(Self { file, encoding: encoding_rs::UTF_8, delimiter: b',', bytes, sheet: Some(sheet), sample })
    }

    /// Reads its rows from the beginning; the bytes taken are added to `read`. Only one such pass runs at a time.
    ///
    /// # Errors
    /// Errors of the file system.
    pub fn rows(&self, read: Arc<AtomicU64>) -> Result<Rows<File>, FileError> {
        let mut file = self.file.try_clone()?;
        file.seek(SeekFrom::Start(0))?;
        Ok(Rows::new(file, self.encoding, self.delimiter, read))
    }

    /// The first row that fits as a header: how many rows stand before it, and its headers.
    pub fn header(&self, fits: impl Fn(&Headers) -> bool) -> Option<(usize, Headers)> {
        header(&self.sample, fits)
    }

    /// The row that looks like a header.
    #[must_use]
    pub fn likely_header(&self) -> Option<(usize, Headers)> {
        let at = likely_header(&self.sample)?;
        Some((at, Headers::new(self.sample[at].cells.iter().map(String::as_str))))
    }
}

/// The first row that fits as a header.
pub fn header(sample: &[SampleRow], fits: impl Fn(&Headers) -> bool) -> Option<(usize, Headers)> {
    sample
        .iter()
        .take(limits::HEADER_ROWS)
        .map(|row| Headers::new(row.cells.iter().map(String::as_str)))
        .enumerate()
        .find(|(_, headers)| fits(headers))
}

/// The row that looks like a header: as wide as most rows, words in it, none twice.
#[must_use]
pub fn likely_header(sample: &[SampleRow]) -> Option<usize> {
    let filled = |row: &SampleRow| row.cells.iter().filter(|c| !c.trim().is_empty()).count();
    let width = modal(sample.iter().map(filled))?;
    sample
        .iter()
        .take(limits::HEADER_ROWS)
        .position(|row| filled(row) * 10 >= width * 6 && reads_like_a_header(&row.cells))
        .or_else(|| (!sample.is_empty()).then_some(0))
}

/// The most frequent of some numbers, the greatest of several.
fn modal(numbers: impl Iterator<Item = usize>) -> Option<usize> {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for n in numbers {
        *counts.entry(n).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(n, count)| (*count, *n)).map(|(n, _)| n)
}

fn reads_like_a_header(cells: &[String]) -> bool {
    let words: Vec<String> = cells.iter().map(|c| headers::fold(c)).filter(|c| !c.is_empty()).collect();
    let distinct: HashSet<&String> = words.iter().collect();
    let value = |cell: &&String| {
        numbers::parse(cell, DecimalMark::Open).is_some()
            || !matches!(dates::parse(cell, None), Err(dates::DateError::Unreadable))
    };
    let values = cells.iter().filter(|c| !c.trim().is_empty()).filter(value).count();
    !words.is_empty() && distinct.len() * 10 >= words.len() * 9 && values * 5 <= words.len()
}

/// Tells the delimiter: the one that cuts most rows into equally many cells, under something that reads like a header.
fn delimiter(head: &[u8], encoding: &'static Encoding, truncated: bool) -> Result<(u8, Vec<SampleRow>), FileError> {
    let mut best: Option<(u64, u8, Vec<SampleRow>)> = None;
    for delimiter in DELIMITERS {
        let sample = sample(head, encoding, delimiter, truncated);
        let score = score(&sample);
        if best.as_ref().is_none_or(|(most, _, _)| score > *most) {
            best = Some((score, delimiter, sample));
        }
    }
    let (_, delimiter, sample) = best.unwrap_or((0, b',', Vec::new()));
    if sample.is_empty() { Err(FileError::Empty) } else { Ok((delimiter, sample)) }
}

fn score(sample: &[SampleRow]) -> u64 {
    let Some(width) = modal(sample.iter().map(|row| row.cells.len()).filter(|n| *n > 1)) else { return 0 };
    let rows = sample.iter().filter(|row| row.cells.len() == width).count() as u64;
    let header = sample.iter().find(|row| row.cells.len() == width).is_some_and(|row| reads_like_a_header(&row.cells));
    let share = rows * 1000 / sample.len() as u64;
    share * share * width.min(20) as u64 * if header { 2 } else { 1 }
}

/// The first rows of a file; a row that the sample cuts off, or that does not end, is left out.
fn sample(head: &[u8], encoding: &'static Encoding, delimiter: u8, truncated: bool) -> Vec<SampleRow> {
    let mut rows = Rows::new(head, encoding, delimiter, Arc::default());
    let mut sample = Vec::new();
    while let (true, Ok(Some(line))) = (sample.len() <= SAMPLE_ROWS, rows.advance()) {
        sample.push(SampleRow { line, cells: rows.cells().iter().map(ToOwned::to_owned).collect() });
    }
    if (truncated || sample.len() > SAMPLE_ROWS) && sample.len() > 1 {
        sample.pop();
    }
    sample
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> (char, Option<usize>) {
        let (delimiter, sample) = delimiter(text.as_bytes(), encoding_rs::UTF_8, false).unwrap();
        (char::from(delimiter), likely_header(&sample))
    }

    #[test]
    fn delimiters_and_headers_are_told() {
        for (text, expected) in [
            ("a,b,c\n1,2,3\n4,5,6\n", (',', Some(0))),
            ("Tag;Kosten;Klicks\n1.2.24;1,5;2,5\n2.2.24;3,5;4,5\n", (';', Some(0))),
            (
                "Report\nJan 1, 2024 - Mar 31, 2024\nDay\tCost\tImpr.\n2024-01-01\t1,217.53\t12,345\n2024-01-02\t1,9.5\t12,345\n",
                ('\t', Some(2)),
            ),
            ("email\na@b.example\nc@d.example\n", (',', Some(0))),
            ("sep=;\nid;name\n1;Acme\n2;Best\n", (';', Some(1))),
            ("رقم;الاسم\n1;أ, ب\n2;ج, د\n", (';', Some(0))),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }

    #[test]
    fn files_that_hold_nothing_are_told() {
        let open = |bytes: &[u8]| {
            let file = tempfile::NamedTempFile::new().unwrap();
            std::fs::write(file.path(), bytes).unwrap();
            Input::open(file.path(), None, &|_| true).map(|_| ()).unwrap_err().key()
        };
        assert_eq!(open(b""), "empty");
        assert_eq!(open(b"\n\n\n"), "empty");
        assert_eq!(open(&[0xD0, 0xCF, 0x11, 0xE0, 1]), "old_workbook");
        assert_eq!(open(&(0..=255).collect::<Vec<u8>>().repeat(9)), "binary");
        assert_eq!(open(b"PK\x03\x04nonsense"), "workbook");
    }
}
