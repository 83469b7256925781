//! Sessions: only a hash of the token is kept.

use super::StorageError;
use super::users::{User, UserRow};
use crate::domain::ids::UserId;
use chrono::{DateTime, Utc};
use sqlx::PgExecutor;

/// A session of a signed-in user.
#[derive(Clone, Debug)]
pub struct Session {
    /// Who.
    pub user: User,
    /// What his forms carry against forgery.
    pub csrf: String,
    /// When a page was last asked for in it, to some minutes.
    pub seen: Option<DateTime<Utc>>,
    /// How many handoffs he has to answer or to touch.
    pub open: i64,
    /// How much of what he was told he has not read, counted up to [`UNREAD_COUNTED`].
    pub unread: i64,
}

/// What is unread is counted up to here.
pub const UNREAD_COUNTED: i64 = 100;

/// Opens a session.
pub async fn insert(
    db: impl PgExecutor<'_>,
    token_hash: &[u8],
    user: UserId,
    csrf: &str,
    now: DateTime<Utc>,
    expires: DateTime<Utc>,
) -> Result<(), StorageError> {
    sqlx::query!(
        "insert into sessions (token_hash, user_id, csrf, created_at, expires_at) values ($1, $2, $3, $4, $5)",
        token_hash,
        user.0,
        csrf,
        now,
        expires
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The session of a token, unless it has expired or its user was deactivated.
pub async fn find(db: impl PgExecutor<'_>, token_hash: &[u8], now: DateTime<Utc>) -> Result<Option<Session>, StorageError> {
    let row = sqlx::query!(
        r#"select s.csrf, s.seen_at, u.id, u.person_id, p.name, u.email, u.role, p.team, u.language, u.digits, u.theme, u.time_direction, u.zone, u.mailed,
                (select count(*) from handoffs h where h.assignee_id = u.person_id and h.state in ('offered', 'accepted')
                   and (h.state = 'offered' or h.touched_at is null and h.import_id is null)) as "open!",
                (select count(*) from (select from notifications n where n.person_id = u.person_id and n.read_at is null limit 100) counted)
                    as "unread!"
         from sessions s join users u on u.id = s.user_id join people p on p.id = u.person_id
         where s.token_hash = $1 and s.expires_at > $2 and u.active"#,
        token_hash,
        now
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|r| Session {
        csrf: r.csrf,
        seen: r.seen_at,
        open: r.open,
        unread: r.unread,
        user: UserRow {
            id: r.id,
            person_id: r.person_id,
            name: r.name,
            email: r.email,
            role: r.role,
            team: r.team,
            language: r.language,
            digits: r.digits,
            theme: r.theme,
            time_direction: r.time_direction,
            zone: r.zone,
            mailed: r.mailed,
        }
        .user(),
    }))
}

/// Somebody is here.
pub async fn touch(db: impl PgExecutor<'_>, token_hash: &[u8], now: DateTime<Utc>) -> Result<(), StorageError> {
    sqlx::query!(
        "with own as (update sessions set seen_at = $2 where token_hash = $1 returning user_id)
         update users set seen_at = $2 from own where users.id = own.user_id",
        token_hash,
        now
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A session as its user sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenSession {
    /// The hash of its secret.
    pub token_hash: Vec<u8>,
    /// When it began.
    pub began: DateTime<Utc>,
    /// When a page was last asked for in it.
    pub seen: Option<DateTime<Utc>>,
}

/// The sessions of a user that have not expired, newest first.
pub async fn list(db: impl PgExecutor<'_>, user: UserId, now: DateTime<Utc>) -> Result<Vec<OpenSession>, StorageError> {
    let found = sqlx::query_as!(
        OpenSession,
        "select token_hash, created_at as began, seen_at as seen from sessions
         where user_id = $1 and expires_at > $2 order by created_at desc limit 50",
        user.0,
        now
    );
    Ok(found.fetch_all(db).await?)
}

/// Ends one session.
pub async fn delete(db: impl PgExecutor<'_>, token_hash: &[u8]) -> Result<(), StorageError> {
    sqlx::query!("delete from sessions where token_hash = $1", token_hash).execute(db).await?;
    Ok(())
}

/// Ends every session of a user.
pub async fn delete_all(db: impl PgExecutor<'_>, user: UserId) -> Result<(), StorageError> {
    sqlx::query!("delete from sessions where user_id = $1", user.0).execute(db).await?;
    Ok(())
}

/// Ends every session of a user but one.
pub async fn delete_others(db: impl PgExecutor<'_>, user: UserId, keep: &[u8]) -> Result<(), StorageError> {
    sqlx::query!("delete from sessions where user_id = $1 and token_hash <> $2", user.0, keep).execute(db).await?;
    Ok(())
}

/// Forgets sessions that have expired.
pub async fn delete_expired(db: impl PgExecutor<'_>, now: DateTime<Utc>) -> Result<(), StorageError> {
    sqlx::query!("delete from sessions where expires_at <= $1", now).execute(db).await?;
    Ok(())
}
