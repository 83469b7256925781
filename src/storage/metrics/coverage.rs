//! What data there is at all: a page without any shows how to begin instead of dashes.

use crate::storage::StorageError;
use crate::storage::derived::late_since;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use sqlx::PgConnection;

/// What data there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// There is a lead or a deal.
    pub has_records: bool,
    /// When the last import ended; while more was written since than a page can count, when the numbers were whole.
    pub fresh_at: Option<DateTime<Utc>>,
}

/// Looks what data there is.
///
/// # Errors
/// When the database does not answer.
pub async fn coverage(db: &mut PgConnection, zone: Tz) -> Result<Coverage, StorageError> {
    let found = sqlx::query_as!(
        Coverage,
        r#"select exists (select 1 from leads) or exists (select 1 from deals) as "has_records!",
                  (select max(finished_at) from imports where state = 'done') as fresh_at"#
    );
    let found = found.fetch_one(&mut *db).await?;
    let late = late_since(db, zone).await?;
    Ok(Coverage { fresh_at: late.or(found.fresh_at), ..found })
}
