//! What can be done with a record, at the head of its page.

use crate::i18n::{Text, Words};
use crate::web::components::Link;
use crate::web::icon::Icon;
use askama::Template;

/// One thing that can be done.
#[derive(Clone, Debug)]
pub enum Tool {
    /// On a page of its own.
    Page {
        /// What.
        text: Text,
        /// Its icon.
        icon: Icon,
        /// The page.
        href: String,
        /// It stands out.
        primary: bool,
    },
    /// At once.
    Press {
        /// What.
        text: Text,
        /// Its icon.
        icon: Icon,
        /// Where it is posted.
        action: String,
        /// What goes with it.
        values: Vec<(&'static str, String)>,
    },
}

/// Everything that a person may do with a record.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/records/tools.html")]
pub struct Tools {
    /// What the group is.
    pub label: Text,
    /// The token of forms.
    pub csrf: String,
    /// Said before the quick ones.
    pub quick_label: Option<Text>,
    /// Done with one press.
    pub quick: Vec<Tool>,
    /// The others.
    pub tools: Vec<Tool>,
}

impl askama::filters::HtmlSafe for Tools {}

/// A hint beside a form with the way to something else.
#[derive(Clone, Debug, Template)]
#[template(ext = "html", source = r#"<p class="muted">{{ text }} {{ link }}</p>"#)]
pub struct Aside {
    /// The hint.
    pub text: Text,
    /// The way.
    pub link: Link,
}

impl askama::filters::HtmlSafe for Aside {}

/// A small button that does something at once.
#[derive(Clone, Debug, Template)]
#[template(
    ext = "html",
    source = r#"<form class="inline" method="post" action="{{ action }}"><input type="hidden" name="csrf" value="{{ csrf }}"><button class="btn s"{% if let Some(said) = said %} aria-label="{{ said.attr() }}"{% endif %}>{{ text }}</button></form>"#
)]
pub struct Press {
    /// What.
    pub text: Text,
    /// The same for screen readers, where several stand below one another.
    pub said: Option<Text>,
    /// Where it is posted.
    pub action: String,
    /// The token of forms.
    pub csrf: String,
}

impl askama::filters::HtmlSafe for Press {}

/// The button that puts a record out of sight, or back.
#[must_use]
pub fn archiving(w: Words, address: &str, archived: bool) -> Tool {
    let (key, icon, verb) =
        if archived { ("tools-restore", Icon::Undo2, "restore") } else { ("tools-archive", Icon::EyeOff, "archive") };
    Tool::Press { text: w.t(key), icon, action: format!("{address}/{verb}"), values: Vec::new() }
}
