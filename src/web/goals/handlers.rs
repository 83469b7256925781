//! Handlers of the goals.

use super::detail::{self, GoalPage, Sent};
use super::form::{OwnersForm, TargetForm};
use super::list::{self, GoalsPage};
use super::words;
use crate::actions::set_owners::{Chosen, set_owners};
use crate::actions::set_target::{Recorded, Wanted, set_target};
use crate::domain::period::Period;
use crate::domain::person::Team;
use crate::i18n::Text;
use crate::metrics::kpi::Kpi;
use crate::reports::{self, Question};
use crate::storage::kpis;
use crate::storage::kpis::{Owner, RecordedTarget, StoredKpi};
use crate::storage::metrics::snapshot;
use crate::web::error::Trouble;
use crate::web::extract::reader::flash;
use crate::web::extract::{Calendar, Member, SafeForm};
use crate::web::failure::Failure;
use crate::web::state::WebState;
use askama::Template as _;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use chrono::NaiveDate;
use serde::Deserialize;

/// The running quarter, as the overview shows it first.
fn question(state: &WebState, member: &Member) -> (Question, Calendar) {
    let now = state.clock.now();
    let calendar = Calendar::of(&member.workspace, now);
    let quarter = Period::quarter_of(calendar.today, calendar.fiscal_month);
    (Question::new(member.workspace.clone(), quarter, now), calendar)
}

/// Every number.
pub async fn list(State(state): State<WebState>, member: Member) -> Result<Html<String>, Failure> {
    let (question, calendar) = question(&state, &member);
    let mut db = snapshot(&state.db.pages).await?;
    let goals = reports::goals::load(&mut db, &question).await?;
    let loaded = list::Loaded { goals, stored: kpis::list(&mut *db).await?, calendar };
    Ok(Html(GoalsPage::new(&member, &loaded).render()?))
}

async fn load(state: &WebState, member: &Member, kpi: Kpi) -> Result<detail::Loaded, Failure> {
    let (question, calendar) = question(state, member);
    let mut db = snapshot(&state.db.pages).await?;
    let goals = reports::goals::load(&mut db, &question).await?;
    let horizon = goals.horizon.days;
    let goal = goals.goals.into_iter().find(|goal| goal.kpi == kpi).ok_or_else(|| Failure::bug("a number without a goal"))?;
    let stored = kpis::list(&mut *db).await?.into_iter().find(|stored| stored.kpi == kpi);
    let (history, owner_changes) = match &stored {
        Some(stored) => (kpis::history(&mut *db, stored.id).await?, kpis::owner_changes(&mut *db, stored.id).await?),
        None => (Vec::new(), Vec::new()),
    };
    let people = [kpis::people_of(&mut *db, Team::Marketing).await?, kpis::people_of(&mut *db, Team::Sales).await?];
    Ok(detail::Loaded { goal, horizon, quarter: question.period, stored, history, owner_changes, people, calendar })
}

/// What the address of a number may ask for.
#[derive(Debug, Deserialize)]
pub struct Asked {
    month: Option<String>,
}

/// One number.
pub async fn detail(
    State(state): State<WebState>,
    member: Member,
    Path(key): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, Failure> {
    let kpi = Kpi::from_key(&key).ok_or(Trouble::NotFound)?;
    let loaded = load(&state, &member, kpi).await?;
    let month = asked.month.and_then(|month| format!("{month}-01").parse::<NaiveDate>().ok());
    let sent = month.map_or_else(Sent::default, |month| Sent::month(&member, &loaded, month));
    Ok(Html(GoalPage::new(&member, &loaded, &sent).render()?))
}

/// The same page with what was refused.
async fn again(state: &WebState, member: &Member, kpi: Kpi, sent: Sent) -> Result<Response, Failure> {
    let page = GoalPage::new(member, &load(state, member, kpi).await?, &sent).render()?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response())
}

fn saved(state: &WebState, kpi: Kpi) -> Response {
    let to = format!("/goals/{}", kpi.key());
    (CookieJar::new().add(flash(state, "goal-saved")), Redirect::to(&to)).into_response()
}

/// Sets, ends or takes back the target of a month.
pub async fn save_target(
    State(state): State<WebState>,
    member: Member,
    Path(key): Path<String>,
    SafeForm(form): SafeForm<TargetForm>,
) -> Result<Response, Failure> {
    let kpi = Kpi::from_key(&key).ok_or(Trouble::NotFound)?;
    let currency = member.workspace.currency;
    let (from, what, value) = match form.parse(kpi, currency) {
        Ok(parsed) => parsed,
        Err(errors) => return again(&state, &member, kpi, Sent { target: Some(form), errors, ..Sent::default() }).await,
    };
    let wanted = Wanted { kpi, from, state: what, value, version: form.version.parse().unwrap_or_default() };
    match set_target(&state.db, wanted, currency, member.user.id, state.clock.now()).await? {
        Recorded::Done => Ok(saved(&state, kpi)),
        Recorded::Stale(theirs) => {
            let both = both_targets(&member, wanted, theirs.as_ref());
            again(&state, &member, kpi, Sent { target: Some(form), stale: Some(both), ..Sent::default() }).await
        }
    }
}

/// What holds of the month now, and what was to be stored.
fn both_targets(member: &Member, wanted: Wanted, theirs: Option<&RecordedTarget>) -> Vec<(Text, Text)> {
    let (w, currency) = (member.viewer.words, member.workspace.currency);
    let shown = |value: Option<f64>| value.map_or_else(|| w.t("kpi-no-target"), |v| words::target(w, wanted.kpi, currency, v));
    let month = w.month(wanted.from);
    let mut facts = vec![
        (w.t_args("goal-stands", &[("month", month.into())]), shown(theirs.and_then(|theirs| theirs.value))),
        (w.t("goal-yours"), shown(wanted.value)),
    ];
    facts.extend(theirs.and_then(|theirs| theirs.by.as_deref()).map(|by| (w.t("goal-who"), Text::datum(by))));
    facts
}

/// Sets who answers for a number.
pub async fn save_owners(
    State(state): State<WebState>,
    member: Member,
    Path(key): Path<String>,
    SafeForm(form): SafeForm<OwnersForm>,
) -> Result<Response, Failure> {
    let kpi = Kpi::from_key(&key).ok_or(Trouble::NotFound)?;
    let sent = |form, errors, stale| Sent { owners: Some(form), errors, stale, ..Sent::default() };
    let wanted = match form.parse() {
        Ok(wanted) => wanted,
        Err(errors) => return again(&state, &member, kpi, sent(form, errors, None)).await,
    };
    match set_owners(&state.db, kpi, wanted, member.user.id, state.clock.now()).await? {
        Chosen::Done => Ok(saved(&state, kpi)),
        Chosen::Stale(theirs) => {
            let owners = their_owners(&member, &theirs);
            again(&state, &member, kpi, sent(form, Vec::new(), Some(owners))).await
        }
        Chosen::NotInTeam(team) => again(&state, &member, kpi, sent(form, vec![(team.key(), "error-goal-owner")], None)).await,
    }
}

fn their_owners(member: &Member, theirs: &StoredKpi) -> Vec<(Text, Text)> {
    let w = member.viewer.words;
    let name = |owner: &Option<Owner>| owner.as_ref().map_or_else(|| w.t("goal-nobody"), |owner| Text::datum(&owner.name));
    vec![(w.t("role-marketing"), name(&theirs.marketing)), (w.t("role-sales"), name(&theirs.sales))]
}
