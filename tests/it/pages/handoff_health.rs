//! The health of handoffs: the numbers of the report on the page, in its files, and with their handoffs behind them.

use super::{Answer, Site};
use crate::support::{World, money};
use mihwar::domain::person::Role;
use scraper::{Html, Selector};
use serde_json::{Value, json};
use sqlx::PgPool;

const NOW: &str = "2026-09-29T06:40:00Z";

struct Manager {
    site: Site,
    session: String,
}

impl Manager {
    async fn of(world: World, has_handoffs: bool) -> Self {
        let (site, session) = Site::with_on(Role::Manager, NOW).await;
        world.save(&site.database.db).await;
        if has_handoffs {
            hand_over(&site.database.db.jobs).await;
        }
        Self { site, session }
    }
    async fn get(&self, path: &str) -> Answer {
        self.site.get(path, Some(&self.session)).await
    }
    async fn json(&self, path: &str) -> Value {
        serde_json::from_str(&self.get(path).await.body).unwrap()
    }
    async fn rows(&self, href: &str) -> usize {
        let body = self.get(href).await.body;
        Html::parse_document(&body).select(&Selector::parse("tbody tr").unwrap()).count()
    }
}

/// Twelve leads of July, half of a campaign that cost something.
fn world() -> World {
    let mut world = World::default();
    world.campaign("spring", "Email");
    for n in 0..12 {
        world.lead_like(&format!("july {n}"), "2026-07-06", |lead| {
            lead.channel = Some(if n % 3 == 0 { "Event" } else { "Email" }.to_owned());
            lead.campaign = (n % 2 == 0).then(|| "spring".to_owned());
            lead.persona = (n % 4 == 0).then(|| "buyer".to_owned());
        });
    }
    world.cost("2026-07-01", "2026-09-30", money(600, "SAR"), "media", |cost| cost.campaign = Some("spring".to_owned()));
    world
}

/// Two salespeople; each lead is offered once, the first also a second time after its rejection.
async fn hand_over(db: &PgPool) {
    for statement in [
        "insert into handoff_reasons (key, position, outcome) values ('no_budget', 1, 'back'), ('duplicate', 2, 'back') on conflict do nothing",
        "insert into people (id, handle, name, team) values ('00000000-0000-0000-0000-0000000000a1', 'sara', 'Sara', 'sales'),
         ('00000000-0000-0000-0000-0000000000a2', 'omar', 'Omar', 'sales')",
        "insert into sla_policies (id, key, version, name, position, around_the_clock, assign_minutes, touch_minutes, decide_minutes, made_at)
         values ('00000000-0000-0000-0000-0000000000b1', '00000000-0000-0000-0000-0000000000b1', 1, 'One', 1, true, 30, 240, 960, now())",
        // 0–2 rejected, of which 2 untouched in time; 3 returned; 4–8 accepted, 8 never touched; 9 expired; 10 withdrawn; 11 waits.
        "insert into handoffs (id, lead_id, state, policy_id, engaged_at, offered_at, route, assignee_id, assigned_at, touched_at, response_seconds,
             response_unheld_seconds, decided_at, decision_seconds, returned_at, reason, reply, replied_at, assign_due_at, touch_breach_at,
             touch_breach_unheld_at, decide_breach_at, expire_at, recorded_at)
         select gen_random_uuid(), l.id, s.state, '00000000-0000-0000-0000-0000000000b1', o.at - interval '2 hours', o.at, 'person',
                ('00000000-0000-0000-0000-0000000000a' || 1 + n % 2)::uuid, o.at + interval '10 minutes', t.at,
                extract(epoch from t.at - o.at - interval '10 minutes'), extract(epoch from t.at - o.at - interval '10 minutes'), d.at,
                extract(epoch from d.at - o.at), case when s.state = 'returned' then d.at + interval '2 days' end,
                case when n in (0, 1) then 'no_budget' when n in (2, 3) then 'duplicate' end, case when n = 0 then 'agreed' end,
                case when n = 0 then d.at + interval '1 day' end, o.at + interval '30 minutes', o.at + interval '250 minutes',
                o.at + interval '250 minutes', o.at + interval '16 hours', case when n = 9 then o.at + interval '9 days' end, o.at
         from (select id, row_number() over (order by id) - 1 as n from leads) l
         cross join lateral (select case when n < 3 then 'rejected' when n = 3 then 'returned' when n < 9 then 'accepted'
                                         when n = 9 then 'expired' when n = 10 then 'withdrawn' else 'offered' end as state) s
         cross join lateral (select timestamptz '2026-07-07T08:00:00Z' + n * interval '6 days' as at) o
         cross join lateral (select case when n in (0, 1, 3, 4, 5, 6) then o.at + interval '1 hour' when n = 7 then o.at + interval '9 hours' end as at) t
         cross join lateral (select case when s.state in ('rejected', 'returned', 'accepted') then o.at + interval '3 hours' end as at) d",
        "insert into handoffs (id, lead_id, state, policy_id, offered_at, route, recorded_at)
         select gen_random_uuid(), id, 'offered', '00000000-0000-0000-0000-0000000000b1', '2026-09-28T08:00:00Z', 'queue', now()
         from (select id, row_number() over (order by id) as n from leads) l where n = 1",
    ] {
        sqlx::query(statement).execute(db).await.unwrap();
    }
}

fn texts(html: &str, css: &str) -> Vec<String> {
    let document = Html::parse_document(html);
    let clean = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    document.select(&Selector::parse(css).unwrap()).map(|e| clean(e.text().collect())).collect()
}

#[tokio::test]
async fn the_page_has_the_numbers_of_the_report() {
    let site = Manager::of(world(), true).await;
    let report = site.json("/reports/handoffs.json").await;
    let sides = |key: &str| (report[key]["figure"]["numerator"].clone(), report[key]["figure"]["denominator"].clone());
    // Touched in an hour: 0, 1, 3–6; late 7; never 8 and the expired 9; 2 was rejected in time, 10 withdrawn, 11 and the new one wait or are past.
    assert_eq!(sides("sla_attainment"), (json!(6.0), json!(10.0)));
    assert_eq!(sides("acceptance"), (json!(6.0), json!(10.0)));
    assert_eq!(sides("kept"), (json!(5.0), json!(10.0)));
    assert_eq!(sides("accepted_untouched"), (json!(1.0), json!(6.0)));
    assert_eq!(report["counts"]["rejected_unworked"], 1);
    assert_eq!(report["sent_back"]["by_reason"][0]["reason"], "duplicate");
    let page = site.get("/handoffs/health").await.body;
    assert_eq!(texts(&page, ".kpi .kv")[..4], ["60.0%", "60.0%", "50.0%", "16.7%"]);
    assert_eq!(site.json("/handoffs/health.json").await, report);
    assert!(site.get("/handoffs/health.csv").await.body.starts_with('\u{FEFF}'));
    assert!(site.get("/handoffs/health.xlsx").await.bytes.starts_with(b"PK"));
    let first = site.json("/handoffs/health.json?attempt=1").await;
    assert_eq!((&report["counts"]["offered"], &first["counts"]["offered"]), (&json!(13), &json!(12)));
    assert_eq!(first["narrowed"], json!({ "attempt": 1 }));
    assert_eq!(site.json("/handoffs/health.json?rep=-").await["counts"]["offered"], 1);
    let spent = &report["sent_back"]["spent"];
    // Of 92 days for 600 riyals 91 are over; 6 leads, of which 2 came back.
    let expected = 60_000.0 / 92.0 * 91.0 / 6.0 * 2.0;
    assert!(spent["value"].as_f64().is_some_and(|value| (value - expected).abs() < 1.0), "{spent}");
    assert_eq!(spent["n"], 2);
}

#[tokio::test]
async fn every_number_opens_as_many_handoffs() {
    let site = Manager::of(world(), true).await;
    let mut opened = 0;
    for path in [
        "/handoffs/health",
        "/handoffs/health?attempt=1&trend=kept",
        "/handoffs/health?channel=Email&trend=acceptance&team=sales",
    ] {
        let page = site.get(path).await.body;
        let document = Html::parse_document(&page);
        for link in document.select(&Selector::parse("main figure td a[href^='/handoffs/list'], .rows a").unwrap()) {
            let own = link.text().next().unwrap_or_default();
            let shown = link.select(&Selector::parse("b").unwrap()).next().map_or(own.to_owned(), |b| b.text().collect());
            if let Ok(count) = shown.trim().parse::<usize>() {
                let href = link.attr("href").unwrap();
                assert_eq!(site.rows(href).await, count, "{path}: {href}");
                opened += 1;
            }
        }
        for card in document.select(&Selector::parse(".kpi").unwrap()) {
            let note = card.select(&Selector::parse(".kn").unwrap()).next().map(|note| note.text().collect::<String>());
            let href = card.select(&Selector::parse("h2 a").unwrap()).next().and_then(|a| a.attr("href"));
            if let (Some(Some((k, _))), Some(href)) = (note.as_deref().map(|note| note.split_once(" of ")), href) {
                assert_eq!(site.rows(href).await, k.trim().parse::<usize>().unwrap(), "{path}: {href}");
                opened += 1;
            }
        }
    }
    assert!(opened > 60, "{opened}");
    let list = site.get("/handoffs/list?period=2026-q3&behind=accepted_untouched").await.body;
    assert!(texts(&list, "tbody tr td").contains(&"Past the SLA".to_owned()));
    assert!(site.get("/handoffs/list.csv?behind=sent_back").await.body.lines().count() == 5);
    assert!(site.get("/handoffs/list.xlsx").await.bytes.starts_with(b"PK"));
}

#[tokio::test]
async fn without_handoffs_the_page_says_what_to_do() {
    let site = Manager::of(world(), false).await;
    for path in ["/handoffs/health", "/handoffs/list"] {
        let page = site.get(path).await;
        assert_eq!((page.status.as_u16(), texts(&page.body, ".empty h2")), (200, vec!["No handoffs yet".to_owned()]), "{path}");
    }
    let overview = site.get("/overview").await.body;
    assert!(texts(&overview, ".kpi .kd").contains(&"No lead was offered to sales".to_owned()));
    let empty = Manager::of(World::default(), false).await;
    assert_eq!(texts(&empty.get("/handoffs/health").await.body, ".empty h2"), ["No data yet"]);
}

#[tokio::test]
async fn the_overview_shows_the_two_headlines() {
    let site = Manager::of(world(), true).await;
    let page = site.get("/overview").await.body;
    let values = texts(&page, ".kpi .kv");
    assert_eq!(values[4..], ["60.0%", "60.0%"]);
    assert!(page.contains("of the answered handoffs of the period were accepted"));
    let report = site.json("/overview.json").await;
    assert_eq!(report["sla_attainment"]["figure"], site.json("/handoffs/health.json").await["sla_attainment"]["figure"]);
    let goals = site.json("/reports/goals.json").await;
    assert!(
        goals["goals"]
            .as_array()
            .unwrap()
            .iter()
            .any(|goal| goal["kpi"] == "sla_attainment" && goal["figure"]["numerator"] == 6.0)
    );
}

#[tokio::test]
async fn what_means_nothing_falls_back_and_says_so() {
    let site = Manager::of(world(), true).await;
    for path in [
        "/handoffs/health?attempt=0",
        "/handoffs/health?team=x",
        "/handoffs/health?trend=x",
        "/handoffs/list?behind=x",
        "/handoffs/list?rep=Sara",
    ] {
        let page = site.get(path).await;
        assert_eq!((page.status.as_u16(), texts(&page.body, ".notice").len()), (200, 1), "{path}");
    }
}
