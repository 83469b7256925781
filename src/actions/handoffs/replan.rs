//! Planning running clocks anew, when a day off of their team is confirmed or taken back.

use super::Case;
use crate::domain::holidays::Moved;
use crate::domain::person::Team;
use crate::storage::{StorageError, handoffs};
use sqlx::PgConnection;

/// Plans the open clocks of a team anew; of both where none is named. Clocks that have stopped keep their numbers. Gives
/// how many there are. Nothing else of the transaction may hold a lead: they are locked here one after another.
pub async fn replan_running(tx: &mut PgConnection, team: Option<Team>) -> Result<usize, StorageError> {
    let running = handoffs::running_of_team(&mut *tx, team.map(Team::key)).await?;
    for id in &running {
        if let Some(case) = Case::open(tx, *id).await? {
            case.settle(tx).await?;
        }
    }
    Ok(running.len())
}

/// The same for days that became, or ceased to be, days off, in their transaction.
pub(in crate::actions) async fn replan_moved(tx: &mut PgConnection, moved: &Moved) -> Result<(), StorageError> {
    let mut teams: Vec<_> = moved.days.iter().map(|(team, _)| *team).collect();
    // A day of both is a day of each.
    if teams.contains(&None) {
        teams = vec![None];
    }
    teams.sort_unstable_by_key(|team| team.map(Team::key));
    teams.dedup();
    for team in teams {
        replan_running(tx, team).await?;
    }
    Ok(())
}
