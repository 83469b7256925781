//! Days that this server holds in memory, so that a page does not fetch the same megabytes that the one before it did.
//!
//! Nothing here can be old: every row of the tables has a version, drawn at random whenever the row is written, and the
//! tables together have another (`derived_version`), which each reader reads in his own view. Where it is not the one of
//! what is held, the rows are looked through, and of those held only the ones with the same version stay. What is held is
//! bounded; what was not asked for longest goes first.

use super::packs::{Day, Which, packs_of};
use super::table;
use crate::storage::StorageError;
use sqlx::PgConnection;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, MutexGuard, PoisonError};
use uuid::Uuid;

/// What is held of a table.
#[derive(Debug)]
pub(super) struct Held<D> {
    version: Option<Uuid>,
    /// By their key.
    days: Vec<Arc<D>>,
    /// When each pack was asked for last, in questions.
    asked: [u64; Which::BITS as usize],
    questions: u64,
}

impl<D: Day> Held<D> {
    pub const fn new() -> Self {
        Self { version: None, days: Vec::new(), asked: [0; Which::BITS as usize], questions: 0 }
    }

    fn lock() -> MutexGuard<'static, Self> {
        D::held().lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn of(&self, version: Uuid) -> Option<Vec<Arc<D>>> {
        (self.version == Some(version)).then(|| self.days.clone())
    }

    /// Holds these days instead, and of those held what is in them still.
    fn renew(&mut self, version: Option<Uuid>, days: Vec<D>) -> Vec<Arc<D>> {
        let mut known: HashMap<Uuid, Arc<D>> = self.days.drain(..).map(|day| (day.packs().version, day)).collect();
        self.days = days.into_iter().map(|day| known.remove(&day.packs().version).unwrap_or_else(|| Arc::new(day))).collect();
        self.version = version;
        self.days.clone()
    }

    /// Keeps what was read of some days, and no more than may be held.
    fn keep(&mut self, version: Option<Uuid>, asked: Which, read: Vec<Arc<D>>) {
        self.questions += 1;
        for pack in packs_of(asked) {
            self.asked[pack] = self.questions;
        }
        if read.is_empty() || self.version != version {
            return;
        }
        for day in read {
            if let Ok(at) = self.days.binary_search_by_key(&day.key(), |held| held.key()) {
                self.days[at] = day;
            }
        }
        let size = |held: &Self, pack: usize| held.days.iter().map(|day| day.packs().size(pack)).sum::<usize>();
        let packs = || 0..Which::BITS as usize;
        let mut sizes: Vec<(u64, usize, usize)> =
            packs().take(D::names().len()).map(|pack| (self.asked[pack], pack, size(self, pack))).collect();
        sizes.sort_unstable();
        let mut all: usize = sizes.iter().map(|(_, _, size)| size).sum();
        for (_, pack, size) in sizes {
            if all <= D::MOST {
                break;
            }
            for day in self.days.iter_mut().filter(|day| day.packs().read >> pack & 1 == 1) {
                Arc::make_mut(day).packs_mut().drop(pack);
            }
            all -= size;
        }
    }
}

/// The days that are wanted, each with the packs that are wanted of it, as a view of the tables with this version has them.
pub(super) async fn days<D: Day>(
    db: &mut PgConnection,
    version: Option<Uuid>,
    wanted: impl Fn(&D) -> Option<Which>,
) -> Result<Vec<Arc<D>>, StorageError> {
    let held = version.and_then(|version| Held::<D>::lock().of(version));
    let all = if let Some(all) = held {
        all
    } else {
        let days = table::heads(db).await?;
        Held::lock().renew(version, days)
    };
    let (mut found, mut asked, mut lacking) = (Vec::new(), 0, BTreeMap::<Which, Vec<usize>>::new());
    for day in all {
        let Some(which) = wanted(&day) else { continue };
        asked |= which;
        let lacks = which & !day.packs().read;
        if lacks != 0 {
            lacking.entry(lacks).or_default().push(found.len());
        }
        found.push(day);
    }
    let mut read = Vec::new();
    for (lacks, places) in lacking {
        let versions: Vec<Uuid> = places.iter().map(|at| found[*at].packs().version).collect();
        let mut rows = table::packs::<D>(db, lacks, &versions).await?;
        for (at, version) in places.into_iter().zip(versions) {
            let Some(row) = rows.remove(&version) else { continue };
            Arc::make_mut(&mut found[at]).packs_mut().take(lacks, &row, 1)?;
            read.push(Arc::clone(&found[at]));
        }
    }
    Held::lock().keep(version, asked, read);
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::super::deal_day::DealDay;
    use super::*;

    fn day(on: u32, version: u128, packs: &[(usize, usize)]) -> Arc<DealDay> {
        let mut day = DealDay::bare(chrono::NaiveDate::from_ymd_opt(2026, 1, on).unwrap(), true, 1);
        day.packs.version = Uuid::from_u128(version);
        for (column, bytes) in packs {
            day.packs.columns[*column] = vec![0; *bytes].into();
            day.packs.read |= 1 << (day.packs.words.len() + column);
        }
        Arc::new(day)
    }

    #[test]
    fn only_rows_of_the_same_version_stay() {
        let (mut held, versions) = (Held::<DealDay>::new(), [Uuid::from_u128(100), Uuid::from_u128(200)]);
        held.renew(Some(versions[0]), vec![(*day(1, 1, &[])).clone(), (*day(2, 2, &[])).clone()]);
        held.keep(Some(versions[0]), 0, vec![day(1, 1, &[(7, 5)]), day(2, 2, &[(7, 5)])]);
        assert!(held.of(versions[1]).is_none(), "another version of the tables is looked through");
        let read = |days: &[Arc<DealDay>]| days.iter().map(|day| day.packs.read != 0).collect::<Vec<_>>();
        assert_eq!(read(&held.of(versions[0]).unwrap()), [true, true]);
        let days = held.renew(Some(versions[1]), vec![(*day(1, 1, &[])).clone(), (*day(2, 3, &[])).clone()]);
        assert_eq!(read(&days), [true, false], "the second row was written anew");
        held.keep(Some(versions[0]), 0, vec![day(2, 2, &[(7, 5)])]);
        assert_eq!(read(&held.of(versions[1]).unwrap()), [true, false], "what an older view read is not kept");
    }

    #[test]
    fn what_was_not_asked_for_longest_goes_first() {
        let (mut held, version) = (Held::<DealDay>::new(), Some(Uuid::from_u128(1)));
        let (pack, most) = (|column: usize| 1 << (super::super::deal_day::WORDS.len() + column), DealDay::MOST);
        held.renew(version, vec![(*day(1, 1, &[])).clone()]);
        held.keep(version, pack(7) | pack(8), vec![day(1, 1, &[(7, most / 2), (8, most / 2)])]);
        held.keep(version, pack(7), Vec::new());
        assert_eq!(held.days[0].packs.read, pack(7) | pack(8));
        held.keep(version, pack(9), vec![day(1, 1, &[(7, most / 2), (8, most / 2), (9, 1)])]);
        assert_eq!(held.days[0].packs.read, pack(7) | pack(9));
        assert!(held.days[0].packs.columns[8].is_empty());
    }
}
