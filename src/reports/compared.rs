//! A figure beside the earlier one that it is compared with.

use crate::metrics::change::{Comparison, compare};
use crate::metrics::figure::Figure;
use crate::metrics::metric::Metric;

/// A figure, the earlier one, and what to think of the change.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct Compared {
    /// Which metric.
    pub metric: Metric,
    /// Its figure.
    pub figure: Figure,
    /// The earlier figure, where something was compared with.
    pub before: Option<Figure>,
    /// The change and its verdict.
    pub comparison: Option<Comparison>,
}

impl Compared {
    /// A figure with what it is compared with.
    #[must_use]
    pub fn new(metric: Metric, figure: Figure, before: Option<Figure>) -> Self {
        let comparison = before.as_ref().map(|before| compare(before, &figure, metric.direction()));
        Self { metric, figure, before, comparison }
    }
}
