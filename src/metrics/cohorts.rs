//! Cohorts month by month: which share of the leads of a month had come how far, so many months later (METRICS.md §2).

use super::figure::{Figure, Reason};
use crate::domain::period::Period;
use chrono::NaiveDate;

/// Evidence: leads of a cohort that first came as far as a stage in a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reach {
    /// The place of the cohort among the cohorts.
    pub cohort: usize,
    /// The rank of the stage.
    pub rank: usize,
    /// The place of the month, 0 for that of the first cohort; none where the day is unknown.
    pub month: Option<usize>,
    /// How many leads.
    pub leads: u64,
}

/// The share of a cohort that had come as far as a stage by the end of each month since its own, offset 0 first. None is
/// not yet: that month is not over.
#[must_use]
pub fn shares_by_offset(
    leads: u64,
    cohort: usize,
    rank: usize,
    reaches: &[Reach],
    months: &[Period],
    today: NaiveDate,
) -> Vec<Option<Figure>> {
    let of_stage: Vec<_> = reaches.iter().filter(|r| r.cohort == cohort && r.rank == rank).collect();
    let by = |last: usize| of_stage.iter().filter(|r| r.month.is_some_and(|month| month <= last)).map(|r| r.leads).sum();
    let share = |month: usize| (months[month].to <= today).then(|| Figure::rate(by(month), leads, Reason::NoLeads));
    (cohort..months.len()).map(share).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::period::Step;

    #[test]
    fn shares_grow_with_the_months_and_end_where_the_present_begins() {
        let date = |s: &str| s.parse::<NaiveDate>().unwrap();
        let months = Period::new(date("2026-01-01"), date("2026-05-01")).unwrap().steps(Step::Month);
        let reach = |cohort, rank, month, leads| Reach { cohort, rank, month, leads };
        let reaches = [
            reach(1, 5, Some(1), 2),
            reach(1, 5, Some(2), 3),
            reach(1, 5, None, 9),
            reach(0, 5, Some(1), 50),
            reach(1, 4, Some(1), 50),
        ];
        let shares = shares_by_offset(20, 1, 5, &reaches, &months, date("2026-04-15"));
        let values: Vec<_> = shares.iter().map(|share| share.map(|figure| figure.value.unwrap())).collect();
        assert_eq!(values, [Some(0.1), Some(0.25), None]);
        assert_eq!(shares_by_offset(0, 0, 5, &[], &months, date("2026-02-01"))[0].unwrap().reason, Some(Reason::NoLeads));
    }
}
