//! When leads were won, and how old they are, from derived days: what `lead_ages.sql`, `lead_wins.sql` and
//! `win_delays.sql` tell.

use super::bytes::{Stamp, Unpacked, micros};
use super::funnel::step_of;
use super::lead_day::{Column, LeadDay};
use super::reading::{Wanted, When, lead_days};
use crate::domain::moment::{Moment, next_day};
use crate::domain::period::Period;
use crate::metrics::conversion::LeadWin;
use crate::storage::StorageError;
use crate::storage::metrics::{Filters, Scope};
use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use sqlx::PgConnection;

/// Leads old enough to be judged, and all leads, of each step; none where the records are to be asked.
pub(in crate::storage) async fn lead_ages(
    db: &mut PgConnection,
    scope: &Scope,
    steps: &[Period],
    horizon: u16,
) -> Result<Option<Vec<(u64, u64)>>, StorageError> {
    let as_of = micros(scope.as_of);
    let oldest = scope.as_of - TimeDelta::hours(24 * i64::from(horizon));
    let oldest_day = scope.as_of.with_timezone(&scope.zone).date_naive() - TimeDelta::days(i64::from(horizon));
    let local = oldest.with_timezone(&scope.zone).date_naive();
    // The days of which some leads are old enough and some are not.
    let divided = Period { from: local.min(oldest_day), to: next_day(local.max(oldest_day)) };
    let wanted = Wanted::created(scope, vec![(Column::Created, When::UnbornOr(divided))], Vec::new());
    let Some(days) = lead_days(db, wanted).await? else { return Ok(None) };
    let is_plain = scope.filters.asked().is_empty();
    let mut ages = vec![(0, 0); steps.len()];
    for day in &days {
        let Some((mature, all)) = ages.get_mut(step_of(steps, day.day)) else { continue };
        if is_plain && day.newest <= as_of && !divided.contains(day.day) {
            *all += day.len() as u64;
            *mature += if day.day < divided.from { day.len() as u64 } else { 0 };
            continue;
        }
        let kept = day.kept(&scope.filters);
        let is_known = day.newest > as_of || divided.contains(day.day);
        for at in (0..day.len()).filter(|at| kept.keeps(*at)) {
            let is_old = if is_known {
                let created = day.created(at);
                if !created.has_happened(as_of) {
                    continue;
                }
                match created.moment(scope.zone) {
                    Some(Moment::Instant(instant)) => instant <= oldest,
                    Some(Moment::Date(_)) => day.day <= oldest_day,
                    None => false,
                }
            } else {
                day.day < divided.from
            };
            *all += 1;
            *mature += u64::from(is_old);
        }
    }
    Ok(Some(ages))
}

/// The won leads of a cohort, each with the place of its step; none where the records are to be asked.
pub(in crate::storage) async fn lead_wins(
    db: &mut PgConnection,
    scope: &Scope,
    steps: &[Period],
) -> Result<Option<Vec<(usize, LeadWin)>>, StorageError> {
    let as_of = micros(scope.as_of);
    let wanted = Wanted::created(scope, vec![(Column::Wins, When::Always)], Vec::new());
    let Some(days) = lead_days(db, wanted).await? else { return Ok(None) };
    let mut found = Vec::new();
    for day in &days {
        let (step, kept) = (step_of(steps, day.day), day.kept(&scope.filters));
        let mut last = None;
        each_win(day, |lead, created, won| {
            // Of a lead's wins the first that counts: dated ones come first, in order.
            let counts = won == Stamp::NONE || won.has_happened(as_of);
            if counts && last != Some(lead) && created.has_happened(as_of) && kept.keeps(lead) {
                last = Some(lead);
                let created = created.moment(scope.zone);
                found.extend(created.map(|created| (step, LeadWin { created, won: won.moment(scope.zone) })));
            }
        });
    }
    Ok(Some(found))
}

fn each_win(day: &LeadDay, mut each: impl FnMut(usize, Stamp, Stamp)) {
    let mut wins = Unpacked(day.column(Column::Wins));
    while !wins.is_empty() {
        let (lead, created, won) = (wins.word(), wins.stamp(), wins.stamp());
        each(usize::try_from(lead).unwrap_or(usize::MAX), created, won);
    }
}

/// The dated wins of some days, over all leads; none where the records are to be asked.
pub(in crate::storage) async fn win_delays(
    db: &mut PgConnection,
    days: Period,
    as_of: DateTime<Utc>,
    zone: Tz,
) -> Result<Option<Vec<LeadWin>>, StorageError> {
    let (from, to) = days.instants(zone);
    let (from, to, as_of) = (micros(from), micros(to), micros(as_of));
    let none = Filters::default();
    let columns = vec![(Column::Wins, When::Always)];
    let wanted = Wanted { zone, period: None, since: Some(from), as_of, columns, words: Vec::new(), filters: &none };
    let Some(days) = lead_days(db, wanted).await? else { return Ok(None) };
    let mut found = Vec::new();
    for day in &days {
        each_win(day, |_, created, won| {
            if won.has_happened(as_of) && from <= won.micros() && won.micros() < to {
                found.extend(created.moment(zone).map(|created| LeadWin { created, won: won.moment(zone) }));
            }
        });
    }
    Ok(Some(found))
}
