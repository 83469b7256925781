//! Who is away, as all may read and managers enter; and the switch of one's own leave under `/me`.

use super::error;
use crate::actions::end_leave::end_leave;
use crate::actions::set_leave::{LeaveSet, Setter, set_leave};
use crate::domain::ids::{LeaveId, PersonId};
use crate::domain::text;
use crate::i18n::{Text, Words};
use crate::storage::leaves::{self as stored, Leave};
use crate::storage::people::{self, Choice};
use crate::web::components::{Cell, Column, Empty, EmptyKind, ErrorSummary, Field, FieldKind, Link, OptionItem, Row, Table};
use crate::web::error::Trouble;
use crate::web::extract::reader::flash;
use crate::web::extract::{Calendar, Member, Nothing, SafeForm};
use crate::web::failure::Failure;
use crate::web::settings::{Errors, me_with};
use crate::web::shell::{NavItem, Shell};
use crate::web::state::WebState;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use chrono::{Datelike as _, NaiveDate};
use serde::Deserialize;

/// A leave as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct LeaveForm {
    /// The record, made with the form.
    pub id: String,
    /// Who; not sent with one's own.
    pub person: String,
    /// The first day.
    pub from: String,
    /// The last day.
    pub to: String,
    /// The page on which the switch stands.
    pub back: String,
}

/// A day as typed, within what calendars hold.
pub(super) fn day(typed: &str) -> Option<NaiveDate> {
    let day = text::western_digits(typed.trim()).parse::<NaiveDate>().ok();
    day.filter(|day| (1970..=2200).contains(&day.year()))
}

impl LeaveForm {
    /// An empty form.
    #[must_use]
    pub fn fresh() -> Self {
        Self { id: LeaveId::new().to_string(), ..Self::default() }
    }

    fn parse(&self, person: Option<PersonId>, today: NaiveDate) -> Result<Leave, Errors> {
        let mut errors = Errors::new();
        let person = person.or_else(|| self.person.parse().ok());
        if person.is_none() {
            errors.push(("person", "error-leave-person"));
        }
        let (from, to) = (day(&self.from), day(&self.to));
        if from.is_none() {
            errors.push(("from", "error-date"));
        }
        match (from, to) {
            (_, None) if self.to.trim().is_empty() => errors.push(("to", "error-leave-end")),
            (_, None) => errors.push(("to", "error-date")),
            (Some(from), Some(to)) if to < from => errors.push(("to", "error-leave-backwards")),
            (_, Some(to)) if to < today => errors.push(("to", "error-leave-over")),
            _ => {}
        }
        match (person, from, to, errors.is_empty()) {
            (Some(person), Some(from), Some(to), true) => {
                let id = self.id.parse().unwrap_or_else(|_| LeaveId::new());
                Ok(Leave { id, person, name: String::new(), team: None, from, to })
            }
            _ => Err(errors),
        }
    }
}

fn date_fields(w: Words, form: &LeaveForm, errors: &Errors) -> Vec<Field> {
    let field = |name: &'static str, key: &str, value: &str| {
        let mut field = Field::new(w, name, w.t(key), FieldKind::Line("date")).value(value).required();
        field.id_prefix = "leave-";
        field.error(error(w, errors, name))
    };
    vec![field("from", "leave-from", &form.from), field("to", "leave-to", &form.to)]
}

/// A button that ends a leave.
#[derive(Template)]
#[template(
    ext = "html",
    source = r#"<form method="post" action="{{ path }}"><input type="hidden" name="csrf" value="{{ csrf }}"><button class="btn s">{{ text }}<span class="sr"> {{ whose }}</span></button></form>"#
)]
struct End<'a> {
    path: String,
    csrf: &'a str,
    text: Text,
    whose: Text,
}

impl askama::filters::HtmlSafe for End<'_> {}

/// "from 1 Apr 2026 to 9 Apr 2026".
fn said(w: Words, leave: &Leave) -> Text {
    w.t_args("leave-said", &[("from", w.date(leave.from).into()), ("to", w.date(leave.to).into())])
}

fn table(w: Words, csrf: &str, leaves: &[Leave], end_at: Option<&str>, named: bool) -> Table {
    let row = |leave: &Leave| {
        let mut cells = Vec::new();
        if named {
            cells.push(Cell::of(&Text::datum(&leave.name)));
            cells.push(leave.team.map_or_else(Cell::empty, |team| Cell::of(&w.t(&format!("team-{}", team.key())))));
        }
        cells.push(Cell::of(&w.date(leave.from)));
        cells.push(Cell::of(&w.date(leave.to)));
        if let Some(path) = end_at {
            let whose = if named { Text::datum(&leave.name) } else { said(w, leave) };
            cells.push(Cell::of(&End { path: format!("{path}/{}/end", leave.id), csrf, text: w.t("leave-end"), whose }));
        }
        Row::new(cells)
    };
    let mut columns = if named { vec!["leave-person", "leave-team"] } else { Vec::new() };
    columns.extend(["leave-from", "leave-to"]);
    columns.extend(end_at.map(|_| "leave-act"));
    let columns = columns.into_iter().map(|key| Column::text(w.t(key))).collect();
    Table::new(w.t("leaves-title"), columns, leaves.iter().map(row).collect())
}

/// Who is away.
#[derive(Template)]
#[template(path = "pages/calendars/leaves.html")]
pub struct LeavesPage {
    shell: Shell,
    back: Link,
    summary: Option<ErrorSummary>,
    table: Option<Table>,
    empty: Empty,
    form: Option<(String, Vec<Field>)>,
}

impl LeavesPage {
    /// The page with what was typed.
    #[must_use]
    pub fn new(member: &Member, leaves: &[Leave], people: &[Choice], form: &LeaveForm, errors: &Errors) -> Self {
        let w = member.viewer.words;
        let may = member.user.role.sets_policies();
        let option = |choice: &Choice| OptionItem::new(choice.id.to_string(), Text::datum(&choice.name));
        let options = std::iter::once(OptionItem::new("", w.t("leave-choose"))).chain(people.iter().map(option)).collect();
        let mut person = Field::new(w, "person", w.t("leave-person"), FieldKind::Select(options)).value(&form.person).required();
        person.id_prefix = "leave-";
        let mut fields = vec![person.error(error(w, errors, "person"))];
        fields.extend(date_fields(w, form, errors));
        Self {
            shell: Shell::new(&member.viewer, w.t("leaves-title"), NavItem::Settings),
            back: Link::new(w.t("calendars-title"), "/settings/calendars"),
            summary: ErrorSummary::of(w, &fields),
            table: (!leaves.is_empty())
                .then(|| table(w, &member.viewer.csrf, leaves, may.then_some("/settings/calendars/leaves"), true)),
            empty: Empty { kind: EmptyKind::First, title: w.t("leaves-empty"), body: w.t("leaves-empty-body"), action: None },
            form: may.then(|| (form.id.clone(), fields)),
        }
    }
}

/// One's own leave, among one's preferences.
#[derive(Template)]
#[template(path = "pages/calendars/away.html")]
pub struct AwayCard {
    w: Words,
    csrf: String,
    id: String,
    table: Option<Table>,
    fields: Vec<Field>,
}

impl AwayCard {
    /// The card with what was typed.
    #[must_use]
    pub fn new(member: &Member, leaves: &[Leave], form: &LeaveForm, errors: &Errors) -> Self {
        let w = member.viewer.words;
        Self {
            w,
            csrf: member.viewer.csrf.clone(),
            id: form.id.clone(),
            table: (!leaves.is_empty()).then(|| table(w, &member.viewer.csrf, leaves, Some("/me/leave"), false)),
            fields: date_fields(w, form, errors),
        }
    }

    /// For a summary of errors.
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }
}

impl askama::filters::HtmlSafe for AwayCard {}

/// The switch of one's own leave beside the inbox.
#[derive(Template)]
#[template(path = "pages/calendars/away_bar.html")]
pub struct AwayBar {
    w: Words,
    csrf: String,
    /// Whether this reader gets leads at all.
    shown: bool,
    ends: Option<(String, Text)>,
    id: String,
    from: String,
    to: Field,
    back: &'static str,
}

impl AwayBar {
    /// The switch as it stands today, on a page that it leads back to.
    #[must_use]
    pub fn new(member: &Member, leave: Option<&Leave>, today: NaiveDate, back: &'static str) -> Self {
        let w = member.viewer.words;
        let mut to = Field::new(w, "to", w.t("away-until-label"), FieldKind::Line("date")).required();
        to.id_prefix = "away-";
        let until = |leave: &Leave| (leave.id.to_string(), w.t_args("away-until", &[("day", w.date(leave.to).into())]));
        Self {
            w,
            csrf: member.viewer.csrf.clone(),
            shown: member.user.role.takes_leads(),
            ends: leave.map(until),
            id: LeaveId::new().to_string(),
            from: today.to_string(),
            to,
            back,
        }
    }
}

impl askama::filters::HtmlSafe for AwayBar {}

/// The pages on which one's own leave is set.
fn back(asked: &str) -> &'static str {
    ["/handoffs", "/handoffs/steps"].into_iter().find(|page| *page == asked).unwrap_or("/me")
}

fn today(state: &WebState, member: &Member) -> NaiveDate {
    Calendar::of(&member.workspace, state.clock.now()).today
}

fn setter(member: &Member) -> Setter {
    Setter { user: member.user.id, person: member.user.person_id, role: member.user.role }
}

/// The card of one's own leave.
pub async fn away(state: &WebState, member: &Member, form: &LeaveForm, errors: &Errors) -> Result<AwayCard, Failure> {
    let own = stored::list(&state.db.pages, today(state, member), Some(member.user.person_id)).await?;
    Ok(AwayCard::new(member, &own, form, errors))
}

async fn page(state: &WebState, member: &Member, form: &LeaveForm, errors: &Errors) -> Result<String, Failure> {
    let leaves = stored::list(&state.db.pages, today(state, member), None).await?;
    let people = people::choices(&state.db.pages, None).await?;
    Ok(LeavesPage::new(member, &leaves, &people, form, errors).render()?)
}

/// Shows who is away.
pub async fn leaves(State(state): State<WebState>, member: Member) -> Result<Html<String>, Failure> {
    Ok(Html(page(&state, &member, &LeaveForm::fresh(), &Errors::new()).await?))
}

/// What is wrong with a leave, if anything.
async fn store(state: &WebState, member: &Member, form: &LeaveForm, person: Option<PersonId>) -> Result<Option<Errors>, Failure> {
    let wanted = match form.parse(person, today(state, member)) {
        Ok(wanted) => wanted,
        Err(errors) => return Ok(Some(errors)),
    };
    match set_leave(&state.db, &wanted, setter(member), state.clock.now()).await? {
        LeaveSet::Done => Ok(None),
        LeaveSet::Overlaps => Ok(Some(vec![("from", "error-leave-overlaps")])),
        LeaveSet::NoPerson => Ok(Some(vec![("person", "error-leave-person")])),
        LeaveSet::NotYours => Err(Trouble::Forbidden.into()),
    }
}

fn done(state: &WebState, word: &'static str, path: &str) -> Response {
    (CookieJar::new().add(flash(state, word)), Redirect::to(path)).into_response()
}

/// Sets the leave of anybody.
pub async fn set(
    State(state): State<WebState>,
    member: Member,
    SafeForm(form): SafeForm<LeaveForm>,
) -> Result<Response, Failure> {
    match store(&state, &member, &form, None).await? {
        None => Ok(done(&state, "leave-saved", "/settings/calendars/leaves")),
        Some(errors) => {
            let page = page(&state, &member, &form, &errors).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response())
        }
    }
}

/// Sets one's own leave.
pub async fn set_own(
    State(state): State<WebState>,
    member: Member,
    SafeForm(form): SafeForm<LeaveForm>,
) -> Result<Response, Failure> {
    match store(&state, &member, &form, Some(member.user.person_id)).await? {
        None => Ok(done(&state, "leave-saved", back(&form.back))),
        Some(errors) => {
            let card = away(&state, &member, &form, &errors).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(me_with(&state, &member, card).await?)).into_response())
        }
    }
}

async fn finish(state: &WebState, member: &Member, id: &str, path: &str) -> Result<Response, Failure> {
    let id: LeaveId = id.parse().map_err(|_| Trouble::NotFound)?;
    match end_leave(&state.db, id, setter(member), today(state, member), state.clock.now()).await? {
        LeaveSet::NotYours => Err(Trouble::Forbidden.into()),
        _ => Ok(done(state, "leave-ended", path)),
    }
}

/// Ends the leave of anybody.
pub async fn end(
    State(state): State<WebState>,
    member: Member,
    Path(id): Path<String>,
    _form: SafeForm<Nothing>,
) -> Result<Response, Failure> {
    finish(&state, &member, &id, "/settings/calendars/leaves").await
}

/// Ends one's own leave.
pub async fn end_own(
    State(state): State<WebState>,
    member: Member,
    Path(id): Path<String>,
    SafeForm(form): SafeForm<LeaveForm>,
) -> Result<Response, Failure> {
    finish(&state, &member, &id, back(&form.back)).await
}
