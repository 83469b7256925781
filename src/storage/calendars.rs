//! When the teams work: versions of their hours, and the calendars that follow from them.

use super::{StorageError, holidays};
use crate::domain::calendar::{Calendar, Hours, Season};
use crate::domain::ids::{CalendarId, UserId};
use crate::domain::person::Team;
use crate::domain::workspace::Workspace;
use chrono::{DateTime, Utc};
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

struct VersionRow {
    id: Uuid,
    team: String,
    version: i32,
    zone: String,
    hours: Json<Hours>,
    seasons: Json<Vec<Season>>,
    made_at: DateTime<Utc>,
    made_by: Option<String>,
}

impl TryFrom<VersionRow> for CalendarVersion {
    type Error = StorageError;

    fn try_from(row: VersionRow) -> Result<Self, StorageError> {
        let unreadable = || StorageError::Other(sqlx::Error::Decode(format!("calendar {} is unreadable", row.id).into()));
        Ok(Self {
            team: Team::from_key(&row.team).ok_or_else(unreadable)?,
            zone: row.zone.parse().map_err(|_| unreadable())?,
            id: CalendarId(row.id),
            version: row.version,
            hours: row.hours.0,
            seasons: row.seasons.0,
            made_at: row.made_at,
            made_by: row.made_by,
        })
    }
}

/// The version in force of a team. A workspace that is older than calendars gets the usual one, stored for good.
pub async fn in_force(
    db: &mut PgConnection,
    team: Team,
    workspace: &Workspace,
    now: DateTime<Utc>,
) -> Result<CalendarVersion, StorageError> {
    if let Some(found) = newest(&mut *db, team).await? {
        return Ok(found);
    }
    insert_usual(&mut *db, workspace, now).await?;
    newest(db, team).await?.ok_or_else(|| StorageError::Other(sqlx::Error::RowNotFound))
}

async fn newest(db: impl PgExecutor<'_>, team: Team) -> Result<Option<CalendarVersion>, StorageError> {
    let row = sqlx::query_as!(
        VersionRow,
        r#"select c.id, c.team, c.version, c.zone, c.hours as "hours: Json<Hours>", c.seasons as "seasons: Json<Vec<Season>>",
                  c.made_at, p.name as "made_by?"
           from calendars c left join users u on u.id = c.made_by left join people p on p.id = u.person_id
           where c.team = $1 order by c.version desc limit 1"#,
        team.key()
    );
    row.fetch_optional(db).await?.map(CalendarVersion::try_from).transpose()
}

/// A version, in force or not: the one that a running clock began with.
pub async fn find(db: impl PgExecutor<'_>, id: CalendarId) -> Result<Option<CalendarVersion>, StorageError> {
    let row = sqlx::query_as!(
        VersionRow,
        r#"select c.id, c.team, c.version, c.zone, c.hours as "hours: Json<Hours>", c.seasons as "seasons: Json<Vec<Season>>",
                  c.made_at, p.name as "made_by?"
           from calendars c left join users u on u.id = c.made_by left join people p on p.id = u.person_id
           where c.id = $1"#,
        id.0
    );
    row.fetch_optional(db).await?.map(CalendarVersion::try_from).transpose()
}

/// The working time of a version: its hours, less the confirmed holidays of its team.
pub async fn working_time(db: impl PgExecutor<'_>, version: &CalendarVersion) -> Result<Calendar, StorageError> {
    let off = holidays::confirmed(db, version.team).await?;
    Calendar::new(version.zone, version.hours.clone(), version.seasons.clone(), off)
        .map_err(|error| StorageError::Other(sqlx::Error::Decode(error.into())))
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
