//! What costs were for (METRICS.md §5): by category, by campaign.

use super::costs::{Cost, Spent};
use super::exchange::Rates;
use super::figure::{Figure, Reason, Unit};
use super::minor_units;
use crate::domain::period::Period;
use std::collections::BTreeMap;

/// A cost with what it was for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CostEntry {
    /// The amount and its days.
    pub cost: Cost,
    /// Media, tools, people and the like.
    pub category: String,
    /// The campaign; none where it belongs to none.
    pub campaign: Option<String>,
    /// Its own channel, else its campaign's; none where it is shared by all.
    pub channel: Option<String>,
}

/// The costs of one kind in a period.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct OriginRow {
    /// Which; none where the costs have none.
    pub name: Option<String>,
    /// Their part in the period.
    pub cost: Figure,
    /// Of all cost of the period.
    pub share: Figure,
    /// Entries behind it.
    pub entries: u64,
}

/// The cost of a period by what `of` names, most first, what has no name last. The rows add up to all cost.
#[must_use]
pub fn by_origin<'a>(
    entries: &'a [CostEntry],
    period: Period,
    rates: &Rates,
    of: impl Fn(&'a CostEntry) -> Option<&'a str>,
) -> Vec<OriginRow> {
    let currency = rates.currency();
    let spent = |entry: &CostEntry| Spent::within(period, &[entry.cost], currency, |c, day| rates.on(c, day)).minor;
    let mut groups: BTreeMap<Option<&str>, (i64, u64)> = BTreeMap::new();
    for entry in entries {
        if let Some(minor) = spent(entry) {
            let group = groups.entry(of(entry)).or_default();
            *group = (group.0 + minor, group.1 + 1);
        }
    }
    let all: i64 = groups.values().map(|(minor, _)| minor).sum();
    let mut rows: Vec<_> = groups.into_iter().collect();
    rows.sort_by(|(a, (x, _)), (b, (y, _))| a.is_none().cmp(&b.is_none()).then(y.cmp(x)).then(a.cmp(b)));
    rows.into_iter()
        .map(|(name, (minor, entries))| OriginRow {
            name: name.map(str::to_owned),
            cost: Figure::money(minor, entries, currency),
            share: Figure::divided(minor_units(minor), minor_units(all), entries, Unit::Ratio, Reason::NoCosts),
            entries,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::money::Money;

    #[test]
    fn rows_add_up_to_all_cost_and_what_has_no_campaign_stands_last() {
        let march = Period::month_of("2026-03-31".parse().unwrap());
        let entry = |minor, category: &str, campaign: Option<&str>| CostEntry {
            cost: Cost { over: march, amount: Money { minor, currency: "SAR".parse().unwrap() } },
            category: category.to_owned(),
            campaign: campaign.map(str::to_owned),
            channel: None,
        };
        let april = CostEntry {
            cost: Cost { over: Period::month_of("2026-04-01".parse().unwrap()), ..entry(9, "media", None).cost },
            ..entry(9, "media", None)
        };
        let entries =
            [entry(300, "people", None), entry(100, "media", Some("spring")), entry(50, "tools", Some("spring")), april];
        let rates = Rates::new("SAR".parse().unwrap(), []);
        let seen = |rows: Vec<OriginRow>| rows.into_iter().map(|row| (row.name, row.cost.value, row.entries)).collect::<Vec<_>>();
        let campaigns = seen(by_origin(&entries, march, &rates, |entry| entry.campaign.as_deref()));
        assert_eq!(campaigns, [(Some("spring".to_owned()), Some(150.0), 2), (None, Some(300.0), 1)]);
        let categories = by_origin(&entries, march, &rates, |entry| Some(entry.category.as_str()));
        assert!((categories.iter().filter_map(|row| row.cost.value).sum::<f64>() - 450.0).abs() < 1e-9);
        assert_eq!(categories[0].share.value, Some(300.0 / 450.0));
    }
}
