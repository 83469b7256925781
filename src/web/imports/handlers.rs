//! Handlers of the list, the upload and an import itself.

use super::draft::{Draft, look};
use super::run_view::{ProgressPart, RunPage};
use super::starting::{draft_page, loaded};
use super::upload::{self, Upload};
use super::view::{ListPage, Listed, NewPage};
use crate::actions::undo_import::{Kept, Undone, undo_import};
use crate::domain::ids::{ImportId, UserId};
use crate::domain::record::Context;
use crate::import::error::Problem;
use crate::import::mapping::Mapping;
use crate::storage::imports::{self, Counts, State as ImportState};
use crate::storage::{StorageError, import_rows, mappings, undo};
use crate::web::error::Trouble;
use crate::web::extract::reader::flash;
use crate::web::extract::{Member, Nothing, SafeForm};
use crate::web::failure::Failure;
use crate::web::state::WebState;
use askama::Template as _;
use axum::extract::{Multipart, Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use std::path::PathBuf;

/// Imports that the list shows.
const LISTED: i64 = 100;
/// Rejected rows that the page shows; all of them are in the file.
const SHOWN_REJECTED: i64 = 20;
/// Seconds of silence after which a running import counts as interrupted.
const SILENCE: i64 = 60;

/// What imports of a killed server are: interrupted.
pub(super) async fn notice_interrupted(state: &WebState) -> Result<(), StorageError> {
    let silent = state.clock.now() - chrono::TimeDelta::seconds(SILENCE);
    imports::mark_interrupted(&state.db.pages, silent).await.map(drop)
}

/// The imports so far.
pub async fn list(State(state): State<WebState>, member: Member) -> Result<Html<String>, Failure> {
    notice_interrupted(&state).await?;
    let found = imports::list(&state.db.pages, LISTED).await?;
    let ids: Vec<uuid::Uuid> = found.iter().map(|import| import.id.0).collect();
    let files = imports::files_of(&state.db.pages, &ids).await?;
    let listed = found.into_iter().map(|import| {
        let own = || files.iter().filter(|(id, ..)| *id == import.id);
        let mut counts = Counts::default();
        own().for_each(|(.., c)| counts += *c);
        Listed { names: own().map(|(_, name, _)| name.clone()).collect(), counts, import }
    });
    let saved = mappings::list(&state.db.pages).await?;
    Ok(Html(ListPage::new(&member.viewer, &listed.collect::<Vec<_>>(), &saved).render()?))
}

/// The form of a new import.
pub async fn new(State(state): State<WebState>, member: Member) -> Result<Html<String>, Failure> {
    let saved = mappings::list(&state.db.pages).await?;
    Ok(Html(NewPage::new(&member.viewer, ImportId::new(), &saved, "", &[]).render()?))
}

/// Takes an upload and makes a draft of it. The same form sent twice makes one import.
pub async fn receive(State(state): State<WebState>, member: Member, parts: Multipart) -> Result<Response, Failure> {
    let upload = upload::receive(parts, &member.viewer.csrf, &state.settings).await?;
    let (id, chosen) = (upload.id, upload.saved.clone());
    if imports::find(&state.db.pages, id).await?.is_some() {
        return Ok(Redirect::to(&format!("/imports/{id}")).into_response());
    }
    match accept(&state, &member, upload).await? {
        Ok(()) => Ok(Redirect::to(&format!("/imports/{id}")).into_response()),
        Err(problems) => {
            let saved = mappings::list(&state.db.pages).await?;
            let page = NewPage::new(&member.viewer, ImportId::new(), &saved, &chosen, &problems).render()?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response())
        }
    }
}

/// Looks at what arrived and keeps it, unless nothing of it can be read.
async fn accept(state: &WebState, member: &Member, upload: Upload) -> Result<Result<(), Vec<Problem>>, Failure> {
    if let Some(problem) = upload.problem {
        return Ok(Err(vec![problem]));
    }
    let given = match given_mapping(state, &upload).await? {
        Ok(given) => given,
        Err(problem) => return Ok(Err(vec![problem])),
    };
    let paths: Vec<PathBuf> = upload.files.iter().map(|f| f.path.clone()).collect();
    let context = context(state, member);
    let in_folder = given.is_some() && paths.len() > 1;
    let looked = tokio::task::spawn_blocking(move || {
        let at = |at: usize| i16::try_from(at).unwrap_or(i16::MAX);
        paths.iter().enumerate().map(|(n, path)| look(path, at(n), &context, given.as_ref(), paths.len() > 1)).collect()
    });
    let draft = Draft { files: looked.await.map_err(anyhow::Error::from)?, in_folder };
    if draft.files.iter().all(|f| f.problem.is_some()) {
        let of_file = |(file, name): (&super::draft::DraftFile, &upload::Arrived)| Problem {
            file: Some(name.name.clone()),
            ..file.problem.clone().unwrap_or_default()
        };
        return Ok(Err(draft.files.iter().zip(&upload.files).map(of_file).collect()));
    }
    keep(state, member, upload, &draft).await?;
    Ok(Ok(()))
}

/// Makes an import of an upload, unless the same form has made it already.
async fn keep(state: &WebState, member: &Member, mut upload: Upload, draft: &Draft) -> Result<(), Failure> {
    let mut tx = state.db.pages.begin().await.map_err(StorageError::from)?;
    if imports::reserve(&mut tx, upload.id).await? {
        upload.settle(&state.settings.uploads)?;
        let entry = |f: &upload::Arrived| {
            (f.name.clone(), f.path.to_string_lossy().into_owned(), i64::try_from(f.bytes).unwrap_or(i64::MAX))
        };
        let files: Vec<(String, String, i64)> = upload.files.iter().map(entry).collect();
        imports::insert(&mut tx, upload.id, Some(member.user.id), &files, state.clock.now()).await?;
        imports::set_draft(&mut *tx, upload.id, &draft.to_json()).await?;
    }
    tx.commit().await.map_err(StorageError::from)?;
    Ok(())
}

async fn given_mapping(state: &WebState, upload: &Upload) -> Result<Result<Option<Mapping>, Problem>, Failure> {
    let saved = mappings::list(&state.db.pages).await?;
    let chosen = saved.into_iter().find(|m| m.id.to_string() == upload.saved).map(|m| m.body);
    let Some(text) = upload.mapping.clone().or(chosen) else { return Ok(Ok(None)) };
    Ok(Mapping::parse(&text).map(Some).map_err(|error| error.problem()))
}

/// What reading a file needs to know of the workspace.
pub(super) fn context(state: &WebState, member: &Member) -> Context {
    Context { zone: member.workspace.zone, currency: member.workspace.currency, now: state.clock.now() }
}

/// An import, by its state: a draft to confirm, or what becomes of it.
pub async fn show(State(state): State<WebState>, member: Member, Path(id): Path<ImportId>) -> Result<Html<String>, Failure> {
    notice_interrupted(&state).await?;
    let (import, files, draft) = loaded(&state, id).await?;
    if import.state == ImportState::Draft {
        return Ok(Html(draft_page(&state, &member, &import, &draft.unwrap_or_default(), (&[], &Vec::new())).await?));
    }
    let rejected = import_rows::rejected(&state.db.pages, id, SHOWN_REJECTED).await?;
    let known = draft.map(|d| d.files).unwrap_or_default();
    let problems: Vec<(i16, Problem)> = known.into_iter().filter_map(|f| f.problem.map(|p| (f.position, p))).collect();
    let mut page = RunPage::new(&member.viewer, &import, &files, &rejected, &problems);
    if import.can_be_undone() {
        let mut db = state.db.pages.acquire().await.map_err(StorageError::from)?;
        page = page.after_merges(member.viewer.words, &undo::merged_away(&mut db, id).await?);
    }
    Ok(Html(page.render()?))
}

/// How far an import is; once it has ended, the whole page is fetched again.
pub async fn progress(State(state): State<WebState>, member: Member, Path(id): Path<ImportId>) -> Result<Response, Failure> {
    let (import, files, _) = loaded(&state, id).await?;
    if import.state == ImportState::Running {
        return Ok(Html(ProgressPart::new(member.viewer.words, &import, &files).render()?).into_response());
    }
    Ok((axum_htmx::HxRefresh(true), StatusCode::OK).into_response())
}

/// Throws a draft away.
pub async fn discard(
    State(state): State<WebState>,
    _member: Member,
    Path(id): Path<ImportId>,
    _form: SafeForm<Nothing>,
) -> Result<Response, Failure> {
    if !imports::delete_draft(&state.db.pages, id).await? {
        return Ok(Redirect::to(&format!("/imports/{id}")).into_response());
    }
    forget_files(&state, id).await;
    Ok((CookieJar::new().add(flash(&state, "import-discarded")), Redirect::to("/imports")).into_response())
}

/// Takes away the files of an import that nobody needs any more. What cannot be taken away is no error of the reader.
pub(super) async fn forget_files(state: &WebState, id: ImportId) {
    let folder = state.settings.uploads.join(id.to_string());
    if let Err(error) = tokio::fs::remove_dir_all(&folder).await
        && error.kind() != std::io::ErrorKind::NotFound
    {
        tracing::warn!(%error, import = %id, "uploaded files stay");
    }
}

/// Takes an import back. It goes on even where the reader leaves.
pub async fn undo(
    State(state): State<WebState>,
    member: Member,
    Path(id): Path<ImportId>,
    _form: SafeForm<Nothing>,
) -> Result<Response, Failure> {
    let task = tokio::spawn(undone(state.clone(), id, member.user.id));
    let done = task.await.map_err(anyhow::Error::from)??;
    let key = match done {
        Some(Undone::Done(kept)) if kept == Kept::default() => "import-undone-all",
        Some(Undone::Done(_)) => "import-undone-some",
        Some(Undone::Merged) => "import-undo-merged",
        None => "import-undone-before",
    };
    Ok((CookieJar::new().add(flash(&state, key)), Redirect::to(&format!("/imports/{id}"))).into_response())
}

/// Waits for other imports, takes this one back and keeps how much stayed. None where it is not one that can be.
async fn undone(state: WebState, id: ImportId, user: UserId) -> Result<Option<Undone>, Failure> {
    let mut guard = imports::one_at_a_time(&state.db.jobs).await?;
    let import = imports::find(&mut *guard, id).await?.ok_or(Trouble::NotFound)?;
    let can = import.can_be_undone();
    let mut done = None;
    if can {
        let now = state.clock.now();
        let came = undo_import(&state.db, id, Some(user), now).await?;
        if let Undone::Done(stayed) = came {
            keep_what_stayed(&mut guard, id, stayed, now).await?;
            forget_files(&state, id).await;
        }
        done = Some(came);
    }
    imports::release(guard).await?;
    Ok(done)
}

async fn keep_what_stayed(db: &mut PgConnection, id: ImportId, stayed: Kept, now: DateTime<Utc>) -> Result<(), StorageError> {
    if stayed == Kept::default() {
        return Ok(());
    }
    let problem = Problem {
        number: u64::try_from(stayed.records).ok(),
        detail: Some(stayed.fields.to_string()),
        ..Problem::new("undone-kept")
    };
    imports::set_state(db, id, ImportState::Undone, Some(&problem.to_json()), now).await
}
