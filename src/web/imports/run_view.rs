//! An import that runs, and what came of it.

use super::words;
use crate::i18n::{Text, Words};
use crate::import::error::Problem;
use crate::jobs::rejected_rows;
use crate::storage::import_rows::RejectedRow;
use crate::storage::imports::{Counts, Import, ImportFile, State};
use crate::storage::undo::MergedAway;
use crate::web::components::{self, Cell, Column, Facts, Markup, Progress, Row, Table};
use crate::web::leads::LeadName;
use crate::web::shell::{NavItem, Shell, Viewer};
use askama::Template;
use serde_json::Value;

/// Cells of a rejected row that the page shows.
const CELLS: usize = 4;

/// How far an import is; fetched again every second.
#[derive(Template)]
#[template(path = "pages/imports/progress.html")]
pub struct ProgressPart {
    id: String,
    progress: Progress,
    facts: Facts,
}

impl ProgressPart {
    /// The part.
    #[must_use]
    pub fn new(w: Words, import: &Import, files: &[ImportFile]) -> Self {
        let (read, all) = files.iter().fold((0_i64, 0_i64), |(r, a), f| (r + f.bytes_read.min(f.bytes), a + f.bytes));
        let percent = if all > 0 { u8::try_from((read * 100 / all).clamp(0, 100)).ok() } else { None };
        let counts = total(files);
        Self {
            id: import.id.to_string(),
            progress: Progress {
                id: "import-progress".to_owned(),
                label: w.t("import-running"),
                percent: percent.filter(|_| counts.read > 0),
                text: w.t_args("import-rows-read", &[("n", counts.read.into())]),
            },
            facts: facts(w, counts),
        }
    }
}

impl askama::filters::HtmlSafe for ProgressPart {}

/// The page of an import that is no draft any more.
#[derive(Template)]
#[template(path = "pages/imports/run.html")]
pub struct RunPage {
    shell: Shell,
    id: String,
    state: components::State,
    about: Text,
    sentence: Option<Text>,
    progress: Option<ProgressPart>,
    counts: Option<Table>,
    left_out: Vec<(Text, Text)>,
    rejected: Option<Table>,
    rejected_note: Option<Text>,
    forgotten: bool,
    resume: bool,
    undo: bool,
    /// What was merged since, which comes first.
    merged: Option<Table>,
}

impl RunPage {
    /// The page. `problems` say of files that were left out why, where it is known.
    #[must_use]
    pub fn new(
        viewer: &Viewer,
        import: &Import,
        files: &[ImportFile],
        rejected: &[RejectedRow],
        problems: &[(i16, Problem)],
    ) -> Self {
        let w = viewer.words;
        let running = import.state == State::Running;
        let why = |file: &ImportFile| {
            let known = problems.iter().find(|(at, _)| *at == file.position);
            known.map_or_else(|| w.t("import-left-out-why"), |(_, p)| words::problem(w, p))
        };
        let undone = import.state == State::Undone;
        let left_out = files.iter().filter(|f| f.left_out && !undone).map(|f| (words::file(&f.name), why(f))).collect();
        let counts = total(files);
        let shown = i64::try_from(rejected.len()).unwrap_or_default();
        let note = (counts.rejected > shown)
            .then(|| w.t_args("import-rejected-first", &[("shown", shown.into()), ("n", counts.rejected.into())]));
        Self {
            shell: Shell::new(viewer, w.t("import-title"), NavItem::Imports),
            id: import.id.to_string(),
            state: words::state(w, import.state),
            about: about(w, import),
            sentence: sentence(w, import, counts),
            progress: running.then(|| ProgressPart::new(w, import, files)),
            counts: (!running && import.state != State::Undone).then(|| count_table(w, files)),
            left_out,
            rejected: (!rejected.is_empty() && !running && import.state != State::Undone)
                .then(|| rejected_table(w, files, rejected)),
            rejected_note: note,
            forgotten: import.forgotten,
            resume: import.can_be_resumed(),
            undo: import.can_be_undone(),
            merged: None,
        }
    }

    /// The page of an import that can be undone once these merges are taken back.
    #[must_use]
    pub fn after_merges(mut self, w: Words, merged: &[MergedAway]) -> Self {
        if !merged.is_empty() {
            self.undo = false;
            self.merged = Some(merged_table(w, merged));
        }
        self
    }
}

fn about(w: Words, import: &Import) -> Text {
    let when = w.date_time(import.created_at);
    if let Some(token) = &import.token {
        return w.t_args("import-about-token", &[("token", Text::datum(token).into()), ("when", when.into())]);
    }
    match &import.user {
        Some(name) => w.t_args("import-about", &[("who", Text::datum(name).into()), ("when", when.into())]),
        None => w.t_args("import-about-command-line", &[("when", when.into())]),
    }
}

fn sentence(w: Words, import: &Import, counts: Counts) -> Option<Text> {
    let kept = import.error.as_deref().map(Problem::from_json);
    match import.state {
        State::Draft | State::Running => None,
        State::Done if counts.rejected > 0 => Some(w.t_args("import-done-rejected", &[("n", counts.rejected.into())])),
        State::Done => Some(w.t("import-done-clean")),
        State::Failed => Some(words::problem(w, &kept.unwrap_or_else(|| Problem::new("unknown")))),
        State::Interrupted => Some(w.t("import-interrupted-body")),
        State::Undone => Some(kept.map_or_else(|| w.t("import-undone-all"), |p| words::problem(w, &p))),
    }
}

fn total(files: &[ImportFile]) -> Counts {
    let mut sum = Counts::default();
    for file in files {
        sum += file.counts;
    }
    sum
}

const COUNTS: [&str; 6] =
    ["imports-read", "imports-new", "imports-changed", "imports-merged", "imports-unchanged", "imports-rejected"];

const fn numbers(c: Counts) -> [i64; 6] {
    [c.read, c.inserted, c.updated, c.merged, c.unchanged, c.rejected]
}

fn facts(w: Words, counts: Counts) -> Facts {
    let pair = |(key, n): (&str, i64)| (w.t(key), Markup::of(&w.integer(n)));
    let erased = (counts.erased > 0).then_some(("imports-erased", counts.erased));
    Facts { facts: COUNTS.into_iter().zip(numbers(counts)).skip(1).chain(erased).map(pair).collect() }
}

fn count_table(w: Words, files: &[ImportFile]) -> Table {
    let mut columns = vec![Column::text(w.t("imports-file"))];
    columns.extend(COUNTS.map(|key| Column::number(w.t(key))));
    let cells = |first: Text, counts: Counts| {
        let mut cells = vec![Cell::of(&first)];
        cells.extend(numbers(counts).map(|n| Cell::of(&w.integer(n))));
        Row::new(cells)
    };
    let taken: Vec<&ImportFile> = files.iter().filter(|f| !f.left_out).collect();
    let foot = (taken.len() > 1).then(|| cells(w.t("imports-all"), total(files)));
    let rows = taken.into_iter().map(|f| cells(words::file(&f.name), f.counts)).collect();
    Table { foot, ..Table::new(w.t("import-counts"), columns, rows) }
}

fn merged_table(w: Words, merged: &[MergedAway]) -> Table {
    let columns = vec![Column::text(w.t("import-merged-lead")), Column::text(w.t("import-merged-into"))];
    let row = |away: &MergedAway| {
        let went = LeadName {
            first: away.first_name.as_deref(),
            last: away.last_name.as_deref(),
            company: away.company.as_deref(),
            email: away.email.as_deref(),
            external_id: None,
            id: away.merged,
        };
        let stayed = LeadName {
            first: away.lead_first_name.as_deref(),
            last: away.lead_last_name.as_deref(),
            company: away.lead_company.as_deref(),
            email: away.lead_email.as_deref(),
            external_id: None,
            id: away.lead,
        };
        Row::new(vec![Cell::of(&went.text(w, true)), Cell::link(stayed.text(w, true), format!("/leads/{}", away.lead))])
    };
    Table::new(w.t("import-merged-title"), columns, merged.iter().map(row).collect())
}

fn rejected_table(w: Words, files: &[ImportFile], rejected: &[RejectedRow]) -> Table {
    let columns = vec![
        Column::text(w.t("imports-file")),
        Column::number(w.t("import-line")),
        Column::text(w.t("import-reason")),
        Column::text(w.t("import-cells")),
    ];
    let row = |row: &RejectedRow| {
        let name = files.iter().find(|f| f.position == row.file).map(|f| f.name.as_str()).unwrap_or_default();
        let cells = rejected_rows::cells(&row.raw);
        let filled = cells.iter().filter(|(_, cell)| !cell.is_empty()).take(CELLS);
        let said = filled.map(|(header, cell)| {
            let cell: String = cell.chars().take(60).collect();
            w.t_args("import-cell", &[("header", Text::datum(header).into()), ("value", Text::datum(&cell).into())])
        });
        Row::new(vec![
            Cell::of(&words::file(name)),
            Cell::of(&w.integer(row.line)),
            Cell::of(&w.list(&reasons(w, &row.reasons))),
            Cell::of(&w.list(&said.collect::<Vec<_>>())),
        ])
    };
    Table::new(w.t("import-rejected"), columns, rejected.iter().map(row).collect())
}

fn reasons(w: Words, kept: &Value) -> Vec<Text> {
    let text = |reason: &Value, key: &str| reason.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let one = |reason: &Value| words::reason(w, &text(reason, "field"), &text(reason, "reason"), &text(reason, "value"));
    kept.as_array().map(|list| list.iter().map(one).collect()).unwrap_or_default()
}
