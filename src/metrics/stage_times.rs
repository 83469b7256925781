//! How long leads stand in each stage (METRICS.md §4): the total of a lead's stays in it, from the log.

use super::figure::{Figure, Reason};
use super::quantile::Summary;
use crate::domain::person::keyed;
use crate::domain::stage::Stage;

keyed!(
    /// What is known of a lead's time in a stage.
    TimeIn {
        /// It left the stage, and every stay has both its moments.
        Known = "known",
        /// It stands there still.
        Running = "running",
        /// A stay began or ended on an unknown day.
        Undated = "undated",
        /// A stay ended before it began: an error of the data.
        Negative = "negative",
    }
);

/// Evidence: the times that the leads of a cohort stood in a stage.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StageTimes {
    /// Days of each lead that left it, in no order.
    pub days: Vec<f64>,
    /// Leads that stand there still.
    pub running: u64,
    /// Leads with a stay of unknown days.
    pub undated: u64,
    /// Leads with a stay that ended before it began.
    pub negative: u64,
}

/// How long a stage takes.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct StageTime {
    /// Which.
    pub stage: Stage,
    /// The median of the leads that left it.
    pub median: Figure,
    /// How they are spread; none where nobody left it.
    pub summary: Option<Summary>,
    /// Leads that stand there still: left out, so that the median flatters.
    pub running: u64,
    /// Leads left out because a stay began or ended on an unknown day.
    pub undated: u64,
    /// Leads left out because a stay ended before it began: errors of the data.
    pub negative: u64,
}

impl StageTime {
    /// What the times of a stage say.
    #[must_use]
    pub fn of(stage: Stage, times: &StageTimes) -> Self {
        let summary = Summary::of(&times.days);
        let StageTimes { running, undated, negative, .. } = *times;
        let nobody = running + undated + negative == 0;
        let empty = if nobody { Reason::NobodyReached } else { Reason::NobodyLeft };
        let median = Figure::days(summary.map(|s| s.median), summary.map_or(0, |s| s.n), empty);
        Self { stage, median, summary, running, undated, negative }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_of_those_who_left_and_says_how_many_did_not() {
        let times = StageTimes { days: vec![3.0, 1.0, 8.0], running: 4, undated: 1, negative: 2 };
        let found = StageTime::of(Stage::Sal, &times);
        assert_eq!((found.median.value, found.median.n), (Some(3.0), 3));
        assert_eq!((found.running, found.undated, found.negative), (4, 1, 2));
    }

    #[test]
    fn a_stage_that_nobody_left_is_not_one_that_nobody_reached() {
        let reason = |times: &StageTimes| StageTime::of(Stage::Sal, times).median.reason;
        assert_eq!(reason(&StageTimes::default()), Some(Reason::NobodyReached));
        assert_eq!(reason(&StageTimes { running: 1, ..StageTimes::default() }), Some(Reason::NobodyLeft));
    }
}
