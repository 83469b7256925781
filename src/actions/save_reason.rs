//! Why leads come back: which reasons are offered, in which order, and what becomes of the lead.

use crate::domain::ids::UserId;
use crate::domain::policy::moved;
use crate::storage::handoff_reasons::{self, Reason};
use crate::storage::{Database, StorageError, events};
use chrono::{DateTime, Utc};
use serde_json::json;
use sqlx::PgConnection;

/// What came of it.
#[derive(Debug, PartialEq, Eq)]
pub enum Saved {
    /// It is so.
    Done,
    /// There is no such reason.
    Gone,
    /// Somebody changed it since the form was opened: this stands.
    Stale(Box<Reason>),
    /// Nobody could reject a lead any more.
    LastOne,
}

/// Stores a reason: a new one behind the others where the version is 0, else the one that has this version. The same again
/// changes nothing.
pub async fn save_reason(db: &Database, wanted: &Reason, user: UserId, now: DateTime<Utc>) -> Result<Saved, StorageError> {
    let mut tx = db.pages.begin().await?;
    handoff_reasons::lock(&mut *tx).await?;
    let Some(stored) = handoff_reasons::find(&mut *tx, &wanted.key).await? else {
        if wanted.version != 0 {
            return Ok(Saved::Gone);
        }
        handoff_reasons::insert(&mut *tx, wanted).await?;
        said(&mut tx, "created", &wanted.key, &[], user, now).await?;
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
    let others = handoff_reasons::all(&mut *tx).await?.into_iter().filter(|other| other.active && other.key != wanted.key);
    if !wanted.active && others.count() == 0 {
        return Ok(Saved::LastOne);
    }
    handoff_reasons::update(&mut *tx, wanted).await?;
    said(&mut tx, "changed", &wanted.key, &fields, user, now).await?;
    tx.commit().await?;
    Ok(Saved::Done)
}

/// Moves a reason a place up or down among those in use: the first six are on keys.
pub async fn move_reason(db: &Database, key: &str, up: bool, user: UserId, now: DateTime<Utc>) -> Result<(), StorageError> {
    let mut tx = db.pages.begin().await?;
    handoff_reasons::lock(&mut *tx).await?;
    let all = handoff_reasons::all(&mut *tx).await?;
    let order: Vec<String> = all.into_iter().filter(|reason| reason.active).map(|reason| reason.key).collect();
    let Some(order) = moved(&order, &key.to_owned(), up) else { return Ok(()) };
    for (position, key) in (1..).zip(&order) {
        handoff_reasons::place(&mut *tx, key, position).await?;
    }
    said(&mut tx, "changed", key, &["position"], user, now).await?;
    Ok(tx.commit().await?)
}

fn differs(a: &Reason, b: &Reason) -> Vec<&'static str> {
    let pairs = [
        ("name", a.name == b.name),
        ("outcome", (a.outcome, a.recycle_days) == (b.outcome, b.recycle_days)),
        ("active", a.active == b.active),
    ];
    pairs.into_iter().filter(|(_, same)| !same).map(|(name, _)| name).collect()
}

async fn said(
    tx: &mut PgConnection,
    verb: &'static str,
    key: &str,
    fields: &[&str],
    user: UserId,
    at: DateTime<Utc>,
) -> Result<(), StorageError> {
    let fields: Vec<String> = fields.iter().map(|field| (*field).to_owned()).collect();
    let event = events::Event { at, user: Some(user), verb, kind: "handoff_reason", record: None, fields: &fields };
    events::insert_with(&mut *tx, event, Some(json!({ "reason": key }))).await
}
