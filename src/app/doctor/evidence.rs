//! What the doctor sees: asked of the machine and of the database, judged elsewhere.

use crate::app::open;
use crate::clock::Clock;
use crate::config::{Common, Serve};
use crate::embedded::{self, tools::Tools};
use crate::storage::contents::{self, Contents};
use crate::storage::derived::health::{self, Health};
use crate::storage::pool::{Database, JOBS, PAGES};
use crate::storage::server::{self, Following, Server};
use crate::storage::{StorageError, exchange_rates, workspace};
use chrono::{DateTime, Utc};
use std::path::PathBuf;

/// Everything that was seen.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// The folder of the private Postgres and of uploads.
    pub folder: PathBuf,
    /// Bytes that are free there.
    pub free: Option<u64>,
    /// The database is the private one.
    pub private: bool,
    /// What the database told; a sentence where it did not answer; nothing where none was made yet.
    pub database: Option<Result<Told, String>>,
    /// What the standby of dashboards told, where there is one; a sentence where it did not answer.
    pub standby: Option<Result<Following, String>>,
    /// Why backups cannot be made, if they cannot.
    pub tools: Option<String>,
    /// How the server is reached.
    pub serve: Serve,
    /// Connections that one server process takes at most.
    pub pool: u32,
    /// The newest schema that this program knows.
    pub newest: i64,
    /// The machine's time when the database was asked for its own.
    pub now: DateTime<Utc>,
}

/// What the database told.
#[derive(Clone, Debug)]
pub struct Told {
    /// Of itself.
    pub server: Server,
    /// What it holds.
    pub contents: Contents,
    /// A notification that was sent arrived.
    pub listens: bool,
    /// Currencies without a rate; none where nobody can tell yet.
    pub missing_rates: Option<Vec<String>>,
    /// The workspace's zone, and whether the database knows it.
    pub zone: Option<(String, bool)>,
    /// How the tables are that dashboards read; none where there is no workspace yet.
    pub derived: Option<Health>,
    /// When the last backup was made.
    pub backed_up: Option<DateTime<Utc>>,
}

/// Looks at everything. Nothing is created and nothing migrated.
pub async fn gather(common: &Common, serve: &Serve) -> Evidence {
    let folder = embedded::data_dir(common);
    let mut seen = Evidence {
        free: free_bytes(&folder),
        private: common.database_url.is_none(),
        database: None,
        standby: None,
        tools: None,
        serve: serve.clone(),
        pool: PAGES + JOBS,
        newest: contents::newest_schema(),
        now: Clock::System.now(),
        folder,
    };
    if seen.private && !embedded::has_data(common) {
        return seen;
    }
    let (database, cluster) = match open(common).await {
        Ok(opened) => opened,
        Err(error) => return Evidence { database: Some(Err(error.to_string())), ..seen },
    };
    let told = ask(&database).await.map_err(|error| error.to_string());
    if let Ok(told) = &told {
        seen.tools = Tools::find(common, &database.jobs.connect_options(), told.server.major).err().map(|e| e.to_string());
    }
    if let Some(standby) = &database.standby {
        seen.standby = Some(server::following(&standby.pool).await.map_err(|error| error.to_string()));
    }
    seen.now = Clock::System.now();
    seen.database = Some(told);
    database.close().await;
    if let Some(cluster) = cluster {
        // The last one out stops the cluster; a failure to do so is no finding.
        let _ = tokio::task::spawn_blocking(|| cluster.leave()).await;
    }
    seen
}

async fn ask(database: &Database) -> Result<Told, StorageError> {
    database.reach().await?;
    let listens = server::listens(&database.jobs).await?;
    let mut db = database.jobs.acquire().await?;
    let contents = contents::look(&mut db).await?;
    let mut told = Told {
        contents,
        listens,
        missing_rates: None,
        zone: None,
        derived: None,
        backed_up: None,
        server: server::ask(&mut db).await?,
    };
    // Of an older or newer schema only what it holds is asked.
    if told.contents.schema == Some(contents::newest_schema()) {
        told.backed_up = server::last_backup(&mut *db).await?;
        if let Some(found) = workspace::find(&mut *db).await? {
            told.missing_rates = Some(exchange_rates::missing(&mut *db, found.currency).await?);
            let zone = found.zone.name();
            told.zone = Some((zone.to_owned(), server::knows_zone(&mut *db, zone).await?));
            told.derived = Some(health::look(&database.jobs, found.zone).await?);
        }
    }
    // Asked last, so that nothing lies between it and the machine's time.
    told.server.now = server::now(&mut *db).await?;
    Ok(told)
}

#[allow(clippy::useless_conversion, reason = "how wide these numbers are differs between systems")]
fn free_bytes(folder: &std::path::Path) -> Option<u64> {
    let there = folder.ancestors().find(|folder| folder.exists())?;
    let found = nix::sys::statvfs::statvfs(there).ok()?;
    Some(u64::from(found.blocks_available()) * u64::from(found.fragment_size()))
}
