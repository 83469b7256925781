//! The database server itself: what it is set to, and whether it can be worked with.

use super::StorageError;
use chrono::{DateTime, Utc};
use sqlx::postgres::PgListener;
use sqlx::{PgConnection, PgExecutor, PgPool};
use std::time::Duration;

/// What a server says of itself.
#[expect(clippy::struct_excessive_bools, reason = "each is a question of its own")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// Its major version.
    pub major: u32,
    /// What it acknowledges is on the disk.
    pub fsync: bool,
    /// The database keeps every script.
    pub utf8: bool,
    /// It sorts names as people do, in both languages.
    pub icu: bool,
    /// It has, or could have, what makes searching fast.
    pub trigrams: bool,
    /// Connections that ordinary users may have.
    pub connections: u32,
    /// Its time.
    pub now: DateTime<Utc>,
}

/// Asks it.
pub async fn ask(db: &mut PgConnection) -> Result<Server, StorageError> {
    let (fsync, utf8, icu, trigrams, connections): (bool, bool, bool, bool, i32) = sqlx::query_as(
        "select current_setting('fsync')::bool, current_setting('server_encoding') = 'UTF8',
                (select count(*) = 2 from pg_collation where collname in ('en-x-icu', 'ar-x-icu')),
                exists (select from pg_available_extensions where name = 'pg_trgm'),
                current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int",
    )
    .fetch_one(&mut *db)
    .await?;
    let connections = u32::try_from(connections).unwrap_or_default();
    let major = super::contents::server_major(&mut *db).await?;
    Ok(Server { major, fsync, utf8, icu, trigrams, connections, now: now(db).await? })
}

/// Its time.
pub async fn now(db: impl PgExecutor<'_>) -> Result<DateTime<Utc>, StorageError> {
    Ok(sqlx::query_scalar("select clock_timestamp()").fetch_one(db).await?)
}

/// Whether it knows a time zone.
pub async fn knows_zone(db: impl PgExecutor<'_>, zone: &str) -> Result<bool, StorageError> {
    let found = sqlx::query_scalar("select exists (select from pg_timezone_names where name = $1)").bind(zone);
    Ok(found.fetch_one(db).await?)
}

/// Whether a session lasts: what one connection listens for, another says. A pooler in transaction mode loses it.
pub async fn listens(pool: &PgPool) -> Result<bool, StorageError> {
    let mut listener = PgListener::connect_with(pool).await?;
    listener.listen("mihwar_doctor").await?;
    sqlx::query("select pg_notify('mihwar_doctor', '')").execute(pool).await?;
    let heard = tokio::time::timeout(Duration::from_secs(3), listener.recv()).await;
    Ok(matches!(heard, Ok(Ok(_))))
}

/// When the last backup was made.
pub async fn last_backup(db: impl PgExecutor<'_>) -> Result<Option<DateTime<Utc>>, StorageError> {
    let found = sqlx::query_scalar("select max(at) from events where verb = 'backed_up' and kind = 'database'");
    Ok(found.fetch_one(db).await?)
}

/// What a standby says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Following {
    /// It replays what a primary writes.
    pub replays: bool,
    /// Seconds since the last change that it replayed; none where it has replayed all that it received.
    pub behind: Option<i64>,
    /// The schema that it holds.
    pub schema: Option<i64>,
    /// The workspace that it holds.
    pub workspace: Option<String>,
}

/// Asks a standby.
pub async fn following(pool: &PgPool) -> Result<Following, StorageError> {
    let mut db = pool.acquire().await?;
    let (replays, behind): (bool, Option<i64>) = sqlx::query_as(
        "select pg_is_in_recovery(),
                case when pg_last_wal_receive_lsn() is distinct from pg_last_wal_replay_lsn()
                     then extract(epoch from now() - pg_last_xact_replay_timestamp())::bigint end",
    )
    .fetch_one(&mut *db)
    .await?;
    let held = super::contents::look(&mut db).await?;
    Ok(Following { replays, behind, schema: held.schema, workspace: held.workspace })
}
