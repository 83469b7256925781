//! Handlers of what one was told.

use super::view::{Found, NotificationsPage};
use crate::actions::read_notices::{Read, read_notices};
use crate::storage::handoff_pages::Promises;
use crate::storage::keyset::From;
use crate::storage::metrics::snapshot;
use crate::storage::notifications;
use crate::web::error::Trouble;
use crate::web::extract::{Member, SafeForm};
use crate::web::failure::Failure;
use crate::web::state::WebState;
use askama::Template as _;
use axum::extract::{Path, Query, State};
use axum::response::{Html, Redirect};
use serde::Deserialize;
use uuid::Uuid;

/// From where the list is read.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    after: String,
    before: String,
}

impl Asked {
    fn from(&self) -> From {
        From::of(self.after.parse().ok(), self.before.parse().ok())
    }

    /// The place in the list, by the name of its parameter.
    fn place(&self) -> Option<(&'static str, Uuid)> {
        match self.from() {
            From::Start => None,
            From::After(id) => Some(("after", id)),
            From::Before(id) => Some(("before", id)),
        }
    }

    /// The address of this page.
    fn address(&self) -> String {
        self.place().map_or_else(|| "/notifications".to_owned(), |(way, id)| format!("/notifications?{way}={id}"))
    }
}

/// `/notifications`
pub async fn list(State(state): State<WebState>, member: Member, Query(asked): Query<Asked>) -> Result<Html<String>, Failure> {
    let mut db = snapshot(&state.db.pages).await?;
    let page = notifications::page(&mut db, member.user.person_id, asked.from()).await?;
    let running = page.rows.iter().filter(|line| line.facts().is_some());
    let promises = Promises::of(&mut db, running.filter_map(|line| Some((line.policy_id?, line.calendar_id)))).await?;
    let found = Found { page, promises, mail: state.settings.mail.is_some(), now: state.clock.now() };
    Ok(Html(NotificationsPage::new(&member, &found).at(asked.place()).render()?))
}

/// One is read.
pub async fn read(
    State(state): State<WebState>,
    member: Member,
    Path(id): Path<String>,
    SafeForm(back): SafeForm<Asked>,
) -> Result<Redirect, Failure> {
    let id = id.parse().map_err(|_| Trouble::NotFound)?;
    read_notices(&state.db, member.user.person_id, Read::One(id), state.clock.now()).await?;
    Ok(Redirect::to(&back.address()))
}

/// The newest that the page had.
#[derive(Debug, Deserialize)]
pub struct Newest {
    newest: Uuid,
}

/// All are read that were there when the page was opened.
pub async fn read_all(
    State(state): State<WebState>,
    member: Member,
    SafeForm(form): SafeForm<Newest>,
) -> Result<Redirect, Failure> {
    read_notices(&state.db, member.user.person_id, Read::Until(form.newest), state.clock.now()).await?;
    Ok(Redirect::to("/notifications"))
}
