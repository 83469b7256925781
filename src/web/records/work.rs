//! Handlers of the work with a record: moving, logging, archiving.

use super::ask::{NOTE, STAGES, after, answer, field, form_page, moment_field, options, own_id, reading, sent_id};
use super::ask::{stage_and_reason, stage_fields, typed, when};
use super::form::Notice;
use super::handlers::{Held, Of, Sent, done, held, id_in, sent};
use super::parse::Errors;
use super::view::href;
use crate::actions::archive_record::archive_record;
use crate::actions::log_activity::{Activity, log_activity, remove_activity};
use crate::actions::move_lead::{Move, Moved, move_lead, void_transition};
use crate::domain::activity::{ActivityKind, ActivityOutcome};
use crate::domain::moment::Moment;
use crate::domain::ownership::Noun;
use crate::domain::stage::Stage;
use crate::storage::records::text_of;
use crate::storage::{deals, stage_transitions};
use crate::web::components::{FieldKind, Link};
use crate::web::error::Trouble;
use crate::web::extract::{Member, SafeForm};
use crate::web::failure::Failure;
use crate::web::leads::stage_tag;
use crate::web::state::WebState;
use askama::Template as _;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse as _, Response};
use uuid::Uuid;

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
    let mut page = page.section(None, stage_fields(w, form, errors, stages));
    page.hidden = vec![own_id(form)];
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
    let moment = when(&form, "at", reading, &mut errors);
    let (target, reason) = stage_and_reason(&form, &mut errors);
    if let (Some(stage), true) = (target, errors.is_empty()) {
        let wanted = Move { id: sent_id(&form), lead, stage, moment, reason };
        match move_lead(&state.db, wanted, &member.user, reading.now).await? {
            Moved::Done | Moved::Same => return Ok(done(&state, "move-done", &href(Noun::Lead, lead))),
            Moved::Forbidden => return Err(Trouble::Forbidden.into()),
            Moved::Gone => return Err(Trouble::NotFound.into()),
            Moved::OfItsDeal => errors.push(("stage", "error-of-its-deal")),
            Moved::NeedsReason => errors.push(("reason", "error-needs-reason")),
            Moved::TooEarly => errors.push(("at", "error-before-lead")),
        }
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
    page.hidden = vec![own_id(form)];
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
    let activity = Activity { id: sent_id(&form), noun, record, kind, happened, outcome, note };
    after(&state, log_activity(&state.db, activity, &member.user, reading.now).await?, "log-done", &href(noun, record))
}

/// Takes back what was just logged.
pub async fn unlog(
    State(state): State<WebState>,
    member: Member,
    Of(noun): Of,
    Path((id, activity)): Path<(String, String)>,
    SafeForm(_): SafeForm<Sent>,
) -> Result<Response, Failure> {
    let taken = remove_activity(&state.db, id_in(&activity)?, &member.user, state.clock.now()).await?;
    after(&state, taken, "log-removed", &href(noun, id_in(&id)?))
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
    let said = if away { "archive-done" } else { "restore-done" };
    let saved = archive_record(&state.db, (noun, id), away, &member.user, state.clock.now()).await?;
    after(state, saved, said, &href(noun, id))
}
