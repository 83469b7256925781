//! Connections: one pool for pages with a short time-out, one for jobs without.

use super::StorageError;
use super::standby::Standby;
use sqlx::Connection as _;
use sqlx::migrate::{Migrate as _, MigrateError, Migrator};
use sqlx::postgres::{PgConnectOptions, PgConnection, PgPool, PgPoolOptions};
use std::time::Duration;

/// Every migration, compiled in.
pub static MIGRATIONS: Migrator = sqlx::migrate!();

/// Connections for pages at most, of one process.
pub const PAGES: u32 = 16;
/// Connections for jobs at most, of one process.
pub const JOBS: u32 = 6;

/// The database, by two bounded pools.
#[derive(Clone, Debug)]
pub struct Database {
    /// For pages: a statement ends after 5 seconds.
    pub pages: PgPool,
    /// For imports, exports and other long work.
    pub jobs: PgPool,
    /// What dashboards read from; the primary where there is none.
    pub standby: Option<Standby>,
}

impl Database {
    /// Pools over these options. Connections are made when they are needed.
    #[must_use]
    pub fn lazy(options: PgConnectOptions) -> Self {
        let pages = options.clone().application_name("mihwar").options([("statement_timeout", "5s"), ("timezone", "UTC")]);
        let jobs = options.application_name("mihwar-jobs").options([("statement_timeout", "0"), ("timezone", "UTC")]);
        Self {
            pages: PgPoolOptions::new().max_connections(PAGES).acquire_timeout(Duration::from_secs(5)).connect_lazy_with(pages),
            jobs: PgPoolOptions::new().max_connections(JOBS).acquire_timeout(Duration::from_secs(30)).connect_lazy_with(jobs),
            standby: None,
        }
    }

    /// The same with a standby for dashboards.
    #[must_use]
    pub fn with_standby(self, options: PgConnectOptions) -> Self {
        Self { standby: Some(Standby::lazy(options)), ..self }
    }

    /// Tries one connection, without the patience of the pools: says at once what is wrong.
    ///
    /// # Errors
    /// What the database, or its absence, says.
    pub async fn reach(&self) -> Result<(), StorageError> {
        let options = self.jobs.connect_options();
        let connection =
            tokio::time::timeout(Duration::from_secs(3), async { PgConnection::connect_with(&options).await?.close().await })
                .await
                .map_err(|_| sqlx::Error::PoolTimedOut)?;
        Ok(connection?)
    }

    /// Brings the schema to this version, under Postgres' advisory lock: several servers may start at once.
    ///
    /// # Errors
    /// [`StorageError::NewerSchema`] when a newer version was here before.
    pub async fn migrate(&self) -> Result<(), StorageError> {
        MIGRATIONS.run(&self.jobs).await.map_err(|error| match error {
            MigrateError::VersionMissing(_) | MigrateError::VersionTooNew(..) => StorageError::NewerSchema,
            MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => error.into(),
            other => StorageError::Other(sqlx::Error::Migrate(Box::new(other))),
        })
    }

    /// Whether the database answers and has this version's schema, not an older and not a newer one.
    ///
    /// # Errors
    /// When it does not answer, or has another schema.
    pub async fn is_ready(&self) -> Result<bool, StorageError> {
        let mut connection = self.pages.acquire().await?;
        let applied = connection
            .list_applied_migrations(&MIGRATIONS.table_name)
            .await
            .map_err(|e| StorageError::Other(sqlx::Error::Migrate(Box::new(e))))?;
        let newest = MIGRATIONS.iter().map(|m| m.version).max();
        Ok(applied.iter().map(|m| m.version).max() == newest)
    }

    /// Closes every connection.
    pub async fn close(&self) {
        self.pages.close().await;
        self.jobs.close().await;
        if let Some(standby) = &self.standby {
            standby.pool.close().await;
        }
    }
}
