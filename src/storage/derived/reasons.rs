//! Why leads left the way or went back, from derived days: what `cohort_reasons.sql` tells.

use super::bytes::{Tally, Words, micros, short_at, word_at, word_of};
use super::lead_day::{Column, LeadDay};
use super::log::{Story, has_left};
use super::reading::{Wanted, When, lead_days};
use crate::metrics::funnel::LeftRow;
use crate::storage::StorageError;
use crate::storage::metrics::Scope;
use sqlx::PgConnection;
use std::collections::BTreeMap;

/// Why the leads created in a period that are lost, disqualified or recycled are so. None where the records are to be asked:
/// also where something happened after the moment asked about, because a day keeps the last reason of a lead only.
pub(in crate::storage) async fn reasons(db: &mut PgConnection, scope: &Scope) -> Result<Option<Vec<LeftRow>>, StorageError> {
    let as_of = micros(scope.as_of);
    let columns = [Column::Stories, Column::Reason, Column::ReasonWords].map(|column| (column, When::Always));
    let wanted = Wanted::created(scope, columns.to_vec(), Vec::new());
    let Some(days) = lead_days(db, wanted).await? else { return Ok(None) };
    let is_told = |day: &LeadDay| day.latest <= as_of && day.column(Column::Reason).len() == 4 * day.len();
    if !days.iter().all(|day| is_told(day)) {
        return Ok(None);
    }
    let mut found: BTreeMap<(u16, Option<String>), u64> = BTreeMap::new();
    for day in &days {
        let (kept, stories, codes) = (day.kept(&scope.filters), day.column(Column::Stories), day.column(Column::Reason));
        let mut of_day: Tally<(u16, u32), u64> = Tally::default();
        for at in (0..day.len()).filter(|at| kept.keeps(*at)) {
            // How far and where: what else a story tells does not matter here.
            *of_day.entry((short_at(stories, at) & Story::PLACE, word_at(codes, at))).or_default() += 1;
        }
        let words = Words::unpack(day.column(Column::ReasonWords));
        for ((story, code), leads) in of_day {
            *found.entry((story, word_of(&words, code).cloned())).or_default() += leads;
        }
    }
    let rows = found.into_iter().filter_map(|((story, reason), leads)| {
        let told = Story(story).count(leads);
        has_left(told.current).then_some(LeftRow { furthest: told.furthest, current: told.current, reason, leads })
    });
    Ok(Some(rows.collect()))
}
