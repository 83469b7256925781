//! Records that people edit, as their columns: what a form shows, and what it changes.

use super::{StorageError, copy};
pub use crate::domain::columns::Columns;
use crate::domain::ids::PersonId;
use crate::domain::moment::Moment;
use crate::domain::ownership::Noun;
use crate::domain::person::Role;
use serde_json::Value;
use sqlx::{AssertSqlSafe, PgConnection, PgExecutor};
use uuid::Uuid;

/// The table of a noun.
#[must_use]
pub const fn table(noun: Noun) -> &'static str {
    match noun {
        Noun::Lead => "leads",
        Noun::Deal => "deals",
        Noun::Account => "accounts",
        Noun::Campaign => "campaigns",
    }
}

/// The columns that say one thing together.
#[must_use]
pub const fn groups(noun: Noun) -> &'static [&'static [&'static str]] {
    match noun {
        Noun::Lead => super::leads::FIELDS,
        Noun::Deal => super::deals::FIELDS,
        Noun::Account => super::accounts::FIELDS,
        Noun::Campaign => super::campaigns::FIELDS,
    }
}

/// A record as it stands.
pub async fn find(db: impl PgExecutor<'_>, noun: Noun, id: Uuid) -> Result<Option<Columns>, StorageError> {
    read(db, noun, id, "").await
}

/// A record that nobody else changes until the end of the transaction.
pub async fn lock(db: impl PgExecutor<'_>, noun: Noun, id: Uuid) -> Result<Option<Columns>, StorageError> {
    read(db, noun, id, " for update").await
}

async fn read(db: impl PgExecutor<'_>, noun: Noun, id: Uuid, lock: &str) -> Result<Option<Columns>, StorageError> {
    let statement = format!("select to_jsonb(t) from {} t where id = $1{lock}", table(noun));
    let found: Option<Value> = sqlx::query_scalar(AssertSqlSafe(statement)).bind(id).fetch_optional(db).await?;
    Ok(found.and_then(|value| if let Value::Object(columns) = value { Some(columns) } else { None }))
}

/// Adds a record. Gives whether it is new: a form that is sent again finds its own.
pub async fn insert(db: impl PgExecutor<'_>, noun: Noun, row: &Columns) -> Result<bool, StorageError> {
    let (table, columns) = (table(noun), row.keys().map(String::as_str).collect::<Vec<_>>().join(", "));
    let statement = format!(
        "insert into {table} ({columns}) select {columns} from jsonb_populate_record(null::{table}, $1) on conflict (id) do nothing"
    );
    let done = sqlx::query(AssertSqlSafe(statement)).bind(Value::Object(row.clone())).execute(db).await?;
    Ok(done.rows_affected() == 1)
}

/// Writes these columns of a record and raises its version.
pub async fn update(db: &mut PgConnection, noun: Noun, row: Columns, columns: &[&str]) -> Result<(), StorageError> {
    copy::update_all(db, table(noun), columns, &[Value::Object(row)]).await
}

/// Whose a record is: a deal without an owner is its lead's owner's.
pub async fn owner(db: impl PgExecutor<'_>, noun: Noun, row: &Columns) -> Result<Option<PersonId>, StorageError> {
    let own = id_of(row, "owner_id").map(PersonId);
    match (own, noun, id_of(row, "lead_id")) {
        (None, Noun::Deal, Some(lead)) => {
            let found = sqlx::query_scalar!("select owner_id from leads where id = $1", lead).fetch_optional(db).await?;
            Ok(found.flatten().map(PersonId))
        }
        _ => Ok(own),
    }
}

/// An id in a column.
#[must_use]
pub fn id_of(row: &Columns, column: &str) -> Option<Uuid> {
    row.get(column)?.as_str()?.parse().ok()
}

/// The person behind a lead was erased: nothing is written about him again.
#[must_use]
pub fn is_erased(row: &Columns) -> bool {
    row.get("erased_at").is_some_and(|at| !at.is_null())
}

/// A text in a column.
#[must_use]
pub fn text_of<'a>(row: &'a Columns, column: &str) -> Option<&'a str> {
    row.get(column)?.as_str()
}

/// A moment in two columns: an instant, or a day.
#[must_use]
pub fn moment_of(row: &Columns, at: &str, on: &str) -> Option<Moment> {
    let at = text_of(row, at).and_then(|at| at.parse().ok());
    Moment::from_columns(at, text_of(row, on).and_then(|on| on.parse().ok()))
}

/// A record's version.
#[must_use]
pub fn version_of(row: &Columns) -> Option<i64> {
    row.get("version")?.as_i64()
}

/// Somebody or something to choose from: its id and its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: String,
}

/// As many choices as a list offers.
const OFFERED: i64 = 1_000;

/// Who can own something, by name: whoever works here or stands in a file. Who has left and who only looks on is no
/// choice, except the `kept`, who own it already.
pub async fn people(db: impl PgExecutor<'_>, kept: &[Uuid]) -> Result<Vec<Named>, StorageError> {
    let found = sqlx::query_as!(
        Named,
        r#"select p.id, p.name from people p left join users u on u.person_id = p.id
           where u.id is null or (u.active and u.role <> $3) or p.id = any($2)
           order by p.name collate "und-x-icu", p.id limit $1"#,
        OFFERED,
        kept,
        Role::Viewer.key()
    );
    Ok(found.fetch_all(db).await?)
}

/// Whether somebody has this id.
pub async fn is_person(db: impl PgExecutor<'_>, id: Uuid) -> Result<bool, StorageError> {
    Ok(sqlx::query_scalar!(r#"select exists (select from people where id = $1) as "known!""#, id).fetch_one(db).await?)
}

/// The campaigns, by name.
pub async fn campaigns(db: impl PgExecutor<'_>) -> Result<Vec<Named>, StorageError> {
    Ok(sqlx::query_as!(Named, r#"select id, name from campaigns order by name collate "und-x-icu", id limit $1"#, OFFERED)
        .fetch_all(db)
        .await?)
}

/// The name of an account.
pub async fn account_name(db: impl PgExecutor<'_>, id: Uuid) -> Result<Option<String>, StorageError> {
    Ok(sqlx::query_scalar!("select name from accounts where id = $1", id).fetch_optional(db).await?)
}

/// How a person names a lead: by its address where it is the only one that has it, else by its id.
pub async fn lead_name(db: impl PgExecutor<'_>, id: Uuid) -> Result<Option<String>, StorageError> {
    let found = sqlx::query_scalar!(
        r#"select coalesce(case when (select count(*) from leads o where o.email_key = l.email_key) = 1 then email end, id::text) as "name!"
           from leads l where id = $1"#,
        id
    );
    Ok(found.fetch_optional(db).await?)
}

/// The leads that an address, a phone number or an id names: more than one is a tie.
pub async fn leads_named(
    db: impl PgExecutor<'_>,
    email: Option<&str>,
    phone: Option<&str>,
    id: &str,
) -> Result<Vec<Uuid>, StorageError> {
    let found = sqlx::query_scalar!(
        r#"select id as "id!" from leads where email_key = $1
           union select id from leads where phone_key = $2
           union select r.record_id from sources o join external_refs r on r.source_id = o.id and r.kind = 'lead' and r.external_id = $3
           union select id from leads where id = $4 limit 5"#,
        email,
        phone,
        id,
        id.parse::<Uuid>().ok()
    );
    Ok(found.fetch_all(db).await?)
}
