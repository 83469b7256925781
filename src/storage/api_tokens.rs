//! API tokens: only a hash of the secret is kept.

use super::StorageError;
use crate::domain::api::Scope;
use crate::domain::ids::{TokenId, UserId};
use chrono::{DateTime, TimeDelta, Utc};
use sqlx::{PgExecutor, PgPool};
use uuid::Uuid;

/// A token, as the settings show it and as a call meets it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Which.
    pub id: TokenId,
    /// What people call it.
    pub name: String,
    /// The last characters of its secret.
    pub tail: String,
    /// What it may.
    pub scopes: Vec<Scope>,
    /// The source that its records belong to.
    pub source: i16,
    /// The name of that source.
    pub source_name: String,
    /// Who made it.
    pub maker: Option<String>,
    /// When it was made.
    pub created: DateTime<Utc>,
    /// From when on it does not work any more.
    pub expires: Option<DateTime<Utc>>,
    /// When it was last used.
    pub used: Option<DateTime<Utc>>,
    /// When it was revoked.
    pub revoked: Option<DateTime<Utc>>,
}

struct TokenRow {
    id: Uuid,
    name: String,
    tail: String,
    scopes: Vec<String>,
    source_id: i16,
    source: String,
    maker: Option<String>,
    created_at: DateTime<Utc>,
    expires_at: Option<DateTime<Utc>>,
    last_used_at: Option<DateTime<Utc>>,
    revoked_at: Option<DateTime<Utc>>,
}

impl TokenRow {
    fn token(self) -> Token {
        Token {
            id: TokenId(self.id),
            name: self.name,
            tail: self.tail,
            scopes: self.scopes.iter().filter_map(|key| Scope::from_key(key)).collect(),
            source: self.source_id,
            source_name: self.source,
            maker: self.maker,
            created: self.created_at,
            expires: self.expires_at,
            used: self.last_used_at,
            revoked: self.revoked_at,
        }
    }
}

/// A token to be stored.
#[derive(Clone, Debug)]
pub struct NewToken<'a> {
    /// Which.
    pub id: TokenId,
    /// What people call it.
    pub name: &'a str,
    /// The hash of its secret.
    pub hash: &'a [u8],
    /// The last characters of its secret.
    pub tail: &'a str,
    /// What it may.
    pub scopes: &'a [Scope],
    /// The source that its records belong to.
    pub source: i16,
    /// Who makes it.
    pub maker: UserId,
    /// When.
    pub now: DateTime<Utc>,
    /// From when on it does not work any more.
    pub expires: Option<DateTime<Utc>>,
}

/// Stores a token. The same one sent again gets the fresh secret, as long as nobody has used it; false where it was used.
pub async fn insert(db: impl PgExecutor<'_>, new: NewToken<'_>) -> Result<bool, StorageError> {
    let scopes: Vec<String> = new.scopes.iter().map(|scope| scope.key().to_owned()).collect();
    let done = sqlx::query!(
        "insert into api_tokens (id, name, token_hash, tail, scopes, source_id, made_by, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict (id) do update set name = $2, token_hash = $3, tail = $4, scopes = $5, source_id = $6, expires_at = $9
             where api_tokens.last_used_at is null and api_tokens.revoked_at is null and api_tokens.made_by = $7",
        new.id.0,
        new.name,
        new.hash,
        new.tail,
        &scopes,
        new.source,
        new.maker.0,
        new.now,
        new.expires
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Every token, those that work first, the newest first.
pub async fn list(db: impl PgExecutor<'_>) -> Result<Vec<Token>, StorageError> {
    let rows = sqlx::query_as!(
        TokenRow,
        r#"select t.id, t.name, t.tail, t.scopes, t.source_id, s.name as source, p.name as "maker?", t.created_at, t.expires_at,
                  t.last_used_at, t.revoked_at
           from api_tokens t join sources s on s.id = t.source_id
           left join users u on u.id = t.made_by left join people p on p.id = u.person_id
           order by t.revoked_at desc nulls first, t.created_at desc, t.id limit 200"#
    );
    Ok(rows.fetch_all(db).await?.into_iter().map(TokenRow::token).collect())
}

/// The token with this hash, whether or not it still works.
pub async fn find(db: impl PgExecutor<'_>, hash: &[u8]) -> Result<Option<Token>, StorageError> {
    let row = sqlx::query_as!(
        TokenRow,
        r#"select t.id, t.name, t.tail, t.scopes, t.source_id, s.name as source, null::text as maker, t.created_at, t.expires_at,
                  t.last_used_at, t.revoked_at
           from api_tokens t join sources s on s.id = t.source_id where t.token_hash = $1"#,
        hash
    );
    Ok(row.fetch_optional(db).await?.map(TokenRow::token))
}

/// Revokes a token. False where it does not exist or was revoked before.
pub async fn revoke(db: impl PgExecutor<'_>, id: TokenId, now: DateTime<Utc>) -> Result<bool, StorageError> {
    let done = sqlx::query!("update api_tokens set revoked_at = $2 where id = $1 and revoked_at is null", id.0, now);
    Ok(done.execute(db).await?.rows_affected() == 1)
}

/// How many calls a token may make.
#[derive(Clone, Copy, Debug)]
pub struct Allowance {
    /// One call wears off in this time.
    pub each: TimeDelta,
    /// Calls that may come at once, as the time in which they wear off.
    pub burst: TimeDelta,
}

/// Counts a call of a token, and notes that it was used. Gives none where it may go on, else how long it must wait.
/// One row a token, whichever server is called: the limit holds for all of them together. A call that a crash forgets does
/// no harm, so nobody waits for the disk.
pub async fn count_call(
    pool: &PgPool,
    id: TokenId,
    allowed: Allowance,
    now: DateTime<Utc>,
) -> Result<Option<TimeDelta>, StorageError> {
    let mut tx = pool.begin().await?;
    sqlx::query("set local synchronous_commit = off").execute(&mut *tx).await?;
    let counted = sqlx::query!(
        "update api_tokens set last_used_at = $2, busy_until = greatest(busy_until, $2) + make_interval(secs => $3)
         where id = $1 and greatest(busy_until, $2) + make_interval(secs => $3) <= $2 + make_interval(secs => $4)",
        id.0,
        now,
        allowed.each.as_seconds_f64(),
        allowed.burst.as_seconds_f64()
    );
    if counted.execute(&mut *tx).await?.rows_affected() == 1 {
        tx.commit().await?;
        return Ok(None);
    }
    let busy = sqlx::query_scalar!("select busy_until from api_tokens where id = $1", id.0).fetch_optional(&mut *tx).await?;
    Ok(Some(busy.flatten().unwrap_or(now) + allowed.each - allowed.burst - now))
}
