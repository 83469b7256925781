//! Takes away what is kept only for a time: drafts that nobody confirmed, uploads that broke off, the rows that imports
//! remember, and what became of letters.

use crate::clock::Clock;
use crate::domain::ids::ImportId;
use crate::gauges::Gauges;
use crate::storage::{Database, StorageError, imports, outbox, retention};
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use uuid::Uuid;

/// How long a draft waits for somebody's word.
pub const DRAFT_DAYS: i64 = 7;
/// How long rejected rows and the values before a change are kept.
pub const ROW_DAYS: i64 = 90;
/// How long it is kept what became of a letter.
pub const LETTER_DAYS: i64 = 90;
/// After how long an upload that has not become an import is taken for broken off.
const BROKEN_OFF_HOURS: i64 = 24;
/// How often the server looks.
const EVERY: Duration = Duration::from_hours(1);

/// Why something stays.
#[derive(Debug, thiserror::Error)]
pub enum CleanUpError {
    /// The database.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// The file system.
    #[error("the folder of uploads: {0}")]
    Files(#[from] std::io::Error),
}

/// Cleans up every hour, for as long as the server runs.
pub async fn every_hour(db: Database, clock: Clock, uploads: PathBuf, gauges: Gauges) {
    let mut ticks = tokio::time::interval(EVERY);
    loop {
        ticks.tick().await;
        let started = Instant::now();
        let done = clean_up(&db, &uploads, clock.now()).await;
        gauges.worked("clean_up", done.is_ok(), started.elapsed());
        if let Err(error) = done {
            tracing::warn!(%error, "cleaning up failed; the next attempt is in an hour");
        }
    }
}

/// Cleans up once. While an import or an undo is at work, or another server cleans up, the database is left for later.
pub async fn clean_up(db: &Database, uploads: &Path, now: DateTime<Utc>) -> Result<(), CleanUpError> {
    outbox::forget(&db.jobs, now - TimeDelta::days(LETTER_DAYS)).await?;
    if let Some(guard) = imports::one_at_a_time_if_idle(&db.jobs).await? {
        let done = database(db, now).await;
        imports::release(guard).await?;
        done?;
    }
    // Each server has a folder of its own.
    let folders = old_folders(uploads, now - TimeDelta::hours(BROKEN_OFF_HOURS))?;
    let ids: Vec<Uuid> = folders.values().flatten().map(|id| id.0).collect();
    let needed = retention::with_files(&db.jobs, &ids).await?;
    for (folder, id) in folders {
        if id.is_none_or(|id| !needed.contains(&id.0)) {
            tokio::fs::remove_dir_all(&folder).await?;
        }
    }
    Ok(())
}

async fn database(db: &Database, now: DateTime<Utc>) -> Result<(), StorageError> {
    retention::delete_drafts(&db.jobs, now - TimeDelta::days(DRAFT_DAYS)).await?;
    for id in retention::ended(&db.jobs, now - TimeDelta::days(ROW_DAYS)).await? {
        let mut tx = db.jobs.begin().await?;
        retention::forget_rows(&mut tx, id, now).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Folders of uploads that nothing has touched since an instant: on their way in, or those of an import.
fn old_folders(uploads: &Path, before: DateTime<Utc>) -> std::io::Result<BTreeMap<PathBuf, Option<ImportId>>> {
    let mut found = BTreeMap::new();
    let entries = match std::fs::read_dir(uploads) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(found),
        entries => entries?,
    };
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let id: Option<ImportId> = name.parse().ok();
        let touched: DateTime<Utc> = entry.metadata()?.modified()?.into();
        if touched < before && (id.is_some() || name.starts_with(INCOMING)) {
            found.insert(entry.path(), id);
        }
    }
    Ok(found)
}

/// How the names of folders begin whose files are still on their way in.
pub const INCOMING: &str = "incoming-";
