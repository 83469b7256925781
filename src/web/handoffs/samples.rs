//! Samples of the pages of handoffs.

use super::ask::{hold_page, refusal_page};
use super::detail::{Detail, Found};
use super::list::{InboxPage, Listed};
use super::offer::offer_page;
use super::qualify::qualify_page;
use super::step_forms::{finish_page, move_page};
use super::steps::StepsPage;
use crate::domain::handoff::{ReasonOutcome, State};
use crate::domain::ids::{LeaveId, PersonId};
use crate::domain::person::Role;
use crate::domain::sla::{Reading, TouchState};
use crate::i18n::{Text, Words};
use crate::storage::handoff_pages::{Assignment, Counts, HandoffLine, Names, Promises, Taker, View, Warnings};
use crate::storage::handoff_reasons::Reason;
use crate::storage::handoffs::StoredHandoff;
use crate::storage::keyset::Page;
use crate::storage::lead_details::{Activity, Lead, Touch};
use crate::storage::leaves::Leave;
use crate::storage::next_step_pages::{self, StepLine, Tab};
use crate::storage::next_steps::StoredStep;
use crate::storage::qualifications::{Criterion, Qualification};
use crate::web::leads::samples::{moment, money, typed};
use crate::web::records::{Errors, Sent};
use crate::web::styleguide::samples::{Tone, member};
use askama::Template as _;
use chrono::{DateTime, NaiveDate, TimeDelta};
use uuid::Uuid;

fn found(tone: Tone, state: State, touch: TouchState) -> Found {
    let epoch = DateTime::UNIX_EPOCH;
    let mut handoff = StoredHandoff::new(Uuid::nil(), Uuid::nil(), Uuid::nil(), None, "queue", epoch);
    state.key().clone_into(&mut handoff.state);
    handoff.note = typed(tone);
    handoff.assigned_at = Some(epoch);
    handoff.hold_from = (touch == TouchState::Held).then_some(epoch);
    (handoff.hold_until, handoff.hold_reason) = (handoff.hold_from, handoff.hold_from.and_then(|_| typed(tone)));
    handoff.decided_at = (state != State::Offered).then_some(epoch);
    handoff.decided_by = handoff.decided_at.map(|_| Uuid::nil());
    handoff.returned_at = (state == State::Returned).then_some(epoch);
    handoff.returned_by = handoff.returned_at.map(|_| Uuid::nil());
    handoff.touched_at = (touch == TouchState::Met).then_some(epoch);
    if state.wants_reply() {
        handoff.reason = Some("no_budget".to_owned());
        handoff.reason_note = typed(tone);
        handoff.recycle_on = NaiveDate::from_ymd_opt(2026, 9, 29);
    }
    if tone == Tone::Extreme && state.wants_reply() {
        (handoff.reply, handoff.reply_note, handoff.replied_at) = (Some("contested".to_owned()), typed(tone), Some(epoch));
    }
    let name = || typed(tone);
    let reason = |n: i32| Reason {
        key: format!("own_{n}"),
        name: Some(tone.typed()),
        position: n,
        outcome: ReasonOutcome::Back,
        recycle_days: None,
        active: true,
        version: 1,
    };
    let reading = Reading {
        state: touch,
        used: TimeDelta::minutes(if touch == TouchState::Breached { 312 } else { 222 }),
        window: TimeDelta::minutes(240),
        due: Some(epoch),
        resumes: matches!(touch, TouchState::Held | TouchState::Closed).then_some(epoch),
    };
    Found {
        handoff,
        lead: Lead {
            first_name: name(),
            last_name: name(),
            company: name(),
            email: name(),
            phone: Some("+966 55 010 0142".to_owned()),
            account: typed(tone).map(|name| (Uuid::nil(), name)),
            campaign: name(),
            persona: name(),
            score: (tone != Tone::Empty).then_some(92.5),
            value: money(tone),
            ..Lead::default()
        },
        names: Names {
            offered_by: name(),
            assignee: name(),
            decided_by: name(),
            returned_by: name(),
            replied_by: name(),
            rule: None,
        },
        assignments: vec![
            Assignment { at: epoch, person: name(), by: name(), because: "person".to_owned() },
            Assignment { at: epoch, person: None, by: None, because: "reconsidered".to_owned() },
        ],
        warnings: warnings(tone),
        takers: takers(tone),
        reasons: (0..9).map(reason).collect(),
        touches: vec![Touch {
            kind: Some("ad".to_owned()),
            side: "marketing".to_owned(),
            moment: moment(tone),
            channel: name(),
            campaign: name(),
            responded: Some(true),
        }],
        activities: vec![Activity {
            id: Uuid::nil(),
            logged: epoch,
            logged_by: None,
            kind: "call".to_owned(),
            moment: moment(tone),
            actor: name(),
            outcome: Some("wrong_number".to_owned()),
            note: name(),
        }],
        read: Some((reading, touch != TouchState::Closed)),
        criteria: criteria(tone),
        qualification: typed(tone).filter(|_| state == State::Accepted).map(qualification),
        now: epoch,
    }
}

fn criteria(tone: Tone) -> Vec<Criterion> {
    let own = typed(tone).map(|name| Criterion { key: "own".to_owned(), name: Some(name), position: 5 });
    let ours = ["need", "budget", "authority", "timing"].into_iter().zip(1..);
    ours.map(|(key, position)| Criterion { key: key.to_owned(), name: None, position }).chain(own).collect()
}

fn qualification(name: String) -> Qualification {
    Qualification {
        at: DateTime::UNIX_EPOCH,
        by: name.clone(),
        met: vec!["need".to_owned(), "own".to_owned()],
        missing: vec!["budget".to_owned()],
        because: Some(name),
    }
}

const fn counts() -> next_step_pages::Counts {
    next_step_pages::Counts { today: 3, overdue: 10_310, later: 0, new: 2 }
}

fn leave(tone: Tone) -> Option<Leave> {
    let day = NaiveDate::default();
    let of = |name| Leave { id: LeaveId(Uuid::nil()), person: PersonId(Uuid::nil()), name, team: None, from: day, to: day };
    typed(tone).filter(|_| tone != Tone::Hostile).map(of)
}

fn step_line(tone: Tone, n: u128, tab: Tab) -> StepLine {
    let day = NaiveDate::default();
    StepLine {
        id: Uuid::from_u128(n),
        handoff_id: Some(Uuid::from_u128(n)),
        handoff_state: Some("accepted".to_owned()),
        person: tone.typed(),
        what: tone.typed(),
        due_on: if tab == Tab::Overdue { day - TimeDelta::days(i64::try_from(n).unwrap_or(1)) } else { day },
        done_at: (tab == Tab::Done).then_some(DateTime::UNIX_EPOCH),
        done_by: (n == 1).then(Uuid::nil),
        ended_because: typed(tone).filter(|_| tab == Tab::Done),
        current_stage: if n == 2 { "sql" } else { "sal" }.to_owned(),
        first_name: typed(tone),
        last_name: typed(tone),
        company: typed(tone),
        ..StepLine::default()
    }
}

fn steps(tone: Tone, tab: Tab, person: Option<Uuid>) -> super::steps::Found {
    let rows = if tone == Tone::Empty { Vec::new() } else { (1..=3).map(|n| step_line(tone, n, tab)).collect() };
    let more = tone == Tone::Extreme;
    super::steps::Found {
        tab,
        person,
        people: typed(tone).into_iter().map(|name| (Uuid::nil(), name)).collect(),
        page: Page { rows, before: more, after: more },
        counts: counts(),
        leave: leave(tone),
        today: NaiveDate::default(),
        now: DateTime::UNIX_EPOCH,
    }
}

fn step_pages(w: Words, tone: Tone) -> Vec<(String, askama::Result<String>)> {
    let mut all = Vec::new();
    for &tab in Tab::ALL {
        for (role, person) in [(Role::Sales, Some(Uuid::nil())), (Role::Manager, None)] {
            let page = StepsPage::new(&member(w, tone, role), &steps(tone, tab, person));
            all.push((format!("steps {tab:?} {role:?}"), page.render()));
        }
    }
    let member = member(w, tone, Role::Sales);
    let step = StoredStep {
        id: Uuid::nil(),
        lead_id: Uuid::nil(),
        handoff_id: None,
        person_id: Uuid::nil(),
        what: tone.typed(),
        due_on: NaiveDate::default(),
        done_at: None,
        done_by: None,
    };
    let found = found(tone, State::Accepted, TouchState::Met);
    let sent = Sent::from([
        ("what".to_owned(), tone.typed()),
        ("because".to_owned(), tone.typed()),
        ("met-1".to_owned(), "on".to_owned()),
    ]);
    let wrong: Errors = vec![("what", "error-step-what"), ("due", "error-step-day"), ("because", "error-qualify-because")];
    for errors in [Errors::new(), wrong] {
        let (given, n) = ((&sent, &errors), errors.len());
        all.push((format!("finish {n}"), finish_page(&member, &step, given).render()));
        all.push((format!("move {n}"), move_page(&member, &step, given).render()));
        all.push((format!("qualify {n}"), qualify_page(&member, &found, given).render()));
    }
    all
}

fn warnings(tone: Tone) -> Warnings {
    if tone == Tone::Empty {
        return Warnings::default();
    }
    let id = Some(Uuid::from_u128(7));
    Warnings { customer: true, deal: id, deal_owner: typed(tone), owner_id: id, owner: typed(tone) }
}

fn takers(tone: Tone) -> Vec<Taker> {
    typed(tone).into_iter().map(|name| Taker { id: Uuid::nil(), name }).collect()
}

fn listed(tone: Tone, view: View) -> Listed {
    let line = |n: u128, state: State| HandoffLine {
        id: Uuid::from_u128(n),
        state: state.key().to_owned(),
        first_name: typed(tone),
        last_name: typed(tone),
        company: typed(tone),
        campaign: typed(tone),
        assignee: typed(tone),
        score: Some(92.5),
        unassigned_because: Some("on_leave".to_owned()),
        reason: state.wants_reply().then(|| "no_budget".to_owned()),
        ..HandoffLine::default()
    };
    let rows = if tone == Tone::Empty { Vec::new() } else { State::ALL.iter().zip(1..).map(|(s, n)| line(n, *s)).collect() };
    let more = tone == Tone::Extreme;
    Listed {
        view,
        page: Page { rows, before: more, after: more },
        counts: Counts { mine: 9, team: 10_310, unassigned: 1, unanswered: 0 },
        promises: Promises::default(),
        steps: counts(),
        leave: leave(tone),
        today: NaiveDate::default(),
        now: DateTime::UNIX_EPOCH,
    }
}

/// The pages: what each is and what it printed.
#[must_use]
pub fn pages(w: Words, tone: Tone) -> Vec<(String, askama::Result<String>)> {
    let mut all = Vec::new();
    for &view in View::ALL {
        let member = member(w, tone, Role::Admin);
        let notice = (view == View::Done).then(|| Text::datum(&tone.typed()));
        all.push((format!("handoffs {view:?}"), InboxPage::new(&member, &listed(tone, view), None, false, notice).render()));
    }
    let every = State::ALL.iter().flat_map(|state| [(*state, TouchState::Pending)]);
    let clocks = TouchState::ALL.iter().map(|touch| (State::Offered, *touch));
    let every = every.map(|one| (one, &[Role::Viewer, Role::Admin][..]));
    for ((state, touch), roles) in every.chain(clocks.map(|one| (one, &[Role::Sales][..]))) {
        for &role in roles {
            let member = member(w, tone, role);
            let detail = Detail::new(&member, &found(tone, state, touch), View::Team);
            let page = InboxPage::new(&member, &listed(tone, View::Team), Some(detail), true, None);
            all.push((format!("handoff {state:?} {touch:?} {role:?}"), page.render()));
        }
    }
    all.extend(forms(w, tone));
    all.extend(step_pages(w, tone));
    all
}

fn forms(w: Words, tone: Tone) -> Vec<(String, askama::Result<String>)> {
    let member = member(w, tone, Role::Admin);
    let found = found(tone, State::Offered, TouchState::Pending);
    let sent = Sent::from([("note".to_owned(), tone.typed()), ("reason".to_owned(), tone.typed())]);
    let wrong: Errors =
        vec![("reason", "error-handoff-reason"), ("until", "error-hold-until"), ("recycle_on", "error-day-ahead")];
    let mut all = Vec::new();
    for errors in [Errors::new(), wrong] {
        let given = (&sent, &errors);
        for returns in [false, true] {
            all.push((format!("refusal {returns} {}", errors.len()), refusal_page(&member, &found, returns, given).render()));
        }
        all.push((format!("hold {}", errors.len()), hold_page(&member, &found, given).render()));
        let offer = offer_page(&member, (Uuid::nil(), Text::datum(&tone.typed())), (&takers(tone), &warnings(tone)), given);
        all.push((format!("offer {}", errors.len()), offer.render()));
    }
    all
}
