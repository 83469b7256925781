//! A chart with what it says and its table.

use super::{Definition, Empty, Markup, Segmented, Table};
use crate::i18n::{Text, Words};
use crate::web::icon::Icon;
use askama::Template;

/// The mark before a word of the legend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LegendKey {
    /// Marketing's colour.
    Marketing,
    /// Sales' colour.
    Sales,
    /// The shared colour.
    Shared,
    /// Grey.
    Mute,
    /// The dashed line of the handoff.
    Dash,
}

/// One word of the legend.
#[derive(Clone, Debug)]
pub struct Legend {
    /// Its mark.
    pub key: LegendKey,
    /// Its word.
    pub text: Text,
}

impl LegendKey {
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Marketing => "m",
            Self::Sales => "s",
            Self::Shared => "c",
            Self::Mute => "n",
            Self::Dash => "dash",
        }
    }
}

/// Title, takeaway, chart, legend, footnote, data table.
#[derive(Clone, Debug, Template)]
#[template(path = "components/chart_figure.html")]
pub struct ChartFigure {
    /// Words of its controls.
    pub w: Words,
    /// Unique on the page.
    pub id: String,
    /// What it is.
    pub title: Text,
    /// What it says.
    pub takeaway: Option<Text>,
    /// What it means.
    pub definition: Option<Definition>,
    /// Other views of it.
    pub switch: Option<Segmented>,
    /// The drawing, or why there is none.
    pub chart: Result<Markup, Empty>,
    /// The legend, where there are two series or more.
    pub legend: Vec<Legend>,
    /// A short table under the drawing: before and after.
    pub summary: Option<Table>,
    /// What to know when reading it.
    pub note: Option<Text>,
    /// Every number of the drawing, with links to its records.
    pub table: Option<Table>,
}

impl ChartFigure {
    /// A figure with its title and its drawing alone.
    #[must_use]
    pub fn new(w: Words, id: &str, title: Text, chart: Result<Markup, Empty>) -> Self {
        Self {
            w,
            id: id.to_owned(),
            title,
            takeaway: None,
            definition: None,
            switch: None,
            chart,
            legend: Vec::new(),
            summary: None,
            note: None,
            table: None,
        }
    }
}

super::prints_itself!(ChartFigure);
