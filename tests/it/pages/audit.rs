//! The audit log: every verb has words, and the page finds who did what.

use super::Site;
use axum::http::StatusCode;
use mihwar::domain::ownership::Noun;
use mihwar::domain::person::{Language, Role};
use mihwar::i18n::Words;
use mihwar::web::audit::{KINDS, VERBS};
use regex::Regex;
use sqlx::AssertSqlSafe;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.path().is_dir() {
            sources(&entry.path(), found);
        } else if entry.path().extension().is_some_and(|e| e == "rs") {
            found.push(entry.path());
        }
    }
}

/// What the source says after `verb:` or `kind:` where it makes an entry of the log. A verb that is a variable is
/// looked for where the variable, or the argument of the function that takes it, is given.
fn written(name: &str) -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    let entry = Regex::new(r"Event \{[^{}]*\}").unwrap();
    let said = Regex::new(&format!(r#"\b{name}: "([a-z_]+)""#)).unwrap();
    let open = Regex::new(&format!(r"\b{name}(,|: [a-z_.]+\b)")).unwrap();
    let given = Regex::new(&format!(r#"let {name} = [^;]*;|\b(event|said)\([^;{{]*"[a-z_]+"[^;]*\)"#)).unwrap();
    let literal = Regex::new(r#""([a-z_]+)""#).unwrap();
    // The fields of an entry are no verbs.
    let fields = Regex::new(r"&\[[^\]]*\]").unwrap();
    let noun = Regex::new(r"\bkind: (noun|Noun::[A-Za-z]+)\.key\(\)").unwrap();
    // Verbs of handoffs go through one function, which is told them as deeds.
    let deed = Regex::new(r#"Deed(::of\([^;]*?|\s*\{ verb: )"[a-z_]+"[^;]*?by|\bverb = "[a-z_]+""#).unwrap();
    let mut all = BTreeSet::new();
    for file in files.iter().filter(|file| !file.starts_with(root.join("web"))) {
        let text = std::fs::read_to_string(file).unwrap();
        let mut entries: String = entry.find_iter(&text).map(|found| found.as_str()).collect();
        if name == "kind" && noun.is_match(&entries) {
            all.extend(Noun::ALL.iter().map(|noun| noun.key().to_owned()));
            entries = noun.replace_all(&entries, "").into_owned();
        }
        all.extend(said.captures_iter(&entries).map(|found| found[1].to_owned()));
        if name == "verb" && file.starts_with(root.join("actions/handoffs")) {
            let deeds: String = deed.find_iter(&text).map(|found| found.as_str()).collect();
            all.extend(literal.captures_iter(&deeds).map(|found| found[1].to_owned()));
            entries = entries.replace("verb: deed.verb", "");
        }
        if open.is_match(&entries) {
            let places: String = given.find_iter(&text).map(|found| found.as_str()).collect();
            let places = fields.replace_all(&places, "");
            let words: Vec<String> = literal.captures_iter(&places).map(|found| found[1].to_owned()).collect();
            assert!(!words.is_empty(), "{}: say the {name} of an entry as a text", file.display());
            all.extend(words);
        }
    }
    all
}

#[test]
fn every_verb_and_kind_that_an_action_writes_has_words_in_both_languages() {
    for (name, known) in [("verb", VERBS), ("kind", KINDS)] {
        let written = written(name);
        assert!(written.len() > 4, "{written:?}");
        assert!(name != "verb" || written.contains("accepted") && written.contains("contacted"), "{written:?}");
        for key in &written {
            assert!(known.contains(&key.as_str()), "web/audit/words.rs does not list the {name} {key}");
        }
        for key in known {
            for language in Language::ALL {
                let words = Words::new(*language, chrono_tz::UTC).find(&format!("audit-{name}-{key}"));
                assert!(words.is_some(), "audit-{name}-{key} in {language:?}");
            }
        }
    }
}

/// Sixty entries of the command line beside those of the set-up.
async fn busy(site: &Site) {
    let entries = "insert into events (id, at, verb, kind, record, fields)
                   select gen_random_uuid(), '2026-03-01T00:00:00Z'::timestamptz + n * interval '1 minute', 'imported', 'import', gen_random_uuid(), '{}'
                   from generate_series(1, 60) n";
    sqlx::query(AssertSqlSafe(entries)).execute(&site.database.db.pages).await.unwrap();
}

fn rows(body: &str) -> usize {
    body.matches("<tr data-row>").count()
}

#[tokio::test]
async fn the_log_is_paged_and_filtered_by_person_verb_kind_and_day() {
    let (site, session) = Site::with(Role::Manager).await;
    busy(&site).await;
    let first = site.get("/settings/audit", Some(&session)).await.body;
    assert_eq!(rows(&first), 50);
    assert!(first.contains("1–50"), "the range is told");
    let next = Regex::new(r#"href="([^"]*after=[^"]*)""#).unwrap().captures(&first).unwrap()[1]
        .replace("&#38;", "&")
        .replace("&amp;", "&");
    assert_eq!(rows(&site.get(&next, Some(&session)).await.body), 12, "sixty, the set-up and a sign-in");
    for (query, expected) in [
        ("person=none", 50),
        ("verb=signed_in", 1),
        ("kind=workspace", 1),
        ("verb=signed_in&kind=import", 0),
        ("period=2026-03-31..2026-03-31", 2),
        ("verb=nonsense&period=nonsense&person=nonsense", 50),
    ] {
        let page = site.get(&format!("/settings/audit?{query}"), Some(&session)).await;
        assert_eq!((page.status, rows(&page.body)), (StatusCode::OK, expected), "{query}");
    }
    let form = site.get("/settings/audit?from=2026-03-01&to=2026-03-02&verb=imported", Some(&session)).await;
    assert_eq!(form.location, "/settings/audit?period=2026-03-01..2026-03-02&verb=imported");
}

#[tokio::test]
async fn the_file_has_every_entry_and_no_formula() {
    let (site, session) = Site::with(Role::Admin).await;
    busy(&site).await;
    sqlx::query("update people set name = '=cmd'").execute(&site.database.db.pages).await.unwrap();
    let csv = site.get("/settings/audit.csv", Some(&session)).await.body;
    assert_eq!(csv.lines().count(), 1 + 62);
    assert!(csv.contains(",'=cmd,") && csv.contains("2026-03-31T23:30:00+03:00"), "{csv}");
    let arabic = site.get("/settings/audit.csv?verb=signed_in&lang=ar", Some(&session)).await.body;
    assert!(arabic.contains("تسجيل دخول") && arabic.lines().count() == 2, "{arabic}");
}

#[tokio::test]
async fn records_lead_to_their_pages_and_a_manager_is_led_nowhere_that_is_closed_to_him() {
    for (role, leads_there) in [(Role::Admin, true), (Role::Manager, false)] {
        let (site, session) = Site::with(role).await;
        let page = site.get("/settings/audit?verb=signed_in", Some(&session)).await.body;
        assert_eq!(page.contains("href=\"/settings/people/"), leads_there, "{role:?}");
        assert!(page.contains("Lama"));
    }
}
