//! What a foreign row says, in the words of the business: the parsed rows that `actions/import_rows` takes.

use super::handoff::State;
use super::moment::Moment;
use super::money::{Currency, Money};
use super::stage::Stage;
use chrono::{DateTime, NaiveDate, Utc};

/// The kinds of records that an import makes, in the order in which they are imported: a row may refer to what an
/// earlier kind brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Companies.
    Account,
    /// Campaigns.
    Campaign,
    /// What campaigns and teams cost.
    CampaignCost,
    /// Leads.
    Lead,
    /// Deals.
    Deal,
    /// Entries into stages.
    StageEvent,
    /// Touches.
    Touch,
    /// Calls, e-mails and meetings of salespeople.
    Activity,
    /// Offers of leads to sales, and their answers.
    Handoff,
}

/// One parsed row of any kind.
#[derive(Clone, Debug, PartialEq)]
pub enum Record {
    /// A company.
    Account(AccountRow),
    /// A campaign.
    Campaign(CampaignRow),
    /// A cost.
    CampaignCost(CampaignCostRow),
    /// A lead.
    Lead(Box<LeadRow>),
    /// A deal.
    Deal(Box<DealRow>),
    /// An entry into a stage.
    StageEvent(StageEventRow),
    /// A touch.
    Touch(TouchRow),
    /// An activity.
    Activity(ActivityRow),
    /// A handoff.
    Handoff(Box<HandoffRow>),
}

/// How a row names another record: by the id it has in the source, or by e-mail address or name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Ref {
    /// The external id in the mapping's source.
    Id(String),
    /// A folded e-mail address.
    Email(String),
    /// A second key of the same kind that the mapping names (`key2`), for instance a visitor's user id on a lead.
    Key2(String),
}

/// A company. `external_id` falls back to the folded name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AccountRow {
    /// Id in the source, or the folded name.
    pub external_id: String,
    /// Its name.
    pub name: Option<String>,
    /// Its web domain, lower case.
    pub domain: Option<String>,
    /// Its country, as given.
    pub country: Option<String>,
    /// Its region, as given.
    pub region: Option<String>,
    /// Its segment, as given.
    pub segment: Option<String>,
}

/// A lead.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LeadRow {
    /// Id in the source; none where the file has no id column (then e-mail or phone must match).
    pub external_id: Option<String>,
    /// A second key, by which other files of the source may name it.
    pub key2: Option<String>,
    /// E-mail address as given (cleaned).
    pub email: Option<String>,
    /// Phone number as given (cleaned).
    pub phone: Option<String>,
    /// First name.
    pub first_name: Option<String>,
    /// Last name.
    pub last_name: Option<String>,
    /// Company name.
    pub company: Option<String>,
    /// The company's web domain.
    pub domain: Option<String>,
    /// Country.
    pub country: Option<String>,
    /// Region.
    pub region: Option<String>,
    /// Segment.
    pub segment: Option<String>,
    /// Source as given.
    pub source: Option<String>,
    /// Medium as given.
    pub medium: Option<String>,
    /// Channel of the first source, by the channel rules or as given.
    pub channel: Option<String>,
    /// Campaign, by its id or name in the source.
    pub campaign: Option<String>,
    /// When it was created.
    pub created: Option<Moment>,
    /// When the source last changed it.
    pub updated: Option<Moment>,
    /// Today's stage where the file states one without its date: an undated transition.
    pub stage: Option<Stage>,
    /// Owner, by e-mail or name.
    pub owner: Option<String>,
    /// Persona.
    pub persona: Option<String>,
    /// Score as the source gave it.
    pub score: Option<f64>,
    /// Expected value.
    pub value: Option<Money>,
    /// When the person agreed to be contacted.
    pub consent: Option<Moment>,
    /// How it came in, where it was sent as it happened.
    pub arrival: Option<Arrival>,
}

/// How a lead came in that was sent as it happened: where no date of creation is told, that is now.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Arrival {
    /// The visit that it came by, where something is told of it.
    pub visit: Option<Visit>,
}

/// A visit as its address told of it: lower case, bounded, and not to be trusted. The first one stays the source of its
/// lead; each is a touch.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Visit {
    /// Source.
    pub source: Option<String>,
    /// Medium.
    pub medium: Option<String>,
    /// Campaign, by its id or name in the source.
    pub campaign: Option<String>,
    /// Channel, by the channel rules.
    pub channel: Option<String>,
    /// Everything that was told, as it is kept.
    pub told: serde_json::Map<String, serde_json::Value>,
}

/// A deal.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DealRow {
    /// Id in the source.
    pub external_id: String,
    /// Its primary lead.
    pub lead: Option<Ref>,
    /// Further leads.
    pub contacts: Vec<Ref>,
    /// Its company: id in the source, or name.
    pub account: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// Its amount; none is unknown, which is not zero.
    pub amount: Option<Money>,
    /// The source's own stage word.
    pub stage: Option<String>,
    /// Owner, by e-mail or name.
    pub owner: Option<String>,
    /// When it was opened.
    pub opened: Option<Moment>,
    /// When it is expected to close.
    pub expected_close: Option<NaiveDate>,
    /// When it was closed; only with an outcome.
    pub closed: Option<Moment>,
    /// How it ended; none while open.
    pub outcome: Option<Outcome>,
    /// Why it was lost.
    pub lost_reason: Option<String>,
    /// New or existing business, where the file says so.
    pub business: Option<Business>,
    /// Campaign, by id or name.
    pub campaign: Option<String>,
}

/// How a deal ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Won.
    Won,
    /// Lost.
    Lost,
}

/// Whether a deal is a company's first or a further one, where somebody says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Business {
    /// New business.
    New,
    /// Existing business.
    Existing,
}

/// An entry of a lead into a stage.
#[derive(Clone, Debug, PartialEq)]
pub struct StageEventRow {
    /// Id in the source; rows without one are told apart by their count (see [`Counted`]).
    pub event_id: EventId,
    /// The lead.
    pub lead: Ref,
    /// The stage entered.
    pub stage: Stage,
    /// When; none is undated.
    pub entered: Option<Moment>,
    /// Who, by e-mail or name.
    pub actor: Option<String>,
    /// Why.
    pub reason: Option<String>,
}

/// A touch of a lead or of a visitor.
#[derive(Clone, Debug, PartialEq)]
pub struct TouchRow {
    /// Id in the source.
    pub event_id: EventId,
    /// The lead, if the row names one.
    pub lead: Option<Ref>,
    /// The visitor, if the row names one: an id that a lead's `key2` may claim.
    pub visitor: Option<String>,
    /// Campaign, by id or name.
    pub campaign: Option<String>,
    /// Channel, by the channel rules or as given.
    pub channel: Option<String>,
    /// web, ad, form, chat, email, whatsapp, call, meeting, event, referral.
    pub kind: Option<String>,
    /// When.
    pub occurred: Moment,
    /// Whether the person answered.
    pub responded: Option<bool>,
    /// Whose touch it was: `sales` for call and meeting, else `marketing`.
    pub side: Side,
    /// What the sender told of the visit that no field holds.
    pub told: Option<serde_json::Value>,
}

/// Whose work a touch was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Marketing's.
    Marketing,
    /// Sales'.
    Sales,
}

/// A campaign.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CampaignRow {
    /// Id in the source, or the folded name.
    pub external_id: String,
    /// Its name.
    pub name: Option<String>,
    /// Its parent, by id or name.
    pub parent: Option<String>,
    /// Its channel.
    pub channel: Option<String>,
    /// First day.
    pub start: Option<NaiveDate>,
    /// Last day.
    pub end: Option<NaiveDate>,
    /// Budget.
    pub budget: Option<Money>,
    /// Owner, by e-mail or name.
    pub owner: Option<String>,
    /// The salesperson who goes with it.
    pub sales_partner: Option<String>,
    /// Persona.
    pub persona: Option<String>,
}

/// A cost over a range of days.
#[derive(Clone, Debug, PartialEq)]
pub struct CampaignCostRow {
    /// Id in the source.
    pub event_id: EventId,
    /// Campaign, by id or name; none is a cost of no campaign.
    pub campaign: Option<String>,
    /// Its own channel; the campaign's is the default.
    pub channel: Option<String>,
    /// First day.
    pub start: NaiveDate,
    /// Last day, included.
    pub end: NaiveDate,
    /// media, people, tools, agency, event, content.
    pub category: String,
    /// Amount, never negative.
    pub amount: Money,
}

/// Something a salesperson did.
#[derive(Clone, Debug, PartialEq)]
pub struct ActivityRow {
    /// Id in the source.
    pub event_id: EventId,
    /// The lead.
    pub lead: Option<Ref>,
    /// The deal, by id.
    pub deal: Option<String>,
    /// call, email, meeting, message, note.
    pub kind: String,
    /// When it happened.
    pub happened: Moment,
    /// Who, by e-mail or name.
    pub actor: Option<String>,
    /// What came of it.
    pub outcome: Option<String>,
    /// A note.
    pub note: Option<String>,
}

/// An offer of a lead to sales, and its answer.
#[derive(Clone, Debug, PartialEq)]
pub struct HandoffRow {
    /// Id in the source, or the lead and the time of the offer.
    pub external_id: String,
    /// The lead.
    pub lead: Ref,
    /// When it was offered.
    pub offered: DateTime<Utc>,
    /// When somebody was first assigned.
    pub assigned: Option<DateTime<Utc>>,
    /// Whom it is for, by e-mail or name.
    pub assignee: Option<String>,
    /// When sales first responded.
    pub responded: Option<DateTime<Utc>>,
    /// When it was accepted or rejected.
    pub decided: Option<DateTime<Utc>>,
    /// When an accepted one was returned.
    pub returned: Option<DateTime<Utc>>,
    /// How it stands.
    pub state: State,
    /// Why it was rejected or returned: the key of one of our reasons, or the source's words.
    pub reason: Option<String>,
    /// The window for the first touch that the source promised, around the clock.
    pub window_minutes: Option<i32>,
}

/// How an event without a record of its own is recognised on re-import.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum EventId {
    /// By its id in the source.
    Given(String),
    /// By a hash of all its mapped columns and how many equal rows stood before it in the import (0, 1, …): two equal
    /// rows are two, and two again when the file is read again.
    Counted {
        /// Hex of a SHA-256 over the row's mapped values, first 16 bytes.
        hash: String,
        /// How many equal rows came before in this import.
        nth: u32,
    },
}

impl EventId {
    /// The text under which it is stored as an external id.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::Given(id) => id.clone(),
            Self::Counted { hash, nth } => format!("#{hash}/{nth}"),
        }
    }
}

/// What the reader needs to know of the installation.
#[derive(Clone, Debug)]
pub struct Context {
    /// Zone of naive times where the mapping states none.
    pub zone: chrono_tz::Tz,
    /// Currency where the mapping says "the workspace's".
    pub currency: Currency,
    /// Now: later moments are in the future and their rows are refused.
    pub now: chrono::DateTime<chrono::Utc>,
}
