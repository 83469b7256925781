//! Files such as companies have them, the same on every run, of any length.

use std::fmt::Write as _;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

const SOURCES: [&str; 6] = ["google", "linkedin", "newsletter", "referral", "event", "direct"];
const REGIONS: [&str; 4] = ["Riyadh", "Jeddah", "Dubai", "القاهرة"];
const PERSONAS: [&str; 3] = ["Finance lead", "IT manager", "Founder"];
const KINDS: [&str; 5] = ["web", "ad", "email", "call", "event"];
const STAGES: [&str; 4] = ["lead", "mql", "sal", "sql"];

/// A file to be written.
pub struct File {
    pub name: &'static str,
    pub rows: u64,
    header: &'static str,
    row: fn(&mut String, u64, u64),
    leads: u64,
}

/// As many leads.
pub fn leads(rows: u64) -> File {
    let header =
        "external_id,email,phone,first_name,last_name,company,region,segment,source,medium,created_at,stage,owner,persona";
    File { name: "leads.csv", rows, header, row: lead, leads: rows }
}

/// Leads until the file has about so many bytes.
pub fn leads_of(bytes: u64) -> File {
    let mut one = String::new();
    lead(&mut one, 1_234_567, 1);
    leads(bytes / one.len() as u64)
}

/// Two touches for each of as many leads.
pub fn touches(leads: u64) -> File {
    File { name: "touches.csv", rows: leads * 2, header: "event_id,lead,channel,kind,occurred_at", row: touch, leads }
}

/// A deal for each fourth of as many leads.
pub fn deals(leads: u64) -> File {
    let header = "external_id,lead,account,name,amount,currency,stage,owner,opened_at,closed_at,outcome";
    File { name: "deals.csv", rows: leads / 4, header, row: deal, leads }
}

impl File {
    /// Writes it into a folder, row by row.
    pub fn write(&self, folder: &Path) -> std::io::Result<PathBuf> {
        let path = folder.join(self.name);
        let mut out = BufWriter::new(std::fs::File::create(&path)?);
        let mut line = String::new();
        writeln!(out, "{}", self.header)?;
        for nth in 0..self.rows {
            line.clear();
            (self.row)(&mut line, nth, self.leads);
            out.write_all(line.as_bytes())?;
        }
        out.flush()?;
        Ok(path)
    }
}

/// A number that looks arbitrary and is the same on every run.
const fn scattered(n: u64) -> u64 {
    n.wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(31).wrapping_mul(0xBF58_476D_1CE4_E5B9) >> 8
}

fn of<'a>(words: &[&'a str], n: u64) -> &'a str {
    words[usize::try_from(n % words.len() as u64).unwrap_or_default()]
}

/// An instant of 2025 or the first half of 2026.
fn instant(n: u64) -> String {
    let minutes = i64::try_from(n % (540 * 24 * 60)).unwrap_or_default();
    let begin = chrono::NaiveDate::from_ymd_opt(2025, 1, 1).unwrap_or_default().and_time(chrono::NaiveTime::MIN);
    (begin + chrono::TimeDelta::minutes(minutes)).format("%Y-%m-%dT%H:%M:00Z").to_string()
}

fn lead(out: &mut String, nth: u64, _: u64) {
    let n = scattered(nth);
    let (source, region, persona) = (of(&SOURCES, n), of(&REGIONS, n >> 4), of(&PERSONAS, n >> 8));
    let _ = writeln!(
        out,
        "L{nth},person{nth}@company{}.example,+9665{:08},سارة,Al-Harbi {nth},Company {},{region},retail,{source},cpc,{},{},rep{}@example.com,{persona}",
        n % 50_000,
        nth % 100_000_000,
        n % 50_000,
        instant(n >> 3),
        of(&STAGES, n >> 12),
        n % 40,
    );
}

fn touch(out: &mut String, nth: u64, leads: u64) {
    let n = scattered(nth);
    let _ = writeln!(out, "T{nth},L{},{},{},{}", n % leads, of(&SOURCES, n >> 5), of(&KINDS, n >> 9), instant(n >> 3));
}

fn deal(out: &mut String, nth: u64, _: u64) {
    let n = scattered(nth);
    let (opened, outcome) = (instant(n >> 3), of(&["won", "lost", "open"], n >> 7));
    let closed = if outcome == "open" { String::new() } else { format!("2026-{:02}-15T10:00:00Z", 7 + n % 5) };
    let _ = writeln!(
        out,
        "D{nth},L{},Company {},Order {nth},{}.50,SAR,proposal,rep{}@example.com,{opened},{closed},{outcome}",
        nth * 4,
        n % 50_000,
        n % 90_000,
        n % 40,
    );
}
