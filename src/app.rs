//! The composition root: puts configuration, database, clock and server together.

use crate::clock::Clock;
use crate::config::{Cli, Command, Common};
use crate::embedded::{self, Cluster};
use crate::storage::Database;
use std::process::ExitCode;

/// Runs a command to its end. Errors are one sentence on standard error.
#[must_use]
pub fn run(cli: Cli) -> ExitCode {
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return fail(&error.into()),
    };
    match runtime.block_on(dispatch(cli)) {
        Ok(code) => code,
        Err(error) => fail(&error),
    }
}

fn fail(error: &anyhow::Error) -> ExitCode {
    eprintln!("mihwar: {error}");
    ExitCode::FAILURE
}

async fn dispatch(cli: Cli) -> Result<ExitCode, anyhow::Error> {
    let clock = cli.common.now.map_or(Clock::System, Clock::fixed);
    let (database, cluster) = open(&cli.common)?;
    database.migrate().await?;
    let _ = clock;
    match cli.command {
        _ => {}
    }
    database.close().await;
    if let Some(cluster) = cluster {
        cluster.leave();
    }
    Ok(ExitCode::SUCCESS)
}

/// The database of `DATABASE_URL`, or the private cluster.
fn open(common: &Common) -> Result<(Database, Option<Cluster>), anyhow::Error> {
    match &common.database_url {
        Some(url) => Ok((
            Database::lazy(
                url.parse()
                    .map_err(|_| anyhow::anyhow!("DATABASE_URL is not a Postgres URL: postgres://user:password@host/database"))?,
            ),
            None,
        )),
        None => {
            let cluster = embedded::start(common)?;
            Ok((Database::lazy(cluster.options()), Some(cluster)))
        }
    }
}

#[expect(dead_code, reason = "used once serve is here")]
fn unused(_: Command) {}
