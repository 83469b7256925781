//! The list of handoffs behind a number.

use super::params::{DEFAULT_SORT, HandoffsAsked};
use crate::i18n::{Text, Words};
use crate::storage::handoff_evidence::HandoffLine;
use crate::storage::keyset::{Page, Total};
use crate::storage::metrics::Dimension;
use crate::web::components::{Actions, Cell, Column, Empty, EmptyKind, FilterBar, Link, Pager, Row, State, StateKind, Table};
use crate::web::extract::{Member, notices};
use crate::web::leads::LeadName;
use crate::web::listing::{bar, nothing};
use crate::web::shell::{NavItem, Shell};
use askama::Template;

/// What was found.
#[derive(Clone, Debug)]
pub struct HandoffsFound {
    /// The page.
    pub page: Page<HandoffLine>,
    /// How many in all.
    pub total: Total,
    /// There are handoffs at all.
    pub any: bool,
    /// The name of the salesperson asked for.
    pub rep: Option<String>,
    /// Values of the dimensions.
    pub offered: Vec<(Dimension, Vec<String>)>,
}

impl Default for HandoffsFound {
    fn default() -> Self {
        let page = Page { rows: Vec::new(), before: false, after: false };
        Self { page, total: Total { rows: 0, more: false }, any: false, rep: None, offered: Vec::new() }
    }
}

/// The list.
#[derive(Template)]
#[template(path = "pages/handoff_health/list.html")]
pub struct HandoffsPage {
    shell: Shell,
    crumb: Link,
    lede: Text,
    actions: Option<Actions>,
    filters: Option<FilterBar>,
    table: Result<Table, Empty>,
    pager: Option<Pager>,
}

impl HandoffsPage {
    /// The page of what was found.
    #[must_use]
    pub fn new(member: &Member, asked: &HandoffsAsked, found: &HandoffsFound) -> Self {
        let w = member.viewer.words;
        let (address, link) = (&asked.address, asked.absolute());
        let offered = asked.filters(w, found.rep.as_deref(), &found.offered);
        let filters = bar(w, address, &asked.calendar, vec![asked.period.clone()], offered);
        let table = match (found.any, found.page.rows.is_empty()) {
            (false, _) => Err(none_yet(w)),
            (true, true) => Err(nothing(w, member.user.role, true, &filters, ["handoffs-none-title", "handoffs-none-body"])),
            (true, false) => Ok(table(w, asked, member.user.role.reads_contacts(), &found.page.rows)),
        };
        Self {
            shell: Shell {
                notices: notices(w, &address.ignored),
                ..Shell::new(&member.viewer, w.t("handoffs-list-title"), NavItem::Health)
            },
            crumb: Link::new(w.t("handoff-health-title"), "/handoffs/health"),
            lede: w.t("handoffs-list-lede"),
            actions: found.any.then(|| Actions::of_page(w, link.href(), link.path(), &link.parameters())),
            filters: found.any.then_some(filters),
            pager: address.pager(w, &found.page, found.total, |line| line.id),
            table,
        }
    }
}

/// What stands in place of everything about handoffs while no lead was offered.
pub(super) fn none_yet(w: Words) -> Empty {
    Empty {
        kind: EmptyKind::First,
        title: w.t("handoffs-none-title"),
        body: w.t("handoffs-none-body"),
        action: Some(Link::new(w.t("handoffs-none-action"), "/leads?stage=mql")),
    }
}

fn table(w: Words, asked: &HandoffsAsked, contacts: bool, lines: &[HandoffLine]) -> Table {
    let heading = |key: &str| Column::text(w.t(key));
    let mut columns = vec![heading("handoffs-lead")];
    columns.push(asked.address.sortable(heading("handoffs-offered"), "-offered", DEFAULT_SORT));
    columns.extend(["handoffs-rep", "handoffs-state", "handoffs-touch"].map(heading));
    columns.push(Column::number(w.t("handoffs-response")));
    columns.extend(["handoffs-reason", "dimension-channel", "dimension-campaign"].map(heading));
    Table {
        keys: true,
        class: "sticky",
        ..Table::new(w.t("handoffs-list-title"), columns, lines.iter().map(|line| row(w, contacts, line)).collect())
    }
}

fn row(w: Words, contacts: bool, line: &HandoffLine) -> Row {
    let none = || Cell::none(w.t("list-unknown"));
    let datum = |text: &Option<String>| text.as_ref().map_or_else(none, |text| Cell::of(&Text::datum(text)));
    let name = LeadName {
        first: line.first_name.as_deref(),
        last: line.last_name.as_deref(),
        company: line.company.as_deref(),
        email: line.email.as_deref(),
        external_id: line.external_id.as_deref(),
        id: line.lead_id,
    };
    let response = line.response_seconds.map_or_else(Cell::empty, |seconds| Cell::of(&w.duration((seconds + 30) / 60)));
    let reason =
        line.reason.as_deref().map_or_else(Cell::empty, |key| Cell::of(&reason_name(w, Some(key), line.reason_name.as_deref())));
    Row::new(vec![
        Cell::link(name.text(w, contacts), format!("/leads/{}", line.lead_id)),
        Cell::of(&w.date_time(line.offered_at)).class("fit"),
        line.assignee.as_ref().map_or_else(|| Cell::none(w.t("handoffs-unassigned")), |name| Cell::of(&Text::datum(name))),
        Cell::of(&state(w, &line.state)),
        Cell::of(&touch(w, &line.touch)),
        response,
        reason,
        datum(&line.channel),
        datum(&line.campaign),
    ])
}

fn state(w: Words, key: &str) -> Text {
    w.t(&format!("handoffs-state-{key}"))
}

/// How the first touch stands.
fn touch(w: Words, key: &str) -> State {
    let kind = match key {
        "met" => StateKind::Good,
        "met_late" => StateKind::Warn,
        "breached" => StateKind::Bad,
        "waiting" => StateKind::Info,
        _ => StateKind::Mute,
    };
    State { kind, text: w.t(&format!("handoffs-touch-{}", key.replace('_', "-"))) }
}

/// The name of a reason: what people called it, else Mihwar's word for it.
pub(super) fn reason_name(w: Words, key: Option<&str>, name: Option<&str>) -> Text {
    match (key, name) {
        (_, Some(name)) => Text::datum(name),
        (Some(key), None) => w.find(&format!("handoffs-reason-{}", key.replace('_', "-"))).unwrap_or_else(|| Text::datum(key)),
        (None, None) => w.t("reason-not-given"),
    }
}

/// The name of a team.
pub(super) fn team_name(w: Words, key: Option<&str>) -> Text {
    match key {
        Some(key @ ("sales" | "marketing")) => w.t(&format!("handoffs-team-{key}")),
        _ => w.t("handoffs-team-none"),
    }
}
