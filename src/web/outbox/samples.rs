//! Samples of the page of the outbox.

use super::view::{Found, OutboxPage};
use crate::domain::person::Role;
use crate::i18n::Words;
use crate::mail::Route;
use crate::storage::keyset::Page;
use crate::storage::outbox::{Counts, MailState, OutboxLine};
use crate::web::leads::samples::typed;
use crate::web::styleguide::samples::{Tone, member};
use askama::Template as _;
use chrono::DateTime;

/// The page where e-mail is on, and where it is off.
#[must_use]
pub fn pages(w: Words, tone: Tone) -> Vec<(String, askama::Result<String>)> {
    let rows =
        if tone == Tone::Empty { Vec::new() } else { MailState::ALL.iter().flat_map(|state| lines(*state, tone)).collect() };
    let epoch = DateTime::UNIX_EPOCH;
    let many = if tone == Tone::Extreme { 1_234_567 } else { 2 };
    let on = Found {
        which: (tone == Tone::Typical).then_some(MailState::Failed),
        page: Page { rows, before: tone == Tone::Extreme, after: tone != Tone::Empty },
        counts: if tone == Tone::Empty {
            Counts::default()
        } else {
            Counts { waiting: many, failed: many, last_sent: Some(epoch) }
        },
        route: Some(Route { host: "mail.example.com:465".to_owned(), from: tone.typed() }),
        public: tone == Tone::Typical,
    };
    let off = Found { route: None, ..on.clone() };
    let member = member(w, tone, Role::Admin);
    vec![
        ("outbox".to_owned(), OutboxPage::new(&member, &on).render()),
        ("outbox of a server without e-mail".to_owned(), OutboxPage::new(&member, &off).render()),
    ]
}

/// With a word of ours, with one of a mail server, and a test.
fn lines(state: MailState, tone: Tone) -> Vec<OutboxLine> {
    let line = OutboxLine { person: tone.typed(), state: state.key().to_owned(), tries: 3, ..OutboxLine::default() };
    vec![
        OutboxLine {
            kind: Some("offered".to_owned()),
            who: typed(tone),
            first_name: typed(tone),
            error: typed(tone),
            ..line.clone()
        },
        OutboxLine { kind: Some("expired".to_owned()), error: Some("too_old".to_owned()), ..line.clone() },
        line,
    ]
}
