//! A token by which a program sends leads and touches. Its secret is shown once; only a hash of it stays.

use super::sign_in::{secret, token_hash};
use crate::domain::api::Scope;
use crate::domain::ids::{TokenId, UserId};
use crate::domain::text;
use crate::storage::api_tokens::{self, NewToken};
use crate::storage::{Database, StorageError, events, external_refs};
use chrono::{DateTime, Utc};

/// What every secret begins with, so that it is known for what it is wherever somebody leaves it.
pub const PREFIX: &str = "mihwar_";

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Which token. Sent again, the form carries the same: it is made once.
    pub id: TokenId,
    /// What people call it.
    pub name: String,
    /// The source that its records belong to.
    pub source: String,
    /// What it may.
    pub scopes: Vec<Scope>,
    /// From when on it does not work any more.
    pub expires: Option<DateTime<Utc>>,
}

/// Makes a token and gives its secret. None where it was made before and is in use: its secret is not to be had again.
pub async fn make_token(db: &Database, wanted: &Wanted, by: UserId, now: DateTime<Utc>) -> Result<Option<String>, StorageError> {
    let secret = format!("{PREFIX}{}", secret());
    let mut tx = db.pages.begin().await?;
    let source = external_refs::source(&mut tx, &text::clean(&wanted.source)).await?;
    let new = NewToken {
        id: wanted.id,
        name: &text::clean(&wanted.name),
        hash: &token_hash(&secret),
        tail: &secret[secret.len() - 4..],
        scopes: &wanted.scopes,
        source,
        maker: by,
        now,
        expires: wanted.expires,
    };
    if !api_tokens::insert(&mut *tx, new).await? {
        return Ok(None);
    }
    let scopes: Vec<&str> = wanted.scopes.iter().map(|scope| scope.key()).collect();
    let event =
        events::Event { at: now, user: Some(by), verb: "created", kind: "api_token", record: Some(wanted.id.0), fields: &[] };
    events::insert_with(&mut *tx, event, Some(serde_json::json!({ "scopes": scopes }))).await?;
    tx.commit().await?;
    Ok(Some(secret))
}
