//! Samples of the page of what one was told.

use super::view::{Found, NotificationsPage};
use crate::domain::notice::{BY_ITSELF, BY_PEOPLE};
use crate::domain::person::Role;
use crate::i18n::Words;
use crate::storage::handoff_pages::Promises;
use crate::storage::keyset::Page;
use crate::storage::notifications::NoticeLine;
use crate::web::leads::samples::typed;
use crate::web::styleguide::samples::{Tone, member};
use askama::Template as _;
use chrono::DateTime;
use uuid::Uuid;

/// The page, of somebody who may read contact data and of somebody who may not.
#[must_use]
pub fn pages(w: Words, tone: Tone) -> Vec<(String, askama::Result<String>)> {
    let kinds = BY_PEOPLE.iter().chain(BY_ITSELF).chain(&["of_tomorrow"]);
    let rows = if tone == Tone::Empty { Vec::new() } else { kinds.map(|kind| line(kind, tone)).collect() };
    let found = Found {
        page: Page { rows, before: tone == Tone::Extreme, after: tone != Tone::Empty },
        promises: Promises::default(),
        mail: tone == Tone::Typical,
        now: DateTime::UNIX_EPOCH,
    };
    let page = |role| {
        NotificationsPage::new(&member(w, tone, role), &found).at((tone == Tone::Extreme).then_some(("after", Uuid::nil())))
    };
    vec![
        ("notifications".to_owned(), page(Role::Sales).render()),
        ("notifications of a viewer".to_owned(), page(Role::Viewer).render()),
    ]
}

fn line(kind: &str, tone: Tone) -> NoticeLine {
    NoticeLine {
        kind: kind.to_owned(),
        who: typed(tone),
        first_name: typed(tone),
        last_name: typed(tone),
        read_at: (kind == "held").then_some(DateTime::UNIX_EPOCH),
        handoff_id: Some(Uuid::nil()),
        lead_id: Some(Uuid::nil()),
        ..NoticeLine::default()
    }
}
