//! Handlers of the overview.

use super::since;
use super::trend::Trend;
use super::view::{Loaded, OverviewPage};
use crate::reports;
use crate::reports::question::covering;
use crate::storage::chart_notes;
use crate::storage::metrics::coverage::coverage;
use crate::storage::metrics::filters::choices;
use crate::web::extract::{Asked, Calendar, Member};
use crate::web::failure::Failure;
use crate::web::measure::frame::OFFERED;
use crate::web::reports::{Format, report_file};
use crate::web::state::WebState;
use askama::Template as _;
use axum::extract::{OriginalUri, RawQuery, State};
use axum::response::{Html, IntoResponse, Redirect, Response};

/// The page.
pub async fn overview(State(state): State<WebState>, member: Member, RawQuery(query): RawQuery) -> Result<Response, Failure> {
    let now = state.clock.now();
    let mut asked = Asked::parse(&query.unwrap_or_default(), Calendar::of(&member.workspace, now), &["trend"]);
    if asked.from_form && asked.ignored.is_empty() {
        return Ok(Redirect::to(&asked.href("/overview")).into_response());
    }
    asked.judge("trend", |key| Trend::from_key(key).is_some());
    let mut db = state.db.view().await?;
    let question = asked.question(&mut db, &member.workspace, now).await?;
    let offered = choices(&mut db, &OFFERED).await?;
    let overview = reports::overview::load(&mut db, &question).await?;
    let coverage = coverage(&mut db, member.workspace.zone).await?;
    let span = covering(question.period, &question.trend_months());
    let notes = chart_notes::list(&mut *db, Some(span)).await?;
    let is_default = asked.with_own("trend", None).query().is_empty() && coverage.has_records;
    let since = if is_default { since::look(&state, &mut db, member.user.id, &question, &overview).await? } else { None };
    let loaded = Loaded { asked, question, overview, choices: offered, coverage, notes, since };
    Ok(Html(OverviewPage::new(&member.viewer, &loaded).render()?).into_response())
}

/// The same numbers as a file: `.json`, `.csv` or `.xlsx`.
pub async fn overview_file(
    State(state): State<WebState>,
    member: Member,
    OriginalUri(uri): OriginalUri,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let ending = uri.path().rsplit('.').next().unwrap_or_default();
    let format = Format::from_key(ending).ok_or_else(|| Failure::bug("a route without a format"))?;
    report_file(&state, &member, "overview", &query.unwrap_or_default(), format).await
}
