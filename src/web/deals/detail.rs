//! The page of one deal.

use super::standing_state;
use crate::domain::person::Role;
use crate::domain::stage::Stage;
use crate::i18n::{Text, Words};
use crate::storage::deal_details::{Deal, DealLead};
use crate::storage::lead_details::{Activity, Entry, ExternalRef};
use crate::web::components::{Cell, Column, Facts, Link, Markup, Row, Table, Timeline};
use crate::web::leads::{Event, LeadName, activity, entry, provenance, raw_columns, short, stage_tag};
use crate::web::shell::{NavItem, Shell, Viewer};
use askama::Template;
use chrono_tz::Tz;
use uuid::Uuid;

/// Everything that is known of a deal.
#[derive(Clone, Debug, Default)]
pub struct DealRecord {
    /// Its id.
    pub id: Uuid,
    /// The deal.
    pub deal: Deal,
    /// What other systems call it.
    pub refs: Vec<ExternalRef>,
    /// Its lead and its contacts.
    pub leads: Vec<DealLead>,
    /// The entries into stages that it brought.
    pub entries: Vec<Entry>,
    /// What salespeople did.
    pub activities: Vec<Activity>,
}

/// The page of a deal.
#[derive(Template)]
#[template(path = "pages/deals/detail.html")]
pub struct DealPage {
    shell: Shell,
    crumb: Link,
    state: Markup,
    facts: (Text, Facts),
    placeholder: Option<Text>,
    leads: (Text, Result<Table, Text>),
    history: (Text, Result<Timeline, Text>),
    cut: Option<Text>,
    origin: Option<(Text, Facts)>,
    raw: Option<(Text, Facts)>,
}

impl DealPage {
    /// The page of a record; `zone` is the workspace's, in which days are days.
    #[must_use]
    pub fn new(viewer: &Viewer, zone: Tz, record: &DealRecord) -> Self {
        let w = viewer.words;
        let role = viewer.user.as_ref().map_or(Role::Viewer, |user| user.role);
        let contacts = role.reads_contacts();
        let deal = &record.deal;
        let mut events: Vec<Event> = record.entries.iter().map(|e| entry(w, e)).collect();
        events.extend(record.activities.iter().map(|a| activity(w, a, contacts)));
        let empty = events.is_empty();
        let (timeline, cut) = Event::timeline(w, zone, events);
        let titled = |key: &str, facts: Vec<(Text, Markup)>| (!facts.is_empty()).then(|| (w.t(key), Facts { facts }));
        Self {
            shell: Shell::new(viewer, name(w, record), NavItem::Deals),
            crumb: Link::new(w.t("nav-deals"), "/deals"),
            state: Markup::of(&standing_state(w, deal.outcome.as_deref())),
            facts: (w.t("deal-facts"), Facts { facts: facts(w, deal) }),
            placeholder: deal.placeholder.then(|| w.t("deal-placeholder")),
            leads: (w.t("deal-leads"), leads(w, contacts, &record.leads)),
            history: (w.t("history-title"), if empty { Err(w.t("history-empty")) } else { Ok(timeline) }),
            cut,
            origin: titled("record-provenance", provenance(w, deal.origin.as_ref(), &record.refs, role.imports())),
            raw: titled("record-raw", if contacts { raw_columns(deal.raw.as_ref()) } else { Vec::new() }),
        }
    }
}

fn name(w: Words, record: &DealRecord) -> Text {
    let account = record.deal.account.as_ref().map(|(_, name)| name);
    let named = [record.deal.name.as_ref(), account].into_iter().flatten().map(|name| Text::datum(name)).find(|n| !n.is_empty());
    let id = || record.refs.first().map_or_else(|| short(record.id), |r| r.id.clone());
    named.unwrap_or_else(|| w.t_args("deal-by-id", &[("id", Text::code(&id()).into())]))
}

fn facts(w: Words, deal: &Deal) -> Vec<(Text, Markup)> {
    let mut facts = Vec::new();
    let mut push = |key: &str, text: Option<Text>| facts.extend(text.map(|text| (w.t(key), Markup::of(&text))));
    let datum = |text: &Option<String>| text.as_ref().map(|text| Text::datum(text));
    push("deal-amount", deal.amount.map(|amount| w.money_exact(amount)));
    push("deal-opened", deal.opened.map(|moment| w.moment(moment)));
    push("deal-expected", deal.expected_close.map(|day| w.date(day)));
    push("deal-closed", deal.closed.map(|moment| w.moment(moment)));
    push("deal-lost-reason", datum(&deal.lost_reason));
    push("deal-stage", datum(&deal.stage));
    push("deal-business", deal.business.as_ref().map(|business| w.t(&format!("business-{business}"))));
    push("dimension-owner", datum(&deal.owner));
    push("dimension-campaign", datum(&deal.campaign));
    if let Some((id, name)) = &deal.account {
        facts.push((w.t("deal-account"), Markup::of(&Link::new(Text::datum(name), format!("/deals?account={id}")))));
    }
    facts
}

fn leads(w: Words, contacts: bool, leads: &[DealLead]) -> Result<Table, Text> {
    if leads.is_empty() {
        return Err(w.t("deal-no-lead"));
    }
    let columns = ["lead-name", "deal-lead-part", "lead-stage"].map(|key| Column::text(w.t(key))).to_vec();
    let row = |lead: &DealLead| {
        Row::new(vec![
            Cell::link(LeadName::of_deal(lead).text(w, contacts), format!("/leads/{}", lead.id)),
            Cell::of(&w.t(if lead.primary { "deal-lead-primary" } else { "deal-lead-contact" })),
            Cell::of(&stage_tag(w, lead.stage.parse().unwrap_or(Stage::Lead))),
        ])
    };
    Ok(Table::new(w.t("deal-leads"), columns, leads.iter().map(row).collect()))
}
