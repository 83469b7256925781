//! Asking pages of a server in this process, and the same counts of the records.

use super::middle;
use axum::Router;
use axum::body::Body;
use axum::http::{Request, header};
use chrono::{DateTime, Utc};
use mihwar::actions::set_up::{Admin, set_up};
use mihwar::actions::sign_in::open_session;
use mihwar::clock::Clock;
use mihwar::domain::period::Period;
use mihwar::domain::person::Language;
use mihwar::domain::workspace::Workspace;
use mihwar::gauges::Gauges;
use mihwar::live::Live;
use mihwar::reports::{self, Question};
use mihwar::storage::Database;
use mihwar::web::router::router;
use mihwar::web::state::{Settings, WebState};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tower::ServiceExt as _;

/// How often a page is asked for; the median counts.
const TIMES: usize = 11;

/// A server and somebody signed in.
pub struct Site {
    router: Router,
    session: String,
}

/// The middle of sorted times.
pub fn median(sorted: &[Duration]) -> Duration {
    sorted.get(sorted.len() / 2).copied().unwrap_or_default()
}

fn now() -> DateTime<Utc> {
    "2026-01-01T09:00:00Z".parse().expect("an instant")
}

fn workspace() -> Workspace {
    Workspace {
        name: "Benchmark".to_owned(),
        zone: chrono_tz::Asia::Riyadh,
        currency: "USD".parse().expect("a currency"),
        language: Language::En,
        week_start: chrono::Weekday::Sun,
        weekend: vec![chrono::Weekday::Fri, chrono::Weekday::Sat],
        fiscal_month: 1,
        alignment_start: None,
        horizon: None,
        version: 1,
    }
}

impl Site {
    /// A workspace with its admin, signed in.
    pub async fn open(db: &Database) -> Result<Self, anyhow::Error> {
        let admin = Admin { name: "Lama".into(), email: "lama@example.com".into(), password: "correct horse battery".into() };
        let user = set_up(db, &workspace(), admin, now()).await?;
        let session = open_session(&mut *db.pages.acquire().await?, user, now()).await?;
        let state = WebState {
            db: db.clone(),
            clock: Clock::fixed(now()),
            gauges: Gauges::default(),
            live: Live::default(),
            settings: Arc::new(Settings::default()),
        };
        Ok(Self { router: router(state), session })
    }

    /// A page, or a file that belongs to it, as a browser gets it.
    pub async fn get(&self, path: &str) -> Result<Vec<u8>, anyhow::Error> {
        self.ask(path, "br").await
    }

    /// A page uncompressed.
    pub async fn plain(&self, path: &str) -> Result<String, anyhow::Error> {
        Ok(String::from_utf8(self.ask(path, "identity").await?)?)
    }

    async fn ask(&self, path: &str, encoding: &str) -> Result<Vec<u8>, anyhow::Error> {
        let request = Request::get(path)
            .header(header::HOST, "mihwar.bench")
            .header(header::ACCEPT_ENCODING, encoding)
            .header(header::COOKIE, format!("mihwar_session={}", self.session));
        let response = self.router.clone().oneshot(request.body(Body::empty())?).await?;
        anyhow::ensure!(response.status().is_success(), "{path}: {}", response.status());
        Ok(axum::body::to_bytes(response.into_body(), 32 << 20).await?.into())
    }

    /// How long a page takes.
    pub async fn time(&self, path: &str) -> Result<Duration, anyhow::Error> {
        let mut times = Vec::new();
        for _ in 0..TIMES {
            let started = Instant::now();
            self.get(path).await?;
            times.push(started.elapsed());
            if started.elapsed() > Duration::from_secs(1) {
                break;
            }
        }
        Ok(middle(times))
    }
}

/// The address of a page far down the list of leads.
pub async fn late_page(db: &Database) -> Result<String, anyhow::Error> {
    let id: sqlx::types::Uuid =
        sqlx::query_scalar("select id from leads order by created_sort offset 60 limit 1").fetch_one(&db.jobs).await?;
    Ok(format!("/leads?after={id}"))
}

/// How long the counts of the default pages take when they are made from the records.
pub async fn by_sql(db: &Database) -> Result<Vec<(&'static str, Duration)>, anyhow::Error> {
    let quarter = Period { from: "2025-10-01".parse()?, to: "2026-01-01".parse()? };
    let year = Period { from: "2025-01-01".parse()?, ..quarter };
    let mut found = Vec::new();
    for name in ["overview", "funnel", "cohorts"] {
        let question = Question::new(workspace(), if name == "cohorts" { year } else { quarter }, now());
        let mut times = Vec::new();
        for _ in 0..3 {
            let mut tx = db.jobs.begin().await?;
            sqlx::raw_sql(
                "set local plan_cache_mode = force_custom_plan; set local jit = off; update derived_state set zone = null",
            )
            .execute(&mut *tx)
            .await?;
            let started = Instant::now();
            match name {
                "overview" => drop(reports::overview::load(&mut tx, &question).await?),
                "funnel" => drop(reports::funnel::load(&mut tx, &question).await?),
                _ => drop(reports::cohorts::load(&mut tx, &question).await?),
            }
            times.push(started.elapsed());
            tx.rollback().await?;
        }
        found.push((name, middle(times)));
    }
    let mut times = Vec::new();
    for _ in 0..TIMES {
        let started = Instant::now();
        sqlx::query("select * from leads order by created_sort desc, id desc limit 51").fetch_all(&db.jobs).await?;
        times.push(started.elapsed());
    }
    found.push(("leads", middle(times)));
    Ok(found)
}
