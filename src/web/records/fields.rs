//! The fields of the forms of leads, deals, accounts and campaigns.

use crate::domain::moment::Moment;
use crate::domain::money::Currency;
use crate::domain::ownership::Noun;
use crate::storage::records::{Columns, moment_of, text_of};
use chrono_tz::Tz;
use serde_json::Value;
use std::collections::BTreeMap;

/// What a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// A word or a name.
    Line,
    /// The name that a record is found by.
    Name,
    /// A web address.
    Domain,
    /// A channel, in the spelling of the rules.
    Channel,
    /// An e-mail address.
    Email,
    /// A phone number.
    Phone,
    /// A day.
    Day,
    /// A moment that has happened: a day, or a day and a time.
    Moment,
    /// An amount; its currency stands in the field of this name.
    Money(&'static str),
    /// The currency of an amount.
    Currency,
    /// A number.
    Number,
    /// A person.
    Person,
    /// A campaign.
    Campaign,
    /// An account by its name.
    Account,
    /// A lead by its address, its phone number or an id.
    Lead,
    /// One of these: the prefix of their words, and the keys.
    Choice(&'static str, &'static [&'static str]),
}

/// A field of a form.
#[derive(Clone, Copy, Debug)]
pub struct Spec {
    /// Its name in the form.
    pub name: &'static str,
    /// The key of its label.
    pub label: &'static str,
    /// What it takes.
    pub input: Input,
    /// The columns that it fills.
    pub columns: &'static [&'static str],
    /// It must be filled.
    pub required: bool,
}

/// Fields under a heading.
pub type Section = (&'static str, &'static [Spec]);

const fn spec(name: &'static str, label: &'static str, input: Input, columns: &'static [&'static str]) -> Spec {
    Spec { name, label, input, columns, required: false }
}

const LEAD: &[Section] = &[
    (
        "lead-contact",
        &[
            spec("first_name", "lead-first-name", Input::Line, &["first_name"]),
            spec("last_name", "lead-last-name", Input::Line, &["last_name"]),
            spec("company", "lead-company", Input::Line, &["company"]),
            spec("email", "lead-email", Input::Email, &["email", "email_key"]),
            spec("phone", "lead-phone", Input::Phone, &["phone", "phone_key"]),
            spec("consent", "lead-consent", Input::Moment, &["consent_at", "consent_on"]),
        ],
    ),
    (
        "edit-section-work",
        &[
            spec("owner", "dimension-owner", Input::Person, &["owner_id"]),
            spec("value", "lead-value", Input::Money("currency"), &["value_minor", "value_currency"]),
            spec("currency", "list-currency", Input::Currency, &[]),
            spec("account", "edit-account", Input::Account, &["account_id"]),
            spec("score", "lead-score", Input::Number, &["score"]),
        ],
    ),
    (
        "edit-section-origin",
        &[
            spec("created", "lead-created", Input::Moment, &["created_at", "created_on"]),
            spec("channel", "dimension-channel", Input::Channel, &["channel"]),
            spec("source", "dimension-source", Input::Line, &["source"]),
            spec("medium", "lead-medium", Input::Line, &["medium"]),
            spec("campaign", "dimension-campaign", Input::Campaign, &["campaign_id"]),
            spec("persona", "dimension-persona", Input::Line, &["persona"]),
            spec("segment", "dimension-segment", Input::Line, &["segment"]),
            spec("region", "dimension-region", Input::Line, &["region"]),
            spec("country", "lead-country", Input::Line, &["country"]),
            spec("domain", "edit-domain", Input::Domain, &["domain"]),
        ],
    ),
];

const DEAL: &[Section] = &[
    (
        "deal-facts",
        &[
            spec("name", "deal-name", Input::Line, &["name"]),
            spec("lead", "deal-lead-primary", Input::Lead, &["lead_id"]),
            spec("account", "deal-account", Input::Account, &["account_id"]),
            spec("amount", "deal-amount", Input::Money("currency"), &["amount_minor", "currency"]),
            spec("currency", "list-currency", Input::Currency, &[]),
            spec("opened", "deal-opened", Input::Moment, &["opened_at", "opened_on"]),
            spec("expected_close", "deal-expected", Input::Day, &["expected_close"]),
        ],
    ),
    (
        "edit-section-work",
        &[
            spec("owner", "dimension-owner", Input::Person, &["owner_id"]),
            spec("stage", "deal-stage", Input::Line, &["stage"]),
            spec("business", "deal-business", Input::Choice("business", &["new", "existing"]), &["business"]),
            spec("campaign", "dimension-campaign", Input::Campaign, &["campaign_id"]),
        ],
    ),
];

const ACCOUNT: &[Section] = &[(
    "edit-section-account",
    &[
        Spec { required: true, ..spec("name", "edit-account-name", Input::Name, &["name", "name_key"]) },
        spec("domain", "edit-domain", Input::Domain, &["domain"]),
        spec("country", "lead-country", Input::Line, &["country"]),
        spec("region", "dimension-region", Input::Line, &["region"]),
        spec("segment", "dimension-segment", Input::Line, &["segment"]),
    ],
)];

const CAMPAIGN: &[Section] = &[
    (
        "edit-section-campaign",
        &[
            Spec { required: true, ..spec("name", "edit-campaign-name", Input::Name, &["name", "name_key"]) },
            spec("channel", "dimension-channel", Input::Channel, &["channel"]),
            spec("parent", "campaign-parent", Input::Campaign, &["parent_id"]),
            spec("start", "campaign-start", Input::Day, &["start_on"]),
            spec("end", "campaign-end", Input::Day, &["end_on"]),
        ],
    ),
    (
        "edit-section-work",
        &[
            spec("owner", "dimension-owner", Input::Person, &["owner_id"]),
            spec("sales_partner", "campaign-sales-partner", Input::Person, &["sales_partner_id"]),
            spec("budget", "campaign-budget", Input::Money("currency"), &["budget_minor", "budget_currency"]),
            spec("currency", "list-currency", Input::Currency, &[]),
            spec("persona", "dimension-persona", Input::Line, &["persona"]),
        ],
    ),
];

/// The fields of a noun, under their headings.
#[must_use]
pub const fn sections(noun: Noun) -> &'static [Section] {
    match noun {
        Noun::Lead => LEAD,
        Noun::Deal => DEAL,
        Noun::Account => ACCOUNT,
        Noun::Campaign => CAMPAIGN,
    }
}

/// All fields of a noun.
pub fn specs(noun: Noun) -> impl Iterator<Item = &'static Spec> {
    sections(noun).iter().flat_map(|(_, specs)| specs.iter())
}

/// What stands in the fields, by their names.
pub type Typed = BTreeMap<&'static str, String>;

/// What is shown of a record that its columns alone do not say.
#[derive(Clone, Debug, Default)]
pub struct Related {
    /// The name of its account.
    pub account: Option<String>,
    /// How its lead is named.
    pub lead: Option<String>,
}

/// A record as its form shows it. `currency` is offered where no amount stands.
#[must_use]
pub fn shown(noun: Noun, row: &Columns, related: &Related, zone: Tz, currency: Currency) -> Typed {
    let text = |column: &str| text_of(row, column).unwrap_or_default().to_owned();
    let mut typed = Typed::new();
    for spec in specs(noun) {
        let column = spec.columns.first().copied().unwrap_or_default();
        let value = match spec.input {
            Input::Moment => {
                moment_of(row, spec.columns[0], spec.columns[1]).map(|moment| written(moment, zone)).unwrap_or_default()
            }
            Input::Money(beside) => {
                let code = text_of(row, spec.columns[1]).and_then(|code| code.parse().ok()).unwrap_or(currency);
                typed.insert(beside, code.code().to_owned());
                row.get(column).and_then(Value::as_i64).map(|minor| decimal(minor, code)).unwrap_or_default()
            }
            Input::Currency => continue,
            Input::Number => row.get(column).and_then(Value::as_f64).map(|n| n.to_string()).unwrap_or_default(),
            Input::Account => related.account.clone().unwrap_or_default(),
            Input::Lead => related.lead.clone().unwrap_or_default(),
            _ => text(column),
        };
        typed.insert(spec.name, value);
    }
    typed
}

/// A moment as a field takes it.
#[must_use]
pub fn written(moment: Moment, zone: Tz) -> String {
    match moment {
        Moment::Instant(at) => at.with_timezone(&zone).format("%Y-%m-%d %H:%M").to_string(),
        Moment::Date(on) => on.to_string(),
    }
}

/// Minor units as a decimal text.
fn decimal(minor: i64, currency: Currency) -> String {
    let (sign, size) = (if minor < 0 { "-" } else { "" }, minor.unsigned_abs());
    let scale = currency.scale().unsigned_abs();
    let width = currency.decimals() as usize;
    match (size / scale, size % scale) {
        (whole, 0) => format!("{sign}{whole}"),
        (whole, rest) => format!("{sign}{whole}.{rest:0width$}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::money::Money;

    #[test]
    fn an_amount_is_written_as_it_is_read() {
        for (minor, code, text) in [(123_450, "SAR", "1234.50"), (5, "KWD", "0.005"), (-700, "USD", "-7"), (3, "JPY", "3")] {
            let currency: Currency = code.parse().unwrap();
            assert_eq!(decimal(minor, currency), text);
            assert_eq!(Money::parse(text, currency).unwrap().minor, minor);
        }
    }

    #[test]
    fn every_column_of_a_field_is_one_that_an_edit_may_change() {
        for noun in Noun::ALL {
            let groups = crate::storage::records::groups(*noun);
            for spec in specs(*noun).filter(|spec| !spec.columns.is_empty()) {
                assert!(groups.contains(&spec.columns), "{noun:?} {}", spec.name);
            }
        }
    }
}
