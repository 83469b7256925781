//! The filter bar: each filter a native panel that works without a script.

use super::Link;
use crate::i18n::{Text, Words};
use crate::web::icon::Icon;
use askama::Template;
use chrono::NaiveDate;

/// How a filter shows itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PillState {
    /// At its default.
    Default,
    /// Chosen, so tinted.
    Active,
    /// Not to be changed here.
    Disabled,
}

/// One choice in a panel.
#[derive(Clone, Debug)]
pub struct Choice {
    /// What it says.
    pub text: Text,
    /// What it stands for: the days of a preset.
    pub note: Option<Text>,
    /// The page with it chosen.
    pub href: String,
    /// Whether it is chosen.
    pub current: bool,
}

/// Two dates to choose freely, both days included.
#[derive(Clone, Debug)]
pub struct Dates {
    /// The first day.
    pub from: Option<NaiveDate>,
    /// The last day.
    pub to: Option<NaiveDate>,
    /// Parameters that the form keeps, as names and values.
    pub keep: Vec<(String, String)>,
    /// The page that takes them, by GET as `from` and `to`.
    pub action: String,
}

/// What opens under a pill.
#[derive(Clone, Debug, Default)]
pub struct Panel {
    /// Choices.
    pub choices: Vec<Choice>,
    /// Free dates.
    pub dates: Option<Dates>,
}

/// One filter.
#[derive(Clone, Debug)]
pub struct Pill {
    /// Unique on the page.
    pub id: String,
    /// Its name.
    pub label: Text,
    /// What is chosen.
    pub value: Text,
    /// An icon.
    pub icon: Option<Icon>,
    /// How it shows itself.
    pub state: PillState,
    /// What it opens; none is only shown.
    pub panel: Option<Panel>,
    /// The page without it.
    pub remove: Option<String>,
}

/// Every filter of a page.
#[derive(Clone, Debug, Template)]
#[template(path = "components/filter.html")]
pub struct FilterBar {
    /// Words of its controls.
    pub w: Words,
    /// The filters.
    pub pills: Vec<Pill>,
    /// The page without any.
    pub clear: Option<Link>,
    /// How fresh the data is: [`FilterBar::freshness`].
    pub fresh: Option<Text>,
}

impl FilterBar {
    /// "Data to 29 Sep, 09:40".
    #[must_use]
    pub fn freshness(w: Words, time: &Text) -> Text {
        w.t_args("filter-freshness", &[("time", time.into())])
    }

    fn iso(day: Option<&NaiveDate>) -> String {
        day.map(ToString::to_string).unwrap_or_default()
    }

    /// A native date field follows the browser's language, so the dates are said once more in the reader's.
    fn in_words(&self, dates: &Dates) -> Option<Text> {
        let (from, to) = (self.w.date(dates.from?), self.w.date(dates.to?));
        Some(self.w.t_args("filter-dates-in-words", &[("from", from.into()), ("to", to.into())]))
    }
}

super::prints_itself!(FilterBar);
