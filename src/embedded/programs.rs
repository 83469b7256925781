//! Where Postgres' programs stand and how they are run.

use crate::config::Common;
use nix::unistd::{Gid, Uid};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The oldest major version that the schema works with.
const OLDEST: u32 = 15;

/// A folder with `initdb` and `pg_ctl` of one major version.
#[derive(Debug)]
pub struct Programs {
    bin: PathBuf,
    owner: Option<(Uid, Gid)>,
    /// The major version.
    pub major: u32,
}

impl Programs {
    /// Looks where they are named, on the path, and where Debian and Homebrew put them; the newest wins.
    pub fn find(common: &Common, owner: Option<(Uid, Gid)>) -> Option<Self> {
        folders_with(common, &["pg_ctl", "initdb"])
            .into_iter()
            .map(|(major, bin)| Self { bin, owner, major })
            .filter(|programs| programs.major >= OLDEST)
            .max_by_key(|programs| programs.major)
    }

    /// Whether the user that Postgres runs as can enter a folder: a closed one above it keeps him out.
    pub fn can_enter(&self, folder: &Path) -> bool {
        self.command("pg_ctl").arg("--version").current_dir(folder).stdout(Stdio::null()).status().is_ok_and(|s| s.success())
    }

    /// Runs a program to its end; on failure gives what it said.
    pub fn run(&self, program: &str, args: &[&str]) -> Result<(), String> {
        let output = self.command(program).args(args).output().map_err(|e| e.to_string())?;
        if output.status.success() {
            return Ok(());
        }
        let said = String::from_utf8_lossy(&output.stderr);
        Err(said.lines().last().unwrap_or("no message").to_owned())
    }

    /// Runs a program whose output nobody reads and whose success is judged by looking.
    pub fn run_quietly(&self, program: &str, args: &[&str]) {
        let _ = self.command(program).args(args).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(self.bin.join(program));
        command.current_dir("/").env("LC_ALL", "C");
        if let Some((uid, gid)) = self.owner {
            command.uid(uid.as_raw()).gid(gid.as_raw());
        }
        command
    }
}

/// The folders that hold all of these programs, each with the major version of the first of them.
pub(super) fn folders_with(common: &Common, programs: &[&str]) -> Vec<(u32, PathBuf)> {
    let mut folders: Vec<PathBuf> = common.pg_bin.iter().cloned().collect();
    if folders.is_empty() {
        folders.extend(common.path.iter().flat_map(std::env::split_paths));
        for pattern in ["/usr/lib/postgresql", "/usr/local/opt", "/opt/homebrew/opt", "/usr"] {
            folders.extend(versions_below(Path::new(pattern)));
        }
    }
    folders.retain(|bin| programs.iter().all(|program| bin.join(program).is_file()));
    folders.into_iter().filter_map(|bin| Some((major_version(&bin.join(programs[0]))?, bin))).collect()
}

fn versions_below(folder: &Path) -> Vec<PathBuf> {
    std::fs::read_dir(folder).map_or_else(
        |_| Vec::new(),
        |entries| entries.filter_map(Result::ok).map(|entry| entry.path().join("bin")).filter(|bin| bin.is_dir()).collect(),
    )
}

fn major_version(program: &Path) -> Option<u32> {
    let output = Command::new(program).arg("--version").output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.split_whitespace().find_map(|word| word.split('.').next()?.parse().ok())
}
