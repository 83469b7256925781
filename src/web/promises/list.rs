//! What is agreed on: the page of all policies, reasons and rules.

use super::conditions::told;
use super::policy_form::span;
use super::reason_form;
use crate::domain::handoff::Route;
use crate::domain::policy::{OfferRule, Policy};
use crate::i18n::{Text, Words};
use crate::storage::handoff_reasons::Reason;
use crate::storage::kpis::Owner;
use crate::web::components::{Cell, Column, Link, Markup, Row, State, StateKind, Table, Tag, TagKind};
use crate::web::extract::Member;
use crate::web::shell::{NavItem, Shell};
use askama::Template;
use std::collections::HashMap;
use uuid::Uuid;

/// The page's address.
pub const PATH: &str = "/settings/handoffs";
/// Reasons that have a key of the keyboard.
const KEYS: usize = 6;

/// What the page shows.
pub struct Loaded {
    /// In their order.
    pub policies: Vec<Policy>,
    /// Clocks that keep an older version, by policy.
    pub older: HashMap<Uuid, i64>,
    /// In their order.
    pub reasons: Vec<Reason>,
    /// In their order.
    pub rules: Vec<OfferRule>,
    /// The people of sales.
    pub people: Vec<Owner>,
    /// What a working day of sales has, in minutes.
    pub day: i32,
}

/// The page.
#[derive(Template)]
#[template(path = "pages/promises/list.html")]
pub struct PromisesPage {
    shell: Shell,
    crumb: Link,
    lede: Text,
    may: bool,
    refused: Option<Text>,
    policies: Table,
    reasons: Table,
    rules: Option<Table>,
}

/// The buttons of a row.
#[derive(Template)]
#[template(path = "pages/promises/row.html")]
struct Buttons<'a> {
    w: Words,
    csrf: &'a str,
    path: String,
    name: Text,
    up: bool,
    down: bool,
    retire: bool,
}

impl askama::filters::HtmlSafe for Buttons<'_> {}

impl PromisesPage {
    /// The page; `refused` says why what was just asked for was not done.
    #[must_use]
    pub fn new(member: &Member, loaded: &Loaded, refused: Option<&str>) -> Self {
        let w = member.viewer.words;
        let may = member.user.role.sets_policies();
        let shown = Shown { w, member, loaded, may };
        Self {
            shell: Shell::new(&member.viewer, w.t("promises-title"), NavItem::Promises),
            crumb: Link::new(w.t("nav-settings"), "/settings"),
            lede: w.t(if may { "promises-lede" } else { "promises-read-only" }),
            may,
            refused: refused.map(|key| w.t(key)),
            policies: shown.policies(),
            reasons: shown.reasons(),
            rules: (!loaded.rules.is_empty()).then(|| shown.rules()),
        }
    }
}

struct Shown<'a> {
    w: Words,
    member: &'a Member,
    loaded: &'a Loaded,
    may: bool,
}

impl Shown<'_> {
    fn buttons(&self, path: String, name: &Text, (up, down): (bool, bool), retire: bool) -> Cell {
        let buttons = Buttons { w: self.w, csrf: &self.member.viewer.csrf, path, name: name.clone(), up, down, retire };
        Cell::of(&Markup::of(&buttons)).class("fit")
    }

    fn columns(&self, keys: &[&str]) -> Vec<Column> {
        let action = self.may.then_some("promise-actions");
        keys.iter().copied().chain(action).map(|key| Column::text(self.w.t(key))).collect()
    }

    fn policies(&self) -> Table {
        let (w, policies) = (self.w, &self.loaded.policies);
        let columns = self.columns(&["promise-name", "promise-for", "promise-windows", "promise-escalation", "promise-version"]);
        let all_from = policies.iter().position(|policy| policy.conditions.are_none());
        let for_all = policies.iter().filter(|policy| policy.conditions.are_none()).count();
        let row = |(at, policy): (usize, &Policy)| {
            let name = Text::datum(&policy.name);
            let mut meets = Markup::of(&told(w, self.member.workspace.currency, &policy.conditions));
            if all_from.is_some_and(|first| at > first) {
                meets = Markup::of(&Pair(meets, Markup::of(&Tag::new(TagKind::Warn, w.t("promise-never-reached")))));
            }
            let older = self.loaded.older.get(&policy.key).copied().unwrap_or_default();
            let version = w.t_args("promise-version-n", &[("n", i64::from(policy.version).into())]);
            let version = if older == 0 {
                version
            } else {
                w.t_args("promise-and", &[("a", version.into()), ("b", w.t_args("promise-older", &[("n", older.into())]).into())])
            };
            let mut cells = vec![
                Cell::of(&name),
                Cell::of(&meets),
                Cell::of(&Markup::of(&Facts(self.windows(policy)))),
                Cell::of(&Markup::of(&Facts(self.escalation(policy)))),
                Cell::of(&version),
            ];
            if self.may {
                let retire = !policy.conditions.are_none() || for_all > 1;
                let ways = (at > 0, at + 1 < policies.len());
                cells.push(self.buttons(format!("{PATH}/policies/{}", policy.key), &name, ways, retire));
            }
            Row::new(cells)
        };
        Table::new(w.t("promise-policies"), columns, policies.iter().enumerate().map(row).collect())
    }

    fn windows(&self, policy: &Policy) -> Vec<(Text, Text)> {
        let (w, around) = (self.w, policy.around_the_clock);
        let span = |minutes| span(w, minutes, self.loaded.day, around);
        let expire = policy.expire_minutes.map_or_else(|| w.t("promise-never"), span);
        let clock = w.t(if around { "promise-around-short" } else { "promise-calendar" });
        vec![
            (w.t("promise-assign"), span(policy.assign_minutes)),
            (w.t("promise-touch"), span(policy.touch_minutes)),
            (w.t("promise-decide"), span(policy.decide_minutes)),
            (w.t("promise-expire-short"), expire),
            (w.t("promise-clock"), clock),
        ]
    }

    fn escalation(&self, policy: &Policy) -> Vec<(Text, Text)> {
        let w = self.w;
        let some = |minutes: Option<i32>| {
            minutes.map_or_else(|| w.t("promise-never"), |m| span(w, m, self.loaded.day, policy.around_the_clock))
        };
        let effort = [("k", i64::from(policy.attempts).into()), ("n", i64::from(policy.attempt_days).into())];
        vec![
            (w.t("promise-at-risk"), w.percent(f64::from(policy.at_risk_percent) / 100.0, 0)),
            (w.t("promise-tell-manager-short"), w.t(if policy.tell_manager { "promise-on" } else { "promise-off" })),
            (w.t("promise-again"), some(policy.tell_again_minutes)),
            (w.t("promise-reassign"), some(policy.reassign_minutes)),
            (w.t("promise-effort"), w.t_args("promise-effort-of", &effort)),
        ]
    }

    fn reasons(&self) -> Table {
        let (w, reasons) = (self.w, &self.loaded.reasons);
        let columns = self.columns(&["promise-reason", "promise-outcome", "promise-reason-key"]);
        let active = reasons.iter().filter(|reason| reason.active).count();
        let row = |(at, reason): (usize, &Reason)| {
            let name = reason_form::name(w, reason);
            let key = match (reason.active, at < KEYS) {
                (false, _) => Cell::of(&State { kind: StateKind::Mute, text: w.t("promise-unused") }),
                (true, true) => Cell::of(&w.count(at + 1)),
                (true, false) => Cell::of(&w.t("promise-more")),
            };
            let mut cells = vec![Cell::of(&name), Cell::of(&reason_form::outcome(w, reason)), key];
            if self.may {
                let ways = if reason.active { (at > 0, at + 1 < active) } else { (false, false) };
                cells.push(self.buttons(format!("{PATH}/reasons/{}", reason.key), &name, ways, false));
            }
            Row::new(cells)
        };
        Table::new(w.t("promise-reasons"), columns, reasons.iter().enumerate().map(row).collect())
    }

    fn rules(&self) -> Table {
        let (w, rules) = (self.w, &self.loaded.rules);
        let columns = self.columns(&["promise-name", "promise-for", "promise-route", "promise-state"]);
        let row = |(at, rule): (usize, &OfferRule)| {
            let name = Text::datum(&rule.name);
            let person = self.loaded.people.iter().find(|one| Some(one.id) == rule.person).map(|one| Text::datum(&one.name));
            let route = match (rule.route, person) {
                (Route::Person, Some(person)) => person,
                (route, _) => w.t(&format!("promise-route-{}", route.key())),
            };
            let state = if rule.active {
                State { kind: StateKind::Good, text: w.t("promise-rule-on") }
            } else {
                State { kind: StateKind::Mute, text: w.t("promise-unused") }
            };
            let conditions = told(w, self.member.workspace.currency, &rule.conditions);
            let mut cells = vec![Cell::of(&name), Cell::of(&conditions), Cell::of(&route), Cell::of(&state)];
            if self.may {
                cells.push(self.buttons(format!("{PATH}/rules/{}", rule.id), &name, (at > 0, at + 1 < rules.len()), false));
            }
            Row::new(cells)
        };
        Table::new(w.t("promise-rules"), columns, rules.iter().enumerate().map(row).collect())
    }
}

/// Two things one after the other.
#[derive(Template)]
#[template(ext = "html", source = r"{{ self.0 }} {{ self.1 }}")]
struct Pair(Markup, Markup);

impl askama::filters::HtmlSafe for Pair {}

/// Names with their values in a cell.
#[derive(Template)]
#[template(
    ext = "html",
    source = r#"<ul class="said">{% for (name, value) in self.0 %}<li><span class="muted">{{ name }}</span> {{ value }}</li>{% endfor %}</ul>"#
)]
struct Facts(Vec<(Text, Text)>);

impl askama::filters::HtmlSafe for Facts {}
