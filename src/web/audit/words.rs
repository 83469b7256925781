//! Verbs, kinds and fields of the log in the reader's words.

use crate::i18n::{Text, Words};
use crate::storage::audit::Entry;
use crate::web::components::{Cell, Link};
use crate::web::leads::short;
use serde_json::Value;

/// Every verb that an action writes. A test holds the list to the actions.
pub const VERBS: &[&str] = &[
    "accepted",
    "added",
    "archived",
    "assigned",
    "backed_up",
    "changed",
    "closed",
    "confirmed",
    "contacted",
    "corrected",
    "created",
    "deactivated",
    "ended",
    "ended_sessions",
    "erased",
    "escalated",
    "expired",
    "exported",
    "finished",
    "handed_over",
    "held",
    "imported",
    "invited",
    "joined",
    "linked",
    "logged",
    "merged",
    "moved",
    "not_offered",
    "offered",
    "offered_reset",
    "proposed",
    "qualified",
    "reactivated",
    "received",
    "reconsidered",
    "recorded",
    "rejected",
    "removed",
    "reopened",
    "replied",
    "rescheduled",
    "reset_password",
    "restored",
    "resumed",
    "revoked",
    "retried",
    "returned",
    "set_up",
    "set_up_demo",
    "signed_in",
    "tested",
    "undone",
    "unlinked",
    "unlogged",
    "unmerged",
    "withdrawn",
    "withdrew",
];
/// Every kind of record that an action writes about.
pub const KINDS: &[&str] = &[
    "account",
    "api_token",
    "calendar",
    "campaign",
    "chart_note",
    "database",
    "deal",
    "exchange_rate",
    "handoff_reason",
    "holiday",
    "import",
    "kpi",
    "lead",
    "leave",
    "letter",
    "offer_rule",
    "person",
    "sla_policy",
    "user",
    "workspace",
];

/// A verb; one that an older version wrote stands as it is.
#[must_use]
pub fn verb(w: Words, key: &str) -> Text {
    w.find(&format!("audit-verb-{key}")).unwrap_or_else(|| Text::code(key))
}

/// A kind of record.
#[must_use]
pub fn kind(w: Words, key: &str) -> Text {
    w.find(&format!("audit-kind-{key}")).unwrap_or_else(|| Text::code(key))
}

/// A field, by the words of its form where there are some.
fn field(w: Words, key: &str) -> Text {
    let own = w.find(&format!("audit-field-{key}"));
    own.or_else(|| w.find(&format!("change-field-{}", key.replace('_', "-")))).unwrap_or_else(|| Text::code(key))
}

/// The fields of an entry, and its values where they are of nobody in person.
#[must_use]
pub fn details(w: Words, entry: &Entry) -> Text {
    let fields = entry.fields.iter().map(|key| field(w, key));
    w.list(&fields.chain(values(w, entry)).collect::<Vec<_>>())
}

fn values(w: Words, entry: &Entry) -> Option<Text> {
    let detail = entry.detail.as_ref()?;
    if entry.verb == "handed_over" {
        let n = |name: &str| detail.get(name).and_then(Value::as_i64).unwrap_or_default();
        let counts = [("leads", "audit-leads"), ("deals", "audit-deals"), ("campaigns", "audit-campaigns")];
        let some = counts.iter().filter(|(name, _)| n(name) > 0);
        return Some(w.list(&some.map(|(name, key)| w.t_args(key, &[("n", n(name).into())])).collect::<Vec<_>>()));
    }
    let role = |key: &Value| w.find(&format!("role-{}", key.as_str()?));
    match detail.get("role")? {
        Value::Array(both) => {
            let args = [("before", role(both.first()?)?.into()), ("after", role(both.get(1)?)?.into())];
            Some(w.t_args("audit-from-to", &args))
        }
        one => role(one),
    }
}

/// The page of a record, where it has one.
#[must_use]
pub fn href(entry: &Entry) -> Option<String> {
    let of = |path: &str| entry.record.map(|id| format!("{path}/{id}"));
    match entry.kind.as_str() {
        "lead" => of("/leads"),
        "deal" => of("/deals"),
        "account" => of("/accounts"),
        "campaign" => of("/campaigns"),
        "import" => of("/imports"),
        "chart_note" => of("/notes"),
        "kpi" => Some("/goals".to_owned()),
        "user" | "person" => entry.about.map(|id| format!("/settings/people/{id}")),
        "workspace" => Some("/settings".to_owned()),
        "exchange_rate" => Some("/settings/rates".to_owned()),
        "sla_policy" | "handoff_reason" | "offer_rule" => Some("/settings/handoffs".to_owned()),
        "letter" => Some("/settings/outbox".to_owned()),
        "api_token" => Some("/settings/tokens".to_owned()),
        _ => None,
    }
}

/// The record of an entry: a person by his name, others by the beginning of their id, with a link for whoever may open it.
#[must_use]
pub fn record(entry: &Entry, administers: bool) -> Cell {
    let name = match (&entry.about_name, entry.record) {
        (Some(name), _) => Text::datum(name),
        (None, Some(id)) => Text::code(&short(id)),
        (None, None) => return Cell::empty(),
    };
    match href(entry).filter(|href| administers || !href.starts_with("/settings/") || *href == "/settings/handoffs") {
        Some(href) => Cell::of(&Link::new(name, href)),
        None => Cell::of(&name),
    }
}
