//! One row of a file seen through a table: values by field, and what is wrong with them.

use super::channels::{ChannelRules, Evidence};
use super::dates::{self, DateError, DateOrder, Stamp};
use super::error::{Reason, RowError};
use super::fields::{CLICKS, Field, Shape};
use super::limits;
use super::mapping::{By, ChannelMode};
use super::numbers::{self, DecimalMark};
use super::plan::Plan;
use super::spelling::Spellings;
use super::words;
use crate::domain::moment::Moment;
use crate::domain::money::{Currency, Money};
use crate::domain::record::{Kind, Outcome, Ref};
use crate::domain::text;
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use csv::StringRecord;
use sha2::{Digest as _, Sha256};
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

/// What was settled for a file before its rows are read.
pub struct Settled {
    /// Zone of times without one.
    pub zone: Tz,
    /// Later moments are in the future.
    pub now: DateTime<Utc>,
    /// Day or month first, where any date leaves it open.
    pub date_order: Option<DateOrder>,
    /// The decimal mark of each column.
    pub marks: Vec<DecimalMark>,
    /// Currency of amounts that name none.
    pub currency: Option<Currency>,
    /// One spelling for each word.
    pub spellings: Spellings,
    /// The channel rules.
    pub rules: Arc<ChannelRules>,
    /// Channels that were told before: most rows of a file repeat what others said.
    pub told: RefCell<HashMap<String, Option<String>>>,
}

/// Channels that are remembered.
const TOLD: usize = 10_000;

impl Settled {
    fn tell(&self, key: &str, rule: impl FnOnce(&ChannelRules) -> Option<String>) -> Option<String> {
        let mut told = self.told.borrow_mut();
        if let Some(channel) = told.get(key) {
            return channel.clone();
        }
        if told.len() >= TOLD {
            told.clear();
        }
        let channel = rule(&self.rules);
        told.insert(key.to_owned(), channel.clone());
        channel
    }
}

/// One row seen through a table.
pub struct Row<'a> {
    /// The table.
    pub plan: &'a Plan,
    cells: &'a StringRecord,
    settled: &'a Settled,
    /// How its deal ended.
    pub outcome: Option<Outcome>,
    /// What is wrong with it.
    pub errors: Vec<RowError>,
}

impl<'a> Row<'a> {
    /// Looks at a row through a table.
    #[must_use]
    pub fn new(plan: &'a Plan, cells: &'a StringRecord, settled: &'a Settled) -> Self {
        let mut row = Self { plan, cells, settled, outcome: None, errors: Vec::new() };
        if plan.kind == Kind::Deal {
            row.outcome = row.word(Field::Outcome, Reason::UnknownWord, words::outcome).flatten();
        }
        row
    }

    /// Whether the row is one of the table's.
    #[must_use]
    pub fn belongs(&self) -> bool {
        self.plan.takes(self.cells, self.outcome.is_some())
    }

    /// The value of a field, cleaned.
    #[must_use]
    pub fn value(&self, field: Field) -> Option<Cow<'a, str>> {
        self.plan.value(field, self.cells, self.outcome.is_some())
    }

    /// Notes what is wrong with a field.
    pub fn refuse(&mut self, field: Field, kind: Reason, value: &str) {
        self.errors.push(RowError::new(field, kind, value));
    }

    /// Notes that a needed field is missing, unless something is already wrong with it.
    pub fn miss(&mut self, field: Field) {
        if !self.errors.iter().any(|error| error.field == Some(field)) {
            self.refuse(field, Reason::Missing, "");
        }
    }

    /// A text.
    pub fn text(&mut self, field: Field) -> Option<String> {
        let value = self.value(field)?;
        let cap = if field.shape() == Shape::Note { limits::NOTE_CHARS } else { limits::TEXT_CHARS };
        if value.len() > cap && value.chars().count() > cap {
            self.refuse(field, Reason::TooLong, &value);
            return None;
        }
        if field.shape() == Shape::Spelled {
            return Some(self.settled.spellings.of(field, &value).to_owned());
        }
        Some(value.into_owned())
    }

    /// A moment that has happened.
    pub fn moment(&mut self, field: Field) -> Option<Moment> {
        let moment = self.stamp(field)?.moment(self.settled.zone);
        if moment.has_happened(self.settled.now, self.settled.zone) {
            return Some(moment);
        }
        let value = self.value(field).unwrap_or_default();
        self.refuse(field, Reason::FutureDate, &value);
        None
    }

    /// A moment that has happened, as an instant: of a day its beginning.
    pub fn begins(&mut self, field: Field) -> Option<DateTime<Utc>> {
        self.moment(field).map(|moment| moment.begins(self.settled.zone))
    }

    /// The same, of a day its end, or now while it lasts: nobody is said to have been quicker than is known.
    pub fn ends(&mut self, field: Field) -> Option<DateTime<Utc>> {
        self.moment(field).map(|moment| moment.ends(self.settled.zone).min(self.settled.now))
    }

    /// A day, which may lie ahead.
    pub fn day(&mut self, field: Field) -> Option<NaiveDate> {
        self.stamp(field).map(|stamp| stamp.day(self.settled.zone))
    }

    fn stamp(&mut self, field: Field) -> Option<Stamp> {
        let value = self.value(field)?;
        match dates::parse(&value, self.settled.date_order) {
            Ok(stamp) => Some(stamp),
            Err(error) => {
                let kind = if error == DateError::Impossible { Reason::ImpossibleDate } else { Reason::NotADate };
                self.refuse(field, kind, &value);
                None
            }
        }
    }

    fn number_of(&mut self, field: Field) -> Option<numbers::Number> {
        let value = self.value(field)?;
        let column = self.plan.slot(field).and_then(|slot| slot.columns.first());
        let mark = column.and_then(|at| self.settled.marks.get(*at)).copied().unwrap_or_default();
        let number = numbers::parse(&value, mark);
        if number.is_none() {
            self.refuse(field, Reason::NotANumber, &value);
        }
        number
    }

    /// A plain number.
    pub fn number(&mut self, field: Field) -> Option<f64> {
        self.number_of(field)?.decimal.parse().ok()
    }

    /// An amount, in the currency that its row, its cell, its header or its mapping names.
    pub fn money(&mut self, field: Field, negative: Reason) -> Option<Money> {
        let number = self.number_of(field)?;
        let value = self.value(field).unwrap_or_default();
        let currency = match self.value(Field::Currency) {
            Some(code) => {
                let currency = code.parse().ok();
                if currency.is_none() {
                    self.refuse(Field::Currency, Reason::UnknownCurrency, &code);
                    return None;
                }
                currency
            }
            None => number.currency.or_else(|| self.plan.slot(field).and_then(|slot| slot.currency)).or(self.settled.currency),
        };
        let Some(currency) = currency else {
            self.miss(Field::Currency);
            return None;
        };
        match Money::parse(&number.decimal, currency) {
            Ok(money) if money.minor < 0 => self.refuse(field, negative, &value),
            Ok(money) => return Some(money),
            Err(_) => self.refuse(field, Reason::OutOfRange, &value),
        }
        None
    }

    /// One of our own words, told by `known`; what it does not know is what the mapping says, else an error.
    pub fn word<T>(&mut self, field: Field, unknown: Reason, known: impl Fn(&str) -> Option<T>) -> Option<T> {
        let value = self.value(field)?;
        let otherwise = || self.plan.slot(field)?.otherwise.as_deref();
        match known(&value) {
            Some(word) => Some(word),
            None if otherwise() == Some("") => None,
            None => {
                let word = otherwise().and_then(&known);
                if word.is_none() {
                    self.refuse(field, unknown, &value);
                }
                word
            }
        }
    }

    /// References to leads; a cell may hold several, with `;` or `,` between them.
    pub fn leads(&mut self, field: Field) -> Vec<Ref> {
        let by = self.plan.slot(field).and_then(|slot| slot.by);
        let Some(text) = self.text(field) else { return Vec::new() };
        let parts = text.split([';', ',', '،', '؛']).map(str::trim).filter(|part| !part.is_empty());
        parts.filter_map(|part| reference(part, by)).collect()
    }

    /// A reference to one lead.
    pub fn lead(&mut self, field: Field) -> Option<Ref> {
        let by = self.plan.slot(field).and_then(|slot| slot.by);
        let text = self.text(field)?;
        reference(&text, by)
    }

    /// The channel, as the table tells it.
    pub fn channel(&mut self) -> Option<String> {
        let given = self.text(Field::Channel);
        if self.plan.channel == ChannelMode::AsGiven {
            return given.or_else(|| self.text(Field::Source));
        }
        if let Some(given) = given {
            return self.settled.tell(&given, |rules| Some(rules.named(&given).unwrap_or(&given).to_owned()));
        }
        let [source, medium, campaign] =
            [Field::Source, Field::Medium, Field::Campaign].map(|field| self.value(field).unwrap_or_default());
        let clicks: Vec<&'static str> = CLICKS.iter().filter(|f| self.value(**f).is_some()).map(|f| f.key()).collect();
        if source.is_empty() && medium.is_empty() && clicks.is_empty() {
            return None;
        }
        let evidence = Evidence { source: &source, medium: &medium, campaign: &campaign, clicks: &clicks };
        let key = format!("{source}\u{1f}{medium}\u{1f}{campaign}\u{1f}{}", clicks.join(","));
        self.settled.tell(&key, |rules| rules.channel(evidence).map(ToOwned::to_owned))
    }

    /// A hash over all mapped values: equal rows have equal hashes, whatever other columns say.
    #[must_use]
    pub fn hash(&self) -> [u8; 16] {
        let mut sha = Sha256::new();
        for field in Field::of(self.plan.kind) {
            if let Some(value) = self.value(*field) {
                sha.update(field.key().as_bytes());
                sha.update([0x1f]);
                sha.update(value.as_bytes());
                sha.update([0x1e]);
            }
        }
        let mut hash = [0; 16];
        hash.copy_from_slice(&sha.finalize()[..16]);
        hash
    }
}

/// The beginning of a hash as a number.
#[must_use]
pub fn short(hash: [u8; 16]) -> u64 {
    let mut first = [0; 8];
    first.copy_from_slice(&hash[..8]);
    u64::from_be_bytes(first)
}

fn reference(text: &str, by: Option<By>) -> Option<Ref> {
    match by {
        Some(By::Key2) => Some(Ref::Key2(text.to_owned())),
        Some(By::Email) => text::fold_email(text).map(Ref::Email),
        Some(By::Id) => Some(Ref::Id(text.to_owned())),
        None => Some(text::fold_email(text).map_or_else(|| Ref::Id(text.to_owned()), Ref::Email)),
    }
}
