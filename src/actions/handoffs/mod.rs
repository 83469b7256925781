//! What people do with a handoff, one verb a file, and what happens to it by itself.
//!
//! Every change goes the same way: the lead is locked, then the handoff; the verb changes the row; the clocks are planned
//! anew; row, entries into stages, event and notices are written in one transaction, and every server process hears of it.

pub mod accept;
pub mod assign;
pub mod by_itself;
mod by_rule;
pub mod contact;
pub mod give_back;
pub mod hold;
pub mod offer;
pub mod offer_many;
pub mod promises;
pub mod qualify;
pub mod recycle;
pub mod reject;
pub mod replan;
pub mod reply;
pub mod routing;
pub mod steps;
mod take_over;
pub mod touches;
pub mod undo;
pub mod withdraw;

pub(super) use by_rule::offer_by_rule;
pub(super) use take_over::take_over;

use super::import_rows::{Cause, transition};
use crate::domain::calendar::Calendar;
use crate::domain::handoff::{State, Step};
use crate::domain::ids::{PersonId, UserId};
use crate::domain::moment::Moment;
use crate::domain::ownership::Noun;
use crate::domain::person::Team;
use crate::domain::policy::Policy;
use crate::domain::sla::{Clocks, Dues, Windows, next_step};
use crate::domain::stage::Stage;
use crate::storage::handoffs::{self, StoredHandoff};
use crate::storage::notifications::{self, Notice};
use crate::storage::records::{self, Columns};
use crate::storage::stage_transitions::{self, StoredTransition};
use crate::storage::users::User;
use crate::storage::{StorageError, calendars, copy, events, leads, sla_policies};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use sqlx::PgConnection;
use uuid::Uuid;

/// What came of a verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// Done, or done before by the same form.
    Yes,
    /// It is not this person's to do.
    Forbidden,
    /// There is no such handoff.
    Gone,
    /// Somebody was first, or it does not stand so any more: `storage::handoffs::answer` says who and when.
    Already(State),
    /// The lead was qualified: it is not returned any more.
    Qualified,
    /// The reason is none of those in use.
    UnknownReason,
    /// It was on hold once.
    HeldBefore,
    /// Sales touched the lead: there is no clock to hold.
    Touched,
    /// The day is not ahead, or too far.
    BadDay,
    /// It can no longer be taken back.
    TooLate,
    /// That person takes no leads, or is away.
    Unavailable,
    /// Somebody else finished the step.
    StepDone,
    /// The lead is an SQL already.
    QualifiedBefore,
    /// Not every criterion is met: why is it an SQL?
    NeedsReason,
    /// The lead is still worked: what comes next, or why nothing does?
    NeedsNext,
}

/// A handoff under somebody's hands: the lead and the row are locked.
#[derive(Debug)]
pub(super) struct Case {
    handoff: StoredHandoff,
    before: StoredHandoff,
    lead: Columns,
    policy: Policy,
    windows: Windows,
    calendar: Calendar,
}

/// What a change is called, and whose it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Deed<'a> {
    verb: &'a str,
    user: Option<UserId>,
    now: DateTime<Utc>,
}

impl<'a> Deed<'a> {
    fn of(verb: &'a str, by: &User, now: DateTime<Utc>) -> Self {
        Self { verb, user: Some(by.id), now }
    }
}

impl Case {
    /// Locks a handoff and its lead, in the order in which everybody does.
    async fn open(tx: &mut PgConnection, id: Uuid) -> Result<Option<Self>, StorageError> {
        let Some(found) = handoffs::find(&mut *tx, id).await? else { return Ok(None) };
        let Some(lead) = records::lock(&mut *tx, Noun::Lead, found.lead_id).await? else { return Ok(None) };
        let Some(handoff) = handoffs::lock(&mut *tx, id).await? else { return Ok(None) };
        // A merge may have carried it to another lead in between.
        if handoff.lead_id != found.lead_id {
            return Err(StorageError::Other(sqlx::Error::RowNotFound));
        }
        Self::with(tx, handoff, lead).await.map(Some)
    }

    /// A handoff and its lead, both locked.
    async fn with(tx: &mut PgConnection, handoff: StoredHandoff, lead: Columns) -> Result<Self, StorageError> {
        let policy = sla_policies::find(&mut *tx, handoff.policy_id).await?.ok_or(sqlx::Error::RowNotFound)?;
        let calendar = match handoff.calendar_id {
            Some(id) => calendars::find(&mut *tx, id).await?.ok_or(sqlx::Error::RowNotFound)?,
            None => Calendar::around_the_clock(chrono_tz::UTC),
        };
        let windows = policy.windows();
        Ok(Self { before: handoff.clone(), handoff, lead, policy, windows, calendar })
    }

    fn clocks(&self) -> Clocks<'_> {
        Clocks { calendar: &self.calendar, windows: &self.windows }
    }

    /// Plans the clocks anew from what has happened. One that stopped before keeps its number and what was due then: a
    /// day off that is confirmed later moves open clocks only.
    fn plan(&mut self) {
        plan(&mut self.handoff, Some(&self.before), Clocks { calendar: &self.calendar, windows: &self.windows });
    }

    /// Writes what changed, and says so.
    async fn close(
        mut self,
        tx: &mut PgConnection,
        deed: Deed<'_>,
        detail: Option<Value>,
    ) -> Result<StoredHandoff, StorageError> {
        self.plan();
        handoffs::update(tx, &self.before, &self.handoff).await?;
        self.say(tx, deed, detail).await?;
        Ok(self.handoff)
    }

    /// Plans the clocks anew, and writes that where it changes anything: no deed of anybody.
    async fn settle(mut self, tx: &mut PgConnection) -> Result<(), StorageError> {
        self.plan();
        if self.before == self.handoff {
            return Ok(());
        }
        handoffs::update(tx, &self.before, &self.handoff).await?;
        handoffs::announce(&mut *tx, self.handoff.id).await
    }

    async fn say(&self, tx: &mut PgConnection, deed: Deed<'_>, detail: Option<Value>) -> Result<(), StorageError> {
        let fields = ["state".to_owned()];
        let record = Some(self.handoff.lead_id);
        let event = events::Event { at: deed.now, user: deed.user, verb: deed.verb, kind: "lead", record, fields: &fields };
        let mut said = json!({ "handoff": self.handoff.id });
        if let (Some(said), Some(Value::Object(more))) = (said.as_object_mut(), detail) {
            said.extend(more);
        }
        events::insert_with(&mut *tx, event, Some(said)).await?;
        handoffs::announce(&mut *tx, self.handoff.id).await
    }

    /// Whether this person may answer it.
    fn is_answered_by(&self, by: &User) -> bool {
        let own = self.handoff.assignee_id == Some(by.person_id.0);
        let queued = self.handoff.assignee_id.is_none() && by.team == Some(Team::Sales);
        by.role.answers(own, queued)
    }

    /// The stage in which the lead stands.
    fn stage(&self) -> Stage {
        stage_of(&self.lead)
    }

    /// Gives it to a person.
    async fn give(
        &mut self,
        tx: &mut PgConnection,
        to: Uuid,
        by: Option<PersonId>,
        because: &str,
        now: DateTime<Utc>,
    ) -> Result<(), StorageError> {
        self.handoff.assignee_id = Some(to);
        self.handoff.assigned_at.get_or_insert(now);
        self.handoff.reassigned_at = Some(now);
        self.handoff.unassigned_because = None;
        handoffs::note_assignment(&mut *tx, self.handoff.id, Some(to), by.map(|by| by.0), because, now).await
    }

    /// Writes an entry of the lead into a stage. Gives which.
    async fn enter(
        &self,
        tx: &mut PgConnection,
        stage: Stage,
        reason: Option<String>,
        by: Option<PersonId>,
        now: DateTime<Utc>,
    ) -> Result<Uuid, StorageError> {
        let cause = Cause { import: None, actor: by.map(|by| by.0), now };
        let entry = StoredTransition { reason, ..transition(cause, self.handoff.lead_id, stage, Some(Moment::Instant(now))) };
        copy::insert_all(tx, std::slice::from_ref(&entry)).await?;
        leads::refresh_stages(tx, &[self.handoff.lead_id]).await?;
        Ok(entry.id)
    }

    /// Takes back an entry that a person's answer wrote here; one that a file brought stays.
    async fn leave(&self, tx: &mut PgConnection, entry: Option<Uuid>, by: &User, now: DateTime<Utc>) -> Result<(), StorageError> {
        let Some(id) = entry else { return Ok(()) };
        let Some((wrong, true)) = stage_transitions::find(tx, id).await? else { return Ok(()) };
        if wrong.import_id.is_some() {
            return Ok(());
        }
        let void = StoredTransition {
            id: Uuid::now_v7(),
            voids: Some(id),
            actor_id: Some(by.person_id.0),
            reason: None,
            recorded_at: now,
            ..wrong
        };
        copy::insert_all(tx, &[void]).await?;
        leads::refresh_stages(tx, &[self.handoff.lead_id]).await
    }

    /// Tells people something about it, whose doing that was, and not whoever does it.
    async fn tell(
        &self,
        tx: &mut PgConnection,
        people: impl IntoIterator<Item = Option<Uuid>>,
        kind: &str,
        but: Option<PersonId>,
        now: DateTime<Utc>,
    ) -> Result<(), StorageError> {
        let mut people: Vec<Uuid> =
            people.into_iter().flatten().filter(|person| but.is_none_or(|but| but.0 != *person)).collect();
        people.sort_unstable();
        people.dedup();
        let turn = handoffs::count_assignments(&mut *tx, self.handoff.id).await? + 100 * self.handoff.undos;
        let notice = Notice { kind, handoff: self.handoff.id, lead: self.handoff.lead_id, turn, by: but };
        notifications::tell(&mut *tx, &people, notice, now).await
    }
}

/// Plans the clocks of a handoff from what has happened. One that stopped `before` keeps its number and what was due then.
fn plan(handoff: &mut StoredHandoff, before: Option<&StoredHandoff>, clocks: Clocks<'_>) {
    let facts = handoff.facts();
    let stood = before.map(|before| (before.facts(), before.dues()));
    let mut dues = clocks.plan(&facts);
    match stood {
        Some((was, stood)) if was.touched.is_some() && (was.touched, was.assigned) == (facts.touched, facts.assigned) => {
            let Dues { touch_risk, touch, touch_breach, touch_breach_unheld, tell_again, reassign, .. } = stood;
            dues = Dues { touch_risk, touch, touch_breach, touch_breach_unheld, tell_again, reassign, ..dues };
        }
        _ => {
            let response = clocks.response(&facts);
            handoff.response_seconds = response.map(|(held, _)| held.num_seconds());
            handoff.response_unheld_seconds = response.map(|(_, unheld)| unheld.num_seconds());
        }
    }
    match stood {
        Some((was, stood)) if was.decided.is_some() && was.decided == facts.decided => {
            let Dues { decide, decide_breach, expire, .. } = stood;
            dues = Dues { decide, decide_breach, expire, ..dues };
        }
        _ => handoff.decision_seconds = clocks.decision(&facts).map(|worked| worked.num_seconds()),
    }
    handoff.set_dues(&dues);
    let next = next_step(&facts, &dues, &handoff.done());
    // History does nothing by itself.
    handoff.wake_at = if handoff.import_id.is_some() { None } else { next.map(|(at, _)| at) };
}

/// The stage in which a lead stands.
fn stage_of(lead: &Columns) -> Stage {
    records::text_of(lead, "current_stage").and_then(|stage| stage.parse().ok()).unwrap_or(Stage::Lead)
}

/// How long an answer may be taken back.
pub const FRESH: TimeDelta = TimeDelta::minutes(10);

/// Notes that something happened by itself.
fn mark(handoff: &mut StoredHandoff, step: Step) {
    if !handoff.steps.iter().any(|done| done == step.key()) {
        handoff.steps.push(step.key().to_owned());
    }
}
