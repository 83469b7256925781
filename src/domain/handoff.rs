//! A handoff: marketing's offer of one lead to sales, and its answer (METRICS.md §3).

use super::person::{Role, keyed};

keyed!(
    /// How an offer stands.
    State {
        /// Waiting for an answer.
        Offered = "offered",
        /// Sales follows it up.
        Accepted = "accepted",
        /// Sales said no, with a reason.
        Rejected = "rejected",
        /// Nobody answered.
        Expired = "expired",
        /// Marketing took it back.
        Withdrawn = "withdrawn",
        /// Sales accepted it and gave it back, with a reason.
        Returned = "returned",
    }
);
keyed!(
    /// How an offer found its salesperson.
    Route {
        /// Marketing named him.
        Person = "person",
        /// It waits in the queue of the team: whoever answers takes it.
        Queue = "queue",
        /// In turn, among who is available.
        RoundRobin = "round_robin",
        /// He has the lead's account.
        AccountOwner = "account_owner",
        /// He has its open deal.
        DealOwner = "deal_owner",
        /// A file told of it.
        Imported = "imported",
    }
);
keyed!(
    /// What marketing says to a rejection or return.
    Reply {
        /// It was right: the cause is being mended.
        Agreed = "agreed",
        /// It was not.
        Contested = "contested",
    }
);
keyed!(
    /// What a reason does with the lead.
    ReasonOutcome {
        /// It goes back to marketing.
        Back = "back",
        /// It comes again on a later day.
        Recycle = "recycle",
        /// It is out.
        Disqualify = "disqualify",
    }
);
keyed!(
    /// What happens to an offer by itself.
    Step {
        /// Nobody was assigned in time.
        AssignBreached = "assign_breached",
        /// Most of the window for the first touch is used.
        AtRisk = "at_risk",
        /// All of it is used.
        Breached = "breached",
        /// It still is, long after.
        ToldAgain = "told_again",
        /// Somebody else gets it.
        Reassigned = "reassigned",
        /// Nobody answered within the decision window.
        DecideBreached = "decide_breached",
        /// Nobody answered long after: it expires.
        Expired = "expired",
        /// The hold is over.
        HoldOver = "hold_over",
    }
);

impl State {
    /// Whether this may follow, by somebody's doing or by the clock. The database keeps the same table.
    #[must_use]
    pub const fn may_become(self, next: Self) -> bool {
        match self {
            Self::Offered => matches!(next, Self::Accepted | Self::Rejected | Self::Expired | Self::Withdrawn),
            Self::Accepted => matches!(next, Self::Returned),
            Self::Rejected | Self::Expired | Self::Withdrawn | Self::Returned => false,
        }
    }

    /// What taking an answer back leads to.
    #[must_use]
    pub const fn undone(self) -> Option<Self> {
        match self {
            Self::Accepted | Self::Rejected => Some(Self::Offered),
            Self::Returned => Some(Self::Accepted),
            Self::Offered | Self::Expired | Self::Withdrawn => None,
        }
    }

    /// Whether sales may still be held to a first touch.
    #[must_use]
    pub const fn is_running(self) -> bool {
        matches!(self, Self::Offered | Self::Accepted)
    }

    /// Whether marketing owes a reply.
    #[must_use]
    pub const fn wants_reply(self) -> bool {
        matches!(self, Self::Rejected | Self::Returned)
    }
}

impl Role {
    /// May offer leads to sales, take offers back, and reply to rejections.
    #[must_use]
    pub const fn offers(self) -> bool {
        matches!(self, Self::Marketing | Self::Manager | Self::Admin)
    }

    /// May answer an offer that is his (`own`), or waits in his team's queue (`queued`).
    #[must_use]
    pub const fn answers(self, own: bool, queued: bool) -> bool {
        match self {
            Self::Manager | Self::Admin => true,
            Self::Sales => own || queued,
            Self::Marketing | Self::Viewer => false,
        }
    }

    /// May be given leads to follow up.
    #[must_use]
    pub const fn takes_leads(self) -> bool {
        matches!(self, Self::Sales | Self::Manager | Self::Admin)
    }

    /// May change the promises: policies, calendars, reasons and rules.
    #[must_use]
    pub const fn sets_policies(self) -> bool {
        matches!(self, Self::Manager | Self::Admin)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_follow_what() {
        use State::{Accepted, Expired, Offered, Rejected, Returned, Withdrawn};
        let legal = [(Offered, Accepted), (Offered, Rejected), (Offered, Expired), (Offered, Withdrawn), (Accepted, Returned)];
        for &from in State::ALL {
            for &to in State::ALL {
                assert_eq!(from.may_become(to), legal.contains(&(from, to)), "{from:?} to {to:?}");
            }
            if let Some(before) = from.undone() {
                assert!(before.may_become(from), "taking {from:?} back leads to where it came from");
            }
            assert!(!(from.is_running() && from.wants_reply()));
        }
    }

    #[test]
    fn who_may_offer_and_who_answer() {
        // offers; answers his own, the queue's, another's
        let table = [
            (Role::Viewer, false, [false, false, false]),
            (Role::Sales, false, [true, true, false]),
            (Role::Marketing, true, [false, false, false]),
            (Role::Manager, true, [true, true, true]),
            (Role::Admin, true, [true, true, true]),
        ];
        assert_eq!(table.len(), Role::ALL.len());
        for (role, offers, answers) in table {
            assert_eq!(role.offers(), offers, "{role:?}");
            assert_eq!([(true, false), (false, true), (false, false)].map(|(own, queued)| role.answers(own, queued)), answers);
        }
    }
}
