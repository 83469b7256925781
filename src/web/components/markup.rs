//! HTML that a component or a text has printed.

use askama::filters::HtmlSafe;
use std::fmt;

/// Finished HTML. Only what is safe by its own making becomes one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Markup(String);

impl Markup {
    /// What a component, a text or a drawing prints.
    #[must_use]
    pub fn of(safe: &impl HtmlSafe) -> Self {
        Self(safe.to_string())
    }

    /// One after another, with a space between.
    #[must_use]
    pub fn then(self, next: &impl HtmlSafe) -> Self {
        Self(format!("{} {next}", self.0))
    }
}

impl fmt::Display for Markup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl HtmlSafe for Markup {}
