//! The rules of the house that no compiler keeps. Whoever breaks one is told the file and the line.

mod layers;
mod source;
mod words;

use layers::Layer;
use source::Source;

const CEILING: usize = 500;
const EMPTY_NAMES: [&str; 8] = ["util", "utils", "helper", "helpers", "common", "service", "services", "misc"];

/// Fails with every place at once: who moves a module wants to see them all.
#[track_caller]
fn none(broken: &[String], rule: &str) {
    assert!(broken.is_empty(), "{rule}:\n  {}\n", broken.join("\n  "));
}

fn everywhere(files: &[Source], rule: impl Fn(&Source) -> Vec<String>) -> Vec<String> {
    files.iter().flat_map(rule).collect()
}

#[test]
fn layers_import_one_way() {
    let files = source::files("src", &["rs"]);
    assert!(files.len() > 20, "the sources were not found");
    none(&everywhere(&files, layers::against_the_arrow), "imports against the arrow (docs: the map of src in README.md)");
}

#[test]
fn every_module_of_the_root_has_its_place_in_the_order() {
    let unknown: Vec<String> =
        source::files("src", &["rs"]).iter().filter(|file| Layer::of(&file.path).is_none()).map(|f| f.path.clone()).collect();
    none(&unknown, "modules without a place in the order of layers.rs");
}

#[test]
fn sql_stands_in_storage_only() {
    let files = source::files("src", &["rs"]);
    none(&everywhere(&files, layers::sql_outside_storage), "SQL outside src/storage");
}

#[test]
fn only_the_clock_reads_the_time_and_only_the_configuration_the_environment() {
    let files = source::files("src", &["rs"]);
    none(&everywhere(&files, layers::reads_what_it_should_be_told), "time and environment are arguments");
}

#[test]
fn files_are_read_in_one_sitting() {
    let files = [source::files("src", &["rs"]), source::files("tests/it", &["rs"]), source::files("benches", &["rs"])].concat();
    let long = files.iter().filter(|file| file.code().lines().count() > CEILING);
    let long: Vec<String> = long.map(|file| format!("{}: {} lines", file.path, file.code().lines().count())).collect();
    none(&long, "more than 500 lines of code: find the missing noun");
}

#[test]
fn names_say_what_is_inside() {
    let files = source::files(".", &["rs", "html", "sql", "mjs", "sh", "css", "js"]);
    let empty = |path: &str| path.split(['/', '.']).any(|part| EMPTY_NAMES.contains(&part));
    let named: Vec<String> = files.iter().filter(|file| empty(&file.path)).map(|file| file.path.clone()).collect();
    none(&named, "names that say nothing");
}

#[test]
fn styles_are_logical() {
    let files = source::files("static", &["css"]);
    none(&everywhere(&files, words::physical_sides), "left and right in CSS: use inline-start and inline-end");
}

#[test]
fn nothing_is_inline() {
    let views = source::files("src/web", &["rs"]).into_iter().filter(|file| !file.is_hostile_on_purpose());
    let files = [source::files("templates", &["html"]), views.collect()].concat();
    none(&everywhere(&files, words::inline), "inline style or script, which the content security policy refuses");
}

#[test]
fn no_message_waits_for_an_exact_number() {
    let exact = |file: &source::Source| file.lines_with(&regex::Regex::new(r"^\s*\*?\[[0-9]").unwrap(), &[]);
    let seen = source::Source::made("a.ftl", "a = { $n ->\n    [0] none\n   *[other] some\n}");
    assert_eq!(exact(&seen).len(), 1);
    none(&everywhere(&source::files("src/i18n", &["ftl"]), exact), "Fluent is told the plural form only: [0] never fits");
}

#[test]
fn no_machine_stands_in_the_project() {
    let kinds = ["rs", "html", "sql", "mjs", "sh", "css", "js", "md", "toml", "json", "ftl", "run", "serve", "test", "prepare"];
    none(&everywhere(&source::files(".", &kinds), words::machine_paths), "paths of somebody's machine");
}
