//! Handlers of the overview.

use super::since;
use super::trend::Trend;
use super::view::{Loaded, OverviewPage};
use crate::reports;
use crate::web::extract::Member;
use crate::web::failure::Failure;
use crate::web::measure::frame::Own;
use crate::web::measure::{Opened, open};
use crate::web::state::WebState;
use askama::Template as _;
use axum::extract::{RawQuery, State};
use axum::response::{Html, IntoResponse as _, Response};

/// The parameters of the page itself.
const OWN: [Own; 1] = [("trend", |trend| Trend::from_key(trend).is_some())];

/// The page.
pub async fn overview(State(state): State<WebState>, member: Member, RawQuery(query): RawQuery) -> Result<Response, Failure> {
    let Opened { frame, mut db } = match open(&state, &member, query, "/overview", &OWN).await? {
        Ok(opened) => opened,
        Err(shorter) => return Ok(shorter),
    };
    let overview = reports::overview::load(&mut db, &frame.question).await?;
    let is_default = frame.asked.without_own().query().is_empty() && frame.coverage.has_records;
    let since = if is_default { since::look(&state, &mut db, member.user.id, &frame.question, &overview).await? } else { None };
    let loaded = Loaded { frame, overview, since };
    Ok(Html(OverviewPage::new(&member.viewer, &loaded).render()?).into_response())
}
