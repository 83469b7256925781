//! The same numbers by team, by channel, and by salesperson.

use super::links::NONE;
use super::list::team_name;
use super::view::{Context, Trend};
use crate::i18n::Text;
use crate::metrics::figure::Figure;
use crate::reports::handoff_health::{GroupRow, HandoffHealth};
use crate::storage::handoff_evidence::Behind;
use crate::web::components::{Cell, ChartFigure, Column, Markup, Row, Table};
use crate::web::measure::figures;
use crate::web::measure::page::nothing;

/// By what handoffs are split.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum By {
    Team,
    Channel,
    Rep,
}

impl By {
    const fn key(self) -> &'static str {
        match self {
            Self::Team => "team",
            Self::Channel => "channel",
            Self::Rep => "rep",
        }
    }
}

impl Context<'_> {
    /// By channel and team in the open; by salesperson in a table that a reader opens.
    pub(super) fn groups(&self, report: &HandoffHealth) -> [ChartFigure; 3] {
        [self.split(By::Channel, &report.by_channel), self.split(By::Team, &report.by_team), self.split(By::Rep, &report.by_rep)]
    }

    fn split(&self, by: By, rows: &[GroupRow]) -> ChartFigure {
        let (w, key) = (self.w, by.key());
        let title = w.t(&format!("handoffs-by-{key}"));
        if rows.is_empty() {
            let why = w.t("reason-no-handoffs");
            return ChartFigure::new(w, &format!("by-{key}"), title, Err(nothing(w.t("handoffs-empty"), why)));
        }
        let keys = [
            "handoffs-count",
            "handoffs-trend-sla",
            "handoffs-trend-acceptance",
            "handoffs-trend-kept",
            "handoffs-response",
            "behind-accepted-untouched",
        ];
        let columns =
            std::iter::once(Column::text(w.t(&format!("handoffs-{key}")))).chain(keys.map(|key| Column::number(w.t(key))));
        let table = Table {
            class: "sticky",
            ..Table::new(title.clone(), columns.collect(), rows.iter().map(|row| self.group(by, row)).collect())
        };
        if by == By::Rep {
            let opened = Markup::of(&w.t("handoffs-by-rep-why"));
            return ChartFigure { table: Some(table), ..ChartFigure::new(w, "by-rep", title, Ok(opened)) };
        }
        ChartFigure::new(w, &format!("by-{key}"), title, Ok(Markup::of(&table)))
    }

    fn name(&self, by: By, row: &GroupRow) -> Text {
        let w = self.w;
        match (by, &row.value) {
            (By::Team, value) => team_name(w, value.as_deref()),
            (_, Some(value)) => Text::datum(value),
            (By::Channel, None) => w.t("list-without"),
            (By::Rep, None) => w.t("handoffs-unassigned"),
        }
    }

    fn group(&self, by: By, row: &GroupRow) -> Row {
        let (w, period) = (self.w, self.frame.asked.period());
        let value = match by {
            By::Team => row.value.clone().unwrap_or_else(|| NONE.to_owned()),
            By::Channel => row.value.clone().unwrap_or_default(),
            By::Rep => row.rep.map_or_else(|| NONE.to_owned(), |id| id.to_string()),
        };
        let href = |behind: Option<Behind>| Some(self.links().of(period, behind, &[(by.key(), &value)]));
        let rate = |figure: &Figure, behind| figures::rate_cell(w, figure, href(Some(behind)));
        let untouched = Figure::count(row.counts.accepted_untouched);
        Row::new(vec![
            Cell::of(&self.name(by, row)),
            figures::cell(w, &Figure::count(row.counts.offered), href(None)).strong(),
            rate(&row.sla_attainment, Trend::Sla.sides().0),
            rate(&row.acceptance, Trend::Acceptance.sides().0),
            rate(&row.kept, Trend::Kept.sides().0),
            figures::rate_cell(w, &row.response, href(Some(Behind::Assigned))),
            figures::cell(w, &untouched, href(Some(Behind::AcceptedUntouched)).filter(|_| row.counts.accepted_untouched > 0)),
        ])
    }
}
