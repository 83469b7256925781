//! Signing in: a password against its hash, throttled, for a fresh session.

use super::passwords;
use crate::domain::hex::hex;
use crate::domain::ids::UserId;
use crate::domain::text;
use crate::storage::{Database, StorageError, events, sessions, sign_in_failures, users};
use chrono::{DateTime, TimeDelta, Utc};
use sha2::Digest as _;

/// Failures of one account within the window before it must wait.
const MAX_BY_ACCOUNT: i64 = 10;
/// Failures from one address within the window before it must wait.
pub(super) const MAX_BY_ADDRESS: i64 = 50;
/// The window.
pub(super) const WINDOW: TimeDelta = TimeDelta::minutes(15);
/// How long a session lasts.
const LIFE: TimeDelta = TimeDelta::days(30);

/// What came of it.
#[derive(Debug)]
pub enum SignedIn {
    /// The secret for the cookie.
    Session(String),
    /// Wrong address or password: which of the two is not said.
    Wrong,
    /// Too many failures: wait.
    Throttled,
}

/// Signs a person in by address and password.
pub async fn sign_in(
    db: &Database,
    email: &str,
    password: String,
    from: &str,
    now: DateTime<Utc>,
) -> Result<SignedIn, anyhow::Error> {
    let email_key = text::fold_email(email).unwrap_or_default();
    let (account, address) = (key("account", &email_key), key("address", from));
    let since = now - WINDOW;
    if sign_in_failures::count(&db.pages, &account, since).await? >= MAX_BY_ACCOUNT
        || sign_in_failures::count(&db.pages, &address, since).await? >= MAX_BY_ADDRESS
    {
        return Ok(SignedIn::Throttled);
    }
    let found = users::find_credentials(&db.pages, &email_key).await?;
    let (user, hash) = found.map_or((None, None), |(user, hash)| (Some(user), hash));
    let fits = passwords::verify(password, hash).await?;
    let mut tx = db.pages.begin().await?;
    let Some(user) = user.filter(|_| fits) else {
        sign_in_failures::record(&mut tx, &[account, address], now, since).await?;
        tx.commit().await?;
        return Ok(SignedIn::Wrong);
    };
    sign_in_failures::clear(&mut *tx, &account).await?;
    let token = open_session(&mut tx, user, now).await?;
    tx.commit().await?;
    Ok(SignedIn::Session(token))
}

/// Opens a session for a user who has just proved who he is.
pub async fn open_session(tx: &mut sqlx::PgConnection, user: UserId, now: DateTime<Utc>) -> Result<String, StorageError> {
    let token = secret();
    sessions::delete_expired(&mut *tx, now).await?;
    sessions::insert(&mut *tx, &token_hash(&token), user, &secret(), now, now + LIFE).await?;
    let event = events::Event { at: now, user: Some(user), verb: "signed_in", kind: "user", record: Some(user.0), fields: &[] };
    events::insert(&mut *tx, event).await?;
    Ok(token)
}

/// What is kept of a session's secret.
#[must_use]
pub fn token_hash(token: &str) -> Vec<u8> {
    sha2::Sha256::digest(token.as_bytes()).to_vec()
}

/// 256 random bits as text.
#[must_use]
pub fn secret() -> String {
    hex(&rand::random::<[u8; 32]>())
}

pub(super) fn key(what: &str, of: &str) -> String {
    let hash = sha2::Sha256::digest(of.as_bytes());
    format!("{what}:{}", hex(&hash[..16]))
}
