//! A standby that dashboards read from: it is read, it is never written, and it may be away.

use super::{NOW, Site};
use crate::support::{TestDatabase, World};
use mihwar::domain::person::Role;
use mihwar::storage::standby::Standby;
use serde_json::Value;
use sqlx::postgres::PgConnectOptions;

/// Whatever reads by the standby.
const DASHBOARDS: [&str; 14] = [
    "/overview",
    "/overview.json",
    "/overview.csv",
    "/funnel",
    "/funnel?view=cohorts",
    "/funnel?view=durations",
    "/funnel?view=outcomes",
    "/funnel.xlsx",
    "/cycle",
    "/revenue",
    "/cac",
    "/cac.json",
    "/reports/funnel.json",
    "/reports/goals.json",
];

fn options(database: &TestDatabase) -> PgConnectOptions {
    database.db.pages.connect_options().as_ref().clone()
}

async fn with_standby(standby: PgConnectOptions) -> (Site, String) {
    let (mut site, session) = Site::with(Role::Admin).await;
    let mut world = World::default();
    world.lead("one", "2026-03-02", "search");
    world.save(&site.database.db).await;
    site.database.db.standby = Some(Standby::lazy(standby));
    site.at(NOW);
    (site, session)
}

async fn leads(site: &Site, session: &str) -> i64 {
    let answer = site.get("/reports/funnel.json?period=2026-03-01..2026-03-31", Some(session)).await;
    let report: Value = serde_json::from_slice(&answer.bytes).unwrap_or_else(|e| panic!("{e}: {}", answer.body));
    report["cohort"]["leads"].as_i64().unwrap_or_else(|| panic!("{report}"))
}

#[tokio::test]
async fn dashboards_read_from_the_standby_and_lists_from_the_primary() {
    let other = TestDatabase::lease().await;
    let (site, session) = with_standby(options(&other)).await;
    assert_eq!(leads(&site, &session).await, 0, "the other database has no leads");
    assert!(site.get("/leads", Some(&session)).await.body.contains("one"), "a list is what was saved");
}

#[tokio::test]
async fn no_dashboard_writes_on_the_standby() {
    let (mut site, session) = with_standby(PgConnectOptions::new()).await;
    let same = options(&site.database);
    site.database.db.standby = Some(Standby::lazy(same));
    site.at(NOW);
    for path in DASHBOARDS {
        let answer = site.get(path, Some(&session)).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
    }
    let standby = site.database.db.standby.as_ref().unwrap();
    assert!(standby.pool.size() > 0, "they went there");
    let refused = sqlx::query("delete from leads").execute(&standby.pool).await.unwrap_err();
    assert!(refused.to_string().contains("read-only"), "{refused}");
}

#[tokio::test]
async fn a_standby_that_is_away_costs_nobody_his_page() {
    let away = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let (site, session) = with_standby(PgConnectOptions::new().host("127.0.0.1").port(away.port())).await;
    assert_eq!(leads(&site, &session).await, 1, "the primary answered");
    for path in DASHBOARDS {
        assert_eq!(site.get(path, Some(&session)).await.status, 200, "{path}");
    }
}
