//! Handlers of leads.

use super::detail::{LeadPage, LeadRecord};
use super::export;
use super::list::{LeadsFound, LeadsPage};
use super::params::LeadsAsked;
use crate::storage::metrics::filters::choices;
use crate::storage::metrics::snapshot;
use crate::storage::{StorageError, events, handoff_pages, lead_details, lead_lists, merges};
use crate::web::error::Trouble;
use crate::web::export::FileKind;
use crate::web::extract::Member;
use crate::web::failure::Failure;
use crate::web::listing::OFFERED;
use crate::web::state::WebState;
use askama::Template as _;
use axum::extract::{Path, RawQuery, State};
use axum::response::{Html, IntoResponse as _, Redirect, Response};
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

/// `/leads`
pub async fn list(State(state): State<WebState>, member: Member, RawQuery(asked): RawQuery) -> Result<Response, Failure> {
    let now = state.clock.now();
    let mut asked = LeadsAsked::parse(&member, &asked.unwrap_or_default(), now);
    if asked.address.from_form {
        return Ok(Redirect::to(&asked.address.href()).into_response());
    }
    let mut db = snapshot(&state.db.pages).await?;
    let found = find(&mut db, &member, &mut asked, now).await?;
    Ok(Html(LeadsPage::new(&member, &asked, &found).render()?).into_response())
}

async fn find(
    db: &mut PgConnection,
    member: &Member,
    asked: &mut LeadsAsked,
    now: DateTime<Utc>,
) -> Result<LeadsFound, StorageError> {
    let wanted = asked.resolve(db, member, now).await?;
    Ok(LeadsFound {
        page: lead_lists::page(db, &wanted, asked.address.from()).await?,
        total: lead_lists::count(db, &wanted).await?,
        any: lead_lists::is_any(db).await?,
        offered: choices(db, &OFFERED).await?,
    })
}

/// `/leads.csv`
pub async fn csv(State(state): State<WebState>, member: Member, RawQuery(asked): RawQuery) -> Result<Response, Failure> {
    file(FileKind::Csv, &state, &member, &asked.unwrap_or_default()).await
}

/// `/leads.xlsx`
pub async fn xlsx(State(state): State<WebState>, member: Member, RawQuery(asked): RawQuery) -> Result<Response, Failure> {
    file(FileKind::Xlsx, &state, &member, &asked.unwrap_or_default()).await
}

async fn file(kind: FileKind, state: &WebState, member: &Member, asked: &str) -> Result<Response, Failure> {
    let now = state.clock.now();
    let mut asked = LeadsAsked::parse(member, asked, now);
    let mut db = state.db.jobs.acquire().await.map_err(StorageError::from)?;
    let wanted = asked.resolve(&mut db, member, now).await?;
    Ok(export::file(kind, member, &asked.address.absolute(&[&asked.period]).href(), state.db.jobs.clone(), &wanted))
}

/// `/leads/{id}`
pub async fn detail(State(state): State<WebState>, member: Member, Path(id): Path<String>) -> Result<Response, Failure> {
    let id: Uuid = id.parse().map_err(|_| Trouble::NotFound)?;
    let mut db = snapshot(&state.db.pages).await?;
    let Some(lead) = lead_details::find(&mut db, id).await? else {
        let now = merges::survivor(&mut *db, id).await?.ok_or(Trouble::NotFound)?;
        return Ok(Redirect::to(&format!("/leads/{now}")).into_response());
    };
    let record = LeadRecord {
        id,
        lead,
        refs: lead_details::refs(&mut db, id).await?,
        entries: lead_details::entries(&mut db, Some(id), None).await?,
        touches: lead_details::touches(&mut db, id).await?,
        activities: lead_details::activities(&mut db, Some(id), None).await?,
        deals: lead_details::deals(&mut db, id).await?,
        changes: events::of_record(&mut *db, "lead", id).await?,
        merges: merges::of_lead(&mut *db, id).await?,
        handoffs: handoff_pages::of_lead(&mut *db, id).await?,
    };
    Ok(Html(LeadPage::new(&member, &record, state.clock.now()).render()?).into_response())
}
