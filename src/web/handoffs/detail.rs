//! One handoff: who, the clock, what can be done, and why marketing sent it.

use super::clock::{Clock, when};
use super::history::told;
use super::list::{address, reason_name};
use crate::actions::handoffs::FRESH;
use crate::domain::handoff::State;
use crate::domain::person::{Role, Team};
use crate::domain::sla::{Reading, TouchState};
use crate::domain::stage::Stage;
use crate::i18n::{Text, Words};
use crate::storage::handoff_pages::{Assignment, Names, Taker, View, Warnings};
use crate::storage::handoff_reasons::Reason;
use crate::storage::handoffs::StoredHandoff;
use crate::storage::lead_details::{Activity, Lead, Touch};
use crate::storage::qualifications::{Criterion, Qualification};
use crate::web::components::{Facts, Field, FieldKind, Link, Markup, OptionItem, Tag, TagKind, Timeline};
use crate::web::extract::Member;
use crate::web::leads::{Event, LeadName, Looking, activity, touch};
use askama::Template;
use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

/// So many reasons are on keys; the others stand under *more*.
const ON_KEYS: usize = 6;

/// Everything that is known of a handoff.
#[derive(Clone, Debug)]
pub struct Found {
    /// The handoff.
    pub handoff: StoredHandoff,
    /// Its lead.
    pub lead: Lead,
    /// Its people.
    pub names: Names,
    /// Who got it.
    pub assignments: Vec<Assignment>,
    /// What to know first.
    pub warnings: Warnings,
    /// Who can get it.
    pub takers: Vec<Taker>,
    /// Why it can be refused.
    pub reasons: Vec<Reason>,
    /// The lead's touches.
    pub touches: Vec<Touch>,
    /// What salespeople did.
    pub activities: Vec<Activity>,
    /// What its clock shows, and whether anybody works now.
    pub read: Option<(Reading, bool)>,
    /// By what the lead is qualified.
    pub criteria: Vec<Criterion>,
    /// What was answered to that.
    pub qualification: Option<Qualification>,
    /// Now.
    pub now: DateTime<Utc>,
}

impl Found {
    /// The stage in which its lead stands.
    #[must_use]
    pub fn stage(&self) -> Stage {
        self.lead.current_stage.parse().unwrap_or(Stage::Lead)
    }

    /// Whether this person may answer it.
    #[must_use]
    pub fn is_answered_by(&self, member: &Member) -> bool {
        let user = &member.user;
        let own = self.handoff.assignee_id == Some(user.person_id.0);
        user.role.answers(own, self.handoff.assignee_id.is_none() && user.team == Some(Team::Sales))
    }

    /// What the lead is called.
    #[must_use]
    pub fn name(&self, w: Words, contacts: bool) -> Text {
        let lead = &self.lead;
        let name = LeadName {
            first: lead.first_name.as_deref(),
            last: lead.last_name.as_deref(),
            company: lead.company.as_deref(),
            email: lead.email.as_deref(),
            external_id: None,
            id: self.handoff.lead_id,
        };
        name.text(w, contacts)
    }
}

/// The clock at the head.
struct Box {
    due: Option<Text>,
    clock: Clock,
    percent: i64,
    used: Text,
}

/// The question why, which the page asks without leaving it.
struct Refusal {
    action: String,
    title: Text,
    save: Text,
    hint: Text,
    first: Vec<(usize, String, Text)>,
    more: Vec<(String, Text)>,
}

/// What can be done.
#[derive(Default)]
struct Acts {
    accept: bool,
    refuse: Option<(Link, &'static str)>,
    contact: Option<Field>,
    hold: Option<Link>,
    qualify: Option<Link>,
    undo: bool,
    withdraw: bool,
    assign: Option<Field>,
    reply: Option<Field>,
    offer_again: Option<Link>,
}

/// One handoff.
#[derive(Template)]
#[template(path = "pages/handoffs/detail.html")]
pub struct Detail {
    w: Words,
    csrf: String,
    /// Which.
    pub id: Uuid,
    back: String,
    name: Text,
    initials: Text,
    about: Vec<Markup>,
    state: Tag,
    clock: Option<Box>,
    acts: Acts,
    contact_id: String,
    refusal: Option<Refusal>,
    warnings: Vec<Markup>,
    reason: Option<(Text, Option<Text>)>,
    reply: Option<(Text, Option<Text>)>,
    note: Option<(Text, Option<Text>)>,
    why: Facts,
    contact: Option<Facts>,
    touches: Option<Timeline>,
    qualified: Option<Text>,
    history: Timeline,
}

impl askama::filters::HtmlSafe for Detail {}

impl Detail {
    /// One handoff, as this reader may see it.
    #[must_use]
    pub fn new(member: &Member, found: &Found, view: View) -> Self {
        let w = member.viewer.words;
        let contacts = member.user.role.reads_contacts();
        let name = found.name(w, contacts);
        let look = Looking {
            w,
            zone: member.workspace.zone,
            contacts,
            edits: None,
            person: Some(member.user.person_id.0),
            csrf: &member.viewer.csrf,
            now: found.now,
        };
        let mut events: Vec<Event> = found.touches.iter().map(|t| touch(w, t)).collect();
        events.extend(found.activities.iter().map(|a| activity(look, a)));
        let (timeline, _) = Event::timeline(w, member.workspace.zone, events);
        let acts = acts(member, found);
        Self {
            w,
            csrf: member.viewer.csrf.clone(),
            id: found.handoff.id,
            back: address(view),
            initials: initials(&name),
            about: about(w, found, contacts),
            state: Tag::new(kind(found.handoff.state()), w.t(&format!("handoff-state-{}", found.handoff.state))),
            clock: found.read.as_ref().map(|(reading, open)| clock_box(w, reading, *open, found.now)),
            refusal: acts.refuse.as_ref().map(|(link, verb)| refusal(w, found, link, verb)),
            acts,
            contact_id: Uuid::now_v7().to_string(),
            warnings: warnings(w, found),
            reason: reason(w, found),
            reply: reply(w, found),
            note: note(w, found),
            why: Facts { facts: why(w, &found.lead) },
            contact: contacts.then(|| Facts { facts: contact(w, &found.lead) }).filter(|facts| !facts.facts.is_empty()),
            touches: (!timeline.items.is_empty()).then_some(timeline),
            qualified: found.qualification.as_ref().map(|answered| super::qualify::told(w, &found.criteria, answered)),
            history: told(w, found),
            name,
        }
    }
}

const fn kind(state: State) -> TagKind {
    match state {
        State::Offered => TagKind::Marketing,
        State::Accepted => TagKind::Sales,
        State::Rejected | State::Returned => TagKind::Warn,
        State::Expired => TagKind::Bad,
        State::Withdrawn => TagKind::Neutral,
    }
}

fn initials(name: &Text) -> Text {
    let name = name.plain();
    let letters = name.split(' ').filter_map(|word| word.trim_start_matches("ال").chars().find(|c| c.is_alphanumeric()));
    let letters: Vec<String> = letters.take(2).map(|c| c.to_uppercase().to_string()).collect();
    let apart = if letters.iter().all(|letter| letter.is_ascii()) { "" } else { " " };
    Text::datum(&letters.join(apart))
}

fn about(w: Words, found: &Found, contacts: bool) -> Vec<Markup> {
    let lead = &found.lead;
    let account = lead.account.as_ref().map(|(id, name)| Markup::of(&Link::new(Text::datum(name), format!("/accounts/{id}"))));
    let company = || lead.company.as_deref().filter(|_| contacts).map(|company| Markup::of(&Text::datum(company)));
    let page = Link::new(w.t("handoff-lead-page"), format!("/leads/{}", found.handoff.lead_id));
    account.or_else(company).into_iter().chain([Markup::of(&page)]).collect()
}

fn clock_box(w: Words, reading: &Reading, open: bool, now: DateTime<Utc>) -> Box {
    let runs = matches!(
        reading.state,
        TouchState::Pending | TouchState::AtRisk | TouchState::Closed | TouchState::Held | TouchState::Breached
    );
    let due = match (reading.state, reading.resumes) {
        (TouchState::Held | TouchState::Closed, Some(at)) => {
            Some(w.t_args("clock-resumes", &[("when", when(w, at, now).into())]))
        }
        _ => reading.due.filter(|_| runs).map(|due| w.t_args("clock-due", &[("when", when(w, due, now).into())])),
    };
    let window = reading.window.num_seconds().max(1);
    let duration = |time: TimeDelta| w.duration(time.num_minutes());
    let args = [("used", duration(reading.used).into()), ("window", duration(reading.window).into())];
    Box {
        due,
        clock: Clock::new(w, reading, open),
        percent: (reading.used.num_seconds() * 100 / window).clamp(0, 100),
        used: w.t_args("clock-used", &args),
    }
}

fn acts(member: &Member, found: &Found) -> Acts {
    let (w, role) = (member.viewer.words, member.user.role);
    let handoff = &found.handoff;
    let (state, id) = (handoff.state(), handoff.id);
    let manages = matches!(role, Role::Manager | Role::Admin);
    let answers = found.is_answered_by(member) && state.is_running();
    let waits = handoff.assignee_id.is_none();
    let of_this = |verb: &str, key: &str| Link::new(w.t(key), format!("/handoffs/{id}/{verb}"));
    let decided = match state {
        State::Returned => (handoff.returned_by, handoff.returned_at),
        _ => (handoff.decided_by, handoff.decided_at),
    };
    let fresh = decided.1.is_some_and(|at| found.now - at <= FRESH) && handoff.reply.is_none() && handoff.import_id.is_none();
    Acts {
        accept: answers && state == State::Offered,
        refuse: match state {
            State::Offered if answers => Some((of_this("rejection", "handoff-reject"), "reject")),
            State::Accepted if answers => Some((of_this("return", "handoff-return"), "return")),
            _ => None,
        },
        contact: answers.then(|| outcome_field(w)),
        hold: (answers && handoff.touched_at.is_none() && handoff.hold_from.is_none()).then(|| of_this("hold", "handoff-hold")),
        qualify: (answers && state == State::Accepted)
            .then(|| super::qualify::link(w, id, found.stage()))
            .flatten()
            .filter(|_| found.warnings.deal.is_none()),
        undo: fresh && decided.0 == Some(member.user.person_id.0) && state.undone().is_some(),
        withdraw: role.offers() && state == State::Offered,
        assign: (state.is_running() && (manages || waits && role.offers())).then(|| assign_field(w, found)),
        reply: (role.offers() && state.wants_reply() && handoff.reply.is_none())
            .then(|| Field::new(w, "note", w.t("handoff-reply-note"), FieldKind::Lines(2))),
        offer_again: (role.offers() && !state.is_running())
            .then(|| Link::new(w.t("handoff-offer-again"), format!("/leads/{}/offer", handoff.lead_id))),
    }
}

fn outcome_field(w: Words) -> Field {
    let outcomes =
        ["connected", "no_answer", "wrong_number", "later"].map(|key| OptionItem::new(key, w.t(&format!("outcome-{key}"))));
    let all = std::iter::once(OptionItem::new("", w.t("handoff-outcome-none"))).chain(outcomes).collect();
    Field::new(w, "outcome", w.t("log-outcome"), FieldKind::Select(all))
}

fn assign_field(w: Words, found: &Found) -> Field {
    let other = |taker: &&Taker| Some(taker.id) != found.handoff.assignee_id;
    let people = found.takers.iter().filter(other).map(|taker| OptionItem::new(taker.id.to_string(), Text::datum(&taker.name)));
    let all = std::iter::once(OptionItem::new("", w.t("handoff-choose-person"))).chain(people).collect();
    Field::new(w, "to", w.t("handoff-assign-to"), FieldKind::Select(all)).required()
}

fn refusal(w: Words, found: &Found, link: &Link, verb: &'static str) -> Refusal {
    let named = |reason: &Reason| (reason.key.clone(), reason_name(w, &reason.key, reason.name.as_deref()));
    let mut all = found.reasons.iter().filter(|reason| reason.active).map(named);
    let first: Vec<_> = all.by_ref().take(ON_KEYS).enumerate().map(|(n, (key, name))| (n + 1, key, name)).collect();
    let back = match &found.names.offered_by {
        Some(name) => w.t_args("handoff-goes-back-to", &[("name", Text::datum(name).into())]),
        None => w.t("handoff-goes-back"),
    };
    Refusal {
        action: link.href.clone(),
        title: w.t(&format!("handoff-{verb}-title")),
        save: w.t(&format!("handoff-{verb}-save")),
        hint: back,
        first,
        more: all.collect(),
    }
}

fn warnings(w: Words, found: &Found) -> Vec<Markup> {
    let own = found.handoff.assignee_id;
    told_warnings(w, &found.warnings, own)
}

/// What to know before offering or taking a lead; `own` is who has it.
pub(super) fn told_warnings(w: Words, warnings: &Warnings, own: Option<Uuid>) -> Vec<Markup> {
    let name = |name: &Option<String>| name.as_deref().map(Text::datum);
    let mut all = Vec::new();
    if warnings.customer {
        all.push(Markup::of(&w.t("handoff-warn-customer")));
    }
    if let Some(deal) = warnings.deal {
        let said = match name(&warnings.deal_owner) {
            Some(name) => w.t_args("handoff-warn-deal-of", &[("name", name.into())]),
            None => w.t("handoff-warn-deal"),
        };
        all.push(Markup::of(&Link::new(said, format!("/deals/{deal}"))));
    }
    if let Some(name) = name(&warnings.owner).filter(|_| warnings.owner_id != own) {
        all.push(Markup::of(&w.t_args("handoff-warn-owner", &[("name", name.into())])));
    }
    all
}

fn reason(w: Words, found: &Found) -> Option<(Text, Option<Text>)> {
    let handoff = &found.handoff;
    let key = handoff.reason.as_deref()?;
    let named = found.reasons.iter().find(|reason| reason.key == key).and_then(|reason| reason.name.as_deref());
    let said = reason_name(w, key, named);
    let said = match handoff.recycle_on {
        Some(day) => w.t_args("handoff-reason-until", &[("reason", said.into()), ("day", w.date(day).into())]),
        None => said,
    };
    Some((said, handoff.reason_note.as_deref().map(Text::datum)))
}

fn reply(w: Words, found: &Found) -> Option<(Text, Option<Text>)> {
    let handoff = &found.handoff;
    let key = handoff.reply.as_deref()?;
    let name = found.names.replied_by.as_deref().map_or_else(|| w.t("changes-nobody"), Text::datum);
    Some((w.t_args(&format!("handoff-reply-{key}"), &[("name", name.into())]), handoff.reply_note.as_deref().map(Text::datum)))
}

fn note(w: Words, found: &Found) -> Option<(Text, Option<Text>)> {
    let by = match (&found.names.offered_by, &found.names.rule) {
        (Some(name), _) => Some(w.t_args("history-by", &[("name", Text::datum(name).into())])),
        (None, Some(rule)) => Some(w.t_args("handoff-by-rule", &[("name", Text::datum(rule).into())])),
        (None, None) => None,
    };
    Some((found.handoff.note.as_deref().map(Text::datum)?, by))
}

fn why(w: Words, lead: &Lead) -> Vec<(Text, Markup)> {
    let datum = |text: &Option<String>| text.as_deref().map(Text::datum);
    let facts = [
        ("lead-score", lead.score.map(|score| w.decimal(score, usize::from(score.fract() != 0.0)))),
        ("dimension-persona", datum(&lead.persona)),
        ("dimension-campaign", datum(&lead.campaign)),
        ("dimension-channel", datum(&lead.channel)),
        ("dimension-region", datum(&lead.region)),
        ("lead-value-given", lead.value.map(|value| w.money_exact(value))),
    ];
    facts.into_iter().filter_map(|(key, text)| Some((w.t(key), Markup::of(&text.filter(|t| !t.is_empty())?)))).collect()
}

fn contact(w: Words, lead: &Lead) -> Vec<(Text, Markup)> {
    let mut facts = Vec::new();
    if let Some(phone) = lead.phone.as_deref().filter(|phone| !phone.trim().is_empty()) {
        let plain: String = phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
        facts.push((w.t("lead-phone"), Markup::of(&Link::new(Text::code(phone), format!("tel:{plain}")))));
        if let Some(digits) = plain.strip_prefix('+').filter(|digits| digits.len() > 6) {
            let link = Link::new(Text::code(phone), format!("https://wa.me/{digits}"));
            facts.push((w.t("activity-kind-whatsapp"), Markup::of(&link)));
        }
    }
    if let Some(email) = lead.email.as_deref().filter(|email| !email.trim().is_empty()) {
        facts.push((w.t("lead-email"), Markup::of(&Link::new(Text::code(email), format!("mailto:{email}")))));
    }
    facts.extend(lead.country.as_deref().map(|country| (w.t("lead-country"), Markup::of(&Text::datum(country)))));
    facts
}
