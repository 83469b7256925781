//! Mappings that people saved under a name.

use super::StorageError;
use crate::domain::ids::UserId;
use chrono::{DateTime, Utc};
use sqlx::PgExecutor;
use uuid::Uuid;

/// A mapping that was saved under a name.
#[derive(Clone, Debug)]
pub struct SavedMapping {
    /// Which.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// The mapping as it is written.
    pub body: String,
}

/// Saves a mapping under a name; one of that name is replaced.
pub async fn save(db: impl PgExecutor<'_>, name: &str, body: &str, user: UserId, now: DateTime<Utc>) -> Result<(), StorageError> {
    sqlx::query!(
        "insert into mappings (id, name, body, created_at, user_id) values ($1, $2, $3, $4, $5)
         on conflict (name) do update set body = excluded.body, created_at = excluded.created_at, user_id = excluded.user_id",
        Uuid::now_v7(),
        name,
        body,
        now,
        user.0
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The saved mappings by name.
pub async fn list(db: impl PgExecutor<'_>) -> Result<Vec<SavedMapping>, StorageError> {
    let rows = sqlx::query!("select id, name, body from mappings order by name limit 200").fetch_all(db).await?;
    Ok(rows.into_iter().map(|r| SavedMapping { id: r.id, name: r.name, body: r.body }).collect())
}
