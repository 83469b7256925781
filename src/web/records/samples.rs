//! Samples of the forms of records, and of accounts and campaigns.

use super::fields::specs;
use super::list::{Found, KNOWN};
use super::view::{Choices, Editing, page};
use crate::domain::ownership::Noun;
use crate::domain::person::Role;
use crate::i18n::{Text, Words};
use crate::storage::account_pages::{Account, AccountLine};
use crate::storage::campaign_pages::{Campaign, CampaignLine, Cost};
use crate::storage::deal_details::DealLead;
use crate::storage::events::Change;
use crate::storage::keyset::{COUNTED, Page, Total};
use crate::storage::records::Named;
use crate::web::accounts::{self, AccountRecord};
use crate::web::campaigns::{self, CampaignRecord};
use crate::web::components::Link;
use crate::web::extract::Calendar;
use crate::web::leads::samples::{money, typed};
use crate::web::listing::Address;
use crate::web::styleguide::samples::{Tone, member};
use askama::Template as _;
use chrono::{DateTime, NaiveDate};
use uuid::Uuid;

/// Changes of a record.
#[must_use]
pub fn some_changes(tone: Tone) -> Vec<Change> {
    let change = |verb: &str, who: Option<String>, import| Change {
        at: DateTime::UNIX_EPOCH,
        who,
        verb: verb.to_owned(),
        fields: ["email", "email_key", "account_id", "value_minor"].map(str::to_owned).to_vec(),
        import,
        of: import,
    };
    if tone == Tone::Empty {
        return Vec::new();
    }
    vec![change("changed", typed(tone), None), change("imported", None, Some(Uuid::nil()))]
}

/// The pages: what each is and what it printed.
#[must_use]
pub fn pages(w: Words, tone: Tone) -> Vec<(String, askama::Result<String>)> {
    let mut all = Vec::new();
    for role in [Role::Viewer, Role::Admin] {
        let member = member(w, tone, role);
        let calendar = Calendar::of(&member.workspace, DateTime::UNIX_EPOCH);
        for query in ["", "q=%D8%A3&archived=with&sort=-name&at=51"] {
            let address = Address::parse("/accounts", KNOWN, query);
            all.push((
                format!("accounts {role:?} {query}"),
                accounts::list_page(&member, &address, &calendar, &found(tone, account(tone))).render(),
            ));
            let address = Address::parse("/campaigns", KNOWN, query);
            all.push((
                format!("campaigns {role:?} {query}"),
                campaigns::list_page(&member, &address, &calendar, &found(tone, campaign(tone))).render(),
            ));
        }
        all.push((format!("account {role:?}"), accounts::detail_page(&member, &account_record(tone)).render()));
        all.push((format!("campaign {role:?}"), campaigns::detail_page(&member, &campaign_record(tone)).render()));
    }
    let member = member(w, tone, Role::Admin);
    for noun in Noun::ALL {
        for editing in [new(*noun, tone), stale(*noun, tone)] {
            all.push((format!("form {noun:?}"), page(&member, &editing, &choices(tone)).render()));
        }
    }
    all
}

fn found<T>(tone: Tone, line: T) -> Found<T> {
    let rows = if tone == Tone::Empty { Vec::new() } else { vec![line] };
    let page = Page { rows, before: true, after: true };
    Found { page, total: Total { rows: COUNTED, more: tone != Tone::Typical }, any: tone != Tone::Empty }
}

fn account(tone: Tone) -> AccountLine {
    AccountLine {
        name: tone.typed(),
        segment: typed(tone),
        archived_at: Some(DateTime::UNIX_EPOCH),
        leads: 1_234_567,
        ..AccountLine::default()
    }
}

fn campaign(tone: Tone) -> CampaignLine {
    let money = money(tone);
    CampaignLine {
        name: tone.typed(),
        channel: typed(tone),
        start_on: NaiveDate::from_ymd_opt(2026, 9, 29),
        owner: typed(tone),
        archived_at: Some(DateTime::UNIX_EPOCH),
        budget_minor: money.map(|m| m.minor),
        budget_currency: money.map(|m| m.currency.code().to_owned()),
        leads: 7,
        ..CampaignLine::default()
    }
}

fn leads(tone: Tone) -> Vec<DealLead> {
    typed(tone)
        .into_iter()
        .map(|name| DealLead { first_name: Some(name), stage: "sal".to_owned(), ..DealLead::default() })
        .collect()
}

fn account_record(tone: Tone) -> AccountRecord {
    let account = Account { name: tone.typed(), domain: typed(tone), segment: typed(tone), ..Account::default() };
    AccountRecord { account, leads: leads(tone), changes: some_changes(tone), ..AccountRecord::default() }
}

fn campaign_record(tone: Tone) -> CampaignRecord {
    let day = NaiveDate::from_ymd_opt(2026, 9, 29).unwrap_or_default();
    let cost = |category| Cost { start: day, end: day, category, amount: money(tone) };
    CampaignRecord {
        campaign: Campaign {
            name: tone.typed(),
            parent: typed(tone).map(|name| (Uuid::nil(), name)),
            budget: money(tone),
            start: Some(day),
            leads: 3,
            ..Campaign::default()
        },
        leads: leads(tone),
        costs: typed(tone).into_iter().chain(["media".to_owned()]).map(cost).collect(),
        changes: some_changes(tone),
        ..CampaignRecord::default()
    }
}

fn choices(tone: Tone) -> Choices {
    let named: Vec<Named> = typed(tone).into_iter().map(|name| Named { id: Uuid::nil(), name }).collect();
    Choices { people: named.clone(), campaigns: named }
}

fn new(noun: Noun, tone: Tone) -> Editing {
    Editing {
        noun,
        id: Uuid::nil(),
        name: None,
        typed: specs(noun).filter_map(|spec| Some((spec.name, typed(tone)?))).collect(),
        was: super::fields::Typed::new(),
        version: None,
        errors: specs(noun).filter(|_| tone != Tone::Empty).map(|spec| (spec.name, "error-choice")).collect(),
        theirs: None,
        twins: typed(tone).into_iter().map(|key| Link::new(Text::code(&key), "/leads/x")).collect(),
    }
}

fn stale(noun: Noun, tone: Tone) -> Editing {
    let theirs = specs(noun).map(|spec| (spec.name, Uuid::nil().to_string())).collect();
    Editing {
        name: Some(Text::datum(&tone.typed())),
        version: Some(7),
        theirs: Some(theirs),
        twins: Vec::new(),
        ..new(noun, tone)
    }
}
