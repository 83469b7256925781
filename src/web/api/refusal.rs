//! Why a call is refused as a whole: a key for the program, a sentence for whoever reads its log.

use super::words;
use crate::i18n::{Text, Words};
use crate::storage::StorageError;
use axum::Json;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::TimeDelta;
use futures::StreamExt as _;
use serde::Serialize;
use std::time::Duration;
use utoipa::ToSchema;

/// What a refused call answers.
#[derive(Debug, Serialize, ToSchema)]
pub struct Refused {
    /// Why.
    pub error: Problem,
}

/// Why a call is refused.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct Problem {
    /// A fixed key.
    #[schema(example = "bad_json")]
    pub reason: &'static str,
    /// A sentence in the language that `Accept-Language` asks for.
    pub message: String,
    /// The line of the body, where it is no JSON.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// The column of that line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<usize>,
    /// The limit that was passed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<usize>,
    /// The id by which the server's log knows the call.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}

/// A refusal before its words.
#[derive(Clone, Debug)]
pub enum Refusal {
    /// 401: the key says why.
    Unauthorized(&'static str),
    /// 403: the scope that is missing.
    OutOfScope(&'static str),
    /// 429.
    TooMany(TimeDelta),
    /// 415.
    NotJson,
    /// 413: bytes.
    TooLarge(usize),
    /// 413: rows.
    TooManyRows(usize),
    /// 400: line and column.
    BadJson(usize, usize),
    /// 400: neither an object nor an array.
    NotRows,
    /// 400: the connection broke.
    Broken,
    /// 408.
    TooSlow,
    /// 422.
    NoRows,
    /// 404.
    NoSuchPath,
    /// 405.
    WrongMethod,
    /// 503.
    NotReady,
    /// 500, with the id of the request.
    Internal(String),
}

impl Refusal {
    /// What the database says, for the log; the caller learns whether to try again.
    pub fn of(error: &StorageError, request: &str) -> Self {
        let chain: Vec<String> =
            std::iter::successors(Some(error as &dyn std::error::Error), |e| e.source()).map(ToString::to_string).collect();
        if error.may_pass() {
            tracing::warn!(request, chain = chain.join(": "), "call refused");
            return Self::NotReady;
        }
        tracing::error!(request, chain = chain.join(": "), "call failed");
        Self::Internal(request.to_owned())
    }

    const fn status(&self) -> StatusCode {
        match self {
            Self::Unauthorized(_) => StatusCode::UNAUTHORIZED,
            Self::OutOfScope(_) => StatusCode::FORBIDDEN,
            Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::NotJson => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooLarge(_) | Self::TooManyRows(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::BadJson(..) | Self::NotRows | Self::Broken => StatusCode::BAD_REQUEST,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::NoRows => StatusCode::UNPROCESSABLE_ENTITY,
            Self::NoSuchPath => StatusCode::NOT_FOUND,
            Self::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
            Self::NotReady => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    const fn reason(&self) -> &'static str {
        match self {
            Self::Unauthorized(reason) => reason,
            Self::OutOfScope(_) => "out_of_scope",
            Self::TooMany(_) => "too_many_calls",
            Self::NotJson => "not_json",
            Self::TooLarge(_) => "too_large",
            Self::TooManyRows(_) => "too_many_rows",
            Self::BadJson(..) => "bad_json",
            Self::NotRows => "not_rows",
            Self::Broken => "broken_body",
            Self::TooSlow => "too_slow",
            Self::NoRows => "no_rows",
            Self::NoSuchPath => "no_such_path",
            Self::WrongMethod => "wrong_method",
            Self::NotReady => "not_ready",
            Self::Internal(_) => "internal",
        }
    }

    fn problem(&self, w: Words) -> Problem {
        let mut problem = Problem { reason: self.reason(), ..Problem::default() };
        let mut args = Vec::new();
        match self {
            Self::OutOfScope(scope) => args.push(("scope", Text::code(scope).into())),
            Self::TooMany(wait) => args.push(("seconds", seconds(*wait).into())),
            Self::TooLarge(bytes) => {
                problem.limit = Some(*bytes);
                args.push(("megabytes", (bytes >> 20).into()));
            }
            Self::TooManyRows(rows) => {
                problem.limit = Some(*rows);
                args.push(("n", (*rows).into()));
            }
            Self::BadJson(line, column) => {
                (problem.line, problem.column) = (Some(*line), Some(*column));
                args.extend([("line", (*line).into()), ("column", (*column).into())]);
            }
            Self::Internal(id) => {
                problem.request_id = Some(id.clone());
                args.push(("id", Text::code(id).into()));
            }
            _ => {}
        }
        problem.message = w.t_args(&format!("api-error-{}", self.reason().replace('_', "-")), &args).plain();
        problem
    }

    /// The answer, in the language that the call asks for.
    pub fn answer(&self, headers: &HeaderMap) -> Response {
        let body = Refused { error: self.problem(words(headers)) };
        let mut response = (self.status(), Json(body)).into_response();
        let mut say = |name, value: &str| {
            if let Ok(value) = HeaderValue::from_str(value) {
                response.headers_mut().insert(name, value);
            }
        };
        match self {
            Self::Unauthorized(reason) => {
                let why = if *reason == "no_token" { "" } else { ", error=\"invalid_token\"" };
                say(header::WWW_AUTHENTICATE, &format!("Bearer realm=\"mihwar\"{why}"));
            }
            Self::OutOfScope(scope) => {
                let why = format!("Bearer realm=\"mihwar\", error=\"insufficient_scope\", scope=\"{scope}\"");
                say(header::WWW_AUTHENTICATE, &why);
            }
            Self::TooMany(wait) => say(header::RETRY_AFTER, &seconds(*wait).to_string()),
            Self::NotReady => say(header::RETRY_AFTER, "5"),
            Self::TooLarge(_) | Self::TooSlow | Self::Broken => say(header::CONNECTION, "close"),
            _ => {}
        }
        response
    }

    /// The same for a call whose body was not read, or not to its end.
    pub fn unread(&self, headers: &HeaderMap, body: Body) -> Response {
        tokio::spawn(drain(body));
        self.answer(headers)
    }
}

/// Whole seconds, at least one.
fn seconds(wait: TimeDelta) -> i64 {
    (wait.num_milliseconds().max(1) + 999) / 1000
}

/// Bytes of a refused body that are passed over.
const DRAINED: usize = 64 << 20;
/// How long that may take.
const PATIENCE: Duration = Duration::from_secs(5);

/// Passes over what is still coming: a sender that writes before it reads would otherwise see a broken connection instead
/// of the answer. Nothing of it is kept, and not for long.
async fn drain(body: Body) {
    let passing = async {
        let (mut body, mut passed) = (body.into_data_stream(), 0);
        while let Some(Ok(piece)) = body.next().await {
            passed += piece.len();
            if passed > DRAINED {
                break;
            }
        }
    };
    // Whoever takes longer loses the connection.
    let _ = tokio::time::timeout(PATIENCE, passing).await;
}

/// 404, for a program.
pub async fn no_such_path(request: Request) -> Response {
    let (parts, body) = request.into_parts();
    Refusal::NoSuchPath.unread(&parts.headers, body)
}

/// 405, for a program.
pub async fn wrong_method(request: Request) -> Response {
    let (parts, body) = request.into_parts();
    Refusal::WrongMethod.unread(&parts.headers, body)
}
