//! The commands other than `serve` and `import`.

use super::App;
use super::say::say;
use crate::actions::set_up::{Admin, SetUpError, set_up};
use crate::config::{Demo, Init, Report};
use crate::demo;
use crate::domain::period::Period;
use crate::domain::person::Language;
use crate::domain::workspace::Workspace;
use crate::jobs::fill_demo::fill_demo;
use crate::reports::question::as_of;
use crate::reports::{self, Compare, Question};
use crate::storage::metrics::handoffs::{Key, Narrowed};
use crate::storage::metrics::{Dimension, Filters};
use crate::storage::workspace;
use sqlx::PgConnection;
use std::io::Read as _;
use std::process::ExitCode;

/// Creates the workspace and its admin.
pub(super) async fn init(app: &App, options: Init) -> Result<ExitCode, anyhow::Error> {
    let mut password = String::new();
    std::io::stdin().lock().take(1024).read_to_string(&mut password)?;
    let language = Language::from_key(&options.language).ok_or_else(|| anyhow::anyhow!("--language is en or ar"))?;
    let workspace = Workspace {
        name: options.name,
        zone: options.zone,
        currency: options.currency,
        language,
        week_start: chrono::Weekday::Mon,
        weekend: options.weekend,
        fiscal_month: 1,
        alignment_start: None,
        horizon: None,
        version: 1,
    };
    let admin = Admin {
        name: options.admin_name.unwrap_or_else(|| options.admin_email.clone()),
        email: options.admin_email,
        password: password.trim_end_matches(['\r', '\n']).to_owned(),
    };
    set_up(&app.database, &workspace, admin, app.clock.now()).await?;
    say!("The workspace “{}” is ready. Start it with: mihwar serve", workspace.name)?;
    Ok(ExitCode::SUCCESS)
}

/// Fills an empty installation with the fictional company.
pub(super) async fn demo(app: &App, options: Demo) -> Result<ExitCode, anyhow::Error> {
    let today = options.today.unwrap_or_else(|| demo::today(app.clock.now()));
    if today > demo::today(app.clock.now()) {
        anyhow::bail!("--today lies in the future: the story ends with the day before it");
    }
    fill_demo(&app.database, &app.clock, demo::invent(today, options.seed)).await.map_err(|error| match error {
        SetUpError::AlreadyDone => anyhow::anyhow!(
            "There is a workspace already, and a demo must not mix with its data: give the demo a folder of its own with --data-dir."
        ),
        other => other.into(),
    })?;
    say!("The demo company is ready. Start it with: mihwar serve")?;
    say!("Everybody's password is {}. Sign in as one of:", demo::PASSWORD)?;
    for user in demo::people() {
        say!("  {:24} {:10} {}", user.email, user.role.key(), user.name)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The workspace, or the sentence that says how to make one.
pub(super) async fn the_workspace(app: &App) -> Result<Workspace, anyhow::Error> {
    workspace::find(&app.database.jobs).await?.ok_or_else(|| {
        anyhow::anyhow!("There is no workspace yet: create it with mihwar init, or in the browser with mihwar serve.")
    })
}

/// Prints a report as JSON.
pub(super) async fn report(app: &App, options: Report) -> Result<ExitCode, anyhow::Error> {
    let workspace = the_workspace(app).await?;
    let period = Period::new(options.from, options.to)
        .ok_or_else(|| anyhow::anyhow!("--to must come after --from: it is the day after the last"))?;
    let as_of = match options.as_of.as_deref() {
        None => app.clock.now(),
        Some(text) => as_of(text, workspace.zone)
            .ok_or_else(|| anyhow::anyhow!("--as-of is an instant such as 2026-10-01T00:00:00Z, or a day such as 2026-09-30"))?,
    };
    let mut question = Question::new(workspace, period, as_of);
    question.compare =
        Compare::from_key(&options.compare).ok_or_else(|| anyhow::anyhow!("--compare is previous, year or none"))?;
    question.by = options.by.as_deref().map(dimension).transpose()?;
    let mut db = app.database.jobs.acquire().await?;
    let mut asked = Vec::new();
    for pair in &options.filter {
        match pair.split_once('=').and_then(|(key, value)| Some((Key::from_key(key.trim())?, value.trim()))) {
            Some((key, value)) => narrow(&mut db, &mut question.narrowed, key, value).await?,
            None => asked.push(Filters::parse(pair)?),
        }
    }
    question.filters = Filters::resolve(&mut db, asked).await?;
    drop(db);
    let report = reports::run(&options.name, &app.database, &question).await?;
    say!("{}", serde_json::to_string_pretty(&report)?)?;
    Ok(ExitCode::SUCCESS)
}

/// Narrows a question about handoffs; a salesperson is given by id, e-mail address or name.
async fn narrow(db: &mut PgConnection, narrowed: &mut Narrowed, key: Key, value: &str) -> Result<(), anyhow::Error> {
    if narrowed.narrow(key, value) || key == Key::Rep && narrowed.narrow_to_person(db, value).await? {
        return Ok(());
    }
    Err(match key {
        Key::Attempt => anyhow::anyhow!("--filter attempt= is a number from 1: which handoff of its lead"),
        Key::Team => anyhow::anyhow!("--filter team= is sales or marketing"),
        Key::Rep => anyhow::anyhow!("no person is named {value:?}"),
    })
}

fn dimension(key: &str) -> Result<Dimension, anyhow::Error> {
    let known: Vec<&str> = Dimension::ALL.iter().map(|d| d.key()).collect();
    Dimension::from_key(key).ok_or_else(|| anyhow::anyhow!("--by is one of {}", known.join(", ")))
}
