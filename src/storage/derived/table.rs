//! The tables: reading days, writing days, and looking how much is dirty.

use super::deal_day::{COLUMNS, DealDay, WORDS};
use super::lead_day::{Column, LeadDay};
use super::packs::{Day, Which, packs_of};
use super::reading::around;
use crate::domain::period::Period;
use crate::storage::StorageError;
use crate::storage::metrics::Dimension;
use chrono::{NaiveDate, TimeDelta};
use chrono_tz::Tz;
use sqlx::postgres::{PgArguments, PgRow};
use sqlx::query::Query;
use sqlx::{AssertSqlSafe, PgConnection, Postgres, Row as _};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use uuid::Uuid;

type Insert<'a> = Query<'a, Postgres, PgArguments>;

/// Every day, without its packs.
pub(super) async fn heads<D: Day>(db: &mut PgConnection) -> Result<Vec<D>, StorageError> {
    let sql = format!("select {} from {} order by {}", D::HEAD[0], D::TABLE, D::HEAD[1]);
    Ok(sqlx::query(AssertSqlSafe(sql)).fetch_all(db).await?.iter().map(D::of_head).collect::<Result<_, _>>()?)
}

/// Packs of the rows of these versions, behind the version.
pub(super) async fn packs<D: Day>(
    db: &mut PgConnection,
    which: Which,
    versions: &[Uuid],
) -> Result<HashMap<Uuid, PgRow>, StorageError> {
    let names = D::names();
    let names: Vec<&str> = packs_of(which).map(|pack| names[pack].as_str()).collect();
    let sql = format!("select version, {} from {} where version = any ($1)", names.join(", "), D::TABLE);
    let rows = sqlx::query(AssertSqlSafe(sql)).bind(versions).fetch_all(db).await?;
    Ok(rows.into_iter().map(|row| Ok((row.try_get(0)?, row))).collect::<Result<_, sqlx::Error>>()?)
}

/// The days of a period with all of their packs, from the table itself.
pub(super) async fn whole<D: Day>(db: &mut PgConnection, period: Period) -> Result<Vec<D>, StorageError> {
    let mut days = heads::<D>(db).await?;
    days.retain(|day| period.contains(day.key().0));
    let which = (1 << D::names().len()) - 1;
    let versions: Vec<Uuid> = days.iter().map(|day| day.packs().version).collect();
    let rows = packs::<D>(db, which, &versions).await?;
    for day in &mut days {
        if let Some(row) = rows.get(&day.packs().version) {
            day.packs_mut().take(which, row, 1)?;
        }
    }
    Ok(days)
}

/// The insertion of one row of a table.
fn insertion<'a>(table: &str, columns: impl Iterator<Item = &'a str>) -> String {
    let columns: Vec<&str> = columns.collect();
    let places: Vec<String> = (1..=columns.len()).map(|n| format!("${n}")).collect();
    format!("insert into {table} ({}) values ({})", columns.join(", "), places.join(", "))
}

/// Binds what stands behind the numbers of a day: its dictionaries, then its columns.
fn bind_rest<'a>(insert: Insert<'a>, words: &'a [Arc<Vec<String>>], columns: impl IntoIterator<Item = &'a [u8]>) -> Insert<'a> {
    let insert = words.iter().fold(insert, |insert, words| insert.bind(words.as_slice()));
    columns.into_iter().fold(insert, Query::bind)
}

/// Puts days in the place of what the table has on them.
pub(super) async fn write_lead_days(
    db: &mut PgConnection,
    days: &BTreeSet<NaiveDate>,
    built: &[LeadDay],
) -> Result<(), StorageError> {
    let days: Vec<NaiveDate> = days.iter().copied().collect();
    sqlx::query!("delete from derived_lead_days where day = any ($1)", &days).execute(&mut *db).await?;
    let words: Vec<String> = Dimension::ALL.iter().map(|dimension| format!("{}_words", dimension.key())).collect();
    let names = ["day", "leads", "newest", "latest"].into_iter().chain(words.iter().map(String::as_str));
    let sql = insertion("derived_lead_days", names.chain(Column::ALL.map(Column::name)));
    for day in built {
        let insert = sqlx::query(AssertSqlSafe(sql.clone())).bind(day.day).bind(day.leads).bind(day.newest).bind(day.latest);
        let columns = Column::ALL.map(|column| day.column(column));
        bind_rest(insert, &day.packs.words, columns).execute(&mut *db).await?;
    }
    Ok(())
}

/// Puts days in the place of what the table has on them.
pub(super) async fn write_deal_days(
    db: &mut PgConnection,
    days: &BTreeSet<NaiveDate>,
    built: &[DealDay],
) -> Result<(), StorageError> {
    let days: Vec<NaiveDate> = days.iter().copied().collect();
    sqlx::query!("delete from derived_deal_days where day = any ($1)", &days).execute(&mut *db).await?;
    let sql = insertion("derived_deal_days", ["day", "won", "deals"].into_iter().chain(WORDS).chain(COLUMNS));
    for day in built {
        let insert = sqlx::query(AssertSqlSafe(sql.clone())).bind(day.day).bind(day.won).bind(day.deals);
        let columns = day.packs.columns.iter().map(|column| &column[..]);
        bind_rest(insert, &day.packs.words, columns).execute(&mut *db).await?;
    }
    Ok(())
}

/// About how many leads were created on these days, counted up to a number.
pub(super) async fn count_leads(
    db: &mut PgConnection,
    zone: Tz,
    days: &BTreeSet<NaiveDate>,
    most: i64,
) -> Result<i64, StorageError> {
    if days.is_empty() {
        return Ok(0);
    }
    let (from, to) = around(days, zone);
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!"
           from (select from unnest($1::timestamptz[], $2::timestamptz[]) d (a, b)
                 join leads l on l.created_sort >= d.a and l.created_sort < d.b limit $3) found"#,
        &from,
        &to,
        most
    );
    Ok(count.fetch_one(db).await?)
}

/// About how many deals were closed on these days, counted up to a number.
pub(super) async fn count_deals(
    db: &mut PgConnection,
    zone: Tz,
    days: &BTreeSet<NaiveDate>,
    most: i64,
) -> Result<i64, StorageError> {
    if days.is_empty() {
        return Ok(0);
    }
    let (from, to) = around(days, zone);
    let list: Vec<NaiveDate> = days.iter().copied().collect();
    let count = sqlx::query_scalar!(
        r#"select (select count(*) from (select from unnest($1::timestamptz[], $2::timestamptz[]) d (a, b)
                   join deals on closed_at >= d.a and closed_at < d.b limit $4) found)
                + (select count(*) from (select from deals where closed_on = any ($3) limit $4) found) as "count!""#,
        &from,
        &to,
        &list,
        most
    );
    Ok(count.fetch_one(db).await?)
}

/// Whether there are more leads than a number.
pub(super) async fn has_leads(db: &mut PgConnection, more_than: i64) -> Result<bool, StorageError> {
    let count = sqlx::query_scalar!(r#"select count(*) as "count!" from (select from leads limit $1) found"#, more_than + 1);
    Ok(count.fetch_one(db).await? > more_than)
}

/// Whether there are more deals than a number.
pub(super) async fn has_deals(db: &mut PgConnection, more_than: i64) -> Result<bool, StorageError> {
    let count = sqlx::query_scalar!(r#"select count(*) as "count!" from (select from deals limit $1) found"#, more_than + 1);
    Ok(count.fetch_one(db).await? > more_than)
}

/// Every day, in UTC, on which the tables may have or lack something.
pub(super) struct EveryDay {
    pub leads: Vec<NaiveDate>,
    pub deals: Vec<NaiveDate>,
    pub handoffs: Vec<NaiveDate>,
}

/// All that there is to build.
pub(super) async fn every_day(db: &mut PgConnection) -> Result<EveryDay, StorageError> {
    let found = sqlx::query_as!(
        EveryDay,
        r#"select array(select derived_utc_day(created_at, created_on) from leads union select day from derived_lead_days) as "leads!",
                  array(select derived_utc_day(closed_at, closed_on) from deals where num_nonnulls(closed_at, closed_on) = 1
                        union select day from derived_deal_days) as "deals!",
                  array(select derived_utc_day(offered_at, null) from handoffs union select day from derived_handoff_days) as "handoffs!""#
    );
    Ok(found.fetch_one(db).await?)
}

/// The day before the first and the day after the last that a day in UTC can be somewhere.
pub(super) fn neighbours(day: NaiveDate) -> [NaiveDate; 3] {
    [day - TimeDelta::days(1), day, day + TimeDelta::days(1)]
}
