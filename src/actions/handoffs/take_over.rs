//! Giving what somebody still has to answer or to touch to somebody else: he leaves, or his work does.

use super::{Case, Deed};
use crate::domain::ids::{PersonId, UserId};
use crate::storage::{StorageError, handoffs, next_steps};
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

/// Gives all of it over, within a transaction: open offers, accepted leads without a touch, and next steps that are open. The
/// clocks of responses go on; a personal one begins. What he touched stays his in every number. Gives how many handoffs.
pub(in crate::actions) async fn take_over(
    tx: &mut PgConnection,
    from: PersonId,
    to: PersonId,
    by: Option<UserId>,
    now: DateTime<Utc>,
) -> Result<i64, StorageError> {
    let mut moved = 0;
    for id in handoffs::waiting_for(&mut *tx, from).await? {
        let Some(mut case) = Case::open(tx, id).await? else { continue };
        case.give(tx, to.0, None, "taken_over", now).await?;
        case.close(tx, Deed { verb: "assigned", user: by, now }, None).await?;
        moved += 1;
    }
    next_steps::give_all(tx, from, to).await?;
    Ok(moved)
}
