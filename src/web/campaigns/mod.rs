//! Campaigns as plain records: their list, and what is known of one.

use crate::domain::ownership::Noun;
use crate::i18n::{Text, Words};
use crate::storage::account_pages;
use crate::storage::campaign_pages::{self, Campaign, CampaignLine, CampaignQuery, CampaignSort, Cost};
use crate::storage::deal_details::DealLead;
use crate::storage::events::{self, Change};
use crate::storage::lead_details::{self, ExternalRef};
use crate::storage::metrics::snapshot;
use crate::web::components::{Cell, Column, Link, Markup, Row, Table, Tag, TagKind};
use crate::web::deals::leads_table;
use crate::web::error::Trouble;
use crate::web::extract::{Calendar, Member};
use crate::web::failure::Failure;
use crate::web::leads::provenance;
use crate::web::listing::Address;
use crate::web::records::{DetailPage, Found, KNOWN, ListPage, Shown};
use crate::web::state::WebState;
use askama::Template as _;
use axum::extract::{Path, RawQuery, State};
use axum::response::Html;
use url::form_urlencoded::byte_serialize;
use uuid::Uuid;

/// The order where none is asked for.
const DEFAULT_SORT: &str = "-start";

/// `/campaigns`
pub async fn list(State(state): State<WebState>, member: Member, RawQuery(asked): RawQuery) -> Result<Html<String>, Failure> {
    let address = Address::parse("/campaigns", KNOWN, &asked.unwrap_or_default());
    let (sort, descending) = address.sorted(DEFAULT_SORT);
    let sort = CampaignSort::from_key(&sort);
    let query = CampaignQuery {
        search: address.get("q").unwrap_or_default().chars().take(200).collect(),
        archived: address.get("archived") == Some("with"),
        descending: descending || sort.is_none(),
        sort: sort.unwrap_or(CampaignSort::Start),
    };
    let mut db = snapshot(&state.db.pages).await?;
    let found = Found {
        page: campaign_pages::page(&mut db, &query, address.from()).await?,
        total: campaign_pages::count(&mut db, &query).await?,
        any: campaign_pages::is_any(&mut db).await?,
    };
    let calendar = Calendar::of(&member.workspace, state.clock.now());
    Ok(Html(list_page(&member, &address, &calendar, &found).render()?))
}

/// The page of a list.
#[must_use]
pub fn list_page(member: &Member, address: &Address, calendar: &Calendar, found: &Found<CampaignLine>) -> ListPage {
    let w = member.viewer.words;
    let sortable = |column: Column, first| address.sortable(column, first, DEFAULT_SORT);
    let columns = vec![
        sortable(Column::text(w.t("edit-campaign-name")), "name"),
        Column::text(w.t("dimension-channel")),
        sortable(Column::text(w.t("campaign-start")), "-start"),
        Column::text(w.t("campaign-end")),
        Column::text(w.t("dimension-owner")),
        Column::number(w.t("nav-leads")),
        Column::number(w.t("campaign-budget")),
    ];
    let rows = found.page.rows.iter().map(|line| row(w, line)).collect();
    let table = Table { keys: true, class: "sticky", ..Table::new(w.t("nav-campaigns"), columns, rows) };
    let pager = address.pager(w, &found.page, found.total, |line| line.id);
    ListPage::new(member, Noun::Campaign, (address, calendar), found, (table, pager))
}

fn row(w: Words, line: &CampaignLine) -> Row {
    let none = || Cell::none(w.t("list-unknown"));
    let datum = |text: &Option<String>| text.as_ref().map_or_else(none, |text| Cell::of(&Text::datum(text)));
    let mut name = Markup::of(&Link::new(Text::datum(&line.name), format!("/campaigns/{}", line.id)));
    if line.archived_at.is_some() {
        name = name.then(&Tag::new(TagKind::Neutral, w.t("list-archived")));
    }
    Row::new(vec![
        Cell::of(&name),
        datum(&line.channel),
        line.start_on.map_or_else(none, |day| Cell::of(&w.date(day)).class("fit")),
        line.end_on.map_or_else(none, |day| Cell::of(&w.date(day)).class("fit")),
        datum(&line.owner),
        Cell::of(&w.integer(line.leads)),
        line.budget().map_or_else(none, |budget| Cell::of(&w.money_exact(budget))),
    ])
}

/// Everything that is known of a campaign.
#[derive(Clone, Debug, Default)]
pub struct CampaignRecord {
    /// Its id.
    pub id: Uuid,
    /// The campaign.
    pub campaign: Campaign,
    /// What other systems call it.
    pub refs: Vec<ExternalRef>,
    /// Its newest leads.
    pub leads: Vec<DealLead>,
    /// Its costs.
    pub costs: Vec<Cost>,
    /// Who changed it.
    pub changes: Vec<Change>,
}

/// `/campaigns/{id}`
pub async fn detail(State(state): State<WebState>, member: Member, Path(id): Path<String>) -> Result<Html<String>, Failure> {
    let id: Uuid = id.parse().map_err(|_| Trouble::NotFound)?;
    let mut db = snapshot(&state.db.pages).await?;
    let record = CampaignRecord {
        id,
        campaign: campaign_pages::find(&mut db, id).await?.ok_or(Trouble::NotFound)?,
        refs: lead_details::refs(&mut db, id).await?,
        leads: account_pages::leads(&mut db, None, Some(id)).await?,
        costs: campaign_pages::costs(&mut db, id).await?,
        changes: events::of_record(&mut *db, "campaign", id).await?,
    };
    Ok(Html(detail_page(&member, &record).render()?))
}

/// The page of a campaign.
#[must_use]
pub fn detail_page(member: &Member, record: &CampaignRecord) -> DetailPage {
    let (w, role) = (member.viewer.words, member.user.role);
    let campaign = &record.campaign;
    let datum = |text: &Option<String>| text.as_ref().map(|text| Markup::of(&Text::datum(text)));
    let parent = campaign.parent.as_ref().map(|(id, name)| Markup::of(&Link::new(Text::datum(name), format!("/campaigns/{id}"))));
    let facts = [
        ("dimension-channel", datum(&campaign.channel)),
        ("campaign-start", campaign.start.map(|day| Markup::of(&w.date(day)))),
        ("campaign-end", campaign.end.map(|day| Markup::of(&w.date(day)))),
        ("campaign-budget", campaign.budget.map(|budget| Markup::of(&w.money_exact(budget)))),
        ("dimension-owner", datum(&campaign.owner)),
        ("campaign-sales-partner", datum(&campaign.sales_partner)),
        ("dimension-persona", datum(&campaign.persona)),
        ("campaign-parent", parent),
    ];
    let name: String = byte_serialize(campaign.name.as_bytes()).collect();
    let all = Link::new(w.t_args("campaigns-all-leads", &[("n", campaign.leads.into())]), format!("/leads?campaign={name}"));
    let shown = Shown {
        id: record.id,
        name: Text::datum(&campaign.name),
        facts: facts.into_iter().filter_map(|(key, value)| Some((w.t(key), value?))).collect(),
        origin: provenance(w, campaign.origin.as_ref(), &record.refs, role.imports()),
        archived: campaign.archived_at.is_some(),
        tables: vec![
            (w.t("campaigns-costs"), costs(w, &record.costs), None),
            (w.t("nav-leads"), leads_table(w, role.reads_contacts(), &record.leads), (campaign.leads > 0).then_some(all)),
        ],
        changes: record.changes.clone(),
    };
    DetailPage::new(member, Noun::Campaign, shown)
}

fn costs(w: Words, costs: &[Cost]) -> Result<Table, Text> {
    if costs.is_empty() {
        return Err(w.t("campaigns-no-costs"));
    }
    let columns = vec![
        Column::text(w.t("campaign-start")),
        Column::text(w.t("campaign-end")),
        Column::text(w.t("campaigns-category")),
        Column::number(w.t("deal-amount")),
    ];
    let row = |cost: &Cost| {
        let category = w.find(&format!("cost-{}", cost.category)).unwrap_or_else(|| Text::datum(&cost.category));
        Row::new(vec![
            Cell::of(&w.date(cost.start)).class("fit"),
            Cell::of(&w.date(cost.end)).class("fit"),
            Cell::of(&category),
            cost.amount.map_or_else(|| Cell::none(w.t("list-unknown")), |amount| Cell::of(&w.money_exact(amount))),
        ])
    };
    Ok(Table::new(w.t("campaigns-costs"), columns, costs.iter().map(row).collect()))
}
