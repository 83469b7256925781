//! Samples of the pages of leads.

use super::detail::{LeadPage, LeadRecord};
use super::list::{LeadsFound, LeadsPage};
use super::merge_view::{MergePage, Other, Pair, Side, WithPage};
use super::params::LeadsAsked;
use super::person::{EraseForm, PersonFound, PersonPage};
use crate::domain::moment::Moment;
use crate::domain::money::Money;
use crate::domain::person::Role;
use crate::i18n::Words;
use crate::storage::handoff_pages;
use crate::storage::keyset::{COUNTED, Page, Total};
use crate::storage::lead_details::{Activity, Entry, ExternalRef, Lead, LeadDeal, Origin, Touch};
use crate::storage::lead_lists::LeadLine;
use crate::storage::merges::Told;
use crate::storage::person_data::Subject;
use crate::web::listing::OFFERED;
use crate::web::styleguide::samples::{Tone, member, viewer};
use askama::Template as _;
use chrono::{DateTime, NaiveDate};
use uuid::Uuid;

/// What an address may ask for.
const EVERYTHING: &str = "period=2026-q3&q=%D8%A3&stage=won&reached=sql&skipped=mql&won_within=90&quality=high&colour=red&as_of=2026-09-29&region=&owner=x&sort=-name&at=51";

/// A moment of samples.
#[must_use]
pub fn moment(tone: Tone) -> Option<Moment> {
    match tone {
        Tone::Empty => None,
        Tone::Typical => NaiveDate::from_ymd_opt(2026, 9, 29).map(Moment::Date),
        Tone::Extreme | Tone::Hostile => Some(Moment::Instant(DateTime::UNIX_EPOCH)),
    }
}

/// An amount of samples.
#[must_use]
pub fn money(tone: Tone) -> Option<Money> {
    let currency = "KWD".parse().ok()?;
    match tone {
        Tone::Empty => None,
        Tone::Typical => Some(Money { minor: 1_234_567, currency }),
        Tone::Extreme | Tone::Hostile => Some(Money { minor: -999_999_999_999_999, currency }),
    }
}

/// Data that someone typed, where there is any.
#[must_use]
pub fn typed(tone: Tone) -> Option<String> {
    (tone != Tone::Empty).then(|| tone.typed())
}

/// The pages of leads: what each is and what it printed.
#[must_use]
pub fn pages(w: Words, tone: Tone) -> Vec<(String, askama::Result<String>)> {
    let mut all = Vec::new();
    let subject = |erased| Subject {
        id: Uuid::nil(),
        first_name: typed(tone),
        last_name: typed(tone),
        company: typed(tone),
        email: typed(tone),
        erased_at: erased,
    };
    for (erased, error) in [(None, None), (None, Some("error-person-confirm")), (Some(DateTime::UNIX_EPOCH), None)] {
        let alike = if tone == Tone::Empty { Vec::new() } else { vec![subject(None)] };
        let found = PersonFound { subject: subject(erased), alike };
        let page = PersonPage::new(&viewer(w, tone), &found, &EraseForm::default(), error);
        all.push((format!("person {error:?}"), page.render()));
    }
    all.extend(merging(w, tone, subject(None)));
    for role in [Role::Viewer, Role::Admin] {
        let member = member(w, tone, role);
        for query in ["", EVERYTHING] {
            let asked = LeadsAsked::parse(&member, query, DateTime::UNIX_EPOCH);
            all.push((format!("leads {role:?} {query}"), LeadsPage::new(&member, &asked, &found(tone)).render()));
        }
        all.push((format!("lead {role:?}"), LeadPage::new(&member, &record(tone), DateTime::UNIX_EPOCH).render()));
    }
    all
}

fn found(tone: Tone) -> LeadsFound {
    if tone == Tone::Empty {
        return LeadsFound::default();
    }
    LeadsFound {
        page: Page { rows: vec![line(tone), line(Tone::Empty)], before: true, after: true },
        total: Total { rows: COUNTED, more: tone != Tone::Typical },
        any: true,
        offered: OFFERED.iter().map(|key| (*key, vec![tone.typed(), String::new()])).collect(),
    }
}

fn line(tone: Tone) -> LeadLine {
    let money = money(tone);
    LeadLine {
        external_id: typed(tone),
        first_name: typed(tone),
        last_name: typed(tone),
        company: typed(tone),
        email: typed(tone),
        phone: typed(tone),
        created_at: moment(tone).and_then(Moment::at),
        created_on: moment(tone).and_then(Moment::on),
        stage: "won".to_owned(),
        furthest: "won".to_owned(),
        work_status: "on_hold".to_owned(),
        owner: typed(tone),
        channel: typed(tone),
        source: typed(tone),
        campaign: typed(tone),
        archived_at: moment(tone).and_then(Moment::at),
        value_minor: money.map(|m| m.minor),
        value_currency: money.map(|m| m.currency.to_string()),
        ..LeadLine::default()
    }
}

/// Ids in other systems.
#[must_use]
pub fn refs(tone: Tone) -> Vec<ExternalRef> {
    typed(tone).into_iter().map(|id| ExternalRef { source: id.clone(), id }).collect()
}

/// Entries into stages.
#[must_use]
pub fn entries(tone: Tone) -> Vec<Entry> {
    let entry = |stage: &str, moment| Entry {
        id: Uuid::nil(),
        of_deal: stage == "lost",
        stage: stage.to_owned(),
        moment,
        observed: true,
        actor: typed(tone),
        reason: typed(tone),
    };
    if tone == Tone::Empty { Vec::new() } else { vec![entry("lost", moment(tone)), entry("lead", None)] }
}

/// What salespeople did.
#[must_use]
pub fn activities(tone: Tone) -> Vec<Activity> {
    let activity = |kind: String| Activity {
        id: Uuid::nil(),
        logged: DateTime::UNIX_EPOCH + chrono::TimeDelta::days(40_000),
        logged_by: Some(Uuid::nil()),
        kind,
        moment: moment(tone),
        actor: typed(tone),
        outcome: typed(tone),
        note: typed(tone),
    };
    typed(tone).into_iter().map(activity).collect()
}

/// Where a record came from.
#[must_use]
pub fn origin(tone: Tone) -> Option<Origin> {
    typed(tone).map(|file| Origin { import: Uuid::nil(), file, line: 123_456, recorded_at: DateTime::UNIX_EPOCH })
}

fn merging(w: Words, tone: Tone, alike: Subject) -> Vec<(String, askama::Result<String>)> {
    let mut all = Vec::new();
    let member = member(w, tone, Role::Marketing);
    let found = [Other::Alike(alike), Other::Found(Box::new(line(tone)))];
    let (kept, merged) = (side(tone, "a@x.example"), side(tone, "b@x.example"));
    for missed in [false, true] {
        let found = if tone == Tone::Empty { &[][..] } else { &found };
        let q = if missed { tone.typed() } else { String::new() };
        all.push((format!("merge with {missed}"), WithPage::new(&member, &kept, &q, found, missed).render()));
        let (kept, merged) = (kept.clone(), if missed { merged.clone() } else { Side::default() });
        let pair = Pair {
            id: Uuid::nil(),
            kept,
            merged,
            taken: ["email".to_owned()].into(),
            refusal: missed.then_some("merge-both-offered"),
        };
        all.push((format!("merge {missed}"), MergePage::new(&member, &pair).render()));
    }
    all
}

fn side(tone: Tone, email: &str) -> Side {
    let said = typed(tone).map(|text| [("email".to_owned(), email.into()), ("region".to_owned(), text.into())]);
    let LeadRecord { lead, refs, .. } = record(tone);
    Side { columns: said.into_iter().flatten().collect(), lead, refs, ..Side::default() }
}

fn record(tone: Tone) -> LeadRecord {
    let touch = |kind| Touch {
        kind,
        side: "sales".to_owned(),
        moment: moment(tone),
        channel: typed(tone),
        campaign: typed(tone),
        responded: Some(true),
    };
    let deal = LeadDeal {
        id: Uuid::nil(),
        external_id: None,
        name: typed(tone),
        amount: money(tone),
        outcome: None,
        moment: moment(tone),
    };
    LeadRecord {
        handoffs: typed(tone)
            .map(|name| handoff_pages::Told {
                id: Uuid::nil(),
                state: "returned".to_owned(),
                offered_at: DateTime::UNIX_EPOCH,
                offered_by: Some(name.clone()),
                assignee: Some(name),
                decided_at: None,
                reason: Some("no_budget".to_owned()),
            })
            .into_iter()
            .collect(),
        id: Uuid::nil(),
        changes: crate::web::records::samples::some_changes(tone),
        merges: typed(tone).map(|text| Told { first_name: Some(text), is_last: true, ..Told::default() }).into_iter().collect(),
        lead: Lead {
            email: typed(tone),
            phone: typed(tone),
            first_name: typed(tone),
            last_name: typed(tone),
            company: typed(tone),
            account: typed(tone).map(|name| (Uuid::nil(), name)),
            source: typed(tone),
            owner: typed(tone),
            created: moment(tone),
            consent: moment(tone),
            current_stage: "recycled".to_owned(),
            furthest_stage: "sql".to_owned(),
            work_status: "untouched".to_owned(),
            score: typed(tone).map(|_| -0.5),
            value: money(tone),
            raw: Some(serde_json::json!({ tone.typed(): tone.typed(), "n": -5 })),
            origin: origin(tone),
            ..Lead::default()
        },
        refs: refs(tone),
        entries: entries(tone),
        touches: if tone == Tone::Empty {
            Vec::new()
        } else {
            vec![touch(None), touch(typed(tone)), touch(Some("web".to_owned()))]
        },
        activities: activities(tone),
        deals: if tone == Tone::Empty { Vec::new() } else { vec![deal] },
    }
}
