//! What data there is at all: a page without any shows how to begin instead of dashes.

use crate::storage::StorageError;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

/// What data there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// There is a lead or a deal.
    pub has_records: bool,
    /// When the last import ended.
    pub fresh_at: Option<DateTime<Utc>>,
}

/// Looks what data there is.
///
/// # Errors
/// When the database does not answer.
pub async fn coverage(db: &mut PgConnection) -> Result<Coverage, StorageError> {
    let found = sqlx::query_as!(
        Coverage,
        r#"select exists (select 1 from leads) or exists (select 1 from deals) as "has_records!",
                  (select max(finished_at) from imports where state = 'done') as fresh_at"#
    );
    Ok(found.fetch_one(db).await?)
}
