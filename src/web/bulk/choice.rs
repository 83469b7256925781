//! Which leads are chosen, and for what.

use crate::actions::change_leads::MOST;
use crate::web::extract::Member;
use crate::web::leads::LeadsAsked;
use crate::web::records::{Sent, sent};
use chrono::{DateTime, Utc};
use std::collections::BTreeSet;
use url::form_urlencoded::Serializer;
use uuid::Uuid;

/// What is done to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Another owner.
    Owner,
    /// Another stage.
    Stage,
    /// An offer to sales.
    Offer,
}

impl Deed {
    fn from_key(key: &str) -> Option<Self> {
        match key {
            "owner" => Some(Self::Owner),
            "stage" => Some(Self::Stage),
            "offer" => Some(Self::Offer),
            _ => None,
        }
    }

    /// Its name in addresses and messages.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Stage => "stage",
            Self::Offer => "offer",
        }
    }
}

/// Why a choice is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// Nothing is chosen.
    Nothing,
    /// Something in it is no lead's id, or nobody knows what for.
    Unreadable,
    /// More than are changed at once.
    TooMany,
}

/// What is chosen.
#[derive(Clone, Debug)]
pub struct Choice {
    /// What for.
    pub deed: Option<Deed>,
    /// Which.
    pub ids: Result<BTreeSet<Uuid>, Refused>,
    /// The list that they were chosen in.
    pub list: LeadsAsked,
}

impl Choice {
    /// Reads an address: the ids, and beside them the list in which they stood.
    #[must_use]
    pub fn read(member: &Member, asked: &Sent, now: DateTime<Utc>) -> Self {
        let own = |name: &str| matches!(name, "do" | "id" | "all");
        let rest = asked.iter().filter(|(name, _)| !own(name));
        let list = Serializer::new(String::new()).extend_pairs(rest).finish();
        Self::of(member, (asked, "id"), &list, now)
    }

    /// Reads a form that was sent; its `id` is its own.
    #[must_use]
    pub fn sent(member: &Member, form: &Sent, now: DateTime<Utc>) -> Self {
        Self::of(member, (form, "leads"), sent(form, "list"), now)
    }

    fn of(member: &Member, (given, which): (&Sent, &str), list: &str, now: DateTime<Utc>) -> Self {
        let ids = given.iter().filter(|(name, _)| name == which).flat_map(|(_, ids)| ids.split_whitespace());
        let ids: Option<BTreeSet<Uuid>> = ids.map(|id| id.parse().ok()).collect();
        Self {
            deed: Deed::from_key(sent(given, "do")),
            ids: ids.ok_or(Refused::Unreadable).and_then(Self::checked),
            list: LeadsAsked::parse(member, list, now),
        }
    }

    /// Neither none nor too many.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn checked(ids: BTreeSet<Uuid>) -> Result<BTreeSet<Uuid>, Refused> {
        match ids.len() {
            0 => Err(Refused::Nothing),
            n if n > MOST => Err(Refused::TooMany),
            _ => Ok(ids),
        }
    }
}
