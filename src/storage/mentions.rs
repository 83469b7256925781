//! Texts of the whole database, wherever they stand: the schema itself says which tables and columns there are, so that a
//! table of tomorrow is looked through as well.

use super::StorageError;
use serde_json::{Map, Value};
use sqlx::{AssertSqlSafe, PgConnection};
use uuid::Uuid;

/// Tables in which nobody is mentioned but whoever works here, or nobody at all.
const OTHERS: [&str; 9] = [
    "_sqlx_migrations",
    "exchange_rates",
    "people",
    "sessions",
    "set_up_code",
    "sign_in_failures",
    "sources",
    "users",
    "workspace",
];
/// Long tables without free text: only the rows of the person are looked at.
const ONLY_OWN: [&str; 4] = ["external_refs", "leads", "stage_transitions", "touches"];

/// A table with its columns of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextTable {
    /// Its name.
    pub name: String,
    /// Its columns of text or JSON that are written, not computed.
    pub columns: Vec<String>,
    /// Its columns that say which lead it is about.
    pub leads: Vec<String>,
    /// Every row may mention anybody.
    pub everywhere: bool,
}

/// The tables that hold texts.
pub async fn tables(db: &mut PgConnection) -> Result<Vec<TextTable>, StorageError> {
    let rows: Vec<(String, Vec<String>, Vec<String>)> =
        sqlx::query_as(include_str!("mentions_tables.sql")).bind(&OTHERS[..]).fetch_all(db).await?;
    let table = |(name, columns, leads): (String, Vec<String>, Vec<String>)| {
        let everywhere = !ONLY_OWN.contains(&name.as_str());
        TextTable { name, columns, leads, everywhere }
    };
    let mut all: Vec<TextTable> = rows.into_iter().map(table).collect();
    // Of other leads only the columns that a file brought beside the known ones may tell of anybody else.
    let raw = TextTable { name: "leads".to_owned(), columns: vec!["raw".to_owned()], leads: Vec::new(), everywhere: true };
    all.push(raw);
    Ok(all)
}

/// A row's place and its texts.
#[derive(Clone, Debug)]
pub struct Texts {
    place: String,
    /// Column by column.
    pub values: Map<String, Value>,
}

/// Rows of a table: those about these leads, or those that match an expression.
pub async fn rows(
    db: &mut PgConnection,
    table: &TextTable,
    leads: &[Uuid],
    pattern: Option<&str>,
) -> Result<Vec<Texts>, StorageError> {
    let pairs: Vec<String> = table.columns.iter().map(|c| format!("'{c}', to_jsonb(t.{c})")).collect();
    let texts: Vec<String> = table.columns.iter().map(|c| format!("t.{c}::text")).collect();
    let own: Vec<String> = table.leads.iter().map(|c| format!("t.{c} = any($1)")).collect();
    let own = if own.is_empty() { "false".to_owned() } else { own.join(" or ") };
    let wanted = match pattern {
        Some(_) if table.everywhere => format!("(concat_ws(' ', {}) ~* $2 or {own})", texts.join(", ")),
        _ => format!("($2::text is not distinct from $2 and ({own}))"),
    };
    let statement =
        format!("select t.ctid::text, jsonb_build_object({}) from {} t where {wanted} for update", pairs.join(", "), table.name);
    let found: Vec<(String, sqlx::types::Json<Map<String, Value>>)> =
        sqlx::query_as(AssertSqlSafe(statement)).bind(leads).bind(pattern).fetch_all(db).await?;
    Ok(found.into_iter().map(|(place, values)| Texts { place, values: values.0 }).collect())
}

/// Writes some columns of a row that [`rows`] gave, in the same transaction.
pub async fn write(db: &mut PgConnection, table: &TextTable, row: &Texts, columns: &[&str]) -> Result<(), StorageError> {
    let sets: Vec<String> = columns.iter().map(|c| format!("{c} = r.{c}")).collect();
    let statement = format!(
        "update {table} t set {} from jsonb_populate_record(null::{table}, $2) r where t.ctid = $1::tid",
        sets.join(", "),
        table = table.name
    );
    sqlx::query(AssertSqlSafe(statement)).bind(&row.place).bind(sqlx::types::Json(&row.values)).execute(db).await?;
    Ok(())
}
