//! The log as a file.

use super::words::{details, kind, verb};
use crate::domain::moment::Moment;
use crate::i18n::Words;
use crate::storage::audit::{self, AuditQuery, Entry};
use crate::web::export::{self, FileKind, Value};
use crate::web::extract::Member;
use axum::response::Response;
use futures::TryStreamExt as _;
use sqlx::PgPool;

const HEADINGS: [&str; 7] = ["audit-when", "audit-who", "audit-verb", "audit-kind", "audit-record", "record-id", "audit-details"];

/// The file of the log.
pub fn file(member: &Member, name: &str, pool: PgPool, wanted: &AuditQuery) -> Response {
    let w = member.viewer.words;
    let headings: Vec<_> = HEADINGS.iter().map(|key| w.t(key)).collect();
    let rows = audit::stream(pool, wanted).map_ok(move |entry| cells(w, &entry));
    export::file(FileKind::Csv, member, name, &headings, rows)
}

fn cells(w: Words, entry: &Entry) -> Vec<Value> {
    let text = |text: &Option<String>| Value::text(text.as_deref());
    vec![
        Value::moment(Some(Moment::Instant(entry.at))),
        text(&entry.who),
        Value::Text(verb(w, &entry.verb).plain()),
        Value::Text(kind(w, &entry.kind).plain()),
        text(&entry.about_name),
        text(&entry.record.map(|id| id.to_string())),
        Value::Text(details(w, entry).plain()),
    ]
}
