//! Days of the Hijri year, from the Umm al-Qura calendar. The moon decides: what is proposed is provisional until a
//! person confirms it.

use chrono::{Datelike as _, Days, NaiveDate};
use icu::calendar::cal::Hijri;
use icu::calendar::{Date, Iso};

/// The first Gregorian year that is proposed: the calendar's tables begin in 1882.
pub const FIRST_YEAR: i32 = 1900;
/// The last one: the tables end in 2174.
pub const LAST_YEAR: i32 = 2170;

/// What a day off is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Occasion {
    /// 1 Muharram.
    NewYear,
    /// The month of fasting: shorter hours, not days off.
    Ramadan,
    /// From 1 Shawwal.
    EidAlFitr,
    /// 9 Dhu al-Hijja.
    Arafat,
    /// From 10 Dhu al-Hijja.
    EidAlAdha,
}

impl Occasion {
    /// All in the order of the Hijri year.
    pub const ALL: [Self; 5] = [Self::NewYear, Self::Ramadan, Self::EidAlFitr, Self::Arafat, Self::EidAlAdha];

    /// The word for it in messages.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::NewYear => "new-year",
            Self::Ramadan => "ramadan",
            Self::EidAlFitr => "eid-al-fitr",
            Self::Arafat => "arafat",
            Self::EidAlAdha => "eid-al-adha",
        }
    }

    /// The occasion of a word.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|occasion| occasion.key() == key)
    }

    /// The Hijri month and day on which it begins.
    const fn begins(self) -> (u8, u8) {
        match self {
            Self::NewYear => (1, 1),
            Self::Ramadan => (9, 1),
            Self::EidAlFitr => (10, 1),
            Self::Arafat => (12, 9),
            Self::EidAlAdha => (12, 10),
        }
    }
}

/// How many days the two feasts are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lengths {
    /// Of Eid al-Fitr.
    pub fitr: u8,
    /// Of Eid al-Adha, the day of Arafat before it not counted.
    pub adha: u8,
}

impl Default for Lengths {
    /// Four days each in all: 1 to 4 Shawwal, and 9 to 12 Dhu al-Hijja with the day of Arafat.
    fn default() -> Self {
        Self { fitr: 4, adha: 3 }
    }
}

/// An occasion of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// What for.
    pub occasion: Occasion,
    /// The first day.
    pub first: NaiveDate,
    /// How many days.
    pub days: u8,
    /// Of which Hijri year.
    pub hijri_year: i32,
}

impl Proposal {
    /// The last day.
    #[must_use]
    pub fn last(&self) -> NaiveDate {
        self.first + Days::new(u64::from(self.days.saturating_sub(1)))
    }

    /// All its days.
    pub fn all_days(&self) -> impl Iterator<Item = NaiveDate> + use<> {
        self.first.iter_days().take(usize::from(self.days))
    }
}

/// The occasions that begin in a Gregorian year, by their first day. Some years hold one twice, some hold none.
#[must_use]
pub fn propose(year: i32, lengths: Lengths) -> Vec<Proposal> {
    let (Some(first), Some(last)) = (hijri_year(year, 1, 1), hijri_year(year, 12, 31)) else { return Vec::new() };
    let mut found: Vec<Proposal> = (first..=last)
        .flat_map(|hijri| Occasion::ALL.into_iter().filter_map(move |occasion| proposal(occasion, hijri, lengths)))
        .filter(|proposal| proposal.first.year() == year)
        .collect();
    found.sort_by_key(|proposal| proposal.first);
    found
}

fn hijri_year(year: i32, month: u8, day: u8) -> Option<i32> {
    if !(FIRST_YEAR..=LAST_YEAR).contains(&year) {
        return None;
    }
    let day = Date::try_new_iso(year, month, day).ok()?;
    Some(day.to_calendar(Hijri::new_umm_al_qura()).year().extended_year())
}

fn proposal(occasion: Occasion, hijri_year: i32, lengths: Lengths) -> Option<Proposal> {
    let (month, day) = occasion.begins();
    let date = Date::try_new_hijri_with_calendar(hijri_year, month, day, Hijri::new_umm_al_qura()).ok()?;
    let days = match occasion {
        Occasion::NewYear | Occasion::Arafat => 1,
        Occasion::Ramadan => date.days_in_month(),
        Occasion::EidAlFitr => lengths.fitr,
        Occasion::EidAlAdha => lengths.adha,
    };
    let first = gregorian(date.to_calendar(Iso))?;
    (days > 0).then_some(Proposal { occasion, first, days, hijri_year })
}

fn gregorian(date: Date<Iso>) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(date.year().extended_year(), u32::from(date.month().ordinal), u32::from(date.day_of_month().0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(year: i32) -> Vec<(Occasion, String, u8)> {
        propose(year, Lengths::default()).into_iter().map(|p| (p.occasion, p.first.to_string(), p.days)).collect()
    }
    fn known(occasion: Occasion, first: &str, days: u8) -> (Occasion, String, u8) {
        (occasion, first.to_owned(), days)
    }

    #[test]
    fn the_days_of_1446_and_1447_are_those_of_umm_al_qura() {
        assert_eq!(
            days(2025),
            [
                known(Occasion::Ramadan, "2025-03-01", 29),
                known(Occasion::EidAlFitr, "2025-03-30", 4),
                known(Occasion::Arafat, "2025-06-05", 1),
                known(Occasion::EidAlAdha, "2025-06-06", 3),
                known(Occasion::NewYear, "2025-06-26", 1),
            ]
        );
        let of_2026 = days(2026);
        assert!(of_2026.contains(&known(Occasion::Ramadan, "2026-02-18", 30)));
        assert!(of_2026.contains(&known(Occasion::EidAlFitr, "2026-03-20", 4)));
    }

    #[test]
    fn a_gregorian_year_can_hold_an_occasion_twice() {
        let ramadans: Vec<Proposal> =
            propose(2030, Lengths::default()).into_iter().filter(|p| p.occasion == Occasion::Ramadan).collect();
        assert_eq!(ramadans.iter().map(|p| p.hijri_year).collect::<Vec<_>>(), [1451, 1452]);
        assert_eq!(ramadans[0].first.to_string(), "2030-01-05");
        assert_eq!(ramadans[1].first.to_string(), "2030-12-26");
        assert_eq!(ramadans[1].last().year(), 2031);
    }

    #[test]
    fn no_year_outside_the_tables_is_guessed() {
        assert_eq!(propose(1850, Lengths::default()), []);
        assert_eq!(propose(2200, Lengths::default()), []);
        assert!((FIRST_YEAR..=LAST_YEAR).all(|year| propose(year, Lengths::default()).len() >= 4));
    }

    #[test]
    fn a_feast_of_no_days_is_not_proposed() {
        let none = propose(2026, Lengths { fitr: 0, adha: 1 });
        assert!(none.iter().all(|p| p.occasion != Occasion::EidAlFitr));
        assert_eq!(none.iter().find(|p| p.occasion == Occasion::EidAlAdha).map(|p| p.days), Some(1));
    }
}
