//! Handlers of the calls.

use super::answer::{Receipt, answer};
use super::document::{Leads, Touches, document};
use super::refusal::{Refusal, Refused};
use super::{ApiState, body, gate, words};
use crate::actions::import_rows::{Caller, Landed, Line, receive_rows};
use crate::domain::record::{Context, Kind};
use crate::import::live::{self, Sent};
use crate::storage::api_tokens::Token;
use crate::storage::import_rows::NewRow;
use crate::storage::{StorageError, workspace};
use axum::Extension;
use axum::extract::{Request, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

/// Sends leads.
///
/// One lead, or up to 500. A lead is recognised by `external_id` within the token's source, then by e-mail address, then by
/// phone number; the same row again changes nothing, a newer one updates what no person has set here. Unless `created_at` is
/// given, a new lead was created now. UTM parameters and click ids tell the channel and make one touch.
#[utoipa::path(post, path = "/api/leads", tag = "leads", request_body(content = Leads, examples(
    ("one" = (summary = "One lead of a form", value = json!(super::document::lead_example(0)))),
    ("batch" = (summary = "Several leads", value = json!(super::document::lead_example(1)))),
)), responses(
    (status = 200, description = "Every row was taken", body = Receipt),
    (status = 207, description = "Some rows were refused, the others were taken", body = Receipt),
    (status = 422, description = "All rows were refused (a receipt), or there are none", body = Receipt),
    (status = 400, description = "Not JSON, or neither an object nor an array", body = Refused),
    (status = 401, description = "No token, or one that is unknown, revoked or expired", body = Refused),
    (status = 403, description = "The token lacks the scope leads:write", body = Refused),
    (status = 408, description = "The body took too long", body = Refused),
    (status = 413, description = "More than 1 MB, or more than 500 rows", body = Refused),
    (status = 415, description = "The body is not application/json in UTF-8, unpacked", body = Refused),
    (status = 429, description = "Too many calls: see Retry-After", body = Refused),
    (status = 503, description = "The database is away: try again", body = Refused),
), security(("token" = ["leads:write"])))]
pub async fn leads(State(state): State<ApiState>, Extension(token): Extension<Token>, request: Request) -> Response {
    receive(&state, &token, Kind::Lead, request).await
}

/// Sends touches.
///
/// One touch, or up to 500: of a lead, by `external_id` or e-mail address, or of a visitor, who may become a lead later. A touch
/// is recognised by its `event_id`, without one by everything that it says; a known one is not taken twice.
#[utoipa::path(post, path = "/api/touches", tag = "touches", request_body(content = Touches, examples(
    ("one" = (summary = "One visit", value = json!(super::document::touch_example(0)))),
    ("batch" = (summary = "Several touches", value = json!(super::document::touch_example(1)))),
)), responses(
    (status = 200, description = "Every row was taken", body = Receipt),
    (status = 207, description = "Some rows were refused, the others were taken", body = Receipt),
    (status = 422, description = "All rows were refused (a receipt), or there are none", body = Receipt),
    (status = 400, description = "Not JSON, or neither an object nor an array", body = Refused),
    (status = 401, description = "No token, or one that is unknown, revoked or expired", body = Refused),
    (status = 403, description = "The token lacks the scope touches:write", body = Refused),
    (status = 408, description = "The body took too long", body = Refused),
    (status = 413, description = "More than 1 MB, or more than 500 rows", body = Refused),
    (status = 415, description = "The body is not application/json in UTF-8, unpacked", body = Refused),
    (status = 429, description = "Too many calls: see Retry-After", body = Refused),
    (status = 503, description = "The database is away: try again", body = Refused),
), security(("token" = ["touches:write"])))]
pub async fn touches(State(state): State<ApiState>, Extension(token): Extension<Token>, request: Request) -> Response {
    receive(&state, &token, Kind::Touch, request).await
}

/// This document.
#[utoipa::path(get, path = "/api/openapi.json", tag = "document", responses(
    (status = 200, description = "The description of every call, as OpenAPI", content_type = "application/json"),
))]
pub async fn openapi() -> Response {
    ([(header::CONTENT_TYPE, "application/json")], document()).into_response()
}

async fn receive(state: &ApiState, token: &Token, kind: Kind, request: Request) -> Response {
    let id = gate::id(&request);
    let (parts, body) = request.into_parts();
    let rows = match body::rows(&parts.headers, body).await {
        Ok(rows) => rows,
        Err((refusal, rest)) => return refusal.unread(&parts.headers, rest),
    };
    match land(state, token, kind, rows).await {
        Ok((sent, landed)) => answer(words(&parts.headers), kind, &sent, &landed),
        Err(error) => Refusal::of(&error, &id).answer(&parts.headers),
    }
}

/// Reads the rows and lands those that can be read.
async fn land(state: &ApiState, token: &Token, kind: Kind, rows: Vec<Value>) -> Result<(Vec<Sent>, Landed), StorageError> {
    let now = state.web.clock.now();
    let Some(workspace) = workspace::find(&state.web.db.pages).await? else {
        return Err(StorageError::Other(sqlx::Error::RowNotFound));
    };
    let context = Context { zone: workspace.zone, currency: workspace.currency, now };
    let sent = live::read(kind, rows, &context, &*state.known().await?);
    let (mut lines, mut bad) = (Vec::new(), Vec::new());
    for (at, row) in (1..).zip(&sent) {
        match &row.record {
            Ok(record) => lines.push(Line {
                file: 0,
                line: at,
                record: record.clone(),
                unmapped: row.told.clone(),
                cells: row.cells.clone(),
                headers: row.names.clone(),
            }),
            Err(_) => bad.push(rejected(kind, at, row)),
        }
    }
    let day = now.with_timezone(&workspace.zone).date_naive();
    let caller = Caller { token: token.id, name: token.name.clone(), source: token.source, day, now };
    let landed = receive_rows(&state.web.db, &caller, kind, &lines, bad).await?;
    Ok((sent, landed))
}

/// A row that could not be read, as whoever looks at the import finds it.
fn rejected(kind: Kind, line: i64, row: &Sent) -> NewRow {
    let wrong = row.record.as_ref().err().map(Vec::as_slice).unwrap_or_default();
    let reasons: Value = wrong
        .iter()
        .map(|wrong| json!({ "field": wrong.field.as_deref().unwrap_or("row"), "reason": wrong.reason, "value": wrong.value }))
        .collect();
    let raw: Value = row.names.iter().zip(&row.cells).map(|(name, cell)| json!([name, cell])).collect();
    NewRow::rejected(kind, 0, line, reasons, raw)
}
