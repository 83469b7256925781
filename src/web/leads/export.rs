//! The list of leads as a file.

use super::name::stage_tag;
use crate::domain::person::ContactsOf;
use crate::i18n::Text;
use crate::storage::lead_lists::{self, LeadLine, LeadQuery};
use crate::web::export::{self, FileKind, Value};
use crate::web::extract::Member;
use axum::response::Response;
use futures::TryStreamExt as _;
use sqlx::PgPool;
use uuid::Uuid;

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
    "lead-value-given",
    "list-currency",
    "record-id",
];

/// The file of a list, with the contact data that its reader may take along; cells of others stay empty.
pub fn file(kind: FileKind, member: &Member, name: &str, pool: PgPool, wanted: &LeadQuery) -> Response {
    let (w, of, person) = (member.viewer.words, member.user.role.exports_contacts(), member.user.person_id.0);
    let mut headings = vec![w.t("record-external-id")];
    headings.extend(CONTACTS.iter().filter(|_| of != ContactsOf::Nobody).chain(&REST).map(|key| w.t(key)));
    let stage = move |line: &LeadLine| [line.stage(), line.furthest()].map(|s| Value::Text(stage_tag(w, s).text.plain()));
    let status = move |line: &LeadLine| w.t(&format!("work-{}", line.work_status));
    let rows = lead_lists::stream(pool, wanted);
    let rows = rows.map_ok(move |line| {
        let contacts = contacts(&line, of, person);
        cells(&line, contacts, stage(&line), &status(&line))
    });
    export::file(kind, member, name, &headings, rows)
}

/// Who a lead is and how to reach it; how to reach somebody else's stays empty for whoever takes along his own.
fn contacts(line: &LeadLine, of: ContactsOf, person: Uuid) -> Vec<Value> {
    let who = [&line.first_name, &line.last_name, &line.company].map(|text| Value::text(text.as_deref()));
    let reach = match of {
        ContactsOf::Nobody => return Vec::new(),
        ContactsOf::Own if line.owner_id != Some(person) => [Value::Empty, Value::Empty],
        ContactsOf::Own | ContactsOf::All => [&line.email, &line.phone].map(|text| Value::text(text.as_deref())),
    };
    who.into_iter().chain(reach).collect()
}

fn cells(line: &LeadLine, contacts: Vec<Value>, [stage, furthest]: [Value; 2], status: &Text) -> Vec<Value> {
    let text = |text: &Option<String>| Value::text(text.as_deref());
    let mut cells = vec![text(&line.external_id)];
    cells.extend(contacts);
    let [value, currency] = Value::money(line.value());
    cells.extend([stage, furthest, Value::moment(line.created()), Value::Text(status.plain())]);
    cells.extend([&line.owner, &line.channel, &line.source, &line.campaign, &line.persona].map(text));
    cells.extend([&line.country, &line.region, &line.segment].map(text));
    cells.extend([Value::number(line.score), value, currency, Value::Text(line.id.to_string())]);
    cells
}
