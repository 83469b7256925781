//! Bulk writing: rows of one table by COPY, changes by one statement over JSON.

use super::StorageError;
use chrono::{DateTime, NaiveDate, Timelike as _, Utc};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use sqlx::{AssertSqlSafe, PgConnection};
use std::fmt::Write as _;
use uuid::Uuid;

/// A row as a table has it.
pub trait Stored: Serialize + DeserializeOwned + Clone + Send + Sync {
    /// The table.
    const TABLE: &'static str;
    /// Its columns, in the order in which [`Stored::write`] writes them.
    const COLUMNS: &'static [&'static str];
    /// Which row.
    fn id(&self) -> Uuid;
    /// Appends the columns in COPY's text format.
    fn write(&self, out: &mut String);
}

/// A value in COPY's text format.
pub trait CopyField {
    /// Appends it.
    fn write(&self, out: &mut String);
}

impl<T: CopyField> CopyField for Option<T> {
    fn write(&self, out: &mut String) {
        match self {
            Some(value) => value.write(out),
            None => out.push_str("\\N"),
        }
    }
}

impl CopyField for String {
    fn write(&self, out: &mut String) {
        let mut rest = self.as_str();
        while let Some(at) = rest.find(['\\', '\t', '\n', '\r', '\0']) {
            out.push_str(&rest[..at]);
            out.push_str(match rest.as_bytes()[at] {
                b'\\' => "\\\\",
                b'\t' => "\\t",
                b'\n' => "\\n",
                b'\r' => "\\r",
                // Postgres text has no NUL.
                _ => "",
            });
            rest = &rest[at + 1..];
        }
        out.push_str(rest);
    }
}

impl CopyField for Value {
    fn write(&self, out: &mut String) {
        // JSON's \u0000 is no text in Postgres either.
        self.to_string().replace("\\u0000", "").write(out);
    }
}

impl CopyField for DateTime<Utc> {
    fn write(&self, out: &mut String) {
        let (day, time, micros) = (self.date_naive(), self.time(), self.timestamp_subsec_micros());
        let (hour, minute, second) = (time.hour(), time.minute(), time.second());
        let _ = write!(out, "{day} {hour:02}:{minute:02}:{second:02}.{micros:06}+00");
    }
}

impl CopyField for Uuid {
    fn write(&self, out: &mut String) {
        out.push_str(self.hyphenated().encode_lower(&mut Uuid::encode_buffer()));
    }
}

impl CopyField for Vec<String> {
    fn write(&self, out: &mut String) {
        let quoted: Vec<String> =
            self.iter().map(|text| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))).collect();
        format!("{{{}}}", quoted.join(",")).write(out);
    }
}

macro_rules! displayed {
    ($($kind:ty),+) => { $(
        impl CopyField for $kind {
            fn write(&self, out: &mut String) {
                let _ = write!(out, "{self}");
            }
        }
    )+ };
}
displayed!(i16, i32, i64, f64, bool, NaiveDate);

/// Declares a row of a table once: struct, columns and COPY.
macro_rules! stored {
    ($(#[$doc:meta])* $name:ident in $table:literal { $($field:ident: $kind:ty),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
        #[expect(missing_docs, reason = "the fields are the table's columns, described in migrations/")]
        pub struct $name { $(pub $field: $kind),+ }

        impl $crate::storage::copy::Stored for $name {
            const TABLE: &'static str = $table;
            const COLUMNS: &'static [&'static str] = &[$(stringify!($field)),+];
            fn id(&self) -> uuid::Uuid {
                self.id
            }
            fn write(&self, out: &mut String) {
                $(
                    $crate::storage::copy::CopyField::write(&self.$field, out);
                    out.push('\t');
                )+
                out.pop();
                out.push('\n');
            }
        }
    };
}
pub(crate) use stored;

/// Writes new rows by COPY.
pub async fn insert_all<T: Stored>(db: &mut PgConnection, rows: &[T]) -> Result<(), StorageError> {
    if rows.is_empty() {
        return Ok(());
    }
    let mut text = String::with_capacity(rows.len() * 256);
    for row in rows {
        row.write(&mut text);
    }
    copy_text(db, T::TABLE, T::COLUMNS, text).await
}

/// Writes text that is already in COPY's format.
pub async fn copy_text(db: &mut PgConnection, table: &str, columns: &[&str], text: String) -> Result<(), StorageError> {
    let statement = format!("copy {table} ({}) from stdin", columns.join(", "));
    let mut copy = db.copy_in_raw(&statement).await?;
    copy.send(text.into_bytes()).await?;
    copy.finish().await?;
    Ok(())
}

/// The rows with these ids as JSON objects, with all their columns.
pub async fn find_json<T: Stored>(db: &mut PgConnection, ids: &[Uuid]) -> Result<Vec<Value>, StorageError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let statement = format!("select to_jsonb(t) from {} t where id = any($1) for update", T::TABLE);
    Ok(sqlx::query_scalar(AssertSqlSafe(statement)).bind(ids).fetch_all(db).await?)
}

/// Writes the given columns of existing rows from JSON objects that carry `id`, and raises their version.
pub async fn update_all(db: &mut PgConnection, table: &str, columns: &[&str], rows: &[Value]) -> Result<(), StorageError> {
    if rows.is_empty() || columns.is_empty() {
        return Ok(());
    }
    let sets: Vec<String> = columns.iter().map(|c| format!("{c} = r.{c}")).collect();
    let statement = format!(
        "update {table} t set {}, version = t.version + 1 from jsonb_populate_recordset(null::{table}, $1) r where t.id = r.id",
        sets.join(", ")
    );
    sqlx::query(AssertSqlSafe(statement)).bind(sqlx::types::Json(rows)).execute(db).await?;
    Ok(())
}
