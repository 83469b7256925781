//! The funnel with what moved on and what was lost: columns on a desk, a list on a phone.

use super::{Legend, LegendKey, Link, Table};
use crate::i18n::{Text, Words};
use crate::web::chart::{FunnelBar, Svg, bar, funnel};
use crate::web::icon::Icon;
use askama::Template;

/// Who answers for a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named by its meaning")]
pub enum Owner {
    Marketing,
    Sales,
    Both,
}

impl Owner {
    const fn class(self) -> &'static str {
        match self {
            Self::Marketing => "m",
            Self::Sales => "s",
            Self::Both => "c",
        }
    }
}

/// One stage.
#[derive(Clone, Debug)]
pub struct FunnelStage {
    /// Its name.
    pub name: Text,
    /// Its abbreviation: MQL.
    pub abbr: Option<&'static str>,
    /// How many reached it.
    pub count: f64,
    /// The same, printed.
    pub text: Text,
    /// Their list.
    pub href: String,
    /// Who answers for it.
    pub owner: Owner,
}

/// From one stage to the next.
#[derive(Clone, Debug)]
pub struct FunnelMove {
    /// The share that moved on.
    pub rate: Text,
    /// Its interval and its count, shown on hover and focus.
    pub detail: Option<Text>,
    /// Words under it, each with its list: lost, waiting, recycled.
    pub others: Vec<Link>,
    /// The target.
    pub target: Option<Text>,
    /// The target is missed.
    pub missed: bool,
}

/// The funnel.
#[derive(Clone, Debug, Template)]
#[template(path = "components/funnel.html")]
pub struct FunnelFigure {
    /// Words of its legend.
    pub w: Words,
    /// Unique on the page.
    pub id: String,
    /// What it is.
    pub title: Text,
    /// What it says.
    pub takeaway: Option<Text>,
    /// Where to read on.
    pub more: Option<Link>,
    /// The stages; their share of the width is equal, so six fit the drawing.
    pub stages: Vec<FunnelStage>,
    /// One fewer than stages.
    pub moves: Vec<FunnelMove>,
    /// How many stages lie before the handoff.
    pub handoff: Option<usize>,
    /// What to know when reading it.
    pub note: Option<Text>,
    /// Every number, with links.
    pub table: Option<Table>,
}

impl FunnelFigure {
    fn drawing(&self) -> Svg {
        let bars: Vec<FunnelBar> = self.stages.iter().map(|s| FunnelBar { count: s.count, class: s.owner.class() }).collect();
        funnel(self.w.into(), &bars, self.handoff)
    }

    fn bar(&self, stage: &FunnelStage) -> Svg {
        let max = self.stages.iter().map(|s| s.count).fold(0.0, f64::max);
        bar(self.w.into(), stage.count, max, stage.owner.class())
    }

    fn move_after(&self, i: usize) -> Option<&FunnelMove> {
        self.moves.get(i)
    }

    fn legend(&self) -> [Legend; 4] {
        [
            (LegendKey::Marketing, "owned-marketing"),
            (LegendKey::Sales, "owned-sales"),
            (LegendKey::Dash, "funnel-handoff"),
            (LegendKey::Shared, "owned-both"),
        ]
        .map(|(key, word)| Legend { key, text: self.w.t(word) })
    }
}

super::prints_itself!(FunnelFigure);
