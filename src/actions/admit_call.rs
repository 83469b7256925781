//! Whether a call may go on: by whose token, and not too often.

use super::make_token::PREFIX;
use super::sign_in::token_hash;
use crate::domain::api::Scope;
use crate::storage::api_tokens::{self, Allowance, Token};
use crate::storage::{Database, StorageError};
use chrono::{DateTime, TimeDelta, Utc};

/// Calls that may come at once.
pub const BURST: i32 = 100;
/// Calls a minute, on and on.
pub const A_MINUTE: i32 = 600;

/// What became of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Admitted {
    /// It goes on.
    Yes(Box<Token>),
    /// It carries no token.
    NoToken,
    /// There is no such token.
    Unknown,
    /// The token was revoked.
    Revoked,
    /// The token has expired.
    Expired,
    /// The token may not do this.
    OutOfScope,
    /// It must wait.
    TooMany(TimeDelta),
}

/// Admits a call that carries a secret, or says why not. Only a call that goes on counts.
pub async fn admit_call(db: &Database, secret: Option<&str>, scope: Scope, now: DateTime<Utc>) -> Result<Admitted, StorageError> {
    let Some(secret) = secret else { return Ok(Admitted::NoToken) };
    if !secret.starts_with(PREFIX) || secret.len() > 200 {
        return Ok(Admitted::Unknown);
    }
    let Some(token) = api_tokens::find(&db.pages, &token_hash(secret)).await? else { return Ok(Admitted::Unknown) };
    if token.revoked.is_some() {
        return Ok(Admitted::Revoked);
    }
    if token.expires.is_some_and(|expires| expires <= now) {
        return Ok(Admitted::Expired);
    }
    if !token.scopes.contains(&scope) {
        return Ok(Admitted::OutOfScope);
    }
    let each = TimeDelta::minutes(1) / A_MINUTE;
    let wait = api_tokens::count_call(&db.pages, token.id, Allowance { each, burst: each * BURST }, now).await?;
    Ok(wait.map_or(Admitted::Yes(Box::new(token)), Admitted::TooMany))
}
