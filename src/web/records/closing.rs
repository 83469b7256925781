//! Closing a deal, won or lost, and opening it again.

use super::ask::{after, answer, field, form_page, options, reading, typed};
use super::fields::{Typed, written};
use super::form::Conflict;
use super::handlers::{Held, Sent, held, id_in, sent};
use super::parse::{Errors, Reading, moment};
use super::stale::rebase;
use super::view::{href, with_dates};
use crate::actions::save_record::{Deed, Draft, Saved, change_record};
use crate::domain::moment::Moment;
use crate::domain::ownership::Noun;
use crate::domain::text;
use crate::i18n::{Text, Words};
use crate::storage::deals;
use crate::storage::records::{Columns, moment_of, text_of, version_of};
use crate::web::components::{FieldKind, OptionItem};
use crate::web::error::Trouble;
use crate::web::extract::{Member, SafeForm};
use crate::web::failure::Failure;
use crate::web::state::WebState;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use chrono_tz::Tz;
use serde_json::{Value, json};
use uuid::Uuid;

/// What a closing says, each with its label.
const FIELDS: [(&str, &str); 3] = [("outcome", "deal-standing"), ("closed", "deal-closed"), ("lost_reason", "deal-lost-reason")];

fn names() -> impl Iterator<Item = &'static str> {
    FIELDS.iter().map(|(name, _)| *name)
}

/// The closing of a deal as its form shows it.
fn stands(row: &Columns, zone: Tz) -> Typed {
    let text = |column| text_of(row, column).unwrap_or_default().to_owned();
    let closed = moment_of(row, "closed_at", "closed_on").map(|closed| written(closed, zone));
    [("outcome", text("outcome")), ("closed", closed.unwrap_or_default()), ("lost_reason", text("lost_reason"))].into()
}

/// `/deals/{id}/close`
pub async fn closing(State(state): State<WebState>, member: Member, Path(id): Path<String>) -> Result<Response, Failure> {
    let id = id_in(&id)?;
    let Held { row, .. } = held(&state, &member, Noun::Deal, id).await?;
    let zone = member.viewer.words.zone;
    let mut shown = stands(&row, zone);
    if shown["closed"].is_empty() {
        let today = Moment::Date(state.clock.now().with_timezone(&zone).date_naive());
        shown.insert("closed", written(today, zone));
    }
    let form: Sent = shown.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    close_page(&state, &member, (id, &row), &form, (&Errors::new(), Vec::new())).await
}

async fn close_page(
    state: &WebState,
    member: &Member,
    (id, row): (Uuid, &Columns),
    form: &Sent,
    (errors, conflicts): (&Errors, Vec<Conflict>),
) -> Result<Response, Failure> {
    let w = member.viewer.words;
    let outcomes = options(w, None, ["won", "lost"].into_iter().map(|key| (key, format!("standing-{key}"))));
    let known = deals::lost_reasons(&state.db.pages).await?;
    let mut reasons = vec![OptionItem::new("", w.t("edit-nothing"))];
    reasons.extend(known.into_iter().map(|reason| OptionItem::new(reason.clone(), Text::datum(&reason))));
    let mut closed = field(w, form, errors, FIELDS[1], FieldKind::Line("text")).required().hint(with_dates(w, "hint-moment"));
    closed.ltr = true;
    let fields = vec![
        field(w, form, errors, FIELDS[0], outcomes).required(),
        closed,
        field(w, form, errors, FIELDS[2], FieldKind::Select(reasons)).hint(w.t("hint-lost-reason")).sometimes(),
        field(w, form, errors, ("why", "close-why"), FieldKind::Line("text")).sometimes(),
    ];
    let mut page = form_page(member, Noun::Deal, id, row, ["close-title", "close-save", "close"]).section(None, fields);
    page.lede = Some(w.t("close-lede"));
    page.conflicts = conflicts;
    page.hidden = vec![("version".to_owned(), version_of(row).unwrap_or_default().to_string())];
    let was = stands(row, w.zone).into_iter().filter(|(_, value)| !value.is_empty());
    page.hidden.extend(was.map(|(name, value)| (format!("was-{name}"), value)));
    answer(&page, errors)
}

/// Closes a deal, won or lost.
pub async fn close(
    State(state): State<WebState>,
    member: Member,
    Path(id): Path<String>,
    SafeForm(form): SafeForm<Sent>,
) -> Result<Response, Failure> {
    let id = id_in(&id)?;
    // A second round where somebody saved between the look at the deal and the change of it.
    for _ in 0..2 {
        let Held { row, .. } = held(&state, &member, Noun::Deal, id).await?;
        match asked(&form, &row, reading(&state, &member)) {
            Asked::Close(values) => {
                let version = version_of(&row).unwrap_or_default();
                let saved = set(&state, &member, id, (version, Deed::Close), values).await?;
                if saved != Saved::Stale {
                    return after(&state, saved, "close-done", &href(Noun::Deal, id));
                }
            }
            Asked::Leave => return Ok(Redirect::to(&href(Noun::Deal, id)).into_response()),
            Asked::Again(form, errors) => return close_page(&state, &member, (id, &row), &form, (&errors, Vec::new())).await,
            Asked::Choose(mine) => {
                let conflicts = conflicts(member.viewer.words, &mine, &stands(&row, member.viewer.words.zone));
                return close_page(&state, &member, (id, &row), &over(&form, &mine), (&Errors::new(), conflicts)).await;
            }
        }
    }
    Err(Trouble::Conflict.into())
}

/// What a form asks for.
enum Asked {
    /// This closing.
    Close(Value),
    /// Nothing: what somebody else made of the deal stays, and it is open.
    Leave,
    /// Something is wrong: the form again.
    Again(Sent, Errors),
    /// Somebody else was quicker: one of two.
    Choose(Typed),
}

fn asked(form: &Sent, row: &Columns, reading: Reading) -> Asked {
    let mut errors = Errors::new();
    let clean = |name| text::clean(sent(form, name));
    let why = typed(form, "why", 500, &mut errors);
    let reason = why.unwrap_or_else(|| clean("lost_reason"));
    let mut mine: Typed = [("outcome", clean("outcome")), ("closed", clean("closed")), ("lost_reason", reason)].into();
    if rebase(names(), &mut mine, form, &stands(row, reading.zone), version_of(row)) {
        return Asked::Choose(mine);
    }
    if sent(form, "choose-outcome") == "theirs" && mine["outcome"].is_empty() {
        return Asked::Leave;
    }
    let outcome = ["won", "lost"].into_iter().find(|key| *key == mine["outcome"]);
    let reason = Some(&mine["lost_reason"]).filter(|reason| !reason.is_empty() && outcome == Some("lost"));
    if outcome.is_none() {
        errors.push(("outcome", "error-choice"));
    } else if outcome == Some("lost") && reason.is_none() {
        errors.push(("lost_reason", "error-needs-reason"));
    }
    let closed = if mine["closed"].is_empty() { Err("error-required") } else { moment(&mine["closed"], reading) };
    let opened = moment_of(row, "opened_at", "opened_on");
    match closed {
        Err(key) => errors.push(("closed", key)),
        Ok(closed) if opened.is_some_and(|opened| closed.ends(reading.zone) < opened.begins(reading.zone)) => {
            errors.push(("closed", "error-closed-before-opened"));
        }
        Ok(closed) if errors.is_empty() => {
            let (at, on) = (closed.at(), closed.on());
            return Asked::Close(json!({ "outcome": outcome, "lost_reason": reason, "closed_at": at, "closed_on": on }));
        }
        Ok(_) => {}
    }
    Asked::Again(over(form, &mine), errors)
}

/// A form with these values in place of its own.
fn over(form: &Sent, mine: &Typed) -> Sent {
    let others = form.iter().filter(|(name, _)| !mine.contains_key(name.as_str())).cloned();
    others.chain(mine.iter().map(|(name, value)| ((*name).to_owned(), value.clone()))).collect()
}

/// Both values of what two people said of a closing.
fn conflicts(w: Words, mine: &Typed, theirs: &Typed) -> Vec<Conflict> {
    let readable = |name: &str, value: &str| match name {
        "outcome" => w.t(&format!("standing-{}", if value.is_empty() { "open" } else { value })),
        _ if value.is_empty() => w.t("edit-nothing"),
        "closed" => Text::code(value),
        _ => Text::datum(value),
    };
    let differing = FIELDS.iter().filter(|(name, _)| mine[name] != theirs[name]);
    let conflict = |(name, label): &(&'static str, &str)| Conflict {
        name,
        label: w.t(label),
        mine: readable(name, &mine[name]),
        theirs: readable(name, &theirs[name]),
        keep_mine: true,
    };
    differing.map(conflict).collect()
}

/// Opens a deal again.
pub async fn reopen(
    State(state): State<WebState>,
    member: Member,
    Path(id): Path<String>,
    SafeForm(_): SafeForm<Sent>,
) -> Result<Response, Failure> {
    let id = id_in(&id)?;
    let Held { row, .. } = held(&state, &member, Noun::Deal, id).await?;
    let values = json!({ "outcome": null, "lost_reason": null, "closed_at": null, "closed_on": null });
    let saved = set(&state, &member, id, (version_of(&row).unwrap_or_default(), Deed::Reopen), values).await?;
    after(&state, saved, "reopen-done", &href(Noun::Deal, id))
}

async fn set(state: &WebState, member: &Member, id: Uuid, (version, deed): (i64, Deed), values: Value) -> Result<Saved, Failure> {
    let Value::Object(columns) = values else { return Err(Failure::bug("values are columns")) };
    let draft = Draft { noun: Noun::Deal, id, columns, account: None };
    Ok(change_record(&state.db, draft, version, deed, &member.user, state.clock.now()).await?)
}
