//! What the pages of handoffs show: evidence only, `domain::sla` judges the clocks.

use super::handoffs::StoredHandoff;
use super::keyset::{self, From, Order, PAGE, Page};
use super::{StorageError, calendars, sla_policies};
use crate::domain::calendar::Calendar;
use crate::domain::handoff::State;
use crate::domain::person::keyed;
use crate::domain::sla::{Clocks, Facts, Hold, Reading, Windows};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use sqlx::{PgConnection, PgExecutor, QueryBuilder};
use std::collections::HashMap;
use uuid::Uuid;

keyed!(
    /// Which handoffs a list shows.
    View {
        /// This person's to answer or to touch.
        Mine = "mine",
        /// Everybody's.
        Team = "team",
        /// Answered by this person.
        Done = "done",
        /// Offered by this person, what waits for a reply first.
        Sent = "sent",
        /// Those that nobody was given.
        Unassigned = "unassigned",
    }
);

/// What sales still has to answer or to touch. Of what a file tells only the unanswered: history asks nothing of anybody.
const OPEN: &str = "(h.state = 'offered' or h.state = 'accepted' and h.touched_at is null and h.import_id is null)";

/// A handoff of a list.
#[derive(Clone, Debug, Default, sqlx::FromRow)]
#[expect(missing_docs, reason = "the fields are the columns of handoffs and of their leads")]
pub struct HandoffLine {
    pub id: Uuid,
    pub lead_id: Uuid,
    pub state: String,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub company: Option<String>,
    pub email: Option<String>,
    pub score: Option<f64>,
    pub campaign: Option<String>,
    pub assignee: Option<String>,
    pub route: String,
    pub unassigned_because: Option<String>,
    pub reason: Option<String>,
    pub reply: Option<String>,
    pub policy_id: Uuid,
    pub calendar_id: Option<Uuid>,
    pub offered_at: DateTime<Utc>,
    pub assigned_at: Option<DateTime<Utc>>,
    pub touched_at: Option<DateTime<Utc>>,
    pub decided_at: Option<DateTime<Utc>>,
    pub hold_from: Option<DateTime<Utc>>,
    pub hold_until: Option<DateTime<Utc>>,
}

impl HandoffLine {
    /// How it stands.
    #[must_use]
    pub fn state(&self) -> State {
        State::from_key(&self.state).unwrap_or(State::Offered)
    }

    /// What its clock needs to know.
    #[must_use]
    pub fn facts(&self) -> Facts {
        Facts {
            state: self.state(),
            offered: self.offered_at,
            assigned: self.assigned_at,
            touched: self.touched_at,
            decided: self.decided_at,
            hold: self.hold_from.zip(self.hold_until).map(|(from, until)| Hold { from, until }),
        }
    }
}

const LINE: &str = "select h.id, h.lead_id, h.state, l.first_name, l.last_name, l.company, l.email, l.score, c.name as campaign,
    p.name as assignee, h.route, h.unassigned_because, h.reason, h.reply, h.policy_id, h.calendar_id, h.offered_at,
    h.assigned_at, h.touched_at, h.decided_at, h.hold_from, h.hold_until
    from handoffs h join leads l on l.id = h.lead_id left join campaigns c on c.id = l.campaign_id
    left join people p on p.id = h.assignee_id where ";

/// A page of a list: by when the first touch is due, or the newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn page(db: &mut PgConnection, view: View, person: Uuid, from: From) -> Result<Page<HandoffLine>, StorageError> {
    let mut sql = QueryBuilder::new(LINE);
    let order = |key, nullable, descending| Order { key, id: "h.id", nullable, descending };
    let order = match view {
        View::Mine => {
            sql.push(OPEN).push(" and h.assignee_id = ").push_bind(person);
            order("h.touch_due_at", true, false)
        }
        View::Team => {
            sql.push(OPEN);
            order("coalesce(h.touch_due_at, h.assign_due_at)", true, false)
        }
        View::Unassigned => {
            sql.push("h.state = 'offered' and h.assignee_id is null");
            order("h.offered_at", false, false)
        }
        View::Done => {
            sql.push("h.decided_at is not null and h.decided_by = ").push_bind(person);
            sql.push(" and not ").push(OPEN);
            order("h.decided_at", false, true)
        }
        View::Sent => {
            sql.push("h.offered_by = ").push_bind(person);
            let unanswered = "h.offered_at + case when h.reply is null and h.state in ('rejected', 'returned') \
                              then interval '1000 years' else interval '0' end";
            order(unanswered, false, true)
        }
    };
    keyset::page(db, sql, order, "handoffs h", from).await
}

/// As many as a list shows at once.
pub const ROWS: usize = PAGE;

/// How many handoffs each list has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// This person's open ones.
    pub mine: i64,
    /// Everybody's.
    pub team: i64,
    /// Without anybody.
    pub unassigned: i64,
    /// Rejections and returns of this person's offers that wait for a reply.
    pub unanswered: i64,
}

/// Counts them.
///
/// # Errors
/// When the database does not answer.
pub async fn counts(db: impl PgExecutor<'_>, person: Uuid) -> Result<Counts, StorageError> {
    let counts = sqlx::query_as!(
        Counts,
        r#"select count(*) filter (where h.assignee_id = $1) as "mine!", count(*) as "team!",
                  count(*) filter (where h.assignee_id is null and h.state = 'offered') as "unassigned!",
                  (select count(*) from handoffs s where s.offered_by = $1 and s.state in ('rejected', 'returned') and s.reply is null)
                      as "unanswered!"
           from handoffs h
           where h.state in ('offered', 'accepted')
             and (h.state = 'offered' or h.touched_at is null and h.import_id is null)"#,
        person
    );
    Ok(counts.fetch_one(db).await?)
}

/// The promises and the working time by which clocks are read: each once, however many handoffs a page has.
#[derive(Debug, Default)]
pub struct Promises {
    windows: HashMap<Uuid, Windows>,
    calendars: HashMap<Option<Uuid>, Calendar>,
}

impl Promises {
    /// Those of some handoffs.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn of(
        db: &mut PgConnection,
        wanted: impl IntoIterator<Item = (Uuid, Option<Uuid>)> + Send,
    ) -> Result<Self, StorageError> {
        let wanted: Vec<_> = wanted.into_iter().collect();
        let mut found = Self::default();
        for (policy, calendar) in wanted {
            if !found.windows.contains_key(&policy)
                && let Some(policy) = sla_policies::find(&mut *db, policy).await?
            {
                found.windows.insert(policy.id, policy.windows());
            }
            if found.calendars.contains_key(&calendar) {
                continue;
            }
            let read = match calendar {
                Some(id) => calendars::find(&mut *db, id).await?,
                None => Some(Calendar::around_the_clock(Tz::UTC)),
            };
            found.calendars.extend(read.map(|read| (calendar, read)));
        }
        Ok(found)
    }

    /// What the clock of a handoff shows, and whether it runs.
    #[must_use]
    pub fn read(&self, key: (Uuid, Option<Uuid>), facts: &Facts, now: DateTime<Utc>) -> Option<(Reading, bool)> {
        let (windows, calendar) = (self.windows.get(&key.0)?, self.calendars.get(&key.1)?);
        Some((Clocks { calendar, windows }.read(facts, now), calendar.is_open(now)))
    }
}

/// The names of the people of a handoff.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "each is the name behind a column of handoffs")]
pub struct Names {
    pub offered_by: Option<String>,
    pub assignee: Option<String>,
    pub decided_by: Option<String>,
    pub returned_by: Option<String>,
    pub replied_by: Option<String>,
    pub rule: Option<String>,
}

/// Finds them.
///
/// # Errors
/// When the database does not answer.
pub async fn names(db: impl PgExecutor<'_>, handoff: &StoredHandoff) -> Result<Names, StorageError> {
    let found = sqlx::query_as!(
        Names,
        "select (select name from people where id = $1) as offered_by, (select name from people where id = $2) as assignee,
                (select name from people where id = $3) as decided_by, (select name from people where id = $4) as returned_by,
                (select name from people where id = $5) as replied_by, (select name from offer_rules where id = $6) as rule",
        handoff.offered_by,
        handoff.assignee_id,
        handoff.decided_by,
        handoff.returned_by,
        handoff.replied_by,
        handoff.rule_id
    );
    Ok(found.fetch_one(db).await?)
}

/// Somebody who got a handoff.
#[derive(Clone, Debug)]
pub struct Assignment {
    /// When.
    pub at: DateTime<Utc>,
    /// Who; nobody where it went back to the queue.
    pub person: Option<String>,
    /// By whom.
    pub by: Option<String>,
    /// Why.
    pub because: String,
}

/// Who got a handoff, in order.
///
/// # Errors
/// When the database does not answer.
pub async fn assignments(db: impl PgExecutor<'_>, handoff: Uuid) -> Result<Vec<Assignment>, StorageError> {
    let found = sqlx::query_as!(
        Assignment,
        r#"select a.at, p.name as "person?", b.name as "by?", a.because from handoff_assignments a
           left join people p on p.id = a.person_id left join people b on b.id = a.by_id
           where a.handoff_id = $1 order by a.at, a.id limit 100"#,
        handoff
    );
    Ok(found.fetch_all(db).await?)
}

/// What whoever offers or takes a lead should know first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Warnings {
    /// Its account bought already.
    pub customer: bool,
    /// An open deal of the lead or of its account.
    pub deal: Option<Uuid>,
    /// Whose deal that is.
    pub deal_owner: Option<String>,
    /// Who owns the lead.
    pub owner_id: Option<Uuid>,
    /// By name.
    pub owner: Option<String>,
}

/// Finds out.
///
/// # Errors
/// When the database does not answer.
pub async fn warnings(db: impl PgExecutor<'_>, lead: Uuid) -> Result<Warnings, StorageError> {
    let found = sqlx::query_as!(
        Warnings,
        r#"select coalesce(exists (select from deals w where w.account_id = l.account_id and w.outcome = 'won' and w.archived_at is null), false)
                      as "customer!",
                  d.id as "deal?", o.name as "deal_owner?", l.owner_id, p.name as "owner?"
           from leads l
           left join lateral (select d.id, d.owner_id from deals d
                              where (d.lead_id = l.id or d.account_id = l.account_id) and d.outcome is null and d.archived_at is null
                              order by coalesce(d.lead_id = l.id, false) desc, d.sort_at desc nulls last, d.id limit 1) d on true
           left join people o on o.id = d.owner_id left join people p on p.id = l.owner_id
           where l.id = $1"#,
        lead
    );
    Ok(found.fetch_optional(db).await?.unwrap_or_default())
}

/// A handoff as the page of its lead tells of it.
#[derive(Clone, Debug)]
pub struct Told {
    /// Which.
    pub id: Uuid,
    /// How it stands.
    pub state: String,
    /// When it was offered.
    pub offered_at: DateTime<Utc>,
    /// Who offered it.
    pub offered_by: Option<String>,
    /// Who has it.
    pub assignee: Option<String>,
    /// When it was answered.
    pub decided_at: Option<DateTime<Utc>>,
    /// Why it was rejected or returned.
    pub reason: Option<String>,
}

/// The handoffs of a lead, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn of_lead(db: impl PgExecutor<'_>, lead: Uuid) -> Result<Vec<Told>, StorageError> {
    let found = sqlx::query_as!(
        Told,
        r#"select h.id, h.state, h.offered_at, b.name as "offered_by?", p.name as "assignee?", h.decided_at, h.reason
           from handoffs h left join people b on b.id = h.offered_by left join people p on p.id = h.assignee_id
           where h.lead_id = $1 order by h.offered_at desc, h.id desc limit 50"#,
        lead
    );
    Ok(found.fetch_all(db).await?)
}

/// Somebody who can be given leads.
#[derive(Clone, Debug)]
pub struct Taker {
    /// Who.
    pub id: Uuid,
    /// By name.
    pub name: String,
}

/// Who can be given leads.
///
/// # Errors
/// When the database does not answer.
pub async fn takers(db: impl PgExecutor<'_>) -> Result<Vec<Taker>, StorageError> {
    let found = sqlx::query_as!(
        Taker,
        "select p.id, p.name from people p join users u on u.person_id = p.id
         where u.active and u.password_hash is not null and u.role in ('sales', 'manager', 'admin') order by u.role <> 'sales', p.name, p.id limit 500"
    );
    Ok(found.fetch_all(db).await?)
}
