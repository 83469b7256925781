//! The smallest parts: links, changes, tags, states.

use crate::i18n::{Text, Words};
use crate::web::icon::Icon;
use askama::Template;

/// A link with its words.
#[derive(Clone, Debug, Template)]
#[template(ext = "html", source = r#"<a href="{{ href }}">{{ text }}</a>"#)]
pub struct Link {
    /// What it says.
    pub text: Text,
    /// Where it leads.
    pub href: String,
}

impl Link {
    /// A link.
    #[must_use]
    pub fn new(text: Text, href: impl Into<String>) -> Self {
        Self { text, href: href.into() }
    }
}

/// Which way a number went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// It grew.
    Up,
    /// It shrank.
    Down,
    /// It stayed.
    Same,
}

/// Whether that is good news.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judgement {
    /// It is.
    Better,
    /// It is not.
    Worse,
    /// Nothing to judge, or too few cases to judge by.
    Neutral,
}

/// A change against another period.
#[derive(Clone, Debug, Template)]
#[template(path = "components/delta.html")]
pub struct Delta {
    /// Words of the hidden explanation.
    pub w: Words,
    /// Which way.
    pub direction: Direction,
    /// Good or bad.
    pub judgement: Judgement,
    /// How much, without a sign: the arrow says it.
    pub text: Text,
    /// Against what: "vs Q2".
    pub versus: Option<Text>,
}

impl Delta {
    /// The change in a sentence: "up 1.2 pt (better)".
    #[must_use]
    pub fn in_words(&self) -> Text {
        let said = self.w.t_args("delta-said", &[("way", self.word().into()), ("by", (&self.text).into())]);
        let said = self
            .verdict()
            .map_or(said.clone(), |verdict| self.w.t_args("sentences", &[("a", said.into()), ("b", verdict.into())]));
        match &self.versus {
            Some(versus) => self.w.t_args("sentences", &[("a", said.into()), ("b", versus.into())]),
            None => said,
        }
    }

    fn icon(&self) -> Icon {
        match self.direction {
            Direction::Up => Icon::ArrowUp,
            Direction::Down => Icon::ArrowDown,
            Direction::Same => Icon::Minus,
        }
    }
    fn class(&self) -> &'static str {
        match self.judgement {
            Judgement::Better => "good",
            Judgement::Worse => "bad",
            Judgement::Neutral => "flat",
        }
    }
    fn word(&self) -> Text {
        match self.direction {
            Direction::Up => self.w.t("delta-up"),
            Direction::Down => self.w.t("delta-down"),
            Direction::Same => self.w.t("delta-same"),
        }
    }
    fn verdict(&self) -> Option<Text> {
        match self.judgement {
            Judgement::Better => Some(self.w.t("delta-better")),
            Judgement::Worse => Some(self.w.t("delta-worse")),
            Judgement::Neutral => None,
        }
    }
}

/// The colour of a tag. Its words say the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named by its meaning")]
pub enum TagKind {
    Neutral,
    Good,
    Warn,
    Bad,
    Accent,
    Marketing,
    Sales,
}

/// A short label.
#[derive(Clone, Debug, Template)]
#[template(
    ext = "html",
    source = r#"<span class="tag{{ self.class() }}">{% if let Some(icon) = icon %}{{ icon }}{% endif %}{{ text }}</span>"#
)]
pub struct Tag {
    /// What it says.
    pub text: Text,
    /// Its colour.
    pub kind: TagKind,
    /// An icon before it.
    pub icon: Option<Icon>,
}

impl Tag {
    /// A tag without an icon.
    #[must_use]
    pub const fn new(kind: TagKind, text: Text) -> Self {
        Self { text, kind, icon: None }
    }
    fn class(&self) -> &'static str {
        match self.kind {
            TagKind::Neutral => "",
            TagKind::Good => " good",
            TagKind::Warn => " warn",
            TagKind::Bad => " bad",
            TagKind::Accent => " acc",
            TagKind::Marketing => " m",
            TagKind::Sales => " s",
        }
    }
}

/// How something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named by its meaning")]
pub enum StateKind {
    Good,
    Warn,
    Bad,
    Info,
    Mute,
}

/// A state: an icon and a word, so that colour is never alone.
#[derive(Clone, Debug, Template)]
#[template(ext = "html", source = r#"<span class="state {{ self.class() }}">{{ self.icon() }}<span>{{ text }}</span></span>"#)]
pub struct State {
    /// Which.
    pub kind: StateKind,
    /// In words.
    pub text: Text,
}

impl State {
    fn class(&self) -> &'static str {
        match self.kind {
            StateKind::Good => "good",
            StateKind::Warn => "warn",
            StateKind::Bad => "bad",
            StateKind::Info => "info",
            StateKind::Mute => "mute",
        }
    }
    fn icon(&self) -> Icon {
        match self.kind {
            StateKind::Good => Icon::CircleCheck,
            StateKind::Warn => Icon::CircleDot,
            StateKind::Bad => Icon::TriangleAlert,
            StateKind::Info => Icon::Info,
            StateKind::Mute => Icon::Minus,
        }
    }
}

/// A choice between views of the same thing, as links.
#[derive(Clone, Debug, Template)]
#[template(
    ext = "html",
    source = r##"<div class="seg" role="group" aria-label="{{ label.attr() }}" hx-boost="true" hx-target="#main" hx-select="#main" hx-swap="outerHTML show:none" hx-push-url="true">{% for (link, current) in links %}<a href="{{ link.href }}"{% if *current %} aria-current="true"{% endif %}>{{ link.text }}</a>{% endfor %}</div>"##
)]
pub struct Segmented {
    /// What is chosen.
    pub label: Text,
    /// The views, and which is shown.
    pub links: Vec<(Link, bool)>,
}

super::prints_itself!(Link, Delta, Tag, State, Segmented);
