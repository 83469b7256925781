//! Handoffs: their counts, times and reasons, and the lists behind each count.

use super::facts::Lead;
use super::handoff_world::{At, Handoff, Work, World};
use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, Utc};
use mihwar::domain::calendar::{Calendar, Hours};
use mihwar::domain::period::Period;
use mihwar::metrics::figure::Reason;
use mihwar::metrics::handoffs::{Attempts, Counts, Effort, LeakRow, SentBackCount, Times, Waits};
use mihwar::metrics::quality::Kind;
use mihwar::storage::derived::Name;
use mihwar::storage::derived::refresh::until_clean;
use mihwar::storage::derived::verify::verify;
use mihwar::storage::handoff_evidence::{self, Behind, HandoffQuery};
use mihwar::storage::keyset::From;
use mihwar::storage::metrics::handoffs::{self, Narrowed};
use mihwar::storage::metrics::{Filters, Scope};
use sqlx::{PgConnection, PgPool};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// By reason, campaign and persona.
type Sent = (Option<String>, Option<String>, Option<String>);

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

/// What happens to handoffs whose days were built: each makes its days dirty.
const WRITES: [&str; 3] = [
    "update handoffs set reply = 'agreed', replied_at = decided_at + interval '3 days' where id in
     (select id from handoffs where state = 'rejected' and reply is null order by id limit 3)",
    "update handoffs set offered_at = offered_at - interval '2 days' where id in (select id from handoffs order by id offset 20 limit 3)",
    "delete from handoffs where id in (select id from handoffs order by id offset 50 limit 3)",
];

#[tokio::test]
async fn counts_of_built_days_are_those_of_a_fold() {
    for zone in [chrono_tz::Asia::Riyadh, chrono_tz::America::New_York] {
        let then = async |db: &PgPool| {
            until_clean(db, zone, "2026-03-01T00:00:00Z".parse().unwrap()).await.unwrap();
            for sql in WRITES {
                assert_eq!(sqlx::query(sql).execute(db).await.unwrap().rows_affected(), 3, "{sql}");
                let mut connection = db.acquire().await.unwrap();
                let found = verify(&mut connection, zone, Some(Name::HandoffDays)).await.unwrap().unwrap();
                assert!(found.differences.is_empty() && found.dirty > 0 && found.rows > 100, "{sql}: {found:?}");
            }
        };
        let mut world = World::with(43, then).await;
        let first: NaiveDate = "2025-01-01".parse().unwrap();
        let day = |n: u64| first.checked_add_days(Days::new(n)).unwrap();
        for n in 0..60 {
            let (from, length) = (n * 37 % 300, 1 + n * 53 % 330);
            let period = Period { from: day(from), to: day(from + length) };
            let steps: Vec<Period> =
                (from..from + length).step_by(31).map(|n| Period { from: day(n), to: day(n + 31) }).collect();
            let as_of = day(120 + n * 41 % 700).and_time(NaiveTime::MIN).and_utc() + TimeDelta::hours(9);
            let scope = Scope::new(period, as_of, zone, Filters::default());
            let found = handoffs::by_step(&mut world.both.view, &scope, &Narrowed::default(), &steps).await.unwrap();
            let asked = world.asked(&scope, &Narrowed::default());
            for (step, found) in steps.iter().zip(found) {
                let (from, to) = step.instants(zone);
                let of_step: Vec<_> = asked.iter().filter(|h| from <= h.offered_at && h.offered_at < to).copied().collect();
                assert_eq!(found, sum(&of_step, as_of), "{period:?} in {step:?} as of {as_of}");
            }
        }
    }
}

#[tokio::test]
async fn built_days_are_what_is_read_and_verified() {
    let (zone, now) = (chrono_tz::Asia::Riyadh, "2027-06-01T00:00:00Z".parse().unwrap());
    let then = async |db: &PgPool| {
        until_clean(db, zone, now).await.unwrap();
        let sql = "update derived_handoff_days set counts = jsonb_set(counts, '{met}', '1000')
                   where day = (select day from derived_handoff_days where day > '2025-03-01' order by day limit 1)";
        sqlx::query(sql).execute(db).await.unwrap();
        let found = verify(&mut db.acquire().await.unwrap(), zone, None).await.unwrap().unwrap();
        assert_eq!(found.differences.len(), 1, "{found:?}");
        assert!(found.differences[0].starts_with("derived_handoff_days 2025-03-") && found.differences[0].ends_with(": counts"));
    };
    let mut world = World::with(44, then).await;
    let days = Period { from: "2025-03-01".parse().unwrap(), to: "2025-04-01".parse().unwrap() };
    let scope = Scope::new(days, now, zone, Filters::default());
    let found = handoffs::by_step(&mut world.both.view, &scope, &Narrowed::default(), &[days]).await.unwrap();
    assert!(found[0].met >= 1000, "{found:?}");
}

#[tokio::test]
async fn times_are_those_of_a_fold() {
    let mut world = World::of(42).await;
    let hours: Hours = serde_json::from_str(
        r#"{"7": [[540, 1020]], "1": [[540, 1020]], "2": [[540, 1020]], "3": [[540, 1020]], "4": [[540, 780]]}"#,
    )
    .unwrap();
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
        let mut expected = BTreeMap::<Sent, [u64; 3]>::new();
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
        let expected = Attempts { due: judged.len() as u64, too_few: judged.iter().filter(|too_few| **too_few).count() as u64 };
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
        let engaged =
            world.asked(scope, &narrowed).into_iter().filter(|h| h.engaged_at.is_some() && h.state != "withdrawn").count();
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
