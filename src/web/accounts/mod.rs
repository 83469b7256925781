//! Accounts: their list, and what is known of one.

use crate::domain::ownership::Noun;
use crate::i18n::{Text, Words};
use crate::storage::account_pages::{self, Account, AccountLine, AccountQuery};
use crate::storage::deal_details::DealLead;
use crate::storage::events::{self, Change};
use crate::storage::lead_details::{self, ExternalRef, LeadDeal};
use crate::storage::metrics::snapshot;
use crate::web::components::{Cell, Column, Link, Markup, Row, Table, Tag, TagKind};
use crate::web::deals::leads_table;
use crate::web::error::Trouble;
use crate::web::extract::{Calendar, Member};
use crate::web::failure::Failure;
use crate::web::leads::{deals_table, provenance};
use crate::web::listing::Address;
use crate::web::records::{DetailPage, Found, KNOWN, ListPage, Shown};
use crate::web::state::WebState;
use askama::Template as _;
use axum::extract::{Path, RawQuery, State};
use axum::response::Html;
use uuid::Uuid;

/// The order where none is asked for.
const DEFAULT_SORT: &str = "name";

/// `/accounts`
pub async fn list(State(state): State<WebState>, member: Member, RawQuery(asked): RawQuery) -> Result<Html<String>, Failure> {
    let address = Address::parse("/accounts", KNOWN, &asked.unwrap_or_default());
    let query = AccountQuery {
        search: address.get("q").unwrap_or_default().chars().take(200).collect(),
        archived: address.get("archived") == Some("with"),
        language: member.viewer.words.language,
        descending: address.sorted(DEFAULT_SORT).1,
    };
    let mut db = snapshot(&state.db.pages).await?;
    let found = Found {
        page: account_pages::page(&mut db, &query, address.from()).await?,
        total: account_pages::count(&mut db, &query).await?,
        any: account_pages::is_any(&mut db).await?,
    };
    let calendar = Calendar::of(&member.workspace, state.clock.now());
    Ok(Html(list_page(&member, &address, &calendar, &found).render()?))
}

/// The page of a list.
#[must_use]
pub fn list_page(member: &Member, address: &Address, calendar: &Calendar, found: &Found<AccountLine>) -> ListPage {
    let w = member.viewer.words;
    let heading = |key: &str| Column::text(w.t(key));
    let mut columns = vec![address.sortable(heading("edit-account-name"), "name", DEFAULT_SORT)];
    columns.extend(["dimension-segment", "dimension-region", "lead-country"].map(heading));
    columns.extend(["nav-leads", "accounts-open-deals", "nav-deals"].map(|key| Column::number(w.t(key))));
    let rows = found.page.rows.iter().map(|line| row(w, line)).collect();
    let table = Table { keys: true, class: "sticky", ..Table::new(w.t("nav-accounts"), columns, rows) };
    let pager = address.pager(w, &found.page, found.total, |line| line.id);
    ListPage::new(member, Noun::Account, (address, calendar), found, (table, pager))
}

fn row(w: Words, line: &AccountLine) -> Row {
    let datum = |text: &Option<String>| {
        text.as_ref().map_or_else(|| Cell::none(w.t("list-unknown")), |text| Cell::of(&Text::datum(text)))
    };
    let mut name = Markup::of(&Link::new(Text::datum(&line.name), format!("/accounts/{}", line.id)));
    if line.archived_at.is_some() {
        name = name.then(&Tag::new(TagKind::Neutral, w.t("list-archived")));
    }
    Row::new(vec![
        Cell::of(&name),
        datum(&line.segment),
        datum(&line.region),
        datum(&line.country),
        Cell::of(&w.integer(line.leads)),
        Cell::of(&w.integer(line.open)),
        Cell::link(w.integer(line.deals), format!("/deals?account={}", line.id)),
    ])
}

/// Everything that is known of an account.
#[derive(Clone, Debug, Default)]
pub struct AccountRecord {
    /// Its id.
    pub id: Uuid,
    /// The account.
    pub account: Account,
    /// What other systems call it.
    pub refs: Vec<ExternalRef>,
    /// Its newest leads.
    pub leads: Vec<DealLead>,
    /// Its deals.
    pub deals: Vec<LeadDeal>,
    /// Who changed it.
    pub changes: Vec<Change>,
}

/// `/accounts/{id}`
pub async fn detail(State(state): State<WebState>, member: Member, Path(id): Path<String>) -> Result<Html<String>, Failure> {
    let id: Uuid = id.parse().map_err(|_| Trouble::NotFound)?;
    let mut db = snapshot(&state.db.pages).await?;
    let record = AccountRecord {
        id,
        account: account_pages::find(&mut db, id).await?.ok_or(Trouble::NotFound)?,
        refs: lead_details::refs(&mut db, id).await?,
        leads: account_pages::leads(&mut db, Some(id), None).await?,
        deals: account_pages::deals(&mut db, id).await?,
        changes: events::of_record(&mut *db, "account", id).await?,
    };
    Ok(Html(detail_page(&member, &record).render()?))
}

/// The page of an account.
#[must_use]
pub fn detail_page(member: &Member, record: &AccountRecord) -> DetailPage {
    let (w, role) = (member.viewer.words, member.user.role);
    let account = &record.account;
    let fields = [
        ("edit-domain", &account.domain),
        ("dimension-segment", &account.segment),
        ("dimension-region", &account.region),
        ("lead-country", &account.country),
    ];
    let facts = fields.into_iter().filter_map(|(key, text)| Some((w.t(key), Markup::of(&Text::datum(text.as_ref()?))))).collect();
    let all = Link::new(w.t("accounts-all-deals"), format!("/deals?account={}", record.id));
    let shown = Shown {
        id: record.id,
        name: Text::datum(&account.name),
        facts,
        origin: provenance(w, account.origin.as_ref(), &record.refs, role.imports()),
        archived: account.archived_at.is_some(),
        tables: vec![
            (w.t("nav-leads"), leads_table(w, role.reads_contacts(), &record.leads), None),
            (w.t("nav-deals"), deals_table(w, &record.deals), (!record.deals.is_empty()).then_some(all)),
        ],
        changes: record.changes.clone(),
    };
    DetailPage::new(member, Noun::Account, shown)
}
