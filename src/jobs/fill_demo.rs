//! Fills an empty installation with the company of the demo.

use crate::actions::import_rows::{Line, Run, import_rows};
use crate::actions::set_up::SetUpError;
use crate::actions::set_up_demo::{Agreed, AgreedGoal, WrittenNote, set_up_demo};
use crate::clock::Clock;
use crate::demo::{Demo, PASSWORD};
use crate::domain::ids::ImportId;
use crate::domain::record::{Kind, Record};
use crate::storage::exchange_rates::Rate;
use crate::storage::imports::{self, State};
use crate::storage::{Database, external_refs, workspace};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The source whose ids the demo's rows carry, and the name of its one file.
const SOURCE: &str = "demo";
/// Rows of a transaction.
const BATCH: usize = 4000;

/// Lands all rows, then opens the doors. Broken off in the middle it can be called again: the rows that landed say
/// nothing new.
pub async fn fill_demo(db: &Database, clock: &Clock, demo: Demo) -> Result<(), SetUpError> {
    let mut guard = imports::one_at_a_time(&db.jobs).await?;
    if workspace::find(&mut *guard).await?.is_some() {
        imports::release(guard).await?;
        return Err(SetUpError::AlreadyDone);
    }
    let (id, now) = (ImportId::new(), clock.now());
    imports::insert(&mut guard, id, None, &[(SOURCE.to_owned(), String::new(), 0)], now).await?;
    let source = external_refs::source(&mut guard, SOURCE).await?;
    imports::start(&mut guard, id, source, "", now).await?;
    let run = Run { id, source, exported_on: None, now };
    let kinds: BTreeSet<Kind> = demo.rows.iter().map(|(kind, _)| *kind).collect();
    for (kind, records) in demo.rows {
        land(db, &run, kind, records).await?;
    }
    imports::set_state(&mut *guard, id, State::Done, None, clock.now()).await?;
    imports::analyze(&mut guard, &kinds).await?;
    let rates: Vec<Rate> = demo.rates.into_iter().map(|(currency, from, rate)| Rate { currency, from, rate }).collect();
    let goal = |goal: &crate::demo::goals::Goal| AgreedGoal {
        kpi: goal.kpi,
        targets: goal.targets.clone(),
        has_marketing_owner: goal.has_marketing_owner,
    };
    let note = |note: crate::demo::notes::Note| WrittenNote { day: note.day, author: note.author, body: note.body };
    let agreed = Agreed { goals: demo.goals.iter().map(goal).collect(), notes: demo.notes.into_iter().map(note).collect() };
    set_up_demo(db, &demo.workspace, &demo.users, PASSWORD, &rates, &agreed, clock.now()).await?;
    Ok(imports::release(guard).await?)
}

async fn land(db: &Database, run: &Run, kind: Kind, records: Vec<Record>) -> Result<(), SetUpError> {
    let headers: Arc<[String]> = Arc::from([]);
    let line = |(at, record)| Line {
        file: 0,
        line: i64::try_from(at).unwrap_or(i64::MAX) + 1,
        record,
        unmapped: None,
        cells: csv::StringRecord::new(),
        headers: Arc::clone(&headers),
    };
    let lines: Vec<Line> = records.into_iter().enumerate().map(line).collect();
    for batch in lines.chunks(BATCH) {
        import_rows(db, run, kind, batch, Some((0, 0))).await?;
    }
    Ok(())
}
