//! What programs call: leads and touches as they arrive, as JSON, by a token and without cookies.

mod answer;
mod body;
mod document;
mod gate;
mod handlers;
pub mod refusal;

pub use document::{LEAD_EXAMPLES, Lead, Leads, TOUCH_EXAMPLES, Touch, Touches, document};

use super::state::WebState;
use crate::domain::person::Language;
use crate::i18n::Words;
use crate::import::live;
use crate::import::spelling::Known;
use crate::jobs::run_import::known_words;
use crate::storage::StorageError;
use axum::http::HeaderMap;
use axum::routing::any;
use axum::{Router, middleware};
use chrono::{DateTime, TimeDelta, Utc};
use std::sync::Arc;
use tokio::sync::Mutex;

/// Bytes of a body.
pub const BODY_BYTES: usize = 1 << 20;
/// Rows of a call.
pub const ROWS: usize = 500;
/// How long known words are remembered: new spellings of them join within this time.
const REMEMBERED: TimeDelta = TimeDelta::minutes(10);

/// Known words, and since when they are remembered.
type Remembered = Option<(DateTime<Utc>, Arc<Known>)>;

/// What the handlers can reach.
#[derive(Clone, Debug)]
pub struct ApiState {
    web: WebState,
    words: Arc<Mutex<Remembered>>,
}

impl ApiState {
    /// The words that the database has already, so that other spellings join them.
    async fn known(&self) -> Result<Arc<Known>, StorageError> {
        let now = self.web.clock.now();
        let mut words = self.words.lock().await;
        if let Some((since, known)) = &*words
            && now - *since < REMEMBERED
        {
            return Ok(Arc::clone(known));
        }
        let known = Arc::new(known_words(&self.web.db, live::SPELLED).await?);
        *words = Some((now, Arc::clone(&known)));
        Ok(known)
    }
}

/// The routes, with their own gate: none of the pages' cookies, forms and limits.
pub fn router(state: WebState) -> Router {
    let state = ApiState { web: state, words: Arc::default() };
    document::described()
        .split_for_parts()
        .0
        .method_not_allowed_fallback(refusal::wrong_method)
        .route_layer(middleware::from_fn_with_state(state.clone(), gate::gate))
        .route("/api", any(refusal::no_such_path))
        .route("/api/{*path}", any(refusal::no_such_path))
        .with_state(state)
}

/// The language that a program asks for; English otherwise.
fn words(headers: &HeaderMap) -> Words {
    let language = super::extract::reader::browser_language(headers).unwrap_or(Language::En);
    Words::new(language, chrono_tz::UTC)
}
