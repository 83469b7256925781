//! Handlers of the forms of records.

use super::fields::{Related, Typed, shown, specs};
use super::parse::{Reading, complete, read, refused};
use super::stale::rebase;
use super::view::{Choices, Editing, href, page};
use crate::actions::save_record::{Deed, Saved, change_record, create_record};
use crate::domain::ownership::{Noun, Ownership};
use crate::domain::text;
use crate::i18n::Text;
use crate::storage::records::{self, Columns, id_of, text_of, version_of};
use crate::storage::{StorageError, leads};
use crate::web::components::Link;
use crate::web::error::Trouble;
use crate::web::extract::reader::flash;
use crate::web::extract::{Member, SafeForm};
use crate::web::failure::Failure;
use crate::web::state::WebState;
use askama::Template as _;
use axum::extract::{FromRequestParts, Path, RawQuery, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{Html, IntoResponse as _, Redirect, Response};
use axum_extra::extract::CookieJar;
use uuid::Uuid;

/// What a request is about, by the beginning of its path.
#[derive(Clone, Copy, Debug)]
pub struct Of(pub Noun);

impl<S: Send + Sync> FromRequestParts<S> for Of {
    type Rejection = Failure;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        let first = parts.uri.path().split('/').nth(1).unwrap_or_default().trim_end_matches('s');
        Noun::from_key(first).map(Self).ok_or_else(|| Trouble::NotFound.into())
    }
}

/// The fields of a form as they were sent.
pub type Sent = Vec<(String, String)>;

/// The value of a field that was sent.
#[must_use]
pub fn sent<'a>(form: &'a Sent, name: &str) -> &'a str {
    form.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str()).unwrap_or_default()
}

/// The id of a path.
pub fn id_in(path: &str) -> Result<Uuid, Failure> {
    path.parse().map_err(|_| Trouble::NotFound.into())
}

/// The form of a new record; the address may fill some of its fields.
pub async fn new(
    State(state): State<WebState>,
    member: Member,
    Of(noun): Of,
    RawQuery(asked): RawQuery,
) -> Result<Response, Failure> {
    if !member.user.role.creates(noun) {
        return Err(Trouble::Forbidden.into());
    }
    let given: Sent = url::form_urlencoded::parse(asked.unwrap_or_default().as_bytes()).into_owned().collect();
    let mut editing = opened(&member, noun);
    editing.typed.extend(specs(noun).filter_map(|s| Some((s.name, given.iter().find(|(n, _)| n == s.name)?.1.clone()))));
    if noun == Noun::Deal {
        if let Some(placeholder) = of_lead(&state, &mut editing).await? {
            return Ok(Redirect::to(&format!("{}/edit", href(noun, placeholder))).into_response());
        }
        let today = state.clock.now().with_timezone(&member.workspace.zone).date_naive();
        editing.typed.insert("opened", today.to_string());
    }
    if matches!(noun, Noun::Lead | Noun::Deal) && member.user.role == crate::domain::person::Role::Sales {
        editing.typed.insert("owner", member.user.person_id.to_string());
    }
    shown_form(&state, &member, &editing, StatusCode::OK).await
}

/// A new deal of a lead takes over what is known of it. Gives the deal that stands for a stage without one.
async fn of_lead(state: &WebState, editing: &mut Editing) -> Result<Option<Uuid>, StorageError> {
    let Some(lead) = editing.typed.get("lead").and_then(|id| id.parse::<Uuid>().ok()) else { return Ok(None) };
    let mut db = state.db.pages.acquire().await.map_err(StorageError::from)?;
    let deals = crate::storage::deals::find_of_leads(&mut db, &[lead]).await?;
    if let Some(placeholder) = deals.iter().find(|deal| deal.placeholder) {
        return Ok(Some(placeholder.id));
    }
    if let Some(row) = records::find(&mut *db, Noun::Lead, lead).await? {
        let column = |name| text_of(&row, name).unwrap_or_default().to_owned();
        let account = match records::id_of(&row, "account_id") {
            Some(account) => records::account_name(&mut *db, account).await?,
            None => None,
        };
        editing.typed.insert("account", account.unwrap_or_else(|| column("company")));
        if let Some(campaign) = records::id_of(&row, "campaign_id") {
            editing.typed.insert("campaign", campaign.to_string());
        }
        editing.typed.insert("name", column("company"));
        editing.typed.insert("lead", records::lead_name(&mut *db, lead).await?.unwrap_or_default());
    }
    Ok(None)
}

fn opened(member: &Member, noun: Noun) -> Editing {
    let blank = shown(noun, &Columns::new(), &Related::default(), member.viewer.words.zone, member.workspace.currency);
    Editing {
        noun,
        id: Uuid::now_v7(),
        name: None,
        typed: blank,
        was: Typed::new(),
        version: None,
        errors: Vec::new(),
        theirs: None,
        twins: Vec::new(),
    }
}

async fn shown_form(state: &WebState, member: &Member, editing: &Editing, status: StatusCode) -> Result<Response, Failure> {
    let people = records::people(&state.db.pages, &editing.people()).await?;
    let choices = Choices { people, campaigns: records::campaigns(&state.db.pages).await? };
    Ok((status, Html(page(member, editing, &choices).render()?)).into_response())
}

fn typed(noun: Noun, form: &Sent) -> Typed {
    specs(noun).map(|spec| (spec.name, sent(form, spec.name).to_owned())).collect()
}

/// Creates a record.
pub async fn create(
    State(state): State<WebState>,
    member: Member,
    Of(noun): Of,
    SafeForm(form): SafeForm<Sent>,
) -> Result<Response, Failure> {
    let blank = opened(&member, noun);
    let (id, before) = (sent(&form, "id").parse().unwrap_or(blank.id), blank.typed.clone());
    let mut editing = Editing { id, typed: typed(noun, &form), ..blank };
    let reading = Reading { zone: member.viewer.words.zone, now: state.clock.now() };
    match read(&state.db, noun, id, [&editing.typed, &before], reading).await? {
        Err(errors) => editing.errors = errors,
        Ok(mut draft) => {
            complete(&mut draft, reading.now);
            if noun == Noun::Lead && sent(&form, "anyway").is_empty() {
                editing.twins = twins(&state, id, &draft.columns).await?;
            }
            if editing.twins.is_empty() {
                match create_record(&state.db, draft, &member.user, reading.now).await {
                    Ok(Saved::Forbidden) => return Err(Trouble::Forbidden.into()),
                    Ok(_) => return Ok(done(&state, "edit-created", &href(noun, id))),
                    Err(error) => editing.errors.push(refused(&error).ok_or(error)?),
                }
            }
        }
    }
    shown_form(&state, &member, &editing, StatusCode::UNPROCESSABLE_ENTITY).await
}

/// Leads that have the same address or phone number.
async fn twins(state: &WebState, id: Uuid, columns: &Columns) -> Result<Vec<Link>, StorageError> {
    let keys = |column| text_of(columns, column).map(str::to_owned).into_iter().collect::<Vec<_>>();
    let mut db = state.db.pages.acquire().await.map_err(StorageError::from)?;
    let found = leads::find_by_key(&mut db, &keys("email_key"), &keys("phone_key")).await?;
    // A form sent twice meets its own record.
    if found.iter().any(|(_, twin)| *twin == id) {
        return Ok(Vec::new());
    }
    Ok(found.into_iter().take(5).map(|(key, twin)| Link::new(Text::code(&key), href(Noun::Lead, twin))).collect())
}

/// What is said after something was done, on the page that it concerns.
pub fn done(state: &WebState, key: &'static str, to: &str) -> Response {
    (CookieJar::new().add(flash(state, key)), Redirect::to(to)).into_response()
}

/// A record that a member may change, as its form shows it.
pub struct Held {
    /// Its columns.
    pub row: Columns,
    /// As its form shows it.
    pub typed: Typed,
}

/// Finds a record for a member who may change it.
pub async fn held(state: &WebState, member: &Member, noun: Noun, id: Uuid) -> Result<Held, Failure> {
    let row = records::find(&state.db.pages, noun, id).await?.ok_or(Trouble::NotFound)?;
    let owner = records::owner(&state.db.pages, noun, &row).await?;
    if records::is_erased(&row) || !member.user.role.edits(noun, Ownership::of(owner, member.user.person_id)) {
        return Err(Trouble::Forbidden.into());
    }
    let mut related = Related::default();
    if let Some(account) = id_of(&row, "account_id") {
        related.account = records::account_name(&state.db.pages, account).await?;
    }
    if let Some(lead) = id_of(&row, "lead_id") {
        related.lead = records::lead_name(&state.db.pages, lead).await?;
    }
    let typed = shown(noun, &row, &related, member.viewer.words.zone, member.workspace.currency);
    Ok(Held { row, typed })
}

/// What a record is called above its form.
#[must_use]
pub fn called(member: &Member, noun: Noun, id: Uuid, row: &Columns) -> Text {
    let text = |column| text_of(row, column).unwrap_or_default();
    let names = text::clean(&format!("{} {}", text("first_name"), text("last_name")));
    let all = [names.as_str(), text("name"), text("company"), text("email"), text("phone")];
    if let Some(name) = all.into_iter().find(|name| !Text::datum(name).is_empty()) {
        return Text::datum(name);
    }
    let id = crate::web::leads::short(id);
    member.viewer.words.t_args(&format!("{}-by-id", noun.key()), &[("id", Text::code(&id).into())])
}

/// The form of a record.
pub async fn edit(
    State(state): State<WebState>,
    member: Member,
    Of(noun): Of,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let id = id_in(&id)?;
    let Held { row, typed } = held(&state, &member, noun, id).await?;
    let name = Some(called(&member, noun, id, &row));
    let editing = Editing { id, name, was: typed.clone(), typed, version: version_of(&row), ..opened(&member, noun) };
    shown_form(&state, &member, &editing, StatusCode::OK).await
}

/// Changes a record.
pub async fn update(
    State(state): State<WebState>,
    member: Member,
    Of(noun): Of,
    Path(id): Path<String>,
    SafeForm(form): SafeForm<Sent>,
) -> Result<Response, Failure> {
    let id = id_in(&id)?;
    // A second round where somebody saved between the look at the record and the change of it.
    for _ in 0..2 {
        let held = held(&state, &member, noun, id).await?;
        let name = Some(called(&member, noun, id, &held.row));
        let mut editing = rebased(Editing { id, name, typed: typed(noun, &form), ..opened(&member, noun) }, &form, &held);
        let version = editing.version.unwrap_or_default();
        if editing.theirs.is_none() {
            let reading = Reading { zone: member.viewer.words.zone, now: state.clock.now() };
            match read(&state.db, noun, id, [&editing.typed, &held.typed], reading).await? {
                Err(errors) => editing.errors = errors,
                Ok(draft) => match change_record(&state.db, draft, version, Deed::Change, &member.user, reading.now).await {
                    Ok(Saved::Done) => return Ok(done(&state, "edit-saved", &href(noun, id))),
                    Ok(Saved::Forbidden) => return Err(Trouble::Forbidden.into()),
                    Ok(Saved::Gone) => return Err(Trouble::NotFound.into()),
                    Ok(Saved::Stale) => continue,
                    Err(error) => editing.errors.push(refused(&error).ok_or(error)?),
                },
            }
        }
        return shown_form(&state, &member, &editing, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    Err(Trouble::Conflict.into())
}

/// What was typed, over what stands now.
fn rebased(mut editing: Editing, form: &Sent, held: &Held) -> Editing {
    let current = version_of(&held.row);
    let names = specs(editing.noun).map(|spec| spec.name);
    if rebase(names, &mut editing.typed, form, &held.typed, current) {
        editing.theirs = Some(held.typed.clone());
    }
    editing.version = current;
    editing.was = held.typed.clone();
    editing
}
