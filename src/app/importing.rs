//! `mihwar import`: the same import as the page's, with a progress bar in the terminal.

use super::App;
use super::commands::the_workspace;
use super::say::say;
use crate::config::Import;
use crate::domain::ids::ImportId;
use crate::domain::person::Language;
use crate::domain::record::Context;
use crate::domain::workspace::Workspace;
use crate::i18n::Words;
use crate::import::folder;
use crate::import::mapping::Mapping;
use crate::import::propose::propose;
use crate::import::read::Options;
use crate::jobs::rejected_rows::write_rejected;
use crate::jobs::run_import::{Job, Progress, run_import};
use crate::storage::derived::refresh;
use crate::storage::imports::{self, Counts, ImportFile};
use crate::web::imports::draft::Draft;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Exit code of `--strict` when a row was rejected.
const REJECTED: u8 = 3;

/// Imports files and folders, each group of files with the mapping that fits it.
pub(super) async fn import(app: &App, options: Import) -> Result<ExitCode, anyhow::Error> {
    let workspace = the_workspace(app).await?;
    let (files, in_folder) = files(&options.paths)?;
    let groups = groups(app, &workspace, &options, files)?;
    let counts = run(app, &workspace, &options, groups, in_folder).await?;
    Ok(if options.strict && counts.rejected > 0 { ExitCode::from(REJECTED) } else { ExitCode::SUCCESS })
}

fn files(paths: &[PathBuf]) -> Result<(Vec<PathBuf>, bool), anyhow::Error> {
    let mut files = Vec::new();
    let mut in_folder = false;
    for path in paths {
        let found = std::fs::canonicalize(path).map_err(|e| anyhow::anyhow!("{}: {e}", path.display()))?;
        if found.is_dir() {
            in_folder = true;
            files.extend(folder::files(&found)?);
        } else {
            files.push(found);
        }
    }
    Ok((files, in_folder))
}

/// The mapping named, for all files; else the one that each file's headers propose.
fn groups(
    app: &App,
    workspace: &Workspace,
    options: &Import,
    files: Vec<PathBuf>,
) -> Result<Vec<(Mapping, Vec<PathBuf>)>, anyhow::Error> {
    if let Some(path) = &options.mapping {
        let text = std::fs::read_to_string(path).map_err(|e| anyhow::anyhow!("{}: {e}", path.display()))?;
        let mapping = Mapping::parse(&text).map_err(|e| anyhow::anyhow!("{}: {e}", path.display()))?;
        return Ok(vec![(mapping, files)]);
    }
    let context = Context { zone: workspace.zone, currency: workspace.currency, now: app.clock.now() };
    let mut groups: Vec<(Mapping, Vec<PathBuf>)> = Vec::new();
    for file in files {
        let proposal = propose(&file, &context, &Options::default()).map_err(|e| anyhow::anyhow!("{}: {e}", file.display()))?;
        if let Some(question) = proposal.questions.first() {
            anyhow::bail!(
                "{}: the file does not tell its {}: say it in a mapping file (--mapping)",
                file.display(),
                question.key().replace('_', " ")
            );
        }
        match groups.iter_mut().find(|(mapping, _)| *mapping == proposal.mapping) {
            Some((_, files)) => files.push(file),
            None => groups.push((proposal.mapping, vec![file])),
        }
    }
    Ok(groups)
}

/// All files are one import: in the right order, and taken back together.
async fn run(
    app: &App,
    workspace: &Workspace,
    options: &Import,
    groups: Vec<(Mapping, Vec<PathBuf>)>,
    in_folder: bool,
) -> Result<Counts, anyhow::Error> {
    let id = ImportId::new();
    let files: Vec<PathBuf> = groups.iter().flat_map(|(_, files)| files.clone()).collect();
    let entries: Vec<(String, String, i64)> = files.iter().map(|path| entry(path)).collect();
    let mut connection = app.database.jobs.acquire().await?;
    imports::insert(&mut connection, id, None, &entries, app.clock.now()).await?;
    drop(connection);
    let bar = indicatif::ProgressBar::new(0);
    bar.set_style(indicatif::ProgressStyle::with_template("{bar:30} {percent:>3} %  {msg}")?);
    let show = |p: Progress| {
        bar.set_length(p.total);
        bar.set_position(p.bytes);
        bar.set_message(format!("{} rows, {} rejected", p.counts.read, p.counts.rejected));
    };
    let remembered = Draft::of_groups(&groups, in_folder).to_json();
    let job = Job { id, user: None, files, in_folder, groups, remembered };
    let done = run_import(&app.database, &app.clock, workspace, job, show).await;
    bar.finish_and_clear();
    let counts = done?;
    refresh::until_clean(&app.database.jobs, workspace.zone, app.clock.now()).await?;
    print_files(&imports::files(&app.database.jobs, id).await?)?;
    if counts.rejected > 0 {
        let path = options.rejects.clone().unwrap_or_else(|| PathBuf::from(format!("rejected-{id}.csv")));
        let file = std::fs::File::create(&path).map_err(|e| anyhow::anyhow!("{}: {e}", path.display()))?;
        write_rejected(&app.database, id, None, Words::new(Language::En, workspace.zone), file).await?;
        say!("Rejected rows, with reasons: {}", path.display())?;
    }
    Ok(counts)
}

fn entry(path: &Path) -> (String, String, i64) {
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let bytes = std::fs::metadata(path).map(|m| i64::try_from(m.len()).unwrap_or(i64::MAX)).unwrap_or_default();
    (name, path.to_string_lossy().into_owned(), bytes)
}

fn print_files(files: &[ImportFile]) -> Result<(), std::io::Error> {
    say!("{:<28} {:>10} {:>10} {:>9} {:>9} {:>10} {:>9}", "file", "rows", "new", "changed", "merged", "unchanged", "rejected")?;
    for file in files.iter().filter(|f| !f.left_out) {
        let c = file.counts;
        say!(
            "{:<28} {:>10} {:>10} {:>9} {:>9} {:>10} {:>9}",
            file.name,
            c.read,
            c.inserted,
            c.updated,
            c.merged,
            c.unchanged,
            c.rejected
        )?;
    }
    let erased: i64 = files.iter().map(|f| f.counts.erased).sum();
    if erased > 0 {
        say!("{erased} rows were left out: their person was erased.")?;
    }
    for file in files.iter().filter(|f| f.left_out) {
        say!("{:<28} left out: no table of the mapping names it", file.name)?;
    }
    Ok(())
}
