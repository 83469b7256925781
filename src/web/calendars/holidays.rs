//! Days off: entered, proposed from the Hijri calendar, or read from a file.

use super::{error, team_field, team_name};
use crate::actions::add_holidays::add_holidays;
use crate::actions::confirm_holiday::confirm_holiday;
use crate::actions::propose_hijri::propose_hijri;
use crate::actions::remove_holiday::remove_holiday;
use crate::domain::holidays::{FIRST_YEAR, LAST_YEAR, Lengths, NAME_LENGTH, Occasion};
use crate::domain::ids::HolidayId;
use crate::domain::person::Team;
use crate::domain::text;
use crate::i18n::{Text, Words};
use crate::storage::holidays::{self as stored, Holiday};
use crate::web::components::{Cell, Column, Empty, EmptyKind, ErrorSummary, Field, FieldKind, Link, Row, Table, Tag, TagKind};
use crate::web::error::Trouble;
use crate::web::extract::reader::flash;
use crate::web::extract::{Calendar, Member, Nothing, SafeForm};
use crate::web::failure::Failure;
use crate::web::settings::Errors;
use crate::web::shell::{NavItem, Shell};
use crate::web::state::WebState;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use chrono::{Datelike as _, NaiveDate};
use serde::Deserialize;

/// Days that one entry may span.
const LONGEST: i64 = 31;

/// What the forms of the page hold, as typed: the day off, and the Hijri year.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct HolidayForm {
    /// What people call it.
    pub name: String,
    /// The first day.
    pub from: String,
    /// The last day; nothing where it is the first.
    pub to: String,
    /// A team's key, or that of both.
    pub team: String,
    /// A Gregorian year.
    pub year: String,
    /// Days of Eid al-Fitr.
    pub fitr: String,
    /// Days of Eid al-Adha.
    pub adha: String,
}

impl HolidayForm {
    /// What the forms begin with.
    pub(super) fn fresh(today: NaiveDate) -> Self {
        let lengths = Lengths::default();
        let (fitr, adha) = (lengths.fitr.to_string(), lengths.adha.to_string());
        Self { year: today.year().to_string(), fitr, adha, ..Self::default() }
    }

    fn days(&self) -> Result<Vec<Holiday>, Errors> {
        let mut errors = Errors::new();
        let name = text::clean(&self.name);
        match name.chars().count() {
            0 => errors.push(("name", "error-required")),
            n if n > NAME_LENGTH => errors.push(("name", "error-too-long")),
            _ => {}
        }
        let from = super::leaves::day(&self.from);
        let to = if self.to.trim().is_empty() { from } else { super::leaves::day(&self.to) };
        match (from, to) {
            (None, _) => errors.push(("from", "error-date")),
            (_, None) => errors.push(("to", "error-date")),
            (Some(from), Some(to)) if to < from => errors.push(("to", "error-holiday-backwards")),
            (Some(from), Some(to)) if (to - from).num_days() >= LONGEST => errors.push(("to", "error-holiday-long")),
            _ => {}
        }
        let (Some(from), Some(to), true) = (from, to, errors.is_empty()) else { return Err(errors) };
        let team = Team::from_key(&self.team);
        let day = |day| Holiday { id: HolidayId::new(), team, day, name: name.clone(), hijri: false, confirmed: true };
        Ok(from.iter_days().take_while(|day| *day <= to).map(day).collect())
    }

    fn hijri(&self) -> Result<(i32, Lengths), Errors> {
        let number = |typed: &str| text::western_digits(typed).trim().parse::<i32>().ok();
        let days = |typed: &str| number(typed).and_then(|n| u8::try_from(n).ok()).filter(|n| *n <= 10);
        let year = number(&self.year).filter(|year| (FIRST_YEAR..=LAST_YEAR).contains(year));
        match (year, days(&self.fitr), days(&self.adha)) {
            (Some(year), Some(fitr), Some(adha)) => Ok((year, Lengths { fitr, adha })),
            (year, fitr, adha) => {
                let wrong = [
                    ("year", "error-hijri-year", year.is_none()),
                    ("fitr", "error-hijri-days", fitr.is_none()),
                    ("adha", "error-hijri-days", adha.is_none()),
                ];
                Err(wrong.into_iter().filter(|(_, _, wrong)| *wrong).map(|(field, key, _)| (field, key)).collect())
            }
        }
    }
}

/// What a day off is called: an occasion of the Hijri year in the reader's words.
pub(super) fn holiday_name(w: Words, holiday: &Holiday) -> Text {
    let occasion = Occasion::from_key(&holiday.name).filter(|_| holiday.hijri);
    occasion.map_or_else(|| Text::datum(&holiday.name), |occasion| w.t(&format!("hijri-{}", occasion.key())))
}

/// The page.
#[derive(Template)]
#[template(path = "pages/calendars/holidays.html")]
pub struct HolidaysPage {
    shell: Shell,
    back: Link,
    summary: Option<ErrorSummary>,
    table: Option<Table>,
    empty: Empty,
    forms: Option<Forms>,
}

/// The three ways by which days off come.
struct Forms {
    add: Vec<Field>,
    propose: Vec<Field>,
    file: Field,
}

/// What may be done with a day off.
#[derive(Template)]
#[template(path = "pages/calendars/holiday_acts.html")]
struct Acts<'a> {
    w: Words,
    csrf: &'a str,
    id: String,
    confirm: bool,
    which: Text,
}

impl askama::filters::HtmlSafe for Acts<'_> {}

impl HolidaysPage {
    /// The page with what was typed.
    #[must_use]
    pub fn new(member: &Member, days: &[Holiday], form: &HolidayForm, errors: &Errors) -> Self {
        let w = member.viewer.words;
        let forms = Forms::new(w, form, errors);
        let all = || forms.add.iter().chain(&forms.propose).chain(std::iter::once(&forms.file));
        let may = member.user.role.sets_policies();
        Self {
            shell: Shell::new(&member.viewer, w.t("holidays-title"), NavItem::Settings),
            back: Link::new(w.t("calendars-title"), "/settings/calendars"),
            summary: ErrorSummary::of(w, all()),
            table: (!days.is_empty()).then(|| table(w, may.then_some(member.viewer.csrf.as_str()), days)),
            empty: Empty { kind: EmptyKind::First, title: w.t("holidays-empty"), body: w.t("holidays-empty-body"), action: None },
            forms: may.then_some(forms),
        }
    }
}

impl Forms {
    fn new(w: Words, form: &HolidayForm, errors: &Errors) -> Self {
        let field = |name: &'static str, key: &str, kind: FieldKind, value: &str| {
            Field::new(w, name, w.t(key), kind).value(value).error(error(w, errors, name))
        };
        let mut team = team_field(w, &form.team);
        team.id_prefix = "hijri-";
        Self {
            add: vec![
                field("name", "holiday-name", FieldKind::Line("text"), &form.name).required(),
                field("from", "holiday-from", FieldKind::Line("date"), &form.from).required(),
                field("to", "holiday-to", FieldKind::Line("date"), &form.to).hint(w.t("holiday-to-hint")),
                team_field(w, &form.team),
            ],
            propose: vec![
                field("year", "hijri-year", FieldKind::Number, &form.year).required(),
                field("fitr", "hijri-fitr-days", FieldKind::Number, &form.fitr).required(),
                field("adha", "hijri-adha-days", FieldKind::Number, &form.adha).hint(w.t("hijri-adha-hint")).required(),
                team,
            ],
            file: field("file", "holiday-file", FieldKind::File(".ics,text/calendar", false), "")
                .hint(w.t("holiday-file-hint"))
                .required(),
        }
    }
}

fn table(w: Words, csrf: Option<&str>, days: &[Holiday]) -> Table {
    let mut columns = vec!["holiday-day", "holiday-name", "holiday-team", "holiday-state"];
    columns.extend(csrf.map(|_| "holiday-act"));
    let row = |holiday: &Holiday| {
        let state = if holiday.confirmed {
            Tag::new(TagKind::Good, w.t("holiday-confirmed"))
        } else {
            Tag::new(TagKind::Warn, w.t("holiday-provisional"))
        };
        let mut cells = vec![
            Cell::of(&w.date(holiday.day)),
            Cell::of(&holiday_name(w, holiday)),
            Cell::of(&team_name(w, holiday.team)),
            Cell::of(&state),
        ];
        if let Some(csrf) = csrf {
            let acts = Acts { w, csrf, id: holiday.id.to_string(), confirm: !holiday.confirmed, which: w.date(holiday.day) };
            cells.push(Cell::of(&acts));
        }
        Row::new(cells)
    };
    let columns = columns.into_iter().map(|key| Column::text(w.t(key))).collect();
    Table::new(w.t("holidays-title"), columns, days.iter().map(row).collect())
}

pub(super) fn today(state: &WebState, member: &Member) -> NaiveDate {
    Calendar::of(&member.workspace, state.clock.now()).today
}

/// The days off from this year on.
pub(super) async fn of_this_year(state: &WebState, member: &Member) -> Result<Vec<Holiday>, Failure> {
    let today = today(state, member);
    Ok(stored::list(&state.db.pages, today.with_ordinal(1).unwrap_or(today)).await?)
}

/// The page again with what is wrong.
pub(super) async fn again(state: &WebState, member: &Member, form: &HolidayForm, errors: &Errors) -> Result<Response, Failure> {
    let page = HolidaysPage::new(member, &of_this_year(state, member).await?, form, errors).render()?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response())
}

/// Back to the days off, with a word.
pub(super) fn done(state: &WebState, word: &'static str) -> Response {
    (CookieJar::new().add(flash(state, word)), Redirect::to("/settings/calendars/holidays")).into_response()
}

/// Shows the days off.
pub async fn holidays(State(state): State<WebState>, member: Member) -> Result<Html<String>, Failure> {
    let form = HolidayForm::fresh(today(&state, &member));
    Ok(Html(HolidaysPage::new(&member, &of_this_year(&state, &member).await?, &form, &Errors::new()).render()?))
}

/// Adds a day off, or a few in a row.
pub async fn add(
    State(state): State<WebState>,
    member: Member,
    SafeForm(form): SafeForm<HolidayForm>,
) -> Result<Response, Failure> {
    match form.days() {
        Ok(days) => {
            add_holidays(&state.db, &days, member.user.id, state.clock.now()).await?;
            Ok(done(&state, "holiday-saved"))
        }
        Err(errors) => {
            let begun = HolidayForm::fresh(today(&state, &member));
            let form = HolidayForm { year: begun.year, fitr: begun.fitr, adha: begun.adha, ..form };
            again(&state, &member, &form, &errors).await
        }
    }
}

/// Proposes the Hijri days of a year.
pub async fn propose(
    State(state): State<WebState>,
    member: Member,
    SafeForm(form): SafeForm<HolidayForm>,
) -> Result<Response, Failure> {
    match form.hijri() {
        Ok((year, lengths)) => {
            let team = Team::from_key(&form.team);
            propose_hijri(&state.db, year, lengths, team, member.user.id, state.clock.now()).await?;
            Ok(done(&state, "hijri-proposed"))
        }
        Err(errors) => again(&state, &member, &form, &errors).await,
    }
}

/// Lets a provisional day off hold.
pub async fn confirm(
    State(state): State<WebState>,
    member: Member,
    Path(id): Path<String>,
    _form: SafeForm<Nothing>,
) -> Result<Response, Failure> {
    let id: HolidayId = id.parse().map_err(|_| Trouble::NotFound)?;
    confirm_holiday(&state.db, id, member.user.id, state.clock.now()).await?.ok_or(Trouble::NotFound)?;
    Ok(done(&state, "holiday-confirmed-now"))
}

/// Takes a day off away.
pub async fn remove(
    State(state): State<WebState>,
    member: Member,
    Path(id): Path<String>,
    _form: SafeForm<Nothing>,
) -> Result<Response, Failure> {
    let id: HolidayId = id.parse().map_err(|_| Trouble::NotFound)?;
    remove_holiday(&state.db, id, member.user.id, state.clock.now()).await?;
    Ok(done(&state, "holiday-removed"))
}
