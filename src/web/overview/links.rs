//! The rows behind each number: lists of leads and deals with the same period and filters.

use crate::domain::stage::Stage;
use crate::web::extract::filters::query;
use crate::web::extract::{Asked, PeriodParam};

/// Addresses of lists that keep the filters of the page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Links<'a>(pub &'a Asked);

impl Links<'_> {
    /// Leads created in a period, narrowed by `more`.
    pub(super) fn leads(self, period: PeriodParam, more: &[(&str, &str)]) -> String {
        self.list("/leads", "period", period, more)
    }

    /// Leads of the page's period that reached a stage.
    pub(super) fn reached(self, stage: Stage) -> String {
        self.leads(self.0.period(), &[("reached", stage.key())])
    }

    /// Deals won in a period.
    pub(super) fn won(self, period: PeriodParam) -> String {
        self.list("/deals", "closed", period, &[("outcome", "won")])
    }

    fn list(self, path: &str, clock: &str, period: PeriodParam, more: &[(&str, &str)]) -> String {
        let mut pairs = vec![(clock.to_owned(), period.to_string())];
        pairs.extend(more.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        pairs.extend(self.0.filter_pairs());
        format!("{path}{}", query(&pairs))
    }
}
