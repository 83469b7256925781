//! Whether the server lives and whether it is ready to serve.

use super::state::WebState;
use axum::extract::State;
use axum::http::StatusCode;

/// The process answers.
pub async fn live() -> &'static str {
    "live"
}

/// The database answers and has this version's schema.
pub async fn ready(State(state): State<WebState>) -> (StatusCode, &'static str) {
    match state.db.is_ready().await {
        Ok(true) => (StatusCode::OK, "ready"),
        _ => (StatusCode::SERVICE_UNAVAILABLE, "not ready"),
    }
}
