//! What a question about handoffs may be narrowed to beside what all records are filtered by.

use crate::domain::person::{Team, keyed};
use crate::storage::StorageError;
use serde::ser::{Serialize, SerializeMap as _, Serializer};
use sqlx::PgConnection;
use uuid::Uuid;

/// In the place of a salesperson: nobody.
pub const NO_REP: Uuid = Uuid::nil();

keyed!(
    /// By what handoffs alone are filtered.
    Key {
        /// Which handoff of its lead: 1 is the first.
        Attempt = "attempt",
        /// The team of the assignee.
        Team = "team",
        /// The assignee.
        Rep = "rep",
    }
);

/// To which handoffs a question is narrowed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Narrowed {
    pub(in crate::storage) attempt: Option<i64>,
    pub(in crate::storage) teams: Vec<String>,
    pub(in crate::storage) reps: Vec<Uuid>,
}

impl Narrowed {
    /// Narrows by one more value: a number from 1, a team (empty: without one), or an id (empty: nobody). Gives whether it
    /// means something.
    pub fn narrow(&mut self, key: Key, value: &str) -> bool {
        match key {
            Key::Attempt => match value.parse() {
                Ok(attempt @ 1..) => self.attempt = Some(attempt),
                _ => return false,
            },
            Key::Team if value.is_empty() || Team::from_key(value).is_some() => self.teams.push(value.to_owned()),
            Key::Rep if value.is_empty() => self.reps.push(NO_REP),
            Key::Rep => match value.parse() {
                Ok(id) => self.reps.push(id),
                Err(_) => return false,
            },
            Key::Team => return false,
        }
        true
    }

    /// Narrows to whoever has a name or an e-mail address. Gives whether anybody has.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn narrow_to_person(&mut self, db: &mut PgConnection, name: &str) -> Result<bool, StorageError> {
        let found =
            sqlx::query_scalar!("select id from people where handle = lower($1) or name = $1", name).fetch_all(db).await?;
        self.reps.extend(&found);
        Ok(!found.is_empty())
    }

    /// Whether all handoffs are meant.
    #[must_use]
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }

    /// Narrowed to assignees.
    #[must_use]
    pub fn is_of_reps(&self) -> bool {
        !self.reps.is_empty()
    }
}

impl Serialize for Narrowed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if let Some(attempt) = self.attempt {
            map.serialize_entry(Key::Attempt.key(), &attempt)?;
        }
        if !self.teams.is_empty() {
            map.serialize_entry(Key::Team.key(), &self.teams)?;
        }
        if !self.reps.is_empty() {
            map.serialize_entry(Key::Rep.key(), &self.reps)?;
        }
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_nothing_narrows_nothing() {
        let mut narrowed = Narrowed::default();
        for (key, value) in [(Key::Attempt, "0"), (Key::Attempt, "x"), (Key::Team, "support"), (Key::Rep, "Sara")] {
            assert!(!narrowed.narrow(key, value), "{value}");
        }
        assert!(narrowed.is_none());
        assert!(narrowed.narrow(Key::Attempt, "1") && narrowed.narrow(Key::Team, "") && narrowed.narrow(Key::Rep, ""));
        assert_eq!(serde_json::to_value(&narrowed).unwrap(), serde_json::json!({"attempt": 1, "team": [""], "rep": [NO_REP]}));
    }
}
