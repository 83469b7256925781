//! The page with the list of deals.

use super::params::{DEFAULT_SORT, DealsAsked};
use super::standing_state;
use crate::domain::ownership::Noun;
use crate::i18n::{Text, Words};
use crate::storage::deal_lists::DealLine;
use crate::storage::keyset::{Page, Total};
use crate::storage::metrics::Dimension;
use crate::web::components::{Actions, Cell, Column, Empty, FilterBar, Link, Pager, Row, Table};
use crate::web::extract::{Member, notices};
use crate::web::leads::short;
use crate::web::listing::{bar, nothing};
use crate::web::records::new_record as new;
use crate::web::shell::{NavItem, Shell};
use askama::Template;

/// What was found.
#[derive(Clone, Debug)]
pub struct DealsFound {
    /// The page.
    pub page: Page<DealLine>,
    /// How many in all.
    pub total: Total,
    /// There are deals at all.
    pub any: bool,
    /// The name of the account asked for.
    pub account: Option<String>,
    /// Values of the dimensions.
    pub offered: Vec<(Dimension, Vec<String>)>,
}

impl Default for DealsFound {
    fn default() -> Self {
        let page = Page { rows: Vec::new(), before: false, after: false };
        Self { page, total: Total { rows: 0, more: false }, any: false, account: None, offered: Vec::new() }
    }
}

/// The list of deals.
#[derive(Template)]
#[template(path = "pages/deals/list.html")]
pub struct DealsPage {
    shell: Shell,
    lede: Text,
    actions: Option<Actions>,
    new: Option<Link>,
    filters: Option<FilterBar>,
    table: Result<Table, Empty>,
    pager: Option<Pager>,
}

impl DealsPage {
    /// The page of what was found.
    #[must_use]
    pub fn new(member: &Member, asked: &DealsAsked, found: &DealsFound) -> Self {
        let (w, zone) = (member.viewer.words, member.workspace.zone);
        let (address, link) = (&asked.address, asked.absolute());
        let offered = asked.filters(w, zone, found.account.as_deref(), &found.offered);
        let filters = bar(w, address, &asked.calendar, vec![asked.closed.clone(), asked.opened.clone()], offered);
        let table = if found.page.rows.is_empty() {
            Err(nothing(w, member.user.role, found.any, &filters, ["deals-none-title", "deals-none-body"]))
        } else {
            Ok(table(w, asked, &found.page.rows))
        };
        Self {
            shell: Shell {
                search: address.search(w.t("search-hint-deals")),
                notices: notices(w, &address.ignored),
                ..Shell::new(&member.viewer, w.t("nav-deals"), NavItem::Deals)
            },
            lede: w.t(if address.get("sort").is_some() { "deals-lede" } else { "deals-lede-by-date" }),
            actions: found.any.then(|| Actions::of_page(w, link.href(), link.path(), &link.parameters())),
            new: new(w, member.user.role, Noun::Deal),
            filters: found.any.then_some(filters),
            pager: address.pager(w, &found.page, found.total, |line| line.id),
            table,
        }
    }
}

fn table(w: Words, asked: &DealsAsked, lines: &[DealLine]) -> Table {
    let sortable = |column: Column, first| asked.address.sortable(column, first, DEFAULT_SORT);
    let heading = |key: &str| Column::text(w.t(key));
    let mut columns = vec![heading("deal-name"), heading("deal-account"), heading("deal-standing")];
    columns.extend([sortable(heading("deal-opened"), "-opened"), sortable(heading("deal-closed"), "-closed")]);
    columns.extend(["dimension-channel", "dimension-owner"].map(heading));
    columns.push(sortable(Column::number(w.t("deal-amount")), "-amount"));
    Table {
        keys: true,
        class: "sticky",
        ..Table::new(w.t("nav-deals"), columns, lines.iter().map(|line| row(w, line)).collect())
    }
}

fn row(w: Words, line: &DealLine) -> Row {
    let none = || Cell::none(w.t("list-unknown"));
    let datum = |text: &Option<String>| text.as_ref().map_or_else(none, |text| Cell::of(&Text::datum(text)));
    let opened = line.opened().map_or_else(none, |moment| Cell::of(&w.moment(moment)).class("fit"));
    let closed = line.closed().map_or_else(Cell::empty, |moment| Cell::of(&w.moment(moment)).class("fit"));
    Row::new(vec![
        Cell::link(name(w, line), format!("/deals/{}", line.id)),
        datum(&line.account),
        Cell::of(&standing_state(w, Some(line.standing().key()))),
        opened,
        closed,
        datum(&line.channel),
        datum(&line.owner),
        line.amount().map_or_else(none, |amount| Cell::of(&w.money_exact(amount))),
    ])
}

/// The name of a deal, else its company's, else an id.
fn name(w: Words, line: &DealLine) -> Text {
    let named = [&line.name, &line.account].into_iter().flatten().map(|name| Text::datum(name)).find(|name| !name.is_empty());
    let id = || line.external_id.clone().unwrap_or_else(|| short(line.id));
    named.unwrap_or_else(|| w.t_args("deal-by-id", &[("id", Text::code(&id()).into())]))
}
