//! Lists of the leads behind the numbers of the funnel: each filter says what its evidence query counted.

use super::lead_lists::{LeadQuery, push_days, push_until};
use crate::domain::period::Period;
use crate::domain::stage::Stage;
use crate::metrics::stage_times::TimeIn;
use crate::storage::metrics::Dimension;
use chrono::NaiveDate;
use sqlx::{Postgres, QueryBuilder};

/// Which leads a number of the funnel counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeadEvidence {
    /// They first came so far by this day, and every day of coming so far is known.
    pub reached_by: Option<(Stage, NaiveDate)>,
    /// They first entered this stage in these days.
    pub entered: Option<(Stage, Period)>,
    /// Why they stand where they stand; an empty reason is that nobody said so.
    pub reason: Option<String>,
    /// The campaign or the owner that a split names, by its own name alone; none is without one.
    pub split: Option<(Dimension, Option<String>)>,
    /// What is known of their time in a stage.
    pub time_in: Option<(Stage, TimeIn)>,
}

/// Days of each stay of a lead, with what is not known of it: the same as in `metrics/stage_times.sql`.
const STAYS: &str = "select log.stage, log.at, log.on_day, lead(log.stage) over following is null as running,
    lead(log.at) over following as end_at, lead(log.on_day) over following as end_on
    from (select 'lead' as stage, l.created_at as at, l.created_on as on_day, 0 as place,
              '-infinity'::timestamptz as moment, '-infinity'::timestamptz as recorded_at, l.id as entry
          union all
          select t.to_stage, t.at, t.on_day, 1, coalesce(t.at, t.on_day::timestamp at time zone 'UTC', '-infinity'), t.recorded_at, t.id
          from stage_transitions t where t.lead_id = l.id";

impl LeadQuery {
    pub(super) fn push_evidence(&self, sql: &mut QueryBuilder<Postgres>) {
        let evidence = &self.evidence;
        if let Some((stage, day)) = evidence.reached_by {
            self.push_reached_by(sql, stage, day);
        }
        if let Some((stage, period)) = evidence.entered {
            self.push_entered(sql, stage, period);
        }
        if let Some(reason) = &evidence.reason {
            self.push_reason(sql, reason);
        }
        match &evidence.split {
            Some((Dimension::Owner, name)) => {
                sql.push(" and (select p.name from people p where p.id = l.owner_id) is not distinct from ")
                    .push_bind(name.clone());
            }
            Some((_, name)) => {
                sql.push(" and (select c.name from campaigns c where c.id = l.campaign_id) is not distinct from ");
                sql.push_bind(name.clone());
            }
            None => {}
        }
        if let Some((stage, known)) = evidence.time_in {
            self.push_time_in(sql, stage, known);
        }
    }

    /// Stages further on pass those before them; where any of their entries is undated, the first one is unknown.
    fn push_reached_by(&self, sql: &mut QueryBuilder<Postgres>, stage: Stage, day: NaiveDate) {
        let rank = stage.rank().unwrap_or(0);
        let past: Vec<String> = Stage::ALL.iter().filter(|s| s.rank() >= Some(rank)).map(|s| s.key().to_owned()).collect();
        let as_of = self.as_of.unwrap_or(self.now);
        sql.push(" and exists (select from stage_transitions t where t.lead_id = l.id and t.to_stage = any (");
        sql.push_bind(past.clone()).push(") and coalesce(t.on_day, (t.at at time zone ").push_bind(self.zone.name());
        sql.push(")::date) <= ").push_bind(day);
        self.push_valid(sql, as_of);
        sql.push(") and not exists (select from stage_transitions t where t.lead_id = l.id and t.to_stage = any (");
        sql.push_bind(past).push(") and num_nonnulls(t.at, t.on_day) = 0");
        self.push_valid(sql, as_of);
        sql.push(")");
    }

    fn push_entered(&self, sql: &mut QueryBuilder<Postgres>, stage: Stage, period: Period) {
        if stage == Stage::Lead {
            push_days(sql, "l.created", period, self.zone);
            return push_until(sql, "l.created_at", "l.created_on", self.as_of.unwrap_or(self.now), self.zone);
        }
        sql.push(" and exists (select from stage_transitions t where t.lead_id = l.id and t.to_stage = ").push_bind(stage.key());
        sql.push(" and (t.at >= ").push_bind(period.instants(self.zone).0).push(" and t.at < ");
        sql.push_bind(period.instants(self.zone).1).push(" or t.on_day >= ").push_bind(period.from);
        sql.push(" and t.on_day < ").push_bind(period.to).push(")");
        self.push_valid(sql, self.as_of.unwrap_or(self.now));
        sql.push(") and not exists (select from stage_transitions t where t.lead_id = l.id and t.to_stage = ");
        sql.push_bind(stage.key()).push(" and (t.at < ").push_bind(period.instants(self.zone).0).push(" or t.on_day < ");
        sql.push_bind(period.from).push(") and t.voids is null");
        sql.push(" and not exists (select from stage_transitions v where v.voids = t.id))");
    }

    fn push_reason(&self, sql: &mut QueryBuilder<Postgres>, reason: &str) {
        sql.push(
            " and coalesce((select coalesce(nullif(t.reason, ''), d.lost_reason) from stage_transitions t left join deals d",
        );
        sql.push(" on d.id = t.deal_id where t.lead_id = l.id");
        self.push_valid(sql, self.as_of.unwrap_or(self.now));
        sql.push(
            " order by coalesce(t.at, t.on_day::timestamp at time zone 'UTC', '-infinity') desc, t.recorded_at desc, t.id desc",
        );
        sql.push(" limit 1), '') = ").push_bind(reason.to_owned());
    }

    fn push_time_in(&self, sql: &mut QueryBuilder<Postgres>, stage: Stage, known: TimeIn) {
        let zone = self.zone.name();
        sql.push(" and (select case when count(*) = 0 then null when bool_or(days < 0) then 'negative'");
        sql.push(" when bool_or(undated) then 'undated' when bool_or(running) then 'running' else 'known' end");
        sql.push(" from (select running, not running and (num_nonnulls(at, on_day) = 0 or num_nonnulls(end_at, end_on) = 0) as undated,");
        sql.push(" case when running then null when on_day is not null and end_on is not null then (end_on - on_day)::float8");
        sql.push(" else extract(epoch from coalesce(end_at, (end_on + 1)::timestamp at time zone ").push_bind(zone);
        sql.push(") - coalesce(at, on_day::timestamp at time zone ")
            .push_bind(zone)
            .push("))::float8 end as days from (")
            .push(STAYS);
        self.push_valid(sql, self.as_of.unwrap_or(self.now));
        sql.push(") log window following as (order by place, moment, recorded_at, entry)) stays where stage = ");
        sql.push_bind(stage.key()).push(") timed) = ").push_bind(known.key());
    }
}
