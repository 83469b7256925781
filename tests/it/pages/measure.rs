//! Funnel, cohorts, cycle, revenue and cost of customers: the numbers of the report on the page, in its files, and with
//! their rows behind them.

use super::{Answer, Site};
use crate::support::{World, money};
use mihwar::domain::person::Role;
use mihwar::domain::stage::Stage;
use scraper::{Html, Selector};
use serde_json::{Value, json};

const NOW: &str = "2026-09-29T06:40:00Z";
const PAGES: [&str; 7] =
    ["/funnel", "/funnel?view=cohorts", "/funnel?view=durations", "/funnel?view=outcomes", "/cycle", "/revenue", "/cac"];

/// A manager's browser.
struct Manager {
    site: Site,
    session: String,
}

impl Manager {
    async fn of(world: World) -> Self {
        let (site, session) = Site::with_on(Role::Manager, NOW).await;
        world.save(&site.database.db).await;
        Self { site, session }
    }
    async fn get(&self, path: &str) -> Answer {
        self.site.get(path, Some(&self.session)).await
    }
    async fn json(&self, path: &str) -> Value {
        serde_json::from_str(&self.get(path).await.body).unwrap()
    }
    /// How many rows a list of leads or deals has: it is shorter than a page.
    async fn rows(&self, href: &str) -> usize {
        let body = self.get(href).await.body;
        let document = Html::parse_document(&body);
        document.select(&Selector::parse("tbody tr").unwrap()).count()
    }
}

/// Leads of July and August: won, lost, recycled, waiting; their deals, costs and touches.
fn world() -> World {
    let mut world = World::default();
    for n in 0..12 {
        let (id, region) = (format!("july {n}"), if n % 2 == 0 { "Gulf" } else { "Levant" });
        world.lead_like(&id, "2026-07-06", |lead| {
            lead.region = Some(region.to_owned());
            lead.channel = Some("Email".to_owned());
        });
        world.touch(&id, "2026-07-05", Some("Webinar"));
        if n < 6 {
            world.entered(&id, Stage::Mql, Some("2026-07-10"));
        }
        if n < 3 {
            world.won_deal(&format!("W{n}"), Some(&id), "2026-07-20", "2026-08-19", 100);
        }
    }
    world.deal_like("L1", Some("july 3"), |deal| {
        deal.opened = Some(crate::support::moment("2026-07-20"));
        deal.closed = Some(crate::support::moment("2026-08-10"));
        deal.outcome = Some(mihwar::domain::record::Outcome::Lost);
        deal.lost_reason = Some("price".to_owned());
    });
    world.lead("august", "2026-08-03", "search");
    world.entered("july 5", Stage::Recycled, Some("2026-07-12"));
    world.cost("2026-08-01", "2026-08-31", money(310, "SAR"), "media", |cost| cost.channel = Some("Webinar".to_owned()));
    world
}

fn texts(html: &str, css: &str) -> Vec<String> {
    let document = Html::parse_document(html);
    let clean = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    document.select(&Selector::parse(css).unwrap()).map(|e| clean(e.text().collect())).collect()
}

fn hrefs(html: &str, css: &str) -> Vec<String> {
    let document = Html::parse_document(html);
    document.select(&Selector::parse(css).unwrap()).filter_map(|e| e.attr("href").map(str::to_owned)).collect()
}

#[tokio::test]
async fn the_funnel_shows_its_rates_reasons_and_split() {
    let site = Manager::of(world()).await;
    let page = site.get("/funnel").await.body;
    assert_eq!(texts(&page, ".fst .fv"), ["13", "6", "4", "4", "4", "3"]);
    assert!(page.contains("95% interval 23.2% to 70.9%, n = 13"), "the first step says how sure it is");
    let left = texts(&page, "figure[aria-labelledby=left-t] tbody tr");
    assert!(left.contains(&"OpportunitiesLostprice1".to_owned()), "{left:?}");
    let json = site.json("/funnel.json").await;
    assert_eq!(json["breakdown"]["dimension"], "channel");
    assert_eq!(json["left"][0], json!({ "furthest": "mql", "current": "recycled", "reason": null, "leads": 1 }));
    let split = site.json("/funnel.json?by=region").await;
    assert_eq!(split["breakdown"]["rows"][0]["standing"], "not_judged");
    assert!(texts(&page, "figure[aria-labelledby=split-t] tbody th").contains(&"Email".to_owned()));
}

#[tokio::test]
async fn every_number_of_the_pages_opens_as_many_rows() {
    let site = Manager::of(world()).await;
    let mut opened = 0;
    for path in
        PAGES.into_iter().chain(["/funnel?by=owner", "/funnel?by=campaign", "/cycle?since=lead", "/cycle?since=first_touch"])
    {
        let page = site.get(path).await.body;
        let document = Html::parse_document(&page);
        for link in document.select(&Selector::parse("main figure td a[href^='/'], .fst a, .rows a").unwrap()) {
            let href = link.attr("href").unwrap();
            // Only plain counts: a rate opens its numerator, money the deals behind it.
            let own = link.text().next().unwrap_or_default();
            let shown = link.select(&Selector::parse("b").unwrap()).next().map_or(own.to_owned(), |b| b.text().collect());
            if let Ok(count) = shown.trim().parse::<usize>()
                && !href.starts_with("/cac")
            {
                let expected = if count == 0 { usize::MAX } else { count };
                let rows = site.rows(href).await;
                assert!(rows == expected || count == 0 && rows == 0, "{path}: {href} shows {rows} rows, the page says {count}");
                opened += 1;
            }
        }
    }
    assert!(opened > 60, "{opened}");
}

#[tokio::test]
async fn a_cell_of_the_cohorts_opens_the_leads_that_had_come_so_far() {
    let site = Manager::of(world()).await;
    let page = site.get("/funnel?view=cohorts").await.body;
    assert_eq!(texts(&page, ".coh tbody th"), ["Jul 2026", "Aug 2026", "Sep 2026"]);
    let cells = hrefs(&page, ".coh .h a");
    assert_eq!(cells[1], "/leads?period=2026-07&reached=won&reached_by=2026-08-31");
    assert_eq!((site.rows(&cells[0]).await, site.rows(&cells[1]).await), (0, 3));
    assert!(texts(&page, ".coh .na").iter().all(|cell| cell == "not yet"));
    let mql = site.get("/funnel?view=cohorts&stage=mql").await.body;
    assert!(texts(&mql, ".coh .h a").iter().any(|cell| cell.starts_with("50.0%")), "six of twelve at once");
}

#[tokio::test]
async fn the_pages_have_the_numbers_of_the_reports() {
    let site = Manager::of(world()).await;
    assert_eq!(texts(&site.get("/cycle").await.body, ".kpi .kv"), ["30 days", "30 days", "30 days", "30 days"]);
    assert_eq!(texts(&site.get("/revenue").await.body, ".kpi .kv"), ["SAR 300", "3", "SAR 100", "3"]);
    assert_eq!(texts(&site.get("/cac").await.body, ".kpi .kv")[..2], ["SAR 103", "SAR 103"]);
    for (page, report) in [("cycle", "cycle"), ("revenue", "revenue"), ("cac", "cac")] {
        let (own, other) = (site.json(&format!("/{page}.json")).await, site.json(&format!("/reports/{report}.json")).await);
        assert_eq!(own, other);
        assert!(site.get(&format!("/{page}.csv")).await.body.starts_with('\u{FEFF}'));
        assert!(site.get(&format!("/{page}.xlsx")).await.bytes.starts_with(b"PK"));
    }
    for (view, report) in [("cohorts", "cohorts"), ("durations", "stage-durations"), ("outcomes", "win-rate")] {
        assert_eq!(site.json(&format!("/funnel.json?view={view}")).await["report"], report);
    }
    let times = site.json("/funnel.json?view=durations").await;
    assert_eq!(times["stages"][0]["median"]["value"], json!(4.0), "six left the first stage after four days, most of them");
    assert_eq!(site.json("/funnel.json?view=outcomes").await["lost_reasons"][0]["reason"], "price");
}

#[tokio::test]
async fn the_cards_of_the_overview_lead_to_their_pages_and_their_numbers_to_rows() {
    let site = Manager::of(world()).await;
    let page = site.get("/overview?region=Gulf&trend=cac").await.body;
    let titles = hrefs(&page, ".kpi h2 a");
    assert_eq!(
        titles,
        [
            "/funnel?region=Gulf",
            "/cycle?region=Gulf",
            "/cac?region=Gulf",
            "/revenue?region=Gulf",
            "/handoffs/health?region=Gulf",
            "/handoffs/health?region=Gulf"
        ]
    );
    assert_eq!(hrefs(&page, ".kpi .kv a")[0], "/leads?period=2026-q3&reached=won&region=Gulf");
}

#[tokio::test]
async fn an_empty_company_and_an_empty_period_are_told_so() {
    let empty = Manager::of(World::default()).await;
    for path in PAGES {
        let page = empty.get(path).await;
        assert_eq!((page.status.as_u16(), texts(&page.body, ".empty h2")), (200, vec!["No data yet".to_owned()]), "{path}");
    }
    let full = Manager::of(world()).await;
    for path in PAGES {
        let query = if path.contains('?') { '&' } else { '?' };
        let page = full.get(&format!("{path}{query}period=2020-q1")).await;
        assert_eq!(page.status.as_u16(), 200, "{path}");
        assert!(!texts(&page.body, ".empty h2").is_empty(), "{path}");
    }
}

#[tokio::test]
async fn what_means_nothing_falls_back_and_says_so() {
    let site = Manager::of(world()).await;
    for path in ["/funnel?view=x", "/funnel?by=source", "/funnel?view=cohorts&stage=lost", "/cycle?since=x", "/cac?period=x"] {
        let page = site.get(path).await;
        assert_eq!((page.status.as_u16(), texts(&page.body, ".notice").len()), (200, 1), "{path}");
    }
    let moved = site.get("/revenue?from=2026-07-01&to=2026-07-31").await;
    assert_eq!((moved.status.as_u16(), moved.location.as_str()), (303, "/revenue?period=2026-07-01..2026-07-31"));
}
