//! Further contacts of a deal: found by a search, added, and taken away.

use crate::actions::set_contact::{Set, Wanted, set_contact};
use crate::domain::ownership::Noun;
use crate::i18n::{Text, Words};
use crate::storage::deal_details::{self, DealLead};
use crate::storage::lead_lists::LeadLine;
use crate::storage::metrics::snapshot;
use crate::web::components::{Cell, Column, Link, Row, Table};
use crate::web::error::Trouble;
use crate::web::extract::{Member, SafeForm};
use crate::web::failure::Failure;
use crate::web::leads::{LeadName, found, stage_tag};
use crate::web::records::{Press, Sent, called, done, held, id_in};
use crate::web::shell::{NavItem, Shell};
use crate::web::state::WebState;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{Html, Response};
use serde::Deserialize;

/// What the address of the page asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    q: String,
}

/// `/deals/{id}/contacts`: the way to one more contact.
pub async fn contacts(
    State(state): State<WebState>,
    member: Member,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, Failure> {
    let id = id_in(&id)?;
    let deal = held(&state, &member, Noun::Deal, id).await?;
    let mut db = snapshot(&state.db.pages).await?;
    let lines = if asked.q.trim().is_empty() { None } else { Some(found(&mut db, &member, &asked.q, state.clock.now()).await?) };
    let known = deal_details::leads(&mut db, id).await?;
    let crumb = Link::new(called(&member, Noun::Deal, id, &deal.row), format!("/deals/{id}"));
    Ok(Html(ContactsPage::new(&member, crumb, &asked.q, lines.as_deref(), &known).render()?))
}

/// Adds a contact.
pub async fn add_contact(
    State(state): State<WebState>,
    member: Member,
    Path((id, lead)): Path<(String, String)>,
    SafeForm(_): SafeForm<Sent>,
) -> Result<Response, Failure> {
    set(&state, &member, Wanted { deal: id_in(&id)?, lead: id_in(&lead)?, contact: true }).await
}

/// Takes a contact away.
pub async fn remove_contact(
    State(state): State<WebState>,
    member: Member,
    Path((id, lead)): Path<(String, String)>,
    SafeForm(_): SafeForm<Sent>,
) -> Result<Response, Failure> {
    set(&state, &member, Wanted { deal: id_in(&id)?, lead: id_in(&lead)?, contact: false }).await
}

async fn set(state: &WebState, member: &Member, wanted: Wanted) -> Result<Response, Failure> {
    let said = match set_contact(&state.db, wanted, &member.user, state.clock.now()).await? {
        Set::Done if wanted.contact => "contact-added",
        Set::Done => "contact-removed",
        Set::IsItsLead => "contact-is-its-lead",
        Set::Forbidden => return Err(Trouble::Forbidden.into()),
        Set::Gone => return Err(Trouble::NotFound.into()),
    };
    Ok(done(state, said, &format!("/deals/{}", wanted.deal)))
}

/// The search for one more contact.
#[derive(Template)]
#[template(path = "pages/deals/contacts.html")]
pub struct ContactsPage {
    shell: Shell,
    crumbs: [Link; 2],
    action: String,
    q: String,
    found: Option<Result<Table, Text>>,
}

impl ContactsPage {
    /// The page: what was searched, what was found, and who belongs to the deal already.
    #[must_use]
    pub fn new(member: &Member, deal: Link, q: &str, found: Option<&[LeadLine]>, known: &[DealLead]) -> Self {
        let w = member.viewer.words;
        let action = format!("{}/contacts", deal.href);
        let row = |line: &LeadLine| row(w, &action, &member.viewer.csrf, line, known);
        let columns = ["lead-name", "contact-choose", "lead-company", "lead-email", "lead-stage"];
        let columns = columns.map(|key| Column::text(w.t(key))).to_vec();
        let table = |lines: &[LeadLine]| match lines {
            [] => Err(w.t("merge-found-none")),
            lines => Ok(Table::new(w.t("merge-found"), columns, lines.iter().map(row).collect())),
        };
        Self {
            shell: Shell::new(&member.viewer, w.t("contact-title"), NavItem::Deals),
            crumbs: [Link::new(w.t("nav-deals"), "/deals"), deal],
            found: found.map(table),
            q: q.to_owned(),
            action,
        }
    }
}

fn row(w: Words, action: &str, csrf: &str, line: &LeadLine, known: &[DealLead]) -> Row {
    let name = LeadName::of_line(line).text(w, true);
    let cell = |text: Option<Text>| match text.filter(|text| !text.is_empty()) {
        Some(text) => Cell::of(&text),
        None => Cell::none(w.t("list-unknown")),
    };
    let choose = match known.iter().find(|lead| lead.id == line.id) {
        Some(lead) => Cell::of(&part(w, lead)),
        None => Cell::of(&Press {
            text: w.t("contact-add"),
            said: Some(w.t_args("contact-add-who", &[("name", (&name).into())])),
            action: format!("{action}/{}", line.id),
            csrf: csrf.to_owned(),
        }),
    };
    Row::new(vec![
        Cell::link(name, format!("/leads/{}", line.id)),
        choose,
        cell(line.company.as_ref().map(|company| Text::datum(company))),
        cell(line.email.as_ref().map(|email| Text::code(email))),
        Cell::of(&stage_tag(w, line.stage())),
    ])
}

/// Which part a lead has in a deal.
pub fn part(w: Words, lead: &DealLead) -> Text {
    w.t(if lead.primary { "deal-lead-primary" } else { "deal-lead-contact" })
}

/// The button that takes a contact away; none for the lead that the deal came from.
pub fn away(w: Words, deal: &str, csrf: &str, lead: &DealLead, name: &Text) -> Cell {
    if lead.primary {
        return Cell::empty();
    }
    Cell::of(&Press {
        text: w.t("contact-remove"),
        said: Some(w.t_args("contact-remove-who", &[("name", name.into())])),
        action: format!("{deal}/contacts/{}/remove", lead.id),
        csrf: csrf.to_owned(),
    })
}
