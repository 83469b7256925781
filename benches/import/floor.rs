//! The floor: COPY of the very rows that an import stored, once into the same tables with their indexes and constraints,
//! once into bare ones.

use mihwar::domain::ids::ImportId;
use mihwar::storage::Database;
use sqlx::AssertSqlSafe;
use sqlx::pool::PoolConnection;
use sqlx::postgres::Postgres;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

type Connection = PoolConnection<Postgres>;

/// Tables that an import writes, each after those that it refers to.
const TABLES: [&str; 10] = [
    "people",
    "accounts",
    "campaigns",
    "campaign_costs",
    "leads",
    "deals",
    "deal_contacts",
    "stage_transitions",
    "touches",
    "external_refs",
];

/// How long COPY takes for what one import stored.
pub struct Floor {
    /// Into the same tables.
    pub same: Duration,
    /// Into tables without an index or a constraint.
    pub bare: Duration,
}

struct Stored {
    table: &'static str,
    columns: String,
    path: PathBuf,
}

/// Measures the floor of each import, in their order. The tables hold the same rows afterwards.
pub async fn measure(db: &Database, folder: &Path, ids: &[ImportId]) -> Result<Vec<Floor>, anyhow::Error> {
    let mut connection = db.jobs.acquire().await?;
    let mut stored = Vec::new();
    for id in ids {
        stored.push(store(&mut connection, folder, *id).await?);
    }
    empty(db).await?;
    let mut floors = Vec::new();
    for rows in stored {
        run(&mut connection, "checkpoint").await?;
        let same = load(&mut connection, &rows, "").await?;
        for rows in &rows {
            run(&mut connection, &format!("create table bare_{0} as select {1} from {0} limit 0", rows.table, rows.columns))
                .await?;
        }
        run(&mut connection, "checkpoint").await?;
        let bare = load(&mut connection, &rows, "bare_").await?;
        for rows in rows {
            run(&mut connection, &format!("drop table bare_{}", rows.table)).await?;
            std::fs::remove_file(rows.path)?;
        }
        floors.push(Floor { same, bare });
    }
    Ok(floors)
}

/// Takes every imported row away.
pub async fn empty(db: &Database) -> Result<(), anyhow::Error> {
    let mut connection = db.jobs.acquire().await?;
    run(&mut connection, &format!("truncate {} cascade", TABLES.join(", "))).await
}

async fn run(connection: &mut Connection, statement: &str) -> Result<(), anyhow::Error> {
    sqlx::raw_sql(AssertSqlSafe(statement.to_owned())).execute(&mut **connection).await?;
    Ok(())
}

/// Writes what an import stored to files, as COPY reads it.
async fn store(connection: &mut Connection, folder: &Path, id: ImportId) -> Result<Vec<Stored>, anyhow::Error> {
    use futures::TryStreamExt as _;
    let mut all = Vec::new();
    for table in TABLES {
        let columns: String = sqlx::query_scalar(
            "select string_agg(quote_ident(column_name), ', ' order by ordinal_position) from information_schema.columns
             where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER'",
        )
        .bind(table)
        .fetch_one(&mut **connection)
        .await?;
        let path = folder.join(format!("{}-{table}.copy", id.0));
        let mut file = std::io::BufWriter::new(std::fs::File::create(&path)?);
        let statement = format!("copy (select {columns} from {table} where import_id = '{}') to stdout", id.0);
        let mut rows = connection.copy_out_raw(&statement).await?;
        while let Some(bytes) = rows.try_next().await? {
            file.write_all(&bytes)?;
        }
        file.flush()?;
        drop(rows);
        all.push(Stored { table, columns, path });
    }
    Ok(all)
}

async fn load(connection: &mut Connection, stored: &[Stored], prefix: &str) -> Result<Duration, anyhow::Error> {
    let mut buffer = vec![0; 256 << 10];
    let started = Instant::now();
    for rows in stored {
        let mut file = std::fs::File::open(&rows.path)?;
        let mut copy = connection.copy_in_raw(&format!("copy {prefix}{} ({}) from stdin", rows.table, rows.columns)).await?;
        loop {
            let read = file.read(&mut buffer)?;
            if read == 0 {
                break;
            }
            copy.send(&buffer[..read]).await?;
        }
        copy.finish().await?;
    }
    Ok(started.elapsed())
}
