//! Importing parsed rows: a batch is one transaction, and importing it again changes nothing.
//!
//! Each kind finds the records that its rows mean, writes the new ones by COPY and the changed ones by one statement.
//! A batch that the database refuses is halved until the row at fault stands alone and is rejected by name.

mod accounts;
mod activities;
mod campaigns;
mod costs;
mod deals;
mod erased;
mod handoff_terms;
mod handoffs;
mod leads;
mod merge;
mod named;
mod receive;
mod resolve;
mod stage_events;
mod stages;
mod touches;
mod upsert;
mod visits;

pub use receive::{Caller, Landed, receive_rows};
pub use stages::{Cause, follow_deals, transition};

use crate::domain::ids::ImportId;
use crate::domain::record::{Kind, Record};
use crate::storage::import_rows::{self, NewRow};
use crate::storage::imports::{self, Counts};
use crate::storage::{Database, StorageError, batches};
use chrono::{DateTime, NaiveDate, Utc};
use serde_json::Value;
use sqlx::PgConnection;
use std::sync::Arc;
use uuid::Uuid;

/// What every batch of one import shares.
#[derive(Clone, Debug)]
pub struct Run {
    /// The import.
    pub id: ImportId,
    /// The source whose ids the rows carry.
    pub source: i16,
    /// The day of the export, where the mapping names it: later stages are observed on it.
    pub exported_on: Option<NaiveDate>,
    /// Now.
    pub now: DateTime<Utc>,
}

/// A row that was read well.
#[derive(Clone, Debug)]
pub struct Line {
    /// Which file of the import.
    pub file: i16,
    /// Which line of it.
    pub line: i64,
    /// What it says.
    pub record: Record,
    /// Columns that no field takes, kept on the record.
    pub unmapped: Option<Value>,
    /// The whole row as it stood, for the file of rejected rows.
    pub cells: csv::StringRecord,
    /// The headers of its file.
    pub headers: Arc<[String]>,
}

impl Line {
    /// `[[header, cell], …]`
    fn raw(&self) -> Value {
        let header = |at: usize| self.headers.get(at).map_or("", String::as_str);
        self.cells.iter().enumerate().map(|(at, cell)| serde_json::json!([header(at), cell])).collect()
    }
}

/// Why the database side refuses a row: the key of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The field at fault.
    pub field: &'static str,
    /// The key of the reason.
    pub reason: &'static str,
}

/// What came of one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It made this record.
    Created(Uuid),
    /// It changed this record.
    Updated(Uuid),
    /// It said nothing new, of this record where it is one.
    Unchanged(Option<Uuid>),
    /// It came back.
    Rejected(Refusal),
}

/// What came of the lines of a batch.
#[derive(Debug, Default)]
struct Outcome {
    counts: Counts,
    rows: Vec<NewRow>,
    /// By line: of leads and touches, and of whatever was refused.
    fates: Vec<(i64, Fate)>,
}

impl Outcome {
    /// A row about a person who was erased: it is counted, and nothing of it is kept.
    fn leave_out(&mut self) {
        self.counts.erased += 1;
    }

    fn tell(&mut self, line: &Line, fate: Fate) {
        self.fates.push((line.line, fate));
    }

    fn refuse(&mut self, kind: Kind, line: &Line, refusal: &Refusal) {
        self.tell(line, Fate::Rejected(refusal.clone()));
        self.counts.rejected += 1;
        let reasons = serde_json::json!([{ "field": refusal.field, "reason": refusal.reason }]);
        self.rows.push(NewRow::rejected(kind, line.file, line.line, reasons, line.raw()));
    }
}

/// Imports lines of one kind in one transaction, together with the progress of their file. Gives what came of them.
pub async fn import_rows(
    db: &Database,
    run: &Run,
    kind: Kind,
    lines: &[Line],
    bytes_read: Option<(i16, i64)>,
) -> Result<Counts, StorageError> {
    let mut total = Counts::default();
    if lines.is_empty() {
        return Ok(total);
    }
    let mut stack = vec![lines];
    while let Some(batch) = stack.pop() {
        match import_batch(db, run, kind, batch, bytes_read).await {
            Ok(counts) => total += counts,
            Err(error) if batch.len() > 1 && is_refusal(&error) => {
                let (first, second) = batch.split_at(batch.len() / 2);
                stack.extend([second, first]);
            }
            Err(error) if is_refusal(&error) => {
                let mut outcome = Outcome::default();
                outcome.refuse(kind, &batch[0], &Refusal { field: "row", reason: "refused" });
                total += finish(&mut *db.jobs.acquire().await?, run, outcome, batch, 0, bytes_read).await?;
            }
            Err(error) => return Err(error),
        }
    }
    Ok(total)
}

/// Remembers rows of a file that could not be read.
pub async fn reject_rows(db: &Database, run: &Run, file: i16, rows: &[NewRow]) -> Result<Counts, StorageError> {
    let rejected = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    let counts = Counts { read: rejected, rejected, ..Counts::default() };
    if !rows.is_empty() {
        let mut tx = db.jobs.begin().await?;
        import_rows::insert_rows(&mut tx, run.id, rows).await?;
        imports::advance(&mut tx, run.id, file, counts, None, run.now).await?;
        tx.commit().await?;
    }
    Ok(counts)
}

fn is_refusal(error: &StorageError) -> bool {
    matches!(error, StorageError::Constraint { .. } | StorageError::Other(sqlx::Error::Database(_)))
}

async fn import_batch(
    db: &Database,
    run: &Run,
    kind: Kind,
    batch: &[Line],
    bytes_read: Option<(i16, i64)>,
) -> Result<Counts, StorageError> {
    let mut tx = batches::begin_batch(&db.jobs).await?;
    let outcome = match kind {
        Kind::Account => accounts::import(&mut tx, run, batch).await?,
        Kind::Campaign => campaigns::import(&mut tx, run, batch).await?,
        Kind::CampaignCost => costs::import(&mut tx, run, batch).await?,
        Kind::Lead => leads::import(&mut tx, run, batch).await?,
        Kind::Deal => deals::import(&mut tx, run, batch).await?,
        Kind::StageEvent => stage_events::import(&mut tx, run, batch).await?,
        Kind::Touch => touches::import(&mut tx, run, batch).await?,
        Kind::Activity => activities::import(&mut tx, run, batch).await?,
        Kind::Handoff => handoffs::import(&mut tx, run, batch).await?,
    };
    let counts = finish(&mut tx, run, outcome, batch, 0, bytes_read).await?;
    tx.commit().await?;
    Ok(counts)
}

async fn finish(
    tx: &mut PgConnection,
    run: &Run,
    mut outcome: Outcome,
    batch: &[Line],
    unread: i64,
    bytes_read: Option<(i16, i64)>,
) -> Result<Counts, StorageError> {
    outcome.counts.read = i64::try_from(batch.len()).unwrap_or(i64::MAX).saturating_add(unread);
    import_rows::insert_rows(&mut *tx, run.id, &outcome.rows).await?;
    let file = bytes_read.map_or_else(|| batch.first().map_or(0, |l| l.file), |b| b.0);
    imports::advance(&mut *tx, run.id, file, outcome.counts, bytes_read.map(|b| b.1), run.now).await?;
    Ok(outcome.counts)
}
