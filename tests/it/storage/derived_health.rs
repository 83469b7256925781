//! How long days wait, and that a failure is remembered until building succeeds.

use crate::support::{TestDatabase, at};
use mihwar::storage::derived::health::{Health, look, note_failure};
use mihwar::storage::derived::refresh::{Step, gather_marks, step, until_clean};

const NOW: &str = "2026-01-01T00:00:00Z";

#[tokio::test]
async fn the_oldest_wait_is_kept_through_steps_and_gathering_and_ends_with_the_last_day() {
    let (database, zone) = (TestDatabase::lease().await, chrono_tz::UTC);
    let db = &database.db;
    until_clean(&db.jobs, zone, at(NOW)).await.unwrap();
    sqlx::query(
        "insert into leads (id, created_at, recorded_at)
         select gen_random_uuid(), timestamptz '2025-01-01' + n * interval '1 day', now() from generate_series(0, 39) n",
    )
    .execute(&db.jobs)
    .await
    .unwrap();
    let since = at("2025-12-31T00:00:00Z");
    sqlx::query("update derived_dirty set marked_at = $1").bind(since).execute(&db.jobs).await.unwrap();
    let found = look(&db.jobs, zone).await.unwrap();
    assert_eq!((found.dirty, found.waits_since), (40, Some(since)));

    let left = step(&mut db.jobs.acquire().await.unwrap(), zone, at(NOW)).await.unwrap();
    assert!(matches!(left, Step::Built { left: 1.. }), "{left:?}");
    gather_marks(&db.jobs).await.unwrap();
    let found = look(&db.jobs, zone).await.unwrap();
    assert!(found.dirty < 40 && found.waits_since == Some(since), "{found:?}");

    note_failure(&db.jobs, at(NOW)).await.unwrap();
    assert_eq!(look(&db.jobs, zone).await.unwrap().failed_at, Some(at(NOW)));
    until_clean(&db.jobs, zone, at(NOW)).await.unwrap();
    let found = look(&db.jobs, zone).await.unwrap();
    assert_eq!(Health { sample: None, ..found.clone() }, Health::default(), "nothing waits, nothing failed");
    let sample = found.sample.unwrap();
    assert!(sample.rows > 0 && sample.differences.is_empty(), "{sample:?}");
}
