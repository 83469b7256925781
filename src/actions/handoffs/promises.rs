//! What was promised for handoffs, and in whose working time: loaded once for many.

use super::plan;
use crate::domain::calendar::Calendar;
use crate::domain::handoff::State;
use crate::domain::sla::Effort;
use crate::domain::sla::{Clocks, Windows, first_touch};
use crate::storage::handoffs::StoredHandoff;
use crate::storage::{StorageError, calendars, sla_policies};
use sqlx::PgConnection;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use uuid::Uuid;

/// The promises of several handoffs.
#[derive(Debug, Default)]
pub struct Promises {
    windows: HashMap<Uuid, Windows>,
    calendars: HashMap<Option<Uuid>, Calendar>,
}

impl Promises {
    /// Sets the first touch of a handoff from what sales did with its lead, unless a file tells it, and plans its clocks;
    /// those that had stopped `before` under the same promise keep their numbers.
    pub async fn settle(
        &mut self,
        tx: &mut PgConnection,
        before: Option<&StoredHandoff>,
        handoff: &mut StoredHandoff,
        efforts: &[Effort],
    ) -> Result<(), StorageError> {
        if let Entry::Vacant(slot) = self.windows.entry(handoff.policy_id) {
            let policy = sla_policies::find(&mut *tx, handoff.policy_id).await?.ok_or(sqlx::Error::RowNotFound)?;
            slot.insert(policy.windows());
        }
        if let Entry::Vacant(slot) = self.calendars.entry(handoff.calendar_id) {
            let calendar = match handoff.calendar_id {
                Some(id) => calendars::find(&mut *tx, id).await?.ok_or(sqlx::Error::RowNotFound)?,
                None => Calendar::around_the_clock(chrono_tz::UTC),
            };
            slot.insert(calendar);
        }
        let (windows, calendar) = (&self.windows[&handoff.policy_id], &self.calendars[&handoff.calendar_id]);
        touch(handoff, efforts, calendar);
        let terms = |of: &StoredHandoff| (of.policy_id, of.calendar_id, of.offered_at);
        let before = before.filter(|before| terms(before) == terms(handoff));
        plan(handoff, before, Clocks { calendar, windows });
        Ok(())
    }
}

/// The first touch: that of which a file tells, else the first effort since the engagement. What was done after a file's
/// handoff had ended is not its touch.
pub(super) fn touch(handoff: &mut StoredHandoff, efforts: &[Effort], calendar: &Calendar) {
    if handoff.told_touch_at.is_some() {
        (handoff.touched_at, handoff.touched_by) = (handoff.told_touch_at, None);
        return;
    }
    let since = handoff.engaged_at.unwrap_or(handoff.offered_at).min(handoff.offered_at);
    let until = match handoff.state() {
        State::Rejected if handoff.import_id.is_some() => handoff.decided_at,
        State::Returned if handoff.import_id.is_some() => handoff.returned_at,
        _ => None,
    };
    let found = first_touch(efforts, since, calendar.zone()).filter(|(at, _)| until.is_none_or(|until| *at <= until));
    handoff.touched_at = found.map(|(at, _)| at);
    handoff.touched_by = found.and_then(|(_, by)| by);
}
