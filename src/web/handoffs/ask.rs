//! Forms that ask before a handoff is answered: why it goes back, and until when it is held. The page itself asks in a
//! dialog where scripts run; these pages are for where none do, and for what was wrong with an answer.

use super::answer::{done, held, id_in, refused, today};
use super::detail::Found;
use super::list::reason_name;
use crate::actions::handoffs::Done;
use crate::actions::handoffs::give_back::return_handoff;
use crate::actions::handoffs::hold::hold_handoff;
use crate::actions::handoffs::reject::{Why, reject_handoff};
use crate::web::components::{FieldKind, Link, OptionItem};
use crate::web::extract::{Member, SafeForm};
use crate::web::failure::Failure;
use crate::web::records::ask::{answer, field, typed};
use crate::web::records::{Errors, FormPage, Sent, sent};
use crate::web::shell::NavItem;
use crate::web::state::WebState;
use axum::extract::{Path, State};
use axum::response::Response;
use chrono::{DateTime, NaiveDate, NaiveTime, TimeZone as _, Utc};
use chrono_tz::Tz;

/// Characters of a note to the other team.
pub const NOTE_LENGTH: usize = 500;

/// The page of a form about a handoff.
pub(super) fn form_page(member: &Member, found: &Found, verb: &str, path: &str) -> FormPage {
    let w = member.viewer.words;
    let id = found.handoff.id;
    let name = found.name(w, member.user.role.reads_contacts());
    let crumbs = vec![Link::new(w.t("nav-handoffs"), "/handoffs"), Link::new(name, format!("/handoffs/{id}"))];
    let (title, save) = (w.t(&format!("handoff-{verb}-title")), w.t(&format!("handoff-{verb}-save")));
    FormPage::new(&member.viewer, NavItem::Handoffs, title, crumbs, format!("/handoffs/{id}/{path}"), save)
}

/// The form that asks why a handoff goes back.
#[must_use]
pub fn refusal_page(member: &Member, found: &Found, returns: bool, (form, errors): (&Sent, &Errors)) -> FormPage {
    let w = member.viewer.words;
    let (verb, path) = if returns { ("return", "return") } else { ("reject", "rejection") };
    let named = found.reasons.iter().filter(|reason| reason.active);
    let reasons = named.map(|r| OptionItem::new(r.key.clone(), reason_name(w, &r.key, r.name.as_deref())));
    let reasons = std::iter::once(OptionItem::new("", w.t("bulk-choose"))).chain(reasons).collect();
    let fields = vec![
        field(w, form, errors, ("reason", "handoff-reason"), FieldKind::Select(reasons)).required(),
        field(w, form, errors, ("note", "handoff-note"), FieldKind::Lines(3)),
        field(w, form, errors, ("recycle_on", "handoff-recycle"), FieldKind::Line("date")).hint(w.t("handoff-recycle-hint")),
    ];
    form_page(member, found, verb, path).section(None, fields)
}

/// The form that asks why and until when a handoff is held.
#[must_use]
pub fn hold_page(member: &Member, found: &Found, (form, errors): (&Sent, &Errors)) -> FormPage {
    let w = member.viewer.words;
    let fields = vec![
        field(w, form, errors, ("reason", "handoff-hold-reason"), FieldKind::Line("text")).required(),
        field(w, form, errors, ("until", "handoff-hold-until"), FieldKind::Line("date")).required(),
    ];
    let mut page = form_page(member, found, "hold", "hold").section(None, fields);
    page.lede = Some(w.t("handoff-hold-lede"));
    page
}

async fn refusal(state: &WebState, member: &Member, id: &str, returns: bool) -> Result<Response, Failure> {
    let found = held(state, id).await?;
    if !found.is_answered_by(member) {
        return refused(state, member, found.handoff.id, Done::Forbidden).await;
    }
    let none = Errors::new();
    answer(&refusal_page(member, &found, returns, (&Sent::new(), &none)), &none)
}

async fn refuse(state: &WebState, member: &Member, id: &str, (form, returns): (&Sent, bool)) -> Result<Response, Failure> {
    let (id, mut errors) = (id_in(id)?, Errors::new());
    let today = today(state, member);
    let note = typed(form, "note", NOTE_LENGTH, &mut errors);
    let recycle_on = day(form, "recycle_on", &mut errors);
    let reason = sent(form, "reason").to_owned();
    if reason.is_empty() {
        errors.push(("reason", "error-handoff-reason"));
    }
    if errors.is_empty() {
        let (why, now) = (Why { reason, note, recycle_on, today }, state.clock.now());
        let outcome = if returns {
            return_handoff(&state.db, id, why, &member.user, now).await?
        } else {
            reject_handoff(&state.db, id, why, &member.user, now).await?
        };
        match outcome {
            Done::Yes => {
                let said = if returns { "handoff-returned" } else { "handoff-rejected" };
                return Ok(done(state, said, Some(id), "/handoffs"));
            }
            Done::UnknownReason => errors.push(("reason", "error-choice")),
            Done::BadDay => errors.push(("recycle_on", "error-day-ahead")),
            why => return refused(state, member, id, why).await,
        }
    }
    let found = held(state, &id.to_string()).await?;
    answer(&refusal_page(member, &found, returns, (form, &errors)), &errors)
}

fn day(form: &Sent, name: &'static str, errors: &mut Errors) -> Option<NaiveDate> {
    let text = sent(form, name).trim();
    let day = text.parse().ok();
    if day.is_none() && !text.is_empty() {
        errors.push((name, "error-day-ahead"));
    }
    day
}

/// `/handoffs/{id}/rejection`
pub async fn rejecting(State(state): State<WebState>, member: Member, Path(id): Path<String>) -> Result<Response, Failure> {
    refusal(&state, &member, &id, false).await
}

/// Rejects a handoff.
pub async fn reject(
    State(state): State<WebState>,
    member: Member,
    Path(id): Path<String>,
    SafeForm(form): SafeForm<Sent>,
) -> Result<Response, Failure> {
    refuse(&state, &member, &id, (&form, false)).await
}

/// `/handoffs/{id}/return`
pub async fn returning(State(state): State<WebState>, member: Member, Path(id): Path<String>) -> Result<Response, Failure> {
    refusal(&state, &member, &id, true).await
}

/// Returns a handoff.
pub async fn give_back(
    State(state): State<WebState>,
    member: Member,
    Path(id): Path<String>,
    SafeForm(form): SafeForm<Sent>,
) -> Result<Response, Failure> {
    refuse(&state, &member, &id, (&form, true)).await
}

/// `/handoffs/{id}/hold`
pub async fn holding(State(state): State<WebState>, member: Member, Path(id): Path<String>) -> Result<Response, Failure> {
    let found = held(&state, &id).await?;
    if !found.is_answered_by(&member) {
        return refused(&state, &member, found.handoff.id, Done::Forbidden).await;
    }
    let none = Errors::new();
    answer(&hold_page(&member, &found, (&Sent::new(), &none)), &none)
}

/// The end of a day.
fn end_of(day: NaiveDate, zone: Tz) -> Option<DateTime<Utc>> {
    let next = day.succ_opt()?.and_time(NaiveTime::MIN);
    zone.from_local_datetime(&next).earliest().map(|at| at.with_timezone(&Utc))
}

/// Holds a handoff until the end of a day.
pub async fn hold(
    State(state): State<WebState>,
    member: Member,
    Path(id): Path<String>,
    SafeForm(form): SafeForm<Sent>,
) -> Result<Response, Failure> {
    let (id, mut errors) = (id_in(&id)?, Errors::new());
    let reason = typed(&form, "reason", NOTE_LENGTH, &mut errors);
    if reason.is_none() {
        errors.push(("reason", "error-hold-reason"));
    }
    let until = sent(&form, "until").trim().parse().ok().and_then(|day| end_of(day, member.viewer.words.zone));
    if until.is_none() {
        errors.push(("until", "error-hold-until"));
    }
    if let (Some(until), Some(reason), true) = (until, reason, errors.is_empty()) {
        match hold_handoff(&state.db, id, until, reason, &member.user, state.clock.now()).await? {
            Done::Yes => return Ok(done(&state, "handoff-held", None, &format!("/handoffs/{id}"))),
            Done::BadDay => errors.push(("until", "error-hold-until")),
            why => return refused(&state, &member, id, why).await,
        }
    }
    let found = held(&state, &id.to_string()).await?;
    answer(&hold_page(&member, &found, (&form, &errors)), &errors)
}
