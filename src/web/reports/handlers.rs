//! Handlers of reports as files.

use super::{flat, sheet};
use crate::domain::person::keyed;
use crate::reports::{self, question::as_of};
use crate::storage::metrics::Dimension;
use crate::web::error::Trouble;
use crate::web::extract::{Asked, Calendar, Member};
use crate::web::failure::Failure;
use crate::web::handoff_health::narrowed;
use crate::web::state::WebState;
use axum::extract::{OriginalUri, RawQuery, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

keyed!(
    /// What a report is written as.
    Format {
        /// The report itself.
        Json = "json",
        /// One row a figure.
        Csv = "csv",
        /// The same as a workbook.
        Xlsx = "xlsx",
    }
);

impl Format {
    /// The format of a page's address with an ending.
    ///
    /// # Errors
    /// Without one, which no route lets through.
    pub fn of_path(path: &str) -> Result<Self, Failure> {
        Self::from_key(path.rsplit('.').next().unwrap_or_default()).ok_or_else(|| Failure::bug("a route without a format"))
    }

    const fn mime(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }
}

/// A report by name: `/reports/cycle.json?period=2026-q3`, and the same beside its page, `/cycle.json`.
pub async fn report(
    State(state): State<WebState>,
    member: Member,
    OriginalUri(uri): OriginalUri,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let file = uri.path().rsplit('/').next().unwrap_or_default();
    let (name, ending) = file.split_once('.').ok_or(Trouble::NotFound)?;
    let format = Format::from_key(ending).ok_or(Trouble::NotFound)?;
    report_file(&state, &member, name, &query.unwrap_or_default(), format).await
}

/// A report as a file, asked as pages are.
pub async fn report_file(
    state: &WebState,
    member: &Member,
    name: &str,
    query: &str,
    format: Format,
) -> Result<Response, Failure> {
    if !reports::NAMES.contains(&name) {
        return Err(Trouble::NotFound.into());
    }
    let now = state.clock.now();
    let mut asked = Asked::parse(
        query,
        Calendar::of(&member.workspace, now),
        &["by", "trend", "as_of", "view", "stage", "since", "attempt", "team", "rep"],
    );
    asked.judge("by", |key| Dimension::from_key(key).is_some());
    asked.judge("as_of", |text| as_of(text, member.workspace.zone).is_some());
    let moment = asked.own("as_of").and_then(|text| as_of(text, member.workspace.zone));
    let mut db = state.db.view().await?;
    let mut question = asked.question(&mut db, &member.workspace, moment.unwrap_or(now)).await?;
    drop(db);
    question.by = asked.own("by").and_then(Dimension::from_key);
    if name == reports::HANDOFFS {
        question.narrowed = narrowed(asked.own.iter().map(|(name, value)| (*name, value.as_str()))).0;
    }
    let report = reports::run(name, &state.db, &question).await.map_err(anyhow::Error::from)?;
    let bytes = match format {
        Format::Json => serde_json::to_vec_pretty(&report).map_err(anyhow::Error::from)?,
        Format::Csv => flat::csv(&flat::flatten(&report)).map_err(anyhow::Error::from)?,
        Format::Xlsx => sheet::workbook(member.viewer.words, name, &flat::flatten(&report)).map_err(anyhow::Error::from)?,
    };
    let period = asked.absolute().period().to_string().replace("..", "_");
    let place = match format {
        Format::Json => "inline",
        Format::Csv | Format::Xlsx => "attachment",
    };
    let disposition = format!("{place}; filename=\"{name}-{period}.{}\"", format.key());
    Ok(([(CONTENT_TYPE, format.mime().to_owned()), (CONTENT_DISPOSITION, disposition)], bytes).into_response())
}
