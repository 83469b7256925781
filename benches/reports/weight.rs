//! What the idle server takes in memory, and what a first visit sends.

use super::asking::Site;
use mihwar::storage::Database;
use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};
use std::time::Duration;

/// Starts the server beside the cluster that runs, and looks at it after a while.
pub fn of_the_idle_server(data_dir: &str) -> Result<(), anyhow::Error> {
    let mut server = Command::new(env!("CARGO_BIN_EXE_mihwar"))
        .args(["serve", "--data-dir", data_dir, "--listen", "127.0.0.1:0", "--log", "error"])
        .stdout(Stdio::piped())
        .spawn()?;
    let mut said = String::new();
    BufReader::new(server.stdout.take().ok_or_else(|| anyhow::anyhow!("the server has no output"))?).read_line(&mut said)?;
    std::thread::sleep(Duration::from_secs(3));
    let status = std::fs::read_to_string(format!("/proc/{}/status", server.id())).unwrap_or_default();
    let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or("not measured on this system");
    println!("memory of the idle server: {}", resident.trim());
    server.kill()?;
    server.wait()?;
    Ok(())
}

/// Compressed bytes of the overview and of what it links to, in both languages. Fonts are those that the page asks for
/// at once.
pub async fn of_a_first_visit(site: &Site, db: &Database) -> Result<(), anyhow::Error> {
    for (language, key) in [("English", "en"), ("Arabic", "ar")] {
        sqlx::query("update users set language = $1").bind(key).execute(&db.jobs).await?;
        let page = site.get("/overview?period=2025-q4").await?;
        let plain = site.plain("/overview?period=2025-q4").await?;
        let mut weights = vec![("HTML", page.len())];
        for (kind, ending) in [("CSS", "css"), ("scripts", "js"), ("fonts", "woff2")] {
            let mut sum = 0;
            for path in links(&plain, ending) {
                sum += site.get(&path).await?.len();
            }
            weights.push((kind, sum));
        }
        let all: usize = weights.iter().map(|(_, bytes)| bytes).sum();
        let parts: Vec<String> = weights.iter().map(|(kind, bytes)| format!("{kind} {}", kilobytes(*bytes))).collect();
        println!("first visit, {language}: {} kB ({})", kilobytes(all), parts.join(", "));
    }
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "for people to read")]
fn kilobytes(bytes: usize) -> String {
    format!("{:.1}", bytes as f64 / 1e3)
}

/// The addresses in a page that end so.
fn links(page: &str, ending: &str) -> BTreeSet<String> {
    let quoted = page.split('"').filter(|text| text.starts_with('/') && text.ends_with(&format!(".{ending}")));
    quoted.map(str::to_owned).collect()
}
