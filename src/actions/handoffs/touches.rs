//! The first sales touch of running handoffs, from what was logged.

use super::Case;
use crate::domain::ownership::Noun;
use crate::domain::sla::first_touch;
use crate::storage::{StorageError, activities, handoffs, records};
use sqlx::PgConnection;
use uuid::Uuid;

/// Brings the running handoffs of leads in line with their activities: after one was logged, taken back or imported.
pub async fn follow_activities(tx: &mut PgConnection, leads: &[Uuid]) -> Result<(), StorageError> {
    for running in handoffs::lock_running(&mut *tx, leads).await? {
        if running.import_id.is_some() {
            continue;
        }
        let Some(lead) = records::find(&mut *tx, Noun::Lead, running.lead_id).await? else { continue };
        let mut case = Case::with(tx, running, lead).await?;
        settle_touch(tx, &mut case).await?;
        case.settle(tx).await?;
    }
    Ok(())
}

/// Sets the first touch of one handoff and plans its clocks anew.
pub(super) async fn settle_touch(tx: &mut PgConnection, case: &mut Case) -> Result<(), StorageError> {
    let since = case.handoff.engaged_at.unwrap_or(case.handoff.offered_at).min(case.handoff.offered_at);
    let efforts = activities::efforts_of(&mut *tx, case.handoff.lead_id).await?;
    let touch = first_touch(&efforts, since, case.calendar.zone());
    case.handoff.touched_at = touch.map(|(at, _)| at);
    case.handoff.touched_by = touch.and_then(|(_, by)| by);
    case.plan();
    Ok(())
}
