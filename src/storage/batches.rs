//! Batches of rows, of files and of calls: one lands after the other.

use super::StorageError;
use sqlx::{PgConnection, Postgres};

/// Waits until no other batch lands, of a file or of a call, and keeps others waiting until the transaction ends: which
/// record a row means must not change between the question and the answer.
pub async fn one_batch_at_a_time(tx: &mut PgConnection) -> Result<(), StorageError> {
    sqlx::query("select pg_advisory_xact_lock(7240183)").execute(tx).await?;
    Ok(())
}

/// Begins the transaction of a batch. Its statements find rows by their keys: Postgres shall use the indexes from the first
/// batch on, though its picture of the tables, and the plans that it keeps for a connection, may be from when they were empty.
pub async fn begin_batch(pool: &sqlx::PgPool) -> Result<sqlx::Transaction<'static, Postgres>, StorageError> {
    let mut tx = pool.begin().await?;
    one_batch_at_a_time(&mut tx).await?;
    sqlx::query("set local enable_seqscan = off").execute(&mut *tx).await?;
    Ok(tx)
}
