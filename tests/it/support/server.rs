//! Which Postgres the tests use.

use mihwar::config::Common;
use mihwar::embedded::{self, Cluster};
use sqlx::postgres::PgConnectOptions;
use std::os::unix::process::CommandExt as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::OnceLock;

/// Where the cluster of the tests lives.
const DATA_DIR: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/target/test-postgres");

/// The server: the one that `MIHWAR_TEST_DATABASE_URL` names, else a private cluster under `target` that all test
/// processes share and the last one stops. The database in the options is only for asking the server itself.
#[expect(clippy::disallowed_methods, reason = "tests have no configuration but this")]
pub fn server() -> PgConnectOptions {
    static CLUSTER: OnceLock<Cluster> = OnceLock::new();
    match std::env::var("MIHWAR_TEST_DATABASE_URL") {
        Ok(url) => url.parse().expect("MIHWAR_TEST_DATABASE_URL is a postgres:// URL"),
        Err(_) => CLUSTER.get_or_init(start).options(),
    }
}

fn start() -> Cluster {
    let cluster = embedded::start(&common()).expect("a private Postgres for the tests");
    stop_after_this_process();
    cluster
}

/// A test process has no last moment of its own: something else waits for its end. Any command of the program that uses
/// the cluster stops it when it leaves as the last.
fn stop_after_this_process() {
    let wait = "(while kill -0 \"$0\" 2>/dev/null; do sleep 1; done; exec \"$1\" migrate --data-dir \"$2\") &";
    let arguments = [&std::process::id().to_string(), env!("CARGO_BIN_EXE_mihwar"), DATA_DIR];
    Command::new("sh")
        .args(["-c", wait])
        .args(arguments)
        .env_remove("DATABASE_URL")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .process_group(0)
        .status()
        .expect("sh");
}

fn common() -> Common {
    Common {
        data_dir: Some(PathBuf::from(DATA_DIR)),
        database_url: None,
        database_read_url: None,
        pg_bin: std::env::var_os("MIHWAR_PG_BIN").map(PathBuf::from),
        xdg_data_home: None,
        home: None,
        path: std::env::var_os("PATH"),
        log: "warn".to_owned(),
        log_json: false,
        now: None,
    }
}
