//! What a token brings on one local day: an import like any other, without an end of its own.

use super::StorageError;
use crate::domain::ids::{ImportId, TokenId};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{PgConnection, PgExecutor};

/// What a token brought on a day.
#[derive(Clone, Copy, Debug)]
pub struct OfToken<'a> {
    /// Which token.
    pub token: TokenId,
    /// What people call it.
    pub name: &'a str,
    /// The source of its rows.
    pub source: i16,
    /// The local day.
    pub day: NaiveDate,
}

/// The import of a token's day, unless it was taken back.
pub async fn find(db: impl PgExecutor<'_>, token: TokenId, day: NaiveDate) -> Result<Option<ImportId>, StorageError> {
    let id = sqlx::query_scalar!("select id from imports where token_id = $1 and day = $2 and state <> 'undone'", token.0, day);
    Ok(id.fetch_optional(db).await?.map(ImportId))
}

/// Makes the import of a token's day: it has no end of its own, and what it has brought so far can be taken back at any time.
pub async fn insert(db: &mut PgConnection, id: ImportId, of: OfToken<'_>, now: DateTime<Utc>) -> Result<(), StorageError> {
    sqlx::query!(
        "insert into imports (id, source_id, state, created_at, started_at, beat_at, token_id, day)
         values ($1, $2, 'done', $3, $3, $3, $4, $5)",
        id.0,
        of.source,
        now,
        of.token.0,
        of.day
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!("insert into import_files (import_id, position, name, path, bytes) values ($1, 0, $2, '', 0)", id.0, of.name)
        .execute(db)
        .await?;
    Ok(())
}
