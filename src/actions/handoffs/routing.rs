//! Finding the salesperson for an offer.

use crate::domain::calendar::Calendar;
use crate::domain::handoff::Route;
use crate::domain::ids::PersonId;
use crate::domain::routing::{Unavailable, next_in_turn};
use crate::storage::{StorageError, routing};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

/// Whom an offer is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum To {
    /// This person.
    Person(PersonId),
    /// Whoever of the team takes it.
    Queue,
    /// Whose turn it is.
    RoundRobin,
}

/// Who got it, or why nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Who.
    pub person: Option<Uuid>,
    /// By which way.
    pub route: Route,
    /// Why nobody, where somebody should have.
    pub because: Option<Unavailable>,
}

/// The day on which work on something that comes now begins.
fn first_day(calendar: &Calendar, now: DateTime<Utc>) -> (NaiveDate, bool) {
    let opening = calendar.next_opening(now);
    (opening.unwrap_or(now).with_timezone(&calendar.zone()).date_naive(), opening.is_some())
}

/// Why a person takes nothing now.
pub(super) async fn unavailable(
    tx: &mut PgConnection,
    calendar: &Calendar,
    person: Uuid,
    now: DateTime<Utc>,
) -> Result<Option<Unavailable>, StorageError> {
    let (day, working) = first_day(calendar, now);
    let found = routing::candidate(&mut *tx, person, day, working).await?;
    Ok(found.map_or(Some(Unavailable::Inactive), |candidate| candidate.unavailable()))
}

/// Finds who gets a lead: who has its business already comes first, unless marketing named somebody.
pub(super) async fn find(
    tx: &mut PgConnection,
    calendar: &Calendar,
    lead: Uuid,
    to: To,
    now: DateTime<Utc>,
) -> Result<Found, StorageError> {
    if let To::Person(person) = to {
        return Ok(Found { person: Some(person.0), route: Route::Person, because: None });
    }
    if let Some(incumbent) = routing::incumbent(&mut *tx, lead).await? {
        let away = unavailable(tx, calendar, incumbent.person, now).await?;
        if matches!(away, None | Some(Unavailable::Full)) {
            let route = if incumbent.by_deal { Route::DealOwner } else { Route::AccountOwner };
            return Ok(Found { person: Some(incumbent.person), route, because: None });
        }
    }
    match to {
        To::Person(_) | To::Queue => Ok(Found { person: None, route: Route::Queue, because: None }),
        To::RoundRobin => in_turn(tx, calendar, None, now).await,
    }
}

/// Finds whose turn it is, `but` not this person's.
pub(super) async fn in_turn(
    tx: &mut PgConnection,
    calendar: &Calendar,
    but: Option<PersonId>,
    now: DateTime<Utc>,
) -> Result<Found, StorageError> {
    routing::take_turn(&mut *tx).await?;
    let (day, working) = first_day(calendar, now);
    let candidates = routing::candidates(&mut *tx, day, working).await?;
    let person = next_in_turn(&candidates, but).map(|person| person.0);
    // Of several reasons the one that is mended most easily: somebody has too many, somebody is away.
    let reasons = [Unavailable::Full, Unavailable::OnLeave, Unavailable::NotWorking];
    let why = reasons.into_iter().find(|why| candidates.iter().any(|c| Some(c.person) != but && c.unavailable() == Some(*why)));
    let because = if person.is_some() { None } else { Some(why.unwrap_or(Unavailable::Inactive)) };
    Ok(Found { person, route: Route::RoundRobin, because })
}
