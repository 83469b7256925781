//! Handlers that answer a handoff at once.

use super::detail::Found;
use super::handlers::{Asked, found, shown};
use crate::actions::handoffs::accept::{NextStep, accept_handoff};
use crate::actions::handoffs::assign::assign_handoff;
use crate::actions::handoffs::contact::log_contact;
use crate::actions::handoffs::reply::reply_handoff;
use crate::actions::handoffs::undo::undo_handoff;
use crate::actions::handoffs::withdraw::withdraw_handoff;
use crate::actions::handoffs::{Done, FRESH};
use crate::actions::log_activity::Activity;
use crate::domain::activity::{ActivityKind, ActivityOutcome};
use crate::domain::handoff::{Reply, State as Standing};
use crate::domain::moment::Moment;
use crate::domain::ownership::Noun;
use crate::i18n::Text;
use crate::storage::next_step_pages::Tab;
use crate::storage::{StorageError, handoffs};
use crate::web::error::Trouble;
use crate::web::extract::reader::{flash, flash_undo};
use crate::web::extract::{Member, SafeForm};
use crate::web::failure::Failure;
use crate::web::records::ask::{NOTE, sent_id, typed};
use crate::web::records::{Errors, Sent, sent};
use crate::web::state::WebState;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::extract::CookieJar;
use chrono::{Days, NaiveDate};
use uuid::Uuid;

/// Days until somebody is to follow up, where nobody says.
const FOLLOW_UP: Days = Days::new(2);

/// The id of a path.
pub(super) fn id_in(path: &str) -> Result<Uuid, Failure> {
    path.parse().map_err(|_| Trouble::NotFound.into())
}

/// Everything that is known of the handoff of a path.
pub(super) async fn held(state: &WebState, id: &str) -> Result<Found, Failure> {
    let id = id_in(id)?;
    let mut db = state.db.pages.acquire().await.map_err(StorageError::from)?;
    found(&mut db, id, state.clock.now()).await?.ok_or_else(|| Trouble::NotFound.into())
}

/// Today, where the reader is.
pub(super) fn today(state: &WebState, member: &Member) -> NaiveDate {
    state.clock.now().with_timezone(&member.viewer.words.zone).date_naive()
}

/// What follows a verb that was done: a word on the page it leads to; with the way back where there is one.
pub(super) fn done(state: &WebState, key: &'static str, undo: Option<Uuid>, to: &str) -> Response {
    let cookie = undo.map_or_else(|| flash(state, key), |id| flash_undo(state, key, id));
    (CookieJar::new().add(cookie), Redirect::to(to)).into_response()
}

/// Why a verb was not done: the handoff as it stands now, and what happened to it.
pub(super) async fn refused(state: &WebState, member: &Member, id: Uuid, why: Done) -> Result<Response, Failure> {
    let w = member.viewer.words;
    let (status, notice) = match why {
        Done::Forbidden => return Err(Trouble::Forbidden.into()),
        Done::Gone => return Err(Trouble::NotFound.into()),
        Done::Already(_) => (StatusCode::CONFLICT, already(state, member, id).await?),
        Done::Qualified => (StatusCode::CONFLICT, w.t("handoff-qualified")),
        Done::HeldBefore => (StatusCode::CONFLICT, w.t("handoff-held-before")),
        Done::Touched => (StatusCode::CONFLICT, w.t("handoff-touched")),
        Done::TooLate => (StatusCode::CONFLICT, w.t_args("handoff-too-late", &[("n", FRESH.num_minutes().into())])),
        Done::Unavailable => (StatusCode::UNPROCESSABLE_ENTITY, w.t("handoff-unavailable")),
        Done::QualifiedBefore => (StatusCode::CONFLICT, w.t("qualified-before")),
        Done::Yes | Done::UnknownReason | Done::BadDay | Done::StepDone | Done::NeedsNext | Done::NeedsReason => {
            (StatusCode::UNPROCESSABLE_ENTITY, w.t("error-choice"))
        }
    };
    shown(state, member, id, (&Asked::default(), status, Some(notice))).await
}

/// Who was first, and when.
async fn already(state: &WebState, member: &Member, id: Uuid) -> Result<Text, Failure> {
    let w = member.viewer.words;
    let answer = handoffs::answer(&state.db.pages, id).await?.ok_or(Trouble::NotFound)?;
    let when = super::clock::when(w, answer.at, state.clock.now());
    let key = answer.state.key();
    Ok(match &answer.by {
        Some(name) if !matches!(answer.state, Standing::Expired | Standing::Withdrawn | Standing::Offered) => {
            w.t_args(&format!("handoff-already-{key}"), &[("name", Text::datum(name).into()), ("when", when.into())])
        }
        _ => w.t_args("handoff-already", &[("state", w.t(&format!("handoff-state-{key}")).into())]),
    })
}

/// What is done first with a lead that was just accepted, and by when: the day on which the first touch is due.
fn first_step(member: &Member, found: &Found, today: NaiveDate) -> NextStep {
    let due = found.handoff.touch_due_at.map(|due| due.with_timezone(&member.viewer.words.zone).date_naive());
    NextStep { what: member.viewer.words.t("step-first-contact").plain(), due: due.unwrap_or(today).max(today) }
}

/// Accepts a handoff.
pub async fn accept(
    State(state): State<WebState>,
    member: Member,
    Path(id): Path<String>,
    SafeForm(_): SafeForm<Sent>,
) -> Result<Response, Failure> {
    let found = held(&state, &id).await?;
    let id = found.handoff.id;
    let next = first_step(&member, &found, today(&state, &member));
    match accept_handoff(&state.db, id, next, &member.user, state.clock.now()).await? {
        Done::Yes => Ok(done(&state, "handoff-accepted", Some(id), &format!("/handoffs/{id}"))),
        why => refused(&state, &member, id, why).await,
    }
}

/// Logs a contact, which accepts an open offer.
pub async fn contact(
    State(state): State<WebState>,
    member: Member,
    Path(id): Path<String>,
    SafeForm(form): SafeForm<Sent>,
) -> Result<Response, Failure> {
    let found = held(&state, &id).await?;
    let id = found.handoff.id;
    let kind = ActivityKind::from_key(sent(&form, "kind")).filter(|kind| *kind != ActivityKind::Note);
    let Some(kind) = kind else { return refused(&state, &member, id, Done::UnknownReason).await };
    let now = state.clock.now();
    let activity = Activity {
        id: sent_id(&form),
        noun: Noun::Lead,
        record: found.handoff.lead_id,
        kind,
        happened: Moment::Instant(now),
        outcome: ActivityOutcome::from_key(sent(&form, "outcome")),
        note: typed(&form, "note", NOTE, &mut Errors::new()),
    };
    let due = today(&state, &member);
    let next =
        NextStep { what: member.viewer.words.t("step-follow-up").plain(), due: due.checked_add_days(FOLLOW_UP).unwrap_or(due) };
    let accepts = found.handoff.state() == Standing::Offered;
    match log_contact(&state.db, id, activity, next, &member.user, now).await? {
        Done::Yes => Ok(done(&state, "handoff-contacted", accepts.then_some(id), &back(&form, id))),
        why => refused(&state, &member, id, why).await,
    }
}

/// Where a contact was logged: at the handoff, or among the next steps.
fn back(form: &Sent, id: Uuid) -> String {
    let person = sent(form, "person").parse::<Uuid>().map(|id| format!("&person={id}")).unwrap_or_default();
    match Tab::from_key(sent(form, "back")) {
        Some(tab) => format!("/handoffs/steps?tab={}{person}", tab.key()),
        None => format!("/handoffs/{id}"),
    }
}

/// Takes an answer back.
pub async fn undo(
    State(state): State<WebState>,
    member: Member,
    Path(id): Path<String>,
    SafeForm(_): SafeForm<Sent>,
) -> Result<Response, Failure> {
    let id = id_in(&id)?;
    match undo_handoff(&state.db, id, &member.user, state.clock.now()).await? {
        Done::Yes => Ok(done(&state, "handoff-undone", None, &format!("/handoffs/{id}"))),
        why => refused(&state, &member, id, why).await,
    }
}

/// Takes an offer back.
pub async fn withdraw(
    State(state): State<WebState>,
    member: Member,
    Path(id): Path<String>,
    SafeForm(_): SafeForm<Sent>,
) -> Result<Response, Failure> {
    let id = id_in(&id)?;
    match withdraw_handoff(&state.db, id, &member.user, state.clock.now()).await? {
        Done::Yes => Ok(done(&state, "handoff-withdrawn", None, &format!("/handoffs/{id}"))),
        why => refused(&state, &member, id, why).await,
    }
}

/// Gives a handoff to somebody.
pub async fn assign(
    State(state): State<WebState>,
    member: Member,
    Path(id): Path<String>,
    SafeForm(form): SafeForm<Sent>,
) -> Result<Response, Failure> {
    let id = id_in(&id)?;
    let Ok(to) = sent(&form, "to").parse() else { return refused(&state, &member, id, Done::UnknownReason).await };
    match assign_handoff(&state.db, id, to, &member.user, state.clock.now()).await? {
        Done::Yes => Ok(done(&state, "handoff-assigned", None, &format!("/handoffs/{id}"))),
        why => refused(&state, &member, id, why).await,
    }
}

/// Replies to a rejection or return.
pub async fn reply(
    State(state): State<WebState>,
    member: Member,
    Path(id): Path<String>,
    SafeForm(form): SafeForm<Sent>,
) -> Result<Response, Failure> {
    let (id, mut errors) = (id_in(&id)?, Errors::new());
    let note = typed(&form, "note", super::ask::NOTE_LENGTH, &mut errors);
    let reply = Reply::from_key(sent(&form, "reply")).filter(|_| errors.is_empty());
    let Some(reply) = reply else { return refused(&state, &member, id, Done::UnknownReason).await };
    match reply_handoff(&state.db, id, reply, note, &member.user, state.clock.now()).await? {
        Done::Yes => Ok(done(&state, "handoff-replied", None, &format!("/handoffs/{id}?view=sent"))),
        why => refused(&state, &member, id, why).await,
    }
}
