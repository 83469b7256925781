//! What stands where nothing is (UX.md §5.7).

use super::Link;
use crate::i18n::Text;
use crate::web::icon::Icon;
use askama::Template;

/// Why nothing is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmptyKind {
    /// Nothing was ever entered.
    First,
    /// Everything is done.
    Done,
    /// The filters leave nothing.
    NoMatch,
    /// The role may not see it.
    Forbidden,
    /// It failed, and only it.
    Failed,
    /// Hidden for anonymity.
    Hidden,
}

/// An empty block: what is true, why or what next, one action.
#[derive(Clone, Debug, Template)]
#[template(path = "components/empty.html")]
pub struct Empty {
    /// Why.
    pub kind: EmptyKind,
    /// What is true.
    pub title: Text,
    /// Why, or what next.
    pub body: Text,
    /// The one action.
    pub action: Option<Link>,
}

impl Empty {
    fn icon(&self) -> Icon {
        match self.kind {
            EmptyKind::First => Icon::FileUp,
            EmptyKind::Done => Icon::CircleCheck,
            EmptyKind::NoMatch => Icon::Filter,
            EmptyKind::Forbidden => Icon::Lock,
            EmptyKind::Failed => Icon::WifiOff,
            EmptyKind::Hidden => Icon::EyeOff,
        }
    }
    fn class(&self) -> &'static str {
        match self.kind {
            EmptyKind::Done => " ok",
            EmptyKind::Failed => " er",
            _ => "",
        }
    }
    fn button(&self) -> &'static str {
        match self.kind {
            EmptyKind::First => "btn primary",
            EmptyKind::Done => "",
            _ => "btn",
        }
    }
}

super::prints_itself!(Empty);
