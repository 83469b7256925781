//! Pages of long lists: each begins behind a record, not at a number, so that none is lost or doubled while records
//! come and go.

use super::StorageError;
use futures::{Stream, TryStreamExt as _};
use sqlx::postgres::PgRow;
use sqlx::{FromRow, PgConnection, PgPool, Postgres, QueryBuilder};
use uuid::Uuid;

/// Rows of a page.
pub const PAGE: usize = 50;
/// Rows are counted up to here.
pub const COUNTED: i64 = 10_000;

/// How a list is ordered: an expression that decides, then the id.
#[derive(Clone, Copy, Debug)]
pub struct Order {
    /// The expression in SQL. A missing value counts as the smallest.
    pub key: &'static str,
    /// The id in SQL.
    pub id: &'static str,
    /// The key may be missing.
    pub nullable: bool,
    /// Largest first.
    pub descending: bool,
}

/// From where a page is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    /// The beginning.
    Start,
    /// Behind this record.
    After(Uuid),
    /// Before this record.
    Before(Uuid),
}

impl From {
    /// Behind one record, or before another; the beginning where neither is said.
    #[must_use]
    pub fn of(after: Option<Uuid>, before: Option<Uuid>) -> Self {
        after.map(Self::After).or(before.map(Self::Before)).unwrap_or(Self::Start)
    }
}

/// A page of a list.
#[derive(Clone, Debug)]
pub struct Page<T> {
    /// Its rows, in the order of the list.
    pub rows: Vec<T>,
    /// There are rows before it.
    pub before: bool,
    /// There are rows behind it.
    pub after: bool,
}

/// How many rows there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Total {
    /// As many, at most [`COUNTED`].
    pub rows: i64,
    /// More than that.
    pub more: bool,
}

impl Order {
    /// `order by`, forwards or backwards.
    pub(super) fn push(self, sql: &mut QueryBuilder<Postgres>, backwards: bool) {
        let Self { key, id, .. } = self;
        let (way, nulls) = if self.descending == backwards { ("asc", "first") } else { ("desc", "last") };
        let nulls = if self.nullable { format!(" nulls {nulls}") } else { String::new() };
        sql.push(format!(" order by {key} {way}{nulls}, {id} {way}"));
    }

    /// What lies behind a record in the direction of reading. `anchor` is its key as a subselect.
    fn beyond(self, sql: &mut QueryBuilder<Postgres>, anchor: Uuid, missing: bool, backwards: bool, table: &str) {
        let Self { key, id, .. } = self;
        let down = self.descending != backwards;
        let sign = if down { "<" } else { ">" };
        if missing {
            let others = if down { String::new() } else { format!(" or {key} is not null") };
            sql.push(format!(" and ({key} is null and {id} {sign} ")).push_bind(anchor).push(format!("{others})"));
            return;
        }
        sql.push(format!(" and (({key}, {id}) {sign} ((select {key} from {table} where {id} = "));
        sql.push_bind(anchor).push("), ").push_bind(anchor).push(")");
        sql.push(if self.nullable && down { format!(" or {key} is null)") } else { ")".to_owned() });
    }
}

/// Reads a page of the list that `select` ends with its conditions; `table` is its table with the alias in the order's
/// expressions.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn page<T>(
    db: &mut PgConnection,
    mut select: QueryBuilder<Postgres>,
    order: Order,
    table: &str,
    from: From,
) -> Result<Page<T>, StorageError>
where
    T: for<'r> FromRow<'r, PgRow> + Send + Unpin,
{
    let (anchor, backwards) = match from {
        From::Start => (None, false),
        From::After(id) => (Some(id), false),
        From::Before(id) => (Some(id), true),
    };
    // A record that is gone since is no place: the list begins anew.
    let missing = match anchor {
        Some(id) => missing_key(db, order, table, id).await?,
        None => None,
    };
    let (anchor, backwards) = if missing.is_some() { (anchor, backwards) } else { (None, false) };
    if let (Some(anchor), Some(missing)) = (anchor, missing) {
        order.beyond(&mut select, anchor, missing, backwards, table);
    }
    order.push(&mut select, backwards);
    select.push(format!(" limit {}", PAGE + 1));
    let mut rows: Vec<T> = select.build_query_as().fetch_all(db).await?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    if backwards {
        rows.reverse();
        return Ok(Page { rows, before: more, after: true });
    }
    Ok(Page { rows, before: anchor.is_some(), after: more })
}

/// Whether the key of a record is missing; none where there is no such record.
async fn missing_key(db: &mut PgConnection, order: Order, table: &str, id: Uuid) -> Result<Option<bool>, StorageError> {
    let Order { key, id: column, .. } = order;
    let mut sql = QueryBuilder::new(format!("select {key} is null from {table} where {column} = "));
    Ok(sql.push_bind(id).build_query_scalar().fetch_optional(db).await?)
}

/// Counts the rows of a select, up to [`COUNTED`].
///
/// # Errors
/// When the database does not answer.
pub(super) async fn count(db: &mut PgConnection, mut select: QueryBuilder<Postgres>) -> Result<Total, StorageError> {
    select.push(format!(" limit {}) counted", COUNTED + 1));
    let rows: i64 = select.build_query_scalar().fetch_one(db).await?;
    Ok(Total { rows: rows.min(COUNTED), more: rows > COUNTED })
}

/// Every row of a select, as the database hands them out: never all at once. Whoever stops reading ends it.
pub(super) fn stream<T>(
    pool: PgPool,
    mut select: QueryBuilder<Postgres>,
) -> impl Stream<Item = Result<T, StorageError>> + Send + use<T>
where
    T: for<'r> FromRow<'r, PgRow> + Send + Unpin + 'static,
{
    let (send, mut receive) = tokio::sync::mpsc::channel(256);
    tokio::spawn(async move {
        let mut rows = select.build_query_as::<T>().fetch(&pool);
        while let Some(row) = rows.try_next().await.map_err(StorageError::from).transpose() {
            let failed = row.is_err();
            if send.send(row).await.is_err() || failed {
                break;
            }
        }
    });
    futures::stream::poll_fn(move |context| receive.poll_recv(context))
}
