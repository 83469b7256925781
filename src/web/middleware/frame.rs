//! Around every page: who reads it, whether he may, and what an error looks like.

use crate::web::access::{self, Verdict};
use crate::web::error::ErrorPage;
use crate::web::error::Trouble;
use crate::web::extract::reader::{self, Reader};
use crate::web::failure::Failure;
use crate::web::state::WebState;
use askama::Template as _;
use axum::extract::{MatchedPath, Request, State};
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use tower_http::request_id::RequestId;

/// Loads the reader, asks whether he may, runs the handler, and turns its failure into a page.
pub async fn frame(State(state): State<WebState>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let id = parts.extensions.get::<RequestId>().and_then(|id| id.header_value().to_str().ok()).unwrap_or("–").to_owned();
    let reader = match reader::load(&state, &parts).await {
        Ok(reader) => reader,
        Err(error) => return failed(&reader::stranger(&parts), &error.into(), &id),
    };
    let path = parts.extensions.get::<MatchedPath>().map(|p| p.as_str().to_owned());
    let had_flash = reader.viewer.flash.is_some() && parts.method.is_safe();
    match access::verdict(path.as_deref(), &reader) {
        Verdict::Yes => {}
        Verdict::SetUpFirst => return Redirect::to("/set-up").into_response(),
        Verdict::SignInFirst => return Redirect::to(&sign_in_address(&parts)).into_response(),
        Verdict::No(trouble) => return failed(&reader, &trouble.into(), &id),
    }
    parts.extensions.insert(reader.clone());
    let response = next.run(Request::from_parts(parts, body)).await;
    let response = match response.extensions().get::<Failure>() {
        Some(failure) => failed(&reader, failure, &id),
        None => response,
    };
    if had_flash { (CookieJar::new().add(reader::said()), response).into_response() } else { response }
}

fn sign_in_address(request: &Parts) -> String {
    let here = request.uri.path_and_query().map_or("/", |p| p.as_str());
    if request.method.is_safe() && here != "/" {
        let next: String = url::form_urlencoded::Serializer::new(String::new()).append_pair("next", here).finish();
        format!("/sign-in?{next}")
    } else {
        "/sign-in".to_owned()
    }
}

fn failed(reader: &Reader, failure: &Failure, id: &str) -> Response {
    if let Some(cause) = &failure.cause {
        let chain: Vec<String> = cause.chain().map(ToString::to_string).collect();
        if failure.trouble == Trouble::Internal {
            tracing::error!(request = id, chain = chain.join(": "), "request failed");
        } else {
            tracing::warn!(request = id, chain = chain.join(": "), "request refused");
        }
    }
    let page = ErrorPage::new(&reader.viewer, failure.trouble, id).render();
    (failure.trouble.status(), Html(page.unwrap_or_default())).into_response()
}
