//! The first visit: the workspace and its admin.

use super::passwords;
use crate::domain::ids::{PersonId, UserId};
use crate::domain::person::{Digits, Role, Team, Theme, TimeDirection};
use crate::domain::text;
use crate::domain::workspace::Workspace;
use crate::storage::{Database, StorageError, calendars, events, users, workspace};
use chrono::{DateTime, Utc};

/// Why the set-up did not happen.
#[derive(Debug, thiserror::Error)]
pub enum SetUpError {
    /// Somebody was faster.
    #[error("the workspace exists already")]
    AlreadyDone,
    /// The address is no e-mail address.
    #[error("{0} is not an e-mail address")]
    Email(String),
    /// The password is too short or too long.
    #[error("the password needs at least {} characters", passwords::MIN_LENGTH)]
    Password,
    /// The database.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// Hashing.
    #[error(transparent)]
    Other(#[from] anyhow::Error),
}

impl SetUpError {
    /// What a workspace that could not be created means.
    pub(super) fn of_workspace(error: StorageError) -> Self {
        match error {
            StorageError::Constraint { name, .. } if name == "workspace_pkey" => Self::AlreadyDone,
            other => other.into(),
        }
    }
}

/// The admin that the set-up creates.
#[derive(Debug)]
pub struct Admin {
    /// His name.
    pub name: String,
    /// His address.
    pub email: String,
    /// His password.
    pub password: String,
}

/// Creates the workspace and its admin, and forgets the set-up code.
pub async fn set_up(db: &Database, new: &Workspace, admin: Admin, now: DateTime<Utc>) -> Result<UserId, SetUpError> {
    let email_key = text::fold_email(&admin.email).ok_or_else(|| SetUpError::Email(admin.email.clone()))?;
    if !passwords::is_acceptable(&admin.password) {
        return Err(SetUpError::Password);
    }
    let hash = passwords::hash(admin.password).await?;
    let mut tx = db.pages.begin().await.map_err(StorageError::from)?;
    workspace::insert(&mut *tx, new, now).await.map_err(SetUpError::of_workspace)?;
    calendars::insert_usual(&mut tx, new, now).await?;
    let user = users::User {
        id: UserId::new(),
        person_id: PersonId::new(),
        name: text::clean(&admin.name),
        email: text::clean(&admin.email),
        role: Role::Admin,
        team: Some(Team::Marketing),
        language: None,
        digits: Digits::Western,
        theme: Theme::System,
        time_direction: TimeDirection::Page,
        mailed: true,
        zone: None,
    };
    users::insert(&mut tx, &user, &email_key, &hash, now).await?;
    workspace::forget_set_up_code(&mut *tx).await?;
    let event = events::Event { at: now, user: Some(user.id), verb: "set_up", kind: "workspace", record: None, fields: &[] };
    events::insert(&mut *tx, event).await?;
    tx.commit().await.map_err(StorageError::from)?;
    Ok(user.id)
}
