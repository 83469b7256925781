//! The pages on which two leads become one.

use super::name::{LeadName, stage_tag};
use crate::domain::columns::value;
use crate::domain::merging::{CHOICES, differing};
use crate::domain::stage::Stage;
use crate::i18n::{Text, Words};
use crate::storage::lead_details::{ExternalRef, Lead};
use crate::storage::lead_lists::LeadLine;
use crate::storage::merges::Belongings;
use crate::storage::person_data::Subject;
use crate::storage::records::{Columns, text_of, version_of};
use crate::web::components::{Cell, Column, Facts, Link, Markup, Row, Table};
use crate::web::extract::Member;
use crate::web::records::Conflict;
use crate::web::shell::{NavItem, Shell};
use askama::Template;
use std::collections::BTreeSet;
use uuid::Uuid;

/// One of the two.
#[derive(Clone, Debug, Default)]
pub struct Side {
    /// Its id.
    pub id: Uuid,
    /// Its columns.
    pub columns: Columns,
    /// The same with the names of what it belongs to.
    pub lead: Lead,
    /// What other systems call it.
    pub refs: Vec<ExternalRef>,
    /// What belongs to it.
    pub has: Belongings,
}

/// Two leads, and what was chosen between them.
#[derive(Clone, Debug)]
pub struct Pair {
    /// The merge: a form that is sent twice is one.
    pub id: Uuid,
    /// The lead that stays.
    pub kept: Side,
    /// The lead that goes.
    pub merged: Side,
    /// Choices that fall to what the merged one says.
    pub taken: BTreeSet<String>,
    /// Why it was not done: the key of a sentence.
    pub refusal: Option<&'static str>,
}

/// A lead that may be the other one.
#[derive(Clone, Debug)]
pub enum Other {
    /// It has the same address or number.
    Alike(Subject),
    /// A search found it.
    Found(Box<LeadLine>),
}

/// Both leads beside each other.
#[derive(Template)]
#[template(path = "pages/leads/merge.html")]
pub struct MergePage {
    shell: Shell,
    crumbs: [Link; 2],
    refusal: Option<Text>,
    sides: [(Text, Link, Facts); 2],
    choices: Vec<Conflict>,
    filled: Option<Facts>,
    hidden: Vec<(&'static str, String)>,
    action: String,
    back: String,
}

impl MergePage {
    /// The page of a pair.
    #[must_use]
    pub fn new(member: &Member, pair: &Pair) -> Self {
        let w = member.viewer.words;
        let Pair { kept, merged, .. } = pair;
        let decided = differing(&kept.columns, &merged.columns);
        let choice = |group: &&'static [&'static str]| Conflict {
            name: group[0],
            label: label(w, group),
            mine: said(w, kept, group[0]),
            theirs: said(w, merged, group[0]),
            keep_mine: !pair.taken.contains(group[0]),
        };
        let blank = |side: &Side, group: &[&str]| group.iter().all(|column| value(&side.columns, column).is_null());
        let fills = CHOICES.iter().filter(|group| blank(kept, group) && !blank(merged, group));
        let filled: Vec<(Text, Markup)> = fills.map(|group| (label(w, group), Markup::of(&said(w, merged, group[0])))).collect();
        let version = |side: &Side| version_of(&side.columns).unwrap_or_default().to_string();
        let (back, action) = (format!("/leads/{}", kept.id), format!("/leads/{}/merge", kept.id));
        Self {
            shell: Shell::new(&member.viewer, w.t("merge-title"), NavItem::Leads),
            crumbs: [Link::new(w.t("nav-leads"), "/leads"), Link::new(name(kept).text(w, true), back.clone())],
            refusal: pair.refusal.map(|key| w.t(key)),
            sides: [column(w, "merge-stays", kept), column(w, "merge-goes", merged)],
            choices: decided.iter().map(choice).collect(),
            filled: (!filled.is_empty()).then_some(Facts { facts: filled }),
            hidden: vec![
                ("id", pair.id.to_string()),
                ("with", merged.id.to_string()),
                ("version", version(kept)),
                ("other_version", version(merged)),
            ],
            action,
            back,
        }
    }
}

fn column(w: Words, heading: &str, side: &Side) -> (Text, Link, Facts) {
    let stage: Stage = side.lead.current_stage.parse().unwrap_or(Stage::Lead);
    let mut facts = vec![(w.t("lead-stage"), Markup::of(&stage_tag(w, stage)))];
    facts.extend(side.lead.created.map(|created| (w.t("lead-created"), Markup::of(&w.moment(created)))));
    let ids: Vec<Text> = side.refs.iter().map(|r| Text::code(&r.id)).collect();
    facts.extend((!ids.is_empty()).then(|| (w.t("merge-ids"), Markup::of(&w.list(&ids)))));
    let Belongings { touches, activities, entries, deals } = side.has;
    for (key, n) in
        [("merge-touches", touches), ("merge-activities", activities), ("merge-entries", entries), ("merge-deals", deals)]
    {
        facts.push((w.t(key), Markup::of(&w.integer(n))));
    }
    (w.t(heading), Link::new(name(side).text(w, true), format!("/leads/{}", side.id)), Facts { facts })
}

fn name(side: &Side) -> LeadName<'_> {
    let lead = &side.lead;
    LeadName {
        first: lead.first_name.as_deref(),
        last: lead.last_name.as_deref(),
        company: lead.company.as_deref(),
        email: lead.email.as_deref(),
        external_id: side.refs.first().map(|r| r.id.as_str()),
        id: side.id,
    }
}

/// What a choice is called: by its first column.
fn label(w: Words, group: &[&str]) -> Text {
    match group[0] {
        "source" => w.t("merge-first-source"),
        column => w.t(&format!("change-field-{}", column.replace('_', "-"))),
    }
}

/// What a lead says.
fn said(w: Words, side: &Side, column: &str) -> Text {
    let Side { columns, lead, .. } = side;
    let datum = |text: Option<&String>| text.map(|text| Text::datum(text));
    let text = match column {
        "email" => lead.email.as_deref().map(Text::code),
        "phone" => lead.phone.as_deref().map(Text::code),
        "domain" => text_of(columns, column).map(Text::code),
        "account_id" => lead.account.as_ref().map(|(_, name)| Text::datum(name)),
        "owner_id" => datum(lead.owner.as_ref()),
        "source" => {
            let mut parts: Vec<&String> =
                [&lead.source, &lead.medium, &lead.channel, &lead.campaign].into_iter().flatten().collect();
            parts.dedup();
            Some(w.list(&parts.into_iter().map(|part| Text::datum(part)).collect::<Vec<_>>()))
        }
        "score" => lead.score.map(|score| w.decimal(score, usize::from(score.fract() != 0.0))),
        "value_minor" => lead.value.map(|value| w.money_exact(value)),
        "consent_at" => lead.consent.map(|moment| w.moment(moment)),
        column => text_of(columns, column).map(Text::datum),
    };
    text.filter(|text| !text.is_empty()).unwrap_or_else(|| w.t("list-unknown"))
}

/// The way to the other lead.
#[derive(Template)]
#[template(path = "pages/leads/merge_with.html")]
pub struct WithPage {
    shell: Shell,
    crumbs: [Link; 2],
    action: String,
    q: String,
    missed: bool,
    heading: Text,
    found: Result<Table, Text>,
}

impl WithPage {
    /// The page: what was searched, and what was found.
    #[must_use]
    pub fn new(member: &Member, lead: &Side, q: &str, others: &[Other], missed: bool) -> Self {
        let w = member.viewer.words;
        let called = name(lead).text(w, true);
        let action = format!("/leads/{}/merge", lead.id);
        let searched = !q.trim().is_empty();
        let heading = w.t(if searched { "merge-found" } else { "merge-alike" });
        let none = if searched { "merge-found-none" } else { "merge-alike-none" };
        let columns = ["lead-name", "merge-compare", "lead-company", "lead-email"].map(|key| Column::text(w.t(key)));
        let rows: Vec<Row> = others.iter().map(|other| row(w, &action, other)).collect();
        let found = if rows.is_empty() { Err(w.t(none)) } else { Ok(Table::new(heading.clone(), columns.to_vec(), rows)) };
        Self {
            shell: Shell::new(&member.viewer, w.t("merge-title"), NavItem::Leads),
            crumbs: [Link::new(w.t("nav-leads"), "/leads"), Link::new(called, format!("/leads/{}", lead.id))],
            action,
            q: q.to_owned(),
            missed,
            heading,
            found,
        }
    }
}

fn row(w: Words, action: &str, other: &Other) -> Row {
    let (name, company, email) = match other {
        Other::Alike(subject) => (subject.into(), subject.company.as_ref(), subject.email.as_ref()),
        Other::Found(line) => (LeadName::of_line(line), line.company.as_ref(), line.email.as_ref()),
    };
    let text = name.text(w, true);
    let cell = |text: Option<Text>| match text.filter(|text| !text.is_empty()) {
        Some(text) => Cell::of(&text),
        None => Cell::none(w.t("list-unknown")),
    };
    let said = w.t_args("merge-compare-with", &[("name", (&text).into())]);
    Row::new(vec![
        Cell::link(text, format!("/leads/{}", name.id)),
        Cell::of(&Compare { text: w.t("merge-compare"), said, href: format!("{action}?with={}", name.id) }),
        cell(company.map(|company| Text::datum(company))),
        cell(email.map(|email| Text::code(email))),
    ])
}

/// The way to the pair: short, so that a phone shows it beside the name.
#[derive(Template)]
#[template(ext = "html", source = r#"<a class="btn s" href="{{ href }}" aria-label="{{ said.attr() }}">{{ text }}</a>"#)]
struct Compare {
    text: Text,
    said: Text,
    href: String,
}

impl askama::filters::HtmlSafe for Compare {}
