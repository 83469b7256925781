//! When the teams work: versions of their hours, and the calendars that follow with the days off that are confirmed.

use super::{StorageError, workspace};
use crate::domain::calendar::{Calendar, Hours, Season};
use crate::domain::ids::{CalendarId, UserId};
use crate::domain::person::Team;
use crate::domain::workspace::Workspace;
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use sqlx::types::Json;
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

/// A version of a team's hours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarVersion {
    /// Which.
    pub id: CalendarId,
    /// Whose.
    pub team: Team,
    /// Its number; the greatest is in force.
    pub version: i32,
    /// Whose clocks it reads.
    pub zone: Tz,
    /// A usual week.
    pub hours: Hours,
    /// Dated hours by their first day.
    pub seasons: Vec<Season>,
    /// Since when.
    pub made_at: DateTime<Utc>,
    /// By whom; none where the set-up made it.
    pub made_by: Option<String>,
}

struct Row {
    id: Uuid,
    team: String,
    version: i32,
    zone: String,
    hours: Json<Hours>,
    seasons: Json<Vec<Season>>,
    days_off: Vec<NaiveDate>,
    made_at: DateTime<Utc>,
    made_by: Option<String>,
}

impl Row {
    fn zone(&self) -> Result<Tz, StorageError> {
        self.zone.parse().map_err(|_| StorageError::Other(sqlx::Error::Decode(format!("no zone {}", self.zone).into())))
    }

    fn calendar(self) -> Result<Calendar, StorageError> {
        Calendar::new(self.zone()?, self.hours.0, self.seasons.0, self.days_off.into_iter().collect())
            .map_err(|error| StorageError::Other(sqlx::Error::Decode(error.into())))
    }

    fn version(self) -> Result<CalendarVersion, StorageError> {
        let unknown = || StorageError::Other(sqlx::Error::Decode(format!("no team {}", self.team).into()));
        Ok(CalendarVersion {
            id: CalendarId(self.id),
            team: Team::from_key(&self.team).ok_or_else(unknown)?,
            version: self.version,
            zone: self.zone()?,
            hours: self.hours.0,
            seasons: self.seasons.0,
            made_at: self.made_at,
            made_by: self.made_by,
        })
    }
}

/// A version of a team's calendar, whatever came after it: what a running clock began with.
pub async fn find(db: &mut PgConnection, id: Uuid) -> Result<Option<Calendar>, StorageError> {
    let row = sqlx::query_as!(
        Row,
        r#"select c.id, c.team, c.version, c.zone, c.hours as "hours: _", c.seasons as "seasons: _", c.made_at, p.name as "made_by?",
                  array(select h.on_day from holidays h where h.confirmed_at is not null and (h.team is null or h.team = c.team)) as "days_off!"
           from calendars c left join users u on u.id = c.made_by left join people p on p.id = u.person_id
           where c.id = $1"#,
        id
    );
    row.fetch_optional(db).await?.map(Row::calendar).transpose()
}

/// The calendar of a team that new clocks follow, and its version.
pub async fn in_force(db: &mut PgConnection, team: Team, now: DateTime<Utc>) -> Result<(Uuid, Calendar), StorageError> {
    let row = newest_or_usual(db, team, now).await?;
    Ok((row.id, row.calendar()?))
}

/// The version of a team's hours that new clocks follow.
pub async fn version_in_force(db: &mut PgConnection, team: Team, now: DateTime<Utc>) -> Result<CalendarVersion, StorageError> {
    newest_or_usual(db, team, now).await?.version()
}

/// The newest version. A workspace that is older than calendars gets the usual hours, stored for good.
async fn newest_or_usual(db: &mut PgConnection, team: Team, now: DateTime<Utc>) -> Result<Row, StorageError> {
    if let Some(found) = newest(&mut *db, team).await? {
        return Ok(found);
    }
    let workspace = workspace::find(&mut *db).await?.ok_or(sqlx::Error::RowNotFound)?;
    insert_usual(&mut *db, &workspace, now).await?;
    Ok(newest(db, team).await?.ok_or(sqlx::Error::RowNotFound)?)
}

async fn newest(db: impl PgExecutor<'_>, team: Team) -> Result<Option<Row>, StorageError> {
    let row = sqlx::query_as!(
        Row,
        r#"select c.id, c.team, c.version, c.zone, c.hours as "hours: _", c.seasons as "seasons: _", c.made_at, p.name as "made_by?",
                  array(select h.on_day from holidays h where h.confirmed_at is not null and (h.team is null or h.team = c.team)) as "days_off!"
           from calendars c left join users u on u.id = c.made_by left join people p on p.id = u.person_id
           where c.team = $1 order by c.version desc limit 1"#,
        team.key()
    );
    Ok(row.fetch_optional(db).await?)
}

/// Stores a version, unless its number is taken: somebody was faster. Gives whether it did.
pub async fn insert(db: impl PgExecutor<'_>, new: &CalendarVersion, user: Option<UserId>) -> Result<bool, StorageError> {
    let done = sqlx::query!(
        "insert into calendars (id, team, version, zone, hours, seasons, made_at, made_by) values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (team, version) do nothing",
        new.id.0,
        new.team.key(),
        new.version,
        new.zone.name(),
        Json(&new.hours) as _,
        Json(&new.seasons) as _,
        new.made_at,
        user.map(|u| u.0)
    );
    Ok(done.execute(db).await?.rows_affected() > 0)
}

/// Stores the usual hours of a workspace as the first version of each team that has none.
pub async fn insert_usual(db: &mut PgConnection, workspace: &Workspace, now: DateTime<Utc>) -> Result<(), StorageError> {
    for team in Team::ALL {
        let first = CalendarVersion {
            id: CalendarId::new(),
            team: *team,
            version: 1,
            zone: workspace.zone,
            hours: Hours::usual(&workspace.weekend),
            seasons: Vec::new(),
            made_at: now,
            made_by: None,
        };
        insert(&mut *db, &first, None).await?;
    }
    Ok(())
}
