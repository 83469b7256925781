//! The handoffs behind each number: the list with the same period and filters.

use crate::storage::handoff_evidence::Behind;
use crate::storage::metrics::handoffs::Key;
use crate::web::extract::filters::query;
use crate::web::extract::{Asked, PeriodParam};

/// In an address for *without one*: an empty parameter is none.
pub const NONE: &str = "-";

/// Addresses of lists that keep the filters of the page.
#[derive(Clone, Copy, Debug)]
pub struct HandoffLinks<'a>(pub &'a Asked);

impl HandoffLinks<'_> {
    /// The handoffs of the page's period behind a number; of none, all of them.
    pub fn behind(self, behind: Option<Behind>) -> String {
        self.of(self.0.period(), behind, &[])
    }

    /// Those of another period, narrowed further. A narrower value takes the place of the page's own.
    pub fn of(self, period: PeriodParam, behind: Option<Behind>, more: &[(&str, &str)]) -> String {
        let mut pairs = vec![("period".to_owned(), period.to_string())];
        pairs.extend(behind.map(|behind| ("behind".to_owned(), behind.key().to_owned())));
        let is_narrower = |name: &str| more.iter().any(|(own, _)| *own == name);
        let own = self.0.own.iter().filter(|(name, _)| Key::from_key(name).is_some() && !is_narrower(name));
        pairs.extend(own.map(|(name, value)| ((*name).to_owned(), value.clone())));
        pairs.extend(self.0.filter_pairs().into_iter().filter(|(name, _)| !is_narrower(name)));
        pairs.extend(more.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        format!("/handoffs/list{}", query(&pairs))
    }
}
