//! Lists: bars by category, facts, what happened.

use super::Markup;
use crate::i18n::Text;
use crate::web::chart::Svg;
use crate::web::icon::Icon;
use askama::Template;

/// One category.
#[derive(Clone, Debug)]
pub struct RowBar {
    /// Its name.
    pub name: Text,
    /// What the value is of: "288 of 700".
    pub note: Option<Text>,
    /// The value.
    pub value: Text,
    /// Its bar: `chart::bar` or `chart::bullet`.
    pub bar: Svg,
    /// Its records.
    pub href: Option<String>,
}

/// Categories with their bars.
#[derive(Clone, Debug, Template)]
#[template(path = "components/rows.html")]
pub struct Rows {
    /// The categories.
    pub rows: Vec<RowBar>,
}

/// Names and values of a record.
#[derive(Clone, Debug, Template)]
#[template(
    ext = "html",
    source = r#"<dl class="facts">{% for (name, value) in facts %}<dt>{{ name }}</dt><dd>{{ value }}</dd>{% endfor %}</dl>"#
)]
pub struct Facts {
    /// Each name with its value.
    pub facts: Vec<(Text, Markup)>,
}

/// Whose doing something was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named by its meaning")]
pub enum TimelineSide {
    Marketing,
    Sales,
    Neither,
}

/// Something that happened.
#[derive(Clone, Debug)]
pub struct TimelineItem {
    /// Its icon.
    pub icon: Icon,
    /// Whose doing.
    pub side: TimelineSide,
    /// What.
    pub text: Markup,
    /// More about it.
    pub detail: Option<Text>,
    /// When, in words.
    pub when: Text,
}

impl TimelineItem {
    fn class(&self) -> &'static str {
        match self.side {
            TimelineSide::Marketing => "",
            TimelineSide::Sales => " s",
            TimelineSide::Neither => " n",
        }
    }
}

/// What happened, in order.
#[derive(Clone, Debug, Template)]
#[template(path = "components/timeline.html")]
pub struct Timeline {
    /// What it is about.
    pub label: Text,
    /// What happened.
    pub items: Vec<TimelineItem>,
}

super::prints_itself!(Rows, Facts, Timeline);
