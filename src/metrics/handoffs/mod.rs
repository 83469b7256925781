//! The two-sided record of handoffs (METRICS.md §3): how many were met, answered and kept, how long they took, and what
//! came back.

mod leakage;
mod sent_back;
mod waits;

pub use leakage::{Leak, LeakRow, leak};
pub use sent_back::{CostPerLead, CrossRow, ReasonRow, SentBack, SentBackCount};
pub use waits::Waits;

use super::figure::{Figure, Reason};
use super::quantile::Summary;

/// Counts that add up.
macro_rules! counts {
    ($(#[doc = $doc:literal] $name:ident,)+) => {
        /// Handoffs offered in some days, counted by how they stand at an instant. What happened after it has not
        /// happened.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
        pub struct Counts {
            $(#[doc = $doc] pub $name: u64,)+
        }

        impl Counts {
            /// Two groups together.
            #[must_use]
            pub const fn and(self, other: Self) -> Self {
                Self { $($name: self.$name + other.$name,)+ }
            }
        }
    };
}
counts! {
    /// All of them.
    offered,
    /// Taken back by marketing.
    withdrawn,
    /// Waiting for an answer.
    open,
    /// Accepted, those returned later included.
    accepted,
    /// Accepted and given back.
    returned,
    /// Rejected.
    rejected,
    /// Nobody answered.
    expired,
    /// Assigned to somebody, those taken back left out.
    assigned,
    /// Touched within the window.
    met,
    /// Not touched within the window, which is over; those rejected in time left out.
    breached,
    /// Of those, touched later.
    met_late,
    /// Touched within the window with holds ignored.
    met_unheld,
    /// Breached with holds ignored.
    breached_unheld,
    /// Rejected within the window without a touch.
    rejected_unworked,
    /// Assigned, and touched within the window or past it, whatever the answer.
    over,
    /// Accepted, and the window is over.
    accepted_over,
    /// Of those, without a touch.
    accepted_untouched,
    /// Assigned, or past the window for that.
    routing_due,
    /// Of those, assigned late or not at all.
    routing_breached,
    /// Unanswered past the window for that.
    undecided,
    /// Rejected or returned.
    sent_back,
    /// Of those, answered by marketing.
    answered,
}

impl Counts {
    /// Those that sales answered, or let expire.
    #[must_use]
    pub const fn decided(&self) -> u64 {
        self.accepted + self.rejected + self.expired
    }

    /// Why a figure has nothing to divide by: no handoffs at all, or none so far.
    const fn or(&self, reason: Reason) -> Reason {
        if self.offered == 0 { Reason::NoHandoffs } else { reason }
    }

    /// SLA attainment: touched in time, of those settled.
    #[must_use]
    pub fn attainment(&self) -> Figure {
        Figure::rate(self.met, self.met + self.breached, self.or(Reason::NoneSettled))
    }

    /// The same with holds ignored.
    #[must_use]
    pub fn attainment_unheld(&self) -> Figure {
        Figure::rate(self.met_unheld, self.met_unheld + self.breached_unheld, self.or(Reason::NoneSettled))
    }

    /// Touched within the window, of all whose window is over or who were touched in it, whatever the answer.
    #[must_use]
    pub fn touched_in_window(&self) -> Figure {
        Figure::rate(self.met, self.over, self.or(Reason::NoneSettled))
    }

    /// Accepted of those decided.
    #[must_use]
    pub fn acceptance(&self) -> Figure {
        Figure::rate(self.accepted, self.decided(), self.or(Reason::NoneDecided))
    }

    /// Accepted and not returned, of those decided.
    #[must_use]
    pub fn kept(&self) -> Figure {
        Figure::rate(self.accepted - self.returned, self.decided(), self.or(Reason::NoneDecided))
    }

    /// Accepted and never touched, of those accepted whose window is over.
    #[must_use]
    pub fn accepted_untouched(&self) -> Figure {
        let empty = if self.accepted == 0 { Reason::NoneAccepted } else { Reason::NoneSettled };
        Figure::rate(self.accepted_untouched, self.accepted_over, self.or(empty))
    }

    /// Rejected in time without a touch, of those rejected.
    #[must_use]
    pub fn rejected_unworked(&self) -> Figure {
        Figure::rate(self.rejected_unworked, self.rejected, self.or(Reason::NoneSentBack))
    }

    /// Rejected of those decided.
    #[must_use]
    pub fn rejection(&self) -> Figure {
        Figure::rate(self.rejected, self.decided(), self.or(Reason::NoneDecided))
    }

    /// Rejections and returns that marketing answered.
    #[must_use]
    pub fn answered(&self) -> Figure {
        Figure::rate(self.answered, self.sent_back, self.or(Reason::NoneSentBack))
    }

    /// Assigned late or not at all.
    #[must_use]
    pub fn routing_breaches(&self) -> Figure {
        Figure::rate(self.routing_breached, self.routing_due, self.or(Reason::NoneSettled))
    }
}

/// How long handoffs took, in seconds.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Times {
    /// Working time from the assignment to the first sales touch.
    pub response: Waits,
    /// Elapsed time from the engagement to the first sales touch.
    pub speed: Waits,
    /// Its first part: from the engagement to the assignment.
    pub system: Waits,
    /// Its second part: from the assignment to the touch.
    pub human: Waits,
    /// Working time from the offer to the answer, of those answered.
    pub decision: Vec<f64>,
    /// Elapsed time from the offer to the assignment, of those assigned.
    pub assignment: Vec<f64>,
}

impl Times {
    /// Takes in the times of another group.
    pub fn add(&mut self, other: &Self) {
        self.response.add(&other.response);
        self.speed.add(&other.speed);
        self.system.add(&other.system);
        self.human.add(&other.human);
        self.decision.extend(&other.decision);
        self.assignment.extend(&other.assignment);
    }

    /// Median working time to the first touch, the untouched counted as still running.
    #[must_use]
    pub fn response(&self) -> Figure {
        self.response.median(Reason::NoneAssigned)
    }

    /// Median time from the engagement to the first touch.
    #[must_use]
    pub fn speed(&self) -> Figure {
        self.speed.median(Reason::NoEngagement)
    }

    /// Median delay of the system.
    #[must_use]
    pub fn system(&self) -> Figure {
        self.system.median(Reason::NoEngagement)
    }

    /// Median delay of people.
    #[must_use]
    pub fn human(&self) -> Figure {
        self.human.median(Reason::NoEngagement)
    }

    /// Median working time to the answer, of those answered.
    #[must_use]
    pub fn decision(&self) -> Figure {
        plain_median(&self.decision, Reason::NoneDecided)
    }

    /// Median time to the assignment, of those assigned.
    #[must_use]
    pub fn assignment(&self) -> Figure {
        plain_median(&self.assignment, Reason::NoneAssigned)
    }
}

fn plain_median(seconds: &[f64], empty: Reason) -> Figure {
    Figure::hours(Summary::of(seconds).map(|summary| summary.median), seconds.len() as u64, empty)
}

/// Handoffs some days after their acceptance, and those of them with fewer touches than agreed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Attempts {
    /// Old enough, their work logged here.
    pub due: u64,
    /// Of those, with too few touches.
    pub too_few: u64,
}

impl Attempts {
    /// Their share.
    #[must_use]
    pub fn too_few(&self) -> Figure {
        Figure::rate(self.too_few, self.due, Reason::NoneSettled)
    }
}

/// Leads or accounts with logged work, and those of them that two people worked on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Effort {
    /// Worked on.
    pub active: u64,
    /// Of those, by two people within 14 days.
    pub doubled: u64,
}

impl Effort {
    /// Their share.
    #[must_use]
    pub fn doubled(&self) -> Figure {
        Figure::rate(self.doubled, self.active, Reason::NoWork)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_offered_and_nothing_settled_are_two_reasons() {
        let reasons = |counts: Counts| {
            [counts.attainment(), counts.acceptance(), counts.accepted_untouched(), counts.answered()].map(|f| f.reason)
        };
        assert_eq!(reasons(Counts::default()), [Some(Reason::NoHandoffs); 4]);
        let waiting = Counts { offered: 3, open: 3, ..Counts::default() };
        let expected = [Reason::NoneSettled, Reason::NoneDecided, Reason::NoneAccepted, Reason::NoneSentBack].map(Some);
        assert_eq!(reasons(waiting), expected);
    }

    #[test]
    fn a_return_lowers_what_is_kept_and_not_what_was_accepted() {
        let counts = Counts { offered: 12, open: 2, accepted: 6, returned: 2, rejected: 3, expired: 1, ..Counts::default() };
        let parts = |figure: Figure| (figure.numerator, figure.denominator);
        assert_eq!(parts(counts.acceptance()), (Some(6.0), Some(10.0)));
        assert_eq!(parts(counts.kept()), (Some(4.0), Some(10.0)));
        assert_eq!(parts(counts.rejection()), (Some(3.0), Some(10.0)));
        assert!(!counts.kept().is_few() && counts.answered().value.is_none());
    }

    #[test]
    fn groups_add_up() {
        let one = Counts { offered: 3, met: 2, breached: 1, ..Counts::default() };
        assert_eq!(one.and(one).attainment().denominator, Some(6.0));
        let mut times = Times { decision: vec![3600.0], ..Times::default() };
        times.add(&Times { decision: vec![7200.0, 10_800.0], ..Times::default() });
        assert_eq!((times.decision().value, times.decision().n), (Some(2.0), 3));
        assert_eq!(times.response().reason, Some(Reason::NoneAssigned));
    }
}
