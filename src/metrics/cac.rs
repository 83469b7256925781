//! What a customer costs (METRICS.md §5). Costs and customers are added up apart, then divided.

use super::costs::Spent;
use super::figure::{Figure, Reason, Unit};
use super::quantile::quantile;
use super::revenue::Source;
use super::{minor_units, real};
use crate::domain::money::Currency;
use crate::domain::period::Period;
use chrono::TimeDelta;
use std::collections::BTreeMap;

/// Cost ÷ things it bought: customers, leads, MQLs, clicks. Where no cost was recorded, or none can be converted, there is
/// none, which is not a cost of zero.
#[must_use]
pub fn cost_per(cost: Spent, things: u64, currency: Currency, none_bought: Reason) -> Figure {
    let unit = Unit::Money(currency);
    match cost.minor {
        Some(minor) => Figure::divided(minor_units(minor), real(things), things, unit, none_bought),
        None => Figure { denominator: Some(real(things)), n: things, ..Figure::none(unit, cost.missing()) },
    }
}

/// CAC: all sales and marketing cost, or the media cost alone, ÷ new customers.
#[must_use]
pub fn cac(cost: Spent, new_customers: u64, currency: Currency) -> Figure {
    cost_per(cost, new_customers, currency, Reason::NoCustomers)
}

/// From which beginning the lag of costs is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LagFrom {
    /// The creation of the lead.
    Lead,
    /// The opening of the deal, where the wins have no leads.
    Opportunity,
}

/// How far back the cost of some wins lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Lag {
    /// Whole days, half up.
    pub days: i64,
    /// Measured from.
    pub from: LagFrom,
}

impl Lag {
    /// The median time of a period's wins from the lead, or from the opportunity where there are no leads; none where
    /// there are neither. Negative durations are left out as errors of the data.
    #[must_use]
    pub fn of(lead_to_won: &[f64], opportunity_to_won: &[f64]) -> Option<Self> {
        let from_lead = half_up_median(lead_to_won).map(|days| Self { days, from: LagFrom::Lead });
        from_lead.or_else(|| Some(Self { days: half_up_median(opportunity_to_won)?, from: LagFrom::Opportunity }))
    }

    /// A period that many days earlier.
    #[must_use]
    pub fn shift(self, period: Period) -> Period {
        let back = TimeDelta::days(self.days);
        Period { from: period.from - back, to: period.to - back }
    }
}

fn half_up_median(days: &[f64]) -> Option<i64> {
    let mut valid: Vec<f64> = days.iter().copied().filter(|d| *d >= 0.0).collect();
    valid.sort_unstable_by(f64::total_cmp);
    #[expect(clippy::cast_possible_truncation, reason = "days between two moments of the calendar")]
    quantile(&valid, 0.5).map(|median| (median + 0.5).floor() as i64)
}

/// CAC with the cost of the time in which the customers were being won.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct LaggedCac {
    /// The figure.
    pub cac: Figure,
    /// The shift used; none where no win says how long it took.
    pub lag: Option<Lag>,
    /// The days whose cost was counted.
    pub cost_period: Option<Period>,
}

/// CAC, lagged: `cost_of` adds up the cost of the period shifted back.
#[must_use]
pub fn lagged(
    lag: Option<Lag>,
    period: Period,
    new_customers: u64,
    currency: Currency,
    cost_of: impl FnOnce(Period) -> Spent,
) -> LaggedCac {
    let cost_period = lag.map(|lag| lag.shift(period));
    let unknown = || {
        let reason = if new_customers == 0 { Reason::NoCustomers } else { Reason::NoDurations };
        Figure { n: new_customers, ..Figure::none(Unit::Money(currency), reason) }
    };
    let cac = cost_period.map_or_else(unknown, |shifted| cac(cost_of(shifted), new_customers, currency));
    LaggedCac { cac, lag, cost_period }
}

/// One row of CAC by channel or campaign.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct CacRow {
    /// The channel.
    pub source: Source,
    /// Its cost.
    pub cost: Figure,
    /// Customers credited to it, fractions under a model that splits.
    pub customers: f64,
    /// Cost ÷ customers.
    pub cac: Figure,
    /// Media cost ÷ customers.
    pub media: Figure,
    /// The cost of the time before ÷ customers.
    pub lagged: Figure,
}

/// The costs of channels.
#[derive(Clone, Debug, Default)]
pub struct ChannelCosts {
    /// All cost of the period.
    pub full: BTreeMap<Source, Spent>,
    /// Its media cost.
    pub media: BTreeMap<Source, Spent>,
    /// All cost of the time in which the customers were being won; none where no win says how long it took.
    pub lagged: Option<BTreeMap<Source, Spent>>,
}

/// CAC by channel, from costs and credited customers that were added up apart. Every channel of either side has its row,
/// most customers first; costs and customers without a channel stand last, side by side and never divided. The rows add
/// up to all customers and to all costs.
#[must_use]
pub fn by_channel(costs: &ChannelCosts, customers: &BTreeMap<Source, f64>, currency: Currency) -> Vec<CacRow> {
    let before = costs.lagged.iter().flat_map(BTreeMap::keys);
    let mut rows: Vec<_> =
        costs.full.keys().chain(before).chain(customers.keys()).collect::<std::collections::BTreeSet<_>>().into_iter().collect();
    let credited = |source: &Source| customers.get(source).copied().unwrap_or(0.0);
    rows.sort_by(|a, b| {
        let last = |source: &Source| *source == Source::Unattributed;
        last(a).cmp(&last(b)).then(credited(b).total_cmp(&credited(a))).then(a.cmp(b))
    });
    rows.into_iter().map(|source| row(source, costs, credited(source), currency)).collect()
}

fn row(source: &Source, costs: &ChannelCosts, customers: f64, currency: Currency) -> CacRow {
    let unit = Unit::Money(currency);
    let whole = whole(customers);
    let divided = |cost: Spent| match (source, cost.minor) {
        (Source::Unattributed, _) => Figure { n: whole, ..Figure::none(unit, Reason::Unattributed) },
        (_, None) => Figure { denominator: Some(customers), n: whole, ..Figure::none(unit, cost.missing()) },
        (_, Some(minor)) => Figure::divided(minor_units(minor), customers, whole, unit, Reason::NoCustomers),
    };
    let of = |costs: &BTreeMap<Source, Spent>| costs.get(source).copied().unwrap_or_default();
    let own = of(&costs.full);
    let no_lag = || {
        let reason = if *source == Source::Unattributed { Reason::Unattributed } else { Reason::NoDurations };
        Figure { denominator: Some(customers), n: whole, ..Figure::none(unit, reason) }
    };
    CacRow {
        source: source.clone(),
        cost: own.minor.map_or(Figure::none(unit, own.missing()), |minor| Figure::money(minor, whole, currency)),
        customers,
        cac: divided(own),
        media: divided(of(&costs.media)),
        lagged: costs.lagged.as_ref().map_or_else(no_lag, |lagged| divided(of(lagged))),
    }
}

/// Whole customers of a credit in fractions: what may be called few or judged.
fn whole(customers: f64) -> u64 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count of customers, saturating")]
    let whole = customers.floor() as u64;
    whole
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::near::near;

    fn sar() -> Currency {
        "SAR".parse().unwrap()
    }
    fn channel(name: &str) -> Source {
        Source::Channel(name.to_owned())
    }
    fn march() -> Period {
        Period::month_of("2026-03-31".parse().unwrap())
    }

    fn spent(minor: i64) -> Spent {
        Spent { minor: Some(minor), days_without_rate: 0 }
    }

    #[test]
    fn no_cost_no_rate_and_no_customer_are_three_reasons_and_a_cost_of_zero_is_a_cost() {
        assert!(near(cac(spent(1000), 3, sar()).value.unwrap(), 1000.0 / 3.0));
        assert_eq!(cac(Spent::default(), 3, sar()).reason, Some(Reason::NoCosts));
        assert_eq!(cac(Spent { minor: None, days_without_rate: 31 }, 3, sar()).reason, Some(Reason::NoRates));
        assert_eq!(cac(spent(1000), 0, sar()).reason, Some(Reason::NoCustomers));
        assert_eq!(cac(spent(0), 3, sar()).value, Some(0.0));
    }

    #[test]
    fn the_lag_is_the_median_in_whole_days_half_up() {
        assert_eq!(Lag::of(&[10.0, 11.0], &[1.0]), Some(Lag { days: 11, from: LagFrom::Lead }));
        assert_eq!(Lag::of(&[10.4, -3.0], &[1.0]), Some(Lag { days: 10, from: LagFrom::Lead }));
        assert_eq!(Lag::of(&[], &[2.5]), Some(Lag { days: 3, from: LagFrom::Opportunity }));
        assert_eq!(Lag::of(&[], &[]), None);
    }

    #[test]
    fn the_lagged_cost_is_that_of_the_days_before() {
        let lag = Lag::of(&[31.0], &[]);
        let found = lagged(lag, march(), 4, sar(), |period| {
            if period.from == "2026-01-29".parse().unwrap() { spent(400) } else { Spent::default() }
        });
        assert!(near(found.cac.value.unwrap(), 100.0));
        assert_eq!(found.cost_period.map(Period::days), Some(31));
        assert_eq!(lagged(None, march(), 4, sar(), |_| spent(1)).cac.reason, Some(Reason::NoDurations));
        assert_eq!(lagged(None, march(), 0, sar(), |_| spent(1)).cac.reason, Some(Reason::NoCustomers));
    }

    #[test]
    fn channels_keep_their_own_reason_and_add_up_to_all_customers() {
        let costs = BTreeMap::from([
            (channel("search"), spent(900)),
            (channel("event"), spent(500)),
            (channel("direct"), Spent { minor: None, days_without_rate: 3 }),
            (Source::Unattributed, spent(70)),
        ]);
        let customers = BTreeMap::from([(channel("search"), 3.0), (channel("direct"), 2.5), (Source::Unattributed, 4.0)]);
        let media = BTreeMap::from([(channel("search"), spent(600))]);
        let before = BTreeMap::from([(channel("search"), spent(450)), (channel("radio"), spent(5))]);
        let costs = ChannelCosts { full: costs, media, lagged: Some(before) };
        let rows = by_channel(&costs, &customers, sar());
        assert_eq!((rows[0].media.value, rows[0].lagged.value), (Some(200.0), Some(150.0)));
        assert_eq!(rows[1].media.reason, Some(Reason::NoCosts));
        let unknown = by_channel(&ChannelCosts { lagged: None, ..costs.clone() }, &customers, sar());
        assert_eq!(unknown[0].lagged.reason, Some(Reason::NoDurations));
        let seen: Vec<_> = rows.iter().map(|row| (row.source.clone(), row.cac.value, row.cac.reason)).collect();
        assert_eq!(
            seen,
            [
                (channel("search"), Some(300.0), None),
                (channel("direct"), None, Some(Reason::NoRates)),
                (channel("event"), None, Some(Reason::NoCustomers)),
                (channel("radio"), None, Some(Reason::NoCosts)),
                (Source::Unattributed, None, Some(Reason::Unattributed)),
            ]
        );
        assert!(near(rows.iter().map(|row| row.customers).sum(), 9.5));
        assert!(near(rows.iter().filter_map(|row| row.cost.value).sum(), 1470.0));
    }
}
