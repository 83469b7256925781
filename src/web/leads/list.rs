//! The page with the list of leads.

use super::detail::archived_too;
use super::name::{LeadName, stage_tag};
use super::params::{DEFAULT_SORT, LeadsAsked};
use crate::actions::change_leads::MOST;
use crate::domain::ownership::Noun;
use crate::domain::person::{ContactsOf, Role};
use crate::i18n::{Text, Words};
use crate::storage::keyset::{Page, Total};
use crate::storage::lead_lists::LeadLine;
use crate::storage::metrics::Dimension;
use crate::web::components::{Actions, Cell, Column, Empty, FilterBar, Link, Markup, Pager, Pick, Picks, Row, Table};
use crate::web::extract::{Member, notices};
use crate::web::listing::{bar, nothing};
use crate::web::records::new_record as new;
use crate::web::shell::{NavItem, Shell};
use askama::Template;

/// What was found.
#[derive(Clone, Debug)]
pub struct LeadsFound {
    /// The page.
    pub page: Page<LeadLine>,
    /// How many in all.
    pub total: Total,
    /// There are leads at all.
    pub any: bool,
    /// Values of the dimensions.
    pub offered: Vec<(Dimension, Vec<String>)>,
}

impl Default for LeadsFound {
    fn default() -> Self {
        let page = Page { rows: Vec::new(), before: false, after: false };
        Self { page, total: Total { rows: 0, more: false }, any: false, offered: Vec::new() }
    }
}

/// The list of leads.
#[derive(Template)]
#[template(path = "pages/leads/list.html")]
pub struct LeadsPage {
    shell: Shell,
    lede: Text,
    actions: Option<Actions>,
    new: Option<Link>,
    filters: Option<FilterBar>,
    table: Result<Table, Empty>,
    pager: Option<Pager>,
    bulk: Option<Bulk>,
}

/// What can be done with the leads that are chosen in the list, and with all of it.
#[derive(Debug)]
struct Bulk {
    merges: bool,
    offers: bool,
    zero: String,
    selected: Text,
    keep: Vec<(String, String)>,
    all: Text,
    whole: Vec<Link>,
}

impl LeadsPage {
    /// The page of what was found.
    #[must_use]
    pub fn new(member: &Member, asked: &LeadsAsked, found: &LeadsFound) -> Self {
        let w = member.viewer.words;
        let contacts = member.user.role.reads_contacts();
        let (address, link) = (&asked.address, asked.address.absolute(&[&asked.period]));
        let edits = member.user.role.creates(Noun::Lead);
        let zone = member.workspace.zone;
        let filters = bar(w, address, &asked.calendar, vec![asked.period.clone()], asked.filters(w, zone, &found.offered));
        let table = if found.page.rows.is_empty() {
            Err(nothing(w, member.user.role, found.any, &filters, ["leads-none-title", "leads-none-body"]))
        } else {
            Ok(table(w, asked, (contacts, edits), &found.page.rows))
        };
        Self {
            shell: Shell {
                search: address.search(w.t("search-hint")),
                notices: notices(w, &address.ignored),
                ..Shell::new(&member.viewer, w.t("nav-leads"), NavItem::Leads)
            },
            lede: w.t(match member.user.role.exports_contacts() {
                ContactsOf::Nobody => "leads-lede-masked",
                ContactsOf::Own => "leads-lede-own",
                ContactsOf::All => "leads-lede",
            }),
            actions: found.any.then(|| Actions::of_page(w, link.href(), link.path(), &link.parameters())),
            new: new(w, member.user.role, Noun::Lead),
            filters: found.any.then_some(filters),
            bulk: (edits && table.is_ok()).then(|| bulk(w, asked, found.total, member.user.role)),
            pager: address.pager(w, &found.page, found.total, |line| line.id),
            table,
        }
    }
}

fn bulk(w: Words, asked: &LeadsAsked, total: Total, role: Role) -> Bulk {
    let rows = usize::try_from(total.rows).unwrap_or(usize::MAX);
    let few = !total.more && rows <= MOST;
    let list = asked.address.absolute(&[&asked.period]);
    let whole = |deed: &str| {
        let query = list.parameters().replacen('?', "&", 1);
        Link::new(w.t(&format!("bulk-title-{deed}")), format!("/leads/bulk?do={deed}&all=1{query}"))
    };
    Bulk {
        merges: role.merges(),
        offers: role.offers(),
        zero: w.integer(0).plain(),
        selected: w.t("bulk-selected"),
        keep: asked.address.owned_pairs(),
        all: if few {
            w.t_args("bulk-all", &[("n", total.rows.into())])
        } else {
            w.t_args("bulk-all-too-many", &[("n", MOST.into())])
        },
        whole: if few { ["owner", "stage"].map(whole).to_vec() } else { Vec::new() },
    }
}

fn table(w: Words, asked: &LeadsAsked, (contacts, edits): (bool, bool), lines: &[LeadLine]) -> Table {
    let sortable = |column: Column, first| asked.address.sortable(column, first, DEFAULT_SORT);
    let heading = |key: &str| Column::text(w.t(key));
    let mut columns = vec![if contacts { sortable(heading("lead-name"), "name") } else { heading("lead-name") }];
    columns.extend(contacts.then(|| heading("lead-company")));
    columns.extend([sortable(heading("lead-stage"), "-stage"), sortable(heading("lead-created"), "-created")]);
    columns.extend(["dimension-channel", "dimension-campaign", "dimension-segment", "dimension-owner"].map(heading));
    columns.push(Column::number(w.t("lead-value-given")));
    let rows = lines.iter().map(|line| row(w, asked, contacts, line)).collect();
    let picks = edits.then(|| Picks { form: "bulk", all: w.t("bulk-page") });
    Table { keys: true, class: "sticky", picks, ..Table::new(w.t("nav-leads"), columns, rows) }
}

fn row(w: Words, asked: &LeadsAsked, contacts: bool, line: &LeadLine) -> Row {
    let datum = |text: &Option<String>| match text {
        Some(text) => Cell::of(&Text::datum(text)),
        None => Cell::none(w.t("list-unknown")),
    };
    let created = line.created().map_or_else(Cell::empty, |moment| Cell::of(&w.moment(moment)).class("fit"));
    let called = LeadName::of_line(line).text(w, contacts);
    let label = w.t_args("bulk-pick", &[("name", (&called).into())]);
    let name = Link::new(called, format!("/leads/{}", line.id));
    let mut cells = vec![Cell::of(&archived_too(w, Markup::of(&name), line.archived_at.is_some()))];
    cells.extend(contacts.then(|| datum(&line.company)));
    cells.extend([Cell::of(&stage_tag(w, line.stage())), created]);
    cells.extend([&line.channel, &line.campaign, &line.segment, &line.owner].map(datum));
    cells.push(line.value().map_or_else(|| Cell::none(w.t("list-unknown")), |value| Cell::of(&w.money_exact(value))));
    Row { pick: Some(Pick { value: line.id.to_string(), label, picked: asked.picked.contains(&line.id) }), ..Row::new(cells) }
}
