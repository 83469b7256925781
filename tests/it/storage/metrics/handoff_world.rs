//! A random world with handoffs: every state, touched or not, assigned or not, held, imported, early and late; and each of
//! them as it stands at an instant, told in plain Rust.

use super::facts::{Lead, fits, fits_lead};
use super::random_world::Dice;
use super::{Asked, Both};
use crate::support::at;
use chrono::{DateTime, TimeDelta, Utc};
use mihwar::domain::calendar::Calendar;
use mihwar::metrics::handoffs::Counts;
use mihwar::storage::Database;
use mihwar::storage::metrics::handoffs::{Key, Narrowed};
use mihwar::storage::metrics::{Dimension, Scope};
use sqlx::{FromRow, PgPool};
use uuid::Uuid;

#[derive(FromRow, Clone, Debug)]
pub struct Handoff {
    pub id: Uuid,
    pub lead_id: Uuid,
    pub state: String,
    pub calendar_id: Option<Uuid>,
    pub engaged_at: Option<DateTime<Utc>>,
    pub offered_at: DateTime<Utc>,
    pub assignee_id: Option<Uuid>,
    pub team: Option<String>,
    pub assigned_at: Option<DateTime<Utc>>,
    pub touched_at: Option<DateTime<Utc>>,
    pub response_seconds: Option<i64>,
    pub response_unheld_seconds: Option<i64>,
    pub decided_at: Option<DateTime<Utc>>,
    pub decision_seconds: Option<i64>,
    pub returned_at: Option<DateTime<Utc>>,
    pub reason: Option<String>,
    pub replied_at: Option<DateTime<Utc>>,
    pub hold_from: Option<DateTime<Utc>>,
    pub hold_until: Option<DateTime<Utc>>,
    pub assign_due_at: Option<DateTime<Utc>>,
    pub touch_breach_at: Option<DateTime<Utc>>,
    pub touch_breach_unheld_at: Option<DateTime<Utc>>,
    pub decide_breach_at: Option<DateTime<Utc>>,
    pub expire_at: Option<DateTime<Utc>>,
    pub import_id: Option<Uuid>,
    pub touch_minutes: i32,
    pub attempt_days: i16,
    pub attempts: i16,
}

#[derive(FromRow, Clone)]
pub struct Work {
    pub lead_id: Uuid,
    pub actor_id: Option<Uuid>,
    pub kind: String,
    pub happened_at: DateTime<Utc>,
}

const CALENDAR: Uuid = Uuid::from_u128(0x0c);

/// Throws handoffs for the leads of a random world: every state, touched or not, assigned or not, held, imported, early
/// and late.
async fn throw(db: &PgPool, seed: u64) {
    let mut dice = Dice(seed);
    for statement in [
        "insert into handoff_reasons (key, position, outcome) values ('no_budget', 1, 'back'), ('duplicate', 2, 'back'), ('too_small', 3, 'disqualify')
         on conflict do nothing",
        "insert into people (id, handle, name, team) values ('00000000-0000-0000-0000-0000000000a1', 'sara', 'Sara', 'sales'),
         ('00000000-0000-0000-0000-0000000000a2', 'omar', 'Omar', 'sales'), ('00000000-0000-0000-0000-0000000000a3', 'dina', 'Dina', null)",
        "insert into calendars (id, team, version, zone, hours, made_at) values ('00000000-0000-0000-0000-00000000000c', 'sales', 1,
         'Asia/Riyadh', '{\"7\": [[540, 1020]], \"1\": [[540, 1020]], \"2\": [[540, 1020]], \"3\": [[540, 1020]], \"4\": [[540, 780]]}', now())",
        "insert into sla_policies (id, key, version, name, position, assign_minutes, touch_minutes, decide_minutes, attempt_days, attempts, made_at)
         values ('00000000-0000-0000-0000-0000000000b1', '00000000-0000-0000-0000-0000000000b1', 1, 'One', 1, 30, 240, 960, 10, 2, now()),
         ('00000000-0000-0000-0000-0000000000b2', '00000000-0000-0000-0000-0000000000b2', 1, 'Two', 2, 60, 1440, 2880, 5, 3, now())",
    ] {
        sqlx::query(statement).execute(db).await.unwrap();
    }
    let leads: Vec<Uuid> = sqlx::query_scalar("select id from leads order by id").fetch_all(db).await.unwrap();
    for lead in leads {
        let mut is_open = false;
        for _ in 0..dice.below(4) {
            handoff(db, &mut dice, lead, &mut is_open).await;
        }
        for _ in 0..dice.below(7) {
            let who = dice.maybe(9, person);
            let kind = dice.one_of(&["call", "email", "note"]).unwrap();
            let day = at("2025-01-01T00:00:00Z") + TimeDelta::hours(dice.below(9000).cast_signed());
            sqlx::query("insert into activities (id, lead_id, kind, happened_at, logged_at, actor_id, recorded_at) values ($1, $2, $3, $4, $4, $5, $4)")
                .bind(Uuid::now_v7())
                .bind(lead)
                .bind(kind)
                .bind(day)
                .bind(who)
                .execute(db)
                .await
                .unwrap();
        }
    }
}

fn person(dice: &mut Dice) -> Uuid {
    Uuid::from_u128(0xa1 + u128::from(dice.below(3)))
}

async fn handoff(db: &PgPool, dice: &mut Dice, lead: Uuid, is_open: &mut bool) {
    let hours = |dice: &mut Dice, most: u64| TimeDelta::hours(dice.below(most).cast_signed());
    let offered = at("2025-01-01T00:00:00Z") + hours(dice, 9000);
    let state = dice.one_of(&["offered", "accepted", "accepted", "rejected", "expired", "withdrawn", "returned"]).unwrap();
    if state == "offered" && std::mem::replace(is_open, true) {
        return;
    }
    let assigned = dice.maybe(8, |dice| offered + hours(dice, 30));
    let touched = dice.maybe(5, |dice| assigned.unwrap_or(offered) + hours(dice, 400) - TimeDelta::hours(3));
    let response = touched.and(assigned).map(|_| i64::from(u32::try_from(dice.below(60)).unwrap()) * 3600);
    let decided = ["accepted", "rejected", "returned"].contains(&state.as_str()).then(|| offered + hours(dice, 200));
    let returned = (state == "returned").then(|| decided.unwrap() + hours(dice, 900));
    let is_back = ["rejected", "returned"].contains(&state.as_str());
    let replied = is_back.then(|| dice.maybe(5, |dice| returned.or(decided).unwrap() + hours(dice, 900))).flatten();
    let import = dice.maybe(2, |_| Uuid::nil());
    let reason = if is_back && (import.is_none() || dice.below(2) == 0) {
        dice.one_of(&["no_budget", "duplicate", "too_small"])
    } else {
        None
    };
    let held = dice.maybe(3, |dice| offered + hours(dice, 50));
    let breach = assigned.map(|at| at + hours(dice, 250));
    sqlx::query(
        "insert into handoffs (id, lead_id, state, policy_id, calendar_id, engaged_at, offered_at, route, assignee_id, assigned_at, touched_at,
             response_seconds, response_unheld_seconds, decided_at, decision_seconds, returned_at, reason, reply, replied_at, hold_from,
             hold_until, hold_reason, assign_due_at, touch_breach_at, touch_breach_unheld_at, decide_breach_at, expire_at, import_id, recorded_at)
         values ($1, $2, $3, $4, $5, $6, $7, 'queue', $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25,
             $26, $27, $7)",
    )
    .bind(Uuid::now_v7())
    .bind(lead)
    .bind(&state)
    .bind(Uuid::from_u128(0xb1 + u128::from(dice.below(2))))
    .bind(dice.maybe(5, |_| CALENDAR))
    .bind(dice.maybe(7, |dice| offered - hours(dice, 100)))
    .bind(offered)
    .bind(assigned.and_then(|_| dice.maybe(9, person)))
    .bind(assigned)
    .bind(touched)
    .bind(response)
    .bind(response.map(|seconds| seconds + i64::from(u32::try_from(dice.below(9)).unwrap()) * 3600))
    .bind(decided)
    .bind(decided.map(|_| i64::from(u32::try_from(dice.below(90_000)).unwrap())))
    .bind(returned)
    .bind(reason)
    .bind(replied.map(|_| "agreed"))
    .bind(replied)
    .bind(held)
    .bind(held.map(|from| from + hours(dice, 60)))
    .bind(held.map(|_| "leave"))
    .bind(dice.maybe(8, |dice| offered + hours(dice, 20)))
    .bind(breach)
    .bind(breach.map(|at| at - hours(dice, 9)))
    .bind(offered + hours(dice, 200))
    .bind((state == "expired").then(|| dice.maybe(7, |dice| offered + hours(dice, 900))).flatten())
    .bind(import)
    .execute(db)
    .await
    .unwrap();
}

pub struct World {
    pub both: Both,
    pub handoffs: Vec<Handoff>,
    pub work: Vec<Work>,
}

impl World {
    pub async fn of(seed: u64) -> Self {
        Self::with(seed, async |_| ()).await
    }

    /// A world to which something happened before it is looked at.
    pub async fn with(seed: u64, then: impl AsyncFnOnce(&PgPool)) -> Self {
        let thrown = async |db: &Database| {
            throw(&db.jobs, seed).await;
            then(&db.jobs).await;
        };
        let both = Both::with(seed, thrown).await;
        let mut world = Self { both, handoffs: Vec::new(), work: Vec::new() };
        let rows = "select h.*, a.team, p.touch_minutes, p.attempt_days, p.attempts from handoffs h join sla_policies p on p.id = h.policy_id
                    left join people a on a.id = h.assignee_id order by h.offered_at, h.id";
        world.handoffs = sqlx::query_as(rows).fetch_all(&mut *world.both.view).await.unwrap();
        world.work =
            sqlx::query_as("select * from activities order by happened_at, id").fetch_all(&mut *world.both.view).await.unwrap();
        assert!(world.handoffs.len() > 150, "{}", world.handoffs.len());
        world
    }

    /// Questions that differ in zone, period, moment, filters, attempt, team and assignee.
    pub async fn questions(&mut self) -> Vec<(Asked, Narrowed)> {
        let narrowed: [&[(Key, &str)]; 4] = [
            &[],
            &[(Key::Attempt, "1")],
            &[(Key::Team, "sales"), (Key::Attempt, "2")],
            &[(Key::Rep, "00000000-0000-0000-0000-0000000000a1"), (Key::Rep, "")],
        ];
        let asked = self.both.questions().await;
        asked
            .into_iter()
            .enumerate()
            .map(|(n, asked)| {
                let mut found = Narrowed::default();
                for (key, value) in narrowed[(n + n / 4) % 4] {
                    assert!(found.narrow(*key, value));
                }
                (asked, found)
            })
            .collect()
    }

    pub fn lead(&self, handoff: &Handoff) -> &Lead {
        self.both.facts.lead(Some(handoff.lead_id)).unwrap()
    }

    pub fn attempt(&self, handoff: &Handoff) -> usize {
        let of_lead = self.handoffs.iter().filter(|other| other.lead_id == handoff.lead_id);
        of_lead.take_while(|other| other.id != handoff.id).count() + 1
    }

    /// The handoffs of a question.
    pub fn asked(&self, scope: &Scope, narrowed: &Narrowed) -> Vec<&Handoff> {
        let (from, to) = scope.period.instants(scope.zone);
        let told = serde_json::to_value(narrowed).unwrap();
        let among = |key: &str, value: &str| told[key].as_array().is_none_or(|all| all.iter().any(|one| one == value));
        let kept = |h: &&Handoff| {
            from <= h.offered_at
                && h.offered_at < to
                && h.offered_at <= scope.as_of
                && fits_lead(scope, self.lead(h))
                && fits(scope, Dimension::Segment, self.lead(h).segment.as_ref())
                && told["attempt"].as_u64().is_none_or(|n| n == self.attempt(h) as u64)
                && among("team", h.team.as_deref().unwrap_or(""))
                && among("rep", &h.assignee_id.unwrap_or_default().to_string())
        };
        self.handoffs.iter().filter(kept).collect()
    }
}

/// A handoff as it stands at an instant.
pub struct At<'a>(pub &'a Handoff, pub DateTime<Utc>);

impl At<'_> {
    pub fn by(&self, moment: Option<DateTime<Utc>>) -> bool {
        moment.is_some_and(|moment| moment <= self.1)
    }
    pub fn past(&self, moment: Option<DateTime<Utc>>) -> bool {
        moment.is_some_and(|moment| moment < self.1)
    }
    pub fn state(&self) -> &'static str {
        let h = self.0;
        match h.state.as_str() {
            "withdrawn" => "withdrawn",
            "expired" if h.expire_at.is_none_or(|at| at <= self.1) => "expired",
            "rejected" if self.by(h.decided_at) => "rejected",
            "returned" if self.by(h.returned_at) => "returned",
            "accepted" | "returned" if self.by(h.decided_at) => "accepted",
            _ => "offered",
        }
    }
    pub fn accepted(&self) -> bool {
        ["accepted", "returned"].contains(&self.state())
    }
    pub fn touched(&self) -> bool {
        self.by(self.0.touched_at)
    }
    /// The promise of a first touch runs.
    pub fn promised(&self) -> bool {
        self.by(self.0.assigned_at) && self.state() != "withdrawn"
    }
    pub fn in_window(&self, seconds: Option<i64>) -> bool {
        self.promised() && self.touched() && seconds.is_some_and(|s| s <= i64::from(self.0.touch_minutes) * 60)
    }
    pub fn unworked(&self, breach: Option<DateTime<Utc>>) -> bool {
        self.state() == "rejected" && !self.touched() && breach.is_none_or(|breach| breach >= self.0.decided_at.unwrap())
    }
    pub fn breached(&self, seconds: Option<i64>, breach: Option<DateTime<Utc>>) -> bool {
        self.promised() && !self.in_window(seconds) && !self.unworked(breach) && self.past(breach)
    }
    pub fn counts(&self) -> Counts {
        let h = self.0;
        let is = |state: &str| u64::from(self.state() == state);
        let (met, over) = (self.in_window(h.response_seconds), self.past(h.touch_breach_at));
        let breached = self.breached(h.response_seconds, h.touch_breach_at);
        let accepted_over = self.accepted() && self.by(h.assigned_at) && over;
        let routed = self.state() != "withdrawn" && h.assign_due_at.is_some();
        let assigned = self.by(h.assigned_at);
        let late = if assigned { h.assign_due_at < h.assigned_at } else { self.past(h.assign_due_at) };
        let sent_back = ["rejected", "returned"].contains(&self.state());
        Counts {
            offered: 1,
            withdrawn: is("withdrawn"),
            open: is("offered"),
            accepted: u64::from(self.accepted()),
            returned: is("returned"),
            rejected: is("rejected"),
            expired: is("expired"),
            assigned: u64::from(self.promised()),
            met: u64::from(met),
            breached: u64::from(breached),
            met_late: u64::from(breached && self.touched()),
            met_unheld: u64::from(self.in_window(h.response_unheld_seconds)),
            breached_unheld: u64::from(self.breached(h.response_unheld_seconds, h.touch_breach_unheld_at)),
            rejected_unworked: u64::from(self.unworked(h.touch_breach_at)),
            over: u64::from(self.promised() && (met || over)),
            accepted_over: u64::from(accepted_over),
            accepted_untouched: u64::from(accepted_over && !self.touched()),
            routing_due: u64::from(routed && (assigned || self.past(h.assign_due_at))),
            routing_breached: u64::from(routed && late),
            undecided: u64::from(self.state() == "offered" && self.past(h.decide_breach_at)),
            sent_back: u64::from(sent_back),
            answered: u64::from(sent_back && self.by(h.replied_at)),
        }
    }

    /// Adds its lengths in seconds, walked minute by minute where a calendar counts them.
    pub fn add_times(&self, ended: &mut [Vec<f64>; 6], running: &mut [Vec<f64>; 4], calendar: &Calendar) {
        let h = self.0;
        let apart = |from: DateTime<Utc>, to: DateTime<Utc>| (to - from).as_seconds_f64().max(0.0);
        if self.by(h.assigned_at) && self.state() != "withdrawn" {
            ended[5].push(apart(h.offered_at, h.assigned_at.unwrap()));
        }
        if self.accepted() || self.state() == "rejected" {
            ended[4].push(f64::from(i32::try_from(h.decision_seconds.unwrap()).unwrap()));
        }
        if self.state() == "withdrawn" {
            return;
        }
        let assigned = h.assigned_at.filter(|at| *at <= self.1);
        if let (Some(engaged), Some(at)) = (h.engaged_at, assigned) {
            ended[2].push(apart(engaged, h.touched_at.map_or(at, |touched| touched.min(at))));
        }
        if self.touched() {
            let touched = h.touched_at.unwrap();
            if assigned.is_some() {
                ended[0].push(f64::from(i32::try_from(h.response_seconds.unwrap()).unwrap()));
            }
            if let Some(engaged) = h.engaged_at {
                ended[1].push(apart(engaged, touched));
                ended[3].extend(assigned.map(|at| apart(at, touched)));
            }
            return;
        }
        let end = match h.state.as_str() {
            "rejected" => h.decided_at,
            "returned" => h.returned_at,
            "expired" => h.expire_at,
            _ => None,
        };
        let until = end.unwrap_or(self.1).min(self.1);
        if let Some(at) = assigned {
            let works = |from: DateTime<Utc>, to: DateTime<Utc>| {
                if h.calendar_id.is_some() { calendar.elapsed(from, to).as_seconds_f64() } else { apart(from, to) }
            };
            let held = h.hold_from.zip(h.hold_until).map_or(0.0, |(from, to)| works(from.max(at), to.min(until)));
            running[0].push((works(at, until) - held).max(0.0));
            running[3].extend(h.engaged_at.map(|_| apart(at, until)));
        }
        if let Some(engaged) = h.engaged_at {
            running[1].push(apart(engaged, until));
            if assigned.is_none() {
                running[2].push(apart(engaged, until));
            }
        }
    }
}
