//! Signing out.

use super::sign_in::token_hash;
use crate::storage::{Database, StorageError, sessions};

/// Ends the session of this secret.
pub async fn sign_out(db: &Database, token: &str) -> Result<(), StorageError> {
    sessions::delete(&db.pages, &token_hash(token)).await
}
