//! The deals closed on one local day with one outcome, packed.

use super::bytes::{Amounts, Packed, Stamp, Unpacked, Words, push_amount, stamp_at, word_at, word_of};
use super::held::Held;
use super::lead_day::{Kept, place_of};
use super::packs::{Day, Packs};
use crate::domain::ids::DealId;
use crate::domain::moment::Moment;
use crate::metrics::deals::{ClosedDeal, FirstTouch, Origin};
use crate::storage::metrics::deals::Detail;
use crate::storage::metrics::{Dimension, Filters};
use chrono::NaiveDate;
use chrono_tz::Tz;
use sqlx::Row as _;
use sqlx::postgres::PgRow;
use std::sync::{Arc, Mutex};
use uuid::Uuid;

/// Everything a day of deals keeps beside its words, in order.
pub(super) const COLUMNS: [&str; 15] = [
    "channel",
    "campaign",
    "persona",
    "region",
    "segment",
    "owner",
    "source",
    "ids",
    "closed",
    "opened",
    "amounts",
    "lead_created",
    "origin",
    "touched",
    "touch",
];
/// The dictionaries, in order: those of the dimensions, of the leads' channels or sources, of the touches' channels.
pub(super) const WORDS: [&str; 9] = [
    "channel_words",
    "campaign_words",
    "persona_words",
    "region_words",
    "segment_words",
    "owner_words",
    "source_words",
    "origin_words",
    "touch_words",
];
const IDS: usize = 7;
const CLOSED: usize = 8;
const OPENED: usize = 9;
const AMOUNTS: usize = 10;
const LEAD_CREATED: usize = 11;
const ORIGIN: usize = 12;
const TOUCHED: usize = 13;
const TOUCH: usize = 14;

/// A closed deal as the records have it.
#[derive(Clone, Debug)]
pub(super) struct DealFacts {
    pub id: Uuid,
    pub closed: Moment,
    pub opened: Option<Moment>,
    pub amount: Option<(i64, String)>,
    pub is_new_customer: bool,
    pub lead_created: Option<Moment>,
    pub origin: Option<String>,
    /// By the place of the dimension.
    pub words: [Option<String>; 7],
    pub touch: Option<FirstTouch>,
}

/// The deals of a day. A column that was not asked for is empty.
#[derive(Clone, Debug)]
pub(super) struct DealDay {
    pub day: NaiveDate,
    pub won: bool,
    pub deals: i32,
    pub packs: Packs,
}

impl Day for DealDay {
    const TABLE: &'static str = "derived_deal_days";
    const HEAD: [&'static str; 2] = ["day, won, deals, version", "day, won desc"];
    const MOST: usize = 10 << 20;

    fn of_head(row: &PgRow) -> Result<Self, sqlx::Error> {
        let mut day = Self::bare(row.try_get(0)?, row.try_get(1)?, row.try_get(2)?);
        day.packs.version = row.try_get(3)?;
        Ok(day)
    }
    fn names() -> Vec<String> {
        WORDS.iter().chain(&COLUMNS).map(ToString::to_string).collect()
    }
    fn key(&self) -> (NaiveDate, bool) {
        (self.day, !self.won)
    }
    fn packs(&self) -> &Packs {
        &self.packs
    }
    fn packs_mut(&mut self) -> &mut Packs {
        &mut self.packs
    }
    fn held() -> &'static Mutex<Held<Self>> {
        static HELD: Mutex<Held<DealDay>> = Mutex::new(Held::new());
        &HELD
    }
}

impl DealDay {
    /// A day without columns.
    pub fn bare(day: NaiveDate, won: bool, deals: i32) -> Self {
        Self { day, won, deals, packs: Packs::none(WORDS.len(), COLUMNS.len(), Uuid::nil()) }
    }

    /// Packs the deals of a day, which come in the order of their ids.
    pub fn pack(day: NaiveDate, won: bool, deals: &[DealFacts], zone: Tz) -> Self {
        let mut words: [Words; WORDS.len()] = Default::default();
        let mut columns: [Packed; COLUMNS.len()] = Default::default();
        for deal in deals {
            for (at, word) in deal.words.iter().enumerate() {
                let code = words[at].code(word.as_deref());
                columns[at].word(code);
            }
            columns[IDS].0.extend_from_slice(deal.id.as_bytes());
            columns[CLOSED].stamp(Stamp::of(Some(deal.closed), zone));
            columns[OPENED].stamp(Stamp::of(deal.opened, zone));
            push_amount(&mut columns[AMOUNTS], deal.amount.as_ref());
            columns[AMOUNTS].byte(u8::from(deal.is_new_customer));
            columns[LEAD_CREATED].stamp(Stamp::of(deal.lead_created, zone));
            let origin = words[7].code(deal.origin.as_deref());
            columns[ORIGIN].word(origin);
            columns[TOUCHED].stamp(Stamp::of(deal.touch.as_ref().map(|touch| touch.at), zone));
            let touch = words[8].code(deal.touch.as_ref().and_then(|touch| touch.channel.as_deref()));
            columns[TOUCH].word(touch);
        }
        let mut packed = Self::bare(day, won, i32::try_from(deals.len()).unwrap_or(i32::MAX));
        packed.packs.words = words.map(|words| Arc::new(words.into_list())).into();
        packed.packs.columns = columns.map(|column| column.0.into()).into();
        packed
    }

    /// Which deals the filters keep.
    fn kept(&self, filters: &Filters) -> Kept<'_> {
        Kept::of(filters, |dimension| {
            let place = place_of(dimension);
            (self.packs.words[place].as_slice(), &self.packs.columns[place][..])
        })
    }

    /// The deals that had been closed by a moment, in microseconds. What their detail leaves out is not told.
    pub fn closed(&self, filters: &Filters, as_of: i64, zone: Tz, detail: Detail) -> impl Iterator<Item = ClosedDeal> {
        let (kept, columns) = (self.kept(filters), self.packs.columns.as_slice());
        let (mut amounts, mut currencies) = (Unpacked(&columns[AMOUNTS]), Amounts::default());
        (0..usize::try_from(self.deals).unwrap_or(0)).filter_map(move |at| {
            let amount = currencies.take(&mut amounts);
            let is_new_customer = amounts.byte() == 1;
            let closed = stamp_at(&columns[CLOSED], at);
            if !closed.has_happened(as_of) || !kept.keeps(at) {
                return None;
            }
            let moment = |column: usize| stamp_at(&columns[column], at).moment(zone);
            let word = |words: usize, column: usize| word_of(&self.packs.words[words], word_at(&columns[column], at)).cloned();
            let origin = (detail == Detail::All).then(|| Origin {
                lead_created: moment(LEAD_CREATED),
                lead_channel: word(7, ORIGIN),
                first_touch: moment(TOUCHED).map(|at| FirstTouch { at, channel: word(8, TOUCH) }),
            });
            Some(ClosedDeal {
                id: if origin.is_some() { self.id(at) } else { DealId(Uuid::nil()) },
                opened: moment(OPENED),
                closed: closed.moment(zone)?,
                is_won: self.won,
                amount,
                is_new_customer,
                origin: origin.map(Box::new),
            })
        })
    }

    fn id(&self, at: usize) -> DealId {
        let bytes = self.packs.columns[IDS].get(at * 16..at * 16 + 16);
        DealId(bytes.and_then(|bytes| Uuid::from_slice(bytes).ok()).unwrap_or_default())
    }
}

/// Where the columns stand that not every question needs.
pub(super) const SPARED: [usize; 5] = [IDS, LEAD_CREATED, ORIGIN, TOUCHED, TOUCH];

/// Whether a column holds the words of a dimension.
pub(super) const fn is_word(column: usize) -> bool {
    column < Dimension::ALL.len()
}
