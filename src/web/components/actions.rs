//! What can be done with a whole page, and how far something has come.

use super::Link;
use crate::i18n::{Text, Words};
use crate::web::icon::Icon;
use askama::Template;

/// Copy the link and export, at the head of a page.
#[derive(Clone, Debug, Template)]
#[template(path = "components/actions.html")]
pub struct Actions {
    /// Words of its buttons.
    pub w: Words,
    /// The address to copy, with absolute dates.
    pub link: Option<String>,
    /// Files of the same numbers.
    pub exports: Vec<Link>,
}

impl Actions {
    /// Copy link, CSV and Excel of a page: `path` without its query, `query` with its `?` or empty.
    #[must_use]
    pub fn of_page(w: Words, link: String, path: &str, query: &str) -> Self {
        let file = |key: &str, ending: &str| Link::new(w.t(key), format!("{path}.{ending}{query}"));
        Self { w, link: Some(link), exports: vec![file("export-csv", "csv"), file("export-xlsx", "xlsx")] }
    }
}

/// How far something has come.
#[derive(Clone, Debug, Template)]
#[template(path = "components/progress.html")]
pub struct Progress {
    /// Unique on the page.
    pub id: String,
    /// What is running.
    pub label: Text,
    /// From 0 to 100; none while nobody knows.
    pub percent: Option<u8>,
    /// How far, in words.
    pub text: Text,
}

super::prints_itself!(Actions, Progress);
