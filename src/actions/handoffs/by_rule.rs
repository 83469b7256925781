//! Offering leads that have just reached MQL, by the rules on which the teams agreed. No rule, no offer; what a rule could
//! not offer, the log names.

use super::offer::{Offer, Offered, offer_in, prospect};
use super::routing::To;
use super::stage_of;
use crate::domain::handoff::Route;
use crate::domain::ownership::Noun;
use crate::domain::policy::OfferRule;
use crate::domain::stage::Stage;
use crate::storage::{StorageError, events, offer_rules, records};
use chrono::{DateTime, Utc};
use serde_json::json;
use sqlx::PgConnection;
use uuid::Uuid;

/// Offers those of the leads that stand in MQL, each by the first active rule whose conditions it meets, in the transaction
/// that brought them there.
pub(in crate::actions) async fn offer_by_rule(
    tx: &mut PgConnection,
    leads: &[Uuid],
    now: DateTime<Utc>,
) -> Result<(), StorageError> {
    if leads.is_empty() {
        return Ok(());
    }
    let rules: Vec<OfferRule> = offer_rules::all(&mut *tx).await?.into_iter().filter(|rule| rule.active).collect();
    if rules.is_empty() {
        return Ok(());
    }
    for lead in leads {
        let Some(row) = records::lock(&mut *tx, Noun::Lead, *lead).await? else { continue };
        if stage_of(&row) != Stage::Mql {
            continue;
        }
        let prospect = prospect(tx, &row).await?;
        if let Some(rule) = rules.iter().find(|rule| rule.conditions.fit(&prospect)) {
            offer(tx, *lead, rule, now).await?;
        }
    }
    Ok(())
}

async fn offer(tx: &mut PgConnection, lead: Uuid, rule: &OfferRule, now: DateTime<Utc>) -> Result<(), StorageError> {
    let to = match (rule.route, rule.person) {
        (Route::Person, Some(person)) => To::Person(person),
        (Route::RoundRobin, _) => To::RoundRobin,
        _ => To::Queue,
    };
    // Whoever saves a rule makes the usual promise too: a name of its own is never asked for here.
    let wanted = Offer { id: Uuid::now_v7(), lead, to, note: rule.note.clone(), rule: Some(rule.id), usual: rule.name.clone() };
    match offer_in(tx, wanted.clone(), None, now).await? {
        Offered::Yes(_) | Offered::Unassigned(_) | Offered::Already => Ok(()),
        // The person of the rule is away: it waits where everybody sees it, with the reason.
        Offered::Unavailable(why) => {
            let id = wanted.id;
            match offer_in(tx, Offer { to: To::Queue, ..wanted }, None, now).await? {
                Offered::Yes(None) => offer_rules::name_unassigned(&mut *tx, id, why).await,
                Offered::Yes(Some(_)) => Ok(()),
                other => not_offered(tx, lead, rule, other, now).await,
            }
        }
        other => not_offered(tx, lead, rule, other, now).await,
    }
}

/// Says in the log that a rule met a lead and could not offer it.
async fn not_offered(
    tx: &mut PgConnection,
    lead: Uuid,
    rule: &OfferRule,
    why: Offered,
    now: DateTime<Utc>,
) -> Result<(), StorageError> {
    let why = match why {
        Offered::WithSales(_) => "with_sales",
        Offered::OutOfSight => "out_of_sight",
        _ => "refused",
    };
    let fields = ["state".to_owned()];
    let event = events::Event { at: now, user: None, verb: "not_offered", kind: "lead", record: Some(lead), fields: &fields };
    events::insert_with(&mut *tx, event, Some(json!({ "rule": rule.id, "why": why }))).await
}
