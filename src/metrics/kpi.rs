//! The numbers that both teams answer for: those that the dashboards show and a target can be set for.

use super::figure::Unit;
use super::metric::{Direction, Metric};
use crate::domain::money::Currency;
use crate::domain::person::keyed;

keyed!(
    /// A number with an owner in each team and dated targets.
    Kpi {
        /// Leads won within H days of their creation.
        WithinHorizon = "within_horizon",
        /// Median days from opportunity to won.
        Cycle = "cycle",
        /// Cost of acquiring a customer, all costs.
        Cac = "cac",
        /// Amounts won.
        Revenue = "revenue",
        /// Growth of the revenue over the same period a year earlier.
        RevenueGrowth = "revenue_growth",
        /// Leads created.
        Leads = "leads",
        /// Won of the deals closed.
        WinRate = "win_rate",
        /// Mean expected value of a lead.
        LeadQuality = "lead_quality",
        /// Handoffs touched within their window, of those settled.
        SlaAttainment = "sla_attainment",
        /// Accepted of the handoffs decided.
        Acceptance = "acceptance",
    }
);

/// How a monthly target becomes that of a longer period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Months add up: twice the time, twice the target.
    Sum,
    /// A rate, a median or a cost of one: the same however long the period.
    Level,
}

impl Kpi {
    /// The favourable direction.
    #[must_use]
    pub const fn direction(self) -> Direction {
        match self {
            Self::WithinHorizon => Metric::WithinHorizon.direction(),
            Self::Cycle => Metric::Cycle.direction(),
            Self::Cac => Metric::Cac.direction(),
            Self::Revenue | Self::RevenueGrowth => Metric::Revenue.direction(),
            Self::Leads => Metric::Leads.direction(),
            Self::WinRate => Metric::WinRate.direction(),
            Self::LeadQuality => Metric::LeadQuality.direction(),
            Self::SlaAttainment => Metric::SlaAttainment.direction(),
            Self::Acceptance => Metric::Acceptance.direction(),
        }
    }

    /// Whether a target is a ceiling, to stay below.
    #[must_use]
    pub const fn has_ceiling(self) -> bool {
        matches!(self.direction(), Direction::Down)
    }

    /// Whether months add up.
    #[must_use]
    pub const fn kind(self) -> Kind {
        match self {
            Self::Revenue | Self::Leads => Kind::Sum,
            Self::WithinHorizon
            | Self::Cycle
            | Self::Cac
            | Self::RevenueGrowth
            | Self::WinRate
            | Self::LeadQuality
            | Self::SlaAttainment
            | Self::Acceptance => Kind::Level,
        }
    }

    /// What it is counted in.
    #[must_use]
    pub const fn unit(self, currency: Currency) -> Unit {
        match self {
            Self::WithinHorizon | Self::RevenueGrowth | Self::WinRate | Self::SlaAttainment | Self::Acceptance => Unit::Ratio,
            Self::Cycle => Unit::Days,
            Self::Leads => Unit::Count,
            Self::Cac | Self::Revenue | Self::LeadQuality => Unit::Money(currency),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_prints_its_key() {
        for kpi in Kpi::ALL {
            assert_eq!(serde_json::to_value(kpi).unwrap(), kpi.key());
        }
    }
}
