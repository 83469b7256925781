//! Offering many leads at once: each is an offer of its own, and each that is left alone is named with its reason.

use super::offer::{Offer, Offered, offer_handoff};
use super::routing::To;
use crate::domain::routing::Unavailable;
use crate::storage::users::User;
use crate::storage::{Database, StorageError};
use chrono::{DateTime, Utc};
use std::collections::BTreeSet;
use uuid::{Builder, Uuid};

/// Offers that somebody makes at once.
#[derive(Clone, Debug)]
pub struct Offers {
    /// The form: sent twice, it offers once.
    pub form: Uuid,
    /// Which leads.
    pub leads: BTreeSet<Uuid>,
    /// Whom they are for.
    pub to: To,
    /// Why now.
    pub note: Option<String>,
    /// What the usual promise is called where none was agreed on yet.
    pub usual: String,
}

/// Why a lead was left alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NotOffered {
    /// It is not this person's to offer.
    Forbidden,
    /// It is offered already.
    Already,
    /// Sales has it already.
    WithSales,
    /// The person named takes no leads, or is away.
    Unavailable,
    /// It is archived, or its person was erased.
    OutOfSight,
    /// There is no such lead.
    Gone,
}

/// What came of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Offered.
    pub offered: Vec<Uuid>,
    /// Offered, and nobody could be assigned.
    pub unassigned: Vec<(Uuid, Unavailable)>,
    /// Left alone.
    pub left: Vec<(Uuid, NotOffered)>,
}

/// Offers leads, one after another.
pub async fn offer_handoffs(db: &Database, offers: Offers, by: &User, now: DateTime<Utc>) -> Result<Outcome, StorageError> {
    let mut outcome = Outcome::default();
    for lead in offers.leads {
        // The same form and lead make the same handoff.
        let id = Builder::from_random_bytes((offers.form.as_u128() ^ lead.as_u128()).to_be_bytes()).into_uuid();
        let offer = Offer { id, lead, to: offers.to, note: offers.note.clone(), rule: None, usual: offers.usual.clone() };
        let why = match offer_handoff(db, offer, by, now).await? {
            Offered::Yes(_) => {
                outcome.offered.push(lead);
                continue;
            }
            Offered::Unassigned(why) => {
                outcome.unassigned.push((lead, why));
                continue;
            }
            Offered::Already => NotOffered::Already,
            Offered::WithSales(_) => NotOffered::WithSales,
            Offered::Forbidden => NotOffered::Forbidden,
            Offered::Unavailable(_) => NotOffered::Unavailable,
            Offered::OutOfSight => NotOffered::OutOfSight,
            Offered::Gone => NotOffered::Gone,
        };
        outcome.left.push((lead, why));
    }
    Ok(outcome)
}
