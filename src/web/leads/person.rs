//! The person behind a lead: what is kept about him, taken along or erased.

use super::name::LeadName;
use crate::actions::erase_person::erase_person;
use crate::actions::export_person::export_person;
use crate::i18n::{Text, Words};
use crate::storage::StorageError;
use crate::storage::person_data::{self, Subject};
use crate::web::components::{ErrorSummary, Field, FieldKind, Link};
use crate::web::error::Trouble;
use crate::web::extract::reader::flash;
use crate::web::extract::{Member, SafeForm};
use crate::web::failure::Failure;
use crate::web::shell::{NavItem, Shell, Viewer};
use crate::web::state::WebState;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{Html, IntoResponse as _, Redirect, Response};
use axum_extra::extract::CookieJar;
use serde::Deserialize;
use serde_json::Value;
use std::fmt::Write as _;
use uuid::Uuid;

/// A person, and other leads that may be he.
#[derive(Clone, Debug)]
pub struct PersonFound {
    /// The lead.
    pub subject: Subject,
    /// Leads with the same address or number.
    pub alike: Vec<Subject>,
}

/// What the form of erasing holds.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct EraseForm {
    /// `on` once it is confirmed.
    pub confirm: String,
    /// Other leads of the same person.
    pub also: Vec<Uuid>,
}

/// Another lead that may be erased with this one.
struct Alike {
    id: Uuid,
    link: Link,
    chosen: bool,
}

/// The page of a person.
#[derive(Template)]
#[template(path = "pages/leads/person.html")]
pub struct PersonPage {
    shell: Shell,
    crumbs: [Link; 2],
    action: String,
    files: [Link; 2],
    erased: Option<Text>,
    alike: Vec<Alike>,
    confirm: Field,
    summary: Option<ErrorSummary>,
}

impl PersonPage {
    /// The page, with what was chosen and what is wrong with it.
    #[must_use]
    pub fn new(viewer: &Viewer, found: &PersonFound, form: &EraseForm, error: Option<&'static str>) -> Self {
        let w = viewer.words;
        let id = found.subject.id;
        let action = format!("/leads/{id}/person");
        let confirm = Field::new(w, "confirm", w.t("person-confirm"), FieldKind::Check)
            .value(&form.confirm)
            .error(error.map(|key| w.t(key)));
        let alike = |subject: &Subject| Alike {
            id: subject.id,
            link: Link::new(named(w, subject), format!("/leads/{}", subject.id)),
            chosen: form.also.contains(&subject.id),
        };
        Self {
            shell: Shell::new(viewer, w.t("person-title"), NavItem::Leads),
            crumbs: [Link::new(w.t("nav-leads"), "/leads"), Link::new(named(w, &found.subject), format!("/leads/{id}"))],
            files: [
                Link::new(w.t("person-json"), format!("{action}/data.json")),
                Link::new(w.t("person-text"), format!("{action}/data.txt")),
            ],
            action,
            erased: found.subject.erased_at.map(|at| erased(w, at)),
            alike: found.alike.iter().filter(|subject| subject.erased_at.is_none()).map(alike).collect(),
            summary: ErrorSummary::of(w, std::slice::from_ref(&confirm)),
            confirm,
        }
    }
}

/// That somebody was erased.
#[must_use]
pub fn erased(w: Words, at: chrono::DateTime<chrono::Utc>) -> Text {
    w.t_args("person-erased", &[("date", w.date_time(at).into())])
}

fn named(w: Words, subject: &Subject) -> Text {
    LeadName::from(subject).text(w, true)
}

async fn find(state: &WebState, id: &str) -> Result<PersonFound, Failure> {
    let id: Uuid = id.parse().map_err(|_| Trouble::NotFound)?;
    let mut db = state.db.pages.acquire().await.map_err(StorageError::from)?;
    let subject = person_data::subjects(&mut db, &[id]).await?.into_iter().next().ok_or(Trouble::NotFound)?;
    let alike = person_data::alike(&mut db, &[id]).await?;
    Ok(PersonFound { subject, alike })
}

/// `/leads/{id}/person`
pub async fn person(State(state): State<WebState>, member: Member, Path(id): Path<String>) -> Result<Html<String>, Failure> {
    let found = find(&state, &id).await?;
    Ok(Html(PersonPage::new(&member.viewer, &found, &EraseForm::default(), None).render()?))
}

/// Erases the person, and the other leads that were chosen among those alike.
pub async fn erase(
    State(state): State<WebState>,
    member: Member,
    Path(id): Path<String>,
    SafeForm(form): SafeForm<EraseForm>,
) -> Result<Response, Failure> {
    let found = find(&state, &id).await?;
    if form.confirm != "on" {
        let page = PersonPage::new(&member.viewer, &found, &form, Some("error-person-confirm")).render()?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response());
    }
    let mut leads = vec![found.subject.id];
    leads.extend(found.alike.iter().map(|subject| subject.id).filter(|alike| form.also.contains(alike)));
    let (db, user, now) = (state.db.clone(), member.user.id, state.clock.now());
    // Whoever closes the page meanwhile has confirmed all the same: it goes on to its end.
    let done = tokio::spawn(async move { erase_person(&db, &leads, Some(user), now).await }).await;
    done.map_err(|_| Failure::bug("erasing stopped in the middle"))??;
    let back = format!("/leads/{}", found.subject.id);
    Ok((CookieJar::new().add(flash(&state, "person-erased-now")), Redirect::to(&back)).into_response())
}

/// `/leads/{id}/person/data.json` and `data.txt`
pub async fn file(
    State(state): State<WebState>,
    member: Member,
    Path((id, name)): Path<(Uuid, String)>,
) -> Result<Response, Failure> {
    if !["data.json", "data.txt"].contains(&name.as_str()) {
        return Err(Trouble::NotFound.into());
    }
    let kept = export_person(&state.db, &[id], Some(member.user.id), state.clock.now()).await?.ok_or(Trouble::NotFound)?;
    let (kind, ending, body) = match name.as_str() {
        "data.json" => ("application/json", "json", serde_json::to_string_pretty(&kept).map_err(anyhow::Error::from)?),
        _ => ("text/plain; charset=utf-8", "txt", readable(&kept)),
    };
    let headers = [
        (CONTENT_TYPE, kind.to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"person-{id}.{ending}\"")),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, body).into_response())
}

/// The same as lines that need no program: what is unknown is left out.
#[must_use]
pub fn readable(kept: &Value) -> String {
    let mut text = String::from("\u{FEFF}");
    for (table, rows) in kept["tables"].as_object().into_iter().flatten() {
        for (n, row) in rows.as_array().into_iter().flatten().enumerate() {
            let _ = writeln!(text, "{table} {}", n + 1);
            for (field, value) in row.as_object().into_iter().flatten().filter(|(_, value)| !value.is_null()) {
                let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                let _ = writeln!(text, "  {field}: {}", value.replace('\n', "\n    "));
            }
            text.push('\n');
        }
    }
    text
}
