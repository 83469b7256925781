//! Dated rates, from which amounts in other currencies follow.

use super::StorageError;
use crate::domain::money::Currency;
use chrono::NaiveDate;
use sqlx::PgExecutor;

/// A rate: units of the workspace's currency for one of `currency`, from this day until the next row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rate {
    /// The foreign currency.
    pub currency: Currency,
    /// The first day.
    pub from: NaiveDate,
    /// Units for one.
    pub rate: f64,
}

/// The newest rates, at most 500.
pub async fn list(db: impl PgExecutor<'_>) -> Result<Vec<Rate>, StorageError> {
    let rows = sqlx::query!("select currency, on_day, rate from exchange_rates order by on_day desc, currency limit 500")
        .fetch_all(db)
        .await?;
    Ok(rows.into_iter().filter_map(|r| Some(Rate { currency: r.currency.parse().ok()?, from: r.on_day, rate: r.rate })).collect())
}

/// Currencies of deals and costs for which there is no rate at all.
pub async fn missing(db: impl PgExecutor<'_>, own: Currency) -> Result<Vec<String>, StorageError> {
    let found = sqlx::query_scalar!(
        r#"select currency as "currency!" from (select currency from deals union select currency from campaign_costs) used
           where currency is not null and currency <> $1 and not exists (select 1 from exchange_rates r where r.currency = used.currency)
           order by 1"#,
        own.code()
    );
    Ok(found.fetch_all(db).await?)
}

/// Stores a rate; one of the same day is replaced.
pub async fn upsert(db: impl PgExecutor<'_>, rate: Rate) -> Result<(), StorageError> {
    sqlx::query!(
        "insert into exchange_rates (currency, on_day, rate) values ($1, $2, $3) on conflict (currency, on_day) do update set rate = excluded.rate",
        rate.currency.code(),
        rate.from,
        rate.rate
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Takes a rate away.
pub async fn delete(db: impl PgExecutor<'_>, currency: Currency, from: NaiveDate) -> Result<(), StorageError> {
    sqlx::query!("delete from exchange_rates where currency = $1 and on_day = $2", currency.code(), from).execute(db).await?;
    Ok(())
}
