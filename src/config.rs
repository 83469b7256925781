//! What the command line and the environment say: the only reader of both.

use crate::domain::money::Currency;
use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand};
use std::net::SocketAddr;
use std::path::PathBuf;

/// Mihwar: one truth and one process for sales and marketing.
#[derive(Debug, Parser)]
#[command(version, about, max_term_width = 110)]
pub struct Cli {
    /// What all commands share.
    #[command(flatten)]
    pub common: Common,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Where the data lives.
#[derive(Clone, Debug, Args)]
pub struct Common {
    /// Folder of the private Postgres and of uploaded files. Two installations on one machine need two.
    #[arg(long, env = "MIHWAR_DATA_DIR", global = true, value_name = "FOLDER")]
    pub data_dir: Option<PathBuf>,
    /// Your own Postgres (15 or newer) instead of the private one: `postgres://user:password@host/database`
    #[arg(long, env = "DATABASE_URL", global = true, hide_env_values = true, value_name = "URL")]
    pub database_url: Option<String>,
    /// A standby of your own Postgres that dashboards and reports read from: `postgres://user:password@host/database`
    #[arg(long, env = "DATABASE_READ_URL", global = true, hide_env_values = true, value_name = "URL")]
    pub database_read_url: Option<String>,
    /// Folder in which `initdb`, `pg_ctl`, `pg_dump` and their like stand, when they are not found by themselves.
    #[arg(long, env = "MIHWAR_PG_BIN", global = true, value_name = "FOLDER")]
    pub pg_bin: Option<PathBuf>,
    /// `XDG_DATA_HOME`, where the private Postgres lives by default.
    #[arg(long, env = "XDG_DATA_HOME", hide = true, global = true)]
    pub xdg_data_home: Option<PathBuf>,
    /// The home folder.
    #[arg(long, env = "HOME", hide = true, global = true)]
    pub home: Option<PathBuf>,
    /// The search path for programs.
    #[arg(long, env = "PATH", hide = true, global = true)]
    pub path: Option<std::ffi::OsString>,
    /// What to log: error, warn, info, debug, or a filter such as mihwar=debug,sqlx=warn
    #[arg(
        long,
        env = "MIHWAR_LOG",
        global = true,
        default_value = "info,memory_serve=warn,sqlx::postgres::notice=warn",
        value_name = "FILTER"
    )]
    pub log: String,
    /// Log as lines of JSON.
    #[arg(long, env = "MIHWAR_LOG_JSON", global = true)]
    pub log_json: bool,
    /// Pretend that it is this instant, for screenshots and tests.
    #[arg(long, env = "MIHWAR_NOW", hide = true, global = true)]
    pub now: Option<chrono::DateTime<chrono::Utc>>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the dashboard, with its private Postgres unless `DATABASE_URL` names another.
    Serve(Serve),
    /// Create the workspace and its admin without a browser; the password is read from standard input.
    Init(Init),
    /// Fill an empty installation with a fictional company, to see everything alive.
    Demo(Demo),
    /// Bring the database to this version's schema.
    Migrate,
    /// Import files or folders of CSV and .xlsx files, in the right order.
    Import(Import),
    /// Print a report with the numbers that the pages show.
    Report(Report),
    /// Build the tables that dashboards read anew from the records.
    Rebuild(Derived),
    /// Compare the tables that dashboards read with the records; exits with 1 and names what differs.
    Verify(Derived),
    /// Save the whole database into one file, also beside a running server.
    Backup(Backup),
    /// Bring a backup back into an empty database, also one of a newer Postgres.
    Restore(Restore),
    /// Look for what stands in the way, and say what to do. Ends with 1 where something does.
    Doctor(Doctor),
    /// Take along, or erase, what is kept about a person.
    #[command(subcommand)]
    Person(Person),
    /// List, invite and deactivate people who sign in, and make links for new passwords.
    User(User),
}

/// Options of `backup`.
#[derive(Clone, Debug, Args)]
pub struct Backup {
    /// The file to write. It appears when it is whole, readable by you alone.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Replace the file if it exists.
    #[arg(long)]
    pub force: bool,
}

/// Options of `restore`.
#[derive(Clone, Debug, Args)]
pub struct Restore {
    /// A file that `mihwar backup` wrote.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Drop what the database holds, and say what that was. All or nothing: a restore that fails changes nothing.
    #[arg(long)]
    pub replace: bool,
}

/// Options of `doctor`: those of `serve`, to be judged.
#[derive(Clone, Debug, Args)]
pub struct Doctor {
    /// How the server is started.
    #[command(flatten)]
    pub serve: Serve,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

/// What is done about a person.
#[derive(Clone, Debug, Subcommand)]
pub enum Person {
    /// Print everything that is kept about a person as JSON.
    Export {
        /// The e-mail address, or the id at the end of a lead's address.
        #[arg(value_name = "EMAIL_OR_ID")]
        who: String,
    },
    /// Erase a person for ever: names and addresses go, numbers stay, and no import brings him back.
    Erase {
        /// The e-mail address, or the id at the end of a lead's address.
        #[arg(value_name = "EMAIL_OR_ID")]
        who: String,
        /// Do it. Without it only what would be erased is said.
        #[arg(long)]
        yes: bool,
    },
}

/// Where the server is reached.
#[derive(Clone, Debug, Args)]
pub struct Address {
    /// Where to listen.
    #[arg(long, env = "MIHWAR_LISTEN", default_value = "127.0.0.1:8080", value_name = "ADDRESS:PORT")]
    pub listen: SocketAddr,
    /// The address that people use, when a proxy stands before the server: gives links and Secure cookies.
    #[arg(long, env = "MIHWAR_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<url::Url>,
}

impl Address {
    /// What links begin with, for a server that listens there.
    #[must_use]
    pub fn base(&self, listens: SocketAddr) -> String {
        self.public_url.as_ref().map_or_else(|| format!("http://{listens}"), |url| url.as_str().trim_end_matches('/').to_owned())
    }
}

/// Options of `serve`.
#[derive(Clone, Debug, Args)]
pub struct Serve {
    /// Where it is reached.
    #[command(flatten)]
    pub address: Address,
    /// Proxies whose forwarded headers count, by address; nobody's otherwise.
    #[arg(long, env = "MIHWAR_TRUSTED_PROXIES", value_delimiter = ',', value_name = "ADDRESS")]
    pub trusted_proxies: Vec<std::net::IpAddr>,
    /// The mail server by which people are told by e-mail too: `smtps://user:password@host:465` or `smtp://host:587?tls=required`
    #[arg(long, env = "MIHWAR_SMTP_URL", hide_env_values = true, value_name = "URL")]
    pub smtp_url: Option<Secret>,
    /// Whom e-mail is from: an address, or a name with an address such as Mihwar <mihwar@example.com>
    #[arg(long, env = "MIHWAR_MAIL_FROM", value_name = "ADDRESS")]
    pub mail_from: Option<String>,
    /// Serve numbers for Prometheus at /metrics there, for instance 127.0.0.1:9464; nowhere otherwise.
    #[arg(long, env = "MIHWAR_METRICS_LISTEN", value_name = "ADDRESS:PORT")]
    pub metrics_listen: Option<SocketAddr>,
    /// Show the style guide at /styleguide.
    #[arg(long, env = "MIHWAR_DEVELOPMENT")]
    pub development: bool,
}

/// Text that is never shown: it may hold a password.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// What it is.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("…")
    }
}

/// Options of `demo`.
#[derive(Clone, Debug, Args)]
pub struct Demo {
    /// The day on which the story stands; today by default.
    #[arg(long, value_name = "DATE")]
    pub today: Option<NaiveDate>,
    /// Another seed invents another company's numbers.
    #[arg(long, default_value_t = crate::demo::SEED, value_name = "N")]
    pub seed: u64,
}

/// Options of `init`.
#[derive(Clone, Debug, Args)]
pub struct Init {
    /// The company's name.
    #[arg(long)]
    pub name: String,
    /// IANA time zone in which its days begin, for instance Asia/Riyadh
    #[arg(long)]
    pub zone: chrono_tz::Tz,
    /// ISO 4217 code of the currency that totals are given in.
    #[arg(long, value_parser = parse_currency)]
    pub currency: Currency,
    /// Days on which nobody works, for instance fri,sat
    #[arg(long, value_delimiter = ',', default_value = "sat,sun")]
    pub weekend: Vec<chrono::Weekday>,
    /// E-mail address of the admin.
    #[arg(long)]
    pub admin_email: String,
    /// Name of the admin; the address by default.
    #[arg(long)]
    pub admin_name: Option<String>,
    /// Language of the workspace: en or ar
    #[arg(long, default_value = "en")]
    pub language: String,
}

/// Options of `import`.
#[derive(Clone, Debug, Args)]
pub struct Import {
    /// Files or folders.
    #[arg(required = true, value_name = "FILE_OR_FOLDER")]
    pub paths: Vec<PathBuf>,
    /// A mapping file; without it the files are recognised by their headers.
    #[arg(long, value_name = "FILE")]
    pub mapping: Option<PathBuf>,
    /// Exit with 3 when a row was rejected.
    #[arg(long)]
    pub strict: bool,
    /// Where to write the rejected rows with their reasons.
    #[arg(long, value_name = "FILE")]
    pub rejects: Option<PathBuf>,
}

/// Options of `report`.
#[derive(Clone, Debug, Args)]
pub struct Report {
    /// overview, funnel, cohorts, cycle, win-rate, revenue, cac, goals or handoffs
    pub name: String,
    /// First day, included: 2026-07-01
    #[arg(long)]
    pub from: NaiveDate,
    /// Day after the last: 2026-10-01
    #[arg(long)]
    pub to: NaiveDate,
    /// The numbers as they stood then: an instant such as 2026-10-01T00:00:00Z, or a day, whose end is meant.
    #[arg(long, value_name = "INSTANT")]
    pub as_of: Option<String>,
    /// Only records with this value, for instance region=MENA; several are allowed. Of handoffs also attempt=1, team=sales, rep=NAME.
    #[arg(long, value_name = "KEY=VALUE")]
    pub filter: Vec<String>,
    /// What to compare with: previous, year or none.
    #[arg(long, default_value = "previous")]
    pub compare: String,
    /// By what to break the funnel down: channel, campaign, persona, region, segment, owner or source.
    #[arg(long)]
    pub by: Option<String>,
    /// Print JSON (the default; kept for clarity in scripts).
    #[arg(long)]
    pub json: bool,
}

/// Options of `rebuild` and `verify`.
#[derive(Clone, Debug, Args)]
pub struct Derived {
    /// Which table; both by default.
    #[arg(value_name = "NAME", value_parser = ["lead-days", "deal-days"])]
    pub name: Option<String>,
}

/// Options of `user`.
#[derive(Clone, Debug, Args)]
pub struct User {
    /// What to do.
    #[command(subcommand)]
    pub command: UserCommand,
}

/// What can be done with people who sign in.
#[derive(Clone, Debug, Subcommand)]
pub enum UserCommand {
    /// List them with role, team and state.
    List,
    /// Invite somebody: prints a link that lets him in once, within seven days.
    Invite(Invite),
    /// Print a link for a new password: it works once, within 24 hours, and ends all sessions of that person.
    Reset {
        /// His e-mail address.
        email: String,
        /// For the link.
        #[command(flatten)]
        address: Address,
    },
    /// End somebody's sessions and refuse his sign-in; his records keep his name.
    Deactivate {
        /// His e-mail address.
        email: String,
        /// Who takes over his open leads, deals and campaigns, by e-mail address; without it they stay his.
        #[arg(long, value_name = "EMAIL")]
        to: Option<String>,
    },
    /// Let somebody sign in again.
    Reactivate {
        /// His e-mail address.
        email: String,
    },
}

/// Options of `user invite`.
#[derive(Clone, Debug, Args)]
pub struct Invite {
    /// His e-mail address.
    pub email: String,
    /// His name; the address by default.
    #[arg(long)]
    pub name: Option<String>,
    /// viewer, sales, marketing, manager or admin
    #[arg(long)]
    pub role: String,
    /// sales or marketing: needed for managers and admins.
    #[arg(long)]
    pub team: Option<String>,
    /// Language in which he is met: en or ar; the workspace's by default.
    #[arg(long)]
    pub language: Option<String>,
    /// For the link.
    #[command(flatten)]
    pub address: Address,
}

fn parse_currency(s: &str) -> Result<Currency, String> {
    s.parse().map_err(|e: crate::domain::money::MoneyError| e.to_string())
}
