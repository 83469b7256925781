//! `mihwar doctor`: what stands in the way, a line each, with what to do.

mod evidence;
mod verdict;

use crate::config::{Common, Doctor};
use std::io::Write as _;
use std::process::ExitCode;
use verdict::State;

/// Looks at everything and tells it. Ends with a failure where something is wrong.
pub(super) async fn doctor(common: &Common, options: &Doctor) -> Result<ExitCode, anyhow::Error> {
    let checks = verdict::judge(&evidence::gather(common, &options.serve).await);
    let mut out = std::io::stdout().lock();
    // Whoever reads only the head of it closes the pipe: no reason to fail.
    if options.json {
        let _ = writeln!(out, "{}", serde_json::to_string_pretty(&checks)?);
    } else {
        for check in &checks {
            let todo = check.todo.as_ref().map(|todo| format!(" → {todo}")).unwrap_or_default();
            let _ = writeln!(out, "{:<6} {:<16} {}{todo}", check.state.word(), check.name, check.found);
        }
    }
    Ok(if checks.iter().any(|check| check.state == State::Fault) { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}
