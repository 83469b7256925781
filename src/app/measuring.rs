//! Numbers for Prometheus, on a listener of their own: whoever reaches the pages does not reach these.

use super::App;
use super::serving::listen;
use crate::clock::Clock;
use crate::gauges::Gauges;
use crate::storage::{Database, StorageError, derived::health, imports};
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use axum::routing::get;
use chrono::{DateTime, Utc};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;
use sqlx::PgPool;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::task::JoinHandle;

/// The format, as scrapers ask for it.
const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";
/// A scrape tells what it can without the database rather than late.
const PATIENCE: Duration = Duration::from_secs(2);

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Connections {
    pool: &'static str,
    state: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Rows {
    outcome: &'static str,
}

#[derive(Clone)]
struct Measured {
    db: Database,
    gauges: Gauges,
}

/// Serves `/metrics` there until it is aborted.
pub(super) async fn measuring(app: &App, gauges: Gauges, address: SocketAddr) -> Result<JoinHandle<()>, anyhow::Error> {
    let listener = listen(address).await?;
    let router = axum::Router::new().route("/metrics", get(scrape));
    let router = router.with_state(Measured { db: app.database.clone(), gauges });
    Ok(tokio::spawn(async move {
        if let Err(error) = axum::serve(listener, router).await {
            tracing::error!(%error, "metrics are served no more");
        }
    }))
}

async fn scrape(State(Measured { db, gauges }): State<Measured>) -> impl IntoResponse {
    // The age of marks that Postgres' clock made, whatever time the pages pretend.
    let now = Clock::System.now();
    let mut registry = Registry::default();
    gauges.register(&mut registry);
    let standby = db.standby.iter().map(|standby| ("standby", &standby.pool));
    let pools: Vec<_> = [("pages", &db.pages), ("jobs", &db.jobs)].into_iter().chain(standby).collect();
    connections(&mut registry, &pools);
    let told = tokio::time::timeout(PATIENCE, state(&mut registry, &db, now)).await;
    let up = Gauge::<i64>::default();
    up.set(i64::from(matches!(told, Ok(Ok(())))));
    registry.register("mihwar_database_up", "1 where the database answered this scrape", up);
    let mut text = String::new();
    // Nothing but memory can fail here.
    let _ = encode(&mut text, &registry);
    ([(CONTENT_TYPE, OPEN_METRICS)], text)
}

fn connections(registry: &mut Registry, pools: &[(&'static str, &PgPool)]) {
    let family = Family::<Connections, Gauge>::default();
    for (pool, of) in pools {
        let idle = i64::try_from(of.num_idle()).unwrap_or(i64::MAX);
        let of_state = |state| family.get_or_create_owned(&Connections { pool, state });
        of_state("idle").set(idle);
        of_state("used").set((i64::from(of.size()) - idle).max(0));
        of_state("most").set(i64::from(of.options().get_max_connections()));
    }
    registry.register("mihwar_database_connections", "Connections to the database, and how many there may be", family);
}

/// What stands in the database, of all processes together.
async fn state(registry: &mut Registry, db: &Database, now: DateTime<Utc>) -> Result<(), StorageError> {
    let (days, since) = health::waiting(&db.jobs).await?;
    let imports = imports::tally(&db.jobs).await?;
    let mut gauge = |name: &str, help: &str, value: i64| {
        let gauge = Gauge::<i64>::default();
        gauge.set(value);
        registry.register(name, help, gauge);
    };
    gauge("mihwar_derived_dirty_days", "Days that wait to be built for dashboards", days);
    let age = since.map_or(0, |since| (now - since).num_seconds().max(0));
    gauge("mihwar_derived_dirty_age_seconds", "How long the oldest of them waits", age);
    gauge("mihwar_imports_running", "Imports that run", imports.running);
    let rows = Family::<Rows, Gauge>::default();
    for (outcome, count) in imports.rows {
        rows.get_or_create(&Rows { outcome }).set(count);
    }
    registry.register("mihwar_import_rows", "Rows of all imports, by what came of them", rows);
    Ok(())
}
