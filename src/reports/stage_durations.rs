//! How long do leads stand in each stage?

use super::{Head, Question};
use crate::domain::stage::Stage;
use crate::metrics::stage_times::StageTime;
use crate::storage::StorageError;
use crate::storage::metrics::stages;
use sqlx::PgConnection;

/// The report. Durations are in days.
#[derive(Clone, Debug, serde::Serialize)]
pub struct StageDurations {
    /// The question.
    #[serde(flatten)]
    pub head: Head,
    /// The stages before the last one, of the leads created in the period.
    pub stages: Vec<StageTime>,
}

/// Loads the report.
pub async fn load(db: &mut PgConnection, question: &Question) -> Result<StageDurations, StorageError> {
    let times = stages::times(db, &question.scope(question.period, question.as_of)).await?;
    let stages = Stage::FUNNEL.into_iter().filter(|stage| *stage != Stage::Won);
    let of = |stage: Stage| StageTime::of(stage, &times.get(&stage).cloned().unwrap_or_default());
    Ok(StageDurations { head: question.head("stage-durations"), stages: stages.map(of).collect() })
}
