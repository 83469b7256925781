//! Days built from the records themselves: for the tables, for a reader who meets a dirty day, and for `verify`.

use super::deal_day::{DealDay, DealFacts};
use super::lead_day::{LeadDay, LeadFacts, WonDeal, place_of};
use crate::domain::ids::DealId;
use crate::domain::moment::{Moment, next_day};
use crate::domain::period::Period;
use crate::domain::stage::Stage;
use crate::storage::StorageError;
use crate::storage::metrics::{Dimension, deals};
use chrono::NaiveDate;
use chrono_tz::Tz;
use sqlx::PgConnection;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// The days on which leads were created, of those given; a day without a lead is left out.
pub(super) async fn lead_days(db: &mut PgConnection, zone: Tz, days: &BTreeSet<NaiveDate>) -> Result<Vec<LeadDay>, StorageError> {
    let mut built = Vec::new();
    for run in runs(days) {
        let mut by_day: BTreeMap<NaiveDate, Vec<LeadFacts>> = BTreeMap::new();
        for lead in leads(db, zone, run).await? {
            by_day.entry(lead.created.local_date(zone)).or_default().push(lead);
        }
        built.extend(by_day.into_iter().map(|(day, leads)| LeadDay::pack(day, &leads, zone)));
    }
    Ok(built)
}

/// Days one after another, together.
fn runs(days: &BTreeSet<NaiveDate>) -> Vec<Period> {
    let mut runs: Vec<Period> = Vec::new();
    for day in days {
        match runs.last_mut().filter(|run| run.to == *day) {
            Some(run) => run.to = next_day(*day),
            None => runs.push(Period { from: *day, to: next_day(*day) }),
        }
    }
    runs
}

async fn leads(db: &mut PgConnection, zone: Tz, days: Period) -> Result<Vec<LeadFacts>, StorageError> {
    let (from_at, to_at) = days.instants(zone);
    let rows =
        sqlx::query_file!("src/storage/derived/lead_leads.sql", from_at, to_at, days.from, days.to).fetch_all(&mut *db).await?;
    let mut ids = Vec::with_capacity(rows.len());
    let mut leads = Vec::with_capacity(rows.len());
    for row in rows {
        let Some(created) = Moment::from_columns(row.created_at, row.created_on) else { continue };
        let id = |id: Option<Uuid>| id.map(|id| id.to_string());
        let words = by_place([
            (Dimension::Channel, row.channel),
            (Dimension::Campaign, id(row.campaign_id)),
            (Dimension::Persona, row.persona),
            (Dimension::Region, row.region),
            (Dimension::Segment, row.segment),
            (Dimension::Owner, id(row.owner_id)),
            (Dimension::Source, row.source),
        ]);
        ids.push(row.id);
        leads.push(LeadFacts { created, words, log: Vec::new(), reason: None, won: Vec::new() });
    }
    let rows =
        sqlx::query_file!("src/storage/derived/lead_log.sql", from_at, to_at, days.from, days.to).fetch_all(&mut *db).await?;
    let mut at = 0;
    for row in rows {
        if find(&ids, &mut at, row.lead_id) {
            let stage: Stage = row.to_stage.parse().map_err(crate::storage::metrics::conversion::unreadable)?;
            leads[at].log.push((stage, Moment::from_columns(row.at, row.on_day)));
            leads[at].reason = row.reason;
        }
    }
    let rows = sqlx::query_file!("src/storage/derived/lead_deals.sql", from_at, to_at, days.from, days.to).fetch_all(db).await?;
    let mut at = 0;
    for row in rows {
        if find(&ids, &mut at, row.lead_id) {
            let closed = Moment::from_columns(row.closed_at, row.closed_on);
            leads[at].won.push(WonDeal { closed, amount: row.amount_minor.zip(row.currency) });
        }
    }
    Ok(leads)
}

fn by_place(words: [(Dimension, Option<String>); 7]) -> [Option<String>; 7] {
    let mut placed: [Option<String>; 7] = Default::default();
    for (dimension, word) in words {
        placed[place_of(dimension)] = word;
    }
    placed
}

/// Goes on to an id in a list, both being in order.
fn find(ids: &[Uuid], at: &mut usize, id: Uuid) -> bool {
    while ids.get(*at).is_some_and(|known| *known < id) {
        *at += 1;
    }
    ids.get(*at) == Some(&id)
}

/// The days on which deals were closed, of those given, each outcome apart; what has no deal is left out.
pub(super) async fn deal_days(db: &mut PgConnection, zone: Tz, days: &BTreeSet<NaiveDate>) -> Result<Vec<DealDay>, StorageError> {
    let mut built = Vec::new();
    for run in runs(days) {
        let mut by_day: BTreeMap<(NaiveDate, bool), Vec<DealFacts>> = BTreeMap::new();
        for (won, deal) in closed(db, zone, run).await? {
            by_day.entry((deal.closed.local_date(zone), won)).or_default().push(deal);
        }
        built.extend(by_day.into_iter().map(|((day, won), deals)| DealDay::pack(day, won, &deals, zone)));
    }
    Ok(built)
}

async fn closed(db: &mut PgConnection, zone: Tz, days: Period) -> Result<Vec<(bool, DealFacts)>, StorageError> {
    let (from_at, to_at) = days.instants(zone);
    let rows =
        sqlx::query_file!("src/storage/derived/closed_deals.sql", from_at, to_at, days.from, days.to).fetch_all(&mut *db).await?;
    let won = rows.iter().filter(|row| row.outcome == "won").map(|row| DealId(row.id));
    let mut touches = deals::first_touches(db, won).await?;
    let id = |id: Option<Uuid>| id.map(|id| id.to_string());
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        let Some(closed) = Moment::from_columns(row.closed_at, row.closed_on) else { continue };
        let words = by_place([
            (Dimension::Channel, row.channel),
            (Dimension::Campaign, id(row.campaign)),
            (Dimension::Persona, row.persona),
            (Dimension::Region, row.region),
            (Dimension::Segment, row.segment),
            (Dimension::Owner, id(row.owner)),
            (Dimension::Source, row.source),
        ]);
        let facts = DealFacts {
            id: row.id,
            closed,
            opened: Moment::from_columns(row.opened_at, row.opened_on),
            amount: row.amount_minor.zip(row.currency),
            is_new_customer: row.is_new_customer,
            lead_created: Moment::from_columns(row.lead_created_at, row.lead_created_on),
            origin: row.origin,
            words,
            touch: touches.remove(&DealId(row.id)),
        };
        found.push((row.outcome == "won", facts));
    }
    Ok(found)
}
