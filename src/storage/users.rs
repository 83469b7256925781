//! People who sign in.

use super::{StorageError, people};
use crate::domain::ids::{PersonId, UserId};
use crate::domain::person::{Digits, Language, Role, Team, Theme, TimeDirection};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use sqlx::PgExecutor;

/// A user with his preferences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// Who.
    pub id: UserId,
    /// The person he is among owners and actors.
    pub person_id: PersonId,
    /// His name.
    pub name: String,
    /// His address, as written.
    pub email: String,
    /// What he may do.
    pub role: Role,
    /// His team.
    pub team: Option<Team>,
    /// His language; the workspace's where he chose none.
    pub language: Option<Language>,
    /// His digits.
    pub digits: Digits,
    /// His colours.
    pub theme: Theme,
    /// In which direction time runs on his Arabic charts.
    pub time_direction: TimeDirection,
    /// His own zone for instants shown; periods stay the workspace's.
    pub zone: Option<Tz>,
    /// He is told by e-mail too, where the server sends any.
    pub mailed: bool,
}

/// The columns of a user as the database has them.
pub(super) struct UserRow {
    pub id: uuid::Uuid,
    pub person_id: uuid::Uuid,
    pub name: String,
    pub email: String,
    pub role: String,
    pub team: Option<String>,
    pub language: Option<String>,
    pub digits: String,
    pub theme: String,
    pub time_direction: String,
    pub zone: Option<String>,
    pub mailed: bool,
}

impl UserRow {
    pub(super) fn user(self) -> User {
        User {
            id: UserId(self.id),
            person_id: PersonId(self.person_id),
            name: self.name,
            email: self.email,
            role: Role::from_key(&self.role).unwrap_or(Role::Viewer),
            team: self.team.as_deref().and_then(Team::from_key),
            language: self.language.as_deref().and_then(Language::from_key),
            digits: Digits::from_key(&self.digits).unwrap_or(Digits::Western),
            theme: Theme::from_key(&self.theme).unwrap_or(Theme::System),
            time_direction: TimeDirection::from_key(&self.time_direction).unwrap_or(TimeDirection::Page),
            zone: self.zone.and_then(|z| z.parse().ok()),
            mailed: self.mailed,
        }
    }
}

/// An active user and his password's hash, by folded address.
pub async fn find_credentials(
    db: impl PgExecutor<'_>,
    email_key: &str,
) -> Result<Option<(UserId, Option<String>)>, StorageError> {
    let row =
        sqlx::query!("select id, password_hash from users where email_key = $1 and active", email_key).fetch_optional(db).await?;
    Ok(row.map(|r| (UserId(r.id), r.password_hash)))
}

/// The hash of a user's password.
pub async fn find_password_hash(db: impl PgExecutor<'_>, id: UserId) -> Result<Option<String>, StorageError> {
    Ok(sqlx::query_scalar!("select password_hash from users where id = $1", id.0).fetch_optional(db).await?.flatten())
}

/// Sets the hash of a user's password.
pub async fn set_password_hash(db: impl PgExecutor<'_>, id: UserId, hash: &str) -> Result<(), StorageError> {
    sqlx::query!("update users set password_hash = $2 where id = $1", id.0, hash).execute(db).await?;
    Ok(())
}

/// Adds a user and the person that he is among owners and actors; rows that name him by his address have made that
/// person already.
pub async fn insert(
    db: &mut sqlx::PgConnection,
    user: &User,
    email_key: &str,
    password_hash: &str,
    now: DateTime<Utc>,
) -> Result<(), StorageError> {
    let person_id = people::insert(&mut *db, user, email_key).await?;
    let user = User { person_id, ..user.clone() };
    insert_of_person(db, &user, email_key, Some(password_hash), now).await
}

/// Adds the user that a person signs in as. Without a password he was only invited.
pub async fn insert_of_person(
    db: impl PgExecutor<'_>,
    user: &User,
    email_key: &str,
    password_hash: Option<&str>,
    now: DateTime<Utc>,
) -> Result<(), StorageError> {
    sqlx::query!(
        "insert into users (id, person_id, email, email_key, password_hash, role, language, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8)",
        user.id.0,
        user.person_id.0,
        user.email,
        email_key,
        password_hash,
        user.role.key(),
        user.language.map(Language::key),
        now
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Stores a user's preferences.
pub async fn update_preferences(db: impl PgExecutor<'_>, user: &User) -> Result<(), StorageError> {
    sqlx::query!(
        "update users set language = $2, digits = $3, theme = $4, time_direction = $5, zone = $6, mailed = $7 where id = $1",
        user.id.0,
        user.language.map(Language::key),
        user.digits.key(),
        user.theme.key(),
        user.time_direction.key(),
        user.zone.map(chrono_tz::Tz::name),
        user.mailed
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Whether anybody can sign in.
pub async fn any(db: impl PgExecutor<'_>) -> Result<bool, StorageError> {
    Ok(sqlx::query_scalar!(r#"select exists(select 1 from users) as "found!""#).fetch_one(db).await?)
}

/// Stores a user's address (as written and folded) and role, if nobody changed them since this version. Gives whether it did.
pub async fn update_account(
    db: impl PgExecutor<'_>,
    user: UserId,
    email: (&str, &str),
    role: Role,
    version: i32,
) -> Result<bool, StorageError> {
    let done = sqlx::query!(
        "update users set email = $2, email_key = $3, role = $4, version = version + 1 where id = $1 and version = $5",
        user.0,
        email.0,
        email.1,
        role.key(),
        version
    );
    Ok(done.execute(db).await?.rows_affected() == 1)
}

/// Lets a user sign in, or no longer. Gives whether that is new.
pub async fn set_active(db: impl PgExecutor<'_>, user: UserId, active: bool) -> Result<bool, StorageError> {
    let done = sqlx::query!("update users set active = $2, version = version + 1 where id = $1 and active <> $2", user.0, active);
    Ok(done.execute(db).await?.rows_affected() == 1)
}

/// Removes a user who was invited and never came. Gives his person.
pub async fn delete_invited(db: impl PgExecutor<'_>, user: UserId) -> Result<Option<PersonId>, StorageError> {
    let gone = sqlx::query_scalar!("delete from users where id = $1 and password_hash is null returning person_id", user.0);
    Ok(gone.fetch_optional(db).await?.map(PersonId))
}

/// The user of an address.
pub async fn find_by_email(db: impl PgExecutor<'_>, email_key: &str) -> Result<Option<UserId>, StorageError> {
    Ok(sqlx::query_scalar!("select id from users where email_key = $1", email_key).fetch_optional(db).await?.map(UserId))
}

/// Stores how a newcomer wants to read.
pub async fn set_look(db: impl PgExecutor<'_>, user: UserId, language: Language, theme: Theme) -> Result<(), StorageError> {
    sqlx::query!("update users set language = $2, theme = $3 where id = $1", user.0, language.key(), theme.key())
        .execute(db)
        .await?;
    Ok(())
}
