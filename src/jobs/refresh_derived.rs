//! Keeps the tables that dashboards read up to date, beside the server that answers.

use crate::clock::Clock;
use crate::gauges::Gauges;
use crate::storage::derived::health::note_failure;
use crate::storage::derived::refresh::{dirty_days, gather_marks, until_clean};
use crate::storage::{Database, StorageError, imports, workspace};
use std::time::{Duration, Instant};

/// How often it is looked whether anything is dirty.
const LOOK: Duration = Duration::from_millis(500);
/// So many days are built without asking whether an import is about to make them dirty again.
const SOON: usize = 64;
/// While an import runs, building takes one part of the time in so many.
const SHARE: u32 = 4;

/// Runs as long as the server does.
pub async fn refresh_derived(db: Database, clock: Clock, gauges: Gauges) {
    let mut rest_until = Instant::now();
    loop {
        tokio::time::sleep(LOOK).await;
        let started = Instant::now();
        match refresh(&db, &clock, rest_until).await {
            Ok(Done::Nothing) => {}
            Ok(Done::Built) => {
                gauges.worked("refresh_derived", true, started.elapsed());
                rest_until = Instant::now() + started.elapsed() * (SHARE - 1);
            }
            Err(error) if error.may_pass() => tracing::debug!(%error, "derived data waits for the database"),
            Err(error) => {
                tracing::warn!(%error, "derived data could not be refreshed");
                gauges.worked("refresh_derived", false, started.elapsed());
                let _ = note_failure(&db.jobs, clock.now()).await;
            }
        }
    }
}

enum Done {
    Nothing,
    Built,
}

/// Builds what is dirty, unless a running import would make it dirty again at once.
async fn refresh(db: &Database, clock: &Clock, rest_until: Instant) -> Result<Done, StorageError> {
    let Some(workspace) = workspace::find(&db.jobs).await? else { return Ok(Done::Nothing) };
    let dirty = dirty_days(&db.jobs, workspace.zone).await?;
    if dirty == 0 {
        return Ok(Done::Nothing);
    }
    if dirty > SOON && Instant::now() < rest_until && imports::is_any_running(&db.jobs).await? {
        gather_marks(&db.jobs).await?;
        return Ok(Done::Nothing);
    }
    until_clean(&db.jobs, workspace.zone, clock.now()).await?;
    Ok(Done::Built)
}
