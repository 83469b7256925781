//! A file of days off: looked through first, then taken over.

use super::holidays::{HolidayForm, again, done, of_this_year, today};
use super::team_field;
use crate::actions::import_holidays::import_holidays;
use crate::domain::holidays::{FileError, HolidayFile, MOST_BYTES, MOST_DAYS, NAME_LENGTH, read};
use crate::domain::ids::HolidayId;
use crate::domain::period::Period;
use crate::domain::person::Team;
use crate::domain::text;
use crate::i18n::Text;
use crate::storage::holidays::Holiday;
use crate::web::components::{Field, Link};
use crate::web::error::Trouble;
use crate::web::extract::{Member, SafeForm};
use crate::web::failure::Failure;
use crate::web::shell::{NavItem, Shell};
use crate::web::state::WebState;
use askama::Template;
use axum::extract::State;
use axum::extract::multipart::{Multipart, MultipartError};
use axum::response::{Html, IntoResponse, Response};
use chrono::{Datelike as _, NaiveDate};
use serde::Deserialize;
use std::collections::BTreeSet;

/// Calendar years that a file is read for: this one and the next two.
const YEARS: i32 = 3;

/// A day of the file.
struct Line {
    value: String,
    day: Text,
    name: Text,
    known: bool,
}

/// What a file brings.
#[derive(Template)]
#[template(path = "pages/calendars/file.html")]
pub struct FilePage {
    shell: Shell,
    back: Link,
    lines: Vec<Line>,
    left_out: Vec<Text>,
    team: Field,
}

impl FilePage {
    /// The page of a file; `known` are days that are off already.
    #[must_use]
    pub fn new(member: &Member, file: &HolidayFile, known: &BTreeSet<NaiveDate>) -> Self {
        let w = member.viewer.words;
        let unnamed = w.t("holiday-unnamed").plain();
        let counts = [
            ("holiday-file-timed", file.timed),
            ("holiday-file-unread", file.unread),
            ("holiday-file-elsewhere", file.elsewhere),
        ];
        let line = |off: &crate::domain::holidays::DayOff| {
            let name = if off.name.is_empty() { &unnamed } else { &off.name };
            Line {
                value: format!("{}|{name}", off.day),
                day: w.date(off.day),
                name: Text::datum(name),
                known: known.contains(&off.day),
            }
        };
        Self {
            shell: Shell::new(&member.viewer, w.t("holiday-file-title"), NavItem::Settings),
            back: Link::new(w.t("holidays-title"), "/settings/calendars/holidays"),
            lines: file.days.iter().map(line).collect(),
            left_out: counts.into_iter().filter(|(_, n)| *n > 0).map(|(key, n)| w.t_args(key, &[("n", n.into())])).collect(),
            team: team_field(w, ""),
        }
    }
}

/// Reads an upload: the token first, then the file. More than may be read is let go.
async fn receive(mut parts: Multipart, csrf: &str) -> Result<Vec<u8>, Failure> {
    let mut file = Vec::new();
    let mut is_ours = false;
    while let Some(mut field) = parts.next_field().await.map_err(broken)? {
        let name = field.name().unwrap_or_default().to_owned();
        let mut bytes = Vec::new();
        while let Some(chunk) = field.chunk().await.map_err(broken)? {
            if bytes.len() <= MOST_BYTES {
                bytes.extend_from_slice(&chunk);
            }
        }
        match name.as_str() {
            "csrf" => is_ours = !csrf.is_empty() && bytes == csrf.as_bytes(),
            "file" if is_ours => file = bytes,
            _ => {}
        }
    }
    if is_ours { Ok(file) } else { Err(Trouble::Forbidden.into()) }
}

#[expect(clippy::needless_pass_by_value, reason = "map_err gives the error away")]
fn broken(error: MultipartError) -> Failure {
    Failure::client(format!("unreadable upload: {error}"))
}

/// This year and those after it, as far as a file is read.
fn years(today: NaiveDate) -> Option<Period> {
    let first = |year| NaiveDate::from_ymd_opt(year, 1, 1);
    Period::new(first(today.year())?, first(today.year() + YEARS)?)
}

/// Shows what a file brings. Nothing is stored yet.
pub async fn upload(State(state): State<WebState>, member: Member, parts: Multipart) -> Result<Response, Failure> {
    let bytes = receive(parts, &member.viewer.csrf).await?;
    let today = today(&state, &member);
    let period = years(today).ok_or_else(|| Failure::bug("no such year"))?;
    let error = match read(&bytes, period) {
        Ok(file) if !file.days.is_empty() => {
            let known = of_this_year(&state, &member).await?.into_iter().map(|holiday| holiday.day).collect();
            return Ok(Html(FilePage::new(&member, &file, &known).render()?).into_response());
        }
        Ok(_) => "error-file-no-days",
        Err(_) if bytes.is_empty() => "error-file-none",
        Err(FileError::NotACalendar) => "error-file-not-calendar",
        Err(FileError::TooLarge) => "error-file-large",
        Err(FileError::TooMany) => "error-file-days",
    };
    again(&state, &member, &HolidayForm::fresh(today), &vec![("file", error)]).await
}

/// The days that were chosen, each with its name: `2026-09-23|National Day`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ChosenForm {
    team: String,
    day: Vec<String>,
}

/// Takes the chosen days over.
pub async fn import(
    State(state): State<WebState>,
    member: Member,
    SafeForm(form): SafeForm<ChosenForm>,
) -> Result<Response, Failure> {
    let team = Team::from_key(&form.team);
    let days: Vec<Holiday> = form.day.iter().take(MOST_DAYS).filter_map(|chosen| holiday(team, chosen)).collect();
    if days.is_empty() {
        let form = HolidayForm::fresh(today(&state, &member));
        return again(&state, &member, &form, &vec![("file", "error-file-chosen")]).await;
    }
    import_holidays(&state.db, &days, member.user.id, state.clock.now()).await?;
    Ok(done(&state, "holidays-imported"))
}

fn holiday(team: Option<Team>, chosen: &str) -> Option<Holiday> {
    let (day, name) = chosen.split_once('|')?;
    let (day, name) = (super::leaves::day(day)?, text::clean(name));
    let fits = !name.is_empty() && name.chars().count() <= NAME_LENGTH;
    fits.then(|| Holiday { id: HolidayId::new(), team, day, name, hijri: false, confirmed: true })
}
