//! A target from a month on: set, changed, ended, or taken back.

use crate::domain::ids::UserId;
use crate::domain::money::Currency;
use crate::metrics::kpi::Kpi;
use crate::storage::kpis::{self, RecordedTarget, TargetState};
use crate::storage::{Database, StorageError, events};
use chrono::{DateTime, NaiveDate, Utc};

/// What is wanted of a month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wanted {
    /// Of which number.
    pub kpi: Kpi,
    /// The first day of the month.
    pub from: NaiveDate,
    /// What.
    pub state: TargetState,
    /// The target, where one is set.
    pub value: Option<f64>,
    /// The version that the form was opened with.
    pub version: i32,
}

/// What came of it.
#[derive(Debug, PartialEq)]
pub enum Recorded {
    /// It holds now.
    Done,
    /// Somebody changed the number since the form was opened: what holds of the month now.
    Stale(Option<RecordedTarget>),
}

/// Records a target, if nobody changed the number since. The same again changes nothing.
pub async fn set_target(
    db: &Database,
    wanted: Wanted,
    currency: Currency,
    user: UserId,
    now: DateTime<Utc>,
) -> Result<Recorded, StorageError> {
    let mut tx = db.pages.begin().await?;
    let stored = kpis::lock(&mut tx, wanted.kpi).await?;
    let holds = kpis::history(&mut *tx, stored.id).await?.into_iter().find(|old| old.holds && old.from == wanted.from);
    if is_done(holds.as_ref(), &wanted) {
        return Ok(Recorded::Done);
    }
    if stored.version != wanted.version {
        return Ok(Recorded::Stale(holds));
    }
    let target = RecordedTarget { from: wanted.from, state: wanted.state, value: wanted.value, at: now, by: None, holds: true };
    kpis::record_target(&mut *tx, stored.id, &target, wanted.kpi.unit(currency), user).await?;
    kpis::bump(&mut *tx, stored.id).await?;
    let fields = ["target".to_owned()];
    let verb = match wanted.state {
        TargetState::Set => "changed",
        TargetState::Ended => "ended",
        TargetState::Removed => "removed",
    };
    let event = events::Event { at: now, user: Some(user), verb, kind: "kpi", record: Some(stored.id.0), fields: &fields };
    events::insert(&mut *tx, event).await?;
    tx.commit().await?;
    Ok(Recorded::Done)
}

fn is_done(holds: Option<&RecordedTarget>, wanted: &Wanted) -> bool {
    match holds {
        None => wanted.state == TargetState::Removed,
        Some(holds) => holds.state == wanted.state && holds.value == wanted.value,
    }
}
