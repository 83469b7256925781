//! Handlers of the work with a record: moving, logging, closing.

use super::fields::written;
use super::form::{FormPage, Notice};
use super::handlers::{Held, Of, Sent, called, done, held, sent};
use super::parse::{Errors, Reading, moment};
use super::view::{href, place, with_dates};
use crate::actions::archive_record::archive_record;
use crate::actions::log_activity::{Activity, LogAnswer, log_activity, remove_activity};
use crate::actions::move_lead::{Move, Moved, move_lead, void_transition};
use crate::actions::save_record::{Deed, Draft, Saved, change_record};
use crate::domain::activity::{ActivityKind, ActivityOutcome};
use crate::domain::moment::Moment;
use crate::domain::ownership::Noun;
use crate::domain::stage::{LeaveReason, Stage};
use crate::domain::text;
use crate::i18n::{Text, Words};
use crate::storage::records::{Columns, text_of, version_of};
use crate::storage::{deals, stage_transitions};
use crate::web::components::{Field, FieldKind, Link, OptionItem};
use crate::web::error::Trouble;
use crate::web::extract::{Member, SafeForm};
use crate::web::failure::Failure;
use crate::web::leads::stage_tag;
use crate::web::state::WebState;
use askama::Template as _;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse as _, Response};
use serde_json::{Value, json};
use uuid::Uuid;

/// Stages to which a person moves a lead; the others are its deals'.
const STAGES: [Stage; 6] = [Stage::Lead, Stage::Mql, Stage::Sal, Stage::Sql, Stage::Recycled, Stage::Disqualified];
/// Characters of a note.
const NOTE: usize = 5_000;

fn id_in(path: &str) -> Result<Uuid, Failure> {
    path.parse().map_err(|_| Trouble::NotFound.into())
}

fn reading(state: &WebState, member: &Member) -> Reading {
    Reading { zone: member.viewer.words.zone, now: state.clock.now() }
}

fn form_page(member: &Member, noun: Noun, id: Uuid, row: &Columns, [title, save, verb]: [&str; 3]) -> FormPage {
    let w = member.viewer.words;
    let (nav, list, key) = place(noun);
    let crumbs = vec![Link::new(w.t(key), list), Link::new(called(member, noun, id, row), href(noun, id))];
    FormPage::new(&member.viewer, nav, w.t(title), crumbs, format!("{}/{verb}", href(noun, id)), w.t(save))
}

fn answer(page: &FormPage, errors: &Errors) -> Result<Response, Failure> {
    let status = if errors.is_empty() && page.notice.is_none() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, Html(page.render()?)).into_response())
}

/// A field with what was typed and what is wrong with it.
fn field(w: Words, form: &Sent, errors: &Errors, (name, label): (&'static str, &str), kind: FieldKind) -> Field {
    let error = errors.iter().find(|(field, _)| *field == name).map(|(_, key)| with_dates(w, key));
    Field::new(w, name, w.t(label), kind).value(sent(form, name)).error(error)
}

fn options(w: Words, none: Option<&str>, keys: impl Iterator<Item = (&'static str, String)>) -> FieldKind {
    let first = none.map(|key| OptionItem::new("", w.t(key))).into_iter();
    FieldKind::Select(first.chain(keys.map(|(key, message)| OptionItem::new(key, w.t(&message)))).collect())
}

/// When something happened: now, where nothing is typed.
fn when(form: &Sent, name: &'static str, reading: Reading, errors: &mut Errors) -> Moment {
    match text::clean(sent(form, name)) {
        typed if typed.is_empty() => Moment::Instant(reading.now),
        typed => moment(&typed, reading).unwrap_or_else(|key| {
            errors.push((name, key));
            Moment::Instant(reading.now)
        }),
    }
}

fn moment_field(w: Words, form: &Sent, errors: &Errors, name: &'static str, label: &str) -> Field {
    let mut field = field(w, form, errors, (name, label), FieldKind::Line("text")).hint(with_dates(w, "hint-when"));
    field.ltr = true;
    field
}

/// A text of one's own, or none.
fn typed(form: &Sent, name: &'static str, most: usize, errors: &mut Errors) -> Option<String> {
    let given = if most == NOTE { sent(form, name).trim().replace('\0', "") } else { text::clean(sent(form, name)) };
    if given.chars().count() > most {
        errors.push((name, if most == NOTE { "error-too-long-note" } else { "error-too-long-500" }));
    }
    (!given.is_empty()).then_some(given)
}

/// `/leads/{id}/move`
pub async fn moving(State(state): State<WebState>, member: Member, Path(id): Path<String>) -> Result<Response, Failure> {
    move_page(&state, &member, id_in(&id)?, &Sent::new(), &Errors::new()).await
}

async fn move_page(state: &WebState, member: &Member, id: Uuid, form: &Sent, errors: &Errors) -> Result<Response, Failure> {
    let w = member.viewer.words;
    let Held { row, .. } = held(state, member, Noun::Lead, id).await?;
    let mut db = state.db.pages.acquire().await.map_err(crate::storage::StorageError::from)?;
    let its_deals = deals::find_of_leads(&mut db, &[id]).await?;
    let mut page = form_page(member, Noun::Lead, id, &row, ["move-title", "move-save", "move"]);
    let now = text_of(&row, "current_stage").and_then(|s| s.parse().ok()).unwrap_or(Stage::Lead);
    page.lede = Some(w.t_args("move-lede", &[("stage", stage_tag(w, now).text.into())]));
    let deal_links = its_deals.iter().filter(|d| d.won != Some(false));
    let links: Vec<Link> = deal_links.map(|d| Link::new(w.t("move-to-deal"), href(Noun::Deal, d.id))).collect();
    if !links.is_empty() {
        page.notice = Some(Notice { text: w.t("move-of-its-deal"), links });
        return Ok(Html(page.render()?).into_response());
    }
    let stages = options(w, None, STAGES.iter().filter(|s| **s != now).map(|s| (s.key(), format!("stage-{s}"))));
    let reasons = options(w, Some("move-no-reason"), LeaveReason::ALL.iter().map(|r| (r.key(), format!("reason-{}", r.key()))));
    let fields = vec![
        field(w, form, errors, ("stage", "lead-stage"), stages).required(),
        field(w, form, errors, ("reason", "move-reason"), reasons).hint(w.t("hint-reason")),
        field(w, form, errors, ("why", "move-why"), FieldKind::Line("text")),
        moment_field(w, form, errors, "at", "move-at"),
    ];
    let mut page = page.section(None, fields);
    let fresh = Uuid::now_v7().to_string();
    page.hidden = vec![("id".to_owned(), if sent(form, "id").is_empty() { fresh } else { sent(form, "id").to_owned() })];
    let open = Link::new(w.t("deal-open-new"), format!("/deals/new?lead={id}"));
    page.beside = Some(crate::web::components::Markup::of(&super::tools::Aside { text: w.t("move-deal-hint"), link: open }));
    answer(&page, errors)
}

/// Moves a lead.
pub async fn move_to(
    State(state): State<WebState>,
    member: Member,
    Path(id): Path<String>,
    SafeForm(form): SafeForm<Sent>,
) -> Result<Response, Failure> {
    let lead = id_in(&id)?;
    let (reading, mut errors) = (reading(&state, &member), Errors::new());
    let target = sent(&form, "stage").parse::<Stage>().ok();
    let moment = when(&form, "at", reading, &mut errors);
    let own = typed(&form, "why", 500, &mut errors);
    let reason = own.or(LeaveReason::from_key(sent(&form, "reason")).map(|reason| reason.key().to_owned()));
    if let (Some(target), true) = (target, errors.is_empty()) {
        let id = sent(&form, "id").parse().unwrap_or_else(|_| Uuid::now_v7());
        match move_lead(&state.db, Move { id, lead, stage: target, moment, reason }, &member.user, reading.now).await? {
            Moved::Done | Moved::Same => return Ok(done(&state, "move-done", &href(Noun::Lead, lead))),
            Moved::Forbidden => return Err(Trouble::Forbidden.into()),
            Moved::Gone => return Err(Trouble::NotFound.into()),
            Moved::OfItsDeal => errors.push(("stage", "error-of-its-deal")),
            Moved::NeedsReason => errors.push(("reason", "error-needs-reason")),
            Moved::TooEarly => errors.push(("at", "error-before-lead")),
        }
    } else if target.is_none() {
        errors.push(("stage", "error-choice"));
    }
    move_page(&state, &member, lead, &form, &errors).await
}

/// `/leads/{id}/entries/{entry}`
pub async fn correcting(
    State(state): State<WebState>,
    member: Member,
    Path((id, entry)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let (w, id, entry) = (member.viewer.words, id_in(&id)?, id_in(&entry)?);
    let Held { row, .. } = held(&state, &member, Noun::Lead, id).await?;
    let mut db = state.db.pages.acquire().await.map_err(crate::storage::StorageError::from)?;
    let found =
        stage_transitions::find(&mut db, entry).await?.filter(|(t, live)| t.lead_id == id && *live && t.deal_id.is_none());
    let (wrong, _) = found.ok_or(Trouble::NotFound)?;
    let entered = wrong.to_stage.parse().unwrap_or(Stage::Lead);
    let at = Moment::from_columns(wrong.at, wrong.on_day).map_or_else(|| w.t("history-undated"), |moment| w.moment(moment));
    let verb = format!("entries/{entry}");
    let mut page = form_page(&member, Noun::Lead, id, &row, ["correct-title", "correct-save", &verb]);
    page.lede = Some(w.t_args("correct-lede", &[("stage", stage_tag(w, entered).text.into()), ("when", at.into())]));
    let (form, errors) = (Sent::new(), Errors::new());
    let page = page.section(None, vec![field(w, &form, &errors, ("why", "correct-why"), FieldKind::Line("text"))]);
    Ok(Html(page.render()?).into_response())
}

/// Takes a wrong entry back.
pub async fn correct(
    State(state): State<WebState>,
    member: Member,
    Path((id, entry)): Path<(String, String)>,
    SafeForm(form): SafeForm<Sent>,
) -> Result<Response, Failure> {
    let (id, entry, now) = (id_in(&id)?, id_in(&entry)?, state.clock.now());
    let why = typed(&form, "why", 500, &mut Errors::new()).map(|why| why.chars().take(500).collect());
    match void_transition(&state.db, id, entry, why, &member.user, now).await? {
        Moved::Forbidden => Err(Trouble::Forbidden.into()),
        Moved::Gone => Err(Trouble::NotFound.into()),
        Moved::OfItsDeal => Err(Trouble::Conflict.into()),
        _ => Ok(done(&state, "correct-done", &href(Noun::Lead, id))),
    }
}

/// `/leads/{id}/log` and `/deals/{id}/log`
pub async fn logging(
    State(state): State<WebState>,
    member: Member,
    Of(noun): Of,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    log_page(&state, &member, (noun, id_in(&id)?), &Sent::new(), &Errors::new()).await
}

async fn log_page(
    state: &WebState,
    member: &Member,
    (noun, id): (Noun, Uuid),
    form: &Sent,
    errors: &Errors,
) -> Result<Response, Failure> {
    let w = member.viewer.words;
    let Held { row, .. } = held(state, member, noun, id).await?;
    let kinds = options(w, None, ActivityKind::ALL.iter().map(|k| (k.key(), format!("activity-kind-{}", k.key()))));
    let outcomes = ActivityOutcome::ALL.iter().map(|o| (o.key(), format!("outcome-{}", o.key())));
    let fields = vec![
        field(w, form, errors, ("kind", "log-kind"), kinds).required(),
        field(w, form, errors, ("outcome", "log-outcome"), options(w, Some("edit-nothing"), outcomes)),
        moment_field(w, form, errors, "at", "log-at"),
        field(w, form, errors, ("note", "log-note"), FieldKind::Lines(4)),
    ];
    let mut page = form_page(member, noun, id, &row, ["log-title", "log-save", "log"]).section(None, fields);
    let fresh = Uuid::now_v7().to_string();
    page.hidden = vec![("id".to_owned(), if sent(form, "id").is_empty() { fresh } else { sent(form, "id").to_owned() })];
    page.lede = Some(w.t("log-lede"));
    answer(&page, errors)
}

/// Logs an activity: with the kind alone it happened now.
pub async fn log(
    State(state): State<WebState>,
    member: Member,
    Of(noun): Of,
    Path(id): Path<String>,
    SafeForm(form): SafeForm<Sent>,
) -> Result<Response, Failure> {
    let record = id_in(&id)?;
    let (reading, mut errors) = (reading(&state, &member), Errors::new());
    let kind = ActivityKind::from_key(sent(&form, "kind"));
    let happened = when(&form, "at", reading, &mut errors);
    let note = typed(&form, "note", NOTE, &mut errors);
    let outcome = ActivityOutcome::from_key(sent(&form, "outcome"));
    let Some(kind) = kind.filter(|_| errors.is_empty()) else {
        if kind.is_none() {
            errors.push(("kind", "error-choice"));
        }
        return log_page(&state, &member, (noun, record), &form, &errors).await;
    };
    let id = sent(&form, "id").parse().unwrap_or_else(|_| Uuid::now_v7());
    let activity = Activity { id, noun, record, kind, happened, outcome, note };
    match log_activity(&state.db, activity, &member.user, reading.now).await? {
        LogAnswer::Done => Ok(done(&state, "log-done", &href(noun, record))),
        LogAnswer::Forbidden => Err(Trouble::Forbidden.into()),
        LogAnswer::Gone => Err(Trouble::NotFound.into()),
    }
}

/// Takes back what was just logged.
pub async fn unlog(
    State(state): State<WebState>,
    member: Member,
    Of(noun): Of,
    Path((id, activity)): Path<(String, String)>,
    SafeForm(_): SafeForm<Sent>,
) -> Result<Response, Failure> {
    match remove_activity(&state.db, id_in(&activity)?, &member.user, state.clock.now()).await? {
        LogAnswer::Done => Ok(done(&state, "log-removed", &href(noun, id_in(&id)?))),
        LogAnswer::Forbidden => Err(Trouble::Forbidden.into()),
        LogAnswer::Gone => Err(Trouble::NotFound.into()),
    }
}

/// `/deals/{id}/close`
pub async fn closing(State(state): State<WebState>, member: Member, Path(id): Path<String>) -> Result<Response, Failure> {
    let id = id_in(&id)?;
    let Held { row, .. } = held(&state, &member, Noun::Deal, id).await?;
    let mut form = Sent::new();
    for column in ["outcome", "lost_reason"] {
        form.extend(text_of(&row, column).map(|value| (column.to_owned(), value.to_owned())));
    }
    let zone = member.viewer.words.zone;
    let at = text_of(&row, "closed_at").and_then(|t| t.parse().ok());
    let closed = Moment::from_columns(at, text_of(&row, "closed_on").and_then(|t| t.parse().ok()));
    let today = Moment::Date(state.clock.now().with_timezone(&zone).date_naive());
    form.push(("closed".to_owned(), written(closed.unwrap_or(today), zone)));
    close_page(&state, &member, id, &form, &Errors::new()).await
}

async fn close_page(state: &WebState, member: &Member, id: Uuid, form: &Sent, errors: &Errors) -> Result<Response, Failure> {
    let w = member.viewer.words;
    let Held { row, .. } = held(state, member, Noun::Deal, id).await?;
    let outcomes = options(w, None, ["won", "lost"].into_iter().map(|key| (key, format!("standing-{key}"))));
    let known = deals::lost_reasons(&state.db.pages).await?;
    let mut reasons = vec![OptionItem::new("", w.t("edit-nothing"))];
    reasons.extend(known.into_iter().map(|reason| OptionItem::new(reason.clone(), Text::datum(&reason))));
    let mut closed =
        field(w, form, errors, ("closed", "deal-closed"), FieldKind::Line("text")).required().hint(with_dates(w, "hint-moment"));
    closed.ltr = true;
    let fields = vec![
        field(w, form, errors, ("outcome", "deal-standing"), outcomes).required(),
        closed,
        field(w, form, errors, ("lost_reason", "deal-lost-reason"), FieldKind::Select(reasons)),
        field(w, form, errors, ("why", "close-why"), FieldKind::Line("text")),
    ];
    let mut page = form_page(member, Noun::Deal, id, &row, ["close-title", "close-save", "close"]).section(None, fields);
    page.lede = Some(w.t("close-lede"));
    page.hidden = vec![("version".to_owned(), version_of(&row).unwrap_or_default().to_string())];
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
    let (reading, mut errors) = (reading(&state, &member), Errors::new());
    let Held { row, .. } = held(&state, &member, Noun::Deal, id).await?;
    let outcome = ["won", "lost"].into_iter().find(|key| *key == sent(&form, "outcome"));
    let why = typed(&form, "why", 500, &mut errors);
    let picked = Some(text::clean(sent(&form, "lost_reason"))).filter(|reason| !reason.is_empty());
    let reason = why.or(picked).filter(|_| outcome == Some("lost"));
    if outcome.is_none() {
        errors.push(("outcome", "error-choice"));
    } else if outcome == Some("lost") && reason.is_none() {
        errors.push(("lost_reason", "error-needs-reason"));
    }
    let closed = match text::clean(sent(&form, "closed")) {
        given if given.is_empty() => Err("error-required"),
        given => moment(&given, reading),
    };
    let opened = Moment::from_columns(
        text_of(&row, "opened_at").and_then(|t| t.parse().ok()),
        text_of(&row, "opened_on").and_then(|t| t.parse().ok()),
    );
    match closed {
        Err(key) => errors.push(("closed", key)),
        Ok(closed) if opened.is_some_and(|opened| closed.ends(reading.zone) < opened.begins(reading.zone)) => {
            errors.push(("closed", "error-closed-before-opened"));
        }
        Ok(closed) if errors.is_empty() => {
            let values = json!({ "outcome": outcome, "lost_reason": reason, "closed_at": closed.at(), "closed_on": closed.on() });
            let version = sent(&form, "version").parse().unwrap_or_default();
            return set(&state, &member, id, (version, Deed::Close, "close-done"), values).await;
        }
        Ok(_) => {}
    }
    close_page(&state, &member, id, &form, &errors).await
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
    set(&state, &member, id, (version_of(&row).unwrap_or_default(), Deed::Reopen, "reopen-done"), values).await
}

async fn set(
    state: &WebState,
    member: &Member,
    id: Uuid,
    (version, deed, said): (i64, Deed, &'static str),
    values: Value,
) -> Result<Response, Failure> {
    let Value::Object(columns) = values else { return Err(Failure::bug("values are columns")) };
    let draft = Draft { noun: Noun::Deal, id, columns, account: None };
    match change_record(&state.db, draft, version, deed, &member.user, state.clock.now()).await? {
        Saved::Done => Ok(done(state, said, &href(Noun::Deal, id))),
        Saved::Stale => Err(Trouble::Conflict.into()),
        Saved::Forbidden => Err(Trouble::Forbidden.into()),
        Saved::Gone => Err(Trouble::NotFound.into()),
    }
}

/// Puts a record out of sight.
pub async fn archive(
    State(state): State<WebState>,
    member: Member,
    Of(noun): Of,
    Path(id): Path<String>,
    SafeForm(_): SafeForm<Sent>,
) -> Result<Response, Failure> {
    put(&state, &member, (noun, id_in(&id)?), true).await
}

/// Brings a record back.
pub async fn restore(
    State(state): State<WebState>,
    member: Member,
    Of(noun): Of,
    Path(id): Path<String>,
    SafeForm(_): SafeForm<Sent>,
) -> Result<Response, Failure> {
    put(&state, &member, (noun, id_in(&id)?), false).await
}

async fn put(state: &WebState, member: &Member, (noun, id): (Noun, Uuid), away: bool) -> Result<Response, Failure> {
    match archive_record(&state.db, (noun, id), away, &member.user, state.clock.now()).await? {
        Saved::Done => Ok(done(state, if away { "archive-done" } else { "restore-done" }, &href(noun, id))),
        Saved::Stale => Err(Trouble::Conflict.into()),
        Saved::Forbidden => Err(Trouble::Forbidden.into()),
        Saved::Gone => Err(Trouble::NotFound.into()),
    }
}
