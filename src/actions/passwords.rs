//! Passwords: argon2id, and a floor on their length.

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash};

/// Characters that a password has at least (NIST SP 800-63B-4 asks 15 where it is the only factor; 12 is our floor).
pub const MIN_LENGTH: usize = 12;
/// Bytes that a password has at most, so that hashing stays cheap.
pub const MAX_BYTES: usize = 512;

/// Hashes a password, off the async threads since it is slow by design.
pub async fn hash(password: String) -> Result<String, anyhow::Error> {
    tokio::task::spawn_blocking(move || {
        Argon2::default()
            .hash_password(password.as_bytes())
            .map(|h| h.to_string())
            .map_err(|e| anyhow::anyhow!("hashing failed: {e}"))
    })
    .await?
}

/// Whether a password fits its hash. Without a hash it takes as long and says no, so that nobody learns which
/// addresses exist.
pub async fn verify(password: String, hash: Option<String>) -> Result<bool, anyhow::Error> {
    const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$qS1mSW3Yh1BvtTTgsVBJaBYzNHbcBEAzDm2NjBBNTkA";
    Ok(tokio::task::spawn_blocking(move || {
        let known = hash.is_some();
        let text = hash.unwrap_or_else(|| NOBODY.to_owned());
        let fits = PasswordHash::new(&text).is_ok_and(|h| Argon2::default().verify_password(password.as_bytes(), &h).is_ok());
        known && fits
    })
    .await?)
}

/// Whether a password is long enough and not too long.
#[must_use]
pub fn is_acceptable(password: &str) -> bool {
    password.chars().count() >= MIN_LENGTH && password.len() <= MAX_BYTES
}
