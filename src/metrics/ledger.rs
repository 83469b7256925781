//! The costs of an installation, as CAC asks for them (METRICS.md §5): added up apart from the customers.

use super::cac::{self, cost_per};
use super::costs::{Cost, Spent};
use super::exchange::Rates;
use super::figure::{Figure, Reason, Unit};
use super::revenue::Source;
use crate::domain::period::Period;
use std::collections::BTreeMap;

/// A cost and what it was for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CostLine {
    /// The amount and its days.
    pub cost: Cost,
    /// Its own channel, else its campaign's.
    pub channel: Option<String>,
    /// Whether it paid for media.
    pub is_media: bool,
}

/// Which costs are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// All sales and marketing cost.
    Full,
    /// Campaign media only.
    Media,
}

/// The costs that a question is about.
#[derive(Clone, Debug)]
pub struct Ledger {
    lines: Vec<CostLine>,
    rates: Rates,
    is_split: bool,
}

impl Ledger {
    /// A ledger. `is_split` says whether costs are recorded by everything that the question filters by: nobody knows
    /// what of a campaign's cost went to one region.
    #[must_use]
    pub const fn new(lines: Vec<CostLine>, rates: Rates, is_split: bool) -> Self {
        Self { lines, rates, is_split }
    }

    /// What was spent in a period.
    #[must_use]
    pub fn spent(&self, period: Period, part: Part) -> Spent {
        if !self.is_split {
            return Spent::default();
        }
        let costs: Vec<Cost> = self.lines.iter().filter(|l| l.is_media || part == Part::Full).map(|l| l.cost).collect();
        Spent::within(period, &costs, self.rates.currency(), |currency, day| self.rates.on(currency, day))
    }

    /// The cost of a period as a figure over the lines behind it.
    #[must_use]
    pub fn figure(&self, period: Period, part: Part) -> Figure {
        let unit = Unit::Money(self.rates.currency());
        let spent = self.spent(period, part);
        match spent.minor {
            Some(minor) => Figure::money(minor, self.lines_in(period, part), self.rates.currency()),
            None => self.explain(Figure::none(unit, spent.missing())),
        }
    }

    /// Cost of a period ÷ new customers won in it.
    #[must_use]
    pub fn cac(&self, period: Period, new_customers: u64, part: Part) -> Figure {
        self.explain(cost_per(self.spent(period, part), new_customers, self.rates.currency(), Reason::NoCustomers))
    }

    /// CAC with the costs of the time before.
    #[must_use]
    pub fn lagged(&self, lag: Option<cac::Lag>, period: Period, new_customers: u64) -> cac::LaggedCac {
        let cost_of = |shifted| self.spent(shifted, Part::Full);
        let lagged = cac::lagged(lag, period, new_customers, self.rates.currency(), cost_of);
        cac::LaggedCac { cac: self.explain(lagged.cac), ..lagged }
    }

    /// The cost of a period by channel.
    #[must_use]
    pub fn by_channel(&self, period: Period, part: Part) -> BTreeMap<Source, Spent> {
        let mut lines: BTreeMap<Source, Vec<Cost>> = BTreeMap::new();
        let is_meant = |line: &&CostLine| self.is_split && (line.is_media || part == Part::Full);
        for line in self.lines.iter().filter(is_meant) {
            let source = line.channel.clone().map_or(Source::Unattributed, Source::Channel);
            lines.entry(source).or_default().push(line.cost);
        }
        let spent =
            |costs: &[Cost]| Spent::within(period, costs, self.rates.currency(), |currency, day| self.rates.on(currency, day));
        let rows = lines.into_iter().map(|(source, costs)| (source, spent(&costs)));
        rows.filter(|(_, spent)| *spent != Spent::default()).collect()
    }

    fn lines_in(&self, period: Period, part: Part) -> u64 {
        let touches = |cost: &Cost| cost.over.from < period.to && period.from < cost.over.to;
        self.lines.iter().filter(|l| (l.is_media || part == Part::Full) && touches(&l.cost)).count() as u64
    }

    fn explain(&self, figure: Figure) -> Figure {
        let is_missing = figure.reason == Some(Reason::NoCosts) && !self.is_split;
        if is_missing { Figure { reason: Some(Reason::CostsNotSplit), ..figure } } else { figure }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::money::{Currency, Money};

    fn ledger(is_split: bool) -> (Ledger, Period) {
        let sar: Currency = "SAR".parse().unwrap();
        let march = Period::month_of("2026-03-31".parse().unwrap());
        let line = |minor, channel: Option<&str>, is_media| CostLine {
            cost: Cost { over: march, amount: Money { minor, currency: sar } },
            channel: channel.map(str::to_owned),
            is_media,
        };
        let lines = vec![line(900, Some("search"), true), line(300, None, false)];
        (Ledger::new(lines, Rates::new(sar, []), is_split), march)
    }

    #[test]
    fn media_is_a_part_of_all_costs() {
        let (ledger, march) = ledger(true);
        assert_eq!(ledger.cac(march, 3, Part::Full).value, Some(400.0));
        assert_eq!(ledger.cac(march, 3, Part::Media).value, Some(300.0));
        assert_eq!((ledger.figure(march, Part::Full).n, ledger.figure(march, Part::Media).n), (2, 1));
    }

    #[test]
    fn a_filter_that_costs_are_not_recorded_by_leaves_no_cost_and_says_so() {
        let (ledger, march) = ledger(false);
        assert_eq!(ledger.cac(march, 3, Part::Full).reason, Some(Reason::CostsNotSplit));
        assert_eq!(ledger.figure(march, Part::Full).reason, Some(Reason::CostsNotSplit));
        assert!(ledger.by_channel(march, Part::Full).is_empty());
    }

    #[test]
    fn a_cost_without_an_exchange_rate_is_not_called_no_cost() {
        let (sar, usd): (Currency, Currency) = ("SAR".parse().unwrap(), "USD".parse().unwrap());
        let march = Period::month_of("2026-03-31".parse().unwrap());
        let cost = Cost { over: march, amount: Money { minor: 900, currency: usd } };
        let line = CostLine { cost, channel: Some("search".to_owned()), is_media: true };
        let ledger = Ledger::new(vec![line], Rates::new(sar, []), true);
        assert_eq!(ledger.cac(march, 3, Part::Full).reason, Some(Reason::NoRates));
        assert_eq!(ledger.figure(march, Part::Media).reason, Some(Reason::NoRates));
        let costs = cac::ChannelCosts { full: ledger.by_channel(march, Part::Full), ..cac::ChannelCosts::default() };
        let rows = cac::by_channel(&costs, &BTreeMap::new(), sar);
        assert_eq!((rows.len(), rows[0].cost.reason), (1, Some(Reason::NoRates)));
    }

    #[test]
    fn channels_add_up_to_all_costs() {
        let (ledger, march) = ledger(true);
        let found = ledger.by_channel(march, Part::Full);
        let media = ledger.by_channel(march, Part::Media);
        assert_eq!(media.values().map(|spent| spent.minor).collect::<Vec<_>>(), [Some(900)]);
        assert_eq!(found.get(&Source::Unattributed).and_then(|spent| spent.minor), Some(300));
        assert_eq!(found.values().map(|spent| spent.minor).sum::<Option<i64>>(), ledger.spent(march, Part::Full).minor);
    }
}
