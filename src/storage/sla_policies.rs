//! Promises in versions: the one in force for new offers, and the one that a running clock keeps.

use super::StorageError;
use crate::domain::ids::UserId;
use crate::domain::policy::{Conditions, Policy};
use chrono::{DateTime, Utc};
use sqlx::PgExecutor;
use sqlx::types::Json;
use std::collections::HashMap;
use uuid::Uuid;

struct Row {
    id: Uuid,
    key: Uuid,
    version: i32,
    name: String,
    position: i32,
    conditions: Json<Conditions>,
    around_the_clock: bool,
    assign_minutes: i32,
    touch_minutes: i32,
    decide_minutes: i32,
    expire_minutes: Option<i32>,
    at_risk_percent: i16,
    tell_manager: bool,
    tell_again_minutes: Option<i32>,
    reassign_minutes: Option<i32>,
    attempt_days: i16,
    attempts: i16,
}

impl Row {
    fn policy(self) -> Policy {
        Policy {
            id: self.id,
            key: self.key,
            version: self.version,
            name: self.name,
            position: self.position,
            conditions: self.conditions.0,
            around_the_clock: self.around_the_clock,
            assign_minutes: self.assign_minutes,
            touch_minutes: self.touch_minutes,
            decide_minutes: self.decide_minutes,
            expire_minutes: self.expire_minutes,
            at_risk_percent: self.at_risk_percent,
            tell_manager: self.tell_manager,
            tell_again_minutes: self.tell_again_minutes,
            reassign_minutes: self.reassign_minutes,
            attempt_days: self.attempt_days,
            attempts: self.attempts,
        }
    }
}

/// The policies in force for new offers, in the order in which they are asked.
pub async fn in_force(db: impl PgExecutor<'_>) -> Result<Vec<Policy>, StorageError> {
    let rows = sqlx::query_as!(
        Row,
        r#"select id, key, version, name, position, conditions as "conditions: _", around_the_clock, assign_minutes, touch_minutes,
                  decide_minutes, expire_minutes, at_risk_percent, tell_manager, tell_again_minutes, reassign_minutes, attempt_days, attempts
           from sla_policies where retired_at is null and not imported order by position, made_at, id"#
    );
    Ok(rows.fetch_all(db).await?.into_iter().map(Row::policy).collect())
}

/// One change of the promises after another, until the end of the transaction.
pub async fn lock(db: impl PgExecutor<'_>) -> Result<(), StorageError> {
    sqlx::query!("select pg_advisory_xact_lock(hashtext('mihwar.policies')) as taken").execute(db).await?;
    Ok(())
}

/// A version of a policy.
pub async fn find(db: impl PgExecutor<'_>, id: Uuid) -> Result<Option<Policy>, StorageError> {
    let row = sqlx::query_as!(
        Row,
        r#"select id, key, version, name, position, conditions as "conditions: _", around_the_clock, assign_minutes, touch_minutes,
                  decide_minutes, expire_minutes, at_risk_percent, tell_manager, tell_again_minutes, reassign_minutes, attempt_days, attempts
           from sla_policies where id = $1"#,
        id
    );
    Ok(row.fetch_optional(db).await?.map(Row::policy))
}

/// Adds a version of a policy; `imported`: of handoffs that a file tells of.
pub async fn insert(
    db: impl PgExecutor<'_>,
    policy: &Policy,
    imported: bool,
    by: Option<UserId>,
    now: DateTime<Utc>,
) -> Result<(), StorageError> {
    sqlx::query!(
        "insert into sla_policies (id, key, version, name, position, conditions, around_the_clock, assign_minutes, touch_minutes,
             decide_minutes, expire_minutes, at_risk_percent, tell_manager, tell_again_minutes, reassign_minutes, attempt_days, attempts,
             imported, made_at, made_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)",
        policy.id,
        policy.key,
        policy.version,
        policy.name,
        policy.position,
        Json(&policy.conditions) as _,
        policy.around_the_clock,
        policy.assign_minutes,
        policy.touch_minutes,
        policy.decide_minutes,
        policy.expire_minutes,
        policy.at_risk_percent,
        policy.tell_manager,
        policy.tell_again_minutes,
        policy.reassign_minutes,
        policy.attempt_days,
        policy.attempts,
        imported,
        now,
        by.map(|by| by.0)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Takes a version out of force. Gives whether it was.
pub async fn retire(db: impl PgExecutor<'_>, id: Uuid, now: DateTime<Utc>) -> Result<bool, StorageError> {
    let done =
        sqlx::query!("update sla_policies set retired_at = $2 where id = $1 and retired_at is null", id, now).execute(db).await?;
    Ok(done.rows_affected() == 1)
}

/// Puts a version in force at its place among the others: running clocks never ask for it.
pub async fn place(db: impl PgExecutor<'_>, id: Uuid, position: i32) -> Result<(), StorageError> {
    sqlx::query!("update sla_policies set position = $2 where id = $1", id, position).execute(db).await?;
    Ok(())
}

/// How many clocks run by a version that is not in force any more, by the key of their policy.
pub async fn running_on_older(db: impl PgExecutor<'_>) -> Result<HashMap<Uuid, i64>, StorageError> {
    let rows = sqlx::query!(
        r#"select p.key, count(*) as "n!" from handoffs h join sla_policies p on p.id = h.policy_id
           where p.retired_at is not null and h.import_id is null
             and (h.state = 'offered' or h.state = 'accepted' and h.touched_at is null)
           group by p.key"#
    );
    Ok(rows.fetch_all(db).await?.into_iter().map(|row| (row.key, row.n)).collect())
}

/// The imported policy of a name and a window for the first touch.
pub async fn find_imported(db: impl PgExecutor<'_>, name: &str, touch_minutes: i32) -> Result<Option<Uuid>, StorageError> {
    let found = sqlx::query_scalar!(
        "select id from sla_policies where imported and name = $1 and touch_minutes = $2 order by made_at, id limit 1",
        name,
        touch_minutes
    );
    Ok(found.fetch_optional(db).await?)
}

/// The name of a source, after which its promises are called.
pub async fn source_name(db: impl PgExecutor<'_>, source: i16) -> Result<Option<String>, StorageError> {
    Ok(sqlx::query_scalar!("select name from sources where id = $1", source).fetch_optional(db).await?)
}
