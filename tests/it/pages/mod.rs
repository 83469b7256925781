//! Pages over HTTP, as a browser without scripts meets them.

mod api;
mod audit;
mod bulk;
mod calendars;
mod contacts;
mod editing;
mod frame;
mod goals;
mod handoff_health;
mod handoffs;
mod imports;
mod live;
mod measure;
mod merging;
mod notes;
mod notifications;
mod overview;
mod people;
mod person;
mod promises;
mod records;
mod rights;
mod since;
mod standby;
mod steps;
mod tokens;
mod trends;

use crate::support::{TestDatabase, at, workspace};
use axum::Router;
use axum::body::Body;
use axum::extract::connect_info::MockConnectInfo;
use axum::http::{Request, StatusCode, header};
use mihwar::actions::set_up::{Admin, set_up};
use mihwar::actions::sign_in::{open_session, token_hash};
use mihwar::clock::Clock;
use mihwar::domain::ids::UserId;
use mihwar::domain::person::Role;
use mihwar::gauges::Gauges;
use mihwar::live::Live;
use mihwar::web::router::router;
use mihwar::web::state::{Settings, WebState};
use std::net::SocketAddr;
use std::sync::Arc;
use tower::ServiceExt as _;

pub const NOW: &str = "2026-03-31T20:30:00Z";

/// A server over a database of its own.
pub struct Site {
    pub database: TestDatabase,
    pub live: Live,
    router: Router,
}

/// What a request brought.
pub struct Answer {
    pub status: StatusCode,
    pub location: String,
    pub cookies: Vec<String>,
    pub bytes: Vec<u8>,
    pub body: String,
}

fn serving(database: &TestDatabase, now: &str, settings: Settings, live: &Live) -> Router {
    let state = WebState {
        db: database.db.clone(),
        clock: Clock::fixed(at(now)),
        gauges: Gauges::default(),
        live: live.clone(),
        settings: Arc::new(settings),
    };
    router(state).layer(MockConnectInfo(SocketAddr::from(([203, 0, 113, 9], 40_000))))
}

impl Site {
    /// A server without a workspace.
    pub async fn bare() -> Self {
        Self::on(NOW).await
    }

    async fn on(now: &str) -> Self {
        let uploads = std::env::temp_dir().join("mihwar-test-uploads");
        Self::of(now, Settings { development: true, uploads, ..Settings::default() }).await
    }

    async fn of(now: &str, settings: Settings) -> Self {
        let database = TestDatabase::lease().await;
        let live = Live::default();
        let router = serving(&database, now, settings, &live);
        Self { database, live, router }
    }

    /// A server with a workspace, and the session of somebody with a role.
    pub async fn with(role: Role) -> (Self, String) {
        Self::with_on(role, NOW).await
    }

    /// The same on another day.
    pub async fn with_on(role: Role, now: &str) -> (Self, String) {
        Self::on(now).await.set_up(role, now).await
    }

    /// The same with other settings.
    pub async fn with_settings(role: Role, settings: Settings) -> (Self, String) {
        Self::of(NOW, settings).await.set_up(role, NOW).await
    }

    async fn set_up(self, role: Role, now: &str) -> (Self, String) {
        let site = self;
        let admin = Admin { name: "Lama".into(), email: "lama@example.com".into(), password: "correct horse battery".into() };
        let user = set_up(&site.database.db, &workspace("Asia/Riyadh", "SAR"), admin, at(now)).await.unwrap();
        let session = site.session(user, role, now).await;
        (site, session)
    }

    /// The same on another day.
    pub fn at(&mut self, now: &str) {
        let settings = Settings { development: true, ..Settings::default() };
        self.router = serving(&self.database, now, settings, &self.live);
    }

    async fn session(&self, user: UserId, role: Role, now: &str) -> String {
        let mut tx = self.database.db.pages.begin().await.unwrap();
        // The only admin becomes somebody else, which nobody may do by the pages.
        sqlx::query("alter table users disable trigger users_admin_remains").execute(&mut *tx).await.unwrap();
        sqlx::query("update users set role = $2 where id = $1").bind(user.0).bind(role.key()).execute(&mut *tx).await.unwrap();
        sqlx::query("alter table users enable trigger users_admin_remains").execute(&mut *tx).await.unwrap();
        let token = open_session(&mut tx, user, at(now)).await.unwrap();
        tx.commit().await.unwrap();
        token
    }

    /// Asks for a page.
    pub async fn get(&self, path: &str, session: Option<&str>) -> Answer {
        self.send(Request::get(path), session, Body::empty()).await
    }

    /// Sends a form with the token of the session.
    pub async fn post(&self, path: &str, session: &str, form: &str) -> Answer {
        let csrf: String = sqlx::query_scalar("select csrf from sessions where token_hash = $1")
            .bind(token_hash(session))
            .fetch_one(&self.database.db.pages)
            .await
            .unwrap();
        let body = Body::from(format!("csrf={csrf}&{form}"));
        self.send(Request::post(path), Some(session), body).await
    }

    /// Sends a form as it is.
    pub async fn post_raw(&self, path: &str, session: &str, form: &str) -> Answer {
        self.send(Request::post(path), Some(session), Body::from(form.to_owned())).await
    }

    async fn send(&self, request: axum::http::request::Builder, session: Option<&str>, body: Body) -> Answer {
        let mut request =
            request.header(header::HOST, "mihwar.test").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        if let Some(session) = session {
            request = request.header(header::COOKIE, format!("mihwar_session={session}"));
        }
        let response = self.router.clone().oneshot(request.body(body).unwrap()).await.unwrap();
        let text = |name| response.headers().get(name).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
        let cookies = response.headers().get_all(header::SET_COOKIE).iter().map(|v| v.to_str().unwrap().to_owned()).collect();
        let (status, location) = (response.status(), text(header::LOCATION));
        let bytes = axum::body::to_bytes(response.into_body(), 32 * 1024 * 1024).await.unwrap();
        Answer { status, location, cookies, body: String::from_utf8_lossy(&bytes).into_owned(), bytes: bytes.into() }
    }
}
