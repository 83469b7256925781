//! Counts what was answered and how fast.

use crate::gauges::Gauges;
use axum::extract::{MatchedPath, Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::Response;
use std::time::Instant;

/// Counts a request by the pattern of its route: `middleware::from_fn_with_state(gauges, measured::measured)`.
pub async fn measured(State(gauges): State<Gauges>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = known(request.method());
    let route = request.extensions().get::<MatchedPath>().cloned();
    let response = next.run(request).await;
    let route = match route.as_ref().map_or("none", MatchedPath::as_str) {
        file if file.starts_with("/static/") => "/static/{file}",
        route => route,
    };
    gauges.answered(method, route, response.status().as_u16(), started.elapsed());
    response
}

/// Anybody may invent a method.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::POST => "POST",
        Method::HEAD => "HEAD",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}
