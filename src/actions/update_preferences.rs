//! A user's own language, digits, colours and time zone.

use crate::storage::users::User;
use crate::storage::{Database, StorageError, users};

/// Stores the preferences that `user` carries.
pub async fn update_preferences(db: &Database, user: &User) -> Result<(), StorageError> {
    users::update_preferences(&db.pages, user).await
}
