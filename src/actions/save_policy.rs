//! A promise of sales: each change is a new version, for what is offered from now on. A running clock keeps its own.

use crate::domain::ids::UserId;
use crate::domain::policy::{Policy, moved};
use crate::storage::{Database, StorageError, events, sla_policies};
use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

/// What came of it.
#[derive(Debug, PartialEq)]
pub enum Saved {
    /// It is in force.
    Done,
    /// There is no such policy in force any more.
    Gone,
    /// Somebody changed it since the form was opened: this is in force.
    Stale(Box<Policy>),
    /// A lead that meets the conditions of none would be left without a promise.
    LastForAll,
}

/// The policies in force; where none was agreed on yet, the usual promise becomes the first. `day` is what a working day has.
pub async fn policies(db: &Database, usual: &str, day: TimeDelta, now: DateTime<Utc>) -> Result<Vec<Policy>, StorageError> {
    let found = sla_policies::in_force(&db.pages).await?;
    if !found.is_empty() {
        return Ok(found);
    }
    let mut tx = db.pages.begin().await?;
    sla_policies::lock(&mut *tx).await?;
    if sla_policies::in_force(&mut *tx).await?.is_empty() {
        sla_policies::insert(&mut *tx, &Policy::usual(usual, day), false, None, now).await?;
    }
    let found = sla_policies::in_force(&mut *tx).await?;
    tx.commit().await?;
    Ok(found)
}

/// Stores a policy: a new one above all others, or the version after the one that the form was opened with, which is
/// `wanted.version`. The same again changes nothing.
pub async fn save_policy(db: &Database, wanted: &Policy, user: UserId, now: DateTime<Utc>) -> Result<Saved, StorageError> {
    let mut tx = db.pages.begin().await?;
    sla_policies::lock(&mut *tx).await?;
    let in_force = sla_policies::in_force(&mut *tx).await?;
    let Some(stored) = in_force.iter().find(|policy| policy.key == wanted.key) else {
        if wanted.version != 0 {
            return Ok(Saved::Gone);
        }
        let first = in_force.iter().map(|policy| policy.position).min().unwrap_or_default();
        let made = Policy { id: Uuid::now_v7(), version: 1, position: first.saturating_sub(1), ..wanted.clone() };
        sla_policies::insert(&mut *tx, &made, false, Some(user), now).await?;
        said(&mut tx, "created", made.key, &[], user, now).await?;
        tx.commit().await?;
        return Ok(Saved::Done);
    };
    let fields = wanted.differs(stored);
    if fields.is_empty() {
        return Ok(Saved::Done);
    }
    if stored.version != wanted.version {
        return Ok(Saved::Stale(Box::new(stored.clone())));
    }
    if !wanted.conditions.are_none() && is_last_for_all(&in_force, stored) {
        return Ok(Saved::LastForAll);
    }
    let next = Policy { id: Uuid::now_v7(), version: stored.version + 1, position: stored.position, ..wanted.clone() };
    sla_policies::retire(&mut *tx, stored.id, now).await?;
    sla_policies::insert(&mut *tx, &next, false, Some(user), now).await?;
    said(&mut tx, "changed", stored.key, &fields, user, now).await?;
    tx.commit().await?;
    Ok(Saved::Done)
}

/// Takes a policy out of force: its running clocks keep it, nothing new gets it. Again changes nothing.
pub async fn retire_policy(db: &Database, key: Uuid, user: UserId, now: DateTime<Utc>) -> Result<Saved, StorageError> {
    let mut tx = db.pages.begin().await?;
    sla_policies::lock(&mut *tx).await?;
    let in_force = sla_policies::in_force(&mut *tx).await?;
    let Some(stored) = in_force.iter().find(|policy| policy.key == key) else { return Ok(Saved::Done) };
    if is_last_for_all(&in_force, stored) {
        return Ok(Saved::LastForAll);
    }
    sla_policies::retire(&mut *tx, stored.id, now).await?;
    said(&mut tx, "ended", key, &[], user, now).await?;
    tx.commit().await?;
    Ok(Saved::Done)
}

/// Moves a policy a place up or down: the first whose conditions a lead meets is its policy.
pub async fn move_policy(db: &Database, key: Uuid, up: bool, user: UserId, now: DateTime<Utc>) -> Result<(), StorageError> {
    let mut tx = db.pages.begin().await?;
    sla_policies::lock(&mut *tx).await?;
    let in_force = sla_policies::in_force(&mut *tx).await?;
    let order: Vec<Uuid> = in_force.iter().map(|policy| policy.id).collect();
    let id = in_force.iter().find(|policy| policy.key == key).map(|policy| policy.id);
    let Some(order) = id.and_then(|id| moved(&order, &id, up)) else { return Ok(()) };
    for (position, id) in (1..).zip(order) {
        sla_policies::place(&mut *tx, id, position).await?;
    }
    said(&mut tx, "changed", key, &["position"], user, now).await?;
    Ok(tx.commit().await?)
}

fn is_last_for_all(in_force: &[Policy], one: &Policy) -> bool {
    one.conditions.are_none() && !in_force.iter().any(|other| other.key != one.key && other.conditions.are_none())
}

async fn said(
    tx: &mut PgConnection,
    verb: &'static str,
    key: Uuid,
    fields: &[&str],
    user: UserId,
    at: DateTime<Utc>,
) -> Result<(), StorageError> {
    let fields: Vec<String> = fields.iter().map(|field| (*field).to_owned()).collect();
    let event = events::Event { at, user: Some(user), verb, kind: "sla_policy", record: Some(key), fields: &fields };
    events::insert(&mut *tx, event).await
}
