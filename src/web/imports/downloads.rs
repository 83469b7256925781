//! What an import gives to take away: templates, mappings, rows that came back.

use super::starting::loaded;
use crate::domain::ids::ImportId;
use crate::import::mapping::Mapping;
use crate::import::templates;
use crate::jobs::rejected_rows::write_rejected;
use crate::storage::mappings;
use crate::web::error::Trouble;
use crate::web::extract::Member;
use crate::web::failure::Failure;
use crate::web::state::WebState;
use axum::extract::{Path, Query, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

/// A file to be saved, under a name of plain letters.
fn file(kind: &'static str, name: &str, body: impl IntoResponse) -> Response {
    let tame: String = name.chars().map(|c| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '-' }).collect();
    let headers = [(CONTENT_TYPE, kind.to_owned()), (CONTENT_DISPOSITION, format!("attachment; filename=\"{tame}\""))];
    (headers, body).into_response()
}

/// An empty template: `leads.csv`.
pub async fn template(_member: Member, Path(name): Path<String>) -> Result<Response, Failure> {
    let kind = templates::KINDS.into_iter().find(|kind| templates::file_name(*kind) == name).ok_or(Trouble::NotFound)?;
    Ok(file("text/csv; charset=utf-8", templates::file_name(kind), templates::template_csv(kind)))
}

/// A saved mapping: `ID.toml`.
pub async fn saved_mapping(
    State(state): State<WebState>,
    _member: Member,
    Path(name): Path<String>,
) -> Result<Response, Failure> {
    let saved = mappings::list(&state.db.pages).await?;
    let found = saved.into_iter().find(|m| name.strip_suffix(".toml") == Some(m.id.to_string().as_str()));
    let found = found.ok_or(Trouble::NotFound)?;
    Ok(file("application/toml", &format!("{}.toml", found.name), found.body))
}

/// Which file's mapping; without it, that of the first source.
#[derive(Debug, Default, Deserialize)]
pub struct Which {
    file: Option<i16>,
}

/// The mapping of an import, to be kept and used again.
pub async fn mapping(
    State(state): State<WebState>,
    _member: Member,
    Path(id): Path<ImportId>,
    Query(which): Query<Which>,
) -> Result<Response, Failure> {
    let (_, _, draft) = loaded(&state, id).await?;
    let draft = draft.ok_or(Trouble::NotFound)?;
    let own = |at| draft.files.iter().find(|f| f.position == at).map(|f| f.mapping.clone());
    let found: Option<Mapping> = match which.file {
        Some(at) => own(at),
        None => draft.mappings().into_iter().next(),
    };
    let body = found.ok_or(Trouble::NotFound)?.to_toml().map_err(anyhow::Error::from)?;
    Ok(file("application/toml", "mapping.toml", body))
}

/// The rows that came back, with reasons in the reader's language.
pub async fn rejected(State(state): State<WebState>, member: Member, Path(id): Path<ImportId>) -> Result<Response, Failure> {
    if loaded(&state, id).await?.0.forgotten {
        return Err(Trouble::NotFound.into());
    }
    let mut bytes = Vec::new();
    write_rejected(&state.db, id, None, member.viewer.words, &mut bytes).await?;
    Ok(file("text/csv; charset=utf-8", &format!("rejected-{id}.csv"), bytes))
}
