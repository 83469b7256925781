//! The tables: reading days, writing days, and looking how much is dirty.

use super::deal_day::{COLUMNS, DealDay, WORDS};
use super::lead_day::{Column, LeadDay, place_of};
use super::reading::{Wanted, When, around};
use crate::domain::period::Period;
use crate::storage::StorageError;
use crate::storage::metrics::{Dimension, Filters};
use chrono::{NaiveDate, TimeDelta};
use chrono_tz::Tz;
use sqlx::postgres::{PgArguments, PgRow};
use sqlx::query::Query;
use sqlx::{AssertSqlSafe, PgConnection, Postgres, Row as _};
use std::collections::BTreeSet;
use std::fmt::Write as _;

type Insert<'a> = Query<'a, Postgres, PgArguments>;

/// The days wanted, as the table has them.
pub(super) async fn read_lead_days(db: &mut PgConnection, wanted: &Wanted<'_>) -> Result<Vec<LeadDay>, StorageError> {
    let mut sql = "select day, leads, newest, latest".to_owned();
    for dimension in &wanted.words {
        let _ = write!(sql, ", {}_words", dimension.key());
    }
    for (column, when) in &wanted.columns {
        let name = column.name();
        let _ = match when {
            When::Always => write!(sql, ", {name}"),
            When::Later => write!(sql, ", case when latest > $3 then {name} end as {name}"),
            When::Unborn => write!(sql, ", case when newest > $3 then {name} end as {name}"),
            When::UnbornOr(days) => {
                write!(sql, ", case when newest > $3 or day >= '{}' and day < '{}' then {name} end as {name}", days.from, days.to)
            }
        };
    }
    sql.push_str(" from derived_lead_days where day >= $1 and day < $2 and $3::bigint is not null and ($4::bigint is null or latest >= $4) order by day");
    let always = Period { from: NaiveDate::MIN, to: NaiveDate::MAX };
    let period = within_postgres(wanted.period.unwrap_or(always));
    let rows = sqlx::query(AssertSqlSafe(sql)).bind(period.from).bind(period.to).bind(wanted.as_of).bind(wanted.since);
    rows.fetch_all(db).await?.iter().map(|row| Ok(lead_day(row, wanted)?)).collect()
}

/// Days with all of their columns.
pub(super) async fn read_whole_lead_days(db: &mut PgConnection, zone: Tz, period: Period) -> Result<Vec<LeadDay>, StorageError> {
    let none = Filters::default();
    let wanted = Wanted {
        zone,
        period: Some(period),
        since: None,
        as_of: 0,
        columns: Column::ALL.map(|column| (column, When::Always)).to_vec(),
        words: Dimension::ALL.to_vec(),
        filters: &none,
    };
    read_lead_days(db, &wanted).await
}

/// Dates that both ends know.
fn within_postgres(period: Period) -> Period {
    let first = NaiveDate::from_ymd_opt(1, 1, 1).unwrap_or(period.from);
    let last = NaiveDate::from_ymd_opt(9999, 12, 31).unwrap_or(period.to);
    Period { from: period.from.max(first), to: period.to.min(last) }
}

fn lead_day(row: &PgRow, wanted: &Wanted<'_>) -> Result<LeadDay, sqlx::Error> {
    let mut day = LeadDay::bare(row.try_get("day")?, row.try_get("leads")?, row.try_get("newest")?, row.try_get("latest")?);
    let mut at = 4;
    for dimension in &wanted.words {
        day.words[place_of(*dimension)] = row.try_get(at)?;
        at += 1;
    }
    for (column, _) in &wanted.columns {
        day.set(*column, row.try_get::<Option<&[u8]>, _>(at)?.unwrap_or_default().to_vec());
        at += 1;
    }
    Ok(day)
}

/// The insertion of one row of a table.
fn insertion<'a>(table: &str, columns: impl Iterator<Item = &'a str>) -> String {
    let columns: Vec<&str> = columns.collect();
    let places: Vec<String> = (1..=columns.len()).map(|n| format!("${n}")).collect();
    format!("insert into {table} ({}) values ({})", columns.join(", "), places.join(", "))
}

/// Binds what stands behind the numbers of a day: its dictionaries, then its columns.
fn bind_rest<'a>(insert: Insert<'a>, words: &'a [Vec<String>], columns: impl IntoIterator<Item = &'a [u8]>) -> Insert<'a> {
    let insert = words.iter().fold(insert, Query::bind);
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
        bind_rest(insert, &day.words, columns).execute(&mut *db).await?;
    }
    Ok(())
}

/// The days of deals, as the table has them, with these columns and dictionaries by their places.
pub(super) async fn read_deal_days(
    db: &mut PgConnection,
    period: Period,
    columns: &[usize],
    words: &[usize],
) -> Result<Vec<DealDay>, StorageError> {
    let names = words.iter().map(|at| WORDS[*at]).chain(columns.iter().map(|at| COLUMNS[*at]));
    let names: String = names.fold(String::new(), |sum, name| sum + ", " + name);
    let sql = format!("select day, won, deals{names} from derived_deal_days where day >= $1 and day < $2 order by day, won desc");
    let period = within_postgres(period);
    let rows = sqlx::query(AssertSqlSafe(sql)).bind(period.from).bind(period.to).fetch_all(db).await?;
    let mut days = Vec::with_capacity(rows.len());
    for row in rows {
        let mut day = DealDay::bare(row.try_get(0)?, row.try_get(1)?, row.try_get(2)?);
        for (at, place) in (3..).zip(words) {
            day.words[*place] = row.try_get(at)?;
        }
        for (at, place) in (3 + words.len()..).zip(columns) {
            day.columns[*place] = row.try_get::<&[u8], _>(at)?.to_vec();
        }
        days.push(day);
    }
    Ok(days)
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
        let columns = day.columns.iter().map(Vec::as_slice);
        bind_rest(insert, &day.words, columns).execute(&mut *db).await?;
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

/// Every day, in UTC, on which the tables may have or lack something: for building them anew.
pub(super) async fn every_day(db: &mut PgConnection) -> Result<(Vec<NaiveDate>, Vec<NaiveDate>), StorageError> {
    let found = sqlx::query!(
        r#"select array(select derived_utc_day(created_at, created_on) from leads union select day from derived_lead_days) as "leads!",
                  array(select derived_utc_day(closed_at, closed_on) from deals where num_nonnulls(closed_at, closed_on) = 1
                        union select day from derived_deal_days) as "deals!""#
    );
    let found = found.fetch_one(db).await?;
    Ok((found.leads, found.deals))
}

/// The day before the first and the day after the last that a day in UTC can be somewhere.
pub(super) fn neighbours(day: NaiveDate) -> [NaiveDate; 3] {
    [day - TimeDelta::days(1), day, day + TimeDelta::days(1)]
}
