//! Everything that is known of one lead.

use super::StorageError;
use crate::domain::moment::Moment;
use crate::domain::money::Money;
use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

/// As many events of each kind as a page shows.
pub const EVENTS: i64 = 200;

/// A lead with the names of what it belongs to.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "the fields are the columns of leads")]
pub struct Lead {
    pub email: Option<String>,
    pub phone: Option<String>,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub company: Option<String>,
    pub account: Option<(Uuid, String)>,
    pub owner_id: Option<Uuid>,
    pub archived_at: Option<DateTime<Utc>>,
    pub country: Option<String>,
    pub region: Option<String>,
    pub segment: Option<String>,
    pub source: Option<String>,
    pub medium: Option<String>,
    pub channel: Option<String>,
    pub campaign: Option<String>,
    pub persona: Option<String>,
    pub owner: Option<String>,
    pub created: Option<Moment>,
    pub changed: Option<Moment>,
    pub consent: Option<Moment>,
    pub current_stage: String,
    pub furthest_stage: String,
    pub work_status: String,
    pub score: Option<f64>,
    pub value: Option<Money>,
    pub raw: Option<Value>,
    pub origin: Option<Origin>,
    pub erased_at: Option<DateTime<Utc>>,
}

/// Where a record came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The import.
    pub import: Uuid,
    /// The name of its file.
    pub file: String,
    /// The line in it.
    pub line: i64,
    /// When.
    pub recorded_at: DateTime<Utc>,
}

impl Origin {
    pub(super) fn of(import: Option<Uuid>, file: Option<String>, line: Option<i64>, at: DateTime<Utc>) -> Option<Self> {
        Some(Self { import: import?, file: file?, line: line?, recorded_at: at })
    }
}

/// An id in another system.
#[derive(Clone, Debug)]
pub struct ExternalRef {
    /// The system.
    pub source: String,
    /// The id.
    pub id: String,
}

/// An entry into a stage.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its id.
    pub id: Uuid,
    /// A deal caused it.
    pub of_deal: bool,
    /// The stage.
    pub stage: String,
    /// When; none is undated.
    pub moment: Option<Moment>,
    /// The moment is that of the export that showed it.
    pub observed: bool,
    /// Who.
    pub actor: Option<String>,
    /// Why.
    pub reason: Option<String>,
}

/// A touch.
#[derive(Clone, Debug)]
pub struct Touch {
    /// web, ad, form …
    pub kind: Option<String>,
    /// marketing or sales.
    pub side: String,
    /// When.
    pub moment: Option<Moment>,
    /// Channel.
    pub channel: Option<String>,
    /// Campaign.
    pub campaign: Option<String>,
    /// Whether the person answered.
    pub responded: Option<bool>,
}

/// Something a salesperson did.
#[derive(Clone, Debug)]
pub struct Activity {
    /// Its id.
    pub id: Uuid,
    /// When it was logged.
    pub logged: DateTime<Utc>,
    /// Who logged it by hand.
    pub logged_by: Option<Uuid>,
    /// call, email …
    pub kind: String,
    /// When.
    pub moment: Option<Moment>,
    /// Who.
    pub actor: Option<String>,
    /// What came of it.
    pub outcome: Option<String>,
    /// A note.
    pub note: Option<String>,
}

/// A deal of a lead.
#[derive(Clone, Debug)]
pub struct LeadDeal {
    /// Its id.
    pub id: Uuid,
    /// The id that its source gave it.
    pub external_id: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// Its amount.
    pub amount: Option<Money>,
    /// won, lost, or none while open.
    pub outcome: Option<String>,
    /// When it was closed, else opened.
    pub moment: Option<Moment>,
}

/// The lead itself.
///
/// # Errors
/// When the database does not answer.
pub async fn find(db: &mut PgConnection, id: Uuid) -> Result<Option<Lead>, StorageError> {
    let row = sqlx::query!(
        r#"select l.email, l.phone, l.first_name, l.last_name, l.company, l.account_id, a.name as "account?", l.country, l.region,
                  l.segment, l.source, l.medium, l.channel, c.name as "campaign?", l.persona, p.name as "owner?", l.created_at,
                  l.created_on, l.changed_at, l.changed_on, l.consent_at, l.consent_on, l.current_stage, l.furthest_stage,
                  l.owner_id, l.archived_at, l.work_status, l.score, l.value_minor, l.value_currency, l.raw, l.import_id, f.name as "file?", l.import_line,
                  l.recorded_at, l.erased_at
           from leads l
           left join accounts a on a.id = l.account_id
           left join campaigns c on c.id = l.campaign_id
           left join people p on p.id = l.owner_id
           left join import_files f on f.import_id = l.import_id and f.position = l.import_file
           where l.id = $1"#,
        id
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|r| Lead {
        email: r.email,
        phone: r.phone,
        first_name: r.first_name,
        last_name: r.last_name,
        company: r.company,
        account: r.account_id.zip(r.account),
        owner_id: r.owner_id,
        archived_at: r.archived_at,
        country: r.country,
        region: r.region,
        segment: r.segment,
        source: r.source,
        medium: r.medium,
        channel: r.channel,
        campaign: r.campaign,
        persona: r.persona,
        owner: r.owner,
        created: Moment::from_columns(r.created_at, r.created_on),
        changed: Moment::from_columns(r.changed_at, r.changed_on),
        consent: Moment::from_columns(r.consent_at, r.consent_on),
        current_stage: r.current_stage,
        furthest_stage: r.furthest_stage,
        work_status: r.work_status,
        score: r.score,
        value: money(r.value_minor, r.value_currency.as_deref()),
        raw: r.raw,
        origin: Origin::of(r.import_id, r.file, r.import_line, r.recorded_at),
        erased_at: r.erased_at,
    }))
}

pub(super) fn money(minor: Option<i64>, currency: Option<&str>) -> Option<Money> {
    Some(Money { minor: minor?, currency: currency?.parse().ok()? })
}

/// The ids that other systems know a record by.
///
/// # Errors
/// When the database does not answer.
pub async fn refs(db: &mut PgConnection, id: Uuid) -> Result<Vec<ExternalRef>, StorageError> {
    let found = sqlx::query_as!(
        ExternalRef,
        "select s.name as source, r.external_id as id from external_refs r join sources s on s.id = r.source_id
         where r.record_id = $1 order by 1, 2 limit 50",
        id
    );
    Ok(found.fetch_all(db).await?)
}

/// The entries into stages that nothing voids, newest first, undated ones last; of a lead, or those of a deal.
///
/// # Errors
/// When the database does not answer.
pub async fn entries(db: &mut PgConnection, lead: Option<Uuid>, deal: Option<Uuid>) -> Result<Vec<Entry>, StorageError> {
    let rows = sqlx::query!(
        r#"select t.id, t.deal_id is not null as "of_deal!", t.to_stage, t.at, t.on_day, t.observed, p.name as "actor?", t.reason
           from stage_transitions t left join people p on p.id = t.actor_id
           where (t.lead_id = $1 or t.deal_id = $2) and t.voids is null
             and not exists (select from stage_transitions v where v.voids = t.id)
           order by coalesce(t.at, t.on_day::timestamp at time zone 'UTC') desc nulls last, t.recorded_at desc, t.id desc
           limit $3"#,
        lead,
        deal,
        EVENTS
    )
    .fetch_all(db)
    .await?;
    let entry = rows.into_iter().map(|r| Entry {
        id: r.id,
        of_deal: r.of_deal,
        stage: r.to_stage,
        moment: Moment::from_columns(r.at, r.on_day),
        observed: r.observed,
        actor: r.actor,
        reason: r.reason,
    });
    Ok(entry.collect())
}

/// The touches of a lead, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn touches(db: &mut PgConnection, lead: Uuid) -> Result<Vec<Touch>, StorageError> {
    let rows = sqlx::query!(
        r#"select t.kind, t.side, t.occurred_at, t.occurred_on, t.channel, c.name as "campaign?", t.responded
           from touches t left join campaigns c on c.id = t.campaign_id where t.lead_id = $1
           order by coalesce(t.occurred_at, t.occurred_on::timestamp at time zone 'UTC') desc, t.id desc limit $2"#,
        lead,
        EVENTS
    )
    .fetch_all(db)
    .await?;
    let touch = rows.into_iter().map(|r| Touch {
        kind: r.kind,
        side: r.side,
        moment: Moment::from_columns(r.occurred_at, r.occurred_on),
        channel: r.channel,
        campaign: r.campaign,
        responded: r.responded,
    });
    Ok(touch.collect())
}

/// The activities of a lead or a deal, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn activities(db: &mut PgConnection, lead: Option<Uuid>, deal: Option<Uuid>) -> Result<Vec<Activity>, StorageError> {
    let rows = sqlx::query!(
        r#"select a.id, a.logged_at, case when a.import_id is null then a.actor_id end as logged_by,
                  a.kind, a.happened_at, a.happened_on, p.name as "actor?", a.outcome, a.note
           from activities a left join people p on p.id = a.actor_id where a.lead_id = $1 or a.deal_id = $2
           order by coalesce(a.happened_at, a.happened_on::timestamp at time zone 'UTC') desc, a.id desc limit $3"#,
        lead,
        deal,
        EVENTS
    )
    .fetch_all(db)
    .await?;
    let activity = rows.into_iter().map(|r| Activity {
        id: r.id,
        logged: r.logged_at,
        logged_by: r.logged_by,
        kind: r.kind,
        moment: Moment::from_columns(r.happened_at, r.happened_on),
        actor: r.actor,
        outcome: r.outcome,
        note: r.note,
    });
    Ok(activity.collect())
}

/// The deals of a lead, its own and those that it is a contact of.
///
/// # Errors
/// When the database does not answer.
pub async fn deals(db: &mut PgConnection, lead: Uuid) -> Result<Vec<LeadDeal>, StorageError> {
    let rows = sqlx::query!(
        "select d.id, (select min(r.external_id) from external_refs r where r.record_id = d.id and r.kind = 'deal') as external_id,
                d.name, d.amount_minor, d.currency, d.outcome, coalesce(d.closed_at, case when d.closed_on is null then d.opened_at end) as at,
                coalesce(d.closed_on, case when d.closed_at is null then d.opened_on end) as on_day
         from deals d
         where d.id in (select o.id from deals o where o.lead_id = $1
                        union select c.deal_id from deal_contacts c where c.lead_id = $1)
         order by d.sort_at desc nulls last, d.id desc limit $2",
        lead,
        EVENTS
    )
    .fetch_all(db)
    .await?;
    let deal = rows.into_iter().map(|r| LeadDeal {
        id: r.id,
        external_id: r.external_id,
        name: r.name,
        amount: money(r.amount_minor, r.currency.as_deref()),
        outcome: r.outcome,
        moment: Moment::from_columns(r.at, r.on_day),
    });
    Ok(deal.collect())
}
