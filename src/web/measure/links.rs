//! The rows behind each number: lists of leads and deals with the same period and filters.

use crate::domain::stage::Stage;
use crate::web::extract::filters::query;
use crate::web::extract::{Asked, PeriodParam};

/// Addresses of lists that keep the filters of the page.
#[derive(Clone, Copy, Debug)]
pub struct Links<'a>(pub &'a Asked);

impl Links<'_> {
    /// Leads created in a period, narrowed by `more`.
    #[must_use]
    pub fn leads(self, period: PeriodParam, more: &[(&str, &str)]) -> String {
        self.list("/leads", Some(("period", period)), more)
    }

    /// Leads whenever they were created, narrowed by `more`.
    #[must_use]
    pub fn all_leads(self, more: &[(&str, &str)]) -> String {
        self.list("/leads", None, more)
    }

    /// Leads of the page's period that reached a stage.
    #[must_use]
    pub fn reached(self, stage: Stage) -> String {
        self.leads(self.0.period(), &[("reached", stage.key())])
    }

    /// Deals won in a period.
    #[must_use]
    pub fn won(self, period: PeriodParam) -> String {
        self.closed(period, &[("outcome", "won")])
    }

    /// Deals that won a new customer in a period.
    #[must_use]
    pub fn customers(self, period: PeriodParam) -> String {
        self.closed(period, &[("outcome", "won"), ("customer", "new")])
    }

    /// Deals closed in a period, narrowed by `more`.
    #[must_use]
    pub fn closed(self, period: PeriodParam, more: &[(&str, &str)]) -> String {
        self.list("/deals", Some(("closed", period)), more)
    }

    /// Deals opened in a period, narrowed by `more`.
    #[must_use]
    pub fn opened(self, period: PeriodParam, more: &[(&str, &str)]) -> String {
        self.list("/deals", Some(("opened", period)), more)
    }

    fn list(self, path: &str, clock: Option<(&str, PeriodParam)>, more: &[(&str, &str)]) -> String {
        let owned = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
        let mut pairs: Vec<_> = clock.into_iter().map(|(name, period)| (name.to_owned(), period.to_string())).collect();
        pairs.extend(more.iter().copied().map(owned));
        pairs.extend(self.0.filter_pairs());
        format!("{path}{}", query(&pairs))
    }
}
