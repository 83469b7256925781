//! Imports: their files, their progress, and the rows that must be remembered.

use super::StorageError;
use crate::domain::ids::{ImportId, UserId};
use crate::domain::record::Kind;
use chrono::{DateTime, Utc};
use sqlx::pool::PoolConnection;
use sqlx::{PgConnection, PgExecutor, Postgres};
use std::collections::BTreeSet;
use uuid::Uuid;

/// What came of rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Counts {
    /// Rows read.
    pub read: i64,
    /// Records made.
    pub inserted: i64,
    /// Records of earlier times that changed.
    pub updated: i64,
    /// Rows that repeated or completed a record of the same import.
    pub merged: i64,
    /// Rows that said nothing new.
    pub unchanged: i64,
    /// Rows that came back.
    pub rejected: i64,
    /// Rows left out because their person was erased.
    pub erased: i64,
}

impl std::ops::AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.read += other.read;
        self.inserted += other.inserted;
        self.updated += other.updated;
        self.merged += other.merged;
        self.unchanged += other.unchanged;
        self.rejected += other.rejected;
        self.erased += other.erased;
    }
}

/// Adds to the counts of a file and says that the import is alive.
pub async fn advance(
    db: &mut PgConnection,
    import: ImportId,
    file: i16,
    counts: Counts,
    bytes_read: Option<i64>,
    now: DateTime<Utc>,
) -> Result<(), StorageError> {
    sqlx::query!(
        "update import_files set read = read + $3, inserted = inserted + $4, updated = updated + $5, merged = merged + $6,
                unchanged = unchanged + $7, rejected = rejected + $8, bytes_read = greatest(bytes_read, coalesce($9, bytes_read)),
                erased = erased + $10
         where import_id = $1 and position = $2",
        import.0,
        file,
        counts.read,
        counts.inserted,
        counts.updated,
        counts.merged,
        counts.unchanged,
        counts.rejected,
        bytes_read,
        counts.erased
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!("update imports set beat_at = $2 where id = $1", import.0, now).execute(db).await?;
    Ok(())
}

/// Where an import stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Uploaded, waiting for a person's word.
    Draft,
    /// At work.
    Running,
    /// Every file was read.
    Done,
    /// Stopped by an error.
    Failed,
    /// The server stopped in the middle.
    Interrupted,
    /// Taken back.
    Undone,
}

impl State {
    /// The fixed key.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Interrupted => "interrupted",
            Self::Undone => "undone",
        }
    }

    fn from_key(key: &str) -> Self {
        [Self::Draft, Self::Running, Self::Done, Self::Failed, Self::Interrupted]
            .into_iter()
            .find(|s| s.key() == key)
            .unwrap_or(Self::Undone)
    }
}

/// An import.
#[derive(Clone, Debug)]
pub struct Import {
    /// Which.
    pub id: ImportId,
    /// Whose; none for the command line and for tokens.
    pub user: Option<String>,
    /// The token by which a program sent it, of one day.
    pub token: Option<String>,
    /// Where it stands.
    pub state: State,
    /// Its mapping, once a person confirmed one.
    pub mapping: Option<String>,
    /// Why it stopped.
    pub error: Option<String>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it came to its end.
    pub finished_at: Option<DateTime<Utc>>,
    /// Its rejected rows and the values before its changes are deleted: it cannot be taken back any more.
    pub forgotten: bool,
}

impl Import {
    /// Whether it can be taken back.
    #[must_use]
    pub const fn can_be_undone(&self) -> bool {
        !self.forgotten && matches!(self.state, State::Done | State::Failed | State::Interrupted)
    }

    /// Whether it can go on.
    #[must_use]
    pub const fn can_be_resumed(&self) -> bool {
        !self.forgotten && matches!(self.state, State::Failed | State::Interrupted)
    }
}

/// A file of an import.
#[derive(Clone, Debug)]
pub struct ImportFile {
    /// Its place.
    pub position: i16,
    /// Its name as uploaded.
    pub name: String,
    /// Where its bytes lie.
    pub path: String,
    /// Its length.
    pub bytes: i64,
    /// How far it was read.
    pub bytes_read: i64,
    /// What came of its rows.
    pub counts: Counts,
    /// No mapping takes it.
    pub left_out: bool,
}

/// Makes an import with its files: (name, path, bytes).
pub async fn insert(
    db: &mut PgConnection,
    id: ImportId,
    user: Option<UserId>,
    files: &[(String, String, i64)],
    now: DateTime<Utc>,
) -> Result<(), StorageError> {
    sqlx::query!(
        "insert into imports (id, user_id, state, created_at) values ($1, $2, 'draft', $3)",
        id.0,
        user.map(|u| u.0),
        now
    )
    .execute(&mut *db)
    .await?;
    for (position, (name, path, bytes)) in files.iter().enumerate() {
        let position = i16::try_from(position).unwrap_or(i16::MAX);
        sqlx::query!(
            "insert into import_files (import_id, position, name, path, bytes) values ($1, $2, $3, $4, $5)",
            id.0,
            position,
            name,
            path,
            bytes
        )
        .execute(&mut *db)
        .await?;
    }
    Ok(())
}

/// Begins or resumes an import: counts start anew, since rows that landed before count as unchanged.
pub async fn start(
    db: &mut PgConnection,
    id: ImportId,
    source: i16,
    mapping: &str,
    now: DateTime<Utc>,
) -> Result<(), StorageError> {
    sqlx::query!(
        "update imports set state = 'running', source_id = $2, mapping = $3, error = null, started_at = $4, beat_at = $4, finished_at = null where id = $1",
        id.0,
        source,
        mapping,
        now
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!("delete from import_rows where import_id = $1 and action = 'rejected'", id.0).execute(&mut *db).await?;
    sqlx::query!(
        "update import_files set bytes_read = 0, read = 0, inserted = 0, updated = 0, merged = 0, unchanged = 0, rejected = 0, erased = 0, left_out = false
         where import_id = $1",
        id.0
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Marks files that no mapping takes.
pub async fn leave_out(db: impl PgExecutor<'_>, id: ImportId, positions: &[i16]) -> Result<(), StorageError> {
    sqlx::query!("update import_files set left_out = true where import_id = $1 and position = any($2)", id.0, positions)
        .execute(db)
        .await?;
    Ok(())
}

/// Brings an import to a state, with the sentence why if it failed.
pub async fn set_state(
    db: impl PgExecutor<'_>,
    id: ImportId,
    state: State,
    error: Option<&str>,
    now: DateTime<Utc>,
) -> Result<(), StorageError> {
    sqlx::query!("update imports set state = $2, error = $3, finished_at = $4 where id = $1", id.0, state.key(), error, now)
        .execute(db)
        .await?;
    Ok(())
}

/// Running imports that have been silent since an instant were interrupted, unless one is at work: it may be in the middle
/// of a long file.
pub async fn mark_interrupted(db: impl PgExecutor<'_>, silent_since: DateTime<Utc>) -> Result<u64, StorageError> {
    let done = sqlx::query!(
        "update imports set state = 'interrupted' where state = 'running' and beat_at < $1 and not exists (
             select 1 from pg_locks l join pg_database d on d.oid = l.database
             where l.locktype = 'advisory' and l.objid = 7240181 and d.datname = current_database())",
        silent_since
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}

/// Waits until no other import or undo is at work, and keeps others waiting until [`release`] or the connection's end.
pub async fn one_at_a_time(pool: &sqlx::PgPool) -> Result<PoolConnection<Postgres>, StorageError> {
    let mut connection = pool.acquire().await?;
    sqlx::query("select pg_advisory_lock(7240181)").execute(&mut *connection).await?;
    Ok(connection)
}

/// The same without waiting: none while another import or undo is at work.
pub async fn one_at_a_time_if_idle(pool: &sqlx::PgPool) -> Result<Option<PoolConnection<Postgres>>, StorageError> {
    let mut connection = pool.acquire().await?;
    let idle: bool = sqlx::query_scalar("select pg_try_advisory_lock(7240181)").fetch_one(&mut *connection).await?;
    Ok(idle.then_some(connection))
}

/// Tells Postgres how the tables look to which rows of these kinds were added: after a large import its old picture makes
/// for bad plans.
pub async fn analyze(db: &mut PgConnection, kinds: &BTreeSet<Kind>) -> Result<(), StorageError> {
    let tables: BTreeSet<&str> = kinds.iter().flat_map(|kind| tables_of(*kind)).copied().collect();
    if tables.is_empty() {
        return Ok(());
    }
    let tables: Vec<&str> = tables.into_iter().collect();
    sqlx::query(sqlx::AssertSqlSafe(format!("analyze {}", tables.join(", ")))).execute(db).await?;
    Ok(())
}

/// The tables to which rows of a kind add most.
const fn tables_of(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Account => &["accounts", "external_refs"],
        Kind::Campaign => &["campaigns", "external_refs"],
        Kind::CampaignCost => &["campaign_costs", "campaigns"],
        Kind::Lead => &["leads", "stage_transitions", "external_refs"],
        Kind::Deal => &["deals", "accounts", "stage_transitions", "external_refs"],
        Kind::StageEvent => &["stage_transitions", "deals"],
        Kind::Touch => &["touches"],
        Kind::Activity => &["activities"],
        Kind::Handoff => &["handoffs", "stage_transitions"],
    }
}

/// Lets the next one in.
pub async fn release(mut connection: PoolConnection<Postgres>) -> Result<(), StorageError> {
    sqlx::query("select pg_advisory_unlock(7240181)").execute(&mut *connection).await?;
    Ok(())
}

/// An import.
pub async fn find(db: impl PgExecutor<'_>, id: ImportId) -> Result<Option<Import>, StorageError> {
    let row = sqlx::query!(
        r#"select i.id, p.name as "user?", t.name as "token?", i.state, i.mapping, i.error, i.created_at, i.finished_at,
                  i.rows_deleted_at is not null as "forgotten!"
           from imports i left join users u on u.id = i.user_id left join people p on p.id = u.person_id
           left join api_tokens t on t.id = i.token_id where i.id = $1"#,
        id.0
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|r| Import {
        id: ImportId(r.id),
        user: r.user,
        token: r.token,
        state: State::from_key(&r.state),
        mapping: r.mapping,
        error: r.error,
        created_at: r.created_at,
        finished_at: r.finished_at,
        forgotten: r.forgotten,
    }))
}

/// The newest imports.
pub async fn list(db: impl PgExecutor<'_>, limit: i64) -> Result<Vec<Import>, StorageError> {
    let rows = sqlx::query!(
        r#"select i.id, p.name as "user?", t.name as "token?", i.state, i.mapping, i.error, i.created_at, i.finished_at,
                  i.rows_deleted_at is not null as "forgotten!"
           from imports i left join users u on u.id = i.user_id left join people p on p.id = u.person_id
           left join api_tokens t on t.id = i.token_id
           order by i.created_at desc, i.id desc limit $1"#,
        limit
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| Import {
            id: ImportId(r.id),
            user: r.user,
            token: r.token,
            state: State::from_key(&r.state),
            mapping: r.mapping,
            error: r.error,
            created_at: r.created_at,
            finished_at: r.finished_at,
            forgotten: r.forgotten,
        })
        .collect())
}

/// The files of an import.
pub async fn files(db: impl PgExecutor<'_>, id: ImportId) -> Result<Vec<ImportFile>, StorageError> {
    let rows = sqlx::query!(
        "select position, name, path, bytes, bytes_read, read, inserted, updated, merged, unchanged, rejected, erased, left_out
         from import_files where import_id = $1 order by position",
        id.0
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| ImportFile {
            position: r.position,
            name: r.name,
            path: r.path,
            bytes: r.bytes,
            bytes_read: r.bytes_read,
            counts: Counts {
                read: r.read,
                inserted: r.inserted,
                updated: r.updated,
                merged: r.merged,
                unchanged: r.unchanged,
                rejected: r.rejected,
                erased: r.erased,
            },
            left_out: r.left_out,
        })
        .collect())
}

/// Keeps others from making an import of this id until the transaction ends. False where it is already there.
pub async fn reserve(db: &mut PgConnection, id: ImportId) -> Result<bool, StorageError> {
    sqlx::query("select pg_advisory_xact_lock(7240182, hashtext($1))").bind(id.to_string()).execute(&mut *db).await?;
    Ok(find(db, id).await?.is_none())
}

/// Keeps what a person decided about a draft.
pub async fn set_draft(db: impl PgExecutor<'_>, id: ImportId, draft: &str) -> Result<(), StorageError> {
    sqlx::query!("update imports set mapping = $2 where id = $1 and state <> 'running'", id.0, draft).execute(db).await?;
    Ok(())
}

/// Takes away a draft, of which nothing has landed. False where it is none.
pub async fn delete_draft(db: impl PgExecutor<'_>, id: ImportId) -> Result<bool, StorageError> {
    let done = sqlx::query!("delete from imports where id = $1 and state = 'draft'", id.0).execute(db).await?;
    Ok(done.rows_affected() == 1)
}

/// Marks an import that waits as running. False where somebody else was faster, or it does not wait.
pub async fn claim(db: impl PgExecutor<'_>, id: ImportId, now: DateTime<Utc>) -> Result<bool, StorageError> {
    let done = sqlx::query!(
        "update imports set state = 'running', started_at = $2, beat_at = $2, error = null
         where id = $1 and state in ('draft', 'failed', 'interrupted') and rows_deleted_at is null",
        id.0,
        now
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The names and counts of the files of several imports.
pub async fn files_of(db: impl PgExecutor<'_>, ids: &[Uuid]) -> Result<Vec<(ImportId, String, Counts)>, StorageError> {
    let rows = sqlx::query!(
        "select import_id, name, read, inserted, updated, merged, unchanged, rejected, erased
         from import_files where import_id = any($1) order by import_id, position",
        ids
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| {
            let counts = Counts {
                read: r.read,
                inserted: r.inserted,
                updated: r.updated,
                merged: r.merged,
                unchanged: r.unchanged,
                rejected: r.rejected,
                erased: r.erased,
            };
            (ImportId(r.import_id), r.name, counts)
        })
        .collect())
}

/// Whether an import is at work.
pub async fn is_any_running(db: impl PgExecutor<'_>) -> Result<bool, StorageError> {
    Ok(sqlx::query_scalar!(r#"select exists (select from imports where state = 'running') as "running!""#).fetch_one(db).await?)
}

/// Imports that wait to be confirmed, with the places of their files.
pub async fn waiting(db: impl PgExecutor<'_>) -> Result<Vec<(ImportId, Vec<String>)>, StorageError> {
    let rows = sqlx::query!(
        r#"select i.id, array_agg(f.path) as "paths!" from imports i join import_files f on f.import_id = i.id
           where i.state = 'draft' group by i.id order by i.id"#
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|r| (ImportId(r.id), r.paths)).collect())
}

/// How many imports run, and what came of the rows of all of them.
#[derive(Clone, Debug)]
pub struct Tally {
    /// Imports that run.
    pub running: i64,
    /// Rows by what came of them.
    pub rows: [(&'static str, i64); 5],
}

/// Counts.
pub async fn tally(db: impl PgExecutor<'_>) -> Result<Tally, StorageError> {
    let found = sqlx::query!(
        r#"select (select count(*) from imports where state = 'running') as "running!",
                  coalesce(sum(inserted), 0)::bigint as "inserted!", coalesce(sum(updated), 0)::bigint as "updated!",
                  coalesce(sum(merged), 0)::bigint as "merged!", coalesce(sum(unchanged), 0)::bigint as "unchanged!",
                  coalesce(sum(rejected), 0)::bigint as "rejected!"
           from import_files"#
    );
    let f = found.fetch_one(db).await?;
    let rows =
        [("new", f.inserted), ("changed", f.updated), ("merged", f.merged), ("unchanged", f.unchanged), ("rejected", f.rejected)];
    Ok(Tally { running: f.running, rows })
}
