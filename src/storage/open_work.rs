//! What somebody still has to do: open leads, open deals, campaigns that have not ended, handoffs that wait for him.

use super::StorageError;
use crate::domain::ids::{PersonId, UserId};
use crate::domain::stage::Stage;
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

/// Open work, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OpenWork {
    /// Leads in a stage that is not an end.
    pub leads: i64,
    /// Deals neither won nor lost.
    pub deals: i64,
    /// Campaigns that have not ended.
    pub campaigns: i64,
    /// Handoffs to answer, or accepted and not touched: `handoffs::waiting_for` says which.
    pub handoffs: i64,
}

impl OpenWork {
    /// Whether there is none.
    #[must_use]
    pub const fn is_none(&self) -> bool {
        self.leads == 0 && self.deals == 0 && self.campaigns == 0 && self.handoffs == 0
    }
}

/// A piece of open work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// `lead`, `deal`, `campaign` or `handoff`.
    pub kind: String,
    /// The record.
    pub id: Uuid,
    /// Its name, where it has one.
    pub name: Option<String>,
    /// Its stage, of leads.
    pub stage: Option<String>,
}

/// Stages in which nobody has to do anything any more.
fn ends() -> Vec<String> {
    [Stage::Won, Stage::Lost, Stage::Disqualified].map(|stage| stage.key().to_owned()).to_vec()
}

/// Counts what a person still has to do; `today` is the workspace's day.
pub async fn count(db: impl PgExecutor<'_>, of: PersonId, today: NaiveDate) -> Result<OpenWork, StorageError> {
    let found = sqlx::query_as!(
        OpenWork,
        r#"select (select count(*) from leads where owner_id = $1 and current_stage <> all ($2)) as "leads!",
                  (select count(*) from deals where owner_id = $1 and outcome is null) as "deals!",
                  (select count(*) from campaigns where owner_id = $1 and (end_on is null or end_on >= $3)) as "campaigns!",
                  (select count(*) from handoffs where assignee_id = $1
                     and (state = 'offered' or state = 'accepted' and touched_at is null and import_id is null)) as "handoffs!""#,
        of.0,
        &ends(),
        today
    );
    Ok(found.fetch_one(db).await?)
}

/// The newest pieces of it, at most `limit` of each kind.
pub async fn list(db: impl PgExecutor<'_>, of: PersonId, today: NaiveDate, limit: i64) -> Result<Vec<Piece>, StorageError> {
    let found = sqlx::query_as!(
        Piece,
        r#"(select 'deal' as "kind!", d.id as "id!", coalesce(d.name, a.name) as name, null::text as stage
            from deals d left join accounts a on a.id = d.account_id
            where d.owner_id = $1 and d.outcome is null order by d.id desc limit $4)
           union all
           (select 'lead', id, nullif(trim(concat_ws(' ', first_name, last_name)), ''), current_stage
            from leads where owner_id = $1 and current_stage <> all ($2) order by id desc limit $4)
           union all
           (select 'campaign', id, name, null from campaigns
            where owner_id = $1 and (end_on is null or end_on >= $3) order by id desc limit $4)
           union all
           (select 'handoff', h.id, nullif(trim(concat_ws(' ', l.first_name, l.last_name)), ''), l.current_stage
            from handoffs h join leads l on l.id = h.lead_id
            where h.assignee_id = $1 and (h.state = 'offered' or h.state = 'accepted' and h.touched_at is null and h.import_id is null)
            order by h.id desc limit $4)"#,
        of.0,
        &ends(),
        today,
        limit
    );
    Ok(found.fetch_all(db).await?)
}

/// Gives all of it but the handoffs to somebody else. An import does not take it back: a person decided. Each record's history tells it.
pub async fn hand_over(
    db: &mut PgConnection,
    from: PersonId,
    to: PersonId,
    today: NaiveDate,
    by: Option<UserId>,
    now: DateTime<Utc>,
) -> Result<OpenWork, StorageError> {
    let moved = sqlx::query_as!(
        OpenWork,
        r#"with moved_leads as (
               update leads set owner_id = $2, version = version + 1,
                      person_fields = array_append(array_remove(person_fields, 'owner_id'), 'owner_id')
               where owner_id = $1 and current_stage <> all ($3) returning id
           ), moved_deals as (
               update deals set owner_id = $2, version = version + 1,
                      person_fields = array_append(array_remove(person_fields, 'owner_id'), 'owner_id')
               where owner_id = $1 and outcome is null returning id
           ), moved_campaigns as (
               update campaigns set owner_id = $2, version = version + 1,
                      person_fields = array_append(array_remove(person_fields, 'owner_id'), 'owner_id')
               where owner_id = $1 and (end_on is null or end_on >= $4) returning id
           ), told as (
               insert into events (id, at, user_id, verb, kind, record, fields)
               select gen_random_uuid(), $5, $6, 'changed', moved.kind, moved.id, '{owner_id}'
               from (select 'lead' as kind, id from moved_leads union all select 'deal', id from moved_deals
                     union all select 'campaign', id from moved_campaigns) moved
           )
           select (select count(*) from moved_leads) as "leads!", (select count(*) from moved_deals) as "deals!",
                  (select count(*) from moved_campaigns) as "campaigns!", 0::bigint as "handoffs!""#,
        from.0,
        to.0,
        &ends(),
        today,
        now,
        by.map(|u| u.0)
    );
    Ok(moved.fetch_one(db).await?)
}
