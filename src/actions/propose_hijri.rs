//! The Hijri days off of a year: proposed, so that somebody confirms each when the moon was seen.

use super::import_holidays::store;
use crate::domain::holidays::{Lengths, Occasion, propose};
use crate::domain::ids::{HolidayId, UserId};
use crate::domain::person::Team;
use crate::storage::holidays::Holiday;
use crate::storage::{Database, StorageError, events};
use chrono::{DateTime, Utc};

/// Proposes the days off of a Gregorian year. Ramadan is none: its hours are a season. Days that stand already are
/// left as they are.
pub async fn propose_hijri(
    db: &Database,
    year: i32,
    lengths: Lengths,
    team: Option<Team>,
    user: UserId,
    now: DateTime<Utc>,
) -> Result<(), StorageError> {
    let off = propose(year, lengths).into_iter().filter(|p| p.occasion != Occasion::Ramadan);
    let days: Vec<Holiday> = off
        .flat_map(|proposal| proposal.all_days().map(move |day| (proposal.occasion, day)))
        .map(|(occasion, day)| Holiday {
            id: HolidayId::new(),
            team,
            day,
            name: occasion.key().to_owned(),
            hijri: true,
            confirmed: false,
        })
        .collect();
    let event = events::Event { at: now, user: Some(user), verb: "proposed", kind: "holiday", record: None, fields: &[] };
    store(db, &days, event, user).await.map(drop)
}
