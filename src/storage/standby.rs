//! A standby that dashboards read from, so that reading does not slow those who write.

use super::StorageError;
use super::metrics::snapshot;
use super::pool::{Database, PAGES};
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::{Postgres, Transaction};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// A page does not wait longer for a standby than this before it asks the primary.
const PATIENCE: Duration = Duration::from_secs(2);
/// After a failure the standby is left alone for so long: else every page would wait.
const REST: Duration = Duration::from_secs(15);

/// A pool on which nothing can be written.
#[derive(Clone, Debug)]
pub struct Standby {
    /// The connections.
    pub pool: PgPool,
    rest_until: Arc<Mutex<Option<Instant>>>,
}

impl Standby {
    /// A pool over these options. Connections are made when they are needed.
    #[must_use]
    pub fn lazy(options: PgConnectOptions) -> Self {
        let options = options.application_name("mihwar-reads");
        let read_only = ("default_transaction_read_only", "on");
        let options = options.options([("statement_timeout", "5s"), ("timezone", "UTC"), read_only]);
        let pool = PgPoolOptions::new().max_connections(PAGES).acquire_timeout(PATIENCE).connect_lazy_with(options);
        Self { pool, rest_until: Arc::default() }
    }

    fn rests(&self) -> bool {
        let until = *self.rest_until.lock().unwrap_or_else(PoisonError::into_inner);
        until.is_some_and(|until| Instant::now() < until)
    }

    fn rest(&self) {
        *self.rest_until.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now() + REST);
    }
}

impl Database {
    /// A view that stands still, for dashboards and reports: of the standby where there is one, else of the primary. A
    /// page reads all of it by this one connection, so that its numbers agree. A standby that does not answer costs
    /// nobody his page: the primary is asked, and the log says so.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn view(&self) -> Result<Transaction<'static, Postgres>, StorageError> {
        if let Some(standby) = self.standby.as_ref().filter(|standby| !standby.rests()) {
            match snapshot(&standby.pool).await {
                Err(error) if error.may_pass() => {
                    standby.rest();
                    tracing::warn!(%error, "the standby of DATABASE_READ_URL does not answer; dashboards read from the primary");
                }
                view => return view,
            }
        }
        snapshot(&self.pages).await
    }
}
