//! By what leads are qualified, and what was answered.

use super::StorageError;
use crate::domain::ids::PersonId;
use chrono::{DateTime, Utc};
use sqlx::PgExecutor;
use uuid::Uuid;

/// Something that both teams agreed a lead shows before it is an SQL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Criterion {
    /// Its key.
    pub key: String,
    /// What it is called; none where Mihwar has words for it.
    pub name: Option<String>,
    /// The place in which it is asked, 1 to 9.
    pub position: i16,
}

/// The criteria in use, in the order in which they are asked.
pub async fn criteria(db: impl PgExecutor<'_>) -> Result<Vec<Criterion>, StorageError> {
    let rows = sqlx::query_as!(Criterion, "select key, name, position from sql_criteria where active order by position");
    Ok(rows.fetch_all(db).await?)
}

/// Answers to be kept.
#[derive(Clone, Copy, Debug)]
pub struct NewQualification<'a> {
    /// Of which lead.
    pub lead: Uuid,
    /// Of which handoff.
    pub handoff: Uuid,
    /// The entry into SQL.
    pub entry: Uuid,
    /// The criteria that it meets.
    pub met: &'a [String],
    /// Those that it does not.
    pub missing: &'a [String],
    /// Why it is an SQL without those.
    pub because: Option<&'a str>,
}

/// Keeps answers.
pub async fn insert(
    db: impl PgExecutor<'_>,
    id: Uuid,
    new: NewQualification<'_>,
    by: PersonId,
    now: DateTime<Utc>,
) -> Result<(), StorageError> {
    sqlx::query!(
        "insert into qualifications (id, lead_id, handoff_id, entry_id, qualified_at, qualified_by, met, missing, because)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        id,
        new.lead,
        new.handoff,
        new.entry,
        now,
        by.0,
        new.met,
        new.missing,
        new.because
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Whether a form was sent before.
pub async fn exists(db: impl PgExecutor<'_>, id: Uuid) -> Result<bool, StorageError> {
    let found = sqlx::query_scalar!(r#"select exists (select from qualifications where id = $1) as "found!""#, id);
    Ok(found.fetch_one(db).await?)
}

/// The answers to a handoff's criteria.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Qualification {
    /// When.
    pub at: DateTime<Utc>,
    /// Who answered.
    pub by: String,
    /// The criteria that the lead met.
    pub met: Vec<String>,
    /// Those that it did not.
    pub missing: Vec<String>,
    /// Why it became an SQL without those.
    pub because: Option<String>,
}

/// The last answers of a handoff.
pub async fn of_handoff(db: impl PgExecutor<'_>, handoff: Uuid) -> Result<Option<Qualification>, StorageError> {
    let row = sqlx::query_as!(
        Qualification,
        r#"select q.qualified_at as "at!", p.name as "by!", q.met, q.missing, q.because
           from qualifications q join people p on p.id = q.qualified_by
           where q.handoff_id = $1 order by q.qualified_at desc, q.id desc limit 1"#,
        handoff
    );
    Ok(row.fetch_optional(db).await?)
}
