//! Handoffs offered in some days: how they stand as of a moment, how long they took, and what came back.
//!
//! An event after the moment has not happened. What has no instant of its own, that marketing took an offer back, is as
//! known today.

mod narrowed;

pub use narrowed::{Key, NO_REP, Narrowed};

use super::conversion::counted;
use super::scope::Scope;
use crate::domain::calendar::{Calendar, Hours, Season};
use crate::domain::period::Period;
use crate::metrics::handoffs::{Attempts, Counts, Effort, LeakRow, SentBackCount, Times, Waits};
use crate::metrics::quality::Kind;
use crate::storage::{StorageError, derived};
use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use serde::de::DeserializeOwned;
use sqlx::PgConnection;
use std::collections::HashMap;
use uuid::Uuid;

/// A checked query from a file whose first binds are the handoffs asked about: $1 and $2 the instants at which the period
/// begins and ends, $3 the moment as of which, $4 channels, $5 campaigns, $6 personas, $7 regions, $8 segments, $9 owners of
/// the lead, $10 sources, $11 which handoff of its lead, $12 teams, $13 assignees.
macro_rules! ask {
    ($file:tt, $scope:expr, $narrowed:expr $(, $more:expr)* $(,)?) => {
        sqlx::query_file!(
            $file,
            $scope.from_at,
            $scope.to_at,
            $scope.as_of,
            &$scope.channel,
            &$scope.filters.campaigns,
            &$scope.persona,
            &$scope.region,
            &$scope.segment,
            &$scope.filters.owners,
            &$scope.source,
            $narrowed.attempt,
            &$narrowed.teams,
            &$narrowed.reps
            $(, $more)*
        )
    };
}

/// Handoffs of one assignee and one channel.
#[derive(Clone, Debug, Default)]
pub struct Group {
    /// To whom they are assigned.
    pub assignee: Option<Uuid>,
    /// The channel of their leads.
    pub channel: Option<String>,
    /// How they stand.
    pub counts: Counts,
    /// How long they took; those that wait still run.
    pub times: Times,
}

/// The counts of a row.
macro_rules! counts {
    ($row:expr) => {
        Counts {
            offered: counted($row.offered),
            withdrawn: counted($row.withdrawn),
            open: counted($row.open),
            accepted: counted($row.accepted),
            returned: counted($row.returned),
            rejected: counted($row.rejected),
            expired: counted($row.expired),
            assigned: counted($row.assigned),
            met: counted($row.met),
            breached: counted($row.breached),
            met_late: counted($row.met_late),
            met_unheld: counted($row.met_unheld),
            breached_unheld: counted($row.breached_unheld),
            rejected_unworked: counted($row.rejected_unworked),
            over: counted($row.over),
            accepted_over: counted($row.accepted_over),
            accepted_untouched: counted($row.accepted_untouched),
            routing_due: counted($row.routing_due),
            routing_breached: counted($row.routing_breached),
            undecided: counted($row.undecided),
            sent_back: counted($row.sent_back),
            answered: counted($row.answered),
        }
    };
}

/// The handoffs offered in a period by assignee and channel, with their times.
pub async fn groups(db: &mut PgConnection, scope: &Scope, narrowed: &Narrowed) -> Result<Vec<Group>, StorageError> {
    let whole = [scope.from_at];
    let rows = ask!("src/storage/metrics/handoffs/counts.sql", scope, narrowed, &whole, true).fetch_all(&mut *db).await?;
    let mut places = HashMap::new();
    let mut groups: Vec<Group> = Vec::with_capacity(rows.len());
    for row in rows {
        places.insert((row.assignee, row.channel.clone()), groups.len());
        let times = Times {
            response: Waits::new(row.response, Vec::new()),
            speed: Waits::new(row.speed, Vec::new()),
            system: Waits::new(row.system, Vec::new()),
            human: Waits::new(row.human, Vec::new()),
            decision: row.decision,
            assignment: row.assignment,
        };
        groups.push(Group { assignee: row.assignee, channel: row.channel, counts: counts!(row), times });
    }
    for (place, waiting) in waiting(db, scope, narrowed).await? {
        if let Some(at) = places.get(&place) {
            waiting.add_to(&mut groups[*at].times);
        }
    }
    Ok(groups)
}

/// How the handoffs offered in each step of a period stand.
pub async fn by_step(
    db: &mut PgConnection,
    scope: &Scope,
    narrowed: &Narrowed,
    steps: &[Period],
) -> Result<Vec<Counts>, StorageError> {
    if narrowed.is_none()
        && scope.filters.asked().is_empty()
        && let Some(counts) = derived::handoff_counts(&mut *db, scope, steps).await?
    {
        return Ok(counts);
    }
    recorded(db, scope, narrowed, steps).await
}

/// The same, asked of the records.
pub(in crate::storage) async fn recorded(
    db: &mut PgConnection,
    scope: &Scope,
    narrowed: &Narrowed,
    steps: &[Period],
) -> Result<Vec<Counts>, StorageError> {
    let (instants, _) = scope.beginnings(steps);
    let mut counts = vec![Counts::default(); steps.len()];
    for row in ask!("src/storage/metrics/handoffs/counts.sql", scope, narrowed, &instants, false).fetch_all(db).await? {
        let place = usize::try_from(row.step - 1).unwrap_or(0);
        counts[place] = counts!(row);
    }
    Ok(counts)
}

/// A handoff that sales has not touched.
struct Waiting {
    /// Working time since the assignment.
    response: Option<f64>,
    /// Since the engagement.
    speed: Option<f64>,
    /// Since the assignment, where the engagement is known.
    human: Option<f64>,
    /// Since the engagement, where nobody is assigned.
    system: Option<f64>,
}

impl Waiting {
    fn add_to(&self, times: &mut Times) {
        let clocks = [
            (&mut times.response, self.response),
            (&mut times.speed, self.speed),
            (&mut times.human, self.human),
            (&mut times.system, self.system),
        ];
        for (waits, seconds) in clocks {
            if let Some(seconds) = seconds {
                waits.runs(seconds);
            }
        }
    }
}

type Place = (Option<Uuid>, Option<String>);

async fn waiting(db: &mut PgConnection, scope: &Scope, narrowed: &Narrowed) -> Result<Vec<(Place, Waiting)>, StorageError> {
    let rows = ask!("src/storage/metrics/handoffs/running.sql", scope, narrowed).fetch_all(&mut *db).await?;
    let mut versions: Vec<Uuid> = rows.iter().filter_map(|row| row.calendar_id).collect();
    versions.sort_unstable();
    versions.dedup();
    let calendars = calendars(db, &versions).await?;
    let waiting = rows.into_iter().map(|row| {
        let calendar = row.calendar_id.and_then(|id| calendars.get(&id));
        let hold = row.hold_from.zip(row.hold_until);
        let since = |from: DateTime<Utc>| seconds(row.until - from);
        let waiting = Waiting {
            response: row.assigned_at.map(|at| seconds(worked(calendar, at, row.until, hold))),
            speed: row.engaged_at.map(since),
            human: row.engaged_at.and(row.assigned_at).map(since),
            system: row.engaged_at.filter(|_| row.assigned_at.is_none()).map(since),
        };
        ((row.assignee_id, row.channel), waiting)
    });
    Ok(waiting.collect())
}

/// Working time between two instants outside a hold; without a calendar around the clock.
fn worked(
    calendar: Option<&Calendar>,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
    hold: Option<(DateTime<Utc>, DateTime<Utc>)>,
) -> TimeDelta {
    let elapsed = |from: DateTime<Utc>, to: DateTime<Utc>| {
        calendar.map_or_else(|| (to - from).max(TimeDelta::zero()), |calendar| calendar.elapsed(from, to))
    };
    let stood = hold.map_or_else(TimeDelta::zero, |(begins, ends)| elapsed(begins.max(from), ends.min(to)));
    elapsed(from, to) - stood
}

fn seconds(span: TimeDelta) -> f64 {
    span.as_seconds_f64().max(0.0)
}

async fn calendars(db: &mut PgConnection, ids: &[Uuid]) -> Result<HashMap<Uuid, Calendar>, StorageError> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = sqlx::query_file!("src/storage/metrics/handoffs/calendars.sql", ids).fetch_all(db).await?;
    rows.into_iter()
        .map(|row| {
            let zone: Tz = row.zone.parse().map_err(unreadable)?;
            let (hours, seasons): (Hours, Vec<Season>) = (read(row.hours)?, read(row.seasons)?);
            let calendar = Calendar::new(zone, hours, seasons, row.holidays.into_iter().collect()).map_err(unreadable)?;
            Ok((row.id, calendar))
        })
        .collect()
}

fn read<T: DeserializeOwned>(value: serde_json::Value) -> Result<T, StorageError> {
    serde_json::from_value(value).map_err(unreadable)
}

fn unreadable(error: impl std::error::Error + Send + Sync + 'static) -> StorageError {
    super::conversion::unreadable(error)
}

/// Why handoffs offered in a period were rejected and returned.
pub async fn sent_back(db: &mut PgConnection, scope: &Scope, narrowed: &Narrowed) -> Result<Vec<SentBackCount>, StorageError> {
    let rows = ask!("src/storage/metrics/handoffs/sent_back.sql", scope, narrowed).fetch_all(db).await?;
    let count = rows.into_iter().map(|row| SentBackCount {
        reason: row.reason,
        name: row.name,
        campaign: row.campaign,
        persona: row.persona,
        rejected: counted(row.rejected),
        returned: counted(row.returned),
        answered: counted(row.answered),
    });
    Ok(count.collect())
}

/// Of which kinds the leads are that nobody works on.
pub async fn leaks(db: &mut PgConnection, scope: &Scope, narrowed: &Narrowed) -> Result<Vec<LeakRow>, StorageError> {
    let rows = ask!("src/storage/metrics/handoffs/leaks.sql", scope, narrowed).fetch_all(db).await?;
    let leak = rows.into_iter().map(|row| LeakRow {
        kind: Kind { channel: row.channel, source: row.source, persona: row.persona, segment: row.segment },
        undecided: counted(row.undecided),
        untouched: counted(row.untouched),
    });
    Ok(leak.collect())
}

/// Accepted handoffs some days after, and those with too few touches.
pub async fn attempts(db: &mut PgConnection, scope: &Scope, narrowed: &Narrowed) -> Result<Attempts, StorageError> {
    let row = ask!("src/storage/metrics/handoffs/attempts.sql", scope, narrowed).fetch_one(db).await?;
    Ok(Attempts { due: counted(row.due), too_few: counted(row.too_few) })
}

/// On how many leads or accounts people worked, and on how many two of them.
pub async fn effort(db: &mut PgConnection, scope: &Scope, narrowed: &Narrowed) -> Result<Effort, StorageError> {
    let row = ask!("src/storage/metrics/handoffs/effort.sql", scope, narrowed).fetch_one(db).await?;
    Ok(Effort { active: counted(row.active), doubled: counted(row.doubled) })
}

/// Who the assignees are: their names and teams.
pub async fn assignees(db: &mut PgConnection, ids: &[Uuid]) -> Result<HashMap<Uuid, (String, Option<String>)>, StorageError> {
    let rows = sqlx::query!("select id, name, team from people where id = any($1)", ids).fetch_all(db).await?;
    Ok(rows.into_iter().map(|row| (row.id, (row.name, row.team))).collect())
}

/// Whether any lead was ever offered.
pub async fn is_any(db: &mut PgConnection) -> Result<bool, StorageError> {
    Ok(sqlx::query_scalar!(r#"select exists (select from handoffs) as "any!""#).fetch_one(db).await?)
}
