//! Handlers of the funnel.

use super::view::{Answer, FunnelAsked, OWN, View, page};
use crate::reports;
use crate::web::extract::Member;
use crate::web::failure::Failure;
use crate::web::measure::open;
use crate::web::reports::{Format, report_file};
use crate::web::state::WebState;
use askama::Template as _;
use axum::extract::{OriginalUri, RawQuery, State};
use axum::response::{Html, IntoResponse as _, Response};

/// `/funnel`
pub async fn funnel(State(state): State<WebState>, member: Member, RawQuery(query): RawQuery) -> Result<Response, Failure> {
    let mut opened = match open(&state, &member, query, "/funnel", &OWN).await? {
        Ok(opened) => opened,
        Err(shorter) => return Ok(shorter),
    };
    let asked = FunnelAsked::of(&opened.frame);
    opened.frame.question.by = (asked.view == View::Stages).then_some(asked.by);
    let (db, question) = (&mut opened.db, &opened.frame.question);
    let answer = match asked.view {
        View::Stages => Answer::Stages(Box::new(reports::funnel::load(db, question).await?)),
        View::Cohorts => Answer::Cohorts(Box::new(reports::cohorts::load(db, question).await?)),
        View::Durations => Answer::Durations(Box::new(reports::stage_durations::load(db, question).await?)),
        View::Outcomes => Answer::Outcomes(Box::new(reports::win_rate::load(db, question).await?)),
    };
    Ok(Html(page(&member.viewer, &opened.frame, &answer).render()?).into_response())
}

/// The same numbers as a file: `.json`, `.csv` or `.xlsx`.
pub async fn funnel_file(
    State(state): State<WebState>,
    member: Member,
    OriginalUri(uri): OriginalUri,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let format = Format::of_path(uri.path())?;
    let query = query.unwrap_or_default();
    let own = |name: &str| url::form_urlencoded::parse(query.as_bytes()).find(|(key, _)| key == name).map(|(_, value)| value);
    let (name, by) = match own("view").and_then(|view| View::from_key(&view)).unwrap_or(View::Stages) {
        View::Stages => ("funnel", if own("by").is_none() { "&by=channel" } else { "" }),
        View::Cohorts => ("cohorts", ""),
        View::Durations => ("stage-durations", ""),
        View::Outcomes => ("win-rate", ""),
    };
    report_file(&state, &member, name, &format!("{query}{by}"), format).await
}
