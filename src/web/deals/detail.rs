//! The page of one deal.

use super::contacts::{away, part};
use super::standing_state;
use crate::domain::ids::PersonId;
use crate::domain::ownership::{Noun, Ownership};
use crate::domain::stage::Stage;
use crate::i18n::{Text, Words};
use crate::storage::deal_details::{Deal, DealLead};
use crate::storage::events::Change;
use crate::storage::lead_details::{Activity, Entry, ExternalRef};
use crate::web::components::{Cell, Column, Facts, Link, Markup, Row, Table, Timeline};
use crate::web::extract::Member;
use crate::web::icon::Icon;
use crate::web::leads::{Event, LeadName, Looking, activity, archived_too, entry, provenance, raw_columns, short, stage_tag};
use crate::web::records::{Tool, Tools, archiving, changes};
use crate::web::shell::{NavItem, Shell, Viewer};
use askama::Template;
use chrono::{DateTime, Utc};
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
    /// Who changed it.
    pub changes: Vec<Change>,
}

/// The page of a deal.
#[derive(Template)]
#[template(path = "pages/deals/detail.html")]
pub struct DealPage {
    shell: Shell,
    crumb: Link,
    state: Markup,
    tools: Option<Tools>,
    changes: Option<(Text, Timeline)>,
    facts: (Text, Facts),
    placeholder: Option<Text>,
    leads: (Text, Result<Table, Text>),
    add: Option<Link>,
    history: (Text, Result<Timeline, Text>),
    cut: Option<Text>,
    origin: Option<(Text, Facts)>,
    raw: Option<(Text, Facts)>,
}

impl DealPage {
    /// The page of a record.
    #[must_use]
    pub fn new(member: &Member, record: &DealRecord, now: DateTime<Utc>) -> Self {
        let (viewer, zone, role) = (&member.viewer, member.workspace.zone, member.user.role);
        let w = viewer.words;
        let contacts = role.reads_contacts();
        let deal = &record.deal;
        let (address, person) = (format!("/deals/{}", record.id), member.user.person_id);
        let edits = role.edits(Noun::Deal, Ownership::of(deal.owner_id.map(PersonId), person));
        let edits = edits.then_some(address.as_str());
        let look = Looking { w, zone, contacts, edits, person: Some(person.0), csrf: &viewer.csrf, now };
        let mut events: Vec<Event> = record.entries.iter().map(|e| entry(look, e)).collect();
        events.extend(record.activities.iter().map(|a| activity(look, a)));
        let empty = events.is_empty();
        let (timeline, cut) = Event::timeline(w, zone, events);
        let titled = |key: &str, facts: Vec<(Text, Markup)>| (!facts.is_empty()).then(|| (w.t(key), Facts { facts }));
        Self {
            shell: Shell::new(viewer, name(w, record), NavItem::Deals),
            crumb: Link::new(w.t("nav-deals"), "/deals"),
            state: archived_too(w, Markup::of(&standing_state(w, deal.outcome.as_deref())), deal.archived_at.is_some()),
            tools: edits.map(|address| tools(w, viewer, address, deal)),
            changes: changes(w, &record.changes, role.imports()),
            facts: (w.t("deal-facts"), Facts { facts: facts(w, deal) }),
            placeholder: deal.placeholder.then(|| w.t("deal-placeholder")),
            leads: (w.t("deal-leads"), of_deal(look, &record.leads)),
            add: edits.map(|address| Link::new(w.t("contact-title"), format!("{address}/contacts"))),
            history: (w.t("history-title"), if empty { Err(w.t("history-empty")) } else { Ok(timeline) }),
            cut,
            origin: titled("record-provenance", provenance(w, deal.origin.as_ref(), &record.refs, role.imports())),
            raw: titled("record-raw", if contacts { raw_columns(deal.raw.as_ref()) } else { Vec::new() }),
        }
    }
}

/// What a person who may change the deal finds at its head.
fn tools(w: Words, viewer: &Viewer, address: &str, deal: &Deal) -> Tools {
    let page =
        |key: &str, icon, verb: &str| Tool::Page { text: w.t(key), icon, href: format!("{address}/{verb}"), primary: false };
    let press =
        |key: &str, icon, verb: &str, values| Tool::Press { text: w.t(key), icon, action: format!("{address}/{verb}"), values };
    let quick = |kind: &str, icon| {
        let values = vec![("kind", kind.to_owned()), ("id", Uuid::now_v7().to_string())];
        press(&format!("activity-kind-{kind}"), icon, "log", values)
    };
    let mut tools = vec![
        Tool::Page { text: w.t("tools-edit"), icon: Icon::Pencil, href: format!("{address}/edit"), primary: true },
        page(if deal.outcome.is_some() { "tools-close-again" } else { "tools-close-deal" }, Icon::CircleCheck, "close"),
    ];
    tools.extend(deal.outcome.as_ref().map(|_| press("tools-reopen", Icon::Undo2, "reopen", Vec::new())));
    tools.push(archiving(w, address, deal.archived_at.is_some()));
    Tools {
        label: w.t("tools-label"),
        csrf: viewer.csrf.clone(),
        quick_label: Some(w.t("tools-log")),
        quick: vec![
            quick("call", Icon::Phone),
            quick("email", Icon::Mail),
            quick("whatsapp", Icon::MessageSquare),
            quick("meeting", Icon::CalendarDays),
            page("tools-log-more", Icon::Plus, "log"),
        ],
        tools,
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
        facts.push((w.t("deal-account"), Markup::of(&Link::new(Text::datum(name), format!("/accounts/{id}")))));
    }
    facts
}

/// The leads of a deal, each with its part in it; who may change the deal takes contacts away.
fn of_deal(look: Looking<'_>, leads: &[DealLead]) -> Result<Table, Text> {
    let w = look.w;
    let names = leads.iter().map(|lead| LeadName::of_deal(lead).text(w, look.contacts));
    let parts = (Column::text(w.t("deal-lead-part")), leads.iter().map(|lead| Cell::of(&part(w, lead))).collect());
    let table = self::leads(w, look.contacts, leads).map_err(|_| w.t("deal-no-lead"))?.beside(Some(parts));
    let takes = look.edits.filter(|_| leads.iter().any(|lead| !lead.primary));
    Ok(table.beside(takes.map(|deal| {
        let cells = leads.iter().zip(names).map(|(lead, name)| away(w, deal, look.csrf, lead, &name)).collect();
        (Column::text(w.t("contact-change")), cells)
    })))
}

/// Leads as a table.
pub fn leads(w: Words, contacts: bool, leads: &[DealLead]) -> Result<Table, Text> {
    if leads.is_empty() {
        return Err(w.t("record-no-leads"));
    }
    let row = |lead: &DealLead| {
        Row::new(vec![
            Cell::link(LeadName::of_deal(lead).text(w, contacts), format!("/leads/{}", lead.id)),
            Cell::of(&stage_tag(w, lead.stage.parse().unwrap_or(Stage::Lead))),
        ])
    };
    let columns = ["lead-name", "lead-stage"].map(|key| Column::text(w.t(key))).to_vec();
    Ok(Table::new(w.t("deal-leads"), columns, leads.iter().map(row).collect()))
}
