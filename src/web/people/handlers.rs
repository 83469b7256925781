//! Handlers of people.

use super::form::PersonForm;
use super::invite::{InvitePage, LinkPage};
use super::leave::{LISTED, LeavePage, Leaving};
use super::list::PeoplePage;
use super::person::{PersonPage, Typed};
use crate::actions::change_user::{ChangedUser, change_user};
use crate::actions::deactivate_user::{Deactivated, deactivate_user};
use crate::actions::hand_over::{HandOver, hand_over as hand_over_action};
use crate::actions::invite_user::{Invited, invite_user};
use crate::actions::make_link::{NewLink, make_link as make_link_action};
use crate::actions::reactivate_user::reactivate_user;
use crate::actions::withdraw_invitation::withdraw_invitation;
use crate::domain::ids::PersonId;
use crate::domain::person::{Language, Role};
use crate::storage::people::{self, Choice};
use crate::storage::staff::{self, Account, Someone, Standing, Which};
use crate::storage::{StorageError, open_work};
use crate::web::components::chosen_owner;
use crate::web::error::Trouble;
use crate::web::extract::reader::flash;
use crate::web::extract::{Calendar, Member, Nothing, SafeForm};
use crate::web::failure::Failure;
use crate::web::state::WebState;
use askama::Template as _;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use chrono::NaiveDate;
use serde::Deserialize;

/// `/settings/people`
pub async fn list(State(state): State<WebState>, member: Member) -> Result<Html<String>, Failure> {
    let users = staff::find(&state.db.pages, Which::Users).await?;
    let others = staff::find(&state.db.pages, Which::Others).await?;
    let known = staff::count_others(&state.db.pages).await?;
    Ok(Html(PeoplePage::new(&member, &users, &others, known, state.clock.now()).render()?))
}

/// Whom an invitation is about.
#[derive(Debug, Default, Deserialize)]
pub struct About {
    #[serde(default)]
    person: String,
}

/// `/settings/people/invite`
pub async fn invite_form(
    State(state): State<WebState>,
    member: Member,
    Query(about): Query<About>,
) -> Result<Html<String>, Failure> {
    let others = staff::find(&state.db.pages, Which::Others).await?;
    let chosen = others.iter().find(|someone| someone.person.to_string() == about.person);
    let form = PersonForm::invitation(member.workspace.language, chosen);
    Ok(Html(InvitePage::new(&member, &form, &choices(&others), &[]).render()?))
}

fn choices(others: &[Someone]) -> Vec<Choice> {
    others.iter().map(|s| Choice { id: s.person, name: s.name.clone(), team: s.team }).collect()
}

/// Invites somebody, and shows his link.
pub async fn invite(
    State(state): State<WebState>,
    member: Member,
    headers: HeaderMap,
    SafeForm(form): SafeForm<PersonForm>,
) -> Result<Response, Failure> {
    let error = match form.parse_invitation() {
        Err(errors) => return invite_again(&state, &member, &form, &errors).await,
        Ok(invitation) => {
            let user = invitation.user;
            match invite_user(&state.db, invitation, Some(member.user.id), state.clock.now()).await? {
                Invited::Link(link) => {
                    let someone = find(&state, Which::User(user)).await?;
                    return shown(&state, &member, &headers, &someone, &link);
                }
                Invited::NoAddress => ("email", "error-email"),
                Invited::AddressTaken => ("email", "error-email-taken"),
                Invited::OtherPerson => ("person", "error-other-person"),
                Invited::PersonTaken => ("person", "error-person-taken"),
            }
        }
    };
    invite_again(&state, &member, &form, &[error]).await
}

async fn invite_again(
    state: &WebState,
    member: &Member,
    form: &PersonForm,
    errors: &[(&'static str, &'static str)],
) -> Result<Response, Failure> {
    let others = staff::find(&state.db.pages, Which::Others).await?;
    refused(InvitePage::new(member, form, &choices(&others), errors).render()?)
}

#[expect(clippy::unnecessary_wraps, reason = "the end of handlers that can fail")]
fn refused(page: String) -> Result<Response, Failure> {
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response())
}

/// A fresh link, shown once. It speaks the language in which its holder is met.
fn shown(state: &WebState, member: &Member, headers: &HeaderMap, someone: &Someone, link: &NewLink) -> Result<Response, Failure> {
    let language = someone.user.as_ref().and_then(|account| account.language).map_or("", Language::key);
    let language = if language.is_empty() { String::new() } else { format!("?lang={language}") };
    let address = format!("{}/join/{}{language}", state.address(headers), link.token);
    let person = format!("/settings/people/{}", someone.person);
    Ok(Html(LinkPage::new(member, &someone.name, person, link, address).render()?).into_response())
}

async fn find(state: &WebState, which: Which) -> Result<Someone, Failure> {
    Ok(staff::find(&state.db.pages, which).await?.pop().ok_or(Trouble::NotFound)?)
}

/// Somebody by the id in an address.
async fn named(state: &WebState, id: &str) -> Result<Someone, Failure> {
    find(state, Which::Person(id.parse().map_err(|_| Trouble::NotFound)?)).await
}

async fn user(state: &WebState, id: &str) -> Result<(Someone, Account), Failure> {
    let someone = named(state, id).await?;
    let account = someone.user.clone().ok_or(Trouble::NotFound)?;
    Ok((someone, account))
}

fn today(state: &WebState, member: &Member) -> NaiveDate {
    Calendar::of(&member.workspace, state.clock.now()).today
}

/// `/settings/people/{id}`
pub async fn person(State(state): State<WebState>, member: Member, Path(id): Path<String>) -> Result<Html<String>, Failure> {
    Ok(Html(page(&state, &member, &named(&state, &id).await?, &Typed::default()).await?))
}

async fn page(state: &WebState, member: &Member, someone: &Someone, typed: &Typed<'_>) -> Result<String, Failure> {
    let work = open_work::count(&state.db.pages, someone.person, today(state, member)).await?;
    Ok(PersonPage::new(member, someone, work, typed, state.clock.now()).render()?)
}

/// Changes a user.
pub async fn change(
    State(state): State<WebState>,
    member: Member,
    Path(id): Path<String>,
    SafeForm(form): SafeForm<PersonForm>,
) -> Result<Response, Failure> {
    let (someone, account) = user(&state, &id).await?;
    let wanted = match form.parse_change() {
        Ok(wanted) => wanted,
        Err(errors) => {
            let typed = Typed { form: Some(&form), errors: &errors, stale: false };
            return refused(page(&state, &member, &someone, &typed).await?);
        }
    };
    let role = wanted.role;
    let done = change_user(&state.db, account.id, wanted, Some(member.user.id), state.clock.now()).await?;
    if done == ChangedUser::Done {
        return Ok(saved(&state, "person-saved", &after(&member, &someone, role)));
    }
    let errors: &[(&'static str, &'static str)] = match done {
        ChangedUser::NoAddress => &[("email", "error-email")],
        ChangedUser::AddressTaken => &[("email", "error-email-taken")],
        ChangedUser::LastAdmin => &[("role", "error-last-admin")],
        ChangedUser::Done | ChangedUser::Nobody | ChangedUser::Stale(_) => &[],
    };
    let typed = Typed { form: Some(&form), errors, stale: matches!(done, ChangedUser::Stale(_)) };
    refused(page(&state, &member, &someone, &typed).await?)
}

/// Where to go on: whoever took the right from himself may not come back to the page.
fn after(member: &Member, someone: &Someone, role: Role) -> String {
    if someone.person == member.user.person_id && !role.administers() {
        return "/overview".to_owned();
    }
    format!("/settings/people/{}", someone.person)
}

fn saved(state: &WebState, message: &'static str, to: &str) -> Response {
    (CookieJar::new().add(flash(state, message)), Redirect::to(to)).into_response()
}

/// Makes a link for a user: an invitation, or a reset.
pub async fn make_link(
    State(state): State<WebState>,
    member: Member,
    Path(id): Path<String>,
    headers: HeaderMap,
    _form: SafeForm<Nothing>,
) -> Result<Response, Failure> {
    let (someone, account) = user(&state, &id).await?;
    let made = make_link_action(&state.db, account.id, Some(member.user.id), state.clock.now()).await?;
    shown(&state, &member, &headers, &someone, &made.ok_or(Trouble::Conflict)?)
}

/// Withdraws an invitation.
pub async fn withdraw(
    State(state): State<WebState>,
    member: Member,
    Path(id): Path<String>,
    _form: SafeForm<Nothing>,
) -> Result<Response, Failure> {
    let (_, account) = user(&state, &id).await?;
    let done = withdraw_invitation(&state.db, account.id, Some(member.user.id), state.clock.now()).await?;
    Ok(saved(&state, if done { "invitation-withdrawn" } else { "invitation-was-taken" }, "/settings/people"))
}

/// Lets a user sign in again.
pub async fn reactivate(
    State(state): State<WebState>,
    member: Member,
    Path(id): Path<String>,
    _form: SafeForm<Nothing>,
) -> Result<Response, Failure> {
    let (someone, account) = user(&state, &id).await?;
    reactivate_user(&state.db, account.id, Some(member.user.id), state.clock.now()).await?;
    Ok(saved(&state, "person-reactivated", &format!("/settings/people/{}", someone.person)))
}

/// `/settings/people/{id}/deactivate`
pub async fn leave_form(State(state): State<WebState>, member: Member, Path(id): Path<String>) -> Result<Html<String>, Failure> {
    let (someone, account) = user(&state, &id).await?;
    if account.standing != Standing::Active {
        return Err(Trouble::Conflict.into());
    }
    Ok(Html(leave_page(&state, &member, &someone, true, ("", None)).await?))
}

/// `/settings/people/{id}/hand-over`
pub async fn hand_over_form(
    State(state): State<WebState>,
    member: Member,
    Path(id): Path<String>,
) -> Result<Html<String>, Failure> {
    Ok(Html(leave_page(&state, &member, &named(&state, &id).await?, false, ("", None)).await?))
}

async fn leave_page(
    state: &WebState,
    member: &Member,
    someone: &Someone,
    leaves: bool,
    (to, error): (&str, Option<&'static str>),
) -> Result<String, Failure> {
    let (db, today) = (&state.db.pages, today(state, member));
    let of = Leaving {
        someone,
        leaves,
        work: open_work::count(db, someone.person, today).await?,
        pieces: &open_work::list(db, someone.person, today, LISTED).await?,
        people: &people::choices(db, None).await?,
    };
    Ok(LeavePage::new(member, &of, to, error).render()?)
}

/// Who takes over, as typed.
#[derive(Debug, Default, Deserialize)]
pub struct Taker {
    #[serde(default)]
    to: String,
}

/// Deactivates a user and hands his open work over.
pub async fn deactivate(
    State(state): State<WebState>,
    member: Member,
    Path(id): Path<String>,
    SafeForm(form): SafeForm<Taker>,
) -> Result<Response, Failure> {
    let (someone, account) = user(&state, &id).await?;
    let (by, now) = (Some(member.user.id), state.clock.now());
    let error = match chosen_owner(&form.to) {
        Err(key) => key,
        Ok(to) => match deactivate_user(&state.db, account.id, to, today(&state, &member), by, now).await? {
            Deactivated::Done => return Ok(saved(&state, "person-deactivated", "/settings/people")),
            Deactivated::Nobody => return Err(Trouble::NotFound.into()),
            Deactivated::LastAdmin => "error-last-admin",
            Deactivated::NoTaker => "error-owner",
        },
    };
    refused(leave_page(&state, &member, &someone, true, (&form.to, Some(error))).await?)
}

/// Hands open work over.
pub async fn hand_over(
    State(state): State<WebState>,
    member: Member,
    Path(id): Path<String>,
    SafeForm(form): SafeForm<Taker>,
) -> Result<Response, Failure> {
    let someone = named(&state, &id).await?;
    if let Ok(Some(to)) = chosen_owner(&form.to)
        && moved(&state, &member, someone.person, to).await?
    {
        return Ok(saved(&state, "work-handed-over", &format!("/settings/people/{}", someone.person)));
    }
    refused(leave_page(&state, &member, &someone, false, (&form.to, Some("error-owner"))).await?)
}

async fn moved(state: &WebState, member: &Member, from: PersonId, to: PersonId) -> Result<bool, StorageError> {
    let wanted = HandOver { from, to, today: today(state, member) };
    Ok(hand_over_action(&state.db, wanted, Some(member.user.id), state.clock.now()).await?.is_some())
}
