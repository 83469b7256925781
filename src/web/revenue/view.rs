//! Revenue: how much, how it grew, and where it came from.

use crate::i18n::{Text, Words};
use crate::metrics::figure::{Figure, Unit};
use crate::metrics::kpi::Kpi;
use crate::metrics::revenue::{RevenueRow, RevenueStep, Source};
use crate::reports::revenue::Revenue;
use crate::web::chart;
use crate::web::components::{Cell, ChartFigure, Column, Markup, Row, RowBar, Rows, Table};
use crate::web::deals::NONE;
use crate::web::extract::PeriodParam;
use crate::web::measure::months::{Month, Months, Noted};
use crate::web::measure::naming::period_name;
use crate::web::measure::page::nothing;
use crate::web::measure::{Frame, MeasurePage, Parts, cards, figures};
use crate::web::shell::Viewer;

/// The page for a reader.
#[must_use]
pub fn page(viewer: &Viewer, frame: &Frame, report: &Revenue) -> MeasurePage {
    let w = viewer.words;
    let context = Context { w, frame };
    let title = [w.t("revenue-title"), w.t("revenue-lede")];
    MeasurePage::new(viewer, frame, title, cards::siblings(w, frame), |_| context.parts(report))
}

struct Context<'a> {
    w: Words,
    frame: &'a Frame,
}

impl Context<'_> {
    fn parts(&self, report: &Revenue) -> Vec<Parts> {
        let (w, frame) = (self.w, self.frame);
        let links = frame.links();
        let won = Some(links.won(frame.asked.period()));
        let new = links.closed(frame.asked.period(), &[("outcome", "won"), ("customer", "new")]);
        let mut first = cards::compared(w, frame, "revenue", &report.revenue, won.clone());
        first.definition = Some(cards::definition(w, frame, "revenue", first.title.clone(), Some(&report.revenue.figure)));
        let mut customers = cards::compared(w, frame, "customers", &report.new_customers, Some(new));
        customers.definition = Some(cards::definition(w, frame, "customers", customers.title.clone(), None));
        let row = [
            first,
            cards::compared(w, frame, "deals", &report.deals_won, won.clone()),
            cards::compared(w, frame, "size", &report.deal_size, won),
            customers,
        ];
        vec![
            Parts::cards(row.iter().map(Markup::of).collect()),
            Parts::one(Markup::of(&self.by_month(report))),
            Parts::one(Markup::of(&self.by_channel(report))),
        ]
    }

    fn by_month(&self, report: &Revenue) -> Noted {
        let w = self.w;
        let title = w.t("revenue-by-month");
        let today = self.frame.question.today();
        let month = |step: &RevenueStep| Month {
            period: step.period,
            figure: step.revenue,
            is_running: self.frame.question.is_running() && step.period.contains(today),
            matures_on: None,
            href: Some(self.frame.links().won(PeriodParam::of_days(step.period))),
        };
        let months = Months {
            w,
            frame: self.frame,
            kpi: Kpi::Revenue,
            months: report.by_month.iter().map(month).collect(),
            targets: &report.month_targets,
        };
        let why = report.revenue.figure.reason.map_or_else(|| w.t("reason-no-deals-won"), |reason| figures::reason(w, reason));
        let empty = || nothing(w.t("revenue-empty"), why.clone());
        let drawn = months.line().filter(|_| report.revenue.figure.n > 0 && report.revenue.figure.value.is_some());
        let left_out = (report.left_out > 0).then(|| w.t_args("revenue-left-out", &[("n", report.left_out.into())]));
        let notes = months.note().into_iter().chain(left_out);
        months.noted(ChartFigure {
            takeaway: Some(self.growth(report)),
            note: notes.reduce(|a, b| w.t_args("sentences", &[("a", a.into()), ("b", b.into())])),
            table: Some(self.months(report, &months, title.clone())),
            ..ChartFigure::new(w, "months", title, drawn.map(|svg| Markup::of(&svg)).ok_or_else(empty))
        })
    }

    /// Growth since the period before and since the same a year earlier, in a sentence.
    fn growth(&self, report: &Revenue) -> Text {
        let (w, question) = (self.w, &self.frame.question);
        let value = figures::value(w, &report.revenue.figure).unwrap_or_else(|| w.t("dash"));
        let said = w.t_args("revenue-takeaway", &[("period", self.frame.period(w).into()), ("value", value.into())]);
        let name = |period| period_name(w, question.cut(period), self.frame.asked.calendar());
        let grown = [
            cards::growth_said(w, "revenue-growth", report.growth, name(question.period.previous())),
            cards::growth_said(w, "revenue-growth", report.growth_over_year, name(question.period.year_before())),
        ];
        let grown: Vec<Text> = grown.into_iter().flatten().collect();
        if grown.is_empty() {
            return said;
        }
        w.t_args(
            "sentences",
            &[("a", said.into()), ("b", w.t_args("revenue-growths", &[("list", w.list(&grown).into())]).into())],
        )
    }

    fn months(&self, report: &Revenue, months: &Months<'_>, caption: Text) -> Table {
        let w = self.w;
        let keys = ["revenue-title", "col-deals-won", "col-growth-month", "col-growth-year"];
        let columns = std::iter::once(Column::text(w.t("col-month"))).chain(keys.map(|key| Column::number(w.t(key))));
        let row = |(step, month): (&RevenueStep, &Month)| {
            let href = month.href.clone().filter(|_| step.deals > 0);
            Row::new(vec![
                Cell::of(&w.month(step.period.from)),
                figures::cell(w, &step.revenue, href.clone()).strong(),
                figures::cell(w, &Figure::count(step.deals), href),
                cards::growth(w, step.growth),
                cards::growth(w, step.growth_over_year),
            ])
        };
        let rows = report.by_month.iter().zip(&months.months).map(row).collect();
        months.beside(Table { class: "sticky", ..Table::new(caption, columns.collect(), rows) })
    }

    fn by_channel(&self, report: &Revenue) -> ChartFigure {
        let w = self.w;
        let title = w.t("revenue-by-channel");
        if report.by_channel.is_empty() {
            return ChartFigure::new(w, "channels", title, Err(nothing(w.t("revenue-empty"), w.t("reason-no-deals-won"))));
        }
        let value = |row: &RevenueRow| row.revenue.value.unwrap_or_default();
        let most = report.by_channel.iter().map(value).fold(0.0, f64::max);
        let bar = |row: &RevenueRow| RowBar {
            name: source_name(w, &row.source),
            note: figures::value(w, &row.share),
            value: figures::value(w, &row.revenue).unwrap_or_else(|| w.t("dash")),
            bar: chart::bar(w.into(), value(row), most, if row.source == Source::Unattributed { "mute" } else { "" }),
            href: Some(self.credited(&row.source)),
        };
        let first = report.by_channel.iter().find(|row| row.source != Source::Unattributed && row.share.value.is_some());
        let takeaway = first.map(|row| {
            let share = figures::value(w, &row.share).unwrap_or_default();
            w.t_args("revenue-channel-takeaway", &[("channel", source_name(w, &row.source).into()), ("share", share.into())])
        });
        ChartFigure {
            takeaway,
            definition: Some(cards::definition(w, self.frame, "first-touch", title.clone(), None)),
            note: Some(w.t("first-touch-note")),
            table: Some(self.channels(report, title.clone())),
            ..ChartFigure::new(w, "channels", title, Ok(Markup::of(&Rows { rows: report.by_channel.iter().map(bar).collect() })))
        }
    }

    fn credited(&self, source: &Source) -> String {
        self.frame.links().closed(self.frame.asked.period(), &[("outcome", "won"), ("credited", credited(source))])
    }

    fn channels(&self, report: &Revenue, caption: Text) -> Table {
        let w = self.w;
        let keys = ["revenue-title", "col-share", "col-deals-won"];
        let columns = std::iter::once(Column::text(w.t("dimension-channel"))).chain(keys.map(|key| Column::number(w.t(key))));
        let row = |row: &RevenueRow| {
            let href = Some(self.credited(&row.source));
            Row::new(vec![
                Cell::of(&source_name(w, &row.source)),
                figures::cell(w, &row.revenue, href.clone()).strong(),
                row.share.value.map_or_else(
                    || figures::cell(w, &row.share, None),
                    |share| Cell::of(&figures::in_unit(w, share, Unit::Ratio)),
                ),
                figures::cell(w, &Figure::count(row.deals), href),
            ])
        };
        let all = Row::new(vec![
            Cell::of(&w.t("row-all")),
            figures::cell(w, &report.revenue.figure, None).strong(),
            Cell::empty(),
            figures::cell(w, &report.deals_won.figure, None),
        ]);
        let rows = report.by_channel.iter().map(row).collect();
        Table { foot: Some(all), class: "sticky", ..Table::new(caption, columns.collect(), rows) }
    }
}

/// A channel by its name; what belongs to none is a row of its own.
pub(in crate::web) fn source_name(w: Words, source: &Source) -> Text {
    match source {
        Source::Channel(name) => Text::datum(name),
        Source::Unattributed => w.t("source-unattributed"),
    }
}

/// A channel as a list's address has it.
pub(in crate::web) fn credited(source: &Source) -> &str {
    match source {
        Source::Channel(name) => name,
        Source::Unattributed => NONE,
    }
}
