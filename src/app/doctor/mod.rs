//! `mihwar doctor`: what stands in the way, a line each, with what to do.

mod evidence;
mod verdict;

use super::say::say;
use crate::config::{Common, Doctor};
use std::process::ExitCode;
use verdict::State;

/// Looks at everything and tells it. Ends with a failure where something is wrong.
pub(super) async fn doctor(common: &Common, options: &Doctor) -> Result<ExitCode, anyhow::Error> {
    let checks = verdict::judge(&evidence::gather(common, &options.serve).await);
    if options.json {
        say!("{}", serde_json::to_string_pretty(&checks)?)?;
    } else {
        for check in &checks {
            let todo = check.todo.as_ref().map(|todo| format!(" → {todo}")).unwrap_or_default();
            say!("{:<6} {:<16} {}{todo}", check.state.word(), check.name, check.found)?;
        }
    }
    Ok(if checks.iter().any(|check| check.state == State::Fault) { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}
