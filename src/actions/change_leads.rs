//! Giving many leads another owner, or moving them to another stage, at once.

use super::move_lead::{Move, Moved, move_in};
use super::save_record::{Draft, Saved, change_as};
use crate::domain::moment::Moment;
use crate::domain::ownership::Noun;
use crate::domain::stage::Stage;
use crate::storage::records::{self, id_of, is_erased};
use crate::storage::users::User;
use crate::storage::{Database, StorageError, events};
use chrono::{DateTime, Utc};
use serde_json::json;
use sha2::{Digest as _, Sha256};
use sqlx::PgConnection;
use std::collections::BTreeSet;
use uuid::Uuid;

/// As many leads at once.
pub const MOST: usize = 1_000;

/// What becomes of the leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Another owner, or none.
    Owner(Option<Uuid>),
    /// Another stage.
    Stage {
        /// Which.
        stage: Stage,
        /// When.
        moment: Moment,
        /// Why: needed where they leave the way.
        reason: Option<String>,
    },
}

/// What a person asks for.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Made with the form, so that a form sent twice changes each lead once.
    pub form: Uuid,
    /// Which leads.
    pub leads: BTreeSet<Uuid>,
    /// What becomes of them.
    pub change: Change,
}

/// Why a lead was left as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Left {
    /// It is not this person's to change.
    Forbidden,
    /// A deal says where it stands.
    OfItsDeal,
    /// It happened before the lead was there.
    TooEarly,
    /// Leaving the way needs a reason.
    NeedsReason,
    /// It was so already.
    Same,
    /// The person behind it was erased.
    Erased,
    /// There is no such lead.
    Gone,
}

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Changed, now or when the form was sent before.
    pub changed: Vec<Uuid>,
    /// Left as they are, and why.
    pub left: Vec<(Uuid, Left)>,
}

/// Changes the leads that this person may change, each with an event of its own. None where there are more than [`MOST`].
pub async fn change_leads(db: &Database, wanted: Wanted, by: &User, now: DateTime<Utc>) -> Result<Option<Outcome>, StorageError> {
    if wanted.leads.len() > MOST {
        return Ok(None);
    }
    // Of many records, so without the short time-out of pages. Always in the same order, so that two of them never wait
    // for each other.
    let mut tx = db.jobs.begin().await?;
    let mut outcome = Outcome::default();
    for lead in &wanted.leads {
        match change(&mut tx, &wanted, *lead, by, now).await? {
            None => outcome.changed.push(*lead),
            Some(why) => outcome.left.push((*lead, why)),
        }
    }
    tx.commit().await?;
    Ok(Some(outcome))
}

async fn change(
    tx: &mut PgConnection,
    wanted: &Wanted,
    lead: Uuid,
    by: &User,
    now: DateTime<Utc>,
) -> Result<Option<Left>, StorageError> {
    let Some(row) = records::lock(&mut *tx, Noun::Lead, lead).await? else { return Ok(Some(Left::Gone)) };
    if is_erased(&row) {
        return Ok(Some(Left::Erased));
    }
    let entry = entry(wanted.form, lead);
    match wanted.change.clone() {
        Change::Owner(owner) => {
            if events::is_known(&mut *tx, entry).await? {
                return Ok(None);
            }
            if id_of(&row, "owner_id") == owner {
                return Ok(Some(Left::Same));
            }
            let columns = [("owner_id".to_owned(), json!(owner))].into_iter().collect();
            let draft = Draft { noun: Noun::Lead, id: lead, columns, account: None };
            Ok(match change_as(tx, draft, None, (entry, "changed"), by, now).await? {
                Saved::Done => None,
                Saved::Forbidden | Saved::Stale => Some(Left::Forbidden),
                Saved::Gone => Some(Left::Gone),
            })
        }
        Change::Stage { stage, moment, reason } => {
            let moved = move_in(tx, Move { id: entry, lead, stage, moment, reason }, by, now).await?;
            Ok(match moved {
                Moved::Done => None,
                Moved::Same => Some(Left::Same),
                Moved::Forbidden => Some(Left::Forbidden),
                Moved::Gone => Some(Left::Gone),
                Moved::OfItsDeal => Some(Left::OfItsDeal),
                Moved::NeedsReason => Some(Left::NeedsReason),
                Moved::TooEarly => Some(Left::TooEarly),
            })
        }
    }
}

/// The id of what a form writes of one lead: the same however often it is sent.
fn entry(form: Uuid, lead: Uuid) -> Uuid {
    let hash = Sha256::new().chain_update(form).chain_update(lead).finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_lead_of_each_form_has_an_entry_of_its_own() {
        let [a, b, c] = [1_u128, 2, 3].map(Uuid::from_u128);
        assert_eq!(entry(a, b), entry(a, b));
        assert!(entry(a, b) != entry(a, c) && entry(a, b) != entry(c, b) && entry(a, b) != entry(b, a));
    }
}
