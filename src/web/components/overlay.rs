//! What lies over the page: definitions, dialogs, toasts.

use super::Link;
use crate::i18n::{Text, Words};
use crate::web::icon::Icon;
use askama::Template;

/// The definition of a number: a button and the popover it opens.
#[derive(Clone, Debug, Template)]
#[template(path = "components/definition.html")]
pub struct Definition {
    /// Words of its button.
    pub w: Words,
    /// Unique on the page.
    pub id: String,
    /// What is defined.
    pub title: Text,
    /// In one or two sentences.
    pub body: Text,
    /// Owner, source, counts, interval.
    pub facts: Vec<(Text, Text)>,
    /// The full definition.
    pub link: Option<Link>,
}

impl Definition {
    fn label(&self) -> Text {
        self.w.t_args("definition-of", &[("name", (&self.title).into())])
    }
}

/// A question before something that cannot be undone. Opened by a button with `data-dialog="ID"`.
#[derive(Clone, Debug, Template)]
#[template(path = "components/dialog.html")]
pub struct Dialog {
    /// Words of its buttons.
    pub w: Words,
    /// Unique on the page.
    pub id: String,
    /// The question.
    pub title: Text,
    /// What will happen.
    pub body: Text,
    /// Where the answer is posted.
    pub action: String,
    /// The token of forms.
    pub csrf: String,
    /// The word on the button.
    pub confirm: Text,
    /// It takes something away.
    pub danger: bool,
}

/// How long a toast stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ToastKind {
    /// Eight seconds.
    Info,
    /// Until it is closed.
    Error,
}

/// How to take back what was done.
#[derive(Clone, Debug)]
pub struct Undo {
    /// Where it is posted.
    pub action: String,
    /// The token of forms.
    pub csrf: String,
}

/// A short report of what was done.
#[derive(Clone, Debug, Template)]
#[template(path = "components/toast.html")]
pub struct Toast {
    /// Words of its buttons.
    pub w: Words,
    /// Info or error.
    pub kind: ToastKind,
    /// What was done.
    pub text: Text,
    /// How to take it back.
    pub undo: Option<Undo>,
}

super::prints_itself!(Definition, Dialog, Toast);
