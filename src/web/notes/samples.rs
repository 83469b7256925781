//! Notes of an invented company, for the template test.

use super::view::{NoteForm, NotePage, NotesPage};
use crate::domain::ids::{NoteId, UserId};
use crate::domain::person::Role;
use crate::i18n::Words;
use crate::storage::chart_notes::Note;
use crate::web::styleguide::samples::{Tone, member};
use askama::Template as _;
use chrono::NaiveDate;

/// The pages of a tone.
#[must_use]
pub fn pages(w: Words, tone: Tone) -> Vec<(String, askama::Result<String>)> {
    let member = member(w, tone, if tone == Tone::Extreme { Role::Viewer } else { Role::Manager });
    let note = note(tone);
    let notes = if tone == Tone::Empty { Vec::new() } else { vec![note.clone()] };
    let form = NoteForm { id: tone.typed(), day: tone.typed(), body: tone.typed(), version: tone.typed(), back: tone.typed() };
    let errors = if tone == Tone::Hostile { vec![("day", "error-note-day"), ("body", "error-note-long")] } else { Vec::new() };
    vec![
        ("notes".to_owned(), NotesPage::new(&member, &notes, &form, &errors).render()),
        ("note".to_owned(), NotePage::new(&member, note.id, &form, &errors, notes.first()).render()),
    ]
}

/// A note of a tone.
#[must_use]
pub fn note(tone: Tone) -> Note {
    Note {
        id: NoteId(uuid::Uuid::nil()),
        day: NaiveDate::from_ymd_opt(2026, 2, 18).unwrap_or_default(),
        body: tone.typed(),
        author_id: UserId(uuid::Uuid::nil()),
        author: tone.typed(),
        version: 2,
    }
}
