//! How much an untrusted file may be. Memory does not grow with a file: these bound time, columns and cells.

/// Bytes of a text file.
pub const FILE_BYTES: u64 = 8 << 30;
/// Bytes of a workbook as it was sent.
pub const WORKBOOK_BYTES: u64 = 200 << 20;
/// Bytes of a workbook once unpacked, all parts together.
pub const UNPACKED_BYTES: u64 = 1 << 30;
/// Bytes of the part of a workbook that is held in memory: its texts.
pub const SHARED_TEXT_BYTES: u64 = 256 << 20;
/// Rows of one file.
pub const ROWS: u64 = 50_000_000;
/// Columns of one file.
pub const COLUMNS: usize = 1_000;
/// Bytes of one row; a quote that is never closed would make the rest of the file one row.
pub const ROW_BYTES: u64 = 4 << 20;
/// Characters of a cell that is stored as a name, a key or a word.
pub const TEXT_CHARS: usize = 500;
/// Characters of a cell that is stored as a note.
pub const NOTE_CHARS: usize = 10_000;
/// Characters of a value that an error repeats.
pub const SHOWN_CHARS: usize = 120;
/// Spellings of a column that are counted; a column with more is no list of words.
pub const SPELLINGS: usize = 20_000;
/// Bytes that are looked at to tell encoding and delimiter.
pub const SAMPLE_BYTES: usize = 256 << 10;
/// Rows in which a header is looked for.
pub const HEADER_ROWS: usize = 50;
