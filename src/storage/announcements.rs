//! What other server processes, and this one, announce: `handoffs::announce` tells, this listens.

use super::{Database, StorageError};
use sqlx::postgres::{PgListener, PgPoolOptions};
use uuid::Uuid;

/// The channel of `handoffs::announce`.
const CHANNEL: &str = "mihwar_handoffs";

/// A connection that listens, beside the pools: it takes none of theirs.
#[derive(Debug)]
pub struct Announcements {
    listener: PgListener,
}

/// Begins to listen.
pub async fn listen(db: &Database) -> Result<Announcements, StorageError> {
    let options = (*db.jobs.connect_options()).clone().application_name("mihwar-live");
    let own = PgPoolOptions::new().max_connections(1).max_lifetime(None).idle_timeout(None).connect_with(options).await?;
    let mut listener = PgListener::connect_with(&own).await?;
    listener.listen(CHANNEL).await?;
    Ok(Announcements { listener })
}

impl Announcements {
    /// The next handoff that changed. None where the connection was lost and made again: something may have been missed.
    pub async fn next(&mut self) -> Result<Option<Uuid>, StorageError> {
        let Some(told) = self.listener.try_recv().await? else { return Ok(None) };
        // What is no id was not told by us.
        Ok(told.payload().parse().ok())
    }
}
