//! Databases leased from slots. A slot is a database made once from a migrated template and emptied when it is leased.
//! An advisory lock holds it, so tests may run as threads of one process or as processes of their own; the lock goes
//! with its connection, whatever becomes of the test, and what a failed test left stays to be looked at.

use super::server::server;
use mihwar::storage::Database;
use mihwar::storage::pool::MIGRATIONS;
use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, PgConnection};
use std::time::Duration;

/// The first key of our advisory locks.
const LOCKS: i32 = 0x6d69_6877;
/// The second key of the lock under which databases are made.
const MAKING: i32 = -1;
/// More tests than this wait for each other.
const SLOTS: i32 = 16;

/// An empty database of this version's schema, for one test.
pub struct TestDatabase {
    /// The database.
    pub db: Database,
    // Holds the slot.
    _lease: PgConnection,
}

impl TestDatabase {
    /// Leases one.
    pub async fn lease() -> Self {
        let (slot, mut lease) = free_slot().await;
        let name = format!("{}_{slot}", generation());
        let template = template(&mut lease).await;
        ensure(&mut lease, &name, &template).await;
        let db = Database::lazy(server().database(&name));
        empty(&db).await;
        Self { db, _lease: lease }
    }
}

/// A name that changes with the migrations: databases of an older schema are never leased.
fn generation() -> String {
    let sum = MIGRATIONS
        .iter()
        .flat_map(|m| m.checksum.iter())
        .fold(0_u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(*byte)));
    format!("mihwar_tests_{sum:016x}")
}

async fn connect(options: &PgConnectOptions) -> PgConnection {
    options.connect().await.expect("the test server answers")
}

async fn free_slot() -> (i32, PgConnection) {
    let mut connection = connect(&server()).await;
    loop {
        for slot in 0..SLOTS {
            let taken: bool = sqlx::query_scalar("select pg_try_advisory_lock($1, $2)")
                .bind(LOCKS)
                .bind(slot)
                .fetch_one(&mut connection)
                .await
                .unwrap();
            if taken {
                return (slot, connection);
            }
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// The migrated template, made by whoever comes first.
async fn template(connection: &mut PgConnection) -> String {
    let name = format!("{}_template", generation());
    if exists(connection, &name).await {
        return name;
    }
    lock(connection, "select pg_advisory_lock($1, $2)").await;
    if !exists(connection, &name).await {
        drop_older(connection).await;
        // Made beside its name, so that a broken attempt is never taken for a template.
        let beside = format!("{name}_new");
        run(connection, format!("drop database if exists {beside}")).await;
        run(connection, format!("create database {beside}")).await;
        let mut fresh = connect(&server().database(&beside)).await;
        MIGRATIONS.run(&mut fresh).await.unwrap();
        fresh.close().await.unwrap();
        run(connection, format!("alter database {beside} rename to {name}")).await;
    }
    lock(connection, "select pg_advisory_unlock($1, $2)").await;
    name
}

async fn ensure(connection: &mut PgConnection, name: &str, template: &str) {
    if exists(connection, name).await {
        return;
    }
    // Two copies at once of one template refuse each other.
    lock(connection, "select pg_advisory_lock($1, $2)").await;
    run(connection, format!("create database {name} template {template}")).await;
    lock(connection, "select pg_advisory_unlock($1, $2)").await;
}

/// Databases of older schemas; one that another checkout is using stays.
async fn drop_older(connection: &mut PgConnection) {
    let older: Vec<String> = sqlx::query_scalar(
        "select datname::text from pg_database where datname like 'mihwar\\_tests\\_%' and not starts_with(datname::text, $1)",
    )
    .bind(generation())
    .fetch_all(&mut *connection)
    .await
    .unwrap();
    for name in older {
        let _ = sqlx::query(AssertSqlSafe(format!("drop database {name}"))).execute(&mut *connection).await;
    }
}

async fn exists(connection: &mut PgConnection, name: &str) -> bool {
    let found = sqlx::query_scalar("select exists (select 1 from pg_database where datname = $1)").bind(name);
    found.fetch_one(connection).await.unwrap()
}

async fn lock(connection: &mut PgConnection, statement: &'static str) {
    sqlx::query(statement).bind(LOCKS).bind(MAKING).execute(connection).await.unwrap();
}

async fn run(connection: &mut PgConnection, statement: String) {
    sqlx::query(AssertSqlSafe(statement)).execute(connection).await.unwrap();
}

async fn empty(db: &Database) {
    // What migrations bring is put aside when the database is new, and put back after every emptying.
    for statement in [
        "create schema if not exists brought",
        "create table if not exists brought.handoff_reasons as table handoff_reasons",
        "create table if not exists brought.sql_criteria as table sql_criteria",
    ] {
        sqlx::query(statement).execute(&db.jobs).await.unwrap();
    }
    let tables: Vec<String> = sqlx::query_scalar(
        "select quote_ident(tablename) from pg_tables where schemaname = 'public' and tablename <> '_sqlx_migrations'",
    )
    .fetch_all(&db.jobs)
    .await
    .unwrap();
    let statement = format!("truncate {} restart identity cascade", tables.join(", "));
    sqlx::query(AssertSqlSafe(statement)).execute(&db.jobs).await.unwrap();
    for table in ["handoff_reasons", "sql_criteria"] {
        let back = format!("insert into {table} select * from brought.{table}");
        sqlx::query(AssertSqlSafe(back)).execute(&db.jobs).await.unwrap();
    }
}
