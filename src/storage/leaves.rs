//! Days on which somebody is away.

use super::StorageError;
use crate::domain::ids::{LeaveId, PersonId, UserId};
use crate::domain::person::Team;
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgExecutor;
use uuid::Uuid;

/// Leaves that a page shows at most.
const MOST: i64 = 500;

/// Days on which somebody is away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leave {
    /// The record. The form that sets it brings it along, so that a form sent twice sets one.
    pub id: LeaveId,
    /// Who.
    pub person: PersonId,
    /// His name.
    pub name: String,
    /// His team.
    pub team: Option<Team>,
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
}

struct LeaveRow {
    id: Uuid,
    person: Uuid,
    name: String,
    team: Option<String>,
    from_on: NaiveDate,
    to_on: NaiveDate,
}

impl From<LeaveRow> for Leave {
    fn from(row: LeaveRow) -> Self {
        Self {
            id: LeaveId(row.id),
            person: PersonId(row.person),
            name: row.name,
            team: row.team.as_deref().and_then(Team::from_key),
            from: row.from_on,
            to: row.to_on,
        }
    }
}

/// Who is away on a day or later, of everybody or of one person; the next ones first.
pub async fn list(db: impl PgExecutor<'_>, today: NaiveDate, person: Option<PersonId>) -> Result<Vec<Leave>, StorageError> {
    let rows = sqlx::query_as!(
        LeaveRow,
        "select l.id, l.person_id as person, p.name, p.team, l.from_on, l.to_on
         from leaves l join people p on p.id = l.person_id
         where l.to_on >= $1 and ($2::uuid is null or l.person_id = $2) order by l.from_on, p.name, l.id limit $3",
        today,
        person.map(|p| p.0),
        MOST
    );
    Ok(rows.fetch_all(db).await?.into_iter().map(Leave::from).collect())
}

/// Holds the leaves of a person until the end of the transaction. Gives whether there is such a person.
pub async fn lock_person(db: impl PgExecutor<'_>, person: PersonId) -> Result<bool, StorageError> {
    let found = sqlx::query_scalar!("select id from people where id = $1 for update", person.0);
    Ok(found.fetch_optional(db).await?.is_some())
}

/// Leaves of a person that share a day with others from one day to another.
pub async fn between(
    db: impl PgExecutor<'_>,
    person: PersonId,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Vec<LeaveId>, StorageError> {
    let found =
        sqlx::query_scalar!("select id from leaves where person_id = $1 and from_on <= $3 and to_on >= $2", person.0, from, to);
    Ok(found.fetch_all(db).await?.into_iter().map(LeaveId).collect())
}

/// Stores a leave.
pub async fn insert(db: impl PgExecutor<'_>, leave: &Leave, user: UserId, now: DateTime<Utc>) -> Result<(), StorageError> {
    sqlx::query!(
        "insert into leaves (id, person_id, from_on, to_on, made_at, made_by) values ($1, $2, $3, $4, $5, $6)",
        leave.id.0,
        leave.person.0,
        leave.from,
        leave.to,
        now,
        user.0
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A leave, held until the end of the transaction.
pub async fn lock(db: impl PgExecutor<'_>, id: LeaveId) -> Result<Option<Leave>, StorageError> {
    let row = sqlx::query_as!(
        LeaveRow,
        "select l.id, l.person_id as person, p.name, p.team, l.from_on, l.to_on
         from leaves l join people p on p.id = l.person_id where l.id = $1 for update of l",
        id.0
    );
    Ok(row.fetch_optional(db).await?.map(Leave::from))
}

/// Lets a leave end with another day.
pub async fn shorten(db: impl PgExecutor<'_>, id: LeaveId, last: NaiveDate) -> Result<(), StorageError> {
    sqlx::query!("update leaves set to_on = $2 where id = $1", id.0, last).execute(db).await?;
    Ok(())
}

/// Takes a leave away.
pub async fn delete(db: impl PgExecutor<'_>, id: LeaveId) -> Result<(), StorageError> {
    sqlx::query!("delete from leaves where id = $1", id.0).execute(db).await?;
    Ok(())
}
