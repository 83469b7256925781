//! Rules that offer leads by themselves when they reach MQL.

use crate::domain::ids::UserId;
use crate::domain::policy::{OfferRule, moved};
use crate::storage::{Database, StorageError, events, offer_rules};
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

/// What came of it.
#[derive(Debug, PartialEq)]
pub enum Saved {
    /// It is so.
    Done,
    /// There is no such rule.
    Gone,
    /// Somebody changed it since the form was opened: this stands.
    Stale(Box<OfferRule>),
}

/// Stores a rule: a new one behind the others where the version is 0, else the one that has this version. The same again
/// changes nothing.
pub async fn save_offer_rule(db: &Database, wanted: &OfferRule, user: UserId, now: DateTime<Utc>) -> Result<Saved, StorageError> {
    let mut tx = db.pages.begin().await?;
    offer_rules::lock(&mut *tx).await?;
    let Some(stored) = offer_rules::all(&mut *tx).await?.into_iter().find(|rule| rule.id == wanted.id) else {
        if wanted.version != 0 {
            return Ok(Saved::Gone);
        }
        offer_rules::insert(&mut *tx, wanted, user, now).await?;
        said(&mut tx, "created", wanted.id, &[], user, now).await?;
        tx.commit().await?;
        return Ok(Saved::Done);
    };
    let fields = differs(&stored, wanted);
    if fields.is_empty() {
        return Ok(Saved::Done);
    }
    if stored.version != wanted.version {
        return Ok(Saved::Stale(Box::new(stored)));
    }
    offer_rules::update(&mut *tx, wanted).await?;
    said(&mut tx, "changed", wanted.id, &fields, user, now).await?;
    tx.commit().await?;
    Ok(Saved::Done)
}

/// Moves a rule a place up or down: the first whose conditions a lead meets offers it.
pub async fn move_offer_rule(db: &Database, id: Uuid, up: bool, user: UserId, now: DateTime<Utc>) -> Result<(), StorageError> {
    let mut tx = db.pages.begin().await?;
    offer_rules::lock(&mut *tx).await?;
    let order: Vec<Uuid> = offer_rules::all(&mut *tx).await?.into_iter().map(|rule| rule.id).collect();
    let Some(order) = moved(&order, &id, up) else { return Ok(()) };
    for (position, id) in (1..).zip(order) {
        offer_rules::place(&mut *tx, id, position).await?;
    }
    said(&mut tx, "changed", id, &["position"], user, now).await?;
    Ok(tx.commit().await?)
}

fn differs(a: &OfferRule, b: &OfferRule) -> Vec<&'static str> {
    let pairs = [
        ("name", a.name == b.name),
        ("conditions", a.conditions == b.conditions),
        ("route", (a.route, a.person) == (b.route, b.person)),
        ("note", a.note == b.note),
        ("active", a.active == b.active),
    ];
    pairs.into_iter().filter(|(_, same)| !same).map(|(name, _)| name).collect()
}

async fn said(
    tx: &mut PgConnection,
    verb: &'static str,
    id: Uuid,
    fields: &[&str],
    user: UserId,
    at: DateTime<Utc>,
) -> Result<(), StorageError> {
    let fields: Vec<String> = fields.iter().map(|field| (*field).to_owned()).collect();
    let event = events::Event { at, user: Some(user), verb, kind: "offer_rule", record: Some(id), fields: &fields };
    events::insert(&mut *tx, event).await
}
