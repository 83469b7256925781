//! Somebody will be away. What the dates say of a person stays out of the log.

use crate::domain::ids::{LeaveId, PersonId, UserId};
use crate::domain::person::Role;
use crate::storage::leaves::{self, Leave};
use crate::storage::{Database, StorageError, events};
use chrono::{DateTime, Utc};

/// Who sets or ends a leave.
#[derive(Clone, Copy, Debug)]
pub struct Setter {
    /// His account.
    pub user: UserId,
    /// The person he is.
    pub person: PersonId,
    /// What he may do.
    pub role: Role,
}

impl Setter {
    /// Whether he may say when a person is away: himself, or anybody where he sets policies.
    #[must_use]
    pub fn may_for(self, person: PersonId) -> bool {
        self.person == person || self.role.sets_policies()
    }
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeaveSet {
    /// He is away then.
    Done,
    /// He is away on some of these days already.
    Overlaps,
    /// There is no such person.
    NoPerson,
    /// Only the person himself, or who sets policies.
    NotYours,
}

/// Sets the leave of a person. The same again changes nothing.
pub async fn set_leave(db: &Database, wanted: &Leave, by: Setter, now: DateTime<Utc>) -> Result<LeaveSet, StorageError> {
    if !by.may_for(wanted.person) {
        return Ok(LeaveSet::NotYours);
    }
    let mut tx = db.pages.begin().await?;
    if !leaves::lock_person(&mut *tx, wanted.person).await? {
        return Ok(LeaveSet::NoPerson);
    }
    let others = leaves::between(&mut *tx, wanted.person, wanted.from, wanted.to).await?;
    if others.contains(&wanted.id) {
        return Ok(LeaveSet::Done);
    }
    if !others.is_empty() {
        return Ok(LeaveSet::Overlaps);
    }
    leaves::insert(&mut *tx, wanted, by.user, now).await?;
    events::insert(&mut *tx, event(wanted.id, "added", by.user, now)).await?;
    tx.commit().await?;
    Ok(LeaveSet::Done)
}

pub(super) fn event(id: LeaveId, verb: &'static str, user: UserId, at: DateTime<Utc>) -> events::Event<'static> {
    events::Event { at, user: Some(user), verb, kind: "leave", record: Some(id.0), fields: &[] }
}
