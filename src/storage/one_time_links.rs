//! Links that let somebody in once: only a hash of their secret is kept.

use super::StorageError;
use crate::domain::ids::UserId;
use chrono::{DateTime, Utc};
use sqlx::PgExecutor;

/// Whom a link lets in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// The user.
    pub user: UserId,
    /// His name.
    pub name: String,
    /// His address.
    pub email: String,
    /// He has no password yet: it is his first visit.
    pub invited: bool,
}

/// Stores a link; an older one of the same user is gone.
pub async fn replace(
    db: impl PgExecutor<'_>,
    token_hash: &[u8],
    user: UserId,
    made_by: Option<UserId>,
    now: DateTime<Utc>,
    expires: DateTime<Utc>,
) -> Result<(), StorageError> {
    sqlx::query!(
        "insert into one_time_links (token_hash, user_id, made_by, created_at, expires_at) values ($1, $2, $3, $4, $5)
         on conflict (user_id) do update set token_hash = $1, made_by = $3, created_at = $4, expires_at = $5",
        token_hash,
        user.0,
        made_by.map(|u| u.0),
        now,
        expires
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Whom a link lets in, while it works.
pub async fn find(db: impl PgExecutor<'_>, token_hash: &[u8], now: DateTime<Utc>) -> Result<Option<Holder>, StorageError> {
    let row = sqlx::query!(
        r#"select u.id, p.name, u.email, u.password_hash is null as "invited!"
           from one_time_links l join users u on u.id = l.user_id join people p on p.id = u.person_id
           where l.token_hash = $1 and l.expires_at > $2 and u.active"#,
        token_hash,
        now
    );
    let row = row.fetch_optional(db).await?;
    Ok(row.map(|r| Holder { user: UserId(r.id), name: r.name, email: r.email, invited: r.invited }))
}

/// Uses a link up. Of two at once, one gets nothing.
pub async fn take(db: impl PgExecutor<'_>, token_hash: &[u8], now: DateTime<Utc>) -> Result<Option<UserId>, StorageError> {
    let user = sqlx::query_scalar!(
        "delete from one_time_links l using users u
         where l.token_hash = $1 and l.expires_at > $2 and u.id = l.user_id and u.active returning l.user_id",
        token_hash,
        now
    );
    Ok(user.fetch_optional(db).await?.map(UserId))
}

/// Withdraws the link of a user.
pub async fn delete_of(db: impl PgExecutor<'_>, user: UserId) -> Result<(), StorageError> {
    sqlx::query!("delete from one_time_links where user_id = $1", user.0).execute(db).await?;
    Ok(())
}
