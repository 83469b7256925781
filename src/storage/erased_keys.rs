//! The keyed traces of people who were erased.

use super::StorageError;
use crate::domain::erasure::Secret;
use sqlx::{PgConnection, PgExecutor};

/// Whether anybody was ever erased: else nothing has to be looked up.
pub async fn any(db: impl PgExecutor<'_>) -> Result<bool, StorageError> {
    Ok(sqlx::query_scalar!(r#"select exists (select from erased_keys) as "any!""#).fetch_one(db).await?)
}

/// The key of the traces, made on first use.
pub async fn secret(db: &mut PgConnection) -> Result<Secret, StorageError> {
    sqlx::query!("insert into erasure_secret (singleton) values (true) on conflict do nothing").execute(&mut *db).await?;
    Ok(Secret::new(sqlx::query_scalar!("select secret from erasure_secret").fetch_one(db).await?))
}

/// Which of these keys are known.
pub async fn find(db: impl PgExecutor<'_>, keys: &[Vec<u8>]) -> Result<Vec<Vec<u8>>, StorageError> {
    Ok(sqlx::query_scalar!("select key from erased_keys where key = any($1)", keys).fetch_all(db).await?)
}

/// Keeps keys.
pub async fn insert(db: impl PgExecutor<'_>, keys: &[Vec<u8>]) -> Result<(), StorageError> {
    sqlx::query!("insert into erased_keys (key) select unnest($1::bytea[]) on conflict do nothing", keys).execute(db).await?;
    Ok(())
}
