//! Handlers of deals.

use super::detail::{DealPage, DealRecord};
use super::export;
use super::list::{DealsFound, DealsPage};
use super::params::DealsAsked;
use crate::storage::metrics::filters::choices;
use crate::storage::metrics::snapshot;
use crate::storage::{StorageError, deal_details, deal_lists, events, lead_details};
use crate::web::error::Trouble;
use crate::web::export::FileKind;
use crate::web::extract::Member;
use crate::web::failure::Failure;
use crate::web::listing::OFFERED;
use crate::web::state::WebState;
use askama::Template as _;
use axum::extract::{Path, RawQuery, State};
use axum::response::{Html, IntoResponse as _, Redirect, Response};
use sqlx::PgConnection;
use uuid::Uuid;

/// `/deals`
pub async fn list(State(state): State<WebState>, member: Member, RawQuery(asked): RawQuery) -> Result<Response, Failure> {
    let mut asked = DealsAsked::parse(&member, &asked.unwrap_or_default(), state.clock.now());
    if asked.address.from_form {
        return Ok(Redirect::to(&asked.address.href()).into_response());
    }
    let mut db = snapshot(&state.db.pages).await?;
    let found = find(&mut db, &member, &mut asked).await?;
    Ok(Html(DealsPage::new(&member, &asked, &found).render()?).into_response())
}

async fn find(db: &mut PgConnection, member: &Member, asked: &mut DealsAsked) -> Result<DealsFound, StorageError> {
    let (wanted, account) = asked.resolve(db, member.workspace.zone).await?;
    Ok(DealsFound {
        page: deal_lists::page(db, &wanted, asked.address.from()).await?,
        total: deal_lists::count(db, &wanted).await?,
        any: deal_lists::is_any(db).await?,
        account,
        offered: choices(db, &OFFERED).await?,
    })
}

/// `/deals.csv`
pub async fn csv(State(state): State<WebState>, member: Member, RawQuery(asked): RawQuery) -> Result<Response, Failure> {
    file(FileKind::Csv, &state, &member, &asked.unwrap_or_default()).await
}

/// `/deals.xlsx`
pub async fn xlsx(State(state): State<WebState>, member: Member, RawQuery(asked): RawQuery) -> Result<Response, Failure> {
    file(FileKind::Xlsx, &state, &member, &asked.unwrap_or_default()).await
}

async fn file(kind: FileKind, state: &WebState, member: &Member, asked: &str) -> Result<Response, Failure> {
    let mut asked = DealsAsked::parse(member, asked, state.clock.now());
    let mut db = state.db.jobs.acquire().await.map_err(StorageError::from)?;
    let (wanted, _) = asked.resolve(&mut db, member.workspace.zone).await?;
    Ok(export::file(kind, member, &asked.absolute().href(), state.db.jobs.clone(), &wanted))
}

/// `/deals/{id}`
pub async fn detail(State(state): State<WebState>, member: Member, Path(id): Path<String>) -> Result<Html<String>, Failure> {
    let id: Uuid = id.parse().map_err(|_| Trouble::NotFound)?;
    let mut db = snapshot(&state.db.pages).await?;
    let deal = deal_details::find(&mut db, id).await?.ok_or(Trouble::NotFound)?;
    let record = DealRecord {
        id,
        deal,
        refs: lead_details::refs(&mut db, id).await?,
        leads: deal_details::leads(&mut db, id).await?,
        entries: lead_details::entries(&mut db, None, Some(id)).await?,
        activities: lead_details::activities(&mut db, None, Some(id)).await?,
        changes: events::of_record(&mut *db, "deal", id).await?,
    };
    Ok(Html(DealPage::new(&member, &record, state.clock.now()).render()?))
}
