//! What sales rejected or returned: why, from which campaign and persona, and what it had cost.

use crate::domain::money::Currency;
use crate::metrics::figure::{Figure, Reason, Unit};
use crate::metrics::real;
use std::collections::BTreeMap;

/// What a lead of each campaign cost, in minor units, by the name of the campaign.
pub type CostPerLead = BTreeMap<String, f64>;

/// Evidence: handoffs sent back that share all of these.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SentBackCount {
    /// The key of the reason; none where nobody said why.
    pub reason: Option<String>,
    /// Its name, where people gave it one.
    pub name: Option<String>,
    /// The campaign of the lead.
    pub campaign: Option<String>,
    /// Its persona.
    pub persona: Option<String>,
    /// Rejected.
    pub rejected: u64,
    /// Returned after an acceptance.
    pub returned: u64,
    /// Answered by marketing.
    pub answered: u64,
}

impl SentBackCount {
    const fn all(&self) -> u64 {
        self.rejected + self.returned
    }
}

/// Handoffs sent back for one reason.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct ReasonRow {
    /// The key of the reason; none where nobody said why.
    pub reason: Option<String>,
    /// Its name, where people gave it one.
    pub name: Option<String>,
    /// Rejected.
    pub rejected: u64,
    /// Returned.
    pub returned: u64,
    /// Of all sent back.
    pub share: Figure,
    /// Answered by marketing.
    pub answered: Figure,
    /// What their leads had cost.
    pub spent: Figure,
}

/// The same of one campaign and persona.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct CrossRow {
    /// The key of the reason.
    pub reason: Option<String>,
    /// Its name, where people gave it one.
    pub name: Option<String>,
    /// The campaign.
    pub campaign: Option<String>,
    /// The persona.
    pub persona: Option<String>,
    /// Rejected.
    pub rejected: u64,
    /// Returned.
    pub returned: u64,
    /// What their leads had cost.
    pub spent: Figure,
}

/// All that was sent back.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct SentBack {
    /// By reason, the most first.
    pub by_reason: Vec<ReasonRow>,
    /// By reason, campaign and persona, the most first.
    pub crossed: Vec<CrossRow>,
    /// What all their leads had cost.
    pub spent: Figure,
}

impl SentBack {
    /// The rows of some evidence.
    #[must_use]
    pub fn of(counts: &[SentBackCount], costs: &CostPerLead, currency: Currency) -> Self {
        let all: Vec<&SentBackCount> = counts.iter().collect();
        let total: u64 = counts.iter().map(SentBackCount::all).sum();
        let mut groups: BTreeMap<Option<&str>, Vec<&SentBackCount>> = BTreeMap::new();
        for count in counts {
            groups.entry(count.reason.as_deref()).or_default().push(count);
        }
        let sum = |group: &[&SentBackCount], part: fn(&SentBackCount) -> u64| group.iter().map(|count| part(count)).sum::<u64>();
        let row = |(reason, group): (Option<&str>, Vec<&SentBackCount>)| {
            let n = sum(&group, SentBackCount::all);
            ReasonRow {
                reason: reason.map(str::to_owned),
                name: group[0].name.clone(),
                rejected: sum(&group, |count| count.rejected),
                returned: sum(&group, |count| count.returned),
                share: Figure::rate(n, total, Reason::NoneSentBack),
                answered: Figure::rate(sum(&group, |count| count.answered), n, Reason::NoneSentBack),
                spent: spent(&group, costs, currency),
            }
        };
        let mut by_reason: Vec<ReasonRow> = groups.into_iter().map(row).collect();
        by_reason.sort_by_key(|row| std::cmp::Reverse(row.rejected + row.returned));
        let cross = |count: &SentBackCount| CrossRow {
            reason: count.reason.clone(),
            name: count.name.clone(),
            campaign: count.campaign.clone(),
            persona: count.persona.clone(),
            rejected: count.rejected,
            returned: count.returned,
            spent: spent(&[count], costs, currency),
        };
        let mut crossed: Vec<CrossRow> = counts.iter().map(cross).collect();
        crossed.sort_by(|a, b| {
            let key = |row: &CrossRow| (row.reason.clone(), row.campaign.clone(), row.persona.clone());
            (b.rejected + b.returned).cmp(&(a.rejected + a.returned)).then_with(|| key(a).cmp(&key(b)))
        });
        Self { by_reason, crossed, spent: spent(&all, costs, currency) }
    }
}

/// What the leads had cost: those whose campaign has a known cost per lead, which is the count behind it.
fn spent(group: &[&SentBackCount], costs: &CostPerLead, currency: Currency) -> Figure {
    let priced = group.iter().filter_map(|count| Some((count.all(), costs.get(count.campaign.as_ref()?)?)));
    let (n, minor) = priced.fold((0, 0.0), |(n, sum), (all, each)| (n + all, sum + real(all) * each));
    let unit = Unit::Money(currency);
    if n == 0 { Figure::none(unit, Reason::NoCosts) } else { Figure::plain(minor, n, unit) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(reason: &str, campaign: &str, rejected: u64, returned: u64) -> SentBackCount {
        SentBackCount {
            reason: Some(reason.to_owned()),
            campaign: Some(campaign.to_owned()),
            rejected,
            returned,
            answered: returned,
            ..SentBackCount::default()
        }
    }

    #[test]
    fn reasons_add_up_and_carry_what_was_spent() {
        let counts = [
            count("no_budget", "spring", 3, 1),
            count("no_budget", "autumn", 2, 0),
            count("duplicate", "spring", 4, 3),
            SentBackCount { rejected: 1, ..SentBackCount::default() },
        ];
        let costs = CostPerLead::from([("spring".to_owned(), 1000.0)]);
        let found = SentBack::of(&counts, &costs, "SAR".parse().unwrap());
        let rows: Vec<_> = found.by_reason.iter().map(|row| (row.reason.as_deref(), row.rejected, row.returned)).collect();
        assert_eq!(rows, [(Some("duplicate"), 4, 3), (Some("no_budget"), 5, 1), (None, 1, 0)]);
        assert_eq!((found.by_reason[1].spent.value, found.by_reason[1].spent.n), (Some(4000.0), 4));
        assert_eq!(found.by_reason[2].spent.reason, Some(Reason::NoCosts));
        assert_eq!((found.spent.value, found.spent.n), (Some(11_000.0), 11));
        assert_eq!(found.by_reason.iter().map(|row| row.share.numerator).sum::<Option<f64>>(), Some(14.0));
        assert_eq!((found.crossed[0].reason.as_deref(), found.crossed.len()), (Some("duplicate"), 4));
    }
}
