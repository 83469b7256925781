//! `mihwar restore`: a backup comes back into an empty database, wholly or not at all.

use super::App;
use super::backup::told;
use super::say::say;
use super::serving::stopped;
use crate::config::{Common, Restore};
use crate::embedded::tools::{Tools, last_words};
use crate::storage::contents::{self, Contents};
use crate::storage::{events, imports};
use anyhow::{anyhow, bail};
use std::path::Path;
use std::process::{ExitCode, Stdio};
use tokio::io::AsyncWriteExt as _;
use tokio::process::Child;

/// Brings a backup back.
pub(super) async fn restore(app: &App, common: &Common, options: Restore) -> Result<ExitCode, anyhow::Error> {
    let file = &options.file;
    std::fs::File::open(file).map_err(|error| anyhow!("{} cannot be read: {error}", file.display()))?;
    let mut db = app.database.jobs.acquire().await?;
    let tools = Tools::find(common, &app.database.jobs.connect_options(), contents::server_major(&mut *db).await?)?;
    let theirs = schema_of(&tools, file).await?;
    if theirs > contents::newest_schema() {
        bail!(
            "{} was saved by a newer version of Mihwar (schema {theirs}; this one knows {}): restore it with that version.",
            file.display(),
            contents::newest_schema()
        );
    }
    make_room(&contents::look(&mut db).await?, options.replace)?;
    let dropping = contents::dropping(&mut *db).await?;
    drop(db);
    pour(&tools, file, &dropping).await?;
    app.database.migrate().await?;
    settle(app).await?;
    let mut db = app.database.jobs.acquire().await?;
    say!("Restored: {}.", told(&contents::look(&mut db).await?))?;
    if theirs < contents::newest_schema() {
        say!("Its schema was {theirs} and is now {}.", contents::newest_schema())?;
    }
    say!("Everybody signs in again with the password that he had.")?;
    Ok(ExitCode::SUCCESS)
}

/// Nothing is dropped that was not named.
fn make_room(found: &Contents, replace: bool) -> Result<(), anyhow::Error> {
    if !found.foreign.is_empty() {
        bail!("The database holds tables that are not Mihwar's (in {}): name an empty database.", found.foreign.join(", "));
    }
    match (&found.workspace, replace) {
        (None, _) => {}
        (Some(_), false) => {
            bail!("The database holds {}. Restore into an empty one, or drop all of that with --replace.", told(found))
        }
        (Some(_), true) => say!("Replacing {}.", told(found))?,
    }
    Ok(())
}

/// The newest migration in a backup: read before anything is touched.
async fn schema_of(tools: &Tools, file: &Path) -> Result<i64, anyhow::Error> {
    let mut command = tools.command("pg_restore");
    let output = command.args(["--data-only", "--table=_sqlx_migrations", "--file=-"]).arg(file).output().await?;
    if !output.status.success() {
        bail!("{} is no whole backup of Mihwar: {}", file.display(), last_words(&output.stderr));
    }
    newest(&String::from_utf8_lossy(&output.stdout))
        .ok_or_else(|| anyhow!("{} is a backup of Postgres, but not one of Mihwar.", file.display()))
}

/// The first column of the rows between `COPY` and its end.
fn newest(script: &str) -> Option<i64> {
    let rows = script.lines().skip_while(|line| !line.starts_with("COPY public._sqlx_migrations (version,")).skip(1);
    rows.take_while(|line| *line != "\\.").filter_map(|row| row.split('\t').next()?.parse().ok()).max()
}

/// One transaction from the first drop to the last row. What breaks on the way takes everything back: the commit is
/// only said when the whole file was read.
async fn pour(tools: &Tools, file: &Path, dropping: &[String]) -> Result<(), anyhow::Error> {
    let wanted = wanted(tools, file).await?;
    let mut source = tools.command("pg_restore");
    source.args(["--no-owner", "--no-privileges", "--file=-", "--use-list"]).arg(wanted.path()).arg(file);
    let mut source = source.spawn()?;
    let mut sink = tools.command("psql");
    let mut sink = sink
        .args(["--no-psqlrc", "--quiet", "--no-password", "--set=ON_ERROR_STOP=1", "--file=-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()?;
    let poured = tokio::select! {
        poured = stream(&mut source, &mut sink, dropping) => poured,
        () = stopped() => bail!("Stopped. Nothing was changed."),
    };
    if let Err(error) = poured {
        // Without the commit the end of the input takes everything back; it need not be waited for.
        sink.start_kill()?;
        let said = (source.wait_with_output().await?, sink.wait_with_output().await?);
        let told = [said.1.stderr, said.0.stderr].into_iter().find(|said| !said.is_empty());
        let detail = told.map_or_else(|| error.to_string(), |said| last_words(&said));
        bail!("Nothing was changed: {detail}");
    }
    let said = sink.wait_with_output().await?;
    if !said.status.success() {
        bail!("Nothing was changed: {}", last_words(&said.stderr));
    }
    Ok(())
}

/// The list of what is brought back: all but remarks on extensions, which only their owner may make.
async fn wanted(tools: &Tools, file: &Path) -> Result<tempfile::NamedTempFile, anyhow::Error> {
    let output = tools.command("pg_restore").arg("--list").arg(file).output().await?;
    let list = String::from_utf8_lossy(&output.stdout);
    let kept: Vec<&str> = list.lines().filter(|line| !line.contains(" COMMENT - EXTENSION ")).collect();
    let place = tempfile::NamedTempFile::new()?;
    std::fs::write(place.path(), kept.join("\n"))?;
    Ok(place)
}

async fn stream(source: &mut Child, sink: &mut Child, dropping: &[String]) -> Result<(), anyhow::Error> {
    let (Some(mut script), Some(mut input)) = (source.stdout.take(), sink.stdin.take()) else {
        bail!("pg_restore and psql could not be joined");
    };
    input.write_all(b"begin;\n").await?;
    for statement in dropping {
        input.write_all(format!("{statement};\n").as_bytes()).await?;
    }
    tokio::io::copy(&mut script, &mut input).await?;
    if !source.wait().await?.success() {
        bail!("pg_restore stopped");
    }
    input.write_all(b"\ncommit;\n").await?;
    input.shutdown().await?;
    Ok(())
}

/// What a backup could not bring along is not promised: imports whose files are not here no longer wait.
async fn settle(app: &App) -> Result<(), anyhow::Error> {
    let mut db = app.database.jobs.acquire().await?;
    let mut gone = 0;
    for (id, paths) in imports::waiting(&mut *db).await? {
        if !paths.iter().all(|path| Path::new(path).exists()) {
            gone += i32::from(imports::delete_draft(&mut *db, id).await?);
        }
    }
    if gone > 0 {
        say!("Discarded: {gone} imports that waited to be confirmed, whose files are not here. Nothing of them had landed.")?;
    }
    contents::analyze(&mut *db).await?;
    let event = events::Event { at: app.clock.now(), user: None, verb: "restored", kind: "database", record: None, fields: &[] };
    Ok(events::insert(&mut *db, event).await?)
}

#[cfg(test)]
mod tests {
    use super::newest;

    #[test]
    fn the_schema_of_a_backup_is_its_newest_migration() {
        let script = "SET x;\n\nCOPY public._sqlx_migrations (version, description) FROM stdin;\n2\tb\n10\tj\n\\.\n99\tno\n";
        assert_eq!(newest(script), Some(10));
        assert_eq!(newest("COPY public.leads (id) FROM stdin;\n1\n\\.\n"), None);
    }
}
