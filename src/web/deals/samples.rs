//! Samples of the pages of deals.

use super::contacts::ContactsPage;
use super::detail::{DealPage, DealRecord};
use super::list::{DealsFound, DealsPage};
use super::params::DealsAsked;
use crate::domain::moment::Moment;
use crate::domain::person::Role;
use crate::i18n::Words;
use crate::storage::deal_details::{Deal, DealLead};
use crate::storage::deal_lists::DealLine;
use crate::storage::keyset::{Page, Total};
use crate::storage::lead_lists::LeadLine;
use crate::web::components::Link;
use crate::web::leads::samples::{activities, entries, moment, money, origin, refs, typed};
use crate::web::listing::OFFERED;
use crate::web::styleguide::samples::{Tone, member};
use askama::Template as _;
use chrono::DateTime;
use uuid::Uuid;

/// What an address may ask for.
const EVERYTHING: &str = "closed=2026-q3&opened=ytd&q=%3Cb%3E&outcome=open&colour=red&account=018f0000-0000-7000-8000-000000000000&as_of=2026-09-29T00:00:00Z&channel=&sort=amount";

/// The pages of deals: what each is and what it printed.
#[must_use]
pub fn pages(w: Words, tone: Tone) -> Vec<(String, askama::Result<String>)> {
    let mut all = Vec::new();
    for role in [Role::Viewer, Role::Admin] {
        let member = member(w, tone, role);
        for query in ["", EVERYTHING] {
            let asked = DealsAsked::parse(&member, query, DateTime::UNIX_EPOCH);
            all.push((format!("deals {role:?} {query}"), DealsPage::new(&member, &asked, &found(tone)).render()));
        }
        all.push((format!("deal {role:?}"), DealPage::new(&member, &record(tone), chrono::DateTime::UNIX_EPOCH).render()));
        let lines = [LeadLine { id: Uuid::nil(), first_name: typed(tone), ..LeadLine::default() }];
        let known = if role == Role::Admin { record(tone).leads } else { Vec::new() };
        for found in [None, Some(&lines[..0]), Some(&lines[..])] {
            let deal = Link::new(w.t("nav-deals"), "/deals/1");
            let page = ContactsPage::new(&member, deal, &tone.typed(), found, &known);
            all.push((format!("deal contacts {role:?}"), page.render()));
        }
    }
    all
}

fn found(tone: Tone) -> DealsFound {
    if tone == Tone::Empty {
        return DealsFound { any: true, ..DealsFound::default() };
    }
    DealsFound {
        page: Page { rows: vec![line(tone), line(Tone::Empty)], before: false, after: true },
        total: Total { rows: 2, more: false },
        any: true,
        account: typed(tone),
        offered: OFFERED.iter().map(|key| (*key, vec![tone.typed()])).collect(),
    }
}

fn line(tone: Tone) -> DealLine {
    let money = money(tone);
    DealLine {
        external_id: typed(tone),
        name: typed(tone),
        account: typed(tone),
        owner: typed(tone),
        channel: typed(tone),
        amount_minor: money.map(|m| m.minor),
        currency: money.map(|m| m.currency.to_string()),
        opened_at: moment(tone).and_then(Moment::at),
        closed_on: moment(tone).and_then(Moment::on),
        outcome: typed(tone).map(|_| "lost".to_owned()),
        ..DealLine::default()
    }
}

fn record(tone: Tone) -> DealRecord {
    let lead = |primary| DealLead { primary, first_name: typed(tone), stage: "sal".to_owned(), ..DealLead::default() };
    DealRecord {
        id: Uuid::nil(),
        changes: crate::web::records::samples::some_changes(tone),
        deal: Deal {
            name: typed(tone),
            account: typed(tone).map(|name| (Uuid::nil(), name)),
            stage: typed(tone),
            amount: money(tone),
            opened: moment(tone),
            closed: moment(tone),
            outcome: typed(tone).map(|_| "won".to_owned()),
            lost_reason: typed(tone),
            business: typed(tone).map(|_| "existing".to_owned()),
            placeholder: tone == Tone::Extreme,
            raw: Some(serde_json::json!({ tone.typed(): tone.typed() })),
            origin: origin(tone),
            ..Deal::default()
        },
        refs: refs(tone),
        leads: if tone == Tone::Empty { Vec::new() } else { vec![lead(true), lead(false)] },
        entries: entries(tone),
        activities: activities(tone),
    }
}
