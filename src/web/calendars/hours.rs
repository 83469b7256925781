//! The hours of a team.

use super::shifts::{self, Typed};
use crate::actions::save_calendar::{Saved, save_calendar};
use crate::domain::calendar::Hours;
use crate::domain::ids::CalendarId;
use crate::domain::person::Team;
use crate::i18n::Text;
use crate::storage::StorageError;
use crate::storage::calendars::{self, CalendarVersion};
use crate::web::components::{ErrorSummary, Facts, Field, FieldKind, Link};
use crate::web::error::Trouble;
use crate::web::extract::reader::flash;
use crate::web::extract::{Member, SafeForm};
use crate::web::failure::Failure;
use crate::web::settings::Errors;
use crate::web::shell::{NavItem, Shell};
use crate::web::state::WebState;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use chrono_tz::Tz;
use serde::Deserialize;

/// What the form holds, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct HoursForm {
    pub zone: String,
    pub day_1: String,
    pub day_2: String,
    pub day_3: String,
    pub day_4: String,
    pub day_5: String,
    pub day_6: String,
    pub day_7: String,
    /// The version that the form was opened with.
    pub version: String,
}

impl HoursForm {
    fn of(version: &CalendarVersion) -> Self {
        let [day_1, day_2, day_3, day_4, day_5, day_6, day_7] = shifts::typed(&version.hours);
        let (zone, version) = (version.zone.name().to_owned(), version.version.to_string());
        Self { zone, day_1, day_2, day_3, day_4, day_5, day_6, day_7, version }
    }

    fn week(&self) -> Typed {
        [&self.day_1, &self.day_2, &self.day_3, &self.day_4, &self.day_5, &self.day_6, &self.day_7].map(Clone::clone)
    }

    fn parse(&self) -> Result<(Tz, Hours), Errors> {
        let mut errors = Errors::new();
        let zone = self.zone.trim().parse::<Tz>().map_err(|_| errors.push(("zone", "error-zone"))).ok();
        match (zone, shifts::parse(&self.week(), &mut errors)) {
            (Some(zone), Some(hours)) => Ok((zone, hours)),
            _ => Err(errors),
        }
    }
}

/// The page of a team's hours.
#[derive(Template)]
#[template(path = "pages/calendars/hours.html")]
pub struct HoursPage {
    shell: Shell,
    back: Link,
    summary: Option<ErrorSummary>,
    stale: Option<(Text, Facts)>,
    path: String,
    version: String,
    zone: Field,
    days: Vec<Field>,
}

impl HoursPage {
    /// The page with what was typed; `theirs` is what somebody else stored meanwhile.
    #[must_use]
    pub fn new(member: &Member, team: Team, form: &HoursForm, errors: &Errors, theirs: Option<&CalendarVersion>) -> Self {
        let w = member.viewer.words;
        let first = member.workspace.week_start;
        let mut zone = Field::new(w, "zone", w.t("field-zone"), FieldKind::Line("text"))
            .value(&form.zone)
            .hint(w.t("calendar-zone-hint"))
            .required()
            .error(super::error(w, errors, "zone"));
        zone.ltr = true;
        let days = shifts::fields(w, first, &form.week(), errors);
        let title = w.t_args("calendar-of", &[("team", w.t(&format!("team-{}", team.key())).into())]);
        Self {
            shell: Shell::new(&member.viewer, title, NavItem::Settings),
            back: Link::new(w.t("calendars-title"), "/settings/calendars"),
            summary: ErrorSummary::of(w, std::iter::once(&zone).chain(&days)),
            stale: theirs.map(|theirs| (w.t("calendar-stale"), shifts::facts(w, first, &theirs.hours))),
            path: format!("/settings/calendars/{}", team.key()),
            // Saving again is then a decision: the form carries the newer version.
            version: theirs.map_or_else(|| form.version.clone(), |theirs| theirs.version.to_string()),
            zone,
            days,
        }
    }
}

/// The team of an address.
pub(super) fn team_of(key: &str) -> Result<Team, Failure> {
    Ok(Team::from_key(key).ok_or(Trouble::NotFound)?)
}

/// The version in force of a team.
pub(super) async fn in_force(state: &WebState, team: Team) -> Result<CalendarVersion, Failure> {
    let mut tx = state.db.pages.begin().await.map_err(StorageError::from)?;
    let version = calendars::version_in_force(&mut tx, team, state.clock.now()).await?;
    tx.commit().await.map_err(StorageError::from)?;
    Ok(version)
}

/// The version after the one that a form was opened with.
pub(super) fn next(state: &WebState, opened_with: &str, base: CalendarVersion) -> CalendarVersion {
    let version = opened_with.parse::<i32>().ok().and_then(|v| v.checked_add(1)).unwrap_or(base.version);
    CalendarVersion { id: CalendarId::new(), version, made_at: state.clock.now(), made_by: None, ..base }
}

/// The form of a team's hours.
pub async fn hours(State(state): State<WebState>, member: Member, Path(team): Path<String>) -> Result<Html<String>, Failure> {
    let team = team_of(&team)?;
    let version = in_force(&state, team).await?;
    Ok(Html(HoursPage::new(&member, team, &HoursForm::of(&version), &Errors::new(), None).render()?))
}

/// Stores a team's hours as a new version.
pub async fn save_hours(
    State(state): State<WebState>,
    member: Member,
    Path(team): Path<String>,
    SafeForm(form): SafeForm<HoursForm>,
) -> Result<Response, Failure> {
    let team = team_of(&team)?;
    let again = |errors: &Errors, theirs: Option<&CalendarVersion>| -> Result<Response, Failure> {
        let page = HoursPage::new(&member, team, &form, errors, theirs).render()?;
        Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response())
    };
    let (zone, hours) = match form.parse() {
        Ok(parsed) => parsed,
        Err(errors) => return again(&errors, None),
    };
    let stored = in_force(&state, team).await?;
    let wanted = next(&state, &form.version, CalendarVersion { zone, hours, ..stored });
    match save_calendar(&state.db, &wanted, member.user.id, state.clock.now()).await? {
        Saved::Done => Ok(done(&state, "calendar-saved")),
        Saved::Stale(theirs) => again(&Errors::new(), Some(&theirs)),
    }
}

/// Back to the calendars, with a word.
pub(super) fn done(state: &WebState, word: &'static str) -> Response {
    (CookieJar::new().add(flash(state, word)), Redirect::to("/settings/calendars")).into_response()
}
