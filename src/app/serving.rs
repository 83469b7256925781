//! The server: listens, serves, and leaves in good order.

use super::App;
use crate::config::Serve;
use std::process::ExitCode;

/// Serves until it is told to stop.
pub(super) async fn serve(_app: &App, _options: Serve) -> Result<ExitCode, anyhow::Error> {
    anyhow::bail!("not yet")
}
