//! Whether a lead is a contact of a deal, beside the lead that the deal came from.

use crate::domain::ownership::{Noun, Ownership};
use crate::storage::records::{id_of, is_erased};
use crate::storage::users::User;
use crate::storage::{Database, StorageError, deals, events, records};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// What is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The deal.
    pub deal: Uuid,
    /// The lead.
    pub lead: Uuid,
    /// Whether it is to be a contact.
    pub contact: bool,
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Set {
    /// It is so now.
    Done,
    /// The deal came from this lead.
    IsItsLead,
    /// The deal is not this person's to change, or the person behind the lead was erased.
    Forbidden,
    /// There is no such deal or no such lead.
    Gone,
}

/// Makes a lead a contact of a deal, or takes that away. The same again changes nothing.
pub async fn set_contact(db: &Database, wanted: Wanted, by: &User, now: DateTime<Utc>) -> Result<Set, StorageError> {
    let mut tx = db.pages.begin().await?;
    let Some(deal) = records::lock(&mut *tx, Noun::Deal, wanted.deal).await? else { return Ok(Set::Gone) };
    let owner = records::owner(&mut *tx, Noun::Deal, &deal).await?;
    if !by.role.edits(Noun::Deal, Ownership::of(owner, by.person_id)) {
        return Ok(Set::Forbidden);
    }
    let changed = if wanted.contact {
        let Some(lead) = records::find(&mut *tx, Noun::Lead, wanted.lead).await? else { return Ok(Set::Gone) };
        if is_erased(&lead) {
            return Ok(Set::Forbidden);
        }
        if id_of(&deal, "lead_id") == Some(wanted.lead) {
            return Ok(Set::IsItsLead);
        }
        deals::add_contact(&mut *tx, wanted.deal, wanted.lead).await?
    } else {
        deals::remove_contact(&mut *tx, wanted.deal, wanted.lead).await?
    };
    if changed {
        let event = events::Event {
            at: now,
            user: Some(by.id),
            verb: if wanted.contact { "linked" } else { "unlinked" },
            kind: Noun::Deal.key(),
            record: Some(wanted.deal),
            fields: &[],
        };
        events::insert_with(&mut *tx, event, Some(serde_json::json!({ "lead": wanted.lead }))).await?;
    }
    tx.commit().await?;
    Ok(Set::Done)
}
