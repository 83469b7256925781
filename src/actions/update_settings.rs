//! The workspace's settings.

use crate::domain::ids::UserId;
use crate::domain::workspace::Workspace;
use crate::storage::{Database, StorageError, events, workspace};
use chrono::{DateTime, Utc};

/// What came of it.
#[derive(Debug, PartialEq, Eq)]
pub enum Updated {
    /// Done.
    Done,
    /// Somebody changed the settings since the form was opened; these stand now.
    Stale(Box<Workspace>),
    /// Amounts are recorded: the currency stays.
    CurrencyIsFixed,
}

/// Stores the settings, if nobody changed them since.
pub async fn update_settings(
    db: &Database,
    wanted: &Workspace,
    user: UserId,
    now: DateTime<Utc>,
) -> Result<Updated, StorageError> {
    let mut tx = db.pages.begin().await?;
    let Some(stored) = workspace::find(&mut *tx).await? else { return Ok(Updated::Done) };
    if stored.currency != wanted.currency && workspace::has_money(&mut *tx).await? {
        return Ok(Updated::CurrencyIsFixed);
    }
    if !workspace::update(&mut *tx, wanted).await? {
        return Ok(Updated::Stale(Box::new(stored)));
    }
    let fields = changed_fields(&stored, wanted);
    let event = events::Event { at: now, user: Some(user), verb: "changed", kind: "workspace", record: None, fields: &fields };
    events::insert(&mut *tx, event).await?;
    tx.commit().await?;
    Ok(Updated::Done)
}

fn changed_fields(a: &Workspace, b: &Workspace) -> Vec<String> {
    let pairs = [
        ("name", a.name == b.name),
        ("zone", a.zone == b.zone),
        ("currency", a.currency == b.currency),
        ("language", a.language == b.language),
        ("week_start", a.week_start == b.week_start),
        ("weekend", a.weekend == b.weekend),
        ("fiscal_month", a.fiscal_month == b.fiscal_month),
        ("alignment_start", a.alignment_start == b.alignment_start),
        ("horizon", a.horizon == b.horizon),
    ];
    pairs.iter().filter(|(_, same)| !same).map(|(name, _)| (*name).to_owned()).collect()
}
