//! The private Postgres of the default set-up: found, created, started, shared and stopped.
//!
//! Several processes (a server and a command beside it) share one cluster. Each holds a shared lock while it uses it;
//! whoever leaves last stops it. Starting and stopping are serialised by a second lock.

mod programs;
pub mod tools;

use crate::config::Common;
use nix::fcntl::{Flock, FlockArg};
use nix::unistd::{Gid, Uid, User};
use programs::Programs;
use std::fs::{self, File};
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::path::{Path, PathBuf};

/// Why there is no private Postgres. Each is one sentence that says what to do.
#[derive(Debug, thiserror::Error)]
pub enum EmbeddedError {
    /// The programs are not installed.
    #[error(
        "Postgres 15 or newer is not installed: install it (Debian and Ubuntu: apt-get install postgresql; macOS: brew install postgresql@17), or set DATABASE_URL to your own."
    )]
    NotInstalled,
    /// The data folder cannot be written.
    #[error(
        "The data folder {0} cannot be written: {1}. Choose another with --data-dir, or give this user the right to write there."
    )]
    Folder(PathBuf, std::io::Error),
    /// The data was made by another major version.
    #[error(
        "The data in {folder} was made by Postgres {theirs}, and Postgres {ours} is installed: install version {theirs} beside it, save with MIHWAR_PG_BIN=FOLDER_OF_VERSION_{theirs} mihwar backup FILE, and bring it into a new data folder with mihwar restore FILE --data-dir NEW_FOLDER."
    )]
    OtherVersion {
        /// Where the data lies.
        folder: PathBuf,
        /// The version that made it.
        theirs: u32,
        /// The version installed.
        ours: u32,
    },
    /// Root may not run Postgres, and there is no user to run it as.
    #[error(
        "Postgres refuses to run as root, and there is no user named postgres to run it as: start Mihwar as an ordinary user."
    )]
    NoUser,
    /// The user that Postgres runs as cannot enter the data folder.
    #[error(
        "As root, Mihwar runs Postgres as the user postgres, who cannot enter {0}: choose a data folder that others may enter, such as /var/lib/mihwar, with --data-dir."
    )]
    Closed(PathBuf),
    /// A program failed.
    #[error("{program} failed: {detail} (its log: {log})")]
    Program {
        /// Which program.
        program: &'static str,
        /// What it said.
        detail: String,
        /// Where more stands.
        log: PathBuf,
    },
}

/// A running private cluster. Dropping it without [`Cluster::leave`] leaves the cluster running for the next starter.
#[derive(Debug)]
pub struct Cluster {
    programs: Programs,
    folder: PathBuf,
    socket: PathBuf,
    users: Flock<File>,
}

/// The folder in which everything of this installation lives.
#[must_use]
pub fn data_dir(common: &Common) -> PathBuf {
    let home = || common.home.clone().unwrap_or_else(|| PathBuf::from("."));
    common.data_dir.clone().unwrap_or_else(|| {
        if Uid::effective().is_root() {
            PathBuf::from("/var/lib/mihwar")
        } else {
            common.xdg_data_home.clone().unwrap_or_else(|| home().join(".local/share")).join("mihwar")
        }
    })
}

/// Whether a private Postgres was ever made here.
#[must_use]
pub fn has_data(common: &Common) -> bool {
    versions(&data_dir(common)).is_ok_and(|versions| !versions.is_empty())
}

/// Makes sure that the data folder exists and can be written.
pub fn prepare(folder: &Path) -> Result<PathBuf, EmbeddedError> {
    let refused = |e| EmbeddedError::Folder(folder.to_owned(), e);
    fs::create_dir_all(folder).map_err(refused)?;
    let probe = folder.join(".writable");
    fs::write(&probe, b"").and_then(|()| fs::remove_file(&probe)).map_err(refused)?;
    fs::canonicalize(folder).map_err(refused)
}

/// Starts the cluster of this data folder, or joins it where it runs already.
pub fn start(common: &Common) -> Result<Cluster, EmbeddedError> {
    let base = prepare(&data_dir(common))?;
    let owner = owner()?;
    let programs = Programs::find(common, owner).ok_or(EmbeddedError::NotInstalled)?;
    if !programs.can_enter(&base) {
        return Err(EmbeddedError::Closed(base));
    }
    let refused = |e| EmbeddedError::Folder(base.clone(), e);
    refuse_other_version(&base, programs.major)?;
    let folder = base.join(format!("postgres-{}", programs.major));
    let socket = socket_folder(&base, owner).map_err(refused)?;
    let _starting = lock(&base.join("start.lock"), FlockArg::LockExclusive).map_err(refused)?;
    let users = lock(&base.join("users.lock"), FlockArg::LockShared).map_err(refused)?;
    if !folder.exists() {
        create(&programs, &base, &folder, owner)?;
    }
    let cluster = Cluster { programs, folder, socket, users };
    if !cluster.is_alive() {
        cluster.launch()?;
    }
    Ok(cluster)
}

impl Cluster {
    /// How to connect: a socket, nothing on the network.
    #[must_use]
    pub fn options(&self) -> sqlx::postgres::PgConnectOptions {
        sqlx::postgres::PgConnectOptions::new_without_pgpass()
            .socket(&self.socket)
            .port(5432)
            .username("mihwar")
            .database("postgres")
    }

    /// Leaves the cluster, and stops it when nobody else uses it.
    pub fn leave(self) {
        let base = self.folder.parent().unwrap_or(&self.folder).to_owned();
        let Ok(_stopping) = lock(&base.join("start.lock"), FlockArg::LockExclusive) else { return };
        let Self { programs, folder, users, .. } = self;
        drop(users);
        if lock(&base.join("users.lock"), FlockArg::LockExclusiveNonblock).is_ok() {
            programs.run_quietly("pg_ctl", &["stop", "-D", &folder.to_string_lossy(), "-m", "fast", "-w"]);
        }
    }

    fn is_alive(&self) -> bool {
        let socket = self.socket.join(".s.PGSQL.5432");
        std::os::unix::net::UnixStream::connect(socket).is_ok()
    }

    fn launch(&self) -> Result<(), EmbeddedError> {
        let log = self.folder.join("mihwar.log");
        let options = format!("-k '{}' -c listen_addresses=", self.socket.display());
        let (data, log_path) = (self.folder.to_string_lossy(), log.to_string_lossy());
        // Its output is never piped: the postmaster would hold the pipe open for ever.
        self.programs.run_quietly("pg_ctl", &["start", "-D", &data, "-l", &log_path, "-o", &options, "-w", "-t", "60"]);
        if self.is_alive() {
            return Ok(());
        }
        let detail = fs::read_to_string(&log).unwrap_or_default().lines().last().unwrap_or("no log").to_owned();
        Err(EmbeddedError::Program { program: "pg_ctl start", detail, log })
    }
}

/// Root cannot run Postgres: then the system's `postgres` user does.
fn owner() -> Result<Option<(Uid, Gid)>, EmbeddedError> {
    if !Uid::effective().is_root() {
        return Ok(None);
    }
    let user = User::from_name("postgres").ok().flatten().ok_or(EmbeddedError::NoUser)?;
    Ok(Some((user.uid, user.gid)))
}

fn give(path: &Path, owner: Option<(Uid, Gid)>) -> std::io::Result<()> {
    owner.map_or(Ok(()), |(uid, gid)| chown(path, Some(uid.as_raw()), Some(gid.as_raw())))
}

/// The major versions whose data lie in a folder.
fn versions(base: &Path) -> std::io::Result<Vec<u32>> {
    let entries = fs::read_dir(base)?;
    Ok(entries.filter_map(|entry| entry.ok()?.file_name().to_str()?.strip_prefix("postgres-")?.parse().ok()).collect())
}

fn refuse_other_version(base: &Path, ours: u32) -> Result<(), EmbeddedError> {
    let versions = versions(base).map_err(|e| EmbeddedError::Folder(base.to_owned(), e))?;
    match versions.iter().max() {
        Some(&theirs) if !versions.contains(&ours) => {
            Err(EmbeddedError::OtherVersion { folder: base.join(format!("postgres-{theirs}")), theirs, ours })
        }
        _ => Ok(()),
    }
}

/// Sockets have short paths (107 bytes), data folders need not: the socket gets a folder of its own, closed to others.
fn socket_folder(base: &Path, owner: Option<(Uid, Gid)>) -> std::io::Result<PathBuf> {
    use sha2::Digest as _;
    let hash = sha2::Sha256::digest(base.as_os_str().as_encoded_bytes());
    let name = crate::domain::hex::hex(&hash[..6]);
    let folder = PathBuf::from("/tmp").join(format!("mihwar-{}-{name}", Uid::effective()));
    fs::create_dir_all(&folder)?;
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o700))?;
    give(&folder, owner)?;
    Ok(folder)
}

/// Creates the cluster beside its place and renames it there, so that a broken attempt is never taken for data.
fn create(programs: &Programs, base: &Path, folder: &Path, owner: Option<(Uid, Gid)>) -> Result<(), EmbeddedError> {
    let refused = |e| EmbeddedError::Folder(base.to_owned(), e);
    let fresh = base.join(format!("new-{}", std::process::id()));
    fs::create_dir_all(&fresh).map_err(refused)?;
    fs::set_permissions(&fresh, fs::Permissions::from_mode(0o700)).map_err(refused)?;
    give(&fresh, owner).map_err(refused)?;
    programs
        .run("initdb", &["-D", &fresh.to_string_lossy(), "-U", "mihwar", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"])
        .map_err(|detail| EmbeddedError::Program { program: "initdb", detail, log: fresh.clone() })?;
    let settings = "\n# Mihwar: a small server on the same machine. fsync stays on.\nmax_connections = 60\nshared_buffers = 256MB\n\
                    work_mem = 16MB\ntimezone = 'UTC'\nlog_timezone = 'UTC'\nmax_wal_size = 2GB\n";
    let file = fresh.join("postgresql.conf");
    let mut text = fs::read_to_string(&file).map_err(refused)?;
    text.push_str(settings);
    fs::write(&file, text).map_err(refused)?;
    fs::rename(&fresh, folder).map_err(refused)
}

fn lock(path: &Path, how: FlockArg) -> std::io::Result<Flock<File>> {
    let file = File::options().create(true).truncate(false).write(true).open(path)?;
    Flock::lock(file, how).map_err(|(_, errno)| errno.into())
}
