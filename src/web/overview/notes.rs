//! Notes on the trend: a mark on each day, its words in the table, and the way to write one.

use super::view::Page;
use crate::domain::period::Period;
use crate::i18n::Text;
use crate::reports::trend::Point;
use crate::storage::chart_notes::Note;
use crate::web::chart::NoteMark;
use crate::web::components::{Cell, Link};
use crate::web::notes::{said, shortened};
use chrono::Datelike as _;

impl Page<'_> {
    /// The marks, each on its day.
    pub(super) fn note_marks(&self, points: &[Point]) -> Vec<NoteMark> {
        let mark = |note: &Note| {
            let month = points.iter().position(|point| point.period.contains(note.day))?;
            #[expect(clippy::cast_precision_loss, reason = "a trend has few months, a month few days")]
            let (months, days) = (month as f64, points[month].period.days() as f64);
            let at = months + f64::from(note.day.day0()) / days;
            Some(NoteMark { at, label: shortened(self.w, note), href: format!("/notes#note-{}", note.id) })
        };
        self.loaded.notes.iter().filter_map(mark).collect()
    }

    /// The notes of a month in full.
    pub(super) fn notes_of(&self, month: Period) -> Cell {
        let notes = self.loaded.notes.iter().filter(|note| month.contains(note.day));
        let said: Vec<Text> = notes.map(|note| said(self.w, note)).collect();
        if said.is_empty() { Cell::empty() } else { Cell::of(&self.w.list(&said)) }
    }

    /// Under the trend: how many notes there are, and for whoever may write, the form.
    pub(super) fn note_links(&self) -> Vec<Link> {
        let (w, n) = (self.w, self.loaded.notes.len());
        let all = (n > 0).then(|| Link::new(w.t_args("notes-in-trend", &[("n", n.into())]), "/notes"));
        let add = self.role.writes_notes().then(|| Link::new(w.t("note-add"), "/notes#f-day"));
        all.into_iter().chain(add).collect()
    }
}
