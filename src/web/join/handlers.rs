//! Handlers of links that work once.

use super::view::{GonePage, JoinForm, JoinPage};
use crate::actions::accept_link::{Accepted, Chosen, Looked, accept_link, look};
use crate::actions::sign_out::sign_out;
use crate::domain::person::{Language, Theme};
use crate::web::account::visitor;
use crate::web::error::Trouble;
use crate::web::extract::reader::{SESSION, cookie};
use crate::web::extract::{Reader, SafeForm};
use crate::web::failure::Failure;
use crate::web::middleware::security::HOST_ONLY;
use crate::web::state::WebState;
use askama::Template as _;
use axum::extract::{ConnectInfo, Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use std::net::SocketAddr;

/// `/join/{token}`: what the link leads to. Looking does not use it up.
pub async fn show(
    State(state): State<WebState>,
    reader: Reader,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    Path(token): Path<String>,
) -> Result<Response, Failure> {
    let from = visitor(&state, peer.ip(), &headers).to_string();
    page(&state, &reader, (&token, &from), &JoinForm::default(), &[]).await
}

async fn page(
    state: &WebState,
    reader: &Reader,
    (token, from): (&str, &str),
    form: &JoinForm,
    errors: &[(&'static str, &'static str)],
) -> Result<Response, Failure> {
    match look(&state.db, token, from, state.clock.now()).await? {
        Looked::Open(holder) => {
            let page = JoinPage::new(reader, &holder, format!("/join/{token}"), form, errors).render()?;
            let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
            Ok(secretive((status, Html(page)).into_response()))
        }
        Looked::Gone => gone(reader),
        Looked::Throttled => Err(Trouble::TooMany.into()),
    }
}

fn gone(reader: &Reader) -> Result<Response, Failure> {
    Ok(secretive((StatusCode::GONE, Html(GonePage::new(reader).render()?)).into_response()))
}

/// The address of the page is a secret.
fn secretive(response: Response) -> Response {
    ([(header::REFERRER_POLICY, HOST_ONLY)], response).into_response()
}

/// Uses the link: a password is set and a session begins.
pub async fn accept(
    State(state): State<WebState>,
    reader: Reader,
    (ConnectInfo(peer), headers): (ConnectInfo<SocketAddr>, HeaderMap),
    Path(token): Path<String>,
    SafeForm(form): SafeForm<JoinForm>,
) -> Result<Response, Failure> {
    let from = visitor(&state, peer.ip(), &headers).to_string();
    let chosen = Chosen {
        password: form.password.clone(),
        language: Language::from_key(&form.language).unwrap_or(reader.viewer.words.language),
        theme: Theme::from_key(&form.theme).unwrap_or(reader.viewer.theme),
    };
    let session = match accept_link(&state.db, &token, chosen, &from, state.clock.now()).await? {
        Accepted::Session(session) => session,
        Accepted::Gone => return gone(&reader),
        Accepted::Throttled => return Err(Trouble::TooMany.into()),
        Accepted::Unacceptable => return page(&state, &reader, (&token, &from), &form, &[("password", "error-password")]).await,
    };
    // Whoever was signed in at this browser is not any more.
    if let Some(other) = &reader.token {
        sign_out(&state.db, other).await?;
    }
    Ok((CookieJar::new().add(cookie(&state, SESSION, session, 30)), Redirect::to("/overview")).into_response())
}
