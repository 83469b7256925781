//! Costs and exchange rates.

use super::deals::amount;
use super::filters::{Dimension, Filters};
use crate::domain::moment::next_day;
use crate::domain::money::Currency;
use crate::domain::period::Period;
use crate::metrics::costs::Cost;
use crate::metrics::exchange::Rates;
use crate::metrics::ledger::{CostLine, Ledger};
use crate::metrics::origins::CostEntry;
use crate::storage::StorageError;
use sqlx::PgConnection;

/// The rates into a currency.
pub async fn rates(db: &mut PgConnection, to: Currency) -> Result<Rates, StorageError> {
    let rows = sqlx::query!("select currency, on_day, rate from exchange_rates").fetch_all(db).await?;
    Ok(Rates::new(to, rows.into_iter().filter_map(|row| Some((row.currency.parse().ok()?, row.on_day, row.rate)))))
}

/// The costs that touch a period.
pub async fn ledger(db: &mut PgConnection, period: Period, filters: &Filters, rates: Rates) -> Result<Ledger, StorageError> {
    let channels = filters.values(Dimension::Channel);
    let rows = sqlx::query_file!("src/storage/metrics/costs.sql", period.from, period.to, &channels, &filters.campaigns)
        .fetch_all(db)
        .await?;
    let lines = rows.into_iter().filter_map(|row| {
        let over = Period::new(row.start_on, next_day(row.end_on))?;
        let amount = amount(Some(row.amount_minor), Some(&row.currency))?;
        Some(CostLine { cost: Cost { over, amount }, channel: row.channel, is_media: row.category == "media" })
    });
    Ok(Ledger::new(lines.collect(), rates, filters.split_costs()))
}

/// The costs that touch a period, each with what it was for.
pub async fn entries(db: &mut PgConnection, period: Period, filters: &Filters) -> Result<Vec<CostEntry>, StorageError> {
    let channels = filters.values(Dimension::Channel);
    let rows = sqlx::query_file!("src/storage/metrics/cost_entries.sql", period.from, period.to, &channels, &filters.campaigns)
        .fetch_all(db)
        .await?;
    let entries = rows.into_iter().filter_map(|row| {
        let over = Period::new(row.start_on, next_day(row.end_on))?;
        let amount = amount(Some(row.amount_minor), Some(&row.currency))?;
        Some(CostEntry { cost: Cost { over, amount }, category: row.category, campaign: row.campaign, channel: row.channel })
    });
    Ok(entries.collect())
}
