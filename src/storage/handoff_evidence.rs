//! The handoffs behind a number: the rows that `storage/metrics/handoffs` counts, one by one.

use super::StorageError;
use super::keyset::{self, Order, Page, Total};
use super::lead_lists::push_filters;
use super::metrics::handoffs::Narrowed;
use super::metrics::{Dimension, Filters};
use crate::domain::period::Period;
use crate::domain::person::keyed;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use futures::Stream;
use sqlx::{PgConnection, PgPool, Postgres, QueryBuilder};
use uuid::Uuid;

/// What is true of a handoff as of the moment `t.at`.
macro_rules! fact {
    (withdrawn) => {
        "h.state = 'withdrawn'"
    };
    (expired) => {
        "(h.state = 'expired' and (h.expire_at is null or h.expire_at <= t.at))"
    };
    (rejected) => {
        "(h.state = 'rejected' and h.decided_at <= t.at)"
    };
    (accepted) => {
        "(h.state in ('accepted', 'returned') and h.decided_at <= t.at)"
    };
    (returned) => {
        "(h.state = 'returned' and h.returned_at <= t.at)"
    };
    (assigned) => {
        "coalesce(h.assigned_at <= t.at, false)"
    };
    (touched) => {
        "coalesce(h.touched_at <= t.at, false)"
    };
    (over) => {
        "coalesce(h.touch_breach_at < t.at, false)"
    };
    (promised) => {
        concat!("(", fact!(assigned), " and not ", fact!(withdrawn), ")")
    };
    (met) => {
        concat!("(", fact!(promised), " and ", fact!(touched), " and h.response_seconds <= p.touch_minutes * 60)")
    };
    (unworked) => {
        concat!(
            "(", fact!(rejected), " and not ", fact!(touched),
            " and (h.touch_breach_at is null or h.touch_breach_at >= h.decided_at))"
        )
    };
    (breached) => {
        concat!("(", fact!(promised), " and not ", fact!(met), " and not ", fact!(unworked), " and ", fact!(over), ")")
    };
    (met_unheld) => {
        concat!("(", fact!(promised), " and ", fact!(touched), " and h.response_unheld_seconds <= p.touch_minutes * 60)")
    };
    (breached_unheld) => {
        concat!(
            "(", fact!(promised), " and not ", fact!(met_unheld), " and not (", fact!(rejected), " and not ", fact!(touched),
            " and (h.touch_breach_unheld_at is null or h.touch_breach_unheld_at >= h.decided_at))",
            " and coalesce(h.touch_breach_unheld_at < t.at, false))"
        )
    };
    (open) => {
        concat!("not (", fact!(withdrawn), " or ", fact!(expired), " or ", fact!(rejected), " or ", fact!(accepted), ")")
    };
    (accepted_over) => {
        concat!("(", fact!(accepted), " and ", fact!(assigned), " and ", fact!(over), ")")
    };
    (decided) => {
        concat!("(", fact!(accepted), " or ", fact!(rejected), " or ", fact!(expired), ")")
    };
    (sent_back) => {
        concat!("(", fact!(rejected), " or ", fact!(returned), ")")
    };
    (attempts_due) => {
        "(h.import_id is null and h.state in ('accepted', 'returned') and h.decided_at + p.attempt_days * interval '1 day' <= t.at)"
    };
    (attempts) => {
        "(select count(*) from activities w where w.lead_id = h.lead_id and w.kind <> 'note'
           and coalesce(w.happened_at, w.happened_on::timestamp at time zone 'UTC') < h.decided_at + p.attempt_days * interval '1 day'
           and (w.happened_at >= h.assigned_at or w.happened_on >= (h.assigned_at at time zone 'UTC')::date or h.assigned_at is null))"
    };
}

/// The numbers that handoffs stand behind, and the condition of each.
macro_rules! behind {
    ($($(#[doc = $doc:literal])+ $name:ident = $key:literal: $condition:expr,)+) => {
        keyed!(
            /// A number that handoffs stand behind.
            Behind {
                $($(#[doc = $doc])+ $name = $key,)+
            }
        );

        impl Behind {
            /// What must be true of a handoff.
            const fn condition(self) -> &'static str {
                match self {
                    $(Self::$name => $condition,)+
                }
            }
        }
    };
}
behind! {
    /// Taken back by marketing.
    Withdrawn = "withdrawn": fact!(withdrawn),
    /// Waiting for an answer.
    Open = "open": fact!(open),
    /// Accepted, those returned included.
    Accepted = "accepted": fact!(accepted),
    /// Accepted and not returned.
    Kept = "kept": concat!(fact!(accepted), " and not ", fact!(returned)),
    /// Accepted and given back.
    Returned = "returned": fact!(returned),
    /// Rejected.
    Rejected = "rejected": fact!(rejected),
    /// Nobody answered.
    Expired = "expired": fact!(expired),
    /// Answered, or expired.
    Decided = "decided": fact!(decided),
    /// Assigned and not taken back: those that response times are of.
    Assigned = "assigned": fact!(promised),
    /// Touched within the window.
    Met = "met": fact!(met),
    /// Past the window without a touch in it.
    Breached = "breached": fact!(breached),
    /// Of those, touched later.
    MetLate = "met_late": concat!(fact!(breached), " and ", fact!(touched)),
    /// Met or breached.
    Settled = "settled": concat!("(", fact!(met), " or ", fact!(breached), ")"),
    /// Touched within the window with holds ignored.
    MetUnheld = "met_unheld": fact!(met_unheld),
    /// Met or breached with holds ignored.
    SettledUnheld = "settled_unheld": concat!("(", fact!(met_unheld), " or ", fact!(breached_unheld), ")"),
    /// Assigned, and touched in the window or past it.
    Over = "over": concat!("(", fact!(promised), " and (", fact!(met), " or ", fact!(over), "))"),
    /// Rejected in time without a touch.
    RejectedUnworked = "rejected_unworked": fact!(unworked),
    /// Accepted, and the window is over.
    AcceptedOver = "accepted_over": fact!(accepted_over),
    /// Of those, never touched.
    AcceptedUntouched = "accepted_untouched": concat!(fact!(accepted_over), " and not ", fact!(touched)),
    /// Assigned, or past the window for that.
    RoutingDue = "routing_due":
        concat!("not ", fact!(withdrawn), " and h.assign_due_at is not null and (", fact!(assigned), " or h.assign_due_at < t.at)"),
    /// Assigned late or not at all.
    RoutingBreached = "routing_breached":
        concat!("not ", fact!(withdrawn), " and h.assign_due_at < case when ", fact!(assigned), " then h.assigned_at else t.at end"),
    /// Unanswered past the window for that.
    Undecided = "undecided": concat!(fact!(open), " and h.decide_breach_at < t.at"),
    /// Rejected or returned.
    SentBack = "sent_back": fact!(sent_back),
    /// Of those, answered by marketing.
    Answered = "answered": concat!(fact!(sent_back), " and h.replied_at <= t.at"),
    /// The engagement is known: those that speed to lead is of.
    Engaged = "engaged": concat!("h.engaged_at is not null and not ", fact!(withdrawn)),
    /// Touched.
    Touched = "touched": concat!(fact!(promised), " and ", fact!(touched)),
    /// Old enough to count the touches.
    AttemptsDue = "attempts_due": fact!(attempts_due),
    /// Of those, with too few.
    TooFew = "too_few": concat!(fact!(attempts_due), " and ", fact!(attempts), " < p.attempts"),
}

/// Which handoffs.
#[derive(Clone, Debug)]
pub struct HandoffQuery {
    /// Offered in these local days.
    pub offered: Option<Period>,
    /// Behind which number; none is all.
    pub behind: Option<Behind>,
    /// Sent back for this reason; an empty one is without.
    pub reason: Option<String>,
    /// Of leads of this campaign alone; an empty one is without.
    pub campaign: Option<String>,
    /// The moment as of which.
    pub as_of: DateTime<Utc>,
    /// The workspace's zone.
    pub zone: Tz,
    /// The filters of leads.
    pub filters: Filters,
    /// Those of handoffs.
    pub narrowed: Narrowed,
    /// The latest first.
    pub descending: bool,
}

/// A handoff of a list, as it stands at its moment.
#[derive(Clone, Debug, Default, sqlx::FromRow)]
pub struct HandoffLine {
    /// Its id.
    pub id: Uuid,
    /// Its lead.
    pub lead_id: Uuid,
    /// The id that a source gave the lead.
    pub external_id: Option<String>,
    /// Names and address of the lead: only for whoever may read them.
    pub first_name: Option<String>,
    /// The same.
    pub last_name: Option<String>,
    /// The company.
    pub company: Option<String>,
    /// The address.
    pub email: Option<String>,
    /// When it was offered.
    pub offered_at: DateTime<Utc>,
    /// To whom it is assigned.
    pub assignee: Option<String>,
    /// How it stands: the key of a state.
    pub state: String,
    /// How the first touch stands: `met`, `met_late`, `breached`, `waiting` or `none`.
    pub touch: String,
    /// Working time until the touch, where there was one.
    pub response_seconds: Option<i64>,
    /// Why it came back.
    pub reason: Option<String>,
    /// The name of that reason, where people gave it one.
    pub reason_name: Option<String>,
    /// What marketing replied.
    pub reply: Option<String>,
    /// The channel of the lead.
    pub channel: Option<String>,
    /// The campaign of the lead.
    pub campaign: Option<String>,
    /// The persona of the lead.
    pub persona: Option<String>,
}

const LINE: &str = concat!(
    "select h.id, h.lead_id,
    (select min(r.external_id) from external_refs r where r.record_id = h.lead_id and r.kind = 'lead') as external_id,
    l.first_name, l.last_name, l.company, l.email, h.offered_at, a.name as assignee,
    case when ",
    fact!(withdrawn),
    " then 'withdrawn' when ",
    fact!(expired),
    " then 'expired' when ",
    fact!(rejected),
    " then 'rejected' when ",
    fact!(returned),
    " then 'returned' when ",
    fact!(accepted),
    " then 'accepted' else 'offered' end as state,
    case when ",
    fact!(met),
    " then 'met' when ",
    fact!(breached),
    " and ",
    fact!(touched),
    " then 'met_late' when ",
    fact!(breached),
    " then 'breached' when ",
    fact!(promised),
    " and ",
    fact!(open),
    " then 'waiting' else 'none' end as touch,
    case when ",
    fact!(touched),
    " then h.response_seconds end as response_seconds,
    case when ",
    fact!(sent_back),
    " then h.reason end as reason,
    (select r.name from handoff_reasons r where r.key = h.reason) as reason_name,
    case when h.replied_at <= t.at then h.reply end as reply,
    l.channel, (select c.name from campaigns c where c.id = l.campaign_id) as campaign, l.persona "
);

/// A page of handoffs.
pub async fn page(db: &mut PgConnection, query: &HandoffQuery, from: keyset::From) -> Result<Page<HandoffLine>, StorageError> {
    keyset::page(db, query.select(), query.order(), "handoffs h", from).await
}

/// How many handoffs.
pub async fn count(db: &mut PgConnection, query: &HandoffQuery) -> Result<Total, StorageError> {
    let mut sql = QueryBuilder::new("select count(*) from (select 1 ");
    query.push_from(&mut sql);
    keyset::count(db, sql).await
}

/// Every handoff in order, as the database hands them out.
pub fn stream(pool: PgPool, query: &HandoffQuery) -> impl Stream<Item = Result<HandoffLine, StorageError>> + Send + use<> {
    let mut sql = query.select();
    query.order().push(&mut sql, false);
    keyset::stream(pool, sql)
}

impl HandoffQuery {
    const fn order(&self) -> Order {
        Order { key: "h.offered_at", id: "h.id", nullable: false, descending: self.descending }
    }

    fn select(&self) -> QueryBuilder<Postgres> {
        let mut sql = QueryBuilder::new(LINE);
        self.push_from(&mut sql);
        sql
    }

    fn push_from(&self, sql: &mut QueryBuilder<Postgres>) {
        sql.push("from handoffs h cross join (select ").push_bind(self.as_of);
        sql.push(
            "::timestamptz as at) t join sla_policies p on p.id = h.policy_id join leads l on l.id = h.lead_id
             left join people a on a.id = h.assignee_id where h.offered_at <= t.at",
        );
        if let Some(period) = self.offered {
            let (from, to) = period.instants(self.zone);
            sql.push(" and h.offered_at >= ").push_bind(from).push(" and h.offered_at < ").push_bind(to);
        }
        if let Some(behind) = self.behind {
            sql.push(" and (").push(behind.condition()).push(")");
        }
        if let Some(reason) = &self.reason {
            sql.push(" and coalesce(h.reason, '') = ").push_bind(reason.clone());
        }
        if let Some(campaign) = &self.campaign {
            sql.push(" and coalesce((select c.name from campaigns c where c.id = l.campaign_id), '') = ")
                .push_bind(campaign.clone());
        }
        self.push_narrowed(sql);
        push_filters(
            sql,
            &self.filters,
            &[
                (Dimension::Channel, "coalesce(l.channel, '')"),
                (Dimension::Campaign, "l.campaign_id"),
                (Dimension::Persona, "coalesce(l.persona, '')"),
                (Dimension::Region, "coalesce(l.region, '')"),
                (Dimension::Segment, "coalesce(l.segment, '')"),
                (Dimension::Owner, "l.owner_id"),
                (Dimension::Source, "coalesce(l.source, '')"),
            ],
        );
    }

    fn push_narrowed(&self, sql: &mut QueryBuilder<Postgres>) {
        let Narrowed { attempt, teams, reps } = &self.narrowed;
        if let Some(attempt) = attempt {
            sql.push(" and 1 + (select count(*) from handoffs e where e.lead_id = h.lead_id and (e.offered_at, e.id) < (h.offered_at, h.id)) = ");
            sql.push_bind(*attempt);
        }
        if !teams.is_empty() {
            sql.push(" and coalesce(a.team, '') = any (").push_bind(teams.clone()).push(")");
        }
        if !reps.is_empty() {
            sql.push(" and coalesce(h.assignee_id, '00000000-0000-0000-0000-000000000000') = any (")
                .push_bind(reps.clone())
                .push(")");
        }
    }
}
