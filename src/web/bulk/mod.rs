//! Changing many leads of the list at once: their owner, or their stage.
//!
//! What is chosen stands in the address of the form: a page has fifty rows, so it stays short, and Back and reload do
//! what they always do. A whole list is asked for by its filters and chosen by the server. Sent is then the choice itself,
//! so that what is changed is what was shown.

mod ask;
mod choice;
mod outcome;
pub mod samples;

use crate::actions::change_leads::{Change, MOST, Wanted, change_leads};
use crate::actions::handoffs::offer_many::{Offers, offer_handoffs};
use crate::domain::stage::Stage;
use crate::storage::StorageError;
use crate::storage::handoff_pages;
use crate::storage::lead_lists::{self, LeadLine};
use crate::storage::metrics::snapshot;
use crate::storage::records;
use crate::web::error::Trouble;
use crate::web::extract::{Member, SafeForm};
use crate::web::failure::Failure;
use crate::web::handoffs;
use crate::web::records::ask::{reading, sent_id, stage_and_reason, typed, when};
use crate::web::records::{Errors, Sent, sent};
use crate::web::state::WebState;
use ask::{Asking, refused};
use askama::Template as _;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse as _, Response};
use choice::{Choice, Deed, Refused};
use outcome::OutcomePage;
use std::collections::BTreeSet;
use uuid::Uuid;

/// `/leads/bulk`
pub async fn ask(State(state): State<WebState>, member: Member, RawQuery(asked): RawQuery) -> Result<Response, Failure> {
    let now = state.clock.now();
    let asked: Sent = url::form_urlencoded::parse(asked.unwrap_or_default().as_bytes()).into_owned().collect();
    let mut choice = Choice::read(&member, &asked, now);
    let mut db = snapshot(&state.db.pages).await?;
    let lines = match &choice.ids {
        _ if sent(&asked, "all") == "1" => {
            let wanted = choice.list.resolve(&mut db, &member, now).await?;
            let lines = lead_lists::first(&mut db, &wanted, MOST + 1).await?;
            choice.ids = Choice::checked(lines.iter().map(|line| line.id).collect());
            // A filter that means nothing would make the list longer than whoever asked for it thinks.
            if !choice.list.address.ignored.is_empty() {
                choice.ids = Err(Refused::Unreadable);
            }
            lines
        }
        Ok(ids) => lead_lists::of_ids(&mut db, &ids.iter().copied().collect::<Vec<_>>()).await?,
        Err(_) => Vec::new(),
    };
    drop(db);
    form(&state, &member, &choice, &lines, (&Sent::new(), &Errors::new())).await
}

async fn form(
    state: &WebState,
    member: &Member,
    choice: &Choice,
    lines: &[LeadLine],
    (form, errors): (&Sent, &Errors),
) -> Result<Response, Failure> {
    let page = match (&choice.ids, choice.deed) {
        (Err(why), _) => refused(member, choice, *why),
        (Ok(_), None) => refused(member, choice, Refused::Unreadable),
        (Ok(ids), Some(deed)) => {
            if deed == Deed::Offer && !member.user.role.offers() {
                return Err(Trouble::Forbidden.into());
            }
            let people = records::people(&state.db.pages, &[]).await?;
            let takers = handoff_pages::takers(&state.db.pages).await?;
            Asking { deed, ids, lines, people: &people, takers: &takers, list: &choice.list }.page(member, form, errors)
        }
    };
    let fine = choice.ids.is_ok() && choice.deed.is_some() && errors.is_empty();
    let status = if fine { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, Html(page.render()?)).into_response())
}

/// Changes the leads, and says which were not and why.
pub async fn change(
    State(state): State<WebState>,
    member: Member,
    SafeForm(sent_form): SafeForm<Sent>,
) -> Result<Response, Failure> {
    let choice = Choice::sent(&member, &sent_form, state.clock.now());
    let Ok(leads) = choice.ids.clone() else {
        return form(&state, &member, &choice, &[], (&sent_form, &Errors::new())).await;
    };
    if choice.deed == Some(Deed::Offer) {
        return offer(&state, &member, &choice, (leads, &sent_form)).await;
    }
    let mut errors = Errors::new();
    let change = wanted(&state, &member, choice.deed, (&sent_form, &mut errors)).await?;
    let ids: Vec<Uuid> = leads.iter().copied().collect();
    let mut db = state.db.pages.acquire().await.map_err(StorageError::from)?;
    let lines = lead_lists::of_ids(&mut db, &ids).await?;
    drop(db);
    let Some(change) = change.filter(|_| errors.is_empty()) else {
        return form(&state, &member, &choice, &lines, (&sent_form, &errors)).await;
    };
    let wanted = Wanted { form: sent_id(&sent_form), leads, change: change.clone() };
    let outcome = change_leads(&state.db, wanted, &member.user, state.clock.now()).await?.unwrap_or_default();
    let owner = if let Change::Owner(Some(owner)) = &change { vec![*owner] } else { Vec::new() };
    let people = records::people(&state.db.pages, &owner).await?;
    Ok(Html(OutcomePage::new(&member, &choice.list, &change, &people, (&outcome, &lines)).render()?).into_response())
}

/// Offers the leads to sales, and says which were not and why.
async fn offer(
    state: &WebState,
    member: &Member,
    choice: &Choice,
    (leads, sent_form): (BTreeSet<Uuid>, &Sent),
) -> Result<Response, Failure> {
    let mut errors = Errors::new();
    let ids: Vec<Uuid> = leads.iter().copied().collect();
    let mut db = state.db.pages.acquire().await.map_err(StorageError::from)?;
    let lines = lead_lists::of_ids(&mut db, &ids).await?;
    drop(db);
    let note = typed(sent_form, "note", handoffs::NOTE_LENGTH, &mut errors);
    let to = handoffs::offer_to(sent_form);
    if to.is_none() {
        errors.push(("to", "error-choice"));
    }
    let Some(to) = to.filter(|_| errors.is_empty()) else {
        return form(state, member, choice, &lines, (sent_form, &errors)).await;
    };
    let usual = member.viewer.words.t("policy-usual").plain();
    let offers = Offers { form: sent_id(sent_form), leads, to, note, usual };
    let outcome = offer_handoffs(&state.db, offers, &member.user, state.clock.now()).await?;
    Ok(Html(OutcomePage::of_offers(member, &choice.list, &outcome, &lines).render()?).into_response())
}

/// What is to become of the leads; none with what is wrong.
async fn wanted(
    state: &WebState,
    member: &Member,
    deed: Option<Deed>,
    (form, errors): (&Sent, &mut Errors),
) -> Result<Option<Change>, StorageError> {
    match deed {
        None | Some(Deed::Offer) => Ok(None),
        Some(Deed::Owner) => {
            let chosen = sent(form, "owner");
            let owner = chosen.parse::<Uuid>().ok();
            let known = match owner {
                Some(id) => records::is_person(&state.db.pages, id).await?,
                None => chosen == ask::NOBODY,
            };
            if !known {
                errors.push(("owner", "error-choice"));
            }
            Ok(Some(Change::Owner(owner)))
        }
        Some(Deed::Stage) => {
            let moment = when(form, "at", reading(state, member), errors);
            let (target, reason) = stage_and_reason(form, errors);
            if target.is_some_and(|stage| stage.rank().is_none() && !stage.is_of_a_deal()) && reason.is_none() {
                errors.push(("reason", "error-needs-reason"));
            }
            if target.is_some_and(Stage::is_of_a_deal) {
                errors.push(("stage", "error-of-its-deal"));
            }
            Ok(target.map(|stage| Change::Stage { stage, moment, reason }))
        }
    }
}
