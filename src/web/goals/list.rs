//! The list: every number with its owners, its target and how it stands.

use super::words;
use crate::i18n::{Text, Words};
use crate::metrics::kpi::Kpi;
use crate::metrics::target::State;
use crate::reports::goals::{Goal, Goals};
use crate::storage::kpis::{Owner, StoredKpi};
use crate::web::components::{Actions, Cell, Column, Definition, Link, Markup, Row, Table, Tag, TagKind};
use crate::web::extract::{Calendar, Member};
use crate::web::measure::{figures, naming};
use crate::web::shell::{NavItem, Shell};
use askama::Template;

/// What the page is made from.
pub struct Loaded {
    /// The numbers.
    pub goals: Goals,
    /// Their owners.
    pub stored: Vec<StoredKpi>,
    /// What periods are named by.
    pub calendar: Calendar,
}

/// The page.
#[derive(Template)]
#[template(path = "pages/goals/list.html")]
pub struct GoalsPage {
    shell: Shell,
    actions: Actions,
    lede: Text,
    takeaway: Text,
    table: Table,
    note: Text,
}

impl GoalsPage {
    /// The page for a reader.
    #[must_use]
    pub fn new(member: &Member, loaded: &Loaded) -> Self {
        let w = member.viewer.words;
        let list = List { w, member, loaded };
        let exports =
            ["csv", "xlsx", "json"].map(|ending| Link::new(w.t(&format!("export-{ending}")), format!("/reports/goals.{ending}")));
        Self {
            shell: Shell::new(&member.viewer, w.t("nav-goals"), NavItem::Goals),
            actions: Actions { w, link: None, exports: exports.into() },
            lede: w.t("goals-lede"),
            takeaway: list.takeaway(),
            table: list.table(),
            note: w.t("goals-note"),
        }
    }
}

struct List<'a> {
    w: Words,
    member: &'a Member,
    loaded: &'a Loaded,
}

impl List<'_> {
    /// "3 of 5 targets are met or on pace. 2 numbers lack an owner."
    fn takeaway(&self) -> Text {
        let (w, goals) = (self.w, &self.loaded.goals.goals);
        let judged = goals.iter().filter(|goal| goal.target.state.is_judged()).count();
        let met = goals.iter().filter(|goal| goal.target.state == State::Met).count();
        let unowned = goals.iter().filter(|goal| !goal.has_marketing_owner || !goal.has_sales_owner).count();
        let pace = match (judged, met) {
            (0, _) => w.t("goals-none-judged"),
            (1, 0) => w.t("goals-only-missed"),
            (1, _) => w.t("goals-only-met"),
            _ => w.t_args("goals-on-pace", &[("met", met.into()), ("n", judged.into())]),
        };
        if unowned == 0 {
            return w.t_args("sentences", &[("a", pace.into()), ("b", w.t("goals-all-owned").into())]);
        }
        w.t_args("sentences", &[("a", pace.into()), ("b", w.t_args("goals-unowned", &[("n", unowned.into())]).into())])
    }

    fn table(&self) -> Table {
        let w = self.w;
        let columns = vec![
            Column::text(w.t("goals-col-number")),
            Column::number(w.t("goals-col-now")),
            Column::number(w.t("goals-col-target")),
            Column::text(w.t("goals-col-state")),
            Column::text(w.t("role-marketing")),
            Column::text(w.t("role-sales")),
        ];
        let rows = self.loaded.goals.goals.iter().map(|goal| self.row(goal)).collect();
        Table { class: "sticky goals", ..Table::new(w.t("nav-goals"), columns, rows) }
    }

    fn row(&self, goal: &Goal) -> Row {
        let (w, horizon) = (self.w, self.loaded.goals.horizon.days);
        let name = words::name(w, goal.kpi, horizon);
        let link = Link::new(name.clone(), format!("/goals/{}", goal.kpi.key()));
        let definition = Definition {
            w,
            id: goal.kpi.key().to_owned(),
            title: name,
            body: words::definition(w, goal.kpi, horizon),
            facts: vec![
                (w.t("fact-period"), naming::period_name(w, goal.period, &self.loaded.calendar)),
                (w.t("fact-direction"), words::direction(w, goal.kpi)),
                (w.t("fact-target-rule"), words::rule(w, goal.kpi)),
            ],
            link: None,
        };
        let stored = self.loaded.stored.iter().find(|stored| stored.kpi == goal.kpi);
        let currency = self.member.workspace.currency;
        let target = goal.target.value.map(|value| words::target(w, goal.kpi, currency, value));
        Row::new(vec![
            Cell::of(&self.named(goal.kpi, Markup::of(&link).then(&definition))),
            figures::cell(w, &goal.figure, None).strong(),
            target.as_ref().map_or_else(|| Cell::none(w.t("kpi-no-target")), Cell::of),
            self.state(goal, target.as_ref()),
            self.owner(stored.and_then(|stored| stored.marketing.as_ref())),
            self.owner(stored.and_then(|stored| stored.sales.as_ref())),
        ])
    }

    /// A number with what sets it apart from its like on the overview.
    fn named(&self, kpi: Kpi, name: Markup) -> Markup {
        if kpi != Kpi::WithinHorizon {
            return name;
        }
        let days = self.w.integer(i64::from(self.loaded.goals.horizon.days));
        name.then(&Beside { text: self.w.t_args("goal-conversion-of", &[("days", days.into())]) })
    }

    fn state(&self, goal: &Goal, target: Option<&Text>) -> Cell {
        let w = self.w;
        let bar = words::bar(w, &goal.target).map(|bar| Markup::of(&bar));
        match (words::state(w, &goal.target, target), bar) {
            (Some(state), Some(bar)) => Cell::of(&Markup::of(&state).then(&bar)),
            (Some(state), None) => Cell::of(&state),
            (None, _) if self.member.user.role.sets_targets() => {
                Cell::link(w.t("target-set"), format!("/goals/{}#target", goal.kpi.key()))
            }
            (None, _) => Cell::of(&w.t("kpi-no-target")),
        }
    }

    fn owner(&self, owner: Option<&Owner>) -> Cell {
        match owner {
            Some(owner) => Cell::of(&Text::datum(&owner.name)),
            None => Cell::of(&Tag::new(TagKind::Warn, self.w.t("goal-no-owner"))),
        }
    }
}

/// A small word under a name.
#[derive(Template)]
#[template(ext = "html", source = r#"<small class="muted beside">{{ text }}</small>"#)]
struct Beside {
    text: Text,
}

impl askama::filters::HtmlSafe for Beside {}
