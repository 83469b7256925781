//! Costs over a range of days, and the part of them that falls in a period (METRICS.md §5).

use super::figure::Reason;
use crate::domain::money::{Currency, Money, spread};
use crate::domain::period::Period;
use chrono::{Days, NaiveDate};

/// An amount for a range of days, spread evenly over it, the remainder on the earliest days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    /// The days it is for.
    pub over: Period,
    /// The amount in its own currency.
    pub amount: Money,
}

/// What of some costs fell in a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, serde::Serialize)]
pub struct Spent {
    /// Minor units of the currency asked for; none where no day of a cost fell in the period.
    pub minor: Option<i64>,
    /// Days of costs left out because no exchange rate is known for them.
    pub days_without_rate: u64,
}

impl Cost {
    /// The part of one day; nothing outside the range.
    #[must_use]
    pub fn on(&self, day: NaiveDate) -> Option<i64> {
        self.over.contains(day).then(|| spread(self.amount.minor, self.over.days())((day - self.over.from).num_days()))
    }

    /// The days of the range that lie in a period, each with its part.
    pub fn days_within(&self, period: Period) -> impl Iterator<Item = (NaiveDate, i64)> {
        let (from, to) = (self.over.from.max(period.from), self.over.to.min(period.to));
        let part = spread(self.amount.minor, self.over.days());
        let skipped = (from - self.over.from).num_days();
        let count = u64::try_from((to - from).num_days()).unwrap_or(0);
        (0..count).zip(skipped..).filter_map(move |(ahead, index)| Some((from.checked_add_days(Days::new(ahead))?, part(index))))
    }
}

impl Spent {
    /// Why there is no sum.
    #[must_use]
    pub const fn missing(self) -> Reason {
        if self.days_without_rate > 0 { Reason::NoRates } else { Reason::NoCosts }
    }

    /// Adds up the costs of a period in one currency. `rate` gives units of that currency for one unit of another on a
    /// day; each day is converted at its own rate, and a day without one is left out and counted.
    #[must_use]
    pub fn within(period: Period, costs: &[Cost], to: Currency, rate: impl Fn(Currency, NaiveDate) -> Option<f64>) -> Self {
        let mut spent = Self::default();
        for cost in costs {
            for (day, minor) in cost.days_within(period) {
                let own = Money { minor, currency: cost.amount.currency };
                let converted = if own.currency == to { Some(own) } else { rate(own.currency, day).map(|r| own.convert(r, to)) };
                match converted {
                    Some(money) => spent.minor = Some(spent.minor.unwrap_or(0) + money.minor),
                    None => spent.days_without_rate += 1,
                }
            }
        }
        spent
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::period::Step;
    use proptest::prelude::*;

    fn date(s: &str) -> NaiveDate {
        s.parse().unwrap()
    }
    fn period(from: &str, to: &str) -> Period {
        Period::new(date(from), date(to)).unwrap()
    }
    fn currency(code: &str) -> Currency {
        code.parse().unwrap()
    }
    fn cost(from: &str, to: &str, minor: i64, code: &str) -> Cost {
        Cost { over: period(from, to), amount: Money { minor, currency: currency(code) } }
    }
    fn never(_: Currency, _: NaiveDate) -> Option<f64> {
        None
    }

    #[test]
    fn the_remainder_falls_on_the_earliest_days() {
        let ten = cost("2026-03-30", "2026-04-02", 1000, "SAR");
        assert_eq!(
            ["2026-03-29", "2026-03-30", "2026-03-31", "2026-04-01", "2026-04-02"].map(|d| ten.on(date(d))),
            [None, Some(334), Some(333), Some(333), None]
        );
        let of = |from, to| Spent::within(period(from, to), &[ten], currency("SAR"), never).minor;
        assert_eq!((of("2026-03-01", "2026-04-01"), of("2026-04-01", "2026-05-01")), (Some(667), Some(333)));
    }

    #[test]
    fn a_period_without_costs_has_none_and_not_zero() {
        let ten = cost("2026-03-30", "2026-04-02", 1000, "SAR");
        assert_eq!(Spent::within(period("2026-05-01", "2026-06-01"), &[ten], currency("SAR"), never), Spent::default());
    }

    #[test]
    fn each_day_is_converted_at_its_own_rate_and_a_day_without_one_is_counted() {
        let dollars = cost("2026-03-30", "2026-04-02", 300, "USD");
        let rate = |_, day| if day < date("2026-04-01") { Some(3.75) } else { None };
        let spent = Spent::within(period("2026-03-31", "2026-04-30"), &[dollars], currency("SAR"), rate);
        assert_eq!(spent, Spent { minor: Some(375), days_without_rate: 1 });
    }

    proptest! {
        #[test]
        fn spread_costs_sum_to_the_amount(start in 0_i64..500, length in 1_i64..400, minor in -1_000_000_i64..1_000_000) {
            let from = date("2024-01-01") + chrono::TimeDelta::days(start);
            let over = Period { from, to: from + chrono::TimeDelta::days(length) };
            let sar = currency("SAR");
            let cost = Cost { over, amount: Money { minor, currency: sar } };
            let months = period("2024-01-01", "2027-01-01").steps(Step::Month);
            let sum: i64 = months.iter().filter_map(|month| Spent::within(*month, &[cost], sar, never).minor).sum();
            prop_assert_eq!(sum, minor);
            for (day, part) in cost.days_within(over) {
                prop_assert_eq!(cost.on(day), Some(part));
            }
        }
    }
}
