//! How fast imports are, as ratios in one run: to COPY of the same rows into the same tables, and to bare COPY. And how
//! much memory a large file takes.
//!
//! `cargo bench --bench import -- --rows 200000 --memory-mb 1024`

mod floor;
mod memory;
mod rows;

use clap::Parser as _;
use mihwar::clock::Clock;
use mihwar::config::Cli;
use mihwar::domain::ids::ImportId;
use mihwar::domain::person::Language;
use mihwar::domain::workspace::Workspace;
use mihwar::embedded;
use mihwar::import::templates;
use mihwar::jobs::run_import::{Job, run_import};
use mihwar::storage::{Database, imports};
use rows::File;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

#[derive(clap::Parser)]
struct Options {
    /// Leads to import; twice as many touches and a quarter as many deals follow.
    #[arg(long, default_value_t = 200_000)]
    rows: u64,
    /// Size of the file whose import is watched for memory; 0 leaves it out.
    #[arg(long, default_value_t = 256)]
    memory_mb: u64,
    /// What cargo adds by itself.
    #[arg(long, hide = true)]
    bench: bool,
}

/// An import that was made.
struct Made {
    id: ImportId,
    file: File,
    took: Duration,
}

fn main() -> Result<(), anyhow::Error> {
    let options = Options::parse();
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/target/bench"));
    let _ = std::fs::remove_dir_all(&folder);
    let data_dir = folder.join("data");
    let common = Cli::parse_from(["mihwar", "--data-dir", &data_dir.to_string_lossy(), "migrate"]).common;
    let cluster = embedded::start(&common)?;
    let done = tokio::runtime::Runtime::new()?.block_on(async {
        let db = Database::lazy(cluster.options());
        measure(&options, &folder, db).await
    });
    cluster.leave();
    std::fs::remove_dir_all(&folder)?;
    done
}

async fn measure(options: &Options, folder: &Path, db: Database) -> Result<(), anyhow::Error> {
    db.migrate().await?;
    if options.memory_mb > 0 {
        memory_of_a_large_file(&db, folder, options.memory_mb).await?;
    }
    let mut made = Vec::new();
    for file in [rows::leads(options.rows), rows::touches(options.rows), rows::deals(options.rows)] {
        made.push(import(&db, folder, file).await?);
    }
    let floors = floor::measure(&db, folder, &made.iter().map(|made| made.id).collect::<Vec<_>>()).await?;
    for (made, floor) in made.iter().zip(floors) {
        println!("{}: {} rows", made.file.name, made.file.rows);
        show("import", &made.file, made.took, None);
        show("COPY into the same tables", &made.file, floor.same, Some(made.took));
        show("COPY into bare tables", &made.file, floor.bare, Some(made.took));
    }
    db.close().await;
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "a rate for people to read")]
fn show(what: &str, file: &File, took: Duration, import: Option<Duration>) {
    let reaches = import.map(|import| format!("   the import reaches {:.0} % of it", took.div_duration_f64(import) * 100.0));
    println!("  {what:<26} {:>9.0} rows/s{}", file.rows as f64 / took.as_secs_f64(), reaches.unwrap_or_default());
}

async fn memory_of_a_large_file(db: &Database, folder: &Path, megabytes: u64) -> Result<(), anyhow::Error> {
    // A little first, so that pools and caches are there and only the file's length is measured.
    import(db, folder, rows::leads(1_000)).await?;
    let watch = memory::Watch::start();
    let made = import(db, folder, rows::leads_of(megabytes << 20)).await?;
    match watch.stop() {
        Some((idle, peak)) => println!(
            "memory: {idle} MB idle, {peak} MB at most while {megabytes} MB ({} rows) were imported: {} MB over idle",
            made.file.rows,
            peak - idle
        ),
        None => println!("memory: not measured on this system"),
    }
    floor::empty(db).await
}

async fn import(db: &Database, folder: &Path, file: File) -> Result<Made, anyhow::Error> {
    let path = file.write(folder)?;
    let clock = Clock::fixed("2026-12-31T00:00:00Z".parse()?);
    let id = ImportId::new();
    let entry = (file.name.to_owned(), path.display().to_string(), 0);
    imports::insert(&mut *db.jobs.acquire().await?, id, None, &[entry], clock.now()).await?;
    let files = vec![path.clone()];
    let groups = vec![(templates::mapping(), files.clone())];
    let job = Job { id, user: None, files, in_folder: false, groups, remembered: String::new() };
    let started = Instant::now();
    let counts = run_import(db, &clock, &workspace(), job, |_| {}).await?;
    let took = started.elapsed();
    std::fs::remove_file(path)?;
    anyhow::ensure!(counts.rejected == 0, "{} rows of {} were rejected", counts.rejected, file.name);
    Ok(Made { id, file, took })
}

fn workspace() -> Workspace {
    Workspace {
        name: "Benchmark".to_owned(),
        zone: chrono_tz::Asia::Riyadh,
        currency: "SAR".parse().expect("a currency"),
        language: Language::En,
        week_start: chrono::Weekday::Sun,
        weekend: vec![chrono::Weekday::Fri, chrono::Weekday::Sat],
        fiscal_month: 1,
        alignment_start: None,
        horizon: None,
        version: 1,
    }
}
