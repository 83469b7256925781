//! Building days anew.

use super::reading::local_days;
use super::{Name, build, handoff_day, table};
use crate::storage::StorageError;
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use sqlx::{Connection as _, PgConnection, PgPool};
use std::collections::BTreeSet;

/// Dirty days, in UTC, of a transaction.
const LEAD_DAYS: usize = 16;
/// The same of closed deals.
const DEAL_DAYS: usize = 64;
/// The same of handoffs.
const HANDOFF_DAYS: usize = 32;
/// Who builds holds this lock: several servers do not do it twice.
const BUILDER: i64 = 7_240_182;

/// What a step of building came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Nothing is dirty.
    Clean,
    /// Days were built; so many are left.
    Built {
        /// Dirty days left.
        left: usize,
    },
    /// Another server is at it.
    Busy,
}

/// How many days are dirty; after a change of the zone, that is all of them.
///
/// # Errors
/// When the database does not answer.
pub async fn dirty_days(db: &PgPool, zone: Tz) -> Result<usize, StorageError> {
    let found = sqlx::query!(
        r#"select (select count(distinct day) from derived_dirty, unnest(lead_days || deal_days || handoff_days) day) as "days!",
                  exists (select from derived_state where zone = $1) as "built!""#,
        zone.name()
    )
    .fetch_one(db)
    .await?;
    Ok(if found.built { usize::try_from(found.days).unwrap_or(usize::MAX) } else { usize::MAX })
}

/// Builds some dirty days anew, in one transaction over one view of the records: what others write meanwhile stays dirty.
///
/// # Errors
/// When the database does not answer.
pub async fn step(db: &mut PgConnection, zone: Tz, now: DateTime<Utc>) -> Result<Step, StorageError> {
    let mut tx = db.begin_with("begin isolation level repeatable read").await?;
    // Before the first query, which fixes the view: whoever waited here would build from an old one.
    sqlx::raw_sql("set local plan_cache_mode = force_custom_plan; set local jit = off").execute(&mut *tx).await?;
    let locked = sqlx::query_scalar!(r#"select pg_try_advisory_xact_lock($1) as "locked!""#, BUILDER).fetch_one(&mut *tx).await?;
    if !locked {
        return Ok(Step::Busy);
    }
    let marks = sqlx::query!("select id, lead_days, deal_days, handoff_days, marked_at from derived_dirty order by id");
    let marks = marks.fetch_all(&mut *tx).await?;
    let ids: Vec<i64> = marks.iter().map(|mark| mark.id).collect();
    let mut leads: BTreeSet<NaiveDate> = marks.iter().flat_map(|mark| mark.lead_days.iter().copied()).collect();
    let mut deals: BTreeSet<NaiveDate> = marks.iter().flat_map(|mark| mark.deal_days.iter().copied()).collect();
    let mut handoffs: BTreeSet<NaiveDate> = marks.iter().flat_map(|mark| mark.handoff_days.iter().copied()).collect();
    if !is_of_zone(&mut tx, zone).await? {
        let all = table::every_day(&mut tx).await?;
        leads.extend(all.leads.into_iter().flat_map(table::neighbours));
        deals.extend(all.deals.into_iter().flat_map(table::neighbours));
        handoffs.extend(all.handoffs.into_iter().flat_map(table::neighbours));
        // Until the last day is built, readers ask the records.
        sqlx::query!("delete from derived_lead_days").execute(&mut *tx).await?;
        sqlx::query!("delete from derived_deal_days").execute(&mut *tx).await?;
        sqlx::query!("delete from derived_handoff_days").execute(&mut *tx).await?;
        sqlx::query!("insert into derived_state default values on conflict do nothing").execute(&mut *tx).await?;
        sqlx::query!("update derived_state set zone = $1, clean_at = null", format!("building {}", zone.name()))
            .execute(&mut *tx)
            .await?;
    }
    let mine = [take(&mut leads, LEAD_DAYS), take(&mut deals, DEAL_DAYS), take(&mut handoffs, HANDOFF_DAYS)];
    build_days(&mut tx, zone, mine.each_ref()).await?;
    let left = leads.len() + deals.len() + handoffs.len();
    sqlx::query!("delete from derived_dirty where id = any ($1)", &ids).execute(&mut *tx).await?;
    if left > 0 {
        let [leads, deals, handoffs] = [leads, deals, handoffs].map(|days| days.into_iter().collect::<Vec<_>>());
        let since = marks.iter().map(|mark| mark.marked_at).min();
        sqlx::query!(
            "insert into derived_dirty (lead_days, deal_days, handoff_days, marked_at) values ($1, $2, $3, coalesce($4, now()))",
            &leads,
            &deals,
            &handoffs,
            since
        )
        .execute(&mut *tx)
        .await?;
    } else if !ids.is_empty() {
        sqlx::query!("update derived_state set zone = $1, clean_at = $2, failed_at = null", zone.name(), now)
            .execute(&mut *tx)
            .await?;
    } else {
        sqlx::query!(
            "update derived_state set zone = $1, clean_at = $2, failed_at = null
             where zone is distinct from $1 or clean_at is null or failed_at is not null",
            zone.name(),
            now
        )
        .execute(&mut *tx)
        .await?;
    }
    tx.commit().await?;
    Ok(if left > 0 {
        Step::Built { left }
    } else if mine.iter().all(Vec::is_empty) {
        Step::Clean
    } else {
        Step::Built { left: 0 }
    })
}

/// Puts these days of leads, deals and handoffs into the tables as the records have them.
async fn build_days(db: &mut PgConnection, zone: Tz, marks: [&Vec<NaiveDate>; 3]) -> Result<(), StorageError> {
    let [leads, deals, handoffs] = marks.map(|marks| local_days(marks, zone));
    let built = build::lead_days(db, zone, &leads).await?;
    table::write_lead_days(db, &leads, &built).await?;
    let built = build::deal_days(db, zone, &deals).await?;
    table::write_deal_days(db, &deals, &built).await?;
    let built = handoff_day::build(db, zone, &handoffs).await?;
    handoff_day::write(db, &handoffs, &built).await
}

/// Whether the tables are of a zone, or being built for it.
async fn is_of_zone(db: &mut PgConnection, zone: Tz) -> Result<bool, StorageError> {
    let found = sqlx::query_scalar!("select zone from derived_state").fetch_optional(db).await?.flatten();
    Ok(found.is_some_and(|found| found == zone.name() || found == format!("building {}", zone.name())))
}

fn take(days: &mut BTreeSet<NaiveDate>, most: usize) -> Vec<NaiveDate> {
    let mine: Vec<NaiveDate> = days.iter().copied().take(most).collect();
    for day in &mine {
        days.remove(day);
    }
    mine
}

/// Builds until nothing is dirty, or waits until another server has.
///
/// # Errors
/// When the database does not answer.
pub async fn until_clean(db: &PgPool, zone: Tz, now: DateTime<Utc>) -> Result<(), StorageError> {
    let mut connection = db.acquire().await?;
    loop {
        match step(&mut connection, zone, now).await? {
            Step::Built { left: 0 } | Step::Clean => return Ok(()),
            Step::Built { .. } => {}
            Step::Busy => tokio::time::sleep(std::time::Duration::from_millis(200)).await,
        }
    }
}

/// Has all days of a table, or of all, built anew by the next steps. Readers ask the records until then.
///
/// # Errors
/// When the database does not answer.
pub async fn forget(db: &PgPool, name: Option<Name>) -> Result<(), StorageError> {
    let Some(name) = name else {
        sqlx::query!("update derived_state set zone = null").execute(db).await?;
        return Ok(());
    };
    let all = table::every_day(&mut *db.acquire().await?).await?;
    let of = |table, days| if name == table { days } else { Vec::new() };
    sqlx::query!(
        "insert into derived_dirty (lead_days, deal_days, handoff_days) values ($1, $2, $3)",
        &of(Name::LeadDays, all.leads),
        &of(Name::DealDays, all.deals),
        &of(Name::HandoffDays, all.handoffs)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Makes one mark of all, so that readers look through them sooner. Does nothing while another builds.
///
/// # Errors
/// When the database does not answer.
pub async fn gather_marks(db: &PgPool) -> Result<(), StorageError> {
    let mut tx = db.begin().await?;
    let locked = sqlx::query_scalar!(r#"select pg_try_advisory_xact_lock($1) as "locked!""#, BUILDER).fetch_one(&mut *tx).await?;
    if locked {
        sqlx::query!(
            "with gone as (delete from derived_dirty returning lead_days, deal_days, handoff_days, marked_at)
             insert into derived_dirty (lead_days, deal_days, handoff_days, marked_at)
             select array(select distinct day from gone, unnest(lead_days) day), array(select distinct day from gone, unnest(deal_days) day),
                    array(select distinct day from gone, unnest(handoff_days) day), (select min(marked_at) from gone)
             where exists (select from gone)"
        )
        .execute(&mut *tx)
        .await?;
    }
    Ok(tx.commit().await?)
}
