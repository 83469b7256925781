//! The metrics by name, and which way each is favourable: the page never decides.

use crate::domain::person::keyed;

keyed!(
    /// A metric that is compared with its past.
    Metric {
        /// Leads created.
        Leads = "leads",
        /// Won leads of a cohort, so far.
        LeadToCustomer = "lead_to_customer",
        /// Won within H days.
        WithinHorizon = "within_horizon",
        /// Reached the next stage.
        StageRate = "stage_rate",
        /// Won of the deals closed.
        WinRate = "win_rate",
        /// Median days from opportunity to won.
        Cycle = "cycle",
        /// Median days until a deal closes, the open ones counted.
        TimeToClose = "time_to_close",
        /// Deals won by a day.
        ShareWon = "share_won",
        /// Amounts won.
        Revenue = "revenue",
        /// Deals won.
        DealsWon = "deals_won",
        /// New customers.
        NewCustomers = "new_customers",
        /// Mean amount of a won deal.
        DealSize = "deal_size",
        /// Sales velocity, a day.
        Velocity = "velocity",
        /// Cost of acquiring a customer, all costs.
        Cac = "cac",
        /// The same with media cost only.
        CacMedia = "cac_media",
        /// The same with the cost of the time before.
        CacLagged = "cac_lagged",
        /// Cost of a lead or of a stage.
        CostPerStage = "cost_per_stage",
        /// Costs of a period.
        Costs = "costs",
        /// Mean expected value of a lead.
        LeadQuality = "lead_quality",
        /// Handoffs touched within their window, of those settled.
        SlaAttainment = "sla_attainment",
        /// Accepted of the handoffs decided.
        Acceptance = "acceptance",
        /// Accepted and not returned, of the handoffs decided.
        Kept = "kept",
        /// Working time until the first sales touch.
        ResponseTime = "response_time",
        /// Time from the engagement to the first sales touch.
        SpeedToLead = "speed_to_lead",
        /// Accepted handoffs past their window without a touch.
        AcceptedUntouched = "accepted_untouched",
    }
);

/// Which way is favourable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// More is better.
    Up,
    /// Less is better.
    Down,
    /// Neither: spending more is neither good nor bad by itself.
    Neither,
}

impl Metric {
    /// The favourable direction.
    #[must_use]
    pub const fn direction(self) -> Direction {
        match self {
            Self::Cycle
            | Self::TimeToClose
            | Self::Cac
            | Self::CacMedia
            | Self::CacLagged
            | Self::CostPerStage
            | Self::ResponseTime
            | Self::SpeedToLead
            | Self::AcceptedUntouched => Direction::Down,
            Self::Costs => Direction::Neither,
            Self::Leads
            | Self::LeadToCustomer
            | Self::WithinHorizon
            | Self::StageRate
            | Self::WinRate
            | Self::ShareWon
            | Self::Revenue
            | Self::DealsWon
            | Self::NewCustomers
            | Self::DealSize
            | Self::Velocity
            | Self::LeadQuality
            | Self::SlaAttainment
            | Self::Acceptance
            | Self::Kept => Direction::Up,
        }
    }
}
