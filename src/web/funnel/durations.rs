//! How long leads stand in each stage.

use super::view::Context;
use crate::domain::stage::Stage;
use crate::i18n::Text;
use crate::metrics::figure::{Figure, Unit};
use crate::metrics::stage_times::{StageTime, TimeIn};
use crate::reports::stage_durations::StageDurations;
use crate::web::chart;
use crate::web::components::{Cell, ChartFigure, Column, Link, Markup, Row, RowBar, Rows, Table};
use crate::web::measure::page::nothing;
use crate::web::measure::{Parts, figures, stage_name};

impl Context<'_> {
    pub(super) fn durations(&self, report: &StageDurations) -> Vec<Parts> {
        let w = self.w;
        let title = w.t("durations-title");
        let figure = |chart| ChartFigure {
            definition: Some(self.definition("durations", title.clone())),
            ..ChartFigure::new(w, "durations", title.clone(), chart)
        };
        let longest =
            report.stages.iter().filter_map(|time| Some((time, time.median.value?))).max_by(|(_, a), (_, b)| a.total_cmp(b));
        let Some((longest, most)) = longest else {
            let empty = nothing(w.t("durations-empty"), w.t("durations-empty-body"));
            return vec![Parts::one(Markup::of(&figure(Err(empty))))];
        };
        let bar = |time: &StageTime| RowBar {
            name: stage_name(w, time.stage),
            note: Some(w.t_args("durations-left", &[("n", time.median.n.into())])),
            value: figures::value(w, &time.median).unwrap_or_else(|| w.t("dash")),
            bar: chart::bar(w.into(), time.median.value.unwrap_or_default(), most, ""),
            href: (time.median.n > 0).then(|| self.time_href(time.stage, TimeIn::Known)),
        };
        let days = figures::value(w, &longest.median).unwrap_or_default();
        let takeaway = w.t_args("durations-takeaway", &[("stage", stage_name(w, longest.stage).into()), ("days", days.into())]);
        let errors: u64 = report.stages.iter().map(|time| time.negative).sum();
        let drawn = ChartFigure {
            takeaway: Some(takeaway),
            note: Some(w.t("durations-note")),
            table: Some(self.times(report, title.clone())),
            ..figure(Ok(Markup::of(&Rows { rows: report.stages.iter().map(bar).collect() })))
        };
        let mut parts = vec![Parts::one(Markup::of(&drawn))];
        parts.extend((errors > 0).then(|| Parts::one(Markup::of(&self.errors(report, errors)))));
        parts
    }

    fn time_href(&self, stage: Stage, known: TimeIn) -> String {
        self.frame.links().leads(self.frame.asked.period(), &[("time_in", stage.key()), ("time", known.key())])
    }

    fn times(&self, report: &StageDurations, caption: Text) -> Table {
        let w = self.w;
        let keys = ["col-median", "col-mean", "col-p75", "col-p90", "col-left", "col-still-there", "col-undated", "col-errors"];
        let columns = std::iter::once(Column::text(w.t("col-stage"))).chain(keys.map(|key| Column::number(w.t(key))));
        let row = |time: &StageTime| {
            let days = |value: Option<f64>| match value {
                Some(value) => Cell::of(&figures::in_unit(w, value, Unit::Days)),
                None => Cell::none(figures::why(w, &time.median)),
            };
            let summary = time.summary;
            let known = Some(self.time_href(time.stage, TimeIn::Known));
            let count =
                |n: u64, known: TimeIn| figures::cell(w, &Figure::count(n), (n > 0).then(|| self.time_href(time.stage, known)));
            Row::new(vec![
                Cell::of(&stage_name(w, time.stage)),
                figures::rate_cell(w, &time.median, known).strong(),
                days(summary.map(|s| s.mean)),
                days(summary.map(|s| s.p75)),
                days(summary.map(|s| s.p90)),
                count(time.median.n, TimeIn::Known),
                count(time.running, TimeIn::Running),
                count(time.undated, TimeIn::Undated),
                count(time.negative, TimeIn::Negative),
            ])
        };
        Table { class: "sticky", ..Table::new(caption, columns.collect(), report.stages.iter().map(row).collect()) }
    }

    /// Stays that end before they begin: listed, never absorbed.
    fn errors(&self, report: &StageDurations, errors: u64) -> ChartFigure {
        let w = self.w;
        let title = w.t("durations-errors");
        let row = |time: &StageTime| {
            let link = Link::new(
                w.t_args("durations-leads", &[("n", time.negative.into())]),
                self.time_href(time.stage, TimeIn::Negative),
            );
            Row::new(vec![Cell::of(&stage_name(w, time.stage)), Cell::of(&link)])
        };
        let rows = report.stages.iter().filter(|time| time.negative > 0).map(row);
        let columns = vec![Column::text(w.t("col-stage")), Column::number(w.t("col-leads"))];
        let table = Table::new(title.clone(), columns, rows.collect());
        let takeaway = w.t_args("durations-errors-takeaway", &[("n", errors.into())]);
        ChartFigure { takeaway: Some(takeaway), ..ChartFigure::new(w, "errors", title, Ok(Markup::of(&table))) }
    }
}
