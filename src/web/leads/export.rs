//! The list of leads as a file.

use super::name::stage_tag;
use crate::i18n::Text;
use crate::storage::lead_lists::{self, LeadLine, LeadQuery};
use crate::web::export::{self, FileKind, Value};
use crate::web::extract::Member;
use axum::response::Response;
use chrono_tz::Tz;
use futures::{StreamExt as _, TryStreamExt as _};
use sqlx::PgPool;

const CONTACTS: [&str; 5] = ["lead-first-name", "lead-last-name", "lead-company", "lead-email", "lead-phone"];
const REST: [&str; 16] = [
    "lead-stage",
    "lead-furthest",
    "lead-created",
    "lead-work-status",
    "dimension-owner",
    "dimension-channel",
    "dimension-source",
    "dimension-campaign",
    "dimension-persona",
    "lead-country",
    "dimension-region",
    "dimension-segment",
    "lead-score",
    "lead-value",
    "list-currency",
    "record-id",
];

/// The file of a list, with contact data for whoever may take it along.
pub fn file(kind: FileKind, member: &Member, name: &str, pool: PgPool, wanted: Option<LeadQuery>) -> Response {
    let (w, contacts, zone) = (member.viewer.words, member.user.role.exports_contacts(), member.viewer.words.zone);
    let mut headings = vec![w.t("record-external-id")];
    headings.extend(CONTACTS.iter().filter(|_| contacts).chain(&REST).map(|key| w.t(key)));
    let stage = move |line: &LeadLine| [line.stage(), line.furthest()].map(|s| Value::Text(stage_tag(w, s).text.plain()));
    let status = move |line: &LeadLine| w.t(&format!("work-{}", line.work_status));
    let rows = futures::stream::iter(wanted).flat_map(move |wanted| lead_lists::stream(pool.clone(), &wanted));
    let rows = rows.map_ok(move |line| cells(&line, contacts, stage(&line), &status(&line), zone));
    export::file::<_>(kind, member, name, &headings, rows)
}

fn cells(line: &LeadLine, contacts: bool, [stage, furthest]: [Value; 2], status: &Text, zone: Tz) -> Vec<Value> {
    let text = |text: &Option<String>| Value::text(text.as_deref());
    let mut cells = vec![text(&line.external_id)];
    if contacts {
        cells.extend([&line.first_name, &line.last_name, &line.company, &line.email, &line.phone].map(text));
    }
    let [value, currency] = Value::money(line.value());
    cells.extend([stage, furthest, Value::moment(line.created(), zone), Value::Text(status.plain())]);
    cells.extend([&line.owner, &line.channel, &line.source, &line.campaign, &line.persona].map(text));
    cells.extend([&line.country, &line.region, &line.segment].map(text));
    cells.extend([Value::number(line.score), value, currency, Value::Text(line.id.to_string())]);
    cells
}
