//! One number: what it means, how it stands, its targets by month, who owns it, and who changed what.

use super::form::{Errors, OwnersForm, TargetForm, owner_field, target_fields, typed};
use super::words;
use crate::domain::period::Period;
use crate::i18n::{Text, Words};
use crate::metrics::kpi::Kpi;
use crate::reports::goals::Goal;
use crate::storage::kpis::{Owner, OwnerChange, RecordedTarget, StoredKpi, TargetState};
use crate::web::components::{Cell, Column, ErrorSummary, Facts, Field, Link, Markup, Row, Table};
use crate::web::extract::{Calendar, Member};
use crate::web::measure::{figures, naming};
use crate::web::shell::{NavItem, Shell};
use askama::Template;
use chrono::NaiveDate;

/// What the page is made from.
pub struct Loaded {
    /// The number.
    pub goal: Goal,
    /// Days of "converted within H days".
    pub horizon: u16,
    /// The period of the page: the running quarter.
    pub quarter: Period,
    /// Its owners and version, once anybody changed it.
    pub stored: Option<StoredKpi>,
    /// Everything recorded of its targets, the newest first.
    pub history: Vec<RecordedTarget>,
    /// When its owners changed.
    pub owner_changes: Vec<OwnerChange>,
    /// The people of marketing and of sales.
    pub people: [Vec<Owner>; 2],
    /// What periods are named by.
    pub calendar: Calendar,
}

/// What was sent and refused, or asked for.
#[derive(Default)]
pub struct Sent {
    /// The target's form.
    pub target: Option<TargetForm>,
    /// The owners' form.
    pub owners: Option<OwnersForm>,
    /// What is wrong.
    pub errors: Errors,
    /// What somebody else stored meanwhile: names and values.
    pub stale: Option<Vec<(Text, Text)>>,
}

/// The page.
#[derive(Template)]
#[template(path = "pages/goals/detail.html")]
pub struct GoalPage {
    shell: Shell,
    back: Link,
    lede: Text,
    summary: Option<ErrorSummary>,
    stale: Option<(Text, Vec<(Text, Text)>)>,
    now: Facts,
    bar: Option<Markup>,
    trend: Option<Link>,
    may: bool,
    path: String,
    version: i32,
    target: Vec<Field>,
    owners: Vec<Field>,
    targets: Option<Table>,
    history: Option<Table>,
}

impl GoalPage {
    /// The page with what was sent.
    #[must_use]
    pub fn new(member: &Member, loaded: &Loaded, sent: &Sent) -> Self {
        let w = member.viewer.words;
        let page = Detail { w, member, loaded };
        let kpi = loaded.goal.kpi;
        let form = sent.target.clone().unwrap_or_else(|| page.fresh_target(None));
        let today = loaded.calendar.today;
        let target = target_fields(w, kpi, member.workspace.currency, &form, today, &sent.errors);
        let owners = page.owner_fields(sent);
        Self {
            shell: Shell::new(&member.viewer, words::name(w, kpi, loaded.horizon), NavItem::Goals),
            back: Link::new(w.t("nav-goals"), "/goals"),
            lede: words::definition(w, kpi, loaded.horizon),
            summary: ErrorSummary::of(w, target.iter().chain(&owners)),
            stale: sent.stale.clone().map(|facts| (w.t("goal-stale"), facts)),
            now: page.now(),
            bar: words::bar(w, &loaded.goal.target).map(|bar| Markup::of(&bar)),
            trend: trend_key(kpi).map(|key| Link::new(w.t("goal-see-trend"), format!("/overview?trend={key}"))),
            may: member.user.role.sets_targets(),
            path: format!("/goals/{}", kpi.key()),
            // Saving again after a stale save is then a decision: the form carries the newer version.
            version: loaded.stored.as_ref().map_or(1, |stored| stored.version),
            target,
            owners,
            targets: page.targets(),
            history: page.history(),
        }
    }

    fn csrf(&self) -> &str {
        &self.shell.csrf
    }
}

/// The trend of the overview that shows a number.
const fn trend_key(kpi: Kpi) -> Option<&'static str> {
    match kpi {
        Kpi::WithinHorizon => Some("conversion"),
        Kpi::Cycle => Some("cycle"),
        Kpi::Cac => Some("cac"),
        Kpi::Revenue | Kpi::RevenueGrowth => Some("revenue"),
        Kpi::Leads | Kpi::WinRate | Kpi::LeadQuality | Kpi::SlaAttainment | Kpi::Acceptance => None,
    }
}

/// The button that takes a target back.
#[derive(Template)]
#[template(path = "pages/goals/remove_target.html")]
struct RemoveTarget<'a> {
    csrf: &'a str,
    path: String,
    month: String,
    version: i32,
    text: Text,
    label: Text,
}

impl askama::filters::HtmlSafe for RemoveTarget<'_> {}

struct Detail<'a> {
    w: Words,
    member: &'a Member,
    loaded: &'a Loaded,
}

impl Detail<'_> {
    /// A form for a month, with what holds of it.
    fn fresh_target(&self, month: Option<NaiveDate>) -> TargetForm {
        let kpi = self.loaded.goal.kpi;
        let month = month.unwrap_or(self.loaded.quarter.from);
        let holds = self.loaded.history.iter().find(|row| row.holds && row.from == month).and_then(|row| row.value);
        TargetForm {
            month: month.format("%Y-%m").to_string(),
            value: holds.map(|value| typed(kpi, self.member.workspace.currency, value)).unwrap_or_default(),
            ..TargetForm::default()
        }
    }

    fn owner_fields(&self, sent: &Sent) -> Vec<Field> {
        let stored = self.loaded.stored.as_ref();
        let (marketing, sales) = (stored.and_then(|s| s.marketing.as_ref()), stored.and_then(|s| s.sales.as_ref()));
        let id = |owner: Option<&Owner>| owner.map(|owner| owner.id.to_string()).unwrap_or_default();
        let form = sent.owners.clone().unwrap_or_else(|| OwnersForm {
            marketing: id(marketing),
            sales: id(sales),
            version: String::new(),
        });
        let [of_marketing, of_sales] = &self.loaded.people;
        vec![
            owner_field(self.w, "marketing", of_marketing, marketing, &form.marketing, &sent.errors),
            owner_field(self.w, "sales", of_sales, sales, &form.sales, &sent.errors),
        ]
    }

    fn text(&self, value: f64) -> Text {
        words::target(self.w, self.loaded.goal.kpi, self.member.workspace.currency, value)
    }

    fn now(&self) -> Facts {
        let (w, goal) = (self.w, &self.loaded.goal);
        let period = naming::period_name(w, goal.period, &self.loaded.calendar);
        let value = figures::value(w, &goal.figure).unwrap_or_else(|| figures::why(w, &goal.figure));
        let target = goal.target.value.map(|value| self.text(value));
        let mut facts = vec![(w.t_args("goal-now", &[("period", period.into())]), Markup::of(&value))];
        facts.push((w.t("fact-target"), target.as_ref().map_or_else(|| Markup::of(&w.t("kpi-no-target")), Markup::of)));
        if let Some(expected) = goal.target.expected.filter(|expected| Some(*expected) != goal.target.value) {
            facts.push((w.t("goal-due"), Markup::of(&self.text(expected))));
        }
        if let Some(state) = words::state(w, &goal.target, target.as_ref()) {
            facts.push((w.t("goals-col-state"), Markup::of(&state)));
        }
        facts.push((w.t("fact-direction"), Markup::of(&words::direction(w, goal.kpi))));
        facts.push((w.t("fact-target-rule"), Markup::of(&words::rule(w, goal.kpi))));
        Facts { facts }
    }

    /// The targets that hold, by month.
    fn targets(&self) -> Option<Table> {
        let w = self.w;
        let mut holding: Vec<&RecordedTarget> =
            self.loaded.history.iter().filter(|row| row.holds && row.state != TargetState::Removed).collect();
        holding.sort_by_key(|row| row.from);
        let may = self.member.user.role.sets_targets();
        let mut columns =
            vec![Column::text(w.t("goal-field-month")), Column::number(w.t("fact-target")), Column::text(w.t("goals-col-state"))];
        if may {
            columns.push(Column::text(w.t("goal-change")));
        }
        let rows: Vec<Row> = holding
            .iter()
            .enumerate()
            .map(|(at, row)| self.target_row(row, holding.get(at + 1).map(|next| next.from), may))
            .collect();
        (!rows.is_empty()).then(|| Table::new(w.t("goal-targets"), columns, rows))
    }

    fn target_row(&self, row: &RecordedTarget, next: Option<NaiveDate>, may: bool) -> Row {
        let (w, today) = (self.w, self.loaded.calendar.today);
        let state = match next {
            _ if row.from > today => "goal-planned",
            Some(next) if next <= today => "goal-over",
            _ => "goal-in-force",
        };
        let value = row.value.map_or_else(|| w.t("goal-ended"), |value| self.text(value));
        let mut cells = vec![Cell::of(&w.month(row.from)), Cell::of(&value), Cell::of(&w.t(state))];
        if may {
            let (path, month) = (format!("/goals/{}", self.loaded.goal.kpi.key()), row.from.format("%Y-%m").to_string());
            let change = Link::new(
                w.t_args("goal-change-month", &[("month", w.month(row.from).into())]),
                format!("{path}?month={month}#target"),
            );
            let remove = RemoveTarget {
                csrf: &self.member.viewer.csrf,
                path,
                month,
                version: self.loaded.stored.as_ref().map_or(1, |stored| stored.version),
                text: w.t("goal-remove"),
                label: w.t_args("goal-remove-month", &[("month", w.month(row.from).into())]),
            };
            cells.push(Cell::of(&Markup::of(&change).then(&remove)));
        }
        Row::new(cells)
    }

    /// Who changed what, the newest first.
    fn history(&self) -> Option<Table> {
        let w = self.w;
        let by = |name: &Option<String>| name.as_ref().map_or_else(|| w.t("goal-by-command"), |name| Text::datum(name));
        let target = |row: &RecordedTarget| {
            let month = ("month", w.month(row.from).into());
            let what = match (row.state, row.value) {
                (TargetState::Set, Some(value)) => w.t_args("goal-was-set", &[month, ("target", self.text(value).into())]),
                (TargetState::Removed, _) => w.t_args("goal-was-removed", &[month]),
                _ => w.t_args("goal-was-ended", &[month]),
            };
            (row.at, what, by(&row.by))
        };
        let owners = |change: &OwnerChange| {
            let fields = change.fields.iter().map(|field| w.t(&format!("goal-{}", field.replace('_', "-"))));
            let fields: Vec<Text> = fields.collect();
            (change.at, w.t_args("goal-owners-changed", &[("fields", w.list(&fields).into())]), by(&change.by))
        };
        let mut rows: Vec<_> =
            self.loaded.history.iter().map(target).chain(self.loaded.owner_changes.iter().map(owners)).collect();
        rows.sort_by_key(|row| std::cmp::Reverse(row.0));
        let columns = vec![Column::text(w.t("goal-when")), Column::text(w.t("goal-what")), Column::text(w.t("goal-who"))];
        let rows: Vec<Row> = rows
            .iter()
            .map(|(at, what, who)| Row::new(vec![Cell::of(&w.date_time(*at)), Cell::of(what), Cell::of(who)]))
            .collect();
        (!rows.is_empty()).then(|| Table::new(w.t("goal-history"), columns, rows))
    }
}

impl Sent {
    /// A form for a month that a link names.
    pub fn month(member: &Member, loaded: &Loaded, month: NaiveDate) -> Self {
        let page = Detail { w: member.viewer.words, member, loaded };
        Self { target: Some(page.fresh_target(Some(month))), ..Self::default() }
    }
}
