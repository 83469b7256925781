//! How numbers stand in packed columns: little-endian, one after another.

use crate::domain::moment::{Moment, day_start};
use crate::domain::money::{Currency, Money};
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A moment as one number: microseconds since 1970 of the instant, or of the start of the local day, and in the lowest
/// bit whether it is a date. So numbers sort as moments come to pass, whatever their precision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Stamp(pub i64);

impl Stamp {
    /// No moment.
    pub const NONE: Self = Self(i64::MIN);

    pub fn of(moment: Option<Moment>, zone: Tz) -> Self {
        match moment {
            None => Self::NONE,
            Some(Moment::Instant(at)) => Self(at.timestamp_micros() << 1),
            Some(Moment::Date(on)) => Self(day_start(on, zone).timestamp_micros() << 1 | 1),
        }
    }

    /// Whether it has happened by an instant, in microseconds. No moment has not.
    pub const fn has_happened(self, as_of: i64) -> bool {
        self.0 != i64::MIN && self.0 >> 1 <= as_of
    }

    pub const fn micros(self) -> i64 {
        self.0 >> 1
    }

    pub fn moment(self, zone: Tz) -> Option<Moment> {
        if self == Self::NONE {
            return None;
        }
        let at = DateTime::from_timestamp_micros(self.micros())?;
        Some(if self.0 & 1 == 1 { Moment::Date(at.with_timezone(&zone).date_naive()) } else { Moment::Instant(at) })
    }
}

/// An instant as the microseconds that stamps are compared with.
pub(super) const fn micros(at: DateTime<Utc>) -> i64 {
    at.timestamp_micros()
}

/// Writes a packed column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Packed(pub Vec<u8>);

impl Packed {
    pub fn byte(&mut self, value: u8) {
        self.0.push(value);
    }
    pub fn short(&mut self, value: u16) {
        self.0.extend_from_slice(&value.to_le_bytes());
    }
    pub fn word(&mut self, value: u32) {
        self.0.extend_from_slice(&value.to_le_bytes());
    }
    pub fn day(&mut self, value: i32) {
        self.0.extend_from_slice(&value.to_le_bytes());
    }
    pub fn long(&mut self, value: i64) {
        self.0.extend_from_slice(&value.to_le_bytes());
    }
    pub fn stamp(&mut self, value: Stamp) {
        self.long(value.0);
    }
}

/// Reads a packed column from its beginning. Behind its end everything is zero.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unpacked<'a>(pub &'a [u8]);

impl Unpacked<'_> {
    fn take<const N: usize>(&mut self) -> [u8; N] {
        let Some((found, rest)) = self.0.split_first_chunk::<N>() else {
            self.0 = &[];
            return [0; N];
        };
        self.0 = rest;
        *found
    }
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
    pub fn byte(&mut self) -> u8 {
        self.take::<1>()[0]
    }
    pub fn bytes<const N: usize>(&mut self) -> [u8; N] {
        self.take()
    }
    pub fn short(&mut self) -> u16 {
        u16::from_le_bytes(self.take())
    }
    pub fn word(&mut self) -> u32 {
        u32::from_le_bytes(self.take())
    }
    pub fn day(&mut self) -> i32 {
        i32::from_le_bytes(self.take())
    }
    pub fn long(&mut self) -> i64 {
        i64::from_le_bytes(self.take())
    }
    pub fn stamp(&mut self) -> Stamp {
        Stamp(self.long())
    }
}

/// The number of a word in a column of such.
pub(super) fn word_at(column: &[u8], at: usize) -> u32 {
    column.get(at * 4..at * 4 + 4).and_then(|bytes| bytes.try_into().ok()).map_or(0, u32::from_le_bytes)
}

/// The story in a column of such.
pub(super) fn short_at(column: &[u8], at: usize) -> u16 {
    column.get(at * 2..at * 2 + 2).and_then(|bytes| bytes.try_into().ok()).map_or(0, u16::from_le_bytes)
}

/// The stamp in a column of such.
pub(super) fn stamp_at(column: &[u8], at: usize) -> Stamp {
    let bytes = column.get(at * 8..at * 8 + 8).and_then(|bytes| bytes.try_into().ok());
    Stamp(bytes.map_or(0, i64::from_le_bytes))
}

/// Words by their first appearance in order; zero is no word.
#[derive(Clone, Debug, Default)]
pub(super) struct Words(std::collections::BTreeMap<String, u32>, Vec<String>);

impl Words {
    pub fn code(&mut self, word: Option<&str>) -> u32 {
        let Some(word) = word else { return 0 };
        if let Some(code) = self.0.get(word) {
            return *code;
        }
        self.1.push(word.to_owned());
        let code = u32::try_from(self.1.len()).unwrap_or(u32::MAX);
        self.0.insert(word.to_owned(), code);
        code
    }

    pub fn into_list(self) -> Vec<String> {
        self.1
    }

    /// The words as a column of their own.
    pub fn pack(self) -> Packed {
        let mut packed = Packed::default();
        for word in self.1 {
            packed.word(u32::try_from(word.len()).unwrap_or(u32::MAX));
            packed.0.extend_from_slice(word.as_bytes());
        }
        packed
    }

    /// The words of such a column.
    pub fn unpack(column: &[u8]) -> Vec<String> {
        let mut rest = Unpacked(column);
        let mut words = Vec::new();
        while !rest.is_empty() {
            let length = usize::try_from(rest.word()).unwrap_or(usize::MAX).min(rest.0.len());
            let (word, behind) = rest.0.split_at(length);
            words.push(String::from_utf8_lossy(word).into_owned());
            rest = Unpacked(behind);
        }
        words
    }
}

/// The word of a code.
pub(super) fn word_of(words: &[String], code: u32) -> Option<&String> {
    words.get(usize::try_from(code).ok()?.checked_sub(1)?)
}

/// The local day of a stamp that is one.
pub(super) fn local_day(stamp: Stamp, zone: Tz) -> NaiveDate {
    stamp.moment(zone).map_or(NaiveDate::MIN, |moment| moment.local_date(zone))
}

/// Writes an amount: minor units, the code of the currency, and whether it is known.
pub(super) fn push_amount(into: &mut Packed, amount: Option<&(i64, String)>) {
    let known = amount.and_then(|(minor, currency)| Some((*minor, <[u8; 3]>::try_from(currency.as_bytes()).ok()?)));
    let (minor, code) = known.unwrap_or_default();
    into.long(minor);
    into.0.extend_from_slice(&code);
    into.byte(u8::from(known.is_some()));
}

/// Reads amounts, most of which have the currency of the one before.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Amounts {
    last: Option<([u8; 3], Currency)>,
}

impl Amounts {
    pub fn take(&mut self, from: &mut Unpacked) -> Option<Money> {
        let (minor, code, known) = (from.long(), from.bytes::<3>(), from.byte());
        if known == 0 {
            return None;
        }
        if let Some((_, currency)) = self.last.filter(|(last, _)| *last == code) {
            return Some(Money { minor, currency });
        }
        let currency: Currency = std::str::from_utf8(&code).ok()?.parse().ok()?;
        self.last = Some((code, currency));
        Some(Money { minor, currency })
    }
}

/// Counts by small numbers of our own making, which need no protection from whoever would choose them to collide.
pub(super) type Tally<K, V> = HashMap<K, V, BuildHasherDefault<Mixed>>;

/// Mixes numbers by multiplying and turning.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Mixed(u64);

impl Hasher for Mixed {
    fn finish(&self) -> u64 {
        self.0 ^ self.0 >> 32
    }
    fn write(&mut self, bytes: &[u8]) {
        for part in bytes.chunks(8) {
            let mut whole = [0; 8];
            whole[..part.len()].copy_from_slice(part);
            self.write_u64(u64::from_le_bytes(whole));
        }
    }
    fn write_u16(&mut self, value: u16) {
        self.write_u64(u64::from(value));
    }
    fn write_u32(&mut self, value: u32) {
        self.write_u64(u64::from(value));
    }
    fn write_u64(&mut self, value: u64) {
        self.0 = (self.0.rotate_left(23) ^ value).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
}

/// A day as a number that packs.
pub(super) fn day_number(day: NaiveDate) -> i32 {
    chrono::Datelike::num_days_from_ce(&day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_survives_with_its_precision() {
        let zone = chrono_tz::Africa::Cairo;
        // On 26 April 2024 Cairo had no midnight.
        for text in ["2024-04-26", "2024-10-31", "1969-12-31"] {
            let date = Moment::Date(text.parse().unwrap());
            assert_eq!(Stamp::of(Some(date), zone).moment(zone), Some(date));
        }
        let instant = Moment::Instant("2026-03-31T20:59:59.000001Z".parse().unwrap());
        assert_eq!(Stamp::of(Some(instant), zone).moment(zone), Some(instant));
        assert_eq!(Stamp::of(None, zone).moment(zone), None);
    }

    #[test]
    fn a_date_has_happened_when_its_day_begins() {
        let zone = chrono_tz::Asia::Riyadh;
        let stamp = Stamp::of(Some(Moment::Date("2026-03-31".parse().unwrap())), zone);
        let at = |text: &str| micros(text.parse().unwrap());
        assert!(stamp.has_happened(at("2026-03-30T21:00:00Z")) && !stamp.has_happened(at("2026-03-30T20:59:59Z")));
        assert!(!Stamp::NONE.has_happened(i64::MAX));
    }

    #[test]
    fn what_is_written_is_read_and_an_end_is_zero() {
        let mut packed = Packed::default();
        packed.byte(7);
        packed.short(700);
        packed.word(70_000);
        packed.day(-7);
        packed.long(-7_000_000_000);
        let mut read = Unpacked(&packed.0);
        assert_eq!((read.byte(), read.short(), read.word(), read.day(), read.long()), (7, 700, 70_000, -7, -7_000_000_000));
        assert!(read.is_empty());
        assert_eq!(read.word(), 0);
    }

    #[test]
    fn words_come_back_from_their_column_as_they_were() {
        let mut words = Words::default();
        for word in ["price", "السعر مرتفع", "", "price"] {
            words.code(Some(word));
        }
        assert_eq!(Words::unpack(&words.pack().0), ["price", "السعر مرتفع", ""]);
        assert!(Words::unpack(&[]).is_empty());
    }
}
