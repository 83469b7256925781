//! Samples of changing many leads at once.

use super::ask::{Asking, refused};
use super::choice::{Choice, Deed, Refused};
use super::outcome::OutcomePage;
use crate::actions::change_leads::{Change, Left, Outcome};
use crate::actions::handoffs::offer_many::{self, NotOffered};
use crate::domain::person::Role;
use crate::domain::routing::Unavailable;
use crate::domain::stage::Stage;
use crate::i18n::Words;
use crate::storage::handoff_pages::Taker;
use crate::storage::lead_lists::LeadLine;
use crate::storage::records::Named;
use crate::web::leads::LeadsAsked;
use crate::web::leads::samples::{moment, typed};
use crate::web::records::{Errors, Sent};
use crate::web::styleguide::samples::{Tone, member};
use askama::Template as _;
use chrono::DateTime;
use uuid::Uuid;

/// The pages: what each is and what it printed.
#[must_use]
pub fn pages(w: Words, tone: Tone) -> Vec<(String, askama::Result<String>)> {
    let member = member(w, tone, Role::Admin);
    let list = LeadsAsked::parse(&member, "stage=won&owner=x&sort=-name", DateTime::UNIX_EPOCH);
    let lines = [LeadLine { first_name: typed(tone), ..LeadLine::default() }];
    let people: Vec<Named> = typed(tone).into_iter().map(|name| Named { id: Uuid::nil(), name }).collect();
    let takers: Vec<Taker> = typed(tone).into_iter().map(|name| Taker { id: Uuid::nil(), name }).collect();
    let ids = (0..1_000).map(Uuid::from_u128).collect();
    let sent = Sent::from([("why".to_owned(), tone.typed())]);
    let wrong: Errors = vec![("owner", "error-choice"), ("stage", "error-choice"), ("reason", "error-needs-reason")];
    let mut all = Vec::new();
    for deed in [Deed::Owner, Deed::Stage, Deed::Offer] {
        let asking = Asking { deed, ids: &ids, lines: &lines, people: &people, takers: &takers, list: &list };
        for errors in [Errors::new(), wrong.clone()] {
            all.push((format!("bulk {deed:?} {}", errors.len()), asking.page(&member, &sent, &errors).render()));
        }
    }
    for why in [Refused::Nothing, Refused::Unreadable, Refused::TooMany] {
        let choice = Choice { deed: None, ids: Err(why), list: list.clone() };
        all.push((format!("bulk {why:?}"), refused(&member, &choice, why).render()));
    }
    let every = [Left::Forbidden, Left::OfItsDeal, Left::TooEarly, Left::NeedsReason, Left::Same, Left::Erased, Left::Gone];
    let left = every.map(|why| (Uuid::nil(), why)).to_vec();
    let moment = moment(tone).unwrap_or(crate::domain::moment::Moment::Instant(DateTime::UNIX_EPOCH));
    let stage = Change::Stage { stage: Stage::Recycled, moment, reason: typed(tone) };
    for (change, changed) in [(Change::Owner(None), 0), (Change::Owner(Some(Uuid::nil())), 1), (stage, 12)] {
        let changed = (0..changed).map(Uuid::from_u128).collect();
        let outcome = Outcome { changed, left: left.clone() };
        let page = OutcomePage::new(&member, &list, &change, &people, (&outcome, &lines));
        all.push((format!("bulk outcome {change:?}"), page.render()));
    }
    let every = [NotOffered::Forbidden, NotOffered::Already, NotOffered::WithSales, NotOffered::Unavailable];
    let every = every.into_iter().chain([NotOffered::OutOfSight, NotOffered::Gone]);
    let left: Vec<_> = every.map(|why| (Uuid::nil(), why)).collect();
    for n in [0, 1, 12] {
        let offered: Vec<Uuid> = (0..n).map(Uuid::from_u128).collect();
        let unassigned = offered.iter().map(|id| (*id, Unavailable::Full)).collect();
        let outcome = offer_many::Outcome { offered, unassigned, left: left.clone() };
        all.push((format!("bulk offers {n}"), OutcomePage::of_offers(&member, &list, &outcome, &lines).render()));
    }
    all
}
