//! The page with a plain list of records: accounts, campaigns.

use crate::domain::ownership::Noun;
use crate::domain::person::Role;
use crate::i18n::{Text, Words};
use crate::storage::keyset::{Page, Total};
use crate::web::components::{Empty, EmptyKind, FilterBar, Link, Pager, Table};
use crate::web::extract::{Calendar, Member};
use crate::web::listing::{Address, Asked, bar};
use crate::web::shell::Shell;
use askama::Template;

/// The parameters of a plain list.
pub const KNOWN: &[&str] = &["q", "archived", "sort"];

/// A list of records with its search.
#[derive(Template)]
#[template(path = "pages/records/list.html")]
pub struct ListPage {
    shell: Shell,
    lede: Text,
    new: Option<Link>,
    path: &'static str,
    find: String,
    filters: Option<FilterBar>,
    table: Result<Table, Empty>,
    pager: Option<Pager>,
}

/// What was found.
#[derive(Clone, Debug)]
pub struct Found<T> {
    /// The page.
    pub page: Page<T>,
    /// How many in all.
    pub total: Total,
    /// There are some at all.
    pub any: bool,
}

impl ListPage {
    /// The page of what was found.
    #[must_use]
    pub fn new<T>(
        member: &Member,
        noun: Noun,
        (address, calendar): (&Address, &Calendar),
        found: &Found<T>,
        (table, pager): (Table, Option<Pager>),
    ) -> Self {
        let w = member.viewer.words;
        let (nav, path, nav_key) = super::view::place(noun);
        let filters = bar(w, address, calendar, Vec::new(), vec![archived(w, address, true)]);
        let key = noun.key();
        let new = new_record(w, member.user.role, noun);
        let table = if found.page.rows.is_empty() { Err(nothing(w, key, found.any, address, new.clone())) } else { Ok(table) };
        Self {
            shell: Shell::new(&member.viewer, w.t(nav_key), nav),
            lede: w.t(&format!("{key}s-lede")),
            new,
            path,
            find: address.get("q").unwrap_or_default().to_owned(),
            filters: found.any.then_some(filters),
            table,
            pager,
        }
    }
}

/// The way to a new record, for whoever may create one.
#[must_use]
pub fn new_record(w: Words, role: Role, noun: Noun) -> Option<Link> {
    let path = super::view::place(noun).1;
    role.creates(noun).then(|| Link::new(w.t(&format!("new-title-{}", noun.key())), format!("{path}/new")))
}

/// The filter that shows what was put out of sight. A list that is the rows of a number shows it anyway and offers no
/// filter.
#[must_use]
pub fn archived(w: Words, address: &Address, hidden: bool) -> Asked {
    let chosen = address.get("archived") == Some("with");
    Asked {
        name: "archived",
        label: w.t("list-archived"),
        value: chosen.then(|| w.t("list-archived-with")),
        choices: if hidden || chosen { vec![("with".to_owned(), w.t("list-archived-with"))] } else { Vec::new() },
    }
}

fn nothing(w: Words, key: &str, any: bool, address: &Address, new: Option<Link>) -> Empty {
    if any {
        let action = Some(Link::new(w.t("filter-clear"), address.without(KNOWN).href()));
        return Empty { kind: EmptyKind::NoMatch, title: w.t("list-no-match-title"), body: w.t("records-no-match"), action };
    }
    Empty {
        kind: EmptyKind::First,
        title: w.t(&format!("{key}s-none-title")),
        body: w.t(&format!("{key}s-none-body")),
        action: new,
    }
}
