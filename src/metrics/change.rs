//! How a figure moved against an earlier one, and whether that is good. Rates move in points, money, durations and
//! counts in percent; from nothing to something is a case of its own.

use super::figure::{Figure, Reason, Unit};
use super::metric::Direction;
use crate::domain::person::keyed;

/// Smaller moves print as none with one decimal, so no arrow may stand beside them.
const VISIBLE: f64 = 0.000_5;

/// The move from an earlier figure to a later one.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Change {
    /// There was nothing, and now there is: never 100 %, never infinite.
    New,
    /// One of the two has no value.
    NotComparable {
        /// Why.
        reason: Reason,
    },
    /// A difference of rates: 0.012 is 1.2 points.
    Points {
        /// After minus before.
        value: f64,
    },
    /// A difference in proportion to the earlier value: 0.5 is half as much again.
    Percent {
        /// (After − before) ÷ before.
        value: f64,
    },
}

keyed!(
    /// Whether a change is good.
    Verdict {
        /// In the favourable direction.
        Better = "better",
        /// In the other one.
        Worse = "worse",
        /// No visible change.
        Same = "same",
        /// Fewer than 30 records on a side, nothing to compare, or no favourable direction.
        NotJudged = "not_judged",
    }
);

/// A change with its verdict.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct Comparison {
    /// What moved.
    pub change: Change,
    /// What to think of it.
    pub verdict: Verdict,
}

impl Change {
    /// From `before` to `after`, which are the same metric.
    #[must_use]
    pub fn between(before: &Figure, after: &Figure) -> Self {
        let missing = |figure: &Figure| Self::NotComparable { reason: figure.reason.unwrap_or(Reason::NothingBefore) };
        match (before.value, after.value) {
            (_, None) => missing(after),
            (None, _) => missing(before),
            (Some(b), Some(a)) if before.unit == Unit::Ratio => Self::Points { value: a - b },
            (Some(b), Some(_)) if matches!(before.unit, Unit::Days | Unit::Hours) && b <= 0.0 => {
                Self::NotComparable { reason: Reason::NothingBefore }
            }
            (Some(b), Some(a)) => Self::growth(b, a),
        }
    }

    /// Growth of an amount: new from zero, and from zero to zero or from below it there is nothing to compare with.
    #[must_use]
    pub fn growth(before: f64, after: f64) -> Self {
        if before > 0.0 {
            Self::Percent { value: (after - before) / before }
        } else if before >= 0.0 && after > 0.0 {
            Self::New
        } else {
            Self::NotComparable { reason: Reason::NothingBefore }
        }
    }

    /// By how much, if it is a number.
    #[must_use]
    pub const fn value(self) -> Option<f64> {
        match self {
            Self::Points { value } | Self::Percent { value } => Some(value),
            Self::New | Self::NotComparable { .. } => None,
        }
    }
}

/// Compares two figures of one metric.
#[must_use]
pub fn compare(before: &Figure, after: &Figure, direction: Direction) -> Comparison {
    let change = Change::between(before, after);
    let verdict = match change.value() {
        Some(value) if before.is_judged() && after.is_judged() => judge(value, direction),
        _ => Verdict::NotJudged,
    };
    Comparison { change, verdict }
}

fn judge(value: f64, direction: Direction) -> Verdict {
    match direction {
        _ if value.abs() < VISIBLE => Verdict::Same,
        Direction::Neither => Verdict::NotJudged,
        Direction::Up if value > 0.0 => Verdict::Better,
        Direction::Down if value < 0.0 => Verdict::Better,
        Direction::Up | Direction::Down => Verdict::Worse,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::metric::Metric;
    use crate::metrics::near::near;

    fn rate(k: u64, n: u64) -> Figure {
        Figure::rate(k, n, Reason::NoLeads)
    }
    fn revenue(minor: i64, n: u64) -> Figure {
        Figure::money(minor, n, "SAR".parse().unwrap())
    }

    #[test]
    fn rates_move_in_points_and_money_in_percent() {
        assert!(Change::between(&rate(10, 100), &rate(15, 100)).value().is_some_and(|v| near(v, 0.05)));
        assert!(matches!(Change::between(&rate(10, 100), &rate(15, 100)), Change::Points { .. }));
        let grown = Change::between(&revenue(200, 40), &revenue(300, 40));
        assert!(matches!(grown, Change::Percent { value } if near(value, 0.5)));
    }

    #[test]
    fn from_zero_is_new_and_from_no_data_is_not_comparable() {
        assert_eq!(Change::between(&revenue(0, 0), &revenue(300, 3)), Change::New);
        assert_eq!(Change::between(&revenue(0, 0), &revenue(0, 0)), Change::NotComparable { reason: Reason::NothingBefore });
        assert_eq!(Change::between(&rate(0, 0), &rate(1, 3)), Change::NotComparable { reason: Reason::NoLeads });
        assert_eq!(Change::between(&rate(1, 3), &rate(0, 0)), Change::NotComparable { reason: Reason::NoLeads });
    }

    #[test]
    fn a_duration_of_no_days_is_nothing_to_compare_with() {
        let days = |value| Figure::days(Some(value), 40, Reason::NoDurations);
        assert_eq!(Change::between(&days(0.0), &days(3.0)), Change::NotComparable { reason: Reason::NothingBefore });
    }

    #[test]
    fn a_rising_conversion_is_good_and_a_rising_cac_is_bad() {
        let verdict = |metric: Metric, before: &Figure, after: &Figure| compare(before, after, metric.direction()).verdict;
        assert_eq!(verdict(Metric::WinRate, &rate(10, 100), &rate(20, 100)), Verdict::Better);
        assert_eq!(verdict(Metric::WinRate, &rate(20, 100), &rate(10, 100)), Verdict::Worse);
        assert_eq!(verdict(Metric::Cac, &revenue(100, 40), &revenue(150, 40)), Verdict::Worse);
        assert_eq!(verdict(Metric::Cac, &revenue(150, 40), &revenue(100, 40)), Verdict::Better);
        assert_eq!(verdict(Metric::Costs, &revenue(150, 40), &revenue(100, 40)), Verdict::NotJudged);
    }

    #[test]
    fn fewer_than_thirty_on_a_side_are_not_judged() {
        assert_eq!(compare(&rate(1, 29), &rate(20, 100), Direction::Up).verdict, Verdict::NotJudged);
        assert_eq!(compare(&rate(20, 100), &rate(1, 29), Direction::Up).verdict, Verdict::NotJudged);
    }

    #[test]
    fn a_move_that_prints_as_none_is_none() {
        assert_eq!(compare(&rate(1000, 10_000), &rate(1004, 10_000), Direction::Up).verdict, Verdict::Same);
        assert_eq!(compare(&rate(1000, 10_000), &rate(1005, 10_000), Direction::Up).verdict, Verdict::Better);
    }

    #[test]
    fn it_prints_its_kind() {
        let printed = serde_json::to_value(compare(&revenue(200, 40), &revenue(300, 40), Direction::Up)).unwrap();
        assert_eq!(printed, serde_json::json!({"change": {"kind": "percent", "value": 0.5}, "verdict": "better"}));
    }
}
