//! The leads created on one local day, packed.

use super::bytes::{Packed, Stamp, Words, day_number, local_day, push_amount, stamp_at, word_at};
use super::held::Held;
use super::log::{Entry, FirstReach, Reached, Story, Telling, has_left, hear_entry, push_log};
use super::packs::{Day, Packs, Which};
use crate::domain::moment::Moment;
use crate::domain::stage::Stage;
use crate::storage::metrics::{Dimension, Filters};
use chrono::{Datelike as _, NaiveDate};
use chrono_tz::Tz;
use sqlx::Row as _;
use sqlx::postgres::PgRow;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use uuid::Uuid;

/// A packed column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    /// Each lead's word of a dimension: four bytes.
    Word(Dimension),
    /// Each lead's creation: a stamp.
    Created,
    /// Each lead's story, whatever is to come included: two bytes.
    Stories,
    /// Each lead's log.
    Log,
    /// Stories and how many leads share each.
    Counts,
    /// Channel, source, persona and segment and how many leads share all four.
    Kinds,
    /// Rank, month of first reaching it and how many leads did then.
    Reached,
    /// Rank, day of first entering it and how many leads did then.
    Entries,
    /// Each dated or undated winning, lead by lead, dated ones first.
    Wins,
    /// Each won deal, lead by lead.
    Deals,
    /// Each lead's reason for having left the way: the number of its word, four bytes.
    Reason,
    /// The words of these reasons.
    ReasonWords,
}

impl Column {
    /// Every column, in the order in which a day keeps them.
    pub const ALL: [Self; 18] = [
        Self::Word(Dimension::Channel),
        Self::Word(Dimension::Campaign),
        Self::Word(Dimension::Persona),
        Self::Word(Dimension::Region),
        Self::Word(Dimension::Segment),
        Self::Word(Dimension::Owner),
        Self::Word(Dimension::Source),
        Self::Created,
        Self::Stories,
        Self::Log,
        Self::Counts,
        Self::Kinds,
        Self::Reached,
        Self::Entries,
        Self::Wins,
        Self::Deals,
        Self::Reason,
        Self::ReasonWords,
    ];

    /// Its name in the table.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Word(dimension) => dimension.key(),
            Self::Created => "created",
            Self::Stories => "stories",
            Self::Log => "log",
            Self::Counts => "counts",
            Self::Kinds => "kinds",
            Self::Reached => "reached",
            Self::Entries => "entries",
            Self::Wins => "wins",
            Self::Deals => "deals",
            Self::Reason => "reason",
            Self::ReasonWords => "reason_words",
        }
    }

    fn place(self) -> usize {
        Self::ALL.iter().position(|column| *column == self).unwrap_or(0)
    }

    /// Its bit among the packs of a day.
    pub fn pack(self) -> Which {
        1 << (Dimension::ALL.len() + self.place())
    }
}

/// The bit of a dimension's words among the packs of a day.
pub(super) fn words_pack(dimension: Dimension) -> Which {
    1 << place_of(dimension)
}

/// The place of a dimension.
pub(super) fn place_of(dimension: Dimension) -> usize {
    Dimension::ALL.iter().position(|known| *known == dimension).unwrap_or(0)
}

/// A lead as the records have it.
#[derive(Clone, Debug)]
pub(super) struct LeadFacts {
    pub created: Moment,
    /// By the place of the dimension.
    pub words: [Option<String>; 7],
    /// In the order of the log.
    pub log: Vec<(Stage, Option<Moment>)>,
    /// Why the last of these entries was made.
    pub reason: Option<String>,
    pub won: Vec<WonDeal>,
}

/// A deal that a lead won.
#[derive(Clone, Debug)]
pub(super) struct WonDeal {
    pub closed: Option<Moment>,
    pub amount: Option<(i64, String)>,
}

/// The leads of a day. A column that was not asked for is empty.
#[derive(Clone, Debug)]
pub(super) struct LeadDay {
    pub day: NaiveDate,
    pub leads: i32,
    /// When the last of them was created, in microseconds.
    pub newest: i64,
    /// When the last thing happened to any of them.
    pub latest: i64,
    /// The words of each dimension by its place, and the columns.
    pub packs: Packs,
}

impl Day for LeadDay {
    const TABLE: &'static str = "derived_lead_days";
    const HEAD: [&'static str; 2] = ["day, leads, newest, latest, version", "day"];
    const MOST: usize = 20 << 20;

    fn of_head(row: &PgRow) -> Result<Self, sqlx::Error> {
        let mut day = Self::bare(row.try_get(0)?, row.try_get(1)?, row.try_get(2)?, row.try_get(3)?);
        day.packs.version = row.try_get(4)?;
        Ok(day)
    }
    fn names() -> Vec<String> {
        let words = Dimension::ALL.iter().map(|dimension| format!("{}_words", dimension.key()));
        words.chain(Column::ALL.map(|column| column.name().to_owned())).collect()
    }
    fn key(&self) -> (NaiveDate, bool) {
        (self.day, false)
    }
    fn packs(&self) -> &Packs {
        &self.packs
    }
    fn packs_mut(&mut self) -> &mut Packs {
        &mut self.packs
    }
    fn held() -> &'static Mutex<Held<Self>> {
        static HELD: Mutex<Held<LeadDay>> = Mutex::new(Held::new());
        &HELD
    }
}

impl LeadDay {
    /// A day without columns.
    pub fn bare(day: NaiveDate, leads: i32, newest: i64, latest: i64) -> Self {
        Self { day, leads, newest, latest, packs: Packs::none(Dimension::ALL.len(), Column::ALL.len(), Uuid::nil()) }
    }

    pub fn column(&self, column: Column) -> &[u8] {
        &self.packs.columns[column.place()]
    }

    /// The words of a dimension.
    pub fn words(&self, dimension: Dimension) -> &[String] {
        &self.packs.words[place_of(dimension)]
    }

    fn set(&mut self, column: Column, bytes: Vec<u8>) {
        self.packs.columns[column.place()] = bytes.into();
    }

    /// How many leads, as a length.
    pub fn len(&self) -> usize {
        usize::try_from(self.leads).unwrap_or(0)
    }

    /// Packs the leads of a day, which come in the order of their ids.
    pub fn pack(day: NaiveDate, leads: &[LeadFacts], zone: Tz) -> Self {
        let mut packing = Packing::default();
        for (place, lead) in leads.iter().enumerate() {
            packing.add(u32::try_from(place).unwrap_or(u32::MAX), lead, zone);
        }
        packing.finish(day, i32::try_from(leads.len()).unwrap_or(i32::MAX))
    }

    /// Which leads the filters keep.
    pub fn kept(&self, filters: &Filters) -> Kept<'_> {
        Kept::of(filters, |dimension| (self.words(dimension), self.column(Column::Word(dimension))))
    }

    /// When a lead was created.
    pub fn created(&self, at: usize) -> Stamp {
        stamp_at(self.column(Column::Created), at)
    }
}

/// Which records of a day the filters keep.
pub(super) struct Kept<'a> {
    by: Vec<(&'a [u8], Vec<bool>)>,
}

impl<'a> Kept<'a> {
    /// From each dimension's words and the records' codes. No value is the empty one, except of campaigns and owners.
    pub fn of(filters: &Filters, column: impl Fn(Dimension) -> (&'a [String], &'a [u8])) -> Self {
        let asked = Dimension::ALL.iter().map(|dimension| (*dimension, filters.values(*dimension)));
        let by = asked.filter(|(_, asked)| !asked.is_empty()).map(|(dimension, asked)| {
            let ids: Option<Vec<String>> = match dimension {
                Dimension::Campaign => Some(filters.campaigns.iter().map(ToString::to_string).collect()),
                Dimension::Owner => Some(filters.owners.iter().map(ToString::to_string).collect()),
                _ => None,
            };
            let (words, codes) = column(dimension);
            let mut allowed = vec![ids.is_none() && asked.iter().any(String::is_empty)];
            allowed.extend(words.iter().map(|word| ids.as_ref().unwrap_or(&asked).contains(word)));
            (codes, allowed)
        });
        Self { by: by.collect() }
    }

    pub fn keeps(&self, at: usize) -> bool {
        self.by.iter().all(|(column, allowed)| {
            usize::try_from(word_at(column, at)).ok().and_then(|code| allowed.get(code)).copied().unwrap_or(false)
        })
    }
}

/// The dimensions that make the kind of a lead, in the order of `Column::Kinds`.
pub(super) const KIND: [Dimension; 4] = [Dimension::Channel, Dimension::Source, Dimension::Persona, Dimension::Segment];

/// A deal won: the place of its lead, the kind of that lead, when it was closed, and its amount.
type PackedDeal = (u32, [u32; 4], Stamp, Option<(i64, String)>);

#[derive(Default)]
struct Packing {
    newest: i64,
    latest: i64,
    words: [Words; 7],
    codes: [Packed; 7],
    created: Packed,
    stories: Packed,
    log: Packed,
    counts: BTreeMap<Story, u32>,
    kinds: BTreeMap<[u32; 4], u32>,
    deals: Vec<PackedDeal>,
    reached: BTreeMap<(u8, i32), u32>,
    entries: BTreeMap<(u8, i32), u32>,
    wins: Packed,
    reason: Packed,
    reason_words: Words,
}

impl Packing {
    fn add(&mut self, place: u32, lead: &LeadFacts, zone: Tz) {
        let mut codes = [0; 7];
        for (at, word) in lead.words.iter().enumerate() {
            codes[at] = self.words[at].code(word.as_deref());
            self.codes[at].word(codes[at]);
        }
        let kind = KIND.map(|dimension| codes[place_of(dimension)]);
        *self.kinds.entry(kind).or_default() += 1;
        self.deals.extend(lead.won.iter().map(|deal| (place, kind, Stamp::of(deal.closed, zone), deal.amount.clone())));
        let created = Stamp::of(Some(lead.created), zone);
        self.created.stamp(created);
        let log = Entry::in_order(&lead.log, zone);
        let last = log.iter().filter(|entry| entry.at != Stamp::NONE).map(|entry| entry.at.micros()).max();
        if place == 0 {
            (self.newest, self.latest) = (created.micros(), created.micros());
        }
        self.newest = self.newest.max(created.micros());
        self.latest = self.latest.max(created.micros()).max(last.unwrap_or(i64::MIN));
        self.tell(&log, zone);
        self.won(place, created, &log);
        push_log(&mut self.log, &log);
        let is_gone = lead.log.last().is_some_and(|(stage, _)| has_left(*stage));
        self.reason.word(self.reason_words.code(lead.reason.as_deref().filter(|_| is_gone)));
    }

    fn tell(&mut self, log: &[Entry], zone: Tz) {
        let (mut telling, mut reached) = (Telling::default(), Reached::none());
        let mut first = [Stamp::NONE; Stage::FUNNEL.len() - 1];
        for entry in log {
            telling.hear(*entry, i64::MAX);
            reached.hear(*entry, i64::MAX);
            hear_entry(&mut first, *entry);
        }
        self.stories.short(telling.story().0);
        *self.counts.entry(telling.story()).or_default() += 1;
        for (rank, reach) in (1_u8..).zip(reached.0) {
            let month = match reach {
                FirstReach::Never => continue,
                FirstReach::Undated => i32::MIN,
                FirstReach::At(stamp) => month_number(local_day(stamp, zone)),
            };
            *self.reached.entry((rank, month)).or_default() += 1;
        }
        for (rank, stamp) in (1_u8..).zip(first).filter(|(_, stamp)| *stamp != Stamp::NONE) {
            *self.entries.entry((rank, day_number(local_day(stamp, zone)))).or_default() += 1;
        }
    }

    fn won(&mut self, place: u32, created: Stamp, log: &[Entry]) {
        let won = || log.iter().filter(|entry| entry.stage == Stage::Won);
        let dated = won().filter(|entry| entry.at != Stamp::NONE);
        for entry in dated.chain(won().filter(|entry| entry.at == Stamp::NONE)) {
            self.wins.word(place);
            self.wins.stamp(created);
            self.wins.stamp(entry.at);
        }
    }

    fn finish(self, day: NaiveDate, leads: i32) -> LeadDay {
        let mut packed = LeadDay::bare(day, leads, self.newest, self.latest);
        packed.packs.words = self.words.map(|words| Arc::new(words.into_list())).into();
        for (dimension, codes) in Dimension::ALL.iter().zip(self.codes) {
            packed.set(Column::Word(*dimension), codes.0);
        }
        let mut counts = Packed::default();
        for (story, leads) in &self.counts {
            counts.short(story.0);
            counts.word(*leads);
        }
        let mut kinds = Packed::default();
        for (kind, leads) in &self.kinds {
            for code in kind {
                kinds.word(*code);
            }
            kinds.word(*leads);
        }
        let mut deals = Packed::default();
        for (lead, kind, closed, amount) in &self.deals {
            deals.word(*lead);
            deals.word(u32::try_from(self.kinds.keys().position(|known| known == kind).unwrap_or(0)).unwrap_or(0));
            deals.stamp(*closed);
            push_amount(&mut deals, amount.as_ref());
        }
        for (column, bytes) in [
            (Column::Created, self.created),
            (Column::Stories, self.stories),
            (Column::Log, self.log),
            (Column::Counts, counts),
            (Column::Kinds, kinds),
            (Column::Reached, tally(&self.reached)),
            (Column::Entries, tally(&self.entries)),
            (Column::Wins, self.wins),
            (Column::Deals, deals),
            (Column::Reason, self.reason),
            (Column::ReasonWords, self.reason_words.pack()),
        ] {
            packed.set(column, bytes.0);
        }
        packed
    }
}

fn tally(counts: &BTreeMap<(u8, i32), u32>) -> Packed {
    let mut packed = Packed::default();
    for ((rank, time), leads) in counts {
        packed.byte(*rank);
        packed.day(*time);
        packed.word(*leads);
    }
    packed
}

/// A month as a number.
pub(super) fn month_number(day: NaiveDate) -> i32 {
    day.year() * 12 + day.month0().cast_signed()
}
