//! A small world told in the words of the business. It reaches the database as an import does.

use super::{at, moment};
use mihwar::actions::import_rows::{Line, Run, import_rows};
use mihwar::domain::ids::ImportId;
use mihwar::domain::moment::Moment;
use mihwar::domain::money::{Currency, Money};
use mihwar::domain::record::{
    Business, CampaignCostRow, CampaignRow, DealRow, EventId, Kind, LeadRow, Outcome, Record, Ref, Side, StageEventRow, TouchRow,
};
use mihwar::domain::stage::Stage;
use mihwar::storage::imports::Counts;
use mihwar::storage::{Database, external_refs, imports};
use std::collections::BTreeMap;

/// Lines a batch when a world is written.
const BATCH: usize = 5_000;

/// Records that are not in the database yet.
#[derive(Default)]
pub struct World {
    records: BTreeMap<Kind, Vec<Record>>,
    events: u32,
}

impl World {
    /// Any record.
    pub fn add(&mut self, record: Record) {
        let kind = match &record {
            Record::Account(_) => Kind::Account,
            Record::Campaign(_) => Kind::Campaign,
            Record::CampaignCost(_) => Kind::CampaignCost,
            Record::Lead(_) => Kind::Lead,
            Record::Deal(_) => Kind::Deal,
            Record::StageEvent(_) => Kind::StageEvent,
            Record::Touch(_) => Kind::Touch,
            Record::Activity(_) => Kind::Activity,
            Record::Handoff(_) => Kind::Handoff,
        };
        self.records.entry(kind).or_default().push(record);
    }

    /// A lead created at a moment, from a source whose channel has the same name.
    pub fn lead(&mut self, id: &str, created: &str, source: &str) {
        self.lead_like(id, created, |lead| {
            lead.source = Some(source.to_owned());
            lead.channel = Some(source.to_owned());
        });
    }

    /// A lead with more to say about it.
    pub fn lead_like(&mut self, id: &str, created: &str, say: impl FnOnce(&mut LeadRow)) {
        let mut lead = LeadRow { external_id: Some(id.to_owned()), created: Some(moment(created)), ..LeadRow::default() };
        say(&mut lead);
        self.add(Record::Lead(Box::new(lead)));
    }

    /// A lead entered a stage; without a moment nobody knows when.
    pub fn entered(&mut self, lead: &str, stage: Stage, when: Option<&str>) {
        self.entered_at(lead, stage, when.map(moment));
    }

    /// The same with a moment at hand.
    pub fn entered_at(&mut self, lead: &str, stage: Stage, entered: Option<Moment>) {
        let (event_id, lead) = (self.event(), Ref::Id(lead.to_owned()));
        self.add(Record::StageEvent(StageEventRow { event_id, lead, stage, entered, actor: None, reason: None }));
    }

    /// A deal of a lead that is still open.
    pub fn open_deal(&mut self, id: &str, lead: Option<&str>, opened: &str) {
        self.deal_like(id, lead, |deal| deal.opened = Some(moment(opened)));
    }

    /// A deal won for an amount in riyals.
    pub fn won_deal(&mut self, id: &str, lead: Option<&str>, opened: &str, closed: &str, riyals: i64) {
        self.deal_like(id, lead, |deal| {
            deal.opened = Some(moment(opened));
            deal.closed = Some(moment(closed));
            deal.outcome = Some(Outcome::Won);
            deal.amount = Some(money(riyals, "SAR"));
        });
    }

    /// A deal lost.
    pub fn lost_deal(&mut self, id: &str, lead: Option<&str>, opened: &str, closed: &str) {
        self.deal_like(id, lead, |deal| {
            deal.opened = Some(moment(opened));
            deal.closed = Some(moment(closed));
            deal.outcome = Some(Outcome::Lost);
        });
    }

    /// A deal with more to say about it.
    pub fn deal_like(&mut self, id: &str, lead: Option<&str>, say: impl FnOnce(&mut DealRow)) {
        let lead = lead.map(|lead| Ref::Id(lead.to_owned()));
        let mut deal = DealRow { external_id: id.to_owned(), lead, ..DealRow::default() };
        say(&mut deal);
        self.add(Record::Deal(Box::new(deal)));
    }

    /// A deal says that it is existing business.
    pub fn existing_business(deal: &mut DealRow) {
        deal.business = Some(Business::Existing);
    }

    /// A marketing touch of a lead.
    pub fn touch(&mut self, lead: &str, occurred: &str, channel: Option<&str>) {
        self.touch_at(lead, moment(occurred), channel.map(str::to_owned));
    }

    /// The same with a moment at hand.
    pub fn touch_at(&mut self, lead: &str, occurred: Moment, channel: Option<String>) {
        let event_id = self.event();
        self.add(Record::Touch(TouchRow {
            event_id,
            lead: Some(Ref::Id(lead.to_owned())),
            visitor: None,
            campaign: None,
            channel,
            kind: None,
            occurred,
            responded: None,
            side: Side::Marketing,
            told: None,
        }));
    }

    /// A campaign of a channel.
    pub fn campaign(&mut self, name: &str, channel: &str) {
        let (external_id, name, channel) = (name.to_owned(), Some(name.to_owned()), Some(channel.to_owned()));
        self.add(Record::Campaign(CampaignRow { external_id, name, channel, ..CampaignRow::default() }));
    }

    /// A cost from a day up to and including another.
    pub fn cost(&mut self, from: &str, last: &str, amount: Money, category: &str, say: impl FnOnce(&mut CampaignCostRow)) {
        let mut cost = CampaignCostRow {
            event_id: self.event(),
            campaign: None,
            channel: None,
            start: from.parse().unwrap(),
            end: last.parse().unwrap(),
            category: category.to_owned(),
            amount,
        };
        say(&mut cost);
        self.add(Record::CampaignCost(cost));
    }

    fn event(&mut self) -> EventId {
        self.events += 1;
        EventId::Given(self.events.to_string())
    }

    /// Writes everything, kind after kind as an import does. Fails the test when a row is refused.
    pub async fn save(self, db: &Database) {
        let now = at("2027-01-01T00:00:00Z");
        let mut tx = db.jobs.acquire().await.unwrap();
        let id = ImportId::new();
        let source = external_refs::source(&mut tx, "test").await.unwrap();
        imports::insert(&mut tx, id, None, &[], now).await.unwrap();
        drop(tx);
        let run = Run { id, source, exported_on: None, now };
        for (kind, records) in self.records {
            let line = |(line, record)| Line {
                file: 0,
                line,
                record,
                unmapped: None,
                cells: csv::StringRecord::new(),
                headers: std::sync::Arc::default(),
            };
            let lines: Vec<Line> = (1..).zip(records).map(line).collect();
            let mut total = Counts::default();
            for batch in lines.chunks(BATCH) {
                total += import_rows(db, &run, kind, batch, None).await.unwrap();
            }
            assert_eq!(total.rejected, 0, "{kind:?}: {total:?}");
        }
    }
}

/// Whole units of a currency.
pub fn money(units: i64, currency: &str) -> Money {
    let currency: Currency = currency.parse().unwrap();
    Money { minor: units * currency.scale(), currency }
}
