//! Failed sign-ins, counted by account and by address, so that guessing gets slow on every server.

use super::StorageError;
use chrono::{DateTime, Utc};
use sqlx::PgExecutor;

/// Failures under a key since an instant.
pub async fn count(db: impl PgExecutor<'_>, key: &str, since: DateTime<Utc>) -> Result<i64, StorageError> {
    let n = sqlx::query_scalar!(r#"select count(*) as "n!" from sign_in_failures where key = $1 and at > $2"#, key, since);
    Ok(n.fetch_one(db).await?)
}

/// Records a failure under each key and forgets those from before `since`.
pub async fn record(
    db: &mut sqlx::PgConnection,
    keys: &[String],
    at: DateTime<Utc>,
    since: DateTime<Utc>,
) -> Result<(), StorageError> {
    sqlx::query!("delete from sign_in_failures where at <= $1", since).execute(&mut *db).await?;
    sqlx::query!("insert into sign_in_failures (key, at) select key, $2 from unnest($1::text[]) as key", keys, at)
        .execute(db)
        .await?;
    Ok(())
}

/// Forgets the failures of an account that has signed in.
pub async fn clear(db: impl PgExecutor<'_>, key: &str) -> Result<(), StorageError> {
    sqlx::query!("delete from sign_in_failures where key = $1", key).execute(db).await?;
    Ok(())
}
