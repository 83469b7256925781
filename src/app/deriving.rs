//! `mihwar rebuild` and `mihwar verify`: the tables that dashboards read.

use super::App;
use super::commands::the_workspace;
use super::say::say;
use crate::config::Derived;
use crate::storage::derived::verify::verify as compare;
use crate::storage::derived::{Name, refresh};
use std::process::ExitCode;

/// Differences that are named one by one.
const NAMED: usize = 20;

/// Builds anew.
pub(super) async fn rebuild(app: &App, options: Derived) -> Result<ExitCode, anyhow::Error> {
    let workspace = the_workspace(app).await?;
    refresh::forget(&app.database.jobs, name(&options)).await?;
    refresh::until_clean(&app.database.jobs, workspace.zone, app.clock.now()).await?;
    say!("Built anew from the records.")?;
    Ok(ExitCode::SUCCESS)
}

fn name(options: &Derived) -> Option<Name> {
    options.name.as_deref().and_then(Name::from_key)
}

/// Compares.
pub(super) async fn verify(app: &App, options: Derived) -> Result<ExitCode, anyhow::Error> {
    let workspace = the_workspace(app).await?;
    let mut connection = app.database.jobs.acquire().await?;
    let Some(found) = compare(&mut connection, workspace.zone, name(&options)).await? else {
        say!("Nothing is built yet: reports ask the records themselves. mihwar rebuild builds it.")?;
        return Ok(ExitCode::SUCCESS);
    };
    say!("{} rows compared, {} waiting to be built, {} different.", found.rows, found.dirty, found.differences.len())?;
    for difference in found.differences.iter().take(NAMED) {
        say!("  {difference}")?;
    }
    if found.differences.len() > NAMED {
        say!("  and {} more", found.differences.len() - NAMED)?;
    }
    Ok(if found.differences.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
