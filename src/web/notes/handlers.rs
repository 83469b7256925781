//! Handlers of the notes.

use super::view::{NoteForm, NotePage, NotesPage};
use crate::actions::write_note::{Wanted, Writer, Written, add_note, change_note, delete_note, may_change};
use crate::domain::ids::NoteId;
use crate::storage::chart_notes;
use crate::web::error::Trouble;
use crate::web::extract::reader::{flash, is_own_path};
use crate::web::extract::{Calendar, Member, SafeForm};
use crate::web::failure::Failure;
use crate::web::state::WebState;
use askama::Template as _;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use chrono::NaiveDate;
use serde::Deserialize;

/// What the list may be asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    day: String,
    back: String,
}

const fn writer(member: &Member) -> Writer {
    Writer { user: member.user.id, role: member.user.role }
}

/// Every note, and the form for one more.
pub async fn list(State(state): State<WebState>, member: Member, Query(asked): Query<Asked>) -> Result<Html<String>, Failure> {
    let today = Calendar::of(&member.workspace, state.clock.now()).today;
    let day = asked.day.parse::<NaiveDate>().unwrap_or(today);
    let notes = chart_notes::list(&state.db.pages, None).await?;
    Ok(Html(NotesPage::new(&member, &notes, &NoteForm::fresh(day, asked.back), &Vec::new()).render()?))
}

/// Adds a note.
pub async fn add(State(state): State<WebState>, member: Member, SafeForm(form): SafeForm<NoteForm>) -> Result<Response, Failure> {
    let (day, body) = match form.parse() {
        Ok(parsed) => parsed,
        Err(errors) => {
            let notes = chart_notes::list(&state.db.pages, None).await?;
            let page = NotesPage::new(&member, &notes, &form, &errors).render()?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response());
        }
    };
    let wanted = Wanted { id: form.id.parse().unwrap_or_else(|_| NoteId::new()), day, body };
    add_note(&state.db, &wanted, writer(&member), state.clock.now()).await?;
    Ok(done(&state, "note-saved", &form.back))
}

/// Back to the page with the chart, else to the list.
fn done(state: &WebState, said: &'static str, back: &str) -> Response {
    let to = if is_own_path(back) { back } else { "/notes" };
    (CookieJar::new().add(flash(state, said)), Redirect::to(to)).into_response()
}

/// One note, for whoever may change it.
pub async fn show(
    State(state): State<WebState>,
    member: Member,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, Failure> {
    let id: NoteId = id.parse().map_err(|_| Trouble::NotFound)?;
    let note = chart_notes::find(&state.db.pages, id).await?.ok_or(Trouble::NotFound)?;
    if !may_change(writer(&member), note.author_id) {
        return Err(Trouble::Forbidden.into());
    }
    Ok(Html(NotePage::new(&member, id, &NoteForm::of(&note, asked.back), &Vec::new(), None).render()?))
}

/// Changes a note.
pub async fn change(
    State(state): State<WebState>,
    member: Member,
    Path(id): Path<String>,
    SafeForm(form): SafeForm<NoteForm>,
) -> Result<Response, Failure> {
    let id: NoteId = id.parse().map_err(|_| Trouble::NotFound)?;
    let again = |errors, theirs: Option<&_>| -> Result<Response, Failure> {
        let page = NotePage::new(&member, id, &form, &errors, theirs).render()?;
        Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response())
    };
    let (day, body) = match form.parse() {
        Ok(parsed) => parsed,
        Err(errors) => return again(errors, None),
    };
    let (wanted, version) = (Wanted { id, day, body }, form.version.parse().unwrap_or_default());
    match change_note(&state.db, &wanted, version, writer(&member), state.clock.now()).await? {
        Written::Done => Ok(done(&state, "note-saved", &form.back)),
        Written::Stale(theirs) => again(Vec::new(), Some(&theirs)),
        Written::Gone => Err(Trouble::NotFound.into()),
        Written::NotYours => Err(Trouble::Forbidden.into()),
    }
}

/// The form that takes a note away.
#[derive(Debug, Deserialize)]
pub struct Away {
    #[serde(default)]
    back: String,
}

/// Takes a note away.
pub async fn delete(
    State(state): State<WebState>,
    member: Member,
    Path(id): Path<String>,
    SafeForm(form): SafeForm<Away>,
) -> Result<Response, Failure> {
    let id: NoteId = id.parse().map_err(|_| Trouble::NotFound)?;
    match delete_note(&state.db, id, writer(&member), state.clock.now()).await? {
        Written::NotYours => Err(Trouble::Forbidden.into()),
        _ => Ok(done(&state, "note-removed", &form.back)),
    }
}
