//! News of this process for the pages that are open: which handoff changed. Cheap to clone.

use std::sync::Arc;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, broadcast, watch};
use uuid::Uuid;

/// Pages that may be open at once, of one process: each is a connection of its own.
const PLACES: usize = 1_000;
/// News that a page may be behind before it is told to look at everything.
const BACKLOG: usize = 256;

/// Something that an open page may want to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum News {
    /// This handoff changed.
    Handoff(Uuid),
    /// Something may have been missed.
    Missed,
}

/// Where news come together and go out.
#[derive(Clone, Debug)]
pub struct Live {
    news: broadcast::Sender<News>,
    ended: watch::Sender<bool>,
    places: Arc<Semaphore>,
}

impl Default for Live {
    fn default() -> Self {
        Self { news: broadcast::Sender::new(BACKLOG), ended: watch::Sender::new(false), places: Arc::new(Semaphore::new(PLACES)) }
    }
}

impl Live {
    /// The same with as many places.
    #[must_use]
    pub fn with_places(places: usize) -> Self {
        Self { places: Arc::new(Semaphore::new(places)), ..Self::default() }
    }

    /// Tells every open page.
    pub fn tell(&self, news: News) {
        // Nobody listens: nobody needs to know.
        let _ = self.news.send(news);
    }

    /// Lets every open page go: the server stops.
    pub fn end(&self) {
        self.ended.send_replace(true);
    }

    /// A place for a page that opens. None where all are taken.
    #[must_use]
    pub fn open(&self) -> Option<Listening> {
        let place = Arc::clone(&self.places).try_acquire_owned().ok()?;
        Some(Listening { news: self.news.subscribe(), ended: self.ended.subscribe(), _place: place })
    }
}

/// A page that is open. Its place is free again when it is dropped.
#[derive(Debug)]
pub struct Listening {
    news: broadcast::Receiver<News>,
    ended: watch::Receiver<bool>,
    _place: OwnedSemaphorePermit,
}

impl Listening {
    /// What comes next. None when the server stops.
    pub async fn next(&mut self) -> Option<News> {
        tokio::select! {
            biased;
            _ = self.ended.wait_for(|ended| *ended) => None,
            news = self.news.recv() => match news {
                Ok(news) => Some(news),
                Err(broadcast::error::RecvError::Lagged(_)) => Some(News::Missed),
                Err(broadcast::error::RecvError::Closed) => None,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn places_are_bounded_and_free_again() {
        let live = Live::with_places(2);
        let (one, _other) = (live.open().unwrap(), live.open().unwrap());
        assert!(live.open().is_none());
        drop(one);
        assert!(live.open().is_some());
    }

    #[tokio::test]
    async fn everybody_hears_everything_or_that_something_was_missed() {
        let live = Live::default();
        live.tell(News::Missed);
        let (mut one, mut slow) = (live.open().unwrap(), live.open().unwrap());
        let ids: Vec<Uuid> = (0..=BACKLOG).map(|n| Uuid::from_u128(n as u128)).collect();
        for id in &ids {
            live.tell(News::Handoff(*id));
            assert_eq!(one.next().await, Some(News::Handoff(*id)));
        }
        assert_eq!(slow.next().await, Some(News::Missed));
        assert_eq!(slow.next().await, Some(News::Handoff(ids[1])));
        live.end();
        assert_eq!((one.next().await, slow.next().await), (None, None));
        assert_eq!(live.open().unwrap().next().await, None, "nor does one begin that would never end");
    }
}
