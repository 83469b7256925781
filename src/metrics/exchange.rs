//! Exchange rates: dated rows, each good until the next one (METRICS.md §5).

use crate::domain::money::{Currency, Money};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// The rates into one currency.
#[derive(Clone, Debug)]
pub struct Rates {
    to: Currency,
    from: BTreeMap<Currency, BTreeMap<NaiveDate, f64>>,
}

impl Rates {
    /// From rows of (currency, first day, units of `to` for one unit).
    #[must_use]
    pub fn new(to: Currency, rows: impl IntoIterator<Item = (Currency, NaiveDate, f64)>) -> Self {
        let mut from: BTreeMap<_, BTreeMap<_, _>> = BTreeMap::new();
        for (currency, day, rate) in rows {
            from.entry(currency).or_default().insert(day, rate);
        }
        Self { to, from }
    }

    /// The currency that amounts are converted to.
    #[must_use]
    pub const fn currency(&self) -> Currency {
        self.to
    }

    /// The rate of a day; none before the first row of a currency.
    #[must_use]
    pub fn on(&self, currency: Currency, day: NaiveDate) -> Option<f64> {
        Some(*self.from.get(&currency)?.range(..=day).next_back()?.1)
    }

    /// Minor units of an amount at the rate of a day, half even; none without a rate.
    #[must_use]
    pub fn convert(&self, amount: Money, day: NaiveDate) -> Option<i64> {
        if amount.currency == self.to {
            return Some(amount.minor);
        }
        Some(amount.convert(self.on(amount.currency, day)?, self.to).minor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_good_until_the_next_one_and_not_before_the_first() {
        let date = |s: &str| s.parse::<NaiveDate>().unwrap();
        let (sar, usd): (Currency, Currency) = ("SAR".parse().unwrap(), "USD".parse().unwrap());
        let rates = Rates::new(sar, [(usd, date("2026-01-01"), 3.75), (usd, date("2026-03-01"), 4.0)]);
        let of = |day| rates.convert(Money { minor: 100, currency: usd }, date(day));
        assert_eq!((of("2025-12-31"), of("2026-02-28"), of("2026-03-01")), (None, Some(375), Some(400)));
        assert_eq!(rates.convert(Money { minor: 7, currency: sar }, date("2025-12-31")), Some(7));
    }
}
