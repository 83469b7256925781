//! The sheets of an .xlsx workbook as text rows, so that everything after reads one kind of file.

use super::error::{FileError, Question};
use super::limits;
use super::sniff::{Fits, Input, SampleRow};
use calamine::{DataRef, Reader as _, Xlsx, XlsxError};
use std::fs::File;
use std::io::{BufReader, Read as _, Seek as _, SeekFrom};

/// Rows of a sheet in which a header is looked for.
const SAMPLE_ROWS: u32 = 300;

type Book = Xlsx<BufReader<File>>;

/// Opens a workbook and turns the sheet that fits into text rows in a file of its own, which nobody else sees and which
/// goes when it is closed.
pub(super) fn open(mut file: File, bytes: u64, sheet: Option<&str>, fits: Fits<'_>) -> Result<Input, FileError> {
    if bytes > limits::WORKBOOK_BYTES {
        return Err(FileError::TooLarge { bytes, limit: limits::WORKBOOK_BYTES });
    }
    check_unpacked(&mut file)?;
    file.seek(SeekFrom::Start(0))?;
    let mut book: Book = Xlsx::new(BufReader::new(file)).map_err(|e| broken(&e))?;
    let names = book.sheet_names();
    let chosen = choose(&mut book, &names, sheet, fits)?;
    let mut out = std::io::BufWriter::new(tempfile::tempfile()?);
    let mut sample = Vec::new();
    each_row(
        &mut book,
        &chosen,
        u32::MAX,
        |line, cells| {
            if !cells.is_empty() && sample.len() < SAMPLE_ROWS as usize {
                sample.push(SampleRow { line: u64::from(line), cells: cells.to_vec() });
            }
            write_row(&mut out, cells)
        },
        true,
    )?;
    if sample.is_empty() {
        return Err(FileError::Empty);
    }
    let file = out.into_inner().map_err(|e| FileError::Io(e.into_error()))?;
    Input::of_sheet(file, chosen, sample)
}

/// Unpacks every part once and counts, because what a workbook says of its own size may be a lie.
fn check_unpacked(file: &mut File) -> Result<(), FileError> {
    let archive = zip::ZipArchive::new(BufReader::new(file));
    let mut archive = archive.map_err(|e| FileError::Workbook(e.to_string()))?;
    let mut total = 0;
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(|e| FileError::Workbook(e.to_string()))?;
        let name = part.name().map_err(|e| FileError::Workbook(e.to_string()))?;
        let in_memory = !name.to_lowercase().contains("worksheets/");
        let left = limits::UNPACKED_BYTES.saturating_sub(total);
        let cap = if in_memory { left.min(limits::SHARED_TEXT_BYTES) } else { left };
        let size =
            std::io::copy(&mut part.take(cap + 1), &mut std::io::sink()).map_err(|e| FileError::Workbook(e.to_string()))?;
        if size > cap {
            return Err(FileError::TooLarge { bytes: size, limit: cap });
        }
        total += size;
    }
    Ok(())
}

/// The sheet that was named, or the only one that fits; of several, the person must say.
fn choose(book: &mut Book, names: &[String], sheet: Option<&str>, fits: Fits<'_>) -> Result<String, FileError> {
    if let Some(name) = sheet {
        let found = names.iter().find(|n| n.eq_ignore_ascii_case(name)).cloned();
        return found.ok_or_else(|| FileError::Ask(Question::Sheet(names.to_vec())));
    }
    if let [only] = names {
        return Ok(only.clone());
    }
    let mut fitting = Vec::new();
    for name in names {
        let mut sample = Vec::new();
        each_row(
            book,
            name,
            SAMPLE_ROWS,
            |line, cells| {
                sample.push(SampleRow { line: u64::from(line), cells: cells.to_vec() });
                Ok(())
            },
            false,
        )?;
        if fits(&sample) {
            fitting.push(name.clone());
        }
    }
    match fitting.as_slice() {
        [only] => Ok(only.clone()),
        [] => Err(FileError::NoTable { headers: Vec::new() }),
        _ => Err(FileError::Ask(Question::Sheet(fitting))),
    }
}

/// Calls `row` with each row of a sheet, numbered as the workbook numbers them; empty rows are given only if `empty`.
fn each_row(
    book: &mut Book,
    sheet: &str,
    most: u32,
    mut row: impl FnMut(u32, &[String]) -> Result<(), FileError>,
    empty: bool,
) -> Result<(), FileError> {
    let mut reader = match book.worksheet_cells_reader(sheet) {
        Ok(reader) => reader,
        // Charts and dialogs have no cells.
        Err(XlsxError::WorksheetNotFound(_) | XlsxError::NotAWorksheet(_)) => return Ok(()),
        Err(error) => return Err(broken(&error)),
    };
    let mut cells: Vec<String> = Vec::new();
    let mut current = 0;
    while let Some(cell) = reader.next_cell().map_err(|e| broken(&e))? {
        let (at, column) = cell.get_position();
        if at < current {
            return Err(FileError::Workbook("rows out of order".to_owned()));
        }
        if u64::from(at) >= limits::ROWS.min(1 << 20) {
            return Err(FileError::TooManyRows { limit: 1 << 20 });
        }
        let column = column as usize;
        if column >= limits::COLUMNS {
            return Err(FileError::TooManyColumns { limit: limits::COLUMNS });
        }
        while current < at {
            if empty || !cells.is_empty() {
                row(current + 1, &cells)?;
            }
            cells.clear();
            current += 1;
        }
        if current >= most {
            return Ok(());
        }
        let text = text(cell.get_value());
        if !text.is_empty() {
            cells.resize(cells.len().max(column + 1), String::new());
            cells[column] = text;
        }
    }
    if cells.is_empty() { Ok(()) } else { row(current + 1, &cells) }
}

/// A cell as a text file would hold it: dates as ISO, on one line.
fn text(value: &DataRef<'_>) -> String {
    let text = match value {
        DataRef::Int(n) => n.to_string(),
        DataRef::Float(n) => n.to_string(),
        DataRef::String(s) | DataRef::DateTimeIso(s) | DataRef::DurationIso(s) => s.clone(),
        DataRef::SharedString(s) => (*s).to_owned(),
        DataRef::Bool(b) => if *b { "true" } else { "false" }.to_owned(),
        DataRef::DateTime(date) if date.is_datetime() => date.as_datetime().map_or_else(
            || date.as_f64().to_string(),
            |at| {
                if at.time() == chrono::NaiveTime::MIN {
                    at.date().to_string()
                } else {
                    at.format("%Y-%m-%dT%H:%M:%S%.f").to_string()
                }
            },
        ),
        DataRef::DateTime(duration) => duration.as_f64().to_string(),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    };
    if text.contains(['\n', '\r']) { text.replace(['\n', '\r'], " ") } else { text }
}

/// One row on one line, an empty row as an empty line: so the lines are the rows of the workbook.
fn write_row(out: &mut impl std::io::Write, cells: &[String]) -> Result<(), FileError> {
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            out.write_all(b",")?;
        }
        if cell.contains(['"', ',']) || (cells.len() == 1 && cell.trim().is_empty()) {
            write!(out, "\"{}\"", cell.replace('"', "\"\""))?;
        } else {
            out.write_all(cell.as_bytes())?;
        }
    }
    out.write_all(b"\n").map_err(FileError::Io)
}

fn broken(error: &XlsxError) -> FileError {
    FileError::Workbook(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
    use std::io::Write as _;
    use std::path::Path;
    use std::sync::Arc;

    fn rows(path: &Path, sheet: Option<&str>, fits: Fits<'_>) -> Result<Vec<(u64, Vec<String>)>, FileError> {
        let input = Input::open(path, sheet, fits)?;
        let mut rows = input.rows(Arc::default())?;
        let mut all = Vec::new();
        while let Some(line) = rows.advance()? {
            all.push((line, rows.cells().iter().map(ToOwned::to_owned).collect()));
        }
        Ok(all)
    }

    fn saved(book: &mut Workbook) -> tempfile::NamedTempFile {
        let file = tempfile::NamedTempFile::new().unwrap();
        book.save_to_writer(file.reopen().unwrap()).unwrap();
        file
    }

    #[test]
    fn cells_become_text_rows_with_their_numbers() {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.write_row(0, 0, ["id", "الاسم", "day", "at", "amount"]).unwrap();
        sheet.write(3, 0, "A,1").unwrap();
        sheet.write(3, 1, "سطر\nآخر \"x\"").unwrap();
        let day = Format::new().set_num_format("yyyy-mm-dd");
        let time = Format::new().set_num_format("yyyy-mm-dd hh:mm:ss");
        sheet.write_with_format(3, 2, ExcelDateTime::from_ymd(2024, 2, 29).unwrap(), &day).unwrap();
        let at = ExcelDateTime::from_ymd(2024, 2, 29).unwrap().and_hms(13, 5, 0).unwrap();
        sheet.write_with_format(3, 3, at, &time).unwrap();
        sheet.write(3, 4, 1217.53).unwrap();
        let file = saved(&mut book);
        let all = rows(file.path(), None, &|_| true).unwrap();
        assert_eq!(all[1].0, 4, "the row of the workbook");
        assert_eq!(all[1].1, ["A,1", "سطر آخر \"x\"", "2024-02-29", "2024-02-29T13:05:00", "1217.53"]);
    }

    #[test]
    fn the_sheet_is_chosen_by_its_header_or_asked_for() {
        let mut book = Workbook::new();
        for (name, header) in [("Notes", "remark"), ("January", "id"), ("February", "id")] {
            let sheet = book.add_worksheet().set_name(name).unwrap();
            sheet.write(0, 0, header).unwrap();
            sheet.write(1, 0, name).unwrap();
        }
        let file = saved(&mut book);
        let of = |word: &'static str| move |sample: &[SampleRow]| sample.first().is_some_and(|row| row.cells[0] == word);
        assert_eq!(rows(file.path(), None, &of("remark")).unwrap()[1].1, ["Notes"]);
        assert_eq!(rows(file.path(), Some("february"), &of("id")).unwrap()[1].1, ["February"]);
        let Err(FileError::Ask(Question::Sheet(names))) = rows(file.path(), None, &of("id")) else { panic!("several fit") };
        assert_eq!(names, ["January", "February"]);
        assert!(matches!(rows(file.path(), None, &of("x")), Err(FileError::NoTable { .. })));
        assert!(matches!(rows(file.path(), Some("March"), &of("id")), Err(FileError::Ask(Question::Sheet(_)))));
    }

    #[test]
    fn a_zip_bomb_is_stopped_before_it_is_opened() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let mut zip = zip::ZipWriter::new(file.reopen().unwrap());
        let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
        zip.start_file("xl/sharedStrings.xml", options).unwrap();
        let zeros = vec![b' '; 1 << 20];
        for _ in 0..=limits::SHARED_TEXT_BYTES >> 20 {
            zip.write_all(&zeros).unwrap();
        }
        zip.finish().unwrap();
        assert!(file.as_file().metadata().unwrap().len() < 2 << 20, "it is small as a file");
        assert!(matches!(rows(file.path(), None, &|_| true), Err(FileError::TooLarge { .. })));
    }
}
