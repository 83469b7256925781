//! Which tables of a mapping read a file: chosen by its name and its headers.

use super::headers::Headers;
use super::mapping::{Mapping, Table};

impl Mapping {
    /// The tables that read a file of this name with these headers. `in_folder` says that the file was not named itself.
    #[must_use]
    pub fn tables_for(&self, name: &str, headers: &Headers, in_folder: bool) -> Vec<usize> {
        let fits = |table: &Table| table.takes(name, in_folder) && table.fits(headers);
        let mut tables: Vec<usize> = (0..self.tables.len()).filter(|at| fits(&self.tables[*at])).collect();
        tables.sort_by_key(|at| self.tables[*at].kind);
        tables
    }
}

impl Table {
    /// Whether it reads files of this name.
    #[must_use]
    pub fn takes(&self, name: &str, in_folder: bool) -> bool {
        match (&self.file, &self.alone) {
            (None, None) => true,
            (file, alone) => {
                let fits = |pattern: &Option<String>| pattern.as_deref().is_some_and(|p| glob(p, name));
                fits(file) || (!in_folder && fits(alone))
            }
        }
    }

    /// Whether a file has its headers.
    #[must_use]
    pub fn fits(&self, headers: &Headers) -> bool {
        self.headers.iter().all(|names| names.all().iter().any(|name| headers.has(name)))
            && !self.without.iter().any(|name| headers.has(name))
    }
}

/// Whether a file name fits a pattern with `*` and `?`, whatever its case.
fn glob(pattern: &str, name: &str) -> bool {
    fn fits(pattern: &[char], name: &[char]) -> bool {
        match (pattern, name) {
            ([], []) => true,
            (['*', rest @ ..], _) => (0..=name.len()).any(|skip| fits(rest, &name[skip..])),
            (['?', p @ ..], [_, n @ ..]) => fits(p, n),
            ([p, ps @ ..], [n, ns @ ..]) => p == n && fits(ps, ns),
            _ => false,
        }
    }
    let chars = |s: &str| s.to_lowercase().chars().collect::<Vec<_>>();
    // More stars than this say nothing more and would be slow.
    pattern.matches('*').count() <= 4 && fits(&chars(pattern), &chars(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_chosen_by_headers_and_by_name() {
        let table = "kind = \"deal\"\nheaders = [\"id\", [\"stage\", \"state\"]]\nfile = \"deals*.csv\"\nalone = \"old_*.csv\"";
        let columns = "[table.columns]\nexternal_id = \"id\"";
        let mapping = Mapping::parse(&format!("source = \"crm\"\n[[table]]\n{table}\n{columns}\n")).unwrap();
        let headers = Headers::new(["ID", "State", "x"]);
        assert_eq!(mapping.tables_for("Deals_2026.csv", &headers, true), [0]);
        assert_eq!(mapping.tables_for("old_1.csv", &headers, false), [0]);
        assert!(mapping.tables_for("old_1.csv", &headers, true).is_empty(), "only when it is named itself");
        assert!(mapping.tables_for("leads.csv", &headers, false).is_empty());
        assert!(mapping.tables_for("deals.csv", &Headers::new(["ID"]), false).is_empty());
    }

    #[test]
    fn patterns_of_names() {
        for (pattern, name, fits) in [
            ("*.csv", "a.csv", true),
            ("leads*.csv", "LEADS.CSV", true),
            ("lead?.csv", "leads.csv", true),
            ("leads.csv", "leads_dirty.csv", false),
            ("*", "", true),
            ("********", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false),
        ] {
            assert_eq!(glob(pattern, name), fits, "{pattern} {name}");
        }
    }
}
