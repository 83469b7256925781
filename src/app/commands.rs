//! The commands other than `serve`.

use super::App;
use crate::actions::set_up::{Admin, set_up};
use crate::config::{Import, Init, Report};
use crate::domain::person::Language;
use crate::domain::workspace::Workspace;
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
    println!("The workspace “{}” is ready. Start it with: mihwar serve", workspace.name);
    Ok(ExitCode::SUCCESS)
}

pub(super) async fn import(_app: &App, _options: Import) -> Result<ExitCode, anyhow::Error> {
    anyhow::bail!("not yet")
}

pub(super) async fn report(_app: &App, _options: Report) -> Result<ExitCode, anyhow::Error> {
    anyhow::bail!("not yet")
}
