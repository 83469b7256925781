//! Revenue: amounts of deals closed won, how they grew, and where they came from (METRICS.md §5).

use super::change::Change;
use super::figure::{Figure, Reason, Unit};
use super::{minor_units, real};
use crate::domain::money::Currency;
use crate::domain::period::Period;

/// Evidence: deals won, in the workspace's currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Won {
    /// Deals won.
    pub deals: u64,
    /// Of them, those whose amount is known and convertible.
    pub priced: u64,
    /// Of them, those whose amount is known, but in a currency without an exchange rate.
    pub unrated: u64,
    /// The sum of those amounts in minor units.
    pub minor: i64,
}

impl Won {
    /// Two groups together.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self {
            deals: self.deals + other.deals,
            priced: self.priced + other.priced,
            unrated: self.unrated + other.unrated,
            minor: self.minor + other.minor,
        }
    }

    /// Why nothing is known of the amounts of deals won.
    const fn missing(self) -> Reason {
        if self.unrated > 0 { Reason::NoRates } else { Reason::NoAmounts }
    }

    /// The revenue. No deal won is no revenue, a true zero; deals won of which no amount is known are no data.
    #[must_use]
    pub fn total(self, currency: Currency) -> Figure {
        if self.deals > 0 && self.priced == 0 {
            return Figure { n: self.deals, ..Figure::none(Unit::Money(currency), self.missing()) };
        }
        Figure::money(self.minor, self.deals, currency)
    }

    /// The mean amount of a won deal, over the deals with an amount.
    #[must_use]
    pub fn mean(self, currency: Currency) -> Figure {
        let empty = if self.deals == 0 { Reason::NoDealsWon } else { self.missing() };
        Figure::divided(minor_units(self.minor), real(self.priced), self.priced, Unit::Money(currency), empty)
    }

    /// Deals won that the revenue leaves out for want of an amount or of an exchange rate.
    #[must_use]
    pub const fn left_out(self) -> u64 {
        self.deals - self.priced
    }

    /// Growth since an earlier period of equal calendar length; new from zero.
    #[must_use]
    pub fn growth_since(self, earlier: Self, currency: Currency) -> Change {
        Change::between(&earlier.total(currency), &self.total(currency))
    }
}

/// One step of the revenue by time.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct RevenueStep {
    /// The days it covers.
    pub period: Period,
    /// Revenue in it.
    pub revenue: Figure,
    /// Deals won in it.
    pub deals: u64,
    /// Growth since the step before; none at the first, whose step before is not shown.
    pub growth: Option<Change>,
    /// Growth since the same days a year earlier.
    pub growth_over_year: Option<Change>,
}

/// Revenue step by step, each against the one before it.
#[must_use]
pub fn by_step(steps: &[(Period, Won)], currency: Currency) -> Vec<RevenueStep> {
    let earlier = std::iter::once(None).chain(steps.iter().map(|(_, won)| Some(*won)));
    steps
        .iter()
        .zip(earlier)
        .map(|((period, won), earlier)| RevenueStep {
            period: *period,
            revenue: won.total(currency),
            deals: won.deals,
            growth: earlier.map(|earlier| won.growth_since(earlier, currency)),
            growth_over_year: None,
        })
        .collect()
}

/// Where something came from: a channel, or nowhere that is known.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case", tag = "kind", content = "name")]
pub enum Source {
    /// A channel by its name.
    Channel(String),
    /// No channel is recorded. Last in order, a row of its own.
    Unattributed,
}

/// One row of the revenue by channel.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct RevenueRow {
    /// Where it came from.
    pub source: Source,
    /// Revenue of it.
    pub revenue: Figure,
    /// Deals won.
    pub deals: u64,
    /// Its share of all revenue.
    pub share: Figure,
}

/// Revenue by channel, most first, the unattributed last. The rows add up to all revenue.
#[must_use]
pub fn by_channel(rows: &[(Source, Won)], currency: Currency) -> Vec<RevenueRow> {
    let all = rows.iter().fold(Won::default(), |sum, (_, won)| sum.and(*won));
    let mut sorted: Vec<_> = rows.to_vec();
    sorted.sort_by(|(a, x), (b, y)| {
        let last = |source: &Source| *source == Source::Unattributed;
        last(a).cmp(&last(b)).then(y.minor.cmp(&x.minor)).then(a.cmp(b))
    });
    sorted
        .into_iter()
        .map(|(source, won)| RevenueRow {
            source,
            revenue: won.total(currency),
            deals: won.deals,
            share: Figure::divided(minor_units(won.minor), minor_units(all.minor), won.deals, Unit::Ratio, all.missing()),
        })
        .collect()
}

/// Sales velocity: opportunities open at the period's end × win rate × mean won amount ÷ mean cycle days, a day.
#[must_use]
pub fn velocity(open: u64, win_rate: &Figure, mean_won: &Figure, mean_cycle_days: Option<f64>, currency: Currency) -> Figure {
    let unit = Unit::Money(currency);
    let missing = |figure: &Figure| Figure::none(unit, figure.reason.unwrap_or(Reason::NoDealsClosed));
    match (win_rate.value, mean_won.value, mean_cycle_days) {
        (None, ..) => missing(win_rate),
        (_, None, _) => missing(mean_won),
        (.., None) => Figure::none(unit, Reason::NoDurations),
        (Some(rate), Some(amount), Some(days)) => {
            Figure::divided(real(open) * rate * amount, days, open, unit, Reason::NoDurations)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::period::Step;
    use crate::metrics::near::near;

    fn sar() -> Currency {
        "SAR".parse().unwrap()
    }
    fn won(deals: u64, minor: i64) -> Won {
        Won { deals, priced: deals, minor, ..Won::default() }
    }
    fn channel(name: &str) -> Source {
        Source::Channel(name.to_owned())
    }

    #[test]
    fn no_deals_are_no_revenue_but_deals_of_unknown_amount_are_no_data() {
        assert_eq!(Won::default().total(sar()).value, Some(0.0));
        let unknown = Won { deals: 2, ..Won::default() };
        let unrated = Won { unrated: 1, ..unknown };
        assert_eq!((unrated.total(sar()).reason, unrated.mean(sar()).reason), (Some(Reason::NoRates), Some(Reason::NoRates)));
        assert_eq!((unknown.total(sar()).value, unknown.total(sar()).reason), (None, Some(Reason::NoAmounts)));
        assert_eq!(Won { deals: 3, priced: 2, minor: 100, unrated: 1 }.left_out(), 1);
        assert_eq!(won(1, 5).growth_since(unknown, sar()), Change::NotComparable { reason: Reason::NoAmounts });
    }

    #[test]
    fn the_mean_divides_by_the_deals_with_an_amount() {
        assert!(near(Won { deals: 3, priced: 2, minor: 100, unrated: 0 }.mean(sar()).value.unwrap(), 50.0));
        assert_eq!(Won::default().mean(sar()).reason, Some(Reason::NoDealsWon));
    }

    #[test]
    fn revenue_grows_from_step_to_step_and_is_new_from_zero() {
        let quarter = Period::quarter_of("2026-02-01".parse().unwrap(), 1).steps(Step::Month);
        let steps: Vec<_> = quarter.into_iter().zip([won(0, 0), won(2, 200), won(3, 300)]).collect();
        let rows = by_step(&steps, sar());
        assert_eq!(
            rows.iter().map(|row| row.growth).collect::<Vec<_>>(),
            [None, Some(Change::New), Some(Change::Percent { value: 0.5 })]
        );
        assert_eq!(rows[0].revenue.value, Some(0.0));
    }

    #[test]
    fn channels_add_up_and_the_unattributed_stand_last() {
        let rows = by_channel(
            &[(Source::Unattributed, won(5, 600)), (channel("email"), won(1, 100)), (channel("search"), won(2, 300))],
            sar(),
        );
        let order: Vec<_> = rows.iter().map(|row| row.source.clone()).collect();
        assert_eq!(order, [channel("search"), channel("email"), Source::Unattributed]);
        assert!(near(rows.iter().filter_map(|row| row.share.value).sum(), 1.0));
        assert_eq!(rows.iter().map(|row| row.deals).sum::<u64>(), 8);
    }

    #[test]
    fn velocity_can_be_multiplied_by_eye() {
        let rate = Figure::rate(1, 2, Reason::NoDealsClosed);
        let speed = velocity(10, &rate, &won(2, 400).mean(sar()), Some(20.0), sar());
        assert!(near(speed.value.unwrap(), 50.0)); // 10 × ½ × 200 ÷ 20
        assert_eq!(velocity(10, &rate, &won(2, 400).mean(sar()), None, sar()).reason, Some(Reason::NoDurations));
        assert_eq!(velocity(10, &rate, &Won::default().mean(sar()), None, sar()).reason, Some(Reason::NoDealsWon));
    }
}
