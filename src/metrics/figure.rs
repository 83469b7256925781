//! The one shape of every reported number: value, what it was made of, how many records stand behind it, and why it is
//! missing when it is. The page, the CSV, the API and the command line print this and nothing else.

use super::rate::{FEW_BELOW, JUDGED_FROM, Rate};
use super::{minor_units, real};
use crate::domain::money::Currency;
use crate::domain::person::keyed;
use serde::ser::{Serialize, SerializeMap as _, Serializer};

keyed!(
    /// Why a figure has no value. The keys are stable: the API and the Fluent messages use them.
    Reason {
        /// No lead in the population.
        NoLeads = "no_leads",
        /// Nobody reached the stage that is divided by.
        NobodyReached = "nobody_reached",
        /// Nobody left the stage yet.
        NobodyLeft = "nobody_left",
        /// No deal was closed.
        NoDealsClosed = "no_deals_closed",
        /// No deal was won.
        NoDealsWon = "no_deals_won",
        /// No deal was opened, or none with an opening date.
        NoDealsOpened = "no_deals_opened",
        /// No won deal has both moments of the duration.
        NoDurations = "no_durations",
        /// No amount is known.
        NoAmounts = "no_amounts",
        /// No cost was recorded.
        NoCosts = "no_costs",
        /// Amounts are known, but none of their currencies has an exchange rate.
        NoRates = "no_rates",
        /// Costs are not recorded by what the question filters by.
        CostsNotSplit = "costs_not_split",
        /// No new customer to divide by.
        NoCustomers = "no_customers",
        /// The curve stays above one half.
        NotReached = "not_reached",
        /// Too young to be known.
        Immature = "immature",
        /// No past to learn from.
        NoHistory = "no_history",
        /// The earlier side has no value above zero.
        NothingBefore = "nothing_before",
        /// Belongs to no channel, so that dividing its sides means nothing.
        Unattributed = "unattributed",
        /// No lead was offered to sales.
        NoHandoffs = "no_handoffs",
        /// Nothing of it is over yet.
        NoneSettled = "none_settled",
        /// Sales answered none.
        NoneDecided = "none_decided",
        /// None was accepted.
        NoneAccepted = "none_accepted",
        /// Nobody was assigned.
        NoneAssigned = "none_assigned",
        /// None was touched.
        NoneTouched = "none_touched",
        /// None was rejected or returned.
        NoneSentBack = "none_sent_back",
        /// Nobody knows what made the leads ready for sales.
        NoEngagement = "no_engagement",
        /// No work of salespeople is logged.
        NoWork = "no_work",
    }
);

/// What a figure is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A part of something, 1 is all of it.
    Ratio,
    /// Days, with fractions.
    Days,
    /// Hours, with fractions.
    Hours,
    /// Things.
    Count,
    /// Minor units of a currency. Derived money has fractions of them.
    Money(Currency),
}

impl Unit {
    /// The stable key.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Ratio => "ratio",
            Self::Days => "days",
            Self::Hours => "hours",
            Self::Count => "count",
            Self::Money(_) => "money",
        }
    }
}

/// A 95 % confidence interval.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
#[serde(into = "(f64, f64)")]
pub struct Interval {
    /// The lower end.
    pub lo: f64,
    /// The upper end.
    pub hi: f64,
}

impl From<Interval> for (f64, f64) {
    fn from(i: Interval) -> Self {
        (i.lo, i.hi)
    }
}

/// One number as it is reported, unrounded.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figure {
    /// The number; none where there is no data, which is not zero.
    pub value: Option<f64>,
    /// Why there is none. Always there when the value is not.
    pub reason: Option<Reason>,
    /// What was divided, where something was.
    pub numerator: Option<f64>,
    /// What it was divided by.
    pub denominator: Option<f64>,
    /// Records behind it.
    pub n: u64,
    /// Its 95 % interval, where one is defined.
    pub interval: Option<Interval>,
    /// What it is counted in.
    pub unit: Unit,
}

impl Figure {
    /// No value, and why.
    #[must_use]
    pub const fn none(unit: Unit, reason: Reason) -> Self {
        Self { value: None, reason: Some(reason), numerator: None, denominator: None, n: 0, interval: None, unit }
    }

    /// A plain value over `n` records.
    #[must_use]
    pub const fn plain(value: f64, n: u64, unit: Unit) -> Self {
        Self { value: Some(value), reason: None, numerator: None, denominator: None, n, interval: None, unit }
    }

    /// A number of things.
    #[must_use]
    pub fn count(n: u64) -> Self {
        Self::plain(real(n), n, Unit::Count)
    }

    /// `k` of `n` with its Wilson interval. Where entries of a period are divided the part may exceed the whole: such a
    /// ratio has no interval.
    #[must_use]
    pub fn rate(k: u64, n: u64, empty: Reason) -> Self {
        let parts = Self { n, ..Self::divided(real(k), real(n), n, Unit::Ratio, empty) };
        Self { interval: Rate::new(k, n).map(Rate::interval), ..parts }
    }

    /// A quotient over `n` records; none with `empty` as the reason where there is nothing to divide by. Both sides are
    /// kept, so that a reader sees which one was missing.
    #[must_use]
    pub fn divided(numerator: f64, denominator: f64, n: u64, unit: Unit, empty: Reason) -> Self {
        let parts = Self { numerator: Some(numerator), denominator: Some(denominator), n, ..Self::none(unit, empty) };
        if denominator > 0.0 { Self { value: Some(numerator / denominator), reason: None, ..parts } } else { parts }
    }

    /// A sum of money over `n` records.
    #[must_use]
    pub fn money(minor: i64, n: u64, currency: Currency) -> Self {
        Self::plain(minor_units(minor), n, Unit::Money(currency))
    }

    /// A duration over `n` records, or why there is none.
    #[must_use]
    pub fn days(value: Option<f64>, n: u64, empty: Reason) -> Self {
        match value {
            Some(value) => Self::plain(value, n, Unit::Days),
            None => Self { n, ..Self::none(Unit::Days, empty) },
        }
    }

    /// A duration in hours over `n` records, from seconds, or why there is none.
    #[must_use]
    pub fn hours(seconds: Option<f64>, n: u64, empty: Reason) -> Self {
        match seconds {
            Some(seconds) => Self::plain(seconds / 3600.0, n, Unit::Hours),
            None => Self { n, ..Self::none(Unit::Hours, empty) },
        }
    }

    /// Too few records to be read without their count. No records are not few: there is nothing to mark.
    #[must_use]
    pub const fn is_few(&self) -> bool {
        self.n > 0 && self.n < FEW_BELOW
    }

    /// Enough records to be called better or worse.
    #[must_use]
    pub const fn is_judged(&self) -> bool {
        self.n >= JUDGED_FROM
    }
}

impl Serialize for Figure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("value", &self.value)?;
        if let Some(reason) = self.reason {
            map.serialize_entry("reason", &reason)?;
        }
        map.serialize_entry("numerator", &self.numerator)?;
        map.serialize_entry("denominator", &self.denominator)?;
        map.serialize_entry("n", &self.n)?;
        map.serialize_entry("interval", &self.interval)?;
        map.serialize_entry("unit", self.unit.key())?;
        if let Unit::Money(currency) = self.unit {
            map.serialize_entry("currency", &currency)?;
        }
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn sar() -> Currency {
        "SAR".parse().unwrap()
    }

    #[test]
    fn a_rate_prints_its_parts_its_count_and_its_interval() {
        let printed = serde_json::to_value(Figure::rate(1, 4, Reason::NoLeads)).unwrap();
        assert_eq!(printed["value"], json!(0.25));
        assert_eq!((&printed["numerator"], &printed["denominator"], &printed["n"]), (&json!(1.0), &json!(4.0), &json!(4)));
        assert_eq!(printed["interval"].as_array().unwrap().len(), 2);
        assert_eq!(printed["unit"], json!("ratio"));
        assert!(printed.get("reason").is_none() && printed.get("currency").is_none());
    }

    #[test]
    fn no_value_comes_with_its_reason() {
        let printed = serde_json::to_value(Figure::rate(0, 0, Reason::NoLeads)).unwrap();
        assert_eq!((&printed["value"], &printed["reason"]), (&json!(null), &json!("no_leads")));
        assert_eq!(printed["interval"], json!(null));
    }

    #[test]
    fn money_prints_minor_units_and_their_currency() {
        let printed = serde_json::to_value(Figure::divided(1000.0, 3.0, 3, Unit::Money(sar()), Reason::NoCustomers)).unwrap();
        assert_eq!((&printed["unit"], &printed["currency"]), (&json!("money"), &json!("SAR")));
        assert!((printed["value"].as_f64().unwrap() - 1000.0 / 3.0).abs() < 1e-12);
    }

    #[test]
    fn a_ratio_above_one_stands_without_an_interval() {
        let figure = Figure::rate(3, 2, Reason::NobodyReached);
        assert_eq!((figure.value, figure.interval, figure.reason), (Some(1.5), None, None));
    }

    #[test]
    fn few_ends_at_ten_and_judging_begins_at_thirty() {
        let of = |n| Figure::rate(1, n, Reason::NoLeads);
        assert!(of(9).is_few() && !of(10).is_few() && !Figure::none(Unit::Ratio, Reason::NoLeads).is_few());
        assert!(!of(29).is_judged() && of(30).is_judged());
    }

    #[test]
    fn every_reason_has_a_key_of_its_own_and_prints_it() {
        let keys: std::collections::BTreeSet<_> = Reason::ALL.iter().map(|r| r.key()).collect();
        assert_eq!(keys.len(), Reason::ALL.len());
        for reason in Reason::ALL {
            assert_eq!(serde_json::to_value(reason).unwrap(), json!(reason.key()));
        }
    }
}
