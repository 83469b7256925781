//! The funnel by a dimension: values side by side, each with its interval and how it stands against the rest.

use super::view::{Context, SPLITS};
use crate::domain::stage::Stage;
use crate::i18n::Text;
use crate::metrics::figure::Figure;
use crate::metrics::funnel::Standing;
use crate::reports::funnel::{Breakdown, BreakdownRow, FunnelReport};
use crate::storage::metrics::Dimension;
use crate::web::chart::{self, Whisker};
use crate::web::components::{Cell, ChartFigure, Column, Link, Markup, Row, Segmented, State, StateKind, Table};
use crate::web::leads::NO_REASON;
use crate::web::listing::dimension_name;
use crate::web::measure::page::nothing;
use crate::web::measure::{Links, figures};

/// Rows that are shown, most leads first.
const SHOWN: usize = 40;

impl Context<'_> {
    pub(super) fn split(&self, report: &FunnelReport) -> ChartFigure {
        let w = self.w;
        let by = dimension_name(w, self.asked.by);
        let title = w.t_args("funnel-split", &[("by", by.into())]);
        let figure = |chart| ChartFigure { switch: Some(self.switch()), ..ChartFigure::new(w, "split", title.clone(), chart) };
        let Some(found) = report.breakdown.as_ref().filter(|found| !found.rows.is_empty()) else {
            return figure(Err(nothing(w.t("funnel-empty"), w.t("reason-no-leads"))));
        };
        let all = &report.cohort.lead_to_customer;
        let hidden = found.rows.len().saturating_sub(SHOWN);
        let few = w.t("funnel-split-note");
        let note = match hidden {
            0 => few,
            n => w.t_args("sentences", &[("a", few.into()), ("b", w.t_args("funnel-split-hidden", &[("n", n.into())]).into())]),
        };
        ChartFigure {
            takeaway: Some(self.split_takeaway(found, all)),
            definition: Some(self.definition("funnel-split", title.clone())),
            note: Some(note),
            ..figure(Ok(Markup::of(&self.split_table(found, all, title.clone()))))
        }
    }

    fn switch(&self) -> Segmented {
        let link = |by: &Dimension| {
            let own = (*by != Dimension::Channel).then(|| by.key());
            (Link::new(dimension_name(self.w, *by), self.frame.with("by", own)), *by == self.asked.by)
        };
        Segmented { label: self.w.t("funnel-split-by"), links: SPLITS.iter().map(link).collect() }
    }

    fn split_takeaway(&self, found: &Breakdown, all: &Figure) -> Text {
        let w = self.w;
        let named = |standing: Standing| -> Vec<Text> {
            let rows = found.rows.iter().filter(|row| row.standing == standing).take(3);
            rows.map(|row| self.value_name(row)).collect()
        };
        let (above, below) = (named(Standing::Above), named(Standing::Below));
        let all = figures::value(w, all).unwrap_or_else(|| w.t("dash"));
        let key = match (above.is_empty(), below.is_empty()) {
            (true, true) => "funnel-split-same",
            (false, true) => "funnel-split-above",
            (true, false) => "funnel-split-below",
            (false, false) => "funnel-split-both",
        };
        w.t_args(key, &[("all", all.into()), ("above", w.list(&above).into()), ("below", w.list(&below).into())])
    }

    fn value_name(&self, row: &BreakdownRow) -> Text {
        row.value.as_deref().map_or_else(|| self.w.t("filter-without"), Text::datum)
    }

    fn split_table(&self, found: &Breakdown, all: &Figure, caption: Text) -> Table {
        let w = self.w;
        let steps = ["funnel-to-mql", "funnel-to-sal", "funnel-to-sql", "funnel-to-opportunity", "funnel-to-won"];
        let mut columns = vec![Column::text(dimension_name(w, self.asked.by)), Column::number(w.t("col-leads"))];
        columns.extend(steps.map(|key| Column::number(w.t(key))));
        columns.extend([
            Column::number(w.t("funnel-customers")),
            Column::text(w.t("col-interval")),
            Column::text(w.t("col-against-rest")),
        ]);
        let shown = || found.rows.iter().take(SHOWN);
        let top =
            shown().filter_map(|row| row.funnel.lead_to_customer.interval.filter(|_| !row.funnel.lead_to_customer.is_few()));
        let max = top.map(|interval| interval.hi).chain(all.interval.map(|interval| interval.hi)).fold(0.0, f64::max).max(0.01);
        Table { class: "sticky", ..Table::new(caption, columns, shown().map(|row| self.split_row(row, all, max)).collect()) }
    }

    fn split_row(&self, row: &BreakdownRow, all: &Figure, max: f64) -> Row {
        let w = self.w;
        let href = |reached: Option<Stage>| self.value_href(row, reached);
        let leads = Figure::count(row.funnel.leads);
        let mut cells = vec![Cell::of(&self.value_name(row)), figures::cell(w, &leads, Some(href(None)))];
        cells.extend(row.funnel.stages.iter().zip(Stage::FUNNEL.iter().skip(1)).map(|(stage, next)| {
            stage.next.map_or_else(Cell::empty, |rate| {
                figures::rate_cell(w, &rate, Some(href(Some(*next))).filter(|_| rate.value.is_some()))
            })
        }));
        let rate = &row.funnel.lead_to_customer;
        let whisker = Whisker {
            value: rate.value.unwrap_or_default(),
            ends: rate.interval.map(|interval| (interval.lo, interval.hi)),
            all: all.value,
            class: if rate.is_judged() { "on" } else { "o" },
        };
        cells.push(figures::rate_cell(w, rate, Some(href(Some(Stage::Won)))).strong());
        cells.push(Cell::of(&figures::Hovered::new(w, rate, &chart::whisker(w.into(), whisker, 0.0, max))));
        cells.push(Cell::of(&standing(w, row.standing)));
        Row::new(cells)
    }

    /// The leads of a value. A campaign or an owner is meant by its own name alone.
    fn value_href(&self, row: &BreakdownRow, reached: Option<Stage>) -> String {
        let (by, period) = (self.asked.by, self.frame.asked.period());
        let reached = reached.map(|stage| ("reached", stage.key()));
        if matches!(by, Dimension::Campaign | Dimension::Owner) {
            let value = row.value.as_deref().unwrap_or(NO_REASON);
            let more: Vec<(&str, &str)> = reached.into_iter().chain([("split", by.key()), ("split_value", value)]).collect();
            return self.frame.links().leads(period, &more);
        }
        let asked = self.frame.asked.with_filter(by, Some(row.value.as_deref().unwrap_or_default()));
        Links(&asked).leads(period, reached.as_slice())
    }
}

fn standing(w: crate::i18n::Words, standing: Standing) -> State {
    let (kind, key) = match standing {
        Standing::Above => (StateKind::Good, "standing-above"),
        Standing::Below => (StateKind::Bad, "standing-below"),
        Standing::NoClearDifference => (StateKind::Mute, "standing-same"),
        Standing::NotJudged => (StateKind::Mute, "standing-few"),
    };
    State { kind, text: w.t(key) }
}
