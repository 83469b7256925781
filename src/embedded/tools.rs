//! Postgres' client programs, which save a database into a file and bring it back.

use super::programs::folders_with;
use crate::config::Common;
use sqlx::postgres::{PgConnectOptions, PgSslMode};
use std::path::PathBuf;
use std::process::Stdio;
use tokio::process::Command;

const PROGRAMS: [&str; 3] = ["pg_dump", "pg_restore", "psql"];

/// Why a database cannot be saved or brought back from here.
#[derive(Debug, thiserror::Error)]
pub enum ToolsError {
    /// The programs are not installed.
    #[error(
        "pg_dump, pg_restore and psql are not installed: install Postgres' client programs (Debian and Ubuntu: apt-get install postgresql-client; macOS: brew install libpq), or name their folder with MIHWAR_PG_BIN."
    )]
    NotInstalled,
    /// They are older than the server.
    #[error(
        "The database is Postgres {server}, and the newest pg_dump found here is {ours}: an older one cannot read it. Install the client programs of version {server}, and name their folder with MIHWAR_PG_BIN if they are not found."
    )]
    TooOld {
        /// The major version of the database.
        server: u32,
        /// The newest found.
        ours: u32,
    },
}

/// The programs of one major version, and the database that they reach.
#[derive(Debug)]
pub struct Tools {
    bin: PathBuf,
    environment: Vec<(&'static str, String)>,
}

impl Tools {
    /// Those of the server's own version, else of the next newer: what a newer `pg_dump` writes an older server may refuse.
    pub fn find(common: &Common, database: &PgConnectOptions, server: u32) -> Result<Self, ToolsError> {
        let found = folders_with(common, &PROGRAMS);
        let newest = found.iter().map(|(major, _)| *major).max().ok_or(ToolsError::NotInstalled)?;
        let fitting = found.into_iter().filter(|(major, _)| *major >= server).min_by_key(|(major, _)| *major);
        let (_, bin) = fitting.ok_or(ToolsError::TooOld { server, ours: newest })?;
        Ok(Self { bin, environment: environment(database, common.database_url.as_deref()) })
    }

    /// A program, which asks nobody for a password and ends with us.
    #[must_use]
    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new(self.bin.join(program));
        command.env("LC_ALL", "C").env_remove("PGSERVICE").envs(self.environment.iter().map(|(name, value)| (name, value)));
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
        command
    }
}

/// The last thing that a program said: the sentence that matters.
#[must_use]
pub fn last_words(said: &[u8]) -> String {
    let said = String::from_utf8_lossy(said);
    let lines = said.lines().map(str::trim).filter(|line| !line.is_empty());
    let told =
        lines.clone().find(|line| line.contains("error:") || line.contains("ERROR:")).or_else(|| lines.clone().next_back());
    told.unwrap_or("no message").to_owned()
}

/// How the programs find the database: by the environment, where nobody who lists processes reads the password.
fn environment(database: &PgConnectOptions, url: Option<&str>) -> Vec<(&'static str, String)> {
    let host = database.get_socket().map_or_else(|| database.get_host().to_owned(), |socket| socket.display().to_string());
    let ssl = match database.get_ssl_mode() {
        PgSslMode::Disable => "disable",
        PgSslMode::Allow => "allow",
        PgSslMode::Prefer => "prefer",
        PgSslMode::Require => "require",
        PgSslMode::VerifyCa => "verify-ca",
        PgSslMode::VerifyFull => "verify-full",
    };
    let mut all = vec![
        ("PGHOST", host),
        ("PGPORT", database.get_port().to_string()),
        ("PGUSER", database.get_username().to_owned()),
        ("PGDATABASE", database.get_database().unwrap_or(database.get_username()).to_owned()),
        ("PGSSLMODE", ssl.to_owned()),
    ];
    let Some(url) = url.and_then(|url| url::Url::parse(url).ok()) else { return all };
    let plain = |text: &str| percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned();
    all.extend(url.password().map(|password| ("PGPASSWORD", plain(password))));
    for (name, value) in url.query_pairs() {
        let variable = match &*name {
            "password" => "PGPASSWORD",
            "sslrootcert" | "ssl-root-cert" | "ssl-ca" => "PGSSLROOTCERT",
            "sslcert" | "ssl-cert" => "PGSSLCERT",
            "sslkey" | "ssl-key" => "PGSSLKEY",
            _ => continue,
        };
        all.push((variable, value.into_owned()));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_goes_by_the_environment_and_is_decoded() {
        let url = "postgres://me:p%40ss%2Fword@db.example.com:6432/mihwar?sslmode=require&sslrootcert=/etc/ca.pem";
        let found = environment(&url.parse().unwrap(), Some(url));
        let of = |name: &str| found.iter().rev().find(|(n, _)| *n == name).map(|(_, value)| value.as_str());
        assert_eq!(of("PGPASSWORD"), Some("p@ss/word"));
        assert_eq!((of("PGHOST"), of("PGPORT"), of("PGUSER")), (Some("db.example.com"), Some("6432"), Some("me")));
        assert_eq!(
            (of("PGDATABASE"), of("PGSSLMODE"), of("PGSSLROOTCERT")),
            (Some("mihwar"), Some("require"), Some("/etc/ca.pem"))
        );
    }

    #[test]
    fn the_sentence_that_matters_is_the_error() {
        assert_eq!(last_words(b"a notice\npsql: error: it broke\nhint\n"), "psql: error: it broke");
        assert_eq!(last_words(b""), "no message");
    }
}
