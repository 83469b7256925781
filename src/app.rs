//! The composition root: puts configuration, database, clock and server together.
#![warn(clippy::print_stdout, clippy::print_stderr, reason = "they panic when nobody listens any more")]

mod backup;
mod commands;
mod deriving;
mod doctor;
mod importing;
mod measuring;
mod person;
mod restore;
mod say;
mod serving;
mod users;

use crate::clock::Clock;
use crate::config::{Cli, Command, Common};
use crate::embedded::{self, Cluster};
use crate::storage::Database;
use say::say;
use sqlx::postgres::PgConnectOptions;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

/// What every command works with.
#[derive(Debug)]
pub struct App {
    /// The database.
    pub database: Database,
    /// The time.
    pub clock: Clock,
    /// Where uploaded files lie.
    pub uploads: PathBuf,
}

/// Runs a command to its end. Errors are one sentence on standard error.
#[must_use]
pub fn run(cli: Cli) -> ExitCode {
    start_logging(&cli.common, matches!(cli.command, Command::Serve(_)));
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
    // Nobody may be listening any more.
    let _ = writeln!(std::io::stderr(), "mihwar: {error}");
    tracing::debug!(chain = ?error, "command failed");
    ExitCode::FAILURE
}

fn start_logging(common: &Common, serving: bool) {
    let default = if serving { common.log.clone() } else { format!("warn,{}", common.log.replace("info", "warn")) };
    let filter = tracing_subscriber::EnvFilter::try_new(default).unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info"));
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if common.log_json { builder.json().init() } else { builder.with_target(false).init() }
}

async fn dispatch(cli: Cli) -> Result<ExitCode, anyhow::Error> {
    if let Command::Doctor(options) = &cli.command {
        return doctor::doctor(&cli.common, options).await;
    }
    let clock = cli.common.now.map_or(Clock::System, Clock::fixed);
    let (database, cluster) = open(&cli.common).await?;
    let app = App { database, clock, uploads: embedded::data_dir(&cli.common).join("uploads") };
    let done = match database_ready(&app, &cli.command).await {
        Ok(()) => command(&app, &cli.common, cli.command).await,
        Err(error) => Err(error),
    };
    app.database.close().await;
    if let Some(cluster) = cluster {
        tokio::task::spawn_blocking(|| cluster.leave()).await?;
    }
    done
}

async fn command(app: &App, common: &Common, command: Command) -> Result<ExitCode, anyhow::Error> {
    match command {
        Command::Serve(options) => serving::serve(app, options).await,
        Command::Init(options) => commands::init(app, options).await,
        Command::Demo(options) => commands::demo(app, options).await,
        Command::Migrate => {
            say!("The database has this version's schema.")?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Import(options) => importing::import(app, options).await,
        Command::Report(options) => commands::report(app, options).await,
        Command::Rebuild(options) => deriving::rebuild(app, options).await,
        Command::Verify(options) => deriving::verify(app, options).await,
        Command::Backup(options) => backup::backup(app, common, options).await,
        Command::Restore(options) => restore::restore(app, common, options).await,
        Command::Doctor(options) => doctor::doctor(common, &options).await,
        Command::Person(options) => person::person(app, options).await,
        Command::User(options) => users::user(app, options.command).await,
    }
}

/// Migrates, but for commands that take the schema as it is. A database that is only just starting gets some seconds.
async fn database_ready(app: &App, command: &Command) -> Result<(), anyhow::Error> {
    for _ in 0..10 {
        match app.database.reach().await {
            Err(error) if error.may_pass() => tokio::time::sleep(std::time::Duration::from_millis(500)).await,
            done => {
                done?;
                break;
            }
        }
    }
    app.database.reach().await?;
    match command {
        Command::Backup(_) | Command::Restore(_) => Ok(()),
        _ => Ok(app.database.migrate().await?),
    }
}

/// The database of `DATABASE_URL`, or the private cluster.
async fn open(common: &Common) -> Result<(Database, Option<Cluster>), anyhow::Error> {
    let Some(url) = &common.database_url else {
        anyhow::ensure!(common.database_read_url.is_none(), "DATABASE_READ_URL is a standby of DATABASE_URL, which is not said.");
        let common = common.clone();
        let cluster = tokio::task::spawn_blocking(move || embedded::start(&common)).await??;
        return Ok((Database::lazy(cluster.options()), Some(cluster)));
    };
    let database = Database::lazy(address("DATABASE_URL", url)?);
    let database = match &common.database_read_url {
        Some(url) => database.with_standby(address("DATABASE_READ_URL", url)?),
        None => database,
    };
    Ok((database, None))
}

fn address(name: &str, url: &str) -> Result<PgConnectOptions, anyhow::Error> {
    let is_postgres = url.starts_with("postgres://") || url.starts_with("postgresql://");
    url.parse()
        .ok()
        .filter(|_| is_postgres)
        .ok_or_else(|| anyhow::anyhow!("{name} is not the address of a Postgres: postgres://user:password@host/database"))
}
