//! Leads that nobody works on, and what they are worth.

use crate::domain::money::Currency;
use crate::metrics::figure::{Figure, Reason, Unit};
use crate::metrics::quality::{History, Kind};
use crate::metrics::real;

/// Evidence: handoffs of leads of one kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeakRow {
    /// What the leads have in common.
    pub kind: Kind,
    /// Unanswered past the window for that.
    pub undecided: u64,
    /// Accepted, past the window, never touched.
    pub untouched: u64,
}

/// Leads of one sort that nobody works on.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct Leak {
    /// How many.
    pub handoffs: u64,
    /// Their expected value; of as many as it counts a value is known.
    pub worth: Figure,
}

/// Adds up one sort; `is_any` says whether there are handoffs that could have been of it.
#[must_use]
pub fn leak(rows: &[LeakRow], is_any: bool, history: &History, currency: Currency, part: fn(&LeakRow) -> u64) -> Leak {
    let handoffs = rows.iter().map(part).sum();
    let valued = rows.iter().filter_map(|row| Some((part(row), history.expected_value(&row.kind)?)));
    let (n, minor) = valued.fold((0, 0.0), |(n, sum), (count, each)| (n + count, sum + real(count) * each));
    let unit = Unit::Money(currency);
    let worth = match (handoffs, n) {
        (0, _) if is_any => Figure::plain(0.0, 0, unit),
        (0, _) => Figure::none(unit, Reason::NoHandoffs),
        (_, 0) => Figure::none(unit, Reason::NoHistory),
        _ => Figure::plain(minor, n, unit),
    };
    Leak { handoffs, worth }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::quality::Past;
    use std::collections::BTreeMap;

    #[test]
    fn each_lead_counts_what_one_of_its_kind_brings() {
        let kind = |channel: &str| Kind { channel: Some(channel.to_owned()), ..Kind::default() };
        let past = Past { leads: 100, won: 10, priced: 10, minor: 50_000, unrated: 0 };
        let history = History::of(BTreeMap::from([(kind("event"), past)]));
        let row = |channel: &str, undecided, untouched| LeakRow { kind: kind(channel), undecided, untouched };
        let (rows, sar) = ([row("event", 3, 0), row("email", 2, 0)], "SAR".parse().unwrap());
        let undecided = leak(&rows, true, &history, sar, |row| row.undecided);
        assert_eq!((undecided.handoffs, undecided.worth.n, undecided.worth.value), (5, 3, Some(1500.0)));
        let untouched = leak(&rows, true, &history, sar, |row| row.untouched);
        assert_eq!((untouched.handoffs, untouched.worth.value), (0, Some(0.0)));
        assert_eq!(leak(&rows[1..], true, &history, sar, |row| row.undecided).worth.reason, Some(Reason::NoHistory));
        assert_eq!(leak(&[], false, &history, sar, |row| row.undecided).worth.reason, Some(Reason::NoHandoffs));
    }
}
