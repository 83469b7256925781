//! Who may use whom: `domain <- metrics <- storage <- { actions, reports } <- web, jobs <- app, main`,
//! `domain <- import <- web, jobs`, `domain <- demo <- web, jobs`, `i18n <- web, jobs`.

use super::source::Source;
use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// A module of the crate's root, and what it may use beside itself.
pub struct Layer {
    name: &'static str,
    may_use: &'static [&'static str],
}

const ABOVE_ALL: &[&str] =
    &["gauges", "live", "mail", "domain", "metrics", "storage", "actions", "reports", "import", "i18n", "clock", "demo"];
const ABOVE_ALL_AND_JOBS: &[&str] =
    &["gauges", "live", "mail", "domain", "metrics", "storage", "actions", "reports", "import", "i18n", "clock", "demo", "jobs"];
const EVERYTHING: &[&str] = &[
    "domain", "metrics", "storage", "actions", "reports", "import", "i18n", "clock", "demo", "web", "jobs", "config", "embedded",
    "gauges", "live", "mail",
];

const LAYERS: &[Layer] = &[
    Layer { name: "domain", may_use: &[] },
    Layer { name: "clock", may_use: &[] },
    Layer { name: "gauges", may_use: &[] },
    Layer { name: "live", may_use: &[] },
    Layer { name: "mail", may_use: &[] },
    Layer { name: "config", may_use: &["domain", "demo"] },
    Layer { name: "embedded", may_use: &["domain", "config"] },
    Layer { name: "metrics", may_use: &["domain"] },
    Layer { name: "storage", may_use: &["domain", "metrics"] },
    Layer { name: "actions", may_use: &["domain", "metrics", "storage"] },
    Layer { name: "reports", may_use: &["domain", "metrics", "storage"] },
    Layer { name: "import", may_use: &["domain"] },
    Layer { name: "demo", may_use: &["domain", "metrics"] },
    Layer { name: "i18n", may_use: &["domain"] },
    // A page starts the jobs that outlive its request.
    Layer { name: "web", may_use: ABOVE_ALL_AND_JOBS },
    Layer { name: "jobs", may_use: ABOVE_ALL },
    Layer { name: "app", may_use: EVERYTHING },
    Layer { name: "main", may_use: &["app", "config"] },
    Layer { name: "lib", may_use: &[] },
];

impl Layer {
    fn named(name: &str) -> Option<&'static Self> {
        LAYERS.iter().find(|layer| layer.name == name)
    }

    /// The layer in which a file stands.
    pub fn of(path: &str) -> Option<&'static Self> {
        Self::named(path.strip_prefix("src/")?.split(['/', '.']).next()?)
    }
}

/// Uses of a layer that this one may not know.
pub fn against_the_arrow(file: &Source) -> Vec<String> {
    let Some(layer) = Layer::of(&file.path) else { return Vec::new() };
    let wrong = |used: &Use| used.name != layer.name && !layer.may_use.contains(&used.name.as_str());
    let known = |used: &Use| Layer::named(&used.name).is_some();
    let uses = root_uses(file).into_iter().filter(|used| known(used) && wrong(used));
    uses.map(|used| format!("{}:{}: {} may not use {}", file.path, used.line, layer.name, used.name)).collect()
}

/// SQL where it does not belong.
pub fn sql_outside_storage(file: &Source) -> Vec<String> {
    if file.path.starts_with("src/storage/") {
        return Vec::new();
    }
    let sql = |name: &str| name.starts_with("query") || name == "raw_sql" || name == "AssertSqlSafe" || name == "QueryBuilder";
    members(file, "sqlx").into_iter().filter(|used| sql(&used.name)).map(|used| used.said(file, "sqlx")).collect()
}

/// Readings of the time and of the environment outside the one place for each.
pub fn reads_what_it_should_be_told(file: &Source) -> Vec<String> {
    let mut found = Vec::new();
    if file.path != "src/clock.rs" {
        for clock in ["Utc", "Local", "SystemTime"] {
            found.extend(members(file, clock).into_iter().filter(|used| used.name == "now").map(|used| used.said(file, clock)));
        }
    }
    if file.path != "src/config.rs" {
        let reads = |name: &str| name.contains("var") || name.starts_with("args");
        found.extend(members(file, "env").into_iter().filter(|used| reads(&used.name)).map(|used| used.said(file, "env")));
    }
    found
}

struct Use {
    name: String,
    line: usize,
}

impl Use {
    fn said(&self, file: &Source, owner: &str) -> String {
        format!("{}:{}: {owner}::{}", file.path, self.line, self.name)
    }
}

fn tokens(file: &Source) -> Vec<TokenTree> {
    let stream: TokenStream = file.text.parse().unwrap_or_else(|e| panic!("{} is no Rust: {e}", file.path));
    stream.into_iter().collect()
}

/// What is used of the crate's root, by `crate::`, by `mihwar::` or by climbing with `super::`.
fn root_uses(file: &Source) -> Vec<Use> {
    let mut found = Vec::new();
    climb(&tokens(file), &mut file.module(), &mut found);
    found
}

fn climb(tokens: &[TokenTree], module: &mut Vec<String>, found: &mut Vec<Use>) {
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        if let Some(name) = inline_module(&tokens[at..]) {
            module.push(name);
            climb_into(&tokens[at + 2], module, found);
            module.pop();
            at += 3;
            continue;
        }
        let mut up = 0;
        while is(tokens.get(at), "super") && is_path(tokens, at + 1) {
            (up, at) = (up + 1, at + 3);
        }
        if up > 0 {
            if up >= module.len() {
                found.extend(names(&tokens[at..]));
            }
            continue;
        }
        if (is(Some(token), "crate") || is(Some(token), "mihwar")) && is_path(tokens, at + 1) {
            found.extend(names(&tokens[at + 3..]));
        }
        climb_into(token, module, found);
        at += 1;
    }
}

fn climb_into(token: &TokenTree, module: &mut Vec<String>, found: &mut Vec<Use>) {
    if let TokenTree::Group(group) = token {
        climb(&group.stream().into_iter().collect::<Vec<_>>(), module, found);
    }
}

/// Every `owner::name` and `owner::{name, …}`.
fn members(file: &Source, owner: &str) -> Vec<Use> {
    fn search(tokens: &[TokenTree], owner: &str, found: &mut Vec<Use>) {
        for (at, token) in tokens.iter().enumerate() {
            if is(Some(token), owner) && is_path(tokens, at + 1) {
                found.extend(names(&tokens[at + 3..]));
            }
            if let TokenTree::Group(group) = token {
                search(&group.stream().into_iter().collect::<Vec<_>>(), owner, found);
            }
        }
    }
    let mut found = Vec::new();
    search(&tokens(file), owner, &mut found);
    found
}

/// The name that a path goes on with, or the names of its braces.
fn names(rest: &[TokenTree]) -> Vec<Use> {
    match rest.first() {
        Some(TokenTree::Ident(name)) => vec![Use { name: name.to_string(), line: name.span().start().line }],
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
            let inner: Vec<TokenTree> = group.stream().into_iter().collect();
            inner.split(|token| matches!(token, TokenTree::Punct(p) if p.as_char() == ',')).flat_map(names).collect()
        }
        _ => Vec::new(),
    }
}

fn inline_module(tokens: &[TokenTree]) -> Option<String> {
    match tokens {
        [TokenTree::Ident(word), TokenTree::Ident(name), TokenTree::Group(body), ..]
            if *word == "mod" && body.delimiter() == Delimiter::Brace =>
        {
            Some(name.to_string())
        }
        _ => None,
    }
}

fn is(token: Option<&TokenTree>, word: &str) -> bool {
    matches!(token, Some(TokenTree::Ident(name)) if *name == word)
}

fn is_path(tokens: &[TokenTree], at: usize) -> bool {
    let colon = |at: usize| matches!(tokens.get(at), Some(TokenTree::Punct(p)) if p.as_char() == ':');
    colon(at) && colon(at + 1)
}

#[test]
fn every_way_of_importing_is_seen() {
    let seen = |path: &str, text: &str| against_the_arrow(&Source::made(path, text));
    assert_eq!(
        seen("src/domain/a.rs", "//! x\nuse crate::storage::Database;"),
        ["src/domain/a.rs:2: domain may not use storage"]
    );
    for text in [
        "use crate::{domain::ids, web::{self, chart}};",
        "use super::super::web::chart;",
        "fn f() { g(vec![crate::web::x()]) }",
        "mod inner { use super::super::super::web; }",
        "macro_rules! m { () => { $crate::web::x() } }",
    ] {
        assert_eq!(seen("src/metrics/a.rs", text), ["src/metrics/a.rs:1: metrics may not use web"], "{text}");
    }
    for text in ["use super::web::chart;", "// use crate::web;\nconst S: &str = \"crate::web::x\";", "pub(crate) mod web {}"] {
        assert!(seen("src/metrics/a.rs", text).is_empty(), "{text}");
    }
    assert_eq!(seen("src/main.rs", "fn main() { mihwar::storage::x() }").len(), 1);
    assert!(seen("src/app.rs", "use crate::{web, jobs, embedded};").is_empty());
    assert!(seen("src/web/a.rs", "use crate::jobs;").is_empty(), "a page starts a job");
    assert_eq!(seen("src/jobs/a.rs", "use crate::web;").len(), 1, "a job knows no page");
}

#[test]
fn sql_time_and_environment_are_seen() {
    let found = |path: &str, text: &str| {
        let file = Source::made(path, text);
        (sql_outside_storage(&file).len(), reads_what_it_should_be_told(&file).len())
    };
    assert_eq!(found("src/web/a.rs", "fn f() { sqlx::query!(\"select 1\"); }"), (1, 0));
    assert_eq!(found("src/web/a.rs", "use sqlx::{PgPool, query_as};"), (1, 0));
    assert_eq!(found("src/storage/a.rs", "fn f() { sqlx::query!(\"select 1\"); }"), (0, 0));
    assert_eq!(found("src/web/a.rs", "fn f() { chrono::Utc::now(); std::env::var(\"X\"); }"), (0, 2));
    assert_eq!(found("src/clock.rs", "fn f() { chrono::Utc::now(); }"), (0, 0));
    assert_eq!(found("src/config.rs", "fn f() { std::env::var_os(\"X\"); }"), (0, 0));
}
