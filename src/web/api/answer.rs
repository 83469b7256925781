//! What a call answers: each row by itself.

use crate::actions::import_rows::{Fate, Landed};
use crate::domain::record::Kind;
use crate::i18n::{Text, Words};
use crate::import::live::{Sent, Wrong};
use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

/// What came of a call.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct Receipt {
    /// Rows of the call.
    pub received: usize,
    /// Records made.
    pub created: usize,
    /// Records changed.
    pub updated: usize,
    /// Rows that said nothing new.
    pub unchanged: usize,
    /// Rows that were refused.
    pub rejected: usize,
    /// Each row, in the order of the call.
    pub rows: Vec<RowReceipt>,
}

/// What came of one row.
#[derive(Debug, Serialize, ToSchema)]
pub struct RowReceipt {
    /// Its place in the call, counted from 1.
    pub row: usize,
    /// What came of it.
    pub status: Status,
    /// Its own id: of a lead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
    /// Its own id: of a touch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event_id: Option<String>,
    /// The id of the record here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// What is wrong with it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
}

/// What came of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It made a record.
    Created,
    /// It changed a record.
    Updated,
    /// It said nothing new.
    Unchanged,
    /// It was refused; nothing of it was stored as a record.
    Rejected,
}

/// What is wrong with a field.
#[derive(Debug, Serialize, ToSchema)]
pub struct FieldError {
    /// The field; null where it is the row.
    pub field: Option<String>,
    /// A fixed key.
    #[schema(example = "future_date")]
    pub reason: &'static str,
    /// A sentence in the language that `Accept-Language` asks for.
    pub message: String,
}

/// The answer: 200 where every row was taken, 207 where some were refused, 422 where all were.
pub fn answer(w: Words, kind: Kind, sent: &[Sent], landed: &Landed) -> Response {
    let mut receipt = Receipt { received: sent.len(), ..Receipt::default() };
    for (at, row) in sent.iter().enumerate() {
        let fate = i64::try_from(at + 1).ok().and_then(|line| landed.fates.get(&line));
        let (status, id, errors) = outcome(w, row, fate);
        *match status {
            Status::Created => &mut receipt.created,
            Status::Updated => &mut receipt.updated,
            Status::Unchanged => &mut receipt.unchanged,
            Status::Rejected => &mut receipt.rejected,
        } += 1;
        let own = row.external_id.clone();
        let (external_id, event_id) = if kind == Kind::Lead { (own, None) } else { (None, own) };
        receipt.rows.push(RowReceipt { row: at + 1, status, external_id, event_id, id, errors });
    }
    let status = match receipt.rejected {
        0 => StatusCode::OK,
        n if n == receipt.received => StatusCode::UNPROCESSABLE_ENTITY,
        _ => StatusCode::MULTI_STATUS,
    };
    (status, Json(receipt)).into_response()
}

fn outcome(w: Words, row: &Sent, fate: Option<&Fate>) -> (Status, Option<String>, Vec<FieldError>) {
    let error = |wrong: &Wrong| FieldError { field: wrong.field.clone(), reason: wrong.reason, message: sentence(w, wrong) };
    match (&row.record, fate) {
        (Err(wrong), _) => (Status::Rejected, None, wrong.iter().map(error).collect()),
        (Ok(_), Some(Fate::Created(id))) => (Status::Created, Some(id.to_string()), Vec::new()),
        (Ok(_), Some(Fate::Updated(id))) => (Status::Updated, Some(id.to_string()), Vec::new()),
        (Ok(_), Some(Fate::Unchanged(id))) => (Status::Unchanged, id.map(|id| id.to_string()), Vec::new()),
        (Ok(_), Some(Fate::Rejected(refusal))) => {
            let field = (refusal.field != "row").then(|| refusal.field.to_owned());
            let wrong = Wrong { field, reason: refusal.reason, value: String::new() };
            (Status::Rejected, None, vec![error(&wrong)])
        }
        (Ok(_), None) => (Status::Unchanged, None, Vec::new()),
    }
}

/// What is wrong in one sentence: the field, what is wrong, the value.
fn sentence(w: Words, wrong: &Wrong) -> String {
    let what = w.t(&format!("import-reason-{}", wrong.reason.replace('_', "-")));
    let what = match &wrong.field {
        Some(field) => w.t_args("import-row-reason", &[("field", Text::code(field).into()), ("what", what.into())]),
        None => w.t_args("api-row", &[("what", what.into())]),
    };
    if wrong.value.is_empty() {
        return what.plain();
    }
    w.t_args("import-reason-value", &[("what", what.into()), ("value", Text::datum(&wrong.value).into())]).plain()
}
