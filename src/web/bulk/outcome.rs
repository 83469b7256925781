//! What was changed, and what was not and why.

use crate::actions::change_leads::{Change, Left, Outcome};
use crate::actions::handoffs::offer_many::{self, NotOffered};
use crate::i18n::{Text, Words};
use crate::storage::lead_lists::LeadLine;
use crate::storage::records::Named;
use crate::web::components::Link;
use crate::web::extract::Member;
use crate::web::leads::{LeadName, LeadsAsked};
use crate::web::shell::{NavItem, Shell};
use askama::Template;
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// The page after many leads were changed.
#[derive(Template)]
#[template(path = "pages/bulk/outcome.html")]
pub struct OutcomePage {
    shell: Shell,
    crumb: Link,
    lede: Text,
    left: Vec<(Text, Vec<Link>)>,
    changed: Option<(Text, Vec<Link>)>,
    back: Link,
}

impl OutcomePage {
    /// The page of an outcome; `lines` are the leads that there are.
    #[must_use]
    pub fn new(
        member: &Member,
        list: &LeadsAsked,
        change: &Change,
        people: &[Named],
        (outcome, lines): (&Outcome, &[LeadLine]),
    ) -> Self {
        let w = member.viewer.words;
        let link = links(member, lines);
        let mut left: BTreeMap<Left, Vec<Link>> = BTreeMap::new();
        for (id, why) in &outcome.left {
            left.entry(*why).or_default().push(link(id));
        }
        let (title, said) = said(w, change, people, outcome.changed.len());
        let said = if outcome.changed.is_empty() { w.t("bulk-done-none") } else { said };
        let heading = |(why, links): (Left, Vec<Link>)| (w.t_args(key(why), &[("n", links.len().into())]), links);
        let changed: Vec<Link> = outcome.changed.iter().map(link).collect();
        Self {
            shell: Shell::new(&member.viewer, title, NavItem::Leads),
            crumb: Link::new(w.t("nav-leads"), list.address.href()),
            lede: said,
            left: left.into_iter().map(heading).collect(),
            changed: (!changed.is_empty()).then(|| (w.t_args("bulk-changed", &[("n", changed.len().into())]), changed)),
            back: Link::new(w.t("bulk-back"), list.address.href()),
        }
    }

    /// The page of many offers.
    #[must_use]
    pub fn of_offers(member: &Member, list: &LeadsAsked, outcome: &offer_many::Outcome, lines: &[LeadLine]) -> Self {
        let w = member.viewer.words;
        let link = links(member, lines);
        let mut left: BTreeMap<&str, Vec<Link>> = BTreeMap::new();
        for (id, why) in &outcome.left {
            left.entry(offer_key(*why)).or_default().push(link(id));
        }
        let mut left: Vec<_> =
            left.into_iter().map(|(key, links)| (w.t_args(key, &[("n", links.len().into())]), links)).collect();
        if !outcome.unassigned.is_empty() {
            let nobodys: Vec<Link> = outcome.unassigned.iter().map(|(id, _)| link(id)).collect();
            left.insert(0, (w.t_args("bulk-offer-unassigned", &[("n", nobodys.len().into())]), nobodys));
        }
        let n = outcome.offered.len() + outcome.unassigned.len();
        let offered: Vec<Link> = outcome.offered.iter().map(link).collect();
        Self {
            shell: Shell::new(&member.viewer, w.t("bulk-title-offer"), NavItem::Leads),
            crumb: Link::new(w.t("nav-leads"), list.address.href()),
            lede: if n == 0 { w.t("bulk-offered-none") } else { w.t_args("bulk-offered", &[("n", n.into())]) },
            left,
            changed: (!offered.is_empty()).then(|| (w.t_args("bulk-offered-these", &[("n", offered.len().into())]), offered)),
            back: Link::new(w.t("bulk-back"), list.address.href()),
        }
    }
}

/// The page of a lead by its name.
fn links(member: &Member, lines: &[LeadLine]) -> impl Fn(&Uuid) -> Link + use<> {
    let (w, contacts) = (member.viewer.words, member.user.role.reads_contacts());
    let names: HashMap<Uuid, Text> = lines.iter().map(|line| (line.id, LeadName::of_line(line).text(w, contacts))).collect();
    move |id| {
        let by_id = || w.t_args("lead-by-id", &[("id", Text::code(&crate::web::leads::short(*id)).into())]);
        Link::new(names.get(id).cloned().unwrap_or_else(by_id), format!("/leads/{id}"))
    }
}

const fn offer_key(why: NotOffered) -> &'static str {
    match why {
        NotOffered::Forbidden => "bulk-left-forbidden",
        NotOffered::Already => "bulk-offer-already",
        NotOffered::WithSales => "bulk-offer-with-sales",
        NotOffered::Unavailable => "bulk-offer-unavailable",
        NotOffered::OutOfSight => "bulk-offer-out-of-sight",
        NotOffered::Gone => "bulk-left-gone",
    }
}

/// The title, and what was done in a sentence.
fn said(w: Words, change: &Change, people: &[Named], n: usize) -> (Text, Text) {
    match change {
        Change::Owner(None) => (w.t("bulk-title-owner"), w.t_args("bulk-done-nobody", &[("n", n.into())])),
        Change::Owner(Some(owner)) => {
            let name = people.iter().find(|person| person.id == *owner);
            let name = name.map_or_else(|| Text::code(&owner.to_string()), |person| Text::datum(&person.name));
            (w.t("bulk-title-owner"), w.t_args("bulk-done-owner", &[("n", n.into()), ("name", name.into())]))
        }
        Change::Stage { stage, .. } => {
            let stage = w.t(&format!("stage-{stage}"));
            (w.t("bulk-title-stage"), w.t_args("bulk-done-stage", &[("n", n.into()), ("stage", stage.into())]))
        }
    }
}

const fn key(why: Left) -> &'static str {
    match why {
        Left::Forbidden => "bulk-left-forbidden",
        Left::OfItsDeal => "bulk-left-deal",
        Left::TooEarly => "bulk-left-early",
        Left::NeedsReason => "bulk-left-reason",
        Left::Same => "bulk-left-same",
        Left::Erased => "bulk-left-erased",
        Left::Gone => "bulk-left-gone",
    }
}
