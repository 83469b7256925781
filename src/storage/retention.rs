//! What of imports is kept only for a time.

use super::StorageError;
use crate::domain::ids::ImportId;
use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

/// Deletes drafts that were made before an instant. Nothing of them has landed. Gives how many.
pub async fn delete_drafts(db: impl PgExecutor<'_>, made_before: DateTime<Utc>) -> Result<u64, StorageError> {
    let done = sqlx::query!("delete from imports where state = 'draft' and created_at < $1", made_before).execute(db).await?;
    Ok(done.rows_affected())
}

/// Imports that came to their end before an instant and whose rows are still there.
pub async fn ended(db: impl PgExecutor<'_>, before: DateTime<Utc>) -> Result<Vec<ImportId>, StorageError> {
    let found = sqlx::query_scalar!(
        "select id from imports where rows_deleted_at is null and created_at < $1 and state not in ('draft', 'running')
           and coalesce(finished_at, beat_at, started_at, created_at) < $1 order by created_at",
        before
    )
    .fetch_all(db)
    .await?;
    Ok(found.into_iter().map(ImportId).collect())
}

/// Deletes the rejected rows of an import and the values before its changes, and notes that; in one transaction.
pub async fn forget_rows(db: &mut PgConnection, id: ImportId, now: DateTime<Utc>) -> Result<(), StorageError> {
    sqlx::query!("update imports set rows_deleted_at = $2 where id = $1", id.0, now).execute(&mut *db).await?;
    sqlx::query!("delete from import_rows where import_id = $1", id.0).execute(db).await?;
    Ok(())
}

/// Which of these imports may still need their files.
pub async fn with_files(db: impl PgExecutor<'_>, ids: &[Uuid]) -> Result<Vec<Uuid>, StorageError> {
    Ok(sqlx::query_scalar!("select id from imports where id = any($1) and rows_deleted_at is null", ids).fetch_all(db).await?)
}
