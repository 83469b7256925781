//! Handlers of the log.

use super::export;
use super::params::AuditAsked;
use super::view::{AuditFound, AuditPage};
use crate::storage::audit;
use crate::storage::metrics::snapshot;
use crate::web::extract::Member;
use crate::web::failure::Failure;
use crate::web::state::WebState;
use askama::Template as _;
use axum::extract::{RawQuery, State};
use axum::response::{Html, IntoResponse as _, Redirect, Response};

/// `/settings/audit`
pub async fn list(State(state): State<WebState>, member: Member, RawQuery(asked): RawQuery) -> Result<Response, Failure> {
    let asked = AuditAsked::parse(&member, &asked.unwrap_or_default(), state.clock.now());
    if asked.address.from_form {
        return Ok(Redirect::to(&asked.address.href()).into_response());
    }
    let wanted = asked.query(member.workspace.zone);
    let mut db = snapshot(&state.db.pages).await?;
    let found = AuditFound {
        page: audit::page(&mut db, &wanted, asked.address.from()).await?,
        total: audit::count(&mut db, &wanted).await?,
        writers: audit::writers(&mut db).await?,
    };
    Ok(Html(AuditPage::new(&member, &asked, &found).render()?).into_response())
}

/// `/settings/audit.csv`
pub async fn csv(State(state): State<WebState>, member: Member, RawQuery(asked): RawQuery) -> Result<Response, Failure> {
    let asked = AuditAsked::parse(&member, &asked.unwrap_or_default(), state.clock.now());
    let wanted = asked.query(member.workspace.zone);
    Ok(export::file(&member, &asked.absolute().href(), state.db.jobs.clone(), &wanted))
}
