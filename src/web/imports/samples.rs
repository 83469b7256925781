//! Samples of the pages of imports, for the template test.

use super::draft::{DraftFile, Seen, SeenRow};
use super::draft_view::DraftPage;
use super::run_view::{ProgressPart, RunPage};
use super::view::{ListPage, Listed, NewPage};
use crate::domain::ids::ImportId;
use crate::import::error::{Problem, Reason, RowError};
use crate::import::fields::Field;
use crate::import::propose::Sender;
use crate::import::templates;
use crate::storage::import_rows::RejectedRow;
use crate::storage::imports::{Counts, Import, ImportFile, State};
use crate::storage::mappings::SavedMapping;
use crate::storage::undo::MergedAway;
use crate::web::shell::Viewer;
use crate::web::styleguide::samples::Tone;
use askama::Template as _;
use chrono::DateTime;
use serde_json::json;
use uuid::Uuid;

const STATES: [State; 5] = [State::Running, State::Done, State::Failed, State::Interrupted, State::Undone];

/// Every page of imports.
#[must_use]
pub fn pages(viewer: &Viewer, tone: Tone) -> Vec<(&'static str, askama::Result<String>)> {
    let files = files(tone);
    let saved = if tone == Tone::Empty { Vec::new() } else { vec![saved(tone)] };
    let listed = |state| Listed { import: import(state, tone), names: vec![tone.typed(); 5], counts: counts(tone) };
    let list: Vec<Listed> = if tone == Tone::Empty { Vec::new() } else { STATES.map(listed).into() };
    let problems =
        if tone == Tone::Empty { Vec::new() } else { vec![problem("too-large", tone), problem("mapping-syntax", tone)] };
    let mut all = vec![
        ("imports", ListPage::new(viewer, &list, &saved).render()),
        ("import form", NewPage::new(viewer, ImportId::new(), &saved, &tone.typed(), &problems).render()),
        ("import draft", draft(viewer, tone, &files)),
    ];
    for state in STATES {
        let rejected = rejected(tone);
        let left_out = [(0, problem("binary", tone))];
        all.push(("import", RunPage::new(viewer, &import(state, tone), &files, &rejected, &left_out).render()));
    }
    let forgotten = Import { forgotten: true, ..import(State::Done, tone) };
    all.push(("import", RunPage::new(viewer, &forgotten, &files, &[], &[]).render()));
    let away = MergedAway { first_name: Some(tone.typed()), lead_last_name: Some(tone.typed()), ..MergedAway::default() };
    let merged = if tone == Tone::Empty { vec![MergedAway::default()] } else { vec![away; 3] };
    let blocked = RunPage::new(viewer, &import(State::Done, tone), &files, &[], &[]);
    all.push(("import", blocked.after_merges(viewer.words, &merged).render()));
    all
}

/// The part of the page that is fetched again while an import runs.
///
/// # Errors
/// Those of the template.
pub fn progress(viewer: &Viewer, tone: Tone) -> askama::Result<String> {
    ProgressPart::new(viewer.words, &import(State::Running, tone), &files(tone)).render()
}

fn problem(key: &str, tone: Tone) -> Problem {
    let typed = Some(tone.typed());
    Problem {
        file: typed.clone(),
        number: Some(1_000),
        word: Some("external_id, email".to_owned()),
        detail: typed,
        ..Problem::new(key)
    }
}

fn import(state: State, tone: Tone) -> Import {
    let at = DateTime::from_timestamp(1_790_000_000, 0).unwrap_or_default();
    let error = matches!(state, State::Failed).then(|| problem("row-too-long", tone).to_json());
    let kept = matches!(state, State::Undone).then(|| problem("undone-kept", tone).to_json());
    let user = (tone != Tone::Extreme).then(|| tone.typed());
    Import {
        token: (tone == Tone::Hostile).then(|| tone.typed()),
        id: ImportId(Uuid::nil()),
        user,
        state,
        mapping: None,
        error: error.or(kept),
        created_at: at,
        finished_at: Some(at),
        forgotten: false,
    }
}

fn counts(tone: Tone) -> Counts {
    match tone {
        Tone::Empty => Counts::default(),
        Tone::Typical => Counts { read: 10_046, inserted: 9_976, merged: 46, rejected: 24, ..Counts::default() },
        Tone::Extreme | Tone::Hostile => {
            let n = 49_999_999;
            Counts { read: n, inserted: n, updated: n, merged: n, unchanged: n, rejected: n, erased: n }
        }
    }
}

fn files(tone: Tone) -> Vec<ImportFile> {
    let file = |position| ImportFile {
        position,
        name: tone.typed(),
        path: String::new(),
        bytes: 1_000,
        bytes_read: 420,
        counts: counts(tone),
        left_out: position == 2,
    };
    if tone == Tone::Empty { vec![file(0)] } else { vec![file(0), file(1), file(2)] }
}

fn rejected(tone: Tone) -> Vec<RejectedRow> {
    let row = RejectedRow {
        file: 0,
        line: 561,
        reasons: json!([{ "field": "created_at", "reason": "future_date", "value": tone.typed() }, { "field": "row", "reason": "extra_cells", "value": "" }]),
        raw: json!([[tone.typed(), "2052-02-21"], ["b", tone.typed()]]),
    };
    if tone == Tone::Empty { Vec::new() } else { vec![row] }
}

fn saved(tone: Tone) -> SavedMapping {
    SavedMapping { id: Uuid::nil(), name: tone.typed(), body: String::new() }
}

fn draft(viewer: &Viewer, tone: Tone, files: &[ImportFile]) -> askama::Result<String> {
    let known = DraftFile {
        position: 0,
        sender: Sender::Mihwar,
        mapping: templates::mapping(),
        headers: vec!["external_id".to_owned(), "email".to_owned(), "created_at".to_owned(), tone.typed()],
        sheets: Vec::new(),
        problem: None,
        seen: Seen::default(),
    };
    let asked = DraftFile { sheets: vec![tone.typed(), "2".to_owned()], headers: Vec::new(), position: 1, ..known.clone() };
    let broken = DraftFile { position: 2, problem: Some(problem("binary", tone)), ..known.clone() };
    let errors = vec![RowError::new(Field::CreatedAt, Reason::FutureDate, &tone.typed())];
    let row = |errors| SeenRow { line: 2, cells: vec![tone.typed(); 4], errors };
    let seen = Seen { total: 10_046, rows: vec![row(Vec::new()), row(errors)], problem: None };
    let of = |problem: &str| Seen { problem: Some(Problem::new(problem)), ..Seen::default() };
    let cards = [known, asked, broken].into_iter().zip([seen, of("ask-sheet"), of("binary")]);
    let cards: Vec<_> = files.iter().cloned().zip(cards).map(|(file, (draft, seen))| (file, draft, seen)).collect();
    let form = [("zone-0".to_owned(), tone.typed())];
    let wrong = if tone == Tone::Empty { Vec::new() } else { vec![("zone-0".to_owned(), "error-zone")] };
    let currency = "SAR".parse().map_err(|_| askama::Error::Fmt)?;
    DraftPage::new(viewer, &import(State::Draft, tone), &cards, (&form, &wrong), currency).render()
}
