//! What the forms of the work with records ask for, and how their answers are read.

use super::form::FormPage;
use super::handlers::{Sent, called, done, sent};
use super::parse::{Errors, Reading, moment};
use super::view::{href, place, with_dates};
use crate::actions::save_record::Saved;
use crate::domain::moment::Moment;
use crate::domain::ownership::Noun;
use crate::domain::stage::{LeaveReason, Stage};
use crate::domain::text;
use crate::i18n::Words;
use crate::storage::records::Columns;
use crate::web::components::{Field, FieldKind, Link, OptionItem};
use crate::web::error::Trouble;
use crate::web::extract::Member;
use crate::web::failure::Failure;
use crate::web::state::WebState;
use askama::Template as _;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse as _, Response};
use uuid::Uuid;

/// Stages to which a person moves a lead; the others are its deals'.
pub const STAGES: [Stage; 6] = [Stage::Lead, Stage::Mql, Stage::Sal, Stage::Sql, Stage::Recycled, Stage::Disqualified];
/// Characters of a note.
pub const NOTE: usize = 5_000;

/// What reading a form needs to know.
pub fn reading(state: &WebState, member: &Member) -> Reading {
    Reading { zone: member.viewer.words.zone, now: state.clock.now() }
}

/// The page of a form about a record.
pub fn form_page(member: &Member, noun: Noun, id: Uuid, row: &Columns, [title, save, verb]: [&str; 3]) -> FormPage {
    let w = member.viewer.words;
    let (nav, list, key) = place(noun);
    let crumbs = vec![Link::new(w.t(key), list), Link::new(called(member, noun, id, row), href(noun, id))];
    FormPage::new(&member.viewer, nav, w.t(title), crumbs, format!("{}/{verb}", href(noun, id)), w.t(save))
}

/// A form as it is shown: 422 where something is wrong with it.
pub fn answer(page: &FormPage, errors: &Errors) -> Result<Response, Failure> {
    let status = if errors.is_empty() && page.notice.is_none() && page.conflicts.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    Ok((status, Html(page.render()?)).into_response())
}

/// A field with what was typed and what is wrong with it.
pub fn field(w: Words, form: &Sent, errors: &Errors, (name, label): (&'static str, &str), kind: FieldKind) -> Field {
    let error = errors.iter().find(|(field, _)| *field == name).map(|(_, key)| with_dates(w, key));
    Field::new(w, name, w.t(label), kind).value(sent(form, name)).error(error)
}

/// The choices of a list, after one for none.
pub fn options(w: Words, none: Option<&str>, keys: impl Iterator<Item = (&'static str, String)>) -> FieldKind {
    let first = none.map(|key| OptionItem::new("", w.t(key))).into_iter();
    FieldKind::Select(first.chain(keys.map(|(key, message)| OptionItem::new(key, w.t(&message)))).collect())
}

/// When something happened: now, where nothing is typed.
pub fn when(form: &Sent, name: &'static str, reading: Reading, errors: &mut Errors) -> Moment {
    match text::clean(sent(form, name)) {
        typed if typed.is_empty() => Moment::Instant(reading.now),
        typed => moment(&typed, reading).unwrap_or_else(|key| {
            errors.push((name, key));
            Moment::Instant(reading.now)
        }),
    }
}

/// The field of a moment.
pub fn moment_field(w: Words, form: &Sent, errors: &Errors, name: &'static str, label: &str) -> Field {
    let mut field = field(w, form, errors, (name, label), FieldKind::Line("text")).hint(with_dates(w, "hint-when"));
    field.ltr = true;
    field
}

/// A text of one's own, or none.
pub fn typed(form: &Sent, name: &'static str, most: usize, errors: &mut Errors) -> Option<String> {
    let given = if most == NOTE { sent(form, name).trim().replace('\0', "") } else { text::clean(sent(form, name)) };
    if given.chars().count() > most {
        errors.push((name, if most == NOTE { "error-too-long-note" } else { "error-too-long-500" }));
    }
    (!given.is_empty()).then_some(given)
}

/// The id that a form carries, so that what is sent twice is one: made with the form, kept as long as it is shown again.
pub fn own_id(form: &Sent) -> (String, String) {
    let id = sent(form, "id").parse().unwrap_or_else(|_| Uuid::now_v7());
    ("id".to_owned(), id.to_string())
}

/// The same, of a form that was sent.
pub fn sent_id(form: &Sent) -> Uuid {
    sent(form, "id").parse().unwrap_or_else(|_| Uuid::now_v7())
}

/// The stage that is chosen, and why: in words of one's own, or by a reason of the list.
pub fn stage_and_reason(form: &Sent, errors: &mut Errors) -> (Option<Stage>, Option<String>) {
    let target = sent(form, "stage").parse::<Stage>().ok();
    if target.is_none() {
        errors.push(("stage", "error-choice"));
    }
    let own = typed(form, "why", 500, errors);
    (target, own.or(LeaveReason::from_key(sent(form, "reason")).map(|reason| reason.key().to_owned())))
}

/// The fields of a move to a stage.
pub fn stage_fields(w: Words, form: &Sent, errors: &Errors, stages: FieldKind) -> Vec<Field> {
    let reasons = options(w, Some("move-no-reason"), LeaveReason::ALL.iter().map(|r| (r.key(), format!("reason-{}", r.key()))));
    vec![
        field(w, form, errors, ("stage", "lead-stage"), stages).required(),
        field(w, form, errors, ("reason", "move-reason"), reasons).hint(w.t("hint-reason")).sometimes(),
        field(w, form, errors, ("why", "move-why"), FieldKind::Line("text")).sometimes(),
        moment_field(w, form, errors, "at", "move-at"),
    ]
}

/// What follows the change of a record: a word on its page, or why it was not changed.
pub fn after(state: &WebState, saved: Saved, said: &'static str, to: &str) -> Result<Response, Failure> {
    match saved {
        Saved::Done => Ok(done(state, said, to)),
        Saved::Stale => Err(Trouble::Conflict.into()),
        Saved::Forbidden => Err(Trouble::Forbidden.into()),
        Saved::Gone => Err(Trouble::NotFound.into()),
    }
}
