//! Offering a lead to sales, from its page.

use super::ask::NOTE_LENGTH;
use super::detail::told_warnings;
use crate::actions::handoffs::offer::{Offer, Offered, offer_handoff};
use crate::actions::handoffs::routing::To;
use crate::domain::ids::PersonId;
use crate::i18n::{Text, Words};
use crate::storage::handoff_pages::{self as pages, Taker, Warnings};
use crate::storage::{StorageError, lead_details};
use crate::web::components::{Field, FieldKind, Link, Markup, OptionItem};
use crate::web::error::Trouble;
use crate::web::extract::{Member, SafeForm};
use crate::web::failure::Failure;
use crate::web::leads::LeadName;
use crate::web::records::ask::{answer, field, own_id, sent_id, typed};
use crate::web::records::{Errors, FormPage, Sent, sent};
use crate::web::shell::NavItem;
use crate::web::state::WebState;
use axum::extract::{Path, State};
use axum::response::Response;
use uuid::Uuid;

/// The fields of an offer.
#[must_use]
pub fn fields(w: Words, takers: &[Taker], form: &Sent, errors: &Errors) -> Vec<Field> {
    let ways = [("round_robin", "offer-round-robin"), ("queue", "offer-queue")];
    let ways = ways.into_iter().map(|(key, word)| OptionItem::new(key, w.t(word)));
    let people = takers.iter().map(|taker| OptionItem::new(taker.id.to_string(), Text::datum(&taker.name)));
    vec![
        field(w, form, errors, ("to", "offer-to"), FieldKind::Select(ways.chain(people).collect()))
            .required()
            .hint(w.t("offer-to-hint")),
        field(w, form, errors, ("note", "offer-note"), FieldKind::Lines(3)).hint(w.t("offer-note-hint")),
    ]
}

/// Whom the form names.
#[must_use]
pub fn chosen(form: &Sent) -> Option<To> {
    match sent(form, "to") {
        "round_robin" => Some(To::RoundRobin),
        "queue" => Some(To::Queue),
        id => id.parse().ok().map(|id| To::Person(PersonId(id))),
    }
}

/// The form of an offer.
#[must_use]
pub fn offer_page(
    member: &Member,
    (id, name): (Uuid, Text),
    (takers, warnings): (&[Taker], &Warnings),
    (form, errors): (&Sent, &Errors),
) -> FormPage {
    let w = member.viewer.words;
    let crumbs = vec![Link::new(w.t("nav-leads"), "/leads"), Link::new(name, format!("/leads/{id}"))];
    let (title, save) = (w.t("offer-title"), w.t("offer-save"));
    let mut page = FormPage::new(&member.viewer, NavItem::Leads, title, crumbs, format!("/leads/{id}/offer"), save);
    page = page.section(None, fields(w, takers, form, errors));
    page.lede = Some(w.t("offer-lede"));
    page.hidden = vec![own_id(form)];
    let told = told_warnings(w, warnings, None);
    if !told.is_empty() {
        let one = told.into_iter().reduce(|all, next| all.then(&Markup::of(&w.t("offer-and"))).then(&next)).unwrap_or_default();
        page.beside = Some(Markup::of(&w.t("offer-know-first")).then(&one));
    }
    page
}

async fn form_page(state: &WebState, member: &Member, id: Uuid, (form, errors): (&Sent, &Errors)) -> Result<Response, Failure> {
    let mut db = state.db.pages.acquire().await.map_err(StorageError::from)?;
    let lead = lead_details::find(&mut db, id).await?.ok_or(Trouble::NotFound)?;
    let name = LeadName {
        first: lead.first_name.as_deref(),
        last: lead.last_name.as_deref(),
        company: lead.company.as_deref(),
        email: lead.email.as_deref(),
        external_id: None,
        id,
    };
    let name = name.text(member.viewer.words, member.user.role.reads_contacts());
    let takers = pages::takers(&mut *db).await?;
    let warnings = pages::warnings(&mut *db, id).await?;
    answer(&offer_page(member, (id, name), (&takers, &warnings), (form, errors)), errors)
}

/// `/leads/{id}/offer`
pub async fn offering(State(state): State<WebState>, member: Member, Path(id): Path<String>) -> Result<Response, Failure> {
    form_page(&state, &member, super::answer::id_in(&id)?, (&Sent::new(), &Errors::new())).await
}

/// Offers a lead.
pub async fn offer(
    State(state): State<WebState>,
    member: Member,
    Path(id): Path<String>,
    SafeForm(form): SafeForm<Sent>,
) -> Result<Response, Failure> {
    let (lead, mut errors) = (super::answer::id_in(&id)?, Errors::new());
    let note = typed(&form, "note", NOTE_LENGTH, &mut errors);
    let to = chosen(&form);
    if to.is_none() {
        errors.push(("to", "error-choice"));
    }
    if let (Some(to), true) = (to, errors.is_empty()) {
        let id = sent_id(&form);
        let usual = member.viewer.words.t("policy-usual").plain();
        let wanted = Offer { id, lead, to, note, rule: None, usual };
        match offer_handoff(&state.db, wanted, &member.user, state.clock.now()).await? {
            Offered::Yes(_) => return Ok(super::answer::done(&state, "offer-done", None, &format!("/handoffs/{id}?view=sent"))),
            Offered::Unassigned(_) => {
                return Ok(super::answer::done(&state, "offer-unassigned", None, &format!("/handoffs/{id}?view=unassigned")));
            }
            Offered::Forbidden => return Err(Trouble::Forbidden.into()),
            Offered::Gone => return Err(Trouble::NotFound.into()),
            Offered::Already => errors.push(("to", "error-offer-already")),
            Offered::WithSales(_) => errors.push(("to", "error-offer-with-sales")),
            Offered::Unavailable(_) => errors.push(("to", "error-offer-unavailable")),
            Offered::OutOfSight => errors.push(("to", "error-offer-out-of-sight")),
        }
    }
    form_page(&state, &member, lead, (&form, &errors)).await
}
