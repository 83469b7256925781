//! The leads of each month: which share had come how far, month after month.

use super::view::{Context, REACHED};
use crate::domain::period::add_months;
use crate::domain::stage::Stage;
use crate::i18n::Text;
use crate::metrics::figure::Figure;
use crate::reports::cohorts::{Cohort, CohortStage, Cohorts};
use crate::web::components::{Cell, ChartFigure, Column, Link, Markup, Row, Segmented, Table};
use crate::web::extract::PeriodParam;
use crate::web::measure::page::nothing;
use crate::web::measure::{Parts, figures};

/// Months after the first that are shown.
const MONTHS: usize = 13;

impl Context<'_> {
    pub(super) fn cohorts(&self, report: &Cohorts) -> Vec<Parts> {
        let w = self.w;
        let stage = w.t(&format!("stages-{}", self.asked.stage));
        let title = w.t_args("cohorts-title", &[("stage", stage.into())]);
        let rows: Vec<(&Cohort, &CohortStage)> = report
            .cohorts
            .iter()
            .filter_map(|cohort| Some((cohort, cohort.stages.iter().find(|stage| stage.stage == self.asked.stage)?)))
            .collect();
        let figure = ChartFigure {
            switch: Some(self.stage_switch()),
            ..ChartFigure::new(w, "cohorts", title.clone(), Err(nothing(w.t("funnel-empty"), w.t("reason-no-leads"))))
        };
        if rows.iter().all(|(cohort, _)| cohort.leads == 0) {
            return vec![Parts::one(Markup::of(&figure))];
        }
        let undated: u64 = rows.iter().map(|(_, stage)| stage.undated).sum();
        let hatch = w.t("cohorts-note");
        let note = match undated {
            0 => hatch,
            n => w.t_args("sentences", &[("a", hatch.into()), ("b", w.t_args("cohorts-undated", &[("n", n.into())]).into())]),
        };
        let figure = ChartFigure {
            takeaway: self.cohorts_takeaway(&rows),
            definition: Some(self.definition("cohorts", title.clone())),
            chart: Ok(Markup::of(&self.cohort_table(report, &rows, title))),
            note: Some(note),
            ..figure
        };
        vec![Parts::one(Markup::of(&figure))]
    }

    fn stage_switch(&self) -> Segmented {
        let link = |stage: &Stage| {
            let own = (*stage != Stage::Won).then(|| stage.key());
            (Link::new(self.w.t(&format!("stages-{stage}")), self.frame.with("stage", own)), *stage == self.asked.stage)
        };
        Segmented { label: self.w.t("cohorts-stage"), links: REACHED.iter().map(link).collect() }
    }

    /// The first and the last month that are both known so many months later.
    fn cohorts_takeaway(&self, rows: &[(&Cohort, &CohortStage)]) -> Option<Text> {
        let w = self.w;
        let known = |offset: usize| {
            let has = |(_, stage): &&(&Cohort, &CohortStage)| {
                stage.by_offset.get(offset).copied().flatten().is_some_and(|figure: Figure| figure.value.is_some())
            };
            let mut of = rows.iter().filter(has);
            Some((of.next()?, of.next_back()?))
        };
        let (offset, (first, last)) = (0..=3).rev().find_map(|offset| Some((offset, known(offset)?)))?;
        let said = |(cohort, stage): &(&Cohort, &CohortStage)| {
            let figure = stage.by_offset.get(offset).copied().flatten()?;
            Some((figures::value(w, &figure)?, w.month(cohort.period.from)))
        };
        let ((before, then), (after, now)) = (said(first)?, said(last)?);
        let args = [
            ("months", (offset + 1).into()),
            ("before", before.into()),
            ("then", then.into()),
            ("after", after.into()),
            ("now", now.into()),
        ];
        Some(w.t_args("cohorts-takeaway", &args))
    }

    fn cohort_table(&self, report: &Cohorts, rows: &[(&Cohort, &CohortStage)], caption: Text) -> Table {
        let w = self.w;
        let offsets = rows.iter().map(|(_, stage)| stage.by_offset.len()).max().unwrap_or(0).min(MONTHS);
        let days = w.integer(i64::from(report.horizon.days));
        let mut columns = vec![
            Column::text(w.t("col-arrived")),
            Column::number(w.t("col-leads")),
            Column::number(w.t("col-so-far")),
            Column::number(w.t_args("col-within", &[("days", days.into())])),
        ];
        let age = |offset: usize| {
            let months = f64::from(u32::try_from(offset).unwrap_or(0));
            Column::number(if offset == 0 { w.t("col-same-month") } else { w.signed(months, 0) })
        };
        columns.extend((0..offsets).map(age));
        let shares = rows.iter().flat_map(|(_, stage)| stage.by_offset.iter().take(offsets).flatten().filter_map(|f| f.value));
        let most = shares.fold(0.0, f64::max);
        let rows = rows.iter().map(|(cohort, stage)| self.cohort_row(report, cohort, stage, offsets, most));
        Table { class: "coh", ..Table::new(caption, columns, rows.collect()) }
    }

    fn cohort_row(&self, report: &Cohorts, cohort: &Cohort, stage: &CohortStage, offsets: usize, most: f64) -> Row {
        let w = self.w;
        let links = self.frame.links();
        let period = month_param(cohort);
        let won_within = report.horizon.days.to_string();
        let leads = Figure::count(cohort.leads);
        let reached = links.leads(period, &[("reached", stage.stage.key())]);
        let within = links.leads(period, &[("won_within", &won_within)]);
        let within = match figures::value(w, &cohort.within_horizon).filter(|_| !cohort.maturity.is_mature) {
            Some(_) => {
                let date = w.date(cohort.maturity.matures_on);
                Cell::none(w.t_args("trend-matures-on", &[("date", date.into())]))
            }
            None => figures::rate_cell(w, &cohort.within_horizon, Some(within)),
        };
        let mut cells = vec![
            Cell::of(&w.month(cohort.period.from)),
            figures::cell(w, &leads, Some(links.leads(period, &[])).filter(|_| cohort.leads > 0)),
            figures::rate_cell(w, &stage.reached, Some(reached)),
            within,
        ];
        cells.extend((0..offsets).map(|offset| match stage.by_offset.get(offset).copied().flatten() {
            Some(figure) => self.heat(cohort, stage.stage, offset, &figure, most),
            None => Cell::of(&figures::Hidden::new(w.t("cohorts-not-yet"))).class("na"),
        }));
        Row::new(cells)
    }

    /// A share in its heat, with its count and interval on hover and focus, and its leads.
    fn heat(&self, cohort: &Cohort, stage: Stage, offset: usize, figure: &Figure, most: f64) -> Cell {
        let w = self.w;
        let Some((value, share)) = figures::value(w, figure).zip(figure.value) else {
            return Cell::none(figures::why(w, figure));
        };
        let months = i64::try_from(offset).unwrap_or(0) + 1;
        let first = crate::domain::period::Period::month_of(cohort.period.from).from;
        let last = add_months(first, months) - chrono::TimeDelta::days(1);
        let more = [("reached", stage.key()), ("reached_by", &last.to_string())];
        let href = self.frame.links().leads(month_param(cohort), &more);
        let class = match if most > 0.0 { share / most } else { 0.0 } {
            s if s <= 0.2 => "h h1",
            s if s <= 0.4 => "h h2",
            s if s <= 0.6 => "h h3",
            s if s <= 0.8 => "h h4",
            _ => "h h5",
        };
        let detail = figures::detail(w, figure).unwrap_or_default();
        Cell::of(&figures::Titled { text: value, detail, href }).class(class)
    }
}

/// A whole month by its name, a part of one by its days.
fn month_param(cohort: &Cohort) -> PeriodParam {
    match cohort.period.whole_months() {
        Some(1) => PeriodParam::month_of(cohort.period.from),
        _ => PeriodParam::of_days(cohort.period),
    }
}
