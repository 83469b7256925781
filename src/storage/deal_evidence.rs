//! Lists of the deals behind the numbers of cycle, revenue and cost of customers: each filter says what its evidence
//! query counted.

use super::deal_lists::DealQuery;
use crate::metrics::deals::Clock;
use crate::metrics::revenue::Source;
use sqlx::{Postgres, QueryBuilder};

/// Which deals a number counted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DealEvidence {
    /// They won a new customer.
    pub is_new_customer: bool,
    /// Whose first touch ever was of this channel.
    pub credited: Option<Source>,
    /// Why they were lost; an empty reason is that nobody said so.
    pub lost_reason: Option<String>,
    /// How long they took.
    pub took: Option<(Clock, Took)>,
}

/// How long deals took.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Took {
    /// From so many days to before so many.
    Between(f64, f64),
    /// Nobody knows, because the beginning is not known.
    Unknown,
    /// They ended before they began: errors of the data.
    Negative,
}

/// The first touch ever of a deal's people, in the order of `metrics/first_touches.sql`.
const FIRST_TOUCH: &str = "(select t.occurred_at, t.occurred_on, coalesce(t.channel, c.channel) as channel
    from touches t left join campaigns c on c.id = t.campaign_id
    where t.lead_id in (select d.lead_id union select x.lead_id from deal_contacts x where x.deal_id = d.id)
    order by coalesce(t.occurred_at, t.occurred_on::timestamp at time zone 'UTC'), t.source_id,
        case when t.event_id ~ '^[0-9]{1,100}$' then t.event_id::numeric end nulls last, t.event_id, t.id
    limit 1) f";
const FIRST_WINS: &str = " and d.outcome = 'won' and d.business is distinct from 'existing' and d.id in (select w.id from (
    select n.id, row_number() over (partition by coalesce(n.account_id, nl.account_id, n.lead_id, n.id)
        order by coalesce(n.closed_at, n.closed_on::timestamp at time zone 'UTC'), n.id) as place
    from deals n left join leads nl on nl.id = n.lead_id
    where n.outcome = 'won' and num_nonnulls(n.closed_at, n.closed_on) = 1) w where w.place = 1)";

impl DealQuery {
    pub(super) fn push_evidence(&self, sql: &mut QueryBuilder<Postgres>) {
        let evidence = &self.evidence;
        if evidence.is_new_customer {
            sql.push(FIRST_WINS);
        }
        if let Some(source) = &evidence.credited {
            sql.push(" and coalesce((select f.channel from ").push(FIRST_TOUCH).push(" where ");
            self.push_in_time(sql);
            sql.push("), l.channel, l.source) is not distinct from ");
            sql.push_bind(match source {
                Source::Channel(name) => Some(name.clone()),
                Source::Unattributed => None,
            });
        }
        if let Some(reason) = &evidence.lost_reason {
            sql.push(" and d.outcome = 'lost' and coalesce(d.lost_reason, '') = ").push_bind(reason.clone());
        }
        if let Some((clock, took)) = evidence.took {
            self.push_took(sql, clock, took);
        }
    }

    /// A touch after the closing is none of the deal's; of a date its end is meant.
    fn push_in_time(&self, sql: &mut QueryBuilder<Postgres>) {
        let zone = self.zone.name();
        sql.push("case when d.closed_at is not null then coalesce(f.occurred_at <= d.closed_at, f.occurred_on <= (d.closed_at at time zone ");
        sql.push_bind(zone).push(")::date) else coalesce(f.occurred_on, (f.occurred_at at time zone ").push_bind(zone);
        sql.push(")::date) <= d.closed_on end");
    }

    fn push_took(&self, sql: &mut QueryBuilder<Postgres>, clock: Clock, took: Took) {
        sql.push(" and num_nonnulls(d.closed_at, d.closed_on) = 1 and (select ");
        match took {
            Took::Between(from, to) => {
                sql.push("days >= ").push_bind(from).push(" and days < ").push_bind(to).push(" and days >= 0")
            }
            Took::Unknown => sql.push("days is null"),
            Took::Negative => sql.push("days < 0"),
        };
        sql.push(" from (select ");
        self.push_days_from(sql, clock);
        sql.push(" as days) took)");
    }

    /// Days from the beginning to the closing; null where the beginning is not known.
    fn push_days_from(&self, sql: &mut QueryBuilder<Postgres>, clock: Clock) {
        let zone = self.zone.name();
        sql.push("(select case when b.on_day is not null and d.closed_on is not null then (d.closed_on - b.on_day)::float8");
        sql.push(" else extract(epoch from coalesce(d.closed_at, (d.closed_on + 1)::timestamp at time zone ").push_bind(zone);
        sql.push(") - coalesce(b.at, b.on_day::timestamp at time zone ").push_bind(zone).push("))::float8 / 86400 end from (");
        match clock {
            Clock::Opportunity => {
                sql.push("select d.opened_at as at, d.opened_on as on_day");
            }
            Clock::Lead => {
                sql.push("select l.created_at as at, l.created_on as on_day");
            }
            Clock::FirstTouch => {
                sql.push("select f.occurred_at as at, f.occurred_on as on_day from ").push(FIRST_TOUCH).push(" where ");
                self.push_in_time(sql);
            }
        }
        sql.push(") b)");
    }
}
