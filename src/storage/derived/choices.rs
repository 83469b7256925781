//! The words that leads have, from derived days: what `choices.sql` tells of those dimensions that leads carry themselves.

use super::lead_day::LeadDay;
use super::reading::{Dirty, dirty_lead_days};
use crate::storage::StorageError;
use crate::storage::metrics::Dimension;
use chrono::NaiveDate;
use sqlx::{AssertSqlSafe, PgConnection, Row as _};
use std::sync::{Mutex, PoisonError};
use uuid::Uuid;

type Values = Vec<(Dimension, Vec<String>)>;
/// A version of the tables, and the dimensions that were asked for.
type Asked = (Uuid, Vec<Dimension>);

/// What was told last, of which version of the tables and of which dimensions: every page asks the same.
static LAST: Mutex<Option<(Asked, Values)>> = Mutex::new(None);

/// Whether leads carry the words themselves, and not the id of a record with a name.
const fn is_word(key: Dimension) -> bool {
    !matches!(key, Dimension::Campaign | Dimension::Owner)
}

/// The values of those dimensions that leads carry themselves, in order, at most 500 of each; none where the records are to
/// be asked.
pub(in crate::storage) async fn choices(db: &mut PgConnection, keys: &[Dimension]) -> Result<Option<Values>, StorageError> {
    let keys: Vec<Dimension> = keys.iter().copied().filter(|key| is_word(*key)).collect();
    if keys.is_empty() {
        return Ok(Some(Vec::new()));
    }
    let Some(Dirty { days, built, version }) = dirty_lead_days(db).await? else { return Ok(None) };
    let last = || LAST.lock().unwrap_or_else(PoisonError::into_inner);
    let version = version.filter(|_| days.is_empty());
    if let Some((_, found)) = last().as_ref().filter(|((of, asked), _)| Some(*of) == version && *asked == keys) {
        return Ok(Some(found.clone()));
    }
    let dirty: Vec<NaiveDate> = days.into_iter().collect();
    let array = |(at, key): (usize, &Dimension)| {
        format!(
            "array(select value from (select unnest({}_words) as value from clean union select unnest(${}::text[])) found
                   where value <> '' order by value limit 500)",
            key.key(),
            at + 2
        )
    };
    let arrays: Vec<String> = keys.iter().enumerate().map(array).collect();
    let columns: Vec<String> = keys.iter().map(|key| format!("{}_words", key.key())).collect();
    let clean = format!("select {} from derived_lead_days where day <> all ($1)", columns.join(", "));
    let sql = format!("with clean as ({clean}) select {}", arrays.join(", "));
    let mut query = sqlx::query(AssertSqlSafe(sql)).bind(dirty);
    for key in &keys {
        query = query.bind(words(&built, *key));
    }
    let row = query.fetch_one(db).await?;
    let values = keys.iter().enumerate().map(|(at, key)| Ok((*key, row.try_get(at)?)));
    let found: Values = values.collect::<Result<_, sqlx::Error>>()?;
    if let Some(version) = version {
        *last() = Some(((version, keys.clone()), found.clone()));
    }
    Ok(Some(found))
}

fn words(days: &[LeadDay], key: Dimension) -> Vec<String> {
    days.iter().flat_map(|day| day.words(key).iter().cloned()).collect()
}

/// Those of some values that no lead has; none where the records are to be asked.
pub(in crate::storage) async fn unknown(
    db: &mut PgConnection,
    asked: &[(Dimension, String)],
) -> Result<Option<Vec<(Dimension, String)>>, StorageError> {
    let asked: Vec<&(Dimension, String)> = asked.iter().filter(|(key, value)| is_word(*key) && !value.is_empty()).collect();
    if asked.is_empty() {
        return Ok(Some(Vec::new()));
    }
    let Some(Dirty { days, built, .. }) = dirty_lead_days(db).await? else { return Ok(None) };
    let dirty: Vec<NaiveDate> = days.into_iter().collect();
    let mut unknown = Vec::new();
    for (key, value) in asked {
        let sql =
            format!("select exists (select from derived_lead_days where day <> all ($1) and $2 = any ({}_words))", key.key());
        let in_table: bool = sqlx::query_scalar(AssertSqlSafe(sql)).bind(&dirty).bind(value).fetch_one(&mut *db).await?;
        if !in_table && !words(&built, *key).contains(value) {
            unknown.push((*key, value.clone()));
        }
    }
    Ok(Some(unknown))
}
