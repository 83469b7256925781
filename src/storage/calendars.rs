//! The hours of the teams in versions, with the days off that are confirmed.

use super::StorageError;
use crate::domain::calendar::{Calendar, CalendarError, Hours, Season};
use crate::domain::person::Team;
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use sqlx::PgConnection;
use sqlx::types::Json;
use uuid::Uuid;

struct Row {
    id: Uuid,
    zone: String,
    hours: Json<Hours>,
    seasons: Json<Vec<Season>>,
    days_off: Vec<NaiveDate>,
}

impl Row {
    fn calendar(self) -> Result<Calendar, StorageError> {
        let zone: Tz = self.zone.parse().map_err(|_| StorageError::Other(sqlx::Error::RowNotFound))?;
        Calendar::new(zone, self.hours.0, self.seasons.0, self.days_off.into_iter().collect())
            .map_err(|error: CalendarError| StorageError::Other(sqlx::Error::Decode(Box::new(error))))
    }
}

/// A version of a team's calendar, whatever came after it.
pub async fn find(db: &mut PgConnection, id: Uuid) -> Result<Option<Calendar>, StorageError> {
    let row = sqlx::query_as!(
        Row,
        r#"select c.id, c.zone, c.hours as "hours: _", c.seasons as "seasons: _",
                  array(select h.on_day from holidays h where h.confirmed_at is not null and (h.team is null or h.team = c.team)) as "days_off!"
           from calendars c where c.id = $1"#,
        id
    );
    row.fetch_optional(db).await?.map(Row::calendar).transpose()
}

/// The calendar of a team that new clocks follow, and its version. Where none was made yet, the usual week of the
/// workspace becomes the first.
pub async fn in_force(db: &mut PgConnection, team: Team, now: DateTime<Utc>) -> Result<(Uuid, Calendar), StorageError> {
    if let Some(found) = newest(&mut *db, team).await? {
        return Ok(found);
    }
    let workspace = super::workspace::find(&mut *db).await?.ok_or(sqlx::Error::RowNotFound)?;
    let usual = Calendar::usual(workspace.zone, &workspace.weekend);
    sqlx::query!(
        "insert into calendars (id, team, version, zone, hours, made_at) values ($1, $2, 1, $3, $4, $5) on conflict do nothing",
        Uuid::now_v7(),
        team.key(),
        usual.zone().name(),
        Json(usual.hours()) as _,
        now
    )
    .execute(&mut *db)
    .await?;
    Ok(newest(db, team).await?.ok_or(sqlx::Error::RowNotFound)?)
}

async fn newest(db: &mut PgConnection, team: Team) -> Result<Option<(Uuid, Calendar)>, StorageError> {
    let row = sqlx::query_as!(
        Row,
        r#"select c.id, c.zone, c.hours as "hours: _", c.seasons as "seasons: _",
                  array(select h.on_day from holidays h where h.confirmed_at is not null and (h.team is null or h.team = c.team)) as "days_off!"
           from calendars c where c.team = $1 order by c.version desc limit 1"#,
        team.key()
    );
    let Some(row) = row.fetch_optional(db).await? else { return Ok(None) };
    let id = row.id;
    Ok(Some((id, row.calendar()?)))
}
