//! Changing what somebody is called and what he may do. Open sessions follow at their next request.

use crate::domain::ids::UserId;
use crate::domain::person::{Role, Team};
use crate::domain::text;
use crate::storage::staff::{self, Someone, Which};
use crate::storage::{Database, StorageError, events, people, users};
use chrono::{DateTime, Utc};
use serde_json::json;

/// What a user is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// His name.
    pub name: String,
    /// His address.
    pub email: String,
    /// What he may do.
    pub role: Role,
    /// His team.
    pub team: Option<Team>,
    /// The version that the form was opened with.
    pub version: i32,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangedUser {
    /// Done.
    Done,
    /// There is no such user.
    Nobody,
    /// The address is no e-mail address.
    NoAddress,
    /// Somebody else signs in with this address.
    AddressTaken,
    /// Nobody else administers.
    LastAdmin,
    /// Somebody changed him since the form was opened; so he stands now.
    Stale(Box<Someone>),
}

/// Changes a user.
pub async fn change_user(
    db: &Database,
    user: UserId,
    wanted: Wanted,
    by: Option<UserId>,
    now: DateTime<Utc>,
) -> Result<ChangedUser, StorageError> {
    let Some(email_key) = text::fold_email(&wanted.email) else { return Ok(ChangedUser::NoAddress) };
    let mut tx = db.pages.begin().await?;
    let Some(stored) = staff::find(&mut *tx, Which::User(user)).await?.pop() else { return Ok(ChangedUser::Nobody) };
    let wanted = Wanted {
        name: text::clean(&wanted.name),
        email: text::clean(&wanted.email),
        team: wanted.role.implied_team().or(wanted.team),
        ..wanted
    };
    match users::update_account(&mut *tx, user, (&wanted.email, &email_key), wanted.role, wanted.version).await {
        Ok(true) => {}
        Ok(false) => return Ok(ChangedUser::Stale(Box::new(stored))),
        Err(StorageError::Constraint { name, .. }) if name == "users_email_unique" => return Ok(ChangedUser::AddressTaken),
        Err(StorageError::Constraint { name, .. }) if name == "users_admin_remains" => return Ok(ChangedUser::LastAdmin),
        Err(other) => return Err(other),
    }
    people::update(&mut *tx, stored.person, &wanted.name, &wanted.email, wanted.team).await?;
    let fields = changed_fields(&stored, &wanted);
    if !fields.is_empty() {
        let event = events::Event { at: now, user: by, verb: "changed", kind: "user", record: Some(user.0), fields: &fields };
        let role = stored.user.map(|account| account.role).filter(|role| *role != wanted.role);
        let detail = role.map(|before| json!({ "role": [before.key(), wanted.role.key()] }));
        events::insert_with(&mut *tx, event, detail).await?;
    }
    tx.commit().await?;
    Ok(ChangedUser::Done)
}

fn changed_fields(stored: &Someone, wanted: &Wanted) -> Vec<String> {
    let account = stored.user.as_ref();
    let pairs = [
        ("name", stored.name == wanted.name),
        ("email", account.is_some_and(|a| a.email == wanted.email)),
        ("role", account.is_some_and(|a| a.role == wanted.role)),
        ("team", stored.team == wanted.team),
    ];
    pairs.iter().filter(|(_, same)| !same).map(|(name, _)| (*name).to_owned()).collect()
}
