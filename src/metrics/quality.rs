//! What a lead is worth before anybody has worked it: the past conversion of its like × what they paid (METRICS.md §2).

use super::figure::{Figure, Reason, Unit};
use super::rate::JUDGED_FROM;
use super::{minor_units, real};
use crate::domain::money::Currency;
use crate::domain::person::keyed;
use std::collections::BTreeMap;

/// Evidence: what became of the leads of the last 12 months that share source, persona and segment, or a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Past {
    /// Leads.
    pub leads: u64,
    /// Of them, won.
    pub won: u64,
    /// Of those, with a known amount.
    pub priced: u64,
    /// Of those won, with an amount in a currency without an exchange rate.
    pub unrated: u64,
    /// The sum of the known amounts in minor units.
    pub minor: i64,
}

impl Past {
    /// Two groups together.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self {
            leads: self.leads + other.leads,
            won: self.won + other.won,
            priced: self.priced + other.priced,
            unrated: self.unrated + other.unrated,
            minor: self.minor + other.minor,
        }
    }

    /// Past conversion × mean won amount, in minor units. Nobody won is a worth of zero; won at unknown amounts, or no
    /// leads at all, say nothing.
    #[must_use]
    pub fn worth(self) -> Option<f64> {
        match self {
            Self { leads: 0, .. } => None,
            Self { won: 0, .. } => Some(0.0),
            Self { priced: 0, .. } => None,
            _ => Some(real(self.won) / real(self.leads) * minor_units(self.minor) / real(self.priced)),
        }
    }

    /// Some were won, and what they paid is not known of any.
    const fn is_unpriced(self) -> bool {
        self.won > 0 && self.priced == 0
    }

    /// The expected value of a lead of this group: its own past from 30 leads on, below that drawn towards its channel's
    /// by what is missing to 30; none where that is not known.
    #[must_use]
    pub fn expected_value(self, channel: Self) -> Option<f64> {
        let own = self.worth().map(|worth| (worth, real(self.leads.min(JUDGED_FROM)) / real(JUDGED_FROM)));
        match (own, channel.worth()) {
            (Some((worth, weight)), Some(channel)) => Some(weight * worth + (1.0 - weight) * channel),
            (Some((worth, weight)), None) => (weight >= 1.0).then_some(worth),
            (None, channel) => channel,
        }
    }
}

/// What leads have in common that predicts their worth.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Kind {
    /// The channel of the first source.
    pub channel: Option<String>,
    /// The first source.
    pub source: Option<String>,
    /// The persona.
    pub persona: Option<String>,
    /// The segment.
    pub segment: Option<String>,
}

/// The past of all kinds of leads.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    kinds: BTreeMap<Kind, Past>,
    channels: BTreeMap<Option<String>, Past>,
    all: Past,
    valued: Vec<Valued>,
}

impl History {
    /// From the past of each kind.
    #[must_use]
    pub fn of(kinds: BTreeMap<Kind, Past>) -> Self {
        let mut channels: BTreeMap<Option<String>, Past> = BTreeMap::new();
        for (kind, past) in &kinds {
            let sum = channels.entry(kind.channel.clone()).or_default();
            *sum = sum.and(*past);
        }
        let all = channels.values().fold(Past::default(), |sum, past| sum.and(*past));
        let mut history = Self { kinds, channels, all, valued: Vec::new() };
        history.valued = history.value(&history.kinds).0;
        history
    }

    /// The expected value of a lead of a kind, if the past says any. Where nobody knows what any of the won paid, it says
    /// nothing: the leads of kinds that nobody won would make all look worthless.
    #[must_use]
    pub fn expected_value(&self, kind: &Kind) -> Option<f64> {
        if self.all.is_unpriced() {
            return None;
        }
        let channel = self.channels.get(&kind.channel).copied().unwrap_or_default();
        self.kinds.get(kind).copied().unwrap_or_default().expected_value(channel)
    }

    /// Where a lead of a kind stands among those of the past.
    #[must_use]
    pub fn grade(&self, kind: &Kind) -> Grade {
        self.expected_value(kind).map_or(Grade::Unvalued, |value| grade(value, &self.valued))
    }

    /// New leads by quality.
    #[must_use]
    pub fn quality(&self, new: &BTreeMap<Kind, Past>, currency: Currency) -> Quality {
        let (valued, leads) = self.value(new);
        let reason = match self.all {
            all if !all.is_unpriced() => Reason::NoHistory,
            Past { unrated: 0, .. } => Reason::NoAmounts,
            _ => Reason::NoRates,
        };
        by_quality(&valued, &self.valued, Unvalued { leads, reason }, currency)
    }

    /// Leads by their expected value, and how many have none.
    fn value(&self, leads: &BTreeMap<Kind, Past>) -> (Vec<Valued>, u64) {
        let mut unvalued = 0;
        let mut valued = Vec::new();
        for (kind, group) in leads {
            match self.expected_value(kind) {
                Some(value) => valued.push(Valued { value, leads: group.leads }),
                None => unvalued += group.leads,
            }
        }
        (valued, unvalued)
    }
}

keyed!(
    /// Where a lead stands among those of the past year by its expected value.
    Grade {
        /// The best third.
        High = "high",
        /// The middle third.
        Middle = "middle",
        /// The lowest third.
        Low = "low",
        /// Nothing is known to value it by.
        Unvalued = "unvalued",
    }
);

/// New leads without an expected value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unvalued {
    /// How many.
    pub leads: u64,
    /// Why.
    pub reason: Reason,
}

/// Leads of one expected value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Valued {
    /// Each one's expected value in minor units.
    pub value: f64,
    /// How many.
    pub leads: u64,
}

/// One third of the new leads by quality.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct Third {
    /// New leads in it.
    pub leads: u64,
    /// Their mean expected value.
    pub mean: Figure,
}

/// New leads by quality.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct Quality {
    /// All that can be valued.
    pub all: Third,
    /// Worth what the best third of the past year's leads were.
    pub high: Third,
    /// The middle third.
    pub middle: Third,
    /// The lowest third.
    pub low: Third,
    /// New leads without any past to value them by.
    pub unvalued: u64,
}

/// Sorts new leads into the thirds of the past year's. The thirds are those of the past and not of the new leads
/// themselves, so that their counts tell whether the leads become better. A value's place is the middle of the past leads
/// that share it.
#[must_use]
pub fn by_quality(new: &[Valued], past: &[Valued], unvalued: Unvalued, currency: Currency) -> Quality {
    let graded: Vec<(Grade, Valued)> = new.iter().map(|group| (grade(group.value, past), *group)).collect();
    let third = |wanted: Option<Grade>| {
        let kept = graded.iter().filter(|(grade, _)| wanted.is_none_or(|wanted| wanted == *grade)).map(|(_, group)| group);
        let (leads, worth) =
            kept.fold((0, 0.0), |(leads, worth), group| (leads + group.leads, worth + group.value * real(group.leads)));
        let empty = if new.is_empty() && unvalued.leads > 0 { unvalued.reason } else { Reason::NoLeads };
        Third { leads, mean: Figure::divided(worth, real(leads), leads, Unit::Money(currency), empty) }
    };
    Quality {
        all: third(None),
        high: third(Some(Grade::High)),
        middle: third(Some(Grade::Middle)),
        low: third(Some(Grade::Low)),
        unvalued: unvalued.leads,
    }
}

/// The third of the past in which a value has its place.
fn grade(value: f64, past: &[Valued]) -> Grade {
    match place(value, past) {
        place if place >= 2.0 / 3.0 => Grade::High,
        place if place >= 1.0 / 3.0 => Grade::Middle,
        _ => Grade::Low,
    }
}

/// The share of past leads worth less, those worth the same counted half; the middle where there is no past.
fn place(value: f64, past: &[Valued]) -> f64 {
    let all: u64 = past.iter().map(|group| group.leads).sum();
    let below: u64 = past.iter().filter(|group| group.value < value).map(|group| group.leads).sum();
    let same: u64 = past.iter().filter(|group| group.value.total_cmp(&value).is_eq()).map(|group| group.leads).sum();
    if all == 0 { 0.5 } else { (real(below) + real(same) / 2.0) / real(all) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::near::near;
    use proptest::prelude::*;

    fn past(leads: u64, won: u64, minor: i64) -> Past {
        Past { leads, won, priced: won, minor, unrated: 0 }
    }
    fn valued(value: f64, leads: u64) -> Valued {
        Valued { value, leads }
    }
    fn none(leads: u64) -> Unvalued {
        Unvalued { leads, reason: Reason::NoHistory }
    }
    fn sar() -> Currency {
        "SAR".parse().unwrap()
    }

    #[test]
    fn a_kind_without_a_past_is_worth_what_its_channel_is() {
        let kind = |channel: &str, persona: &str| Kind {
            channel: Some(channel.to_owned()),
            persona: Some(persona.to_owned()),
            ..Kind::default()
        };
        let history =
            History::of(BTreeMap::from([(kind("event", "buyer"), past(60, 6, 1200)), (kind("event", "user"), past(40, 0, 0))]));
        assert!(near(history.expected_value(&kind("event", "buyer")).unwrap(), 20.0));
        assert!(near(history.expected_value(&kind("event", "student")).unwrap(), 12.0));
        assert_eq!(history.expected_value(&kind("email", "buyer")), None);
        let new = BTreeMap::from([(kind("event", "user"), past(3, 0, 0)), (kind("email", "buyer"), past(2, 0, 0))]);
        assert_eq!(history.value(&new), (vec![valued(0.0, 3)], 2));
    }

    #[test]
    fn from_thirty_leads_on_a_group_speaks_for_itself() {
        assert!(near(past(30, 3, 600).expected_value(past(1000, 1, 1)).unwrap(), 20.0));
    }

    #[test]
    fn a_small_group_is_drawn_towards_its_channel() {
        // 15 leads, 3 won of 200 each: 40 a lead; the channel 10; halfway between.
        assert!(near(past(15, 3, 600).expected_value(past(100, 10, 1000)).unwrap(), 25.0));
        assert!(near(past(0, 0, 0).expected_value(past(100, 10, 1000)).unwrap(), 10.0));
        assert!(near(past(15, 0, 0).expected_value(past(100, 10, 1000)).unwrap(), 5.0));
        assert_eq!(past(0, 0, 0).expected_value(past(0, 0, 0)), None);
    }

    #[test]
    fn an_amount_that_is_not_known_lowers_no_mean() {
        assert!(near(Past { leads: 10, won: 4, priced: 2, minor: 1000, unrated: 0 }.worth().unwrap(), 200.0));
        let unpriced = Past { leads: 40, won: 4, unrated: 4, ..Past::default() };
        assert_eq!(unpriced.worth(), None);
        // Few leads, none won: what their channel brought would say more, and nobody knows it.
        assert_eq!(past(5, 0, 0).expected_value(unpriced), None);
        assert_eq!(past(30, 0, 0).expected_value(unpriced), Some(0.0));
    }

    #[test]
    fn where_no_amount_can_be_told_no_lead_is_worth_nothing() {
        let kind = |channel: &str| Kind { channel: Some(channel.to_owned()), ..Kind::default() };
        let won = |unrated| Past { leads: 40, won: 4, unrated, ..Past::default() };
        for (unrated, reason) in [(4, Reason::NoRates), (0, Reason::NoAmounts)] {
            let history = History::of(BTreeMap::from([(kind("event"), won(unrated)), (kind("email"), past(90, 0, 0))]));
            let quality = history.quality(&BTreeMap::from([(kind("email"), past(3, 0, 0))]), sar());
            assert_eq!((quality.all.mean.value, quality.all.mean.reason, quality.unvalued), (None, Some(reason), 3));
            assert_eq!(history.grade(&kind("email")), Grade::Unvalued);
        }
    }

    #[test]
    fn each_kind_has_the_grade_that_its_leads_are_counted_in() {
        let kind = |persona: &str| Kind { persona: Some(persona.to_owned()), ..Kind::default() };
        let kinds = BTreeMap::from([(kind("a"), past(30, 9, 900)), (kind("b"), past(30, 3, 300)), (kind("c"), past(30, 0, 0))]);
        let history = History::of(kinds.clone());
        assert_eq!(["a", "b", "c"].map(|k| history.grade(&kind(k))), [Grade::High, Grade::Middle, Grade::Low]);
        let quality = history.quality(&kinds, sar());
        assert_eq!([quality.high, quality.middle, quality.low].map(|third| third.leads), [30, 30, 30]);
    }

    #[test]
    fn new_leads_fall_into_the_thirds_of_the_past() {
        let year = [valued(1.0, 100), valued(5.0, 100), valued(9.0, 100)];
        let quality = by_quality(&[valued(9.0, 6), valued(10.0, 2), valued(5.0, 1)], &year, none(4), sar());
        assert_eq!((quality.high.leads, quality.middle.leads, quality.low.leads, quality.unvalued), (8, 1, 0, 4));
        assert!(near(quality.high.mean.value.unwrap(), 9.25));
        assert!(near(quality.all.mean.value.unwrap(), 79.0 / 9.0));
        assert_eq!(quality.low.mean.reason, Some(Reason::NoLeads));
    }

    #[test]
    fn where_all_are_worth_the_same_they_are_the_middle() {
        let quality = by_quality(&[valued(5.0, 3)], &[valued(5.0, 40)], none(0), sar());
        assert_eq!((quality.high.leads, quality.middle.leads, quality.low.leads), (0, 3, 0));
    }

    #[test]
    fn without_a_past_there_is_no_value() {
        assert_eq!(by_quality(&[], &[], none(4), sar()).all.mean.reason, Some(Reason::NoHistory));
        assert_eq!(by_quality(&[], &[], none(0), sar()).all.mean.reason, Some(Reason::NoLeads));
    }

    fn pasts() -> impl Strategy<Value = Past> {
        (1_u64..200).prop_flat_map(|leads| (Just(leads), 0..=leads, 0_i64..1_000_000)).prop_map(|(l, w, m)| past(l, w, m))
    }

    proptest! {
        #[test]
        fn the_expected_value_lies_between_the_two_means(own in pasts(), channel in pasts()) {
            let (a, b) = (own.worth().unwrap(), channel.worth().unwrap());
            let value = own.expected_value(channel).unwrap();
            prop_assert!(value >= a.min(b) * (1.0 - 1e-12) && value <= a.max(b) * (1.0 + 1e-12));
        }

        #[test]
        fn every_new_lead_stands_in_one_third(
            new in prop::collection::vec((0_u32..9, 0_u64..50), 0..9), year in prop::collection::vec((0_u32..9, 0_u64..50), 0..9),
        ) {
            let list = |rows: Vec<(u32, u64)>| rows.into_iter().map(|(v, n)| valued(f64::from(v), n)).collect::<Vec<_>>();
            let quality = by_quality(&list(new), &list(year), none(0), sar());
            prop_assert_eq!(quality.all.leads, quality.high.leads + quality.middle.leads + quality.low.leads);
            if let (Some(high), Some(low)) = (quality.high.mean.value, quality.low.mean.value) {
                prop_assert!(low < high);
            }
        }
    }
}
