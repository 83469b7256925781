//! Pages as a browser asks for them, over a database of their own.

mod overview;

use crate::support::{TestDatabase, at, workspace};
use axum::extract::connect_info::MockConnectInfo;
use axum_test::{TestResponse, TestServer};
use mihwar::actions::set_up::{Admin, set_up};
use mihwar::actions::sign_in::{SignedIn, sign_in};
use mihwar::clock::Clock;
use mihwar::domain::workspace::Workspace;
use mihwar::web::router::router;
use mihwar::web::state::{Settings, WebState};
use std::net::SocketAddr;
use std::sync::Arc;

const PASSWORD: &str = "correct horse battery";

/// A server over a database, and the cookie of its admin.
pub struct Site {
    /// The database.
    pub database: TestDatabase,
    server: TestServer,
    cookie: String,
}

impl Site {
    /// A site on a day, with a workspace in Riyadh.
    pub async fn on(now: &str) -> Self {
        Self::with(workspace("Asia/Riyadh", "SAR"), now).await
    }

    /// A site of a workspace.
    pub async fn with(workspace: Workspace, now: &str) -> Self {
        let database = TestDatabase::lease().await;
        let email = "lama@example.com";
        let admin = Admin { name: "Lama".to_owned(), email: email.to_owned(), password: PASSWORD.to_owned() };
        set_up(&database.db, &workspace, admin, at(now)).await.unwrap();
        let done = sign_in(&database.db, email, PASSWORD.to_owned(), "203.0.113.9", at(now)).await.unwrap();
        let SignedIn::Session(token) = done else { panic!("no session") };
        let state =
            WebState { db: database.db.clone(), clock: Clock::fixed(at(now)), settings: Arc::new(Settings::default()) };
        let app = router(state).layer(MockConnectInfo(SocketAddr::from(([127, 0, 0, 1], 1))));
        Self { server: TestServer::new(app), cookie: format!("mihwar_session={token}"), database }
    }

    /// A page as the admin sees it.
    pub async fn get(&self, path: &str) -> TestResponse {
        self.server.get(path).add_header("cookie", &self.cookie).await
    }

    /// A page as a stranger sees it.
    pub async fn stranger(&self, path: &str) -> TestResponse {
        self.server.get(path).await
    }
}
