//! Coming in by a link that works once: a newcomer, or somebody who needs a new password.

use super::passwords;
use super::sign_in::{MAX_BY_ADDRESS, WINDOW, key, open_session, token_hash};
use crate::domain::ids::UserId;
use crate::domain::person::{Language, Theme};
use crate::storage::one_time_links::{self, Holder};
use crate::storage::{Database, StorageError, events, sessions, sign_in_failures, users};
use chrono::{DateTime, Utc};

/// What a link leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Looked {
    /// It works.
    Open(Holder),
    /// It was used, has expired, was replaced or never was: which of these is not said.
    Gone,
    /// Too many wrong links from this address: wait.
    Throttled,
}

/// What came of using it.
#[derive(Debug)]
pub enum Accepted {
    /// The secret for the cookie.
    Session(String),
    /// The link does not work.
    Gone,
    /// Too many wrong links from this address: wait.
    Throttled,
    /// The password is too short or too long.
    Unacceptable,
}

/// What somebody who comes by a link chooses.
#[derive(Clone, Debug)]
pub struct Chosen {
    /// His password.
    pub password: String,
    /// His language.
    pub language: Language,
    /// His colours.
    pub theme: Theme,
}

/// Looks where a link leads, without using it: programs that read mail open links too.
pub async fn look(db: &Database, token: &str, from: &str, now: DateTime<Utc>) -> Result<Looked, StorageError> {
    let (address, since) = (key("address", from), now - WINDOW);
    if sign_in_failures::count(&db.pages, &address, since).await? >= MAX_BY_ADDRESS {
        return Ok(Looked::Throttled);
    }
    if let Some(holder) = one_time_links::find(&db.pages, &token_hash(token), now).await? {
        return Ok(Looked::Open(holder));
    }
    let mut tx = db.pages.begin().await?;
    sign_in_failures::record(&mut tx, &[address], now, since).await?;
    tx.commit().await?;
    Ok(Looked::Gone)
}

/// Uses a link: the password is set, every session of the user ends, and a new one begins.
pub async fn accept_link(
    db: &Database,
    token: &str,
    chosen: Chosen,
    from: &str,
    now: DateTime<Utc>,
) -> Result<Accepted, anyhow::Error> {
    let holder = match look(db, token, from, now).await? {
        Looked::Open(holder) => holder,
        Looked::Gone => return Ok(Accepted::Gone),
        Looked::Throttled => return Ok(Accepted::Throttled),
    };
    if !passwords::is_acceptable(&chosen.password) {
        return Ok(Accepted::Unacceptable);
    }
    let hash = passwords::hash(chosen.password).await?;
    let mut tx = db.pages.begin().await?;
    let Some(user) = one_time_links::take(&mut *tx, &token_hash(token), now).await? else { return Ok(Accepted::Gone) };
    users::set_password_hash(&mut *tx, user, &hash).await?;
    users::set_look(&mut *tx, user, chosen.language, chosen.theme).await?;
    sessions::delete_all(&mut *tx, user).await?;
    sign_in_failures::clear(&mut *tx, &key("account", &folded(&holder))).await?;
    events::insert(&mut *tx, event(user, holder.invited, now)).await?;
    let session = open_session(&mut tx, user, now).await?;
    tx.commit().await?;
    Ok(Accepted::Session(session))
}

fn folded(holder: &Holder) -> String {
    crate::domain::text::fold_email(&holder.email).unwrap_or_default()
}

fn event(user: UserId, invited: bool, at: DateTime<Utc>) -> events::Event<'static> {
    let verb = if invited { "joined" } else { "reset_password" };
    events::Event { at, user: Some(user), verb, kind: "user", record: Some(user.0), fields: &[] }
}
