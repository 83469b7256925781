//! Evidence for the metrics: what happened, counted and listed. No ratio and no verdict is made here.
//!
//! Every query takes a [`Scope`]: local days in the workspace's zone, the moment as of which, and filters. A moment falls
//! in a period by its instant, or by its local date where the source knows no more.

pub mod conversion;
pub mod coverage;
pub mod deals;
pub mod filters;
pub mod handoffs;
pub mod money;
pub mod quality;
pub mod scope;
pub mod stages;

pub use filters::{Dimension, FilterError, Filters};
pub use scope::Scope;

use super::StorageError;
use sqlx::{PgPool, Postgres, Transaction};

/// A view of the database that stands still, so that the numbers of one page agree with each other.
///
/// # Errors
/// When the database does not answer.
pub async fn snapshot(pool: &PgPool) -> Result<Transaction<'static, Postgres>, StorageError> {
    let mut tx = pool.begin_with("begin isolation level repeatable read, read only").await?;
    // A plan made for all filters at once ignores which of them are empty; compiling one takes longer than it saves.
    sqlx::raw_sql("set local plan_cache_mode = force_custom_plan; set local jit = off").execute(&mut *tx).await?;
    Ok(tx)
}
