//! Runs an import: reads its files in order and lands their rows batch by batch.
//!
//! Reading runs on its own thread and is never more than a few batches ahead, so memory stays flat however long a file
//! is. A batch is one transaction, so a stop at any moment leaves nothing half-written, and running the import again
//! goes on where it stopped: rows that landed say nothing new.

use crate::actions::import_rows::{Line, Run, import_rows, reject_rows};
use crate::clock::Clock;
use crate::domain::ids::{ImportId, UserId};
use crate::domain::record::{Context, Kind};
use crate::domain::workspace::Workspace;
use crate::import::error::{FileError, Problem};
use crate::import::fields::Field;
use crate::import::folder::{self, FolderPlan, Step};
use crate::import::mapping::{Mapping, Table};
use crate::import::read::{self, Options, Parsed, Reader};
use crate::import::spelling::Known;
use crate::storage::import_rows::NewRow;
use crate::storage::imports::{self, Counts, State};
use crate::storage::{Database, StorageError, events, external_refs, leads};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc;

/// Rows of a batch: large enough for COPY to pay, small enough to be halved when one row is refused.
const BATCH: usize = 4000;
/// How often a batch is tried while the database is away, a second apart.
const TRIES: u32 = 60;

/// What is imported and how.
#[derive(Clone, Debug)]
pub struct Job {
    /// The import; its files are in the database.
    pub id: ImportId,
    /// Who started it.
    pub user: Option<UserId>,
    /// The files, by their position.
    pub files: Vec<PathBuf>,
    /// They were found in a folder, not named one by one.
    pub in_folder: bool,
    /// How to read them: each mapping with the files that it is for. Files of no group are left out.
    pub groups: Vec<(Mapping, Vec<PathBuf>)>,
    /// What is remembered with the import, so that it can be resumed on its page: how each file is read.
    pub remembered: String,
}

impl Job {
    /// Files that one mapping reads, without somebody who started it.
    #[must_use]
    pub fn of_one_mapping(id: ImportId, files: Vec<PathBuf>, in_folder: bool, mapping: Mapping) -> Self {
        let remembered = mapping.to_toml().unwrap_or_default();
        Self { id, user: None, groups: vec![(mapping, files.clone())], files, in_folder, remembered }
    }
}

/// Why an import stopped.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// A file cannot be read, or does not tell something that must be known.
    #[error("{name}: {error}")]
    File {
        /// Its name.
        name: String,
        /// Why.
        error: FileError,
    },
    /// No file of the import fits the mapping.
    #[error("none of the files fits the mapping")]
    NothingFits,
    /// The database.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// The reading thread died.
    #[error("reading stopped unexpectedly")]
    Reader,
}

impl ImportError {
    /// What is remembered of it, to be said in the reader's language.
    #[must_use]
    pub fn problem(&self) -> Problem {
        match self {
            Self::File { name, error } => Problem { file: Some(name.clone()), ..error.problem() },
            Self::NothingFits => Problem::new("nothing-fits"),
            Self::Storage(error) if error.may_pass() => Problem::new("database-away"),
            Self::Storage(_) => Problem::new("database"),
            Self::Reader => Problem::new("reader"),
        }
    }
}

/// How far an import is.
#[derive(Clone, Copy, Debug)]
pub struct Progress {
    /// Bytes read of all passes.
    pub bytes: u64,
    /// Bytes of all passes.
    pub total: u64,
    /// What came of the rows so far.
    pub counts: Counts,
}

/// Runs an import to its end and records how it ended.
pub async fn run_import(
    db: &Database,
    clock: &Clock,
    workspace: &Workspace,
    job: Job,
    on_progress: impl Fn(Progress) + Send + Sync,
) -> Result<Counts, ImportError> {
    let (id, user) = (job.id, job.user);
    let done = land(db, clock, workspace, job, &on_progress).await;
    let (state, error) = match &done {
        Ok(_) => (State::Done, None),
        Err(error) => (State::Failed, Some(error.problem().to_json())),
    };
    let now = clock.now();
    imports::set_state(&db.jobs, id, state, error.as_deref(), now).await?;
    let event = events::Event { at: now, user, verb: "imported", kind: "import", record: Some(id.0), fields: &[] };
    events::insert(&db.jobs, event).await?;
    done
}

async fn land(
    db: &Database,
    clock: &Clock,
    workspace: &Workspace,
    job: Job,
    on_progress: &(impl Fn(Progress) + Send + Sync),
) -> Result<Counts, ImportError> {
    let job = Arc::new(job);
    let mut guard = imports::one_at_a_time(&db.jobs).await?;
    let steps = plan(Arc::clone(&job)).await?;
    let mut sources = Vec::new();
    for (mapping, _) in &job.groups {
        sources.push(external_refs::source(&mut guard, &mapping.source).await?);
    }
    let source = sources.first().copied().ok_or(ImportError::NothingFits)?;
    imports::start(&mut guard, job.id, source, &job.remembered, clock.now()).await?;
    let position =
        |path: &PathBuf| job.files.iter().position(|f| f == path).and_then(|p| i16::try_from(p).ok()).unwrap_or_default();
    let left_out: Vec<i16> =
        job.files.iter().filter(|file| !steps.iter().any(|(_, step)| step.path == **file)).map(position).collect();
    imports::leave_out(&mut *guard, job.id, &left_out).await?;
    if steps.is_empty() {
        return Err(ImportError::NothingFits);
    }
    let size = |step: &Step| std::fs::metadata(&step.path).map(|m| m.len()).unwrap_or_default();
    let mut progress = Progress { bytes: 0, total: steps.iter().map(|(_, step)| size(step)).sum(), counts: Counts::default() };
    let kinds: BTreeSet<Kind> = steps.iter().map(|(_, step)| step.kind).collect();
    let context = Context { zone: workspace.zone, currency: workspace.currency, now: clock.now() };
    for (group, step) in steps {
        let (file, bytes) = (position(&step.path), size(&step));
        let before = progress.bytes;
        let (job, source) = (Arc::clone(&job), sources[group]);
        let mapping = &job.groups[group].0;
        let spellings = spellings(db, step.tables.iter().filter_map(|table| mapping.tables.get(*table))).await?;
        let pass = Pass { job, group, source, file, spellings, context: context.clone(), step };
        pass.run(db, clock, &mut progress, on_progress).await?;
        progress.bytes = before + bytes;
        on_progress(progress);
    }
    imports::analyze(&mut guard, &kinds).await?;
    imports::release(guard).await?;
    Ok(progress.counts)
}

/// The passes of all groups, with the group of each, in an order in which a row may refer to what came before.
async fn plan(job: Arc<Job>) -> Result<Vec<(usize, Step)>, ImportError> {
    let plans = tokio::task::spawn_blocking(move || {
        job.groups.iter().map(|(mapping, files)| folder::plan(files, mapping, job.in_folder)).collect::<Vec<FolderPlan>>()
    });
    let mut steps = Vec::new();
    for (group, mut plan) in plans.await.map_err(|_| ImportError::Reader)?.into_iter().enumerate() {
        if let Some((path, error)) = plan.failed.pop() {
            return Err(ImportError::File { name: name_of(&path), error });
        }
        steps.extend(plan.steps.into_iter().map(|step| (group, step)));
    }
    steps.sort_by_key(|(_, step)| step.kind);
    Ok(steps)
}

fn name_of(path: &std::path::Path) -> String {
    path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Words that the database has already, so that a file's other spellings join them: of the columns that these tables read.
async fn spellings(db: &Database, tables: impl Iterator<Item = &Table>) -> Result<Known, StorageError> {
    known_words(db, tables.flat_map(|table| table.columns.keys().copied())).await
}

/// Words that the database has already in these fields.
pub async fn known_words(db: &Database, fields: impl IntoIterator<Item = Field>) -> Result<Known, StorageError> {
    let read: BTreeSet<Field> = fields.into_iter().collect();
    let columns = [
        (Field::Source, "source"),
        (Field::Channel, "channel"),
        (Field::Persona, "persona"),
        (Field::Region, "region"),
        (Field::Segment, "segment"),
    ];
    let mut known = Known::new();
    for (field, column) in columns.into_iter().filter(|(field, _)| read.contains(field)) {
        let words = leads::words_of(&db.jobs, column).await?;
        known.insert(field, words.into_iter().map(|word| (crate::domain::text::fold(&word), word)).collect());
    }
    Ok(known)
}

/// One pass over one file for one kind.
struct Pass {
    job: Arc<Job>,
    group: usize,
    source: i16,
    file: i16,
    spellings: Known,
    context: Context,
    step: Step,
}

/// What the reading thread sends.
#[derive(Default)]
struct Batch {
    lines: Vec<Line>,
    bad: Vec<NewRow>,
    bytes: u64,
}

impl Pass {
    async fn run(
        self,
        db: &Database,
        clock: &Clock,
        progress: &mut Progress,
        on_progress: &(impl Fn(Progress) + Send + Sync),
    ) -> Result<(), ImportError> {
        let (kind, file, before) = (self.step.kind, self.file, progress.bytes);
        let exported_on = self.job.groups[self.group].0.exported_on;
        let run = Run { id: self.job.id, source: self.source, exported_on, now: clock.now() };
        let (sender, mut batches) = mpsc::channel::<Batch>(2);
        let reading = tokio::task::spawn_blocking(move || self.read(&sender));
        while let Some(batch) = batches.recv().await {
            let run = Run { now: clock.now(), ..run.clone() };
            let counts = land_batch(db, &run, kind, file, &batch).await?;
            progress.counts += counts;
            progress.bytes = before + batch.bytes;
            on_progress(*progress);
        }
        reading.await.map_err(|_| ImportError::Reader)?
    }

    fn read(self, sender: &mpsc::Sender<Batch>) -> Result<(), ImportError> {
        let failed = |error| ImportError::File { name: name_of(&self.step.path), error };
        let options = Options { tables: Some(self.step.tables.clone()), spellings: self.spellings, ..Options::default() };
        let mut reader =
            read::open_with(&self.step.path, &self.job.groups[self.group].0, &self.context, &options).map_err(failed)?;
        let headers: Arc<[String]> = reader.headers().into();
        let mut batch = Batch::default();
        while let Some(parsed) = reader.next() {
            take(&mut batch, parsed.map_err(failed)?, &reader, &headers, self.file, self.step.kind);
            if batch.lines.len() + batch.bad.len() >= BATCH {
                batch.bytes = reader.bytes_read();
                if sender.blocking_send(std::mem::take(&mut batch)).is_err() {
                    return Ok(());
                }
            }
        }
        batch.bytes = reader.bytes_read();
        // Whoever no longer listens has failed and says so himself.
        let _ = sender.blocking_send(batch);
        Ok(())
    }
}

fn take(batch: &mut Batch, parsed: Parsed, reader: &Reader, headers: &Arc<[String]>, file: i16, kind: Kind) {
    let line = i64::try_from(parsed.line).unwrap_or(i64::MAX);
    match parsed.record {
        Ok(record) => {
            let unmapped = (!parsed.raw.is_empty())
                .then(|| serde_json::Value::Object(parsed.raw.into_iter().map(|(k, v)| (k, v.into())).collect()));
            batch.lines.push(Line { file, line, record, unmapped, cells: reader.cells().clone(), headers: Arc::clone(headers) });
        }
        Err(errors) => {
            let reasons = serde_json::json!(errors.iter().map(|e| {
                serde_json::json!({ "field": e.field.map_or("row", Field::key), "reason": e.kind.key(), "value": e.value })
            }).collect::<Vec<_>>());
            batch.bad.push(NewRow::rejected(kind, file, line, reasons, serde_json::json!(parsed.raw)));
        }
    }
}

/// Lands a batch. While the database is away it waits: the same batch again does no harm.
async fn land_batch(db: &Database, run: &Run, kind: Kind, file: i16, batch: &Batch) -> Result<Counts, StorageError> {
    let mut tries = 0;
    let bytes = (file, i64::try_from(batch.bytes).unwrap_or(i64::MAX));
    loop {
        let done = async {
            let mut counts = import_rows(db, run, kind, &batch.lines, Some(bytes)).await?;
            counts += reject_rows(db, run, file, &batch.bad).await?;
            Ok::<Counts, StorageError>(counts)
        };
        match done.await {
            Err(error) if error.may_pass() && tries < TRIES => {
                tries += 1;
                tracing::warn!(%error, "import waits for the database");
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
            done => return done,
        }
    }
}
