//! What a database holds, seen from outside: before it is saved, and before something is brought into it.

use super::StorageError;
use super::pool::MIGRATIONS;
use sqlx::{PgConnection, PgExecutor};

/// What a database holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contents {
    /// The newest migration that was applied; none where Mihwar never was.
    pub schema: Option<i64>,
    /// The workspace's name; none before the set-up.
    pub workspace: Option<String>,
    /// How many leads.
    pub leads: i64,
    /// How many deals.
    pub deals: i64,
    /// Schemas with tables that are not Mihwar's.
    pub foreign: Vec<String>,
}

/// The major version of the server.
pub async fn server_major(db: impl PgExecutor<'_>) -> Result<u32, StorageError> {
    let number: i32 = sqlx::query_scalar("select current_setting('server_version_num')::int").fetch_one(db).await?;
    Ok(u32::try_from(number / 10_000).unwrap_or_default())
}

/// The newest migration that this program knows.
#[must_use]
pub fn newest_schema() -> i64 {
    MIGRATIONS.iter().map(|m| m.version).max().unwrap_or_default()
}

/// Looks at a database, whatever its schema: the queries ask only for what the first version had.
pub async fn look(db: &mut PgConnection) -> Result<Contents, StorageError> {
    let mut found = Contents { foreign: foreign(db).await?, ..Contents::default() };
    let ours: bool = sqlx::query_scalar("select to_regclass('public._sqlx_migrations') is not null").fetch_one(&mut *db).await?;
    if !ours {
        let tables: bool =
            sqlx::query_scalar("select exists (select from pg_tables where schemaname = 'public')").fetch_one(&mut *db).await?;
        found.foreign.extend(tables.then(|| "public".to_owned()));
        return Ok(found);
    }
    found.schema = sqlx::query_scalar("select max(version) from _sqlx_migrations").fetch_one(&mut *db).await?;
    let filled: bool =
        sqlx::query_scalar("select to_regclass('public.workspace') is not null and to_regclass('public.deals') is not null")
            .fetch_one(&mut *db)
            .await?;
    if filled {
        found.workspace = sqlx::query_scalar("select name from workspace").fetch_optional(&mut *db).await?;
        (found.leads, found.deals) =
            sqlx::query_as("select (select count(*) from leads), (select count(*) from deals)").fetch_one(&mut *db).await?;
    }
    Ok(found)
}

async fn foreign(db: &mut PgConnection) -> Result<Vec<String>, StorageError> {
    let found = sqlx::query_scalar(
        "select distinct n.nspname::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where c.relkind in ('r', 'p') and n.nspname not in ('public', 'information_schema') and n.nspname not like 'pg\\_%'
           and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
         order by 1",
    );
    Ok(found.fetch_all(db).await?)
}

/// The statements that empty the schema `public` of everything but extensions.
pub async fn dropping(db: impl PgExecutor<'_>) -> Result<Vec<String>, StorageError> {
    Ok(sqlx::query_scalar(include_str!("contents_dropping.sql")).fetch_all(db).await?)
}

/// Tells Postgres how the tables look after everything was brought in.
pub async fn analyze(db: impl PgExecutor<'_>) -> Result<(), StorageError> {
    sqlx::query("analyze").execute(db).await?;
    Ok(())
}
