//! Who reads: found once a request, before any handler.

use crate::actions::sign_in::token_hash;
use crate::domain::person::{Digits, Language, Theme, TimeDirection};
use crate::domain::workspace::Workspace;
use crate::i18n::Words;
use crate::storage::sessions::{self, Session};
use crate::storage::users::User;
use crate::storage::{StorageError, workspace};
use crate::web::components::{Toast, ToastKind, Undo};
use crate::web::error::Trouble;
use crate::web::failure::Failure;
use crate::web::shell::{SignedIn, Viewer};
use crate::web::state::WebState;
use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::request::Parts;
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};

/// Cookie of the session.
pub const SESSION: &str = "mihwar_session";
/// Cookie of language and colours before sign-in: `ar.dark`.
const PREFERENCES: &str = "mihwar_look";
/// Cookie of what is said once after a redirect: the key of a message.
const FLASH: &str = "mihwar_flash";

/// How precisely it is known when somebody was last here.
const SEEN_EVERY: chrono::TimeDelta = chrono::TimeDelta::minutes(10);

/// Anybody who asks for a page.
#[derive(Clone, Debug)]
pub struct Reader {
    /// How the page addresses him.
    pub viewer: Viewer,
    /// His session.
    pub session: Option<Session>,
    /// Its secret.
    pub token: Option<String>,
    /// The workspace, once it is set up.
    pub workspace: Option<Workspace>,
}

/// Somebody who is signed in to a workspace.
#[derive(Clone, Debug)]
pub struct Member {
    /// How the page addresses him.
    pub viewer: Viewer,
    /// Who he is.
    pub user: User,
    /// The secret of his session.
    pub token: String,
    /// The workspace.
    pub workspace: Workspace,
}

impl<S: Send + Sync> FromRequestParts<S> for Reader {
    type Rejection = Failure;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        parts.extensions.get::<Self>().cloned().ok_or_else(|| Failure::bug("no reader was loaded"))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Member {
    type Rejection = Failure;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let Reader { viewer, session, token, workspace } = Reader::from_request_parts(parts, state).await?;
        match (session, token, workspace) {
            (Some(session), Some(token), Some(workspace)) => Ok(Self { viewer, user: session.user, token, workspace }),
            _ => Err(Trouble::Forbidden.into()),
        }
    }
}

/// Finds out who asks.
pub async fn load(state: &WebState, request: &Parts) -> Result<Reader, StorageError> {
    let jar = CookieJar::from_headers(&request.headers);
    let workspace = workspace::find(&state.db.pages).await?;
    let token = jar.get(SESSION).map(|c| c.value().to_owned());
    let session = match &token {
        Some(token) => sessions::find(&state.db.pages, &token_hash(token), state.clock.now()).await?,
        None => None,
    };
    if let (Some(session), Some(token)) = (&session, &token)
        && session.seen.is_none_or(|seen| state.clock.now() - seen >= SEEN_EVERY)
    {
        sessions::touch(&state.db.pages, &token_hash(token), state.clock.now()).await?;
    }
    let mut viewer = viewer(&jar, session.as_ref(), workspace.as_ref(), request);
    viewer.flash = jar.get(FLASH).and_then(|c| toast(&viewer, c.value()));
    Ok(Reader { viewer, session, token, workspace })
}

/// What is said once: the key of a message, and behind a bar the handoff whose answer can be taken back.
fn toast(viewer: &Viewer, said: &str) -> Option<Toast> {
    let (key, handoff) = said.split_once('|').map_or((said, None), |(key, id)| (key, id.parse::<uuid::Uuid>().ok()));
    let undo = handoff.map(|id| Undo { action: format!("/handoffs/{id}/undo"), csrf: viewer.csrf.clone() });
    Some(Toast { w: viewer.words, kind: ToastKind::Info, text: viewer.words.find(key)?, undo })
}

/// A reader of whom nothing is known: for errors when the database is away.
#[must_use]
pub fn stranger(request: &Parts) -> Reader {
    let viewer = viewer(&CookieJar::from_headers(&request.headers), None, None, request);
    Reader { viewer, session: None, token: None, workspace: None }
}

fn viewer(jar: &CookieJar, session: Option<&Session>, workspace: Option<&Workspace>, request: &Parts) -> Viewer {
    let user = session.map(|s| &s.user);
    let (look_language, look_theme) = look(jar);
    let asked = url::form_urlencoded::parse(request.uri.query().unwrap_or_default().as_bytes())
        .find(|(name, _)| name == "lang")
        .and_then(|(_, value)| Language::from_key(&value));
    let language = asked
        .or(user.and_then(|u| u.language))
        .or(look_language)
        .or(workspace.map(|w| w.language))
        .or_else(|| browser_language(&request.headers))
        .unwrap_or(Language::En);
    let zone = user.and_then(|u| u.zone).or(workspace.map(|w| w.zone)).unwrap_or(chrono_tz::UTC);
    Viewer {
        user: user.map(|u| SignedIn { name: u.name.clone(), role: u.role }),
        words: Words {
            language,
            digits: user.map_or(Digits::Western, |u| u.digits),
            zone,
            time: user.map_or(TimeDirection::Page, |u| u.time_direction),
        },
        theme: user.map(|u| u.theme).or(look_theme).unwrap_or(Theme::System),
        csrf: session.map(|s| s.csrf.clone()).unwrap_or_default(),
        here: request.uri.path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string),
        flash: None,
        shortcuts: true,
        open_handoffs: session.map_or(0, |s| s.open),
        unread: session.map_or(0, |s| s.unread),
    }
}

fn look(jar: &CookieJar) -> (Option<Language>, Option<Theme>) {
    let value = jar.get(PREFERENCES).map(Cookie::value).unwrap_or_default();
    let (language, theme) = value.split_once('.').unwrap_or_default();
    (Language::from_key(language), Theme::from_key(theme))
}

/// The first language that a browser, or a program, asks for and that is spoken here.
pub fn browser_language(headers: &HeaderMap) -> Option<Language> {
    let accepted = headers.get("accept-language")?.to_str().ok()?;
    accepted.split(',').find_map(|tag| Language::from_key(tag.trim().get(..2)?))
}

/// A cookie that scripts cannot read and other sites do not send.
#[must_use]
pub fn cookie(state: &WebState, name: &'static str, value: String, days: i64) -> Cookie<'static> {
    Cookie::build((name, value))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(state.is_secure())
        .max_age(time::Duration::days(days))
        .build()
}

/// Remembers language and colours of somebody who is not signed in.
#[must_use]
pub fn look_cookie(state: &WebState, language: Option<Language>, theme: Theme) -> Cookie<'static> {
    let value = format!("{}.{}", language.map_or("", Language::key), theme.key());
    cookie(state, PREFERENCES, value, 365)
}

/// Whether an address that a form brought is a path of this site.
#[must_use]
pub fn is_own_path(path: &str) -> bool {
    path.starts_with('/') && !path.starts_with("//") && !path.contains(['\\', '\t', '\n', '\r'])
}

/// Says something once, on the next page: the key of a message without variables.
#[must_use]
pub fn flash(state: &WebState, key: &'static str) -> Cookie<'static> {
    Cookie::build((FLASH, key)).path("/").http_only(true).same_site(SameSite::Lax).secure(state.is_secure()).build()
}

/// The same about the answer to a handoff, which can be taken back.
#[must_use]
pub fn flash_undo(state: &WebState, key: &'static str, handoff: uuid::Uuid) -> Cookie<'static> {
    let mut cookie = flash(state, key);
    cookie.set_value(format!("{key}|{handoff}"));
    cookie
}

/// Takes back what was said once.
#[must_use]
pub fn said() -> Cookie<'static> {
    Cookie::build((FLASH, "")).path("/").max_age(time::Duration::ZERO).build()
}
