//! Handlers of the health of handoffs and of the handoffs behind it.

use super::export;
use super::list::{HandoffsFound, HandoffsPage};
use super::params::{HandoffsAsked, narrowed};
use super::view::{Trend, page};
use crate::reports;
use crate::storage::metrics::filters::choices;
use crate::storage::metrics::{handoffs, snapshot};
use crate::storage::{StorageError, handoff_evidence};
use crate::web::export::FileKind;
use crate::web::extract::Member;
use crate::web::failure::Failure;
use crate::web::listing::OFFERED;
use crate::web::measure::frame::Own;
use crate::web::measure::open;
use crate::web::reports::{Format, report_file};
use crate::web::state::WebState;
use askama::Template as _;
use axum::extract::{OriginalUri, RawQuery, State};
use axum::response::{Html, IntoResponse as _, Redirect, Response};
use sqlx::PgConnection;

/// The parameters of the page itself.
const OWN: [Own; 4] = [
    ("trend", |trend| Trend::from_key(trend).is_some()),
    ("attempt", |value| narrowed([("attempt", value)]).1.is_empty()),
    ("team", |value| narrowed([("team", value)]).1.is_empty()),
    ("rep", |value| narrowed([("rep", value)]).1.is_empty()),
];

/// `/handoffs/health`
pub async fn health(State(state): State<WebState>, member: Member, RawQuery(query): RawQuery) -> Result<Response, Failure> {
    let mut opened = match open(&state, &member, query, "/handoffs/health", &OWN).await? {
        Ok(opened) => opened,
        Err(shorter) => return Ok(shorter),
    };
    let own = opened.frame.asked.own.iter().map(|(name, value)| (*name, value.as_str()));
    opened.frame.question.narrowed = narrowed(own).0;
    let report = reports::handoff_health::load(&mut opened.db, &opened.frame.question).await?;
    Ok(Html(page(&member.viewer, &opened.frame, &report).render()?).into_response())
}

/// `/handoffs/health.json`, `.csv`, `.xlsx`
pub async fn file(
    State(state): State<WebState>,
    member: Member,
    OriginalUri(uri): OriginalUri,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let format = Format::of_path(uri.path())?;
    report_file(&state, &member, reports::HANDOFFS, &query.unwrap_or_default(), format).await
}

/// `/handoffs/list`
pub async fn list(State(state): State<WebState>, member: Member, RawQuery(asked): RawQuery) -> Result<Response, Failure> {
    let mut asked = HandoffsAsked::parse(&member, &asked.unwrap_or_default(), state.clock.now());
    if asked.address.from_form {
        return Ok(Redirect::to(&asked.address.href()).into_response());
    }
    let mut db = snapshot(&state.db.pages).await?;
    let found = find(&mut db, &mut asked).await?;
    Ok(Html(HandoffsPage::new(&member, &asked, &found).render()?).into_response())
}

async fn find(db: &mut PgConnection, asked: &mut HandoffsAsked) -> Result<HandoffsFound, StorageError> {
    let wanted = asked.resolve(db).await?;
    Ok(HandoffsFound {
        page: handoff_evidence::page(db, &wanted, asked.address.from()).await?,
        total: handoff_evidence::count(db, &wanted).await?,
        any: handoffs::is_any(db).await?,
        rep: asked.rep_name(db).await?,
        offered: choices(db, &OFFERED).await?,
    })
}

/// `/handoffs/list.csv`
pub async fn csv(State(state): State<WebState>, member: Member, RawQuery(asked): RawQuery) -> Result<Response, Failure> {
    list_file(FileKind::Csv, &state, &member, &asked.unwrap_or_default()).await
}

/// `/handoffs/list.xlsx`
pub async fn xlsx(State(state): State<WebState>, member: Member, RawQuery(asked): RawQuery) -> Result<Response, Failure> {
    list_file(FileKind::Xlsx, &state, &member, &asked.unwrap_or_default()).await
}

async fn list_file(kind: FileKind, state: &WebState, member: &Member, asked: &str) -> Result<Response, Failure> {
    let mut asked = HandoffsAsked::parse(member, asked, state.clock.now());
    let mut db = state.db.jobs.acquire().await.map_err(StorageError::from)?;
    let wanted = asked.resolve(&mut db).await?;
    Ok(export::file(kind, member, &asked.absolute().href(), state.db.jobs.clone(), &wanted))
}
