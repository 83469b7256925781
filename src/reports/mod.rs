//! One question a file: loads evidence, returns numbers. The page, the command line and the `.json` of a page print the
//! same report from the same function.

pub mod cac;
pub mod cohorts;
pub mod compared;
pub mod cycle;
pub mod funnel;
pub mod goals;
pub mod handoff_health;
pub mod overview;
pub mod quality;
pub mod question;
pub mod revenue;
pub mod since;
pub mod stage_durations;
mod standings;
pub mod trend;
pub mod win_rate;

pub use compared::Compared;
pub use question::{Compare, Head, Question};

use crate::domain::period::Period;
use crate::metrics::deals::ClosedDeals;
use crate::storage::metrics::deals::Detail;
use crate::storage::metrics::{deals, money};
use crate::storage::{Database, StorageError};
use serde_json::Value;
use sqlx::PgConnection;

/// The reports by name, as the command line has them.
pub const NAMES: [&str; 10] =
    ["overview", "funnel", "cohorts", "stage-durations", "cycle", "win-rate", "revenue", "cac", "goals", HANDOFFS];
/// The report that alone is narrowed to attempts, teams and salespeople.
pub const HANDOFFS: &str = "handoffs";

/// Why there is no report.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// No report has this name.
    #[error("{0:?} is no report: overview, funnel, cohorts, stage-durations, cycle, win-rate, revenue, cac, goals, handoffs")]
    Unknown(String),
    /// A question about other records is narrowed to handoffs.
    #[error("attempt, team and rep are filters of the report handoffs alone")]
    OfHandoffs,
    /// The database.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// It could not be written as JSON.
    #[error("the report cannot be written as JSON")]
    Json(#[from] serde_json::Error),
}

/// A report by name, as JSON.
///
/// # Errors
/// [`ReportError::Unknown`] for another name than one of [`NAMES`].
pub async fn run(name: &str, db: &Database, question: &Question) -> Result<Value, ReportError> {
    if name != HANDOFFS && !question.narrowed.is_none() {
        return Err(ReportError::OfHandoffs);
    }
    let mut tx = db.view().await?;
    Ok(match name {
        "overview" => serde_json::to_value(overview::load(&mut tx, question).await?)?,
        "funnel" => serde_json::to_value(funnel::load(&mut tx, question).await?)?,
        "cohorts" => serde_json::to_value(cohorts::load(&mut tx, question).await?)?,
        "stage-durations" => serde_json::to_value(stage_durations::load(&mut tx, question).await?)?,
        "cycle" => serde_json::to_value(cycle::load(&mut tx, question).await?)?,
        "win-rate" => serde_json::to_value(win_rate::load(&mut tx, question).await?)?,
        "revenue" => serde_json::to_value(revenue::load(&mut tx, question).await?)?,
        "cac" => serde_json::to_value(cac::load(&mut tx, question).await?)?,
        "goals" => serde_json::to_value(goals::load(&mut tx, question).await?)?,
        HANDOFFS => serde_json::to_value(handoff_health::load(&mut tx, question).await?)?,
        other => return Err(ReportError::Unknown(other.to_owned())),
    })
}

/// The deals closed in all of the given periods and between them.
async fn closed_deals(
    db: &mut PgConnection,
    question: &Question,
    periods: &[Period],
    detail: Detail,
) -> Result<ClosedDeals, StorageError> {
    let scope = question.scope(question::covering(question.period, periods), question.as_of);
    let found = deals::closed(db, &scope, detail).await?;
    let rates = money::rates(db, question.workspace.currency).await?;
    Ok(ClosedDeals::new(found, question.workspace.zone, rates))
}
