//! The hours of a team: each change is a new version, for what begins from now on. A running clock keeps its own.

use crate::domain::ids::UserId;
use crate::storage::calendars::{self, CalendarVersion};
use crate::storage::{Database, StorageError, events};
use chrono::{DateTime, Utc};

/// What came of it.
#[derive(Debug, PartialEq, Eq)]
pub enum Saved {
    /// These hours are in force.
    Done,
    /// Somebody changed the hours since the form was opened: these are in force.
    Stale(Box<CalendarVersion>),
}

/// Stores a version of a team's hours, if the one before it is the one that the form was opened with. The same again
/// changes nothing.
pub async fn save_calendar(
    db: &Database,
    wanted: &CalendarVersion,
    user: UserId,
    now: DateTime<Utc>,
) -> Result<Saved, StorageError> {
    let mut tx = db.pages.begin().await?;
    let stored = calendars::version_in_force(&mut tx, wanted.team, now).await?;
    let fields = changed_fields(&stored, wanted);
    if fields.is_empty() {
        return Ok(Saved::Done);
    }
    let is_next = stored.version.checked_add(1) == Some(wanted.version);
    if !is_next || !calendars::insert(&mut *tx, wanted, Some(user)).await? {
        let theirs = calendars::version_in_force(&mut tx, wanted.team, now).await?;
        return Ok(Saved::Stale(Box::new(theirs)));
    }
    let event = events::Event {
        at: now,
        user: Some(user),
        verb: "changed",
        kind: "calendar",
        record: Some(wanted.id.0),
        fields: &fields,
    };
    events::insert(&mut *tx, event).await?;
    tx.commit().await?;
    Ok(Saved::Done)
}

fn changed_fields(a: &CalendarVersion, b: &CalendarVersion) -> Vec<String> {
    let pairs = [("zone", a.zone == b.zone), ("hours", a.hours == b.hours), ("seasons", a.seasons == b.seasons)];
    pairs.iter().filter(|(_, same)| !same).map(|(name, _)| (*name).to_owned()).collect()
}
