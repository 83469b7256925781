//! Handlers of the promises.

use super::Errors;
use super::conditions::{Known, LISTS};
use super::list::{Loaded, PATH, PromisesPage};
use super::policy_form::PolicyForm;
use super::reason_form::ReasonForm;
use super::rule_form::RuleForm;
use super::view::{Form, FormPage};
use crate::actions::{save_offer_rule, save_policy as policies, save_reason as reasons};
use crate::domain::person::Team;
use crate::domain::policy::Policy;
use crate::i18n::Text;
use crate::storage::kpis::{self, Owner};
use crate::storage::metrics::Dimension;
use crate::storage::metrics::filters::choices;
use crate::storage::{StorageError, calendars, handoff_reasons, offer_rules, sla_policies};
use crate::web::error::Trouble;
use crate::web::extract::reader::flash;
use crate::web::extract::{Member, Nothing, SafeForm};
use crate::web::failure::Failure;
use crate::web::state::WebState;
use askama::Template as _;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use serde::Deserialize;
use uuid::Uuid;

/// A place up or down.
#[derive(Debug, Deserialize)]
pub struct Way {
    way: String,
}

/// What a refused form brought: what is wrong with it, or what somebody else stored meanwhile.
#[derive(Default)]
struct Sent {
    errors: Errors,
    stale: Option<Vec<(Text, Text)>>,
}

impl Sent {
    fn wrong(errors: Errors) -> Self {
        Self { errors, stale: None }
    }

    fn stale(theirs: Vec<(Text, Text)>) -> Self {
        Self { errors: Errors::new(), stale: Some(theirs) }
    }
}

/// What a working day of sales has, in minutes.
async fn day(state: &WebState) -> Result<i32, StorageError> {
    let mut tx = state.db.pages.begin().await?;
    let (_, calendar) = calendars::in_force(&mut tx, Team::Sales, state.clock.now()).await?;
    tx.commit().await?;
    Ok(i32::try_from(calendar.usual_day().num_minutes()).unwrap_or(480).max(1))
}

/// The policies in force; the usual one is made where there is none.
async fn in_force(state: &WebState, member: &Member, day: i32) -> Result<Vec<Policy>, StorageError> {
    let usual = member.viewer.words.t("promise-usual").plain();
    policies::policies(&state.db, &usual, chrono::TimeDelta::minutes(i64::from(day)), state.clock.now()).await
}

async fn known(state: &WebState) -> Result<Known, StorageError> {
    let mut db = state.db.pages.acquire().await?;
    let keys: Vec<Dimension> = LISTS.iter().map(|(_, key)| *key).collect();
    Ok(choices(&mut db, &keys).await?.into_iter().collect())
}

async fn people(state: &WebState) -> Result<Vec<Owner>, StorageError> {
    kpis::people_of(&state.db.pages, Team::Sales).await
}

/// The page of all.
pub async fn list(State(state): State<WebState>, member: Member) -> Result<Html<String>, Failure> {
    Ok(Html(page(&state, &member, None).await?))
}

async fn page(state: &WebState, member: &Member, refused: Option<&str>) -> Result<String, Failure> {
    let day = day(state).await?;
    let db = &state.db.pages;
    let loaded = Loaded {
        policies: in_force(state, member, day).await?,
        older: sla_policies::running_on_older(db).await?,
        reasons: handoff_reasons::all(db).await?,
        rules: offer_rules::all(db).await?,
        people: people(state).await?,
        day,
    };
    Ok(PromisesPage::new(member, &loaded, refused).render()?)
}

fn saved(state: &WebState) -> Response {
    (CookieJar::new().add(flash(state, "promise-saved")), Redirect::to(PATH)).into_response()
}

fn shown(member: &Member, form: Form, sent: Sent) -> Result<Response, Failure> {
    let status = if sent.errors.is_empty() && sent.stale.is_none() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = FormPage::new(member, Form { stale: sent.stale, ..form }).render()?;
    Ok((status, Html(page)).into_response())
}

async fn policy_page(state: &WebState, member: &Member, form: &PolicyForm, sent: Sent) -> Result<Response, Failure> {
    let w = member.viewer.words;
    let units = (member.workspace.currency, day(state).await?);
    let is_new = matches!(form.version.as_str(), "" | "0");
    let page = Form {
        title: w.t(if is_new { "promise-add-policy" } else { "promise-change-policy" }),
        lede: w.t(if is_new { "promise-new-policy-lede" } else { "promise-policy-lede" }),
        action: format!("{PATH}/policies/{}", if is_new { "new" } else { &form.key }),
        hidden: vec![("key", form.key.clone()), ("version", form.version.clone())],
        sections: form.sections(w, units, &known(state).await?, &sent.errors),
        stale: None,
    };
    shown(member, page, sent)
}

/// The form of a new policy.
pub async fn make_policy(State(state): State<WebState>, member: Member) -> Result<Response, Failure> {
    let form = PolicyForm::fresh(day(&state).await?, member.workspace.currency);
    policy_page(&state, &member, &form, Sent::default()).await
}

/// The form of a policy.
pub async fn policy(State(state): State<WebState>, member: Member, Path(key): Path<String>) -> Result<Response, Failure> {
    let day = day(&state).await?;
    let stored = in_force(&state, &member, day).await?.into_iter().find(|policy| policy.key.to_string() == key);
    let form = PolicyForm::of(&stored.ok_or(Trouble::NotFound)?, day, member.workspace.currency);
    policy_page(&state, &member, &form, Sent::default()).await
}

/// Stores a new policy.
pub async fn save_policy(
    State(state): State<WebState>,
    member: Member,
    SafeForm(form): SafeForm<PolicyForm>,
) -> Result<Response, Failure> {
    store_policy(&state, &member, PolicyForm { version: "0".to_owned(), ..form }).await
}

/// Stores a version of a policy.
pub async fn change_policy(
    State(state): State<WebState>,
    member: Member,
    Path(key): Path<String>,
    SafeForm(form): SafeForm<PolicyForm>,
) -> Result<Response, Failure> {
    store_policy(&state, &member, PolicyForm { key, ..form }).await
}

async fn store_policy(state: &WebState, member: &Member, form: PolicyForm) -> Result<Response, Failure> {
    let (day, currency) = (day(state).await?, member.workspace.currency);
    let wanted = match form.parse(day, currency) {
        Ok(wanted) => wanted,
        Err(errors) => return policy_page(state, member, &form, Sent::wrong(errors)).await,
    };
    match policies::save_policy(&state.db, &wanted, member.user.id, state.clock.now()).await? {
        policies::Saved::Done => Ok(saved(state)),
        policies::Saved::Gone => Err(Trouble::NotFound.into()),
        policies::Saved::LastForAll => {
            policy_page(state, member, &form, Sent::wrong(vec![("sources", "error-promise-last")])).await
        }
        policies::Saved::Stale(theirs) => {
            let theirs = PolicyForm::of(&theirs, day, currency);
            let both = form.differences(member.viewer.words, &theirs);
            // Saving again is then a decision: the form carries the newer version.
            policy_page(state, member, &PolicyForm { version: theirs.version, ..form }, Sent::stale(both)).await
        }
    }
}

/// Moves a policy a place up or down.
pub async fn move_policy(
    State(state): State<WebState>,
    member: Member,
    Path(key): Path<String>,
    SafeForm(Way { way }): SafeForm<Way>,
) -> Result<Response, Failure> {
    let key = key.parse::<Uuid>().map_err(|_| Trouble::NotFound)?;
    policies::move_policy(&state.db, key, way == "up", member.user.id, state.clock.now()).await?;
    Ok(saved(&state))
}

/// Takes a policy out of force.
pub async fn retire_policy(
    State(state): State<WebState>,
    member: Member,
    Path(key): Path<String>,
    _form: SafeForm<Nothing>,
) -> Result<Response, Failure> {
    let key = key.parse::<Uuid>().map_err(|_| Trouble::NotFound)?;
    match policies::retire_policy(&state.db, key, member.user.id, state.clock.now()).await? {
        policies::Saved::LastForAll => {
            let page = page(&state, &member, Some("error-promise-last")).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response())
        }
        _ => Ok(saved(&state)),
    }
}

fn reason_page(member: &Member, form: &ReasonForm, sent: Sent) -> Result<Response, Failure> {
    let w = member.viewer.words;
    let is_new = form.version == "0";
    let page = Form {
        title: w.t(if is_new { "promise-add-reason" } else { "promise-change-reason" }),
        lede: w.t("promise-reason-lede"),
        action: format!("{PATH}/reasons/{}", if is_new { "new" } else { &form.key }),
        hidden: vec![("key", form.key.clone()), ("version", form.version.clone())],
        sections: form.sections(w, &sent.errors),
        stale: None,
    };
    shown(member, page, sent)
}

/// The form of a new reason.
pub async fn make_reason(member: Member) -> Result<Response, Failure> {
    reason_page(&member, &ReasonForm::fresh(), Sent::default())
}

/// The form of a reason.
pub async fn reason(State(state): State<WebState>, member: Member, Path(key): Path<String>) -> Result<Response, Failure> {
    let stored = handoff_reasons::find(&state.db.pages, &key).await?.ok_or(Trouble::NotFound)?;
    reason_page(&member, &ReasonForm::of(&stored), Sent::default())
}

/// Stores a new reason.
pub async fn save_reason(
    State(state): State<WebState>,
    member: Member,
    SafeForm(form): SafeForm<ReasonForm>,
) -> Result<Response, Failure> {
    store_reason(&state, &member, ReasonForm { version: "0".to_owned(), ..form }).await
}

/// Stores a reason.
pub async fn change_reason(
    State(state): State<WebState>,
    member: Member,
    Path(key): Path<String>,
    SafeForm(form): SafeForm<ReasonForm>,
) -> Result<Response, Failure> {
    store_reason(&state, &member, ReasonForm { key, ..form }).await
}

async fn store_reason(state: &WebState, member: &Member, form: ReasonForm) -> Result<Response, Failure> {
    let w = member.viewer.words;
    let wanted = match form.parse(w) {
        Ok(wanted) => wanted,
        Err(errors) => return reason_page(member, &form, Sent::wrong(errors)),
    };
    match reasons::save_reason(&state.db, &wanted, member.user.id, state.clock.now()).await? {
        reasons::Saved::Done => Ok(saved(state)),
        reasons::Saved::Gone => Err(Trouble::NotFound.into()),
        reasons::Saved::LastOne => reason_page(member, &form, Sent::wrong(vec![("active", "error-promise-last-reason")])),
        reasons::Saved::Stale(theirs) => {
            let both = form.differences(w, &theirs);
            reason_page(member, &ReasonForm { version: theirs.version.to_string(), ..form }, Sent::stale(both))
        }
    }
}

/// Moves a reason a place up or down.
pub async fn move_reason(
    State(state): State<WebState>,
    member: Member,
    Path(key): Path<String>,
    SafeForm(Way { way }): SafeForm<Way>,
) -> Result<Response, Failure> {
    reasons::move_reason(&state.db, &key, way == "up", member.user.id, state.clock.now()).await?;
    Ok(saved(&state))
}

async fn rule_page(state: &WebState, member: &Member, form: &RuleForm, sent: Sent) -> Result<Response, Failure> {
    let w = member.viewer.words;
    let is_new = matches!(form.version.as_str(), "" | "0");
    let words = (member.workspace.currency, &known(state).await?);
    let page = Form {
        title: w.t(if is_new { "promise-add-rule" } else { "promise-change-rule" }),
        lede: w.t("promise-rules-take"),
        action: format!("{PATH}/rules/{}", if is_new { "new" } else { &form.id }),
        hidden: vec![("id", form.id.clone()), ("version", form.version.clone())],
        sections: form.sections(w, words, &people(state).await?, &sent.errors),
        stale: None,
    };
    shown(member, page, sent)
}

/// The form of a new rule.
pub async fn make_rule(State(state): State<WebState>, member: Member) -> Result<Response, Failure> {
    rule_page(&state, &member, &RuleForm::fresh(), Sent::default()).await
}

/// The form of a rule.
pub async fn rule(State(state): State<WebState>, member: Member, Path(id): Path<String>) -> Result<Response, Failure> {
    let stored = offer_rules::all(&state.db.pages).await?.into_iter().find(|rule| rule.id.to_string() == id);
    let form = RuleForm::of(&stored.ok_or(Trouble::NotFound)?, member.workspace.currency);
    rule_page(&state, &member, &form, Sent::default()).await
}

/// Stores a new rule.
pub async fn save_rule(
    State(state): State<WebState>,
    member: Member,
    SafeForm(form): SafeForm<RuleForm>,
) -> Result<Response, Failure> {
    store_rule(&state, &member, RuleForm { version: "0".to_owned(), ..form }).await
}

/// Stores a rule.
pub async fn change_rule(
    State(state): State<WebState>,
    member: Member,
    Path(id): Path<String>,
    SafeForm(form): SafeForm<RuleForm>,
) -> Result<Response, Failure> {
    store_rule(&state, &member, RuleForm { id, ..form }).await
}

async fn store_rule(state: &WebState, member: &Member, form: RuleForm) -> Result<Response, Failure> {
    let (currency, people) = (member.workspace.currency, people(state).await?);
    let wanted = match form.parse(currency, &people) {
        Ok(wanted) => wanted,
        Err(errors) => return rule_page(state, member, &form, Sent::wrong(errors)).await,
    };
    // What a rule offers needs a promise.
    in_force(state, member, day(state).await?).await?;
    match save_offer_rule::save_offer_rule(&state.db, &wanted, member.user.id, state.clock.now()).await? {
        save_offer_rule::Saved::Done => Ok(saved(state)),
        save_offer_rule::Saved::Gone => Err(Trouble::NotFound.into()),
        save_offer_rule::Saved::Stale(theirs) => {
            let theirs = RuleForm::of(&theirs, currency);
            let both = form.differences(member.viewer.words, &theirs, &people);
            rule_page(state, member, &RuleForm { version: theirs.version, ..form }, Sent::stale(both)).await
        }
    }
}

/// Moves a rule a place up or down.
pub async fn move_rule(
    State(state): State<WebState>,
    member: Member,
    Path(id): Path<String>,
    SafeForm(Way { way }): SafeForm<Way>,
) -> Result<Response, Failure> {
    let id = id.parse::<Uuid>().map_err(|_| Trouble::NotFound)?;
    save_offer_rule::move_offer_rule(&state.db, id, way == "up", member.user.id, state.clock.now()).await?;
    Ok(saved(&state))
}
