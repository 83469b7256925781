//! How far leads came, from derived days: what `cohort_counts.sql`, `cohort_months.sql` and `stage_entries.sql` tell.

use super::bytes::{Stamp, Tally, Unpacked, day_number, local_day, micros, short_at, word_at, word_of};
use super::lead_day::{Column, LeadDay, month_number};
use super::log::{FirstReach, Reached, Story, Telling, hear_entry, next_log};
use super::reading::{Wanted, When, lead_days};
use crate::domain::period::Period;
use crate::domain::stage::Stage;
use crate::metrics::cohorts::Reach;
use crate::storage::StorageError;
use crate::storage::metrics::conversion::CohortRow;
use crate::storage::metrics::{Dimension, Scope};
use sqlx::PgConnection;
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// What became of the leads created in a period; none where the records are to be asked.
pub(in crate::storage) async fn cohort_counts(
    db: &mut PgConnection,
    scope: &Scope,
    steps: &[Period],
    by: Option<Dimension>,
) -> Result<Option<Vec<CohortRow>>, StorageError> {
    let as_of = micros(scope.as_of);
    let is_plain = by.is_none() && scope.filters.asked().is_empty();
    let mut columns = vec![(Column::Log, When::Later), (Column::Created, When::Unborn)];
    columns.push(if is_plain { (Column::Counts, When::Always) } else { (Column::Stories, When::Always) });
    columns.extend(by.map(|dimension| (Column::Word(dimension), When::Always)));
    let wanted = Wanted::created(scope, columns, by.into_iter().collect());
    let Some(days) = lead_days(db, wanted).await? else { return Ok(None) };
    let mut found: BTreeMap<(usize, Option<String>, u16), u64> = BTreeMap::new();
    for day in &days {
        let step = step_of(steps, day.day);
        if is_plain && day.latest <= as_of {
            let mut counts = Unpacked(day.column(Column::Counts));
            while !counts.is_empty() {
                let (story, leads) = (counts.short(), counts.word());
                *found.entry((step, None, story)).or_default() += u64::from(leads);
            }
            continue;
        }
        for ((word, story), leads) in tell(day, scope, as_of, by) {
            let value = by.and_then(|dimension| word_of(day.words(dimension), word)).cloned();
            *found.entry((step, value, story)).or_default() += leads;
        }
    }
    let found = name_records(db, found, by).await?;
    let row = |((step, value, story), leads)| CohortRow { step, value, count: Story(story).count(leads) };
    Ok(Some(found.into_iter().map(row).collect()))
}

/// The leads of a day by the code of their word and by their story.
fn tell(day: &LeadDay, scope: &Scope, as_of: i64, by: Option<Dimension>) -> Tally<(u32, u16), u64> {
    let kept = day.kept(&scope.filters);
    let is_filtered = !scope.filters.asked().is_empty();
    let words = by.map(|dimension| day.column(Column::Word(dimension)));
    let is_over = day.latest <= as_of;
    let mut log = Unpacked(day.column(Column::Log));
    let mut found: Tally<(u32, u16), u64> = Tally::default();
    for at in 0..day.len() {
        let story = if is_over {
            short_at(day.column(Column::Stories), at)
        } else {
            let mut telling = Telling::default();
            next_log(&mut log, |entry| telling.hear(entry, as_of));
            telling.story().0
        };
        if (!is_filtered || kept.keeps(at)) && (day.newest <= as_of || day.created(at).has_happened(as_of)) {
            *found.entry((words.map_or(0, |words| word_at(words, at)), story)).or_default() += 1;
        }
    }
    found
}

/// Campaigns and people by their names, as the records give them; two of one name are one.
async fn name_records(
    db: &mut PgConnection,
    found: BTreeMap<(usize, Option<String>, u16), u64>,
    by: Option<Dimension>,
) -> Result<BTreeMap<(usize, Option<String>, u16), u64>, StorageError> {
    let Some(dimension) = by.filter(|by| matches!(by, Dimension::Campaign | Dimension::Owner)) else { return Ok(found) };
    let mut ids: Vec<Uuid> = found.keys().filter_map(|(_, value, _)| value.as_ref()?.parse().ok()).collect();
    ids.sort_unstable();
    ids.dedup();
    let names: HashMap<String, String> = if dimension == Dimension::Campaign {
        let rows = sqlx::query!("select id, name from campaigns where id = any ($1)", &ids).fetch_all(db).await?;
        rows.into_iter().map(|row| (row.id.to_string(), row.name)).collect()
    } else {
        let rows = sqlx::query!("select id, name from people where id = any ($1)", &ids).fetch_all(db).await?;
        rows.into_iter().map(|row| (row.id.to_string(), row.name)).collect()
    };
    let mut told = BTreeMap::new();
    for ((step, value, story), leads) in found {
        *told.entry((step, value.and_then(|id| names.get(&id).cloned()), story)).or_default() += leads;
    }
    Ok(told)
}

/// The step that a day falls in.
pub(super) fn step_of(steps: &[Period], day: chrono::NaiveDate) -> usize {
    steps.partition_point(|step| step.from <= day).saturating_sub(1)
}

/// In which month leads first came how far; none where the records are to be asked.
pub(in crate::storage) async fn cohort_months(
    db: &mut PgConnection,
    scope: &Scope,
    cohorts: &[Period],
    months: &[Period],
) -> Result<Option<Vec<Reach>>, StorageError> {
    if months.iter().any(|month| *month != Period::month_of(month.from)) {
        return Ok(None);
    }
    let as_of = micros(scope.as_of);
    let is_plain = scope.filters.asked().is_empty();
    let (log, tally) = if is_plain { (When::Later, Some((Column::Reached, When::Always))) } else { (When::Always, None) };
    let mut columns = vec![(Column::Log, log), (Column::Created, When::Unborn)];
    columns.extend(tally);
    let wanted = Wanted::created(scope, columns, Vec::new());
    let Some(days) = lead_days(db, wanted).await? else { return Ok(None) };
    let place = |number: i32| months.partition_point(|month| month_number(month.from) <= number).saturating_sub(1);
    let mut found: BTreeMap<(usize, usize, Option<usize>), u64> = BTreeMap::new();
    for day in &days {
        let cohort = step_of(cohorts, day.day);
        let mut add = |rank: u8, month: Option<i32>, leads: u64| {
            *found.entry((cohort, usize::from(rank), month.map(place))).or_default() += leads;
        };
        if is_plain && day.latest <= as_of {
            let mut reached = Unpacked(day.column(Column::Reached));
            while !reached.is_empty() {
                let (rank, month, leads) = (reached.byte(), reached.day(), reached.word());
                add(rank, Some(month).filter(|month| *month != i32::MIN), u64::from(leads));
            }
            continue;
        }
        each_log(day, scope, as_of, |entries| {
            let mut reached = Reached::none();
            entries(&mut |entry| reached.hear(entry, as_of));
            for (rank, reach) in (1..).zip(reached.0) {
                match reach {
                    FirstReach::Never => {}
                    FirstReach::Undated => add(rank, None, 1),
                    FirstReach::At(stamp) => add(rank, Some(month_number(local_day(stamp, scope.zone))), 1),
                }
            }
        });
    }
    let reach = |((cohort, rank, month), leads)| Reach { cohort, rank, month, leads };
    Ok(Some(found.into_iter().map(reach).collect()))
}

/// Hands over the log of each lead that the scope keeps.
fn each_log(day: &LeadDay, scope: &Scope, as_of: i64, mut hand: impl FnMut(&mut dyn FnMut(&mut dyn FnMut(super::log::Entry)))) {
    let kept = day.kept(&scope.filters);
    let mut log = Unpacked(day.column(Column::Log));
    for at in 0..day.len() {
        if kept.keeps(at) && (day.newest <= as_of || day.created(at).has_happened(as_of)) {
            hand(&mut |each| next_log(&mut log, each));
        } else {
            next_log(&mut log, |_| {});
        }
    }
}

/// Leads that first entered each stage of the way in a period, by rank; none where the records are to be asked.
pub(in crate::storage) async fn stage_entries(
    db: &mut PgConnection,
    scope: &Scope,
) -> Result<Option<[u64; Stage::FUNNEL.len()]>, StorageError> {
    let as_of = micros(scope.as_of);
    let is_plain = scope.filters.asked().is_empty();
    let columns = if is_plain {
        vec![(Column::Entries, When::Always), (Column::Log, When::Later), (Column::Created, When::Unborn)]
    } else {
        vec![(Column::Log, When::Always), (Column::Created, When::Unborn)]
    };
    // Entries count whenever the lead was created.
    let since = Some(micros(scope.period.instants(scope.zone).0));
    let wanted = Wanted { period: None, since, ..Wanted::created(scope, columns, Vec::new()) };
    let Some(days) = lead_days(db, wanted).await? else { return Ok(None) };
    let mut entries = [0; Stage::FUNNEL.len()];
    for day in &days {
        count_entries(day, scope, as_of, is_plain, &mut entries);
    }
    Ok(Some(entries))
}

fn count_entries(day: &LeadDay, scope: &Scope, as_of: i64, is_plain: bool, entries: &mut [u64; Stage::FUNNEL.len()]) {
    let (from, to) = (day_number(scope.period.from), day_number(scope.period.to));
    let is_over = day.latest <= as_of;
    if is_plain && is_over {
        if scope.period.contains(day.day) {
            entries[0] += day.len() as u64;
        }
        let mut tally = Unpacked(day.column(Column::Entries));
        while !tally.is_empty() {
            let (rank, entered, leads) = (tally.byte(), tally.day(), tally.word());
            if from <= entered && entered < to {
                entries[usize::from(rank).min(Stage::FUNNEL.len() - 1)] += u64::from(leads);
            }
        }
        return;
    }
    let kept = day.kept(&scope.filters);
    let (from, to) = scope.period.instants(scope.zone);
    let (from, to) = (micros(from), micros(to));
    let mut log = Unpacked(day.column(Column::Log));
    for at in 0..day.len() {
        let mut first = [Stamp::NONE; Stage::FUNNEL.len() - 1];
        next_log(&mut log, |entry| hear_entry(&mut first, entry));
        if !kept.keeps(at) {
            continue;
        }
        if scope.period.contains(day.day) && (day.newest <= as_of || day.created(at).has_happened(as_of)) {
            entries[0] += 1;
        }
        for (rank, stamp) in (1..).zip(first) {
            if stamp.has_happened(as_of) && from <= stamp.micros() && stamp.micros() < to {
                entries[rank] += 1;
            }
        }
    }
}
