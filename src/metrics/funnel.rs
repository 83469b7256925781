//! The cohort funnel: what became of the leads created in a period (METRICS.md §2). An open lead is not a drop-out,
//! and a skipped stage counts as passed.

use super::figure::{Figure, Reason};
use super::rate::{Rate, difference};
use crate::domain::stage::Stage;

/// Stages on the way to a customer.
const STAGES: usize = Stage::FUNNEL.len();

/// Which stages of the way a lead really entered, one bit a rank ([`Stage::rank`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Entered(pub u8);

impl Entered {
    /// The stages given.
    #[must_use]
    pub fn stages(stages: &[Stage]) -> Self {
        Self(stages.iter().filter_map(|stage| stage.rank()).fold(0, |bits, rank| bits | 1 << rank))
    }

    /// Whether the stage of this rank was entered.
    #[must_use]
    pub const fn has(self, rank: usize) -> bool {
        self.0 >> rank & 1 == 1
    }
}

/// Evidence: leads of a cohort that share their story, as of the moment asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CohortCount {
    /// The furthest stage ever reached, one of [`Stage::FUNNEL`]; a lost lead reached the opportunity.
    pub furthest: Stage,
    /// The stage now.
    pub current: Stage,
    /// What was entered on the way, the furthest and the first stage taken for granted.
    pub entered: Entered,
    /// Whether it had been recycled before.
    pub recycled_before: bool,
    /// How many leads.
    pub leads: u64,
}

/// One stage of the funnel. The four parts sum to `reached`.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct FunnelStage {
    /// Which.
    pub stage: Stage,
    /// Leads that came at least so far.
    pub reached: u64,
    /// Of them, those that passed it without entering it.
    pub skipped: u64,
    /// Of them, those that came further.
    pub moved_on: u64,
    /// Of them, those that came no further and are still worked; at the last stage, the customers.
    pub still_here: u64,
    /// Of them, those that came no further and went back to marketing.
    pub recycled: u64,
    /// Of them, those that came no further and are lost or disqualified.
    pub lost: u64,
    /// Reached the next stage ÷ reached this one; none at the last.
    pub next: Option<Figure>,
    /// Reached this stage ÷ all leads.
    pub cumulative: Figure,
}

/// The funnel of a cohort.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Funnel {
    /// Leads created in the period.
    pub leads: u64,
    /// The stages in order, all six.
    pub stages: Vec<FunnelStage>,
    /// Won ÷ leads, so far.
    pub lead_to_customer: Figure,
    /// Leads neither won, lost nor disqualified, ÷ leads: what the rate above may still gain.
    pub still_open: Figure,
    /// Leads won after they had been recycled; they are part of the rate above.
    pub won_after_recycling: u64,
}

impl Funnel {
    /// The funnel of the counted leads.
    #[must_use]
    pub fn of(counts: &[CohortCount]) -> Self {
        let ranked: Vec<_> = counts.iter().map(|count| (count.furthest.rank().unwrap_or(0), count)).collect();
        let sum = |keep: &dyn Fn(usize, &CohortCount) -> bool| -> u64 {
            ranked.iter().filter(|(rank, count)| keep(*rank, count)).map(|(_, count)| count.leads).sum()
        };
        let reached: [u64; STAGES] = std::array::from_fn(|stage| sum(&|rank, _| rank >= stage));
        let leads = reached[0];
        let stage = |at: usize| {
            let ended_as = |keep: fn(Stage) -> bool| sum(&|rank, count| rank == at && keep(count.current));
            FunnelStage {
                stage: Stage::FUNNEL[at],
                reached: reached[at],
                skipped: sum(&|rank, count| rank > at && at > 0 && !count.entered.has(at)),
                moved_on: sum(&|rank, _| rank > at),
                still_here: ended_as(is_on_the_way),
                recycled: ended_as(|current| current == Stage::Recycled),
                lost: ended_as(|current| matches!(current, Stage::Lost | Stage::Disqualified)),
                next: reached.get(at + 1).map(|next| Figure::rate(*next, reached[at], none_at(at))),
                cumulative: Figure::rate(reached[at], leads, Reason::NoLeads),
            }
        };
        let is_open = |rank: usize, count: &CohortCount| rank < STAGES - 1 && may_still_win(count.current);
        Self {
            leads,
            stages: (0..STAGES).map(stage).collect(),
            lead_to_customer: Figure::rate(reached[STAGES - 1], leads, Reason::NoLeads),
            still_open: Figure::rate(sum(&is_open), leads, Reason::NoLeads),
            won_after_recycling: sum(&|rank, count| rank == STAGES - 1 && count.recycled_before),
        }
    }
}

const fn none_at(rank: usize) -> Reason {
    if rank == 0 { Reason::NoLeads } else { Reason::NobodyReached }
}

const fn is_on_the_way(current: Stage) -> bool {
    !matches!(current, Stage::Recycled | Stage::Lost | Stage::Disqualified)
}

/// A recycled lead waits for marketing: it is not lost.
const fn may_still_win(current: Stage) -> bool {
    !matches!(current, Stage::Lost | Stage::Disqualified)
}

/// Evidence: leads that came no further than a stage and left the way, or went back, for one reason.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct LeftRow {
    /// The furthest stage that they reached.
    pub furthest: Stage,
    /// Lost, disqualified or recycled.
    pub current: Stage,
    /// Why, if anybody said so.
    pub reason: Option<String>,
    /// How many.
    pub leads: u64,
}

/// The rows by the way of the stages, then lost, recycled, disqualified, most first; no reason stands last.
#[must_use]
pub fn left_by_reason(mut rows: Vec<LeftRow>) -> Vec<LeftRow> {
    rows.sort_by(|a, b| {
        let place = |row: &LeftRow| (row.furthest, row.current, row.reason.is_none());
        place(a).cmp(&place(b)).then(b.leads.cmp(&a.leads)).then(a.reason.cmp(&b.reason))
    });
    rows
}

/// How the leads with one value of a dimension stand against all others.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Their rate is above that of the rest, beyond chance.
    Above,
    /// Below it.
    Below,
    /// The 95 % interval of the difference includes none.
    NoClearDifference,
    /// Fewer than 30 leads on a side.
    NotJudged,
}

/// The rate of some leads against that of all others: the interval of the difference alone decides.
#[must_use]
pub fn standing(own: &Figure, all: &Figure) -> Standing {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "counts of leads")]
    let counts = |figure: &Figure| (figure.numerator.unwrap_or(0.0) as u64, figure.n);
    let ((k, n), (all_k, all_n)) = (counts(own), counts(all));
    let rest = Rate::new(all_k.saturating_sub(k), all_n.saturating_sub(n)).filter(|rate| rate.is_judged());
    let Some((own, rest)) = Rate::new(k, n).filter(|rate| rate.is_judged()).zip(rest) else { return Standing::NotJudged };
    match difference(rest, own).interval {
        interval if interval.lo > 0.0 => Standing::Above,
        interval if interval.hi < 0.0 => Standing::Below,
        _ => Standing::NoClearDifference,
    }
}

/// One stage of the period funnel: what happened in a period, whenever the leads were created.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct PeriodStage {
    /// Which.
    pub stage: Stage,
    /// Leads that first entered it in the period.
    pub entered: u64,
    /// Against the stage before; may pass 100 %. None at the first.
    pub ratio: Option<Figure>,
}

/// The period funnel from entries by rank. Only entries that happened count: nothing is skipped into.
#[must_use]
pub fn period_funnel(entries: [u64; STAGES]) -> Vec<PeriodStage> {
    (0..STAGES)
        .map(|at| {
            let ratio = at.checked_sub(1).map(|before| Figure {
                interval: None, // the two stages count different leads
                ..Figure::rate(entries[at], entries[before], Reason::NobodyReached)
            });
            PeriodStage { stage: Stage::FUNNEL[at], entered: entries[at], ratio }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::near::near;
    use proptest::prelude::*;

    fn count(furthest: Stage, current: Stage, entered: &[Stage], leads: u64) -> CohortCount {
        CohortCount { furthest, current, entered: Entered::stages(entered), recycled_before: false, leads }
    }

    /// Ten leads: 4 stay leads (1 disqualified), 3 MQLs (1 recycled, 1 waiting, 1 back at lead), 1 straight to a lost
    /// opportunity, 2 customers, one of them without a SAL.
    fn ten() -> Funnel {
        use Stage::{Disqualified, Lead, Lost, Mql, Opportunity, Recycled, Sal, Sql, Won};
        Funnel::of(&[
            count(Lead, Lead, &[Lead], 3),
            count(Lead, Disqualified, &[Lead], 1),
            count(Mql, Recycled, &[Lead, Mql], 1),
            count(Mql, Mql, &[Lead, Mql], 1),
            count(Mql, Lead, &[Lead, Mql], 1),
            count(Opportunity, Lost, &[Lead, Opportunity], 1),
            count(Won, Won, &[Lead, Mql, Sal, Sql, Opportunity, Won], 1),
            CohortCount { recycled_before: true, ..count(Won, Won, &[Lead, Mql, Sql, Opportunity, Won], 1) },
        ])
    }

    #[test]
    fn ten_leads_can_be_counted_by_eye() {
        let funnel = ten();
        let line = |part: fn(&FunnelStage) -> u64| funnel.stages.iter().map(part).collect::<Vec<_>>();
        assert_eq!(line(|s| s.reached), [10, 6, 3, 3, 3, 2]);
        assert_eq!(line(|s| s.skipped), [0, 1, 2, 1, 0, 0]);
        assert_eq!(line(|s| s.moved_on), [6, 3, 3, 3, 2, 0]);
        assert_eq!(line(|s| s.still_here), [3, 2, 0, 0, 0, 2]);
        assert_eq!(line(|s| s.recycled), [0, 1, 0, 0, 0, 0]);
        assert_eq!(line(|s| s.lost), [1, 0, 0, 0, 1, 0]);
        assert!(near(funnel.stages[0].next.unwrap().value.unwrap(), 0.6));
        assert!(near(funnel.stages[1].cumulative.value.unwrap(), 0.6));
        assert_eq!(funnel.stages[5].next, None);
    }

    #[test]
    fn what_is_still_open_stands_beside_the_rate() {
        let funnel = ten();
        assert!(near(funnel.lead_to_customer.value.unwrap(), 0.2));
        // 3 leads, 1 recycled and 2 of the MQLs may still be won.
        assert_eq!(funnel.still_open.numerator, Some(6.0));
        assert_eq!(funnel.won_after_recycling, 1);
    }

    #[test]
    fn a_cohort_of_nobody_has_no_rates() {
        let funnel = Funnel::of(&[]);
        assert_eq!((funnel.leads, funnel.lead_to_customer.reason), (0, Some(Reason::NoLeads)));
        assert_eq!(funnel.stages[3].next.unwrap().reason, Some(Reason::NobodyReached));
    }

    #[test]
    fn a_period_may_pass_one_hundred_percent() {
        let stages = period_funnel([10, 12, 0, 1, 0, 0]);
        assert_eq!(stages[0].ratio, None);
        assert!(near(stages[1].ratio.unwrap().value.unwrap(), 1.2));
        assert_eq!(stages[3].ratio.unwrap().reason, Some(Reason::NobodyReached));
    }

    #[test]
    fn a_value_is_judged_against_the_rest_and_not_against_itself() {
        let rate = |k, n| Figure::rate(k, n, Reason::NoLeads);
        assert_eq!(standing(&rate(40, 100), &rate(60, 300)), Standing::Above); // the rest: 20 of 200
        assert_eq!(standing(&rate(10, 100), &rate(90, 300)), Standing::Below);
        assert_eq!(standing(&rate(20, 100), &rate(62, 300)), Standing::NoClearDifference);
        assert_eq!(standing(&rate(20, 29), &rate(62, 300)), Standing::NotJudged);
        assert_eq!(standing(&rate(20, 100), &rate(20, 120)), Standing::NotJudged);
        assert_eq!(standing(&rate(20, 100), &rate(20, 100)), Standing::NotJudged);
    }

    fn counts() -> impl Strategy<Value = Vec<CohortCount>> {
        let one = (0..STAGES, 0..Stage::ALL.len(), 0_u8..64, any::<bool>(), 0_u64..1000);
        prop::collection::vec(one, 0..30).prop_map(|rows| {
            let row = |(furthest, current, bits, recycled_before, leads): (usize, usize, u8, bool, u64)| CohortCount {
                furthest: Stage::FUNNEL[furthest],
                current: Stage::ALL[current],
                entered: Entered(bits),
                recycled_before,
                leads,
            };
            rows.into_iter().map(row).collect()
        })
    }

    proptest! {
        #[test]
        fn the_parts_sum_to_the_stage(counts in counts()) {
            let funnel = Funnel::of(&counts);
            for (at, stage) in funnel.stages.iter().enumerate() {
                prop_assert_eq!(stage.moved_on + stage.still_here + stage.recycled + stage.lost, stage.reached);
                prop_assert_eq!(stage.moved_on, funnel.stages.get(at + 1).map_or(0, |next| next.reached));
                prop_assert!(stage.skipped <= stage.moved_on);
            }
            prop_assert_eq!(funnel.leads, counts.iter().map(|c| c.leads).sum::<u64>());
        }
    }
}
