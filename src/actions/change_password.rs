//! Changing one's own password: the old one is asked, and all other sessions end.

use super::passwords;
use super::sign_in::token_hash;
use crate::domain::ids::UserId;
use crate::storage::{Database, events, sessions, users};
use chrono::{DateTime, Utc};

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changed {
    /// Done.
    Done,
    /// The old password is not the one.
    WrongOld,
    /// The new one is too short or too long.
    Unacceptable,
}

/// Changes a user's password. `token` is the session that stays.
pub async fn change_password(
    db: &Database,
    user: UserId,
    token: &str,
    old: String,
    new: String,
    now: DateTime<Utc>,
) -> Result<Changed, anyhow::Error> {
    if !passwords::is_acceptable(&new) {
        return Ok(Changed::Unacceptable);
    }
    let known = users::find_password_hash(&db.pages, user).await?;
    if !passwords::verify(old, known).await? {
        return Ok(Changed::WrongOld);
    }
    let hash = passwords::hash(new).await?;
    let mut tx = db.pages.begin().await?;
    users::set_password_hash(&mut *tx, user, &hash).await?;
    sessions::delete_others(&mut *tx, user, &token_hash(token)).await?;
    let event = events::Event {
        at: now,
        user: Some(user),
        verb: "changed",
        kind: "user",
        record: Some(user.0),
        fields: &["password".to_owned()],
    };
    events::insert(&mut *tx, event).await?;
    tx.commit().await?;
    Ok(Changed::Done)
}
