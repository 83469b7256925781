//! The body of a call: bounded, in time too, and JSON.

use super::refusal::Refusal;
use super::{BODY_BYTES, ROWS};
use axum::body::Body;
use axum::http::{HeaderMap, header};
use bytes::BytesMut;
use futures::StreamExt as _;
use serde_json::Value;
use std::time::Duration;

/// How long a body may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// The rows of a body: one object is one row. With a refusal comes what of the body was not read.
pub async fn rows(headers: &HeaderMap, body: Body) -> Result<Vec<Value>, (Refusal, Body)> {
    if !is_json(headers) {
        return Err((Refusal::NotJson, body));
    }
    let stated = headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if stated.is_some_and(|bytes| bytes > BODY_BYTES as u64) {
        return Err((Refusal::TooLarge(BODY_BYTES), body));
    }
    let mut stream = body.into_data_stream();
    let mut read = BytesMut::new();
    let reading = async {
        while let Some(piece) = stream.next().await {
            let piece = piece.map_err(|_| Refusal::Broken)?;
            if read.len() + piece.len() > BODY_BYTES {
                return Err(Refusal::TooLarge(BODY_BYTES));
            }
            read.extend_from_slice(&piece);
        }
        Ok(())
    };
    let done = tokio::time::timeout(PATIENCE, reading).await.unwrap_or(Err(Refusal::TooSlow));
    if let Err(refusal) = done {
        return Err((refusal, Body::from_stream(stream)));
    }
    parse(&read).map_err(|refusal| (refusal, Body::empty()))
}

fn parse(body: &[u8]) -> Result<Vec<Value>, Refusal> {
    // Some editors begin a file with a byte order mark, which is no JSON.
    let body = body.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(body);
    let value = serde_json::from_slice(body).map_err(|error| Refusal::BadJson(error.line(), error.column()))?;
    let rows = match value {
        Value::Array(rows) => rows,
        one @ Value::Object(_) => vec![one],
        _ => return Err(Refusal::NotRows),
    };
    match rows.len() {
        0 => Err(Refusal::NoRows),
        n if n > ROWS => Err(Refusal::TooManyRows(ROWS)),
        _ => Ok(rows),
    }
}

/// Whether a body says that it is JSON, plainly: packed ones are not unpacked here.
fn is_json(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_ascii_lowercase();
    let kind = text(header::CONTENT_TYPE);
    let (kind, more) = kind.split_once(';').unwrap_or((&kind, ""));
    let kind = kind.trim();
    let charset = more.split(';').find_map(|part| part.trim().strip_prefix("charset=")).unwrap_or("utf-8").trim_matches('"');
    let json = kind == "application/json" || (kind.starts_with("application/") && kind.ends_with("+json"));
    json && charset == "utf-8" && matches!(text(header::CONTENT_ENCODING).as_str(), "" | "identity")
}
