//! The page of one person: what he may do, how he stands, what he has open.

use super::form::PersonForm;
use super::list::state;
use crate::domain::person::Team;
use crate::i18n::{Text, Words};
use crate::storage::open_work::OpenWork;
use crate::storage::staff::{Account, Someone, Standing};
use crate::web::components::{ErrorSummary, Facts, Field, Link, Markup};
use crate::web::extract::Member;
use crate::web::shell::{NavItem, Shell};
use askama::Template;
use chrono::{DateTime, Utc};

/// The page of a person.
#[expect(clippy::struct_excessive_bools, reason = "each is a button that is there or not")]
#[derive(Template)]
#[template(path = "pages/people/person.html")]
pub struct PersonPage {
    shell: Shell,
    crumb: Link,
    lede: Markup,
    path: String,
    summary: Option<ErrorSummary>,
    stale: Option<(Text, Facts)>,
    form: Option<(Vec<Field>, String)>,
    facts: Facts,
    invite: Option<Link>,
    link: Option<Text>,
    withdraw: bool,
    leave: bool,
    back: bool,
    work: Result<Facts, Text>,
    hand_over: bool,
}

/// What a page of a person shows beside what is stored.
#[derive(Clone, Debug, Default)]
pub struct Typed<'a> {
    /// The fields as typed, after a failed save.
    pub form: Option<&'a PersonForm>,
    /// What is wrong with them.
    pub errors: &'a [(&'static str, &'static str)],
    /// Somebody else saved other values meanwhile: those of `someone`.
    pub stale: bool,
}

impl PersonPage {
    /// The page.
    #[must_use]
    pub fn new(member: &Member, someone: &Someone, work: OpenWork, typed: &Typed<'_>, now: DateTime<Utc>) -> Self {
        let w = member.viewer.words;
        let account = someone.user.as_ref();
        let form = account.map(|account| {
            let stored = PersonForm::of(someone, account);
            let mut shown = typed.form.unwrap_or(&stored).clone();
            if typed.stale {
                // Saving again is then a decision: the form carries the newer version.
                shown.version.clone_from(&stored.version);
            }
            (shown.fields(w, typed.errors, None), shown.version)
        });
        let stands = |standing| account.is_some_and(|account| account.standing == standing);
        let link = match account.map(|account| account.standing) {
            Some(Standing::Active) => Some("person-make-reset"),
            Some(Standing::Invited) => Some("person-make-invitation"),
            Some(Standing::Left) | None => None,
        };
        Self {
            shell: Shell::new(&member.viewer, Text::datum(&someone.name), NavItem::Settings),
            crumb: Link::new(w.t("people-title"), "/settings/people"),
            lede: account.map_or_else(|| Markup::of(&w.t("person-no-sign-in")), |account| Markup::of(&state(w, account, now))),
            path: format!("/settings/people/{}", someone.person),
            summary: form.as_ref().and_then(|(fields, _)| ErrorSummary::of(w, fields)),
            stale: account.filter(|_| typed.stale).map(|account| (w.t("person-stale"), stored(w, someone, account))),
            form,
            facts: Facts { facts: facts(w, account, now) },
            invite: account
                .is_none()
                .then(|| Link::new(w.t("people-invite"), format!("/settings/people/invite?person={}", someone.person))),
            link: link.map(|key| w.t(key)),
            withdraw: stands(Standing::Invited),
            leave: stands(Standing::Active),
            back: stands(Standing::Left),
            work: if work.is_none() { Err(w.t("work-none")) } else { Ok(Facts { facts: work_facts(w, someone, work) }) },
            hand_over: !work.is_none(),
        }
    }
}

fn facts(w: Words, account: Option<&Account>, now: DateTime<Utc>) -> Vec<(Text, Markup)> {
    let Some(account) = account else { return Vec::new() };
    let seen = account.seen.map_or_else(|| w.t("person-never-seen"), |at| w.date_time(at));
    let mut facts = vec![(w.t("person-seen"), Markup::of(&seen))];
    if let Some(until) = account.link_until.filter(|until| *until > now) {
        facts.push((w.t("person-link-until"), Markup::of(&w.date_time(until))));
    }
    facts
}

fn stored(w: Words, someone: &Someone, account: &Account) -> Facts {
    let team = someone.team.map_or_else(|| w.t("team-none"), |team: Team| w.t(&format!("team-{}", team.key())));
    let facts = vec![
        (w.t("person-name"), Markup::of(&Text::datum(&someone.name))),
        (w.t("field-email"), Markup::of(&Text::code(&account.email))),
        (w.t("person-role"), Markup::of(&w.t(&format!("role-{}", account.role.key())))),
        (w.t("person-team"), Markup::of(&team)),
    ];
    Facts { facts }
}

/// What somebody has open, each count leading to the list where there is one.
#[must_use]
pub fn work_facts(w: Words, someone: &Someone, work: OpenWork) -> Vec<(Text, Markup)> {
    let owner = someone.person;
    let stages = "stage=lead&stage=mql&stage=sal&stage=sql&stage=opportunity&stage=recycled";
    let linked = |n: i64, href: String| Markup::of(&Link::new(w.integer(n), href));
    vec![
        (w.t("work-leads"), linked(work.leads, format!("/leads?{stages}&owner={owner}"))),
        (w.t("work-deals"), linked(work.deals, format!("/deals?outcome=open&owner={owner}"))),
        (w.t("work-campaigns"), Markup::of(&w.integer(work.campaigns))),
        (w.t("work-handoffs"), Markup::of(&w.integer(work.handoffs))),
    ]
}
