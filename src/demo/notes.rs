//! What the people of the demo wrote on its charts: each note on the day of the story that it explains.

use super::Story;
use crate::domain::period::add_months;
use chrono::{Days, NaiveDate};

/// A note, by the address of whoever wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The day.
    pub day: NaiveDate,
    /// The address of the author.
    pub author: String,
    /// What happened.
    pub body: String,
}

/// The notes of the days that are over.
pub(super) fn written(story: &Story<'_>) -> Vec<Note> {
    let dated = |note: &super::company::Note| Note {
        day: add_months(story.start, note.month) + Days::new(note.day - 1),
        author: note.by.clone(),
        body: note.says.clone(),
    };
    story.company.notes.iter().map(dated).filter(|note| note.day < story.today).collect()
}
