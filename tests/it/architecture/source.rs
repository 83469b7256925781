//! The files of the project, read as text and as Rust.

use std::path::{Path, PathBuf};

/// A file by its path from the root of the project.
#[derive(Clone, Debug)]
pub struct Source {
    /// With slashes.
    pub path: String,
    /// All of it.
    pub text: String,
}

/// Folders that hold what others made.
const OTHERS: [&str; 6] = ["target", "node_modules", ".git", "vendor", ".sqlx", "fonts"];

/// Every file below a folder that has one of these endings (or names, where a name has no ending), in order.
pub fn files(folder: &str, endings: &[&str]) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    visit(&root.join(folder), &mut found);
    found.sort();
    let wanted =
        |path: &PathBuf| path.extension().or(path.file_name()).is_some_and(|e| endings.iter().any(|wanted| e == *wanted));
    let read = |path: PathBuf| Source {
        text: std::fs::read_to_string(&path).unwrap_or_default(),
        path: path
            .strip_prefix(root)
            .unwrap_or(&path)
            .components()
            .map(|c| c.as_os_str().to_string_lossy())
            .collect::<Vec<_>>()
            .join("/"),
    };
    found.into_iter().filter(wanted).map(read).map(without_dot).collect()
}

fn without_dot(source: Source) -> Source {
    let path = source.path.strip_prefix("./").map_or(source.path.clone(), str::to_owned);
    Source { path, ..source }
}

fn visit(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok) {
        let (path, name) = (entry.path(), entry.file_name());
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            if !OTHERS.iter().any(|other| name == *other) {
                visit(&path, found);
            }
        } else {
            found.push(path);
        }
    }
}

impl Source {
    /// A file that is not there, for the tests of the rules.
    pub fn made(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned() }
    }

    /// What stands before the unit tests.
    pub fn code(&self) -> &str {
        self.text.split("#[cfg(test)]").next().unwrap_or_default()
    }

    /// Whether it holds the texts with which escaping is tested.
    pub fn is_hostile_on_purpose(&self) -> bool {
        ["tests.rs", "samples.rs"].iter().any(|end| self.path.ends_with(end))
    }

    /// The names of its module from the root of the crate.
    pub fn module(&self) -> Vec<String> {
        let inner = self.path.trim_start_matches("src/").trim_end_matches(".rs");
        let inner = inner.trim_end_matches("mod").trim_end_matches('/');
        inner.split('/').filter(|name| !["", "lib", "main"].contains(name)).map(str::to_owned).collect()
    }

    /// The lines of its code that a pattern fits, as `file:line: text`.
    pub fn lines_with(&self, pattern: &regex::Regex, but: &[&str]) -> Vec<String> {
        let numbered = self.code().lines().enumerate().filter(|(_, line)| !but.iter().any(|allowed| line.contains(allowed)));
        numbered
            .filter(|(_, line)| pattern.is_match(line))
            .map(|(at, line)| format!("{}:{}: {}", self.path, at + 1, shown(line)))
            .collect()
    }
}

fn shown(line: &str) -> String {
    line.trim().chars().take(100).collect()
}

#[test]
fn a_file_knows_its_module() {
    for (path, module) in
        [("src/lib.rs", ""), ("src/web/mod.rs", "web"), ("src/web/chart/line.rs", "web/chart/line"), ("src/clock.rs", "clock")]
    {
        assert_eq!(Source::made(path, "").module().join("/"), module);
    }
}
