//! Notes on charts: the list with its form, and the form of one.

use crate::actions::write_note::{Writer, may_change};
use crate::domain::ids::NoteId;
use crate::domain::text;
use crate::i18n::{Text, Words};
use crate::storage::chart_notes::Note;
use crate::web::components::{Empty, EmptyKind, ErrorSummary, Field, FieldKind, Link};
use crate::web::extract::Member;
use crate::web::shell::{NavItem, Shell};
use askama::Template;
use chrono::NaiveDate;
use serde::Deserialize;
use url::form_urlencoded;

/// Characters of a note, and of what a chart shows of it.
const LONGEST: usize = 280;
const SHOWN: usize = 60;

/// A note as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct NoteForm {
    /// The record, made with the form.
    pub id: String,
    /// The day.
    pub day: String,
    /// What happened.
    pub body: String,
    /// The version that the form was opened with.
    pub version: String,
    /// The page with the chart that it was opened from.
    pub back: String,
}

/// Fields with what is wrong with them.
pub(super) type Errors = Vec<(&'static str, &'static str)>;

impl NoteForm {
    /// An empty form for a day.
    pub(super) fn fresh(day: NaiveDate, back: String) -> Self {
        Self { id: NoteId::new().to_string(), day: day.to_string(), back, ..Self::default() }
    }

    /// The form of a note.
    pub(super) fn of(note: &Note, back: String) -> Self {
        let (id, day, version) = (note.id.to_string(), note.day.to_string(), note.version.to_string());
        Self { id, day, body: note.body.clone(), version, back }
    }

    /// The day and the words that the fields hold.
    pub(super) fn parse(&self) -> Result<(NaiveDate, String), Errors> {
        let mut errors = Errors::new();
        let day = text::western_digits(self.day.trim()).parse::<NaiveDate>().ok().filter(|day| {
            use chrono::Datelike as _;
            (1970..=2200).contains(&day.year())
        });
        if day.is_none() {
            errors.push(("day", "error-note-day"));
        }
        let body = text::clean(&self.body);
        match body.chars().count() {
            0 => errors.push(("body", "error-required")),
            n if n > LONGEST => errors.push(("body", "error-note-long")),
            _ => {}
        }
        match day {
            Some(day) if errors.is_empty() => Ok((day, body)),
            _ => Err(errors),
        }
    }
}

/// A note with its day and its author: "18 Feb 2026: Ramadan began (Huda)".
#[must_use]
pub fn said(w: Words, note: &Note) -> Text {
    in_words(w, note, &note.body)
}

/// The same at the length that a chart has room for.
#[must_use]
pub fn shortened(w: Words, note: &Note) -> Text {
    if note.body.chars().count() <= SHOWN {
        return said(w, note);
    }
    let cut: String = note.body.chars().take(SHOWN).collect();
    in_words(w, note, &format!("{}…", cut.trim_end()))
}

fn in_words(w: Words, note: &Note, body: &str) -> Text {
    let args = [("day", w.date(note.day).into()), ("body", body.into()), ("author", note.author.as_str().into())];
    w.t_args("note-said", &args)
}

/// A note in the list.
struct Line {
    id: String,
    day: Text,
    body: Text,
    author: Text,
    change: Option<Link>,
}

/// The list, and for whoever may write, the form above it.
#[derive(Template)]
#[template(path = "pages/notes/list.html")]
pub struct NotesPage {
    shell: Shell,
    lede: Text,
    summary: Option<ErrorSummary>,
    form: Option<(String, Vec<Field>)>,
    back: String,
    notes: Vec<Line>,
    empty: Empty,
}

impl NotesPage {
    /// The page with what was typed.
    #[must_use]
    pub fn new(member: &Member, notes: &[Note], form: &NoteForm, errors: &Errors) -> Self {
        let w = member.viewer.words;
        let writer = Writer { user: member.user.id, role: member.user.role };
        let fields = fields(w, form, errors);
        let line = |note: &Note| Line {
            id: format!("note-{}", note.id),
            day: w.date(note.day),
            body: Text::datum(&note.body),
            author: Text::datum(&note.author),
            change: may_change(writer, note.author_id)
                .then(|| Link::new(w.t("note-change"), with_back(&format!("/notes/{}", note.id), &form.back))),
        };
        let may = member.user.role.writes_notes();
        Self {
            shell: Shell::new(&member.viewer, w.t("notes-title"), NavItem::Overview),
            lede: w.t(if may { "notes-lede" } else { "notes-lede-read" }),
            summary: ErrorSummary::of(w, &fields),
            form: may.then(|| (form.id.clone(), fields)),
            back: form.back.clone(),
            notes: notes.iter().map(line).collect(),
            empty: Empty { kind: EmptyKind::First, title: w.t("notes-empty"), body: w.t("notes-empty-body"), action: None },
        }
    }
}

/// One note, to change it or take it away.
#[derive(Template)]
#[template(path = "pages/notes/note.html")]
pub struct NotePage {
    shell: Shell,
    crumb: Link,
    back: String,
    summary: Option<ErrorSummary>,
    stale: Option<Text>,
    path: String,
    version: String,
    fields: Vec<Field>,
}

impl NotePage {
    /// The page with what was typed; `theirs` is what somebody else stored meanwhile.
    #[must_use]
    pub fn new(member: &Member, id: NoteId, form: &NoteForm, errors: &Errors, theirs: Option<&Note>) -> Self {
        let w = member.viewer.words;
        let fields = fields(w, form, errors);
        Self {
            shell: Shell::new(&member.viewer, w.t("note-title"), NavItem::Overview),
            crumb: Link::new(w.t("notes-title"), with_back("/notes", &form.back)),
            back: form.back.clone(),
            summary: ErrorSummary::of(w, &fields),
            stale: theirs.map(|note| said(w, note)),
            path: format!("/notes/{id}"),
            // Saving again is then a decision: the form carries the newer version.
            version: theirs.map_or_else(|| form.version.clone(), |note| note.version.to_string()),
            fields,
        }
    }
}

/// An address of notes that knows the page from which it was opened.
#[must_use]
pub fn with_back(path: &str, back: &str) -> String {
    if back.is_empty() {
        return path.to_owned();
    }
    let query = form_urlencoded::Serializer::new(String::new()).append_pair("back", back).finish();
    format!("{path}?{query}")
}

fn fields(w: Words, form: &NoteForm, errors: &Errors) -> Vec<Field> {
    let error = |name: &str| errors.iter().find(|(field, _)| *field == name).map(|(_, key)| w.t(key));
    vec![
        Field::new(w, "day", w.t("note-day"), FieldKind::Line("date")).value(&form.day).required().error(error("day")),
        Field::new(w, "body", w.t("note-body"), FieldKind::Lines(2))
            .value(&form.body)
            .hint(w.t("note-body-hint"))
            .required()
            .error(error("body")),
    ]
}
