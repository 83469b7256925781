//! Deals that were opened and closed, and their first touches.

use super::facts::{Deal, Facts, fits, sorted};
use super::{Asked, Both};
use mihwar::domain::ids::DealId;
use mihwar::domain::moment::Moment;
use mihwar::metrics::deals::FirstTouch;
use mihwar::storage::metrics::deals::Detail;
use mihwar::storage::metrics::{Dimension, Scope, deals};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use uuid::Uuid;

/// Whether a deal is one of those that a scope asks for, by its lead and its campaign.
fn fits_deal(facts: &Facts, scope: &Scope, deal: &Deal) -> bool {
    let lead = facts.lead(deal.lead_id);
    let of_lead = |key, value: fn(&super::facts::Lead) -> &Option<String>| fits(scope, key, lead.and_then(|l| value(l).as_ref()));
    fits(scope, Dimension::Campaign, deal.campaign.as_ref().or(lead.and_then(|lead| lead.campaign.as_ref())))
        && of_lead(Dimension::Channel, |lead| &lead.channel)
        && of_lead(Dimension::Source, |lead| &lead.source)
        && of_lead(Dimension::Persona, |lead| &lead.persona)
        && of_lead(Dimension::Region, |lead| &lead.region)
}

/// The deals of a scope by one of their moments.
pub fn of_scope<'a>(facts: &'a Facts, asked: &Asked, moment: fn(&Deal) -> Option<Moment>) -> Vec<&'a Deal> {
    let scope = &asked.scope;
    let kept = |deal: &&Deal| {
        moment(deal).is_some_and(|m| scope.period.holds(m, scope.zone) && m.has_happened(scope.as_of, scope.zone))
            && fits_deal(facts, scope, deal)
    };
    facts.deals.iter().filter(kept).collect()
}

/// The first win of each customer: the account's, else the lead's, else the deal's own.
fn first_wins(facts: &Facts) -> BTreeSet<Uuid> {
    let mut first: BTreeMap<Uuid, (chrono::DateTime<chrono::Utc>, Uuid)> = BTreeMap::new();
    for deal in facts.deals.iter().filter(|deal| deal.is_won()) {
        let Some(closed) = deal.closed() else { continue };
        let account = deal.account_id.or(facts.lead(deal.lead_id).and_then(|lead| lead.account_id));
        let customer = account.or(deal.lead_id).unwrap_or(deal.id);
        let win = (sorted(closed), deal.id);
        first.entry(customer).and_modify(|earliest| *earliest = win.min(*earliest)).or_insert(win);
    }
    first.into_values().map(|(_, deal)| deal).collect()
}

#[tokio::test]
async fn closed_deals_and_new_customers_are_those_of_a_fold() {
    let mut both = Both::of(21).await;
    let first = first_wins(&both.facts);
    let (mut new, mut repeated) = (0, 0);
    for asked in both.questions().await {
        let rows = deals::closed(&mut both.view, &asked.scope, Detail::All).await.unwrap();
        let found: BTreeMap<_, _> = rows
            .into_iter()
            .map(|row| {
                let seen = (row.opened, row.closed, row.is_won, row.amount.map(|a| a.minor), row.is_new_customer);
                let origin = row.origin.unwrap();
                (row.id.0, (seen, origin.lead_created, origin.lead_channel))
            })
            .collect();
        let expected: BTreeMap<_, _> = of_scope(&both.facts, &asked, Deal::closed)
            .into_iter()
            .map(|deal| {
                let lead = both.facts.lead(deal.lead_id);
                let is_new = first.contains(&deal.id) && deal.business.as_deref() != Some("existing");
                new += u32::from(is_new);
                repeated += u32::from(deal.is_won() && !is_new);
                let seen = (deal.opened(), deal.closed().unwrap(), deal.is_won(), deal.amount_minor, is_new);
                let channel = lead.and_then(|lead| lead.channel.clone().or(lead.source.clone()));
                (deal.id, (seen, lead.map(super::facts::Lead::created), channel))
            })
            .collect();
        assert_eq!(found, expected);
    }
    assert!(new > 10 && repeated > 10, "{new} {repeated}");
}

#[tokio::test]
async fn opened_deals_and_those_without_an_opening_are_those_of_a_fold() {
    let mut both = Both::of(22).await;
    for asked in both.questions().await {
        let key = |opened: Option<Moment>, closed, won: Option<bool>| format!("{opened:?} {closed:?} {won:?}");
        let rows = deals::opened(&mut both.view, &asked.scope).await.unwrap();
        let mut found: Vec<_> = rows.into_iter().map(|row| key(Some(row.opened), row.closed, row.won)).collect();
        let deals = of_scope(&both.facts, &asked, Deal::opened);
        let won = |deal: &Deal| deal.outcome.as_ref().map(|_| deal.is_won());
        let mut expected: Vec<_> = deals.into_iter().map(|d| key(d.opened(), d.closed(), won(d))).collect();
        found.sort();
        expected.sort();
        assert_eq!(found, expected);

        let scope = &asked.scope;
        let before = |deal: &Deal| deal.closed().is_some_and(|closed| closed.local_date(scope.zone) < scope.period.from);
        let may_be = |deal: &&Deal| deal.opened().is_none() && !before(deal) && fits_deal(&both.facts, scope, deal);
        let expected = both.facts.deals.iter().filter(may_be).count() as u64;
        assert_eq!(deals::unopened(&mut both.view, scope).await.unwrap(), expected);
    }
}

#[tokio::test]
async fn first_touches_are_those_of_a_fold() {
    let mut both = Both::of(23).await;
    let ids: Vec<DealId> = both.facts.deals.iter().map(|deal| DealId(deal.id)).collect();
    let found = deals::first_touches(&mut both.view, ids.into_iter()).await.unwrap();
    let mut expected = HashMap::new();
    for deal in &both.facts.deals {
        let touches = both.facts.touches.iter().filter(|touch| Some(touch.lead_id) == deal.lead_id);
        let order = |touch: &&super::facts::Touch| (sorted(touch.moment()), touch.event_id.parse::<u64>().unwrap(), touch.id);
        if let Some(first) = touches.min_by_key(order) {
            expected.insert(DealId(deal.id), FirstTouch { at: first.moment(), channel: first.channel.clone() });
        }
    }
    assert!(expected.len() > 50);
    assert_eq!(found, expected);
}
