//! Sends the letters of the outbox, beside the server that answers: each once, however many servers run. What waited while
//! none ran, or the mail server was away, goes later, unless it is no news any more.

use super::letters::letter;
use crate::clock::Clock;
use crate::gauges::Gauges;
use crate::mail::{Mailer, NotSent, PATIENCE};
use crate::storage::outbox::{self, Came, Claim};
use crate::storage::{Database, StorageError};
use chrono::{DateTime, TimeDelta, Utc};
use std::time::{Duration, Instant};
use tokio::sync::watch;

/// How often it is looked whether anything is to be sent.
const LOOK: Duration = Duration::from_secs(3);
/// How long after a try the next one is; after the last of them a letter is given up.
pub const PAUSES: [TimeDelta; 4] = [TimeDelta::minutes(1), TimeDelta::minutes(5), TimeDelta::minutes(20), TimeDelta::hours(1)];
/// How long a letter is one's own: longer than any try takes, so that nobody else tries meanwhile.
const HELD: TimeDelta = TimeDelta::minutes(5);
/// After how long a letter is off where this process sends no e-mail: another one that does has had its time.
pub const OFF_AFTER: TimeDelta = TimeDelta::minutes(10);
const _: () = assert!(PATIENCE.as_secs() < 300, "a try ends before its claim");

/// A way to send, and what links in letters begin with.
#[derive(Debug)]
pub struct Post {
    /// By which mail server.
    pub mailer: Mailer,
    /// The address of this server.
    pub base: String,
}

/// Runs until it is told to stop; the letter that is on its way then goes first.
pub async fn send_mail(db: Database, clock: Clock, post: Option<Post>, gauges: Gauges, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        let started = Instant::now();
        match step(&db, &clock, post.as_ref()).await {
            Ok(0) => {}
            Ok(_) => {
                gauges.worked("send_mail", true, started.elapsed());
                continue;
            }
            Err(error) if error.may_pass() => tracing::debug!(%error, "letters wait for the database"),
            Err(error) => {
                tracing::warn!(%error, "letters are tried again later");
                gauges.worked("send_mail", false, started.elapsed());
            }
        }
        // Whoever could tell it to stop is gone too: then it stops.
        if tokio::time::timeout(LOOK, stop.wait_for(|stop| *stop)).await.is_ok() {
            return;
        }
    }
}

/// Sends all that is due; without a way to send, turns off what nobody sends. Gives how many letters it met.
///
/// # Errors
/// Where the database is away.
pub async fn run(db: &Database, clock: &Clock, post: Option<&Post>) -> Result<u64, StorageError> {
    let mut met = 0;
    loop {
        match step(db, clock, post).await? {
            0 => return Ok(met),
            n => met += n,
        }
    }
}

/// Sends one letter, or gives up or turns off all that cannot go. Gives how many letters it met: ask again until there is none.
async fn step(db: &Database, clock: &Clock, post: Option<&Post>) -> Result<u64, StorageError> {
    let now = clock.now();
    let Some(post) = post else { return outbox::turn_off(&db.jobs, now - OFF_AFTER).await };
    let Some(claim) = outbox::claim(&db.jobs, now, now + HELD).await? else {
        return outbox::give_up(&db.jobs, "too_old", now).await;
    };
    send(db, clock, post, claim).await?;
    Ok(1)
}

/// Sends one letter, and writes what came of it. No connection is held meanwhile.
async fn send(db: &Database, clock: &Clock, post: &Post, claim: Claim) -> Result<(), StorageError> {
    let found = outbox::contents(&db.jobs, claim.id).await?;
    let Some(contents) = found.filter(|contents| contents.wanted || contents.told.is_none()) else {
        return outbox::settle(&db.jobs, claim, Came::Off, clock.now()).await;
    };
    let sent = post.mailer.send(&letter(claim.id, &contents, &post.base, clock.now())).await;
    let now = clock.now();
    let came = match &sent {
        Ok(()) => Came::Sent,
        Err(NotSent::Ever(why)) => Came::Failed(why),
        // Whoever tests wants to know now.
        Err(NotSent::Yet(why)) if contents.told.is_none() => Came::Failed(why),
        Err(NotSent::Yet(why)) => again(claim, now).map_or(Came::Failed(why), |at| Came::Again(at, why)),
    };
    if sent.is_err() {
        // What the mail server said may name somebody: it stands in the outbox, not in the log.
        tracing::info!(letter = %claim.id, tries = claim.tries, "a letter did not go");
    }
    outbox::settle(&db.jobs, claim, came, now).await
}

/// When a letter is tried again. None after the last try.
fn again(claim: Claim, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let pause = PAUSES.get(usize::try_from(claim.tries).ok()?.checked_sub(1)?)?;
    Some(now + *pause)
}
