//! A database from zero, for tests that run the program itself.

use super::server::server;
use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _};

/// A fresh database and the address by which the program finds it. The next run of the same test drops it.
pub struct OwnDatabase {
    /// For `--database-url`.
    pub url: String,
    options: PgConnectOptions,
}

impl OwnDatabase {
    /// Makes one; each test has a name of its own.
    pub async fn create(test: &str) -> Self {
        let name = format!("mihwar_own_{test}");
        let mut connection = server().connect().await.expect("the test server answers");
        for statement in [format!("drop database if exists {name} with (force)"), format!("create database {name}")] {
            sqlx::query(AssertSqlSafe(statement)).execute(&mut connection).await.unwrap();
        }
        connection.close().await.unwrap();
        Self { url: Self::url(&name), options: server().database(&name) }
    }

    /// The address of a database on the test server.
    pub fn url(name: &str) -> String {
        let server = server();
        let place = server.get_socket().map_or_else(
            || format!("host={}&port={}", server.get_host(), server.get_port()),
            |socket| format!("host={}&port={}", socket.display(), server.get_port()),
        );
        format!("postgres://{}@localhost/{name}?{place}", server.get_username())
    }

    /// Takes it away from under a server that uses it.
    pub async fn take_away(&self) {
        let mut connection = server().connect().await.unwrap();
        let name = self.options.get_database().unwrap();
        sqlx::raw_sql(AssertSqlSafe(format!("drop database {name} with (force)"))).execute(&mut connection).await.unwrap();
        connection.close().await.unwrap();
    }

    /// Runs a statement.
    pub async fn run(&self, sql: &str) {
        let mut connection = self.options.connect().await.unwrap();
        sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(&mut connection).await.unwrap();
        connection.close().await.unwrap();
    }

    /// Brings it to an older schema.
    pub async fn migrate_to(&self, version: i64) {
        let mut connection = self.options.connect().await.unwrap();
        mihwar::storage::pool::MIGRATIONS.run_to(version, &mut connection).await.unwrap();
        connection.close().await.unwrap();
    }

    /// A count.
    pub async fn count(&self, sql: &'static str) -> i64 {
        let mut connection = self.options.connect().await.unwrap();
        // Before the first migration there is nothing to count.
        let found = sqlx::query_scalar(sql).fetch_one(&mut connection).await.unwrap_or(0);
        connection.close().await.unwrap();
        found
    }
}
