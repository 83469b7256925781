//! Our own templates: their headers are our fields, so that a file made from one needs no mapping.

use super::fields::Field;
use super::mapping::{Column, CurrencyChoice, Mapping, Names, Table};
use crate::domain::record::Kind;
use std::collections::BTreeMap;

/// The source that ids of our own templates belong to.
pub const SOURCE: &str = "mihwar";

/// The kinds that have a template, in the order in which they are offered.
pub const KINDS: [Kind; 8] =
    [Kind::Lead, Kind::StageEvent, Kind::Touch, Kind::Campaign, Kind::CampaignCost, Kind::Deal, Kind::Activity, Kind::Handoff];

/// The headers of a template, in their order. Accounts have none: leads and deals bring them.
#[must_use]
pub fn headers(kind: Kind) -> &'static [Field] {
    use Field as F;
    match kind {
        Kind::Account => &[],
        Kind::Lead => &[
            F::ExternalId,
            F::Email,
            F::Phone,
            F::FirstName,
            F::LastName,
            F::Company,
            F::Domain,
            F::Country,
            F::Region,
            F::Segment,
            F::Source,
            F::Medium,
            F::Campaign,
            F::CreatedAt,
            F::UpdatedAt,
            F::Stage,
            F::Owner,
            F::Persona,
            F::Score,
            F::Value,
            F::Currency,
            F::ConsentAt,
        ],
        Kind::StageEvent => &[F::EventId, F::Lead, F::Stage, F::EnteredAt, F::Actor, F::Reason],
        Kind::Touch => &[F::EventId, F::Lead, F::Visitor, F::Campaign, F::Channel, F::Kind, F::OccurredAt, F::Responded],
        Kind::Campaign => &[
            F::ExternalId,
            F::Name,
            F::Parent,
            F::Channel,
            F::StartDate,
            F::EndDate,
            F::Budget,
            F::Currency,
            F::Owner,
            F::SalesPartner,
            F::Persona,
        ],
        Kind::CampaignCost => {
            &[F::EventId, F::Campaign, F::Channel, F::StartDate, F::EndDate, F::Category, F::Amount, F::Currency]
        }
        Kind::Deal => &[
            F::ExternalId,
            F::Lead,
            F::Contacts,
            F::Account,
            F::Name,
            F::Amount,
            F::Currency,
            F::Stage,
            F::Owner,
            F::OpenedAt,
            F::ExpectedClose,
            F::ClosedAt,
            F::Outcome,
            F::LostReason,
            F::Business,
            F::Campaign,
        ],
        Kind::Activity => &[F::EventId, F::Lead, F::Deal, F::Kind, F::HappenedAt, F::Actor, F::Outcome, F::Note],
        Kind::Handoff => &[
            F::ExternalId,
            F::Lead,
            F::OfferedAt,
            F::AssignedAt,
            F::Assignee,
            F::RespondedAt,
            F::DecidedAt,
            F::Outcome,
            F::Reason,
        ],
    }
}

/// The name of a template's file.
#[must_use]
pub const fn file_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Account => "accounts.csv",
        Kind::Campaign => "campaigns.csv",
        Kind::CampaignCost => "campaign_costs.csv",
        Kind::Lead => "leads.csv",
        Kind::Deal => "deals.csv",
        Kind::StageEvent => "stage_events.csv",
        Kind::Touch => "touches.csv",
        Kind::Activity => "activities.csv",
        Kind::Handoff => "handoffs.csv",
    }
}

/// An empty template: the headers, with the BOM by which spreadsheets take it for UTF-8.
#[must_use]
pub fn template_csv(kind: Kind) -> String {
    let names: Vec<&str> = headers(kind).iter().map(|field| field.key()).collect();
    format!("\u{FEFF}{}\r\n", names.join(","))
}

/// The mapping of all our templates. Amounts without a currency are in the workspace's, costs without a category media.
#[must_use]
pub fn mapping() -> Mapping {
    Mapping {
        source: SOURCE.to_owned(),
        zone: None,
        date_order: None,
        decimal: None,
        currency: Some(CurrencyChoice::Workspace),
        exported_on: None,
        vocabularies: BTreeMap::new(),
        tables: KINDS.into_iter().map(table).collect(),
    }
}

fn table(kind: Kind) -> Table {
    let (needed, without): (&[&[&str]], &[&str]) = match kind {
        Kind::Account => (&[&["account"]], &[]),
        Kind::Lead => (
            &[&["external_id", "email", "phone"], &["created_at", "email", "first_name", "consent_at"]],
            &["opened_at", "closed_at", "outcome", "entered_at", "occurred_at"],
        ),
        Kind::StageEvent => (&[&["lead"], &["stage"], &["entered_at"]], &[]),
        Kind::Touch => (&[&["lead", "visitor"], &["occurred_at"]], &[]),
        Kind::Campaign => {
            (&[&["external_id", "name"], &["start_date", "budget"], &["name", "parent", "sales_partner"]], &["amount"])
        }
        Kind::CampaignCost => (&[&["start_date"], &["amount"]], &[]),
        Kind::Deal => (&[&["external_id", "name"], &["opened_at", "closed_at", "outcome", "expected_close"]], &["offered_at"]),
        Kind::Activity => (&[&["kind"], &["happened_at"]], &[]),
        Kind::Handoff => (&[&["lead"], &["offered_at"]], &[]),
    };
    let names = |group: &&[&str]| match group {
        [only] => Names::One((*only).to_owned()),
        several => Names::Any(several.iter().map(|n| (*n).to_owned()).collect()),
    };
    let mut columns: BTreeMap<Field, Column> = headers(kind).iter().map(|field| (*field, Column::of(field.key()))).collect();
    if kind == Kind::Handoff {
        // Not in the template: few systems promise anything but what the two teams agree on here.
        columns.extend([Field::ReturnedAt, Field::SlaHours].map(|field| (field, Column::of(field.key()))));
    }
    if let Some(category) = columns.get_mut(&Field::Category) {
        category.constant = Some("media".to_owned());
    }
    Table {
        headers: needed.iter().map(names).collect(),
        without: without.iter().map(|n| (*n).to_owned()).collect(),
        ..Table::new(kind, columns)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::headers::Headers;

    #[test]
    fn each_template_is_recognised_as_itself_and_as_nothing_else() {
        let mapping = mapping();
        mapping.check().unwrap();
        for kind in KINDS {
            let csv = template_csv(kind);
            let tables = mapping.tables_for("x.csv", &Headers::new(csv.trim_end().split(',')), false);
            assert_eq!(tables.iter().map(|at| mapping.tables[*at].kind).collect::<Vec<_>>(), [kind], "{csv}");
        }
    }
}
