//! The page of a form: fields under headings, what is wrong with them, and what somebody else saved meanwhile.

use crate::i18n::Text;
use crate::web::components::{ErrorSummary, Field, Link, Markup};
use crate::web::shell::{NavItem, Shell, Viewer};
use askama::Template;

/// A field that two people changed: both values, to choose from.
#[derive(Clone, Debug)]
pub struct Conflict {
    /// The field.
    pub name: &'static str,
    /// Its label.
    pub label: Text,
    /// What this person typed.
    pub mine: Text,
    /// What stands now.
    pub theirs: Text,
    /// This person's value is proposed.
    pub keep_mine: bool,
}

/// What a page says before its form.
#[derive(Clone, Debug)]
pub struct Notice {
    /// In a sentence.
    pub text: Text,
    /// Where more stands.
    pub links: Vec<Link>,
}

/// A page with one form.
#[derive(Debug, Template)]
#[template(path = "pages/records/form.html")]
pub struct FormPage {
    shell: Shell,
    crumbs: Vec<Link>,
    /// What the form is for.
    pub lede: Option<Text>,
    /// What to know first.
    pub notice: Option<Notice>,
    /// What somebody else saved meanwhile.
    pub conflicts: Vec<Conflict>,
    summary: Option<ErrorSummary>,
    sections: Vec<(Option<Text>, Vec<Field>)>,
    /// What the form carries unseen.
    pub hidden: Vec<(String, String)>,
    action: String,
    save: Text,
    back: String,
    /// What stands beside the form.
    pub beside: Option<Markup>,
}

impl FormPage {
    /// A form that is posted to `action`; giving it up leads to the last of the crumbs.
    #[must_use]
    pub fn new(viewer: &Viewer, nav: NavItem, title: Text, crumbs: Vec<Link>, action: String, save: Text) -> Self {
        let back = crumbs.last().map_or_else(|| "/".to_owned(), |link| link.href.clone());
        Self {
            shell: Shell::new(viewer, title, nav),
            crumbs,
            lede: None,
            notice: None,
            conflicts: Vec::new(),
            summary: None,
            sections: Vec::new(),
            hidden: Vec::new(),
            action,
            save,
            back,
            beside: None,
        }
    }

    /// With fields under a heading.
    #[must_use]
    pub fn section(mut self, heading: Option<Text>, fields: Vec<Field>) -> Self {
        self.sections.push((heading, fields));
        self.summary = ErrorSummary::of(self.shell.w, self.sections.iter().flat_map(|(_, fields)| fields));
        self
    }
}
