//! Handlers of the outbox.

use super::view::{Found, OutboxPage};
use crate::actions::retry_letter::retry_letter;
use crate::actions::test_mail::test_mail;
use crate::storage::keyset::From;
use crate::storage::metrics::snapshot;
use crate::storage::outbox::{self, MailState};
use crate::web::error::Trouble;
use crate::web::extract::reader::flash;
use crate::web::extract::{Member, Nothing, SafeForm};
use crate::web::failure::Failure;
use crate::web::state::WebState;
use askama::Template as _;
use axum::extract::{Path, Query, State};
use axum::response::{Html, IntoResponse as _, Redirect, Response};
use axum_extra::extract::CookieJar;
use serde::Deserialize;
use uuid::Uuid;

/// What the list may be asked for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    state: String,
    after: String,
    before: String,
}

impl Asked {
    fn from(&self) -> From {
        From::of(self.after.parse().ok(), self.before.parse().ok())
    }
}

/// `/settings/outbox`
pub async fn list(State(state): State<WebState>, member: Member, Query(asked): Query<Asked>) -> Result<Html<String>, Failure> {
    let mut db = snapshot(&state.db.pages).await?;
    let which = MailState::from_key(&asked.state);
    let found = Found {
        which,
        page: outbox::page(&mut db, which, asked.from()).await?,
        counts: outbox::counts(&mut *db).await?,
        route: state.settings.mail.clone(),
        public: state.settings.public_url.is_some(),
    };
    Ok(Html(OutboxPage::new(&member, &found).render()?))
}

fn back(state: &WebState, said: &'static str) -> Response {
    (CookieJar::new().add(flash(state, said)), Redirect::to("/settings/outbox")).into_response()
}

/// The letter that a form makes: sent twice, it makes one.
#[derive(Debug, Deserialize)]
pub struct Test {
    id: Uuid,
}

/// Sends a test to whoever asks.
pub async fn test(State(state): State<WebState>, member: Member, SafeForm(form): SafeForm<Test>) -> Result<Response, Failure> {
    if state.settings.mail.is_none() {
        return Ok(back(&state, "outbox-off"));
    }
    test_mail(&state.db, form.id, &member.user, state.clock.now()).await?;
    Ok(back(&state, "outbox-tested"))
}

/// Tries a letter again that failed.
pub async fn retry(
    State(state): State<WebState>,
    member: Member,
    Path(id): Path<String>,
    _form: SafeForm<Nothing>,
) -> Result<Response, Failure> {
    let id = id.parse().map_err(|_| Trouble::NotFound)?;
    if state.settings.mail.is_none() {
        return Ok(back(&state, "outbox-off"));
    }
    let again = retry_letter(&state.db, id, member.user.id, state.clock.now()).await?;
    Ok(back(&state, if again { "outbox-retried" } else { "outbox-not-failed" }))
}
