//! The cost of customers: full, media and lagged, by month and by channel.

use super::costs;
use crate::domain::period::Period;
use crate::i18n::{Text, Words};
use crate::metrics::cac::{CacRow, LagFrom};
use crate::metrics::figure::Figure;
use crate::metrics::kpi::Kpi;
use crate::metrics::revenue::Source;
use crate::reports::cac::{Cac, CacMonth};
use crate::web::components::{Cell, ChartFigure, Column, KpiCard, KpiChange, Markup, Row, Table};
use crate::web::extract::PeriodParam;
use crate::web::measure::months::{Month, Months, Noted};
use crate::web::measure::page::nothing;
use crate::web::measure::{Frame, MeasurePage, Parts, cards, figures};
use crate::web::revenue::{credited, source_name};
use crate::web::shell::Viewer;

/// The page for a reader.
#[must_use]
pub fn page(viewer: &Viewer, frame: &Frame, report: &Cac) -> MeasurePage {
    let w = viewer.words;
    let context = Context { w, frame };
    let title = [w.t("cac-title"), w.t("cac-lede")];
    MeasurePage::new(viewer, frame, title, cards::siblings(w, frame), |_| context.parts(report))
}

/// What every part of the page needs to know.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    pub w: Words,
    pub frame: &'a Frame,
}

impl Context<'_> {
    fn parts(&self, report: &Cac) -> Vec<Parts> {
        let [categories, campaigns, entries] = costs::figures(self, report);
        vec![
            Parts::cards(self.cards(report).iter().map(Markup::of).collect()),
            Parts::one(Markup::of(&self.by_month(report))),
            Parts::one(Markup::of(&self.by_channel(report))),
            Parts::two(Markup::of(&categories), Markup::of(&campaigns)),
            Parts::one(Markup::of(&entries)),
        ]
    }

    /// New customers of a period, or of a channel in it.
    fn customers(&self, period: PeriodParam, source: Option<&Source>) -> String {
        let mut more = vec![("outcome", "won"), ("customer", "new")];
        more.extend(source.map(|source| ("credited", credited(source))));
        self.frame.links().closed(period, &more)
    }

    fn cards(&self, report: &Cac) -> Vec<KpiCard> {
        let (w, frame) = (self.w, self.frame);
        let new = Some(self.customers(frame.asked.period(), None));
        let mut full = cards::compared(w, frame, "cac-full", &report.full, new.clone());
        full.definition = Some(cards::definition(w, frame, "cac-full", full.title.clone(), Some(&report.full.figure)));
        full.note = self.over(&report.full.figure);
        let mut media = cards::compared(w, frame, "cac-media", &report.media, new.clone());
        media.definition = Some(cards::definition(w, frame, "cac-media", media.title.clone(), None));
        media.note = self.over(&report.media.figure);
        let why = KpiChange::Note(self.lag(report));
        let mut lagged = cards::card(w, "cac-lagged", &report.lagged.cac, new.clone(), why);
        lagged.definition = Some(cards::definition(w, frame, "cac-lagged", lagged.title.clone(), None));
        lagged.note = self.over(&report.lagged.cac);
        let mut customers = cards::compared(w, frame, "customers", &report.new_customers, new);
        customers.definition = Some(cards::definition(w, frame, "customers", customers.title.clone(), None));
        let won = report.deals_won.n;
        customers.note = Some(w.t_args("kpi-deals-won", &[("n", won.into())]));
        vec![full, media, lagged, customers]
    }

    /// "SAR 1.2M for 43 new customers".
    fn over(&self, figure: &Figure) -> Option<Text> {
        let w = self.w;
        let (cost, customers) = figure.value.and(figure.numerator).zip(figure.denominator)?;
        let cost = figures::in_unit(w, cost, figure.unit);
        Some(w.t_args("kpi-cac-note", &[("cost", cost.into()), ("n", crate::i18n::Arg::Number(customers, 0))]))
    }

    /// Whose cost the lagged figure counts.
    fn lag(&self, report: &Cac) -> Text {
        let w = self.w;
        match report.lagged.lag.zip(report.lagged.cost_period) {
            Some((lag, period)) => {
                let key = if lag.from == LagFrom::Lead { "cac-lag-lead" } else { "cac-lag-opportunity" };
                w.t_args(key, &[("days", days(lag.days).into()), ("period", w.period(period).into())])
            }
            None => w.t("reason-no-durations"),
        }
    }

    fn by_month(&self, report: &Cac) -> Noted {
        let w = self.w;
        let title = w.t("cac-by-month");
        let today = self.frame.question.today();
        let running = self.frame.question.is_running();
        let month = |month: &CacMonth| Month {
            period: month.period,
            figure: month.full,
            is_running: running && month.period.contains(today),
            matures_on: None,
            href: Some(self.customers(PeriodParam::of_days(month.period), None)),
        };
        let months = Months {
            w,
            frame: self.frame,
            kpi: Kpi::Cac,
            months: report.by_month.iter().map(month).collect(),
            targets: &report.month_targets,
        };
        let empty = || nothing(w.t("cac-empty"), figures::why(w, &report.full.figure));
        let table = self.months(&report.by_month, title.clone());
        months.noted(ChartFigure {
            takeaway: months.takeaway(),
            note: months.note(),
            table: Some(months.beside(table)),
            ..ChartFigure::new(w, "months", title, months.line().map(|svg| Markup::of(&svg)).ok_or_else(empty))
        })
    }

    fn months(&self, months: &[CacMonth], caption: Text) -> Table {
        let w = self.w;
        let keys = ["card-cac-full", "card-cac-media", "card-cac-lagged", "col-cost", "col-customers"];
        let columns = std::iter::once(Column::text(w.t("col-month"))).chain(keys.map(|key| Column::number(w.t(key))));
        let row = |month: &CacMonth| {
            let new = Some(self.customers(PeriodParam::of_days(month.period), None)).filter(|_| month.new_customers > 0);
            Row::new(vec![
                Cell::of(&w.month(month.period.from)),
                figures::rate_cell(w, &month.full, new.clone()).strong(),
                figures::rate_cell(w, &month.media, new.clone()),
                figures::rate_cell(w, &month.lagged, new.clone()),
                figures::cell(w, &month.cost, Some(self.costs_of(month.period))),
                figures::cell(w, &Figure::count(month.new_customers), new),
            ])
        };
        Table { class: "sticky", ..Table::new(caption, columns.collect(), months.iter().map(row).collect()) }
    }

    /// The costs of a period: the list on this page.
    pub(super) fn costs_of(&self, period: Period) -> String {
        format!("{}#entries-t", self.frame.asked.with_period(PeriodParam::of_days(period)).href(self.frame.path))
    }

    fn by_channel(&self, report: &Cac) -> ChartFigure {
        let w = self.w;
        let title = w.t("cac-by-channel");
        if report.by_channel.is_empty() {
            let why = nothing(w.t("cac-empty"), figures::why(w, &report.full.figure));
            return ChartFigure::new(w, "channels", title, Err(why));
        }
        let keys = ["col-cost", "col-customers", "card-cac-full", "card-cac-media", "card-cac-lagged"];
        let columns = std::iter::once(Column::text(w.t("dimension-channel"))).chain(keys.map(|key| Column::number(w.t(key))));
        let row = |row: &CacRow| {
            let new = Some(self.customers(self.frame.asked.period(), Some(&row.source))).filter(|_| row.customers > 0.0);
            let customers = figures::in_unit(w, row.customers, crate::metrics::figure::Unit::Count);
            Row::new(vec![
                Cell::of(&source_name(w, &row.source)),
                figures::cell(w, &row.cost, Some("#entries-t".to_owned())),
                new.clone().map_or_else(|| Cell::of(&customers), |href| Cell::link(customers.clone(), href)),
                figures::rate_cell(w, &row.cac, new.clone()).strong(),
                figures::rate_cell(w, &row.media, new.clone()),
                figures::rate_cell(w, &row.lagged, new),
            ])
        };
        let foot = Row::new(vec![
            Cell::of(&w.t("row-all")),
            figures::cell(w, &report.costs.figure, None),
            figures::cell(w, &report.new_customers.figure, None),
            figures::cell(w, &report.full.figure, None).strong(),
            figures::cell(w, &report.media.figure, None),
            figures::cell(w, &report.lagged.cac, None),
        ]);
        let rows = report.by_channel.iter().map(row).collect();
        let table = Table { foot: Some(foot), class: "sticky", ..Table::new(title.clone(), columns.collect(), rows) };
        ChartFigure {
            takeaway: self.channel_takeaway(report),
            definition: Some(cards::definition(w, self.frame, "first-touch", title.clone(), None)),
            note: Some(w.t("first-touch-note")),
            ..ChartFigure::new(w, "channels", title, Ok(Markup::of(&table)))
        }
    }

    /// The cheapest and the dearest channel among those with enough customers to be told apart.
    fn channel_takeaway(&self, report: &Cac) -> Option<Text> {
        let w = self.w;
        let mut known: Vec<(&CacRow, f64)> =
            report.by_channel.iter().filter(|row| !row.cac.is_few()).filter_map(|row| Some((row, row.cac.value?))).collect();
        known.sort_by(|(_, a), (_, b)| a.total_cmp(b));
        let ((cheap, _), (dear, _)) = (known.first()?, known.last().filter(|_| known.len() > 1)?);
        let said = |row: &CacRow| (source_name(w, &row.source), figures::value(w, &row.cac).unwrap_or_default());
        let ((low, least), (high, most)) = (said(cheap), said(dear));
        let args = [("low", low.into()), ("least", least.into()), ("high", high.into()), ("most", most.into())];
        Some(w.t_args("cac-channel-takeaway", &args))
    }
}

/// Whole days of a lag, which may be none.
fn days(days: i64) -> u64 {
    days.unsigned_abs()
}
