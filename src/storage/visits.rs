//! What a person saw on the overview, and before that.

use super::StorageError;
use crate::domain::ids::UserId;
use chrono::{DateTime, NaiveDate, Utc};
use serde_json::Value;
use sqlx::PgExecutor;

/// What was seen on the last day before today on which the person looked.
#[derive(Clone, Debug, PartialEq)]
pub struct Before {
    /// When.
    pub at: DateTime<Utc>,
    /// What was shown.
    pub shown: Value,
}

/// Keeps what is shown on a local day, and gives what was shown last on an earlier one. What was shown before moves on only
/// with the day: a page that is loaded again tells the same.
pub async fn look(
    db: impl PgExecutor<'_>,
    user: UserId,
    day: NaiveDate,
    now: DateTime<Utc>,
    shown: &Value,
) -> Result<Option<Before>, StorageError> {
    let row = sqlx::query!(
        "insert into overview_visits as v (user_id, on_day, at, shown) values ($1, $2, $3, $4)
         on conflict (user_id) do update set
             before_at = case when v.on_day < excluded.on_day then v.at else v.before_at end,
             before = case when v.on_day < excluded.on_day then v.shown else v.before end,
             on_day = excluded.on_day, at = excluded.at, shown = excluded.shown
         returning before_at, before",
        user.0,
        day,
        now,
        shown
    )
    .fetch_one(db)
    .await?;
    Ok(row.before_at.zip(row.before).map(|(at, shown)| Before { at, shown }))
}
