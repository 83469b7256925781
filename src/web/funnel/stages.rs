//! How far leads come: the funnel, the same at an earlier time, where the others are, what happened in the period.

use super::view::Context;
use crate::domain::stage::Stage;
use crate::i18n::Text;
use crate::metrics::change::Verdict;
use crate::metrics::figure::Figure;
use crate::metrics::funnel::{LeftRow, PeriodStage};
use crate::reports::Compared;
use crate::reports::funnel::FunnelReport;
use crate::web::chart;
use crate::web::components::{Cell, ChartFigure, Column, Markup, Row, RowBar, Rows, Table};
use crate::web::extract::PeriodParam;
use crate::web::leads::NO_REASON;
use crate::web::measure::page::nothing;
use crate::web::measure::{CohortFunnel, Parts, figures, stage_name};

/// Reasons of one kind that are named; the others are counted together.
const NAMED: usize = 6;

impl Context<'_> {
    pub(super) fn stages(&self, report: &FunnelReport) -> Vec<Parts> {
        let (w, asked, period) = (self.w, &self.frame.asked, self.frame.period(self.w));
        let funnel = CohortFunnel { w, asked, funnel: &report.cohort, period, more: None, handoff: None }.drawn_or_empty();
        let mut parts = vec![Parts::one(funnel)];
        if report.cohort.leads > 0 {
            let period = self.period_funnel(&report.period_funnel);
            parts.push(Parts::two(Markup::of(&self.compared(report)), Markup::of(&period)));
            parts.push(Parts::one(Markup::of(&self.left(report))));
            parts.push(Parts::one(Markup::of(&self.split(report))));
        } else {
            parts.push(Parts::one(Markup::of(&self.period_funnel(&report.period_funnel))));
        }
        parts
    }

    /// Each step beside the same step of the earlier leads when they were as old.
    fn compared(&self, report: &FunnelReport) -> ChartFigure {
        let w = self.w;
        let title = w.t("funnel-compared");
        let heads = ["col-now", "col-interval", "col-before", "col-change"].map(|key| Column::number(w.t(key)));
        let columns: Vec<Column> = std::iter::once(Column::text(w.t("col-step"))).chain(heads).collect();
        let steps = report.stage_rates.iter().zip(Stage::FUNNEL.windows(2));
        let mut rows: Vec<Row> = steps.map(|(rate, pair)| self.compared_row(&self.step_name(pair), rate, pair[1])).collect();
        rows.push(self.compared_row(&w.t("kpi-conversion"), &report.lead_to_customer, Stage::Won));
        let table = Table { class: "sticky", ..Table::new(title.clone(), columns, rows) };
        ChartFigure {
            takeaway: Some(self.compared_takeaway(report)),
            definition: Some(self.definition("funnel-compared", title.clone())),
            ..ChartFigure::new(w, "compared", title, Ok(Markup::of(&table)))
        }
    }

    fn compared_row(&self, name: &Text, rate: &Compared, reached: Stage) -> Row {
        let w = self.w;
        let before = rate.before.as_ref().map_or_else(
            || Cell::none(w.t("kpi-not-compared")),
            |before| figures::rate_cell(w, before, self.before_href(reached)),
        );
        Row::new(vec![
            Cell::of(name),
            figures::rate_cell(w, &rate.figure, Some(self.frame.links().reached(reached))).strong(),
            figures::interval_cell(w, &rate.figure),
            before,
            figures::change_cell(w, rate),
        ])
    }

    /// The earlier leads as they stood when they were as old as these are now.
    fn before_href(&self, reached: Stage) -> Option<String> {
        let question = &self.frame.question;
        let before = question.before()?;
        let as_of = question.at_the_same_age(before).to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
        let more = [("reached", reached.key()), ("as_of", as_of.as_str())];
        Some(self.frame.links().leads(PeriodParam::of_days(before), &more))
    }

    fn compared_takeaway(&self, report: &FunnelReport) -> Text {
        let w = self.w;
        let steps = report.stage_rates.iter().zip(Stage::FUNNEL.windows(2)).map(|(rate, pair)| (self.step_name(pair), rate));
        let judged = steps.filter_map(|(name, rate)| {
            let comparison = rate.comparison.filter(|c| matches!(c.verdict, Verdict::Better | Verdict::Worse))?;
            Some((name, rate, comparison.change.value()?))
        });
        let Some((name, rate, _)) = judged.max_by(|(.., a), (.., b)| a.abs().total_cmp(&b.abs())) else {
            return w.t("funnel-compared-none");
        };
        let value = |figure: &Figure| figures::value(w, figure).unwrap_or_default();
        let before = rate.before.as_ref().map(value).unwrap_or_default();
        let args = [("step", name.into()), ("after", value(&rate.figure).into()), ("before", before.into())];
        w.t_args("funnel-compared-most", &args)
    }

    /// "Marketing qualified to sales accepted".
    fn step_name(&self, pair: &[Stage]) -> Text {
        let name = |at: usize| pair.get(at).map(|stage| stage_name(self.w, *stage)).unwrap_or_default();
        self.w.t_args("funnel-step", &[("from", name(0).into()), ("to", name(1).into())])
    }

    /// Where those are who came no further, and why.
    fn left(&self, report: &FunnelReport) -> ChartFigure {
        let w = self.w;
        let title = w.t("funnel-left");
        let columns = vec![
            Column::text(w.t("col-furthest")),
            Column::text(w.t("col-now-in")),
            Column::text(w.t("col-why")),
            Column::number(w.t("col-leads")),
        ];
        let rows: Vec<Row> =
            report.cohort.stages.iter().flat_map(|stage| self.left_at(stage.stage, stage.still_here, &report.left)).collect();
        let table = Table { class: "sticky", ..Table::new(title.clone(), columns, rows) };
        let told = report.left.iter().max_by_key(|row| if row.reason.is_some() { row.leads } else { 0 });
        let takeaway = match told.and_then(|row| Some((row, row.reason.as_ref()?))) {
            Some((row, reason)) => w.t_args(
                "funnel-left-most",
                &[("reason", Text::datum(reason).into()), ("n", row.leads.into()), ("stage", stage_name(w, row.furthest).into())],
            ),
            None => w.t("funnel-left-no-reasons"),
        };
        ChartFigure { takeaway: Some(takeaway), ..ChartFigure::new(w, "left", title, Ok(Markup::of(&table))) }
    }

    fn left_at(&self, furthest: Stage, still_here: u64, left: &[LeftRow]) -> Vec<Row> {
        let w = self.w;
        let links = self.frame.links();
        let mut rows = Vec::new();
        if still_here > 0 && furthest != Stage::Won {
            let mut more = vec![("furthest", furthest.key())];
            let here = Stage::FUNNEL.iter().take(furthest.rank().map_or(0, |rank| rank + 1));
            more.extend(here.map(|stage| ("stage", stage.key())));
            let href = links.leads(self.frame.asked.period(), &more);
            let count = figures::cell(w, &Figure::count(still_here), Some(href));
            rows.push(Row::new(vec![
                Cell::of(&stage_name(w, furthest)),
                Cell::of(&w.t("left-still-here")),
                Cell::empty(),
                count,
            ]));
        }
        for current in [Stage::Recycled, Stage::Lost, Stage::Disqualified] {
            let group: Vec<&LeftRow> = left.iter().filter(|row| row.furthest == furthest && row.current == current).collect();
            let line = |why: Cell, count: Cell| {
                Row::new(vec![Cell::of(&stage_name(w, furthest)), Cell::of(&w.t(&format!("stage-{current}"))), why, count])
            };
            for row in group.iter().take(NAMED) {
                let reason = row.reason.as_deref();
                let more = [("furthest", furthest.key()), ("stage", current.key()), ("reason", reason.unwrap_or(NO_REASON))];
                let href = links.leads(self.frame.asked.period(), &more);
                let why = reason.map_or_else(|| Cell::none(w.t("reason-not-given")), |reason| Cell::of(&Text::datum(reason)));
                rows.push(line(why, figures::cell(w, &Figure::count(row.leads), Some(href))));
            }
            let others: u64 = group.iter().skip(NAMED).map(|row| row.leads).sum();
            if others > 0 {
                rows.push(line(Cell::of(&w.t("reason-others")), figures::cell(w, &Figure::count(others), None)));
            }
        }
        rows
    }

    /// What happened in the period, whenever the leads were created.
    fn period_funnel(&self, stages: &[PeriodStage]) -> ChartFigure {
        let w = self.w;
        let title = w.t("funnel-period");
        let period = self.frame.period(w);
        if stages.iter().all(|stage| stage.entered == 0) {
            let why = w.t_args("funnel-period-none", &[("period", period.into())]);
            return ChartFigure::new(w, "period-funnel", title, Err(nothing(w.t("funnel-period-empty"), why)));
        }
        let count = |n: u64| Figure::count(n).value.unwrap_or_default();
        let most = stages.iter().map(|stage| stage.entered).max().unwrap_or(0);
        let ratio = |stage: &PeriodStage| stage.ratio.as_ref().and_then(|ratio| figures::value(w, ratio));
        let bar = |stage: &PeriodStage| RowBar {
            name: stage_name(w, stage.stage),
            note: ratio(stage).map(|ratio| w.t_args("funnel-period-ratio", &[("ratio", ratio.into())])),
            value: figures::value(w, &Figure::count(stage.entered)).unwrap_or_default(),
            bar: chart::bar(w.into(), count(stage.entered), count(most), ""),
            href: (stage.entered > 0).then(|| self.entered(stage.stage)),
        };
        let rows = Rows { rows: stages.iter().map(bar).collect() };
        let cells = |stage: &PeriodStage| {
            let entered = Some(self.entered(stage.stage)).filter(|_| stage.entered > 0);
            Row::new(vec![
                Cell::of(&stage_name(w, stage.stage)),
                figures::cell(w, &Figure::count(stage.entered), entered).strong(),
                stage.ratio.as_ref().map_or_else(Cell::empty, |ratio| figures::cell(w, ratio, None)),
            ])
        };
        let columns = vec![Column::text(w.t("col-stage")), Column::number(w.t("col-entered")), Column::number(w.t("col-ratio"))];
        ChartFigure {
            takeaway: Some(w.t_args("funnel-period-takeaway", &[("period", period.into())])),
            definition: Some(self.definition("funnel-period", title.clone())),
            table: Some(Table::new(title.clone(), columns, stages.iter().map(cells).collect())),
            ..ChartFigure::new(w, "period-funnel", title, Ok(Markup::of(&rows)))
        }
    }

    fn entered(&self, stage: Stage) -> String {
        let (links, period) = (self.frame.links(), self.frame.asked.period());
        match stage {
            Stage::Lead => links.leads(period, &[]),
            _ => links.all_leads(&[("entered", stage.key()), ("entered_in", &period.to_string())]),
        }
    }
}
