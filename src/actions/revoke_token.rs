//! A token that works no more, from the next call on.

use crate::domain::ids::{TokenId, UserId};
use crate::storage::{Database, StorageError, api_tokens, events};
use chrono::{DateTime, Utc};

/// Revokes a token. False where there is nothing to revoke.
pub async fn revoke_token(db: &Database, id: TokenId, by: UserId, now: DateTime<Utc>) -> Result<bool, StorageError> {
    let mut tx = db.pages.begin().await?;
    if !api_tokens::revoke(&mut *tx, id, now).await? {
        return Ok(false);
    }
    let event = events::Event { at: now, user: Some(by), verb: "revoked", kind: "api_token", record: Some(id.0), fields: &[] };
    events::insert(&mut *tx, event).await?;
    tx.commit().await?;
    Ok(true)
}
