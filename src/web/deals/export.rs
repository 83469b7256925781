//! The list of deals as a file.

use crate::domain::moment::Moment;
use crate::i18n::Words;
use crate::storage::deal_lists::{self, DealLine, DealQuery};
use crate::web::export::{self, FileKind, Value};
use crate::web::extract::Member;
use axum::response::Response;
use futures::TryStreamExt as _;
use sqlx::PgPool;

const HEADINGS: [&str; 16] = [
    "record-external-id",
    "deal-name",
    "deal-account",
    "deal-standing",
    "deal-stage",
    "deal-amount",
    "list-currency",
    "deal-opened",
    "deal-expected",
    "deal-closed",
    "deal-lost-reason",
    "deal-business",
    "dimension-owner",
    "dimension-channel",
    "dimension-campaign",
    "record-id",
];

/// The file of a list. Deals hold no contact data of leads.
pub fn file(kind: FileKind, member: &Member, name: &str, pool: PgPool, wanted: &DealQuery) -> Response {
    let w = member.viewer.words;
    let headings: Vec<_> = HEADINGS.iter().map(|key| w.t(key)).collect();
    let rows = deal_lists::stream(pool, wanted);
    export::file(kind, member, name, &headings, rows.map_ok(move |line| cells(w, &line)))
}

fn cells(w: Words, line: &DealLine) -> Vec<Value> {
    let text = |text: &Option<String>| Value::text(text.as_deref());
    let word = |key: String| Value::Text(w.t(&key).plain());
    let [amount, currency] = Value::money(line.amount());
    let business = line.business.as_ref().map_or(Value::Empty, |business| word(format!("business-{business}")));
    let standing = word(format!("standing-{}", line.standing().key()));
    let expected = line.expected_close.map_or(Value::Empty, |day| Value::Moment(Moment::Date(day)));
    vec![
        text(&line.external_id),
        text(&line.name),
        text(&line.account),
        standing,
        text(&line.stage),
        amount,
        currency,
        Value::moment(line.opened()),
        expected,
        Value::moment(line.closed()),
        text(&line.lost_reason),
        business,
        text(&line.owner),
        text(&line.channel),
        text(&line.campaign),
        Value::Text(line.id.to_string()),
    ]
}
