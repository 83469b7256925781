//! Headers that keep a page to itself (UX.md §3.5).

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, Uri, header};
use axum::middleware::Next;
use axum::response::Response;

/// Everything from this server, nothing inline.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
     font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The policy of pages whose address is a secret. Not `no-referrer`: browsers would hide the origin of the form too.
pub const HOST_ONLY: &str = "strict-origin";

const HEADERS: [(HeaderName, HeaderValue); 6] = [
    (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(CONTENT_SECURITY_POLICY)),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), microphone=(), geolocation=(), payment=()"),
    ),
];

/// The span of a request in the log: without the query, which may name people, and without the secrets of links.
pub fn span(request: &Request) -> tracing::Span {
    tracing::debug_span!("request", method = %request.method(), path = shown(request.uri()))
}

fn shown(address: &Uri) -> &str {
    let path = address.path();
    if path.starts_with("/join/") { "/join/…" } else { path }
}

/// Adds the headers to every response: `middleware::from_fn(security::headers)`, outermost. A page that said nothing
/// about caching is not kept, because it holds people's data.
pub async fn headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    // A page with a secret in its address says of it no more than the host, to this server's own log neither.
    let secretive = headers.get(header::REFERRER_POLICY).is_some_and(|policy| policy == HOST_ONLY);
    for (name, value) in HEADERS {
        if name != header::REFERRER_POLICY || !secretive {
            headers.insert(name, value);
        }
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_log_names_neither_secrets_nor_people() {
        let logged = |address: &'static str| shown(&Uri::from_static(address)).to_owned();
        assert_eq!(logged("/join/0123456789abcdef?lang=ar"), "/join/…");
        assert_eq!(logged("/leads?q=huda"), "/leads");
        assert_eq!(logged("/set-up?code=0123"), "/set-up");
    }
}
