//! The story is what it says: the same each time, over by today, and with the turns that a reader is to find.

use super::*;
use crate::domain::handoff::State;
use crate::domain::moment::Moment;
use crate::domain::record::{HandoffRow, Outcome, Ref};
use crate::domain::stage::Stage;
use chrono::TimeDelta;
use std::collections::{HashMap, HashSet};

fn today() -> NaiveDate {
    "2026-11-23".parse().unwrap()
}

fn rows(demo: &Demo, kind: Kind) -> &[Record] {
    demo.rows.iter().find(|(of, _)| *of == kind).map(|(_, rows)| rows.as_slice()).unwrap()
}

/// The leads by something that their rows say, and those of them that entered a stage.
fn share_that_reached(demo: &Demo, of: Stage, to: Stage, of_segment: impl Fn(&str) -> bool) -> f64 {
    let mut segments = HashMap::new();
    for record in rows(demo, Kind::Lead) {
        if let Record::Lead(lead) = record {
            segments.insert(lead.external_id.clone().unwrap(), lead.segment.clone().unwrap());
        }
    }
    let mut entered: HashMap<Stage, HashSet<&String>> = HashMap::new();
    for record in rows(demo, Kind::StageEvent) {
        if let Record::StageEvent(event) = record {
            let Ref::Id(lead) = &event.lead else { panic!("leads are named by id") };
            entered.entry(event.stage).or_default().insert(lead);
        }
    }
    let of_them = |stage| entered[&stage].iter().filter(|lead| of_segment(&segments[**lead])).count();
    #[expect(clippy::cast_precision_loss, reason = "some thousands")]
    let share = of_them(to) as f64 / of_them(of) as f64;
    share
}

/// Won and closed deals among those that a condition holds for.
fn won_of_closed(demo: &Demo, holds: impl Fn(&crate::domain::record::DealRow) -> bool) -> (usize, usize) {
    let closed = rows(demo, Kind::Deal).iter().filter_map(|record| match record {
        Record::Deal(deal) if deal.outcome.is_some() && deal.lead.is_some() && holds(deal) => Some(deal.outcome),
        _ => None,
    });
    closed.fold((0, 0), |(won, all), outcome| (won + usize::from(outcome == Some(Outcome::Won)), all + 1))
}

#[test]
fn the_same_day_and_seed_invent_the_same_company() {
    let (one, other) = (invent(today(), SEED), invent(today(), SEED));
    assert_eq!(one.rows, other.rows);
    assert_ne!(one.rows, invent(today(), SEED + 1).rows);
}

#[test]
fn it_is_a_company_of_the_promised_size() {
    let demo = invent(today(), SEED);
    assert!((4500..=5500).contains(&rows(&demo, Kind::Lead).len()), "{}", rows(&demo, Kind::Lead).len());
    assert!(rows(&demo, Kind::Campaign).len() >= 12);
    assert!(rows(&demo, Kind::Touch).len() > rows(&demo, Kind::Lead).len());
    let roles: HashSet<_> = demo.users.iter().map(|user| user.role).collect();
    assert_eq!(roles.len(), crate::domain::person::Role::ALL.len(), "somebody of every role");
    assert!(demo.users.iter().any(|user| user.name.is_ascii()) && demo.users.iter().any(|user| !user.name.is_ascii()));
}

#[test]
fn nothing_happens_today_or_later() {
    let demo = invent(today(), SEED);
    let end = day_start(today(), demo.workspace.zone);
    let before = |moment: Moment| moment.begins(demo.workspace.zone) < end;
    for record in demo.rows.iter().flat_map(|(_, rows)| rows) {
        let told = match record {
            Record::Lead(lead) => lead.created.is_some_and(before),
            Record::Deal(deal) => deal.opened.is_some_and(before) && deal.closed.is_none_or(before),
            Record::StageEvent(event) => event.entered.is_some_and(before),
            Record::Touch(touch) => before(touch.occurred),
            Record::Activity(activity) => before(activity.happened),
            Record::Handoff(handoff) => [Some(handoff.offered), handoff.responded, handoff.decided, handoff.returned]
                .into_iter()
                .flatten()
                .all(|at| at < end),
            Record::CampaignCost(cost) => cost.end < today(),
            Record::Campaign(campaign) => campaign.start.is_some_and(|start| start < today()),
            Record::Account(_) => true,
        };
        assert!(told, "{record:?}");
    }
}

#[test]
fn one_segment_leaks_after_sales_took_its_leads() {
    let demo = invent(today(), SEED);
    let leaking = share_that_reached(&demo, Stage::Sal, Stage::Sql, |segment| segment == "Mid-market");
    let others = share_that_reached(&demo, Stage::Sal, Stage::Sql, |segment| segment != "Mid-market");
    assert!(leaking < 0.6 * others, "{leaking} of {others}");
}

#[test]
fn one_campaign_disappoints() {
    let company = company::read();
    let poor: Vec<_> = company.campaigns.iter().filter(|campaign| campaign.worth < 1.0).collect();
    assert_eq!(poor.len(), 1);
    let id = campaigns::external_id(&company, poor[0]);
    let demo = invent(today(), SEED);
    let (its, others) = (won_of_closed(&demo, |deal| deal.campaign.as_ref() == Some(&id)), won_of_closed(&demo, |_| true));
    assert!(its.1 >= 8 && 2 * its.0 * others.1 < others.0 * its.1, "{its:?} of {others:?}");
}

#[test]
fn sales_wins_more_since_the_alignment() {
    let demo = invent(today(), SEED);
    let start = day_start(demo.workspace.alignment_start.unwrap(), demo.workspace.zone);
    let since = |deal: &crate::domain::record::DealRow| deal.opened.and_then(Moment::at).unwrap() >= start;
    let (before, after) = (won_of_closed(&demo, |deal| !since(deal)), won_of_closed(&demo, since));
    assert!(after.0 * before.1 > before.0 * after.1, "{before:?} then {after:?}");
}

/// Handoffs offered before or since an instant: all that were decided, accepted ones, those touched within a day, and those kept.
fn handoffs(demo: &Demo, holds: impl Fn(&HandoffRow) -> bool) -> [usize; 4] {
    let mut found = [0; 4];
    for record in rows(demo, Kind::Handoff) {
        let Record::Handoff(handoff) = record else { continue };
        if !holds(handoff) || handoff.state == State::Offered {
            continue;
        }
        let prompt = handoff.responded.is_some_and(|at| at - handoff.offered <= TimeDelta::days(1));
        let accepted = matches!(handoff.state, State::Accepted | State::Returned);
        let kept = handoff.state == State::Accepted;
        for (n, counts) in found.iter_mut().zip([true, accepted, prompt, kept]) {
            *n += usize::from(counts);
        }
    }
    found
}

#[test]
fn sales_answers_sooner_and_takes_more_since_the_alignment() {
    let demo = invent(today(), SEED);
    let start = day_start(demo.workspace.alignment_start.unwrap(), demo.workspace.zone);
    let before = handoffs(&demo, |handoff| handoff.offered < start);
    let after = handoffs(&demo, |handoff| handoff.offered >= start);
    for part in 1..4 {
        assert!(after[part] * before[0] * 10 > 11 * before[part] * after[0], "{part}: {before:?} then {after:?}");
    }
    let open = rows(&demo, Kind::Handoff).iter().filter(|row| matches!(row, Record::Handoff(one) if one.state == State::Offered));
    assert!((5..=40).contains(&open.count()), "somebody has something to answer");
}

/// A handoff and its lead's log say the same: each acceptance is an entry into SAL at its instant, each return one into recycled.
#[test]
fn answers_are_what_the_log_says() {
    let demo = invent(today(), SEED);
    let mut entries = HashSet::new();
    for record in rows(&demo, Kind::StageEvent) {
        if let Record::StageEvent(event) = record {
            entries.insert((event.lead.clone(), event.stage, event.entered.and_then(Moment::at).unwrap()));
        }
    }
    let (mut accepted, mut open) = (0, HashSet::new());
    for record in rows(&demo, Kind::Handoff) {
        let Record::Handoff(handoff) = record else { continue };
        assert!(entries.iter().any(|(lead, stage, at)| *lead == handoff.lead && *stage == Stage::Mql && *at <= handoff.offered));
        if let (State::Accepted | State::Returned, Some(at)) = (handoff.state, handoff.decided) {
            accepted += 1;
            assert!(entries.contains(&(handoff.lead.clone(), Stage::Sal, at)), "{handoff:?}");
        }
        if let Some(at) = handoff.returned {
            assert!(entries.contains(&(handoff.lead.clone(), Stage::Recycled, at)) && Some(at) > handoff.decided, "{handoff:?}");
        }
        assert!(handoff.state != State::Offered || open.insert(handoff.lead.clone()), "two open offers of {:?}", handoff.lead);
    }
    assert_eq!(accepted, entries.iter().filter(|(_, stage, _)| *stage == Stage::Sal).count(), "nobody is taken without an offer");
}

#[test]
fn nobody_real_can_be_reached() {
    let demo = invent(today(), SEED);
    for record in rows(&demo, Kind::Lead) {
        let Record::Lead(lead) = record else { continue };
        assert!(lead.email.as_ref().is_some_and(|email| email.ends_with(".example")), "{lead:?}");
    }
}

#[test]
fn the_charts_carry_notes_of_people_who_may_write_them() {
    let demo = invent(today(), SEED);
    let days: Vec<NaiveDate> = demo.notes.iter().map(|note| note.day).collect();
    assert!(days.len() >= 6 && days.is_sorted_by(|one, next| one < next) && days.iter().all(|day| *day < today()), "{days:?}");
    assert!(days.contains(&demo.workspace.alignment_start.unwrap()), "the day from which both worked together: {days:?}");
    for note in &demo.notes {
        let author = demo.users.iter().find(|user| user.email == note.author).unwrap();
        assert!(author.role.writes_notes() && author.name.is_ascii() == note.body.is_ascii(), "in one's own language: {note:?}");
    }
    assert!(demo.notes.iter().any(|note| note.body.is_ascii()) && demo.notes.iter().any(|note| !note.body.is_ascii()));
    assert_eq!(demo.notes, invent(today(), SEED + 1).notes, "no chance plays a part");
}
