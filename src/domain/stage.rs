//! The stages of a lead (METRICS.md §1). Keys are fixed; the words shown for them are not.

use std::fmt;
use std::str::FromStr;

/// Where a lead stands. The first six are the way to a customer, in order; the others leave it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// A person or company that showed interest.
    Lead,
    /// Marketing says it is worth a salesperson's time.
    Mql,
    /// Sales accepted it for follow-up.
    Sal,
    /// A two-way conversation confirmed the need.
    Sql,
    /// A deal with an expected value and a close date.
    Opportunity,
    /// A customer.
    Won,
    /// Every deal closed and none won.
    Lost,
    /// Back with marketing for later.
    Recycled,
    /// Not worth further work.
    Disqualified,
}

/// A text that names no stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a stage")]
pub struct UnknownStage;

impl Stage {
    /// The way to a customer, in order.
    pub const FUNNEL: [Self; 6] = [Self::Lead, Self::Mql, Self::Sal, Self::Sql, Self::Opportunity, Self::Won];
    /// Every stage.
    pub const ALL: [Self; 9] = [
        Self::Lead,
        Self::Mql,
        Self::Sal,
        Self::Sql,
        Self::Opportunity,
        Self::Won,
        Self::Lost,
        Self::Recycled,
        Self::Disqualified,
    ];

    /// The fixed key.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Lead => "lead",
            Self::Mql => "mql",
            Self::Sal => "sal",
            Self::Sql => "sql",
            Self::Opportunity => "opportunity",
            Self::Won => "won",
            Self::Lost => "lost",
            Self::Recycled => "recycled",
            Self::Disqualified => "disqualified",
        }
    }

    /// How far along the way it is: 0 for a lead, 5 for a customer. Side states have no rank: they keep what was
    /// reached before. A lost lead had an opportunity.
    #[must_use]
    pub const fn rank(self) -> Option<usize> {
        match self {
            Self::Lead => Some(0),
            Self::Mql => Some(1),
            Self::Sal => Some(2),
            Self::Sql => Some(3),
            Self::Opportunity | Self::Lost => Some(4),
            Self::Won => Some(5),
            Self::Recycled | Self::Disqualified => None,
        }
    }

    /// Whether a deal owns it: only opening or closing a deal moves a lead there.
    #[must_use]
    pub const fn is_of_a_deal(self) -> bool {
        matches!(self, Self::Opportunity | Self::Won | Self::Lost)
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

impl FromStr for Stage {
    type Err = UnknownStage;
    fn from_str(s: &str) -> Result<Self, UnknownStage> {
        Self::ALL.into_iter().find(|stage| stage.key() == s).ok_or(UnknownStage)
    }
}

crate::domain::person::keyed!(
    /// Why a lead leaves the way for now or for good (METRICS.md §3).
    LeaveReason {
        TooSmall = "too_small", WrongIndustry = "wrong_industry", WrongRole = "wrong_role", NoResponse = "no_response",
        BadTiming = "bad_timing", NoBudget = "no_budget", Competitor = "competitor", NoProject = "no_project",
        WrongContact = "wrong_contact", Duplicate = "duplicate", Territory = "territory",
    }
);
