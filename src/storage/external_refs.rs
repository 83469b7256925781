//! Which record an id of a foreign system means.

use super::StorageError;
use super::copy::CopyField as _;
use super::copy::copy_text;
use sqlx::PgConnection;
use std::collections::HashMap;
use uuid::Uuid;

/// Kinds of references that are not records of their own name.
pub const LEAD: &str = "lead";
/// A second key of a lead, for instance the user id of a website's visitor.
pub const LEAD_KEY2: &str = "lead_key2";
/// A deal.
pub const DEAL: &str = "deal";
/// An account.
pub const ACCOUNT: &str = "account";
/// A campaign.
pub const CAMPAIGN: &str = "campaign";

/// A new reference.
#[derive(Clone, Debug)]
pub struct NewRef {
    /// What kind of record.
    pub kind: &'static str,
    /// Its id in the source.
    pub external_id: String,
    /// The record.
    pub record_id: Uuid,
}

/// The records of these ids. Each is looked up on its own: with `any` Postgres may read all references of the source once
/// and compare each with every id, which is the likelier the less it knows of the table.
pub async fn find(db: &mut PgConnection, source: i16, kind: &str, ids: &[String]) -> Result<HashMap<String, Uuid>, StorageError> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = sqlx::query!(
        r#"select given.id as "external_id!", r.record_id from unnest($3::text[]) as given (id) cross join lateral
             (select record_id from external_refs where source_id = $1 and kind = $2 and external_id = given.id limit 1) r"#,
        source,
        kind,
        ids
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|r| (r.external_id, r.record_id)).collect())
}

/// Adds references.
pub async fn insert_all(db: &mut PgConnection, source: i16, import: Uuid, refs: &[NewRef]) -> Result<(), StorageError> {
    if refs.is_empty() {
        return Ok(());
    }
    let mut text = String::with_capacity(refs.len() * 96);
    for r in refs {
        source.write(&mut text);
        text.push('\t');
        text.push_str(r.kind);
        text.push('\t');
        r.external_id.write(&mut text);
        text.push('\t');
        r.record_id.write(&mut text);
        text.push('\t');
        import.write(&mut text);
        text.push('\n');
    }
    copy_text(db, "external_refs", &["source_id", "kind", "external_id", "record_id", "import_id"], text).await
}

/// The source of a name, made on first use.
pub async fn source(db: &mut PgConnection, name: &str) -> Result<i16, StorageError> {
    sqlx::query!("insert into sources (name) values ($1) on conflict do nothing", name).execute(&mut *db).await?;
    Ok(sqlx::query_scalar!("select id from sources where name = $1", name).fetch_one(db).await?)
}

/// Event ids of a source that a table has already, looked up as in [`find`].
pub async fn known_events(
    db: &mut PgConnection,
    table: &'static str,
    source: i16,
    ids: &[String],
) -> Result<Vec<String>, StorageError> {
    let statement = format!(
        "select given.id from unnest($2::text[]) as given (id) cross join lateral
           (select from {table} where source_id = $1 and event_id = given.id limit 1) known"
    );
    Ok(sqlx::query_scalar(sqlx::AssertSqlSafe(statement)).bind(source).bind(ids).fetch_all(db).await?)
}

/// The names of the sources, in their order.
pub async fn sources(db: impl sqlx::PgExecutor<'_>) -> Result<Vec<String>, StorageError> {
    Ok(sqlx::query_scalar!("select name from sources order by lower(name), name limit 100").fetch_all(db).await?)
}
