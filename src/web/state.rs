//! What every handler can reach.

use crate::clock::Clock;
use crate::gauges::Gauges;
use crate::live::Live;
use crate::mail::Route;
use crate::storage::Database;
use axum::http::HeaderMap;
use axum::http::header::HOST;
use axum::http::uri::Authority;
use std::path::PathBuf;
use std::sync::Arc;

/// How the server was started.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The address that people use, behind a proxy.
    pub public_url: Option<url::Url>,
    /// Whose forwarded headers count.
    pub trusted_proxies: Vec<std::net::IpAddr>,
    /// The style guide is shown.
    pub development: bool,
    /// Where uploaded files are kept until they are imported.
    pub uploads: PathBuf,
    /// How many bytes the files of one upload may have together; 1 GB where nothing is said.
    pub upload_bytes: Option<u64>,
    /// How e-mail goes; none where none is sent.
    pub mail: Option<Route>,
}

/// Shared by all handlers, cheap to clone.
#[derive(Clone, Debug)]
pub struct WebState {
    /// The database.
    pub db: Database,
    /// The time.
    pub clock: Clock,
    /// What the process counts of its own work.
    pub gauges: Gauges,
    /// News for the pages that are open.
    pub live: Live,
    /// How the server was started.
    pub settings: Arc<Settings>,
}

impl WebState {
    /// Whether people come by https, so that cookies are kept from other ways.
    #[must_use]
    pub fn is_secure(&self) -> bool {
        self.settings.public_url.as_ref().is_some_and(|url| url.scheme() == "https")
    }

    /// The address that links to this server begin with: the public one, else the one by which this request came.
    #[must_use]
    pub fn address(&self, headers: &HeaderMap) -> String {
        let came_by = || {
            let host = headers.get(HOST).and_then(|host| host.to_str().ok()).and_then(|host| host.parse::<Authority>().ok());
            format!("http://{}", host.as_ref().map_or("localhost", Authority::as_str))
        };
        self.settings.public_url.as_ref().map_or_else(came_by, |url| url.as_str().trim_end_matches('/').to_owned())
    }
}
