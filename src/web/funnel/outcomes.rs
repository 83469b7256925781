//! Deals won of those closed, and why the others were lost.

use super::view::Context;
use crate::i18n::Text;
use crate::metrics::figure::Figure;
use crate::metrics::kpi::Kpi;
use crate::metrics::lost::LostRow;
use crate::reports::trend::Point;
use crate::reports::win_rate::WinRate;
use crate::web::chart;
use crate::web::components::{Cell, ChartFigure, Column, KpiChange, Markup, Row, RowBar, Rows, Table};
use crate::web::deals::NONE;
use crate::web::extract::PeriodParam;
use crate::web::measure::months::{Month, Months, Noted};
use crate::web::measure::page::nothing;
use crate::web::measure::{Parts, figures};

/// Reasons that have a bar; the table has all of them.
const BARS: usize = 10;

impl Context<'_> {
    pub(super) fn outcomes(&self, report: &WinRate) -> Vec<Parts> {
        vec![Parts::one(Markup::of(&self.win_rate(report))), Parts::one(Markup::of(&self.lost(&report.lost_reasons)))]
    }

    fn win_rate(&self, report: &WinRate) -> Noted {
        let w = self.w;
        let title = w.t("win-rate-title");
        let month = |point: &Point| Month::of(point, Some(self.frame.links().closed(PeriodParam::of_days(point.period), &[])));
        let months = Months {
            w,
            frame: self.frame,
            kpi: Kpi::WinRate,
            months: report.by_month.iter().map(month).collect(),
            targets: &report.month_targets,
        };
        let rate = &report.win_rate.figure;
        let empty = || nothing(w.t("win-rate-empty"), figures::why(w, rate));
        let takeaway = figures::value(w, rate).zip(figures::detail(w, rate)).map(|(value, detail)| {
            let change = match figures::change(w, &report.win_rate, self.frame.versus(w).as_ref()) {
                KpiChange::Delta(delta) => w.t_args("win-rate-change", &[("change", delta.in_words().into())]),
                KpiChange::Note(note) => note,
            };
            let said = w.t_args("win-rate-takeaway", &[("rate", value.into()), ("detail", detail.into())]);
            w.t_args("sentences", &[("a", said.into()), ("b", change.into())])
        });
        let table = self.win_months(report, title.clone());
        months.noted(ChartFigure {
            takeaway,
            definition: Some(self.definition("win-rate", title.clone())),
            note: months.note(),
            table: Some(months.beside(table)),
            ..ChartFigure::new(w, "win-rate", title, months.line().map(|svg| Markup::of(&svg)).ok_or_else(empty))
        })
    }

    fn win_months(&self, report: &WinRate, caption: Text) -> Table {
        let w = self.w;
        let keys = ["win-rate-title", "col-interval", "col-deals-won", "col-deals-closed"];
        let columns = std::iter::once(Column::text(w.t("col-month"))).chain(keys.map(|key| Column::number(w.t(key))));
        let row = |point: &Point| {
            let days = PeriodParam::of_days(point.period);
            let (won, all) = (self.frame.links().won(days), self.frame.links().closed(days, &[]));
            let won_count = Figure::count(whole(point.figure.numerator));
            Row::new(vec![
                Cell::of(&w.month(point.period.from)),
                figures::rate_cell(w, &point.figure, Some(all.clone())).strong(),
                figures::interval_cell(w, &point.figure),
                figures::cell(w, &won_count, Some(won)),
                figures::cell(w, &Figure::count(point.figure.n), Some(all)),
            ])
        };
        Table { class: "sticky", ..Table::new(caption, columns.collect(), report.by_month.iter().map(row).collect()) }
    }

    fn lost(&self, reasons: &[LostRow]) -> ChartFigure {
        let w = self.w;
        let title = w.t("lost-title");
        let Some(first) = reasons.first() else {
            return ChartFigure::new(w, "lost", title, Err(nothing(w.t("lost-empty"), w.t("lost-empty-body"))));
        };
        let all: u64 = reasons.iter().map(|row| row.deals).sum();
        let count = |n: u64| Figure::count(n).value.unwrap_or_default();
        let most = reasons.iter().map(|row| row.deals).max().unwrap_or(0);
        let bar = |row: &LostRow| RowBar {
            name: self.reason_name(row),
            note: figures::value(w, &row.share),
            value: figures::value(w, &Figure::count(row.deals)).unwrap_or_default(),
            bar: chart::bar(w.into(), count(row.deals), count(most), if row.reason.is_some() { "" } else { "mute" }),
            href: Some(self.reason_href(row)),
        };
        let takeaway = match &first.reason {
            Some(reason) => w.t_args(
                "lost-takeaway",
                &[
                    ("n", all.into()),
                    ("reason", Text::datum(reason).into()),
                    ("share", figures::value(w, &first.share).unwrap_or_default().into()),
                ],
            ),
            None => w.t_args("lost-takeaway-none", &[("n", all.into())]),
        };
        ChartFigure {
            takeaway: Some(takeaway),
            table: Some(self.reasons(reasons, title.clone())),
            ..ChartFigure::new(w, "lost", title, Ok(Markup::of(&Rows { rows: reasons.iter().take(BARS).map(bar).collect() })))
        }
    }

    fn reasons(&self, reasons: &[LostRow], caption: Text) -> Table {
        let w = self.w;
        let keys = ["col-deals-lost", "col-share", "col-interval", "col-amount"];
        let columns = std::iter::once(Column::text(w.t("col-why"))).chain(keys.map(|key| Column::number(w.t(key))));
        let row = |row: &LostRow| {
            let href = self.reason_href(row);
            Row::new(vec![
                Cell::of(&self.reason_name(row)),
                figures::cell(w, &Figure::count(row.deals), Some(href.clone())).strong(),
                figures::rate_cell(w, &row.share, Some(href.clone())),
                figures::interval_cell(w, &row.share),
                figures::cell(w, &row.amount, Some(href)),
            ])
        };
        Table { class: "sticky", ..Table::new(caption, columns.collect(), reasons.iter().map(row).collect()) }
    }

    fn reason_name(&self, row: &LostRow) -> Text {
        row.reason.as_deref().map_or_else(|| self.w.t("reason-not-given"), Text::datum)
    }

    fn reason_href(&self, row: &LostRow) -> String {
        let more = [("outcome", "lost"), ("lost_reason", row.reason.as_deref().unwrap_or(NONE))];
        self.frame.links().closed(self.frame.asked.period(), &more)
    }
}

/// A numerator of a rate is a count.
fn whole(count: Option<f64>) -> u64 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count of deals")]
    let count = count.unwrap_or(0.0) as u64;
    count
}
