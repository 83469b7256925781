//! Handlers of the settings.

use super::fields::WorkspaceForm;
use super::view::{MePage, SettingsPage};
use crate::actions::change_password::{Changed, change_password as change_password_action};
use crate::actions::end_sessions::end_sessions as end_sessions_action;
use crate::actions::update_preferences::update_preferences;
use crate::actions::update_settings::{Updated, update_settings};
use crate::domain::person::{Digits, Language, Theme, TimeDirection};
use crate::storage::sessions;
use crate::storage::users::User;
use crate::web::calendars::{AwayCard, LeaveForm, away};
use crate::web::extract::reader::{flash, is_own_path, look_cookie};
use crate::web::extract::{Member, Nothing, Reader, SafeForm};
use crate::web::failure::Failure;
use crate::web::state::WebState;
use askama::Template as _;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use serde::Deserialize;

/// The workspace's settings.
pub async fn workspace(member: Member) -> Result<Html<String>, Failure> {
    Ok(Html(SettingsPage::new(&member, &WorkspaceForm::of(&member.workspace), &[], None).render()?))
}

/// Stores the workspace's settings.
pub async fn save_workspace(
    State(state): State<WebState>,
    member: Member,
    SafeForm(form): SafeForm<WorkspaceForm>,
) -> Result<Response, Failure> {
    let again = |errors: &[(&'static str, &'static str)], theirs: Option<&WorkspaceForm>| -> Result<Response, Failure> {
        let page = SettingsPage::new(&member, &form, errors, theirs).render()?;
        Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response())
    };
    let wanted = match form.parse(Some(&member.workspace)) {
        Ok(wanted) => wanted,
        Err(errors) => return again(&errors, None),
    };
    match update_settings(&state.db, &wanted, member.user.id, state.clock.now()).await? {
        Updated::Done => Ok((CookieJar::new().add(flash(&state, "settings-saved")), Redirect::to("/settings")).into_response()),
        Updated::CurrencyIsFixed => again(&[("currency", "error-currency-fixed")], None),
        Updated::Stale(theirs) => again(&[], Some(&WorkspaceForm::of(&theirs))),
    }
}

/// One's own preferences.
pub async fn me(State(state): State<WebState>, member: Member) -> Result<Html<String>, Failure> {
    Ok(Html(me_page(&state, &member, &[]).await?.render()?))
}

async fn me_page(state: &WebState, member: &Member, errors: &[(&'static str, &'static str)]) -> Result<MePage, Failure> {
    let card = away(state, member, &LeaveForm::fresh(), &Vec::new()).await?;
    let open = sessions::list(&state.db.pages, member.user.id, state.clock.now()).await?;
    Ok(MePage::new(member, &open, card, state.settings.mail.is_some(), errors))
}

/// One's own preferences with one's leave as it was typed.
pub async fn me_with(state: &WebState, member: &Member, card: AwayCard) -> Result<String, Failure> {
    let open = sessions::list(&state.db.pages, member.user.id, state.clock.now()).await?;
    Ok(MePage::new(member, &open, card, state.settings.mail.is_some(), &[]).render()?)
}

/// Ends one's sessions on every other device.
pub async fn end_sessions(State(state): State<WebState>, member: Member, _form: SafeForm<Nothing>) -> Result<Response, Failure> {
    end_sessions_action(&state.db, member.user.id, &member.token, state.clock.now()).await?;
    Ok((CookieJar::new().add(flash(&state, "sessions-ended")), Redirect::to("/me")).into_response())
}

/// What the preferences page sends.
#[derive(Debug, Deserialize)]
pub struct Preferences {
    language: String,
    digits: String,
    theme: String,
    #[serde(default)]
    time_direction: String,
    zone: String,
    mailed: Option<String>,
}

/// Stores one's own preferences.
pub async fn save_me(
    State(state): State<WebState>,
    member: Member,
    SafeForm(form): SafeForm<Preferences>,
) -> Result<Response, Failure> {
    let zone = form.zone.trim();
    if !zone.is_empty() && zone.parse::<chrono_tz::Tz>().is_err() {
        let page = me_page(&state, &member, &[("zone", "error-zone")]).await?.zone(zone).render()?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response());
    }
    let user = User {
        language: Language::from_key(&form.language),
        digits: Digits::from_key(&form.digits).unwrap_or(member.user.digits),
        theme: Theme::from_key(&form.theme).unwrap_or(member.user.theme),
        time_direction: TimeDirection::from_key(&form.time_direction).unwrap_or(TimeDirection::Page),
        zone: zone.parse().ok(),
        mailed: form.mailed.is_some(),
        ..member.user
    };
    update_preferences(&state.db, &user).await?;
    Ok((CookieJar::new().add(flash(&state, "preferences-saved")), Redirect::to("/me")).into_response())
}

/// What the switches of every page send.
#[derive(Debug, Deserialize)]
pub struct Switch {
    language: Option<String>,
    theme: Option<String>,
    #[serde(default)]
    back: String,
}

/// Switches language or colours, for a member or a visitor, and comes back.
pub async fn switch(
    State(state): State<WebState>,
    reader: Reader,
    SafeForm(form): SafeForm<Switch>,
) -> Result<Response, Failure> {
    let language = form.language.as_deref().and_then(Language::from_key);
    let theme = form.theme.as_deref().and_then(Theme::from_key);
    let look = look_cookie(&state, language.or(Some(reader.viewer.words.language)), theme.unwrap_or(reader.viewer.theme));
    if let Some(session) = reader.session {
        let user =
            User { language: language.or(session.user.language), theme: theme.unwrap_or(session.user.theme), ..session.user };
        update_preferences(&state.db, &user).await?;
    }
    let own = is_own_path(&form.back);
    let back = if language.is_some() { without_language(&form.back) } else { form.back };
    Ok((CookieJar::new().add(look), Redirect::to(if own { &back } else { "/" })).into_response())
}

/// An address without the language that it asks for: the one that was just chosen holds.
fn without_language(address: &str) -> String {
    let Some((path, query)) = address.split_once('?') else { return address.to_owned() };
    let kept: Vec<&str> = query.split('&').filter(|pair| !pair.starts_with("lang=")).collect();
    if kept.is_empty() { path.to_owned() } else { format!("{path}?{}", kept.join("&")) }
}

/// What the password form sends.
#[derive(Debug, Deserialize)]
pub struct PasswordForm {
    old: String,
    new: String,
}

/// Changes one's own password.
pub async fn change_password(
    State(state): State<WebState>,
    member: Member,
    SafeForm(form): SafeForm<PasswordForm>,
) -> Result<Response, Failure> {
    let now = state.clock.now();
    let error = match change_password_action(&state.db, member.user.id, &member.token, form.old, form.new, now).await? {
        Changed::Done => {
            return Ok((CookieJar::new().add(flash(&state, "password-changed")), Redirect::to("/me")).into_response());
        }
        Changed::WrongOld => ("old", "error-old-password"),
        Changed::Unacceptable => ("new", "error-password"),
    };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(me_page(&state, &member, &[error]).await?.render()?)).into_response())
}
