//! How long deals take when the open ones are counted too (METRICS.md §4): the Kaplan–Meier curve of the time to close,
//! and the Aalen–Johansen share won, with losing as a competing event. Censoring lost deals would overstate winning.

use super::figure::{Figure, Interval, Reason, Unit};
use super::rate::Z_95;
use super::real;

/// Products of fractions miss a share by some last digits; a curve this close has reached it.
const TOLERANCE: f64 = 1e-12;

/// What has become of a deal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Closed and won.
    Won,
    /// Closed and lost.
    Lost,
    /// Still open when last seen.
    Open,
}

/// One deal: how many days it ran, and how it ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Observation {
    /// Days from the opening to the closing, or to now.
    pub days: f64,
    /// The end.
    pub outcome: Outcome,
}

/// The time to close, one row a day on which a deal closed.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct ClosingRow {
    /// Days since the opening.
    pub day: f64,
    /// Deals still running just before.
    pub at_risk: u64,
    /// Deals closed on it.
    pub events: u64,
    /// Share still open after it.
    pub survival: f64,
    /// Greenwood's standard error of that share.
    pub standard_error: f64,
    /// Its 95 % interval on the log-log scale.
    pub interval: Interval,
}

/// The share won, one row a day on which a deal closed.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct ShareRow {
    /// Days since the opening.
    pub day: f64,
    /// Deals still running just before.
    pub at_risk: u64,
    /// Deals won on it.
    pub won: u64,
    /// Deals lost on it.
    pub lost: u64,
    /// Share won by the end of it.
    pub share_won: f64,
    /// Its standard error by the delta method (Marubini & Valsecchi 1995).
    pub standard_error: f64,
    /// Its 95 % interval on the log-log scale; none before the first win.
    pub interval: Option<Interval>,
}

/// The curve on a day between two rows.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct ClosingAt {
    /// Share still open.
    pub survival: f64,
    /// Greenwood's standard error.
    pub standard_error: f64,
    /// Its 95 % interval on the log-log scale.
    pub interval: Interval,
    /// Deals still running just before that day.
    pub at_risk: u64,
}

/// Deals opened in a period and followed to now.
#[derive(Clone, Debug, PartialEq)]
pub struct Survival {
    durations: Vec<f64>,
    closings: Vec<ClosingRow>,
    shares: Vec<ShareRow>,
    events: u64,
    impossible: u64,
}

impl Survival {
    /// Follows the deals. Negative durations are errors of the data: counted, never absorbed.
    #[must_use]
    pub fn of(observations: &[Observation]) -> Self {
        let mut valid: Vec<_> = observations.iter().copied().filter(|o| o.days >= 0.0).collect();
        valid.sort_unstable_by(|a, b| a.days.total_cmp(&b.days));
        let mut curve = Curve::default();
        let mut left = valid.len() as u64;
        // Within one day closings come before those who merely leave the view: both are at risk.
        for same_day in valid.chunk_by(|a, b| a.days.total_cmp(&b.days).is_eq()) {
            let ended = |outcome| same_day.iter().filter(|o| o.outcome == outcome).count() as u64;
            curve.step(same_day[0].days, left, ended(Outcome::Won), ended(Outcome::Lost));
            left -= same_day.len() as u64;
        }
        Self {
            impossible: (observations.len() - valid.len()) as u64,
            events: curve.closings.iter().map(|row| row.events).sum(),
            durations: valid.into_iter().map(|o| o.days).collect(),
            closings: curve.closings,
            shares: curve.shares,
        }
    }

    /// Deals followed.
    #[must_use]
    pub fn n(&self) -> u64 {
        self.durations.len() as u64
    }

    /// Deals that closed.
    #[must_use]
    pub const fn events(&self) -> u64 {
        self.events
    }

    /// Deals with a negative duration, left out.
    #[must_use]
    pub const fn impossible(&self) -> u64 {
        self.impossible
    }

    /// The whole curve of the time to close.
    #[must_use]
    pub fn closings(&self) -> &[ClosingRow] {
        &self.closings
    }

    /// The whole curve of the share won.
    #[must_use]
    pub fn shares(&self) -> &[ShareRow] {
        &self.shares
    }

    /// Deals still running just before a day.
    #[must_use]
    pub fn at_risk(&self, day: f64) -> u64 {
        (self.durations.len() - self.durations.partition_point(|d| *d < day)) as u64
    }

    /// Whether the curves say something about a day: somebody was followed to it, or all had closed before.
    fn knows(&self, day: f64) -> bool {
        self.n() > 0 && (self.at_risk(day) > 0 || self.closings.last().is_some_and(|row| row.survival <= 0.0))
    }

    /// The time-to-close curve on a day; none beyond the last day on which a deal was seen open.
    #[must_use]
    pub fn at(&self, day: f64) -> Option<ClosingAt> {
        if !self.knows(day) {
            return None;
        }
        let at_risk = self.at_risk(day);
        let reached = self.closings.partition_point(|row| row.day <= day);
        Some(match reached.checked_sub(1).map(|i| self.closings[i]) {
            Some(row) => {
                ClosingAt { survival: row.survival, standard_error: row.standard_error, interval: row.interval, at_risk }
            }
            None => ClosingAt { survival: 1.0, standard_error: 0.0, interval: Interval { lo: 1.0, hi: 1.0 }, at_risk },
        })
    }

    /// The smallest day by which a share of the deals had closed; none while the curve has not come so low.
    #[must_use]
    pub fn closed_by(&self, share: f64) -> Option<f64> {
        self.closings.iter().find(|row| row.survival <= 1.0 - share + TOLERANCE).map(|row| row.day)
    }

    /// The median time to close: the smallest day by which no more than half were open.
    #[must_use]
    pub fn median(&self) -> Figure {
        let empty = if self.n() == 0 { Reason::NoDealsOpened } else { Reason::NotReached };
        Figure::days(self.closed_by(0.5), self.n(), empty)
    }

    /// The share won by a day, so far as the deals are old enough to say it.
    #[must_use]
    pub fn share_won(&self, day: f64) -> Figure {
        if !self.knows(day) {
            let reason = if self.n() == 0 { Reason::NoDealsOpened } else { Reason::Immature };
            return Figure { n: self.n(), ..Figure::none(Unit::Ratio, reason) };
        }
        let reached = self.shares.partition_point(|row| row.day <= day);
        let row = reached.checked_sub(1).map(|i| self.shares[i]);
        let share = row.map_or(0.0, |row| row.share_won);
        Figure { interval: row.and_then(|row| row.interval), ..Figure::plain(share, self.n(), Unit::Ratio) }
    }
}

/// Both curves while they are being walked.
struct Curve {
    survival: f64,
    greenwood: f64,
    share_won: f64,
    won_spread: WonSpread,
    closings: Vec<ClosingRow>,
    shares: Vec<ShareRow>,
}

/// Sums by which the variance of the share won is known at every row: with F the share at a row, Fᵢ that at an earlier
/// one, aᵢ = d ÷ (n (n − d)) and bᵢ = S w ÷ n², it is Σ (F − Fᵢ)² aᵢ + Σ S² w (n − w) ÷ n³ − 2 Σ (F − Fᵢ) bᵢ.
#[derive(Default)]
struct WonSpread {
    a: f64,
    a_share: f64,
    a_share_squared: f64,
    own: f64,
    b: f64,
    b_share: f64,
}

impl WonSpread {
    /// Adds a row: the curve before it, the share after it, those at risk, closed and won.
    fn add(&mut self, survival: f64, share: f64, n: f64, closed: f64, won: f64) {
        if n > closed {
            let a = closed / (n * (n - closed));
            self.a += a;
            self.a_share += a * share;
            self.a_share_squared += a * share * share;
        }
        let b = survival * won / (n * n);
        self.own += survival * survival * won * (n - won) / (n * n * n);
        self.b += b;
        self.b_share += b * share;
    }

    fn standard_error(&self, share: f64) -> f64 {
        let closed = share * share * self.a - 2.0 * share * self.a_share + self.a_share_squared;
        (closed + self.own - 2.0 * (share * self.b - self.b_share)).max(0.0).sqrt()
    }
}

/// The interval of a share on the log-log scale: it stays between none and all.
fn log_log(share: f64, standard_error: f64) -> Option<Interval> {
    if share <= 0.0 {
        return None;
    }
    if share >= 1.0 - TOLERANCE {
        return Some(Interval { lo: share, hi: share });
    }
    let reach = (Z_95 * standard_error / (share * share.ln().abs())).exp();
    Some(Interval { lo: share.powf(reach), hi: share.powf(1.0 / reach) })
}

impl Default for Curve {
    fn default() -> Self {
        Self {
            survival: 1.0,
            greenwood: 0.0,
            share_won: 0.0,
            won_spread: WonSpread::default(),
            closings: Vec::new(),
            shares: Vec::new(),
        }
    }
}

impl Curve {
    fn step(&mut self, day: f64, at_risk: u64, won: u64, lost: u64) {
        let events = won + lost;
        if events == 0 {
            return;
        }
        let (n, d) = (real(at_risk), real(events));
        self.share_won += self.survival * real(won) / n;
        self.won_spread.add(self.survival, self.share_won, n, d, real(won));
        self.survival *= (n - d) / n;
        if at_risk > events {
            self.greenwood += d / (n * (n - d));
        }
        let (standard_error, interval) = self.spread();
        self.closings.push(ClosingRow { day, at_risk, events, survival: self.survival, standard_error, interval });
        let share_won = self.share_won;
        let won_error = self.won_spread.standard_error(share_won);
        let interval = log_log(share_won, won_error);
        self.shares.push(ShareRow { day, at_risk, won, lost, share_won, standard_error: won_error, interval });
    }

    /// The error and the interval of the share still open. Once all have closed it is exactly none.
    fn spread(&self) -> (f64, Interval) {
        let s = self.survival;
        if s <= 0.0 {
            return (0.0, Interval { lo: 0.0, hi: 0.0 });
        }
        let root = self.greenwood.sqrt();
        let reach = (Z_95 * root / s.ln().abs()).exp();
        (s * root, Interval { lo: s.powf(reach), hi: s.powf(1.0 / reach) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const WON: Outcome = Outcome::Won;
    const LOST: Outcome = Outcome::Lost;
    const OPEN: Outcome = Outcome::Open;

    fn followed(deals: &[(f64, Outcome)]) -> Survival {
        Survival::of(&deals.iter().map(|&(days, outcome)| Observation { days, outcome }).collect::<Vec<_>>())
    }
    fn close(a: f64, b: f64, tolerance: f64) -> bool {
        (a - b).abs() <= tolerance
    }

    /// Weeks in remission under 6-MP: Freireich EJ et al. (1963), Blood 21:699; Gehan EA (1965), Biometrika 52:203.
    /// The estimates are printed in Kalbfleisch & Prentice and in Collett.
    #[test]
    fn the_curve_of_the_6_mp_patients_is_the_one_published() {
        let relapsed = [6.0, 6.0, 6.0, 7.0, 10.0, 13.0, 16.0, 22.0, 23.0].map(|t| (t, WON));
        let left = [6.0, 9.0, 10.0, 11.0, 17.0, 19.0, 20.0, 25.0, 32.0, 32.0, 34.0, 35.0].map(|t| (t, OPEN));
        let curve = followed(&[relapsed.as_slice(), left.as_slice()].concat());
        let published = [
            (6.0, 21, 0.857),
            (7.0, 17, 0.807),
            (10.0, 15, 0.753),
            (13.0, 12, 0.690),
            (16.0, 11, 0.627),
            (22.0, 7, 0.538),
            (23.0, 6, 0.448),
        ];
        assert_eq!(curve.closings().len(), published.len());
        for (row, (day, at_risk, survival)) in curve.closings().iter().zip(published) {
            assert!(close(row.day, day, 0.0) && row.at_risk == at_risk && close(row.survival, survival, 0.000_5), "{row:?}");
        }
        assert!(close(curve.closings()[0].standard_error, 0.0764, 0.000_05));
        assert_eq!(curve.median().value, Some(23.0));
        assert_eq!((curve.n(), curve.events(), curve.at_risk(35.0)), (21, 9, 1));
    }

    #[test]
    fn four_deals_can_be_followed_by_eye() {
        // Won at 10, lost at 20, open at 30, won at 40: S is 3/4, 1/2, then 0; won are 1/4 and then 1/2 more.
        let curve = followed(&[(10.0, WON), (20.0, LOST), (30.0, OPEN), (40.0, WON)]);
        assert_eq!(curve.median().value, Some(20.0));
        let shares: Vec<f64> = curve.shares().iter().map(|row| row.share_won).collect();
        assert!(shares.iter().zip([0.25, 0.25, 0.75]).all(|(a, b)| close(*a, b, 1e-12)), "{shares:?}");
        assert!(curve.share_won(30.0).value.is_some_and(|v| close(v, 0.25, 1e-12)));
        // All have closed by 40, so day 90 is known.
        assert!(curve.share_won(90.0).value.is_some_and(|v| close(v, 0.75, 1e-12)));
    }

    /// All followed to their end: the share won is a plain proportion, with its binomial error.
    #[test]
    fn with_everybody_followed_the_error_is_binomial() {
        let deals: Vec<_> = (0..40_u32).map(|i| (f64::from(i), if i % 4 == 0 { WON } else { LOST })).collect();
        let curve = followed(&deals);
        let end = curve.shares().last().unwrap();
        assert!(
            close(end.share_won, 0.25, 1e-12) && close(end.standard_error, (0.25_f64 * 0.75 / 40.0).sqrt(), 1e-12),
            "{end:?}"
        );
    }

    #[test]
    fn a_day_that_no_deal_has_reached_yet_is_not_known() {
        let curve = followed(&[(5.0, WON), (20.0, OPEN)]);
        assert_eq!(curve.share_won(30.0).reason, Some(Reason::Immature));
        assert_eq!(curve.at(30.0), None);
        assert_eq!(curve.median().value, Some(5.0));
        assert_eq!(followed(&[(5.0, WON), (20.0, OPEN), (21.0, OPEN)]).median().reason, Some(Reason::NotReached));
        assert_eq!(followed(&[]).median().reason, Some(Reason::NoDealsOpened));
        assert_eq!(followed(&[]).share_won(30.0).reason, Some(Reason::NoDealsOpened));
    }

    #[test]
    fn a_closing_comes_before_one_who_leaves_the_view_on_the_same_day() {
        let curve = followed(&[(4.0, OPEN), (4.0, WON), (8.0, WON)]);
        assert!(close(curve.at(4.0).unwrap().survival, 2.0 / 3.0, 1e-12));
        assert_eq!(curve.at(4.0).unwrap().at_risk, 3);
    }

    #[test]
    fn a_negative_duration_is_counted_and_left_out() {
        let curve = followed(&[(-1.0, WON), (4.0, WON)]);
        assert_eq!((curve.n(), curve.impossible()), (1, 1));
    }

    #[test]
    fn when_all_close_the_end_is_certain() {
        let curve = followed(&[(3.0, WON), (3.0, LOST), (3.0, WON)]);
        let end = curve.at(3.0).unwrap();
        assert!(close(end.survival, 0.0, 0.0) && close(end.interval.hi, 0.0, 0.0) && close(end.standard_error, 0.0, 0.0));
    }

    fn deals() -> impl Strategy<Value = Vec<(f64, Outcome)>> {
        let outcome = prop_oneof![Just(WON), Just(LOST), Just(OPEN)];
        prop::collection::vec(((0_u32..60).prop_map(f64::from), outcome), 1..80)
    }

    proptest! {
        #[test]
        fn the_curve_falls_and_its_interval_holds_it(deals in deals()) {
            let curve = followed(&deals);
            prop_assert!(curve.closings().is_sorted_by(|a, b| a.day < b.day && a.survival >= b.survival && a.at_risk > b.at_risk));
            for row in curve.closings() {
                prop_assert!((0.0..=1.0).contains(&row.survival));
                prop_assert!(row.interval.lo <= row.survival && row.survival <= row.interval.hi);
                prop_assert!(row.interval.lo >= 0.0 && row.interval.hi <= 1.0 && row.standard_error >= 0.0);
            }
        }

        #[test]
        fn the_shares_won_lost_and_open_make_one(deals in deals()) {
            let turned: Vec<_> = deals.iter().map(|&(t, o)| (t, match o { WON => LOST, LOST => WON, OPEN => OPEN })).collect();
            let (won, lost) = (followed(&deals), followed(&turned));
            for ((row, other), closing) in won.shares().iter().zip(lost.shares()).zip(won.closings()) {
                prop_assert!(close(row.share_won + other.share_won + closing.survival, 1.0, 1e-9));
                prop_assert!(row.share_won <= 1.0 - closing.survival + 1e-12);
            }
        }

        #[test]
        fn the_share_won_lies_in_its_interval(deals in deals()) {
            for row in followed(&deals).shares() {
                prop_assert!(row.standard_error.is_finite() && row.standard_error >= 0.0);
                prop_assert_eq!(row.interval.is_none(), row.share_won <= 0.0);
                if let Some(Interval { lo, hi }) = row.interval {
                    prop_assert!(0.0 <= lo && lo <= row.share_won + 1e-12 && row.share_won <= hi + 1e-12 && hi <= 1.0, "{row:?}");
                }
            }
        }

        #[test]
        fn without_losses_the_share_won_is_as_sure_as_the_share_open(days in prop::collection::vec((0_u32..60, any::<bool>()), 1..60)) {
            let curve = followed(&days.iter().map(|(d, won)| (f64::from(*d), if *won { WON } else { OPEN })).collect::<Vec<_>>());
            for (row, closing) in curve.shares().iter().zip(curve.closings()).filter(|(_, closing)| closing.survival > 0.0) {
                prop_assert!(close(row.standard_error, closing.standard_error, 1e-9), "{row:?} {closing:?}");
            }
        }

        #[test]
        fn leaving_lost_deals_out_at_their_loss_overstates_winning(deals in deals()) {
            let censored: Vec<_> = deals.iter().map(|&(t, o)| (t, if o == LOST { OPEN } else { o })).collect();
            let (right, wrong) = (followed(&deals), followed(&censored));
            let none_lost = deals.iter().all(|(_, o)| *o != LOST);
            for row in wrong.closings() {
                let share = right.share_won(row.day).value.unwrap();
                prop_assert!(share <= 1.0 - row.survival + 1e-12);
                prop_assert!(!none_lost || close(share, 1.0 - row.survival, 1e-9));
            }
        }

        #[test]
        fn without_open_deals_the_median_is_the_middle_one(days in prop::collection::vec(0_u32..60, 1..60)) {
            let curve = followed(&days.iter().map(|d| (f64::from(*d), WON)).collect::<Vec<_>>());
            let mut sorted = days;
            sorted.sort_unstable();
            prop_assert_eq!(curve.median().value, Some(f64::from(sorted[sorted.len().div_ceil(2) - 1])));
        }
    }
}
