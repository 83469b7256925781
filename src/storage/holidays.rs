//! Days off: of a team or of both, provisional until somebody confirms them.

use super::StorageError;
use crate::domain::ids::{HolidayId, UserId};
use crate::domain::person::Team;
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgExecutor;
use uuid::Uuid;

/// Days off that a page shows at most.
const MOST: i64 = 500;

/// A day off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holiday {
    /// The record.
    pub id: HolidayId,
    /// Whose; none is both.
    pub team: Option<Team>,
    /// The day.
    pub day: NaiveDate,
    /// What people call it; of a Hijri day that was proposed, the key of its occasion.
    pub name: String,
    /// Whether the Hijri calendar proposed it.
    pub hijri: bool,
    /// Whether it holds; until then nobody is off.
    pub confirmed: bool,
}

struct HolidayRow {
    id: Uuid,
    team: Option<String>,
    day: NaiveDate,
    name: String,
    hijri: bool,
    confirmed: bool,
}

impl From<HolidayRow> for Holiday {
    fn from(row: HolidayRow) -> Self {
        Self {
            id: HolidayId(row.id),
            team: row.team.as_deref().and_then(Team::from_key),
            day: row.day,
            name: row.name,
            hijri: row.hijri,
            confirmed: row.confirmed,
        }
    }
}

/// Days off from a day on, the next one first.
pub async fn list(db: impl PgExecutor<'_>, from: NaiveDate) -> Result<Vec<Holiday>, StorageError> {
    let rows = sqlx::query_as!(
        HolidayRow,
        r#"select id, team, on_day as day, name, hijri, confirmed_at is not null as "confirmed!"
           from holidays where on_day >= $1 order by on_day, team nulls first limit $2"#,
        from,
        MOST
    );
    Ok(rows.fetch_all(db).await?.into_iter().map(Holiday::from).collect())
}

/// New days off; days that stand already for the same team are left as they are. Gives the days that were added.
pub async fn insert(
    db: impl PgExecutor<'_>,
    new: &[Holiday],
    user: UserId,
    now: DateTime<Utc>,
) -> Result<Vec<NaiveDate>, StorageError> {
    let ids: Vec<Uuid> = new.iter().map(|h| h.id.0).collect();
    let teams: Vec<Option<String>> = new.iter().map(|h| h.team.map(|t| t.key().to_owned())).collect();
    let days: Vec<NaiveDate> = new.iter().map(|h| h.day).collect();
    let names: Vec<String> = new.iter().map(|h| h.name.clone()).collect();
    let hijri: Vec<bool> = new.iter().map(|h| h.hijri).collect();
    let confirmed: Vec<bool> = new.iter().map(|h| h.confirmed).collect();
    let added = sqlx::query_scalar!(
        r#"insert into holidays (id, team, on_day, name, hijri, confirmed_at, confirmed_by, made_at, made_by)
           select id, team, on_day, name, hijri, case when confirmed then $7::timestamptz end, case when confirmed then $8::uuid end, $7, $8
           from unnest($1::uuid[], $2::text[], $3::date[], $4::text[], $5::bool[], $6::bool[]) as h (id, team, on_day, name, hijri, confirmed)
           on conflict do nothing returning on_day"#,
        &ids,
        &teams as &[Option<String>],
        &days,
        &names,
        &hijri,
        &confirmed,
        now,
        user.0
    );
    Ok(added.fetch_all(db).await?)
}

/// A day off, held until the end of the transaction.
pub async fn lock(db: impl PgExecutor<'_>, id: HolidayId) -> Result<Option<Holiday>, StorageError> {
    let row = sqlx::query_as!(
        HolidayRow,
        r#"select id, team, on_day as day, name, hijri, confirmed_at is not null as "confirmed!" from holidays where id = $1 for update"#,
        id.0
    );
    Ok(row.fetch_optional(db).await?.map(Holiday::from))
}

/// Lets a day off hold.
pub async fn confirm(db: impl PgExecutor<'_>, id: HolidayId, user: UserId, now: DateTime<Utc>) -> Result<(), StorageError> {
    sqlx::query!("update holidays set confirmed_at = $2, confirmed_by = $3 where id = $1", id.0, now, user.0).execute(db).await?;
    Ok(())
}

/// Takes a day off away.
pub async fn delete(db: impl PgExecutor<'_>, id: HolidayId) -> Result<(), StorageError> {
    sqlx::query!("delete from holidays where id = $1", id.0).execute(db).await?;
    Ok(())
}
