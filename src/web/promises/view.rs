//! The page of a form, the same for policies, reasons and rules.

use crate::i18n::{Text, Words};
use crate::web::components::{ErrorSummary, Field, Link};
use crate::web::extract::Member;
use crate::web::shell::{NavItem, Shell};
use askama::Template;

/// Fields that belong together.
#[derive(Clone, Debug)]
pub struct Section {
    /// What they are about, and what there is to know.
    pub heading: Option<(Text, Text)>,
    /// One field a row, or two beside each other.
    pub rows: Vec<Vec<Field>>,
}

impl Section {
    /// Fields, two beside each other.
    pub fn pairs(heading: Option<(Text, Text)>, fields: &[Field]) -> Self {
        Self { heading, rows: fields.chunks(2).map(<[Field]>::to_vec).collect() }
    }
}

/// What a form is about.
pub struct Form {
    /// Its title.
    pub title: Text,
    /// What there is to know before.
    pub lede: Text,
    /// Where it is sent to.
    pub action: String,
    /// What it carries beside its fields.
    pub hidden: Vec<(&'static str, String)>,
    /// Its fields.
    pub sections: Vec<Section>,
    /// What somebody else stored meanwhile.
    pub stale: Option<Vec<(Text, Text)>>,
}

/// A page with a form.
#[derive(Template)]
#[template(path = "pages/promises/form.html")]
pub struct FormPage {
    shell: Shell,
    crumb: Link,
    lede: Text,
    summary: Option<ErrorSummary>,
    stale: Option<(Text, Vec<(Text, Text)>)>,
    action: String,
    hidden: Vec<(&'static str, String)>,
    sections: Vec<Section>,
}

impl FormPage {
    /// The page.
    #[must_use]
    pub fn new(member: &Member, form: Form) -> Self {
        let w = member.viewer.words;
        let fields = form.sections.iter().flat_map(|section| section.rows.iter().flatten());
        Self {
            summary: ErrorSummary::of(w, fields),
            shell: Shell::new(&member.viewer, form.title, NavItem::Promises),
            crumb: Link::new(w.t("promises-title"), super::list::PATH),
            lede: form.lede,
            stale: form.stale.map(|theirs| (w.t("promise-stale"), theirs)),
            action: form.action,
            hidden: form.hidden,
            sections: form.sections,
        }
    }

    /// What somebody else stored, of the fields that differ.
    pub fn differences(w: Words, pairs: &[(&str, &String, &String)]) -> Vec<(Text, Text)> {
        let shown = |theirs: &str| {
            let values: Vec<Text> = theirs.lines().map(Text::datum).collect();
            if values.is_empty() { w.t("promise-off") } else { w.list(&values) }
        };
        let same = |a: &str, b: &str| a.lines().map(str::trim).eq(b.lines().map(str::trim));
        let differ = pairs.iter().filter(|(_, mine, theirs)| !same(mine, theirs));
        differ.map(|(name, _, theirs)| (w.t(&format!("promise-{name}")), shown(theirs))).collect()
    }
}
