//! Conversion that can be compared: within a fixed number of days, over leads old enough to be judged (METRICS.md §2).

use super::figure::{Figure, Reason, Unit};
use crate::domain::moment::Moment;
use crate::domain::period::Period;
use crate::domain::workspace::HORIZONS;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;

/// The horizon of a workspace without a year of wins to learn from.
const DEFAULT_HORIZON: u16 = 90;
/// The past from which the horizon is proposed.
pub const DAYS_OF_A_YEAR: u16 = 365;

/// Evidence: the leads of a cohort by their age, H days being asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct HorizonCount {
    /// Leads at least H days old.
    pub mature: u64,
    /// Of them, those won within H days of their creation.
    pub won: u64,
    /// Leads younger than H days, whatever became of them.
    pub young: u64,
    /// Leads old enough and won on an unknown day, or before they were created: in neither number above.
    pub unplaced: u64,
}

/// Evidence: a lead that was won.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeadWin {
    /// When it was created.
    pub created: Moment,
    /// When it was won, if that is known.
    pub won: Option<Moment>,
}

impl LeadWin {
    /// Days from the creation to the winning; none where they are unknown or negative, which is an error of the data.
    #[must_use]
    pub fn days(&self, zone: Tz) -> Option<f64> {
        self.won.map(|won| self.created.days_until(won, zone)).filter(|days| *days >= 0.0)
    }
}

impl HorizonCount {
    /// All leads of the cohort.
    #[must_use]
    pub const fn leads(self) -> u64 {
        self.mature + self.young + self.unplaced
    }

    /// From the ages of a cohort's leads and those of them that were won.
    #[must_use]
    pub fn of(mature: u64, young: u64, wins: &[LeadWin], horizon: u16, now: DateTime<Utc>, zone: Tz) -> Self {
        let mut count = Self { mature, young, ..Self::default() };
        for win in wins.iter().filter(|win| win.created.days_until_now(now, zone) >= f64::from(horizon)) {
            match win.days(zone) {
                Some(days) => count.won += u64::from(days <= f64::from(horizon)),
                None => count.unplaced += 1,
            }
        }
        count.mature = count.mature.saturating_sub(count.unplaced);
        count
    }
}

/// Won within H days ÷ leads at least H days old. Leads that are all too young make no rate, and neither do leads whose
/// wins all lack a day.
#[must_use]
pub fn within_horizon(count: HorizonCount) -> Figure {
    if count.won == 0 && count.unplaced > 0 {
        return Figure { n: count.mature, ..Figure::none(Unit::Ratio, Reason::NoDurations) };
    }
    let empty = if count.young > 0 { Reason::Immature } else { Reason::NoLeads };
    Figure::rate(count.won, count.mature, empty)
}

/// Whether a cohort's rate is final, and since when or from when it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Maturity {
    /// Every lead of it is H days old and none can come any more.
    pub is_mature: bool,
    /// The day from which that is certain.
    pub matures_on: NaiveDate,
}

/// The maturity of the leads created in a period, as of a local day.
#[must_use]
pub fn maturity(cohort: Period, horizon: u16, count: HorizonCount, today: NaiveDate) -> Maturity {
    Maturity { is_mature: today >= cohort.to && count.young == 0, matures_on: cohort.to + TimeDelta::days(i64::from(horizon)) }
}

/// Evidence: how long the wins of the last year took from the creation of their lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct WinDelays {
    /// Leads won in the last year.
    pub wins: u64,
    /// Of them, those won within each of [`HORIZONS`].
    pub within: [u64; HORIZONS.len()],
    /// Whether the first win known is at least a year old.
    pub spans_a_year: bool,
}

impl WinDelays {
    /// From the wins of the last year and the first win known.
    #[must_use]
    pub fn of(wins: &[LeadWin], first: Option<Moment>, now: DateTime<Utc>, zone: Tz) -> Self {
        let days: Vec<f64> = wins.iter().filter_map(|win| win.days(zone)).collect();
        Self {
            wins: days.len() as u64,
            within: HORIZONS.map(|horizon| days.iter().filter(|d| **d <= f64::from(horizon)).count() as u64),
            spans_a_year: first.is_some_and(|first| first.days_until_now(now, zone) >= f64::from(DAYS_OF_A_YEAR)),
        }
    }
}

/// The horizon that the data proposes: the smallest by which 80 % of the last year's wins had come, the longest where
/// none is long enough, 90 days without a year of wins.
#[must_use]
pub fn proposed_horizon(delays: WinDelays) -> u16 {
    if !delays.spans_a_year || delays.wins == 0 {
        return DEFAULT_HORIZON;
    }
    let reached = delays.within.iter().position(|within| within * 5 >= delays.wins * 4);
    HORIZONS[reached.unwrap_or(HORIZONS.len() - 1)]
}

/// Won ÷ closed, over deals closed in a period.
#[must_use]
pub fn win_rate(won: u64, lost: u64) -> Figure {
    Figure::rate(won, won + lost, Reason::NoDealsClosed)
}

/// Leads, deals or customers on a signed persona ÷ all of them.
#[must_use]
pub fn audience_fit(on_persona: u64, all: u64) -> Figure {
    Figure::rate(on_persona, all, Reason::NoLeads)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::near::near;

    fn date(s: &str) -> NaiveDate {
        s.parse().unwrap()
    }

    #[test]
    fn leads_too_young_to_be_judged_leave_the_rate() {
        let figure = within_horizon(HorizonCount { mature: 50, won: 5, young: 200, unplaced: 0 });
        assert!(near(figure.value.unwrap(), 0.1));
        assert_eq!(figure.n, 50);
    }

    #[test]
    fn a_young_cohort_is_immature_and_an_empty_one_has_no_leads() {
        assert_eq!(within_horizon(HorizonCount { young: 3, ..HorizonCount::default() }).reason, Some(Reason::Immature));
        assert_eq!(within_horizon(HorizonCount::default()).reason, Some(Reason::NoLeads));
    }

    #[test]
    fn a_win_counts_within_h_days_and_one_without_a_day_leaves_the_rate() {
        let win = |created: &str, won: Option<&str>| LeadWin {
            created: Moment::Date(date(created)),
            won: won.map(|won| Moment::Date(date(won))),
        };
        let wins = [
            win("2026-01-01", Some("2026-01-31")),
            win("2026-01-01", Some("2026-02-01")),
            win("2026-01-01", None),
            win("2026-01-01", Some("2025-12-31")),
            win("2026-03-20", Some("2026-03-21")), // too young to be counted
        ];
        let now = "2026-03-31T20:59:59Z".parse().unwrap();
        let count = HorizonCount::of(10, 4, &wins, 30, now, chrono_tz::Asia::Riyadh);
        assert_eq!(count, HorizonCount { mature: 8, won: 1, young: 4, unplaced: 2 });
        let undated = HorizonCount::of(10, 0, &wins[2..3], 30, now, chrono_tz::Asia::Riyadh);
        assert_eq!(within_horizon(undated).reason, Some(Reason::NoDurations));
    }

    #[test]
    fn a_month_matures_h_days_after_its_end() {
        let march = Period::month_of(date("2026-03-31"));
        let young = HorizonCount { mature: 10, won: 1, young: 1, unplaced: 0 };
        let old = HorizonCount { young: 0, ..young };
        let waiting = Maturity { is_mature: false, matures_on: date("2026-06-30") };
        assert_eq!(maturity(march, 90, young, date("2026-06-29")), waiting);
        assert_eq!(maturity(march, 90, old, date("2026-06-30")), Maturity { is_mature: true, ..waiting });
        // Leads may still be created in a month that runs, so it is not mature even when nobody in it is young.
        assert!(!maturity(march, 90, HorizonCount::default(), date("2026-03-31")).is_mature);
    }

    #[test]
    fn the_horizon_is_the_smallest_that_saw_four_of_five_wins() {
        let delays = |within| WinDelays { wins: 100, within, spans_a_year: true };
        assert_eq!(proposed_horizon(delays([80, 90, 95, 100])), 30);
        assert_eq!(proposed_horizon(delays([79, 80, 95, 100])), 60);
        assert_eq!(proposed_horizon(delays([10, 20, 30, 80])), 180);
        assert_eq!(proposed_horizon(delays([10, 20, 30, 40])), 180);
    }

    #[test]
    fn without_a_year_of_wins_the_horizon_is_ninety_days() {
        let early = WinDelays { wins: 100, within: [100; 4], spans_a_year: false };
        assert_eq!(proposed_horizon(early), 90);
        assert_eq!(proposed_horizon(WinDelays { spans_a_year: true, ..WinDelays::default() }), 90);
    }

    #[test]
    fn the_win_rate_divides_by_what_was_closed() {
        assert!(near(win_rate(3, 1).value.unwrap(), 0.75));
        assert_eq!(win_rate(0, 0).reason, Some(Reason::NoDealsClosed));
    }
}
