//! Handlers of the sales cycle.

use super::view::{OWN, page};
use crate::reports;
use crate::web::extract::Member;
use crate::web::failure::Failure;
use crate::web::measure::open;
use crate::web::state::WebState;
use askama::Template as _;
use axum::extract::{RawQuery, State};
use axum::response::{Html, IntoResponse as _, Response};

/// `/cycle`
pub async fn cycle(State(state): State<WebState>, member: Member, RawQuery(query): RawQuery) -> Result<Response, Failure> {
    let mut opened = match open(&state, &member, query, "/cycle", &OWN).await? {
        Ok(opened) => opened,
        Err(shorter) => return Ok(shorter),
    };
    let report = reports::cycle::load(&mut opened.db, &opened.frame.question).await?;
    Ok(Html(page(&member.viewer, &opened.frame, &report).render()?).into_response())
}
