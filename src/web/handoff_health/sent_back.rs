//! What sales rejected and returned: why, of which campaign and persona, and what it had cost.

use super::links::NONE;
use super::list::reason_name;
use super::view::Context;
use crate::i18n::Text;
use crate::metrics::figure::Figure;
use crate::metrics::handoffs::{CrossRow, ReasonRow};
use crate::reports::handoff_health::HandoffHealth;
use crate::storage::handoff_evidence::Behind;
use crate::web::chart;
use crate::web::components::{Cell, ChartFigure, Column, Markup, Row, RowBar, Rows, Table};
use crate::web::measure::page::nothing;
use crate::web::measure::{cards, figures};

/// Rows of the crossed table; the files have all of them.
const CROSSED: usize = 25;

impl Context<'_> {
    fn back(&self, behind: Behind, more: &[(&str, &str)]) -> String {
        self.links().of(self.frame.asked.period(), Some(behind), more)
    }

    /// A count with the handoffs that it counts.
    fn counted(&self, n: u64, behind: Behind, more: &[(&str, &str)]) -> Cell {
        figures::cell(self.w, &Figure::count(n), (n > 0).then(|| self.back(behind, more)))
    }

    pub(super) fn reasons(&self, report: &HandoffHealth) -> ChartFigure {
        let (w, found) = (self.w, &report.sent_back);
        let title = w.t("handoffs-reasons");
        let first = found.by_reason.first().map(|row| row.rejected + row.returned);
        let Some(most) = first else {
            let why = w.t(if report.counts.offered == 0 { "reason-no-handoffs" } else { "reason-none-sent-back" });
            return ChartFigure::new(w, "reasons", title, Err(nothing(w.t("handoffs-reasons-none"), why)));
        };
        let real = |n: u64| Figure::count(n).value.unwrap_or_default();
        let bar = |row: &ReasonRow| {
            let n = row.rejected + row.returned;
            RowBar {
                name: reason_name(w, row.reason.as_deref(), row.name.as_deref()),
                note: figures::value(w, &row.share),
                value: w.t_args("fact-count", &[("n", n.into())]),
                bar: chart::bar(w.into(), real(n), real(most), if row.reason.is_none() { "mute" } else { "" }),
                href: Some(self.back(Behind::SentBack, &[("reason", row.reason.as_deref().unwrap_or(NONE))])),
            }
        };
        let takeaway = figures::value(w, &found.spent)
            .map(|spent| w.t_args("handoffs-spent-takeaway", &[("spent", spent.into()), ("n", found.spent.n.into())]));
        ChartFigure {
            takeaway,
            definition: Some(cards::definition(w, self.frame, "handoffs-reasons", title.clone(), None)),
            table: Some(self.reason_table(&found.by_reason, title.clone())),
            ..ChartFigure::new(w, "reasons", title, Ok(Markup::of(&Rows { rows: found.by_reason.iter().map(bar).collect() })))
        }
    }

    fn reason_table(&self, rows: &[ReasonRow], caption: Text) -> Table {
        let w = self.w;
        let keys = ["behind-rejected", "behind-returned", "col-share", "behind-answered", "handoffs-spent"];
        let columns = std::iter::once(Column::text(w.t("handoffs-reason"))).chain(keys.map(|key| Column::number(w.t(key))));
        let row = |row: &ReasonRow| {
            let of = [("reason", row.reason.as_deref().unwrap_or(NONE))];
            Row::new(vec![
                Cell::of(&reason_name(w, row.reason.as_deref(), row.name.as_deref())),
                self.counted(row.rejected, Behind::Rejected, &of),
                self.counted(row.returned, Behind::Returned, &of),
                figures::cell(w, &row.share, Some(self.back(Behind::SentBack, &of))),
                figures::rate_cell(w, &row.answered, Some(self.back(Behind::Answered, &of))),
                figures::cell(w, &row.spent, None),
            ])
        };
        Table { class: "sticky", ..Table::new(caption, columns.collect(), rows.iter().map(row).collect()) }
    }

    /// By reason, campaign and persona; none where nothing came back.
    pub(super) fn crossed(&self, report: &HandoffHealth) -> Option<ChartFigure> {
        let (w, rows) = (self.w, &report.sent_back.crossed);
        if rows.is_empty() {
            return None;
        }
        let title = w.t("handoffs-crossed");
        let words = ["handoffs-reason", "dimension-campaign", "dimension-persona"].map(|key| Column::text(w.t(key)));
        let numbers = ["behind-rejected", "behind-returned", "handoffs-spent"].map(|key| Column::number(w.t(key)));
        let columns = words.into_iter().chain(numbers).collect();
        let table = Table::new(title.clone(), columns, rows.iter().take(CROSSED).map(|row| self.cross(row)).collect());
        let left = rows.len().saturating_sub(CROSSED) as u64;
        Some(ChartFigure {
            note: (left > 0).then(|| w.t_args("handoffs-crossed-more", &[("n", left.into())])),
            ..ChartFigure::new(w, "crossed", title, Ok(Markup::of(&Table { class: "sticky", ..table })))
        })
    }

    fn cross(&self, row: &CrossRow) -> Row {
        let w = self.w;
        let of = [
            ("reason", row.reason.as_deref().unwrap_or(NONE)),
            ("of_campaign", row.campaign.as_deref().unwrap_or(NONE)),
            ("persona", row.persona.as_deref().unwrap_or_default()),
        ];
        let datum =
            |text: &Option<String>| Cell::of(&text.as_ref().map_or_else(|| w.t("list-without"), |text| Text::datum(text)));
        Row::new(vec![
            Cell::of(&reason_name(w, row.reason.as_deref(), row.name.as_deref())),
            datum(&row.campaign),
            datum(&row.persona),
            self.counted(row.rejected, Behind::Rejected, &of),
            self.counted(row.returned, Behind::Returned, &of),
            figures::cell(w, &row.spent, None),
        ])
    }
}
