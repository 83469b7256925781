//! `mihwar backup`: the whole database in one file, which appears when it is whole.

use super::App;
use super::say::say;
use super::serving::stopped;
use crate::config::{Backup, Common};
use crate::embedded::tools::{Tools, last_words};
use crate::storage::contents::{self, Contents};
use crate::storage::{events, imports};
use anyhow::{anyhow, bail};
use std::path::Path;
use std::process::ExitCode;
use tempfile::NamedTempFile;

/// Tables that a backup leaves empty: who was signed in, and what is only of the moment.
const LEFT_EMPTY: [&str; 3] = ["sessions", "sign_in_failures", "one_time_links"];

/// Saves the database.
pub(super) async fn backup(app: &App, common: &Common, options: Backup) -> Result<ExitCode, anyhow::Error> {
    let file = &options.file;
    if file.exists() && !options.force {
        bail!("{} exists: name another file, or replace it with --force.", file.display());
    }
    let mut db = app.database.jobs.acquire().await?;
    let found = contents::look(&mut db).await?;
    let Some(schema) = found.schema else {
        bail!("There is nothing to save: Mihwar has not been in this database yet.");
    };
    let tools = Tools::find(common, &app.database.jobs.connect_options(), contents::server_major(&mut *db).await?)?;
    let whole = dump(&tools, file).await?;
    let bytes = whole.as_file().metadata()?.len();
    let placed = if options.force { whole.persist(file).map(drop) } else { whole.persist_noclobber(file).map(drop) };
    placed.map_err(|error| failed(file, &error.error.to_string()))?;
    let event = events::Event { at: app.clock.now(), user: None, verb: "backed_up", kind: "database", record: None, fields: &[] };
    events::insert(&mut *db, event).await?;
    say!("{} holds {} ({} bytes, schema {schema}).", file.display(), told(&found), bytes)?;
    let waiting = imports::waiting(&mut *db).await?.len();
    if waiting > 0 {
        say!("Not in it: the files of {waiting} imports that wait to be confirmed. They lie in {}.", app.uploads.display())?;
    }
    Ok(ExitCode::SUCCESS)
}

/// What a database holds, in words.
pub(super) fn told(found: &Contents) -> String {
    let name = found.workspace.as_deref().map_or_else(|| "no workspace".to_owned(), |name| format!("“{name}”"));
    format!("{name}, {} leads, {} deals", found.leads, found.deals)
}

/// Writes beside the file's place: whatever happens, no half file stands there.
async fn dump(tools: &Tools, file: &Path) -> Result<NamedTempFile, anyhow::Error> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let beside = tempfile::Builder::new().prefix(".mihwar-backup-").tempfile_in(folder);
    let beside = beside.map_err(|error| failed(file, &error.to_string()))?;
    let mut command = tools.command("pg_dump");
    command.args(["--format=custom", "--no-owner", "--no-privileges", "--no-password"]);
    command.args(LEFT_EMPTY.map(|table| format!("--exclude-table-data=public.{table}")));
    command.arg("--file").arg(beside.path());
    let output = tokio::select! {
        output = command.output() => output?,
        () = stopped() => bail!("Stopped. Nothing was written."),
    };
    if !output.status.success() {
        let detail = if output.stderr.is_empty() { output.status.to_string() } else { last_words(&output.stderr) };
        return Err(failed(file, &detail));
    }
    Ok(beside)
}

fn failed(file: &Path, detail: &str) -> anyhow::Error {
    anyhow!("The backup could not be written, and nothing was left at {}: {detail}", file.display())
}
