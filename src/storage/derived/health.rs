//! How the tables are: built, waiting, failed, and right as far as a sample tells.

use super::Name;
use super::verify::{Verified, verify_some};
use crate::storage::StorageError;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use sqlx::{PgConnection, PgPool};

/// How the tables are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Health {
    /// Days that wait to be built.
    pub dirty: i64,
    /// Since when the oldest of them waits.
    pub waits_since: Option<DateTime<Utc>>,
    /// When building failed, unless it has succeeded since.
    pub failed_at: Option<DateTime<Utc>>,
    /// What comparing a few days with the records found; none where the tables are not built for the zone.
    pub sample: Option<Verified>,
}

/// Days that wait to be built, and since when.
///
/// # Errors
/// When the database does not answer.
pub async fn waiting(db: &PgPool) -> Result<(i64, Option<DateTime<Utc>>), StorageError> {
    let found = sqlx::query!(
        r#"select (select count(distinct day) from derived_dirty, unnest(lead_days || deal_days || handoff_days) day) as "days!",
                  (select min(marked_at) from derived_dirty) as since"#
    );
    let found = found.fetch_one(db).await?;
    Ok((found.days, found.since))
}

/// Looks, and compares a few days anywhere.
///
/// # Errors
/// When the database does not answer.
pub async fn look(db: &PgPool, zone: Tz) -> Result<Health, StorageError> {
    let (dirty, waits_since) = waiting(db).await?;
    let failed_at = sqlx::query_scalar!("select failed_at from derived_state").fetch_optional(db).await?.flatten();
    let mut connection: sqlx::pool::PoolConnection<sqlx::Postgres> = db.acquire().await?;
    let sample = sample(&mut connection, zone).await?;
    Ok(Health { dirty, waits_since, failed_at, sample })
}

async fn sample(db: &mut PgConnection, zone: Tz) -> Result<Option<Verified>, StorageError> {
    let starts = sqlx::query!(
        r#"select (select day from derived_lead_days order by day
                   offset (select floor(random() * count(*))::bigint from derived_lead_days) limit 1) as leads,
                  (select day from derived_deal_days order by day
                   offset (select floor(random() * count(*))::bigint from derived_deal_days) limit 1) as deals,
                  (select day from derived_handoff_days order by day
                   offset (select floor(random() * count(*))::bigint from derived_handoff_days) limit 1) as handoffs"#
    );
    let starts = starts.fetch_one(&mut *db).await?;
    verify_some(db, zone, [(Name::LeadDays, starts.leads), (Name::DealDays, starts.deals), (Name::HandoffDays, starts.handoffs)])
        .await
}

/// Remembers that building failed.
///
/// # Errors
/// When the database does not answer.
pub async fn note_failure(db: &PgPool, now: DateTime<Utc>) -> Result<(), StorageError> {
    sqlx::query!("update derived_state set failed_at = $1", now).execute(db).await?;
    Ok(())
}
