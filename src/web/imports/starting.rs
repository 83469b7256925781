//! From a draft to a running import.

use super::draft::{Draft, DraftFile, Seen};
use super::draft_view::{DraftPage, Wrong, paired};
use super::handlers::{context, forget_files};
use crate::domain::ids::ImportId;
use crate::domain::text;
use crate::import::error::Problem;
use crate::import::mapping::Mapping;
use crate::jobs::run_import::{Job, run_import};
use crate::storage::imports::{self, Import, ImportFile, State as ImportState};
use crate::storage::mappings;
use crate::web::error::Trouble;
use crate::web::extract::reader::flash;
use crate::web::extract::{Member, Nothing, SafeForm};
use crate::web::failure::Failure;
use crate::web::state::WebState;
use askama::Template as _;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use std::path::PathBuf;
use std::time::Instant;

/// A form as it was sent.
pub type Form = Vec<(String, String)>;

/// An import with its files and its draft.
pub(super) async fn loaded(state: &WebState, id: ImportId) -> Result<(Import, Vec<ImportFile>, Option<Draft>), Failure> {
    let import = imports::find(&state.db.pages, id).await?.ok_or(Trouble::NotFound)?;
    let files = imports::files(&state.db.pages, id).await?;
    let draft = import.mapping.as_deref().and_then(Draft::read);
    Ok((import, files, draft))
}

/// Every file with what was seen of it.
async fn seen(state: &WebState, import: &Import, draft: &Draft) -> Result<Vec<(ImportFile, DraftFile, Seen)>, Failure> {
    let files = paired(imports::files(&state.db.pages, import.id).await?, draft);
    let one = |(file, mut draft): (ImportFile, DraftFile)| {
        let seen = std::mem::take(&mut draft.seen);
        let there = std::path::Path::new(&file.path).exists();
        let seen = if there { seen } else { Seen { problem: Some(Problem::new("io")), ..Seen::default() } };
        (file, draft, seen)
    };
    Ok(files.into_iter().map(one).collect())
}

/// The page of a draft.
pub(super) async fn draft_page(
    state: &WebState,
    member: &Member,
    import: &Import,
    draft: &Draft,
    typed: (&[(String, String)], &Wrong),
) -> Result<String, Failure> {
    let files = seen(state, import, draft).await?;
    Ok(DraftPage::new(&member.viewer, import, &files, typed, member.workspace.currency).render()?)
}

/// Takes what was decided into the draft and keeps it.
async fn decided(state: &WebState, member: &Member, id: ImportId, form: &Form) -> Result<(Import, Draft, Wrong), Failure> {
    let (import, files, draft) = loaded(state, id).await?;
    let (context, form) = (context(state, member), form.clone());
    let decide = move || {
        let mut draft = draft.unwrap_or_default();
        let mut wrong = Wrong::new();
        for file in &mut draft.files {
            if let Some(stored) = files.iter().find(|f| f.position == file.position) {
                wrong.extend(file.decide(std::path::Path::new(&stored.path), &context, &form));
            }
        }
        (draft, wrong)
    };
    let (draft, wrong) = tokio::task::spawn_blocking(decide).await.map_err(anyhow::Error::from)?;
    if import.state == ImportState::Draft {
        imports::set_draft(&state.db.pages, id, &draft.to_json()).await?;
    }
    Ok((import, draft, wrong))
}

/// Changes how files are read, saves the mapping under a name if that is asked, and shows the rows again.
pub async fn change(
    State(state): State<WebState>,
    member: Member,
    Path(id): Path<ImportId>,
    SafeForm(form): SafeForm<Form>,
) -> Result<Response, Failure> {
    let (import, draft, mut wrong) = decided(&state, &member, id, &form).await?;
    let back = Redirect::to(&format!("/imports/{id}"));
    if import.state != ImportState::Draft {
        return Ok(back.into_response());
    }
    let mut said = "import-changed";
    if wrong.is_empty() && form.iter().any(|(name, _)| name == "save") {
        match save(&state, &member, &draft, &form).await? {
            Ok(()) => said = "import-mapping-saved",
            Err(key) => wrong.push(("save_name".to_owned(), key)),
        }
    }
    if wrong.is_empty() {
        return Ok((CookieJar::new().add(flash(&state, said)), back).into_response());
    }
    again(&state, &member, &import, &draft, (&form, &wrong)).await
}

async fn again(
    state: &WebState,
    member: &Member,
    import: &Import,
    draft: &Draft,
    typed: (&[(String, String)], &Wrong),
) -> Result<Response, Failure> {
    let page = draft_page(state, member, import, draft, typed).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response())
}

async fn save(state: &WebState, member: &Member, draft: &Draft, form: &Form) -> Result<Result<(), &'static str>, Failure> {
    let name = form.iter().find(|(n, _)| n == "save_name").map(|(_, v)| text::clean(v)).unwrap_or_default();
    if name.is_empty() {
        return Ok(Err("error-required"));
    }
    if name.chars().count() > 100 {
        return Ok(Err("error-too-long"));
    }
    let written: Result<Vec<String>, _> = draft.mappings().iter().map(Mapping::to_toml).collect();
    let mut written = written.map_err(anyhow::Error::from)?;
    if written.is_empty() {
        return Ok(Err("import-nothing-to-save"));
    }
    // Files of several sources have a mapping each: the first keeps the name.
    for (at, body) in written.drain(..).enumerate() {
        let name = if at == 0 { name.clone() } else { format!("{name} {}", at + 1) };
        mappings::save(&state.db.pages, &name, &body, member.user.id, state.clock.now()).await?;
    }
    Ok(Ok(()))
}

/// Starts a draft, with what was decided last.
pub async fn start(
    State(state): State<WebState>,
    member: Member,
    Path(id): Path<ImportId>,
    SafeForm(form): SafeForm<Form>,
) -> Result<Response, Failure> {
    let (import, draft, mut wrong) = decided(&state, &member, id, &form).await?;
    let back = Redirect::to(&format!("/imports/{id}"));
    if import.state != ImportState::Draft {
        return Ok(back.into_response());
    }
    let files = seen(&state, &import, &draft).await?;
    let open = files.iter().any(|(_, _, seen)| seen.must_be_decided());
    let ready: Vec<i16> = files.iter().filter(|(_, _, seen)| seen.problem.is_none()).map(|(file, ..)| file.position).collect();
    if open || ready.is_empty() {
        wrong.push(("files".to_owned(), if open { "import-questions-open" } else { "import-error-nothing-fits" }));
    }
    if !wrong.is_empty() {
        let page = DraftPage::new(&member.viewer, &import, &files, (&form, &wrong), member.workspace.currency).render()?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response());
    }
    begin(&state, member, &import, draft, &ready).await?;
    Ok(back.into_response())
}

/// Runs an import again that stopped: what landed before counts as unchanged.
pub async fn resume(
    State(state): State<WebState>,
    member: Member,
    Path(id): Path<ImportId>,
    _form: SafeForm<Nothing>,
) -> Result<Response, Failure> {
    let (import, files, draft) = loaded(&state, id).await?;
    let back = Redirect::to(&format!("/imports/{id}"));
    if !import.can_be_resumed() {
        return Ok(back.into_response());
    }
    if draft.is_none() || files.iter().any(|f| !std::path::Path::new(&f.path).exists()) {
        let gone = if import.user.is_some() { "import-files-gone" } else { "import-files-elsewhere" };
        return Ok((CookieJar::new().add(flash(&state, gone)), back).into_response());
    }
    let draft = draft.unwrap_or_default();
    let all: Vec<i16> = draft.files.iter().filter(|f| f.problem.is_none()).map(|f| f.position).collect();
    begin(&state, member, &import, draft, &all).await?;
    Ok(back.into_response())
}

/// Lets an import run by itself: it does not end when the reader leaves.
async fn begin(state: &WebState, member: Member, import: &Import, draft: Draft, ready: &[i16]) -> Result<(), Failure> {
    if !imports::claim(&state.db.pages, import.id, state.clock.now()).await? {
        return Ok(());
    }
    let files = imports::files(&state.db.pages, import.id).await?;
    let remembered = draft.to_json();
    let in_folder = draft.in_folder;
    let path = |file: &ImportFile| PathBuf::from(&file.path);
    let groups = paired(files.clone(), &draft).into_iter().filter(|(file, _)| ready.contains(&file.position));
    let groups = groups.map(|(file, draft)| (draft.mapping, vec![path(&file)])).collect();
    let job =
        Job { id: import.id, user: Some(member.user.id), files: files.iter().map(path).collect(), in_folder, groups, remembered };
    let state = state.clone();
    // A thread of its own: an import is long, and mostly reads and parses.
    let handle = tokio::runtime::Handle::current();
    tokio::task::spawn_blocking(move || handle.block_on(run(&state, &member, job)));
    Ok(())
}

async fn run(state: &WebState, member: &Member, job: Job) {
    let id = job.id;
    let started = Instant::now();
    let done = run_import(&state.db, &state.clock, &member.workspace, job, |_| ()).await;
    state.gauges.worked("import", done.is_ok(), started.elapsed());
    match done {
        Ok(_) => forget_files(state, id).await,
        Err(error) => tracing::error!(%error, import = %id, "import failed"),
    }
}
