//! Pages that stay up to date while they are open (UX.md §9): one stream a page, of ids and a count. What changed is
//! asked for by the page itself, with the rights of whoever reads it.

use super::error::Trouble;
use super::extract::Member;
use super::failure::Failure;
use super::shell::Bell;
use super::state::WebState;
use crate::actions::sign_in::token_hash;
use crate::i18n::{Text, Words};
use crate::live::{Listening, News};
use crate::storage::handoffs::{self, Answer};
use crate::storage::{StorageError, sessions};
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse as _, Response};
use futures::StreamExt as _;
use std::collections::BTreeSet;
use std::convert::Infallible;
use std::time::Duration;
use tokio::time::{Instant, timeout_at};

/// How often a silent stream says that it lives.
const HEARTBEAT: Duration = Duration::from_secs(20);
/// News that come within this time go out together.
const GATHER: Duration = Duration::from_millis(250);
/// After this time a stream ends, and the browser asks anew: whoever signed out meanwhile is not let in again.
const LONGEST: Duration = Duration::from_mins(10);
/// After how long a browser comes again whose stream ended.
const RECONNECT: Duration = Duration::from_secs(1);
/// When a browser that found no place may ask again, in seconds.
const RETRY_AFTER: &str = "60";

/// The stream of one open page.
struct Stream {
    state: WebState,
    member: Member,
    listening: Listening,
    ends: Instant,
    badge: Option<Waits>,
    begun: bool,
}

/// `GET /events`.
pub async fn events(member: Member, State(state): State<WebState>) -> Response {
    let Some(listening) = state.live.open() else {
        return (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, RETRY_AFTER)]).into_response();
    };
    let stream = Stream { state, member, listening, ends: Instant::now() + LONGEST, badge: None, begun: false };
    let events = futures::stream::unfold(stream, |mut stream| async move {
        let events = stream.next().await?;
        Some((futures::stream::iter(events.into_iter().map(Ok::<_, Infallible>)), stream))
    });
    // A proxy that gathers what it passes on would keep news to itself.
    let headers = [("x-accel-buffering", "no")];
    (headers, Sse::new(events.flatten()).keep_alive(KeepAlive::new().interval(HEARTBEAT))).into_response()
}

impl Stream {
    /// What goes out next. None ends the stream.
    async fn next(&mut self) -> Option<Vec<Event>> {
        let mut events = Vec::new();
        if self.begun {
            let news = self.gather().await?;
            if news.contains(&News::Missed) {
                events.push(Event::default().event("stale").data("all"));
            } else {
                events.extend(news.into_iter().filter_map(|news| match news {
                    News::Handoff(id) => Some(Event::default().event("handoff").data(id.to_string())),
                    News::Missed => None,
                }));
            }
        }
        if !self.begun {
            self.begun = true;
            events.push(Event::default().retry(RECONNECT));
        }
        match self.count().await {
            // Signed out meanwhile.
            Ok(None) => return None,
            Ok(Some(waits)) if self.badge != Some(waits) => {
                self.badge = Some(waits);
                events.push(Event::default().event("badge").data(self.said(waits)));
            }
            Ok(Some(_)) => {}
            Err(error) => tracing::debug!(%error, "a badge could not be counted"),
        }
        Some(events)
    }

    /// The news of a moment, each once.
    async fn gather(&mut self) -> Option<BTreeSet<News>> {
        let first = timeout_at(self.ends, self.listening.next()).await.ok()??;
        let mut news = BTreeSet::from([first]);
        let soon = Instant::now() + GATHER;
        while let Ok(next) = timeout_at(soon, self.listening.next()).await {
            news.insert(next?);
        }
        Some(news)
    }

    /// What waits for the reader, unless his session ended.
    async fn count(&self) -> Result<Option<Waits>, StorageError> {
        let found = sessions::find(&self.state.db.pages, &token_hash(&self.member.token), self.state.clock.now()).await?;
        Ok(found.map(|session| Waits { open: session.open, unread: session.unread }))
    }

    /// The counts in the reader's digits, and in words; nothing at all where there is none.
    fn said(&self, waits: Waits) -> String {
        let w = self.member.viewer.words;
        let (open, bell) = (waits.open, Bell::new(w, waits.unread));
        let (count, said) = (w.integer(open).plain(), w.t_args("live-badge", &[("n", open.into())]).plain());
        let bell = serde_json::json!({ "count": bell.count.map(|n| n.plain()).unwrap_or_default(), "said": bell.said.plain() });
        serde_json::json!({ "open": open, "count": count, "said": said, "bell": bell }).to_string()
    }
}

/// What waits for a reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Waits {
    /// Handoffs.
    open: i64,
    /// What he was told and has not read.
    unread: i64,
}

/// `GET /events/{id}`: who answered a handoff, and when, in a sentence.
pub async fn answer(member: Member, State(state): State<WebState>, Path(id): Path<String>) -> Result<String, Failure> {
    let id = id.parse().map_err(|_| Trouble::NotFound)?;
    let answer = handoffs::answer(&state.db.pages, id).await?.ok_or(Trouble::NotFound)?;
    Ok(sentence(member.viewer.words, &answer).plain())
}

/// Who answered, and when.
fn sentence(w: Words, answer: &Answer) -> Text {
    let key = answer.state.key();
    let at = w.date_time(answer.at);
    match &answer.by {
        Some(name) => w.t_args(&format!("live-answer-{key}-by"), &[("name", name.as_str().into()), ("at", at.into())]),
        None => w.t(&format!("live-answer-{key}")),
    }
}
