//! Closed deals from derived days: what `closed_deals.sql` and `first_touches.sql` tell.

use super::bytes::micros;
use super::deal_day::{COLUMNS, SPARED, WORDS, is_word};
use super::lead_day::place_of;
use super::reading::deal_days;
use crate::metrics::deals::ClosedDeal;
use crate::storage::StorageError;
use crate::storage::metrics::Scope;
use crate::storage::metrics::deals::Detail;
use sqlx::PgConnection;

/// The deals closed in a period; none where the records are to be asked.
pub(in crate::storage) async fn closed(
    db: &mut PgConnection,
    scope: &Scope,
    detail: Detail,
) -> Result<Option<Vec<ClosedDeal>>, StorageError> {
    let filtered: Vec<usize> = scope.filters.asked().iter().map(|(dimension, _)| place_of(*dimension)).collect();
    let is_wanted = |column: &usize| {
        if is_word(*column) { filtered.contains(column) } else { detail == Detail::All || !SPARED.contains(column) }
    };
    let columns = (0..COLUMNS.len()).filter(is_wanted).map(|column| WORDS.len() + column);
    let mut words: Vec<usize> = (0..7).filter(|place| filtered.contains(place)).collect();
    if detail == Detail::All {
        words.extend([7, 8]);
    }
    let which = columns.chain(words).fold(0, |which, pack| which | 1 << pack);
    let Some(days) = deal_days(db, scope.zone, scope.period, which).await? else { return Ok(None) };
    let as_of = micros(scope.as_of);
    // Many, and large: no list that grows as they come.
    let all = days.iter().map(|day| usize::try_from(day.deals).unwrap_or(0)).sum();
    let mut found = Vec::with_capacity(if filtered.is_empty() { all } else { 0 });
    for day in &days {
        found.extend(day.closed(&scope.filters, as_of, scope.zone, detail));
    }
    Ok(Some(found))
}
