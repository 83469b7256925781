//! What the two teams of the demo agreed on: targets from the alignment start on, raised once, and who answers for them.

use super::Story;
use crate::domain::period::add_months;
use crate::metrics::kpi::Kpi;
use chrono::NaiveDate;

/// Months before that of today in which the targets were raised.
const RAISED_MONTHS_AGO: i64 = 4;

/// A number with its targets, in its own unit, money in minor units.
#[derive(Clone, Debug, PartialEq)]
pub struct Goal {
    /// Which.
    pub kpi: Kpi,
    /// The first day of a month, and the target from it on.
    pub targets: Vec<(NaiveDate, f64)>,
    /// Whether marketing named an owner; one number waits for it.
    pub has_marketing_owner: bool,
}

/// The targets of the first months, and those after them.
const AGREED: [(Kpi, f64, f64); 8] = [
    (Kpi::WithinHorizon, 0.05, 0.065),
    (Kpi::Cycle, 32.0, 30.0),
    (Kpi::Cac, 1_800_000.0, 1_300_000.0),
    (Kpi::Revenue, 150_000_000.0, 180_000_000.0),
    (Kpi::Leads, 230.0, 300.0),
    (Kpi::WinRate, 0.45, 0.5),
    (Kpi::SlaAttainment, 0.75, 0.85),
    (Kpi::Acceptance, 0.75, 0.8),
];

/// What they agreed on.
pub(super) fn agreed(story: &Story) -> Vec<Goal> {
    let raised = add_months(story.start, super::MONTHS - RAISED_MONTHS_AGO);
    let goal = |(kpi, first, then): (Kpi, f64, f64)| Goal {
        kpi,
        targets: vec![(story.aligned, first), (raised, then)],
        has_marketing_owner: kpi != Kpi::WinRate,
    };
    AGREED.map(goal).into()
}
