//! Lists as files: CSV written while the rows come, and Excel.

use super::extract::Member;
use crate::domain::moment::Moment;
use crate::domain::money::Money;
use crate::i18n::Text;
use crate::import::rejects::neutral;
use crate::storage::StorageError;
use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;
use chrono::{Datelike as _, Timelike as _};
use chrono_tz::Tz;
use futures::{Stream, StreamExt as _};
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};
use std::io::{self, Read as _, Seek as _};
use tokio::sync::mpsc;

/// Rows of an Excel sheet, the heading included.
const SHEET_ROWS: u32 = 1_048_576;
/// Bytes that are sent at once.
const CHUNK: usize = 64 * 1024;

/// Which file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// Comma-separated, UTF-8 with a BOM.
    Csv,
    /// An Excel workbook.
    Xlsx,
}

/// A cell of a file.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing.
    Empty,
    /// Text, which no spreadsheet may take for a formula.
    Text(String),
    /// A number with its digits.
    Number(String),
    /// A day, or an instant.
    Moment(Moment),
}

impl Value {
    /// Text, if there is any.
    #[must_use]
    pub fn text(text: Option<&str>) -> Self {
        text.map_or(Self::Empty, |text| Self::Text(text.to_owned()))
    }

    /// A moment, if there is one.
    #[must_use]
    pub fn moment(moment: Option<Moment>) -> Self {
        moment.map_or(Self::Empty, Self::Moment)
    }

    /// An amount and its currency: two cells.
    #[must_use]
    pub fn money(money: Option<Money>) -> [Self; 2] {
        let Some(money) = money else { return [Self::Empty, Self::Empty] };
        let places = usize::try_from(money.currency.decimals()).unwrap_or(2);
        let (scale, sign) = (money.currency.scale().unsigned_abs(), if money.minor < 0 { "-" } else { "" });
        let (whole, rest) = (money.minor.unsigned_abs() / scale, money.minor.unsigned_abs() % scale);
        let number = if places == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest:0places$}") };
        [Self::Number(number), Self::Text(money.currency.code().to_owned())]
    }

    /// A plain number.
    #[must_use]
    pub fn number(number: Option<f64>) -> Self {
        number.map_or(Self::Empty, |number| Self::Number(number.to_string()))
    }

    /// As CSV has it: a moment by ISO 8601, with the offset of the zone or as a date alone.
    fn csv(&self, zone: Tz) -> std::borrow::Cow<'_, str> {
        match self {
            Self::Empty => "".into(),
            Self::Text(text) => neutral(text),
            Self::Number(number) => number.as_str().into(),
            Self::Moment(Moment::Date(on)) => on.to_string().into(),
            Self::Moment(Moment::Instant(at)) => {
                at.with_timezone(&zone).to_rfc3339_opts(chrono::SecondsFormat::Secs, true).into()
            }
        }
    }

    fn write(&self, sheet: &mut Worksheet, row: u32, column: u16, look: &Look) -> Result<(), XlsxError> {
        match self {
            Self::Empty => return Ok(()),
            Self::Text(text) => sheet.write_string(row, column, limited(text))?,
            Self::Number(number) => sheet.write_number(row, column, number.parse::<f64>().unwrap_or_default())?,
            // What is older than Excel's calendar stays text.
            Self::Moment(moment) if moment.local_date(look.zone).year() < 1900 => {
                sheet.write_string(row, column, self.csv(look.zone))?
            }
            Self::Moment(Moment::Date(on)) => sheet.write_datetime_with_format(row, column, on, &look.date)?,
            Self::Moment(Moment::Instant(at)) => {
                let local = at.with_timezone(&look.zone).naive_local().with_nanosecond(0).unwrap_or_default();
                sheet.write_datetime_with_format(row, column, local, &look.instant)?
            }
        };
        Ok(())
    }
}

/// A file of rows, sent while it is written. When something fails on the way, the transfer breaks off: a file that
/// arrives is whole.
#[must_use]
pub fn file<S>(kind: FileKind, member: &Member, name: &str, headings: &[Text], rows: S) -> Response
where
    S: Stream<Item = Result<Vec<Value>, StorageError>> + Send + 'static,
{
    let headings: Vec<String> = headings.iter().map(Text::plain).collect();
    let (send, mut receive) = mpsc::channel::<io::Result<Bytes>>(4);
    let (mime, ending) = match kind {
        FileKind::Csv => ("text/csv; charset=utf-8", "csv"),
        FileKind::Xlsx => ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    };
    match kind {
        FileKind::Csv => drop(tokio::spawn(write_csv(headings, rows, member.workspace.zone, send))),
        FileKind::Xlsx => drop(tokio::spawn(write_xlsx(headings, rows, Look::of(member), send))),
    }
    // A channel may be asked again after its end, as whoever compresses the body does.
    let body = Body::from_stream(futures::stream::poll_fn(move |context| receive.poll_recv(context)));
    let name = format!("attachment; filename=\"{}.{ending}\"", file_name(name));
    ([(CONTENT_TYPE, mime.to_owned()), (CONTENT_DISPOSITION, name), (CACHE_CONTROL, "no-store".to_owned())], body).into_response()
}

/// Letters, digits and hyphens of a list's address: `leads-period-2026-q3`.
fn file_name(address: &str) -> String {
    let plain: String = address.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).take(120).collect();
    plain.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

async fn write_csv<S>(headings: Vec<String>, rows: S, zone: Tz, send: mpsc::Sender<io::Result<Bytes>>)
where
    S: Stream<Item = Result<Vec<Value>, StorageError>> + Send,
{
    let mut rows = std::pin::pin!(rows);
    let mut text = "\u{FEFF}".as_bytes().to_vec();
    line(&mut text, headings.iter().map(|heading| neutral(heading)));
    while let Some(row) = rows.next().await {
        match row {
            Ok(cells) => line(&mut text, cells.iter().map(|cell| cell.csv(zone))),
            Err(error) => return broken(&send, error).await,
        }
        if text.len() >= CHUNK && send.send(Ok(std::mem::take(&mut text).into())).await.is_err() {
            return;
        }
    }
    let _ = send.send(Ok(text.into())).await;
}

fn line<'a>(out: &mut Vec<u8>, cells: impl Iterator<Item = std::borrow::Cow<'a, str>>) {
    let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    // A vector takes every byte.
    let _ = csv.write_record(cells.map(|cell| cell.as_bytes().to_vec()));
}

async fn broken(send: &mpsc::Sender<io::Result<Bytes>>, error: impl std::error::Error + Send + Sync + 'static) {
    tracing::error!(
        chain = anyhow::Error::new(error).chain().map(ToString::to_string).collect::<Vec<_>>().join(": "),
        "export broke off"
    );
    let _ = send.send(Err(io::Error::other("the export broke off"))).await;
}

async fn write_xlsx<S>(headings: Vec<String>, rows: S, look: Look, send: mpsc::Sender<io::Result<Bytes>>)
where
    S: Stream<Item = Result<Vec<Value>, StorageError>> + Send,
{
    let mut rows = std::pin::pin!(rows);
    let (give, take) = mpsc::channel(256);
    let out = send.clone();
    let writer = tokio::task::spawn_blocking(move || sheet(&headings, take, &look, SHEET_ROWS, &out));
    while let Some(row) = rows.next().await {
        match row {
            Ok(cells) => {
                if give.send(cells).await.is_err() {
                    break;
                }
            }
            Err(error) => {
                broken(&send, error).await;
                break;
            }
        }
    }
    drop(give);
    if let Ok(Err(error)) = writer.await {
        broken(&send, error).await;
    }
}

/// How a workbook looks to its reader, and what it says of itself.
struct Look {
    rtl: bool,
    zone: Tz,
    date: Format,
    instant: Format,
    /// The name of the second sheet, and what stands there.
    notes: [String; 2],
    /// What the last row says where Excel takes no more.
    cut: String,
}

impl Look {
    fn of(member: &Member) -> Self {
        let (w, zone) = (member.viewer.words, member.workspace.zone);
        let rows = w.integer(i64::from(SHEET_ROWS));
        Self {
            rtl: w.rtl(),
            zone,
            date: Format::new().set_num_format("yyyy-mm-dd"),
            instant: Format::new().set_num_format("yyyy-mm-dd hh:mm:ss"),
            notes: [w.t("sheet-notes").plain(), w.t_args("sheet-zone", &[("zone", Text::code(zone.name()).into())]).plain()],
            cut: w.t_args("sheet-cut", &[("n", rows.into())]).plain(),
        }
    }
}

/// Writes a sheet of at most `most` rows one by one to a temporary file, then sends that.
fn sheet(
    headings: &[String],
    mut rows: mpsc::Receiver<Vec<Value>>,
    look: &Look,
    most: u32,
    send: &mpsc::Sender<io::Result<Bytes>>,
) -> Result<(), XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet_with_constant_memory()?;
    sheet.set_right_to_left(look.rtl).set_freeze_panes(1, 0)?;
    let bold = Format::new().set_bold();
    for (column, heading) in (0_u16..).zip(headings) {
        sheet.write_string_with_format(0, column, heading, &bold)?.set_column_width(column, 18)?;
    }
    let (mut next, mut held): (u32, Option<Vec<Value>>) = (1, None);
    let mut is_cut = false;
    while let Some(cells) = rows.blocking_recv() {
        // The last row is kept back until it is known to be the last.
        if let Some(row) = held.replace(cells) {
            is_cut = next + 1 >= most;
            if is_cut || send.is_closed() {
                break;
            }
            write_row(sheet, next, &row, look)?;
            next += 1;
        }
    }
    if is_cut {
        sheet.write_string_with_format(next, 0, &look.cut, &bold)?;
    } else if let Some(row) = held {
        write_row(sheet, next, &row, look)?;
    }
    let [name, zone] = &look.notes;
    let notes = book.add_worksheet();
    notes.set_name(name)?.set_right_to_left(look.rtl).write_string(0, 0, zone)?;
    if is_cut {
        notes.write_string(1, 0, &look.cut)?;
    }
    let mut file = tempfile::tempfile()?;
    book.save_to_writer(&mut file)?;
    file.rewind()?;
    loop {
        let mut chunk = vec![0; CHUNK];
        let read = file.read(&mut chunk)?;
        chunk.truncate(read);
        if read == 0 || send.blocking_send(Ok(chunk.into())).is_err() {
            return Ok(());
        }
    }
}

fn write_row(sheet: &mut Worksheet, row: u32, cells: &[Value], look: &Look) -> Result<(), XlsxError> {
    (0_u16..).zip(cells).try_for_each(|(column, cell)| cell.write(sheet, row, column, look))
}

/// As much text as a cell of Excel takes.
fn limited(text: &str) -> &str {
    text.char_indices().nth(32_000).map_or(text, |(end, _)| &text[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_neutral_and_numbers_stay() {
        let usd = "USD".parse().unwrap();
        let [amount, currency] = Value::money(Some(Money { minor: -123_405, currency: usd }));
        assert_eq!((amount.csv(Tz::UTC).as_ref(), currency.csv(Tz::UTC).as_ref()), ("-1234.05", "USD"));
        assert_eq!(Value::text(Some("=1+1")).csv(Tz::UTC), "'=1+1");
        assert_eq!(Value::money(None)[0], Value::Empty);
        let yen = "JPY".parse().unwrap();
        assert_eq!(Value::money(Some(Money { minor: 7, currency: yen }))[0], Value::Number("7".to_owned()));
    }

    #[test]
    fn an_instant_keeps_its_offset_and_a_date_has_none() {
        let zone = chrono_tz::Asia::Riyadh;
        let at = Moment::Instant("2026-03-31T21:30:00Z".parse().unwrap());
        assert_eq!(Value::Moment(at).csv(zone), "2026-04-01T00:30:00+03:00");
        assert_eq!(Value::Moment(Moment::Date("2026-03-31".parse().unwrap())).csv(zone), "2026-03-31");
    }

    /// How many rows a sheet that takes four has for so many leads, and what stands in its last one.
    fn written(leads: usize) -> (usize, String) {
        use calamine::{Data, Reader as _, Xlsx};
        let look = Look {
            rtl: true,
            zone: Tz::UTC,
            date: Format::new(),
            instant: Format::new(),
            notes: ["Notes".to_owned(), "UTC".to_owned()],
            cut: "cut".to_owned(),
        };
        let (give, take) = mpsc::channel(9);
        for n in 1..=leads {
            give.try_send(vec![Value::Number(n.to_string())]).unwrap();
        }
        drop(give);
        let (send, mut receive) = mpsc::channel(9);
        sheet(&["n".to_owned()], take, &look, 4, &send).unwrap();
        drop(send);
        let mut bytes = Vec::new();
        while let Some(chunk) = receive.blocking_recv() {
            bytes.extend(chunk.unwrap());
        }
        let mut book = Xlsx::new(io::Cursor::new(bytes)).unwrap();
        let sheet = book.worksheet_range_at(0).unwrap().unwrap();
        let last: Vec<&Data> = sheet.rows().filter_map(|row| row.first()).collect();
        (last.len(), last[last.len() - 1].to_string())
    }

    #[test]
    fn where_excel_takes_no_more_the_last_row_says_so() {
        assert_eq!(written(0), (1, "n".to_owned()));
        assert_eq!(written(3), (4, "3".to_owned()));
        assert_eq!(written(4), (4, "cut".to_owned()));
        assert_eq!(written(7), (4, "cut".to_owned()));
    }

    #[test]
    fn a_line_is_quoted_where_it_must() {
        let mut out = Vec::new();
        line(&mut out, ["a,b", "\"c\"", ""].into_iter().map(Into::into));
        assert_eq!(out, b"\"a,b\",\"\"\"c\"\"\",\r\n");
    }

    #[test]
    fn a_file_is_named_by_its_filters() {
        assert_eq!(file_name("/leads?period=2026-q3&region=%D8%A3"), "leads-period-2026-q3-region-D8-A3");
    }
}
