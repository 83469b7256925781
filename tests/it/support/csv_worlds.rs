//! The companies of `../shared/data`, as their files have them.

use super::World;
use chrono::{Days, NaiveDate, NaiveDateTime};
use mihwar::domain::moment::Moment;
use mihwar::domain::money::{Currency, Money};
use mihwar::domain::record::{
    CampaignCostRow, CampaignRow, DealRow, EventId, LeadRow, Outcome, Record, Ref, Side, StageEventRow, TouchRow,
};
use mihwar::domain::stage::Stage;
use mihwar::storage::Database;
use std::collections::HashMap;
use std::path::Path;

/// How the files of a company are read.
#[derive(Clone, Copy, Debug)]
pub enum Mapping {
    /// `examples/mappings/maven_crm.toml`
    MavenCrm,
    /// `examples/mappings/synthetic.toml`
    Synthetic,
    /// `examples/mappings/b2b_mini.toml`
    B2bMini,
}

/// Brings the files of a folder into a database.
pub async fn import_world(db: &Database, mapping: Mapping, folder: &Path) {
    let mut world = World::default();
    match mapping {
        Mapping::MavenCrm => maven(&mut world, folder),
        Mapping::Synthetic => synthetic(&mut world, folder),
        Mapping::B2bMini => b2b(&mut world, folder),
    }
    world.save(db).await;
}

/// The rows of a file by column.
fn rows(folder: &Path, file: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(folder.join(file)).unwrap();
    reader.deserialize().map(|row| Row(row.unwrap())).collect()
}

struct Row(HashMap<String, String>);

impl Row {
    fn text(&self, column: &str) -> Option<String> {
        self.0.get(column).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
    }
    fn given(&self, column: &str) -> String {
        self.text(column).unwrap_or_else(|| panic!("{column} is empty: {:?}", self.0))
    }
    fn moment(&self, column: &str) -> Option<Moment> {
        self.text(column).map(|text| super::moment(&text))
    }
    fn date(&self, column: &str) -> NaiveDate {
        self.given(column).parse().unwrap()
    }
    fn lead(&self) -> Ref {
        Ref::Id(self.given("lead_id"))
    }
    fn money(&self, column: &str, currency: &str) -> Option<Money> {
        let currency: Currency = currency.parse().unwrap();
        self.text(column).map(|text| Money::parse(&text, currency).unwrap())
    }
    fn event(&self, column: &str) -> EventId {
        EventId::Given(self.given(column))
    }
}

fn maven(world: &mut World, folder: &Path) {
    for row in rows(folder, "sales_pipeline.csv") {
        let outcome = match row.given("deal_stage").as_str() {
            "Won" => Some(Outcome::Won),
            "Lost" => Some(Outcome::Lost),
            _ => None,
        };
        world.add(Record::Deal(Box::new(DealRow {
            external_id: row.given("opportunity_id"),
            account: row.text("account"),
            owner: row.text("sales_agent"),
            opened: row.moment("engage_date"),
            closed: row.moment("close_date").filter(|_| outcome.is_some()),
            outcome,
            amount: row.money("close_value", "USD"),
            ..DealRow::default()
        })));
    }
}

fn synthetic(world: &mut World, folder: &Path) {
    for row in rows(folder, "campaigns.csv") {
        world.add(Record::Campaign(CampaignRow {
            external_id: row.given("campaign_id"),
            name: row.text("name"),
            channel: row.text("channel"),
            start: Some(row.date("start_date")),
            ..CampaignRow::default()
        }));
    }
    for (nth, row) in (0..).zip(rows(folder, "campaign_spend.csv")) {
        let start = row.date("month");
        world.add(Record::CampaignCost(CampaignCostRow {
            event_id: EventId::Counted { hash: "spend".to_owned(), nth },
            campaign: row.text("campaign_id"),
            channel: None,
            start,
            end: start + chrono::Months::new(1) - Days::new(1),
            category: "media".to_owned(),
            amount: row.money("spend", "USD").unwrap(),
        }));
    }
    for row in rows(folder, "leads.csv") {
        world.add(Record::Lead(Box::new(LeadRow {
            external_id: row.text("lead_id"),
            created: row.moment("created_at"),
            source: row.text("source"),
            channel: row.text("source"),
            campaign: row.text("campaign_id"),
            persona: row.text("persona"),
            region: row.text("region"),
            segment: row.text("segment"),
            ..LeadRow::default()
        })));
    }
    synthetic_histories(world, folder);
}

fn synthetic_histories(world: &mut World, folder: &Path) {
    for row in rows(folder, "deals.csv") {
        let outcome = match row.given("status").as_str() {
            "won" => Some(Outcome::Won),
            "lost" => Some(Outcome::Lost),
            _ => None,
        };
        world.add(Record::Deal(Box::new(DealRow {
            external_id: row.given("deal_id"),
            lead: Some(row.lead()),
            opened: row.moment("created_at"),
            closed: row.moment("closed_at"),
            outcome,
            amount: row.money("amount", &row.given("currency")),
            ..DealRow::default()
        })));
    }
    for row in rows(folder, "stage_events.csv") {
        world.add(Record::StageEvent(StageEventRow {
            event_id: row.event("event_id"),
            lead: row.lead(),
            stage: row.given("to_stage").parse::<Stage>().unwrap(),
            entered: row.moment("occurred_at"),
            actor: None,
            reason: None,
        }));
    }
    for row in rows(folder, "touches.csv") {
        world.add(Record::Touch(TouchRow {
            event_id: row.event("touch_id"),
            lead: Some(row.lead()),
            visitor: None,
            campaign: row.text("campaign_id"),
            channel: row.text("channel"),
            kind: None,
            occurred: row.moment("occurred_at").unwrap(),
            responded: None,
            side: Side::Marketing,
        }));
    }
}

fn b2b(world: &mut World, folder: &Path) {
    for row in rows(folder, "leads.csv") {
        let stage = match row.given("lifecycle_stage").as_str() {
            "MQL" => Stage::Mql,
            "SQL" => Stage::Sql,
            _ => Stage::Lead,
        };
        world.add(Record::Lead(Box::new(LeadRow {
            external_id: row.text("lead_id"),
            key2: row.text("user_id"),
            created: row.moment("lead_created_at"),
            stage: Some(stage),
            company: row.text("company_name"),
            region: row.text("region"),
            segment: row.text("company_size"),
            ..LeadRow::default()
        })));
    }
    for row in rows(folder, "opportunities.csv") {
        let outcome = match row.given("stage").as_str() {
            "Closed Won" => Some(Outcome::Won),
            "Closed Lost" => Some(Outcome::Lost),
            _ => None,
        };
        world.add(Record::Deal(Box::new(DealRow {
            external_id: row.given("opportunity_id"),
            lead: Some(row.lead()),
            account: row.text("account_id"),
            opened: row.moment("created_at"),
            closed: row.moment("close_date").filter(|_| outcome.is_some()),
            outcome,
            amount: row.money("pipeline_value", "USD"),
            ..DealRow::default()
        })));
    }
    b2b_marketing(world, folder);
}

fn b2b_marketing(world: &mut World, folder: &Path) {
    for row in rows(folder, "marketing_sessions.csv") {
        let naive = NaiveDateTime::parse_from_str(&row.given("session_time"), "%Y-%m-%d %H:%M:%S").unwrap();
        world.add(Record::Touch(TouchRow {
            event_id: row.event("session_id"),
            lead: None,
            visitor: row.text("user_id"),
            campaign: row.text("utm_campaign"),
            channel: row.text("utm_source"),
            kind: Some("web".to_owned()),
            occurred: Moment::Instant(naive.and_utc()),
            responded: None,
            side: Side::Marketing,
        }));
    }
    for (nth, row) in (0..).zip(rows(folder, "ad_spend.csv")) {
        let day = row.date("spend_date");
        world.add(Record::CampaignCost(CampaignCostRow {
            event_id: EventId::Counted { hash: "ads".to_owned(), nth },
            campaign: row.text("campaign"),
            channel: row.text("channel"),
            start: day,
            end: day,
            category: "media".to_owned(),
            amount: row.money("spend", "USD").unwrap(),
        }));
    }
}
