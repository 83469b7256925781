//! The page of one lead.

use super::history::{Event, Looking, activity, entry, provenance, raw_columns, touch};
use super::name::{LeadName, short, stage_tag};
use crate::domain::ids::PersonId;
use crate::domain::ownership::{Noun, Ownership};
use crate::domain::person::Role;
use crate::domain::stage::Stage;
use crate::i18n::{Text, Words};
use crate::storage::events::Change;
use crate::storage::handoff_pages;
use crate::storage::lead_details::{Activity, Entry, ExternalRef, Lead, LeadDeal, Touch};
use crate::storage::merges::Told;
use crate::web::components::{Cell, Column, Facts, Link, Markup, Row, Table, Tag, TagKind, Timeline, TimelineItem, TimelineSide};
use crate::web::deals::standing_state;
use crate::web::extract::Member;
use crate::web::icon::Icon;
use crate::web::records::{Press, Tool, Tools, archiving, changes_of};
use crate::web::shell::{NavItem, Shell, Viewer};
use askama::Template;
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// Everything that is known of a lead.
#[derive(Clone, Debug, Default)]
pub struct LeadRecord {
    /// Its id.
    pub id: Uuid,
    /// The lead.
    pub lead: Lead,
    /// What other systems call it.
    pub refs: Vec<ExternalRef>,
    /// Its entries into stages.
    pub entries: Vec<Entry>,
    /// Its touches.
    pub touches: Vec<Touch>,
    /// What salespeople did.
    pub activities: Vec<Activity>,
    /// Its deals.
    pub deals: Vec<LeadDeal>,
    /// Who changed it.
    pub changes: Vec<Change>,
    /// What was merged into it.
    pub merges: Vec<Told>,
    /// How it was offered to sales.
    pub handoffs: Vec<handoff_pages::Told>,
}

/// The page of a lead.
#[derive(Template)]
#[template(path = "pages/leads/detail.html")]
pub struct LeadPage {
    shell: Shell,
    crumb: Link,
    state: Markup,
    tools: Option<Tools>,
    changes: Option<(Text, Timeline)>,
    merges: Option<(Text, Timeline)>,
    handoffs: Option<(Text, Timeline)>,
    offer: Option<Link>,
    contact: Option<(Text, Facts)>,
    masked: Option<Text>,
    person: Option<Link>,
    erased: Option<Text>,
    facts: (Text, Facts),
    deals: (Text, Result<Table, Text>),
    history: (Text, Result<Timeline, Text>),
    cut: Option<Text>,
    origin: Option<(Text, Facts)>,
    raw: Option<(Text, Facts)>,
}

impl LeadPage {
    /// The page of a record.
    #[must_use]
    pub fn new(member: &Member, record: &LeadRecord, now: DateTime<Utc>) -> Self {
        let (viewer, zone, role) = (&member.viewer, member.workspace.zone, member.user.role);
        let w = viewer.words;
        let contacts = role.reads_contacts();
        let lead = &record.lead;
        let (address, person) = (format!("/leads/{}", record.id), member.user.person_id);
        let edits = role.edits(Noun::Lead, Ownership::of(lead.owner_id.map(PersonId), person));
        let edits = (edits && lead.erased_at.is_none()).then_some(address.as_str());
        let look = Looking { w, zone, contacts, edits, person: Some(person.0), csrf: &viewer.csrf, now };
        let mut events: Vec<Event> = record.entries.iter().map(|e| entry(look, e)).collect();
        events.extend(record.touches.iter().map(|t| touch(w, t)));
        events.extend(record.activities.iter().map(|a| activity(look, a)));
        let empty = events.is_empty();
        let (timeline, cut) = Event::timeline(w, zone, events);
        let origin = provenance(w, lead.origin.as_ref(), &record.refs, role.imports());
        let raw = if contacts { raw_columns(lead.raw.as_ref()) } else { Vec::new() };
        let titled = |key: &str, facts: Vec<(Text, Markup)>| (!facts.is_empty()).then(|| (w.t(key), Facts { facts }));
        Self {
            shell: Shell::new(viewer, name(record).text(w, contacts), NavItem::Leads),
            crumb: Link::new(w.t("nav-leads"), "/leads"),
            state: archived_too(w, Markup::of(&stage_tag(w, stage(&lead.current_stage))), lead.archived_at.is_some()),
            tools: tools(w, viewer, &address, record, edits.is_some(), role.merges() && lead.erased_at.is_none()),
            changes: changes_of(w, &record.changes, role.imports(), |lead| merged_name(record, lead).text(w, contacts)),
            merges: merges(look, &record.merges, role.merges() && lead.erased_at.is_none(), &address),
            handoffs: crate::web::handoffs::of_lead(w, &record.handoffs),
            offer: offered(w, record, role),
            contact: titled("lead-contact", if contacts { contact(w, lead) } else { Vec::new() }),
            masked: (!contacts).then(|| w.t("lead-masked")),
            person: role.administers().then(|| Link::new(w.t("person-link"), format!("/leads/{}/person", record.id))),
            erased: lead.erased_at.map(|at| super::person::erased(w, at)),
            facts: (w.t("lead-facts"), Facts { facts: facts(w, lead) }),
            deals: (w.t("nav-deals"), deals(w, &record.deals)),
            history: (w.t("history-title"), if empty { Err(w.t("history-empty")) } else { Ok(timeline) }),
            cut,
            origin: titled("record-provenance", origin),
            raw: titled("record-raw", raw),
        }
    }
}

/// The way to offer a lead that sales has not.
fn offered(w: Words, record: &LeadRecord, role: Role) -> Option<Link> {
    let free = matches!(stage(&record.lead.current_stage), Stage::Lead | Stage::Mql | Stage::Recycled | Stage::Disqualified);
    let open = record.handoffs.iter().any(|told| told.state == "offered");
    let seen = record.lead.erased_at.is_none() && record.lead.archived_at.is_none();
    (role.offers() && free && seen && !open).then(|| Link::new(w.t("offer-title"), format!("/leads/{}/offer", record.id)))
}

/// A state, and that the record is archived.
pub fn archived_too(w: Words, state: Markup, archived: bool) -> Markup {
    if archived { state.then(&Tag::new(TagKind::Neutral, w.t("list-archived"))) } else { state }
}

/// What a person who may change the lead, or merge it, finds at its head.
fn tools(w: Words, viewer: &Viewer, address: &str, record: &LeadRecord, edits: bool, merges: bool) -> Option<Tools> {
    let page = |key: &str, icon, href: String| Tool::Page { text: w.t(key), icon, href, primary: false };
    let press = |kind: &str, icon| Tool::Press {
        text: w.t(&format!("activity-kind-{kind}")),
        icon,
        action: format!("{address}/log"),
        values: vec![("kind", kind.to_owned()), ("id", Uuid::now_v7().to_string())],
    };
    let open = record.deals.iter().find(|deal| deal.outcome.is_none());
    let merge = merges.then(|| page("tools-merge", Icon::Users, format!("{address}/merge")));
    if !edits {
        let label = w.t("tools-label");
        let alone = |tool| Tools { label, csrf: viewer.csrf.clone(), quick_label: None, quick: Vec::new(), tools: vec![tool] };
        return merge.map(alone);
    }
    let mut tools = Tools {
        label: w.t("tools-label"),
        csrf: viewer.csrf.clone(),
        quick_label: Some(w.t("tools-log")),
        quick: vec![
            press("call", Icon::Phone),
            press("email", Icon::Mail),
            press("whatsapp", Icon::MessageSquare),
            press("meeting", Icon::CalendarDays),
            page("tools-log-more", Icon::Plus, format!("{address}/log")),
        ],
        tools: vec![
            Tool::Page { text: w.t("tools-edit"), icon: Icon::Pencil, href: format!("{address}/edit"), primary: true },
            page("tools-move", Icon::Flag, format!("{address}/move")),
            match open {
                Some(deal) => page("tools-close-deal", Icon::Handshake, format!("/deals/{}/close", deal.id)),
                None => page("tools-open-deal", Icon::Handshake, format!("/deals/new?lead={}", record.id)),
            },
            archiving(w, address, record.lead.archived_at.is_some()),
        ],
    };
    tools.tools.extend(merge);
    Some(tools)
}

/// What was merged into a lead: who did it, and the way back from the last one.
fn merges(look: Looking<'_>, merges: &[Told], undoes: bool, address: &str) -> Option<(Text, Timeline)> {
    let w = look.w;
    let item = |(at, told): (usize, &Told)| {
        let mut text = Markup::of(&told_name(told).text(w, look.contacts));
        let last = at == 0 && told.is_last;
        let who = told.who.as_ref().map_or_else(|| w.t("changes-nobody"), |who| Text::datum(who));
        text = text.then(&w.t_args("history-by", &[("name", who.into())]));
        if undoes && last {
            let action = format!("{address}/merges/{}/undo", told.id);
            text = text.then(&Press { text: w.t("toast-undo"), said: None, action, csrf: look.csrf.to_owned() });
        }
        TimelineItem {
            icon: Icon::Users,
            side: TimelineSide::Neither,
            text,
            detail: (undoes && !last).then(|| w.t("merges-below")),
            when: w.date_time(told.at),
        }
    };
    let items: Vec<TimelineItem> = merges.iter().enumerate().map(item).collect();
    (!items.is_empty()).then(|| (w.t("merges-title"), Timeline { label: w.t("merges-title"), items }))
}

fn told_name(told: &Told) -> LeadName<'_> {
    LeadName {
        first: told.first_name.as_deref(),
        last: told.last_name.as_deref(),
        company: told.company.as_deref(),
        email: told.email.as_deref(),
        external_id: None,
        id: told.merged_id,
    }
}

/// What a lead was called that was merged into this one.
fn merged_name(record: &LeadRecord, lead: Uuid) -> LeadName<'_> {
    let told = record.merges.iter().find(|told| told.merged_id == lead);
    told.map_or_else(|| LeadName { id: lead, ..LeadName::default() }, told_name)
}

fn name(record: &LeadRecord) -> LeadName<'_> {
    let lead = &record.lead;
    LeadName {
        first: lead.first_name.as_deref(),
        last: lead.last_name.as_deref(),
        company: lead.company.as_deref(),
        email: lead.email.as_deref(),
        external_id: record.refs.first().map(|r| r.id.as_str()),
        id: record.id,
    }
}

fn stage(key: &str) -> Stage {
    key.parse().unwrap_or(Stage::Lead)
}

fn push(w: Words, facts: &mut Vec<(Text, Markup)>, key: &str, text: Option<Text>) {
    facts.extend(text.filter(|text| !text.is_empty()).map(|text| (w.t(key), Markup::of(&text))));
}

fn datum(text: Option<&String>) -> Option<Text> {
    text.map(|text| Text::datum(text))
}

fn contact(w: Words, lead: &Lead) -> Vec<(Text, Markup)> {
    let mut facts = Vec::new();
    push(w, &mut facts, "lead-email", lead.email.as_deref().map(Text::code));
    push(w, &mut facts, "lead-phone", lead.phone.as_deref().map(Text::code));
    push(w, &mut facts, "lead-company", datum(lead.company.as_ref()));
    push(w, &mut facts, "lead-consent", lead.consent.map(|moment| w.moment(moment)));
    facts
}

fn facts(w: Words, lead: &Lead) -> Vec<(Text, Markup)> {
    let stage_name = |key: &str| Some(stage_tag(w, stage(key)).text);
    let mut facts = Vec::new();
    push(w, &mut facts, "lead-created", lead.created.map(|moment| w.moment(moment)));
    push(w, &mut facts, "lead-furthest", stage_name(&lead.furthest_stage));
    push(w, &mut facts, "lead-work-status", Some(w.t(&format!("work-{}", lead.work_status))));
    push(w, &mut facts, "dimension-owner", datum(lead.owner.as_ref()));
    push(w, &mut facts, "lead-value-given", lead.value.map(|value| w.money_exact(value)));
    // What a company is called is no contact data: the pages of its deals name it too.
    if let Some((id, name)) = &lead.account {
        facts.push((w.t("deal-account"), Markup::of(&Link::new(Text::datum(name), format!("/accounts/{id}")))));
    }
    for (key, text) in [
        ("dimension-channel", &lead.channel),
        ("dimension-source", &lead.source),
        ("lead-medium", &lead.medium),
        ("dimension-campaign", &lead.campaign),
        ("dimension-persona", &lead.persona),
        ("dimension-segment", &lead.segment),
        ("dimension-region", &lead.region),
        ("lead-country", &lead.country),
    ] {
        push(w, &mut facts, key, datum(text.as_ref()));
    }
    push(w, &mut facts, "lead-score", lead.score.map(|score| w.decimal(score, usize::from(score.fract() != 0.0))));
    push(w, &mut facts, "lead-changed", lead.changed.map(|moment| w.moment(moment)));
    facts
}

/// Deals as a table.
pub fn deals(w: Words, deals: &[LeadDeal]) -> Result<Table, Text> {
    if deals.is_empty() {
        return Err(w.t("lead-no-deals"));
    }
    let columns = vec![
        Column::text(w.t("deal-name")),
        Column::text(w.t("deal-standing")),
        Column::text(w.t("deal-date")),
        Column::number(w.t("deal-amount")),
    ];
    let row = |deal: &LeadDeal| {
        let named = deal.name.as_deref().map(Text::datum).filter(|name| !name.is_empty());
        let id = || deal.external_id.clone().unwrap_or_else(|| short(deal.id));
        let name = named.unwrap_or_else(|| w.t_args("deal-by-id", &[("id", Text::code(&id()).into())]));
        let none = || Cell::none(w.t("list-unknown"));
        Row::new(vec![
            Cell::link(name, format!("/deals/{}", deal.id)),
            Cell::of(&standing_state(w, deal.outcome.as_deref())),
            deal.moment.map_or_else(none, |moment| Cell::of(&w.moment(moment)).class("fit")),
            deal.amount.map_or_else(none, |amount| Cell::of(&w.money_exact(amount))),
        ])
    };
    Ok(Table::new(w.t("nav-deals"), columns, deals.iter().map(row).collect()))
}
