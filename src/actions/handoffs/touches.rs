//! The first sales touch of handoffs, from what was logged.

use super::Case;
use super::promises::{Promises, touch};
use crate::storage::handoffs::{self, StoredHandoff};
use crate::storage::{StorageError, activities};
use sqlx::PgConnection;
use uuid::Uuid;

/// Brings handoffs of leads in line with their activities, after one was logged, taken back or imported: those that run,
/// and those of files that tell of no response.
pub async fn follow_activities(tx: &mut PgConnection, leads: &[Uuid]) -> Result<(), StorageError> {
    if leads.is_empty() {
        return Ok(());
    }
    let followed = handoffs::lock_touchable(&mut *tx, leads).await?;
    if followed.is_empty() {
        return Ok(());
    }
    let efforts = activities::efforts_of(&mut *tx, leads).await?;
    let mut promises = Promises::default();
    let mut changed: Vec<StoredHandoff> = Vec::new();
    for before in followed {
        let mut after = before.clone();
        promises.settle(tx, Some(&before), &mut after, efforts.get(&before.lead_id).map_or(&[], Vec::as_slice)).await?;
        if before != after {
            changed.push(after);
        }
    }
    handoffs::update_all(tx, &SETTLED, &changed).await?;
    for handoff in changed.iter().filter(|handoff| handoff.import_id.is_none()) {
        handoffs::announce(&mut *tx, handoff.id).await?;
    }
    Ok(())
}

/// The columns that a first touch sets.
const SETTLED: [&str; 14] = [
    "touched_at",
    "touched_by",
    "response_seconds",
    "response_unheld_seconds",
    "assign_due_at",
    "touch_risk_at",
    "touch_due_at",
    "touch_breach_at",
    "touch_breach_unheld_at",
    "decide_due_at",
    "decide_breach_at",
    "expire_at",
    "decision_seconds",
    "wake_at",
];

/// Sets the first touch of one handoff and plans its clocks anew.
pub(super) async fn settle_touch(tx: &mut PgConnection, case: &mut Case) -> Result<(), StorageError> {
    let mut efforts = activities::efforts_of(&mut *tx, &[case.handoff.lead_id]).await?;
    let efforts = efforts.remove(&case.handoff.lead_id).unwrap_or_default();
    touch(&mut case.handoff, &efforts, &case.calendar);
    case.plan();
    Ok(())
}
