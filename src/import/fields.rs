//! The fields that a column can be mapped to: the headers of our own templates and a few more.

use crate::domain::person::keyed;
use crate::domain::record::Kind;

keyed!(
    /// A field of a record.
    Field {
        ExternalId = "external_id", Key2 = "key2", EventId = "event_id", Email = "email", Phone = "phone",
        FirstName = "first_name", LastName = "last_name", FullName = "full_name", Company = "company", Domain = "domain",
        Country = "country", Region = "region", Segment = "segment", Source = "source", Medium = "medium",
        Campaign = "campaign", Channel = "channel", CreatedAt = "created_at", UpdatedAt = "updated_at", Stage = "stage",
        Owner = "owner", Persona = "persona", Score = "score", Value = "value", Currency = "currency",
        ConsentAt = "consent_at", Lead = "lead", EnteredAt = "entered_at", Actor = "actor", Reason = "reason",
        Visitor = "visitor", Kind = "kind", OccurredAt = "occurred_at", Responded = "responded", Name = "name",
        Parent = "parent", StartDate = "start_date", EndDate = "end_date", Budget = "budget",
        SalesPartner = "sales_partner", Category = "category", Amount = "amount", Contacts = "contacts",
        Account = "account", OpenedAt = "opened_at", ExpectedClose = "expected_close", ClosedAt = "closed_at",
        Outcome = "outcome", LostReason = "lost_reason", Business = "business", Deal = "deal",
        HappenedAt = "happened_at", Note = "note",
        OfferedAt = "offered_at", AssignedAt = "assigned_at", Assignee = "assignee", RespondedAt = "responded_at",
        DecidedAt = "decided_at", ReturnedAt = "returned_at", SlaHours = "sla_hours",
        Gclid = "gclid", Gbraid = "gbraid", Wbraid = "wbraid", Msclkid = "msclkid", Fbclid = "fbclid",
        LiFatId = "li_fat_id", CtwaClid = "ctwa_clid",
    }
);

impl PartialOrd for Field {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Field {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (*self as usize).cmp(&(*other as usize))
    }
}

/// What a cell of a field is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A name, a key or a word.
    Text,
    /// A long text.
    Note,
    /// A word whose spellings are folded to one within a file.
    Spelled,
    /// A moment that has happened.
    When,
    /// A day, which may lie ahead.
    Day,
    /// An amount of money.
    Amount,
    /// A plain number.
    Number,
    /// A click id: evidence for the channel, kept raw.
    Click,
}

/// The click ids that the channel rules know.
pub const CLICKS: [Field; 7] =
    [Field::Gclid, Field::Gbraid, Field::Wbraid, Field::Msclkid, Field::Fbclid, Field::LiFatId, Field::CtwaClid];

impl Field {
    /// What its cells are read as.
    #[must_use]
    pub const fn shape(self) -> Shape {
        match self {
            Self::CreatedAt
            | Self::UpdatedAt
            | Self::ConsentAt
            | Self::EnteredAt
            | Self::OccurredAt
            | Self::OpenedAt
            | Self::ClosedAt
            | Self::HappenedAt
            | Self::OfferedAt
            | Self::AssignedAt
            | Self::RespondedAt
            | Self::DecidedAt
            | Self::ReturnedAt => Shape::When,
            Self::StartDate | Self::EndDate | Self::ExpectedClose => Shape::Day,
            Self::Value | Self::Budget | Self::Amount => Shape::Amount,
            Self::Score | Self::SlaHours => Shape::Number,
            Self::Source | Self::Medium | Self::Channel | Self::Persona | Self::Region | Self::Segment | Self::Country => {
                Shape::Spelled
            }
            Self::Note | Self::Reason | Self::LostReason | Self::Contacts => Shape::Note,
            Self::Gclid | Self::Gbraid | Self::Wbraid | Self::Msclkid | Self::Fbclid | Self::LiFatId | Self::CtwaClid => {
                Shape::Click
            }
            _ => Shape::Text,
        }
    }

    /// Fields without whose column the rows of a kind come back, or those of them that are new.
    #[must_use]
    pub const fn needed(kind: Kind) -> &'static [Self] {
        match kind {
            Kind::Lead => &[Self::CreatedAt],
            Kind::StageEvent => &[Self::Lead, Self::Stage],
            Kind::Touch => &[Self::OccurredAt],
            Kind::CampaignCost => &[Self::StartDate, Self::Amount],
            Kind::Activity => &[Self::Kind, Self::HappenedAt],
            Kind::Handoff => &[Self::Lead, Self::OfferedAt],
            Kind::Deal | Kind::Campaign | Kind::Account => &[],
        }
    }

    /// The fields of a kind, click ids included.
    #[must_use]
    pub const fn of(kind: Kind) -> &'static [Self] {
        match kind {
            Kind::Account => &ACCOUNT,
            Kind::Campaign => &CAMPAIGN,
            Kind::CampaignCost => &COST,
            Kind::Lead => &LEAD,
            Kind::Deal => &DEAL,
            Kind::StageEvent => &STAGE_EVENT,
            Kind::Touch => &TOUCH,
            Kind::Activity => &ACTIVITY,
            Kind::Handoff => &HANDOFF,
        }
    }
}

const ACCOUNT: [Field; 6] = [Field::ExternalId, Field::Name, Field::Domain, Field::Country, Field::Region, Field::Segment];
const CAMPAIGN: [Field; 11] = [
    Field::ExternalId,
    Field::Name,
    Field::Parent,
    Field::Channel,
    Field::StartDate,
    Field::EndDate,
    Field::Budget,
    Field::Currency,
    Field::Owner,
    Field::SalesPartner,
    Field::Persona,
];
const COST: [Field; 8] = [
    Field::EventId,
    Field::Campaign,
    Field::Channel,
    Field::StartDate,
    Field::EndDate,
    Field::Category,
    Field::Amount,
    Field::Currency,
];
const LEAD: [Field; 32] = [
    Field::ExternalId,
    Field::Key2,
    Field::Email,
    Field::Phone,
    Field::FirstName,
    Field::LastName,
    Field::FullName,
    Field::Company,
    Field::Domain,
    Field::Country,
    Field::Region,
    Field::Segment,
    Field::Source,
    Field::Medium,
    Field::Campaign,
    Field::Channel,
    Field::CreatedAt,
    Field::UpdatedAt,
    Field::Stage,
    Field::Owner,
    Field::Persona,
    Field::Score,
    Field::Value,
    Field::Currency,
    Field::ConsentAt,
    Field::Gclid,
    Field::Gbraid,
    Field::Wbraid,
    Field::Msclkid,
    Field::Fbclid,
    Field::LiFatId,
    Field::CtwaClid,
];
const DEAL: [Field; 16] = [
    Field::ExternalId,
    Field::Lead,
    Field::Contacts,
    Field::Account,
    Field::Name,
    Field::Amount,
    Field::Currency,
    Field::Stage,
    Field::Owner,
    Field::OpenedAt,
    Field::ExpectedClose,
    Field::ClosedAt,
    Field::Outcome,
    Field::LostReason,
    Field::Business,
    Field::Campaign,
];
const STAGE_EVENT: [Field; 6] = [Field::EventId, Field::Lead, Field::Stage, Field::EnteredAt, Field::Actor, Field::Reason];
const TOUCH: [Field; 17] = [
    Field::EventId,
    Field::Lead,
    Field::Visitor,
    Field::Campaign,
    Field::Channel,
    Field::Kind,
    Field::OccurredAt,
    Field::Responded,
    Field::Source,
    Field::Medium,
    Field::Gclid,
    Field::Gbraid,
    Field::Wbraid,
    Field::Msclkid,
    Field::Fbclid,
    Field::LiFatId,
    Field::CtwaClid,
];
const ACTIVITY: [Field; 8] =
    [Field::EventId, Field::Lead, Field::Deal, Field::Kind, Field::HappenedAt, Field::Actor, Field::Outcome, Field::Note];
const HANDOFF: [Field; 11] = [
    Field::ExternalId,
    Field::Lead,
    Field::OfferedAt,
    Field::AssignedAt,
    Field::Assignee,
    Field::RespondedAt,
    Field::DecidedAt,
    Field::ReturnedAt,
    Field::Outcome,
    Field::Reason,
    Field::SlaHours,
];
