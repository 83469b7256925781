//! Which new leads are worth how much? The number and the list behind it ask here.

use super::Question;
use crate::domain::period::{Period, add_months};
use crate::metrics::quality::{Grade, History, Kind, Past, Quality};
use crate::storage::StorageError;
use crate::storage::metrics::{money, quality};
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use std::collections::BTreeMap;

/// The leads created in a period, valued by the twelve months before it.
pub async fn new_by_quality(
    db: &mut PgConnection,
    question: &Question,
    period: Period,
    as_of: DateTime<Utc>,
) -> Result<Quality, StorageError> {
    let (history, new) = evidence(db, question, period, as_of).await?;
    Ok(history.quality(&new, question.workspace.currency))
}

/// The kinds of leads that stand in one third, or have no value: the rows behind the number.
///
/// # Errors
/// When the database does not answer.
pub async fn kinds(db: &mut PgConnection, question: &Question, wanted: Grade) -> Result<Vec<Kind>, StorageError> {
    let (history, new) = evidence(db, question, question.period, question.as_of).await?;
    Ok(new.into_keys().filter(|kind| history.grade(kind) == wanted).collect())
}

/// What became of the leads of the twelve months before, and the leads of the period.
async fn evidence(
    db: &mut PgConnection,
    question: &Question,
    period: Period,
    as_of: DateTime<Utc>,
) -> Result<(History, BTreeMap<Kind, Past>), StorageError> {
    let rates = money::rates(db, question.workspace.currency).await?;
    let past = Period { from: add_months(period.from, -12), to: period.from };
    let history = History::of(quality::groups(db, &question.scope_of_all(past, as_of), &rates).await?);
    Ok((history, quality::groups(db, &question.scope(period, as_of), &rates).await?))
}
