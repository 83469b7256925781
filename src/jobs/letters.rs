//! Letters in words: plain text, in the language of whoever gets them.

use crate::domain::person::TimeDirection;
use crate::i18n::lead_name::LeadName;
use crate::i18n::notices::notice;
use crate::i18n::{Text, Words};
use crate::mail::Letter;
use crate::storage::outbox::{Contents, Told};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// The letter of what it is made of; links begin with `base`.
#[must_use]
pub fn letter(id: Uuid, contents: &Contents, base: &str, now: DateTime<Utc>) -> Letter {
    let w = Words { language: contents.language, digits: contents.digits, zone: contents.zone, time: TimeDirection::Page };
    let (subject, paragraphs) = contents.told.as_ref().map_or_else(
        || {
            let arrived = w.t_args("mail-test-body", &[("company", Text::datum(&contents.company).into())]);
            (w.t("mail-test-subject"), vec![said(&arrived), format!("{base}/settings/outbox")])
        },
        |told| news(w, told, contents, base),
    );
    Letter {
        id,
        at: now,
        name: contents.name.clone(),
        address: contents.address.clone(),
        subject: subject.plain(),
        body: format!("{}\n", paragraphs.join("\n\n")),
    }
}

/// What happened, when, by when it is to be done, and where.
fn news(w: Words, told: &Told, contents: &Contents, base: &str) -> (Text, Vec<String>) {
    let lead = LeadName {
        first: told.first_name.as_deref(),
        last: told.last_name.as_deref(),
        company: told.company.as_deref(),
        email: told.email.as_deref(),
        external_id: None,
        id: told.lead_id.unwrap_or_default(),
    };
    let lead = lead.text(w, contents.role.reads_contacts());
    let sentence = notice(w, &told.kind, &lead, told.who.as_deref());
    let mut first = vec![said(&sentence), said(&w.date_time(told.at))];
    first.extend(told.touch_due_at.map(|due| said(&w.t_args("clock-due", &[("when", w.date_time(due).into())]))));
    let mut paragraphs = vec![first.join("\n")];
    if let Some(handoff) = told.handoff_id {
        paragraphs.push(format!("{}\n{base}/handoffs/{handoff}", said(&w.t("mail-open"))));
    }
    let why = w.t_args("mail-why", &[("company", Text::datum(&contents.company).into())]);
    paragraphs.push(format!("-- \n{}\n{base}/me", said(&why)));
    (sentence, paragraphs)
}

/// A line as it stands in plain text: names keep their isolates, which mail programs read as browsers do.
fn said(text: &Text) -> String {
    text.attr().to_owned()
}
