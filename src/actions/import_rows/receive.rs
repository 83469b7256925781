//! Rows that a program sends: imported like those of a file, by the same rules, at once.
//!
//! What a token brings on one local day is one import, so that it can be looked at and taken back.

use super::super::handoffs::offer_by_rule;
use super::{Fate, Line, Outcome, Refusal, Run, finish, is_refusal, leads, touches};
use crate::domain::ids::{ImportId, TokenId};
use crate::domain::record::Kind;
use crate::storage::import_rows::NewRow;
use crate::storage::token_imports::{self, OfToken};
use crate::storage::{Database, StorageError, batches, events, offer_rules};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Who sends, and when.
#[derive(Clone, Debug)]
pub struct Caller {
    /// By which token.
    pub token: TokenId,
    /// What people call it.
    pub name: String,
    /// The source whose ids the rows carry.
    pub source: i16,
    /// The local day.
    pub day: NaiveDate,
    /// Now.
    pub now: DateTime<Utc>,
}

/// What came of the rows of a call.
#[derive(Clone, Debug, Default)]
pub struct Landed {
    /// By line.
    pub fates: BTreeMap<i64, Fate>,
}

impl Landed {
    /// The records that are new, each once.
    #[must_use]
    pub fn created(&self) -> Vec<Uuid> {
        self.fates.values().filter_map(|fate| if let Fate::Created(id) = fate { Some(*id) } else { None }).collect()
    }

    /// The earlier records that changed, each once.
    #[must_use]
    pub fn updated(&self) -> Vec<Uuid> {
        let created = self.created();
        let mut ids: Vec<Uuid> =
            self.fates.values().filter_map(|fate| if let Fate::Updated(id) = fate { Some(*id) } else { None }).collect();
        ids.sort_unstable();
        ids.dedup();
        ids.retain(|id| !created.contains(id));
        ids
    }
}

/// Lands the lines of a call, all of them in one transaction unless the database refuses one; `bad` could not be read and
/// are remembered for whoever looks at the import. Gives what came of each line.
pub async fn receive_rows(
    db: &Database,
    caller: &Caller,
    kind: Kind,
    lines: &[Line],
    bad: Vec<NewRow>,
) -> Result<Landed, StorageError> {
    let mut landed = Landed::default();
    let mut bad = Some(bad).filter(|bad| !bad.is_empty());
    let mut stack = vec![lines];
    while let Some(batch) = stack.pop() {
        let extra = bad.take();
        if batch.is_empty() && extra.is_none() {
            continue;
        }
        match land(db, caller, kind, batch, extra.as_deref().unwrap_or_default()).await {
            Ok(fates) => landed.fates.extend(fates),
            Err(error) if is_refusal(&error) && !batch.is_empty() => {
                bad = extra;
                if let [one] = batch {
                    landed.fates.extend(refuse(db, caller, kind, one).await?);
                    stack.push(&[]);
                } else {
                    let (first, second) = batch.split_at(batch.len() / 2);
                    stack.extend([second, first]);
                }
            }
            Err(error) => return Err(error),
        }
    }
    Ok(landed)
}

async fn land(
    db: &Database,
    caller: &Caller,
    kind: Kind,
    batch: &[Line],
    bad: &[NewRow],
) -> Result<Vec<(i64, Fate)>, StorageError> {
    let mut tx = batches::begin_batch(&db.pages).await?;
    let run = run(&mut tx, caller).await?;
    let mut outcome = match kind {
        Kind::Lead => leads::import(&mut tx, &run, batch).await?,
        _ => touches::import(&mut tx, &run, batch).await?,
    };
    let fates = std::mem::take(&mut outcome.fates);
    outcome.rows.extend_from_slice(bad);
    let unread = i64::try_from(bad.len()).unwrap_or(i64::MAX);
    outcome.counts.rejected += unread;
    finish(&mut tx, &run, outcome, batch, unread, None).await?;
    offer(&mut tx, &run, &fates).await?;
    tx.commit().await?;
    Ok(fates)
}

/// What arrives live as an MQL, a rule may offer; files tell of history, which offers nothing.
async fn offer(tx: &mut PgConnection, run: &Run, fates: &[(i64, Fate)]) -> Result<(), StorageError> {
    let of = |fate: &Fate| match fate {
        Fate::Created(id) | Fate::Updated(id) | Fate::Unchanged(Some(id)) => Some(*id),
        Fate::Unchanged(None) | Fate::Rejected(_) => None,
    };
    let leads: Vec<Uuid> = fates.iter().filter_map(|(_, fate)| of(fate)).collect();
    let reached = offer_rules::brought_to_mql(&mut *tx, run.id.0, run.now, &leads).await?;
    offer_by_rule(tx, &reached, run.now).await
}

/// A row that the database refuses is remembered, and named.
async fn refuse(db: &Database, caller: &Caller, kind: Kind, line: &Line) -> Result<Vec<(i64, Fate)>, StorageError> {
    let mut tx = batches::begin_batch(&db.pages).await?;
    let run = run(&mut tx, caller).await?;
    let mut outcome = Outcome::default();
    outcome.refuse(kind, line, &Refusal { field: "row", reason: "refused" });
    let fates = std::mem::take(&mut outcome.fates);
    finish(&mut tx, &run, outcome, std::slice::from_ref(line), 0, None).await?;
    tx.commit().await?;
    Ok(fates)
}

/// The import of the token's day, which its first call makes.
async fn run(tx: &mut PgConnection, caller: &Caller) -> Result<Run, StorageError> {
    let Caller { token, name, source, day, now } = caller;
    let of = OfToken { token: *token, name, source: *source, day: *day };
    let id = if let Some(id) = token_imports::find(&mut *tx, *token, *day).await? {
        id
    } else {
        let id = ImportId::new();
        token_imports::insert(&mut *tx, id, of, *now).await?;
        let event = events::Event { at: *now, user: None, verb: "received", kind: "import", record: Some(id.0), fields: &[] };
        events::insert(&mut *tx, event).await?;
        id
    };
    Ok(Run { id, source: *source, exported_on: Some(*day), now: *now })
}
