//! The log of a lead as packed entries, and what it tells as of a moment.

use super::bytes::{Packed, Stamp, Unpacked};
use crate::domain::moment::Moment;
use crate::domain::stage::Stage;
use crate::metrics::funnel::{CohortCount, Entered};
use chrono::{DateTime, NaiveTime, Utc};
use chrono_tz::Tz;

/// One entry: the stage, whether it shares its place in order with the entry before, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub stage: Stage,
    /// No later than the entry before it, by the order of the log.
    pub tied: bool,
    /// None is undated: it counts at any moment.
    pub at: Stamp,
}

impl Entry {
    const TIED: u8 = 0x80;
    /// A date.
    const DATE: u8 = 0x40;
    /// Whole seconds, in four bytes: most systems know no more.
    const SHORT: u8 = 0x20;
    const FLAGS: u8 = Self::TIED | Self::DATE | Self::SHORT;

    /// The entries of a lead, given in the order of the log: undated ones first, then by moment (a date at its start in
    /// UTC), by when they were recorded, by id.
    pub fn in_order(rows: &[(Stage, Option<Moment>)], zone: Tz) -> Vec<Self> {
        let place = |moment: Option<Moment>| -> Option<DateTime<Utc>> {
            moment.map(|moment| match moment {
                Moment::Instant(at) => at,
                Moment::Date(on) => on.and_time(NaiveTime::MIN).and_utc(),
            })
        };
        let entry = |(at, (stage, moment)): (usize, &(Stage, Option<Moment>))| Self {
            stage: *stage,
            tied: at > 0 && place(rows[at - 1].1) == place(*moment),
            at: Stamp::of(*moment, zone),
        };
        rows.iter().enumerate().map(entry).collect()
    }

    pub fn counts_by(self, as_of: i64) -> bool {
        self.at == Stamp::NONE || self.at.has_happened(as_of)
    }

    pub fn pack(self, into: &mut Packed) {
        let place = Stage::ALL.iter().position(|stage| *stage == self.stage).unwrap_or(0);
        let tag = u8::try_from(place).unwrap_or(0) | if self.tied { Self::TIED } else { 0 };
        if let Some(seconds) = self.seconds() {
            into.byte(tag | Self::SHORT | if self.at.0 & 1 == 1 { Self::DATE } else { 0 });
            into.day(seconds);
        } else {
            into.byte(tag);
            into.stamp(self.at);
        }
    }

    fn seconds(self) -> Option<i32> {
        let micros = self.at.micros();
        (self.at != Stamp::NONE && micros % MICROS == 0).then(|| i32::try_from(micros / MICROS - EPOCH).ok()).flatten()
    }

    pub fn unpack(from: &mut Unpacked) -> Self {
        let tag = from.byte();
        let at = if tag & Self::SHORT == 0 {
            from.stamp()
        } else {
            Stamp((((i64::from(from.day()) + EPOCH) * MICROS) << 1) | i64::from(tag & Self::DATE != 0))
        };
        Self { stage: stage(tag & !Self::FLAGS), tied: tag & Self::TIED != 0, at }
    }
}

/// Microseconds in a second.
const MICROS: i64 = 1_000_000;
/// Seconds from 1970 to 2020, the middle of what four bytes of seconds reach.
const EPOCH: i64 = 1_577_836_800;

fn stage(place: u8) -> Stage {
    Stage::ALL.get(usize::from(place)).copied().unwrap_or(Stage::Lead)
}

/// Reads the log of the next lead of a column, entry by entry.
pub(super) fn next_log(column: &mut Unpacked, mut each: impl FnMut(Entry)) {
    for _ in 0..column.short() {
        each(Entry::unpack(column));
    }
}

/// Writes the log of a lead.
pub(super) fn push_log(column: &mut Packed, log: &[Entry]) {
    // Nobody enters so many stages; what is beyond is left out everywhere alike.
    let log = &log[..log.len().min(usize::from(u16::MAX))];
    column.short(u16::try_from(log.len()).unwrap_or(u16::MAX));
    for entry in log {
        entry.pack(column);
    }
}

/// What a log tells, gathered entry by entry in its order.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Telling {
    furthest: u16,
    current: u16,
    entered: u16,
    group: u32,
    recycled: Option<u32>,
    won: Option<u32>,
}

impl Telling {
    /// The next entry; one that had not happened only keeps its place in order.
    pub fn hear(&mut self, entry: Entry, as_of: i64) {
        if !entry.tied {
            self.group += 1;
        }
        if !entry.counts_by(as_of) {
            return;
        }
        self.current =
            Stage::ALL.iter().position(|stage| *stage == entry.stage).and_then(|place| u16::try_from(place).ok()).unwrap_or(0);
        if let Some(rank) = entry.stage.rank() {
            self.furthest = self.furthest.max(u16::try_from(rank).unwrap_or(0));
            if entry.stage != Stage::Lost {
                self.entered |= 1 << rank;
            }
        }
        match entry.stage {
            Stage::Recycled => self.recycled = self.recycled.or(Some(self.group)),
            Stage::Won => self.won = self.won.or(Some(self.group)),
            _ => {}
        }
    }

    /// The story so far.
    pub fn story(self) -> Story {
        let recycled = matches!((self.recycled, self.won), (Some(recycled), Some(won)) if recycled < won);
        Story(self.furthest | self.current << 3 | self.entered << 7 | u16::from(recycled) << 13)
    }
}

/// How far a lead came, where it is, what it entered and whether it had been recycled, in one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Story(pub u16);

impl Story {
    /// The bits of how far a lead came and where it is.
    pub const PLACE: u16 = 0x7f;

    /// Leads that share it.
    pub fn count(self, leads: u64) -> CohortCount {
        CohortCount {
            furthest: Stage::FUNNEL[usize::from(self.0 & 7).min(Stage::FUNNEL.len() - 1)],
            current: stage((self.0 >> 3 & 15) as u8),
            entered: Entered((self.0 >> 7 & 63) as u8),
            recycled_before: self.0 >> 13 & 1 == 1,
            leads,
        }
    }
}

/// Whether a lead that stands there has left the way, or went back.
pub(super) const fn has_left(stage: Stage) -> bool {
    matches!(stage, Stage::Lost | Stage::Recycled | Stage::Disqualified)
}

/// When a lead first came as far as each stage after the first.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reached(pub [FirstReach; Stage::FUNNEL.len() - 1]);

/// When a lead came as far as a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FirstReach {
    /// Never.
    Never,
    /// Then.
    At(Stamp),
    /// On an unknown day.
    Undated,
}

impl Reached {
    pub const fn none() -> Self {
        Self([FirstReach::Never; Stage::FUNNEL.len() - 1])
    }

    /// The next entry: a stage further on passes those before it; where any entry is undated, the first one is unknown.
    pub fn hear(&mut self, entry: Entry, as_of: i64) {
        let Some(rank) = entry.stage.rank().filter(|_| entry.counts_by(as_of)) else { return };
        for first in &mut self.0[..rank] {
            *first = match (*first, entry.at) {
                (FirstReach::Undated, _) | (_, Stamp::NONE) => FirstReach::Undated,
                (FirstReach::Never, at) => FirstReach::At(at),
                (FirstReach::At(earlier), at) => FirstReach::At(earlier.min(at)),
            };
        }
    }
}

/// The first dated entry into each stage of the way after the first, `Stamp::NONE` where there is none.
pub(super) fn hear_entry(first: &mut [Stamp; Stage::FUNNEL.len() - 1], entry: Entry) {
    if entry.stage == Stage::Lost || entry.at == Stamp::NONE {
        return;
    }
    if let Some(rank) = entry.stage.rank().filter(|rank| *rank > 0) {
        let known = &mut first[rank - 1];
        if *known == Stamp::NONE || entry.at < *known {
            *known = entry.at;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_survives_in_either_form() {
        let zone = chrono_tz::Asia::Riyadh;
        let moments = ["2026-03-31T09:00:00Z", "2026-03-31T09:00:00.5Z", "1890-01-01T00:00:00Z", "2100-01-01T00:00:00Z"];
        let moments = moments.map(|text| Some(Moment::Instant(text.parse().unwrap())));
        let dates = [None, Some(Moment::Date("2026-03-31".parse().unwrap()))];
        for at in moments.into_iter().chain(dates).map(|moment| Stamp::of(moment, zone)) {
            for stage in Stage::ALL {
                let (entry, mut packed) = (Entry { stage, tied: stage == Stage::Won, at }, Packed::default());
                entry.pack(&mut packed);
                assert_eq!(Entry::unpack(&mut Unpacked(&packed.0)), entry);
            }
        }
    }
}
