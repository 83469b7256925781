//! Hears from the database which handoffs changed, whichever process changed them, and tells the pages that are open.

use crate::live::{Live, News};
use crate::storage::announcements::listen;
use crate::storage::{Database, StorageError};
use std::time::Duration;

/// After how long it is tried again where the database is away.
const AGAIN: Duration = Duration::from_secs(5);

/// Runs as long as the server does.
pub async fn handoff_news(db: Database, live: Live) {
    loop {
        if let Err(error) = pass_on(&db, &live).await {
            tracing::debug!(%error, "open pages hear nothing until the database answers");
        }
        tokio::time::sleep(AGAIN).await;
    }
}

/// Passes on what is announced, until the connection breaks for good.
async fn pass_on(db: &Database, live: &Live) -> Result<(), StorageError> {
    let mut announcements = listen(db).await?;
    // What was announced before is over.
    live.tell(News::Missed);
    loop {
        live.tell(announcements.next().await?.map_or(News::Missed, News::Handoff));
    }
}
