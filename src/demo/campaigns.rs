//! Campaigns and what everything costs.

use super::company::{Campaign, Company};
use super::dice::Dice;
use super::{Rows, Story};
use crate::domain::money::Currency;
use crate::domain::period::{Period, add_months};
use crate::domain::record::{CampaignCostRow, CampaignRow, EventId, Record};
use chrono::NaiveDate;

/// Tells of all campaigns that have begun, and of the costs of every month until today.
pub(super) fn tell(story: &Story<'_>, dice: &mut Dice, rows: &mut Rows) {
    let company = story.company;
    let owners: Vec<String> = company.users().into_iter().map(|user| user.email).collect();
    for (number, campaign) in company.campaigns.iter().enumerate() {
        let run = days(story, campaign);
        if run.from >= story.today {
            continue;
        }
        let id = external_id(company, campaign);
        rows.campaigns.push(Record::Campaign(CampaignRow {
            external_id: id.clone(),
            name: Some(campaign.name.clone()),
            channel: Some(campaign.channel.clone()),
            start: Some(run.from),
            end: Some(run.last_day()),
            budget: Some(company.money(f64::from(campaign.cost) * months(campaign), campaign.currency)),
            owner: Some(owners[2 + number % 2].clone()),
            sales_partner: Some(owners[4 + number % 4].clone()),
            persona: campaign.persona.clone(),
            parent: None,
        }));
        for month in story.months().filter(|month| *month >= run.from && *month < run.to) {
            let cost = f64::from(campaign.cost) * dice.between(0.9, 1.1);
            bill(story, rows, Some(&id), &campaign.category, month, cost, campaign.currency);
        }
    }
    for month in story.months() {
        for running in &company.running {
            let cost = f64::from(running.cost) * dice.between(0.98, 1.02);
            bill(story, rows, None, &running.category, month, cost, None);
        }
    }
}

/// A month's cost; of the running month the days so far.
fn bill(
    story: &Story<'_>,
    rows: &mut Rows,
    campaign: Option<&String>,
    category: &str,
    month: NaiveDate,
    cost: f64,
    currency: Option<Currency>,
) {
    let whole = Period::month_of(month);
    let Some(seen) = Period::new(whole.from, whole.to.min(story.today)) else { return };
    #[expect(clippy::cast_precision_loss, reason = "at most 31 days")]
    let share = seen.days() as f64 / whole.days() as f64;
    rows.costs.push(Record::CampaignCost(CampaignCostRow {
        event_id: EventId::Given(format!("B-{:05}", rows.costs.len() + 1)),
        campaign: campaign.cloned(),
        channel: None,
        start: seen.from,
        end: seen.last_day(),
        category: category.to_owned(),
        amount: story.company.money(cost * share, currency),
    }));
}

/// The days of a campaign.
pub(super) fn days(story: &Story<'_>, campaign: &Campaign) -> Period {
    let from = add_months(story.start, campaign.from);
    Period { from, to: add_months(from, campaign.months) }
}

/// The id by which rows name it.
pub(super) fn external_id(company: &Company, campaign: &Campaign) -> String {
    let place = company.campaigns.iter().position(|other| other.name == campaign.name).unwrap_or_default();
    format!("C-{:02}", place + 1)
}

#[expect(clippy::cast_precision_loss, reason = "some dozens")]
fn months(campaign: &Campaign) -> f64 {
    campaign.months as f64
}
