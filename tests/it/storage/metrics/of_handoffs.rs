//! Handoffs: their counts, times and reasons, and the lists behind each count.

use super::facts::{Lead, fits, fits_lead};
use super::random_world::Dice;
use super::{Asked, Both};
use crate::support::at;
use chrono::{DateTime, TimeDelta, Utc};
use mihwar::domain::calendar::{Calendar, Hours};
use mihwar::metrics::figure::Reason;
use mihwar::metrics::handoffs::{Attempts, Counts, Effort, LeakRow, SentBackCount, Times, Waits};
use mihwar::metrics::quality::Kind;
use mihwar::storage::handoff_evidence::{self, Behind, HandoffQuery};
use mihwar::storage::keyset::From;
use mihwar::storage::metrics::handoffs::{self, Key, Narrowed};
use mihwar::storage::metrics::{Dimension, Scope};
use sqlx::{FromRow, PgConnection, PgPool};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

#[derive(FromRow, Clone, Debug)]
struct Handoff {
    id: Uuid,
    lead_id: Uuid,
    state: String,
    calendar_id: Option<Uuid>,
    engaged_at: Option<DateTime<Utc>>,
    offered_at: DateTime<Utc>,
    assignee_id: Option<Uuid>,
    team: Option<String>,
    assigned_at: Option<DateTime<Utc>>,
    touched_at: Option<DateTime<Utc>>,
    response_seconds: Option<i64>,
    response_unheld_seconds: Option<i64>,
    decided_at: Option<DateTime<Utc>>,
    decision_seconds: Option<i64>,
    returned_at: Option<DateTime<Utc>>,
    reason: Option<String>,
    replied_at: Option<DateTime<Utc>>,
    hold_from: Option<DateTime<Utc>>,
    hold_until: Option<DateTime<Utc>>,
    assign_due_at: Option<DateTime<Utc>>,
    touch_breach_at: Option<DateTime<Utc>>,
    touch_breach_unheld_at: Option<DateTime<Utc>>,
    decide_breach_at: Option<DateTime<Utc>>,
    expire_at: Option<DateTime<Utc>>,
    import_id: Option<Uuid>,
    touch_minutes: i32,
    attempt_days: i16,
    attempts: i16,
}

#[derive(FromRow, Clone)]
struct Work {
    lead_id: Uuid,
    actor_id: Option<Uuid>,
    kind: String,
    happened_at: DateTime<Utc>,
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
            let who = dice.maybe(9, |dice| person(dice));
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
    let reason = if is_back && (import.is_none() || dice.below(2) == 0) { dice.one_of(&["no_budget", "duplicate", "too_small"]) } else { None };
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

struct World {
    both: Both,
    handoffs: Vec<Handoff>,
    work: Vec<Work>,
}

impl World {
    async fn of(seed: u64) -> Self {
        let both = Both::with(seed, async |db| throw(&db.jobs, seed).await).await;
        let mut world = Self { both, handoffs: Vec::new(), work: Vec::new() };
        let rows = "select h.*, a.team, p.touch_minutes, p.attempt_days, p.attempts from handoffs h join sla_policies p on p.id = h.policy_id
                    left join people a on a.id = h.assignee_id order by h.offered_at, h.id";
        world.handoffs = sqlx::query_as(rows).fetch_all(&mut *world.both.view).await.unwrap();
        world.work = sqlx::query_as("select * from activities order by happened_at, id").fetch_all(&mut *world.both.view).await.unwrap();
        assert!(world.handoffs.len() > 150, "{}", world.handoffs.len());
        world
    }

    /// Questions that differ in zone, period, moment, filters, attempt, team and assignee.
    async fn questions(&mut self) -> Vec<(Asked, Narrowed)> {
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

    fn lead(&self, handoff: &Handoff) -> &Lead {
        self.both.facts.lead(Some(handoff.lead_id)).unwrap()
    }

    fn attempt(&self, handoff: &Handoff) -> usize {
        let of_lead = self.handoffs.iter().filter(|other| other.lead_id == handoff.lead_id);
        of_lead.take_while(|other| other.id != handoff.id).count() + 1
    }

    /// The handoffs of a question.
    fn asked(&self, scope: &Scope, narrowed: &Narrowed) -> Vec<&Handoff> {
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
struct At<'a>(&'a Handoff, DateTime<Utc>);

impl At<'_> {
    fn by(&self, moment: Option<DateTime<Utc>>) -> bool {
        moment.is_some_and(|moment| moment <= self.1)
    }
    fn past(&self, moment: Option<DateTime<Utc>>) -> bool {
        moment.is_some_and(|moment| moment < self.1)
    }
    fn state(&self) -> &'static str {
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
    fn accepted(&self) -> bool {
        ["accepted", "returned"].contains(&self.state())
    }
    fn touched(&self) -> bool {
        self.by(self.0.touched_at)
    }
    /// The promise of a first touch runs.
    fn promised(&self) -> bool {
        self.by(self.0.assigned_at) && self.state() != "withdrawn"
    }
    fn in_window(&self, seconds: Option<i64>) -> bool {
        self.promised() && self.touched() && seconds.is_some_and(|s| s <= i64::from(self.0.touch_minutes) * 60)
    }
    fn unworked(&self, breach: Option<DateTime<Utc>>) -> bool {
        self.state() == "rejected" && !self.touched() && breach.is_none_or(|breach| breach >= self.0.decided_at.unwrap())
    }
    fn breached(&self, seconds: Option<i64>, breach: Option<DateTime<Utc>>) -> bool {
        self.promised() && !self.in_window(seconds) && !self.unworked(breach) && self.past(breach)
    }
    fn counts(&self) -> Counts {
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
    fn add_times(&self, ended: &mut [Vec<f64>; 6], running: &mut [Vec<f64>; 4], calendar: &Calendar) {
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

fn sum<'a>(handoffs: impl IntoIterator<Item = &'a &'a Handoff>, as_of: DateTime<Utc>) -> Counts {
    handoffs.into_iter().fold(Counts::default(), |sum, h| sum.and(At(h, as_of).counts()))
}

#[tokio::test]
async fn counts_are_those_of_a_fold() {
    let mut world = World::of(41).await;
    let mut seen = Counts::default();
    for (asked, narrowed) in world.questions().await {
        let scope = &asked.scope;
        let groups = handoffs::groups(&mut world.both.view, scope, &narrowed).await.unwrap();
        let mut expected: BTreeMap<(Option<Uuid>, Option<String>), Counts> = BTreeMap::new();
        for h in world.asked(scope, &narrowed) {
            let group = expected.entry((h.assignee_id, world.lead(h).channel.clone())).or_default();
            *group = group.and(At(h, scope.as_of).counts());
        }
        let found: BTreeMap<_, _> = groups.iter().map(|group| ((group.assignee, group.channel.clone()), group.counts)).collect();
        assert_eq!(found, expected);
        let by_step = handoffs::by_step(&mut world.both.view, scope, &narrowed, &asked.steps).await.unwrap();
        let handoffs = world.asked(scope, &narrowed);
        for (step, found) in asked.steps.iter().zip(by_step) {
            let (from, to) = step.instants(scope.zone);
            let of_step: Vec<_> = handoffs.iter().filter(|h| from <= h.offered_at && h.offered_at < to).copied().collect();
            assert_eq!(found, sum(&of_step, scope.as_of));
        }
        seen = seen.and(sum(&handoffs, scope.as_of));
    }
    let told = serde_json::to_value(seen).unwrap();
    let thin: Vec<_> = told.as_object().unwrap().iter().filter(|(_, n)| n.as_u64() < Some(10)).collect();
    assert!(thin.is_empty(), "the world has too few of {thin:?}");
}

#[tokio::test]
async fn times_are_those_of_a_fold() {
    let mut world = World::of(42).await;
    let hours: Hours =
        serde_json::from_str(r#"{"7": [[540, 1020]], "1": [[540, 1020]], "2": [[540, 1020]], "3": [[540, 1020]], "4": [[540, 780]]}"#).unwrap();
    let calendar = Calendar::new(chrono_tz::Asia::Riyadh, hours, Vec::new(), BTreeSet::new()).unwrap();
    let mut medians = 0;
    for (asked, narrowed) in world.questions().await {
        let scope = &asked.scope;
        let mut found = Times::default();
        for group in handoffs::groups(&mut world.both.view, scope, &narrowed).await.unwrap() {
            found.add(&group.times);
        }
        let (mut ended, mut running) = (<[Vec<f64>; 6]>::default(), <[Vec<f64>; 4]>::default());
        for h in world.asked(scope, &narrowed) {
            At(h, scope.as_of).add_times(&mut ended, &mut running, &calendar);
        }
        for (at, found) in [&found.response, &found.speed, &found.system, &found.human].into_iter().enumerate() {
            let expected = Waits::new(ended[at].clone(), running[at].clone());
            assert_eq!((found.n(), found.ended()), (expected.n(), expected.ended()), "clock {at}");
            assert_eq!(found.median(Reason::NoneAssigned), expected.median(Reason::NoneAssigned), "clock {at}");
            let named = [1.0, 4.0, 24.0, 100.0];
            assert_eq!(found.waiting_after(named), expected.waiting_after(named));
            medians += u32::from(found.median(Reason::NoneAssigned).value.is_some());
        }
        for (found, mut expected) in [(found.decision, ended[4].clone()), (found.assignment, ended[5].clone())] {
            let mut found = found;
            found.sort_by(f64::total_cmp);
            expected.sort_by(f64::total_cmp);
            assert_eq!(found, expected);
        }
    }
    assert!(medians > 15, "{medians}");
}

#[tokio::test]
async fn what_came_back_and_what_leaks_are_those_of_a_fold() {
    let mut world = World::of(43).await;
    let (mut back, mut leaking) = (0, 0);
    for (asked, narrowed) in world.questions().await {
        let scope = &asked.scope;
        let mut expected: BTreeMap<(Option<String>, Option<String>, Option<String>), [u64; 3]> = BTreeMap::new();
        let mut leaks: BTreeMap<Kind, (u64, u64)> = BTreeMap::new();
        for h in world.asked(scope, &narrowed) {
            let (counts, lead) = (At(h, scope.as_of).counts(), world.lead(h));
            if counts.sent_back > 0 {
                let row = expected.entry((h.reason.clone(), lead.campaign.clone(), lead.persona.clone())).or_default();
                for (sum, n) in row.iter_mut().zip([counts.rejected, counts.returned, counts.answered]) {
                    *sum += n;
                }
                back += 1;
            }
            if counts.undecided + counts.accepted_untouched > 0 {
                let kind = Kind {
                    channel: lead.channel.clone().or(lead.source.clone()),
                    source: lead.source.clone(),
                    persona: lead.persona.clone(),
                    segment: lead.segment.clone(),
                };
                let row = leaks.entry(kind).or_default();
                *row = (row.0 + counts.undecided, row.1 + counts.accepted_untouched);
                leaking += 1;
            }
        }
        let rows = handoffs::sent_back(&mut world.both.view, scope, &narrowed).await.unwrap();
        let key = |row: SentBackCount| ((row.reason, row.campaign, row.persona), [row.rejected, row.returned, row.answered]);
        assert_eq!(rows.into_iter().map(key).collect::<BTreeMap<_, _>>(), expected);
        let rows = handoffs::leaks(&mut world.both.view, scope, &narrowed).await.unwrap();
        let key = |row: LeakRow| (row.kind, (row.undecided, row.untouched));
        assert_eq!(rows.into_iter().map(key).collect::<BTreeMap<_, _>>(), leaks);
    }
    assert!(back > 60 && leaking > 50, "{back} {leaking}");
}

fn too_few(world: &World, h: &Handoff, as_of: DateTime<Utc>) -> Option<bool> {
    let counted = h.decided_at? + TimeDelta::days(h.attempt_days.into());
    if h.import_id.is_some() || !["accepted", "returned"].contains(&h.state.as_str()) || counted > as_of {
        return None;
    }
    let counts = |w: &&Work| {
        w.lead_id == h.lead_id
            && w.kind != "note"
            && w.happened_at < counted
            && h.assigned_at.is_none_or(|assigned| w.happened_at >= assigned)
    };
    Some(world.work.iter().filter(counts).count() < usize::try_from(h.attempts).unwrap())
}

#[tokio::test]
async fn attempts_and_doubled_work_are_those_of_a_fold() {
    let mut world = World::of(44).await;
    let (mut all, mut doubled_seen) = (Attempts::default(), 0);
    for (asked, narrowed) in world.questions().await {
        let scope = &asked.scope;
        let asked = world.asked(scope, &narrowed);
        let judged: Vec<bool> = asked.iter().filter_map(|h| too_few(&world, h, scope.as_of)).collect();
        let expected =
            Attempts { due: judged.len() as u64, too_few: judged.iter().filter(|too_few| **too_few).count() as u64 };
        let whom = |lead: &Lead| lead.account_id.unwrap_or(lead.id);
        let mut asked_whom: BTreeSet<Uuid> = BTreeSet::new();
        asked_whom.extend(asked.iter().map(|h| whom(world.lead(h))));
        let mut work: BTreeMap<Uuid, Vec<&Work>> = BTreeMap::new();
        for w in world.work.iter().filter(|w| w.kind != "note" && w.actor_id.is_some() && w.happened_at <= scope.as_of) {
            let whom = whom(world.both.facts.lead(Some(w.lead_id)).unwrap());
            if asked_whom.contains(&whom) {
                work.entry(whom).or_default().push(w);
            }
        }
        let is_doubled = |work: &Vec<&Work>| {
            work.windows(2)
                .any(|two| two[0].actor_id != two[1].actor_id && two[1].happened_at <= two[0].happened_at + TimeDelta::days(14))
        };
        let effort = Effort { active: work.len() as u64, doubled: work.values().filter(|work| is_doubled(work)).count() as u64 };
        assert_eq!(handoffs::attempts(&mut world.both.view, scope, &narrowed).await.unwrap(), expected);
        assert_eq!(handoffs::effort(&mut world.both.view, scope, &narrowed).await.unwrap(), effort);
        all = Attempts { due: all.due + expected.due, too_few: all.too_few + expected.too_few };
        doubled_seen += effort.doubled;
    }
    assert!(all.due > 50 && all.too_few > 20 && all.too_few < all.due && doubled_seen > 5, "{all:?} {doubled_seen}");
}

/// The handoffs that a list shows.
async fn listed(db: &mut PgConnection, query: &HandoffQuery) -> u64 {
    let (total, mut rows, mut from) = (handoff_evidence::count(db, query).await.unwrap(), 0, From::Start);
    loop {
        let page = handoff_evidence::page(db, query, from).await.unwrap();
        rows += page.rows.len();
        match page.rows.last().filter(|_| page.after) {
            Some(last) => from = From::After(last.id),
            None => break,
        }
    }
    assert_eq!(total.rows, i64::try_from(rows).unwrap());
    rows as u64
}

#[tokio::test]
async fn the_list_behind_each_number_has_as_many_rows() {
    let mut world = World::of(45).await;
    for (n, (asked, narrowed)) in world.questions().await.into_iter().enumerate() {
        let scope = &asked.scope;
        let counts = sum(&world.asked(scope, &narrowed), scope.as_of);
        let attempts = handoffs::attempts(&mut world.both.view, scope, &narrowed).await.unwrap();
        let engaged = world.asked(scope, &narrowed).into_iter().filter(|h| h.engaged_at.is_some() && h.state != "withdrawn").count();
        let mut times = Times::default();
        for group in handoffs::groups(&mut world.both.view, scope, &narrowed).await.unwrap() {
            times.add(&group.times);
        }
        assert_eq!((times.response.n(), times.speed.n()), (counts.assigned, engaged as u64));
        let mut query = HandoffQuery {
            offered: Some(scope.period),
            behind: None,
            reason: None,
            campaign: None,
            as_of: scope.as_of,
            zone: scope.zone,
            filters: scope.filters.clone(),
            narrowed: narrowed.clone(),
            descending: n % 2 == 0,
        };
        assert_eq!(listed(&mut world.both.view, &query).await, counts.offered);
        for behind in Behind::ALL {
            let expected = match behind {
                Behind::Withdrawn => counts.withdrawn,
                Behind::Open => counts.open,
                Behind::Accepted => counts.accepted,
                Behind::Kept => counts.accepted - counts.returned,
                Behind::Returned => counts.returned,
                Behind::Rejected => counts.rejected,
                Behind::Expired => counts.expired,
                Behind::Decided => counts.decided(),
                Behind::Assigned => counts.assigned,
                Behind::Met => counts.met,
                Behind::Breached => counts.breached,
                Behind::MetLate => counts.met_late,
                Behind::Settled => counts.met + counts.breached,
                Behind::MetUnheld => counts.met_unheld,
                Behind::SettledUnheld => counts.met_unheld + counts.breached_unheld,
                Behind::Over => counts.over,
                Behind::RejectedUnworked => counts.rejected_unworked,
                Behind::AcceptedOver => counts.accepted_over,
                Behind::AcceptedUntouched => counts.accepted_untouched,
                Behind::RoutingDue => counts.routing_due,
                Behind::RoutingBreached => counts.routing_breached,
                Behind::Undecided => counts.undecided,
                Behind::SentBack => counts.sent_back,
                Behind::Answered => counts.answered,
                Behind::Engaged => engaged as u64,
                Behind::Touched => times.response.ended(),
                Behind::AttemptsDue => attempts.due,
                Behind::TooFew => attempts.too_few,
            };
            query.behind = Some(*behind);
            assert_eq!(listed(&mut world.both.view, &query).await, expected, "{}", behind.key());
        }
        query.behind = Some(Behind::SentBack);
        for row in handoffs::sent_back(&mut world.both.view, scope, &narrowed).await.unwrap().into_iter().take(4) {
            query.reason = Some(row.reason.unwrap_or_default());
            query.campaign = Some(row.campaign.unwrap_or_default());
            let persona = |h: &&Handoff| world.lead(h).persona == row.persona;
            let of_persona = world.asked(scope, &narrowed).into_iter().filter(persona).map(|h| h.id).collect::<BTreeSet<_>>();
            let page = handoff_evidence::page(&mut world.both.view, &query, From::Start).await.unwrap();
            let found = page.rows.iter().filter(|line| of_persona.contains(&line.id)).count() as u64;
            assert!(page.after || found == row.rejected + row.returned, "{found} {} {}", row.rejected, row.returned);
        }
    }
}
