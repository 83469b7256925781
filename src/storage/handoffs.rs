//! Handoffs as they stand, locked for a change and written back.

use super::StorageError;
use super::copy::{self, stored};
use crate::domain::handoff::{State, Step};
use crate::domain::ids::PersonId;
use crate::domain::sla::{Dues, Facts, Hold};
use chrono::{DateTime, NaiveDate, Utc};
use serde_json::{Map, Value};
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

stored!(
    /// A handoff.
    StoredHandoff in "handoffs" {
        id: Uuid, lead_id: Uuid, state: String, policy_id: Uuid, calendar_id: Option<Uuid>, engaged_at: Option<DateTime<Utc>>,
        offered_at: DateTime<Utc>, offered_by: Option<Uuid>, rule_id: Option<Uuid>, note: Option<String>, route: String,
        unassigned_because: Option<String>, assignee_id: Option<Uuid>, assigned_at: Option<DateTime<Utc>>,
        reassigned_at: Option<DateTime<Utc>>, told_touch_at: Option<DateTime<Utc>>, touched_at: Option<DateTime<Utc>>, touched_by: Option<Uuid>,
        response_seconds: Option<i64>, response_unheld_seconds: Option<i64>, decided_at: Option<DateTime<Utc>>,
        decided_by: Option<Uuid>, decision_seconds: Option<i64>, returned_at: Option<DateTime<Utc>>, returned_by: Option<Uuid>,
        reason: Option<String>, reason_note: Option<String>, recycle_on: Option<NaiveDate>, reply: Option<String>,
        reply_note: Option<String>, replied_at: Option<DateTime<Utc>>, replied_by: Option<Uuid>,
        hold_from: Option<DateTime<Utc>>, hold_until: Option<DateTime<Utc>>, hold_reason: Option<String>,
        assign_due_at: Option<DateTime<Utc>>, touch_risk_at: Option<DateTime<Utc>>, touch_due_at: Option<DateTime<Utc>>,
        touch_breach_at: Option<DateTime<Utc>>, touch_breach_unheld_at: Option<DateTime<Utc>>,
        decide_due_at: Option<DateTime<Utc>>, decide_breach_at: Option<DateTime<Utc>>, expire_at: Option<DateTime<Utc>>,
        wake_at: Option<DateTime<Utc>>, steps: Vec<String>, sal_entry: Option<Uuid>, out_entry: Option<Uuid>,
        owner_before: Option<Uuid>, undos: i32, source_id: Option<i16>, event_id: Option<String>, import_id: Option<Uuid>,
        import_file: Option<i16>, import_line: Option<i64>, recorded_at: DateTime<Utc>,
    }
);

impl StoredHandoff {
    /// An offer made now, of which nothing else is known yet.
    ///
    /// # Panics
    /// Never: a test of offers makes one.
    #[must_use]
    pub fn new(
        id: Uuid,
        lead_id: Uuid,
        policy_id: Uuid,
        calendar_id: Option<Uuid>,
        route: &str,
        offered_at: DateTime<Utc>,
    ) -> Self {
        let empty = serde_json::json!({
            "id": id, "lead_id": lead_id, "state": State::Offered.key(), "policy_id": policy_id, "calendar_id": calendar_id,
            "offered_at": offered_at, "route": route, "steps": [], "undos": 0, "recorded_at": offered_at,
        });
        serde_json::from_value(empty).expect("all other columns may be missing")
    }

    /// How it stands.
    ///
    /// # Panics
    /// When the database holds a state that this version does not know, which its constraint excludes.
    #[must_use]
    pub fn state(&self) -> State {
        State::from_key(&self.state).expect("the database knows the same states")
    }

    /// What its clocks need to know.
    #[must_use]
    pub fn facts(&self) -> Facts {
        let hold = self.hold_from.zip(self.hold_until).map(|(from, until)| Hold { from, until });
        Facts {
            state: self.state(),
            offered: self.offered_at,
            assigned: self.assigned_at,
            touched: self.touched_at,
            decided: self.decided_at,
            hold,
        }
    }

    /// What has happened by itself.
    #[must_use]
    pub fn done(&self) -> Vec<Step> {
        self.steps.iter().filter_map(|step| Step::from_key(step)).collect()
    }

    /// The instants to which its promises came down.
    #[must_use]
    pub fn dues(&self) -> Dues {
        Dues {
            assign: self.assign_due_at,
            touch_risk: self.touch_risk_at,
            touch: self.touch_due_at,
            touch_breach: self.touch_breach_at,
            touch_breach_unheld: self.touch_breach_unheld_at,
            tell_again: None,
            reassign: None,
            decide: self.decide_due_at,
            decide_breach: self.decide_breach_at,
            expire: self.expire_at,
        }
    }

    /// Takes over the instants to which its promises come down.
    pub fn set_dues(&mut self, dues: &Dues) {
        self.assign_due_at = dues.assign;
        self.touch_risk_at = dues.touch_risk;
        self.touch_due_at = dues.touch;
        self.touch_breach_at = dues.touch_breach;
        self.touch_breach_unheld_at = dues.touch_breach_unheld;
        self.decide_due_at = dues.decide;
        self.decide_breach_at = dues.decide_breach;
        self.expire_at = dues.expire;
    }
}

/// A handoff, which nobody else changes until the end of the transaction.
pub async fn lock(db: impl PgExecutor<'_>, id: Uuid) -> Result<Option<StoredHandoff>, StorageError> {
    let row: Option<Value> =
        sqlx::query_scalar("select to_jsonb(h) from handoffs h where id = $1 for update").bind(id).fetch_optional(db).await?;
    row.map(read).transpose()
}

/// A handoff.
pub async fn find(db: impl PgExecutor<'_>, id: Uuid) -> Result<Option<StoredHandoff>, StorageError> {
    let row: Option<Value> =
        sqlx::query_scalar("select to_jsonb(h) from handoffs h where id = $1").bind(id).fetch_optional(db).await?;
    row.map(read).transpose()
}

/// The handoffs of these leads that activities can touch, locked, the oldest first: those that still run, and those of
/// files that tell of no response.
pub async fn lock_touchable(db: impl PgExecutor<'_>, leads: &[Uuid]) -> Result<Vec<StoredHandoff>, StorageError> {
    let rows: Vec<Value> = sqlx::query_scalar(
        "select to_jsonb(h) from handoffs h where lead_id = any($1) and told_touch_at is null
           and (state in ('offered', 'accepted') or state in ('rejected', 'returned') and import_id is not null) order by offered_at, id for update",
    )
    .bind(leads)
    .fetch_all(db)
    .await?;
    rows.into_iter().map(read).collect()
}

/// The handoff of a lead that waits for an answer.
pub async fn open_of(db: impl PgExecutor<'_>, lead: Uuid) -> Result<Option<Uuid>, StorageError> {
    let found = sqlx::query_scalar!("select id from handoffs where lead_id = $1 and state = 'offered'", lead);
    Ok(found.fetch_optional(db).await?)
}

/// Whether the lead of a handoff was offered again since an instant.
pub async fn is_offered_since(
    db: impl PgExecutor<'_>,
    handoff: &StoredHandoff,
    since: DateTime<Utc>,
) -> Result<bool, StorageError> {
    let offered = sqlx::query_scalar!(
        r#"select exists (select from handoffs where lead_id = $1 and id <> $2 and (offered_at >= $3 or state = 'offered')) as "offered!""#,
        handoff.lead_id,
        handoff.id,
        since
    );
    Ok(offered.fetch_one(db).await?)
}

/// Looks again at a handoff later: what is wrong with it must not keep all others waiting.
pub async fn postpone(db: impl PgExecutor<'_>, id: Uuid, until: DateTime<Utc>) -> Result<(), StorageError> {
    sqlx::query!("update handoffs set wake_at = $2 where id = $1 and wake_at is not null", id, until).execute(db).await?;
    Ok(())
}

fn read(row: Value) -> Result<StoredHandoff, StorageError> {
    serde_json::from_value(row).map_err(|error| StorageError::Other(sqlx::Error::Decode(Box::new(error))))
}

/// Writes what changed of several, and raises their versions.
pub async fn update_all(db: &mut PgConnection, columns: &[&str], handoffs: &[StoredHandoff]) -> Result<(), StorageError> {
    let rows: Vec<Value> = handoffs.iter().filter_map(|handoff| serde_json::to_value(handoff).ok()).collect();
    copy::update_all(db, "handoffs", columns, &rows).await
}

/// Writes what changed, and raises the version.
pub async fn update(db: &mut PgConnection, before: &StoredHandoff, after: &StoredHandoff) -> Result<(), StorageError> {
    let (Ok(Value::Object(before)), Ok(Value::Object(after))) = (serde_json::to_value(before), serde_json::to_value(after))
    else {
        unreachable!("a row is an object");
    };
    let columns: Vec<&str> =
        after.iter().filter(|(name, value)| before.get(*name) != Some(value)).map(|(name, _)| name.as_str()).collect();
    let mut row: Map<String, Value> = columns.iter().map(|name| ((*name).to_owned(), after[*name].clone())).collect();
    row.insert("id".to_owned(), after["id"].clone());
    copy::update_all(db, "handoffs", &columns, &[Value::Object(row)]).await
}

/// The next handoff for which something is due to happen by itself, and its lead, which is locked: one that another
/// process has in hand is left to it.
pub async fn lock_due(db: impl PgExecutor<'_>, now: DateTime<Utc>) -> Result<Option<(Uuid, Uuid)>, StorageError> {
    let due = sqlx::query!(
        "select h.id, h.lead_id from handoffs h join leads l on l.id = h.lead_id
         where h.wake_at <= $1 order by h.wake_at, h.id limit 1 for update of l skip locked",
        now
    );
    Ok(due.fetch_optional(db).await?.map(|row| (row.id, row.lead_id)))
}

/// Running handoffs whose clocks count the working time of this team: those that a day off moves.
pub async fn running_of_team(db: impl PgExecutor<'_>, team: Option<&str>) -> Result<Vec<Uuid>, StorageError> {
    let running = sqlx::query_scalar!(
        "select h.id from handoffs h join calendars c on c.id = h.calendar_id
         where (h.state = 'offered' or h.state = 'accepted' and h.touched_at is null) and h.import_id is null and ($1::text is null or c.team = $1)
         order by h.lead_id, h.id",
        team
    );
    Ok(running.fetch_all(db).await?)
}

/// Handoffs that wait for this person: offered to him, or accepted and not touched. Of an imported history only the offers.
pub async fn waiting_for(db: impl PgExecutor<'_>, person: PersonId) -> Result<Vec<Uuid>, StorageError> {
    let waiting = sqlx::query_scalar!(
        "select id from handoffs where assignee_id = $1 and (state = 'offered' or state = 'accepted' and touched_at is null and import_id is null)
         order by lead_id, id",
        person.0
    );
    Ok(waiting.fetch_all(db).await?)
}

/// A lead that was put off until a day that has come, of which nobody was told yet; its handoff and the lead, which is
/// locked. One that was offered again, or went another way, is none.
pub async fn lock_recycled(db: impl PgExecutor<'_>, today: NaiveDate) -> Result<Option<(Uuid, Uuid)>, StorageError> {
    let found = sqlx::query!(
        "select h.id, h.lead_id from handoffs h join leads l on l.id = h.lead_id
         where h.recycle_on <= $1 and h.state in ('rejected', 'returned') and h.import_id is null and not 'recycle_due' = any(h.steps)
           and l.current_stage = 'recycled' and l.archived_at is null and l.erased_at is null
           and not exists (select from handoffs later where later.lead_id = h.lead_id and later.offered_at > h.offered_at)
         order by h.recycle_on, h.id limit 1 for update of l skip locked",
        today
    );
    Ok(found.fetch_optional(db).await?.map(|row| (row.id, row.lead_id)))
}

/// Tells every server process that a handoff changed, once the transaction is done.
pub async fn announce(db: impl PgExecutor<'_>, id: Uuid) -> Result<(), StorageError> {
    sqlx::query!("select pg_notify('mihwar_handoffs', $1) as told", id.to_string()).execute(db).await?;
    Ok(())
}

/// When a lead's handoff was engaged: the last touch of marketing at or before its entry into MQL, else that entry.
pub async fn engaged_at(db: impl PgExecutor<'_>, lead: Uuid, now: DateTime<Utc>) -> Result<Option<DateTime<Utc>>, StorageError> {
    let found = sqlx::query_scalar!(
        r#"with mql as (
               select max(t.at) as at from stage_transitions t
               where t.lead_id = $1 and t.to_stage = 'mql' and t.voids is null and t.at <= $2
                 and not exists (select from stage_transitions v where v.voids = t.id))
           select coalesce(
               (select max(touch.occurred_at) from touches touch, mql
                where touch.lead_id = $1 and touch.side = 'marketing' and touch.occurred_at <= coalesce(mql.at, $2)),
               mql.at) as at from mql"#,
        lead,
        now
    );
    Ok(found.fetch_one(db).await?)
}

/// Adds a line to the list of who got it and why.
pub async fn note_assignment(
    db: impl PgExecutor<'_>,
    handoff: Uuid,
    person: Option<Uuid>,
    by: Option<Uuid>,
    because: &str,
    now: DateTime<Utc>,
) -> Result<(), StorageError> {
    sqlx::query!(
        "insert into handoff_assignments (id, handoff_id, at, person_id, by_id, because) values ($1, $2, $3, $4, $5, $6)",
        Uuid::now_v7(),
        handoff,
        now,
        person,
        by,
        because
    )
    .execute(db)
    .await?;
    Ok(())
}

/// How often it was assigned.
pub async fn count_assignments(db: impl PgExecutor<'_>, handoff: Uuid) -> Result<i32, StorageError> {
    let n = sqlx::query_scalar!(r#"select count(*)::int as "n!" from handoff_assignments where handoff_id = $1"#, handoff);
    Ok(n.fetch_one(db).await?)
}

/// The rows of handoffs that are to be written at once.
pub async fn insert(db: &mut PgConnection, handoff: &StoredHandoff) -> Result<(), StorageError> {
    copy::insert_all(db, std::slice::from_ref(handoff)).await
}

/// The names behind an answer, for whoever comes second.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// How it stands.
    pub state: State,
    /// Who answered.
    pub by: Option<String>,
    /// When.
    pub at: DateTime<Utc>,
}

/// Who answered a handoff, and when.
pub async fn answer(db: impl PgExecutor<'_>, id: Uuid) -> Result<Option<Answer>, StorageError> {
    let found = sqlx::query!(
        r#"select h.state, p.name as "name?", coalesce(h.returned_at, h.decided_at, h.recorded_at) as "at!"
           from handoffs h left join people p on p.id = coalesce(h.returned_by, h.decided_by) where h.id = $1"#,
        id
    )
    .fetch_optional(db)
    .await?;
    Ok(found.and_then(|row| Some(Answer { state: State::from_key(&row.state)?, by: row.name, at: row.at })))
}
