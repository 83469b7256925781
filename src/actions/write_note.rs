//! Notes on charts: added, changed, taken away. An author changes his own; who manages changes any.

use crate::domain::ids::{NoteId, UserId};
use crate::domain::person::Role;
use crate::storage::chart_notes::{self, Note};
use crate::storage::{Database, StorageError, events};
use chrono::{DateTime, NaiveDate, Utc};

/// What a note is to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Which note; one that is not there yet is added.
    pub id: NoteId,
    /// The day.
    pub day: NaiveDate,
    /// What happened.
    pub body: String,
}

/// Who writes.
#[derive(Clone, Copy, Debug)]
pub struct Writer {
    /// The user.
    pub user: UserId,
    /// What he may do.
    pub role: Role,
}

/// What came of it.
#[derive(Debug, PartialEq, Eq)]
pub enum Written {
    /// It says so now.
    Done,
    /// Somebody changed it since the form was opened; this stands now.
    Stale(Box<Note>),
    /// There is no such note.
    Gone,
    /// It is somebody else's.
    NotYours,
}

/// Whether a person may change a note.
#[must_use]
pub fn may_change(writer: Writer, author: UserId) -> bool {
    writer.role.writes_notes() && (writer.user == author || writer.role.sets_targets())
}

/// Adds a note. The same again adds nothing.
pub async fn add_note(db: &Database, wanted: &Wanted, writer: Writer, now: DateTime<Utc>) -> Result<Written, StorageError> {
    let mut tx = db.pages.begin().await?;
    if chart_notes::insert(&mut *tx, wanted.id, wanted.day, &wanted.body, writer.user, now).await? {
        events::insert(&mut *tx, event(wanted.id, writer, now, "added", &[])).await?;
        tx.commit().await?;
    }
    Ok(Written::Done)
}

/// Changes a note, if nobody changed it since this version.
pub async fn change_note(
    db: &Database,
    wanted: &Wanted,
    version: i32,
    writer: Writer,
    now: DateTime<Utc>,
) -> Result<Written, StorageError> {
    let mut tx = db.pages.begin().await?;
    let Some(stored) = chart_notes::find(&mut *tx, wanted.id).await? else { return Ok(Written::Gone) };
    if !may_change(writer, stored.author_id) {
        return Ok(Written::NotYours);
    }
    let changed = [("day", stored.day != wanted.day), ("body", stored.body != wanted.body)];
    let fields: Vec<String> = changed.iter().filter(|(_, differs)| *differs).map(|(name, _)| (*name).to_owned()).collect();
    if fields.is_empty() {
        return Ok(Written::Done);
    }
    if !chart_notes::update(&mut *tx, wanted.id, wanted.day, &wanted.body, version).await? {
        return Ok(Written::Stale(Box::new(stored)));
    }
    events::insert(&mut *tx, event(wanted.id, writer, now, "changed", &fields)).await?;
    tx.commit().await?;
    Ok(Written::Done)
}

/// Takes a note away. One that is gone already stays gone.
pub async fn delete_note(db: &Database, id: NoteId, writer: Writer, now: DateTime<Utc>) -> Result<Written, StorageError> {
    let mut tx = db.pages.begin().await?;
    let Some(stored) = chart_notes::find(&mut *tx, id).await? else { return Ok(Written::Done) };
    if !may_change(writer, stored.author_id) {
        return Ok(Written::NotYours);
    }
    chart_notes::delete(&mut *tx, id).await?;
    events::insert(&mut *tx, event(id, writer, now, "removed", &[])).await?;
    tx.commit().await?;
    Ok(Written::Done)
}

fn event<'a>(id: NoteId, writer: Writer, at: DateTime<Utc>, verb: &'a str, fields: &'a [String]) -> events::Event<'a> {
    events::Event { at, user: Some(writer.user), verb, kind: "chart_note", record: Some(id.0), fields }
}
