//! The clocks of a handoff: from one function for lists, pages, jobs and reports (METRICS.md §3).

use super::activity::is_late;
use super::calendar::Calendar;
use super::handoff::{State, Step};
use super::moment::Moment;
use super::person::keyed;
use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use uuid::Uuid;

/// What was promised, in working time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Windows {
    /// Until somebody is assigned.
    pub assign: TimeDelta,
    /// From the assignment to the first sales touch.
    pub touch: TimeDelta,
    /// From the offer to the answer.
    pub decide: TimeDelta,
    /// Past the answer's window until the offer expires; none: never.
    pub expire: Option<TimeDelta>,
    /// Percent of the window for the touch after which it is at risk.
    pub at_risk_percent: i32,
    /// Past the breach until people are told again.
    pub tell_again: Option<TimeDelta>,
    /// Past the breach until somebody else gets it.
    pub reassign: Option<TimeDelta>,
}

/// A time in which the clocks stand: half-open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hold {
    /// Since when.
    pub from: DateTime<Utc>,
    /// Until when.
    pub until: DateTime<Utc>,
}

/// What has happened so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// How the offer stands.
    pub state: State,
    /// When it was made.
    pub offered: DateTime<Utc>,
    /// When somebody was first assigned.
    pub assigned: Option<DateTime<Utc>>,
    /// When sales first touched the lead.
    pub touched: Option<DateTime<Utc>>,
    /// When it was answered.
    pub decided: Option<DateTime<Utc>>,
    /// When its clocks stand still.
    pub hold: Option<Hold>,
}

/// The instants to which the promises come down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dues {
    /// Somebody is to be assigned.
    pub assign: Option<DateTime<Utc>>,
    /// The first touch is at risk.
    pub touch_risk: Option<DateTime<Utc>>,
    /// The first touch is due.
    pub touch: Option<DateTime<Utc>>,
    /// After this instant it is late: where the window ends at closing time, the next opening.
    pub touch_breach: Option<DateTime<Utc>>,
    /// The same with holds ignored.
    pub touch_breach_unheld: Option<DateTime<Utc>>,
    /// People are told again.
    pub tell_again: Option<DateTime<Utc>>,
    /// Somebody else gets it.
    pub reassign: Option<DateTime<Utc>>,
    /// The answer is due.
    pub decide: Option<DateTime<Utc>>,
    /// After this instant it is late.
    pub decide_breach: Option<DateTime<Utc>>,
    /// The offer expires.
    pub expire: Option<DateTime<Utc>>,
}

keyed!(
    /// How the clock of the first touch stands.
    TouchState {
        /// Nobody is assigned: it has not begun.
        Unassigned = "unassigned",
        /// Running.
        Pending = "pending",
        /// Most of the window is used.
        AtRisk = "at_risk",
        /// It stands: on hold.
        Held = "held",
        /// Running, while nobody works.
        Closed = "closed",
        /// Touched in time.
        Met = "met",
        /// Past the window, untouched.
        Breached = "breached",
        /// Touched past the window.
        MetLate = "met_late",
        /// The offer ended in time, untouched.
        Ended = "ended",
    }
);

/// What the clock of the first touch shows at an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// How it stands.
    pub state: TouchState,
    /// Working time used.
    pub used: TimeDelta,
    /// The window.
    pub window: TimeDelta,
    /// When it is due.
    pub due: Option<DateTime<Utc>>,
    /// When it goes on, where it stands.
    pub resumes: Option<DateTime<Utc>>,
}

impl Reading {
    /// Working time left: never negative.
    #[must_use]
    pub fn left(&self) -> TimeDelta {
        (self.window - self.used).max(TimeDelta::zero())
    }

    /// Working time past the window: never negative.
    #[must_use]
    pub fn late(&self) -> TimeDelta {
        (self.used - self.window).max(TimeDelta::zero())
    }
}

/// The clocks of one handoff: what was promised, and in whose working time.
#[derive(Clone, Copy, Debug)]
pub struct Clocks<'a> {
    /// Whose working time counts.
    pub calendar: &'a Calendar,
    /// What was promised.
    pub windows: &'a Windows,
}

impl Clocks<'_> {
    /// Working time between two instants outside a hold.
    #[must_use]
    pub fn worked(&self, from: DateTime<Utc>, to: DateTime<Utc>, hold: Option<Hold>) -> TimeDelta {
        let stood = hold.map_or_else(TimeDelta::zero, |h| self.calendar.elapsed(h.from.max(from), h.until.min(to)));
        self.calendar.elapsed(from, to) - stood
    }

    /// When so much working time outside a hold will have passed.
    fn after(&self, start: DateTime<Utc>, worked: TimeDelta, hold: Option<Hold>) -> Option<DateTime<Utc>> {
        let end = self.calendar.add(start, worked)?;
        match hold {
            Some(hold) if hold.from < end && start < hold.until => {
                let rest = worked - self.calendar.elapsed(start, hold.from);
                self.calendar.add(hold.until.max(start), rest)
            }
            _ => Some(end),
        }
    }

    /// The last instant at which no more than the window is used: its end, or the next opening where it ends at closing
    /// time or as a hold begins.
    fn breach(&self, due: DateTime<Utc>, hold: Option<Hold>) -> Option<DateTime<Utc>> {
        let opened = self.calendar.next_opening(due)?;
        match hold {
            Some(hold) if hold.from <= opened && opened < hold.until => self.calendar.next_opening(hold.until),
            _ => Some(opened),
        }
    }

    /// The instants to which the promises come down for what has happened so far.
    #[must_use]
    pub fn plan(&self, facts: &Facts) -> Dues {
        let (windows, hold) = (self.windows, facts.hold);
        let percent = |window: TimeDelta| window * windows.at_risk_percent / 100;
        let touch = facts.assigned.and_then(|at| self.after(at, windows.touch, hold));
        let touch_breach = touch.and_then(|at| self.breach(at, hold));
        let past_breach = |more: Option<TimeDelta>| self.after(touch_breach?, more?, hold);
        let decide = self.after(facts.offered, windows.decide, hold);
        Dues {
            assign: self.after(facts.offered, windows.assign, hold),
            touch_risk: facts.assigned.and_then(|at| self.after(at, percent(windows.touch), hold)),
            touch,
            touch_breach,
            touch_breach_unheld: facts
                .assigned
                .and_then(|at| self.after(at, windows.touch, None))
                .and_then(|at| self.breach(at, None)),
            tell_again: past_breach(windows.tell_again),
            reassign: past_breach(windows.reassign),
            decide,
            decide_breach: decide.and_then(|at| self.breach(at, hold)),
            expire: decide.and_then(|at| self.after(at, windows.expire?, hold)),
        }
    }

    /// Working time from the first assignment to the first touch: with the hold left out, and with it ignored. A touch
    /// before the assignment counts as none.
    #[must_use]
    pub fn response(&self, facts: &Facts) -> Option<(TimeDelta, TimeDelta)> {
        let (assigned, touched) = (facts.assigned?, facts.touched?);
        Some((self.worked(assigned, touched, facts.hold), self.worked(assigned, touched, None)))
    }

    /// Working time from the offer to its answer.
    #[must_use]
    pub fn decision(&self, facts: &Facts) -> Option<TimeDelta> {
        Some(self.worked(facts.offered, facts.decided?, facts.hold))
    }

    /// What the clock of the first touch shows.
    #[must_use]
    pub fn read(&self, facts: &Facts, now: DateTime<Utc>) -> Reading {
        let window = self.windows.touch;
        let due = facts.assigned.and_then(|at| self.after(at, window, facts.hold));
        let stopped = match facts.state {
            State::Rejected => facts.decided,
            State::Expired => self.plan(facts).expire,
            // Nobody is held to an offer that was taken back.
            State::Withdrawn => facts.assigned,
            _ => None,
        };
        let end = facts.touched.or(stopped).unwrap_or(now);
        let used = facts.assigned.map_or_else(TimeDelta::zero, |at| self.worked(at, end, facts.hold));
        let late = used > window;
        let held = facts.hold.is_some_and(|hold| hold.from <= now && now < hold.until);
        let state = match (facts.touched, facts.assigned) {
            (Some(_), _) if late => TouchState::MetLate,
            (Some(_), _) => TouchState::Met,
            // A hold that comes too late hides nothing.
            (None, _) if late => TouchState::Breached,
            (None, _) if facts.state.is_running() && held => TouchState::Held,
            (None, None) if facts.state.is_running() => TouchState::Unassigned,
            (None, _) if !facts.state.is_running() => TouchState::Ended,
            (None, _) if used >= window * self.windows.at_risk_percent / 100 => TouchState::AtRisk,
            (None, _) if !self.calendar.is_open(now) => TouchState::Closed,
            (None, _) => TouchState::Pending,
        };
        let resumes = match state {
            _ if !facts.state.is_running() => None,
            TouchState::Held | TouchState::Breached if held => facts.hold.and_then(|hold| self.calendar.next_opening(hold.until)),
            TouchState::Pending | TouchState::AtRisk | TouchState::Closed | TouchState::Breached
                if !self.calendar.is_open(now) =>
            {
                self.calendar.next_opening(now)
            }
            _ => None,
        };
        Reading { state, used, window, due, resumes }
    }
}

/// A call, message or meeting of sales with a lead: an automatic reply is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effort {
    /// When it happened.
    pub happened: Moment,
    /// When it was logged; an imported one counts as logged when it happened.
    pub logged: DateTime<Utc>,
    /// Who did it.
    pub by: Option<Uuid>,
}

/// The first touch of sales at or after the engagement, and whose it was. One typed in more than a day later counts from
/// when it was logged: it saves no breach. A day without a time counts as its end, at the latest as when it was logged.
#[must_use]
pub fn first_touch(efforts: &[Effort], engaged: DateTime<Utc>, zone: Tz) -> Option<(DateTime<Utc>, Option<Uuid>)> {
    let counted = efforts.iter().filter(|effort| effort.happened.ends(zone) >= engaged).map(|effort| {
        let at = match effort.happened {
            _ if is_late(effort.happened, effort.logged, zone) => effort.logged,
            Moment::Instant(at) => at,
            Moment::Date(_) => effort.happened.ends(zone).min(effort.logged).max(engaged),
        };
        (at, effort.by)
    });
    counted.min_by_key(|(at, _)| *at)
}

/// What happens next by itself, and when: the earliest of what is still to come. An instant that has passed already is
/// caught up with.
#[must_use]
pub fn next_step(facts: &Facts, dues: &Dues, done: &[Step]) -> Option<(DateTime<Utc>, Step)> {
    let offered = facts.state == State::Offered;
    let untouched = facts.state.is_running() && facts.assigned.is_some() && facts.touched.is_none();
    let waiting = offered && facts.assigned.is_none();
    let held = facts.state.is_running() && facts.touched.is_none();
    let steps = [
        (held, facts.hold.map(|hold| hold.until), Step::HoldOver),
        (waiting, dues.assign, Step::AssignBreached),
        (untouched, dues.touch_risk, Step::AtRisk),
        (untouched, dues.touch_breach, Step::Breached),
        (untouched, dues.tell_again, Step::ToldAgain),
        (untouched, dues.reassign, Step::Reassigned),
        (offered, dues.decide_breach, Step::DecideBreached),
        (offered, dues.expire, Step::Expired),
    ];
    let open = steps.into_iter().filter(|(applies, _, step)| *applies && !done.contains(step));
    open.filter_map(|(_, at, step)| Some((at?, step))).min_by_key(|(at, _)| *at)
}

#[cfg(test)]
#[path = "sla_tests.rs"]
mod tests;
