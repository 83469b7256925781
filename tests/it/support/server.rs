//! Which Postgres the tests use.

use mihwar::config::Common;
use mihwar::embedded::{self, Cluster};
use sqlx::postgres::PgConnectOptions;
use std::path::PathBuf;
use std::sync::OnceLock;

/// The server: the one that `MIHWAR_TEST_DATABASE_URL` names, else a private cluster under `target` that all test
/// processes share. The database in the options is only for asking the server itself.
#[expect(clippy::disallowed_methods, reason = "tests have no configuration but this")]
pub fn server() -> PgConnectOptions {
    static CLUSTER: OnceLock<Cluster> = OnceLock::new();
    match std::env::var("MIHWAR_TEST_DATABASE_URL") {
        Ok(url) => url.parse().expect("MIHWAR_TEST_DATABASE_URL is a postgres:// URL"),
        // It stays up when the tests end, for the next ones.
        Err(_) => CLUSTER.get_or_init(|| embedded::start(&common()).expect("a private Postgres for the tests")).options(),
    }
}

fn common() -> Common {
    Common {
        data_dir: Some(PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/target/test-postgres"))),
        database_url: None,
        pg_bin: std::env::var_os("MIHWAR_PG_BIN").map(PathBuf::from),
        xdg_data_home: None,
        home: None,
        path: std::env::var_os("PATH"),
        log: "warn".to_owned(),
        log_json: false,
        now: None,
    }
}
