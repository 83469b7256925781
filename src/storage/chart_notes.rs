//! Notes on charts: what happened on a day, by whom.

use super::StorageError;
use crate::domain::ids::{NoteId, UserId};
use crate::domain::period::Period;
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgExecutor;
use uuid::Uuid;

/// Notes that a page or a chart shows at most.
const MOST: i64 = 200;

/// A note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The record. The form that adds it brings it along, so that a form sent twice adds one.
    pub id: NoteId,
    /// The day on which it happened.
    pub day: NaiveDate,
    /// What happened.
    pub body: String,
    /// Who wrote it.
    pub author_id: UserId,
    /// The name of the author.
    pub author: String,
    /// Grows with each change.
    pub version: i32,
}

struct NoteRow {
    id: Uuid,
    on_day: NaiveDate,
    body: String,
    author_id: Uuid,
    author: String,
    version: i32,
}

impl From<NoteRow> for Note {
    fn from(row: NoteRow) -> Self {
        Self {
            id: NoteId(row.id),
            day: row.on_day,
            body: row.body,
            author_id: UserId(row.author_id),
            author: row.author,
            version: row.version,
        }
    }
}

/// The notes on the days of a period, or of all days, the newest day first.
pub async fn list(db: impl PgExecutor<'_>, within: Option<Period>) -> Result<Vec<Note>, StorageError> {
    let rows = sqlx::query_as!(
        NoteRow,
        "select n.id, n.on_day, n.body, n.author_id, p.name as author, n.version
         from chart_notes n join users u on u.id = n.author_id join people p on p.id = u.person_id
         where ($1::date is null or n.on_day >= $1) and ($2::date is null or n.on_day < $2)
         order by n.on_day desc, n.id desc limit $3",
        within.map(|period| period.from),
        within.map(|period| period.to),
        MOST
    );
    Ok(rows.fetch_all(db).await?.into_iter().map(Note::from).collect())
}

/// A note.
pub async fn find(db: impl PgExecutor<'_>, id: NoteId) -> Result<Option<Note>, StorageError> {
    let row = sqlx::query_as!(
        NoteRow,
        "select n.id, n.on_day, n.body, n.author_id, p.name as author, n.version
         from chart_notes n join users u on u.id = n.author_id join people p on p.id = u.person_id
         where n.id = $1",
        id.0
    );
    Ok(row.fetch_optional(db).await?.map(Note::from))
}

/// Adds a note, unless it is there already. Gives whether it was added.
pub async fn insert(
    db: impl PgExecutor<'_>,
    id: NoteId,
    day: NaiveDate,
    body: &str,
    author: UserId,
    now: DateTime<Utc>,
) -> Result<bool, StorageError> {
    let done = sqlx::query!(
        "insert into chart_notes (id, on_day, body, author_id, recorded_at) values ($1, $2, $3, $4, $5) on conflict do nothing",
        id.0,
        day,
        body,
        author.0,
        now
    );
    Ok(done.execute(db).await?.rows_affected() == 1)
}

/// Changes a note, if nobody changed it since this version. Gives whether it did.
pub async fn update(db: impl PgExecutor<'_>, id: NoteId, day: NaiveDate, body: &str, version: i32) -> Result<bool, StorageError> {
    let done = sqlx::query!(
        "update chart_notes set on_day = $2, body = $3, version = version + 1 where id = $1 and version = $4",
        id.0,
        day,
        body,
        version
    );
    Ok(done.execute(db).await?.rows_affected() == 1)
}

/// Takes a note away. Gives whether there was one.
pub async fn delete(db: impl PgExecutor<'_>, id: NoteId) -> Result<bool, StorageError> {
    Ok(sqlx::query!("delete from chart_notes where id = $1", id.0).execute(db).await?.rows_affected() == 1)
}
