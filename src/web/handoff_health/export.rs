//! The list of handoffs as a file.

use super::list::reason_name;
use crate::domain::moment::Moment;
use crate::i18n::Words;
use crate::storage::handoff_evidence::{self, HandoffLine, HandoffQuery};
use crate::web::export::{self, FileKind, Value};
use crate::web::extract::Member;
use axum::response::Response;
use futures::TryStreamExt as _;
use sqlx::PgPool;

const HEADINGS: [&str; 11] = [
    "record-external-id",
    "handoffs-offered",
    "handoffs-rep",
    "handoffs-state",
    "handoffs-touch",
    "handoffs-response-minutes",
    "handoffs-reason",
    "dimension-channel",
    "dimension-campaign",
    "dimension-persona",
    "record-id",
];

/// The file of a list. It holds no contact data: leads stand in it by their ids.
pub fn file(kind: FileKind, member: &Member, name: &str, pool: PgPool, wanted: &HandoffQuery) -> Response {
    let w = member.viewer.words;
    let headings: Vec<_> = HEADINGS.iter().map(|key| w.t(key)).collect();
    let rows = handoff_evidence::stream(pool, wanted);
    export::file(kind, member, name, &headings, rows.map_ok(move |line| cells(w, &line)))
}

fn cells(w: Words, line: &HandoffLine) -> Vec<Value> {
    let text = |text: &Option<String>| Value::text(text.as_deref());
    let word = |key: String| Value::Text(w.t(&key).plain());
    let minutes = line.response_seconds.map_or(Value::Empty, |seconds| Value::Number(((seconds + 30) / 60).to_string()));
    let reason = line
        .reason
        .as_deref()
        .map_or(Value::Empty, |key| Value::Text(reason_name(w, Some(key), line.reason_name.as_deref()).plain()));
    vec![
        text(&line.external_id),
        Value::Moment(Moment::Instant(line.offered_at)),
        text(&line.assignee),
        word(format!("handoffs-state-{}", line.state)),
        word(format!("handoffs-touch-{}", line.touch.replace('_', "-"))),
        minutes,
        reason,
        text(&line.channel),
        text(&line.campaign),
        text(&line.persona),
        Value::Text(line.lead_id.to_string()),
    ]
}
