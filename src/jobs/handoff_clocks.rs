//! Runs the clocks of handoffs, beside the server that answers: what is due by itself happens, once, however many servers
//! run, and what came due while none ran is caught up with.

use crate::actions::handoffs::by_itself::run_due;
use crate::actions::handoffs::recycle::tell_recycled;
use crate::clock::Clock;
use crate::gauges::Gauges;
use crate::storage::{Database, StorageError, workspace};
use chrono::{DateTime, NaiveDate, Utc};
use std::time::{Duration, Instant};

/// How often it is looked whether anything is due.
const LOOK: Duration = Duration::from_secs(3);
/// How often it is looked whose day has come.
const LOOK_FOR_DAYS: Duration = Duration::from_mins(1);

/// Runs as long as the server does.
pub async fn handoff_clocks(db: Database, clock: Clock, gauges: Gauges) {
    let mut days_from = Instant::now();
    loop {
        let started = Instant::now();
        let days = started >= days_from;
        match run(&db, clock.now(), days).await {
            Ok(0) => {}
            Ok(_) => gauges.worked("handoff_clocks", true, started.elapsed()),
            Err(error) if error.may_pass() => tracing::debug!(%error, "the clocks of handoffs wait for the database"),
            Err(error) => {
                tracing::warn!(%error, "a handoff whose clocks could not be run is tried again later");
                gauges.worked("handoff_clocks", false, started.elapsed());
            }
        }
        if days {
            days_from = Instant::now() + LOOK_FOR_DAYS;
        }
        tokio::time::sleep(LOOK).await;
    }
}

/// Does all that is due at an instant; with `days`, also what is due on its day. Gives how many handoffs it met.
///
/// # Errors
/// Where the database is away, and of the first handoff that cannot be read: the others come next time.
pub async fn run(db: &Database, now: DateTime<Utc>, days: bool) -> Result<usize, StorageError> {
    let mut done = 0;
    while run_due(db, now).await? {
        done += 1;
    }
    if days && let Some(today) = today(db, now).await? {
        while tell_recycled(db, today, now).await? {
            done += 1;
        }
    }
    Ok(done)
}

/// Today where the workspace is.
async fn today(db: &Database, now: DateTime<Utc>) -> Result<Option<NaiveDate>, StorageError> {
    Ok(workspace::find(&db.jobs).await?.map(|workspace| now.with_timezone(&workspace.zone).date_naive()))
}
