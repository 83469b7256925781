//! What the documents say of files, reports and options is what the product has.

use crate::support::{TestDatabase, World, at, days, money, workspace};
use clap::CommandFactory as _;
use mihwar::config::Cli;
use mihwar::domain::stage::Stage;
use mihwar::import::error::Reason as RowReason;
use mihwar::import::mapping::Mapping;
use mihwar::import::templates;
use mihwar::metrics::figure::Reason;
use mihwar::metrics::kpi::Kpi;
use mihwar::metrics::metric::Metric;
use mihwar::metrics::target::State;
use mihwar::reports::{NAMES, Question, run};
use mihwar::storage::metrics::Dimension;
use serde_json::Value;
use std::collections::BTreeSet;

const IMPORT_FORMATS: &str = include_str!("../../docs/import-formats.md");
const REPORT_JSON: &str = include_str!("../../docs/report-json.md");
const METRICS: &str = include_str!("../../docs/metrics.md");
const API: &str = include_str!("../../docs/api.md");
const PRODUCTION: &str = include_str!("../../docs/production.md");
const README: &str = include_str!("../../README.md");
const ENV_EXAMPLE: &str = include_str!("../../.env.example");

/// Fails with all words that a document does not have as code: between backticks, or among others there.
#[track_caller]
fn has_all<'a>(document: &str, name: &str, words: impl IntoIterator<Item = &'a str>) {
    let code: BTreeSet<&str> = document
        .split('`')
        .skip(1)
        .step_by(2)
        .flat_map(|code| code.split(|c: char| !c.is_ascii_alphanumeric() && !['_', '-', '.'].contains(&c)))
        .collect();
    let missing: Vec<&str> = words.into_iter().filter(|word| !code.contains(word)).collect();
    assert!(missing.is_empty(), "{name} does not tell of {missing:?}");
}

fn section<'a>(document: &'a str, title: &str) -> &'a str {
    let begin = document.find(&format!("\n### {title}\n")).unwrap_or_else(|| panic!("no section {title}"));
    let rest = &document[begin + 1..];
    &rest[..rest[3..].find("\n##").map_or(rest.len(), |end| end + 3)]
}

#[test]
fn every_template_is_told_column_by_column_in_its_order() {
    for kind in templates::KINDS {
        let section = section(IMPORT_FORMATS, templates::file_name(kind));
        let first_cells: String =
            section.lines().filter_map(|line| line.strip_prefix("| ")?.split(" |").next()).collect::<Vec<_>>().join(" ");
        let told: Vec<&str> = first_cells.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').collect();
        for field in templates::headers(kind) {
            assert!(told.contains(&field.key()), "{}: {} is not told", templates::file_name(kind), field.key());
        }
    }
}

#[test]
fn every_reason_of_a_refused_row_is_told() {
    has_all(IMPORT_FORMATS, "import-formats.md", RowReason::ALL.iter().map(|reason| reason.key()));
    // Those that only the database side knows: each has its words in the languages' files.
    let words = include_str!("../../src/i18n/locales/en/imports.ftl");
    let keys = words.lines().filter_map(|line| line.strip_prefix("import-reason-")?.split(" =").next());
    let keys: Vec<String> = keys.map(|key| key.replace('-', "_")).collect();
    assert!(keys.len() > RowReason::ALL.len(), "the words were not found");
    has_all(IMPORT_FORMATS, "import-formats.md", keys.iter().map(String::as_str));
}

#[test]
fn every_reason_of_a_refused_call_is_told() {
    let words = include_str!("../../src/i18n/locales/en/api.ftl");
    let told = |prefix: &str| {
        let keys =
            words.lines().filter_map(|line| line.strip_prefix(prefix)?.split(" =").next().map(|key| key.replace('-', "_")));
        keys.collect::<Vec<String>>()
    };
    let (calls, rows) = (told("api-error-"), told("import-reason-"));
    assert!(calls.len() > 12 && rows.len() > 3, "the words were not found");
    has_all(API, "api.md", calls.iter().chain(&rows).map(String::as_str));
}

#[test]
fn the_mapping_in_the_document_can_be_used() {
    let begin = IMPORT_FORMATS.find("```toml\n").expect("an example") + "```toml\n".len();
    let example = &IMPORT_FORMATS[begin..];
    let example = &example[..example.find("```").expect("its end")];
    let mapping = Mapping::parse(example).unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(mapping.tables.len(), 1);
    has_all(IMPORT_FORMATS, "import-formats.md", Stage::ALL.iter().map(|stage| stage.key()));
}

#[test]
fn every_word_of_a_report_is_told() {
    has_all(REPORT_JSON, "report-json.md", NAMES);
    has_all(REPORT_JSON, "report-json.md", Reason::ALL.iter().map(|reason| reason.key()));
    has_all(REPORT_JSON, "report-json.md", Metric::ALL.iter().map(|metric| metric.key()));
    has_all(REPORT_JSON, "report-json.md", Kpi::ALL.iter().map(|kpi| kpi.key()));
    has_all(REPORT_JSON, "report-json.md", State::ALL.iter().map(|state| state.key()));
    has_all(REPORT_JSON, "report-json.md", Dimension::ALL.iter().map(|dimension| dimension.key()));
}

#[test]
fn the_definitions_of_the_cards_stand_in_the_document_word_for_word() {
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let document = one_line(METRICS);
    let messages = include_str!("../../src/i18n/locales/en/overview.ftl");
    let cards = ["conversion", "cycle", "cac", "revenue", "quality", "trend-conversion"];
    for card in cards {
        let (_, rest) = messages.split_once(&format!("\ndef-{card} = ")).unwrap_or_else(|| panic!("no definition of {card}"));
        let definition = one_line(&rest.lines().next().unwrap_or_default().replace("{ $days }", "H"));
        assert!(document.contains(&definition), "docs/metrics.md does not say of {card}: {definition}");
    }
}

#[tokio::test]
async fn every_key_of_every_report_is_told() {
    let database = TestDatabase::lease().await;
    let mut world = World::default();
    world.lead("anna", "2026-02-10", "Email");
    world.touch("anna", "2026-02-09", Some("Email"));
    world.won_deal("d1", Some("anna"), "2026-02-20", "2026-03-20", 100);
    world.lost_deal("d2", None, "2026-02-21", "2026-03-01");
    world.cost("2026-01-01", "2026-03-31", money(90, "SAR"), "media", |cost| cost.channel = Some("Email".to_owned()));
    world.save(&database.db).await;
    let mut question =
        Question::new(workspace("Asia/Riyadh", "SAR"), days("2026-01-01", "2026-04-01"), at("2026-08-01T09:00:00Z"));
    question.by = Some(Dimension::Channel);
    let mut keys = BTreeSet::new();
    for name in NAMES {
        collect(&run(name, &database.db, &question).await.unwrap(), &mut keys);
    }
    assert!(keys.len() > 80, "{keys:?}");
    has_all(REPORT_JSON, "report-json.md", keys.iter().map(String::as_str));
}

fn collect(value: &Value, keys: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => map.iter().for_each(|(key, value)| {
            keys.insert(key.clone());
            collect(value, keys);
        }),
        Value::Array(items) => items.iter().for_each(|item| collect(item, keys)),
        _ => {}
    }
}

#[test]
fn every_command_is_told() {
    let commands: Vec<String> = Cli::command().get_subcommands().map(|command| command.get_name().to_owned()).collect();
    has_all(README, "README.md", commands.iter().map(String::as_str));
}

#[test]
fn every_variable_that_the_server_reads_is_told() {
    let command = Cli::command();
    let serve = command.find_subcommand("serve").expect("serve");
    let shown = command.get_arguments().chain(serve.get_arguments()).filter(|arg| !arg.is_hide_set());
    let variables: Vec<String> = shown.filter_map(|arg| arg.get_env()?.to_str().map(str::to_owned)).collect();
    assert!(variables.len() > 6, "{variables:?}");
    let rows = PRODUCTION.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next());
    let mut told: Vec<&str> = rows.collect();
    let mut known: Vec<&str> = variables.iter().map(String::as_str).collect();
    told.sort_unstable();
    known.sort_unstable();
    known.dedup();
    assert_eq!(told, known, "the table of docs/production.md is not that of the program");
    let for_people = || variables.iter().map(String::as_str).filter(|name| *name != "MIHWAR_DEVELOPMENT");
    has_all(README, "README.md", for_people());
    let missing: Vec<&str> = for_people().filter(|name| !ENV_EXAMPLE.contains(&format!("#{name}="))).collect();
    assert!(missing.is_empty(), ".env.example does not tell of {missing:?}");
}
