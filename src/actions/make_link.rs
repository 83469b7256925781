//! A link that lets somebody in once: a newcomer for a week, somebody without his password for a day.

use super::sign_in::{secret, token_hash};
use crate::domain::ids::UserId;
use crate::storage::staff::{self, Standing, Which};
use crate::storage::{Database, StorageError, events, one_time_links};
use chrono::{DateTime, TimeDelta, Utc};

/// How long an invitation can be taken up.
pub const INVITATION_LIFE: TimeDelta = TimeDelta::days(7);
/// How long a reset can be used.
pub const RESET_LIFE: TimeDelta = TimeDelta::hours(24);

/// A link as it is shown, once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewLink {
    /// Its secret.
    pub token: String,
    /// Until when it works.
    pub until: DateTime<Utc>,
    /// It invites: the user has not been here yet.
    pub invites: bool,
}

/// Makes a link for a user; the one before stops working. None where there is no such user, or he has left.
pub async fn make_link(
    db: &Database,
    user: UserId,
    by: Option<UserId>,
    now: DateTime<Utc>,
) -> Result<Option<NewLink>, StorageError> {
    let mut tx = db.pages.begin().await?;
    let found = staff::find(&mut *tx, Which::User(user)).await?.into_iter().find_map(|someone| someone.user);
    let Some(account) = found.filter(|account| account.standing != Standing::Left) else { return Ok(None) };
    let link = store(&mut tx, user, account.standing == Standing::Invited, by, now).await?;
    let verb = if link.invites { "invited" } else { "offered_reset" };
    let event = events::Event { at: now, user: by, verb, kind: "user", record: Some(user.0), fields: &[] };
    events::insert(&mut *tx, event).await?;
    tx.commit().await?;
    Ok(Some(link))
}

/// Stores a fresh link.
pub(super) async fn store(
    tx: &mut sqlx::PgConnection,
    user: UserId,
    invites: bool,
    by: Option<UserId>,
    now: DateTime<Utc>,
) -> Result<NewLink, StorageError> {
    let token = secret();
    let until = now + if invites { INVITATION_LIFE } else { RESET_LIFE };
    one_time_links::replace(&mut *tx, &token_hash(&token), user, by, now, until).await?;
    Ok(NewLink { token, until, invites })
}
