//! Exchange rates: typed once, followed by every amount.

use crate::domain::ids::UserId;
use crate::domain::money::Currency;
use crate::storage::exchange_rates::{self, Rate};
use crate::storage::{Database, StorageError, events};
use chrono::{DateTime, NaiveDate, Utc};

/// Stores a rate, or replaces the one of its day.
pub async fn record_rate(db: &Database, rate: Rate, user: UserId, now: DateTime<Utc>) -> Result<(), StorageError> {
    let mut tx = db.pages.begin().await?;
    exchange_rates::upsert(&mut *tx, rate).await?;
    events::insert(&mut *tx, event(user, now, "recorded")).await?;
    Ok(tx.commit().await?)
}

/// Takes a rate away.
pub async fn remove_rate(
    db: &Database,
    currency: Currency,
    from: NaiveDate,
    user: UserId,
    now: DateTime<Utc>,
) -> Result<(), StorageError> {
    let mut tx = db.pages.begin().await?;
    exchange_rates::delete(&mut *tx, currency, from).await?;
    events::insert(&mut *tx, event(user, now, "removed")).await?;
    Ok(tx.commit().await?)
}

fn event(user: UserId, at: DateTime<Utc>, verb: &'static str) -> events::Event<'static> {
    events::Event { at, user: Some(user), verb, kind: "exchange_rate", record: None, fields: &[] }
}
