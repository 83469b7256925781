//! Deals that were opened and closed, and what came before them.

use super::conversion::counted;
use super::scope::{Scope, ask};
use crate::domain::ids::DealId;
use crate::domain::moment::Moment;
use crate::domain::money::{Currency, Money};
use crate::metrics::deals::{ClosedDeal, FirstTouch, OpenedDeal, Origin};
use crate::metrics::lost::LostDeal;
use crate::storage::{StorageError, derived};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;
use std::collections::HashMap;
use uuid::Uuid;

/// How much of a closed deal is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// How it ended, when it was opened and closed, what it brought, and whether of a new customer: all that most
    /// numbers ask.
    Deal,
    /// Also its id, its lead and, of those won, the first touch ever of its people, whenever that was.
    All,
}

/// The deals closed in a period. What their detail leaves out may be missing.
pub async fn closed(db: &mut PgConnection, scope: &Scope, detail: Detail) -> Result<Vec<ClosedDeal>, StorageError> {
    if let Some(found) = derived::closed(db, scope, detail).await? {
        return Ok(found);
    }
    let mut found = closed_raw(db, scope).await?;
    if detail == Detail::All {
        let mut touches = first_touches(db, found.iter().filter(|deal| deal.is_won).map(|deal| deal.id)).await?;
        for deal in &mut found {
            let first_touch = touches.remove(&deal.id);
            deal.origin.get_or_insert_default().first_touch = first_touch;
        }
    }
    Ok(found)
}

async fn closed_raw(db: &mut PgConnection, scope: &Scope) -> Result<Vec<ClosedDeal>, StorageError> {
    let rows = ask!("src/storage/metrics/closed_deals.sql", scope).fetch_all(db).await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            Some(ClosedDeal {
                id: DealId(row.id),
                opened: Moment::from_columns(row.opened_at, row.opened_on),
                closed: Moment::from_columns(row.closed_at, row.closed_on)?,
                is_won: row.outcome == "won",
                amount: amount(row.amount_minor, row.currency.as_deref()),
                is_new_customer: row.is_new_customer,
                origin: Some(Box::new(Origin {
                    lead_created: Moment::from_columns(row.lead_created_at, row.lead_created_on),
                    lead_channel: row.lead_channel,
                    first_touch: None,
                })),
            })
        })
        .collect())
}

/// The deals lost in a period.
pub async fn lost(db: &mut PgConnection, scope: &Scope) -> Result<Vec<LostDeal>, StorageError> {
    let rows = ask!("src/storage/metrics/lost_deals.sql", scope).fetch_all(db).await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let closed = Moment::from_columns(row.closed_at, row.closed_on)?;
            Some(LostDeal { closed, amount: amount(row.amount_minor, row.currency.as_deref()), reason: row.lost_reason })
        })
        .collect())
}

/// The deals opened in a period.
pub async fn opened(db: &mut PgConnection, scope: &Scope) -> Result<Vec<OpenedDeal>, StorageError> {
    let found = ask!("src/storage/metrics/opened_deals.sql", scope).fetch_one(db).await?;
    // Of no deals there are no lists.
    let opened = found.opened_at.unwrap_or_default().into_iter().zip(found.opened_on.unwrap_or_default());
    let closed = found.closed_at.unwrap_or_default().into_iter().zip(found.closed_on.unwrap_or_default());
    let deals = opened.zip(closed).zip(found.won.unwrap_or_default());
    Ok(deals
        .filter_map(|(((opened_at, opened_on), (closed_at, closed_on)), won)| {
            Some(OpenedDeal {
                opened: Moment::from_columns(opened_at, opened_on)?,
                closed: Moment::from_columns(closed_at, closed_on),
                won,
            })
        })
        .collect())
}

/// Deals without an opening date that may have been opened in a period.
pub async fn unopened(db: &mut PgConnection, scope: &Scope) -> Result<u64, StorageError> {
    Ok(counted(ask!("src/storage/metrics/unopened_deals.sql", scope).fetch_one(db).await?.deals))
}

/// The first touch ever of each deal's people: its primary lead and its contacts.
pub async fn first_touches(
    db: &mut PgConnection,
    deals: impl Iterator<Item = DealId>,
) -> Result<HashMap<DealId, FirstTouch>, StorageError> {
    let ids: Vec<Uuid> = deals.map(|deal| deal.0).collect();
    let rows = sqlx::query_file!("src/storage/metrics/first_touches.sql", &ids).fetch_all(db).await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let at = Moment::from_columns(row.occurred_at, row.occurred_on)?;
            Some((DealId(row.deal_id), FirstTouch { at, channel: row.channel }))
        })
        .collect())
}

pub(super) fn amount(minor: Option<i64>, currency: Option<&str>) -> Option<Money> {
    let currency: Currency = currency?.parse().ok()?;
    Some(Money { minor: minor?, currency })
}
