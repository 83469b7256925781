//! Forms of a next step: finishing it by the next one, and another day for it.

use super::answer::{id_in, today};
use super::ask::NOTE_LENGTH;
use crate::actions::handoffs::Done;
use crate::actions::handoffs::accept::NextStep;
use crate::actions::handoffs::steps::{Next, finish_step, move_step, resume_step};
use crate::domain::text;
use crate::storage::next_steps::{self, StoredStep};
use crate::web::components::{FieldKind, Link};
use crate::web::error::Trouble;
use crate::web::extract::{Member, SafeForm};
use crate::web::failure::Failure;
use crate::web::records::ask::{answer, field, own_id, sent_id, typed};
use crate::web::records::{Errors, FormPage, Notice, Sent, done, sent};
use crate::web::shell::NavItem;
use crate::web::state::WebState;
use axum::extract::{Path, State};
use axum::response::Response;
use chrono::{Days, NaiveDate};

/// Days that a next step is proposed for.
const SOON: Days = Days::new(2);
/// The furthest that a step may lie.
const FAR: Days = Days::new(3_653);

fn form_page(member: &Member, step: &StoredStep, verb: &str) -> FormPage {
    let w = member.viewer.words;
    let crumbs = vec![Link::new(w.t("nav-handoffs"), "/handoffs"), Link::new(w.t("steps-title"), "/handoffs/steps")];
    let (title, save) = (w.t(&format!("step-{verb}-title")), w.t(&format!("step-{verb}-save")));
    let mut page =
        FormPage::new(&member.viewer, NavItem::Handoffs, title, crumbs, format!("/handoffs/steps/{}/{verb}", step.id), save);
    let what = crate::i18n::Text::datum(&step.what);
    page.lede = Some(w.t_args("step-lede", &[("what", what.into()), ("day", w.date(step.due_on).into())]));
    page
}

/// The form that finishes a step.
#[must_use]
pub fn finish_page(member: &Member, step: &StoredStep, (form, errors): (&Sent, &Errors)) -> FormPage {
    let w = member.viewer.words;
    let next = vec![
        field(w, form, errors, ("what", "step-next-what"), FieldKind::Line("text")).sometimes(),
        field(w, form, errors, ("due", "step-next-due"), FieldKind::Line("date")).sometimes(),
    ];
    let none = vec![
        field(w, form, errors, ("because", "step-because-label"), FieldKind::Line("text"))
            .hint(w.t("step-because-hint"))
            .sometimes(),
    ];
    let mut page =
        form_page(member, step, "finish").section(Some(w.t("step-next")), next).section(Some(w.t("step-nothing")), none);
    page.hidden.push(own_id(form));
    page
}

/// The form that moves a step to another day.
#[must_use]
pub fn move_page(member: &Member, step: &StoredStep, (form, errors): (&Sent, &Errors)) -> FormPage {
    let w = member.viewer.words;
    let fields = vec![
        field(w, form, errors, ("what", "step-what"), FieldKind::Line("text")).required(),
        field(w, form, errors, ("due", "step-due-label"), FieldKind::Line("date")).required(),
    ];
    form_page(member, step, "move").section(None, fields)
}

async fn held(state: &WebState, member: &Member, id: &str) -> Result<StoredStep, Failure> {
    let step = next_steps::find(&state.db.pages, id_in(id)?).await?.ok_or(Trouble::NotFound)?;
    if !member.user.role.answers(step.person_id == member.user.person_id.0, false) {
        return Err(Trouble::Forbidden.into());
    }
    Ok(step)
}

/// A day from today on.
fn day(form: &Sent, today: NaiveDate, errors: &mut Errors) -> NaiveDate {
    let given = text::western_digits(sent(form, "due").trim()).parse::<NaiveDate>().ok();
    let last = today.checked_add_days(FAR).unwrap_or(today);
    given.filter(|day| (today..=last).contains(day)).unwrap_or_else(|| {
        errors.push(("due", "error-step-day"));
        today
    })
}

fn step_of(form: &Sent, today: NaiveDate, errors: &mut Errors) -> NextStep {
    let due = day(form, today, errors);
    let what = typed(form, "what", NOTE_LENGTH, errors).unwrap_or_default();
    if what.is_empty() {
        errors.push(("what", "error-step-what"));
    }
    NextStep { what, due }
}

/// What is typed of what follows: why nothing does counts before a step that was only proposed.
fn next_of(form: &Sent, today: NaiveDate, errors: &mut Errors) -> Next {
    match typed(form, "because", NOTE_LENGTH, errors) {
        Some(because) => Next::Nothing(because),
        None if text::clean(sent(form, "what")).is_empty() => Next::Unsaid,
        None => Next::Step(sent_id(form), step_of(form, today, errors)),
    }
}

/// Why nothing was done: the form again, with a sentence.
fn refused(page: FormPage, member: &Member, why: Done, errors: &Errors) -> Result<Response, Failure> {
    let key = match why {
        Done::Forbidden => return Err(Trouble::Forbidden.into()),
        Done::Gone => return Err(Trouble::NotFound.into()),
        Done::StepDone => "step-done-before",
        _ => "step-too-late",
    };
    let mut page = page;
    page.notice = Some(Notice { text: member.viewer.words.t(key), links: Vec::new() });
    answer(&page, errors)
}

/// `/handoffs/steps/{id}/finish`
pub async fn finishing(State(state): State<WebState>, member: Member, Path(id): Path<String>) -> Result<Response, Failure> {
    let step = held(&state, &member, &id).await?;
    let today = today(&state, &member);
    let due = today.checked_add_days(SOON).unwrap_or(today);
    let (form, none) = (Sent::from([("due".to_owned(), due.to_string())]), Errors::new());
    let page = finish_page(&member, &step, (&form, &none));
    if step.done_at.is_some() { refused(page, &member, Done::StepDone, &none) } else { answer(&page, &none) }
}

/// Finishes a step.
pub async fn finish(
    State(state): State<WebState>,
    member: Member,
    Path(id): Path<String>,
    SafeForm(form): SafeForm<Sent>,
) -> Result<Response, Failure> {
    let (step, mut errors) = (held(&state, &member, &id).await?, Errors::new());
    let next = next_of(&form, today(&state, &member), &mut errors);
    if errors.is_empty() {
        match finish_step(&state.db, step.id, next, &member.user, state.clock.now()).await? {
            Done::Yes => return Ok(done(&state, "step-finished", "/handoffs/steps")),
            Done::NeedsNext => errors.push(("what", "error-step-next")),
            why => return refused(finish_page(&member, &step, (&form, &errors)), &member, why, &errors),
        }
    }
    answer(&finish_page(&member, &step, (&form, &errors)), &errors)
}

/// `/handoffs/steps/{id}/move`
pub async fn moving(State(state): State<WebState>, member: Member, Path(id): Path<String>) -> Result<Response, Failure> {
    let step = held(&state, &member, &id).await?;
    let due = step.due_on.max(today(&state, &member));
    let form = Sent::from([("what".to_owned(), step.what.clone()), ("due".to_owned(), due.to_string())]);
    let none = Errors::new();
    let page = move_page(&member, &step, (&form, &none));
    if step.done_at.is_some() { refused(page, &member, Done::StepDone, &none) } else { answer(&page, &none) }
}

/// Moves a step to another day.
pub async fn shift(
    State(state): State<WebState>,
    member: Member,
    Path(id): Path<String>,
    SafeForm(form): SafeForm<Sent>,
) -> Result<Response, Failure> {
    let (step, mut errors) = (held(&state, &member, &id).await?, Errors::new());
    let to = step_of(&form, today(&state, &member), &mut errors);
    if errors.is_empty() {
        match move_step(&state.db, step.id, to, &member.user, state.clock.now()).await? {
            Done::Yes => return Ok(done(&state, "step-moved", "/handoffs/steps")),
            why => return refused(move_page(&member, &step, (&form, &errors)), &member, why, &errors),
        }
    }
    answer(&move_page(&member, &step, (&form, &errors)), &errors)
}

/// Takes a finished step up again.
pub async fn resume(
    State(state): State<WebState>,
    member: Member,
    Path(id): Path<String>,
    SafeForm(form): SafeForm<Sent>,
) -> Result<Response, Failure> {
    let step = held(&state, &member, &id).await?;
    match resume_step(&state.db, step.id, &member.user, state.clock.now()).await? {
        Done::Yes => Ok(done(&state, "step-resumed", "/handoffs/steps")),
        why => refused(move_page(&member, &step, (&form, &Errors::new())), &member, why, &Errors::new()),
    }
}
