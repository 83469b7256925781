//! What the cost was for: by category, by campaign, and each recorded cost.

use super::view::Context;
use crate::i18n::Text;
use crate::metrics::figure::{Figure, Unit};
use crate::metrics::origins::OriginRow;
use crate::reports::cac::{Cac, EntryRow};
use crate::web::chart;
use crate::web::components::{Cell, ChartFigure, Column, Markup, Row, RowBar, Rows, Table};
use crate::web::measure::figures;
use crate::web::measure::page::nothing;

/// Costs that are listed; the file has all of them.
const LISTED: usize = 100;
/// Campaigns that have a bar.
const BARS: usize = 12;

/// By category, by campaign, and every entry.
pub(super) fn figures(context: &Context<'_>, report: &Cac) -> [ChartFigure; 3] {
    [
        context.origins("cac-by-category", report, &report.by_category),
        context.origins("cac-by-campaign", report, &report.by_campaign),
        context.entries(report),
    ]
}

impl Context<'_> {
    fn origins(&self, id: &str, report: &Cac, rows: &[OriginRow]) -> ChartFigure {
        let w = self.w;
        let title = w.t(id);
        let Some(first) = rows.first() else {
            return ChartFigure::new(w, id, title, Err(nothing(w.t("cac-no-costs"), figures::why(w, &report.costs.figure))));
        };
        let name = |row: &OriginRow| match (&row.name, id) {
            (None, _) => w.t("cac-no-campaign"),
            (Some(name), "cac-by-category") => w.find(&format!("category-{name}")).unwrap_or_else(|| Text::datum(name)),
            (Some(name), _) => Text::datum(name),
        };
        let value = |row: &OriginRow| row.cost.value.unwrap_or_default();
        let most = rows.iter().map(value).fold(0.0, f64::max);
        let bar = |row: &OriginRow| RowBar {
            name: name(row),
            note: figures::value(w, &row.share),
            value: figures::value(w, &row.cost).unwrap_or_default(),
            bar: chart::bar(w.into(), value(row), most, if row.name.is_some() { "" } else { "mute" }),
            href: Some("#entries-t".to_owned()),
        };
        let keys = ["col-cost", "col-share", "col-entries"];
        let columns = std::iter::once(Column::text(w.t("col-origin"))).chain(keys.map(|key| Column::number(w.t(key))));
        let cells = |row: &OriginRow| {
            Row::new(vec![
                Cell::of(&name(row)),
                figures::cell(w, &row.cost, Some("#entries-t".to_owned())).strong(),
                row.share.value.map_or_else(Cell::empty, |share| Cell::of(&figures::in_unit(w, share, Unit::Ratio))),
                figures::cell(w, &Figure::count(row.entries), None),
            ])
        };
        let args = [("name", name(first).into()), ("share", figures::value(w, &first.share).unwrap_or_default().into())];
        ChartFigure {
            takeaway: Some(w.t_args("cac-origin-takeaway", &args)),
            table: Some(Table::new(title.clone(), columns.collect(), rows.iter().map(cells).collect())),
            ..ChartFigure::new(w, id, title, Ok(Markup::of(&Rows { rows: rows.iter().take(BARS).map(bar).collect() })))
        }
    }

    fn entries(&self, report: &Cac) -> ChartFigure {
        let w = self.w;
        let title = w.t("cac-entries");
        if report.entries.is_empty() {
            return ChartFigure::new(
                w,
                "entries",
                title,
                Err(nothing(w.t("cac-no-costs"), figures::why(w, &report.costs.figure))),
            );
        }
        let columns = vec![
            Column::text(w.t("col-days")),
            Column::text(w.t("col-category")),
            Column::text(w.t("dimension-campaign")),
            Column::text(w.t("dimension-channel")),
            Column::number(w.t("col-amount")),
            Column::number(w.t("col-in-period")),
        ];
        let datum = |text: &Option<String>| {
            text.as_ref().map_or_else(|| Cell::none(w.t("cac-unallocated")), |text| Cell::of(&Text::datum(text)))
        };
        let row = |entry: &EntryRow| {
            Row::new(vec![
                Cell::of(&w.period(entry.period)),
                Cell::of(&w.find(&format!("category-{}", entry.category)).unwrap_or_else(|| Text::datum(&entry.category))),
                datum(&entry.campaign),
                datum(&entry.channel),
                figures::cell(w, &entry.amount, None),
                figures::cell(w, &entry.cost, None).strong(),
            ])
        };
        let hidden = report.entries.len().saturating_sub(LISTED);
        let foot = Row::new(vec![
            Cell::of(&w.t("row-all")),
            Cell::empty(),
            Cell::empty(),
            Cell::empty(),
            Cell::empty(),
            figures::cell(w, &report.costs.figure, None).strong(),
        ]);
        let rows = report.entries.iter().take(LISTED).map(row).collect();
        let table = Table { foot: Some(foot), class: "sticky", ..Table::new(title.clone(), columns, rows) };
        let said = [
            (hidden > 0).then(|| w.t_args("cac-entries-hidden", &[("n", hidden.into())])),
            (report.days_without_rate > 0).then(|| w.t_args("cac-days-without-rate", &[("n", report.days_without_rate.into())])),
        ];
        let note = said.into_iter().flatten().reduce(|a, b| w.t_args("sentences", &[("a", a.into()), ("b", b.into())]));
        ChartFigure {
            takeaway: Some(w.t_args("cac-entries-takeaway", &[("n", report.entries.len().into())])),
            note,
            table: Some(table),
            ..ChartFigure::new(w, "entries", title, Ok(Markup::default()))
        }
    }
}
