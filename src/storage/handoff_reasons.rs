//! Why leads are rejected and returned, and what becomes of them.

use super::StorageError;
use crate::domain::handoff::ReasonOutcome;
use sqlx::PgExecutor;

/// A reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// Its key.
    pub key: String,
    /// What it is called; none where Mihwar has words for it.
    pub name: Option<String>,
    /// The place in which it is offered: the first six are on keys.
    pub position: i32,
    /// What becomes of the lead.
    pub outcome: ReasonOutcome,
    /// After how many days it comes again.
    pub recycle_days: Option<i32>,
    /// Whether it is offered.
    pub active: bool,
    /// Grows with every change.
    pub version: i32,
}

struct Row {
    key: String,
    name: Option<String>,
    position: i32,
    outcome: String,
    recycle_days: Option<i32>,
    active: bool,
    version: i32,
}

impl Row {
    fn reason(self) -> Reason {
        let outcome = ReasonOutcome::from_key(&self.outcome).unwrap_or(ReasonOutcome::Back);
        let Self { key, name, position, recycle_days, active, version, .. } = self;
        Reason { key, name, position, outcome, recycle_days, active, version }
    }
}

/// All reasons, in the order in which they are offered.
pub async fn all(db: impl PgExecutor<'_>) -> Result<Vec<Reason>, StorageError> {
    let rows = sqlx::query_as!(
        Row,
        "select key, name, position, outcome, recycle_days, active, version from handoff_reasons order by active desc, position, key"
    );
    Ok(rows.fetch_all(db).await?.into_iter().map(Row::reason).collect())
}

/// A reason.
pub async fn find(db: impl PgExecutor<'_>, key: &str) -> Result<Option<Reason>, StorageError> {
    let row = sqlx::query_as!(
        Row,
        "select key, name, position, outcome, recycle_days, active, version from handoff_reasons where key = $1",
        key
    );
    Ok(row.fetch_optional(db).await?.map(Row::reason))
}

/// One change of the reasons after another, until the end of the transaction.
pub async fn lock(db: impl PgExecutor<'_>) -> Result<(), StorageError> {
    sqlx::query!("select pg_advisory_xact_lock(hashtext('mihwar.reasons')) as taken").execute(db).await?;
    Ok(())
}

/// Adds a reason of the company's own, behind all others. Gives whether there was none with its key.
pub async fn insert(db: impl PgExecutor<'_>, reason: &Reason) -> Result<bool, StorageError> {
    let done = sqlx::query!(
        "insert into handoff_reasons (key, name, position, outcome, recycle_days, active)
         values ($1, $2, (select coalesce(max(position), 0) + 1 from handoff_reasons), $3, $4, $5) on conflict (key) do nothing",
        reason.key,
        reason.name,
        reason.outcome.key(),
        reason.recycle_days,
        reason.active
    );
    Ok(done.execute(db).await?.rows_affected() == 1)
}

/// Changes a reason that still has the version given.
pub async fn update(db: impl PgExecutor<'_>, reason: &Reason) -> Result<bool, StorageError> {
    let done = sqlx::query!(
        "update handoff_reasons set name = $2, outcome = $3, recycle_days = $4, active = $5, version = version + 1
         where key = $1 and version = $6",
        reason.key,
        reason.name,
        reason.outcome.key(),
        reason.recycle_days,
        reason.active,
        reason.version
    );
    Ok(done.execute(db).await?.rows_affected() == 1)
}

/// Puts a reason at a place among the others.
pub async fn place(db: impl PgExecutor<'_>, key: &str, position: i32) -> Result<(), StorageError> {
    sqlx::query!("update handoff_reasons set position = $2 where key = $1", key, position).execute(db).await?;
    Ok(())
}

/// Adds a reason that a file names.
pub async fn insert_imported(db: impl PgExecutor<'_>, reason: &Reason, import: uuid::Uuid) -> Result<(), StorageError> {
    sqlx::query!(
        "insert into handoff_reasons (key, name, position, outcome, recycle_days, active, import_id)
         values ($1, $2, $3, $4, $5, $6, $7) on conflict (key) do nothing",
        reason.key,
        reason.name,
        reason.position,
        reason.outcome.key(),
        reason.recycle_days,
        reason.active,
        import
    )
    .execute(db)
    .await?;
    Ok(())
}
