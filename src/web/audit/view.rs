//! The page of the log.

use super::params::AuditAsked;
use super::words::{details, kind, record, verb};
use crate::i18n::{Text, Words};
use crate::storage::audit::Entry;
use crate::storage::keyset::{Page, Total};
use crate::web::components::{Actions, Cell, Column, Empty, FilterBar, Link, Pager, Row, Table};
use crate::web::extract::{Member, notices};
use crate::web::listing::{bar, nothing};
use crate::web::shell::{NavItem, Shell};
use askama::Template;
use uuid::Uuid;

/// What was found.
#[derive(Clone, Debug)]
pub struct AuditFound {
    /// The page.
    pub page: Page<Entry>,
    /// How many in all.
    pub total: Total,
    /// Who could have done it.
    pub writers: Vec<(Uuid, String)>,
}

/// The log.
#[derive(Template)]
#[template(path = "pages/audit/list.html")]
pub struct AuditPage {
    shell: Shell,
    crumb: Link,
    lede: Text,
    actions: Actions,
    filters: FilterBar,
    table: Result<Table, Empty>,
    pager: Option<Pager>,
}

impl AuditPage {
    /// The page of what was found.
    #[must_use]
    pub fn new(member: &Member, asked: &AuditAsked, found: &AuditFound) -> Self {
        let (w, role) = (member.viewer.words, member.user.role);
        let (address, link) = (&asked.address, asked.absolute());
        let filters = bar(w, address, &asked.calendar, vec![asked.period.clone()], asked.filters(w, &found.writers));
        let rows = &found.page.rows;
        let table = if rows.is_empty() {
            Err(nothing(w, role, true, &filters, ["audit-none", "audit-none"]))
        } else {
            Ok(table(w, rows, role.administers()))
        };
        let file = |key: &str, ending: &str| Link::new(w.t(key), format!("{}.{ending}{}", link.path(), link.parameters()));
        Self {
            shell: Shell {
                notices: notices(w, &address.ignored),
                ..Shell::new(&member.viewer, w.t("audit-title"), NavItem::Settings)
            },
            crumb: Link::new(w.t("nav-settings"), "/settings"),
            lede: w.t("audit-lede"),
            actions: Actions { w, link: Some(link.href()), exports: vec![file("export-csv", "csv")] },
            filters,
            pager: address.pager(w, &found.page, found.total, |entry| entry.id),
            table,
        }
    }
}

fn table(w: Words, entries: &[Entry], administers: bool) -> Table {
    let row = |entry: &Entry| {
        let who = entry.who.as_ref().map_or_else(|| w.t("audit-nobody"), |name| Text::datum(name));
        Row::new(vec![
            Cell::of(&w.date_time(entry.at)).class("fit"),
            Cell::of(&who),
            Cell::of(&verb(w, &entry.verb)),
            Cell::of(&kind(w, &entry.kind)),
            record(entry, administers),
            Cell::of(&details(w, entry)),
        ])
    };
    let columns = ["audit-when", "audit-who", "audit-verb", "audit-kind", "audit-record", "audit-details"];
    let columns = columns.map(|key| Column::text(w.t(key))).into();
    Table { keys: true, ..Table::new(w.t("audit-title"), columns, entries.iter().map(row).collect()) }
}
