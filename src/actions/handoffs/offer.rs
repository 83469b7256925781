//! Offering a lead to sales.

pub use super::routing::To;
use super::routing::{self, Found};
use super::{Case, Deed, stage_of};
use crate::domain::calendar::Calendar;
use crate::domain::ids::PersonId;
use crate::domain::money::Currency;
use crate::domain::ownership::Noun;
use crate::domain::person::Team;
use crate::domain::policy::{Policy, Prospect};
use crate::domain::routing::Unavailable;
use crate::domain::stage::Stage;
use crate::storage::handoffs::{self, StoredHandoff};
use crate::storage::records::{self, Columns};
use crate::storage::users::User;
use crate::storage::{Database, StorageError, calendars, sla_policies, workspace};
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

/// An offer that somebody makes.
#[derive(Clone, Debug)]
pub struct Offer {
    /// The handoff: made with the form, so that a form sent twice is one offer.
    pub id: Uuid,
    /// Which lead.
    pub lead: Uuid,
    /// Whom it is for.
    pub to: To,
    /// Why now.
    pub note: Option<String>,
    /// The rule that makes it, where no person does.
    pub rule: Option<Uuid>,
    /// What the usual promise is called where none was agreed on yet.
    pub usual: String,
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offered {
    /// Made, or made before by the same form. Nobody is named where it waits in the queue, or where nobody was available.
    Yes(Option<PersonId>),
    /// Nobody could be assigned: it waits, and is listed with this reason.
    Unassigned(Unavailable),
    /// It is offered already.
    Already,
    /// Sales has it already.
    WithSales(Stage),
    /// It is not this person's to do.
    Forbidden,
    /// The person named takes no leads, or is away.
    Unavailable(Unavailable),
    /// The person behind the lead was erased, or it is archived.
    OutOfSight,
    /// There is no such lead.
    Gone,
}

/// Offers a lead.
pub async fn offer_handoff(db: &Database, offer: Offer, by: &User, now: DateTime<Utc>) -> Result<Offered, StorageError> {
    let mut tx = db.pages.begin().await?;
    let offered = offer_in(&mut tx, offer, Some(by), now).await?;
    tx.commit().await?;
    Ok(offered)
}

/// The same within a transaction; without a person it is a rule's offer.
pub async fn offer_in(
    tx: &mut PgConnection,
    offer: Offer,
    by: Option<&User>,
    now: DateTime<Utc>,
) -> Result<Offered, StorageError> {
    let Some(lead) = records::lock(&mut *tx, Noun::Lead, offer.lead).await? else { return Ok(Offered::Gone) };
    if by.is_some_and(|by| !by.role.offers()) {
        return Ok(Offered::Forbidden);
    }
    if let Some(made) = handoffs::find(&mut *tx, offer.id).await? {
        return Ok(if made.lead_id == offer.lead { Offered::Yes(made.assignee_id.map(PersonId)) } else { Offered::Gone });
    }
    if records::is_erased(&lead) || records::text_of(&lead, "archived_at").is_some() {
        return Ok(Offered::OutOfSight);
    }
    if handoffs::open_of(&mut *tx, offer.lead).await?.is_some() {
        return Ok(Offered::Already);
    }
    let stage = stage_of(&lead);
    if !matches!(stage, Stage::Lead | Stage::Mql | Stage::Recycled | Stage::Disqualified) {
        return Ok(Offered::WithSales(stage));
    }
    let (version, calendar) = calendars::in_force(&mut *tx, Team::Sales, now).await?;
    if let To::Person(person) = offer.to {
        let away = routing::unavailable(tx, &calendar, person.0, now).await?;
        if let Some(why @ (Unavailable::Inactive | Unavailable::OnLeave)) = away {
            return Ok(Offered::Unavailable(why));
        }
    }
    let policy = policy_of(tx, &lead, &calendar, &offer.usual, now).await?;
    let found = routing::find(tx, &calendar, offer.lead, offer.to, now).await?;
    let calendar_id = (!policy.around_the_clock).then_some(version);
    make(tx, offer, Made { lead, policy, calendar_id, found }, by, now).await
}

/// What was found out for an offer.
struct Made {
    lead: Columns,
    policy: Policy,
    calendar_id: Option<Uuid>,
    found: Found,
}

async fn make(
    tx: &mut PgConnection,
    offer: Offer,
    made: Made,
    by: Option<&User>,
    now: DateTime<Utc>,
) -> Result<Offered, StorageError> {
    let Made { lead, policy, calendar_id, found } = made;
    let stage = stage_of(&lead);
    let mut handoff = StoredHandoff::new(offer.id, offer.lead, policy.id, calendar_id, found.route.key(), now);
    handoff.offered_by = by.map(|by| by.person_id.0);
    handoff.rule_id = offer.rule;
    handoff.note = offer.note;
    handoff.unassigned_because = found.because.map(|why| why.key().to_owned());
    handoff.assignee_id = found.person;
    handoff.assigned_at = found.person.map(|_| now);
    handoff.reassigned_at = handoff.assigned_at;
    let mut case = Case::with(tx, handoff, lead).await?;
    let actor = by.map(|by| by.person_id);
    // Offering says that it is worth a salesperson's time: that is what an MQL is.
    if stage != Stage::Mql {
        case.enter(tx, Stage::Mql, None, actor, now).await?;
    }
    case.handoff.engaged_at = handoffs::engaged_at(&mut *tx, offer.lead, now).await?;
    case.plan();
    handoffs::insert(tx, &case.handoff).await?;
    if let Some(person) = found.person {
        handoffs::note_assignment(&mut *tx, offer.id, Some(person), actor.map(|by| by.0), found.route.key(), now).await?;
        case.tell(tx, [Some(person)], "offered", actor, now).await?;
    }
    case.say(tx, Deed { verb: "offered", user: by.map(|by| by.id), now }, None).await?;
    Ok(match found.because {
        Some(why) => Offered::Unassigned(why),
        None => Offered::Yes(found.person.map(PersonId)),
    })
}

/// The policy that a lead falls under: the first in force whose conditions it meets; the usual one, made on first use,
/// where none was agreed on.
async fn policy_of(
    tx: &mut PgConnection,
    lead: &Columns,
    calendar: &Calendar,
    usual: &str,
    now: DateTime<Utc>,
) -> Result<Policy, StorageError> {
    let prospect = prospect(tx, lead).await?;
    let fits = |policies: Vec<Policy>| policies.into_iter().find(|policy| policy.conditions.fit(&prospect));
    if let Some(policy) = fits(sla_policies::in_force(&mut *tx).await?) {
        return Ok(policy);
    }
    // Two first offers at once make one usual promise.
    sla_policies::lock(&mut *tx).await?;
    if let Some(policy) = fits(sla_policies::in_force(&mut *tx).await?) {
        return Ok(policy);
    }
    let usual = Policy::usual(usual, calendar.usual_day());
    sla_policies::insert(&mut *tx, &usual, false, None, now).await?;
    Ok(usual)
}

/// What conditions ask of a lead. A value in another currency than the workspace's is not compared.
pub async fn prospect(tx: &mut PgConnection, lead: &Columns) -> Result<Prospect, StorageError> {
    let own = workspace::find(&mut *tx).await?.map(|workspace| workspace.currency);
    Ok(prospect_of(lead, own))
}

/// The same where the workspace's currency is at hand.
pub fn prospect_of(lead: &Columns, own: Option<Currency>) -> Prospect {
    let text = |column: &str| records::text_of(lead, column).map(str::to_owned);
    let comparable = own.is_some_and(|own| records::text_of(lead, "value_currency") == Some(own.code()));
    Prospect {
        source: text("source"),
        channel: text("channel"),
        persona: text("persona"),
        region: text("region"),
        segment: text("segment"),
        score: lead.get("score").and_then(serde_json::Value::as_f64),
        value: lead.get("value_minor").and_then(serde_json::Value::as_i64).filter(|_| comparable),
    }
}
