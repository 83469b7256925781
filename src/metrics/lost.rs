//! Why deals are lost (METRICS.md §2).

use super::exchange::Rates;
use super::figure::{Figure, Reason, Unit};
use super::real;
use super::revenue::Won;
use crate::domain::moment::Moment;
use crate::domain::money::Money;
use chrono_tz::Tz;
use std::collections::BTreeMap;

/// A deal that was lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LostDeal {
    /// When it was closed.
    pub closed: Moment,
    /// What it would have brought, if that is known.
    pub amount: Option<Money>,
    /// Why, if anybody said so.
    pub reason: Option<String>,
}

/// The deals lost for one reason.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct LostRow {
    /// The reason as it was given; none where none was.
    pub reason: Option<String>,
    /// Deals lost for it.
    pub deals: u64,
    /// Of all deals lost.
    pub share: Figure,
    /// What they would have brought.
    pub amount: Figure,
}

/// Lost deals by reason, most first, those without one last. The rows add up to all of them.
#[must_use]
pub fn by_reason(deals: &[LostDeal], rates: &Rates, zone: Tz) -> Vec<LostRow> {
    let mut groups: BTreeMap<Option<&str>, Won> = BTreeMap::new();
    for deal in deals {
        let minor = deal.amount.and_then(|amount| rates.convert(amount, deal.closed.local_date(zone)));
        let one = Won { deals: 1, priced: u64::from(minor.is_some()), minor: minor.unwrap_or(0), ..Won::default() };
        let group = groups.entry(deal.reason.as_deref().filter(|reason| !reason.is_empty())).or_default();
        *group = group.and(one);
    }
    let all = deals.len() as u64;
    let mut rows: Vec<LostRow> = groups
        .into_iter()
        .map(|(reason, lost)| LostRow {
            reason: reason.map(str::to_owned),
            deals: lost.deals,
            share: Figure::rate(lost.deals, all, Reason::NoDealsClosed),
            amount: amount(lost, rates),
        })
        .collect();
    rows.sort_by(|a, b| a.reason.is_none().cmp(&b.reason.is_none()).then(b.deals.cmp(&a.deals)).then(a.reason.cmp(&b.reason)));
    rows
}

fn amount(lost: Won, rates: &Rates) -> Figure {
    let currency = rates.currency();
    if lost.priced == 0 {
        return Figure { n: lost.deals, ..Figure::none(Unit::Money(currency), Reason::NoAmounts) };
    }
    Figure { denominator: Some(real(lost.priced)), ..Figure::money(lost.minor, lost.deals, currency) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lost(reason: Option<&str>, minor: Option<i64>) -> LostDeal {
        LostDeal {
            closed: Moment::Date("2026-03-01".parse().unwrap()),
            amount: minor.map(|minor| Money { minor, currency: "SAR".parse().unwrap() }),
            reason: reason.map(str::to_owned),
        }
    }

    #[test]
    fn reasons_add_up_to_all_lost_deals_and_no_reason_stands_last() {
        let deals = [
            lost(None, Some(5)),
            lost(Some(""), None),
            lost(None, None),
            lost(Some("price"), Some(10)),
            lost(Some("price"), Some(20)),
            lost(Some("timing"), None),
        ];
        let rows = by_reason(&deals, &Rates::new("SAR".parse().unwrap(), []), chrono_tz::UTC);
        let seen: Vec<_> = rows.iter().map(|row| (row.reason.as_deref(), row.deals, row.amount.value)).collect();
        assert_eq!(seen, [(Some("price"), 2, Some(30.0)), (Some("timing"), 1, None), (None, 3, Some(5.0))]);
        assert_eq!(rows.iter().map(|row| row.deals).sum::<u64>(), 6);
        assert_eq!(rows[0].share.numerator, Some(2.0));
    }
}
