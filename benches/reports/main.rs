//! How fast pages and reports are at 10k, 100k and a million leads, as ratios in one run: to the same counts made from the
//! records by SQL, and of the largest to the smallest company. And what the idle server and a first visit weigh.
//!
//! `cargo bench --bench reports -- --leads 1000000`

mod asking;
mod weight;
mod world;

use asking::{Site, median};
use clap::Parser as _;
use mihwar::config::Cli;
use mihwar::embedded;
use mihwar::storage::Database;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

#[derive(clap::Parser)]
struct Options {
    /// The largest company, in leads; those of a tenth and a hundredth of it are measured before.
    #[arg(long, default_value_t = 1_000_000)]
    leads: u64,
    /// What cargo adds by itself.
    #[arg(long, hide = true)]
    bench: bool,
}

/// Pages by what they are: the default filters, one more, any combination, and lists.
const PAGES: [(&str, &str); 16] = [
    ("overview", "/overview?period=2025-q4"),
    ("funnel", "/reports/funnel.json?period=2025-q4"),
    ("cohorts", "/reports/cohorts.json?period=2025"),
    ("overview, a filter", "/overview?period=2025-q4&channel=Email"),
    ("funnel, a filter", "/reports/funnel.json?period=2025-q4&region=MENA"),
    ("cohorts, a filter", "/reports/cohorts.json?period=2025&segment=SMB"),
    ("funnel by campaign", "/reports/funnel.json?period=2025-q4&by=campaign"),
    ("overview, three filters", "/overview?period=2025&channel=Email&region=MENA&persona=Procurement&compare=year"),
    ("funnel, three filters by owner", "/reports/funnel.json?period=2025&channel=Email&region=MENA&segment=SMB&by=owner"),
    ("health of handoffs", "/handoffs/health?period=2025-q4"),
    ("handoffs", "/handoffs"),
    ("leads", "/leads"),
    ("leads, by name", "/leads?sort=name"),
    ("leads, by stage", "/leads?sort=-stage"),
    ("leads, a rare filter", "/leads?stage=won&channel=Direct&region=APAC"),
    ("leads, searched", "/leads?q=Name+77"),
];

fn main() -> Result<(), anyhow::Error> {
    let options = Options::parse();
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/target/bench-reports"));
    let _ = std::fs::remove_dir_all(&folder);
    let data_dir = folder.to_string_lossy().into_owned();
    let common = Cli::parse_from(["mihwar", "--data-dir", &data_dir, "migrate"]).common;
    let cluster = embedded::start(&common)?;
    let done = tokio::runtime::Runtime::new()?.block_on(async {
        let db = Database::lazy(cluster.options());
        let done = measure(&options, &db, &data_dir).await;
        db.close().await;
        done
    });
    cluster.leave();
    std::fs::remove_dir_all(&folder)?;
    done
}

async fn measure(options: &Options, db: &Database, data_dir: &str) -> Result<(), anyhow::Error> {
    db.migrate().await?;
    let site = Site::open(db).await?;
    let mut sizes: Vec<BTreeMap<&str, Duration>> = Vec::new();
    for leads in [options.leads / 100, options.leads / 10, options.leads] {
        let built = world::fill(db, leads).await?;
        println!("{leads} leads; days built from them in {:.1} s", built.as_secs_f64());
        let mut found = BTreeMap::new();
        for (name, path) in PAGES {
            found.insert(name, site.time(path).await?);
        }
        let late = asking::late_page(db).await?;
        found.insert("leads, a late page", site.time(&late).await?);
        for (name, took) in &found {
            println!("  {name:<32} {:>8.1} ms", took.as_secs_f64() * 1e3);
        }
        for (name, floor) in asking::by_sql(db).await? {
            let ratio = floor.div_duration_f64(found[name]);
            println!("  {name:<32} {:>8.1} ms as counts by SQL: {ratio:.1} × as long", floor.as_secs_f64() * 1e3);
        }
        sizes.push(found);
    }
    if let (Some(small), Some(large)) = (sizes.first(), sizes.last()) {
        println!("growth from {} to {} leads", options.leads / 100, options.leads);
        for (name, took) in large {
            println!("  {name:<32} {:>8.1} ×", took.div_duration_f64(small[name]));
        }
    }
    weight::of_the_idle_server(data_dir)?;
    weight::of_a_first_visit(&site, db).await
}

/// The middle of some times.
fn middle(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    median(&times)
}
