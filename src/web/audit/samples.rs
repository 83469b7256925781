//! Samples of the log, for the template test.

use super::params::AuditAsked;
use super::view::{AuditFound, AuditPage};
use super::words::{KINDS, VERBS};
use crate::domain::person::Role;
use crate::i18n::Words;
use crate::storage::audit::Entry;
use crate::storage::keyset::{Page, Total};
use crate::web::styleguide::samples::{Tone, member};
use askama::Template as _;
use chrono::DateTime;
use serde_json::json;
use uuid::Uuid;

/// Every page of the log.
#[must_use]
pub fn pages(w: Words, tone: Tone) -> Vec<(String, askama::Result<String>)> {
    let roles = [Role::Manager, Role::Admin];
    let page = |role: Role| {
        let member = member(w, tone, role);
        let asked = AuditAsked::parse(&member, "person=none&verb=invited", DateTime::UNIX_EPOCH);
        let rows = if tone == Tone::Empty { Vec::new() } else { entries(tone) };
        let found = AuditFound {
            page: Page { rows, before: true, after: true },
            total: Total { rows: 10_000, more: true },
            writers: vec![(Uuid::nil(), tone.typed())],
        };
        (format!("audit log of {role:?}"), AuditPage::new(&member, &asked, &found).render())
    };
    roles.map(page).into()
}

fn entries(tone: Tone) -> Vec<Entry> {
    let entry = |verb: &str, kind: &str| Entry {
        id: Uuid::nil(),
        at: DateTime::UNIX_EPOCH,
        person: None,
        who: (tone != Tone::Typical).then(|| tone.typed()),
        verb: verb.to_owned(),
        kind: kind.to_owned(),
        record: Some(Uuid::nil()),
        about: Some(Uuid::nil()),
        about_name: (kind == "user").then(|| tone.typed()),
        fields: vec!["role".to_owned(), tone.typed()],
        detail: Some(json!({ "role": ["sales", "manager"], "leads": 12, "deals": 3 })),
    };
    let mut all: Vec<Entry> = VERBS.iter().map(|verb| entry(verb, "user")).collect();
    all.extend(KINDS.iter().map(|kind| entry("changed", kind)));
    all
}
