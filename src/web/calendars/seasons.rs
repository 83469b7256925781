//! Dated hours of a team, such as those of Ramadan. A season is known by its first day: no two share one.

use super::hours::{done, in_force, next, team_of};
use super::shifts::{self, Typed};
use crate::actions::save_calendar::{Saved, save_calendar};
use crate::domain::calendar::{Calendar, CalendarError, Season};
use crate::domain::holidays::{Lengths, Occasion, Proposal, propose};
use crate::domain::person::Team;
use crate::domain::text;
use crate::i18n::{Text, Words};
use crate::storage::calendars::CalendarVersion;
use crate::web::components::{ErrorSummary, Facts, Field, FieldKind, Link};
use crate::web::error::Trouble;
use crate::web::extract::{self, Member, SafeForm};
use crate::web::failure::Failure;
use crate::web::settings::Errors;
use crate::web::shell::{NavItem, Shell};
use crate::web::state::WebState;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use chrono::{Datelike as _, NaiveDate};
use serde::Deserialize;
use std::collections::BTreeSet;

/// The address of a season that is not stored yet.
const NEW: &str = "new";

/// What the form holds, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct SeasonForm {
    pub name: String,
    pub from: String,
    pub to: String,
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

impl SeasonForm {
    fn of(season: &Season, version: i32) -> Self {
        let [day_1, day_2, day_3, day_4, day_5, day_6, day_7] = shifts::typed(&season.hours);
        let (from, to) = (season.from.to_string(), season.to.to_string());
        Self {
            name: season.name.clone(),
            from,
            to,
            day_1,
            day_2,
            day_3,
            day_4,
            day_5,
            day_6,
            day_7,
            version: version.to_string(),
        }
    }

    fn week(&self) -> Typed {
        [&self.day_1, &self.day_2, &self.day_3, &self.day_4, &self.day_5, &self.day_6, &self.day_7].map(Clone::clone)
    }

    fn parse(&self) -> Result<Season, Errors> {
        let mut errors = Errors::new();
        let mut day = |name: &'static str, typed: &str| {
            let day = super::leaves::day(typed);
            if day.is_none() {
                errors.push((name, "error-date"));
            }
            day
        };
        let (from, to) = (day("from", &self.from), day("to", &self.to));
        let hours = shifts::parse(&self.week(), &mut errors);
        if text::clean(&self.name).is_empty() {
            errors.insert(0, ("name", "error-required"));
        }
        let (Some(from), Some(to), Some(hours), true) = (from, to, hours, errors.is_empty()) else { return Err(errors) };
        Season::new(&self.name, from, to, hours).map_err(|error| vec![said(error)])
    }
}

/// The field and the words of what is wrong with a season.
fn said(error: CalendarError) -> (&'static str, &'static str) {
    match error {
        CalendarError::SeasonName => ("name", "error-too-long"),
        CalendarError::SeasonBackwards => ("to", "error-season-backwards"),
        CalendarError::SeasonsOverlap(_) => ("from", "error-season-overlap"),
    }
}

/// The page of a season.
#[derive(Template)]
#[template(path = "pages/calendars/season.html")]
pub struct SeasonPage {
    shell: Shell,
    back: Link,
    summary: Option<ErrorSummary>,
    stale: Option<(Text, Facts)>,
    path: String,
    removable: bool,
    version: String,
    proposals: Vec<Link>,
    about: Vec<Field>,
    days: Vec<Field>,
}

/// What a page of a season is about.
pub struct Subject<'a> {
    /// Whose.
    pub team: Team,
    /// Its first day as stored, or `new`.
    pub key: &'a str,
    /// Months of Ramadan that it could be.
    pub proposals: &'a [Proposal],
}

impl SeasonPage {
    /// The page with what was typed; `theirs` is what somebody else stored meanwhile.
    #[must_use]
    pub fn new(
        member: &Member,
        subject: &Subject<'_>,
        form: &SeasonForm,
        errors: &Errors,
        theirs: Option<&CalendarVersion>,
    ) -> Self {
        let w = member.viewer.words;
        let first = member.workspace.week_start;
        let field = |name: &'static str, key: &str, kind: &'static str, value: &str| {
            let field = Field::new(w, name, w.t(key), FieldKind::Line(kind)).value(value);
            field.required().error(super::error(w, errors, name))
        };
        let about = vec![
            field("name", "season-name", "text", &form.name),
            field("from", "season-from", "date", &form.from),
            field("to", "season-to", "date", &form.to),
        ];
        let days = shifts::fields(w, first, &form.week(), errors);
        let team = subject.team.key();
        let proposal = |p: &Proposal| {
            let args = [("name", ramadan(w, p).into()), ("from", w.date(p.first).into()), ("to", w.date(p.last()).into())];
            Link::new(
                w.t_args("season-said", &args),
                format!("/settings/calendars/{team}/seasons/{NEW}?ramadan={}", p.hijri_year),
            )
        };
        let title = w.t_args("season-of", &[("team", w.t(&format!("team-{team}")).into())]);
        Self {
            shell: Shell::new(&member.viewer, title, NavItem::Settings),
            back: Link::new(w.t("calendars-title"), "/settings/calendars"),
            summary: ErrorSummary::of(w, about.iter().chain(&days)),
            stale: theirs.map(|theirs| (w.t("calendar-stale"), shifts::facts(w, first, &theirs.hours))),
            path: format!("/settings/calendars/{team}/seasons/{}", subject.key),
            removable: subject.key != NEW,
            // Saving again is then a decision: the form carries the newer version.
            version: theirs.map_or_else(|| form.version.clone(), |theirs| theirs.version.to_string()),
            proposals: subject.proposals.iter().map(proposal).collect(),
            about,
            days,
        }
    }
}

/// "Ramadan 1447".
fn ramadan(w: Words, proposal: &Proposal) -> Text {
    w.t_args("season-ramadan", &[("year", Text::code(&proposal.hijri_year.to_string()).into())])
}

/// The next months of Ramadan.
pub(super) fn ramadans(today: NaiveDate) -> Vec<Proposal> {
    let years = [today.year(), today.year() + 1];
    let all = years.into_iter().flat_map(|year| propose(year, Lengths::default()));
    all.filter(|p| p.occasion == Occasion::Ramadan && p.last() >= today).collect()
}

/// What a new season may be asked for.
#[derive(Debug, Deserialize)]
pub struct Asked {
    ramadan: Option<i32>,
}

fn today(state: &WebState, member: &Member) -> NaiveDate {
    extract::Calendar::of(&member.workspace, state.clock.now()).today
}

/// The form of a season.
pub async fn season(
    State(state): State<WebState>,
    member: Member,
    Path((team, key)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, Failure> {
    let team = team_of(&team)?;
    let version = in_force(&state, team).await?;
    let proposals = if key == NEW { ramadans(today(&state, &member)) } else { Vec::new() };
    let form = if key == NEW {
        let mut form = SeasonForm::of(
            &Season { name: String::new(), from: NaiveDate::MIN, to: NaiveDate::MIN, hours: version.hours.clone() },
            version.version,
        );
        let chosen = proposals.iter().find(|p| Some(p.hijri_year) == asked.ramadan);
        form.name = chosen.map(|p| ramadan(member.viewer.words, p).plain()).unwrap_or_default();
        form.from = chosen.map(|p| p.first.to_string()).unwrap_or_default();
        form.to = chosen.map(|p| p.last().to_string()).unwrap_or_default();
        form
    } else {
        let season = version.seasons.iter().find(|s| s.from.to_string() == key).ok_or(Trouble::NotFound)?;
        SeasonForm::of(season, version.version)
    };
    let subject = Subject { team, key: &key, proposals: &proposals };
    Ok(Html(SeasonPage::new(&member, &subject, &form, &Errors::new(), None).render()?))
}

/// Stores a season in a new version of the team's hours.
pub async fn save_season(
    State(state): State<WebState>,
    member: Member,
    Path((team, key)): Path<(String, String)>,
    SafeForm(form): SafeForm<SeasonForm>,
) -> Result<Response, Failure> {
    let team = team_of(&team)?;
    let subject = Subject { team, key: &key, proposals: &[] };
    let again = |errors: &Errors, theirs: Option<&CalendarVersion>| -> Result<Response, Failure> {
        let page = SeasonPage::new(&member, &subject, &form, errors, theirs).render()?;
        Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response())
    };
    let stored = in_force(&state, team).await?;
    let seasons = form.parse().and_then(|season| with_season(&stored, &key, season));
    let seasons = match seasons {
        Ok(seasons) => seasons,
        Err(errors) => return again(&errors, None),
    };
    let wanted = next(&state, &form.version, CalendarVersion { seasons, ..stored });
    match save_calendar(&state.db, &wanted, member.user.id, state.clock.now()).await? {
        Saved::Done => Ok(done(&state, "season-saved")),
        Saved::Stale(theirs) => again(&Errors::new(), Some(&theirs)),
    }
}

/// The seasons of a version with one in place of another, or more. A new one that stands already is there once.
fn with_season(stored: &CalendarVersion, key: &str, season: Season) -> Result<Vec<Season>, Errors> {
    let mut seasons: Vec<Season> =
        stored.seasons.iter().filter(|s| s.from.to_string() != key && **s != season).cloned().collect();
    seasons.push(season);
    Calendar::new(stored.zone, stored.hours.clone(), seasons, BTreeSet::new())
        .map(|calendar| calendar.seasons().to_vec())
        .map_err(|error| vec![said(error)])
}

/// What the button that takes a season away sends.
#[derive(Debug, Deserialize)]
pub struct Removal {
    version: String,
}

/// Takes a season away, in a new version. One that is gone stays gone.
pub async fn remove_season(
    State(state): State<WebState>,
    member: Member,
    Path((team, key)): Path<(String, String)>,
    SafeForm(form): SafeForm<Removal>,
) -> Result<Response, Failure> {
    let team = team_of(&team)?;
    let stored = in_force(&state, team).await?;
    let seasons = stored.seasons.iter().filter(|s| s.from.to_string() != key).cloned().collect();
    let wanted = next(&state, &form.version, CalendarVersion { seasons, ..stored });
    match save_calendar(&state.db, &wanted, member.user.id, state.clock.now()).await? {
        Saved::Done => Ok(done(&state, "season-removed")),
        Saved::Stale(_) => Err(Trouble::Conflict.into()),
    }
}
