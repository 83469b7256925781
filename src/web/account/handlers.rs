//! Handlers of the way in.

use super::view::{SetUpPage, SignInPage, WelcomePage};
use crate::actions::set_up::{Admin, SetUpError};
use crate::actions::sign_in::{SignedIn, secret};
use crate::actions::{set_up as set_up_action, sign_in as sign_in_action, sign_out as sign_out_action};
use crate::demo;
use crate::domain::person::Role;
use crate::jobs::fill_demo::fill_demo;
use crate::storage::{StorageError, workspace};
use crate::web::error::Trouble;
use crate::web::extract::reader::{SESSION, cookie};
use crate::web::extract::{Member, Reader, SafeForm};
use crate::web::failure::Failure;
use crate::web::settings::WorkspaceForm;
use crate::web::state::WebState;
use crate::web::styleguide::StyleguidePage;
use askama::Template as _;
use axum::extract::{ConnectInfo, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::Cookie;
use serde::Deserialize;
use std::net::{IpAddr, SocketAddr};

/// `/`: where a visitor belongs.
pub async fn home(reader: Reader) -> Redirect {
    Redirect::to(match (&reader.workspace, &reader.session) {
        (None, _) => "/set-up",
        (Some(_), None) => "/sign-in",
        (Some(_), Some(session)) if session.user.role == Role::Sales => "/handoffs",
        (Some(_), Some(_)) => "/overview",
    })
}

/// Whatever no route takes.
pub async fn not_found() -> Failure {
    Trouble::NotFound.into()
}

/// Where to go after signing in.
#[derive(Debug, Default, Deserialize)]
pub struct Next {
    #[serde(default)]
    next: String,
}

impl Next {
    /// A path of this server, or the start page: never another host.
    fn path(&self) -> &str {
        let own = self.next.starts_with('/') && !self.next.starts_with("//") && !self.next.contains('\\');
        if own { &self.next } else { "/" }
    }
}

/// The sign-in page.
pub async fn sign_in_form(State(state): State<WebState>, reader: Reader, Query(next): Query<Next>) -> Result<Response, Failure> {
    if reader.session.is_some() {
        return Ok(Redirect::to(next.path()).into_response());
    }
    let demo = is_demo(&state, &reader).await?;
    Ok(Html(SignInPage::new(&reader, "", next.path(), None, demo).render()?).into_response())
}

/// Whether the page may tell everybody the password.
async fn is_demo(state: &WebState, reader: &Reader) -> Result<bool, StorageError> {
    Ok(reader.workspace.is_some() && workspace::is_demo(&state.db.pages).await?)
}

/// What the sign-in page sends.
#[derive(Debug, Deserialize)]
pub struct Credentials {
    email: String,
    password: String,
    #[serde(flatten)]
    next: Next,
}

/// Signs in.
pub async fn sign_in(
    State(state): State<WebState>,
    reader: Reader,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    SafeForm(form): SafeForm<Credentials>,
) -> Result<Response, Failure> {
    let from = visitor(&state, peer.ip(), &headers).to_string();
    let done = sign_in_action::sign_in(&state.db, &form.email, form.password, &from, state.clock.now()).await?;
    let (status, error) = match done {
        SignedIn::Session(token) => {
            let jar = CookieJar::new().add(cookie(&state, SESSION, token, 30));
            return Ok((jar, Redirect::to(form.next.path())).into_response());
        }
        SignedIn::Wrong => (StatusCode::UNPROCESSABLE_ENTITY, "sign-in-wrong"),
        SignedIn::Throttled => (StatusCode::TOO_MANY_REQUESTS, "sign-in-throttled"),
    };
    let demo = is_demo(&state, &reader).await?;
    let page = SignInPage::new(&reader, &form.email, form.next.path(), Some(error), demo);
    Ok((status, Html(page.render()?)).into_response())
}

/// The visitor's address: a forwarded one counts only from a trusted proxy.
pub fn visitor(state: &WebState, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
    if !state.settings.trusted_proxies.contains(&peer) {
        return peer;
    }
    let forwarded = headers.get("x-forwarded-for").and_then(|v| v.to_str().ok()).unwrap_or_default();
    let mut hops = forwarded.rsplit(',').filter_map(|hop| hop.trim().parse::<IpAddr>().ok());
    hops.find(|hop| !state.settings.trusted_proxies.contains(hop)).unwrap_or(peer)
}

/// Signs out.
pub async fn sign_out(State(state): State<WebState>, member: Member, _form: SafeForm<Empty>) -> Result<Response, Failure> {
    sign_out_action::sign_out(&state.db, &member.token).await?;
    let jar = CookieJar::new().add(Cookie::build((SESSION, "")).path("/").max_age(time::Duration::ZERO).build());
    Ok((jar, Redirect::to("/sign-in")).into_response())
}

/// A form without fields.
#[derive(Debug, Deserialize)]
pub struct Empty {}

/// The code of the printed link.
#[derive(Debug, Default, Deserialize)]
pub struct Code {
    #[serde(default)]
    code: String,
}

async fn code_fits(state: &WebState, given: &str) -> Result<bool, StorageError> {
    let expected = workspace::set_up_code(&state.db.pages, &secret()[..24]).await?;
    Ok(expected.is_some_and(|code| code == given))
}

/// The first visit.
pub async fn set_up_form(State(state): State<WebState>, reader: Reader, Query(code): Query<Code>) -> Result<Response, Failure> {
    if reader.workspace.is_some() {
        return Ok(Redirect::to("/").into_response());
    }
    let fits = code_fits(&state, &code.code).await?;
    let workspace = WorkspaceForm::for_new(reader.viewer.words.language);
    let form = SetUpForm { code: code.code, workspace, ..SetUpForm::default() };
    Ok(Html(SetUpPage::new(&reader, &form, fits, &[]).render()?).into_response())
}

/// What the first visit sends.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct SetUpForm {
    /// The code of the link.
    #[serde(default)]
    pub code: String,
    /// The admin's name.
    #[serde(default)]
    pub person: String,
    /// His address.
    #[serde(default)]
    pub email: String,
    /// His password.
    #[serde(default)]
    pub password: String,
    /// The workspace.
    #[serde(flatten)]
    pub workspace: WorkspaceForm,
}

/// Creates workspace and admin, and signs him in.
pub async fn set_up(
    State(state): State<WebState>,
    reader: Reader,
    SafeForm(form): SafeForm<SetUpForm>,
) -> Result<Response, Failure> {
    if reader.workspace.is_some() {
        return Ok(Redirect::to("/").into_response());
    }
    let fits = code_fits(&state, &form.code).await?;
    let again = |errors: &[(&'static str, &'static str)]| -> Result<Response, Failure> {
        let page = SetUpPage::new(&reader, &form, fits, errors).render()?;
        Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response())
    };
    let mut errors = form.errors();
    let workspace = form.workspace.parse(None).map_err(|found| errors.extend(found));
    let (Ok(workspace), true, true) = (workspace, errors.is_empty(), fits) else { return again(&errors) };
    let admin = Admin { name: form.person.clone(), email: form.email.clone(), password: form.password.clone() };
    let user = match set_up_action::set_up(&state.db, &workspace, admin, state.clock.now()).await {
        Ok(user) => user,
        Err(SetUpError::AlreadyDone) => return Ok(Redirect::to("/").into_response()),
        Err(SetUpError::Email(_)) => return again(&[("email", "error-email")]),
        Err(SetUpError::Password) => return again(&[("password", "error-password")]),
        Err(SetUpError::Storage(error)) => return Err(error.into()),
        Err(SetUpError::Other(error)) => return Err(error.into()),
    };
    let mut connection = state.db.pages.acquire().await.map_err(StorageError::from)?;
    let token = sign_in_action::open_session(&mut connection, user, state.clock.now()).await?;
    let jar = CookieJar::new().add(cookie(&state, SESSION, token, 30));
    Ok((jar, Redirect::to("/welcome")).into_response())
}

impl SetUpForm {
    fn errors(&self) -> Vec<(&'static str, &'static str)> {
        let mut errors = Vec::new();
        if crate::domain::text::clean(&self.person).is_empty() {
            errors.push(("person", "error-required"));
        }
        if crate::domain::text::fold_email(&self.email).is_none() {
            errors.push(("email", "error-email"));
        }
        if !crate::actions::passwords::is_acceptable(&self.password) {
            errors.push(("password", "error-password"));
        }
        errors
    }
}

/// The first door: fills the installation with the demo company. Whoever closes the page meanwhile does not stop it.
pub async fn open_demo(
    State(state): State<WebState>,
    reader: Reader,
    SafeForm(form): SafeForm<Code>,
) -> Result<Redirect, Failure> {
    if reader.workspace.is_none() && code_fits(&state, &form.code).await? {
        let handle = tokio::runtime::Handle::current();
        let filling = tokio::task::spawn_blocking(move || {
            let story = demo::invent(demo::today(state.clock.now()), demo::SEED);
            handle.block_on(fill_demo(&state.db, &state.clock, story))
        });
        match filling.await.map_err(anyhow::Error::from)? {
            Ok(()) | Err(SetUpError::AlreadyDone) => {}
            Err(error) => return Err(anyhow::Error::from(error).into()),
        }
    }
    Ok(Redirect::to("/"))
}

/// After the set-up: import files, or start empty.
pub async fn welcome(member: Member) -> Result<Html<String>, Failure> {
    Ok(Html(WelcomePage::new(&member).render()?))
}

/// Every component in every state; only in development.
pub async fn style_guide(reader: Reader) -> Result<Html<String>, Failure> {
    Ok(Html(StyleguidePage::new(&reader.viewer).render()?))
}
