//! The workspace and its settings.

use super::StorageError;
use crate::domain::person::Language;
use crate::domain::workspace::Workspace;
use chrono::{DateTime, Utc, Weekday};
use sqlx::PgExecutor;

/// The workspace, if it was set up.
pub async fn find(db: impl PgExecutor<'_>) -> Result<Option<Workspace>, StorageError> {
    let row = sqlx::query!(
        "select name, zone, currency, language, week_start, weekend, fiscal_month, alignment_start, horizon, version from workspace"
    )
    .fetch_optional(db)
    .await?;
    row.map(|r| {
        Some(Workspace {
            name: r.name,
            zone: r.zone.parse().ok()?,
            currency: r.currency.parse().ok()?,
            language: Language::from_key(&r.language)?,
            week_start: weekday(r.week_start)?,
            weekend: r.weekend.into_iter().filter_map(weekday).collect(),
            fiscal_month: u32::try_from(r.fiscal_month).ok()?,
            alignment_start: r.alignment_start,
            horizon: r.horizon.and_then(|h| u16::try_from(h).ok()),
            version: r.version,
        })
    })
    .map(|found| found.ok_or_else(|| StorageError::Other(sqlx::Error::Decode("the workspace row is not readable".into()))))
    .transpose()
}

/// Creates it. There is only one: the constraint `workspace_pkey` refuses a second.
pub async fn insert(db: impl PgExecutor<'_>, w: &Workspace, now: DateTime<Utc>) -> Result<(), StorageError> {
    sqlx::query!(
        "insert into workspace (name, zone, currency, language, week_start, weekend, fiscal_month, alignment_start, horizon, version, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1, $10)",
        w.name,
        w.zone.name(),
        w.currency.code(),
        w.language.key(),
        iso_day(w.week_start),
        &w.weekend.iter().copied().map(iso_day).collect::<Vec<_>>(),
        i16::try_from(w.fiscal_month).unwrap_or(1),
        w.alignment_start,
        w.horizon.and_then(|h| i16::try_from(h).ok()),
        now
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Changes it, if nobody changed it since the version that it carries. Gives whether it did.
pub async fn update(db: impl PgExecutor<'_>, w: &Workspace) -> Result<bool, StorageError> {
    let done = sqlx::query!(
        "update workspace set name = $1, zone = $2, currency = $3, language = $4, week_start = $5, weekend = $6, fiscal_month = $7,
                alignment_start = $8, horizon = $9, version = version + 1
         where version = $10",
        w.name,
        w.zone.name(),
        w.currency.code(),
        w.language.key(),
        iso_day(w.week_start),
        &w.weekend.iter().copied().map(iso_day).collect::<Vec<_>>(),
        i16::try_from(w.fiscal_month).unwrap_or(1),
        w.alignment_start,
        w.horizon.and_then(|h| i16::try_from(h).ok()),
        w.version
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Marks it as that of a demo.
pub async fn mark_demo(db: impl PgExecutor<'_>) -> Result<(), StorageError> {
    sqlx::query!("update workspace set demo = true").execute(db).await?;
    Ok(())
}

/// Whether it is that of a demo.
pub async fn is_demo(db: impl PgExecutor<'_>) -> Result<bool, StorageError> {
    Ok(sqlx::query_scalar!("select demo from workspace").fetch_optional(db).await?.unwrap_or_default())
}

/// Whether any amount is recorded: from then on the currency stays.
pub async fn has_money(db: impl PgExecutor<'_>) -> Result<bool, StorageError> {
    let found = sqlx::query_scalar!(
        r#"select exists(select 1 from deals where amount_minor is not null) or exists(select 1 from campaign_costs)
             or exists(select 1 from kpi_targets where amount_minor is not null) as "found!""#
    )
    .fetch_one(db)
    .await?;
    Ok(found)
}

/// The code that the first visit must know, made on first use. None once the workspace exists.
pub async fn set_up_code(db: &sqlx::PgPool, fresh: &str) -> Result<Option<String>, StorageError> {
    sqlx::query!(
        "insert into set_up_code (code) select $1 where not exists (select 1 from workspace) on conflict do nothing",
        fresh
    )
    .execute(db)
    .await?;
    Ok(sqlx::query_scalar!("select code from set_up_code").fetch_optional(db).await?)
}

/// Forgets the code.
pub async fn forget_set_up_code(db: impl PgExecutor<'_>) -> Result<(), StorageError> {
    sqlx::query!("delete from set_up_code").execute(db).await?;
    Ok(())
}

fn iso_day(day: Weekday) -> i16 {
    i16::try_from(day.number_from_monday()).unwrap_or(1)
}

fn weekday(iso: i16) -> Option<Weekday> {
    Weekday::try_from(u8::try_from(iso.checked_sub(1)?).ok()?).ok()
}
