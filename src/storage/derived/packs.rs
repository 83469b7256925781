//! What a day keeps beside its numbers: dictionaries and packed columns, each read only when a question needs it.

use bytes::Bytes;
use chrono::NaiveDate;
use sqlx::Row as _;
use sqlx::postgres::PgRow;
use std::sync::Arc;
use uuid::Uuid;

/// Some of a day's packs, one bit each: dictionaries first, then columns.
pub(super) type Which = u32;

/// The dictionaries and columns of a day. What was not asked for is empty.
#[derive(Clone, Debug, Default)]
pub(super) struct Packs {
    /// Another whenever the row is another; that of a day built from the records is zero.
    pub version: Uuid,
    /// What was read.
    pub read: Which,
    pub words: Vec<Arc<Vec<String>>>,
    pub columns: Vec<Bytes>,
}

impl Packs {
    pub fn none(words: usize, columns: usize, version: Uuid) -> Self {
        Self { version, read: 0, words: vec![Arc::default(); words], columns: vec![Bytes::new(); columns] }
    }

    /// Takes packs from a row, in which they stand in order behind a number of others.
    pub fn take(&mut self, which: Which, row: &PgRow, behind: usize) -> Result<(), sqlx::Error> {
        for (at, pack) in (behind..).zip(packs_of(which)) {
            match pack.checked_sub(self.words.len()) {
                None => self.words[pack] = Arc::new(row.try_get(at)?),
                Some(column) => self.columns[column] = Bytes::copy_from_slice(row.try_get::<&[u8], _>(at)?),
            }
        }
        self.read |= which;
        Ok(())
    }

    /// About how much memory a pack takes.
    pub fn size(&self, pack: usize) -> usize {
        match pack.checked_sub(self.words.len()) {
            None => self.words[pack].iter().map(|word| size_of::<String>() + word.len()).sum(),
            Some(column) => self.columns[column].len(),
        }
    }

    /// Gives back the memory of a pack.
    pub fn drop(&mut self, pack: usize) {
        match pack.checked_sub(self.words.len()) {
            None => self.words[pack] = Arc::default(),
            Some(column) => self.columns[column] = Bytes::new(),
        }
        self.read &= !(1 << pack);
    }
}

/// The places of packs, in order.
pub(super) fn packs_of(which: Which) -> impl Iterator<Item = usize> {
    (0..Which::BITS as usize).filter(move |pack| which >> pack & 1 == 1)
}

/// A row of one of the tables.
pub(super) trait Day: Clone + Send + Sync + 'static {
    /// The table.
    const TABLE: &'static str;
    /// The columns that are always read, the version last, and the order of rows.
    const HEAD: [&'static str; 2];
    /// How much memory the days may hold that a server keeps.
    const MOST: usize;

    /// The day alone.
    fn of_head(row: &PgRow) -> Result<Self, sqlx::Error>;
    /// What the packs are called, in order.
    fn names() -> Vec<String>;
    /// By what days are told apart and sorted.
    fn key(&self) -> (NaiveDate, bool);
    fn packs(&self) -> &Packs;
    fn packs_mut(&mut self) -> &mut Packs;
    /// What this server keeps of the table.
    fn held() -> &'static std::sync::Mutex<super::held::Held<Self>>;
}
