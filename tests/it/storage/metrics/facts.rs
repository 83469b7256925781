//! All rows of a small world, as plain values.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use mihwar::domain::moment::Moment;
use mihwar::domain::stage::Stage;
use mihwar::storage::metrics::{Dimension, Scope};
use sqlx::{FromRow, PgConnection};
use std::collections::HashSet;
use uuid::Uuid;

#[derive(FromRow, Clone)]
pub struct Lead {
    pub id: Uuid,
    pub account_id: Option<Uuid>,
    created_at: Option<DateTime<Utc>>,
    created_on: Option<NaiveDate>,
    pub channel: Option<String>,
    pub source: Option<String>,
    pub persona: Option<String>,
    pub region: Option<String>,
    pub segment: Option<String>,
    pub campaign: Option<String>,
}

#[derive(FromRow, Clone)]
pub struct Entry {
    pub id: Uuid,
    pub lead_id: Uuid,
    to_stage: String,
    at: Option<DateTime<Utc>>,
    on_day: Option<NaiveDate>,
    voids: Option<Uuid>,
    recorded_at: DateTime<Utc>,
    pub reason: Option<String>,
    pub deal_id: Option<Uuid>,
}

#[derive(FromRow, Clone)]
pub struct Deal {
    pub id: Uuid,
    pub lead_id: Option<Uuid>,
    pub account_id: Option<Uuid>,
    pub campaign: Option<String>,
    opened_at: Option<DateTime<Utc>>,
    opened_on: Option<NaiveDate>,
    closed_at: Option<DateTime<Utc>>,
    closed_on: Option<NaiveDate>,
    pub outcome: Option<String>,
    pub business: Option<String>,
    pub amount_minor: Option<i64>,
    pub lost_reason: Option<String>,
}

#[derive(FromRow, Clone)]
pub struct Touch {
    pub id: Uuid,
    pub lead_id: Uuid,
    pub channel: Option<String>,
    pub event_id: String,
    occurred_at: Option<DateTime<Utc>>,
    occurred_on: Option<NaiveDate>,
}

impl Lead {
    pub fn created(&self) -> Moment {
        Moment::from_columns(self.created_at, self.created_on).unwrap()
    }
}
impl Entry {
    pub fn moment(&self) -> Option<Moment> {
        Moment::from_columns(self.at, self.on_day)
    }
    pub fn stage(&self) -> Stage {
        self.to_stage.parse().unwrap()
    }
    /// The order of the log: undated entries first.
    pub fn order(&self) -> (Option<DateTime<Utc>>, DateTime<Utc>, Uuid) {
        (self.moment().map(sorted), self.recorded_at, self.id)
    }
}
impl Deal {
    pub fn opened(&self) -> Option<Moment> {
        Moment::from_columns(self.opened_at, self.opened_on)
    }
    pub fn closed(&self) -> Option<Moment> {
        Moment::from_columns(self.closed_at, self.closed_on)
    }
    pub fn is_won(&self) -> bool {
        self.outcome.as_deref() == Some("won")
    }
}
impl Touch {
    pub fn moment(&self) -> Moment {
        Moment::from_columns(self.occurred_at, self.occurred_on).unwrap()
    }
}

/// Where a moment stands in order: a date at its start in UTC.
pub fn sorted(moment: Moment) -> DateTime<Utc> {
    match moment {
        Moment::Instant(at) => at,
        Moment::Date(on) => on.and_time(NaiveTime::MIN).and_utc(),
    }
}

pub struct Facts {
    pub leads: Vec<Lead>,
    pub entries: Vec<Entry>,
    pub deals: Vec<Deal>,
    pub touches: Vec<Touch>,
}

impl Facts {
    pub async fn load(db: &mut PgConnection) -> Self {
        let leads = "select l.*, c.name as campaign from leads l left join campaigns c on c.id = l.campaign_id";
        let deals = "select d.*, c.name as campaign from deals d left join campaigns c on c.id = d.campaign_id";
        let mut entries: Vec<Entry> = sqlx::query_as("select * from stage_transitions").fetch_all(&mut *db).await.unwrap();
        let voided: HashSet<Uuid> = entries.iter().filter_map(|entry| entry.voids).collect();
        assert!(!voided.is_empty());
        entries.retain(|entry| entry.voids.is_none() && !voided.contains(&entry.id));
        Self {
            leads: sqlx::query_as(leads).fetch_all(&mut *db).await.unwrap(),
            entries,
            deals: sqlx::query_as(deals).fetch_all(&mut *db).await.unwrap(),
            touches: sqlx::query_as("select * from touches").fetch_all(&mut *db).await.unwrap(),
        }
    }

    pub fn lead(&self, id: Option<Uuid>) -> Option<&Lead> {
        self.leads.iter().find(|lead| Some(lead.id) == id)
    }

    /// The leads of a scope.
    pub fn cohort(&self, scope: &Scope) -> Vec<&Lead> {
        let kept = |lead: &&Lead| {
            let created = lead.created();
            scope.period.holds(created, scope.zone) && created.has_happened(scope.as_of, scope.zone) && fits_lead(scope, lead)
        };
        self.leads.iter().filter(kept).collect()
    }

    /// What a lead entered by the moment of the scope, in order.
    pub fn log(&self, scope: &Scope, lead: Uuid) -> Vec<&Entry> {
        let happened = |entry: &Entry| entry.moment().is_none_or(|moment| moment.has_happened(scope.as_of, scope.zone));
        let mut log: Vec<_> = self.entries.iter().filter(|entry| entry.lead_id == lead && happened(entry)).collect();
        log.sort_by_key(|entry| entry.order());
        log
    }
}

/// Whether a value is among those that a scope asks for; no value is the empty one.
pub fn fits(scope: &Scope, key: Dimension, value: Option<&String>) -> bool {
    let asked = scope.filters.values(key);
    asked.is_empty() || asked.iter().any(|asked| asked == value.map_or("", |value| value))
}

pub fn fits_lead(scope: &Scope, lead: &Lead) -> bool {
    fits(scope, Dimension::Channel, lead.channel.as_ref())
        && fits(scope, Dimension::Campaign, lead.campaign.as_ref())
        && fits(scope, Dimension::Persona, lead.persona.as_ref())
        && fits(scope, Dimension::Region, lead.region.as_ref())
        && fits(scope, Dimension::Source, lead.source.as_ref())
}
