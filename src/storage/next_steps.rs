//! What is to be done next with accepted leads.

use super::StorageError;
use crate::domain::ids::PersonId;
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgExecutor;
use uuid::Uuid;

/// A step to be noted.
#[derive(Clone, Copy, Debug)]
pub struct NewStep<'a> {
    /// With which lead.
    pub lead: Uuid,
    /// Of which handoff.
    pub handoff: Option<Uuid>,
    /// Whose it is.
    pub person: Uuid,
    /// What.
    pub what: &'a str,
    /// The day by which.
    pub due: NaiveDate,
}

/// Notes a step.
pub async fn insert(
    db: impl PgExecutor<'_>,
    id: Uuid,
    step: NewStep<'_>,
    by: PersonId,
    now: DateTime<Utc>,
) -> Result<(), StorageError> {
    sqlx::query!(
        "insert into next_steps (id, lead_id, handoff_id, person_id, due_on, what, made_at, made_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (id) do nothing",
        id,
        step.lead,
        step.handoff,
        step.person,
        step.due,
        step.what,
        now,
        by.0
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Gives the open steps of a handoff to somebody else.
pub async fn give(db: impl PgExecutor<'_>, handoff: Uuid, to: Uuid) -> Result<(), StorageError> {
    sqlx::query!("update next_steps set person_id = $2 where handoff_id = $1 and done_at is null", handoff, to)
        .execute(db)
        .await?;
    Ok(())
}

/// Gives every open step of a person to somebody else.
pub async fn give_all(db: impl PgExecutor<'_>, from: PersonId, to: PersonId) -> Result<(), StorageError> {
    sqlx::query!("update next_steps set person_id = $2 where person_id = $1 and done_at is null", from.0, to.0)
        .execute(db)
        .await?;
    Ok(())
}

/// Closes the open steps of a handoff that ends.
pub async fn drop_open(db: impl PgExecutor<'_>, handoff: Uuid, by: PersonId, now: DateTime<Utc>) -> Result<(), StorageError> {
    sqlx::query!(
        "update next_steps set done_at = $3, done_by = $2 where handoff_id = $1 and done_at is null",
        handoff,
        by.0,
        now
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Opens again what the end of a handoff closed.
pub async fn reopen(db: impl PgExecutor<'_>, handoff: Uuid, by: PersonId) -> Result<(), StorageError> {
    sqlx::query!(
        "update next_steps n set done_at = null, done_by = null from handoffs h
         where n.handoff_id = $1 and h.id = $1 and n.done_by = $2 and n.done_at = h.returned_at",
        handoff,
        by.0
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Takes away the steps that were noted from an acceptance on.
pub async fn delete_made(db: impl PgExecutor<'_>, handoff: Uuid, made: DateTime<Utc>) -> Result<(), StorageError> {
    sqlx::query!("delete from next_steps where handoff_id = $1 and made_at >= $2", handoff, made).execute(db).await?;
    Ok(())
}

/// A step as it stands.
#[derive(Clone, Debug)]
pub struct StoredStep {
    /// Which.
    pub id: Uuid,
    /// With which lead.
    pub lead_id: Uuid,
    /// Of which handoff.
    pub handoff_id: Option<Uuid>,
    /// Whose it is.
    pub person_id: Uuid,
    /// What.
    pub what: String,
    /// The day by which.
    pub due_on: NaiveDate,
    /// When it was done.
    pub done_at: Option<DateTime<Utc>>,
    /// Who did it.
    pub done_by: Option<Uuid>,
}

/// A step.
pub async fn find(db: impl PgExecutor<'_>, id: Uuid) -> Result<Option<StoredStep>, StorageError> {
    let row = sqlx::query_as!(
        StoredStep,
        "select id, lead_id, handoff_id, person_id, what, due_on, done_at, done_by from next_steps where id = $1",
        id
    );
    Ok(row.fetch_optional(db).await?)
}

/// Finishes a step, with why nothing follows where nothing does.
pub async fn finish(
    db: impl PgExecutor<'_>,
    id: Uuid,
    because: Option<&str>,
    by: PersonId,
    now: DateTime<Utc>,
) -> Result<(), StorageError> {
    sqlx::query!(
        "update next_steps set done_at = $4, done_by = $3, ended_because = $2 where id = $1 and done_at is null",
        id,
        because,
        by.0,
        now
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Moves a step to another day, in other words where there are any.
pub async fn reschedule(db: impl PgExecutor<'_>, id: Uuid, what: &str, due: NaiveDate) -> Result<(), StorageError> {
    sqlx::query!("update next_steps set what = $2, due_on = $3 where id = $1 and done_at is null", id, what, due)
        .execute(db)
        .await?;
    Ok(())
}

/// Opens a finished step again; what was noted when it was finished goes.
pub async fn resume(db: impl PgExecutor<'_>, step: &StoredStep) -> Result<(), StorageError> {
    sqlx::query!(
        "with gone as (
             delete from next_steps where lead_id = $2 and handoff_id is not distinct from $3 and made_at = $4 and done_at is null
         )
         update next_steps set done_at = null, done_by = null, ended_because = null where id = $1",
        step.id,
        step.lead_id,
        step.handoff_id,
        step.done_at
    )
    .execute(db)
    .await?;
    Ok(())
}
