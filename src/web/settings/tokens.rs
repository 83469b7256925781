//! API tokens among the settings.

use crate::actions::make_token::{Wanted, make_token as make_token_action};
use crate::actions::revoke_token::revoke_token as revoke_token_action;
use crate::domain::api::Scope;
use crate::domain::ids::TokenId;
use crate::domain::moment::day_start;
use crate::domain::text;
use crate::i18n::{Text, Words};
use crate::storage::api_tokens::{self, Token};
use crate::storage::external_refs;
use crate::web::components::{
    Cell, Column, ErrorSummary, Field, FieldKind, Link, Markup, Row, State as Standing, StateKind, Table,
};
use crate::web::error::Trouble;
use crate::web::extract::reader::flash;
use crate::web::extract::{Member, Nothing, SafeForm};
use crate::web::failure::Failure;
use crate::web::shell::{NavItem, Shell};
use crate::web::state::WebState;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;
use serde::Deserialize;

/// What the form holds, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct TokenForm {
    /// The token that it makes: sent twice, it makes one.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// The source that its records belong to.
    pub source: String,
    /// It may send leads.
    pub leads: Option<String>,
    /// It may send touches.
    pub touches: Option<String>,
    /// Its last day.
    pub expires: String,
}

impl TokenForm {
    /// An empty form for a token that does not exist yet.
    #[must_use]
    pub fn fresh() -> Self {
        Self { id: TokenId::new().to_string(), leads: Some("on".to_owned()), ..Self::default() }
    }

    fn parse(&self, zone: Tz, now: DateTime<Utc>) -> Result<Wanted, super::Errors> {
        let mut errors = super::Errors::new();
        let mut line = |field, value: &str| {
            let clean = text::clean(value);
            match clean.chars().count() {
                0 => errors.push((field, "error-required")),
                1..=200 => {}
                _ => errors.push((field, "error-token-long")),
            }
            clean
        };
        let (name, source) = (line("name", &self.name), line("source", &self.source));
        let mut scopes = Vec::new();
        scopes.extend(self.leads.as_ref().map(|_| Scope::Leads));
        scopes.extend(self.touches.as_ref().map(|_| Scope::Touches));
        if scopes.is_empty() {
            errors.push(("leads", "error-token-scopes"));
        }
        let typed = text::western_digits(&self.expires);
        let last = Some(typed.trim()).filter(|typed| !typed.is_empty()).map(str::parse::<NaiveDate>);
        // It works to the end of its last day.
        let expires = last.and_then(Result::ok).and_then(|day| Some(day_start(day.succ_opt()?, zone)));
        match (last, expires) {
            (Some(Err(_)), _) | (Some(Ok(_)), None) => errors.push(("expires", "error-date")),
            (Some(Ok(_)), Some(end)) if end <= now => errors.push(("expires", "error-token-past")),
            _ => {}
        }
        let id = self.id.parse().unwrap_or_else(|_| TokenId::new());
        if errors.is_empty() { Ok(Wanted { id, name, source, scopes, expires }) } else { Err(errors) }
    }

    fn fields(&self, w: Words, sources: &[String], errors: &[(&'static str, &'static str)]) -> Vec<Field> {
        let known: Vec<Text> = sources.iter().map(|name| Text::datum(name)).collect();
        let source_hint = match known.as_slice() {
            [] => w.t("token-source-hint"),
            known => w.t_args("token-source-hint-known", &[("sources", w.list(known).into())]),
        };
        let field = |name: &'static str, label: &str, kind, value: &str| {
            let error = errors.iter().find(|(field, _)| *field == name).map(|(_, key)| w.t(key));
            Field::new(w, name, w.t(label), kind).value(value).error(error)
        };
        let checked = |ticked: &Option<String>| if ticked.is_some() { "on" } else { "" };
        vec![
            field("name", "token-name", FieldKind::Line("text"), &self.name).hint(w.t("token-name-hint")).required(),
            field("source", "token-source", FieldKind::Line("text"), &self.source).hint(source_hint).required(),
            field("leads", "token-scope-leads", FieldKind::Check, checked(&self.leads)),
            field("touches", "token-scope-touches", FieldKind::Check, checked(&self.touches)),
            field("expires", "token-expires", FieldKind::Line("date"), &self.expires).hint(w.t("token-expires-hint")),
        ]
    }
}

/// The page of the tokens.
#[derive(Template)]
#[template(path = "pages/settings/tokens.html")]
pub struct TokensPage {
    shell: Shell,
    crumb: Link,
    summary: Option<ErrorSummary>,
    id: String,
    fields: Vec<Field>,
    table: Option<Table>,
}

impl TokensPage {
    /// The page with what was typed and what is wrong with it.
    #[must_use]
    pub fn new(
        member: &Member,
        tokens: &[Token],
        sources: &[String],
        (form, errors): (&TokenForm, &[(&'static str, &'static str)]),
        now: DateTime<Utc>,
    ) -> Self {
        let w = member.viewer.words;
        let fields = form.fields(w, sources, errors);
        Self {
            shell: Shell::new(&member.viewer, w.t("tokens-title"), NavItem::Settings),
            crumb: Link::new(w.t("nav-settings"), "/settings"),
            summary: ErrorSummary::of(w, &fields),
            id: form.id.clone(),
            fields,
            table: (!tokens.is_empty()).then(|| table(w, (&member.viewer.csrf, member.workspace.zone), tokens, now)),
        }
    }
}

const COLUMNS: [&str; 8] =
    ["token-name", "token-state", "token-secret", "token-source", "token-scopes", "token-used", "token-made", "token-actions"];

fn table(w: Words, (csrf, zone): (&str, Tz), tokens: &[Token], now: DateTime<Utc>) -> Table {
    let row = |token: &Token| {
        let scopes: Vec<Text> = token.scopes.iter().map(|scope| Text::code(scope.key())).collect();
        let made = match &token.maker {
            Some(maker) => {
                w.t_args("token-made-by", &[("who", Text::datum(maker).into()), ("when", w.date_time(token.created).into())])
            }
            None => w.date_time(token.created),
        };
        let revoke = Revoke { w, csrf, id: token.id.to_string(), name: Text::datum(&token.name) };
        Row::new(vec![
            Cell::of(&Text::datum(&token.name)),
            Cell::of(&standing(w, zone, token, now)).class("fit"),
            Cell::of(&Text::code(&format!("…{}", token.tail))).class("fit"),
            Cell::of(&Text::datum(&token.source_name)),
            Cell::of(&w.list(&scopes)),
            token.used.map_or_else(|| Cell::none(w.t("token-never-used")), |at| Cell::of(&w.date_time(at)).class("fit")),
            Cell::of(&made).class("fit"),
            if token.revoked.is_some() { Cell::empty() } else { Cell::of(&Markup::of(&revoke)) },
        ])
    };
    let columns = COLUMNS.map(|key| Column::text(w.t(key))).into();
    Table { class: "sticky", ..Table::new(w.t("tokens-list"), columns, tokens.iter().map(row).collect()) }
}

/// How a token stands, in words.
fn standing(w: Words, zone: Tz, token: &Token, now: DateTime<Utc>) -> Standing {
    // It ends where its last day does: the day is what was typed.
    let last = |key: &str, end: DateTime<Utc>| {
        let day = (end - TimeDelta::seconds(1)).with_timezone(&zone).date_naive();
        w.t_args(key, &[("when", w.date(day).into())])
    };
    let (kind, text) = match (token.revoked, token.expires) {
        (Some(at), _) => (StateKind::Mute, w.t_args("token-revoked-at", &[("when", w.date_time(at).into())])),
        (None, Some(at)) if at <= now => (StateKind::Warn, last("token-expired-at", at)),
        (None, Some(at)) => (StateKind::Good, last("token-works-until", at)),
        (None, None) => (StateKind::Good, w.t("token-works")),
    };
    Standing { kind, text }
}

/// The button that revokes a token, behind a word of warning.
#[derive(Template)]
#[template(path = "pages/settings/revoke_token.html")]
struct Revoke<'a> {
    w: Words,
    csrf: &'a str,
    id: String,
    name: Text,
}

impl askama::filters::HtmlSafe for Revoke<'_> {}

/// A secret, shown once.
#[derive(Template)]
#[template(path = "pages/settings/new_token.html")]
pub struct NewTokenPage {
    shell: Shell,
    crumb: Link,
    about: Text,
    secret: String,
    example: String,
}

impl NewTokenPage {
    /// The page of a secret; `address` is that of this server.
    #[must_use]
    pub fn new(member: &Member, wanted: &Wanted, secret: String, address: &str) -> Self {
        let w = member.viewer.words;
        let (path, body) = if wanted.scopes.contains(&Scope::Leads) {
            ("leads", r#"{"external_id": "1", "email": "huda@example.com", "utm_source": "google"}"#)
        } else {
            ("touches", r#"{"event_id": "1", "visitor": "v-1", "kind": "web", "occurred_at": "2026-03-31T10:00:00Z"}"#)
        };
        let example = format!(
            "curl {address}/api/{path} \\\n  -H 'Authorization: Bearer {secret}' \\\n  -H 'Content-Type: application/json' \\\n  -d '{body}'"
        );
        Self {
            shell: Shell::new(&member.viewer, w.t("token-new-title"), NavItem::Settings),
            crumb: Link::new(w.t("tokens-title"), "/settings/tokens"),
            about: w.t_args(
                "token-new-about",
                &[("name", Text::datum(&wanted.name).into()), ("source", Text::datum(&wanted.source).into())],
            ),
            secret,
            example,
        }
    }
}

/// `/settings/tokens`
pub async fn tokens(State(state): State<WebState>, member: Member) -> Result<Html<String>, Failure> {
    Ok(Html(page(&state, &member, &TokenForm::fresh(), &[]).await?))
}

async fn page(
    state: &WebState,
    member: &Member,
    form: &TokenForm,
    errors: &[(&'static str, &'static str)],
) -> Result<String, Failure> {
    let tokens = api_tokens::list(&state.db.pages).await?;
    let sources = external_refs::sources(&state.db.pages).await?;
    Ok(TokensPage::new(member, &tokens, &sources, (form, errors), state.clock.now()).render()?)
}

/// Makes a token and shows its secret.
pub async fn make_token(
    State(state): State<WebState>,
    member: Member,
    headers: HeaderMap,
    SafeForm(form): SafeForm<TokenForm>,
) -> Result<Response, Failure> {
    let now = state.clock.now();
    let wanted = match form.parse(member.workspace.zone, now) {
        Ok(wanted) => wanted,
        Err(errors) => {
            let page = page(&state, &member, &form, &errors).await?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response());
        }
    };
    let Some(secret) = make_token_action(&state.db, &wanted, member.user.id, now).await? else {
        return Ok(back(&state, "token-made-before"));
    };
    Ok(Html(NewTokenPage::new(&member, &wanted, secret, &state.address(&headers)).render()?).into_response())
}

fn back(state: &WebState, message: &'static str) -> Response {
    (CookieJar::new().add(flash(state, message)), Redirect::to("/settings/tokens")).into_response()
}

/// Revokes a token.
pub async fn revoke_token(
    State(state): State<WebState>,
    member: Member,
    Path(id): Path<String>,
    _form: SafeForm<Nothing>,
) -> Result<Response, Failure> {
    let id = id.parse().map_err(|_| Trouble::NotFound)?;
    revoke_token_action(&state.db, id, member.user.id, state.clock.now()).await?;
    Ok(back(&state, "token-revoked"))
}
