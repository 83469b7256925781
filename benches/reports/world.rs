//! The companies: the same shapes at every size.

use mihwar::storage::Database;
use mihwar::storage::derived::refresh;
use sqlx::AssertSqlSafe;
use std::time::{Duration, Instant};

/// Empties the database, fills it with a company and builds the derived days. Gives how long the latter took.
pub async fn fill(db: &Database, leads: u64) -> Result<Duration, anyhow::Error> {
    let mut connection = db.jobs.acquire().await?;
    let world = include_str!("world.sql").replace(":leads", &leads.to_string());
    for statement in [
        // No trigger and no foreign key is asked: what is drawn fits.
        "set session_replication_role = replica",
        "set work_mem = '256MB'",
        "truncate leads, handoffs, deals, stage_transitions, touches, deal_contacts, campaigns, campaign_costs, sources, external_refs
         restart identity cascade",
        "delete from people where id not in (select person_id from users)",
        "update derived_state set zone = null",
        &world,
        "reset session_replication_role",
        "reset work_mem",
        "vacuum analyze",
    ] {
        sqlx::raw_sql(AssertSqlSafe(statement.to_owned())).execute(&mut *connection).await?;
    }
    drop(connection);
    let started = Instant::now();
    refresh::until_clean(&db.jobs, chrono_tz::Asia::Riyadh, "2026-01-01T09:00:00Z".parse()?).await?;
    Ok(started.elapsed())
}
