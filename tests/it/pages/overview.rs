//! The overview and its files: the same numbers as the report, every number with its rows, and nothing that breaks it.

use super::{Answer, Site};
use crate::support::{World, money};
use mihwar::domain::person::Role;
use mihwar::domain::stage::Stage;
use scraper::{Html, Selector};

const NOW: &str = "2026-09-29T06:40:00Z";

/// A manager's browser.
struct Manager {
    site: Site,
    session: String,
}

impl Manager {
    async fn new() -> Self {
        let (site, session) = Site::with_on(Role::Manager, NOW).await;
        Self { site, session }
    }
    async fn get(&self, path: &str) -> Answer {
        self.site.get(path, Some(&self.session)).await
    }
}

/// Three leads of the third quarter: one won, one qualified, one just arrived; one of the second, won.
async fn site() -> Manager {
    let site = Manager::new().await;
    let mut world = World::default();
    world.lead("old", "2026-05-04", "search");
    world.won_deal("D0", Some("old"), "2026-05-10", "2026-06-10", 900);
    world.lead_like("won", "2026-07-06", |lead| lead.region = Some("Gulf".to_owned()));
    world.won_deal("D1", Some("won"), "2026-07-10", "2026-07-30", 1200);
    world.lead_like("mql", "2026-07-07", |lead| lead.region = Some("Levant".to_owned()));
    world.entered("mql", Stage::Mql, Some("2026-07-08"));
    world.lead("new", "2026-09-20", "search");
    world.save(&site.site.database.db).await;
    site
}

fn texts(html: &str, css: &str) -> Vec<String> {
    let document = Html::parse_document(html);
    let selector = Selector::parse(css).unwrap();
    document.select(&selector).map(|e| e.text().collect::<String>().trim().to_owned()).collect()
}

fn hrefs(html: &str) -> Vec<String> {
    let document = Html::parse_document(html);
    let selector = Selector::parse("main a[href]").unwrap();
    document.select(&selector).filter_map(|e| e.attr("href").map(str::to_owned)).collect()
}

#[tokio::test]
async fn the_cards_show_the_numbers_of_the_quarter() {
    let site = site().await;
    let page = site.get("/overview").await.body;
    assert_eq!(texts(&page, ".kpi .kv"), ["33.3%", "20 days", "–", "SAR 1,200", "–", "–"]);
    assert_eq!(texts(&page, ".fst .fv"), ["3", "2", "1", "1", "1", "1"]);
    assert!(texts(&page, ".vs").iter().all(|versus| versus == "vs Q2"), "the second quarter has as many days");
    let month = site.get("/overview?period=2026-09").await.body;
    assert!(month.contains("vs Aug 2026, to day 29"), "a running period is compared up to the same day");
}

#[tokio::test]
async fn every_number_leads_to_its_rows_with_the_same_period_and_filters() {
    let page = site().await.get("/overview?region=Gulf").await.body;
    let links = hrefs(&page);
    let has = |wanted: &str| assert!(links.iter().any(|href| href == wanted), "no link to {wanted} in {links:?}");
    has("/leads?period=2026-q3&reached=won&region=Gulf");
    has("/leads?period=2026-q3&reached=mql&region=Gulf");
    has("/deals?closed=2026-q3&outcome=won&region=Gulf");
    has("/leads?period=2026-q3&quality=high&region=Gulf");
    has("/overview?region=Gulf&trend=cac");
    assert_eq!(texts(&page, ".fst .fv")[0], "1", "the filter narrows the funnel");
}

#[tokio::test]
async fn the_counts_of_each_month_open_exactly_their_rows() {
    let site = site().await;
    let mut world = World::default();
    // A second deal of a customer wins no new one.
    world.won_deal("D2", Some("won"), "2026-07-11", "2026-07-31", 300);
    world.cost("2026-07-01", "2026-07-31", money(90, "SAR"), "media", |_| {});
    world.save(&site.site.database.db).await;
    let links = hrefs(&site.get("/overview").await.body);
    assert!(links.contains(&"/deals?closed=2026-q3&outcome=won&customer=new".to_owned()), "the card too: {links:?}");
    let leads = counts(&site, "/overview").await;
    assert!(leads.iter().any(|href| href.contains("won_within")) && leads.iter().any(|href| href.contains("old_enough")));
    let customers = counts(&site, "/overview?trend=cac").await;
    assert!(customers.iter().any(|href| href.contains("customer=new")), "{customers:?}");
}

/// The addresses behind the counts of the trend's months, each of which opens as many rows as it says.
async fn counts(site: &Manager, path: &str) -> Vec<String> {
    let page = site.get(path).await.body;
    let document = Html::parse_document(&page);
    let cells = Selector::parse(".trend tbody td").unwrap();
    let link = Selector::parse("a").unwrap();
    let mut seen = Vec::new();
    for cell in document.select(&cells) {
        let text = cell.text().collect::<String>().trim().to_owned();
        let Ok(number) = text.parse::<usize>() else { continue };
        let Some(link) = cell.select(&link).next() else {
            assert_eq!(number, 0, "a number without its rows");
            continue;
        };
        let href = link.attr("href").unwrap();
        let list = site.get(href).await.body;
        assert_eq!(texts(&list, "tbody tr").len(), number, "{href}");
        assert!(texts(&list, ".notice").is_empty(), "{href}");
        seen.push(href.to_owned());
    }
    seen
}

#[tokio::test]
async fn what_lacks_before_is_not_said_of_now_and_nothing_is_compared_with_nothing() {
    let site = site().await;
    // The deal of July has none in June's last days to be compared with.
    let page = site.get("/overview?period=2026-07-29..2026-07-31").await.body;
    let notes = texts(&page, ".kd");
    assert!(notes.iter().any(|note| note.contains("nothing there to compare (No deals were won)")), "{notes:?}");
    assert!(!notes.iter().any(|note| note == "No deals were won"), "{notes:?}");
    let mut world = World::default();
    world.won_deal("Dy", Some("old"), "2025-07-01", "2025-08-01", 600);
    world.save(&site.site.database.db).await;
    let said = async |query: &str| texts(&site.get(&format!("/overview{query}")).await.body, ".kn").join(" ");
    assert!(said("").await.contains("100.0% more than"));
    assert!(!said("?compare=none").await.contains("more than"));
}

#[tokio::test]
async fn what_means_nothing_falls_back_and_says_so() {
    let site = site().await;
    for query in
        ["period=2026-q9", "compare=last", "trend=x", "region=Atlantis", "owner=nobody", "owner=%00", "period=%FF", "colour=red"]
    {
        let response = site.get(&format!("/overview?{query}")).await;
        assert_eq!((response.status.as_u16(), query), (200, query));
        assert_eq!(texts(&response.body, ".notice").len(), 1, "{query}");
    }
    assert!(texts(&site.get("/overview?region=Gulf").await.body, ".notice").is_empty());
}

#[tokio::test]
async fn the_leads_of_each_third_are_listed_behind_its_number() {
    let site = site().await;
    let page = site.get("/overview").await.body;
    let numbers = texts(&page, ".thirds td:nth-child(2)");
    let links: Vec<String> = hrefs(&page).into_iter().filter(|href| href.contains("quality=")).collect();
    assert_eq!((numbers.len(), links.len()), (3, 4), "the last is of those without a value: {links:?}");
    for (number, link) in numbers.iter().zip(&links) {
        let list = site.get(link).await.body;
        assert_eq!(texts(&list, "tbody tr").len().to_string(), *number, "{link}");
        assert!(texts(&list, ".notice").is_empty());
    }
    assert!(numbers.iter().any(|number| number != "0"));
}

#[tokio::test]
async fn what_has_no_exchange_rate_is_not_called_unrecorded() {
    let site = Manager::new().await;
    let mut world = World::default();
    world.lead("old", "2025-09-01", "search");
    world.lead("new", "2026-07-01", "search");
    for (id, lead, opened, closed) in [("D0", "old", "2025-10-01", "2025-11-01"), ("D1", "new", "2026-07-02", "2026-07-30")] {
        world.won_deal(id, Some(lead), opened, closed, 0);
        world.deal_like(id, Some(lead), |deal| deal.amount = Some(money(900, "USD")));
    }
    world.cost("2026-07-01", "2026-07-31", money(90, "USD"), "media", |_| {});
    world.save(&site.site.database.db).await;
    let json: serde_json::Value = serde_json::from_str(&site.get("/overview.json").await.body).unwrap();
    for figure in [&json["cac"]["figure"], &json["revenue"]["figure"], &json["quality"]["all"]["mean"]] {
        assert_eq!((&figure["value"], &figure["reason"]), (&serde_json::json!(null), &serde_json::json!("no_rates")), "{figure}");
    }
    let page = site.get("/overview").await.body;
    assert_eq!(texts(&page, ".kpi .kd")[2..4], ["No exchange rate for these amounts", "No exchange rate for these amounts"]);
    assert!(!page.contains("href=\"/settings/rates\""), "a manager may not set them");
    let csv = site.get("/overview.csv").await.body;
    assert!(csv.contains("cac.figure,,,1,1,,,money,SAR,no_rates"), "{csv}");
}

#[tokio::test]
async fn two_dates_of_the_form_become_one_parameter() {
    let response = site().await.get("/overview?from=2026-07-01&to=2026-07-31&trend=cycle").await;
    assert_eq!(response.status, 303);
    assert_eq!(response.location, "/overview?period=2026-07-01..2026-07-31&trend=cycle");
}

#[tokio::test]
async fn the_files_have_the_numbers_of_the_page() {
    let site = site().await;
    let json: serde_json::Value = serde_json::from_str(&site.get("/overview.json").await.body).unwrap();
    assert_eq!(json["lead_to_customer"]["figure"]["numerator"], 1.0);
    assert_eq!(json["revenue"]["figure"]["value"], 120_000.0);
    let report: serde_json::Value = serde_json::from_str(&site.get("/reports/overview.json").await.body).unwrap();
    assert_eq!(report, json);
    let csv = site.get("/overview.csv").await.body;
    assert!(csv.starts_with('\u{FEFF}') && csv.contains("revenue.figure,120000,,,1,,,money,SAR,"), "{csv}");
    assert!(site.get("/overview.xlsx").await.bytes.starts_with(b"PK"));
    for name in mihwar::reports::NAMES {
        for ending in ["json", "csv", "xlsx"] {
            assert_eq!(site.get(&format!("/reports/{name}.{ending}")).await.status, 200, "{name}.{ending}");
        }
    }
    let past = site.get("/reports/overview.json?as_of=2026-08-15").await.body;
    let past: serde_json::Value = serde_json::from_str(&past).unwrap();
    assert_eq!((&past["as_of"], &past["funnel"]["leads"]), (&"2026-08-15T20:59:59.999999Z".into(), &2.into()));
    for file in ["nothing.csv", "overview.pdf", "overview"] {
        assert_eq!(site.get(&format!("/reports/{file}")).await.status, 404, "{file}");
    }
}

#[tokio::test]
async fn a_target_shows_on_its_card_and_on_its_trend() {
    let site = site().await;
    assert_eq!(texts(&site.get("/overview").await.body, ".kpi .kt a").len(), 6, "who may set targets is led there");
    let form = "month=2026-01&value=30&act=set&version=1";
    assert_eq!(site.site.post("/goals/cycle/target", &site.session, form).await.status, 303);
    site.site.post("/goals/cycle/target", &site.session, "month=2026-09&value=25&act=set&version=2").await;
    site.site.post("/goals/within_horizon/target", &site.session, "month=2026-01&value=40&act=set&version=1").await;
    let page = site.get("/overview?trend=cycle").await.body;
    let feet = texts(&page, ".kpi .kt .state");
    assert_eq!(feet, ["Target 40.0% within 90 days, judged from 30 Dec 2026", "Ceiling 25 days, met"]);
    assert_eq!(texts(&page, ".trend .tlabel"), ["Target 25 days"]);
    assert!(page.contains("<path class=\"target\""), "the target is a line of steps");
    let narrowed = site.get("/overview?region=Gulf").await.body;
    assert!(texts(&narrowed, ".kpi .kt .state").iter().all(|foot| foot == "Targets are for all records"));
}

#[tokio::test]
async fn an_empty_company_is_told_how_to_begin() {
    let site = Manager::new().await;
    let page = site.get("/overview").await.body;
    assert!(texts(&page, ".kpi").is_empty() && page.contains("/imports/new"));
    assert_eq!(texts(&page, ".empty h2"), ["No data yet"]);
}

#[tokio::test]
async fn nobody_reads_numbers_without_signing_in() {
    let site = Manager::new().await;
    for path in ["/overview", "/overview.json", "/overview.csv", "/overview.xlsx", "/reports/cac.json"] {
        assert_eq!(site.site.get(path, None).await.status, 303, "{path}");
    }
}
