//! Stages that follow from what an import brought: from deals, and from files that state only today's stage.

use super::Run;
use crate::domain::deal_history::{self, OwnedDeal};
use crate::domain::moment::Moment;
use crate::domain::stage::Stage;
use crate::storage::deals::{self, LeadDeal, StoredDeal};
use crate::storage::stage_transitions::{self, StoredTransition};
use crate::storage::{StorageError, copy, leads};
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use uuid::Uuid;

/// What makes entries into stages: an import, or a person.
#[derive(Clone, Copy, Debug)]
pub struct Cause {
    /// The import.
    pub import: Option<Uuid>,
    /// The person who did it here.
    pub actor: Option<Uuid>,
    /// Now.
    pub now: DateTime<Utc>,
}

impl From<&Run> for Cause {
    fn from(run: &Run) -> Self {
        Self { import: Some(run.id.0), actor: None, now: run.now }
    }
}

/// A stage that a file states for a lead without its date.
#[derive(Clone, Copy, Debug)]
pub struct Stated {
    /// The lead.
    pub lead: Uuid,
    /// Its stage.
    pub stage: Stage,
    /// The file that says so.
    pub file: i16,
    /// And its line.
    pub line: i64,
}

/// Brings the log of these leads in line with their deals: adds the entries that are missing, voids those that no
/// deal gives any more.
pub async fn follow_deals(tx: &mut PgConnection, cause: impl Into<Cause>, lead_ids: &[Uuid]) -> Result<(), StorageError> {
    let cause = cause.into();
    if lead_ids.is_empty() {
        return Ok(());
    }
    let mut live: HashMap<Uuid, Vec<StoredTransition>> = HashMap::new();
    for t in stage_transitions::find_live(tx, lead_ids).await?.into_iter().filter(|t| t.deal_id.is_some()) {
        live.entry(t.lead_id).or_default().push(t);
    }
    let mut deals: BTreeMap<Uuid, Vec<OwnedDeal>> = lead_ids.iter().map(|id| (*id, Vec::new())).collect();
    for d in deals::find_of_leads(tx, lead_ids).await? {
        deals.entry(d.lead_id).or_default().push(OwnedDeal { id: d.id, opened: d.opened, closed: d.closed, won: d.won });
    }
    let mut fresh = Vec::new();
    for (lead, deals) in deals {
        let mut live = live.remove(&lead).unwrap_or_default();
        for entry in deal_history::entries(&deals) {
            let fits = |t: &StoredTransition| {
                t.deal_id == Some(entry.deal)
                    && t.to_stage == entry.stage.key()
                    && Moment::from_columns(t.at, t.on_day) == entry.at
            };
            match live.iter().position(fits) {
                Some(place) => drop(live.remove(place)),
                None => {
                    fresh.push(StoredTransition { deal_id: Some(entry.deal), ..transition(cause, lead, entry.stage, entry.at) });
                }
            }
        }
        fresh.extend(live.into_iter().map(|obsolete| voiding(cause, obsolete)));
    }
    copy::insert_all(tx, &fresh).await?;
    let moved: BTreeSet<Uuid> = fresh.iter().map(|t| t.lead_id).collect();
    refresh_leads(tx, &moved.into_iter().collect::<Vec<_>>()).await
}

/// The correction that takes an entry back.
fn voiding(cause: Cause, obsolete: StoredTransition) -> StoredTransition {
    StoredTransition {
        id: Uuid::now_v7(),
        voids: Some(obsolete.id),
        actor_id: cause.actor,
        import_id: cause.import,
        recorded_at: cause.now,
        source_id: None,
        event_id: None,
        ..obsolete
    }
}

/// Sets the stages that leads carry from their log.
pub async fn refresh_leads(tx: &mut PgConnection, lead_ids: &[Uuid]) -> Result<(), StorageError> {
    leads::refresh_stages(tx, lead_ids).await
}

/// The stages that a lead has entered so far, in their order, and whether a deal owns any of them.
#[derive(Clone, Debug, Default)]
pub struct Log {
    entered: Vec<Stage>,
    has_deal: bool,
}

impl Log {
    /// The stage that it ends in.
    pub fn current(&self) -> Stage {
        self.entered.last().copied().unwrap_or(Stage::Lead)
    }

    /// The furthest stage on the way to a customer.
    pub fn furthest(&self) -> Stage {
        Stage::FUNNEL[self.reached()]
    }

    fn reached(&self) -> usize {
        self.entered.iter().filter_map(|stage| stage.rank()).max().unwrap_or_default()
    }
}

/// What follows from stages that a file states.
#[derive(Debug, Default)]
pub struct Entries {
    fresh: Vec<StoredTransition>,
    placeholders: BTreeMap<Uuid, StoredDeal>,
}

impl Entries {
    /// Takes stages that a file states without their dates, after what the leads entered before. The first is undated; a
    /// later one that is ahead was observed on the day of the export.
    pub fn of(run: &Run, stated: &[Stated], logs: &mut HashMap<Uuid, Log>) -> Self {
        let mut entries = Self::default();
        for s in stated {
            let log = logs.entry(s.lead).or_default();
            if s.stage.is_of_a_deal() {
                if !log.has_deal {
                    entries.placeholders.insert(s.lead, placeholder(run, s));
                }
            } else if s.stage != Stage::Lead && s.stage.rank().map_or(log.current() != s.stage, |rank| rank > log.reached()) {
                let day = run.exported_on.unwrap_or_else(|| run.now.date_naive());
                let at = (!log.entered.is_empty()).then_some(Moment::Date(day));
                let (observed, import_line) = (at.is_some(), Some(s.line));
                entries.fresh.push(StoredTransition { observed, import_line, ..transition(run, s.lead, s.stage, at) });
                log.entered.push(s.stage);
            }
        }
        entries
    }

    /// The leads whose log grows.
    fn leads(&self) -> Vec<Uuid> {
        self.fresh.iter().map(|t| t.lead_id).collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// Writes them. New leads carry their stages already; those to which a deal gives one are brought in line with it.
    pub async fn write(self, tx: &mut PgConnection, run: &Run) -> Result<(), StorageError> {
        copy::insert_all(tx, &self.fresh).await?;
        let with_placeholder: Vec<Uuid> = self.placeholders.keys().copied().collect();
        copy::insert_all(tx, &self.placeholders.into_values().collect::<Vec<_>>()).await?;
        follow_deals(tx, run, &with_placeholder).await
    }
}

/// Takes stages that a file states of leads that were there before.
pub async fn state(tx: &mut PgConnection, run: &Run, stated: &[Stated]) -> Result<(), StorageError> {
    if stated.is_empty() {
        return Ok(());
    }
    let ids: Vec<Uuid> = stated.iter().map(|s| s.lead).collect::<BTreeSet<_>>().into_iter().collect();
    let mut logs: HashMap<Uuid, Log> = HashMap::new();
    for t in stage_transitions::find_live(tx, &ids).await? {
        logs.entry(t.lead_id).or_default().entered.extend(t.to_stage.parse::<Stage>());
    }
    for deal in deals::find_of_leads(tx, &ids).await? {
        logs.entry(deal.lead_id).or_default().has_deal = true;
    }
    let entries = Entries::of(run, stated, &mut logs);
    let moved = entries.leads();
    entries.write(tx, run).await?;
    refresh_leads(tx, &moved).await
}

fn placeholder(run: &Run, s: &Stated) -> StoredDeal {
    let outcome = match s.stage {
        Stage::Won => Some("won".to_owned()),
        Stage::Lost => Some("lost".to_owned()),
        _ => None,
    };
    StoredDeal { outcome, import_file: Some(s.file), import_line: Some(s.line), ..new_placeholder(run, s.lead) }
}

/// A deal of unknown amount that stands for a stage without a deal.
pub fn new_placeholder(run: &Run, lead: Uuid) -> StoredDeal {
    StoredDeal {
        id: Uuid::now_v7(),
        name: None,
        account_id: None,
        lead_id: Some(lead),
        amount_minor: None,
        currency: None,
        stage: None,
        owner_id: None,
        opened_at: None,
        opened_on: None,
        expected_close: None,
        closed_at: None,
        closed_on: None,
        outcome: None,
        lost_reason: None,
        business: None,
        campaign_id: None,
        placeholder: true,
        raw: None,
        import_id: Some(run.id.0),
        import_file: None,
        import_line: None,
        recorded_at: run.now,
    }
}

/// An entry into a stage, recorded now.
pub fn transition(cause: impl Into<Cause>, lead: Uuid, stage: Stage, moment: Option<Moment>) -> StoredTransition {
    let cause = cause.into();
    StoredTransition {
        id: Uuid::now_v7(),
        lead_id: lead,
        to_stage: stage.key().to_owned(),
        at: moment.and_then(Moment::at),
        on_day: moment.and_then(Moment::on),
        observed: false,
        deal_id: None,
        actor_id: cause.actor,
        reason: None,
        voids: None,
        source_id: None,
        event_id: None,
        import_id: cause.import,
        import_file: None,
        import_line: None,
        recorded_at: cause.now,
    }
}

/// The deals of leads, by lead.
pub async fn deals_by_lead(tx: &mut PgConnection, ids: &[Uuid]) -> Result<BTreeMap<Uuid, Vec<LeadDeal>>, StorageError> {
    let mut found: BTreeMap<Uuid, Vec<LeadDeal>> = BTreeMap::new();
    for deal in deals::find_of_leads(tx, ids).await? {
        found.entry(deal.lead_id).or_default().push(deal);
    }
    Ok(found)
}
