//! Samples of the pages of handoffs.

use super::ask::{hold_page, refusal_page};
use super::detail::{Detail, Found};
use super::list::{InboxPage, Listed};
use super::offer::offer_page;
use crate::domain::handoff::{ReasonOutcome, State};
use crate::domain::person::Role;
use crate::domain::sla::{Reading, TouchState};
use crate::i18n::{Text, Words};
use crate::storage::handoff_pages::{Assignment, Counts, HandoffLine, Names, Promises, Taker, View, Warnings};
use crate::storage::handoff_reasons::Reason;
use crate::storage::handoffs::StoredHandoff;
use crate::storage::keyset::Page;
use crate::storage::lead_details::{Activity, Lead, Touch};
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
        now: epoch,
    }
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
