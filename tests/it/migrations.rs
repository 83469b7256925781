//! Migrations go over data, one by one, and a server knows a schema that is not its own.

use crate::support::OwnDatabase;
use mihwar::storage::pool::MIGRATIONS;
use mihwar::storage::{Database, StorageError};
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{AssertSqlSafe, ConnectOptions as _};
use std::path::Path;

/// A database of this test alone, empty, made anew.
async fn empty_database(test: &str) -> PgConnectOptions {
    OwnDatabase::create(test).await.url.parse().expect("a Postgres URL")
}

async fn run(connection: &mut PgConnection, sql: String) {
    let shown = sql.clone();
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(connection).await.unwrap_or_else(|e| panic!("{e}: {shown}"));
}

fn sample_of(version: i64) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/it/samples/{version:04}.sql"));
    std::fs::read_to_string(&path)
        .unwrap_or_else(|e| panic!("migration {version} needs sample rows for the migrations after it: {}: {e}", path.display()))
}

#[tokio::test]
async fn every_migration_goes_over_the_data_before_it() {
    let mut connection = empty_database("migrations_one_by_one").await.connect().await.unwrap();
    for migration in MIGRATIONS.iter() {
        let version = migration.version;
        MIGRATIONS.run_to(version, &mut connection).await.unwrap_or_else(|e| panic!("migration {version}: {e}"));
        run(&mut connection, sample_of(version)).await;
    }
    let tables: Vec<String> = sqlx::query_scalar(
        "select table_name::text from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'",
    )
    .fetch_all(&mut connection)
    .await
    .unwrap();
    assert!(tables.len() > 20, "the tables of {tables:?}");
    for table in tables {
        let statement = format!("select exists (select from {table})");
        let filled: bool = sqlx::query_scalar(AssertSqlSafe(statement)).fetch_one(&mut connection).await.unwrap();
        assert!(filled, "no sample row in {table}: later migrations would go over an empty table");
    }
}

#[tokio::test]
async fn a_server_is_ready_once_the_schema_is_its_own() {
    let options = empty_database("migrations_ready").await;
    let database = Database::lazy(options.clone());
    assert!(!matches!(database.is_ready().await, Ok(true)), "nothing is there yet");

    let mut connection = options.connect().await.unwrap();
    let versions: Vec<i64> = MIGRATIONS.iter().map(|migration| migration.version).collect();
    MIGRATIONS.run_to(versions[versions.len() - 2], &mut connection).await.unwrap();
    assert!(!database.is_ready().await.unwrap(), "one migration is missing");

    database.migrate().await.unwrap();
    assert!(database.is_ready().await.unwrap());
    database.migrate().await.expect("again changes nothing");
    database.close().await;
}

#[tokio::test]
async fn a_server_older_than_the_schema_is_not_ready_and_refuses_to_migrate() {
    let options = empty_database("migrations_newer").await;
    let database = Database::lazy(options.clone());
    database.migrate().await.unwrap();
    let newer = "insert into _sqlx_migrations (version, description, success, checksum, execution_time)
                 values (999999, 'of the next version', true, '', 0)";
    run(&mut options.connect().await.unwrap(), newer.to_owned()).await;

    assert!(!database.is_ready().await.unwrap());
    assert!(matches!(database.migrate().await, Err(StorageError::NewerSchema)));
    database.close().await;
}

#[tokio::test]
async fn two_servers_that_start_at_once_migrate_once() {
    let options = empty_database("migrations_at_once").await;
    let (one, other) = (Database::lazy(options.clone()), Database::lazy(options));
    let (first, second) = tokio::join!(one.migrate(), other.migrate());
    first.and(second).expect("the second waits for the first");
    assert!(one.is_ready().await.unwrap());
    one.close().await;
    other.close().await;
}
