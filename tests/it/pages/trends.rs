//! Trends: whatever the page, its targets, what was noted on a day and where the alignment began stand on the line and
//! in its table.

use super::Site;
use crate::support::{World, money};
use mihwar::domain::person::Role;
use scraper::{Html, Selector};
use serde_json::{Value, json};

const NOW: &str = "2026-09-29T06:40:00Z";
const NOTE: &str = "0190b0a0-0000-7000-8000-000000000001";

/// A page, the figure of its trend, its number, and what a person types as its target in July and in September.
const TRENDS: [(&str, &str, &str, [&str; 2]); 5] = [
    ("/overview?trend=revenue", "trend", "revenue", ["900", "1200"]),
    ("/revenue", "months", "revenue", ["900", "1200"]),
    ("/cycle", "months", "cycle", ["30", "25"]),
    ("/cac", "months", "cac", ["400", "300"]),
    ("/funnel?view=outcomes", "win-rate", "win_rate", ["40", "50"]),
];

/// A manager's browser.
struct Manager {
    site: Site,
    session: String,
}

impl Manager {
    /// A company with a deal won and a deal lost in August, a note, an alignment and a target of each number.
    async fn new() -> Self {
        let (site, session) = Site::with_on(Role::Manager, NOW).await;
        let mut world = World::default();
        world.lead("a", "2026-07-06", "search");
        world.won_deal("W", Some("a"), "2026-07-20", "2026-08-19", 1000);
        world.lost_deal("L", None, "2026-07-20", "2026-08-10");
        world.cost("2026-08-01", "2026-08-31", money(310, "SAR"), "media", |cost| cost.channel = Some("search".to_owned()));
        world.save(&site.database.db).await;
        sqlx::query("update workspace set alignment_start = '2026-08-03'").execute(&site.database.db.pages).await.unwrap();
        let note = format!("id={NOTE}&day=2026-08-15&body=Prices+rose&version=1");
        assert_eq!(site.post("/notes/new", &session, &note).await.status, 303);
        let new = Self { site, session };
        for (_, _, kpi, [july, september]) in &TRENDS[1..] {
            new.target(kpi, &format!("month=2026-07&value={july}&act=set&version=1")).await;
            new.target(kpi, &format!("month=2026-09&value={september}&act=set&version=2")).await;
        }
        new
    }

    async fn target(&self, kpi: &str, form: &str) {
        assert_eq!(self.site.post(&format!("/goals/{kpi}/target"), &self.session, form).await.status, 303, "{kpi} {form}");
    }

    async fn get(&self, path: &str) -> String {
        self.site.get(path, Some(&self.session)).await.body
    }

    async fn json(&self, path: &str) -> Value {
        serde_json::from_str(&self.get(path).await).unwrap()
    }
}

fn with(path: &str, more: &str) -> String {
    format!("{path}{}{more}", if path.contains('?') { '&' } else { '?' })
}

fn texts(html: &str, css: &str) -> Vec<String> {
    let document = Html::parse_document(html);
    // Isolates of names and numbers are not what is read here.
    let clean = |text: String| text.replace(['\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}'], "");
    let clean = |text: String| clean(text).split_whitespace().collect::<Vec<_>>().join(" ");
    document.select(&Selector::parse(css).unwrap()).map(|e| clean(e.text().collect())).collect()
}

#[tokio::test]
async fn a_note_targets_and_the_alignment_stand_on_every_trend_in_both_languages() {
    let site = Manager::new().await;
    let english = ["Prices rose (Lama)", "One note in these months", "Alignment began", "Target ", "Notes"];
    let arabic = ["Prices rose (Lama)", "ملاحظة واحدة في هذه الأشهر", "بدأت المواءمة", "المستهدف ", "الملاحظات"];
    for (lang, [note, count, began, target, head]) in [("en", english), ("ar", arabic)] {
        for (path, id, kpi, _) in TRENDS {
            let page = site.get(&with(path, &format!("lang={lang}"))).await;
            let figure = format!("figure[aria-labelledby={id}-t]");
            let all = |css: &str| texts(&page, &format!("{figure} {css}"));
            let told = format!("{path} in {lang}");
            assert!(all("a.note .tip")[0].ends_with(note), "{told}: the mark");
            let opens = |mark: &str| mark.starts_with("/notes?back=%2F") && mark.ends_with(&format!("#note-{NOTE}\""));
            let marks: Vec<&str> =
                page.split("class=\"note\" href=\"").skip(1).filter_map(|mark| mark.split_inclusive('"').next()).collect();
            assert!(!marks.is_empty() && marks.into_iter().all(opens), "{told}: the mark opens the note");
            assert!(all("svg text").iter().any(|text| text.starts_with(began)), "{told}: the alignment");
            assert_eq!(all("path.target").len(), 1, "{told}: {kpi} has a line of steps");
            let label = &all(".tlabel")[0];
            assert!(label.starts_with(target), "{told}: {label}");
            let of_target = all("table thead th").iter().position(|text| text == target.trim()).unwrap();
            let rows = texts(&page, &format!("{figure} tbody tr > :nth-child({})", of_target + 1));
            let [july, august, september] = &rows[rows.len() - 3..] else { panic!("{rows:?}") };
            assert!(july == august && august != september, "{told}: {rows:?}");
            assert_eq!(*label, format!("{target}{september}"), "{told}: the label says the last target");
            assert_eq!(all("table thead th").last().unwrap(), head, "{told}");
            assert_eq!(all("tbody td:last-child").iter().filter(|text| text.ends_with(note)).count(), 1, "{told}: one month");
            assert!(texts(&page, ".under-fig a").contains(&count.to_owned()), "{told}: how many");
        }
    }
}

#[tokio::test]
async fn a_trend_without_notes_or_targets_has_neither() {
    let site = Manager::new().await;
    for (path, id, ..) in TRENDS {
        let narrowed = site.get(&with(path, "channel=search")).await;
        let of_all = ["path.target", ".tlabel"].map(|css| texts(&narrowed, &format!("main {css}")).len());
        assert!(narrowed.contains("class=\"note\"") && of_all == [0, 0], "{path}: targets are for all records");
        let page = site.get(&with(path, "period=2026-q1")).await;
        let all = |css: &str| texts(&page, &format!("figure[aria-labelledby={id}-t] {css}"));
        assert!(all("a.note").is_empty() && all("path.target").is_empty(), "{path}");
        let heads = all("table thead th");
        assert!(!heads.iter().any(|head| head == "Notes" || head == "Target"), "{path}: {heads:?}");
        assert!(!texts(&page, ".under-fig a").iter().any(|link| link.contains("these months")), "{path}");
    }
}

#[tokio::test]
async fn the_files_of_a_page_say_the_targets_of_its_months() {
    let site = Manager::new().await;
    let whole = site.json("/revenue.json").await;
    assert_eq!(whole["month_targets"], json!([90_000.0, 90_000.0, 120_000.0]), "the month that runs has its whole target");
    let cut = site.json("/revenue.json?from=2026-08-22&to=2026-09-15").await;
    assert_eq!(cut["period"]["to"], "2026-09-16");
    let days = cut["month_targets"].as_array().unwrap().iter().map(|target| target.as_f64().unwrap().round()).collect::<Vec<_>>();
    assert_eq!(days, [29_032.0, 60_000.0], "ten of 31 days, fifteen of 30");
    let level = site.json("/cycle.json?from=2026-08-22&to=2026-09-15").await;
    assert_eq!(level["month_targets"], json!([30.0, 25.0]), "a median has no parts");
    let narrowed = site.json("/reports/cac.json?channel=search").await;
    assert_eq!(narrowed["filters"], json!({ "channel": ["search"] }));
    assert_eq!(narrowed["month_targets"], json!([null, null, null]), "targets are for all records");
    let one = site.json("/reports/win-rate.json?period=2026-09").await;
    assert_eq!(one["month_targets"], json!([0.5]));
}
