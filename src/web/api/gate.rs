//! Who may call: asked before anything of the body is read.

use super::ApiState;
use super::refusal::Refusal;
use crate::actions::admit_call::{Admitted, admit_call};
use crate::web::access::{Access, access};
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::Response;
use tower_http::request_id::RequestId;

/// Lets a call through whose token may, and remembers whose it is.
pub async fn gate(State(state): State<ApiState>, mut request: Request, next: Next) -> Response {
    let path = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let refusal = match access(path.as_deref()) {
        Some(Access::Public) => return next.run(request).await,
        Some(Access::Token(scope)) => {
            let now = state.web.clock.now();
            match admit_call(&state.web.db, bearer(request.headers()), scope, now).await {
                Ok(Admitted::Yes(token)) => {
                    request.extensions_mut().insert(*token);
                    return next.run(request).await;
                }
                Ok(Admitted::NoToken) => Refusal::Unauthorized("no_token"),
                Ok(Admitted::Unknown) => Refusal::Unauthorized("unknown_token"),
                Ok(Admitted::Revoked) => Refusal::Unauthorized("revoked_token"),
                Ok(Admitted::Expired) => Refusal::Unauthorized("expired_token"),
                Ok(Admitted::OutOfScope) => Refusal::OutOfScope(scope.key()),
                Ok(Admitted::TooMany(wait)) => Refusal::TooMany(wait),
                Err(error) => Refusal::of(&error, &id(&request)),
            }
        }
        Some(_) | None => Refusal::NoSuchPath,
    };
    let (parts, body) = request.into_parts();
    refusal.unread(&parts.headers, body)
}

/// The secret that a call carries.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, secret) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(secret.trim()).filter(|secret| !secret.is_empty())
}

/// The id by which the log knows a call.
pub fn id(request: &Request) -> String {
    request.extensions().get::<RequestId>().and_then(|id| id.header_value().to_str().ok()).unwrap_or("–").to_owned()
}
